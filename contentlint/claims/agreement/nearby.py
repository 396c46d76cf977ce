"""The same fact with two values in one post. Precise before complete: only what is surely the same fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.repeat import words
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
_SIDES = re.compile(
    r"\b(?:men|women|boys|girls|before|after|higher|lower|more|less|fewer|increase\w*|decrease\w*|rose|fell|"
    r"first|second|"
    r"third|last|next|previous|now|old|new|small|large|early|late|minimum|maximum|best|worst|best-case|start|end|"
    r"(?:19|20)\d\d|q[1-4]|january|february|march|april|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


_MOST = 200
"""Prices of a section, and shares of a post, that later ones are held against: time must not grow with their square."""


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
    shares: list[tuple[Unit, Figure, frozenset[str]]] = []
    for unit in units:
        if unit.kind in ("row", "heading"):
            continue
        found = unit.figures
        money = [f for f in found if f.kind == "money"]
        if len(money) == 1 and _PRICE.search(unit.text):
            yield from _price(unit, money[0], prices)
        percents = [f for f in found if f.kind == "percent"]
        if len(percents) == 1:
            yield from _percent(unit, percents[0], shares)


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
        common = names & its_names
        if not common or (tiers and its_tiers and tiers != its_tiers) or (other.is_list and unit.is_list):
            continue
        if (value.low, value.high) != (figure.low, figure.high):
            yield Conflict(
                unit.span(figure.start, figure.end), unit.text[figure.start : period.end()].strip(),
                other.span(value.start, value.end), _with_period(other, value), sorted(common)[0],
            )  # fmt: skip
            break
    if len(seen) < _MOST:
        seen.append((unit, figure, names, tiers))


def _with_period(unit: Unit, figure: Figure) -> str:
    period = _PERIOD.match(unit.text, figure.end)
    return unit.text[figure.start : period.end() if period else figure.end].strip()


def _percent(unit: Unit, figure: Figure, seen: list[tuple[Unit, Figure, frozenset[str]]]) -> Iterator[Conflict]:
    """One share said twice in nearly the same words, far apart."""
    about = words(unit.text)
    sides = frozenset(w.lower() for w in _SIDES.findall(unit.text))
    names = frozenset(_NAME.findall(unit.text))
    if len(about) < 5:
        return
    for other, value, its_about in seen:
        if (other.section == unit.section and unit.kind != "front-matter") or (value.low, value.high) == (
            figure.low,
            figure.high,
        ):
            continue
        shared = about & its_about
        if len(shared) < 5 or len(shared) < 0.7 * len(about | its_about) or (about - shared and its_about - shared):
            continue  # words of its own on each side: of disks the one, of memory the other
        if sides != frozenset(w.lower() for w in _SIDES.findall(other.text)) or names != frozenset(
            _NAME.findall(other.text)
        ):
            continue
        yield Conflict(
            unit.span(figure.start, figure.end), figure.text, other.span(value.start, value.end), value.text, ""
        )
        break
    if len(seen) < _MOST:
        seen.append((unit, figure, about))
