"""Which subjects of the ledger a post names, and where: in which of its units, and for which of its figures."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.agreement.contexts import measured, root
from contentlint.claims.units import Unit
from contentlint.claims.units import units as units_of
from contentlint.guard.records import dataclass, field
from contentlint.ledger import Ledger, Subject
from contentlint.ledger.names import Named, NameIndex, kind_behind
from contentlint.post.post import Post
from contentlint.post.scopes import Scope, Stretch, scope
from contentlint.text.forms import STOP
from contentlint.text.spans import Prose

SCOPES = frozenset(("title", "description", "text", "callout", "alt-text"))
"""The parts of a post in which names are looked for."""


_GOES_ON = re.compile(r" [A-Za-z]")


@dataclass()
class Names:
    """The names of a post by its units.

    `by_unit` has for each unit, by its number, where a name begins and ends and its subject, "" for a name of something
    that is older; `above` the subjects of headings, introductions and the title, by their text, as far as they were
    asked for, and `find` tells those of any text.
    """

    units: Sequence[Unit]
    find: Callable[[str], tuple[str, ...]]
    by_unit: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def subjects(self) -> frozenset[str]:
        """All that are named."""
        return frozenset(subject for found in self.by_unit.values() for *_, subject in found) - {""}

    def subject_of(self, number: int, at: int, unit: Unit) -> tuple[str, int]:
        """The subject that is named for what stands at an offset of a unit, and where its name ends there.

        The subject is "" where none is named, or several may be meant; the offset is -1 for one that is named
        elsewhere: in the sentence before, the introduction of a list, a heading or the title.
        """
        own = self.by_unit.get(number, [])
        before = [(subject, end) for start, end, subject in own if start <= at]
        if before:
            outside = [one for one in before if not _ends_in_brackets(unit.text, one[1], at)]
            return (outside or before)[-1]
        if unit.kind == "row":  # what a later cell names is held against what stands here, or goes with it
            own = [one for one in own if _cell(unit, one[0]) == _cell(unit, at)]
        if own:
            return (own[0][2], own[0][1]) if len({subject for *_, subject in own}) == 1 else ("", -1)
        if unit.kind == "row":
            above = () if self._compares(unit) else (*unit.headings[:1], unit.intro, unit.title)
            return self._only([one for one in (unit.column(at), *above) if one]), -1
        for earlier in self._told_before(number):
            if found := {subject for *_, subject in self.by_unit.get(earlier, [])}:
                return (found.pop() if len(found) == 1 else ""), -1
        return self._only([one for one in (unit.intro, *unit.headings[:2], unit.title) if one]), -1

    def _compares(self, row: Unit) -> bool:
        """True for a row of a table that names subjects in its rows or above its columns: the others are of others."""
        return row.table in self._naming_tables or any(self._only([column]) for _, column in row.cells if column)

    @cached_property
    def _naming_tables(self) -> frozenset[int]:
        """The tables of which a row has a name."""
        return frozenset(self.units[number].table for number in self.by_unit if self.units[number].kind == "row")

    def last_named(self, number: int) -> str:
        """The one subject that the section named last before a unit which names none itself; "" where that is several,
        or none: what its author, it seems, goes on about."""
        unit = self.units[number]
        if number in self.by_unit or unit.kind == "row":
            return ""
        place = bisect_left(self._naming, number) - 1
        if place < 0 or self.units[self._naming[place]].section != unit.section:
            return ""
        found = {subject for *_, subject in self.by_unit[self._naming[place]]}
        return found.pop() if len(found) == 1 else ""

    @cached_property
    def _naming(self) -> Sequence[int]:
        """The units that have a name, in order."""
        return sorted(self.by_unit)

    def _told_before(self, number: int) -> Iterator[int]:
        """The sentence before in the paragraph, and those before it that this one and all between go on about: "It runs
        for ten weeks"."""
        unit, goes_on = self.units[number], True
        while goes_on and number and unit.kind in ("sentence", "item") and unit.block >= 0:
            before = self.units[number - 1]
            if before.block != unit.block or before.kind != unit.kind:
                return
            yield number - 1
            goes_on = _GOES_BACK.match(unit.text) is not None
            unit, number = before, number - 1

    def _only(self, texts: Sequence[str]) -> str:
        """The one subject of the nearest text that names any."""
        for text in texts:
            if text not in self.above:
                self.above[text] = self.find(text)
            if found := set(self.above[text]):
                return found.pop() if len(found) == 1 else ""
        return ""


