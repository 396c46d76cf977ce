"""What a figure is."""

from __future__ import annotations

from typing import Literal

from contentlint.guard.records import dataclass, replace
from contentlint.text import forms

Kind = Literal[
    "percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ordinal", "year",
    "period",    "date", "time", "version", "enumerator", "score", "ratio", "phone", "css",
]  # fmt: skip

CLAIM_KINDS: frozenset[Kind] = frozenset(
    ("percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ratio", "ordinal")
)
"""Kinds that can make a statistic; the others name, place or number things."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text.

    `text` is what stands at `start`..`end` (code points); words that bound it ("more than"), the period of a price
    and the noun are outside. `low` and `high` are the ends of a range, equal for a single number; `high` is infinite
    for "thousands of". A percentage is in percent, a fraction and a multiplier are the plain factor.
    `unit` is normalised: "%", a currency code, "x", "year", "GB", or "". `per` is the period a price is for.
    `decimals` is the smallest unit printed: 100000.0 for "1.2 million", 0 when there is none.
    `noun` is what is counted, in lower case. `date` is (year, month, day) with 0 for what isn't given.
    """

    text: str
    start: int
    end: int
    kind: Kind
    low: float
    high: float
    unit: str = ""
    bound: forms.Bound = "exact"
    decimals: float = 0.0
    noun: str = ""
    per: str = ""
    date: tuple[int, int, int] = (0, 0, 0)


def shifted(figure: Figure, by: int) -> Figure:
    """The same figure in a text that begins `by` code points earlier."""
    return replace(figure, start=figure.start + by, end=figure.end + by)
