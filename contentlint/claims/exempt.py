"""Why a figure needs no source: each function gives the reason in words, or None.

The order in which they are asked, and what overrules them, is in `judge.py`. They follow what editors leave alone:
the author's own measurements, suppositions and worked examples, instructions and targets, sample texts, definitions.
"""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.advice import EFFECT, FINITE
from contentlint.claims.units import Unit

_ARITHMETIC = re.compile(
    r"[=→÷≈⇒]|\d\s?×\s?[$€£]?\d|\s--?>\s|\s=>\s|\d\s?[x*]\s?[$€£]?\d|\d\s\+\s[$€£]?\d|\(\d+ [a-z]+,[^()]*\beach\)"
)
_THAT_IS = re.compile(
    r"^(?:so )?(?:that's|that is|which is|that works out to|that comes to|that leaves)\b(?! (?:not|up|down|why|how|"
    r"because)\b)"
    r"[^—–:;]{0,40}?(?=[$€£¥]?\d)"
    r"(?![$€£¥]?\d[\d,.]*(?: to |[-–])[$€£¥]?\d)",
    re.IGNORECASE,
)
_CLASS_OF = re.compile(r"\W*[$€£¥]\s?\d[^.!?]{0,60}:$")
"""An amount that a list is introduced with: "$500,000 of cover at the age of 35:"."""
_TYPICAL = re.compile(r"\b(?:typical|average|median|most)\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\W*(?:difference(?::|$)|net (?:\w+ ){0,2}(?:value|cost|price|benefit|savings?|profit)\b|year (?:1|"
    r"one) total\b|(?:(?:grand|estimated|monthly|approximate) )?total\b)(?! (?:market|addressable|revenue|spending|"
    r"funding|"
    r"number|population))",
    re.IGNORECASE,
)


def arithmetic(unit: Unit, lexicon: Lexicon) -> str | None:
    """A calculation written out."""
    if _TOTAL.match(unit.label or unit.text):
        return "a total of what is listed"
    if _CLASS_OF.match(unit.text) and not FINITE.match(unit.text):
        return "what the list below is about"
    if EFFECT.search(unit.text):
        return None
    found = _ARITHMETIC.search(unit.text) or (None if _TYPICAL.search(unit.text) else _THAT_IS.search(unit.text))
    if found:
        return f"a calculation ({found.group().strip()!r})"
    told = None if _TYPICAL.search(unit.text) else lexicon.search("worked-results", unit.text)
    near = told and re.match(r"[^.;]{0,30}\d", unit.text[told.end :])
    return f"a calculation ({told.words!r})" if told and near else None


_CLASS_LABEL = re.compile(r"\W*[$€£₹]\s?\d[\d,.]*[kKmM]?\+? (?:[a-z-]+ )?[a-z]+s\*{0,2}\s?[-–—:]\s")
"""How an item begins that tells of things of a price: "$1,000+ bootcamps — …"."""


def attributive(text: str, start: int, end: int, value: float) -> str | None:
    """An amount that only describes a thing ("a $49 certificate") and does not say what it costs."""
    if _CLASS_LABEL.match(text) and start <= 2:
        return "an amount that only describes a thing"
    if value >= 1_000_000 or not re.search(
        r"(?:\b(?:an?|the|its|your|their|this|that|my|our)\s+(?:(?!totals|costs|runs|is|averages|adds|equals|means|"
        r"saves|was)"
        r"\w+\s+)?|\w's\s+)$",
        text[:start],
        re.IGNORECASE,
    ):
        return None
    if re.match(
        r"\+?\s?(?:/\w+|per \w+|[- ]a[- ]\w+)?\s+(?!in\b|for\b|per\b|to\b|and\b|or\b|a\b|on\b|at\b|by\b|from\b|"
        r"of\b|with\b|"
        r"increase|premium|average|market|industry|raise|difference|saving|fine|fee|salary|requirement|floor|threshold|"
        r"minimum|limit|penalt|cap\b)[A-Za-z]",
        text[end:],
    ):
        return "an amount that only describes a thing"
    return None


