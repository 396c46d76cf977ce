"""The same claim made more than once in a post: supported elsewhere, or open every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from contentlint.claims.model import Claim

_WORD = re.compile(r"[a-z]{4,}")
_COMMON = frozenset(
    "about more than that this with from their they have will your what when which most some also into over other such "
    "these those between around approximately roughly nearly average report reports according percent million "
    "billion".split()
)
Key = tuple[str, frozenset[tuple[str, float, float]]]


def words(text: str) -> frozenset[str]:
    """The words of a claim that say what it is about, cut to five letters so that their forms meet."""
    return frozenset(w[:5] for w in _WORD.findall(text.lower()) if w not in _COMMON)


def settle_repeats(claims: Sequence[tuple[Claim, Key, bool]]) -> tuple[Claim, ...]:
    """The claims with what their repetitions tell of each other.

    Each comes with its key (its type and the values of its figures) and whether it stands in a headline or summary.
    An open claim whose figures are sourced elsewhere in the post is settled in a headline or summary and doubtful in
    the text; of claims that are open every time, the later ones say where the first stands. Two claims are the same
    when their figures are equal and they share a word.
    """
    sourced: dict[Key, list[Claim]] = {}
    for claim, key, _ in claims:
        if claim.support == "sourced" and key[1]:
            sourced.setdefault(key, []).append(claim)
    first: dict[Key, list[Claim]] = {}
    settled = []
    for claim, key, is_summary in claims:
        new = claim
        if claim.verdict == "open" and key[1]:
            about = words(claim.text)
            source = next((s for s in sourced.get(key, ()) if words(s.text) & about), None)
            if source is not None:
                why = "the same figure is linked elsewhere in the post"
                new = replace(claim, verdict="doubtful", sources=source.sources, reasons=(*claim.reasons, why))
                if is_summary:
                    new = replace(new, verdict="settled", support="sourced")
            else:
                earlier = next((f for f in first.get(key, ()) if words(f.text) & about), None)
                if earlier is not None:
                    new = replace(claim, repeats=earlier.span)
                else:
                    first.setdefault(key, []).append(claim)
        settled.append(new)
    return tuple(settled)
