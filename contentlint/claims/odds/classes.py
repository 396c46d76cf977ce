"""Classes of words that are signals, each an expression, and which of them a sentence has a word of.

Most sentences have the first word of few of these expressions, so the rest is not even looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from contentlint.catalog.needed_words import Opening, opening
from contentlint.claims.logistic import data_of
from contentlint.guard.records import dataclass
from contentlint.text.caseless import folded


@cache
def classes() -> dict[str, re.Pattern[str]]:
    """Expressions by the class of words that they stand for."""
    data = data_of(__package__, "classes.json")
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in data.items()}


@dataclass(frozen=True, slots=True)
class _Class:
    """A class: `bit` is set in what says which classes a text may have, `lower` is its expression for texts in lower
    case, `opening` what a match begins with, None when that can't be told."""

    name: str
    bit: int
    lower: re.Pattern[str]
    opening: Opening | None


@cache
def _classes() -> tuple[_Class, ...]:
    return tuple(
        _Class(name, 1 << number, re.compile(pattern.pattern), opening(pattern.pattern))
        for number, (name, pattern) in enumerate(classes().items())
    )


@cache
def _open_to_all() -> int:
    """The classes that any text may have."""
    return sum(one.bit for one in _classes() if one.opening is None)


@cache
def _signs() -> dict[str, int]:
    """The signs that open classes, with these."""
    found: dict[str, int] = {}
    for one in _classes():
        for sign in one.opening.signs if one.opening else ():
            found[sign] = found.get(sign, 0) | one.bit
    return found


@lru_cache(maxsize=1 << 13)
def _opened(word: str) -> int:
    """The classes that a word opens."""
    return sum(one.bit for one in _classes() if one.opening and one.opening.words.fullmatch(word))


def classes_of(text: str, words: Iterable[str]) -> set[str]:
    """The classes that have a word in a text; `words` are its runs of letters and digits, in lower case."""
    lower = folded(text)
    if lower is None:
        return {name for name, pattern in classes().items() if pattern.search(text)}
    if "_" in lower:  # to an expression it is a letter
        return {one.name for one in _classes() if one.lower.search(lower)}
    opened = _open_to_all()
    for word in words:
        opened |= _opened(word)
    for sign, bits in _signs().items():
        if sign in lower:
            opened |= bits
    return {
        one.name
        for one in _classes()
        if opened & one.bit and ((one.opening and one.opening.is_whole) or one.lower.search(lower))
    }
