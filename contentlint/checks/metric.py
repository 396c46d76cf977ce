"""A number worked out of what a post has, by an expression: `100 * phrases(contractions) / words`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.measure import grammar, words
from contentlint.measure.counts import need_list, shown
from contentlint.measure.series import KNOWN, OfPost
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
    when: str = field(
        default="1", metadata={"help": "an expression that must hold for a post to be judged at all", "fixed": True}
    )
    at_least: float = field(default=0.0, metadata={"help": "the least value; 0 for no limit", "least": 0})
    at_most: float = field(default=0.0, metadata={"help": "the greatest value; 0 for no limit", "least": 0})
    min_words: int = field(default=0, metadata={"help": "posts with fewer words are not judged", "least": 0})

    def __post_init__(self) -> None:
        grammar.read(self.value, KNOWN)
        grammar.read(self.when, KNOWN)


_SAID = ("value", "limit", "words")
MESSAGES = {
    "": message(*_SAID, when=lambda options: options.at_least > 0),
    "many": message(*_SAID, when=lambda options: options.at_most > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """At most one hit, on the title, else the first heading, else the first sentence."""
    found = _value(post, options, context)
    if found is None:
        return
    if found < options.at_least:
        yield Hit(words.place(post), _values(post, found, options.at_least))
    elif options.at_most and found > options.at_most:
        yield Hit(words.place(post), _values(post, found, options.at_most), "many")


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float]:
    """The value, and the limits."""
    found = _value(post, options, context)
    limits = {"at least": options.at_least, "at most": options.at_most}
    if found is None:
        return {}
    return {"value": round(found, 2), **{name: limit for name, limit in limits.items() if limit}}


def _value(post: Post, options: Options, context: Context) -> float | None:
    """The value; None for a post that is not judged or has none."""
    if options.min_words and words.count(post) < options.min_words:
        return None
    names = OfPost(post, context.site, context.vocabulary)
    when, value = grammar.read(options.when, KNOWN), grammar.read(options.value, KNOWN)
    for function, argument in (*when.asked, *value.asked):
        if function == "phrases":
            need_list(context.vocabulary, argument)
    return value.value(names) if when.value(names) else None


def _values(post: Post, found: float, limit: float) -> dict[str, str | int | float]:
    return {"value": shown(found), "limit": shown(limit), "words": f"{words.count(post):,}"}
