"""Amounts of money of a post: for how many of something each is, and of which of several prices."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from contentlint.claims.agreement.contexts import SMALL, root
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass
from contentlint.ledger import Fact, values
from contentlint.text import figures, rates
from contentlint.text.figures import Figure
from contentlint.text.rates import Rate

_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_HEADINGS = 2
"""Headings above an amount that may say what it is for."""
_PERIOD = re.compile(r"\s?(?:/|per|an?|each|every)\s?(?:(?:user|seat|person|member)s?\s?/\s?)?[A-Za-z]+", re.IGNORECASE)
_SHORT = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
_PAIRED, _TWO = re.compile(r"\s?/\s?"), 2


@dataclass(frozen=True, slots=True)
class Amount:
    """One of the `prices` of a unit, by its number, and what it is for: by the words behind it, else by its column, its
    row, what introduces it or the headings above it."""

    prices: tuple[Figure, ...]
    number: int
    rate: Rate | None
    is_own: bool
    """True where the words behind it say what it is for."""

    @property
    def figure(self) -> Figure:
        """The amount itself."""
        return self.prices[self.number]


def amount(unit: Unit, start: int) -> Amount | None:
    """The amount that stands at an offset of a unit; None where no price does."""
    found = figures.find(unit.text)
    prices = tuple(one for one in found if one.kind == "money")
    number = next((at for at, one in enumerate(prices) if one.start <= start < one.end), -1)
    if number < 0:
        return None
    own = rates.behind(unit.text, prices[number], found)
    if own is not None or prices[number].per:
        return Amount(prices, number, own, own is not None)
    above = [unit.column(start), unit.text[: unit.cells[1][0]] if len(unit.cells) > 1 else "", unit.intro]
    named = (rates.within(text) for text in (*above, *unit.headings[:_HEADINGS]) if text)
    return Amount(prices, number, next((rate for rate in named if rate is not None), None), False)


def wanted(fact: Fact) -> frozenset[str]:
    """The roots of the words that say which of the values of its subject a fact is."""
    named = {root(word) for word in _WORD.findall(fact.subject)}
    return frozenset({root(word) for word in _WORD.findall(fact.what) if word.lower() not in SMALL} - named)


def meant(facts: Sequence[Fact], own: Amount, unit: Unit) -> list[Fact]:
    """Those of several prices of one subject that an amount can be of, by the words that stand nearest to it.

    A sentence tells them before its amounts ("input is $2, output $8") or behind each ("$2 for input and $8 for
    output").
    """
    words = [wanted(fact) for fact in facts]
    common = frozenset[str]().union(*words).intersection(*words)
    told = [(fact, of - common) for fact, of in zip(facts, words, strict=True)]
    if unit.kind == "row" and (found := _named(told, (unit.column(own.figure.start),))):
        return found
    begin, end = 0, len(unit.text)
    if unit.kind == "row":
        begin = max((at for at, _ in unit.cells if at <= own.figure.start), default=0)
        end = min((at for at, _ in unit.cells if at > own.figure.start), default=end)
    prices = [one for one in own.prices if begin <= one.start < end]
    number = prices.index(own.figure)
    before = unit.text[prices[number - 1].end if number else begin : own.figure.start]
    behind = unit.text[own.figure.end : prices[number + 1].start if number + 1 < len(prices) else end]
    is_before = bool(_named(told, (unit.text[begin : prices[0].start],)))
    return _named(told, (before, behind) if is_before else (behind, before)) or list(facts)


def _named(facts: Iterable[tuple[Fact, frozenset[str]]], texts: Iterable[str]) -> list[Fact]:
    """The facts whose words are in the first of some texts that has any."""
    for text in texts:
        near = {root(word) for word in _WORD.findall(text)}
        if found := [fact for fact, words in facts if words and words <= near]:
            return found
    return []


def paired(facts: Iterable[Fact], own: Amount, unit: Unit) -> Fact | None:
    """The fact of one of two amounts that a post tells without a word, in the order of the ledger: "$2/$8 per 1M"."""
    first, last = own.number, own.number
    while first and _PAIRED.fullmatch(unit.text, own.prices[first - 1].end, own.prices[first].start):
        first -= 1
    while last + 1 < len(own.prices) and _PAIRED.fullmatch(unit.text, own.prices[last].end, own.prices[last + 1].start):
        last += 1
    priced = [fact for fact in facts if values.rate(fact.value) is not None]
    return priced[own.number - first] if last - first == 1 and len(priced) == _TWO and own.rate else None


def unit_behind(unit: Unit, start: int, own: Amount | None) -> str:
    """The unit of a figure as the post has it behind it, for a message: " per 1K tokens", "/month", " tokens"."""
    figure = next((one for one in figures.find(unit.text) if one.start <= start < one.end), None)
    if figure is None:
        return ""
    if own is not None and own.rate is not None:
        return unit.text[own.rate.start : own.rate.end] if own.is_own else _of_rate(own.rate)
    if figure.per and (found := _PERIOD.match(unit.text, figure.end)):
        return found.group()
    if figure.kind == "count" and figure.noun:
        found = re.compile(rf"[ -](?:[\w-]+ )?{re.escape(figure.noun)}\b", re.IGNORECASE).match(unit.text, figure.end)
        return found.group() if found else ""
    return ""


def _of_rate(rate: Rate) -> str:
    scale, letter = next(((one, name) for one, name in _SHORT if rate.number >= one), (1.0, ""))
    return f" per {rate.number / scale:,g}{letter}{f' {rate.noun}s' if rate.noun else ''}"
