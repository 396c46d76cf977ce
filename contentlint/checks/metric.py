"""A number worked out of what a post has, by an expression: `100 * phrases(contractions) / words`."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass, field
from contentlint.measure import counts, grammar, words
from contentlint.measure.counts import LinkKind, need_list, shown
from contentlint.measure.series import KNOWN, OfPost, densest
from contentlint.post.fences import broken
from contentlint.post.post import Post

_EACH = "{each}"
_APART = "{apart}"


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
    each: tuple[LinkKind, ...] = field(
        default=(),
        metadata={
            "help": "links of which kinds {each} stands for in the expressions, each judged by themselves; "
            "{apart} is 1 then, else 0"
        },
    )
    at_least: float = field(default=0.0, metadata={"help": "the least value; 0 for no limit", "least": 0})
    at_most: float = field(default=0.0, metadata={"help": "the greatest value; 0 for no limit", "least": 0})
    min_words: int = field(default=0, metadata={"help": "posts with fewer words are not judged", "least": 0})

    def __post_init__(self) -> None:
        for kind in _kinds(self):
            for expression in (self.value, self.when, *self.parts.values()):
                grammar.read(_about(expression, kind, self), KNOWN)


_SAID = ("value", "limit", "words", "parts", "each", "line")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.at_least > 0),
    "many": message(*_SAID, when=lambda options: options.at_most > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """At most one hit for each value, on the title, else the first heading, else the first sentence."""
    for kind in _kinds(options):
        found = _value(post, options, context, kind)
        if found is None:
            continue
        if found.value < options.at_least and not broken(post):  # what is missing may be shown as code
            yield Hit(words.place(post), _values(post, found, options.at_least, kind))
        elif options.at_most and found.value > options.at_most:
            values = _values(post, found, options.at_most, kind)
            heap = densest(post, context.site, kind) if _EACH in options.value else ()
            values["line"] = post.lines.position(heap[0].start).line if heap else 0
            related = tuple(Related("one of them stands here", place) for place in heap[:3])
            yield Hit(words.place(post), values, "many", related=related)


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """The value, and the limits; of several the greatest."""
    values = (_value(post, options, context, kind) for kind in _kinds(options))
    found = max((value for value in values if value), key=lambda value: value.value, default=None)
    limits = {"at least": options.at_least, "at most": options.at_most}
    if found is None:
        return None
    parts = {name: round(part, 2) for name, part in found.parts.items()}
    return {"value": round(found.value, 2), **parts, **{name: limit for name, limit in limits.items() if limit}}


class _Found(NamedTuple):
    """The value of a post, and those of its named parts."""

    value: float
    parts: Mapping[str, float]


def _about(expression: str, kind: str, options: Options) -> str:
    apart = "1" if options.each else "0"
    return expression.replace(_EACH, kind.replace("-", "_")).replace(_APART, apart)


def _kinds(options: Options) -> tuple[LinkKind, ...]:
    """What the value is worked out of in turn; once where the expressions do not ask."""
    asks = any(_EACH in expression for expression in (options.value, options.when, *options.parts.values()))
    return (asks and options.each) or ("links",)


def _value(post: Post, options: Options, context: Context, kind: str) -> _Found | None:
    """The value; None for a post that is not judged or has none."""
    if options.min_words and words.count(post) < options.min_words:
        return None
    names = OfPost(post, context.site, context.vocabulary)
    when = grammar.read(_about(options.when, kind, options), KNOWN)
    parts = {name: grammar.read(_about(expression, kind, options), KNOWN) for name, expression in options.parts.items()}
    whole = None if parts else grammar.read(_about(options.value, kind, options), KNOWN)
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


def _values(post: Post, found: _Found, limit: float, kind: str) -> dict[str, str | int | float]:
    return {
        "value": shown(found.value),
        "limit": shown(limit),
        "words": f"{words.count(post):,}",
        "each": counts.KINDS[kind].many.removeprefix("different "),
        "line": 0,
        "parts": ", ".join(f"{name} {shown(part)}" for name, part in found.parts.items()),
    }
