"""Which figures contradict each other: likely of one fact, with two values that can't both be true, and no third."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from contentlint.claims.agreement.candidates import Said, across, within
from contentlint.claims.agreement.mentions import Mention
from contentlint.claims.agreement.odds import weights

_OPTIONS = 0.5
"""The share of `least` from which on a third value makes a fact one of several options."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two values of one fact: what is told, where, and what it is held against, with the posts of both."""

    path: str
    told: Mention
    other_path: str
    other: Mention
    odds: float


def of_post(figures: Sequence[Mention]) -> Iterator[Conflict]:
    """The conflicts of a post, each at the later place, once for each value."""
    found = [
        Conflict("", pair.second, "", pair.first, weights().probability(pair.signals, True)) for pair in within(figures)
    ]
    told: set[object] = set()
    for one in sorted(_alone(found), key=lambda one: (one.told.span.start, -one.odds)):
        value = one.told.key, one.other.key
        if value not in told and value[::-1] not in told:
            told.add(value)
            yield one


def of_site(mine: Sequence[Said], others: Sequence[Said], asked: Collection[str]) -> Iterator[Conflict]:
    """The conflicts of the figures of the asked posts with those of the site.

    Of two asked posts the one is told that has no source; of those alike, the one that more posts contradict, or else
    the later path.
    """
    found = [
        Conflict(post.path, pair.first, far.path, pair.second, weights().probability(pair.signals, False))
        for post, far, pair in across(mine, others)
    ]
    alone = _alone(found)
    against: dict[tuple[str, object], set[str]] = {}
    for one in alone:
        against.setdefault((one.path, one.told.key), set()).add(one.other_path)
        against.setdefault((one.other_path, one.other.key), set()).add(one.path)

    def blame(path: str, mention: Mention) -> tuple[bool, int, str]:
        return not mention.source, len(against[path, mention.key]), path

    turned = []
    for one in alone:
        if one.other_path in asked and blame(one.other_path, one.other) > blame(one.path, one.told):
            one = Conflict(one.other_path, one.other, one.path, one.told, one.odds)
        turned.append(one)
    told: set[object] = set()
    for one in sorted(turned, key=lambda c: (c.path, not c.other.source, -c.odds, c.other_path, c.told.span.start)):
        if (one.path, one.told.key) not in told:
            told.add((one.path, one.told.key))
            yield one


def _alone(found: Sequence[Conflict]) -> list[Conflict]:
    """The likely ones, but those of a figure that may be of one fact with two other values: of several options each has
    its own."""
    least = weights().least
    values: dict[tuple[str, object], set[object]] = {}
    for one in found:
        if one.odds >= least * _OPTIONS:
            values.setdefault((one.path, one.told.key), set()).add(one.other.key)
            values.setdefault((one.other_path, one.other.key), set()).add(one.told.key)
    return [
        one
        for one in found
        if one.odds >= least
        and len(values[one.path, one.told.key]) == 1
        and len(values[one.other_path, one.other.key]) == 1
    ]
