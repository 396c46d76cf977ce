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


def across(
    mine: Iterable[tuple[str, Fact]], others: Iterable[tuple[str, Fact]], asked: frozenset[str]
) -> Iterator[tuple[str, Fact, str, Fact]]:
    """The contradictions of the facts of the asked posts with those of the site: path and fact, path and fact.

    Of values that contradict each other the one with a source, or else the one that more posts give, is taken for the
    right one where all these posts are asked about; each value of a post is told once. A measure of which the site
    has many values is one that the facts do not tell apart well enough: nothing is said of it.
    """
    known: dict[object, list[tuple[str, Fact]]] = {}
    for path, fact in others:
        if fact.subject:
            known.setdefault(fact.key, []).append((path, fact))
    told: set[object] = set()
    for path, fact in mine:
        group = known.get(fact.key, [])
        against = [
            (where, other)
            for where, other in group
            if where != path and (fact.is_certain or other.is_certain) and fact.contradicts(other)
        ]
        mark = (path, fact.key, fact.value.low, fact.value.high)
        if not against or mark in told or _distinct(group) > _OPTIONS:
            continue
        told.add(mark)
        alike = [(where, other) for where, other in group if not fact.contradicts(other)]
        if all(where in asked for where, _ in against) and _weight(alike) >= _weight(against):
            continue  # it is told of the others
        where, other = min(against, key=lambda one: (not one[1].source, one[0], one[1].span.start))
        yield path, fact, where, other


def _weight(group: Sequence[tuple[str, Fact]]) -> tuple[bool, int, str]:
    """How much speaks for a value: a source, the number of posts; of equal ones, that of the first path."""
    return any(fact.source for _, fact in group), len({path for path, _ in group}), _before(min(p for p, _ in group))


def _before(path: str) -> str:
    """A text that is the greater, the earlier a path comes."""
    return "".join(chr(0x10FFFF - ord(char)) for char in path) + chr(0x10FFFF)


def _distinct(group: Iterable[tuple[str, Fact]]) -> int:
    values: list[Fact] = []
    for _, fact in group:
        if not any(fact.value.agrees(other.value) for other in values):
            values.append(fact)
    return len(values)
