"""Front-matter texts that are longer or shorter than the places they are shown in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import accumulate
from unicodedata import east_asian_width

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    keys: tuple[str, ...] = field(
        default=("title",), metadata={"help": "the keys to measure; the first one that the post has counts"}
    )
    min_length: int = field(default=0, metadata={"help": "the fewest characters", "least": 0})
    max_length: int = field(default=0, metadata={"help": "the most characters; 0 for no limit", "least": 0})
    shown: int = field(
        default=0,
        metadata={
            "help": "how many characters are shown, when longer texts are let pass up to the limit",
            "least": 0,
        },
    )


_SAID = ("key", "count", "limit")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.max_length > 0),
    "short": message(*_SAID, own=True, when=lambda options: options.min_length > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """At most one hit, on the text; of one that is too long, on the words past what is shown.

    Chinese, Japanese and Korean characters take the room of two (Unicode Standard Annex 11, wide and fullwidth).
    """
    entry = _entry(post, options)
    if entry is None or entry.prose is None:
        return
    text = entry.prose.text.rstrip()
    ends = _ends(text)
    values: dict[str, str | int | float] = {"key": str(entry.path[0]), "count": ends[-1]}
    if options.max_length and ends[-1] > options.max_length:
        shown = min(options.shown or options.max_length, options.max_length)
        fits = sum(end <= shown for end in ends)
        cut = text.rfind(" ", 0, fits) + 1 or fits
        yield Hit(entry.prose.span(cut, len(text)), {**values, "limit": shown})
    elif ends[-1] < options.min_length:
        yield Hit(entry.prose.span(0, len(text)), {**values, "limit": options.min_length}, "short")


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The length of the text, and its bounds."""
    entry = _entry(post, options)
    if entry is None or entry.prose is None:
        return None
    limits = {"at least": options.min_length, "at most": options.max_length}
    return {"characters": _ends(entry.prose.text.rstrip())[-1], **{name: n for name, n in limits.items() if n}}


def _entry(post: Post, options: Options) -> Field | None:
    """The front matter that counts: the first of the keys with a text."""
    fields = (post.front_matter.get(key) for key in options.keys)
    return next((f for f in fields if f is not None and f.prose is not None and f.prose.text.strip()), None)


def _ends(text: str) -> list[int]:
    """After each character, the room that the text takes up to there."""
    return list(accumulate(2 if east_asian_width(c) in "WF" else 1 for c in text))
