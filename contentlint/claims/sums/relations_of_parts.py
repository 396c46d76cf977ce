"""The totals, averages and rests that figures near each other could make: see `relations`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contentlint.claims.sums.neighbours import near, same
from contentlint.claims.sums.relation import Bounds, Relation, worth
from contentlint.claims.sums.terms import Term

_PARTS = 12
"""The most parts of a total."""


def runs(terms: Sequence[Term]) -> Iterator[Relation]:
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
        if letter in "DQ" and len(bare) > 1:
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
    if total.letter == "P" and where != "last":
        return  # what shares leave, they leave of 100%
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


def rests(terms: Sequence[Term]) -> Iterator[Relation]:
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
