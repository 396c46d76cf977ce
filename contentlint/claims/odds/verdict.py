"""The verdict on what may be a claim: by the odds that an editor asks for its source.

Whether a unit is told lies with the odds alone, whatever the detectors of `judge` would have said; they still name
what supports a claim, and a claim with a source is never asked for one. Of a passage too short to be a post they
decide, too.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from contentlint.claims.model import Claim, Support, Verdict
from contentlint.claims.odds import weights
from contentlint.claims.odds.signals import Candidate, candidates
from contentlint.claims.odds.words import in_words
from contentlint.claims.units import Unit

if TYPE_CHECKING:
    from contentlint.claims.judge import Judge

_FEWEST_WORDS = 150
"""Words of a text without a title from which on it is a post, of which there are labels, and no passage to try out."""
_UNWEIGHED = ("quotation", "date")
"""Types of claims of which there are no labels."""
_OF_USERS = ("vague-sources", "superlatives", "quantity-words")
"""Lists of words that make a claim: where the user has added one, it does, whatever labels of other words say."""


class Odds:
    """The probabilities of a post's candidates."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        words = sum(unit.text.count(" ") + 1 for unit in judge.units)
        self._by_index: dict[int, Candidate] = {}
        if words >= _FEWEST_WORDS or (judge.units and judge.units[0].title):
            self._by_index = {one.index: one for one in candidates(judge)}

    def weighed(self, index: int, unit: Unit, claim: Claim | None) -> Claim | None:
        """The claim with its odds, `claim` being what the detectors made of the unit: open, settled or none by them."""
        one = self._by_index.get(index)
        if one is None or (claim and (claim.type in _UNWEIGHED or claim.support == "sourced")):
            return claim
        if claim and claim.verdict == "open" and any(self._judge.lexicon.has_own(n, unit.text) for n in _OF_USERS):
            return claim
        learnt = weights()
        chance = round(learnt.probability(one.signals), 3)
        if chance < learnt.least:
            if claim is None or claim.verdict == "settled":
                return claim
            reasons = (*claim.reasons, f"an editor would rarely ask for the source here ({chance:.2f})")
            return replace(claim, verdict="settled", support="common", odds=chance, reasons=reasons)
        if claim is None or claim.verdict == "settled":
            claim = self._made(unit, one)
        verdict: Verdict = "settled" if claim.verdict == "settled" else "open"
        reasons = (*claim.reasons, *in_words(one.signals))
        return replace(claim, verdict=verdict, confidence=chance, odds=chance, reasons=reasons)

    def _made(self, unit: Unit, one: Candidate) -> Claim:
        """A claim of what the detectors passed over, or took for the author's own."""
        cue, said = one.cue, one.said
        is_vague = said is not None and said.kind == "vague"
        support: Support = "vague" if is_vague else "none"
        name = said.words if said is not None and is_vague else ""
        made = self._judge.claim(unit, cue, support, "open", (cue.why, "no source in or near it"), name=name)
        return self._judge.marked(made)
