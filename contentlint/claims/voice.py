"""Whose figures a post gives: the author's own, or the world's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass

_FIRST = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|ours|me|us|mine|myself|ourselves)\b(?!\.[A-Z])")
_PERSONS = frozenset("i we my our ours me us mine myself ourselves".split())
_OPENING = 12
"""How many units count as a post's opening."""


def is_own(text: str, lexicon: Lexicon) -> bool:
    """True when a sentence speaks in the author's own person; "we" that means everybody doesn't count."""
    if not _FIRST.search(text):
        return False
    shared = [(found.start, found.end) for found in lexicon.finditer("shared-we", text)]
    return any(not any(s <= m.start() < e for s, e in shared) for m in _FIRST.finditer(text))


@dataclass(frozen=True, slots=True)
class Voice:
    """`own` says for each unit whether it speaks in the author's person; `share` is how many sentences do (0 to 1).

    `publishes` is True for a post that opens by presenting the author's own survey or measurement.
    """

    own: tuple[bool, ...]
    share: float
    publishes: bool

    def near(self, units: Sequence[Unit], index: int, reach: int = 2) -> bool:
        """True when a unit within `reach` of this one, under the same heading, speaks in the author's person."""
        section = units[index].section
        low, high = max(0, index - reach), min(len(units), index + reach + 1)
        return any(self.own[i] for i in range(low, high) if units[i].section == section)


def voice(units: Sequence[Unit], lexicon: Lexicon) -> Voice:
    """The voice of a post."""
    own = tuple(not _PERSONS.isdisjoint(unit.words) and is_own(unit.text, lexicon) for unit in units)
    sentences = [i for i, unit in enumerate(units) if unit.kind in ("sentence", "item")]
    share = sum(own[i] for i in sentences) / max(len(sentences), 1)
    told = [u.text for u in units if u.kind == "front-matter"]
    opening = told + [u.text for u in units if u.kind != "front-matter"][:_OPENING]
    return Voice(own, share, any(lexicon.has("own-publications", text) for text in opening))
