"""Results, ratings and clock times: numbers that are written as a pair, "3-1", "7.5/10", "9:30"."""

from __future__ import annotations

import re
from dataclasses import replace

from contentlint.evidence.values import Outcome, values
from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

WRITTEN = frozenset(("score", "ratio", "time"))
_RATING = re.compile(r"(?P<value>\d+(?:\.\d+)?)\s?(?:/|out of)\s?(?P<whole>\d+)")


def ratings(claim: Figure, bound: Bound, source: Figure, given: Bound) -> Outcome | None:
    """How a pair of a source bears on one of a claim; None for what is no such pair after all."""
    a, b = _rating(claim), _rating(source)
    if a is not None and b is not None and "score" in (claim.kind, source.kind):
        # Another scale may be another measure: 4.1 of 5 and 86 of 100 stand side by side on many pages.
        return values(a[0], bound, b[0], given) if a[1] == b[1] else "apart"
    if claim.kind not in WRITTEN and source.kind not in WRITTEN:
        return None
    if claim.kind == source.kind == "score":
        return "same" if (claim.low, claim.high) in ((source.low, source.high), (source.high, source.low)) else "other"
    if claim.kind == "score" and a is None and source.kind == "count" and source.low < source.high:
        return "same" if (claim.high, claim.low) == (source.low, source.high) else "apart"  # "21-14", a 14-21 defeat
    if "score" in (claim.kind, source.kind) and "count" in (claim.kind, source.kind):
        rated, count = (a, source) if a is not None else (b, claim)
        if rated is not None and (rated[0].decimals < 1 or count.decimals < 1):
            one, other = (rated[0], count) if a is not None else (count, rated[0])
            outcome = values(one, bound, other, given)
            return outcome if outcome == "same" else "apart"
        return "apart"
    if claim.kind == source.kind == "time":
        return "same" if _clock(claim.text) == _clock(source.text) else "other"
    if claim.kind == source.kind:
        return "same" if _plain(claim.text) == _plain(source.text) else "other"
    return "apart"


def _rating(figure: Figure) -> tuple[Figure, float] | None:
    """The value of a rating as a count of its own, and the scale's end: 7.5 and 10 of "7.5/10"; 82 and 100 of 82%."""
    if figure.kind == "percent":
        return replace(figure, kind="count"), 100.0
    found = _RATING.search(figure.text) if figure.kind in ("score", "fraction") else None
    if found is None:
        return None
    value, _, places = found["value"].partition(".")
    number = float(f"{value}.{places or 0}")
    return replace(figure, kind="count", low=number, high=number, decimals=10.0 ** -len(places)), float(found["whole"])


def _plain(text: str) -> str:
    return re.sub(r"[\s–—-]+", "", text.lower())


def _clock(text: str) -> str:
    return re.sub(r"[\s.]|:00", "", text.lower())
