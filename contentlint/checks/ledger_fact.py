"""Values that are not those of the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from contentlint.catalog.rule import Context, message
from contentlint.claims.held import said
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = ("value", "right", "about", "where", "since", "checked")
MESSAGES = {"": message(*_SAID), "former": message(*_SAID)}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on each value that is not the one of its fact."""
    del options
    ledger = context.ledger
    if ledger is None:
        return
    for one in said(post, ledger, context.vocabulary, context.today):
        if one.agrees:
            continue
        fact = one.fact
        where = ", ".join((*fact.plans, *fact.countries))
        values: dict[str, str | int | float] = {
            "value": one.shown,
            "right": fact.value,
            "about": f"{fact.called} of {fact.subject}",
            "where": f" ({where})" if where else "",
            "since": f" since {fact.since}" if fact.since else "",
            "checked": f", checked on {fact.upkeep.checked}" if fact.upkeep.checked else "",
        }
        related = (Related(f"the ledger has {fact.value}", ledger.span(fact.place), fact.place.file, fact.place.line),)
        yield Hit(one.span, values, "former" if one.was else "", related=related, about=fact.id)