_GOES_BACK = re.compile(r"\W*(?:it|its|it's|they|their|they're)\b", re.IGNORECASE)
"""What a sentence begins with that goes on about what the one before is about."""


def _ends_in_brackets(text: str, end: int, at: int) -> bool:
    """True for a name that ends in brackets which are closed before an offset: an aside."""
    closed = text.find(")", end, at)
    return closed >= 0 and "(" not in text[end:closed]


def _cell(unit: Unit, at: int) -> int:
    return bisect_right(unit.cells, at, key=lambda cell: cell[0])


def found(post: Post, ledger: Ledger) -> tuple[Named, ...]:
    """The names of the ledger in a post, those of today too, in the order of its parts."""
    return post.fact(("ledger-names", id(ledger)), lambda p: tuple(ledger.names.find(scope(p, SCOPES))))


def in_text(index: NameIndex, text: str) -> list[Named]:
    """The names in a text by itself."""
    return index.find(Scope([Stretch(Prose.verbatim(text, 0), 0, len(text))])) if text else []


def names_of(post: Post, ledger: Ledger, lists: Lexicon, today: dt.date) -> Names:
    """Where a post names subjects by names that are those of the same thing: of today, or former ones."""
    everywhere = found(post, ledger)
    units = units_of(post, lists) if everywhere else ()
    made = Names(units, lambda text: tuple(_subject(one, ledger) for one in in_text(ledger.names, text)))
    if not everywhere:
        return made
    places = by_prose(units)
    for named in everywhere:
        if place := place_of(named, places):
            made.by_unit.setdefault(place[0], []).append(
                (place[1], place[1] + named.end - named.start, _subject(named, ledger))
            )
    for own in made.by_unit.values():
        own.sort()
    return made


def _subject(named: Named, ledger: Ledger) -> str:
    """The subject that a name is of; "" for one of a thing that the ledger has no facts of."""
    subject = ledger.by_name.get(named.name.subject)
    is_of = subject is not None and named.name.role != "superseded" and not _is_of_other(named, subject)
    return named.name.subject if is_of else ""


def _is_of_other(named: Named, subject: Subject) -> bool:
    """True for a name with a version that goes on to another one: "Kettle 5 Mini" is no "Kettle 5".

    Neither words that the subject's own facts have nor measures make another thing of it, and where all words have
    capitals it is no word that others follow.
    """
    text = named.stretch.text
    word = kind_behind(text, named.end) if named.words[-1:].isdigit() else ""
    if not word:
        return False
    own = (
        word for fact in subject.facts for part in (fact.what, *fact.plans, *fact.countries) for word in part.split()
    )
    if word.lower() in map(str.lower, own):
        return False
    if word.endswith("s") or measured(frozenset((root(word),))):
        return False
    is_title = all(one[0].isupper() for one in text.split() if one[0].isalpha() and one.lower() not in STOP)
    return not (is_title and _GOES_ON.match(text, named.end + 1 + len(word)))


Places = dict[int, list[tuple[int, int, int, int]]]


def by_prose(units: Sequence[Unit]) -> Places:
    """The pieces of units by the prose that they are of: the unit's number, where it has them, where they begin there,
    their length."""
    made: Places = {}
    for number, unit in enumerate(units):
        for at, prose, from_, length in unit.pieces:
            made.setdefault(id(prose), []).append((number, at, from_, length))
    return made


def place_of(named: Named, places: Places) -> tuple[int, int] | None:
    """The number of the unit that has a name, and the offset in its text; None where no unit has it."""
    first = named.stretch.start + named.start
    for number, at, from_, length in places.get(id(named.stretch.prose), ()):
        if from_ <= first < from_ + length:
            return number, at + first - from_
    return None
