"""A sum of some figures, and whether it comes out, with all that rounding and "about" allow."""

from __future__ import annotations

from collections.abc import Sequence

from contentlint.claims.sums.terms import Term
from contentlint.guard.records import dataclass

Bounds = tuple[float, float]
_SPOKEN = 0.026
"""How far a share may be from the fraction by which people call it: "a quarter" of 22.5%."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A sum of some figures of a stretch. `names` are what each of `terms` is in it: the parts, then the result.

    `readings` are what one figure would have to be, given the others; one that fits is enough. The first reading is
    that of the result.
    """

    op: str
    terms: tuple[int, ...]
    names: tuple[str, ...]
    readings: tuple[tuple[int, Bounds], ...]
    detail: str = ""

    def holds(self, terms: Sequence[Term]) -> bool:
        """Whether the sum comes out: a percentage may always be what was rounded, other figures when they stand last
        or are written finely enough."""
        last = max(self.terms, key=lambda n: (terms[n].at, n))
        for n, bounds in self.readings:
            term = terms[n]
            free = n == last or term.letter in "PO" or (term.letter == "X" and not term.exact)
            if (term.letter == "F" and not free) or (self.op == "product" and n == self.terms[0]):
                if 0.98 * bounds[0] <= term.value <= 1.02 * bounds[1]:
                    return True
            elif term.letter == "P" and n != last and not round_result(term, bounds):
                continue
            elif (free or self.op in ("mean", "years", "ago", "period") or _is_fine(term)) and fits(
                term, bounds, round_=n == last
            ):
                return True
        return False


def round_result(term: Term, bounds: Bounds) -> bool:
    """Whether a percentage that stands before what is made of it may be what was rounded: never one cut off."""
    half = term.amount.step / 2 + 1e-9 if term.exact else term.amount.step * 2
    return min(bounds) - half <= term.value <= max(bounds) + half


def _is_fine(term: Term) -> bool:
    return term.amount.step <= 0.02 * abs(term.value)


def fits(term: Term, bounds: Bounds, *, round_: bool = True) -> bool:
    """Whether a figure may stand for a value between bounds, by its rounding and by how exactly it is meant."""
    low, high = min(bounds), max(bounds)
    value, bound = term.value, term.amount.figure.bound
    if term.letter == "F":
        return min(low * 0.92, low - _SPOKEN) <= value <= max(high * 1.08, high + _SPOKEN)
    if term.letter == "X":
        slack = 0.07 if not term.amount.figure.decimals or term.amount.figure.decimals >= 1 else 0
        low, high = low * (1 - slack), high * (1 + slack)
        if slack == 0:
            low, high = low - term.amount.step, high + term.amount.step
        if bound in ("more-than", "at-least"):
            return high >= value
        if bound in ("less-than", "at-most"):
            return low <= value
        return low * (0.85 if bound == "approx" else 1) <= value <= high * (1.15 if bound == "approx" else 1)
    if term.exact:
        return term.amount.fits(low, high, round_=round_)
    if bound in ("more-than", "at-least"):
        return value - term.amount.step <= high and low <= value * 1.35
    if bound in ("less-than", "at-most"):
        return low <= value + term.amount.step and high >= value * 0.65
    least, most = term.amount.figure.low, term.amount.figure.high
    return low <= most * 1.1 + term.amount.step and high >= least * 0.9 - term.amount.step


def worth(term: Term, *, measured: bool = False, step: float | None = None) -> Bounds:
    """What a figure can stand for when something is worked out from it; `step` as in `Amount.worth`."""
    if term.exact:
        return term.amount.worth(measured=measured, step=step)
    figure = term.amount.figure
    low, high = figure.low, min(figure.high, figure.low * 10)
    return {
        "approx": (low * 0.93, high * 1.07), "at-least": (low, high * 1.2), "more-than": (low, high * 1.2),
        "at-most": (low * 0.8, high), "less-than": (low * 0.8, high),
    }.get(figure.bound, (low * 0.95, high * 1.05) if low == high else (low, high))  # fmt: skip
