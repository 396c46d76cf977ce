"""What the text around a table says of a column: its total, its average, that it has doubled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.sums.line import Line
from contentlint.claims.sums.model import Amount, Mistake
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.stating_shares import MULTIPLES
from contentlint.claims.sums.tables import body_of, is_other, only
from contentlint.claims.sums.terms import Term, stretches
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass

_BESIDE = 12
"""Sentences before and after a table that may speak of it."""
_FEWEST, _LONGEST = 3, 60
"""Rows of a table whose columns are spoken of."""
_NEAR = 0.4
_SPOKEN = 0.12
"""How far "doubled" may be from twice as much, as a share."""
_STEM = 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: its title, its rows' labels and its figures."""

    title: str
    labels: tuple[str, ...]
    figures: tuple[Amount, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The first letters of the words of its title."""
        return frozenset(word.lower()[:_STEM] for word in _WORD.findall(self.title))


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong totals, averages and multiples of a table's columns that sentences of its section tell."""
    for table in reading.tables:
        columns = _columns(body_of(table))
        if not columns:
            continue
        at = next(n for n, unit in enumerate(reading.all) if unit is table[0])
        near = [
            unit
            for unit in reading.all[max(0, at - _BESIDE) : at + len(table) + _BESIDE]
            if unit.kind == "sentence" and unit.section == table[0].section
        ]
        for stretch in stretches(near):
            line = Line(stretch, reading.lexicon)
            for n, term in enumerate(stretch.terms):
                yield from _told(line, n, term, columns)


def _columns(rows: Sequence[Unit]) -> list[Column]:
    if not _FEWEST <= len(rows) <= _LONGEST or any(len(row.cells) != len(rows[0].cells) for row in rows):
        return []
    found = []
    for cell, (_, title) in enumerate(rows[0].cells):
        figures = [only(row, row.cells[cell][0]) for row in rows]
        if cell and all(one is not None for one in figures):
            labels = tuple(row.text[: row.cells[1][0]].strip(" |*") for row in rows)
            found.append(Column(title, labels, tuple(one for one in figures if one is not None)))
    return found


def _told(line: Line, n: int, term: Term, columns: Sequence[Column]) -> Iterator[Mistake]:
    if not term.exact or line.says("doubt", *line.sentence(term.at)):
        return
    column = _meant(line, term, columns)
    if column is None:
        return
    if term.letter == "X":
        yield from _multiple(line, term, column)
    elif _says(line, n, column, line.beside("average", n), "average"):
        yield from _average(term, column)
    elif (_says(line, n, column, line.is_total(n), "altogether") or _follows(line, n)) and all(
        term.value != one.value for one in column.figures
    ):
        yield from _total(term, column)


def _says(line: Line, n: int, column: Column, is_beside: bool, name: str) -> bool:
    """Whether words of a list stand beside a figure, or in its sentence that has no other but the number of rows."""
    start, end = line.sentence(line.terms[n].at)
    others = [t for t in line.inside(start, end) if t.value != len(column.figures)]
    if any(t.at < line.terms[n].at for t in others):
        return False
    return is_beside or line.says(name, start, line.terms[n].at) or (len(others) == 1 and line.says(name, start, end))


def _follows(line: Line, n: int) -> bool:
    """Whether a sentence says right after a table what it makes: "That is 27 hours"."""
    start, _ = line.sentence(line.terms[n].at)
    begins = line.words(start, start + 1) in (("that",), ("that's",), ("this",), ("makes",), ("so",), ("these",))
    return begins and start == 0 and n == 0 and line.says("makes", start, line.terms[n].at)


_SLIP = 1.25
"""How many times as large an average may be as it should: what is further off is that of something else."""


def _average(term: Term, column: Column) -> Iterator[Mistake]:
    from statistics import median

    values = [one.value for one in column.figures]
    slack = sum(one.step for one in column.figures if one.step < 1) / 2 / len(values)
    right, middle = sum(values) / len(values), median(values)
    is_right = any(term.amount.fits(one - slack, one + slack, round_=False) for one in (right, middle))
    is_slip = right and 1 / _SLIP <= term.value / right <= _SLIP and column.figures[0].letter == term.letter
    if is_slip and not is_right and min(values) <= term.value <= max(values):
        said = ", ".join(one.text for one in column.figures)
        yield Mistake("average", term.amount.span, term.amount.text, term.amount.shown(right), said)


def _total(term: Term, column: Column) -> Iterator[Mistake]:
    right = sum(one.value for one in column.figures)
    slack = sum(one.step for one in column.figures if one.step < 1) / 2
    is_right = term.amount.fits(right - slack, right + slack, round_=False) or is_other(term.amount, column.figures)
    if not is_right and abs(term.value - right) <= _NEAR * right:
        yield term.amount.mistake("", right, " + ".join(one.text for one in column.figures))


def _multiple(line: Line, term: Term, column: Column) -> Iterator[Mistake]:
    """ "Since 2022 the number of visitors has doubled", of a table with a row for each year."""
    start, end = line.sentence(term.at)
    named = [str(int(t.value)) for t in line.terms if start <= t.at < end and t.letter == "Y"]
    rows = [n for n, label in enumerate(column.labels) if label in named]
    if not all(_YEAR.fullmatch(label) for label in column.labels) or len(rows) != 1 or len(named) != 1:
        return
    if not term.amount.text.lower().startswith(MULTIPLES) or any(t.letter in "MCDQP" for t in line.inside(start, end)):
        return
    first, last = column.figures[rows[0]], column.figures[-1]
    ratio = last.value / first.value if first.value else 0.0
    if first is not last and abs(ratio - term.value) > _SPOKEN * term.value:
        yield Mistake("", term.amount.span, term.amount.text, f"{ratio:.3g}", f"{last.text} / {first.text}")


def _meant(line: Line, term: Term, columns: Sequence[Column]) -> Column | None:
    """The column that a sentence speaks of: the one whose title it names, or the only one that has such figures."""
    start, end = line.sentence(term.at)
    words = {word[:_STEM] for word in (*line.words(start, end), *term.amount.text.lower().split())}
    like = [
        one for one in columns if all(part.letter in (term.letter, "C") or term.letter == "X" for part in one.figures)
    ]
    named = [one for one in like if one.stems & words]
    if len(named) == 1:
        return named[0]
    return like[0] if len(columns) == 1 and like and term.letter != "X" else None
