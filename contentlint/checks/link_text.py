"""Links whose words don't say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Link
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Options:
    words: tuple[str, ...] = field(
        default=(), metadata={"help": "link texts that say nothing, in lower case and without punctuation"}
    )
    together: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "those of the words that are reported only where two links of a paragraph have such a text, and "
            "lead to different places: one alone is mostly clear from its sentence"
        },
    )


MESSAGES = {"": message("text", "target")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on the words of each link that are one of `words`; links with an image or a label of their own are
    let be."""
    vague = list(_vague(post, options.words))
    targets: dict[int | None, set[str]] = {}
    for link, words in vague:
        if words in options.together:
            targets.setdefault(link.block, set()).add(link.target)
    for link, words in vague:
        if words in options.together and len(targets[link.block]) < 2:
            continue
        assert link.block is not None
        span = post.document.blocks[link.block].prose.span(*link.at)
        yield Hit(span, {"text": " ".join(link.text.split()), "target": link.target})


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """How many links there are."""
    links = sum(link.kind in ("link", "html") for link in post.document.links)
    return {"links": links} if links else None


def _vague(post: Post, vague: tuple[str, ...]) -> Iterator[tuple[Link, str]]:
    """The links whose words are among those that say nothing, with these words."""
    labelled = {
        element.span.start
        for element in post.document.elements
        if element.get("aria-label") or element.get("title") or element.get("aria-labelledby")
    }
    for link in post.document.links:
        if link.kind not in ("link", "html") or link.block is None or link.at[0] >= link.at[1]:
            continue
        if OBJECT in link.text or link.span.start in labelled:
            continue
        words = " ".join(_EDGES.sub("", link.text).casefold().split())
        if words in vague:
            yield link, words
