"""The wrong sums of running text and lists: what the author most likely states and what does not come out."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping

from contentlint.claims.sums.line import Line
from contentlint.claims.sums.messages import mistake
from contentlint.claims.sums.model import Mistake
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.relation import Bounds, Relation
from contentlint.claims.sums.relations import relations
from contentlint.claims.sums.signals import MARKS, classes_of, named
from contentlint.claims.sums.stated import LOWEST, NEVER, OFF, Weights, standing, weights
from contentlint.claims.sums.terms import Stretch, stretches
from contentlint.claims.sums.told import states, told
from contentlint.guard.records import dataclass

_AFTER = 8
"""Words after the last figure of a product that may add something to it."""
_ENDS = MARKS | {","}
_OF_SHARES = ("share", "down", "up", "multiple")
"""Kinds of sums that end with a share, which has one meaning."""
_TOLD_ONLY = frozenset(("convert", "part", "fee"))
"""Kinds of sums that are looked at only where the text states them in words."""
_MOST = 1500
"""Sums that do not come out of one section from which on it holds data rather than sentences."""


TOLD = 0.95
"""How likely a sum is meant that the text states in words."""
_TOLD_AMONG, _ALONE_AMONG = 10, 4
"""Figures of its section at most: of a sum that the text states in words, and of any other. Among many some come near
to any result, and of 346 wrong sums that were told on 125 blogs nearly all stood among more."""
_TOLD_LEAST, _ALONE_LEAST = 0.0, 1.5
"""The logit of being stated of such sums, at least."""
_TOLD_BESIDE, _ALONE_BESIDE = 3, 1
"""Other figures in the sentences of such sums, at most."""
_MEANT = 1.0
"""The logit of being stated from which on a sum that comes out explains its figures."""
_SLIP = 0.6
"""How far off the result of such a sum may be, as a logarithm."""


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
        for wrong in likeliest(Line(stretch, reading.lexicon), reading.years, learnt):
            yield mistake(stretch, wrong.relation, wrong.term, wrong.right, reading.years)


def likeliest(line: Line, written: tuple[int, int] | None, learnt: Weights) -> list[Wrong]:
    """The wrong sums of a stretch that are likely enough, the likeliest first, and each figure once."""
    found = sorted(judged(line, written, learnt), key=lambda one: (-one.chance, one.relation.terms))
    taken: set[int] = set()
    kept = []
    for wrong in found:
        if wrong.chance >= learnt.least and not taken.intersection(wrong.relation.terms):
            taken.update(wrong.relation.terms)
            kept.append(wrong)
    return kept


def judged(line: Line, written: tuple[int, int] | None, learnt: Weights) -> Iterator[Wrong]:
    """All sums of a stretch that do not come out and may be stated, with how likely each is meant."""
    stretch = line.stretch
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
    known: dict[Relation, float] = {}

    def odd_of(one: Relation) -> float:
        """The logit that a sum that comes out is stated."""
        if one not in known:
            known[one] = NEVER if one.op in _TOLD_ONLY else learnt.stated_as(one.op, named(stretch, one))
        return known[one]

    having: dict[int, list[Relation]] = {}
    for one in right:
        for term in one.terms:
            having.setdefault(term, []).append(one)
    left: list[tuple[Relation, int, Bounds, bool]] = []
    for relation, n, bounds in wrong:
        others = list(explaining(relation, having.get(relation.terms[-1], ())))
        if not others or all(_is_within(one, relation) or odd_of(one) < LOWEST for one in others):
            left.append((relation, n, bounds, not others))
    odds = [learnt.stated_as(relation.op, named(stretch, relation)) for relation, *_ in left]
    rivals: dict[int, list[tuple[float, int]]] = {}
    for place, (relation, *_) in enumerate(left):
        for term in relation.terms:
            rivals.setdefault(term, []).append((odds[place], place))
    for place, (relation, n, bounds, is_alone) in enumerate(left):
        said = told(line, relation)
        is_told = said is not None and is_slip(off(terms[said[0]].value, said[1]))
        if said is not None and is_told:
            n, bounds = said
        elif odds[place] < LOWEST or relation.op in _TOLD_ONLY or not is_alone:
            continue
        elif relation.op.startswith(_OF_SHARES) and any(
            odd_of(one) > min(odds[place], 0.0) or n in one.terms[:-1]
            for one in having.get(relation.terms[-1], ())
            if one.op.startswith(_OF_SHARES) and one.terms[-1] == relation.terms[-1]
        ):
            continue  # this share is that of others
        others = [one for one in having.get(n, ()) if not _is_within(one, relation)]
        explained = max(map(odd_of, others), default=NEVER)
        rival = max((odd for odd, other in rivals[n] if other != place), default=NEVER)
        seen = standing(odds[place], off(terms[n].value, bounds), explained, rival)
        chance = learnt.is_wrong(seen)
        if relation.op.startswith(_OF_SHARES):
            others += [one for one in having.get(relation.terms[-1], ()) if one.terms[-1] == relation.terms[-1]]
        if is_told and explained <= _MEANT and not any(states(line, one) for one in others):
            chance = max(chance, TOLD)
        if _is_among_few(line, relation, odds[place], is_told):
            yield Wrong(relation, n, bounds, seen, chance)


def _is_among_few(line: Line, relation: Relation, stated: float, is_told: bool) -> bool:
    """Whether so few other figures stand near a sum that hardly any could make its result by chance."""
    told, alone = (_TOLD_AMONG, _TOLD_LEAST, _TOLD_BESIDE), (_ALONE_AMONG, _ALONE_LEAST, _ALONE_BESIDE)
    most, least, beside = told if is_told else alone
    if len(line.terms) > most or stated < least or (relation.op == "ago" and not is_told):
        return False
    return sum(term.letter != "Y" for term in line.around(relation)) <= beside


def is_told_rightly(wrong: Relation, right: Iterable[Relation]) -> bool:
    """Whether what the author states of these figures comes out: a sum that holds has them all, or makes the same
    total, average or rest of others."""
    return any(True for _ in explaining(wrong, right))


def explaining(wrong: Relation, right: Iterable[Relation]) -> Iterator[Relation]:
    """The sums that come out and that may be what the author states of the figures of a wrong one."""
    own = frozenset(wrong.terms)
    for one in right:
        has_all = own.issubset(one.terms) and (one.op == wrong.op or len(own) < len(one.terms))
        if has_all or (one.op == wrong.op and one.op in ("sum", "mean", "rest") and one.terms[-1] == wrong.terms[-1]):
            yield one


def _is_within(right: Relation, wrong: Relation) -> bool:
    """Whether a sum that comes out is of some figures of a wrong one of its kind ("9, 11 and 10, so 11 on average" of
    the last two), or of the same with a share that may be a round one ("a quarter (£680)")."""
    if right.op == "shareF" and wrong.op == "part":
        return right.terms == wrong.terms
    return right.op == wrong.op and set(right.terms) < set(wrong.terms)


def _has_more(stretch: Stretch, relation: Relation) -> bool:
    """Whether something without a figure joins a product: "ten hours at $50 minus tax is $400"."""
    if relation.op not in ("product", "triple", "period"):
        return False
    places = [stretch.terms[n].at for n in relation.terms]
    end = max(places) + _AFTER
    after = next((n for n in range(max(places), min(end, len(stretch.tokens))) if stretch.tokens[n] in _ENDS), end)
    words = stretch.tokens[min(places) : after]
    joined = [
        word for n, word in enumerate(words) if not n or words[n - 1] != "before"
    ]  # "$345 before tax" is all of it
    return "@besides" in classes_of(joined)


def at_fault(stretch: Stretch, relation: Relation) -> tuple[int, Bounds]:
    """The figure of a wrong sum that is reported, the one that stands last where that can be worked out, and what it
    should be."""
    last = max(relation.terms, key=lambda n: (stretch.terms[n].at, n))
    return next((one for one in relation.readings if one[0] == last), relation.readings[0])


def is_near(off: float) -> bool:
    """Whether a result is near enough to what it should be for a slip, or ten times it."""
    apart = abs(math.log(off))
    return apart <= OFF[-1] or abs(apart - math.log(10)) < 0.05


def is_slip(off: float) -> bool:
    """Whether a result is so near to what it should be that it was meant to be that."""
    apart = abs(math.log(off))
    return apart <= _SLIP or abs(apart - math.log(10)) < 0.05


def off(value: float, bounds: Bounds) -> float:
    """A value by what it should be; 1 inside the bounds."""
    low, high = min(bounds), max(bounds)
    nearest = min(max(value, low), high)
    return value / nearest if nearest > 0 and value > 0 else 99.0
