"""Every sum that figures near each other could make, by their kinds alone: no word is looked at.

Whether the author states one of them is for `stated` to say; what it makes, and whether that is what stands there, is
worked out here, with all that rounding allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from contentlint.claims.sums.model import factor
from contentlint.claims.sums.neighbours import around, near, same
from contentlint.claims.sums.relation import Bounds, Relation, worth
from contentlint.claims.sums.terms import TIMES, Stretch, Term

_PARTS = 12
"""The most parts of a total."""

PERIODS: dict[tuple[str, str], tuple[Bounds, ...]] = {
    ("second", "minute"): ((60, 60),), ("second", "hour"): ((3600, 3600),), ("minute", "hour"): ((60, 60),),
    ("minute", "day"): ((1440, 1440),),
    ("hour", "day"): ((24, 24), (6, 12)), ("hour", "week"): ((168, 168), (35, 42)),
    ("hour", "month"): ((150, 176), (720, 744)), ("hour", "year"): ((8760, 8784), (1800, 2087)),
    ("day", "week"): ((7, 7), (5, 5), (6, 6)), ("day", "month"): ((28, 31), (20, 22)),
    ("day", "quarter"): ((90, 92), (60, 66)), ("day", "year"): ((360, 366), (200, 261), (300, 300)),
    ("week", "fortnight"): ((2, 2),), ("fortnight", "year"): ((26, 26),), ("fortnight", "month"): ((2, 2.17),),
    ("week", "month"): ((4, 4.35),), ("week", "quarter"): ((12, 13),),
    ("week", "year"): ((52, 52.2), (48, 48), (50, 50)),
    ("month", "quarter"): ((3, 3),), ("month", "year"): ((12, 12),), ("quarter", "year"): ((4, 4),),
}  # fmt: skip
"""How many of the shorter make the longer; the first is what a message names, the others may be meant (workdays)."""


def relations(stretch: Stretch, written: tuple[int, int] | None) -> Iterator[Relation]:
    """All sums of a stretch."""
    terms = stretch.terms
    for n, term in enumerate(terms):
        if term.letter in "PFX":
            yield from _of_two(terms, n)
        elif term.letter == "O":
            yield from _points(terms, n)
    yield from _products(terms)
    yield from _triples(terms)
    yield from _periods(terms)
    yield from _runs(terms)
    yield from _rests(terms)
    yield from _years(terms, written)


def _of_two(terms: Sequence[Term], n: int) -> Iterator[Relation]:
    """Shares, changes and multiples: two amounts and what one is of the other."""
    third = terms[n]
    yield from _same_share(terms, n)
    for a, b in combinations(around(terms, n, "MQCDP"), 2):
        one, two = terms[a], terms[b]
        scale = same(one, two)
        if not scale or not near(one, two) or one.value * scale == two.value:
            continue
        small, large = (a, b) if one.value * scale < two.value else (b, a)
        less, more = worth(terms[small], measured=True), worth(terms[large], measured=True)
        exact_less, exact_more = worth(terms[small]), worth(terms[large])
        if scale != 1:
            by = same(terms[small], terms[large])
            less, exact_less = (less[0] * by, less[1] * by), (exact_less[0] * by, exact_less[1] * by)
        else:
            by = 1.0
        if more[0] <= 0 or less[0] <= 0:
            continue
        if third.letter == "X":
            yield from _multiple(third, n, small, large, less, more, exact_less, exact_more, by)
            continue
        hundred = 100.0 if third.letter == "P" else 1.0
        part = worth(third)
        share = (less[0] / more[1] * hundred, less[1] / more[0] * hundred)
        parts = (part[0] / hundred, part[1] / hundred)
        if one.letter != "P" and not (terms[small].letter == "C" and terms[small].value % 1):
            yield Relation(  # a part is a whole number: "4.5 of 5" is a mark
                f"share{third.letter}", (small, large, n), ("part", "whole", "share"),
                ((n, share), (small, (exact_more[0] * parts[0] / by, exact_more[1] * parts[1] / by))),
            )  # fmt: skip
        if parts[1] < 1 and not (third.letter == "F" and third.value == 0.5):
            down = (hundred - share[1], hundred - share[0])
            yield Relation(
                f"down{third.letter}", (large, small, n), ("old", "new", "share"),
                ((n, down), (small, (exact_more[0] * (1 - parts[1]) / by, exact_more[1] * (1 - parts[0]) / by))),
            )  # fmt: skip
        up = ((more[0] / less[1] - 1) * hundred, (more[1] / less[0] - 1) * hundred)
        readings: tuple[tuple[int, Bounds], ...] = (
            (n, up), (large, (exact_less[0] * (1 + parts[0]), exact_less[1] * (1 + parts[1]))),
        )  # fmt: skip
        yield Relation(f"up{third.letter}", (small, large, n), ("old", "new", "share"), readings)


def _same_share(terms: Sequence[Term], n: int) -> Iterator[Relation]:
    """ "three out of five (60%)"."""
    percent = terms[n]
    if percent.letter != "P":
        return
    for m in (n - 1, n + 1):
        if 0 <= m < len(terms) and terms[m].letter == "F" and near(terms[m], percent):
            share = terms[m].value * 100
            yield Relation("same", (m, n), ("fraction", "share"), ((n, (share, share)),))


def _multiple(
    third: Term, n: int, small: int, large: int, less: Bounds, more: Bounds, exact_less: Bounds, exact_more: Bounds,
    by: float,
) -> Iterator[Relation]:  # fmt: skip
    times = third.value
    if times > 1:
        ratio = (more[0] / less[1], more[1] / less[0])
        reading = (large, (exact_less[0] * times, exact_less[1] * times))
        old, new = small, large
    elif 0 < times < 1:
        ratio = (less[0] / more[1], less[1] / more[0])
        reading = (small, (exact_more[0] * times / by, exact_more[1] * times / by))
        old, new = large, small
    else:
        return
    readings = ((n, ratio), reading) if third.amount.figure.bound == "exact" else ((n, ratio),)
    yield Relation("multiple", (old, new, n), ("old", "new", "times"), readings)


def _points(terms: Sequence[Term], n: int) -> Iterator[Relation]:
    for a, b in combinations(around(terms, n, "P"), 2):
        if near(terms[a], terms[b]):
            one, two = worth(terms[a]), worth(terms[b])
            low, high = min(one[0] - two[1], two[0] - one[1], key=abs), max(abs(one[1] - two[0]), abs(two[1] - one[0]))
            yield Relation("points", (a, b, n), ("old", "new", "points"), ((n, (abs(low), high)),))


def _products(terms: Sequence[Term]) -> Iterator[Relation]:
    """So many at a rate."""
    for t, total in enumerate(terms):
        if total.letter not in "MQCD" or total.value <= 1:
            continue
        for r in around(terms, t, total.letter):
            rate = terms[r]
            scale = same(rate, total)
            if not scale or rate.value * scale >= total.value:
                continue
            for n in around(terms, r, "CDQ" if rate.per else "CD"):
                number = terms[n]
                if n in (t, r) or number.value < 2 or not near(number, total):
                    continue
                if number.letter == "Q" and (rate.per in TIMES or number.unit == rate.unit):
                    continue
                if number.letter == "C" == rate.letter and not rate.per and (number.per or n > r):
                    continue  # the same the other way round
                times = _times(number, rate, total) * scale
                if not times:
                    continue
                w, v, u = worth(number), worth(rate), worth(total)
                product = (w[0] * v[0] * times, w[1] * v[1] * times)
                if product[0] <= 0:
                    continue
                yield Relation(
                    "product", (n, r, t), ("number", "rate", "total"),
                    ((t, product), (r, (u[0] / w[1] / times, u[1] / w[0] / times)),
                     (n, (u[0] / v[1] / times, u[1] / v[0] / times))),
                    f"{number.letter}{rate.letter}",
                )  # fmt: skip


def _triples(terms: Sequence[Term]) -> Iterator[Relation]:
    """Three factors: hours a day, days a week, and what an hour costs."""
    for t, total in enumerate(terms):
        if total.letter not in "MQCD" or total.value < 8:
            continue
        for r in around(terms, t, total.letter):
            scale = same(terms[r], total)
            if not scale or r == t or terms[r].value < 2:
                continue
            others = [n for n in around(terms, t, "CD") if n not in (r, t) and terms[n].value >= 2]
            for a, b in combinations(others, 2):
                if terms[r].letter in "CD" and r > a:
                    continue  # the same in another order
                if not (near(terms[a], terms[r]) and near(terms[b], terms[r])):
                    continue
                values = [worth(terms[n]) for n in (a, b, r)]
                low = values[0][0] * values[1][0] * values[2][0] * scale
                high = values[0][1] * values[1][1] * values[2][1] * scale
                if 0.5 * low <= total.value <= 2 * high:
                    letters = "".join(terms[n].letter for n in (a, b, r))
                    yield Relation(
                        "triple", (a, b, r, t), ("number", "number", "rate", "total"), ((t, (low, high)),), letters
                    )


def _times(number: Term, rate: Term, total: Term) -> float:
    """By what a number of units of time is multiplied to be in those that the rate is for."""
    if number.letter != "D":
        return 1.0
    if number is rate:
        return 0.0
    if rate.per in ("second", "minute", "hour", "day", "week", "month", "quarter", "year"):
        if (number.unit in ("second", "minute", "hour")) != (rate.per in ("second", "minute", "hour")):
            return 0.0
        return factor(number.unit, rate.per) or 0.0
    return 0.0 if rate.letter == "D" and rate.unit == number.unit and not rate.per else 1.0


def _periods(terms: Sequence[Term]) -> Iterator[Relation]:
    """An amount for one stretch of time and that for a longer or shorter one."""
    for a, rate in enumerate(terms):
        if rate.letter not in "MQCD" or rate.per not in ("second", "minute", "hour", "day", "week", "fortnight",
                                                         "month", "quarter", "year"):  # fmt: skip
            continue
        for b in around(terms, a, rate.letter):
            total = terms[b]
            scale = same(rate, total)
            if not scale or total.per == rate.per or (total.per and b < a):
                continue
            for period in sorted({total.per} if total.per in _LONG else total.times - {rate.per}):
                for smaller, larger, up in ((rate.per, period, True), (period, rate.per, False)):
                    yield from _period(terms, a, b, scale, smaller, larger, up)


_LONG = frozenset(("minute", "hour", "day", "week", "fortnight", "month", "quarter", "year"))


def _period(
    terms: Sequence[Term], a: int, b: int, scale: float, smaller: str, larger: str, up: bool
) -> Iterator[Relation]:
    counts = PERIODS.get((smaller, larger))
    if counts is None:
        return
    low, high = terms[a].amount.rounded() if terms[a].exact else worth(terms[a])
    if up:
        bounds = [(low * scale * one, high * scale * two) for one, two in counts]
    else:
        bounds = [(low * scale / two, high * scale / one) for one, two in counts]
    readings = tuple((b, one) for one in bounds)
    yield Relation(
        "period", (a, b), ("rate", "total"), readings, f"{smaller} {larger}" if up else f"{larger} {smaller}"
    )


def _runs(terms: Sequence[Term]) -> Iterator[Relation]:
    """Totals and averages: neighbours of one kind, and the next of that kind before or after them."""
    made: set[tuple[str, tuple[int, ...]]] = set()
    for row in _rows(terms):
        for place in range(len(row)):
            if terms[row[place]].row and row[place] + 1 < len(terms) and terms[row[place] + 1].row:
                continue  # only the last row can be what the others make
            found = [*_run(terms, row, place, -1), *_run(terms, row, place, 1)]
            if 0 < place < len(row) - 1:
                found += _sum(terms, (row[place - 1], row[place + 1]), row[place], "mid")
            for one in found:
                if (one.op, one.terms) not in made:
                    made.add((one.op, one.terms))
                    yield one


def _rows(terms: Sequence[Term]) -> Iterator[list[int]]:
    """The figures of each kind in order; those of numbers alone once more without "the four" and "under fifty", and
    bare numbers with figures of a unit, which may be what they make."""
    kinds: dict[tuple[str, str], list[int]] = {}
    for n, term in enumerate(terms):
        if term.letter in "MQCDP" and term.value >= 0:
            kinds.setdefault((term.letter, term.unit if term.letter in "MQ" else ""), []).append(n)
    yield from kinds.values()
    plain = [n for n in kinds.get(("C", ""), ()) if terms[n].exact and not _is_small_word(terms[n])]
    yield plain
    bare = [n for n in plain if terms[n].is_bare or terms[n].row]
    for (letter, _), own in kinds.items():
        if letter in "DQM" and len(bare) > 1:
            yield sorted([*own, *bare])


def _is_small_word(term: Term) -> bool:
    return term.value <= 12 and term.amount.text[:1].isalpha()


def _run(terms: Sequence[Term], row: Sequence[int], place: int, step: int) -> Iterator[Relation]:
    parts: list[int] = []
    at = place + step
    while 0 <= at < len(row) and len(parts) < _PARTS:
        last, this = terms[parts[-1] if parts else row[place]], terms[row[at]]
        beside = abs(last.sentence - this.sentence) <= 1 + (not parts) or this.item
        if not (near(last, this) and beside) or (parts and terms[parts[0]].row and not this.row):
            return
        parts.append(row[at])
        at += step
        if len(parts) > 1:
            ordered = tuple(sorted(parts))
            yield from _sum(terms, ordered, row[place], "last" if step < 0 else "first")
            yield from _mean(terms, ordered, row[place], "last" if step < 0 else "first")


def _sum(terms: Sequence[Term], parts: tuple[int, ...], t: int, where: str) -> Iterator[Relation]:
    total = terms[t]
    scales = [_as_part(terms[n], total) for n in parts]
    if not all(scales) or max(terms[n].value * s for n, s in zip(parts, scales, strict=True)) >= total.value:
        return
    if not near(terms[parts[0]], total) and not near(terms[parts[-1]], total):
        return
    values = [worth(terms[n]) for n in parts]
    low = sum(v[0] * s for v, s in zip(values, scales, strict=True))
    high = sum(v[1] * s for v, s in zip(values, scales, strict=True))
    readings: list[tuple[int, Bounds]] = [(t, (low, high))]
    end = parts[-1]
    rest = sum(terms[n].value * s for n, s in zip(parts[:-1], scales[:-1], strict=True))
    whole = worth(total)
    if whole[0] > rest and where != "last":
        readings.append((end, ((whole[0] - rest) / scales[-1], (whole[1] - rest) / scales[-1])))
    elif len(parts) == 2 and where == "last" and whole[0] > rest:
        readings += [
            (n, ((whole[0] - other) / by, (whole[1] - other) / by))
            for n, by, other in ((parts[0], scales[0], terms[end].value * scales[1]), (end, scales[1], rest))
        ]
    yield Relation("sum", (*parts, t), ("part",) * len(parts) + ("total",), tuple(readings), where)


def _mean(terms: Sequence[Term], parts: tuple[int, ...], t: int, where: str) -> Iterator[Relation]:
    mean = terms[t]
    scales = [_as_part(terms[n], mean) for n in parts]
    values = [terms[n].value * s for n, s in zip(parts, scales, strict=True)]
    if not all(scales) or not 0.75 * min(values) <= mean.value <= 1.3 * max(values) or min(values) == max(values):
        return
    if len(parts) == 2 and terms[parts[0]].sentence != terms[parts[1]].sentence:
        own = {terms[n].noun for n in parts}
        if mean.letter == "C" and mean.noun and mean.noun not in own:
            return  # two numbers of two sentences, and of other things
    right = sum(values) / len(values)
    yield Relation("mean", (*parts, t), ("part",) * len(parts) + ("mean",), ((t, (right, right)),), where)


_SHARES = 6
"""Shares of one whole that are looked at together."""


def _rests(terms: Sequence[Term]) -> Iterator[Relation]:
    """Shares of one whole, of which the last is what the others leave."""
    row = [n for n, term in enumerate(terms) if term.letter in "PF" and 0 < _share(term) < 100 and not term.row]
    for place, n in enumerate(row):
        others = 0.0
        found: list[Relation] = []
        for at in range(place - 1, max(-1, place - _SHARES - 1), -1):
            if (
                not near(terms[row[at]], terms[row[at + 1]])
                or (terms[row[at + 1]].sentence - terms[row[at]].sentence) > 1
            ):
                break
            others += _share(terms[row[at]])
            if others >= 100:  # they overlap
                found.clear()
                break
            parts = tuple(row[at:place])
            right = (100 - others) / (1 if terms[n].letter == "P" else 100)
            found.append(Relation("rest", (*parts, n), ("part",) * len(parts) + ("rest",), ((n, (right, right)),)))
        yield from found


def _share(term: Term) -> float:
    """A percentage, or a fraction as one."""
    return term.value * (100 if term.letter == "F" else 1)


def _as_part(part: Term, whole: Term) -> float:
    return 1.0 if part.row and part.letter == "C" else same(part, whole)


_AGES = {"year": 1.0, "decade": 10.0, "century": 100.0}


def _years(terms: Sequence[Term], written: tuple[int, int] | None) -> Iterator[Relation]:
    """Spans of years, ages and anniversaries."""
    for n, span in enumerate(terms):
        each = _AGES.get(span.unit, 0.0) if span.letter == "D" else 1.0 if span.letter in "CR" else 0.0
        if not each or not 2 <= span.value * each <= 1500 or (span.letter == "C" and span.noun):
            continue
        years = around(terms, n, "Y")
        for a, b in combinations(years, 2):
            first, last = (a, b) if terms[a].value < terms[b].value else (b, a)
            apart = terms[last].value - terms[first].value
            if apart and near(terms[a], terms[b]):
                bounds = ((apart - 1) / each, (apart + (span.letter != "R")) / each)
                readings: list[tuple[int, Bounds]] = [(n, bounds)]
                if span.letter != "R":
                    end = terms[first].value + span.value * each
                    readings.append((last, (end, end)))
                yield Relation("years", (first, last, n), ("from", "to", "years"), tuple(readings))
        for a in years:
            if written is not None and terms[a].value < written[1]:
                low, high = written[0] - terms[a].value - 1, written[1] - terms[a].value + (span.letter != "R")
                yield Relation("ago", (a, n), ("from", "years"), ((n, (low / each, high / each)),))
