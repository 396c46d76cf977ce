"""The figures of a sentence with what the words around them say: bound, relation in time, noun, label."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint import figures
from contentlint.evidence import words
from contentlint.evidence.compare import NAMING, TEMPORAL, Mention, Relation
from contentlint.figures import Figure
from contentlint.forms import Bound

REACH = 4
"""How many content words on each side of a figure are close to it."""

_RELATION = re.compile(
    r"\b(?P<word>before|prior to|earlier than|after|later than|by)\s+(?:(?:the|early|late|end of|start of|beginning of|year) |mid-?)*\Z",
    re.IGNORECASE,
)
_RELATIONS: dict[str, Relation] = {
    "before": "before", "prior to": "before", "earlier than": "before", "after": "after", "later than": "after",
    "by": "by",
}  # fmt: skip
_LESS = r"(?:less|fewer|lower|smaller|shorter|younger|cheaper|lighter|slower|worse|earlier)"
_MORE = r"(?:more|greater|higher|larger|bigger|longer|older|taller|heavier|better|faster|later|further)"
_BOUNDS: tuple[tuple[Bound, re.Pattern[str]], ...] = tuple(
    (bound, re.compile(rf"(?:\b|\A)(?:{pattern})\s*(?:(?:an?|the|only|US) )?\Z", re.IGNORECASE))  # type: ignore[misc]
    for bound, pattern in (
        ("at-least", rf"at least|minimum of|(?:no|not) {_LESS} than"),
        ("at-most", rf"at most|up to|(?:no|not) {_MORE} than|maximum of"),
        ("less-than", rf"{_LESS} than|under|below|short of|beneath|less|lower"),
        ("more-than", rf"{_MORE} than|over|above|exceed(?:s|ed|ing)?|upwards? of|in excess of|beyond|surpass(?:es|ed|ing)?|more"),
        ("approx", r"about|around|approximately|approx\.?|roughly|nearly|almost|some|an estimated|estimated|close to|circa|c\.|~|≈"),
    )
)
_LABEL = re.compile(r"([^\W\d_][\w.]*)[\s#]*\Z")
_HYPHEN_NOUN = re.compile(r"\s?-\s?([a-z]+)")


def mentions(text: str, placed: Sequence[tuple[int, str]] | None = None) -> tuple[Mention, ...]:
    """The figures of a text and what is said around each; `placed` are the text's stems, if they are at hand."""
    found = figures.find(text)
    if not found:
        return ()
    stems = words.placed(text) if placed is None else placed
    return tuple(mention(text, f, stems) for f in found)


def mention(text: str, figure: Figure, stems: Sequence[tuple[int, str]]) -> Mention:
    """What is said around one figure of a text."""
    before = text[max(0, figure.start - 30) : figure.start]
    noun = figure.noun
    if not noun and (hyphen := _HYPHEN_NOUN.match(text, figure.end)):
        noun = hyphen[1]
    return Mention(
        figure,
        _bound(before, figure),
        _relation(before) if figure.kind in TEMPORAL else "at",
        words.stem(noun) if noun else "",
        _label(before),
        frozenset(_close(stems, figure.start, figure.end)),
    )


def _bound(before: str, figure: Figure) -> Bound:
    if figure.kind in TEMPORAL or figure.kind in NAMING:
        return "exact"
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), figure.bound)


def _relation(before: str) -> Relation:
    found = _RELATION.search(before)
    return _RELATIONS[found["word"].lower()] if found else "at"


def _label(before: str) -> str:
    found = _LABEL.search(before)
    return words.stem(found[1].lower().rstrip(".")) if found else ""


def _close(stems: Sequence[tuple[int, str]], start: int, end: int) -> set[str]:
    before = [s for at, s in stems if at < start][-REACH:]
    after = [s for at, s in stems if at >= end][:REACH]
    return {*before, *after}
