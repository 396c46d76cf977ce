"""Words, phrases and expressions that a post should not have, in the parts of it that a rule names."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from contentlint.catalog.exceptions import begins, ends, terms_of, without
from contentlint.catalog.phrases import Place, phrases, why_wrong
from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.post.scopes import scope
from contentlint.post.scopes import why_wrong as no_scope
from contentlint.text.spans import Span, Taken


@dataclass(frozen=True, slots=True)
class Options:
    phrases: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "what is looked for: phrases, letter case ignored, or regular expressions between slashes, such as "
            r"`/best \w{1,20} ever/`",
            "wrong": why_wrong,
        },
    )
    lists: frozenset[str] = field(
        default=frozenset(), metadata={"help": "names of word lists whose terms are looked for as well", "fixed": True}
    )
    scopes: frozenset[str] = field(
        default=frozenset({"text"}),
        metadata={
            "help": "the parts of a post that are searched, such as text, title, description, heading, h2, "
            "first-paragraph, sentence, list-item, link-text, alt-text, front-matter:KEY, html-attribute:NAME",
            "wrong": no_scope,
        },
    )
    not_in: frozenset[str] = field(
        default=frozenset(),
        metadata={
            "help": "parts of a post in which nothing is reported, named as in `scopes`",
            "wrong": no_scope,
        },
    )
    at: Literal["anywhere", "start", "end", "whole"] = field(
        default="anywhere",
        metadata={"help": "where in its part it is at fault: anywhere, at the start, at the end, or alone"},
    )
    allow: tuple[str, ...] = field(
        default=(), metadata={"help": "longer phrases or expressions that it may be a part of", "wrong": why_wrong}
    )
    unless: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "phrases or expressions that excuse it when they stand in the same sentence",
            "wrong": why_wrong,
        },
    )
    quoted: bool = field(default=False, metadata={"help": "report what stands in quotation marks as well"})
    whole_words: bool = field(default=True, metadata={"help": "find whole words only, and no parts of words"})
    match_case: bool = field(default=False, metadata={"help": "find it only in the letter case in which it is given"})
    allowed: int = field(default=0, metadata={"help": "how many a post may have; those after are reported", "least": 0})


MESSAGES = {"": message("words", "count", "allowed")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each place where a term stands, once where parts of a post overlap."""
    terms = terms_of(options.phrases, sorted(options.lists), context.vocabulary)
    searched = scope(post, options.scopes)
    found = phrases(terms, options.whole_words, options.match_case).find(searched)
    if not found:
        return
    kept = without(found, searched, allow=options.allow, unless=options.unless, quoted=options.quoted)
    # By place: the same words may stand in a paragraph and in one of its sentences.
    hits = {place.stretch.span(place.start, place.end): place for place in kept if _stands(place, options.at)}
    spans = _outermost(_outside(post, hits, options.not_in))
    for span in spans[options.allowed :]:
        values: dict[str, str | int | float] = {
            "words": hits[span].words,
            "count": len(spans),
            "allowed": options.allowed,
        }
        yield Hit(span, values)


def _stands(place: Place, at: str) -> bool:
    """Whether no word stands before a place, behind it, or both, as is asked for."""
    return (at not in ("start", "whole") or begins(place)) and (at not in ("end", "whole") or ends(place))


def _outside(post: Post, spans: Iterable[Span], names: frozenset[str]) -> list[Span]:
    if not names:
        return sorted(spans)
    taken = Taken(one.span(0, one.end - one.start) for one in scope(post, names).stretches)
    return sorted(span for span in spans if not taken.overlaps(span))


def _outermost(spans: list[Span]) -> list[Span]:
    """Spans without those that overlap an earlier one."""
    kept: list[Span] = []
    for span in spans:
        if not kept or kept[-1].end <= span.start:
            kept.append(span)
    return kept