def common(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A rule or definition that carries the figure in its name."""
    found = lexicon.within("common-knowledge", unit.text, start - 30, end + 30)
    return f"a well-known rule or definition ({found.words!r})" if found else None


_BARE = re.compile(
    r"(?:(?:[Uu]nder|[Oo]ver|[Uu]p to|[Bb]elow|[Aa]bove|[Ff]rom|[Aa]bout)\s)?"
    r"[\W\d]*\d[\W\d]*[x×%kKmM]?(?: years?| months?| days?)?"
)
_CLASS_CELL = re.compile(
    r"(?:[<>≤≥~]|[Uu]nder|[Oo]ver|[Bb]elow|[Aa]bove|"
    r"[Uu]p to)?\s?\d[\d,.]*[kKmM]?(?:\s?[-–]\s?\d[\d,.]*[kKmM]?)?\+? [a-z]+(?:/[a-z]+)?"
)
_YEAR = re.compile(r"\D*(?:19|20)\d\d\D*")


_A_MONTH = re.compile(r"\| [$€£]\d[\d,.]*\s?(?:/|per )(?:mo|yr|y|m)")
"""What a cover or a loan costs by the month: a price, not a conversion."""


def lookup(unit: Unit, start: int = 0) -> str | None:
    """A row of a table that is keyed by a figure: a conversion or an outlook worked out, not a finding.

    `start` is where the figure in question stands.
    """
    if unit.kind == "row" and len(unit.cells) > 1:
        first = unit.text[: unit.cells[1][0]].strip(" |")
        if start < unit.cells[1][0] and _CLASS_CELL.fullmatch(first):
            return "a class that the table tells what to do with"
        if (
            _BARE.fullmatch(first)
            and not _YEAR.fullmatch(first)
            and not (first[0] in "$€£" and _A_MONTH.search(unit.text))
        ):
            return "a table keyed by the figure"
    return None


def availability(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """The nines of a service level are a target by definition."""
    if not re.match(r"99(?:\.\d+)?\s?%|100\s?%", unit.text[start:end]) or re.match(r"\s+of\b", unit.text[end:]):
        return None
    around = " ".join((unit.text, *unit.headings[:2], unit.title))
    found = lexicon.search("service-levels", around)
    return f"a service level ({found.words!r})" if found else None


_DENIED = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|can't|isn't|aren't|won't|"
    r"claim(?:s|ing)?|promis(?:es?|ing)|guarantees?|aim(?:ing)?)\b[^.;,]*$",
    re.IGNORECASE,
)
_ALL = re.compile(r"(?:100|110|1000|0)\s?(?:%|percent)")
_ALL_OF = re.compile(
    r"\s+(?:of|higher|lower|more|less|increase|growth|rise|better|faster|improvement|accura|detect|success"
    r"|satisf|coverage|reduction|unavail|deduct|(?:\w+ ){0,3}tax|scor)"
)
_YOURS = re.compile(
    r"\s+(?:of (?:your|my)(?! (?:immune|body|brain|blood|muscle|skin|calor|lifespan))|there|done|of the way|off"
    r"|discount|increments?|steps|intervals)\b"
)
_MAKES_UP = re.compile(
    r"\b(?:accounts? for|makes? up|represents?|consumes?|eats? up|takes? up) (?:\w+ ){0,2}$", re.IGNORECASE
)
"""Who says what share of the reader's own a thing has says it of all readers: "heating makes up half of your bill"."""
_GRANTS = re.compile(
    r"\b(?:deduct|claim|cover|reimburse|fund|match)(?:s|es)? (?:up to |about |around |roughly )?$", re.IGNORECASE
)
"""Verbs before a share of the reader's that an authority or an insurer has set: "you can deduct 30% of your costs"."""
_LAST = re.compile(r"\b(?:the|that|your|those) (?:last|final|remaining) $", re.IGNORECASE)
_EVERY = re.compile(r"\b(?:every|each|another|a few|extra)\s+$", re.IGNORECASE)


_NAMED_RULE = re.compile(r"\s(?:[Rr]ule|[Pp]rinciple|[Ll]aw|[Mm]ethod|[Cc]lub|[Cc]hallenge)\b")


def idiom(text: str, start: int, end: int) -> str | None:
    """Figures of speech: "100% remote", "every 1% matters", "give 110%", "my two cents"."""
    figure, after, before = text[start:end], text[end : end + 24], text[max(0, start - 30) : start]
    if figure.startswith("100") and _DENIED.search(text[max(0, start - 120) : start]):
        return "a figure of speech"
    if _ALL.match(figure) and not _ALL_OF.match(after):
        return "a figure of speech"
    if _YOURS.match(after) and not _MAKES_UP.search(before) and not _GRANTS.search(before):
        return "a share of what is the reader's own"
    if before.lower().endswith("no more ") or _LAST.search(before):
        return "a figure of speech"
    if _NAMED_RULE.match(after):
        return "the name of a rule"
    if len(figure) <= 4 and _EVERY.search(before) and not after.startswith(" of "):
        return "a figure of speech"
    return None
