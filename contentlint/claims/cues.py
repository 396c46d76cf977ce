"""What makes a unit look like a claim, before anything is said against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from contentlint.claims import exempt
from contentlint.claims.lexicon import Lexicon
from contentlint.claims.model import ClaimType
from contentlint.claims.units import Unit
from contentlint.figures import Figure

_TECHNICAL = re.compile(
    r"\s?-?(?:px|pixels?|em|rem|pt|dpi|fps|[kmgt]i?b(?:ps)?|[kmg]hz|mah|watts?|volts?|bits?|bytes?|cores?|threads?|"
    r"characters?|chars|words?|tokens?|pages?|lines?|rows?|columns?|steps?|lbs?|kg|mg|mcg|iu|ml|g|grams?|oz|cm|mm|"
    r"inch(?:es)?|feet|ft|°|degrees?|kw|kwh|parameters?|requests?|retries|attempts?|levels?|slides?|emails?|questions?|"
    r"posts?|tips?|ways?|reasons?|examples?|items?|tools?|sections?|chapters?|minutes?|hours?|keywords?|images?|"
    r"versions?|commits?|files?|points?|tests?|reps|sets|calories)\b",
    re.IGNORECASE,
)
_NOUN = re.compile(r"\s+(?:[A-Za-z][\w'-]*\s+){0,3}?[a-z][\w'-]*(?:s|people|men|women|children|staff|mail)\b")
_COMPARES = re.compile(
    r"\s?(?:more|less|fewer|faster|slower|higher|lower|cheaper|better|greater|larger|bigger|smaller|likely|as |the |"
    r"return|roi|growth|increase|boost|improvement|productivity|revenue|valuable|over|than|longer|shorter|stronger|"
    r"in (?:size|value|price|revenue|traffic))",
    re.IGNORECASE,
)
_CHANGE = re.compile(
    r"\b(?:vs\.?|versus|compared (?:to|with)|down from|up from|instead of|previously|reduc\w+|cut\w*|improv\w+|faster|sooner)\b",
    re.IGNORECASE,
)
_SPAN_OF_INTEREST = re.compile(
    r"\b(?:average|on average|roi|pay ?back|break[- ]even|payoff|return on investment|before (?:\w+ ){0,2}diagnosis|lifespan|"
    r"life expectancy|last(?:s|ed)? (?:for )?|wait(?:ing)? (?:time|list)|lead time|lifetime|turnover|tenure)\b",
    re.IGNORECASE,
)
_BOUND = re.compile(r"\b(?:over|more than|at least|nearly|almost|roughly|about|around|approximately|some|an estimated|up to|close to)\s+$", re.IGNORECASE)

_MOST = re.compile(r"\b[Mm]ost (?:[\w-]+ ){1,4}(?:[\w-]+ ){0,3}$")
_LIMIT = re.compile(r"\b(?:under|less than|within|in just|only|average of|in as little as|as little as|up to|more than|over)\s+$", re.IGNORECASE)
_MODEL = re.compile(r"[\s-]+(?:\(?\w+\)? )?(?:models?|params?|parameters?|tokens?|context|versions?|variants?|quantized|llms?|weights|active)\b", re.IGNORECASE)
_SIMPLE_SHARE = re.compile(r"\s*(?:a |an |one )?(?:half|third|quarter)", re.IGNORECASE)
_LOOSE = re.compile(r"(?:tens |dozens |hundreds )?(?:of )?(?:thousands|millions|billions)", re.IGNORECASE)
_LONG = re.compile(r"hours?|days?|weeks?|months?|years? ", re.IGNORECASE)
_LETTER = re.compile(r"[a-zA-Z]")
_SHARE = re.compile(r"\s+of\s+(?:all |the |our |their |its |those |these |these |U\.?S\.? )*(?:[A-Za-z-]+ ){0,2}?(?:[a-z]+s|people|women|men|children)\b")
_AVERAGE = re.compile(
    r"\b(?:average|averages|averaged|averaging|mean|median)\b[^.;]{0,40}?\b(?:is|was|are|were|of|at|has|have|stands at|around|about|"
    r"reached|hit)\s+(?:around |about |roughly |nearly |over |just |now |approximately )*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Cue:
    """What makes a unit a candidate: `start`..`end` in its text are the words to point at.

    `strong` cues (a percentage, an amount, a multiple, a large count) are claims unless something speaks against
    it; weak ones (a stretch of time, a small count) only when something speaks for it.
    """

    type: ClaimType
    start: int
    end: int
    words: str
    strong: bool
    why: str
    figures: tuple[Figure, ...] = ()


def figure_cue(unit: Unit, found: Sequence[Figure], lexicon: Lexicon) -> Cue | None:
    """The cue of a unit's figures, or None when none of them could be a claim."""
    found = [f for f in found if not exempt.is_sample(unit, f.start, f.end)]
    if not found:
        return None
    official = any(f.kind in ("duration", "count") for f in found) and any(
        lexicon.has("official-conditions", text) for text in (unit.text, *unit.headings[:2], unit.title)
    )
    rated = [(f, *_rate(unit, f, official)) for f in found]
    live = [(f, strong, why) for f, strong, why in rated if why]
    if not live:
        return None
    strong = [entry for entry in live if entry[1]]
    use = strong or live
    first = use[0][0]
    figures = tuple(f for f, _, _ in use)
    end = first.end
    for figure in figures[1:]:  # figures that stand together are pointed at together
        if figure.start - end > 28:
            break
        end = figure.end
    kind: ClaimType = "money" if all(f.kind == "money" for f in figures) else "statistic"
    return Cue(kind, first.start, end, unit.text[first.start : end], bool(strong), use[0][2], figures)


