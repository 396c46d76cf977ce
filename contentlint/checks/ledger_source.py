"""Facts of the ledger held against the pages that they name as their source."""

from __future__ import annotations

from collections.abc import Iterator

from contentlint.catalog.rule import Context, message
from contentlint.claims.held.sourced import Finding, judged
from contentlint.evidence.visited import look_up
from contentlint.finding import Hit
from contentlint.guard.records import dataclass
from contentlint.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = ("value", "about", "source")
MESSAGES = {
    "": message(*_SAID),
    "other": message(*_SAID, "given", "sentence", own=True),
    "dead": message(*_SAID, "detail", own=True),
}
_LONGEST = 200


def check_ledger(ledger: Ledger, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on each fact whose source was read and has not its value, or is gone."""
    del options
    if context.sources is None:
        return
    dead: set[str] = set()
    for fact in ledger.facts():
        page = look_up(context.sources, fact.upkeep.source) if fact.upkeep.source else None
        if page is None:
            continue
        found = judged(fact, page)
        if found is None or fact.upkeep.source in dead:
            continue
        if found.kind == "dead":  # once, whatever number of facts name it
            dead.add(fact.upkeep.source)
        yield Hit(ledger.span(fact.place), _values(found, fact.upkeep.source), found.kind, path=fact.place.file)


def _values(found: Finding, source: str) -> dict[str, str | int | float]:
    fact = found.fact
    values: dict[str, str | int | float] = {
        "value": fact.value, "about": f"{fact.called} of {fact.subject}", "source": source,
    }  # fmt: skip
    sentence = found.sentence if len(found.sentence) <= _LONGEST else found.sentence[: _LONGEST - 1] + "…"
    if found.kind == "other":
        values |= {"given": found.given, "sentence": sentence}
    elif found.kind == "dead":
        values["detail"] = found.given
    return values
