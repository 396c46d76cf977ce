"""Does a figure of a source bear out a figure of a claim? Values, units, bounds, rounding and dates; no context."""

from __future__ import annotations

import re
from typing import Literal

from contentlint.evidence import words
from contentlint.evidence.dates import dates
from contentlint.evidence.ratings import WRITTEN, ratings
from contentlint.evidence.sense import YEAR_HAS, Sense, opposed
from contentlint.evidence.values import DOWN, UP, Outcome, grouped, values
from contentlint.guard.records import dataclass, field, replace
from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

Relation = Literal["at", "before", "after", "by"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure with what its text says around it.

    `bound` is the figure's bound; `relation` how a date stands to what is told; `noun` and `label` are the stems of the
    thing counted and of the word before ("season" in "season 2"); `close` the stems of the few words around; `sense`
    what its clause makes of it.
    """

    figure: Figure
    bound: Bound = "exact"
    relation: Relation = "at"
    noun: str = ""
    label: str = ""
    close: frozenset[str] = frozenset()
    sense: Sense = field(default_factory=Sense)
    year: int = 0
    """The year that the claim gives beside a day and month that are looked for on their own."""

    @property
    def above(self) -> int:
        """1 for "above 5th", -1 for "below 5th": the better rank has the smaller number; 0 for a rank itself."""
        return (self.bound in UP) - (self.bound in DOWN)

    @property
    def is_rank(self) -> bool:
        """True for "No. 5", "#5", "ranked 5", "5th"."""
        return self.figure.kind == "ordinal" or self.label in RANKS or self.figure.text.startswith("#")


RANKS = frozenset(("no", "number", "numb", "rank", "top", "place", "plac", "position", "posit"))

TEMPORAL = frozenset(("year", "date", "period"))
NAMING = frozenset(("version", "enumerator", "css", "phone"))
SHARES = ("percent", "fraction")
SUM = 1000.0
"""A number with a scale word and nothing counted ("18 million") may be one of money, from this unit on."""
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
    if a.kind in TEMPORAL or b.kind in TEMPORAL:
        return _in_time(claim, source)
    if opposed(claim.sense, source.sense):
        return "apart"
    if claim.sense.per and source.sense.per and claim.sense.per != source.sense.per:
        return _at_another_rate(claim, source)
    if is_share(claim) and is_share(source) and (outcome := _denied(claim, source)) is not None:
        return outcome
    return _measured(claim, source)


def _measured(claim: Mention, source: Mention) -> Outcome:
    a, b = claim.figure, source.figure
    if (a.kind == "version" and not a.low) or (b.kind == "version" and not b.low):
        return "same" if _name(a.text) == _name(b.text) else "apart"
    if a.kind in NAMING or b.kind in NAMING or a.kind == "ordinal" or b.kind == "ordinal":
        return _places(claim, source)
    if a.kind in WRITTEN or b.kind in WRITTEN or "out of" in (a.text + b.text):
        rated = ratings(a, claim.bound, b, source.bound)
        if rated is not None:
            return rated
    if changed := _as_changes(claim, source):
        a, b = changed
        return values(a, claim.bound, b, source.bound)
    pair = _common(claim, source)
    if pair is None:
        return "apart"
    if a.kind == b.kind == "count" and pair == (1.0, 1.0):
        a, b = grouped(a, b)
    return values(a, claim.bound, b, source.bound, *pair, is_short=source.sense.is_short)


def _in_time(claim: Mention, source: Mention) -> Outcome:
    a, b = claim.figure, source.figure
    if a.kind == "count" and b.kind == "year" and claim.noun and claim.noun == source.noun:
        return values(a, claim.bound, replace(b, kind="count"), "exact")
    if a.kind not in TEMPORAL:
        return (
            "same" if b.kind == "year" and a.kind in ("count", "version", "enumerator") and a.low == b.low else "apart"
        )
    if b.kind in TEMPORAL:
        return dates(a, b, claim.relation, claim.year)
    return (
        "same" if a.kind == "year" and b.kind == "count" and a.low == b.low == b.high and not source.noun else "apart"
    )


def _at_another_rate(claim: Mention, source: Mention) -> Outcome:
    """$12 a month are $144 a year; any other value for another period is another measure."""
    by = YEAR_HAS[source.sense.per] / YEAR_HAS[claim.sense.per]
    b = replace(source.figure, low=source.figure.low * by, high=source.figure.high * by)
    outcome = _measured(claim, replace(source, figure=b))
    return outcome if outcome in ("same", "within") else "apart"


def is_share(mention: Mention) -> bool:
    """True for a part of a whole, in percent or as a fraction."""
    return mention.figure.kind in SHARES


_TURNED: dict[Bound, Bound] = {
    "more-than": "less-than", "less-than": "more-than", "at-least": "at-most", "at-most": "at-least",
}  # fmt: skip


def _denied(claim: Mention, source: Mention) -> Outcome | None:
    """Where one is of those that do and the other of those that do not: shares must make a whole. None when it is not
    clear that both speak of the same doing."""
    b = source.figure
    if claim.sense.is_denied == source.sense.is_denied:
        return None
    whole = 100.0 if b.kind == "percent" else 1.0
    turned = replace(b, low=whole - b.high, high=whole - b.low)
    rest = replace(source, figure=turned, bound=_TURNED.get(source.bound, source.bound))
    if _measured(claim, rest) == "same":
        return "same"
    nouns = {claim.noun, source.noun}
    return "apart" if (claim.close & source.close) - nouns else None


def _as_changes(claim: Mention, source: Mention) -> tuple[Figure, Figure] | None:
    """Both figures as changes in percent, where one is a factor and the other a share: "doubled" is a rise of 100%."""
    kinds = {claim.figure.kind, source.figure.kind}
    if "multiplier" not in kinds or not kinds & set(SHARES):
        return None
    changes = []
    for one in (claim, source):
        figure = one.figure
        if figure.kind == "multiplier":
            low, high = sorted((abs(figure.low - 1) * 100, abs(figure.high - 1) * 100))
            falls = figure.low < 1
        elif one.sense.is_change:
            times = 1.0 if figure.kind == "percent" else 100.0
            low, high, falls = figure.low * times, figure.high * times, one.sense.direction < 0
        else:
            return None
        changes.append((falls, replace(figure, kind="percent", low=low, high=high, unit="%", decimals=1.0)))
    return (changes[0][1], changes[1][1]) if changes[0][0] == changes[1][0] else None


def _places(claim: Mention, source: Mention) -> Outcome:
    """Numbers that tell one thing from others: "season 2" and "the second season", "No. 5" and "fifth"."""
    a, b = claim.figure, source.figure
    known = {claim.label, claim.noun} - {""}, {source.label, source.noun} - {""}
    if a.low != a.high or b.low != b.high:
        return "apart"
    if b.kind == "ordinal" and a.kind in ("count", "duration") and claim.label not in known[1]:
        return _reached(claim, source)
    if a.kind not in _PLAIN or b.kind not in _PLAIN:
        return "apart"
    if claim.is_rank and source.is_rank and claim.above:
        better = b.low < a.low if claim.above > 0 else b.low > a.low
        return "within" if better else "other"
    if known[0] & known[1] or (claim.is_rank and source.is_rank):
        return "same" if a.low == b.low else "other"
    if a.low != b.low or ("count" in (a.kind, b.kind) and a.kind != b.kind):
        return "apart"
    return "same" if not known[0] or not known[1] else "apart"


def _reached(claim: Mention, source: Mention) -> Outcome:
    """A number of things that the last of them tells: "the 27th year" are over 26 years."""
    a, b = claim.figure, source.figure
    noun = words.stem(a.unit) if a.kind == "duration" else claim.noun
    known = (source.noun, *source.close) if a.kind == "duration" else (source.noun,)  # "the 27th consecutive year"
    if not noun or noun not in known:
        return "apart"
    outcome = values(replace(a, kind="count"), claim.bound, replace(b, kind="count", decimals=1.0), "exact")
    return outcome if outcome in ("same", "within") else "apart"


def _name(text: str) -> str:
    return re.sub(r"[\s–—-]+", "", text.lower())


def _common(claim: Mention, source: Mention) -> tuple[float, float] | None:
    """What each value is multiplied with to stand in one unit; None when the units don't go together."""
    a, b = claim.figure, source.figure
    if a.kind == "money" or b.kind == "money":
        weighed, priced = (b, a) if a.kind == "money" else (a, b)
        if weighed.unit == "lb" and priced.unit == "GBP" and weighed.text.endswith("pounds"):
            return 1.0, 1.0
        if weighed.kind == "count" and weighed.decimals >= SUM and not weighed.noun.endswith("s"):
            return 1.0, 1.0  # "18 crore" of a film's takings
        return (1.0, 1.0) if a.kind == b.kind and (a.unit == b.unit or not a.unit or not b.unit) else None
    if a.kind in SHARES or b.kind in SHARES:
        if all(f.kind in SHARES or (f.kind == "count" and 0 < f.low < 1) for f in (a, b)):  # "0.25 of"
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
    if {a.kind, b.kind} == {"points", "count"} and bare.noun == words.stem("points"):
        return 1.0, 1.0
    if a.kind in measured or b.kind in measured:
        noun = claim.noun if a.kind == "count" else source.noun
        unit = b.unit if a.kind == "count" else a.unit
        return (1.0, 1.0) if "count" in (a.kind, b.kind) and noun and words.stem(unit) == noun else None
    if a.kind == b.kind or (a.kind in _PLAIN and b.kind in _PLAIN):
        return 1.0, 1.0
    return None
