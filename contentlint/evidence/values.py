"""Does a value bear out another: bounds as stretches of the line of numbers, rounding, digits in groups."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Literal

from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

Outcome = Literal["same", "within", "open", "other", "apart"]
"""`same`: the value is there; `within`: another value that the claim's bound allows; `open`: a bound that leaves the
claim's value possible, and no more; `other`: a value that the claim excludes; `apart`: another sort of thing, which
says nothing."""

UP: tuple[Bound, ...] = ("more-than", "at-least")
DOWN: tuple[Bound, ...] = ("less-than", "at-most")
ROUNDED = 0.06
"""Rounding to whole numbers is no rounding when it changes the value by more than this share: 3.5 isn't four."""
ABOUT = 0.025
"""How far from each other two values may be, as a share, to be about the same."""


def values(
    claim: Figure,
    bound: Bound,
    source: Figure,
    given: Bound,
    by: float = 1.0,
    times: float = 1.0,
    *,
    is_short: bool = False,
) -> Outcome:
    """How a source's value with its bound bears on a claim's, `by` and `times` bringing the two into one unit.

    `is_short` says that the source's value is not quite reached ("nearly 40").
    """
    low, high = claim.low * by, claim.high * by
    low2, high2 = source.low * times, source.high * times
    step = max(claim.decimals * by, 0.0)
    if claim.kind != source.kind and "fraction" in (claim.kind, source.kind):
        step = max(step, 1.2)  # "two thirds" is 67%, and 66.7%, too
    equal = _equal(low, low2, step) and _equal(high, high2, step)
    rises, falls = given in UP, given in DOWN
    if bound in UP:
        if low2 > low or (rises and low2 == low) or (equal and bound == "at-least"):
            return "same" if equal else "within"
        return "other" if not rises and not (falls and high2 > low) else "open"
    if bound in DOWN:
        below = high2 < high or (high2 == high and (falls or is_short))
        if not rises and (below or (equal and bound == "at-most")):
            return "same" if equal else "within"
        if rises and _next(low2) <= high:
            return "within"
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


def _next(value: float) -> float:
    """Where "more than" a value ends, for who would have named the next round one had it been reached: "more than 40"
    are fewer than 50, "over 10 million" fewer than 11 million."""
    if value <= 0 or math.isinf(value):
        return math.inf
    step = 10.0 ** (math.floor(math.log10(value)) - 1)
    if step <= 1 and value == round(value):
        step = 10.0 if value % 10 == 0 else 5.0 if value % 5 == 0 else 2.0
    return value + step


def _equal(claimed: float, given: float, step: float) -> bool:
    """True when `given` rounded to the claim's printed places is what is claimed."""
    if math.inf in (claimed, given) or claimed == given:
        return claimed == given
    if math.isclose(claimed, given, rel_tol=1e-12):
        return True
    if given == round(given) and step <= 1:
        return False
    return abs(claimed - given) <= min(step * 0.5000001, ROUNDED * abs(claimed))


_THREE_AFTER_A_DOT = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def grouped(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """Two counts, "600.000" read as 600,000 where the other is in hundreds of thousands."""
    return _beside(one, other), _beside(other, one)


def _beside(figure: Figure, other: Figure) -> Figure:
    if not _THREE_AFTER_A_DOT.fullmatch(figure.text) or not 1 / 3 < figure.low * 1000 / max(other.low, 1.0) < 3:
        return figure
    return replace(figure, low=figure.low * 1000, high=figure.high * 1000, decimals=1.0)
