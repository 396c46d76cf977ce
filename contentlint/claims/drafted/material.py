"""What of one post is needed for drafts: the values that it tells, the names that it has, what it says of them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import agreement
from contentlint.claims.agreement import Mention, Value
from contentlint.claims.agreement.contexts import SMALL, level, root
from contentlint.claims.drafted import endings, versions
from contentlint.claims.drafted.model import Spot, Told
from contentlint.claims.drafted.naming import is_plan, names, opens
from contentlint.claims.held.history import RECENT
from contentlint.claims.units import Unit
from contentlint.claims.units import units as units_of
from contentlint.guard.records import dataclass, field
from contentlint.ledger.model import Kind
from contentlint.ledger.values import day_of, why_wrong
from contentlint.post.page_kind import page_kind
from contentlint.post.post import Post
from contentlint.text.numbers import NUMBER_WORDS
from contentlint.text.tense import nearest

_KINDS: Mapping[str, Kind] = {"money": "price", "#": "limit", "time": "duration", "%": "share", "day": "date"}
"""The kinds of values; every other figure is a size."""
_NARROWS = frozenset("group order season deal change past plan suppose quote doubt compare extreme".split())
"""What makes a figure one of something narrower than its subject, or of nothing that is so today."""
_COMPARES = frozenset("compare change extreme".split())
_OVER = ("exact", "at-least", "more-than", "approx")
"""What a count may be given as that grows: "now more than 40 million"."""
_MEASURED = frozenset("trial validity warranty battery returns delivery".split())
"""What a stretch of time may be of that says by itself what it is."""
_WHICH = ("context", "output", "input", "upload", "daily", "monthly")
_RATE = re.compile(r"(?:\bper|/|\beach|\bevery) ?$", re.IGNORECASE)
_NAMED = re.compile(r"[A-Z]\w* $")
"""What makes a number a part of a name: "Microsoft 365 users"."""
_COUNTED = re.compile(r"\+? (?:more |active |new |different |other )?[a-z]{3}")
"""What stands behind a number that counts: a word, and no part of a name."""
_SMALL = re.compile(r"\b[a-z][a-z'-]+")
_WORD = re.compile(r"[A-Za-z][\w'&/-]*(?<!['-])")
_NUMBERS = frozenset(NUMBER_WORDS)
_FEW = 10
"""A count below this is of what a text goes through, not of what its subject has."""
_BEFORE, _AFTER = 90, 60
"""Code points between a name and a value behind it, or before it, at most."""


@dataclass(frozen=True, slots=True)
class Material:
    """What of a post is needed for drafts.

    `inside` are the names that stand inside its sentences, `plain` the words that it writes in small letters.
    """

    told: tuple[Told, ...] = ()
    inside: frozenset[str] = frozenset()
    plain: frozenset[str] = frozenset()
    versions: tuple[versions.Version, ...] = ()
    endings: tuple[endings.Ending, ...] = ()
    named: Mapping[str, Spot] = field(default_factory=dict)
    """The first place of each name."""
    is_past: bool = False
    """True for a dated entry of long ago."""


def material(post: Post, shown: str, lists: Lexicon, today: dt.date) -> Material:
    """What a post has for drafts; `shown` is its path as the user sees it.

    What a dated entry names was so on its day: nobody minds that it has an old name.
    """
    units, never = units_of(post, lists), lists.words("never-names")
    page = page_kind(post, lists, today)
    is_past = page.is_entry and page.written is not None and page.written < today - RECENT
    inside: set[str] = set()
    plain: set[str] = set()
    first: dict[str, Spot] = {}
    numbered: list[versions.Version] = []
    ended: list[endings.Ending] = []
    for unit in units:
        if unit.quoted:
            continue
        if unit.kind == "sentence":
            plain.update(_SMALL.findall(unit.text))
        found = list(names(unit.text, never))
        if not found:
            continue

        def spot(at: int, end: int, unit: Unit = unit) -> Spot:
            span = unit.span(at, end)
            position = post.lines.position(span.start)
            return Spot(shown, position.line, position.column, post.text[span.start : span.end])

        for at, name in found:
            if unit.kind == "sentence" and not opens(unit.text, at):
                inside.add(name)
            if name not in first:
                first[name] = spot(at, at + len(name))
        if not is_past:
            numbered += versions.versions(unit, lists, spot)
        if unit.kind != "row":
            ended += endings.endings(unit, found, lists, spot)
    told = tuple(
        one
        for mention in agreement.mentions(post, lists)
        if (one := _told(mention, units[mention.unit], post, shown, lists)) is not None
    )
    return Material(told, frozenset(inside), frozenset(plain), tuple(numbered), tuple(ended), first, is_past)


def _told(mention: Mention, unit: Unit, post: Post, shown: str, lists: Lexicon) -> Told | None:
    """A figure as a value of something that is named for it; None for one of nothing that a ledger keeps."""
    kind = _KINDS.get(mention.what.partition(":")[0], "size")
    marks = {mark.partition(":")[0] for mark in mention.clause.marks if mark != "plan:plan"}
    is_sure = mention.value.low == mention.value.high and mention.value.bound == "exact"
    is_growing = kind == "limit" and mention.value.bound in _OVER and marks.isdisjoint(_NARROWS - _COMPARES)
    if not is_growing and not (is_sure and marks.isdisjoint(_NARROWS)):
        return None
    at = unit.text.find(mention.text)
    before = unit.text[: max(at, 0)]
    if at < 0 or f"{before[-1:]}{mention.text[0]}".count("+") or _RATE.search(before):
        return None
    if kind == "limit" and _NAMED.search(before):
        return None
    measure, per = _measure(kind, mention, lists) if is_sure else "", _per(mention)
    written, value = _written(kind, mention), mention.value
    if kind == "date":
        day = day_of(mention.text)
        if day is None or not day.day:
            return None
        value, written = Value("day", day.first.toordinal(), day.first.toordinal()), str(day)
    if why_wrong(kind, written) or not (measure or _may_be_told(kind, mention, unit, at)):
        return None
    found = list(_named(unit, at, lists.words("never-names")))
    plan = found[0] if found and is_plan(found[0]) else ""
    position = post.lines.position(mention.span.start)
    texts = (unit.text,) if unit.kind != "row" else (unit.text, unit.column(at))
    valued = frozenset(map(root, _WORD.findall(written)))
    around = {
        short: word
        for text in texts
        for word in _WORD.findall(text)
        if word.lower() not in SMALL
        and word.lower() not in _NUMBERS
        and "'" not in word
        and level(short := root(word))
        and short not in valued
    }
    return Told(
        tuple(name for name in found if not is_plan(name)), plan, kind, measure,
        f"{mention.what} {per} {' '.join(sorted(mention.noun))}", written, value,
        Spot(shown, position.line, position.column, mention.text), mention.clause.words & around.keys(), around,
        mention.day,
        lists.has("first-person-words", unit.text),
    )  # fmt: skip


def _may_be_told(kind: Kind, mention: Mention, unit: Unit, at: int) -> bool:
    """True for a value that other posts may tell too, though its words do not say of what it is: nothing that somebody
    counts for the sake of the text, and none of then."""
    after = unit.text[at + len(mention.text) :]
    if unit.kind in ("heading", "row") or not any(map(str.isdigit, mention.text)):
        return False
    if kind == "limit" and (mention.value.low < _FEW or not mention.noun or not _COUNTED.match(after)):
        return False
    return kind == "date" or nearest(unit.text[:at], after) != "past"


def _written(kind: Kind, mention: Mention) -> str:
    """The value as a ledger has it, with its unit or what it counts."""
    if kind == "price":
        return f"{mention.text.rstrip('+')}{f' per {_per(mention)}' if _per(mention) else ''}"
    if kind == "limit" and mention.counted not in mention.text:
        return f"{mention.text} {_plural(mention.counted)}"
    return mention.text


def _plural(noun: str) -> str:
    return noun if noun.endswith("s") else f"{noun}s"


def _per(mention: Mention) -> str:
    return next((mark.partition(":")[2] for mark in sorted(mention.clause.marks) if mark.startswith("per:")), "")


def _measure(kind: Kind, mention: Mention, lists: Lexicon) -> str:
    """What the value is of, where that is one of the things that a ledger has of most subjects; else ""."""
    if kind == "price":
        return f"price per {_per(mention)}" if _per(mention) else ""
    if kind == "limit":
        noun = mention.counted
        words = mention.clause.words | mention.sentence.words if mention.place == "row" else mention.clause.words
        which = " ".join(word for word in _WHICH if root(word) in words)
        is_kept = mention.value.low >= _FEW and lists.fullmatch("limited-things", noun)
        return f"{which} {_plural(noun)}".strip() if is_kept else ""
    wanted = mention.clause.measures & _MEASURED if kind == "duration" else frozenset[str]()
    if "trial" not in mention.clause.words:  # "a free course of six weeks"
        wanted -= {"trial"}
    return min(wanted) if wanted else ""


def _named(unit: Unit, at: int, never: frozenset[str]) -> Iterator[str]:
    """The names that a value may be told of, the nearest first."""
    if unit.kind == "row":
        first = unit.text[: unit.cells[1][0]] if len(unit.cells) > 1 else ""
        texts = [unit.column(at), first, *unit.headings[:1]]
    else:
        found = list(names(unit.text, never))
        yield from (name for start, name in reversed(found) if start < at and at - start <= _BEFORE)
        yield from (name for start, name in found if 0 < start - at <= _AFTER)
        texts = [unit.intro, *unit.headings[:2]]
    for text in texts:
        own = list(dict.fromkeys(name for _, name in names(text, never)))
        if len(own) == 1:
            yield own[0]
