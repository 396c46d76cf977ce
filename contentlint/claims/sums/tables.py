"""Totals and averages of a table's columns, and what its rows multiply or add."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.sums.model import Amount, Mistake, added, product
from contentlint.claims.sums.passages import LETTERS
from contentlint.claims.sums.reading import Reading
from contentlint.claims.units import Unit
from contentlint.text import figures as fig

_TOTAL = re.compile(
    r"\W*(?:grand |overall |estimated )?(?:totals?|sum)(?: costs?| price| expenses| spend| budget| "
    r"amount| hours| time| weight| (?:per|a) (?:month|year|week|day)|"
    r" monthly| yearly| annual| \([^)]{1,20}\))*\W*",
    re.IGNORECASE,
)
_SUB = re.compile(r"\b(?:sub-?total|total|sum|net|gross|of which|thereof|including|average|mean)\b", re.IGNORECASE)
_TAKEN = re.compile(
    r"\b(?:discount|minus|less|refund|deduct\w*|rebate|you save|credit|deposit|paid|income|received)\b", re.IGNORECASE
)
_AVERAGE = re.compile(r"\W*(?:average|mean|avg\.?)\W*", re.IGNORECASE)
_NO_SUM = re.compile(
    r"\b(?:per|each|rate|unit price|unit cost|avg|average|mean|median|max|min|%|percent|share|ratio|"
    r"rank|year|age|score|rating|price|id|no|number|day|date|version|#)\b|%|/",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"\b(?:qty|quantity|quantities|hours|units|count|pieces|number|nights|days|seats|users|amount|how "
    r"many|pcs|people)\b|#",
    re.IGNORECASE,
)
_PRICE = re.compile(r"\b(?:price|rate|each|per|unit cost|cost per|unit price|hourly|a piece|cost)\b|/", re.IGNORECASE)
_RESULT = re.compile(r"\b(?:total|subtotal|line total|sum|amount|cost|pay|value|earned|earnings)\b", re.IGNORECASE)
_PER = re.compile(r"(?:(?:/|per|an?|each)?(?:month|mo|year|yr|hour|hr|day|week|seat|user))?\W*", re.IGNORECASE)
_WIDE = re.compile(r"\W*(?:total|sum|all|overall|in all)\W*", re.IGNORECASE)
MONTH = re.compile(r"\b(?:monthly|per month|a month|month)\b|/\s?mo", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:yearly|annual|annually|per year|a year|year)\b|/\s?y", re.IGNORECASE)


_ROUNDED = 0.001
"""How far off, as a share, a total may be for the rounding of its parts: "figures may not add up"."""


def totals(reading: Reading) -> Iterator[Mistake]:
    """The row called total of a table, against the rows above it."""
    for rows in reading.tables:
        last = next((n for n, row in enumerate(rows) if _TOTAL.fullmatch(row.label)), None)
        if last is None or last < 2 or any(_SUB.search(row.label) or _TAKEN.search(row.label) for row in rows[:last]):
            continue
        for cell, (start, title) in enumerate(rows[last].cells):
            if cell and (total := only(rows[last], start)):
                yield from _total(total, _column(rows[:last], cell, title), title)


def _total(total: Amount, parts: Sequence[Amount] | None, title: str) -> Iterator[Mistake]:
    if parts and total.letter == "P":
        yield from _shares(total, parts)
        return
    if parts is None or total.letter not in "MCDQ" or not all(part.is_like(total) for part in parts):
        return
    if (_NO_SUM.search(title) and total.letter != "M") or re.search(
        r"\b(?:per|each|rate|unit|avg|average)\b", title, re.I
    ):
        return
    low, high = added(parts)
    slack = sum(part.step for part in parts if part.step < 1) / 2
    right = sum(part.value for part in parts)
    if total.fits(low - slack, high + slack, round_=False) or is_other(total, parts):
        return
    if abs(total.value - right) <= _ROUNDED * abs(right):
        return
    # what was counted may have been counted twice: the same people on two days
    if total.letter == "D" and total.figure.unit not in ("minute", "hour", "day", "week", "month", "year"):
        return  # what was measured has some time between
    least = 0.75 if total.letter == "C" else 0.5
    if right and right * least <= total.value <= right * 2:
        yield total.mistake("total", right, title or "the rows above")


def _shares(total: Amount, parts: Sequence[Amount]) -> Iterator[Mistake]:
    """Shares that are said to come to 100%."""
    right = sum(part.value for part in parts)
    off = abs(right - total.value) - sum(part.step for part in parts)
    if total.value == 100 and all(part.letter == "P" for part in parts) and off > 0 and 80 < right < 125:
        yield total.mistake("total", right, "the shares")


def is_other(total: Amount, parts: Sequence[Amount]) -> bool:
    """Whether a "total" is the mean, the middle, the largest or the number of what stands above it."""
    from statistics import median  # takes time to load, and few posts need it

    values = [part.value for part in parts]
    others = (
        sum(values) / len(values),
        median(values),
        max(values),
        min(values),
        float(len(values)),
        max(values) - min(values),
    )
    return any(total.fits(other, other, round_=False) for other in others)


def _column(rows: Sequence[Unit], cell: int, title: str) -> list[Amount] | None:
    """The figures of a column; None when a cell holds something else."""
    found = []
    for row in rows:
        if cell >= len(row.cells) or row.cells[cell][1] != title or (figure := only(row, row.cells[cell][0])) is None:
            return None
        found.append(figure)
    return found


def only(row: Unit, start: int, *, signed: bool = False) -> Amount | None:
    """The figure of the cell at `start`, when it holds one that is meant exactly, and nothing else but its unit; with
    `signed` it may be "+15%" or "−10%"."""
    end = next((at for at, _ in row.cells if at > start), len(row.text) + 3) - 3
    cell = row.text[start:end]
    found = fig.find(cell)
    if len(found) == 1 and found[0].kind == "year":  # "2,000" without its comma
        return None
    if len(found) != 1 or found[0].low != found[0].high or found[0].bound != "exact":
        return None
    if found[0].low < 0 and not signed:
        return None
    if signed and cell.lstrip("* ").startswith("+"):
        cell = cell.replace("+", " ", 1)
    rest = re.sub(r"[\s*_+~]", "", cell[: found[0].start] + cell[found[0].end :])
    if not (_PER.fullmatch(rest) or (len(rest) > 2 and rest.lower() == found[0].noun)) or re.search(r"[~+<>≈]", cell):
        return None
    return Amount(fig.shifted(found[0], start), row, LETTERS.get(found[0].kind, "Z"))


def averages(reading: Reading) -> Iterator[Mistake]:
    """The row called average of a table, against the rows above it; it may be weighted by another column."""
    for rows in reading.tables:
        last = next((n for n, row in enumerate(rows) if _AVERAGE.fullmatch(row.label)), None)
        if last is None or last < 2 or any(_SUB.search(row.label) for row in rows[:last]):
            continue
        columns = {cell: _column(rows[:last], cell, title) for cell, (_, title) in enumerate(rows[0].cells) if cell}
        for cell, (start, title) in enumerate(rows[last].cells):
            mean = only(rows[last], start) if cell else None
            parts = columns.get(cell)
            if mean is None or not parts or not all(part.is_like(mean) for part in parts):
                continue
            weights = [column for other, column in columns.items() if other != cell and column]
            if weights and re.search(r"\b(?:price|rate|%|percent|share|score|per)\b|%", title, re.IGNORECASE):
                continue
            yield from _average(mean, parts, weights)


def _average(mean: Amount, parts: Sequence[Amount], weights: Sequence[Sequence[Amount]]) -> Iterator[Mistake]:
    from statistics import median

    low, high = added(parts)
    slack = sum(part.step for part in parts if part.step < 1) / 2 / len(parts)
    values = [part.value for part in parts]
    ways = [(low / len(parts) - slack, high / len(parts) + slack), (median(values), median(values))]
    for column in weights:
        weight = sum(part.value for part in column)
        if weight:
            weighted = sum(w.value * v for w, v in zip(column, values, strict=True)) / weight
            ways.append((weighted, weighted))
    if any(mean.fits(*way, round_=False) for way in ways) or not min(values) <= mean.value <= max(values):
        return
    yield mean.mistake("average", sum(values) / len(values), ", ".join(part.text for part in parts))


def body_of(table: Sequence[Unit]) -> list[Unit]:
    """The rows of a table that are no total and no average of others."""
    return [row for row in table if not _SUB.search(row.label) and not _AVERAGE.fullmatch(row.label)]


def rows(reading: Reading) -> Iterator[Mistake]:
    """A row that does not multiply or add as all the others do: quantity × price, parts and their total."""
    for table in reading.tables:
        body = body_of(table)
        if len(body) < 2:
            continue
        titles = [title for _, title in body[0].cells]
        for result, title in enumerate(titles):
            if not (result > 1 and _RESULT.search(title)) and not _YEAR.search(title):
                continue
            for way in _ways(titles, result):
                yield from _rows(body, way, result)


def _ways(titles: Sequence[str], result: int) -> Iterator[tuple[str, tuple[int, ...]]]:
    counts = [n for n in range(1, result) if _COUNT.search(titles[n]) and not _PRICE.search(titles[n])]
    prices = [n for n in range(1, result) if _PRICE.search(titles[n])]
    if len(counts) == 1 and len(prices) == 1 and _RESULT.search(titles[result]):
        yield "times", (counts[0], prices[0])
    if _WIDE.fullmatch(titles[result]) and result > 2 and not prices:
        yield "plus", tuple(range(1, result))
    months = [n for n in range(1, result) if MONTH.search(titles[n])]
    if _YEAR.search(titles[result]) and len(months) == 1 and not MONTH.search(titles[result]):
        yield "year", tuple(months)


def _rows(body: Sequence[Unit], way: tuple[str, tuple[int, ...]], result: int) -> Iterator[Mistake]:
    """One row that is wrong, when most are right: then it is what the columns mean."""
    how, columns = way
    wrong: list[tuple[Amount, float, str]] = []
    right = 0
    for row in body:
        if len(row.cells) <= result:
            return
        parts = [only(row, row.cells[n][0]) for n in columns]
        stated = only(row, row.cells[result][0])
        if stated is None or any(part is None for part in parts):
            continue
        figures = [part for part in parts if part is not None]
        if how == "plus" and not all(part.is_like(stated) for part in figures):
            return
        low, high = added(figures) if how == "plus" else product(*(part.worth() for part in figures))
        if how == "year":
            low, high = low * 12, high * 12
        if stated.fits(low, high):
            right += 1
        else:
            sign = " + " if how == "plus" else " × "
            shown = [part.text for part in figures] if how != "year" else ["12", figures[0].text]
            wrong.append((stated, (low + high) / 2, sign.join(shown)))
    if len(wrong) == 1 and right >= (2 if how != "year" else 3):
        stated, value, sum_ = wrong[0]
        if how == "year" and stated.value < value:
            return  # a year may cost less than its months
        yield stated.mistake("", value, sum_)
