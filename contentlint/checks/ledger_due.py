"""What of the ledger should be looked up again: told once for each line that says so."""

from __future__ import annotations

from collections.abc import Iterator

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass
from contentlint.ledger import Ledger, Place
from contentlint.ledger.model import Upkeep


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


MESSAGES = {"": message("about", "day", "checked", "source")}
_NAMED = 3
"""Subjects that are named."""


def check_ledger(ledger: Ledger, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on each day to look again that is over."""
    del options
    due: dict[Place, tuple[Upkeep, list[str]]] = {}
    for subject in ledger.subjects:
        for upkeep in (subject.upkeep, *(fact.upkeep for fact in subject.facts)):
            if upkeep.again_at is not None and upkeep.is_due(context.today):
                due.setdefault(upkeep.again_at, (upkeep, []))[1].append(subject.name)
    for place, (upkeep, names) in sorted(due.items()):
        about = list(dict.fromkeys(names))
        more = f" and {len(about) - _NAMED} more" if len(about) > _NAMED else ""
        values: dict[str, str | int | float] = {
            "about": ", ".join(about[:_NAMED]) + more,
            "day": str(upkeep.again),
            "checked": f"; it was checked last on {upkeep.checked}" if upkeep.checked else "",
            "source": f" at {upkeep.source}" if upkeep.source else "",
        }
        yield Hit(ledger.span(place), values, path=place.file)
