"""From the units of a post to its claims: what claims something, what supports it, and whether to ask for a source.

The procedure, in this order, for each unit:

1. Cues: figures, superlatives, appeals to research, quotations. No cue, no claim.
2. Suppositions, questions, quotations and figures of speech claim nothing.
3. Support: a source in the unit, beside it, in what introduces its list or table, or one it points back to.
4. The author's own figures need none; an appeal to others overrules that.
5. Instructions, targets, calculations and definitions claim nothing, unless an authority or a source is invoked.
6. What is left is open, or doubtful in the cases an editor would let pass as often as not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import advice, exempt, rankings, supposed
from contentlint.claims.attribution import Attribution, attribution
from contentlint.claims.cues import Cue, date_cue, figure_cue, quantity_cue, quotation_cue, ranking_cue
from contentlint.claims.model import Claim, Support, Verdict
from contentlint.claims.odds.verdict import Odds
from contentlint.claims.own import OwnFigures
from contentlint.claims.prices import Amounts, is_list_price, is_market_heading
from contentlint.claims.profile import is_listed_source, is_reference, profile
from contentlint.claims.repeat import Key, settle_repeats
from contentlint.claims.subjects import at_large
from contentlint.claims.support import Sources
from contentlint.claims.units import Unit, units
from contentlint.claims.voice import is_own, voice
from contentlint.post.post import Post
from contentlint.text import figures as fig
from contentlint.text.figures import Figure

_DIGIT = re.compile(r"\d")
_NUMBERS = frozenset(
    "half halved halves third thirds quarter quarters fifth fifths tenth tenths twice thrice double doubled "
    "doubles doubling triple tripled triples tripling quadruple quadrupled fold tenfold twofold threefold figure "
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens two "
    "three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety".split()
)
"""Words that a figure worth a claim can be written with; without one, or a digit, no figure is looked for."""
_BESIDE_ONE = frozenset(("in", "year", "month", "week", "day", "hour", "minute"))
"""Words of which one stands beside a "one" that counts: "one in five", "one year"."""
_MAY_BE_OTHER = re.compile(r"[\"”]|(?:19|20)\d")
"""What a quotation or an announced date has."""
_SHARES = frozenset(
    "majority minority percentage proportion share portion fraction likely itself themselves roi payback return digit "
    "digits".split()
)
"""Words of which one stands in a share or a comparison given in words."""
_FORENAME = re.compile(r"[A-Z][a-z]+(?:-[A-Z][a-z]+)?")
_PERSONA = re.compile(r"\W*[A-Z][a-z]{2,} (?:works|runs|earns|spends|owns|lives|has|is|makes|pays|manages|teaches)\b")
_OF_PERSON = re.compile(r"\W*(?:(?:For|To|With) )?(?:[Ss]he|[Hh]e|[Hh]er|[Hh]is|[Hh]im)\b")
_SPEAKER_NAME = re.compile(r"(?<=[Aa]s )[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*")
_CONFIDENCE: dict[tuple[str, str], float] = {
    ("none", "open"): 0.85, ("vague", "open"): 0.95, ("named-unlinked", "open"): 0.85, ("sourced", "settled"): 0.9,
    ("own-data", "settled"): 0.8, ("quoted-opinion", "settled"): 0.8,
}  # fmt: skip
_UNSURE = {"ranking": 0.6, "quotation": 0.6, "date": 0.6}
_STILL_SUPPOSED = re.compile(
    r"\b(?:you|your|yours|that|this|these|those|it|its|they|their|he|she|his|her|we|our|I|my|would|then|so|now|"
    r"after|over|total|same|each|both|another|remaining|the (?:result|difference|rest|other|second|first))\b|[=×]",
    re.IGNORECASE,
)
_MAY_REACH = "the source linked just before may cover it"
_STUDY = re.compile(r"stud|research|survey|poll|report|expert|analyst|scien|trial|literature|statistic", re.IGNORECASE)
"""Whose appeal is to others, not to experiments of one's own."""
_ROUND = frozenset((80.0, 90.0, 95.0, 99.0))
_OF = re.compile(r"\s+of\s")
_NEAR = 40
"""Code points after a share in which what it is a share of is named."""


