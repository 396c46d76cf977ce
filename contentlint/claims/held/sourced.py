"""Whether the page that a fact names as its source still has its value."""

from __future__ import annotations

from typing import Literal

from contentlint import evidence
from contentlint.claims.agreement import Value
from contentlint.claims.held.values import agrees, scaled
from contentlint.evidence.visited import SourceResult, unpack
from contentlint.guard.records import dataclass
from contentlint.ledger import Fact
from contentlint.ledger import values as written
from contentlint.text import figures, rates

Kind = Literal["", "other", "dead"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong: the page has no such value (""), has another ("other": `given` in `sentence`), or is gone ("dead":
    `given` says how)."""

    fact: Fact
    kind: Kind
    given: str = ""
    sentence: str = ""


def judged(fact: Fact, page: SourceResult) -> Finding | None:
    """What a page makes of a fact; None where it has the value, and where that can't be told."""
    if page.verdict == "dead":
        return Finding(fact, "dead", page.detail)
    if not page.packed_text:
        return None
    text = unpack(page.packed_text)
    given = _other(fact, text, page.title)
    if given is not None:
        return Finding(fact, "other", *given)
    if page.unreadable or any(_has(fact, value, text) for value in (fact.value, *fact.others)):
        return None
    return Finding(fact, "")


def _has(fact: Fact, value: str, text: str) -> bool:
    """Whether a text has a value, wherever it stands."""
    if fact.kind == "date":
        day = written.day_of(value)
        return any(
            day is not None
            and (one.date[0] or int(one.low)) == day.year
            and one.date[1] in (0, day.month)
            and (one.date[2] == day.day or not day.day)
            for one in figures.find(text)
            if one.kind in ("date", "year", "period")
        )
    own = written.figure(fact.kind, value)
    if own is None:
        return True
    mine, of, found = Value.of(own), written.rate(value), figures.find(text)
    for one in found:
        told = Value.of(one)
        if one.kind != own.kind or told.what != mine.what:
            continue
        theirs = rates.behind(text, one, found) if of is not None else None
        if agrees(mine, scaled(told, of.number / theirs.number) if of and theirs else told):
            return True
    return False


def _other(fact: Fact, text: str, title: str) -> tuple[str, str] | None:
    """Another value that a page gives for the very same, and its sentence there."""
    if fact.kind == "date":
        return None
    plans = f" on {fact.plans[0]}" if fact.plans else ""
    claim = f"The {fact.what or fact.kind} of {fact.subject}{plans} is {fact.value}."
    own = written.figure(fact.kind, fact.value)
    source = evidence.Source(text, title)
    for one in evidence.verify(claim, source).figures:
        if own is not None and one.figure.text == own.text and one.verdict == "contradicted" and one.given:
            return one.given, one.sentence
    return None
