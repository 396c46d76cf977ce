"""Which figures contradict each other: likely of one fact, with two values that can't both be true, and no third."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from contentlint.claims.agreement.candidates import Said, across, within
from contentlint.claims.agreement.mentions import Mention
from contentlint.claims.agreement.odds import weights
from contentlint.claims.logistic import chance, logit
from contentlint.guard.records import dataclass

_NEARLY = 3.0
"""How much less likely, as a difference of logits, another value may be to be an option beside one."""
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
    for one in sorted(_alone(found, weights().least[0]), key=lambda one: (one.told.span.start, -one.odds)):
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
    alone = _alone(found, weights().least[1])
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


_EXACT = ("%", "money")
"""Kinds of figures that two posts seldom give alike without having them from one source."""
_LARGE = 1000.0
_ONE = 0.5
"""How likely two figures of one value are told of one fact for one source to do for both."""


def sourced(mine: Sequence[Said], others: Sequence[Said], asked: Collection[str]) -> Iterator[Conflict]:
    """The figures of asked posts without a source that another post gives with one, each once: `other` has it."""
    told: set[tuple[str, int]] = set()
    for post, far, pair in across(mine, others, differ=False):
        if pair.first.what.partition(":")[0] not in _EXACT and pair.first.value.low < _LARGE:
            continue
        odds = weights().probability(pair.signals, False)
        for path, one, other_path, other in (
            (post.path, pair.first, far.path, pair.second), (far.path, pair.second, post.path, pair.first),
        ):  # fmt: skip
            if odds < _ONE or path not in asked or one.source or not other.source:
                continue
            if (path, one.span.start) not in told:
                told.add((path, one.span.start))
                yield Conflict(path, one, other_path, other, odds)


def _alone(found: Sequence[Conflict], least: float) -> list[Conflict]:
    """Those that are at least so likely, but not those of a figure that may nearly as well be of one fact with another
    value: of several options each has its own."""
    values: dict[tuple[str, object], dict[object, float]] = {}
    for one in found:
        for path, key, other in (
            (one.path, one.told.key, one.other.key), (one.other_path, one.other.key, one.told.key),
        ):  # fmt: skip
            own = values.setdefault((path, key), {})
            own[other] = max(own.get(other, 0.0), one.odds)

    def is_alone(one: Conflict) -> bool:
        bar = max(least * _OPTIONS, chance((logit(one.odds) - _NEARLY,)))
        sides = ((one.path, one.told.key, one.other.key), (one.other_path, one.other.key, one.told.key))
        return not any(
            odds >= bar for path, key, value in sides for other, odds in values[path, key].items() if other != value
        )

    return [one for one in found if one.odds >= least and is_alone(one)]
