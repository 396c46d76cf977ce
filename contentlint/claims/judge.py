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
from urllib.parse import urlsplit

from contentlint import figures as fig
from contentlint.claims import exempt
from contentlint.claims.attribution import Attribution, attribution, is_name
from contentlint.claims.cues import Cue, date_cue, figure_cue, quotation_cue, ranking_cue
from contentlint.claims.lexicon import Lexicon
from contentlint.claims.model import Claim, Support, Verdict
from contentlint.claims.repeat import Key, settle_repeats
from contentlint.claims.support import link_class, sources_of
from contentlint.claims.units import Unit, units
from contentlint.claims.voice import voice
from contentlint.post import Post

_WORDS = re.compile(r"[a-z]+")
_OWN_POST = 0.25
"""Share of sentences in the first person from which a post's figures are the author's unless they say otherwise."""
_MIXED_POST = 0.08
"""Share from which a figure near a sentence in the first person is the author's."""
_REFERENCES = re.compile(
    r"\W*(?:references?|sources?|citations?|bibliography|further reading|works cited|footnotes)\b", re.IGNORECASE
)
_LIST_PRICE = re.compile(
    r"\b(?:costs?|prices?|pricing|plans?|fees?|tier|msrp|monthly|yearly|annual|subscription|paid|pro)\b", re.IGNORECASE
)
_PER = re.compile(
    r"\+?\s?(?:USD|US)?\s?(?:/|per |a |one-time|once|for life|for the (?:exam|year|course))", re.IGNORECASE
)
_PRODUCT = re.compile(
    r"\W*(?:[a-z][\w-]+ ){0,4}?(?P<name>[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*)(?= \||:| (?:is|are|costs?|runs?|starts?|offers?|already|comes?|charges?|plans?|pricing|\()|\s[-–—(])"
)
_SUMMARY = re.compile(
    r"\b(?:summary|takeaways?|key (?:points|facts|findings|insights)|tl;?dr|at a glance|conclusion|faqs?|frequently asked|bottom line|in short|overview|introduction)\b",
    re.IGNORECASE,
)
_OWN_MARK = re.compile(r"[\s/*]*own[- _]data[\s/*]*", re.IGNORECASE)
_ENGLISH = frozenset(
    "the of and to a in is for that with on are it you this as be or from by at an your not have".split()
)
_SPEAKER_NAME = re.compile(r"(?<=[Aa]s )[A-Z][\w.'-]+(?: [A-Z][\w.'-]+)*")
_CONFIDENCE: dict[tuple[str, str], float] = {
    ("none", "open"): 0.85, ("vague", "open"): 0.95, ("named-unlinked", "open"): 0.85, ("sourced", "settled"): 0.9,
    ("own-data", "settled"): 0.8, ("quoted-opinion", "settled"): 0.8,
}  # fmt: skip
_UNSURE = {"ranking": 0.6, "quotation": 0.6, "date": 0.6}
_PERIODS = re.compile(r"\b(?:years?|annual(?:ly)?|yearly|monthly|months?)\b", re.IGNORECASE)
_SAVED = re.compile(r"\bsav|\bdifference|\bnet\b|\bleft over|\bprofit", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:this|that|which) (?!same)(?:means|indicates|translates|represents|amounts|corresponds|works|is|equals|implies|suggests)",
    re.IGNORECASE,
)
_POPULATION = re.compile(
    r"\s+(?:of (?:all |the )?(?:[A-Za-z-]+ )?[a-z]+s\b|of (?:people|women|men|children|households|traffic|revenue))"
)


