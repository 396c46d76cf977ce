"""Whose a figure is: the author's own, which needs no source, or the world's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.cues import Cue
from contentlint.claims.profile import Profile
from contentlint.claims.subjects import at_large
from contentlint.claims.supposed import states_rule
from contentlint.claims.units import Unit
from contentlint.claims.voice import Voice, is_own

_SHARE_OF_MANY = re.compile(r"\w+(?: out of| in) (?:every )?\w+$", re.IGNORECASE)
_POPULATION = re.compile(
    r"\s+(?:of (?:all |the )?(?:[A-Za-z-]+ )?[a-z]+s\b|market share"
    r"|of (?:people|women|men|children|households|traffic|revenue))"
)
_GENERAL = re.compile(
    r"\bsince (?:the )?(?:19|20)\d\d|\b(?:on average|averages?)\b|"
    r"^\W*(?!The|This|That|It|My|Our|His|Her|These|Those|And|But|So|Each|A\b|An\b)[A-Z][\w-]+(?: [\w-]+){0,3} (?:is|"
    r"are) "
    r"(?:about |roughly |up to |over )?\d|"
    r"\b[Bb]y (?:late |early |mid-?|the end of )?20[2-9]\d\b|"
    r"^\W*(?:(?!The |This |My |Our |A |An |I |We )[A-Z][a-z-]+ (?:[a-z-]+ )?)?(?!This|His|Its|Was|Is|Has|Does|Us|"
    r"Saves|Costs|Takes|Uses)[A-Za-z][a-z]+s (?:[a-z]+ly )?"
    r"(?:are|cost|pay|wait|earn|spend|last|need|gain|buy|want|prefer|work|get|[a-z]+e)\b"
)
"""A sentence in the present about things or people in general: "Old houses lose a third of their heat"."""
_OWN_WORK = re.compile(
    r"\W*(?:Th(?:is|ese|e)|Our|With this|As a result,? th(?:is|e)) (?:(?!average)[a-z]+ ){0,2}(?:changes?|"
    r"improvements?|optimi[sz]ations?|"
    r"patch(?:es)?|rewrite|refactoring|migration|fix(?:es)?|updates?|results?|work|effort|switch|"
    r"move) (?:[a-z]+ ){0,4}?"
    r"(?:improved|reduced|decreased|increased|cut|brought|made|resulted|led|saved|dropped|lowered|raised|sped|took|"
    r"(?:is|was|are|were) (?:an? )?(?:reduction|improvement|speed-?up|decrease|increase|saving))"
)
"""What came of a change that the authors made: "This simple patch cut the heap by 4%"."""
_RELEASE_NOTE = re.compile(
    r"\d+\.\d+(?:\.\d+)?(?:[- .]?(?:preview|rc|beta|alpha)[- .]?\d*)?(?: (?:is |has been )?(?:(?:now )?available|"
    r"out|released))?"
    r"\W*$",
    re.IGNORECASE,
)
"""The title of a post that announces a version of the authors' program, and not the news of somebody else's."""
_IMPROVES = re.compile(r"\b(?:faster|slower|smaller|larger|less memory|performance|speed|improv\w+|memory|reduc\w+)\b")
_CAN_COST = re.compile(
    r"\b(?:can|may|could|typically|usually|generally|often) (?:easily )?(?:cost|run|reach|exceed|go up|be)\b"
)
_TELLS = re.compile(r"\b(?:I|[Ww]e|[Mm]y)\b")
"""In a title, who tells; "our" may be everybody's."""
_OURS = re.compile(
    r"\b(?:[Mm]y|[Oo]ur|[Ii] (?:earn|earned|paid|pay|made|make|spent|spend|bought|sold|saved|got|owe|invest|"
    r"invested))\b"
)
"""Words that make a figure the author's, be it of inflation."""
_NO_SUBJECT = re.compile(r"(?:[A-Z][a-z]{2,}ed|Got|Made|Cut|Took|Built|Found|Went|Spent|Lost|Won|Paid|Ran)\b (?!by\b)")
_OF_OTHERS = re.compile(r"\bthan (?:the )?[A-Z]|\b(?:users?|people|customers|visitors)\b")
"""A comparison with somebody else's program, or what users do or feel."""


def _of_the_world(unit: Unit, cue: Cue, lexicon: Lexicon) -> bool:
    """True for a figure of people at large, or for what a market pays: nobody's own, whoever writes the post."""
    if cue.type == "money":
        ranges = any(f.low != f.high for f in cue.figures) or _CAN_COST.search(unit.text) is not None
        return ((ranges or "average" in unit.words) and lexicon.has("market-verbs", unit.text)) or at_large(
            unit, lexicon
        )
    return at_large(unit, lexicon) or any(
        _SHARE_OF_MANY.match(f.text) or _is_of_population(unit.text, f.end, lexicon) for f in cue.figures
    )


def _is_of_population(text: str, at: int, lexicon: Lexicon) -> bool:
    """True before "of the world's mills", not before what a team counts of its own: "of requests"."""
    match = _POPULATION.match(text, at)
    return match is not None and not lexicon.has("own-counts", match.group())


