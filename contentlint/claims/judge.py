"""From the candidates of a post to its claims: of which type, what supports them, and whether to ask for a source.

What type a candidate is and what supports it is said by its words and its place; whether an editor would ask for the
source, by the odds alone (`claims.odds`). A claim with a source is never asked for one, and what the author marked as
own data neither.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.cues import Cue, date_cue, quotation_cue
from contentlint.claims.model import Claim, Support, Verdict
from contentlint.claims.odds import Weights, weights
from contentlint.claims.odds.signals import Candidate, candidates
from contentlint.claims.odds.words import in_words
from contentlint.claims.reading import Reading
from contentlint.claims.repeat import Key, settle_repeats
from contentlint.claims.units import Unit
from contentlint.post.post import Post

_MAY_BE_OTHER = re.compile(r"[\"”]|(?:19|20)\d")
"""What a quotation or an announced date has."""
_SPEAKER_NAME = re.compile(r"(?<=[Aa]s )[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*")
_NAME_PART = re.compile(r"\w+")
_SURE = 0.9
"""Confidence that a claim with a source is one."""
_MOST = 0.99
"""The most that odds can say."""
_ROUGH = 0.5
"""The most that odds can say of an order of magnitude ("thousands of dollars"): of 17 of which they said more, labels
call 16 borderline and none a flag, and what is borderline is left out where the odds are learnt."""
_UNWEIGHED = 0.6
"""Confidence in a quotation or a date, of which there are no labels."""
_OF_THE_WORLD = frozenset(("R:market", "V:people-at-large"))
"""Signals of what is nobody's own data."""
_OF_USERS = ("vague-sources", "superlatives", "quantity-words")
"""Lists of words that make a claim: where the user has added one, it does, whatever labels of other words say."""
_NO_SOURCE = "no source in or near it"
_FEWEST_WORDS = 150
"""Words of a text without a title from which on it is a post, and no passage to try out."""


