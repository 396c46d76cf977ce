"""Does a figure of a source bear out a figure of a claim? Values, units, bounds, rounding and dates; no context."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from contentlint.evidence import words
from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

Relation = Literal["at", "before", "after", "by"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with what its text says around it.

    `bound` is the figure's bound; `relation` how a date stands to what is told; `noun` and `label` are the stems of the
    thing counted and of the word before ("season" in "season 2"); `close` the stems of the few words around.
    """

    figure: Figure
    bound: Bound = "exact"
    relation: Relation = "at"
    noun: str = ""
    label: str = ""
    close: frozenset[str] = frozenset()
    year: int = 0
    """The year that the claim gives beside a day and month that are looked for on their own."""

    @property
    def is_rank(self) -> bool:
        """True for "No. 5", "#5", "ranked 5", "5th"."""
        return self.figure.kind == "ordinal" or self.label in RANKS or self.figure.text.startswith("#")


RANKS = frozenset(("no", "number", "numb", "rank", "top", "place", "plac", "position", "posit"))

Outcome = Literal["same", "within", "open", "other", "apart"]
"""`same`: the value is there; `within`: another value that the claim's bound allows; `open`: a bound that leaves the
claim's value possible, and no more; `other`: a value that the claim excludes; `apart`: another sort of thing, which
says nothing."""

TEMPORAL = frozenset(("year", "date", "period"))
NAMING = frozenset(("version", "enumerator", "css", "phone"))
_WRITTEN = frozenset(("score", "ratio", "time"))
_PLAIN = frozenset(("count", "ordinal", "enumerator", "version"))

_BASE: dict[str, tuple[str, float]] = {
    unit: (dimension, factor)
    for dimension, units in {
        "time": {"second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0, "month": 2629800.0,
                 "year": 31557600.0, "decade": 315576000.0, "century": 3155760000.0},
        "length": {"mm": 0.001, "cm": 0.01, "m": 1.0, "km": 1000.0, "inch": 0.0254, "ft": 0.3048, "yard": 0.9144,
                   "mile": 1609.344},
        "mass": {"mg": 0.001, "g": 1.0, "kg": 1000.0, "t": 1e6, "ton": 907184.7, "lb": 453.59237, "oz": 28.349523},
        "area": {"m²": 1.0, "km²": 1e6, "ha": 1e4, "acre": 4046.8564},
        "volume": {"ml": 0.001, "l": 1.0, "gallon": 3.785412},
        "data": {"B": 1.0, "kB": 1e3, "MB": 1e6, "GB": 1e9, "TB": 1e12, "PB": 1e15},
        "power": {"W": 1.0, "kW": 1e3, "MW": 1e6, "GW": 1e9},
        "energy": {"Wh": 1.0, "kWh": 1e3, "MWh": 1e6, "GWh": 1e9, "TWh": 1e12},
        "speed": {"km/h": 1.0, "mph": 1.609344},
    }.items()
    for unit, factor in units.items()
}  # fmt: skip
"""What a unit measures, and how many of the dimension's base unit it is (international yard and pound of 1959)."""


def compare(claim: Mention, source: Mention) -> Outcome:
    """How a mention of a figure in a source bears on one in a claim."""
    a, b = claim.figure, source.figure
    if a.kind in TEMPORAL:
        if b.kind not in TEMPORAL:
            return (
                "same"
                if a.kind == "year" and b.kind == "count" and a.low == b.low == b.high and not source.noun
                else "apart"
            )
        return _dates(a, b, claim.relation, claim.year)
    if b.kind in TEMPORAL:
        return (
            "same" if b.kind == "year" and a.kind in ("count", "version", "enumerator") and a.low == b.low else "apart"
        )
    if (a.kind == "version" and not a.low) or (b.kind == "version" and not b.low):
        return "same" if _name(a.text) == _name(b.text) else "apart"
    if a.kind in NAMING or b.kind in NAMING or a.kind == "ordinal" or b.kind == "ordinal":
        return _places(claim, source)
    if a.kind in _WRITTEN or b.kind in _WRITTEN:
        return _scores(a, b, claim.bound, source.bound)
    pair = _common(claim, source)
    return "apart" if pair is None else _values(a, claim.bound, b, source.bound, *pair)