class OwnFigures:
    """Tells which figures of a post are its author's. `is_mixed` is True for a post that partly tells of the author."""

    def __init__(self, units: Sequence[Unit], voice: Voice, profile: Profile, lexicon: Lexicon) -> None:
        self._units, self._voice, self._profile, self._lexicon = units, voice, profile, lexicon
        self._own_post = lexicon.value("claim-thresholds", "own-post")
        self._mixed_post = lexicon.value("claim-thresholds", "mixed-post")
        self._own_sections = {unit.section for unit, own in zip(units, voice.own, strict=True) if own}
        title = units[0].title if units else ""
        self._is_titled_own = _TELLS.search(title) is not None and is_own(title, lexicon)
        self.is_mixed = voice.share >= self._mixed_post

    def why(self, index: int, unit: Unit, cue: Cue) -> str | None:
        """Why the figure of unit number `index` is the author's own, in words; None when it isn't."""
        if self._is_said(index, unit, cue):
            return "said in the author's own person"
        if self._goes_on(index, unit):
            return "goes on with what the author has just told"
        if self._noted_as_own(index, unit):
            return "said to be the author's own in brackets after it"
        general = self._is_public(unit) or self._is_at_large(unit)
        if self._voice.publishes and unit.kind != "front-matter" and not general:
            return "the post presents the author's own survey or measurement"
        share, own, mixed = self._voice.share, self._own_post, self._mixed_post
        world = general or _of_the_world(unit, cue, self._lexicon)
        if "authority" in cue.why or states_rule(unit, self._lexicon):
            return None
        if share >= own and not world:
            return f"{share:.0%} of the post's sentences speak in the author's own person"
        if share >= mixed and not world and self._is_titled_own:
            return "the post's title says that it tells of its author"
        if cue.type == "money":
            if all(self._lexicon.has("announced-amounts", text) for text in (unit.text, unit.title)):
                return "what the post itself announces"
        elif (
            (not world or self._profile.is_technical)
            and self.measures(unit)
            and (share >= mixed or self._announces_release(unit))
        ):
            return "a measurement of the authors' own program"
        elif share >= mixed and not world and _OWN_WORK.match(unit.text):
            return "a result of the authors' own work"
        elif _RELEASE_NOTE.search(unit.title) and _IMPROVES.search(unit.text):
            return "what a release note says of its own program"
        is_account = share >= mixed / 2 and self._profile.is_technical and not _GENERAL.search(unit.text)
        if is_account and not world and cue.type != "money":
            return "a technical account by the people who did it"
        if (
            share >= mixed
            and not world
            and cue.type != "money"  # what a market asks is a claim about the world, whoever tells it
            and (
                (unit.kind == "front-matter" and share >= 2 * mixed)
                or (not self._is_general(unit) and self._voice.near(self._units, index, 1))
                or (unit.kind == "row" and self._profile.is_technical and unit.section in self._own_sections)
            )
        ):
            return "beside the author's own account"
        return None

    def _is_said(self, index: int, unit: Unit, cue: Cue) -> bool:
        """True for what authors say of themselves; "Companies that do so recover, but we …" tells of companies."""
        if not self._voice.own[index] or self._is_public(unit):
            return False
        return not _of_the_world(unit, cue, self._lexicon) or is_own(unit.text[: cue.end], self._lexicon)

    def _is_public(self, unit: Unit) -> bool:
        """True for what "we" see of a market or a country, not of what is called ours."""
        return self._lexicon.has("public-figures", unit.text) and not _OURS.search(unit.text)

    def _is_at_large(self, unit: Unit) -> bool:
        """True for what a sentence that names nobody as its subject says of things in general."""
        return self._lexicon.has("general-words", unit.text) and not is_own(unit.text, self._lexicon)

    def _goes_on(self, index: int, unit: Unit) -> bool:
        """True for "Saved three months." after "We tried it." in one paragraph: told without a subject, as theirs."""
        before = range(max(0, index - 3), index)
        near = any(self._voice.own[i] and self._units[i].block == unit.block for i in before)
        return near and unit.kind == "sentence" and _NO_SUBJECT.match(unit.text) is not None

    def _noted_as_own(self, index: int, unit: Unit) -> bool:
        """True before a remark such as "(based on our client data)" at the end of the paragraph."""
        after = self._units[index + 1 : index + 3]
        return any(
            self._voice.own[index + 1 + step] and other.block == unit.block and other.text.startswith(("[", "("))
            for step, other in enumerate(after)
        )

    def _is_general(self, unit: Unit) -> bool:
        return unit.kind == "sentence" and (
            _GENERAL.search(unit.text) is not None or self._lexicon.has("vague-beside-figures", unit.text)
        )

    def measures(self, unit: Unit) -> bool:
        """True for a sentence on how fast or small a program is, and not on what its users do."""
        return self._lexicon.has("performance-words", unit.text) and not _OF_OTHERS.search(unit.text)

    def _announces_release(self, unit: Unit) -> bool:
        return self._lexicon.heads("release-titles", (unit.title,))