def judged(post: Post, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of a post, in order; none for a post that is not in English, the language of the word lists."""
    reading = Reading(post, lexicon)
    return Judge(reading).claims() if reading.profile.is_english else ()


class Judge:
    """Judges one post as it was read."""

    def __init__(self, reading: Reading, learnt: Weights | None = None) -> None:
        self._reading = reading
        self._learnt = learnt or weights()
        words = sum(unit.text.count(" ") + 1 for unit in reading.units)
        self._is_passage = words < _FEWEST_WORDS and not (reading.units and reading.units[0].title)

    @cached_property
    def _names(self) -> Counter[str]:
        """How often the post has each word."""
        return Counter(_NAME_PART.findall(self._reading.post.text))

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the post, in order."""
        found = {one.index: self._claim(one) for one in candidates(self._reading)}
        told = ((unit, self._either(found.get(index), index, unit)) for index, unit in self._reading.told())
        return settle_repeats([(claim, *self._identity(unit, claim)) for unit, claim in told if claim is not None])

    def _either(self, claim: Claim | None, index: int, unit: Unit) -> Claim | None:
        """The claim, or the quotation or date of a unit that claims nothing else."""
        if claim is not None and (claim.verdict != "settled" or claim.support in ("sourced", "own-data")):
            return claim
        return self._other(index, unit) or claim

    def _identity(self, unit: Unit, claim: Claim) -> tuple[Key, bool]:
        heads = " ".join(unit.headings[:1])
        is_summary = (
            unit.kind in ("front-matter", "heading")
            or unit.section <= 1
            or self._reading.lexicon.has("summary-headings", heads)
        )
        return (claim.type, claim.values), is_summary

    def _claim(self, one: Candidate) -> Claim | None:
        unit, cue, said = self._reading.units[one.index], one.cue, one.said
        chance = self._learnt.probability(one.signals)
        asks, may_ask = chance >= self._learnt.least, chance >= self._learnt.least / 2
        chance = min(_MOST, round(self._learnt.of_passage(chance) if self._is_passage else chance, 3))
        if _is_rough(cue):
            chance = min(chance, _ROUGH)
        speaks = "question" in one.signals or "quoted:sample" in one.signals
        urls, where = one.source
        if urls:
            is_claim = asks or not (one.is_loose or speaks)
            return _made(unit, cue, "sourced", "settled", (cue.why, where), _SURE, sources=urls) if is_claim else None
        if self._is_own_result(one):
            why = "the post or the list presents data of its author's"
            return _made(unit, cue, "own-data", "settled", (cue.why, why), _SURE, odds=chance)
        if cue.type == "ranking" and self._reading.lexicon.has("soft-superlatives", unit.text[: cue.end]):
            return None  # "one of the largest" can't be counted
        if asks or any(self._reading.lexicon.has_own(name, unit.text) for name in _OF_USERS):
            return self._open(one, unit, chance if asks else None)
        if one.is_loose or speaks:
            return None
        support: Support = "common"
        if said is not None and said.kind == "named":
            support = "named-unlinked"
        elif "quoted:speaker" in one.signals:
            support = "quoted-opinion"
        elif "own" in one.signals:
            support = "own-data"
        reasons = (cue.why, f"an editor would rarely ask for the source here ({chance:.2f})")
        if may_ask and support in ("common", "named-unlinked"):
            claim = self._open(one, unit, chance)
            return replace(claim, verdict="doubtful" if claim.verdict == "open" else claim.verdict)
        name = said.words if said is not None and support == "named-unlinked" else ""
        return _made(unit, cue, support, "settled", reasons, 1 - chance, odds=chance, name=name)

    def _is_own_result(self, one: Candidate) -> bool:
        """True in a post that presents its author's own survey or measurement, and in a list introduced as the author's
        data, but for what is said of a market or of people at large, or ascribed to somebody."""
        if one.is_loose or (one.said is not None and one.said.kind != "anaphor"):
            return False
        presents = self._reading.voice.publishes or "own:intro" in one.signals
        return presents and _OF_THE_WORLD.isdisjoint(one.signals)

    def _open(self, one: Candidate, unit: Unit, chance: float | None) -> Claim:
        """A claim that a source is asked for, unless the author marked it as own data."""
        cue, said = one.cue, one.said
        support: Support = "none"
        why, name, pointed = _NO_SOURCE, "", None
        if said is not None and said.kind == "vague":
            support, why, name = "vague", f"{said.words!r} names nobody", said.words
        elif said is not None and said.kind == "named":
            support, name, pointed = "named-unlinked", said.words, unit.span(said.start, said.end)
            how = "named so that it can be found, but not linked" if said.findable else "named, but not linked"
            why = f"{said.words!r} is {how}"
        reasons = (cue.why, why, *(in_words(one.signals) if chance is not None else ()))
        claim = _made(unit, cue, support, "open", reasons, chance or 1.0, odds=chance, name=name)
        return self._marked(replace(claim, span=pointed) if pointed else claim)

    def _marked(self, claim: Claim) -> Claim:
        """The claim as the author's own data where the author marked it so."""
        by = self._reading.profile.mark(claim.span, claim.text)
        if not by:
            return claim
        return replace(
            claim, verdict="settled", support="own-data", reasons=(*claim.reasons, f"marked as own data in {by}")
        )

    def _other(self, index: int, unit: Unit) -> Claim | None:
        """A quotation that could be looked up, or a date that somebody has announced."""
        reading = self._reading
        if not _MAY_BE_OTHER.search(unit.text) or unit.kind == "heading":
            return None
        cue = quotation_cue(unit, reading.lexicon) or date_cue(unit)
        if cue is None or reading.sources(index, cue.words, False, None)[0]:
            return None
        speaker = _SPEAKER_NAME.search(cue.words)
        name = _NAME_PART.findall(speaker.group())[-1] if speaker else ""
        if name and self._names[name] > _NAME_PART.findall(cue.words).count(name):
            return None  # somebody the post has introduced
        mixed = reading.lexicon.value("claim-thresholds", "mixed-post")
        if cue.type == "date" and (
            reading.profile.is_technical or reading.voice.own[index] or reading.voice.share >= mixed
        ):
            return None
        return self._marked(_made(unit, cue, "none", "open", (cue.why, _NO_SOURCE), _UNWEIGHED))


def _is_rough(cue: Cue) -> bool:
    """True for no more than an order of magnitude: "millions of visitors", "thousands of dollars"."""
    return bool(cue.figures) and all(f.high == math.inf and not f.decimals for f in cue.figures)


def _made(
    unit: Unit, cue: Cue, support: Support, verdict: Verdict, reasons: Sequence[str], confidence: float, *,
    odds: float | None = None, sources: tuple[str, ...] = (), name: str = "",
) -> Claim:  # fmt: skip
    return Claim(
        unit.span(cue.start, cue.end), unit.whole, unit.text, cue.type, support, verdict,
        tuple(f.text for f in cue.figures), frozenset((f.kind, f.low, f.high) for f in cue.figures), cue.words,
        name, sources, tuple(reasons), confidence, odds,
    )  # fmt: skip
