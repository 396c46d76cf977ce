"""The values of a ledger: which of them can be compared with figures of posts, and which are equal."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isclose

from contentlint.ledger.model import Day, Fact, Kind
from contentlint.text import dates, figures, rates
from contentlint.text.figures import Figure
from contentlint.text.rates import Rate
from contentlint.text.units import CSS

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_MONTH_OF = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})")

_TAKES: dict[Kind, tuple[str, ...]] = {
    "price": ("money",),
    "limit": ("count", "quantity", "duration", "money", "percent", "css"),
    "size": ("quantity", "css", "count"),
    "count": ("count",),
    "duration": ("duration",),
    "share": ("percent", "fraction"),
}
"""The kinds of figures that a value may be."""
_SAYS: dict[Kind, str] = {
    "price": "an amount of money with its currency, such as $20 per month or 12.50 EUR",
    "limit": "a number with what it counts or its unit, such as 280 characters or 5 GB",
    "size": "a number with a unit that is known, such as 16 GB, 3 km, 250 g or 1200 px",
    "count": "a number with what it counts, such as 40 languages",
    "date": "a day, a month or a year, such as 2026-01-31, January 2026 or 2026",
    "duration": "a stretch of time, such as 30 days or 2 hours",
    "share": "a share, such as 12% or 3 in 10",
}


def why_wrong(kind: Kind, written: str) -> str:
    """What is wrong with a value, in words; "" for one that can be compared."""
    if not written:
        return f"'{kind}' needs a value: {_SAYS[kind]}"
    if kind == "date":
        return "" if day_of(written) else f"'date' must be {_SAYS[kind]}, not '{written[:60]}'"
    found = figure(kind, written)
    if found is None:
        return f"'{kind}' must be {_SAYS[kind]}; '{written[:60]}' has no unit that is known, or several figures"
    if kind == "size" and found.kind == "count" and found.noun not in CSS:
        return f"'size' must be {_SAYS[kind]}; the unit of '{written[:60]}' is not known"
    if kind in ("limit", "count") and found.kind == "count" and not found.noun:
        hint = " (in a list a comma ends a value: write one that has a comma in quotes)" if written.isdigit() else ""
        return f"'{kind}' must be {_SAYS[kind]}; '{written[:60]}' does not say what it counts{hint}"
    return ""


@lru_cache(maxsize=1 << 12)
def day_of(written: str) -> Day | None:
    """A day, a month or a year; None for what is none of the calendar."""
    if found := _DAY.fullmatch(written):
        year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
        is_there = dates.is_day(year, month if found[2] else 1, day if found[3] else 1)
        return Day(year, month, day) if is_there else None
    when = dates.read(written)
    if when is None and (found := _MONTH_OF.fullmatch(written)):
        when = dates.read(f"1 {written}")
        return Day(when.start.year, when.start.month) if when is not None else None
    return Day(when.start.year, when.start.month, when.start.day) if when is not None else None


@lru_cache(maxsize=1 << 13)
def figure(kind: Kind, written: str) -> Figure | None:
    """The one figure of a value, its unit or noun known; None where there is none of that kind, or several."""
    found = [figures.with_symbol(one, written) for one in figures.find(written)]
    if not found or found[0].kind not in _TAKES.get(kind, ()):
        return None
    of = rate(written)
    return found[0] if all(of is not None and of.start < one.start < of.end for one in found[1:]) else None


@lru_cache(maxsize=1 << 13)
def rate(written: str) -> Rate | None:
    """What an amount is for where that is a number of things: "$2 per 1,000 tokens"; None for any other."""
    found = figures.find(written)
    return rates.behind(written, found[0], found) if found and found[0].kind == "money" else None


def agree(fact: Fact, other: Fact) -> bool:
    """True for two values that are equal, however they are written."""
    if fact.kind == "date":
        return day_of(fact.value) == day_of(other.value)
    one, two = figure(fact.kind, fact.value), figure(other.kind, other.value)
    if one is None or two is None:
        return fact.value == other.value
    mine, theirs = rate(fact.value), rate(other.value)
    if (mine is None) != (theirs is None) or (mine and theirs and not mine.is_of(theirs)):
        return False
    by = theirs.number / mine.number if mine and theirs else 1.0
    return (one.unit, one.per) == (two.unit, two.per) and all(
        isclose(a * by, b) for a, b in ((one.low, two.low), (one.high, two.high))
    )