def _rate(unit: Unit, figure: Figure, official: bool) -> tuple[bool, str]:
    """(strong, why it could be a claim); why is empty for a figure that can't be one."""
    text, after, before = unit.text, unit.text[figure.end :], unit.text[: figure.start]
    if exempt.idiom(text, figure.start, figure.end):
        return False, ""
    if figure.kind == "percent":
        return True, "a percentage"
    if figure.kind == "fraction":
        if _SIMPLE_SHARE.match(figure.text) and not _SHARE.match(after):
            return False, ""
        return True, "a share of a whole"
    if figure.kind == "money":
        return (True, "an amount of money") if figure.high else (False, "")
    if figure.kind in ("multiplier", "ratio"):
        word = re.search(r"[a-wyz]", figure.text, re.IGNORECASE)
        if word or _COMPARES.match(after) or re.search(r":\d", figure.text):
            return True, "a multiple"
        return False, ""
    if figure.kind == "duration":
        if official:
            return True, "a stretch of time set by an authority"
        if figure.high >= 1000 and _LONG.search(text, figure.start, figure.end + 8):
            return True, "a large stretch of time"
        if _SPAN_OF_INTEREST.search(text):
            return True, "a stretch of time that somebody measured"
        if _CHANGE.search(text):
            return False, "a stretch of time that is compared"
        if _MOST.search(before):
            return True, "a stretch of time that somebody measured"
        return False, "a stretch of time with a bound" if _LIMIT.search(before) else ""
    if figure.kind == "count":
        if official and figure.high > 10 and _NOUN.match(after):
            return True, "a count set by an authority"
        if _MOST.search(before):
            return True, "what most do, with a figure"
        if _TECHNICAL.match(after):
            return False, ""
        if _LOOSE.match(figure.text):
            return False, "a quantity without a figure"
        if _AVERAGE.search(before) and figure.high > 1:
            return True, "an average"
        if re.search(r"\d\s?[BMK]$", figure.text) and _MODEL.match(after):
            return False, ""
        large = figure.high >= 1000 or _LETTER.search(figure.text) is not None
        bound = _BOUND.search(before) is not None
        if not _NOUN.match(after) and not re.match(r"\s+of\s", after):
            return False, ""
        if large and (bound or figure.high >= 10_000 or "illion" in figure.text):
            return True, "a large count"
        if bound and figure.high >= 40:
            return True, "a count"
        return False, "a count"
    return False, ""


_COPULA = re.compile(
    r"(?:[\w.'-]+ ){0,3}?(?:(?:is|are|was|were|be|been|has|have|had|became|become|remains?|remained|as|ranked|rated|named|boasts?|saw|sees)"
    r" (?:been )?(?:(?:still|now|also|currently|easily|consistently|today|probably) ){0,2})(?=\w)|[,—–-]\s|",
)
_SCOPE = re.compile(r"\s+(?:in|of|among|on|worldwide|globally|ever|by|relative|to|for|is|are|was|were|for its)$")


def ranking_cue(unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue of a measurable superlative or a ranking."""
    found = lexicon.search("superlatives", unit.text)
    if found is None:
        return None
    start = found.start() + _COPULA.match(found.group()).end()  # type: ignore[union-attr]  # it matches nothing, too
    end = found.start() + len(_SCOPE.sub("", found.group()))
    if end <= start:
        start, end = found.span()
    return Cue("ranking", start, end, unit.text[start:end], True, "a superlative that can be measured")


_SPEAKER = re.compile(
    r"\b(?:an? |one |some |the )(?:\w+ ){0,3}?(?:insiders?|executives?|officials?|sources?|analysts?|"
    r"experts?|spokes(?:man|woman|person)|ceo|founder|investors?|critics?) (?:once )?(?:said|says|told (?:us|reporters)|claimed|put it|remarked|warned)\b",
    re.IGNORECASE,
)
_AS_SAID = re.compile(r"\b[Aa]s ([A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}) (?:once |famously )?(?:said|says|put it|wrote|noted)\b")


_DATED = re.compile(
    r"\b(?:(?:is|are|will be|was|were)(?: being)? (?:retiring|retired|sunset(?:ting)?|discontinued|phased out|deprecated|"
    r"abolished|banned|withdrawn)|(?:takes?|took|taking|goes|went|comes?|came) (?:into )?(?:effect|force)|(?:expires|expired))\b"
    r"[^.;]{0,30}?\b(?:in|on|from|by|after|until|as of)\s+(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December|Q[1-4]|early|late|mid-?)?\s?(?:\d{1,2},? )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def date_cue(unit: Unit) -> Cue | None:
    """The cue of a day on which a rule, an exam or a product begins or ends: somebody has announced it."""
    found = _DATED.search(unit.text) if "20" in unit.text or "19" in unit.text else None
    if found is None:
        return None
    return Cue("date", found.start(), found.end(), found.group(), True, "a date somebody has announced")


def quotation_cue(unit: Unit) -> Cue | None:
    """The cue of words put in the mouth of somebody whose words could be looked up."""
    if '"' not in unit.text and "”" not in unit.text:
        return None
    found = _SPEAKER.search(unit.text) or _AS_SAID.search(unit.text)
    if found is None:
        return None
    return Cue("quotation", found.start(), found.end(), found.group().strip(' ,."”'), True, "a quotation")
