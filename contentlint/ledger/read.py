"""Ledger files as a `Ledger`. Every mistake is told with file and line, and what is right is used all the same."""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Any, get_args

from contentlint.ledger import values
from contentlint.ledger.model import Day, Fact, Kind, Ledger, Mistake, Name, Place, Role, Status, Subject, Upkeep
from contentlint.ledger.names import normal
from contentlint.ledger.nodes import Mapping, Mistakes, Node, Scalar, Sequence, Table, document, is_nothing

DEFAULT = "facts/*.yaml"
"""Where a ledger lies when the configuration does not say."""

_UPKEEP = ("source", "checked", "check-again")
_TOP = ("subjects", *_UPKEEP)
_SUBJECT = ("subject", "also", "formerly", "supersedes", "status", "day", "instead", "facts", *_UPKEEP)
_KINDS: tuple[Kind, ...] = get_args(Kind)
_FACT = (*_KINDS, "what", "or", "was", "plan", "country", "since", *_UPKEEP)
_FORMER = ("name", "until")
_STATUSES: tuple[Status, ...] = get_args(Status)
_OLD: abc.Mapping[Status, Role] = {"renamed": "renamed", "merged": "merged", "retired": "retired"}


def read(files: abc.Mapping[str, str]) -> Ledger:
    """The ledger of files: their texts by the path that messages name. The last ones are remembered, for editors ask
    at every keystroke."""
    return _read(tuple(files.items()))


@lru_cache(maxsize=4)
def _read(files: tuple[tuple[str, str], ...]) -> Ledger:
    subjects: list[Subject] = []
    found: list[Mistake] = []
    for file, text in files:
        reader = _File(file)
        subjects += reader.subjects(text)
        found += reader.mistakes.found
    subjects, doubled = _told_once(subjects)
    return Ledger(tuple(subjects), tuple(sorted([*found, *doubled])), dict(files))