class Judge:
    """Judges one post. `lexicon` holds the cue lists."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self.post = post
        self.lexicon = lexicon
        self.units = units(post, lexicon.pattern("unpublished-keys"))
        self.voice = voice(self.units, lexicon)
        self.own_host = _own_host(post)
        self.has_references = any(_REFERENCES.match(h.prose.text) for h in post.document.headings)
        self.technical = _is_technical(post)
        self.notes: dict[int, list[int]] = {}
        for note in post.document.footnote_references:
            self.notes.setdefault(note.block, []).append(note.at)
        self.own, self.own_parts = _own_marks(post)
        self.supposed: set[int] = set()
        self.amounts: set[float] = set()
        self.titled: set[float] = set()
        self.introduced: dict[str, tuple[tuple[str, ...], str]] = {}

    def claims(self) -> tuple[Claim, ...]:
        """The claims of the post, in order; none for a post that is not in English, the language of the cue lists."""
        if not _is_english(self.units):
            return ()
        return settle_repeats([(claim, *self._identity(unit, claim)) for unit, claim in self._claims()])

    def _identity(self, unit: Unit, claim: Claim) -> tuple[Key, bool]:
        figures = frozenset((f.kind, f.low, f.high) for text in claim.figures for f in fig.find(text))
        heads = " ".join(unit.headings[:1])
        is_summary = unit.kind in ("front-matter", "heading") or unit.section <= 1 or bool(_SUMMARY.search(heads))
        return (claim.type, figures), is_summary

    def _claims(self) -> Iterator[tuple[Unit, Claim]]:
        appeals = self.lexicon.words("appeal-words")
        superlatives = self.lexicon.words("superlative-words")
        for index, unit in enumerate(self.units):
            if any(_REFERENCES.match(h) for h in unit.headings):
                continue
            found = fig.find(unit.text)
            if unit.text.endswith(":"):
                self._introduce(index, unit)
            cue = figure_cue(unit, found, self.lexicon)
            claim = self._figure(index, unit, cue) if cue else None
            if claim is None or claim.support in ("own-data", "quoted-opinion"):
                words = set(_WORDS.findall(unit.text.lower()))
                more = self._appeal(index, unit) if words & appeals else None
                if more is None and (words & superlatives or "#" in unit.text):
                    more = self._ranking(index, unit)
                claim = more or claim or self._other(index, unit)
            if claim is not None:
                yield unit, self._marked(unit, claim)
            amounts = {v for f in found if f.kind == "money" for v in (f.low, f.high)}
            self.amounts |= amounts
            if unit.kind == "heading" or unit.key == "title":
                self.titled |= amounts

    def _marked(self, unit: Unit, claim: Claim) -> Claim:
        """The claim as the author's own data where the author marked it so."""
        if claim.verdict == "settled":
            return claim
        by = "the front matter" if self.own is True else ""
        if isinstance(self.own, tuple) and any(text in claim.text for text in self.own):
            by = "the front matter"
        if not by and any(start <= claim.span.start < end for start, end in self.own_parts):
            by = "a comment"
        if not by:
            return claim
        return replace(
            claim, verdict="settled", support="own-data", reasons=(*claim.reasons, f"marked as own data in {by}")
        )

    # -- figures

    def _figure(self, index: int, unit: Unit, cue: Cue) -> Claim | None:
        lexicon, text = self.lexicon, unit.text
        why = exempt.question(unit) or exempt.quotation(unit, cue.start, cue.end)
        if why:
            return self._settled(unit, cue, "quoted-opinion", why) if "speaker" in why else None
        why = exempt.supposition(unit, cue.start, lexicon)
        if why or self._inherits_supposition(index, unit):
            self.supposed.add(index)
            return None
        said = attribution(text, lexicon, True, self.post.text)
        official = "authority" in cue.why or lexicon.has("official-conditions", text)
        claim = self._supported(index, unit, cue, said)
        if claim:
            return claim
        others = said is not None and said.kind in ("named", "vague")
        if not others:
            own = self._own(index, unit, cue)
            if own:
                return self._settled(unit, cue, "own-data", own)
            if not official:
                why = (
                    exempt.instruction(text, cue.start, lexicon)
                    or exempt.target(unit, cue.start, cue.end, lexicon)
                    or exempt.lookup(unit)
                    or exempt.availability(unit, cue.start, cue.end, lexicon)
                    or exempt.arithmetic(unit)
                    or (
                        cue.type == "money"
                        and exempt.attributive(text, cue.start, cue.figures[0].end, cue.figures[0].high)
                    )
                    or self._derived(unit, cue)
                    or exempt.common(unit, cue.start, cue.end, lexicon)
                )
                if why:
                    return None
        if unit.kind == "heading" and cue.type == "money":
            return None
        if not cue.strong and not (unit.is_list and self._results(unit)):
            return None
        if not cue.strong and cue.why == "a count":
            return None
        if others and said:
            return self._attributed(unit, cue, said)
        verdict, doubt = self._doubt(unit, cue)
        return self._claim(unit, cue, "none", verdict, (cue.why, "no source in or near it", *doubt))

    def _results(self, unit: Unit) -> bool:
        heads = (unit.intro, *unit.headings[:1])
        return any(self.lexicon.has("result-headings", h) for h in heads)

    def _inherits_supposition(self, index: int, unit: Unit) -> bool:
        before = self.units[index - 1] if index else None
        if before is not None and before.block == unit.block and unit.block >= 0 and index - 1 in self.supposed:
            return True
        if not unit.is_list:
            return False
        return bool(
            re.search(
                r"\b(?:example|imagine|suppose|hypothetical|let's say|assume|illustrative|sample)\b",
                unit.intro,
                re.IGNORECASE,
            )
        )

    def _own(self, index: int, unit: Unit, cue: Cue) -> str | None:
        if self.voice.own[index]:
            return "said in the author's own person"
        if self.voice.publishes and not unit.kind == "front-matter":
            return "the post presents the author's own survey or measurement"
        share = self.voice.share
        world = bool(_POPULATION.match(unit.text[cue.end :])) and cue.type == "statistic"
        if share >= _OWN_POST and not (world and share < 0.5):
            return f"{share:.0%} of the post's sentences speak in the author's own person"
        if share >= _MIXED_POST / 2 and self.technical and not world and cue.type != "money":
            return "a technical account by the people who did it"
        if (
            share >= _MIXED_POST
            and not world
            and (unit.kind == "front-matter" or self.voice.near(self.units, index, 1))
        ):
            return "beside the author's own account"
        return None

    def _derived(self, unit: Unit, cue: Cue) -> str | None:
        """An amount that follows from amounts the post gave before: a multiple by months or years, a difference."""
        money = [f for f in cue.figures if f.kind == "money"]
        if not money or len(money) < len(cue.figures):
            return None
        around = " ".join((unit.text, *unit.headings[:2], unit.intro, *(title for _, title in unit.cells)))
        spans = [f for f in fig.find(around) if f.kind == "duration" and f.unit in ("year", "month")]
        times = {f.high for f in spans}
        if _PERIODS.search(around):
            times |= {12.0} | {12 * n for n in times}
        known = {a for a in self.amounts if a}
        saved = _SAVED.search(around)
        for figure in money:
            low, high = figure.low, figure.high
            if {low, high} <= self.titled or any(low / n in known and high / n in known for n in times):
                continue
            if saved and low == high and any(a - low in known for a in known if a > low):
                continue
            return None
        return "follows from amounts given before"

    # -- support

    def _supported(self, index: int, unit: Unit, cue: Cue, said: Attribution | None) -> Claim | None:
        urls, why = self._sources(index, unit, cue, said)
        if urls:
            return self._settled(unit, cue, "sourced", why, urls)
        return None

    def _sources(self, index: int, unit: Unit, cue: Cue, said: Attribution | None) -> tuple[tuple[str, ...], str]:
        found = sources_of(unit.links, self.own_host)
        if found:
            return found, "a link in the same sentence"
        if cue.type == "money":
            found = tuple(k.target for k in unit.links if link_class(k.target, self.own_host) == "home")
            if found:
                return found, "a link to the vendor whose price it is"
        if unit.block in self.notes:
            at, prose_start = unit.pieces[0][2], unit.pieces[0][2]
            if any(prose_start <= n <= at + len(unit.text) + 1 for n in self.notes[unit.block]):
                return ("footnote",), "a footnote"
        found = sources_of(unit.intro_links, self.own_host)
        if found:
            return found, "a link in what introduces its list or table"
        for step, words in ((-1, "before"), (1, "after")):
            other = self._neighbour(index, step)
            found = sources_of(other.links, self.own_host) if other else ()
            if found:
                return found, f"a link in the sentence {words}"
        if said is not None and said.kind == "anaphor":
            near = index - 2 if _GOES_ON.match(said.words) else 0  # "that means" goes on from the sentence before
            for earlier in reversed(self.units[max(near, 0) : index]):
                if earlier.section != unit.section:
                    break
                found = sources_of(earlier.links, self.own_host)
                if found:
                    return found, f"{said.words!r} points back at a source linked earlier in the section"
        if said is not None and said.kind == "named":
            for earlier in reversed(self.units[:index]):
                if earlier.section != unit.section and unit.section - earlier.section > 1:
                    break
                if any(said.words in k.text or said.words in earlier.text for k in earlier.links):
                    found = sources_of(earlier.links, self.own_host)
                    if found and re.search(
                        rf"\b(?:same|the|this|that|its) (?:[\w-]+ )?{re.escape(said.words)}", unit.text, re.IGNORECASE
                    ):
                        return found, f"{said.words!r} is linked earlier"
        if unit.is_list and unit.intro in self.introduced:
            return self.introduced[unit.intro]
        return (), ""

    def _neighbour(self, index: int, step: int) -> Unit | None:
        at = index + step
        if not 0 <= at < len(self.units):
            return None
        unit, other = self.units[index], self.units[at]
        return other if other.block == unit.block and unit.kind != "row" else None

    def _introduce(self, index: int, unit: Unit) -> None:
        """Keep what supports a sentence that introduces a list, for the list's items."""
        said = attribution(unit.text, self.lexicon, True, self.post.text)
        if said is not None:
            cue = Cue("study", said.start, said.end, said.words, True, "")
            urls, why = self._sources(index, unit, cue, said)
            if urls:
                self.introduced[unit.text] = (urls, f"its list is introduced with a source: {why}")

    # -- verdicts

    def _attributed(self, unit: Unit, cue: Cue, said: Attribution) -> Claim:
        if said.kind == "vague":
            return self._claim(unit, cue, "vague", "open", (cue.why, f"{said.words!r} names nobody"), name=said.words)
        verdict: Verdict = "doubtful" if said.findable else "open"
        why = "named so that it can be found, but not linked" if said.findable else "named, but not linked"
        claim = self._claim(
            unit, cue, "named-unlinked", verdict, (cue.why, f"{said.words!r} is {why}"), name=said.words
        )
        return replace(claim, span=unit.span(said.start, said.end))

    def _doubt(self, unit: Unit, cue: Cue) -> tuple[Verdict, tuple[str, ...]]:
        text = unit.text
        if cue.type == "money" and self._is_list_price(unit, cue):
            return "doubtful", ("a list price: link the vendor's price page",)
        if re.search(r"\bbenchmark", text, re.IGNORECASE):
            return "doubtful", ("a benchmark offered as a target",)
        return "open", ()

    def _is_list_price(self, unit: Unit, cue: Cue) -> bool:
        """An exact price of a product or plan; not what a market pays, and not a bare "costs $…" of a sentence."""
        if any(f.low != f.high for f in cue.figures) and not (
            _PER.match(unit.text, cue.figures[0].end) and (self._is_product(unit) or _LIST_PRICE.search(unit.label))
        ):
            return False
        if "between" in unit.text[: cue.start].lower():
            return False
        columns = " ".join(unit.column(f.start) for f in cue.figures) if unit.kind == "row" else ""
        around = f"{unit.text} {columns}"
        if self.lexicon.has("market-price-words", around) or self.lexicon.has("official-conditions", around):
            return False
        if unit.kind == "row" and (_LIST_PRICE.search(columns) or self.lexicon.has("list-price-words", around)):
            return True
        if _PER.match(unit.text, cue.figures[-1].end) or _PER.match(unit.text, cue.figures[0].end):
            return True
        listed = self.lexicon.has("list-price-words", unit.text) or _LIST_PRICE.search(unit.label)
        return bool(listed) or (unit.is_list and len(unit.text.split()) <= 9)

    def _is_product(self, unit: Unit) -> bool:
        """True when what a row or sentence begins with is the name of a product."""
        found = _PRODUCT.match(unit.text)
        return bool(found) and is_name(found["name"], unit.text, found.start("name"), self.lexicon, self.post.text)

    # -- appeals, rankings, quotations

    def _appeal(self, index: int, unit: Unit) -> Claim | None:
        said = attribution(unit.text, self.lexicon, False, self.post.text)
        if said is None or said.kind == "anaphor":
            return None
        if said.kind == "named" and self.technical and not self.lexicon.has("study-words", unit.text):
            return None
        if exempt.question(unit) or unit.kind == "heading" or exempt.quotation(unit, said.start, said.end):
            return None
        cue = Cue("study", said.start, said.end, said.words, True, "an appeal to research or experts")
        claim = self._supported(index, unit, cue, said)
        if claim:
            return claim
        if self.voice.own[index]:
            return None
        if said.kind == "vague":
            verdict: Verdict = "doubtful" if self.has_references else "open"
            return self._claim(unit, cue, "vague", verdict, (cue.why, f"{said.words!r} names nobody"), name=said.words)
        verdict = "doubtful" if said.findable else "open"
        return self._claim(
            unit, cue, "named-unlinked", verdict, (cue.why, f"{said.words!r} is named, but not linked"), name=said.words
        )

    def _ranking(self, index: int, unit: Unit) -> Claim | None:
        cue = ranking_cue(unit, self.lexicon)
        if cue is None or unit.kind in ("heading", "front-matter", "row"):
            return None
        if (
            exempt.question(unit)
            or exempt.quotation(unit, cue.start, cue.end)
            or exempt.supposition(unit, cue.start, self.lexicon)
        ):
            return None
        if exempt.instruction(unit.text, cue.start, self.lexicon) or self.voice.own[index] or self.voice.publishes:
            return None
        claim = self._supported(index, unit, cue, None)
        if claim:
            return claim
        if self.technical and not re.search(
            r"\b(?:world|market|industry|ever|#\s?1|number one)\b", cue.words, re.IGNORECASE
        ):
            return None
        soft = self.lexicon.search("soft-superlatives", unit.text[: cue.end])
        if soft:
            return None
        return self._claim(unit, cue, "none", "open", (cue.why, "no source in or near it"))

    def _other(self, index: int, unit: Unit) -> Claim | None:
        """A quotation that could be looked up, or a date that somebody has announced."""
        cue = quotation_cue(unit) or date_cue(unit)
        if cue is None or unit.kind == "heading" or self._sources(index, unit, cue, None)[0]:
            return None
        speaker = _SPEAKER_NAME.search(cue.words)
        if speaker and self.post.text.count(speaker.group().split()[-1]) > cue.words.count(speaker.group().split()[-1]):
            return None  # somebody the post has introduced
        if cue.type == "date" and (self.technical or self.voice.own[index] or self.voice.share >= _MIXED_POST):
            return None
        return self._claim(unit, cue, "none", "open", (cue.why, "no source in or near it"))

    # -- making claims

    def _claim(
        self, unit: Unit, cue: Cue, support: Support, verdict: Verdict, reasons: Sequence[str],
        sources: tuple[str, ...] = (), name: str = "",
    ) -> Claim:  # fmt: skip
        return Claim(
            unit.span(cue.start, cue.end), unit.whole, unit.text, cue.type, support, verdict,
            tuple(f.text for f in cue.figures), cue.words, name, sources, tuple(reasons),
            min(_CONFIDENCE.get((support, verdict), 0.5), _UNSURE.get(cue.type, 1.0)),
        )  # fmt: skip

    def _settled(self, unit: Unit, cue: Cue, support: Support, why: str, sources: tuple[str, ...] = ()) -> Claim:
        return self._claim(unit, cue, support, "settled", (cue.why, why), sources)


