"""The figures of a sentence with what the words around them say: bound, relation in time, noun, label."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contentlint.evidence import words
from contentlint.evidence.compare import NAMING, TEMPORAL, Mention, Relation
from contentlint.evidence.sense import sense
from contentlint.text import figures, units
from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

REACH = 4
"""How many content words on each side of a figure are close to it."""

RELATIVE = frozenset(("percent", "points", "fraction", "multiplier"))
"""Kinds of figures that say how much of something, or how much more."""

_RELATION = re.compile(
    r"\b(?P<word>before|prior to|earlier than|after|later than|by)\s+"
    r"(?:(?:the|early|late|end of|start of|beginning of|year) |mid-?)*\Z",
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
        ("less-than", rf"{_LESS} than|(?:before|under|below) the age of|under|below|short of|beneath|less|lower"),
        (
            "more-than",
            rf"{_MORE} than|(?:after|over|above) the age of|over than|over|above"
            r"|exceed(?:s|ed|ing)?|upwards? of|in excess of|beyond|surpass(?:es|ed|ing)?|more",
        ),
        (
            "approx",
            r"about|around|approximately|approx\.?|roughly|nearly|almost|some|(?:an )?estimated|close to|circa|c\.|~|≈",
        ),
    )
)
_SPREAD = re.compile(r"\b(?:averaged|spread|measured|taken) over\s\Z", re.IGNORECASE)
"""Before a number that is no bound: "averaged over 14 days"."""
_LABEL = re.compile(r"([^\W\d_][\w.]*)[\s#]*\Z")
_APART = re.compile(r"[ \u00a0]{1,3}(km|cm|mm|m|kg|ft|mi|lb|ha)\b")
_NEXT = re.compile(r" ([A-Za-z]+)")
_COUNTED = re.compile(r"\s(?:[a-z]+ )?([a-z]{2,}[^\Ws_]s)\b")
_HYPHEN_NOUN = re.compile(r"\s?-\s?([a-z]+)")


def mentions(text: str, placed: Sequence[tuple[int, str]] | None = None, *, joins: bool = True) -> tuple[Mention, ...]:
    """The figures of a text and what is said around each; `placed` are the text's stems, if they are at hand.

    `joins` reads "12 500" as one number.
    """
    found = _joined(text, figures.find(text)) if joins else figures.find(text)
    if not found:
        return ()
    stems = words.placed(text) if placed is None else placed
    ends = [0, *(f.end for f in found)]
    starts = [*(f.start for f in found[1:]), len(text)]
    read: list[Mention] = []
    for n, figure in enumerate(found):
        one = mention(text, figure, stems, (ends[n], starts[n]))
        if (
            read
            and one.bound == "exact"
            and one.figure.kind == "count"
            and _LIST.fullmatch(text, ends[n], figure.start)
        ):
            one = replace(one, bound=read[-1].bound)
        read.append(one)
    return tuple(read)


_GROUP = re.compile(r"\d{3}")
_TWO_GROUPS = re.compile(r"[0-9]\s[0-9]{3}")
_FIRST_GROUP = re.compile(r"[1-9]\d{0,2}")
_NAME_BEFORE = re.compile(r"(?:[A-Z][\w’']*|#|[Nn]o\.|\d)\s?\Z")


def _joined(text: str, found: Sequence[Figure]) -> Sequence[Figure]:
    """Figures with "12 500" as one: only here, where a source that has it settles that it is no two numbers."""
    joined: list[Figure] = []
    for figure in found:
        last = joined[-1] if joined else None
        if (
            last is not None
            and last.end + 1 == figure.start
            and text[last.end].isspace()
            and last.kind == "count"
            and _FIRST_GROUP.fullmatch(last.text)
            and _GROUP.match(figure.text)
            and figure.low < 1000
            and not last.noun
            and not _NAME_BEFORE.search(text[max(0, last.start - 20) : last.start])
        ):
            low = last.low * 1000
            joined[-1] = replace(
                figure, text=text[last.start : figure.end], start=last.start, low=low + figure.low, bound=last.bound,
                high=low + figure.high,
            )  # fmt: skip
        else:
            joined.append(figure)
    return joined


_LIST = re.compile(r"\s?(?:[,;]|and|or|[,;] and|[,;] or)\s")
"""Between the numbers of a list, of which the first has the bound of all: "more than 30 and 50 reviews"."""
_PART = re.compile(r"\S+(?= (?:out of|in|of) )")


def more_of(text: str, placed: Sequence[tuple[int, str]], found: Sequence[Mention]) -> Iterator[Mention]:
    """What figures of a source are besides: "16 out of 28 provinces" are 16 provinces, "12 500" may be one number."""
    if _TWO_GROUPS.search(text):
        known = {one.figure for one in found}
        yield from (one for one in mentions(text, placed) if one.figure not in known)
    for one in found:
        part = _PART.match(one.figure.text) if one.figure.kind == "fraction" else None
        number = figures.find(part.group()) if part else ()
        if part and number and number[0].kind == "count" and number[0].text == part.group():
            yield replace(one, figure=replace(number[0], start=one.figure.start, end=one.figure.start + part.end()))


def mention(
    text: str, figure: Figure, stems: Sequence[tuple[int, str]], room: tuple[int, int] | None = None
) -> Mention:
    """What is said around one figure of a text."""
    room = room or (0, len(text))
    before = text[max(0, figure.start - 30) : figure.start]
    own = sense(text, figure.start, figure.end, room, is_relative=figure.kind in RELATIVE)
    if figure.per:
        own = replace(own, per=figure.per)
    noun = figure.noun
    if figure.kind == "year" and (counts := _COUNTED.match(text, figure.end)):
        noun = counts[1]  # "2053 cases" may be a count after all
    elif not noun and figure.kind == "ordinal":
        following = _NEXT.match(text, figure.end)
        noun = following[1].lower() if following else ""
    elif figure.kind == "count":
        if (apart := _APART.match(text, figure.end)) is not None:
            figure = replace(figure, kind="quantity", unit=units.SYMBOLS.get(apart[1], apart[1]))
        elif not noun and (hyphen := _HYPHEN_NOUN.match(text, figure.end)) is not None:
            noun = hyphen[1]
            if noun in units.MEASURES:
                figure = replace(figure, kind="quantity", unit=units.MEASURES[noun])
            elif noun in units.TIME:
                figure = replace(figure, kind="duration", unit=units.TIME[noun])
    return Mention(
        figure,
        _bound(before, figure),
        _relation(before) if figure.kind in TEMPORAL else "at",
        words.stem(noun) if noun else "",
        _label(before),
        frozenset(_close(stems, figure.start, figure.end, room)),
        own,
    )


def _bound(before: str, figure: Figure) -> Bound:
    if figure.kind in TEMPORAL or figure.kind in NAMING:
        return "exact"  # "before 2004" is a relation in time
    if _SPREAD.search(before):
        return "exact"
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), figure.bound)


def _relation(before: str) -> Relation:
    found = _RELATION.search(before)
    return _RELATIONS[found["word"].lower()] if found else "at"


def _label(before: str) -> str:
    found = _LABEL.search(before)
    if found is None or words.says_nothing(word := found[1].lower().rstrip(".")):
        return ""
    return words.stem(word)


def _close(stems: Sequence[tuple[int, str]], start: int, end: int, room: tuple[int, int]) -> set[str]:
    """The few stems on each side of a figure, not beyond the figures before and after it (`room`)."""
    first, last = bisect_left(stems, (room[0], "")), bisect_left(stems, (start, ""))
    after, beyond = bisect_left(stems, (end, "")), bisect_left(stems, (room[1], ""))
    return {stem for _, stem in (*stems[max(first, last - REACH) : last], *stems[after : min(beyond, after + REACH)])}