class _File:
    """Reads one file."""

    def __init__(self, file: str) -> None:
        self.mistakes = Mistakes(file, [])

    def subjects(self, text: str) -> list[Subject]:
        """The subjects of the file."""
        node = document(text, self.mistakes)
        if node is None or is_nothing(node):
            return []
        if isinstance(node, Sequence):
            self.mistakes.add(node.line, "a ledger is a table: put `subjects:` above its list")
            return []
        top = Table(node, self.mistakes, _TOP, "a ledger")
        if isinstance(node, Mapping) and not top.has("subjects"):
            self.mistakes.add(top.line, "a ledger needs `subjects:` with a list below it")
        if isinstance(top.node("subjects"), Mapping):
            self.mistakes.add(top.at("subjects"), "'subjects' must be a list: begin each with `- subject: …`")
            return []
        upkeep = self._upkeep(top, Upkeep())
        made = (self._subject(one, upkeep) for one in top.items("subjects"))
        return [subject for subject in made if subject is not None]

    def _place(self, line: int) -> Place:
        return Place(self.mistakes.file, line)

    def _upkeep(self, table: Table, above: Upkeep) -> Upkeep:
        """Source and days, those of the table over those above it."""
        own = above
        if source := table.text("source"):
            if not source.startswith(("http://", "https://")):
                self.mistakes.add(table.at("source"), f"'source' must be an address (https://…), not '{source[:60]}'")
            else:
                own = replace(own, source=source, source_at=self._place(table.at("source")))
        if checked := self._day(table, "checked"):
            own = replace(own, checked=checked, again=None, again_at=None)
        if again := self._day(table, "check-again"):
            own = replace(own, again=again, again_at=self._place(table.at("check-again")))
        if own.checked and own.again and own.again.first < own.checked.first:
            at = table.at("check-again" if "check-again" in table else "checked")
            self.mistakes.add(at, f"'check-again' ({own.again}) is before 'checked' ({own.checked})")
        return own

    def _day(self, table: Table, name: str) -> Day | None:
        return self._as_day(table.text(name), table.at(name), name)

    def _as_day(self, written: str, line: int, name: str) -> Day | None:
        if not written:
            return None
        day = values.day_of(written)
        if day is None:
            self.mistakes.add(
                line, f"'{name}' must be a day of the calendar such as 2026-01-31 (or 2026-01), not '{written[:60]}'"
            )
        return day

    def _subject(self, node: Node, upkeep: Upkeep) -> Subject | None:
        table = Table(node, self.mistakes, _SUBJECT, "a subject")
        name = table.text("subject")
        if not normal(name):
            if isinstance(node, Mapping):
                self.mistakes.add(table.line, "a subject needs a name: `subject: …`")
            return None
        upkeep = self._upkeep(table, upkeep)
        status, on, instead = self._status(table)
        role: Role = _OLD.get(status, "current")
        place = self._place(table.at("subject"))
        names = [Name(name, name, role, place, on if role != "current" else None, instead)]
        names += self._names(table, "also", replace(names[0]))
        today = instead or name
        earlier: tuple[tuple[str, Role], ...] = (("formerly", "renamed"), ("supersedes", "superseded"))
        for key, old in earlier:
            is_gone = role in ("retired", "merged")  # then its former names are no better
            like = names[0] if is_gone else replace(names[0], role=old, day=None, instead=today)
            names += self._names(table, key, like)
        known: dict[str, Name] = {}
        for one in names:
            known.setdefault(normal(one.text), one)
        facts = [fact for one in table.items("facts") if (fact := self._fact(one, name, upkeep))]
        if on is not None:  # what happened on that day is a fact as any other
            facts.append(Fact(name, "date", str(on), self._place(table.at("day")), status, upkeep=upkeep))
        return Subject(name, place, tuple(known.values()), tuple(facts), status, on, instead, upkeep)

    def _status(self, table: Table) -> tuple[Status, Day | None, str]:
        written = table.text("status") or "released"
        status = next((one for one in _STATUSES if one == written.lower()), None)
        if status is None:
            self.mistakes.add(
                table.at("status"), f"'status' must be one of {', '.join(_STATUSES)}, not '{written[:60]}'"
            )
            status = "released"
        instead = table.text("instead")
        if status in ("renamed", "merged") and not instead:
            what = "what it is called now" if status == "renamed" else "what it went into"
            self.mistakes.add(table.at("status"), f"a subject that was {status} needs `instead:` with {what}")
        if instead and status == "released":
            self.mistakes.add(table.at("instead"), "'instead' goes with `status: renamed`, `merged` or `retired`")
        return status, self._day(table, "day"), instead

    def _names(self, table: Table, key: str, like: Name) -> Iterable[Name]:
        """The names of a list, each a text or, for those that it has no more, a table with `until`."""
        for node in table.items(key):
            line, day = node.line, like.day
            if isinstance(node, Mapping) and key != "also":
                own = Table(node, self.mistakes, _FORMER, f"an entry of '{key}'")
                text, day = own.text("name"), self._day(own, "until") or day
            elif isinstance(node, Scalar) and not is_nothing(node):
                text = " ".join(node.value.split())
            else:
                self.mistakes.add(line, f"'{key}' must be a list of names")
                continue
            if not normal(text):
                self.mistakes.add(line, f"an entry of '{key}' needs a name with a letter or a number in it")
                continue
            yield replace(like, text=text, day=day, place=self._place(line))

    def _fact(self, node: Node, subject: str, upkeep: Upkeep) -> Fact | None:
        table = Table(node, self.mistakes, _FACT, "a fact")
        kinds = [kind for kind in _KINDS if kind in table]
        if len(kinds) != 1:
            if isinstance(node, Mapping):
                said = f"has {' and '.join(kinds)}: make two of it" if kinds else f"needs one of {', '.join(_KINDS)}"
                self.mistakes.add(table.line, f"a fact {said}")
            return None
        kind = kinds[0]
        place = self._place(table.at(kind))
        value = self._value(kind, table.text(kind), place.line)
        others, was = (
            tuple(one for text, line in table.texts(key) if (one := self._value(kind, text, line)))
            for key in ("or", "was")
        )
        own = self._upkeep(table, upkeep)
        since = self._day(table, "since")
        if not value:
            return None
        plans, countries = (tuple(text for text, _ in table.texts(key)) for key in ("plan", "country"))
        return Fact(subject, kind, value, place, table.text("what"), others, was, plans, countries, since, own)

    def _value(self, kind: Kind, written: str, line: int) -> str:
        """A value that can be compared with what posts say; "" for one that can't, a mistake."""
        wrong = values.why_wrong(kind, written)
        if wrong:
            self.mistakes.add(line, wrong)
        return "" if wrong else written


def _told_once(subjects: list[Subject]) -> tuple[list[Subject], list[Mistake]]:
    """Subjects of which no name is another's and no fact has two values; what is so is left out the second time."""
    owners: dict[str, Name] = {}
    facts: dict[Any, Fact] = {}
    kept, mistakes = [], []
    for subject in subjects:
        names = []
        for name in subject.names:
            owner = owners.setdefault(normal(name.text), name)
            if owner is name or owner.place == name.place:
                names.append(name)
                continue
            mistakes.append(
                Mistake(
                    name.place,
                    f"'{name.text}' is a name of two subjects, '{subject.name}' here and '{owner.subject}' in "
                    f"{owner.place}: leave it with one of them",
                )
            )
        own = []
        for fact in subject.facts:
            first = facts.setdefault(fact.key, fact)
            if first is fact:
                own.append(fact)
            elif values.agree(fact, first):
                mistakes.append(Mistake(fact.place, f"the same fact stands in {first.place}: leave one of them out"))
            else:
                mistakes.append(
                    Mistake(
                        fact.place,
                        f"{fact.called} of {fact.subject} is {fact.value} here and {first.value} in {first.place}: "
                        "correct one, or tell them apart by `what`, `plan` or `country`",
                    )
                )
        is_whole = len(names) == len(subject.names) and len(own) == len(subject.facts)
        kept.append(subject if is_whole else replace(subject, names=tuple(names), facts=tuple(own)))
    return kept, mistakes