def _is_english(units: Sequence[Unit]) -> bool:
    """True unless the common words of English are missing from a text long enough to have them."""
    words = common = strange = 0
    for unit in units:
        found = unit.text.lower().split()
        words += len(found)
        common += sum(word in _ENGLISH for word in found)
        if not unit.text.isascii():
            strange += sum(c > "\u2e7f" for c in unit.text)  # from the CJK radicals on
    if strange > 2 * words:
        return False
    return words < 60 or common >= 0.07 * words


def _own_marks(post: Post) -> tuple[bool | tuple[str, ...], tuple[tuple[int, int], ...]]:
    """What the author marked as own data: all, or the claims with certain words; and the parts after a comment.

    In the front matter `own-data: true` or a list of words; in the text the comment `own-data`, which holds up to the
    next heading.
    """
    own: bool | tuple[str, ...] = ()
    for name in ("own-data", "own_data", "ownData"):
        field = post.front_matter.get(name)
        if field is not None:
            own = tuple(map(str, field.value)) if isinstance(field.value, list) else field.value is True
    ends = [h.span.start for h in post.document.headings]
    parts = tuple(
        (o.span.end, next((e for e in ends if e > o.span.end), len(post.text)))
        for o in post.document.opaque
        if o.kind in ("comment", "expression") and _OWN_MARK.fullmatch(o.text)
    )
    return own, parts


def _is_technical(post: Post) -> bool:
    """True for a post full of code: at least one piece in 300 words, a block in a named language
    counting as three."""
    document = post.document
    code = sum(o.kind == "code" for o in document.opaque) + 3 * sum(
        b.kind == "code" and bool(b.info) for b in document.blocks
    )
    words = sum(block.prose.text.count(" ") for block in document.blocks)
    return code >= 5 and code * 300 >= words


def _own_host(post: Post) -> str:
    canonical = post.front_matter.get("canonical") or post.front_matter.get("canonicalUrl")
    value = canonical.value if canonical else ""
    return (urlsplit(value).hostname or "") if isinstance(value, str) else ""