def _places(claim: Mention, source: Mention) -> Outcome:
    """Numbers that tell one thing from others: "season 2" and "the second season", "No. 5" and "fifth"."""
    a, b = claim.figure, source.figure
    if a.kind not in _PLAIN or b.kind not in _PLAIN:
        return "apart"
    known = {claim.label, claim.noun} - {""}, {source.label, source.noun} - {""}
    if a.low != a.high or b.low != b.high:
        return "apart"
    if known[0] & known[1] or (claim.is_rank and source.is_rank):
        return "same" if a.low == b.low else "other"
    if a.low != b.low or ("count" in (a.kind, b.kind) and a.kind != b.kind):
        return "apart"
    return "same" if not known[0] or not known[1] else "apart"


def _name(text: str) -> str:
    return re.sub(r"[\s–—-]+", "", text.lower())


def _common(claim: Mention, source: Mention) -> tuple[float, float] | None:
    """What each value is multiplied with to stand in one unit; None when the units don't go together."""
    a, b = claim.figure, source.figure
    if a.kind == "money" or b.kind == "money":
        return (1.0, 1.0) if a.kind == b.kind and (a.unit == b.unit or not a.unit or not b.unit) else None
    share = ("percent", "fraction")
    if a.kind in share or b.kind in share:
        if all(f.kind in share or (f.kind == "count" and 0 < f.low < 1) for f in (a, b)):  # "0.25 of"
            return (1.0 if a.kind == "percent" else 100.0), (1.0 if b.kind == "percent" else 100.0)
        return None
    measured = ("duration", "quantity")
    bare = claim if a.kind == "count" else source
    if "count" in (a.kind, b.kind) and not bare.noun and (a.kind in measured or b.kind in measured):
        return (1.0, 1.0) if a.low == b.low else None
    if a.kind in measured and b.kind in measured:
        if a.unit == b.unit:
            return 1.0, 1.0
        (sort, by), (other, times) = _BASE.get(a.unit, ("", 1.0)), _BASE.get(b.unit, ("", 1.0))
        return (1.0, times / by) if sort and sort == other else None
    if a.kind in measured or b.kind in measured:
        noun = claim.noun if a.kind == "count" else source.noun
        unit = b.unit if a.kind == "count" else a.unit
        return (1.0, 1.0) if "count" in (a.kind, b.kind) and noun and words.stem(unit) == noun else None
    if a.kind == b.kind or (a.kind in _PLAIN and b.kind in _PLAIN):
        return 1.0, 1.0
    return None


def _values(claim: Figure, bound: Bound, source: Figure, given: Bound, by: float, times: float) -> Outcome:
    low, high = claim.low * by, claim.high * by
    low2, high2 = source.low * times, source.high * times
    step = max(claim.decimals * by, 0.0)
    if claim.kind == "fraction" or source.kind == "fraction":
        step = max(step, 1.2)  # "two thirds" is 67%, and 66.7%, too
    equal = _equal(low, low2, step) and _equal(high, high2, step)
    rises, falls = given in UP, given in DOWN
    if bound in UP:
        if low2 > low or (rises and low2 == low) or (equal and bound == "at-least"):
            return "same" if equal else "within"
        return "other" if not rises and not (falls and high2 > low) else "open"
    if bound in DOWN:
        if not rises and (high2 < high or (falls and high2 == high) or (equal and bound == "at-most")):
            return "same" if equal else "within"
        return "other" if not falls and not (rises and low2 < high) else "open"
    if equal:
        return "same"
    if bound == "approx" and abs(low2 - low) <= ABOUT * max(abs(low), abs(low2)):
        return "within"
    if claim.low != claim.high and low <= low2 and high2 <= high:
        return "within"
    if (rises and low2 <= low) or (falls and high2 >= high):
        return "open"  # "more than 20" neither bears out 23 nor contradicts it
    if low2 != high2 and low2 <= low and high <= high2:
        return "within" if source.kind != "count" or low2 * 3 > high2 else "open"
    return "other"


UP: tuple[Bound, ...] = ("more-than", "at-least")
DOWN: tuple[Bound, ...] = ("less-than", "at-most")
ROUNDED = 0.06
"""Rounding to whole numbers is no rounding when it changes the value by more than this share: 3.5 isn't four."""
ABOUT = 0.025
"""How far from each other two values may be, as a share, to be about the same."""


