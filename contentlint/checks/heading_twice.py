"""Two headings with the same words in the same section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT


@dataclass(frozen=True, slots=True)
class Options:
    pass


MESSAGES = {"": message("heading")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each heading that repeats one of its own section, under the same heading above."""
    above: list[tuple[int, str]] = []
    seen: dict[tuple[tuple[int, str], ...], Block] = {}
    for heading in post.document.headings:
        # Code and images have no words of their own in the prose.
        plain = OBJECT not in heading.prose.text
        words = " ".join((heading.prose.text.casefold() if plain else heading.span.cut(post.text)).split())
        if not words or heading.inside("quote") or heading.inside("component"):
            continue
        above = [*(one for one in above if one[0] < heading.level), (heading.level, words)]
        first = seen.setdefault(tuple(above), heading)
        if first is not heading:
            yield Hit(
                heading.span,
                {"heading": " ".join(heading.span.cut(post.text).split())},
                related=(Related("the first one stands here", first.span),),
            )
