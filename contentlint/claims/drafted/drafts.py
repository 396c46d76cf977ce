"""The drafts of a site: of values, of versions, of names; without what the ledger has."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.claims.drafted import endings, values, versions
from contentlint.claims.drafted.material import Material
from contentlint.claims.drafted.model import Draft
from contentlint.claims.drafted.naming import SiteNames
from contentlint.ledger import Ledger


def drafts(posts: Iterable[Material], ledger: Ledger | None = None) -> list[Draft]:
    """What several posts tell, the disagreements first, of them those of which several posts tell one side, those about
    prices before others, then by how many posts tell it; but what the ledger has."""
    posts = list(posts)
    names = SiteNames((one.inside for one in posts), (one.plain for one in posts))
    facts, known = _known(ledger)
    found = [
        *(
            one
            for one in values.drafts((told for post in posts for told in post.told), names)
            if one.subject.lower() not in facts
        ),
        *(
            one
            for one in (
                *versions.drafts((post.versions for post in posts), names),
                *endings.drafts(
                    (post.endings for post in posts), [(post.is_past, post.named) for post in posts], names
                ),
            )
            if known.isdisjoint((one.subject.lower(), *(text.lower() for text, _ in one.values)))
        ),
    ]
    return sorted(
        found,
        key=lambda one: (
            not one.disagrees,
            not one.is_backed,
            one.kind != "price",
            -one.posts,
            -sum(len(p) for _, p in one.values),
            one.subject,
            one.kind,
        ),
    )


def _known(ledger: Ledger | None) -> tuple[frozenset[str], frozenset[str]]:
    """The names of which the ledger has facts, and all its names, in small letters."""
    if ledger is None:
        return frozenset(), frozenset()
    facts = frozenset(name.text.lower() for one in ledger.subjects if one.facts for name in one.names)
    return facts, frozenset(name.text.lower() for one in ledger.subjects for name in one.names)
