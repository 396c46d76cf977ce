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
_Known = dict[tuple[Key, str], int]
"""By figures and word, the first claim that has them: its place among the claims."""


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
    sourced: _Known = {}
    for place, (claim, key, _) in enumerate(claims):
        if claim.support == "sourced" and key[1]:
            _remember(sourced, key, words(claim.text), place)
    first: _Known = {}
    settled = []
    for place, (claim, key, is_summary) in enumerate(claims):
        new = claim
        if claim.verdict == "open" and key[1]:
            about = words(claim.text)
            source, earlier = _same(sourced, key, about), _same(first, key, about)
            if source is not None:
                why = "the same figure is linked elsewhere in the post"
                sources = claims[source][0].sources
                new = replace(claim, verdict="doubtful", sources=sources, reasons=(*claim.reasons, why))
                if is_summary:
                    new = replace(new, verdict="settled", support="sourced")
            elif earlier is not None:
                new = replace(claim, repeats=claims[earlier][0].span)
            else:
                _remember(first, key, about, place)
        settled.append(new)
    return tuple(settled)


def _remember(known: _Known, key: Key, about: frozenset[str], place: int) -> None:
    for word in about:
        known.setdefault((key, word), place)


def _same(known: _Known, key: Key, about: frozenset[str]) -> int | None:
    """The first of the claims with these figures that shares a word."""
    return min((known[key, word] for word in about if (key, word) in known), default=None)
