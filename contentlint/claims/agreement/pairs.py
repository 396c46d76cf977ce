"""Which facts contradict each other: in one post, and in the posts of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contentlint.claims.agreement.model import Fact

_OPTIONS = 3
"""Values of one measure from which on a post does not contradict itself but lists what there is."""


def within(facts: Sequence[Fact], parallel: frozenset[tuple[int, int]]) -> Iterator[tuple[Fact, Fact]]:
    """The contradictions of a post: each later fact with the first that it contradicts, once for each value.

    `parallel` are the tables and lists, two by two, that have the same labels for different things.
    """

    def may_be(fact: Fact, other: Fact) -> bool:
        return other.unit != fact.unit and (other.listed, fact.listed) not in parallel and fact.contradicts(other)

    for group in grouped(facts):
        told: list[Fact] = []
        pairs = []
        for fact in group:
            known = next((other for other in told if not fact.contradicts(other)), None)
            if known is not None:
                continue
            first = next((other for other in told if may_be(fact, other)), None)
            if first is not None:
                pairs.append((fact, first))
            told.append(fact)
        if len(told) < _OPTIONS:
            yield from pairs


def grouped(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Facts with one key, in order."""
    found: dict[object, list[Fact]] = {}
    for fact in facts:
        found.setdefault(fact.key, []).append(fact)
    return [group for group in found.values() if len(group) > 1]


def across(mine: Iterable[tuple[str, Fact]], others: Iterable[tuple[str, Fact]]) -> Iterator[tuple[str, Fact, str, Fact]]:
    """The contradictions of the facts of some posts with those of others: path and fact, path and fact.

    Each value of a post is told once, against a fact that has a source where there is one. A measure of which the
    site has many values is one that the facts do not tell apart well enough: nothing is said of it.
    """
    known: dict[object, list[tuple[str, Fact]]] = {}
    for path, fact in others:
        if fact.subject:
            known.setdefault(fact.key, []).append((path, fact))
    told: set[object] = set()
    for path, fact in mine:
        group = known.get(fact.key, ()) if fact.subject else ()
        against = [
            (where, other)
            for where, other in group
            if where != path and (fact.is_certain or other.is_certain) and fact.contradicts(other)
        ]
        mark = (path, fact.key, fact.value.low, fact.value.high)
        if not against or mark in told or _distinct(group) >= _OPTIONS + 1:
            continue
        told.add(mark)
        where, other = min(against, key=lambda one: (not one[1].source, one[0], one[1].span.start))
        yield path, fact, where, other


def _distinct(group: Iterable[tuple[str, Fact]]) -> int:
    values: list[Fact] = []
    for _, fact in group:
        if not any(fact.value.agrees(other.value) for other in values):
            values.append(fact)
    return len(values)
