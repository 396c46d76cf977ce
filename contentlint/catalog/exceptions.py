"""Which of the words that a rule looks for are let be: parts of longer phrases, quoted ones, ones with company."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.phrases import Phrases, Place, phrases
from contentlint.errors import RuleError
from contentlint.post.scopes import Scope, Stretch
from contentlint.text import sentences
from contentlint.text.quotes import marked
from contentlint.text.spans import Prose

_JOINTS_BEFORE = frozenset("/\\@#.-_")
_JOINTS_AFTER = frozenset("/\\@.-_")


def terms_of(given: tuple[str, ...], lists: Iterable[str], vocabulary: Lexicon) -> tuple[str, ...]:
    """The terms of a rule and those of the word lists that it names. Raises RuleError for a list that there is not."""
    found = list(given)
    for name in lists:
        if not vocabulary.knows(name):
            raise RuleError(f"there is no word list '{name}': put it into rules/vocabulary, or take it out of `lists`")
        found += vocabulary.terms(name)
    return tuple(found)


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
    allowed = _allowed(scope, allow) if allow else {}
    company = phrases(unless) if unless else None
    marks: dict[int, list[tuple[int, int]]] = {}
    for place in places:
        if any(place.start < end and start < place.end for start, end in allowed.get(place.stretch, ())):
            continue
        if not quoted and _is_quoted(place, marks):
            continue
        if company is not None and _has_company(place, company):
            continue
        yield place


def is_in_name(place: Place) -> bool:
    """True for words that are part of an address, a path, a handle or the name of a file: nobody can spell these."""
    text, start, end = place.stretch.text, place.start, place.end
    return text[start - 1 : start] in _JOINTS_BEFORE or (
        text[end : end + 1] in _JOINTS_AFTER and text[end + 1 : end + 2].isalnum()
    )


def _allowed(scope: Scope, terms: tuple[str, ...]) -> dict[Stretch, list[tuple[int, int]]]:
    found: dict[Stretch, list[tuple[int, int]]] = {}
    for place in phrases(terms).find(scope):
        found.setdefault(place.stretch, []).append((place.start, place.end))
    return found


def _is_quoted(place: Place, marks: dict[int, list[tuple[int, int]]]) -> bool:
    prose = place.stretch.prose
    if id(prose) not in marks:
        marks[id(prose)] = [(one.start, one.end) for one in marked(prose.text)]
    start, end = place.stretch.start + place.start, place.stretch.start + place.end
    return any(first <= start and end <= last for first, last in marks[id(prose)])


def _has_company(place: Place, company: Phrases) -> bool:
    """Whether a term stands in the sentence of a place, outside of it."""
    start, end = place.stretch.start + place.start, place.stretch.start + place.end
    around = _sentence(place.stretch.prose, start)
    own = Scope([Stretch(place.stretch.prose, *around)])
    return any(around[0] + other.end <= start or around[0] + other.start >= end for other in company.find(own))


def _sentence(prose: Prose, at: int) -> tuple[int, int]:
    """Where the sentence begins and ends that stands at an offset of a prose."""
    for sentence in sentences.split(prose):
        if sentence.start <= at < sentence.end:
            return sentence.start, sentence.end
    return 0, len(prose.text)
