"""Which of the words that a rule looks for are let be: parts of longer phrases, quoted ones, ones with company."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.phrases import Place, phrases, why_wrong
from contentlint.errors import RuleError
from contentlint.post.scopes import Scope, Stretch
from contentlint.text import sentences
from contentlint.text.quotes import marked
from contentlint.text.spans import Prose

_LETTER, _ALNUM = re.compile(r"[^\W\d_]"), re.compile(r"[^\W_]")
_JOINTS_BEFORE = frozenset("/\\@#.-_")
_JOINTS_AFTER = frozenset("/\\@.-_")


def terms_of(given: tuple[str, ...], lists: Iterable[str], vocabulary: Lexicon) -> tuple[str, ...]:
    """The terms of a rule and those of the word lists that it names. Raises RuleError for a list that there is not, and
    for one with an expression that can't be used here."""
    found = list(given)
    for name in lists:
        if not vocabulary.knows(name):
            raise RuleError(f"there is no word list '{name}': put it into rules/vocabulary, or take it out of `lists`")
        terms = vocabulary.terms(name)
        if wrong := _first_wrong(terms):
            raise RuleError(f"the word list '{name}' {wrong}")
        found += terms
    return tuple(found)


@lru_cache(maxsize=256)
def _first_wrong(terms: tuple[str, ...]) -> str:
    return next(filter(None, map(why_wrong, terms)), "")


def without(
    places: Iterable[Place],
    scope: Scope,
    *,
    allow: tuple[str, ...] = (),
    unless: tuple[str, ...] = (),
    quoted: bool = False,
) -> Iterator[Place]:
    """The places that are not part of a longer phrase of `allow`, have no term of `unless` in their sentence, and,
    unless `quoted`, do not stand in quotation marks: who quotes words does not use them."""
    places = list(places)
    if not places:
        return
    allowed = _spans(phrases(allow).find(scope)) if allow else {}
    company = _Company(unless) if unless else None
    marks: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        prose, start = place.stretch.prose, place.first
        if _touches(allowed.get(id(prose), ()), start, place.last):
            continue
        if not quoted:
            if id(prose) not in marks:
                marks[id(prose)] = [(one.start, one.end) for one in marked(prose.text)]
            if _touches(marks[id(prose)], start, start + 1):
                continue
        if company is None or not company.stands_by(place):
            yield place


def is_in_name(place: Place) -> bool:
    """True for words that are part of an address, a path, a handle or the name of a file: nobody can spell these."""
    after = place.after(2)
    return place.before(1) in _JOINTS_BEFORE or (after[:1] in _JOINTS_AFTER and after[1:].isalnum())


def begins(place: Place) -> bool:
    """True where no word stands before a place; a number ("2. Overview") is none."""
    return _LETTER.search(place.stretch.prose.text, place.stretch.start, place.first) is None


def ends(place: Place) -> bool:
    """True where neither a word nor a number stands behind a place."""
    return _ALNUM.search(place.stretch.prose.text, place.last, place.stretch.end) is None


def _spans(places: Iterable[Place]) -> dict[int, list[tuple[int, int]]]:
    """Where places stand in each prose, in order."""
    found: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        found.setdefault(id(place.stretch.prose), []).append((place.first, place.last))
    return {prose: sorted(spans) for prose, spans in found.items()}


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether one of some spans in order, none of which holds another, has a part of a stretch."""
    before = bisect_left(spans, (end, end))
    return before > 0 and spans[before - 1][1] > start


class _Company:
    """Terms that excuse others in the same sentence. A sentence is searched once."""

    def __init__(self, terms: tuple[str, ...]) -> None:
        self._terms = phrases(terms)
        self._sentences: dict[int, list[tuple[int, int]]] = {}
        self._found: dict[tuple[int, int], list[tuple[int, int]]] = {}

    def stands_by(self, place: Place) -> bool:
        """Whether a term stands in the sentence of a place, outside of it."""
        prose, start, end = place.stretch.prose, place.first, place.last
        first, last = self._sentence(prose, start)
        key = (id(prose), first)
        if key not in self._found:
            found = self._terms.find(Scope([Stretch(prose, first, last)]))
            self._found[key] = [(first + other.start, first + other.end) for other in found]
        return any(other_end <= start or other_start >= end for other_start, other_end in self._found[key])

    def _sentence(self, prose: Prose, at: int) -> tuple[int, int]:
        """Where the sentence begins and ends that stands at an offset of a prose."""
        if id(prose) not in self._sentences:
            self._sentences[id(prose)] = [(one.start, one.end) for one in sentences.split(prose)]
        known = self._sentences[id(prose)]
        before = bisect_right(known, (at, len(prose.text)))
        if before and known[before - 1][1] > at:
            return known[before - 1]
        return 0, len(prose.text)
