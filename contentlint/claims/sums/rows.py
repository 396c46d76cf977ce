"""Rows of a table that all make the same sum of their cells, but for one: a share, a change, a mean, a year of months.

What the columns mean is told by the rows that come out, two of them at least, and by the title of the result's column.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations, permutations

from contentlint.claims.sums.model import Amount, Mistake, added
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.tables import MONTH, body_of, only

_WIDEST, _LONGEST = 8, 60
"""Columns and rows of a table, at most: what is larger holds data."""
_NEAR = 0.35
"""How far off the wrong row may be, as a share of what it should be."""
_SLIGHT = 0.04
"""How far off an amount is at least that is not the share of a whole which only the other rows tell."""

_SHARE = re.compile(
    r"%|\b(?:share|rate|percent\w*|per cent|part|proportion|quota|turnout|response|of (?:the )?total)\b", re.I
)
_CHANGE = re.compile(r"%|[±+-]/?[-+]|\b(?:change\w*|growth|difference|increase|rise|trend|vs|up|down|yoy)\b", re.I)
_AVERAGE = re.compile(r"\b(?:average|mean|avg)\b", re.I)
_YEAR = re.compile(r"\b(?:yearly|annual|annually|per year|a year|year|p\.a)\b|/\s?y", re.I)
_QUARTER = re.compile(r"\b(?:quarterly|per quarter|a quarter|quarter)\b", re.I)
_WEEK = re.compile(r"\b(?:weekly|per week|a week|week)\b|/\s?w", re.I)
_DAY = re.compile(r"\b(?:daily|per day|a day|day|night)\b|/\s?d", re.I)
_TIMES = (
    (MONTH, _YEAR, 12.0), (_QUARTER, _YEAR, 4.0), (MONTH, _QUARTER, 3.0), (_WEEK, _YEAR, 52.0), (_DAY, _WEEK, 7.0),
)  # fmt: skip


Cells = Sequence[Sequence[Amount | None]]
Work = Callable[[Sequence[Amount]], tuple[float, float]]
"""What a row makes of some cells: from the least to the most."""


def find(reading: Reading) -> Iterator[Mistake]:
    """The one row of a table that does not make what the others make."""
    for table in reading.tables:
        rows = body_of(table)
        if not 3 <= len(rows) <= _LONGEST or not 3 <= len(rows[0].cells) <= _WIDEST:
            continue
        titles = [title for _, title in rows[0].cells]
        if all(len(row.cells) == len(titles) for row in rows):
            cells = [[only(row, start, signed=True) for start, _ in row.cells] for row in rows]
            yield from _of(cells, titles)


def _of(cells: Cells, titles: Sequence[str]) -> Iterator[Mistake]:
    full = [n for n in range(1, len(titles)) if sum(row[n] is not None for row in cells) >= len(cells) - 1]
    shares = [n for n in full if any(row[n] is not None and row[n].letter == "P" for row in cells)]  # type: ignore[union-attr]
    others = [n for n in full if n not in shares]
    for result in shares:
        for one, two in permutations(others, 2):
            if _SHARE.search(titles[result]):
                yield from _odd(cells, (one, two), result, _share, "{} of {}")
            if _CHANGE.search(titles[result]) and one < two:
                yield from _odd(cells, (one, two), result, _change, "{} to {}")
        for one in others:
            yield from _of_one_whole(cells, one, result)
    for result in others:
        parts = [n for n in others if n < result]
        if _AVERAGE.search(titles[result]) and len(parts) > 1:
            yield from _odd(cells, parts, result, _mean, "the average of the row")
    for one, result in combinations(others, 2):
        for small, large, times in _TIMES:
            if small.search(titles[one]) and large.search(titles[result]) and not small.search(titles[result]):
                way = partial(_times, times=times)
                yield from _odd(cells, (one,), result, way, f"{times:g} × {{}}", is_dearer=True)


def _odd(
    cells: Cells, columns: Sequence[int], result: int, work: Work, said: str, *, is_dearer: bool = False
) -> Iterator[Mistake]:
    """The one row whose result is not what the other rows show that it should be; `is_dearer`: is more than that."""
    wrong: list[Mistake] = []
    right = 0
    for row in cells:
        stated, parts = row[result], [part for n in columns if (part := row[n]) is not None]
        if stated is None or len(parts) < len(columns):
            continue
        low, high = work(parts)
        middle = (low + high) / 2
        if stated.fits(low, high, round_=False):
            right += 1
        elif is_dearer and stated.value < middle:
            return
        elif abs(stated.value - middle) <= _NEAR * abs(middle) + stated.step:
            wrong.append(stated.mistake("", middle, said.format(*(part.text for part in parts))))
        else:
            return
    if len(wrong) == 1 and right >= 2:
        yield wrong[0]


def _share(parts: Sequence[Amount]) -> tuple[float, float]:
    part, whole = parts
    if whole.value <= 0 or not part.is_like(whole):
        return (-1.0, -1.0)
    (a, b), (c, d) = part.worth(), whole.worth()
    return a / d * 100, b / c * 100


def _change(parts: Sequence[Amount]) -> tuple[float, float]:
    old, new = parts
    if old.value <= 0 or not old.is_like(new):
        return (-999.0, -999.0)
    (a, b), (c, d) = old.worth(), new.worth()
    return (c / b - 1) * 100, (d / a - 1) * 100


def _mean(parts: Sequence[Amount]) -> tuple[float, float]:
    low, high = added(parts)
    return low / len(parts), high / len(parts)


def _times(parts: Sequence[Amount], *, times: float) -> tuple[float, float]:
    low, high = parts[0].rounded()
    return low * times, max(high, parts[0].value + parts[0].step) * times  # it may be cut off


def _of_one_whole(cells: Cells, amounts: int, shares: int) -> Iterator[Mistake]:
    """ "50% | 9,000", "30% | 5,400", "20% | 3,000": shares of one amount, which may stand in the text alone."""
    pairs = [(row[amounts], row[shares]) for row in cells]
    found = [(amount, share) for amount, share in pairs if amount and share and share.value > 0 and amount.value > 0]
    if len(found) < max(3, len(cells)):
        return
    is_all = abs(sum(share.value for _, share in found) - 100) <= 1
    for first, of in found:
        whole = first.value / of.value * 100
        odd = [(a, s) for a, s in found if not s.fits(a.value / whole * 100, a.value / whole * 100, round_=False)]
        if len(odd) != 1 or len(found) < (3 if is_all else 4):
            continue
        amount, share = odd[0]
        if _SLIGHT < abs(amount.value * 100 / share.value / whole - 1) < _NEAR:
            if is_all:
                yield amount.mistake("", whole * share.value / 100, f"{share.text} of {amount.shown(whole)}")
            else:
                yield share.mistake("", amount.value / whole * 100, f"{amount.text} of {amount.shown(whole)}")
            return
