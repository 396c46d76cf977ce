"""Two prices of one thing under one heading, for one period, in sentences that name the same and no two plans."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure
from contentlint.text.spans import Span

_PRICE = re.compile(r"\b(?:costs?|prices?|priced|pricing|fees?|charges?|subscription|pay)\b", re.IGNORECASE)
_PERIOD = re.compile(r"\+?\s?(?:/|per |a |an )\s?(mo(?:nth)?|yr|year|week|day|hour|hr|user|seat)\b", re.IGNORECASE)
_TIER = re.compile(
    r"\b(?:free|plus|pro|premium|basic|team|business|enterprise|starter|standard|max|ultra|lite|advanced|individual|"
    r"family|student|annual(?:ly)?|yearly|intro(?:ductory)?|discount(?:ed)?|first|second|old|new|previously|was|"
    r"used to|"
    r"regular|sale|additional|extra|personal|professional|unlimited|hobby|creator|growth|scale)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,:;)] )[A-Z]\w+(?:\.\w+)*")


_MOST = 200
"""Prices of a section that later ones are held against: time must not grow with their square."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values for one thing: the later place, the earlier one, and both as written."""

    span: Span
    value: str
    first: Span
    first_value: str
    about: str


_Prices = dict[tuple[int, str], list[tuple[Unit, Figure, frozenset[str], frozenset[str]]]]
"""Prices by section and period."""


def conflicts(units: Sequence[Unit]) -> Iterator[Conflict]:
    """The conflicts of a post, at the later place."""
    prices: _Prices = {}
    for unit in units:
        if unit.kind in ("row", "heading"):
            continue
        found = unit.figures
        money = [f for f in found if f.kind == "money"]
        if len(money) == 1 and _PRICE.search(unit.text):
            yield from _price(unit, money[0], prices)


def _price(unit: Unit, figure: Figure, prices: _Prices) -> Iterator[Conflict]:
    """One price of one thing under one heading: same period, a name in common, no two plans."""
    period = _PERIOD.match(unit.text, figure.end)
    if period is None:
        return
    per = period.group(1).lower()[:2]
    names = frozenset(_NAME.findall(unit.text))
    tiers = frozenset(t.lower() for t in _TIER.findall(unit.text))
    seen = prices.setdefault((unit.section, per), [])
    for other, value, its_names, its_tiers in seen:
        if other.block == unit.block and other.is_list:
            continue
        if (
            not names
            or names != its_names
            or (tiers and its_tiers and tiers != its_tiers)
            or (other.is_list and unit.is_list)
        ):
            continue
        if (value.low, value.high) != (figure.low, figure.high):
            yield Conflict(
                unit.span(figure.start, figure.end), unit.text[figure.start : period.end()].strip(),
                other.span(value.start, value.end), _with_period(other, value), sorted(names)[0],
            )  # fmt: skip
            break
    if len(seen) < _MOST:
        seen.append((unit, figure, names, tiers))


def _with_period(unit: Unit, figure: Figure) -> str:
    period = _PERIOD.match(unit.text, figure.end)
    return unit.text[figure.start : period.end() if period else figure.end].strip()
