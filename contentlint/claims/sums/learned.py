"""The wrong sums of running text and lists: what the author most likely states and what does not come out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from contentlint.claims.sums.messages import mistake
from contentlint.claims.sums.model import Mistake
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.relation import Bounds, Relation
from contentlint.claims.sums.relations import relations
from contentlint.claims.sums.signals import MARKS, classes_of, signals
from contentlint.claims.sums.stated import LOWEST, NEVER, OFF, Weights, standing, weights
from contentlint.claims.sums.terms import Stretch, stretches
from contentlint.guard.records import dataclass

_AFTER = 8
"""Words after the last figure of a product that may add something to it."""
_MOST = 1500
"""Sums that do not come out of one section from which on it holds data rather than sentences."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A sum that does not come out: the figure at fault, what it should be, what is seen of it and how likely the
    author means it."""

    relation: Relation
    term: int
    right: Bounds
    seen: Mapping[str, float]
    chance: float


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong sums that the author most likely states."""
    learnt = weights()
    for stretch in stretches(reading.all):
        for wrong in likeliest(stretch, reading.years, learnt):
            yield mistake(stretch, wrong.relation, wrong.term, wrong.right, reading.years)


def likeliest(stretch: Stretch, written: tuple[int, int] | None, learnt: Weights) -> list[Wrong]:
    """The wrong sums of a stretch that are likely enough, the likeliest first, and each figure once."""
    found = sorted(judged(stretch, written, learnt), key=lambda one: (-one.chance, one.relation.terms))
    taken: set[int] = set()
    kept = []
    for wrong in found:
        if wrong.chance >= learnt.least and not taken.intersection(wrong.relation.terms):
            taken.update(wrong.relation.terms)
            kept.append(wrong)
    return kept


def judged(stretch: Stretch, written: tuple[int, int] | None, learnt: Weights) -> Iterator[Wrong]:
    """All sums of a stretch that do not come out and may be stated, with how likely each is meant."""
    terms = stretch.terms
    right: list[Relation] = []
    wrong: list[tuple[Relation, int, Bounds]] = []
    for relation in relations(stretch, written):
        if relation.holds(terms):
            right.append(relation)
        elif relation.op == "same":
            continue  # "two thirds (65%)" and "4.5 of 5 (92% positive)" are not meant so exactly
        elif all(terms[n].exact for n in relation.terms) or relation.op == "multiple":
            n, bounds = at_fault(stretch, relation)
            if is_near(off(terms[n].value, bounds)) and not _has_more(stretch, relation):
                wrong.append((relation, n, bounds))
    if len(wrong) > _MOST:
        return
    wrong = [one for one in wrong if not is_told_rightly(one[0], right)]
    odds = [learnt.stated(signals(stretch, relation)) for relation, _, _ in wrong]
    rivals: dict[int, list[tuple[float, int]]] = {}
    for place, (relation, _, _) in enumerate(wrong):
        for term in relation.terms:
            rivals.setdefault(term, []).append((odds[place], place))
    explained: dict[int, float] = {}
    for place, (relation, n, bounds) in enumerate(wrong):
        if odds[place] < LOWEST:
            continue
        if n not in explained:
            own = (learnt.stated(signals(stretch, other)) for other in right if n in other.terms)
            explained[n] = max(own, default=NEVER)
        rival = max((odd for odd, other in rivals[n] if other != place), default=NEVER)
        seen = standing(odds[place], off(terms[n].value, bounds), explained[n], rival)
        yield Wrong(relation, n, bounds, seen, learnt.is_wrong(seen))


def is_told_rightly(wrong: Relation, right: Sequence[Relation]) -> bool:
    """Whether what the author states of these figures comes out: a sum that holds has them all, or makes the same
    total, average or rest of others."""
    own = frozenset(wrong.terms)
    return any(
        (own.issubset(one.terms) and (one.op == wrong.op or len(own) < len(one.terms)))
        or (one.op == wrong.op and one.op in ("sum", "mean", "rest") and one.terms[-1] == wrong.terms[-1])
        for one in right
    )


def _has_more(stretch: Stretch, relation: Relation) -> bool:
    """Whether something without a figure joins a product: "ten hours at $50 minus tax is $400"."""
    if relation.op not in ("product", "triple", "period"):
        return False
    places = [stretch.terms[n].at for n in relation.terms]
    end = max(places) + _AFTER
    after = next((n for n in range(max(places), min(end, len(stretch.tokens))) if stretch.tokens[n] in MARKS), end)
    return "@besides" in classes_of(stretch.tokens[min(places) : after])


def at_fault(stretch: Stretch, relation: Relation) -> tuple[int, Bounds]:
    """The figure of a wrong sum that is reported, the one that stands last where that can be worked out, and what it
    should be."""
    last = max(relation.terms, key=lambda n: (stretch.terms[n].at, n))
    return next((one for one in relation.readings if one[0] == last), relation.readings[0])


def is_near(off: float) -> bool:
    """Whether a result is near enough to what it should be for a slip, or ten times it."""
    apart = abs(math.log(off))
    return apart <= OFF[-1] or abs(apart - math.log(10)) < 0.05


def off(value: float, bounds: Bounds) -> float:
    """A value by what it should be; 1 inside the bounds."""
    low, high = min(bounds), max(bounds)
    nearest = min(max(value, low), high)
    return value / nearest if nearest > 0 and value > 0 else 99.0