def _equal(claimed: float, given: float, step: float) -> bool:
    """True when `given` rounded to the claim's printed places is what is claimed."""
    if math.inf in (claimed, given) or claimed == given:
        return claimed == given
    if given == round(given) and step <= 1:
        return False
    return abs(claimed - given) <= min(step * 0.5000001, ROUNDED * abs(claimed))


def _scores(claim: Figure, source: Figure, bound: Bound = "exact", given: Bound = "exact") -> Outcome:
    if claim.kind == source.kind == "score":
        if claim.high == source.high or "/" in claim.text:
            return _rating(claim, source, bound, given)
        return "same" if (claim.low, claim.high) in ((source.low, source.high), (source.high, source.low)) else "other"
    if (claim.kind == "score" and "/" in claim.text) or (source.kind == "score" and "/" in source.text):
        if {claim.kind, source.kind} == {"score", "count"} and (claim.decimals < 1 or source.decimals < 1):
            outcome = _rating(claim, source, bound, given)
            return outcome if outcome == "same" else "apart"
        return "apart"
    if claim.kind == source.kind == "time":
        return "same" if _clock(claim.text) == _clock(source.text) else "other"
    if claim.kind == source.kind:
        return "same" if _name(claim.text) == _name(source.text) else "other"
    return "apart"


def _clock(text: str) -> str:
    return re.sub(r"[\s.]|:00", "", text.lower())


def _rating(claim: Figure, source: Figure, bound: Bound, given: Bound) -> Outcome:
    def step(text: str) -> float:
        found = re.match(r"[\d,]*\.(\d+)", text)
        return 10.0 ** -len(found[1]) if found else 1.0

    return _values(
        replace(claim, high=claim.low, kind="count", decimals=step(claim.text)),
        bound,
        replace(source, high=source.low, kind="count", decimals=step(source.text)),
        given,
        1.0,
        1.0,
    )


# -- dates


def parts(figure: Figure) -> tuple[int, int, int]:
    """Year, month and day of a temporal figure, 0 for what isn't said."""
    if figure.kind == "date":
        return figure.date
    return (int(figure.low), 0, 0)


def _dates(claim: Figure, source: Figure, relation: str, year: int = 0) -> Outcome:
    if claim.kind == "period" or source.kind == "period":
        return _periods(claim, source, relation)
    a, b = parts(claim), parts(source)
    if relation in ("before", "after"):
        order = _order(b, a)
        if order is None:
            return "apart"
        if relation == "after":
            return "within" if order > 0 else "other"
        return "within" if order < 0 else "other"
    if (year and b[0] and b[0] != year) or any(x and y and x != y for x, y in zip(a, b, strict=True)):
        return "other"
    # All that both say agrees; what the claim says must be said.
    if all(y for x, y in zip(a, b, strict=True) if x):
        return "same"
    # "16 March" bears out "16 March 2020" where nothing speaks for another year.
    return "within" if a[1:] == b[1:] and a[2] else "apart"


def _order(a: tuple[int, int, int], b: tuple[int, int, int]) -> int | None:
    """-1, 0 or 1 for a before, at or after b, by the parts that both say; None when they share none to begin with."""
    if not a[0] or not b[0]:
        if not (a[1] and b[1]):
            return None
        a, b = (0, *a[1:]), (0, *b[1:])
    for x, y in zip(a, b, strict=True):
        if not x or not y:
            if x == y:
                continue
            return 0
        if x != y:
            return -1 if x < y else 1
    return 0


def _periods(claim: Figure, source: Figure, relation: str) -> Outcome:
    if (claim.kind == "date" and claim.date[1]) or (
        source.kind == "date" and source.date[1] and claim.kind == "period" and not claim.text.endswith("s")
    ):
        return "apart"
    if claim.kind == "period" and source.kind == "period":
        return "same" if (claim.low, claim.high) == (source.low, source.high) else "other"
    low, high = claim.low, claim.high
    year = source.low
    if claim.kind == "period":
        if not year:
            return "apart"
        decade = claim.text.endswith("s")
        if relation in ("before", "after"):
            return "within" if (year < low if relation == "before" else year > high) else "other"
        if decade:
            return "within" if low <= year <= high else "other"
        return "same" if year in (low, high) else "other"
    if relation in ("before", "after"):
        return "within" if (source.high < low if relation == "before" else source.low > low) else "other"
    if low in (source.low, source.high) and not source.text.endswith("s"):
        return "same"
    return "apart" if source.low <= low <= source.high else "other"
