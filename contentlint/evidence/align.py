"""Which figure of a passage goes with which of a claim, so that all of them together go best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from contentlint.evidence.pairs import Pair

Place = tuple[int, int]
Chosen = dict[int, Pair]
IN_ORDER = 0.15
"""What it counts that two figures of a claim stand in the passage in the claim's order."""
ROUNDS, LONGEST = 8, 24
"""How often places are changed at most, and the most figures of a claim for which that is tried at all."""


def aligned(offers: Mapping[int, Sequence[Pair]]) -> Chosen:
    """For each figure of a claim, by its number, the one of its pairs that is best for all of them.

    A figure of the passage answers one of the claim; one that is the claim's own value may answer several: "3 of 28"
    and "28" are both in "3 of 28". Begins with the best pairs one by one, and changes places as long as that is better.
    """
    chosen: Chosen = {}
    for pair, n in sorted(((p, n) for n, own in offers.items() for p in own), key=lambda e: (-e[0].score, e[1])):
        if n not in chosen and _is_free(pair, n, chosen):
            chosen[n] = pair
    for _ in range(ROUNDS if len(offers) <= LONGEST else 0):
        best = _worth(chosen)
        better = max(_changes(chosen, offers), key=_worth, default=chosen)
        if _worth(better) <= best + 1e-9:
            break
        chosen = better
    return chosen


def place(pair: Pair) -> Place:
    """Where the figure of the passage stands."""
    return pair.passage.index, pair.given.figure.start


def _is_free(pair: Pair, n: int, chosen: Chosen) -> bool:
    if pair.outcome == "same" or pair.given.figure.kind == "period":
        return True
    return all(place(other) != place(pair) for m, other in chosen.items() if m != n)


def _worth(chosen: Chosen) -> float:
    places = [place(chosen[n]) for n in sorted(chosen)]
    ordered = sum(a < b for a, b in pairwise(places))
    return sum(pair.score for pair in chosen.values()) + IN_ORDER * ordered


def _changes(chosen: Chosen, offers: Mapping[int, Sequence[Pair]]) -> list[Chosen]:
    """What is chosen with one figure given another pair; who had that place takes the one that became free, or the
    best that is."""
    made = []
    for n, own in offers.items():
        for pair in own:
            if pair is chosen.get(n):
                continue
            changed = {**chosen, n: pair}
            for m in [m for m, other in chosen.items() if m != n and not _is_free(other, m, changed)]:
                del changed[m]
                free = [other for other in offers[m] if _is_free(other, m, changed)]
                if free:
                    changed[m] = max(free, key=lambda other: other.score)
            made.append(changed)
    return made
