"""Every sum that figures near each other could make, by their kinds alone: no word is looked at.

Whether the author states one of them is for `stated` to say; what it makes, and whether that is what stands there, is
worked out here, with all that rounding allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from contentlint.claims.sums.model import factor
from contentlint.claims.sums.neighbours import around, near, same
from contentlint.claims.sums.relation import Bounds, Relation, worth
from contentlint.claims.sums.relations_of_parts import rests, runs
from contentlint.claims.sums.terms import TIMES, Stretch, Term

_CENT = 0.011
"""The last digit of an amount of money without its currency: "12.50"."""
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
    yield from _fees(terms)
    yield from _converted(terms)
    yield from _products(terms)
    yield from _triples(terms)
    yield from _periods(terms)
    yield from runs(terms)
    yield from rests(terms)
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
        step = min(one.amount.step, two.amount.step) if one.amount.is_scaled and two.amount.is_scaled else None
        less = worth(terms[small], measured=True, step=step)
        more = worth(terms[large], measured=True, step=step)
        exact_less, exact_more = worth(terms[small], step=step), worth(terms[large], step=step)
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
        is_mark = terms[small].letter == "C" and terms[small].value % 1 and terms[small].amount.step > _CENT
        if one.letter != "P" and not is_mark:
            yield Relation(  # a part is a whole number: "4.5 of 5" is a mark
                f"share{third.letter}", (small, large, n), ("part", "whole", "share"),
                ((n, share), (small, (exact_more[0] * parts[0] / by, exact_more[1] * parts[1] / by))),
            )  # fmt: skip
        if third.letter == "F" and third.exact and terms[small].letter in "CM" and third.value < 1:
            yield Relation(
                "part", (small, large, n), ("part", "whole", "share"),
                ((small, (exact_more[0] * third.value / by, exact_more[1] * third.value / by)),),
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


def _fees(terms: Sequence[Term]) -> Iterator[Relation]:
    """A share of an amount and a fixed sum besides: "1.5% and 25 cents"."""
    for n in range(len(terms) - 3):
        share, fixed, whole, fee = terms[n : n + 4]
        if share.letter == "P" and fixed.letter == whole.letter == fee.letter == "M" and near(share, fee):
            scale = [same(one, fee) for one in (fixed, whole)]
            right = fixed.value * scale[0] + whole.value * scale[1] * share.value / 100
            yield Relation(
                "fee", (n, n + 1, n + 2, n + 3), ("share", "fixed", "whole", "fee"), ((n + 3, (right, right)),)
            )


def _converted(terms: Sequence[Term]) -> Iterator[Relation]:
    """One stretch of time in two units."""
    times = [n for n, term in enumerate(terms) if term.letter == "D"]
    for n, m in pairwise(times):
        one, two = terms[n], terms[m]
        if one.unit != two.unit and not (one.per or two.per) and near(one, two):
            counts = PERIODS.get((one.unit, two.unit)) or PERIODS.get((two.unit, one.unit), ())
            is_up = (one.unit, two.unit) in PERIODS
            low, high = worth(one)
            bounds = [(low / b, high / a) if is_up else (low * a, high * b) for a, b in counts]
            if bounds:
                yield Relation("convert", (n, m), ("time", "time"), tuple((m, b) for b in bounds))


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
        for r in around(terms, t, total.letter if total.letter == "C" else total.letter + "C"):
            rate = terms[r]
            scale = same(rate, total)
            if (
                not scale
                or rate.value * scale >= total.value
                or (rate.letter != total.letter and rate.per not in TIMES)
            ):
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
                if number.per in TIMES and total.per in TIMES and number.per != total.per:
                    many = PERIODS.get((number.per, total.per))  # "twice a day, three hours each: 42 a week"
                    if many is None:
                        continue
                    times *= many[0][0]
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
