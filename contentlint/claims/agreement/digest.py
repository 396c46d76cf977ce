"""What a post says, as one line of text that the site's index keeps: its figures and short words of their contexts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.agreement.candidates import subject
from contentlint.claims.agreement.contexts import Context
from contentlint.claims.agreement.mentions import Mention
from contentlint.claims.agreement.model import Value
from contentlint.text.spans import Span

_FORM = 7
"""Counts up whenever figures are found or written in another way: what was kept is then worked out anew."""
_LISTS = ("hypotheticals", "example-headings", "reported-speech", "unpublished-keys", "english-words", "imperatives")
"""The word lists that the figures of a post depend on."""
_MOST = 16
"""Figures of a post that are kept."""


def key(lexicon: Lexicon) -> str:
    """What the digests of posts depend on beside their texts."""
    return f"said{_FORM}-{crc32(repr([lexicon.terms(name) for name in _LISTS]).encode()):08x}"


def dump(figures: Sequence[Mention]) -> str:
    """Figures as one line: first the words by which other posts may speak of the same, then the figures."""
    kept = [one for one in figures if subject(one)][:_MOST]
    if not kept:
        return ""
    words = sorted(frozenset[str]().union(*map(subject, kept)))
    pool: dict[Context, int] = {}
    rows = [_row(one, pool) for one in kept]
    contexts = [_context(one) for one in pool]
    return f"{' '.join(words)}|{json.dumps([contexts, rows], ensure_ascii=False, separators=(',', ':'))}"


def words(line: str) -> list[str]:
    """The words by which another post may speak of what a line tells."""
    return line[: max(line.find("|"), 0)].split()


def load(line: str) -> tuple[Mention, ...]:
    """The figures of a line. What is no such line has none."""
    try:
        contexts, rows = json.loads(line.partition("|")[2] or "[[],[]]")
        read = [_read(one) for one in contexts]
        return tuple(_mention(row, read) for row in rows)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return ()


def _context(one: Context) -> str:
    return "|".join((_joined(one.words), _joined(one.names), _joined(one.marks)))


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))


def _marks(figures: Iterable[str]) -> str:
    return ";".join(sorted(figures))


def _read(text: str) -> Context:
    plain, names, marks = text.split("|")
    return Context(frozenset(plain.split()), frozenset(names.split()), frozenset(marks.split()))


def _row(one: Mention, pool: dict[Context, int]) -> list[object]:
    value = one.value
    clause, whole = one.clause, one.sentence
    more = Context(whole.words - clause.words, whole.names - clause.names, whole.marks - clause.marks)
    around = [pool.setdefault(context, len(pool)) for context in (clause, more, one.heading, one.title, one.before)]
    return [
        one.what, value.what, value.low, value.high, value.unit, value.bound, value.step, _joined(one.noun), around,
        one.place, one.text, one.span.start, one.span.end, one.line, one.source, one.label, one.counted,
        " ".join(one.shown), one.unit, one.group, one.day, " ".join(one.after), one.compound,
        " ".join(one.around), _marks(one.beside),
    ]  # fmt: skip


def _mention(row: list[Any], contexts: Sequence[Context]) -> Mention:
    (what, of, low, high, unit, bound, step, noun, around, place, text, start, end, line, source, label, counted, shown,
     number, group, day, after, compound, order, beside) = row  # fmt: skip
    clause, more, heading, title, before = (contexts[int(index)] for index in around)
    return Mention(
        str(what), Value(str(of), float(low), float(high), str(unit), str(bound), float(step)),
        frozenset(str(noun).split()), clause, clause | more, heading, title, str(place), str(text),
        Span(int(start), int(end)), int(line), str(source), label=str(label), counted=str(counted),
        shown=tuple(str(shown).split()), unit=int(number), group=str(group), day=int(day),
        after=tuple(str(after).split()), compound=bool(compound),
        around=tuple(str(order).split()), before=before, beside=frozenset(filter(None, str(beside).split(";"))),
    )  # fmt: skip
