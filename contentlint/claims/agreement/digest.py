"""What a post says, as one line of text that the site's index keeps."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any
from zlib import crc32

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.agreement.model import Fact, Value
from contentlint.text.spans import Span

_FORM = 1
"""Counts up whenever facts are found or written in another way: what was kept is then worked out anew."""
_LISTS = (
    "unlimiting-words", "limiting-words", "hypotheticals", "example-headings", "reported-speech", "anecdotes",
    "rule-verbs",
    "official-topics", "unpublished-keys", "english-words",
)  # fmt: skip
"""The word lists that facts depend on."""


def key(lexicon: Lexicon) -> str:
    """What the digests of posts depend on beside their texts."""
    return f"said{_FORM}-{crc32(repr([lexicon.terms(name) for name in _LISTS]).encode()):08x}"


def dump(facts: Iterable[Fact]) -> str:
    """Facts of named subjects as one line; those of the post as a whole say nothing to another one."""
    rows = [_row(fact) for fact in facts if fact.subject]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")) if rows else ""


def load(line: str, wanted: Collection[tuple[str, str]] | None = None) -> list[Fact]:
    """The facts of a line, all or those of the wanted subjects and measures. What is no such line has none."""
    try:
        rows = json.loads(line) if line else []
        return [_fact(row) for row in rows if wanted is None or (row[0], row[1]) in wanted]
    except (ValueError, TypeError, KeyError, IndexError):
        return []


def topic(fact: Fact) -> tuple[str, str]:
    """The subject and measure of a fact, as `load` asks for them."""
    return " ".join(fact.subject), fact.measure


def mark(fact: Fact) -> str:
    """What a line has in which something is said of the subject of a fact."""
    return "[" + json.dumps(" ".join(fact.subject), ensure_ascii=False) + ","


def _row(fact: Fact) -> list[object]:
    value = fact.value
    return [
        " ".join(fact.subject), fact.measure, fact.shown, int(fact.is_certain), fact.kind,
        " ".join(sorted(fact.limits)),
        " ".join(sorted(fact.times)), value.what, value.low, value.high, value.unit, value.bound, value.step, fact.text,
        fact.span.start, fact.span.end, fact.line, fact.source, fact.day,
    ]  # fmt: skip


def _fact(row: list[Any]) -> Fact:
    (subject, measure, shown, certain, kind, limits, times, what, low, high, unit, bound, step, text, start, end, line,
     source, day) = row  # fmt: skip
    value = Value(str(what), float(low), float(high), str(unit), str(bound), float(step))
    return Fact(
        tuple(str(subject).split()), bool(certain), str(kind), str(measure), frozenset(str(limits).split()),
        frozenset(str(times).split()), value, str(text), Span(int(start), int(end)), int(line), str(source),
        shown=str(shown), day=int(day),
    )  # fmt: skip
