"""Figures of claims that the cited page does not have, or has otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.claims.cited import cited
from contentlint.evidence.visited import host
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post

_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Options:
    """What of the comparison is reported."""

    verdict: Literal["not-found", "contradicted"] = field(
        default="not-found", metadata={"help": "what the cited pages say of the figure: not-found or contradicted"}
    )


_SAID = message("figure", "given", "sentence", "source", "host")
MESSAGES = {"": _SAID, "near": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit for each claim whose sources were all read and say so, once for each figure of a sentence."""
    if context.sources is None:
        return
    seen: set[tuple[int, str]] = set()
    for one in cited(post, context.vocabulary, context.sources):
        # What was not read may have the figure after all.
        if one.verdict != options.verdict or not one.is_whole:
            continue
        if (one.claim.unit.start, one.figure) in seen:
            continue
        seen.add((one.claim.unit.start, one.figure))
        sentence = one.sentence if len(one.sentence) <= _LONGEST else one.sentence[: _LONGEST - 1] + "…"
        values = {
            "figure": one.figure,
            "given": one.given,
            "sentence": sentence,
            "source": one.url,
            "host": host(one.page.final_url or one.page.url).removeprefix("www."),
        }
        # A link in the sentence before may be for that sentence alone.
        yield Hit(one.claim.span, values, "" if one.is_direct else "near", severity=None if one.is_direct else "info")
