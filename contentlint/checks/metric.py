"""A number worked out of what a post has, by an expression: `100 * phrases(contractions) / words`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.measure import grammar, words
from contentlint.measure.counts import need_list, shown
from contentlint.measure.series import KNOWN, OfPost
from contentlint.post.fences import broken
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    value: str = field(
        default="words",
        metadata={
            "help": f"the expression. Numbers: {', '.join(sorted(KNOWN.numbers))}. Series: "
            f"{', '.join(sorted(KNOWN.series))}. Functions: {', '.join(grammar.FUNCTIONS)}, phrases(word-list), "
            "entries(key), has(key), length(key)",
            "fixed": True,
        },
    )
    parts: Mapping[str, str] = field(
        default_factory=dict,
        metadata={
            "help": "names, each with an expression: the value is then their sum, and messages can say the {parts}",
            "fixed": True,
        },
    )
    when: str = field(
        default="1", metadata={"help": "an expression that must hold for a post to be judged at all", "fixed": True}
    )
    at_least: float = field(default=0.0, metadata={"help": "the least value; 0 for no limit", "least": 0})
    at_most: float = field(default=0.0, metadata={"help": "the greatest value; 0 for no limit", "least": 0})
    min_words: int = field(default=0, metadata={"help": "posts with fewer words are not judged", "least": 0})

    def __post_init__(self) -> None:
        for expression in (self.value, self.when, *self.parts.values()):
            grammar.read(expression, KNOWN)


_SAID = ("value", "limit", "words", "parts")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.at_least > 0),
    "many": message(*_SAID, when=lambda options: options.at_most > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """At most one hit, on the title, else the first heading, else the first sentence."""
    found = _value(post, options, context)
    if found is None:
        return
    if found.value < options.at_least and not broken(post):  # what is missing may be shown as code
        yield Hit(words.place(post), _values(post, found, options.at_least))
    elif options.at_most and found.value > options.at_most:
        yield Hit(words.place(post), _values(post, found, options.at_most), "many")


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The value, and the limits."""
    found = _value(post, options, context)
    limits = {"at least": options.at_least, "at most": options.at_most}
    if found is None:
        return None
    parts = {name: round(part, 2) for name, part in found.parts.items()}
    return {"value": round(found.value, 2), **parts, **{name: limit for name, limit in limits.items() if limit}}


class _Found(NamedTuple):
    """The value of a post, and those of its named parts."""

    value: float
    parts: Mapping[str, float]


def _value(post: Post, options: Options, context: Context) -> _Found | None:
    """The value; None for a post that is not judged or has none."""
    if options.min_words and words.count(post) < options.min_words:
        return None
    names = OfPost(post, context.site, context.vocabulary)
    when = grammar.read(options.when, KNOWN)
    parts = {name: grammar.read(expression, KNOWN) for name, expression in options.parts.items()}
    whole = None if parts else grammar.read(options.value, KNOWN)
    for expression in (when, *parts.values(), *((whole,) if whole else ())):
        for function, argument in expression.asked:
            if function == "phrases":
                need_list(context.vocabulary, argument)
    if not when.value(names):
        return None
    found = {name: part.value(names) for name, part in parts.items()}
    known = {name: value for name, value in found.items() if value is not None}
    value = whole.value(names) if whole else math.fsum(known.values()) if len(known) == len(found) else None
    return _Found(value, known) if value is not None else None


def _values(post: Post, found: _Found, limit: float) -> dict[str, str | int | float]:
    return {
        "value": shown(found.value),
        "limit": shown(limit),
        "words": f"{words.count(post):,}",
        "parts": ", ".join(f"{name} {shown(part)}" for name, part in found.parts.items()),
    }
