"""Which facts contradict each other: in one post, and in the posts of a site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from contentlint.claims.agreement.model import Fact

_OPTIONS = 3
"""Values of one measure from which on a post does not contradict itself but lists what there is."""

_MOST = 12
"""Values of one measure on a site from which on they are not even compared."""


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
    known: dict[object, dict[object, _Same]] = {}
    for path, fact in others:
        if fact.subject:
            known.setdefault(fact.key, {}).setdefault((fact.value, fact.kind), _Same(fact)).add(path, fact, asked)
    groups = {key: list(values.values()) for key, values in known.items() if 1 < len(values) <= _MOST}
    told: set[object] = set()
    against: dict[object, list[_Same]] = {}
    for path, fact in mine:
        group = groups.get(fact.key, ()) if fact.subject else ()
        mark = (fact.key, fact.value, fact.kind)
        if not group or (path, mark) in told:
            continue
        told.add((path, mark))
        if mark not in against:
            against[mark] = _against(fact, group)
        found = [(where, other) for same in against[mark] for where, other in (same.best, same.second)]
        found = [
            (where, other)
            for where, other in found
            if where != path and (fact.is_certain or other.is_certain) and fact.is_of_time_of(other)
        ]
        if found:
            where, other = min(found, key=_rank)
            yield path, fact, where, other


def _against(fact: Fact, group: Sequence[_Same]) -> list[_Same]:
    """What contradicts a fact, of the values of its key; nothing where it is told of the others."""
    other = [same for same in group if fact.contradicts(same.fact)]
    alike = [same for same in group if not fact.contradicts(same.fact)]
    if not other or _distinct(group) > _OPTIONS:
        return []
    return [] if all(same.is_asked for same in other) and _weight(alike) >= _weight(other) else other


class _Same:
    """The facts of one key that give one value: by which posts, and the best of them to show."""

    def __init__(self, fact: Fact) -> None:
        self.fact, self.paths, self.is_asked = fact, set[str](), True
        self.best: tuple[str, Fact] = ("", fact)
        self.second = self.best

    def add(self, path: str, fact: Fact, asked: frozenset[str]) -> None:
        """Take in a fact of a post."""
        new = (path, fact)
        if not self.paths or _rank(new) < _rank(self.best):
            self.second = self.best if self.paths and self.best[0] != path else new
            self.best = new
        elif path != self.best[0] and (self.second[0] == self.best[0] or _rank(new) < _rank(self.second)):
            self.second = new
        if not self.paths:
            self.second = new
        self.paths.add(path)
        self.is_asked = self.is_asked and path in asked


def _rank(one: tuple[str, Fact]) -> tuple[bool, bool, str, int]:
    """Orders facts: certain ones with a source first."""
    path, fact = one
    return not fact.is_certain, not fact.source, path, fact.span.start


def _weight(group: Sequence[_Same]) -> tuple[bool, int, str]:
    """How much speaks for a value: a source, the number of posts; of equal ones, that of the first path."""
    paths = set[str]().union(*(same.paths for same in group))
    return any(same.best[1].source for same in group), len(paths), _before(min(paths))


def _before(path: str) -> str:
    """A text that is the greater, the earlier a path comes."""
    return "".join(chr(0x10FFFF - ord(char)) for char in path) + chr(0x10FFFF)


def _distinct(group: Iterable[_Same]) -> int:
    values: list[Fact] = []
    for same in group:
        if not any(same.fact.value.agrees(other.value) for other in values):
            values.append(same.fact)
    return len(values)
