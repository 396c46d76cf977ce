"""What counts, quantities and stretches of time weigh as claims: most are settings, advice or the post's own.

Each function returns (strong, why it could be a claim); why is empty for a figure that can't be one.
"""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.shares import BEFORE, LOOSE, NONE
from contentlint.claims.subjects import at_large, of_a_group
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure
from contentlint.text.forms import PLURALS

_NOUN = re.compile(r"\s+(?:[A-Za-z][\w'-]*\s+){0,3}?[a-z][\w'-]*(?:s|people|men|women|children|staff|mail)\b")
_CHANGED_TO = re.compile(
    r"\b(?:dropped|fallen|fell|shrunk|shrank|risen|rose|grown|grew|declined|increased|climbed|jumped) (?:\w+ )?to "
    r"(?:about |around |just |only |nearly )?$"
)
_STANDS_AT = re.compile(
    r"\b(?:[Tt]he |[Aa]n? |^\W*)?(?:[Aa]verage|[Mm]edian|[Tt]ypical) (?:[^.;]|\.\b){3,90} "
    r"(?:is|was|stands at|takes|lasts|reached) "
    r"(?:about |around |approximately |roughly |now |only |just )*$|\baverag(?:es|ed) (?:about |around )?$"
)
_IN_ADVANCE = re.compile(
    r" (?:in advance\b|ahead of (?:time|any|the)\b|before (?:critical|symptoms|they|the \w+ (?:occurs|happens)))"
)
"""How long before it happens something can be foretold."""
_SHORT = ("second", "minute", "hour")
"""Units in which effort is told; what an authority sets is longer."""
_FROM_TO = re.compile(
    r"\b(?:grew|grown|rose|risen|fell|fallen|dropped|increased|declined|climbed|jumped|went|shrank) from $"
)
_OF_PAPERS = re.compile(r"\s+of (?!age|residen|work|employ|experience|stay|service|contribut)")
"""A stretch of time that only describes papers: "two years of tax returns"."""
_ONE_OF = re.compile(r"\b[Oo]ne (?:[a-z-]+ ){1,2}(?:in|out of) (?:every )?$")
_RECURS = re.compile(r"\bevery (?:about |roughly |single )?$", re.IGNORECASE)
_TYPICAL = re.compile(r"(?:^\W*|\b(?:an?|the|each) )(?:average|typical) (?:[\w-]+ ){1,7}$", re.IGNORECASE)
_BOUND = re.compile(
    r"\b(?:over|more than|at least|nearly|almost|roughly|about|around|approximately|some|an estimated|up to|"
    r"close to)\s+$",
    re.IGNORECASE,
)
_SPAN_NAME = re.compile(r"\d-(?:year|month|week|day)$")
"""A stretch of time that names a thing: "a 30-year loan"."""
_MOST = re.compile(
    r"\b(?:[Mm]ost|[Mm]any) (?:[\w-]+ )?(?:[A-Za-z]+(?<![siu])s|people|men|women|children|staff) (?:[\w'-]+ ){0,6}$"
)
_YOU = re.compile(r"\b(?:you|your|you'll|I|we|my|our)\b", re.IGNORECASE)
_A_YEAR = re.compile(r"(?: of)?(?: [\w₂'-]+){0,3} (?:a|per|each|every) (?:year|month)\b")
_A_DAY = re.compile(r"(?: of)?(?: [\w₂'-]+){0,2} (?:a|per|each|every) day\b")
_DOSE_LIMIT = re.compile(r"\b(?:exceed|more than|maximum|limit) (?:\w+ ){0,3}$", re.IGNORECASE)
_LIMIT = re.compile(
    r"\b(?:under|less than|within|in just|only|average of|in as little as|as little as|up to|more than|over)\s+$",
    re.IGNORECASE,
)
_SAVED = re.compile(r"(?: [\w-]+){0,3} (?<!of )(?:saved|lost|wasted|spent|regained|reclaimed)\b")
_HANDFUL = 10
"""Parts that a typical thing can be said to have without anybody having counted."""
_SUBJECT = 70
"""Code points from the start of a sentence within which a figure is said of its subject."""
_WORDY = re.compile(r"[a-wyz]", re.IGNORECASE)
_OF_THEM = re.compile(r"\W*(?:Participants|Subjects|Patients|Volunteers|Respondents|Those who|People who) ")
_FASTER = re.compile(r"\s+(?:faster|longer|sooner|more|less|earlier|later)\b")
_FROM_NOW = re.compile(
    r"[\s-]+(?:old\b|of age|from now|ago|later|earlier|ROI|returns?|period|plan|forecast|total)\b", re.IGNORECASE
)
_STANDARD = re.compile(r"\b(?:ISO|IEC|RFC|EN|DIN|BS|NIST|IEEE|ANSI|PCI)(?:[/ -][A-Z]+)*[ -]$")
_LETTERED_B = re.compile(r"\dB\b")
_LETTERED = re.compile(r"\d[KM]\+?$")
_CLASS = re.compile(r"\W*(?:for|at|if|below|above|under|beyond|up to)\b[^,.;]*(?:,\d{3}[^,.;]*)*,", re.IGNORECASE)
_SIZE = re.compile(r"\+?(?:-[a-z]|\s(?:person|employee|member)\b|\s(?:employees|people|staff)(?:[.,;)]|$))")
_REACHED = re.compile(
    r"\b(?:exceed(?:s|ed)?|surpass(?:es|ed)?|reach(?:es|ed)?|hits?|topp?(?:s|ed)|passed|crossed|grew to|totals|"
    r"totall?ed) (?:\w+ ){0,2}?[\d.,]+ [bmtr]+illion$"
)
"""A number of people or things that the sentence names before it: "the population now exceeds 35 million"."""
_ON_AVERAGE = re.compile(r"(?:[^.;]|\.\b){0,30}\(on average\)")
_FOR_EVERY = re.compile(
    r"\b[Ff]or every (?:[\w'-]+ ){0,6}?[\w'-]+, (?:there (?:is|are|were) |only |another |you(?:'ll| will) find )?"
    r"(?:about |approximately |roughly |nearly |almost |only |just )*$"
)
_PER_ONE = re.compile(r" (?:[\w'-]+ ){1,6}?for every (?:one |1 |single )?[a-z]")
"""How many there are of one thing for each of another: "five mills for every baker"."""
_YEARLY = re.compile(r"\b(?:(?:a|per|each|every) (?:year|month|day)|annually|yearly)\b")
_OF_DATA = re.compile(r"bit|byte|B$|Hz|bps|px", re.IGNORECASE)
_TAKES = re.compile(
    r"\b(?:[Ii]t takes|releas\w+|emit(?:s|ted)?|offsets?|saves?|removes?|absorbs?|prevents?|avoids?|consum(?:es|ed)|"
    r"generat(?:es|ed)|discharg\w+|wast(?:es|ed)) "
    r"(?:\w+ ){0,2}$"
)
_HAVE = re.compile(
    r"\W*(?:Over|More than|Nearly|Almost|Some|Around|About|At least|Roughly|Approximately) \d[\d,]* (?:[\w-]+ ){1,4}?"
    r"(?:have|has|are|were|had|use|live|died|die|work|received|suffer|now)\b"
)
"""What a sentence says of a number of things it begins with: "Over 700 mills have received a permit"."""
_TWICE = re.compile(
    r"(?:(?:about|almost|nearly|roughly|more than|over) )?(?:twice|thrice) (?:that of|those of|"
    r"the (?:\w+ ){0,2}?(?:rate|"
    r"rates|cost|price|size|amount|number|average|likelihood|risk|speed|share|revenue|profit|income|output)\b|"
    r"as (?:many|much|likely|often|fast|long|large|big|high|expensive|effective|productive|common)\b)",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+of\s")
_AVERAGE = re.compile(
    r"\b(?:average|averages|averaged|averaging|mean|median)\b(?:[^.;]|\.\b){0,40}?\b(?:is|was|are|were|of|at|has|have|"
    r"stands at|around|about|"
    r"reached|hit)\s+(?:around |about |roughly |nearly |over |just |now |approximately )*$",
    re.IGNORECASE,
)


def duration(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A stretch of time: advice on how long to do something is none of the world's business, a measured span is."""
    text = unit.text
    if unit.kind != "heading" and _OF_THEM.match(text) and _FASTER.match(text, figure.end):
        return True, "a comparison of people"
    if unit.kind == "heading" or _FROM_NOW.match(text, figure.end) or LOOSE.match(figure.text):
        return NONE
    if official and figure.unit not in _SHORT and not _OF_PAPERS.match(text, figure.end):
        return True, "a stretch of time set by an authority"
    if figure.high >= 1000 and figure.unit in ("hour", "day", "week", "month", "year"):
        return True, "a large stretch of time"
    measured = lexicon.within("measured-spans", text, figure.start - 60, figure.end + 60)
    is_event = measured and measured.words.startswith("last") and figure.unit in ("second", "minute", "hour")
    if measured and not is_event and not _SPAN_NAME.search(figure.text):
        return True, "a stretch of time that somebody measured"
    if _STANDS_AT.search(text, max(0, figure.start - 2 * BEFORE), figure.start):
        return True, "an average"
    if _of_market(unit, figure, lexicon):
        return True, "a figure of a market"
    if _IN_ADVANCE.match(text, figure.end) and re.search(
        r"\b(?:predict|forecast|detect|identif|spot|show)", text, re.I
    ):
        return True, "how early something can be foretold"
    if _CHANGED_TO.search(text, max(0, figure.start - 40), figure.start):
        return True, "a stretch of time that is said to have changed"
    is_counted = figure.unit in ("month", "year") or (figure.unit in _SHORT[:2] and at_large(unit, lexicon))
    if is_counted and _MOST.search(text, max(0, figure.start - BEFORE), figure.start):
        return True, "what most do, with a figure"
    if _RECURS.search(text, max(0, figure.start - 20), figure.start) and figure.unit in ("second", "minute"):
        return True, "how often something happens"
    near = text[max(0, figure.start - 40) : figure.start]
    is_period = near.rstrip().endswith((" over", " within", " in", " after", " every"))
    if not is_period and (
        lexicon.within("time-verbs", text, figure.start - 40, figure.start)
        or (not unit.is_list and _SAVED.match(text, figure.end))
    ):
        return not unit.is_list, "a stretch of time that is said to be spent, lost or won"
    said = _said_of_people(unit, figure, False, lexicon)
    if said:
        return True, said
    if lexicon.has("change-words", text):
        return False, "a stretch of time that is compared"
    return False, "a stretch of time with a bound" if figure.bound not in ("exact", "approx") or _LIMIT.search(
        text, 0, figure.start
    ) else ""


def _said_of_people(unit: Unit, figure: Figure, of_things: bool, lexicon: Lexicon) -> str:
    """Why a small figure is a claim for whom it is said of, or how often; empty when it isn't."""
    before = max(0, figure.start - BEFORE)
    of_things = of_things and not lexicon.after("technical-units", unit.text, figure.end)
    if of_things and not _WORDY.match(figure.text) and _MOST.search(unit.text, before, figure.start):
        return "what most do, with a figure"
    is_plenty = figure.high > _HANDFUL or "average" in unit.words
    if of_things and is_plenty and _TYPICAL.search(unit.text, before, figure.start):
        return "what is said to be average"
    is_rough = figure.bound != "exact" or figure.low != figure.high
    yearly = figure.kind == "quantity" or figure.unit == "day"
    is_of_a_year = _A_YEAR.match(unit.text, figure.end) or (
        figure.kind == "quantity" and not _OF_DATA.search(figure.unit) and _A_DAY.match(unit.text, figure.end)
    )
    if yearly and is_rough and unit.kind == "sentence" and is_of_a_year:
        return (
            ""
            if _YOU.search(unit.text, max(0, figure.start - 2 * BEFORE), figure.end)
            else "how much or how often in a year"
        )
    if (
        unit.kind != "heading"
        and (of_things or figure.kind == "duration")
        and figure.high > 1
        and figure.start < _SUBJECT
        and not LOOSE.match(figure.text)
        and not _OF_DATA.search(figure.unit)
        and not _YOU.search(unit.text)
        and of_a_group(unit, figure, lexicon)
    ):
        return "what is said of people at large"
    return ""


def _counts_many(unit: Unit, figure: Figure, lexicon: Lexicon) -> bool:
    """True for a number with a letter that counts things of the world: "1.8M mills", not "a 128K window"."""
    if "K" in figure.text:
        return lexicon.within("population-words", unit.text, figure.end, figure.end + 30) is not None
    return figure.noun.endswith("s") or figure.noun in PLURALS


def _of_many(unit: Unit, figure: Figure, lexicon: Lexicon) -> bool:
    """True for a count too large for a setting, of what an audience does: "4 million page views"."""
    return figure.high >= 100_000 and (
        lexicon.within("audience-counts", unit.text, figure.end, figure.end + 25) is not None
    )


def _of_market(unit: Unit, figure: Figure, lexicon: Lexicon) -> bool:
    """True for what somebody who watches a market counts: "2,394 sales in the condo market", "Median days | 53"."""
    if unit.kind == "row":
        return lexicon.has("market-counts", unit.label)
    return lexicon.within("market-counts", unit.text, figure.start - 40, figure.end + 60) is not None


def count(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A number of things or of a measure; large ones, averages and those of people at large are claims."""
    text, start, end = unit.text, figure.start, figure.end
    if _ONE_OF.search(text, max(0, start - BEFORE), start):
        return True, "a share of a whole"
    thing = figure.noun or (_NOUN.match(text, end) is not None)
    is_limit = figure.unit in ("mg", "µg", "IU") and _DOSE_LIMIT.search(text, max(0, start - BEFORE), start)
    if (official or is_limit) and figure.kind == "quantity":
        return True, "a quantity set by an authority"
    if (figure.high < 100_000 and _SIZE.match(text, end)) or _STANDARD.search(text, max(0, start - BEFORE), start):
        return NONE  # "a 50,000-person firm", "ISO/IEC 42001"
    said = _said_of_people(unit, figure, bool(thing) or figure.kind == "quantity", lexicon)
    if said:
        return True, said
    if (
        100_000 <= figure.high < 1e15
        and not LOOSE.match(figure.text)
        and _YEARLY.search(text, end, end + 40)
        and not _YOU.search(text)
    ):
        return True, "a large count in a year"
    if (
        figure.kind == "quantity"
        and not _OF_DATA.search(figure.unit)
        and _TAKES.search(text, max(0, start - 40), start)
        and not _YOU.search(text)
    ):
        return True, "what a thing takes or gives off"
    if _TWICE.match(text, start):
        return True, "a multiple"
    if (
        unit.kind != "heading"
        and figure.high >= _HANDFUL
        and not _YOU.search(text, max(0, start - 2 * BEFORE), end + 2 * BEFORE)
        and _of_market(unit, figure, lexicon)
    ):
        return True, "a figure of a market"
    if _ON_AVERAGE.match(text, end):
        return True, "an average"
    if _FOR_EVERY.search(text, max(0, start - BEFORE), start) or _PER_ONE.match(text, end):
        return True, "a ratio"
    features = lexicon.words("feature-words")
    billions = "illion" in figure.text and figure.high >= 1_000_000_000 and unit.kind != "heading"
    if billions and not LOOSE.match(figure.text) and thing and not {figure.noun, f"{figure.noun}s"} & features:
        return True, "a large count"
    if figure.noun in features or f"{figure.noun}s" in features or _LETTERED_B.search(figure.text):
        return NONE  # "over 100 languages", "a 7B model"
    if _LETTERED.search(figure.text) and not _counts_many(unit, figure, lexicon):
        return NONE  # "a 128K window"
    if official and thing and (figure.high > 10 or figure.noun == "days"):
        return True, "a count set by an authority"
    if figure.kind == "quantity" or (
        lexicon.after("technical-units", text, end) and not _of_many(unit, figure, lexicon)
    ):
        return NONE
    opening = _CLASS.match(text)
    if opening and end < opening.end() and not (figure.high >= 10_000 and "illion" in figure.text):
        return NONE  # "for lists with fewer than 5,000 readers, …"
    if LOOSE.match(figure.text):
        # "TOPS (Trillions of Operations …)", "how many trillions of operations it can handle"
        is_unit = (text[start - 1 : start] == "(" and figure.text[0].isupper()) or text[:start].endswith("how many ")
        return NONE if is_unit else (False, "a quantity without a figure")
    before = max(0, start - BEFORE)
    if figure.high > 1 and _AVERAGE.search(text, before, start):
        return True, "an average"
    if figure.low != figure.high and _FROM_TO.search(text, max(0, start - 30), start) and " to " in figure.text:
        return True, "a change from one count to another"
    if not thing and not _OF.match(text, end):
        reached = figure.high >= 1_000_000 and _REACHED.search(text, max(0, figure.start - 30), end)
        return (True, "a large count") if reached else NONE
    bound = figure.bound != "exact" or _BOUND.search(text, max(0, start - BEFORE), start) is not None
    large = figure.high >= lexicon.value("claim-thresholds", "large-count")
    if large and (
        bound or figure.high >= lexicon.value("claim-thresholds", "certain-count") or "illion" in figure.text
    ):
        return True, "a large count"
    if bound and thing and figure.high >= lexicon.value("claim-thresholds", "subject-count") and _HAVE.match(text):
        return True, "a count"
    if (
        bound
        and figure.high >= lexicon.value("claim-thresholds", "small-count")
        and lexicon.has("population-words", text)
    ):
        return True, "a count"
    return False, "a count"
