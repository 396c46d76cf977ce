"""A post as sums are looked for in it: its passages, lists and tables, and when it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.sums.model import Mistake
from contentlint.claims.sums.passages import Passage, may_have_two, passage
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass, field


@dataclass(frozen=True, slots=True)
class List:
    """The items of a list, and the sentences right before and after it, where there are any."""

    items: tuple[Passage, ...]
    units: tuple[Unit, ...]
    before: Passage | None
    after: Passage | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the kinds of sums look at. `years` are the first and the last year in which the post can have been written;
    None when it doesn't say. `units` are its sentences, `all` those with the rows of its tables. `lexicon` has the
    words that state sums."""

    units: tuple[Unit, ...]
    passages: tuple[Passage, ...]
    lists: tuple[List, ...]
    tables: tuple[tuple[Unit, ...], ...]
    years: tuple[int, int] | None = None
    all: tuple[Unit, ...] = ()
    lexicon: Lexicon = field(default_factory=lambda: Lexicon({}))


Finder = Callable[[Reading], Iterator[Mistake]]
"""A kind of sum: the wrong ones of a post."""


def read(units: Sequence[Unit], years: tuple[int, int] | None, lexicon: Lexicon) -> Reading:
    """A post's units as passages, lists and tables. What is quoted is somebody else's sum."""
    own = tuple(unit for unit in units if not unit.quoted)
    tables = []
    for table, rows in groupby((u for u in own if u.kind == "row"), key=lambda u: u.table):
        if table >= 0:
            tables.append(tuple(rows))
    text = tuple(unit for unit in own if unit.kind != "row")
    return Reading(text, tuple(_passages(text)), tuple(_lists(own)), tuple(tables), years, own, lexicon)


_MOST, _LONGEST = 60, 6_000
"""Units of a block that are looked at together, and their code points: forms are looked for in all of a passage."""


def _together(units: Iterable[Unit]) -> Iterator[list[Unit]]:
    """Units in groups of which each may be one passage."""
    group: list[Unit] = []
    length = 0
    for unit in units:
        length += len(unit.text)
        if group and (length > _LONGEST or len(group) == _MOST):
            yield group
            group, length = [], len(unit.text)
        group.append(unit)
    if group:
        yield group


def _passages(units: Sequence[Unit]) -> Iterator[Passage]:
    """Sentences of one block together; what has fewer than two figures has no sum."""
    for _, group in groupby(
        enumerate(units), key=lambda pair: (pair[1].block, pair[1].kind) if pair[1].block >= 0 else pair[0]
    ):
        for part in _together(unit for _, unit in group):
            if may_have_two(part) and len((together := passage(part)).amounts) > 1:
                yield together


def _lists(units: Sequence[Unit]) -> Iterator[List]:
    groups = [
        list(group)
        for _, group in groupby(
            units,
            key=lambda u: (u.kind == "item", u.intro if u.kind == "item" else "", u.section if u.kind == "item" else 0),
        )
    ]
    for at, group in enumerate(groups):
        if group[0].kind != "item" or len(group) < 2:
            continue
        blocks = [tuple(block) for _, block in groupby(group, key=lambda u: u.block)]
        before = groups[at - 1][-1] if at else None
        after = groups[at + 1][0] if at + 1 < len(groups) else None
        yield List(
            tuple(passage(next(_together(block))) for block in blocks),
            tuple(block[0] for block in blocks),
            _beside(before, group[0]),
            _beside(after, group[0]),
        )


def _beside(unit: Unit | None, item: Unit) -> Passage | None:
    """The sentence beside a list, when it belongs to the same section."""
    return passage([unit]) if unit and unit.kind == "sentence" and unit.section == item.section else None
