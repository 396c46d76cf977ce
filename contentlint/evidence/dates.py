"""Does a date of a source bear out a date of a claim?"""

from __future__ import annotations

from typing import Literal

from contentlint.text.figures import Figure

Said = Literal["same", "within", "other", "apart"]


def parts(figure: Figure) -> tuple[int, int, int]:
    """Year, month and day of a temporal figure, 0 for what isn't said."""
    if figure.kind == "date":
        return figure.date
    return (int(figure.low), 0, 0)


def dates(claim: Figure, source: Figure, relation: str, year: int = 0) -> Said:
    if claim.kind == "period" or source.kind == "period":
        return _periods(claim, source, relation)
    a, b = parts(claim), parts(source)
    if relation == "by" and _order(b, a) == -1:
        return "within"
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
    return "within" if a[1] and a[1] == b[1] and a[2] in (0, b[2]) else "apart"


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


def _periods(claim: Figure, source: Figure, relation: str) -> Said:
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
        return "within" if source.high - source.low == 1 else "same"  # a season of 1996-97 may be either year
    return "apart" if source.low <= low <= source.high else "other"
