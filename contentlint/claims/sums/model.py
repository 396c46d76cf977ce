"""A sum that does not come out, and the figures it is made of with what their rounding allows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure
from contentlint.text.spans import Span

_SCALED = re.compile(r"\d\s?(?:[kmbt]|mm|bn|tn|mn)(?![a-z])|(?:hundred|thousand|million|billion|trillion)", re.I)
_CURRENCY = re.compile(r"[^\d\w]*(?:[A-Z]{1,3}\$|[A-Z]{3} ?|Rs\.? ?|[$€£¥₹₩₽₺])")
_ZEROS = re.compile(r"[1-9]\d*?(0+)\Z")
_TINY = 1e-9
_ROUND = 0.02
"""How far a round figure ("$350 a year" for 12 × $29) may be from what it rounds."""

_HOURS = {
    "second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0, "week": 168.0, "fortnight": 336.0,
}  # fmt: skip
_MONTHS = {"month": 1.0, "quarter": 3.0, "year": 12.0, "decade": 120.0, "century": 1200.0}


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sum that does not come out: `sum` is what was worked out, `right` what it makes, `stated` what stands there.

    `kind` picks the message: "" (any sum), change, total, average, whole. `whole` is what holds all its figures, None
    when that is not known.
    """

    kind: str
    span: Span
    stated: str
    right: str
    sum: str
    whole: Span | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with the unit it stands in. `letter` is its kind: see `passages.LETTERS`."""

    figure: Figure
    unit: Unit
    letter: str

    @property
    def value(self) -> float:
        """What the figure says."""
        return self.figure.low

    @property
    def text(self) -> str:
        """The figure as it is written."""
        return self.figure.text.strip()

    @property
    def step(self) -> float:
        """The worth of the last digit written."""
        return self.figure.decimals or 1.0

    @property
    def span(self) -> Span:
        """Its place in the source."""
        return self.unit.span(self.figure.start, self.figure.end)

    @property
    def is_scaled(self) -> bool:
        """Whether it is told in thousands or millions."""
        return _SCALED.search(self.figure.text) is not None

    def worth(self, *, measured: bool = False, step: float | None = None) -> tuple[float, float]:
        """The values it can stand for when something is worked out from it; `step` is to what it was rounded, where
        that is finer than its last digit ("2.1 million" beside "2.25 million").

        Money and whole things are exact. What was scaled ("1.2 million") was rounded, and, when `measured`, so were
        percentages, stretches of time and quantities; never by more than a thirtieth.
        """
        whole = self.value == int(self.value)
        exact = not self.is_scaled and (
            self.letter in "MY"
            or (whole and (self.letter == "C" or not measured))
            or (self.letter in "PD" and not measured)
        )
        half = 0.0 if exact else min((step or self.step) / 2, abs(self.value) / 30)
        return self.value - half, self.value + half

    def rounded(self) -> tuple[float, float]:
        """The values it can stand for when it may itself have been worked out: money with cents was rounded to them."""
        low, high = self.worth()
        half = self.step / 2 if self.letter == "M" and self.value != int(self.value) else 0.0
        return low - half, high + half

    def fits(self, low: float, high: float, *, round_: bool = True) -> bool:
        """Whether it may be a value between `low` and `high`, rounded or cut off; or, with `round_`, a round figure."""
        slack = _TINY * max(1.0, abs(self.value))
        step = max(self.step - slack, slack)
        if low - step <= self.value <= high + step:
            return True
        nearest = min(max(self.value, low), high)
        zeros = _ZEROS.search(f"{abs(self.value):.0f}") if round_ and self.letter != "P" else None
        if zeros is None or self.value != int(self.value):
            return False
        off = abs(self.value - nearest)
        return off <= 10 ** len(zeros.group(1)) / 2 and off <= _ROUND * abs(nearest)

    def is_like(self, other: Amount) -> bool:
        """True for two amounts of one unit, which may be added and compared."""
        if self.letter != other.letter:
            return False
        return self.figure.unit == other.figure.unit or self.letter not in "MQD"

    def shown(self, value: float) -> str:
        """A value, written as this figure is."""
        rounded = round(value, 2) if abs(value) >= 1 else float(f"{value:.3g}")
        number = f"{rounded:,.0f}" if rounded == int(rounded) else f"{rounded:,.10g}"
        if self.letter == "M":
            if rounded != int(rounded) and abs(rounded) >= 1:
                number = f"{rounded:,.2f}"
            sign = _CURRENCY.match(self.text)
            return f"{sign.group()}{number}" if sign else f"{number} {self.figure.unit}"
        if self.letter == "P":
            return percent(value)
        if self.letter in "DQ":
            after = re.search(r"[^\d.,\s-][^\d.,]*\Z", self.text)
            return (
                f"{number} {self.figure.unit}{'s' if self.letter == 'D' and number != '1' else ''}"
                if (self.letter == "D" or after is None)
                else f"{number} {after.group().strip()}"
            )
        return number

    def mistake(self, kind: str, right: float, sum_: str) -> Mistake:
        """That this figure is wrong."""
        return Mistake(kind, self.span, self.text, self.shown(right), sum_)


def percent(value: float) -> str:
    """A percentage as one would write it: "67%", "7.5%"."""
    return (
        f"{value:.0f}%"
        if abs(value) >= 10 and abs(value - round(value)) < 0.05
        else f"{value:.1f}%".replace(".0%", "%")
    )


def factor(of: str, to: str) -> float | None:
    """How many of the unit of time `to` make one of `of`; None where that varies."""
    for table in (_HOURS, _MONTHS):
        if of in table and to in table:
            return table[of] / table[to]
    return None


def product(*spans: tuple[float, float]) -> tuple[float, float]:
    """The bounds of a product of positive values."""
    low = high = 1.0
    for first, second in spans:
        low, high = low * first, high * second
    return low, high


def added(amounts: Sequence[Amount]) -> tuple[float, float]:
    """The bounds of a sum: what each part can stand for, rounded as it may be."""
    worth = [amount.worth() for amount in amounts]
    return sum(w[0] for w in worth), sum(w[1] for w in worth)
