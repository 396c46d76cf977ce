"""Two headings with the same words in the same section."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT


@dataclass(frozen=True, slots=True)
class Options:
    when: Literal["pasted", "always"] = field(
        default="pasted",
        metadata={
            "help": "pasted: only where the text below is the same, too, or the two follow on each other; always: each"
        },
    )


_FEWEST = 8
"""Words that a text pasted twice has at least: two parts may both say "None"."""


MESSAGES = {"": message("heading")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each heading that repeats one of its own section, under the same heading above, with what is below."""
    above: list[tuple[int, str]] = []
    seen: dict[tuple[tuple[int, str], ...], int] = {}
    headings, below = post.document.headings, dict[int, str]()
    for number, heading in enumerate(headings):
        # Code and images have no words of their own in the prose.
        plain = OBJECT not in heading.prose.text
        words = " ".join((heading.prose.text.casefold() if plain else heading.span.cut(post.text)).split())
        if not words or heading.inside("quote") or heading.inside("component"):
            continue
        above = [*(one for one in above if one[0] < heading.level), (heading.level, words)]
        first = seen.setdefault(tuple(above), number)
        if first == number:
            continue
        for one in (first, number):
            if one not in below:
                below[one] = _below(post, headings, one)
        is_pasted = below[first] == below[number] and below[number].count(" ") >= _FEWEST - 1
        if options.when == "always" or is_pasted or (first == number - 1 and not below[first]):
            yield Hit(
                heading.span,
                {"heading": " ".join(heading.span.cut(post.text).split())},
                related=(Related("the first one stands here", headings[first].span),),
            )


def _below(post: Post, headings: Sequence[Block], number: int) -> str:
    """The words that stand between a heading and the next."""
    text, after = post.text, headings[number + 1 : number + 2]
    stop = text.rfind("\n", 0, after[0].span.start) + 1 if after else len(text)
    return " ".join(text[_line_end(text, headings[number].span.end) : stop].split())


def _line_end(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found
