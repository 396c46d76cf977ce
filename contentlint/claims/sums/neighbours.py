"""Which figures stand near enough to each other for one sum, and which can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from contentlint.claims.sums.model import factor
from contentlint.claims.sums.terms import Term

_TOKENS = 70
_SENTENCES = 3
_NEAR = 6
"""How far the figures of one sum may be apart: in words, in sentences, and in figures of a kind that may be between."""


def near(one: Term, two: Term) -> bool:
    """Whether two figures stand near enough for one sum."""
    if abs(one.sentence - two.sentence) > _SENTENCES or abs(one.at - two.at) > _TOKENS:
        return False
    return abs(one.block - two.block) <= (2 if one.item or two.item else 1)


def around(terms: Sequence[Term], n: int, letters: str) -> list[int]:
    """The figures of some kinds near one, at most `_NEAR` on each side."""
    found = []
    for side in (range(n - 1, -1, -1), range(n + 1, len(terms))):
        left = _NEAR
        for m in side:
            if not near(terms[n], terms[m]):
                break
            if terms[m].letter in letters and terms[m].value > 0 and not terms[m].row:
                found.append(m)
                left -= 1
                if not left:
                    break
    return sorted(found)


def same(one: Term, two: Term) -> float:
    """By what the first is multiplied to be in the unit of the second; 0 when that cannot be told."""
    if not one.is_like(two):
        return 1.0 if (one.is_bare and two.letter in "DQM") or (two.is_bare and one.letter in "DQM") else 0.0
    return 1.0 if one.letter != "D" or one.unit == two.unit else factor(one.unit, two.unit) or 0.0
