"""Tables: a figure in a cell, with the measure and the subject that its row and its column name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.agreement.frames import Said, of_label
from contentlint.claims.agreement.words import WORD, measure_of
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

_PLAIN_HEAD = re.compile(
    r"\W*(?:details?|values?|figures?|info(?:rmation)?|answers?|specifications?|specs?|facts?|data|amount|number|"
    r"item|what|"
    r"description|notes?|how (?:much|many)|)\W*\Z",
    re.IGNORECASE,
)
"""Headers of columns that say nothing about what is below them."""


def cells(unit: Unit, figures: Sequence[Figure]) -> Iterator[tuple[Figure, Said, str]]:
    """Each figure of a row with what it says, and the words of the cell that names its subject ("" for none)."""
    if len(unit.cells) < 2:
        return
    starts = [at for at, _ in unit.cells]
    first = unit.text[: starts[1] - 3].strip()
    for figure in figures:
        place = max(index for index, at in enumerate(starts) if at <= figure.start)
        if place == 0:
            continue
        end = starts[place + 1] - 3 if place + 1 < len(starts) else len(unit.text)
        same = [f for f in figures if starts[place] <= f.start < end and f.kind == figure.kind]
        if len(same) > 1:
            continue
        cell = unit.text[:end]
        header = unit.cells[place][1]
        by_row = of_label(cell, first, figure)
        by_column = None if _PLAIN_HEAD.match(header) else of_label(cell, header, figure)
        corner = unit.cells[0][1]
        before = tuple(WORD.findall(unit.text[starts[place] : figure.start]))
        if by_column and not _is_measure(first):
            yield figure, _with(by_column, before, figure, end), first
        elif by_row and by_column is None:
            subject = "" if _PLAIN_HEAD.match(header) else header
            if not subject and corner and not _PLAIN_HEAD.match(corner) and len(unit.cells) == 2 and not header:
                subject = corner
            yield figure, _with(by_row, before, figure, end), subject


def _is_measure(label: str) -> bool:
    known = measure_of(label)
    return known is not None and not known[1]


def _with(said: Said, before: tuple[str, ...], figure: Figure, end: int) -> Said:
    """What is said, with the words before the figure in its cell, and all that follows it there."""
    rest = (min(max(said.rest[0], figure.end), end), end)
    bound = "at-least" if before[-1:] and before[-1].lower() == "from" else said.bound
    return Said(said.measure, (0, 0), (*said.words, *before), rest, bound)


def parallel(units: Sequence[Unit]) -> tuple[dict[int, int], frozenset[tuple[int, int]]]:
    """Which table or list of labels each row and labelled line stands in, by their numbers, and which two of these have
    labels in common with other values: they tell of two things in the same way, as the specifications of two kettles.
    Tables of more than two columns are taken for that, whatever they have in common.
    """
    lists: dict[tuple[str, int], int] = {}
    of: dict[int, int] = {}
    said: dict[int, dict[str, str]] = {}
    for number, unit in enumerate(units):
        if not unit.label or unit.kind in ("heading", "front-matter"):
            continue
        name = ("table", unit.table) if unit.kind == "row" else ("section", unit.section)
        place = lists.setdefault(name, len(lists) + 1)
        of[number] = place
        said.setdefault(place, {})[unit.label.lower()] = unit.text.lower()
    shared: dict[str, list[int]] = {}
    for place, labels in said.items():
        for label in labels:
            shared.setdefault(label, []).append(place)
    differing: dict[tuple[int, int], int] = {}
    for label, places in shared.items():
        for index, first in enumerate(places[:_MOST]):
            for second in places[index + 1 : _MOST]:
                if said[first][label] != said[second][label]:
                    differing[first, second] = differing.get((first, second), 0) + 1
    alike = {pair for pair, times in differing.items() if times > 1}
    alike |= {(place, place) for place in said}  # two discs of one computer
    wide = {of[n] for n, unit in enumerate(units) if n in of and unit.kind == "row" and len(unit.cells) > 2}
    tables = sorted({of[n] for n, unit in enumerate(units) if n in of and unit.kind == "row"})[:_MOST]
    alike |= {(a, b) for a in tables for b in tables if a < b and (a in wide or b in wide)}
    return of, frozenset(alike)


_MOST = 40
"""Tables and lists with one label that are compared with each other: time must not grow with their square."""
