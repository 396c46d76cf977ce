"""How like two texts are, by the runs of words that they share, and a short digest to find such pairs among many."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from zlib import crc32

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_RUN = 4
"""Words of a run: three are often alike by chance, of five too few survive when a text is reworked."""
_KEPT = 16
"""One run in so many goes into a digest, always the same ones."""
_MOST = 400
_CROWD = 25
"""Texts of one digest value that are compared: it stands in what many have, a box or a signature."""
MIX = 0x9E3779B1


def words(text: str) -> list[str]:
    """The words of a text, as they are compared."""
    return _WORD.findall(text.casefold())


def runs(listed: Sequence[str]) -> frozenset[int]:
    """The runs of words of a text, as numbers."""
    return frozenset(
        crc32(" ".join(listed[at : at + _RUN]).encode("utf-8", "surrogatepass")) * MIX & 0xFFFFFFFF
        for at in range(len(listed) - _RUN + 1)
    )


def digest(found: Iterable[int]) -> tuple[int, ...]:
    """Some of the runs of a text: the same ones in each, so that texts with equal runs have equal parts here."""
    return tuple(sorted(run for run in found if run % _KEPT == 0)[:_MOST])


def share(mine: Collection[int], other: Collection[int]) -> float:
    """The part of the first text's runs that the other one has."""
    return len(set(mine) & set(other)) / len(mine) if mine else 0.0


def alike(name: str, digests: Mapping[str, Sequence[int]], having: Mapping[int, Sequence[str]]) -> list[str]:
    """The texts whose digests share most with that of a text, the likest first; those that share one value are left
    out. `having` has the names of texts by the values of their digests, as `index` makes it."""
    shared: dict[str, int] = {}
    for value in digests[name]:
        for other in having.get(value, ())[:_CROWD]:
            if other != name:
                shared[other] = shared.get(other, 0) + 1
    likely = [(-count, other) for other, count in shared.items() if count > 1]
    return [other for _, other in sorted(likely)]


def index(digests: Mapping[str, Sequence[int]]) -> dict[int, list[str]]:
    """The names of texts by the values of their digests."""
    having: dict[int, list[str]] = {}
    for name, values in digests.items():
        for value in values:
            having.setdefault(value, []).append(name)
    return having
