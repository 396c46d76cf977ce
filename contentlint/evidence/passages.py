"""Words of a quotation beside those of a passage, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from contentlint.evidence import words as content
from contentlint.evidence.wording import Words, alike
from contentlint.guard.records import dataclass

_LIGHT = 0.4
"""The weight of a word that says nothing of the matter; others have 1."""
_OTHER, _GAP, _FREE = -0.25, -0.3, 0.0
"""What another word in its place costs, a word on one side only, and the mark of a note."""
_HALVES = 3
"""Pieces that a word may come in on a page."""


def weight(word: str) -> float:
    """How much a word tells of where it stands."""
    return _LIGHT if content.says_nothing(word) or len(word) < 3 else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """Words `first`..`last` of the quotation stand for the page's `page_first`..`page_last`; either may be empty."""

    first: int
    last: int
    page_first: int
    page_last: int


@dataclass(frozen=True, slots=True)
class Aligned:
    """The best way to lay words beside those of a passage: its score, the weight of what is the same, the longest run
    of that, and what differs."""

    score: float
    matched: float
    longest: int
    changes: tuple[Difference, ...]


def align(words: Sequence[str], page: Words, low: int, high: int) -> Aligned:
    """Lay all of `words` beside the page's words `low`..`high`, of which any at either end may be left over."""
    given = page.words[low:high]
    gaps = [_FREE if page.is_mark(low + at) else _GAP for at in range(len(given))]
    rows = [[0.0] * (len(given) + 1)]
    for word in words:
        above, row = rows[-1], [rows[-1][0] + _GAP]
        same = weight(word)
        for at, other in enumerate(given):
            pair = above[at] + (same if word == other or alike(word, other) else _OTHER)
            row.append(max(pair, above[at + 1] + _GAP, row[at] + gaps[at]))
        rows.append(row)
    end = max(range(len(given) + 1), key=lambda at: rows[-1][at])
    pairs = _traced(words, given, gaps, rows, end)
    return _read(words, page, low, pairs, rows[-1][end])


def _traced(
    words: Sequence[str], given: Sequence[str], gaps: Sequence[float], rows: Sequence[Sequence[float]], at: int
) -> list[tuple[int, int]]:
    """The pairs of equal words, from the last to the first, with `(-1, at)` where the passage begins and ends."""
    row = len(words)
    pairs = [(len(words), at)]
    while row > 0:
        same = at > 0 and alike(words[row - 1], given[at - 1])
        pair = rows[row - 1][at - 1] + (weight(words[row - 1]) if same else _OTHER) if at else 0.0
        if at and rows[row][at] == pair:
            row, at = row - 1, at - 1
            if same:
                pairs.append((row, at))
        elif rows[row][at] == rows[row - 1][at] + _GAP:
            row -= 1
        else:
            at -= 1
    pairs.append((-1, at - 1))
    return pairs[::-1]


def _read(words: Sequence[str], page: Words, low: int, pairs: list[tuple[int, int]], score: float) -> Aligned:
    matched, run, longest = 0.0, 0, 0
    changes: list[Difference] = []
    for (own, at), (next_own, next_at) in pairwise(pairs):
        if own >= 0:
            matched += weight(words[own])
            run += 1
            longest = max(longest, run)
        if next_own == own + 1 and next_at == at + 1:
            continue
        run = 0
        change = Difference(own + 1, next_own, low + at + 1, low + next_at)
        if _differs(words, page, change):
            changes.append(change)
    return Aligned(score, matched, longest, tuple(changes))


def _differs(words: Sequence[str], page: Words, change: Difference) -> bool:
    own, first, last = "".join(words[change.first : change.last]), change.page_first, change.page_last
    # Where the quotation begins and ends, a word that is parted on the page has its other half outside.
    firsts = range(first, max(first - _HALVES, -1), -1) if change.first == 0 else (first,)
    lasts = range(last, min(last + _HALVES, len(page)) + 1) if change.last == len(words) else (last,)
    if any(own == _joined(page, low, high) for low in firsts for high in lasts):
        return False  # joined or parted otherwise
    return not (change.first == change.last and page.is_between(first, last))


def _joined(page: Words, first: int, last: int) -> str:
    return "".join(page.words[at] for at in range(first, last) if not page.is_mark(at))