class Judge:
    """Judges one post. `lexicon` holds the cue lists."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self.post = post
        self.lexicon = lexicon
        self.units = units(post, lexicon)
        self.voice = voice(self.units, lexicon)
        self.profile = profile(post, self.units, lexicon)
        self.sources = Sources(post, self.units, lexicon, self.profile)
        self.amounts = Amounts()
        self.supposed: set[int] = set()
        self._figures: dict[int, tuple[Figure, ...]] = {}
        self.own = OwnFigures(self.units, self.voice, self.profile, lexicon)

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the post, in order; none for a post that is not in English, the language of the cue lists."""
        if not self.profile.is_english:
            return ()
        odds = Odds(self)
        weighed = ((unit, odds.weighed(index, unit, claim)) for index, unit, claim in self._claims())
        return settle_repeats([(claim, *self._identity(unit, claim)) for unit, claim in weighed if claim is not None])

    def _identity(self, unit: Unit, claim: Claim) -> tuple[Key, bool]:
        heads = " ".join(unit.headings[:1])
        is_summary = (
            unit.kind in ("front-matter", "heading") or unit.section <= 1 or self.lexicon.has("summary-headings", heads)
        )
        return (claim.type, claim.values), is_summary

    def _claims(self) -> Iterator[tuple[int, Unit, Claim | None]]:
        appeals = self.lexicon.words("appeal-words") if not self.lexicon.has_added("vague-sources") else None
        rankings = self.lexicon.gate("superlatives")
        has_quantities = self.lexicon.has_added("quantity-words")
        headings, listed = None, False
        for index, unit in enumerate(self.units):
            if unit.headings != headings:
                headings = unit.headings
                listed = any(is_reference(h, self.lexicon) for h in headings)
            if listed or is_listed_source(unit, self.lexicon):
                continue
            words, found = unit.words, self.figures(index)
            cue = figure_cue(unit, found, self.lexicon) if found else None
            if cue is None and (has_quantities or not _SHARES.isdisjoint(words)):
                cue = quantity_cue(unit, self.lexicon)
            has_appeal = appeals is None or not appeals.isdisjoint(words)
            if has_appeal and unit.text.endswith(":"):
                self.sources.introduce(index)
            claim = self._figure(index, unit, cue, has_appeal or "(" in unit.text) if cue else None
            if claim is None or claim.support in ("own-data", "quoted-opinion"):
                is_program = claim is not None and self.own.measures(unit)
                more = self._appeal(index, unit) if has_appeal and not is_program else None
                if more is None and (rankings is None or not rankings.isdisjoint(words)):
                    more = self._ranking(index, unit)
                claim = more or claim or (self._other(index, unit) if _MAY_BE_OTHER.search(unit.text) else None)
            yield index, unit, self.marked(claim) if claim is not None else None
            if found:
                self.amounts.add(unit, found, claim is not None and claim.verdict == "open")

    def marked(self, claim: Claim) -> Claim:
        """The claim as the author's own data where the author marked it so."""
        by = "" if claim.verdict == "settled" else self.profile.mark(claim.span, claim.text)
        if not by:
            return claim
        reasons = (*claim.reasons, f"marked as own data in {by}")
        return replace(claim, verdict="settled", support="own-data", reasons=reasons)

    def figures(self, index: int) -> tuple[Figure, ...]:
        """The figures of a unit, by its number; they are looked for only where one may be."""
        if index not in self._figures:
            unit = self.units[index]
            may_count = (
                _DIGIT.search(unit.text)
                or not _NUMBERS.isdisjoint(unit.words)
                or ("one" in unit.words and not _BESIDE_ONE.isdisjoint(unit.words))
            )
            self._figures[index] = fig.find(unit.text) if may_count else ()
        return self._figures[index]

    # -- figures

    def _figure(self, index: int, unit: Unit, cue: Cue, may_name: bool) -> Claim | None:
        lexicon, text = self.lexicon, unit.text
        why = supposed.question(unit) or supposed.quotation(unit, cue.start, cue.end, self.lexicon)
        if why:
            return self._settled(unit, cue, "quoted-opinion", why) if "speaker" in why else None
        why = supposed.supposition(unit, cue.start, lexicon)
        if why or self.inherits_supposition(index, unit, self.supposed) or self.is_persona(index, unit):
            self.supposed.add(index)
            return None
        said = attribution(text, lexicon, True, self.profile.names) if may_name else None
        official = (
            "authority" in cue.why or lexicon.has("official-conditions", text) or supposed.states_rule(unit, lexicon)
        )
        claim = self._supported(index, unit, cue, said)
        if claim:
            return claim
        if self.profile.is_technical and cue.why == "a multiple" and not _DIGIT.search(cue.words):
            return None  # "doubles the timeout"
        if said and said.kind == "named" and self._is_speaker(said.words):
            return self._settled(unit, cue, "quoted-opinion", f"told by {said.words}, whom the post introduces")
        others = said is not None and said.kind in ("named", "vague")
        own = self.own.why(index, unit, cue)
        if said and said.kind == "vague" and own and self.own.measures(unit) and not _STUDY.search(said.words):
            others = False  # "early experiments show" of those who ran them
        if not others:
            if own:
                return self._settled(unit, cue, "own-data", own)
            if not official:
                why = (
                    (
                        None
                        if (unit.kind == "row" and cue.type == "money") or advice.is_effect(unit)
                        else advice.instruction(text, cue.start, lexicon)
                    )
                    or advice.target(unit, cue.start, cue.end, lexicon)
                    or exempt.lookup(unit, cue.start)
                    or exempt.availability(unit, cue.start, cue.end, lexicon)
                    or exempt.arithmetic(unit, lexicon)
                    or (
                        cue.type == "money"
                        and exempt.attributive(text, cue.start, cue.figures[0].end, cue.figures[0].high)
                    )
                    or self.amounts.explain(unit, cue, lexicon)
                    or exempt.common(unit, cue.start, cue.end, lexicon)
                )
                if why:
                    return None
        if unit.kind == "heading" and cue.type == "money" and not is_market_heading(unit, cue, lexicon):
            return None
        is_result = cue.why != "a count" and unit.is_list and self._results(unit)
        if not (cue.strong or is_result or (others and self._is_findings(cue))):
            return None
        if others and said:
            return self._attributed(index, unit, cue, said)
        verdict, doubt = self._doubt(index, unit, cue)
        return self.claim(unit, cue, "none", verdict, (cue.why, "no source in or near it", *doubt))

    def _is_speaker(self, name: str) -> bool:
        """True for a person the post introduces and keeps referring to by one name: somebody it talked with."""
        text = self.post.text
        return (
            _FORENAME.fullmatch(name) is not None
            and not self.lexicon.has("publishers", name)
            and text.count(name) >= self.lexicon.value("claim-thresholds", "known-person")
            and re.search(rf"\b{re.escape(name)}(?: [A-Z][a-z]+\b| from (?:the )?[A-Z]|, (?:who|an?|the|our) )", text)
            is not None
        )

    def _is_findings(self, cue: Cue) -> bool:
        """True for a count too large to be told from memory, which a sentence ascribes to somebody."""
        least = self.lexicon.value("claim-thresholds", "ascribed-count")
        return not self.profile.is_technical and cue.why == "a count" and any(f.high >= least for f in cue.figures)

    def _results(self, unit: Unit) -> bool:
        heads = (unit.intro, *unit.headings[:1])
        return self.lexicon.heads("result-headings", heads)

    def is_persona(self, index: int, unit: Unit) -> bool:
        """True for "Sarah spends six hours on calls. For her, …": somebody made up to tell of, by a forename alone."""
        after = self.units[index + 1] if index + 1 < len(self.units) else None
        return (
            after is not None
            and after.block == unit.block
            and _PERSONA.match(unit.text) is not None
            and _OF_PERSON.match(after.text) is not None
        )

    def inherits_supposition(self, index: int, unit: Unit, known: set[int]) -> bool:
        """True for a unit that goes on with what the one before supposes; `known` are the numbers of those."""
        before = self.units[index - 1] if index else None
        if before is not None and before.block == unit.block and unit.block >= 0 and index - 1 in known:
            goes_on = _STILL_SUPPOSED.search(unit.text) is not None and not supposed.states_rule(unit, self.lexicon)
            return goes_on and not at_large(unit, self.lexicon)
        if unit.quoted:
            told = next((u for u in reversed(self.units[:index]) if not u.quoted), None)
            return told is not None and self.lexicon.has("example-intros", told.text)
        if not unit.is_list:
            return False
        return self.lexicon.has("example-intros", unit.intro)

    # -- support

    def _supported(self, index: int, unit: Unit, cue: Cue, said: Attribution | None) -> Claim | None:
        urls, why = self.sources.find(index, cue.words, cue.type == "money", said)
        if urls:
            return self._settled(unit, cue, "sourced", why, urls)
        return None

    # -- verdicts

    def _attributed(self, index: int, unit: Unit, cue: Cue, said: Attribution) -> Claim:
        if said.kind == "vague":
            reasons: tuple[str, ...] = (cue.why, f"{said.words!r} names nobody")
            if self.sources.may_reach(index):
                reasons = (*reasons, _MAY_REACH)
                return self.claim(unit, cue, "vague", "doubtful", reasons, name=said.words)
            return self.claim(unit, cue, "vague", "open", reasons, name=said.words)
        verdict: Verdict = "doubtful" if said.findable else "open"
        why = "named so that it can be found, but not linked" if said.findable else "named, but not linked"
        claim = self.claim(unit, cue, "named-unlinked", verdict, (cue.why, f"{said.words!r} is {why}"), name=said.words)
        return replace(claim, span=unit.span(said.start, said.end))

    def _doubt(self, index: int, unit: Unit, cue: Cue) -> tuple[Verdict, tuple[str, ...]]:
        text = unit.text
        if self.sources.may_reach(index):
            return "doubtful", (_MAY_REACH,)
        if cue.type == "money" and is_list_price(unit, cue, self.lexicon, self.profile.names):
            return "doubtful", ("a list price: link the vendor's price page",)
        figure = cue.figures[0] if cue.figures else None
        if figure and figure.kind == "percent" and figure.high in _ROUND and _OF.match(text, figure.end):
            whole = self.lexicon.search("loose-wholes", text[figure.end : figure.end + _NEAR])
            if whole:
                return "doubtful", (f"a round share of {whole.words!r} is more a way of speaking than a measurement",)
        if re.search(r"\bbenchmark", text, re.IGNORECASE):
            return "doubtful", ("a benchmark offered as a target",)
        return "open", ()

    # -- appeals, rankings, quotations

    def _appeal(self, index: int, unit: Unit) -> Claim | None:
        said = attribution(unit.text, self.lexicon, False, self.profile.names)
        if said is None or said.kind == "anaphor":
            return None
        if self.profile.is_technical and not self.lexicon.has("study-words", unit.text):
            return None
        if (
            supposed.question(unit)
            or unit.kind == "heading"
            or supposed.quotation(unit, said.start, said.end, self.lexicon)
        ):
            return None
        if supposed.in_example(unit, self.lexicon):
            return None
        cue = Cue("study", said.start, said.end, said.words, True, "an appeal to research or experts")
        claim = self._supported(index, unit, cue, said)
        if claim:
            return claim
        if said.kind == "named" and (supposed.speaker(unit.text, said.end) or self._is_speaker(said.words)):
            return self._settled(unit, cue, "quoted-opinion", "words of a speaker who is named")
        is_passive = said.words.startswith(("has ", "have ", "is ", "are "))
        if is_own(unit.text if is_passive else unit.text[: said.end], self.lexicon):
            return None
        if said.kind == "vague":
            verdict: Verdict = "doubtful" if self.profile.has_references else "open"
            return self.claim(unit, cue, "vague", verdict, (cue.why, f"{said.words!r} names nobody"), name=said.words)
        verdict = "doubtful" if said.findable else "open"
        return self.claim(
            unit, cue, "named-unlinked", verdict, (cue.why, f"{said.words!r} is named, but not linked"), name=said.words
        )

    def _ranking(self, index: int, unit: Unit) -> Claim | None:
        cue = ranking_cue(unit, self.lexicon)
        if cue is None or unit.kind == "row":
            return None
        if unit.kind in ("heading", "front-matter") and not rankings.counts(unit.text):
            return None
        if (
            supposed.question(unit)
            or supposed.quotation(unit, cue.start, cue.end, self.lexicon)
            or supposed.supposition(unit, cue.start, self.lexicon)
        ):
            return None
        is_sweeping = rankings.is_sweeping(cue.words)
        own = is_own(unit.text[: cue.end], self.lexicon) if is_sweeping else self.voice.own[index]
        if own or self.voice.publishes:
            return None
        if advice.instruction(unit.text, cue.start, self.lexicon) and not rankings.counts(unit.text):
            return None
        if not is_sweeping and self.own.why(index, unit, cue):
            return None
        claim = self._supported(index, unit, cue, None)
        if claim:
            return claim
        is_inside = self.own.is_mixed and rankings.is_frequency(cue.words)
        if self.profile.is_technical and (not is_sweeping or is_inside):
            return None  # "the most common case", of which the author knows
        if self.lexicon.has("soft-superlatives", unit.text[: cue.end]):
            return None
        return self.claim(unit, cue, "none", "open", (cue.why, "no source in or near it"))

    def _other(self, index: int, unit: Unit) -> Claim | None:
        """A quotation that could be looked up, or a date that somebody has announced."""
        cue = quotation_cue(unit, self.lexicon) or date_cue(unit)
        if cue is None or unit.kind == "heading" or self.sources.find(index, cue.words, False, None)[0]:
            return None
        speaker = _SPEAKER_NAME.search(cue.words)
        if speaker and self.post.text.count(speaker.group().split()[-1]) > cue.words.count(speaker.group().split()[-1]):
            return None  # somebody the post has introduced
        if cue.type == "date" and (self.profile.is_technical or self.voice.own[index] or self.own.is_mixed):
            return None
        return self.claim(unit, cue, "none", "open", (cue.why, "no source in or near it"))

    # -- making claims

    def claim(
        self, unit: Unit, cue: Cue, support: Support, verdict: Verdict, reasons: Sequence[str],
        sources: tuple[str, ...] = (), name: str = "",
    ) -> Claim:  # fmt: skip
        return Claim(
            unit.span(cue.start, cue.end), unit.whole, unit.text, cue.type, support, verdict,
            tuple(f.text for f in cue.figures), frozenset((f.kind, f.low, f.high) for f in cue.figures), cue.words,
            name, sources, tuple(reasons),
            min(_CONFIDENCE.get((support, verdict), 0.5), _UNSURE.get(cue.type, 1.0)),
        )  # fmt: skip

    def _settled(self, unit: Unit, cue: Cue, support: Support, why: str, sources: tuple[str, ...] = ()) -> Claim:
        return self.claim(unit, cue, support, "settled", (cue.why, why), sources)
