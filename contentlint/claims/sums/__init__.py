"""Sums that a reader can redo and that do not come out; one kind of sum a module, all in `KINDS`.

`learned` judges every sum that the figures of a section could make by how likely its author states it: `terms` are the
figures, `relations` what they could make, `signals` what is seen of each, `stated` the odds. The others know forms.

Every figure is taken for what its rounding allows, and a result may be rounded or cut off in the last digit that it
shows. What is only about right ("about", "nearly", a range) is no sum, and what may be meant in two ways is wrong only
when it is wrong in both.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.sums import (
    adding,
    changes,
    columns,
    equations,
    learned,
    lists,
    periods,
    rates,
    rows,
    shares,
    tables,
    years,
)
from contentlint.claims.sums.model import Mistake
from contentlint.claims.sums.reading import Finder, read
from contentlint.claims.units import Unit

__all__ = ["KINDS", "Mistake", "mistakes"]

KINDS: tuple[Finder, ...] = (
    equations.find,
    shares.of_wholes,
    shares.of_amounts,
    shares.discounts,
    changes.in_percent,
    changes.in_multiples,
    periods.find,
    rates.find,
    rates.hours,
    rates.quotients,
    adding.totals,
    adding.averages,
    adding.wholes,
    lists.totals,
    lists.wholes,
    tables.totals,
    tables.averages,
    tables.rows,
    rows.find,
    columns.find,
    years.find,
    learned.find,
)


def mistakes(units: Sequence[Unit], lexicon: Lexicon, written: tuple[int, int] | None = None) -> Iterator[Mistake]:
    """The wrong sums of a post, each sum once; `written` are the years in which it was written, None if unknown.
    `lexicon` holds the words that state sums (`rules/vocabulary/sum-*.yaml`)."""
    reading = read(units, written, lexicon)
    taken: list[Mistake] = []  # in the order of the text: none overlaps another
    for kind in KINDS:
        for wrong in kind(reading):
            whole = wrong.whole or wrong.span
            at = bisect_left(taken, whole.end, key=lambda other: other.span.start)
            if at == 0 or taken[at - 1].span.end <= whole.start:
                insort(taken, wrong, key=lambda other: other.span)
    yield from taken
