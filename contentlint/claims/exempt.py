"""Why a figure needs no source: each function gives the reason in words, or None.

The order in which they are asked, and what overrules them, is in `judge.py`. They follow what editors leave alone:
the author's own measurements, suppositions and worked examples, instructions and targets, sample texts, definitions.
"""

from __future__ import annotations

import re

from contentlint.claims.lexicon import Lexicon
from contentlint.claims.units import Unit

_QUOTES = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]{12,}’|«[^»]*»")
_SAID = re.compile(
    r"\b(?:said|says|told|asked|asks|explains?|explained|wrote|writes|recalls?|notes?|noted|adds?|added|puts it|put it|"
    r"according to|shared|admits?|admitted)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;:—–]\s+|[.!?]\s+|,\s+(?:then|and|so|but)\s+")
_FINITE = re.compile(
    r"^\W*\w+(?:\s+[\w'-]+){0,3}?\s+(?:is|are|was|were|has|have|had|can|will|would|may|might|does|did|report|shows?|"
    r"suggests?|reach(?:es|ed)?|went|rose|fell|grew|cost|costs|averages?|account(?:s|ed)?|dropped|increased|declined)\b",
    re.IGNORECASE,
)
_ARITHMETIC = re.compile(r"[=→×÷≈⇒]|\s-->?\s|\s=>\s|\d\s?[x*]\s?[$€£]?\d|\d\s\+\s[$€£]?\d")
_QUESTION = re.compile(r"\?[\"'”’)*_]*$")
_FIRST_WORD = re.compile(r"[^\w$€£¥₹]*")


def question(unit: Unit) -> str | None:
    """A question claims nothing; "did you know" does."""
    if _QUESTION.search(unit.text) and not re.search(r"did you know", unit.text, re.IGNORECASE):
        return "a question"
    return None


def quotation(unit: Unit, start: int, end: int) -> str | None:
    """Words in quotation marks around the figure: a speaker's, or sample copy."""
    for quote in _QUOTES.finditer(unit.text):
        if quote.start() < start and end <= quote.end():
            outside = unit.text[: quote.start()] + " " + unit.text[quote.end() :]
            if _SAID.search(outside):
                return "a speaker's words, marked as theirs"
            return "sample words in quotation marks"
    return None


def supposition(unit: Unit, start: int, lexicon: Lexicon) -> str | None:
    """A hypothetical or a worked example; an "if" counts only before the figure."""
    for found in lexicon.pattern("hypotheticals").finditer(unit.text):
        word = found.group().lower()
        if word in ("if", "whether", "would", "wouldn't", "even if", "scenario", "example") and found.start() > start:
            continue
        return f"a supposition or worked example ({found.group()!r})"
    return None


def instruction(text: str, start: int, lexicon: Lexicon) -> str | None:
    """An instruction: the clause before the figure begins with a verb in the imperative."""
    if lexicon.has("market-advice", text):
        return None
    verbs = lexicon.pattern("imperatives")
    opened = text.rfind("(", 0, start)
    if opened > 0 and ")" not in text[opened:start]:  # what stands in brackets is said beside the instruction
        text = text[opened:]
        start -= opened
    begins = [0, *(m.end() for m in _CLAUSE.finditer(text, 0, start))]
    for begin in begins:
        at = _FIRST_WORD.match(text, begin).end()  # type: ignore[union-attr]  # it matches nothing, too
        verb = verbs.match(text, at)
        if verb and at <= start and not _FINITE.match(text[at:start + 1]):
            return f"an instruction ({verb.group()!r})"
    return None


def target(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A target, a limit or a recommendation: said beside the figure or by the words above its list."""
    near = unit.text[max(0, start - 48) : end + 28]
    found = lexicon.search("targets", near)
    if found:
        return f"a target or recommendation ({found.group()!r})"
    if unit.is_list:
        for place, text in (("introduction", unit.intro), ("heading", unit.headings[0] if unit.headings else "")):
            found = lexicon.search("targets", text)
            if found:
                return f"a target, by the {place} of its list ({found.group()!r})"
    return None


def arithmetic(unit: Unit) -> str | None:
    """A calculation written out."""
    found = _ARITHMETIC.search(unit.text)
    return f"a calculation ({found.group().strip()!r})" if found else None


def common(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A rule or definition that carries the figure in its name."""
    near = unit.text[max(0, start - 30) : end + 30]
    found = lexicon.search("common-knowledge", near)
    return f"a well-known rule or definition ({found.group()!r})" if found else None


def idiom(text: str, start: int, end: int) -> str | None:
    """Figures of speech: "100% remote", "every 1% matters", "give 110%", "my two cents"."""
    figure, after, before = text[start:end], text[end : end + 24], text[max(0, start - 20) : start]
    if re.match(r"(?:100|110|1000|0)\s?(?:%|percent)", figure) and not re.match(
        r"\s+(?:of|higher|lower|more|less|increase|growth|rise|better|faster|improvement|accura|detect|success"
        r"|satisf|coverage|reduction|unavail)",
        after,
    ):
        return "a figure of speech"
    if re.search(r"\b(?:[Ee]very|[Ee]ach|another|a few|extra)\s+$", before) and re.match(r"\d(?:\.\d)?\s?%", figure):
        return "a figure of speech"
    return None
