"""What a figure weighs: whether it could be a claim at all, and how strongly it looks like one."""

from __future__ import annotations

import re
from collections.abc import Callable

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.counts import count, duration
from contentlint.claims.shares import NONE, fraction, money, multiple, percent, ratio
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

_SIGNS = "<>≤≥"
_SIGN_SET = frozenset(_SIGNS)
"""Signs of a limit; "" is none of them."""
_LEFT = re.compile(r"\+? (?:left|remaining|consumed|used|spent|full|done)\b")
"""After a share in a label: the class of cases that the text tells what to do with."""
_CLOCK = re.compile(r"0\d")
_ERA = re.compile(r"\s?(?:BCE?|AD|CE)\b")
_LABEL_END = re.compile(r"[^():]*\):\W*")


def weigh(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """(strong, why it could be a claim); why is empty for a figure that can't be one."""
    if figure.kind != "money" and _in_label(unit, figure):
        return NONE  # "Low (under 10,000 queries):"
    if unit.kind != "row" and (
        unit.text[figure.start] in _SIGNS or unit.text[figure.start - 1 : figure.start] in _SIGN_SET
    ):
        return NONE  # "low open rates (<30%)"
    if _CLOCK.match(figure.text) or _ERA.match(unit.text, figure.end):
        return NONE  # "0900-1200", "3200 BC"
    if figure.kind == "percent" and _LEFT.match(unit.text, figure.end) and figure.end <= len(unit.label):
        return NONE  # "More than 50% left: ship as usual"
    rate = _RATES.get(figure.kind)
    return rate(unit, figure, official, lexicon) if rate else NONE


def _in_label(unit: Unit, figure: Figure) -> bool:
    """True for a figure in brackets in what a unit is labelled with: it defines the class that the text is about."""
    return (
        figure.end <= len(unit.label) + 2
        and unit.text.rfind("(", 0, figure.start) > unit.text.rfind(")", 0, figure.start)
        and unit.text[figure.end :].find(":") >= 0
    ) or _LABEL_END.fullmatch(unit.text, figure.end) is not None


_RATES: dict[str, Callable[[Unit, Figure, bool, Lexicon], tuple[bool, str]]] = {
    "percent": percent, "points": percent, "money": money, "fraction": fraction, "multiplier": multiple,
    "ratio": ratio, "duration": duration, "count": count, "quantity": count,
}  # fmt: skip
