"""A value made comparable, and when two of them can both be true."""

from __future__ import annotations

import math

from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure

_SECONDS = {
    "ns": 1e-9, "µs": 1e-6, "ms": 1e-3, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0,
    "night": 86400.0, "week": 604800.0, "fortnight": 1209600.0, "month": 2629800.0, "quarter": 7889400.0,
    "year": 31557600.0, "decade": 315576000.0, "century": 3155760000.0,
}  # fmt: skip
_FACTORS = {
    **{unit: ("time", factor) for unit, factor in _SECONDS.items()},
    "mm": ("length", 1e-3), "cm": ("length", 1e-2), "m": ("length", 1.0), "km": ("length", 1e3),
    "inch": ("length", 0.0254), "ft": ("length", 0.3048), "yard": ("length", 0.9144), "mile": ("length", 1609.34),
    "mg": ("mass", 1e-6), "g": ("mass", 1e-3), "kg": ("mass", 1.0), "t": ("mass", 1e3), "oz": ("mass", 0.02835),
    "lb": ("mass", 0.4536), "ml": ("volume", 1e-3), "cl": ("volume", 1e-2), "dl": ("volume", 0.1), "l": ("volume", 1.0),
    "kB": ("bytes", 1e3), "MB": ("bytes", 1e6), "GB": ("bytes", 1e9), "TB": ("bytes", 1e12), "PB": ("bytes", 1e15),
    "W": ("power", 1.0), "kW": ("power", 1e3), "MW": ("power", 1e6), "GW": ("power", 1e9),
    "mAh": ("charge", 1e-3), "Ah": ("charge", 1.0), "Wh": ("energy", 1.0), "kWh": ("energy", 1e3),
}  # fmt: skip
"""What a unit measures, and what one of it is in the plainest unit of that."""

_LOOSE = 0.02
"""How far two values of different units may be apart: conversions are rounded ("2.2 lb", "1 kg")."""
_UNEVEN = frozenset(("month", "quarter"))
_MONTHS = 0.1
"""The same for months: four weeks are called one."""
_ABOUT = 0.15
"""How far a value may be from one that is given as "about"."""
_ROUND = 1000.0
"""The smallest step of a number that is taken for rounded down ("4 million" of 4.8)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A figure made comparable: `what` it measures (a currency, "time", "%", ""), and its ends in the plainest unit.

    `step` is the smallest unit that is printed, `unit` the unit as written, `bound` how exactly it is meant.
    """

    what: str
    low: float
    high: float
    unit: str = ""
    bound: str = "exact"
    step: float = 0.0

    @classmethod
    def of(cls, figure: Figure, per: str = "") -> Value:
        """The value of a figure, for a price with the period that it is for."""
        what, factor = _FACTORS.get(figure.unit, (figure.unit, 1.0))
        what = f"{what} per {per}" if per else what
        low, high, step = figure.low * factor, figure.high * factor, figure.decimals * factor
        return cls(what, low, high, figure.unit, figure.bound, step)

    def agrees(self, other: Value) -> bool:
        """True when both can be said of one thing: rounded, bounded or converted values, a value within a range."""
        if math.inf in (self.high, other.high):
            return True
        if "since" in (
            self.bound,
            other.bound,
        ):  # what has been done since a year was not begun before there was a thing
            since, given = (self, other) if self.bound == "since" else (other, self)
            return given.bound == "since" or given.low <= since.high
        if self.bound in _UP and other.bound in _UP:  # over 60, over 70: both may be true
            return True
        if self.bound in _DOWN and other.bound in _DOWN:  # "up to 48", "up to 60": one most has one value
            return self.high == other.high
        if self.bound in _UP or other.bound in _UP:
            least, given = (self, other) if self.bound in _UP else (other, self)
            return given.high >= least.low * (1 - 1e-9)
        if self.bound in _DOWN or other.bound in _DOWN:
            most, given = (self, other) if self.bound in _DOWN else (other, self)
            return given.low <= most.high * (1 + 1e-9)
        apart = max(self.low, other.low) - min(self.high, other.high)
        return apart <= self._room(other)

    def _room(self, other: Value) -> float:
        """How far the two may be apart: as much as rounding and conversion allow."""
        largest = max(abs(self.high), abs(other.high))
        if "approx" in (self.bound, other.bound):
            return _ABOUT * largest
        if self.unit != other.unit:
            return (_MONTHS if _UNEVEN & {self.unit, other.unit} else _LOOSE) * largest
        step = max(self.step, other.step)
        if step >= _ROUND and self.unit not in _FACTORS:
            return step
        return 1e-9 * largest if self.step == other.step else step / 2


_UP = frozenset(("at-least", "more-than"))
_DOWN = frozenset(("at-most", "less-than"))
