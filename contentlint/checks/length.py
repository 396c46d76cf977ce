"""Parts of a post that are longer or shorter than they should be: paragraphs, sections, headings, texts of links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.measure import counts
from contentlint.measure.words import number, texts
from contentlint.post.post import Post
from contentlint.text import sentences
from contentlint.text.spans import Prose, Span

Part = Literal["paragraph", "heading", "list-item", "list", "section"]
Unit = Literal["words", "characters", "sentences", "entries"]


@dataclass(frozen=True, slots=True)
class Options:
    of: Part = field(
        default="paragraph", metadata={"help": "paragraph, heading, list-item, list or section", "fixed": True}
    )
    unit: Unit = field(
        default="words",
        metadata={"help": "words, characters, sentences; of a list also its entries", "fixed": True},
    )
    at_least: int = field(default=0, metadata={"help": "the least length; 0 for no limit", "least": 0})
    at_most: int = field(default=0, metadata={"help": "the greatest length; 0 for no limit", "least": 0})
    max_hits: int = field(default=5, metadata={"help": "how many of a post are reported; 0 for all", "least": 0})


_SAID = ("count", "limit", "unit")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.at_most > 0),
    "short": message(*_SAID, when=lambda options: options.at_least > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on each part that is too long or too short, in the order of the text."""
    found = 0
    for span, length in _parts(post, options):
        is_long = bool(options.at_most) and length > options.at_most
        if not is_long and length >= options.at_least:
            continue
        limit = options.at_most if is_long else options.at_least
        yield Hit(
            span, {"count": f"{length:,}", "limit": f"{limit:,}", "unit": options.unit}, "" if is_long else "short"
        )
        found += 1
        if found == options.max_hits:
            return


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The longest and the shortest part."""
    lengths = [length for _, length in _parts(post, options)]
    return {"longest": max(lengths), "shortest": min(lengths), "of": len(lengths)} if lengths else None


def _length(prose: Prose, unit: Unit) -> int:
    if unit == "words":
        return number(prose.text)
    return len(prose.text.strip()) if unit == "characters" else sum(1 for _ in sentences.split(prose))


def _parts(post: Post, options: Options) -> Iterator[tuple[Span, int]]:
    unit = options.unit
    parts: Mapping[Part, Callable[[], Iterator[tuple[Span, int]]]] = {
        "paragraph": lambda: ((b.span, _length(b.prose, unit)) for b in counts.paragraphs(post)),
        "heading": lambda: ((b.span, _length(b.prose, unit)) for b in counts.headings(post)),
        "list-item": lambda: _grouped(post, "item", unit),
        "list": lambda: _grouped(post, "list", unit),
        "section": lambda: _sections(post, unit),
    }
    return parts[options.of]()


def _grouped(post: Post, kind: Literal["item", "list"], unit: Unit) -> Iterator[tuple[Span, int]]:
    """Each list or item with all that is in it, told at its first block."""
    total: dict[int, int] = {}
    first: dict[int, Span] = {}
    items: set[int] = set()
    for _, block in texts(post, own=True):
        for container in block.containers:
            if container.kind == kind:
                first.setdefault(container.id, block.span)
                if unit != "entries":
                    total[container.id] = total.get(container.id, 0) + _length(block.prose, unit)
        inner = block.inside("item")
        around = block.inside("list")
        if unit == "entries" and kind == "list" and inner and around and inner.id not in items:
            items.add(inner.id)
            total[around.id] = total.get(around.id, 0) + 1
    for id_, span in first.items():
        yield span, total.get(id_, 0)


def _sections(post: Post, unit: Unit) -> Iterator[tuple[Span, int]]:
    """The text below each heading up to the next one, told at the heading."""
    place: Span | None = None
    total = 0
    for _, block in texts(post):
        if block.kind == "heading":
            if place is not None:
                yield place, total
            place, total = block.span, 0
        else:
            total += _length(block.prose, unit)
    if place is not None:
        yield place, total
