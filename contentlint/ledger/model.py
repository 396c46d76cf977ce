"""What a ledger holds: subjects with their names, facts about them, and where in the files each of it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from contentlint.guard.records import dataclass, field
from contentlint.text.spans import Span

if TYPE_CHECKING:
    from contentlint.ledger.names import NameIndex

Kind = Literal["price", "limit", "size", "count", "date", "duration", "share"]
Status = Literal["released", "renamed", "merged", "retired"]
Role = Literal["current", "renamed", "superseded", "merged", "retired"]
"""What a name is: right today; or one that its subject had, one of a thing that another stands for today, one of a
thing that went into another, one of a thing that is no more."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line (1-based) of a ledger file; `file` as the project names it."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Day:
    """A day, a month or a year: `month` and `day` are 0 where they are not given."""

    year: int
    month: int = 0
    day: int = 0

    @property
    def first(self) -> dt.date:
        """The first day that it can be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        return "-".join((f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)))


@dataclass(frozen=True, slots=True)
class Name:
    """A name or spelling of a subject. `instead` is what stands for it today, "" where nothing does; `day` the day from
    which that holds, None for long ago."""

    text: str
    subject: str
    role: Role
    place: Place
    day: Day | None = None
    instead: str = ""
    way_of: str = ""
    """The name of the ledger of which this is another way to say it; "" for one that stands there so."""

    @property
    def listed(self) -> str:
        """The name as it stands in the ledger."""
        return self.way_of or self.text

    def is_old(self, today: dt.date) -> bool:
        """True for a name that should not be used as one of today."""
        return self.role != "current" and (self.day is None or self.day.first <= today)


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who says it, when that was looked up last, and when to look again, with the lines where that is said."""

    source: str = ""
    checked: Day | None = None
    again: Day | None = None
    source_at: Place | None = None
    again_at: Place | None = None

    def is_due(self, today: dt.date) -> bool:
        """True from the day on which it should be looked up again."""
        return self.again is not None and self.again.first <= today


_EVENTS = {
    "released": "release", "renamed": "renaming", "merged": "merger", "retired": "end", "launched": "launch",
    "announced": "announcement", "founded": "founding", "opened": "opening", "closed": "end",
}  # fmt: skip
"""What a message calls that which happened on a day."""
_MEASURES = frozenset(
    "price cost costs fee fees rate rates day date deadline year month release launch start end".split()
)
"""Words that say by themselves that a value is an amount of money, or a day."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A value of a subject.

    `value` is as it is written ("$20 per month", "2025-07-14"), `what` says which of its values it is ("context
    window"), `was` are values that it had. `plans` and `countries` are where it is valid, none for everywhere.
    """

    subject: str
    kind: Kind
    value: str
    place: Place
    what: str = ""
    others: tuple[str, ...] = ()
    """Values that are right as well."""
    was: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: Day | None = None
    upkeep: Upkeep = field(default_factory=Upkeep)

    @property
    def called(self) -> str:
        """What it is called in a message: "the context window", "the price", "the input price", "the number of weekly
        users"."""
        if not self.what:
            return f"the {self.kind}"
        words = self.what.lower().split()
        if self.kind == "count":
            noun = self.value.lower().split()[-1]
            return f"the number of {self.what}{'' if noun in words or not noun.isalpha() else f' {noun}'}"
        if self.kind == "date" and self.what in _EVENTS:
            return f"the {_EVENTS[self.what]}"
        is_whole = self.kind in words or (self.kind not in ("price", "date") and not words[-1].endswith("ly"))
        return f"the {self.what}" if is_whole or words[-1] in _MEASURES else f"the {self.what} {self.kind}"

    @property
    def key(self) -> tuple[str, str, str, tuple[str, ...], tuple[str, ...]]:
        """What two facts have in common that can't have two values."""
        plans, countries = (tuple(sorted(map(str.lower, names))) for names in (self.plans, self.countries))
        return self.subject, self.kind, self.what.lower(), plans, countries

    @property
    def id(self) -> str:
        """The key as one text, by which a finding is known to be about this fact."""
        return " / ".join(part if isinstance(part, str) else ", ".join(part) for part in self.key)


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing that posts name, with the names it has and had, and what is known of it."""

    name: str
    place: Place
    names: tuple[Name, ...]
    facts: tuple[Fact, ...] = ()
    status: Status = "released"
    on: Day | None = None
    instead: str = ""
    upkeep: Upkeep = field(default_factory=Upkeep)


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong with a ledger file, and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True)
class Ledger:
    """All subjects of all files, and what is wrong with these. What is wrong is left out of the subjects."""

    subjects: tuple[Subject, ...] = ()
    mistakes: tuple[Mistake, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """The texts of the files."""

    def __bool__(self) -> bool:
        return bool(self.files)

    def span(self, place: Place) -> Span:
        """What stands on the line of a place, without the dash of a list, as offsets in the file's text."""
        lines = self.files.get(place.file, "").split("\n")
        start = sum(len(line) + 1 for line in lines[: place.line - 1])
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return Span(start + len(line) - len(line.lstrip(" -\t")), start + len(line.rstrip()))

    @cached_property
    def by_name(self) -> Mapping[str, Subject]:
        """The subjects by the name that each has today."""
        return {subject.name: subject for subject in self.subjects}

    @cached_property
    def names(self) -> NameIndex:
        """All names, ready to be looked for."""
        from contentlint.ledger.names import NameIndex, spellings

        owned = [name for subject in self.subjects for name in subject.names]
        known = {name.text.lower() for name in owned}
        others = {name.instead: name for name in owned if name.instead and name.instead.lower() not in known}
        named = [*owned, *(Name(text, text, "current", name.place) for text, name in others.items())]
        return NameIndex([*named, *spellings(named)])

    def facts(self) -> Iterator[Fact]:
        """All facts, in the order of the files."""
        for subject in self.subjects:
            yield from subject.facts
