"""Amounts of money that an editor lets pass: list prices, and amounts worked out from others in the post."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.attribution import is_name
from contentlint.claims.cues import Cue
from contentlint.claims.subjects import at_large
from contentlint.claims.units import Unit
from contentlint.text import figures as fig
from contentlint.text.figures import Figure

_PER = re.compile(
    r"\+?\s?(?:USD|US)?\s?(?:/|per |a |one-time|once|for life|for the (?:exam|year|course))", re.IGNORECASE
)
_PRODUCT = re.compile(
    r"\W*(?:[a-z][\w-]+ ){0,4}?(?P<name>[A-Z][\w.+-]*(?: [A-Z0-9][\w.+-]*)*)"
    r"(?= \||:| (?:is|are|costs?|runs?|starts?|offers?|already|comes?|charges?|plans?|pricing|\()|\s[-–—(])"
)
_NAMED = re.compile(r"(?=.*[A-Z])(?=.*(?:\d|[A-Z]\w* [A-Z])).+$")
"""A row's first cell that reads as a product: a name of two words or with a number."""
_MODEL = re.compile(
    r"(?<![\w$€£¥₹.-])(?!(?:Tier|Level|Step|Year|Phase|Week|Month|Day|Stage|Series|Part|Top|Option|Plan|Q[1-4]|"
    r"About|Over|Under|"
    r"From|Between|Up|Around)\b)[A-Z][\w-]*(?: [A-Z][\w-]*)* ?\d+(?:\.\d+)?[A-Za-z]{0,2}\b(?![%,])"
)
"""The name of a product with a model number."""
_FROM_TO = re.compile(r"\b(?:range|ranges|ranging|vary|varies|varying)\b[^.;]{0,25}\bfrom $", re.IGNORECASE)
_PERIODS = re.compile(r"\b(?:years?|annual(?:ly)?|yearly|monthly|months?)\b", re.IGNORECASE)
_PER_SEAT = re.compile(r"\+?\s?(?:/|per )\s?(?:user|seat|agent|member|editor)\b", re.IGNORECASE)
_PER_UNIT = re.compile(r"\+?\s?(?:/\s?|per |an? )")
_CAN = re.compile(r"(?:can|could|may|might|will|you'll|to)\b", re.IGNORECASE)
_STEP = re.compile(r"\W*(?:\d+\.\s)?(?:phase|step|stage|milestone|week|month|day|goal|level) \d", re.IGNORECASE)
"""How a heading begins under which the reader is told what to do next."""
_ROUND_SUM = 100
"""Below it, that one amount is a multiple of another is chance."""
_PLACES = frozenset(("UK", "US", "U.S.", "USA", "EU", "America", "Americans", "Europe", "Britain", "I"))
"""Words with a capital that name no product."""


def is_list_price(unit: Unit, cue: Cue, lexicon: Lexicon, names: frozenset[str]) -> bool:
    """True for an exact price of one product or plan; not for what a market pays, nor a sentence's bare "costs $…".

    `names` are the words that the post writes with a capital inside a sentence.
    """
    text = unit.text
    first, last = cue.figures[0], cue.figures[-1]
    per_unit = _PER.match(text, first.end) or _PER.match(text, last.end)
    is_entry = unit.is_list and _MODEL.search(text) is not None
    is_range = any(f.low != f.high or f.bound == "approx" for f in cue.figures)
    if is_range and not is_entry and lexicon.heads("market-topics", (*unit.headings[:2], unit.title)):
        return False
    if any(f.low != f.high for f in cue.figures) and not is_entry:
        product = _PRODUCT.match(text)
        named = product is not None and is_name(product["name"], text, product.start("name"), lexicon, names)
        listed = lexicon.fullmatch("price-labels", unit.label) or (
            unit.kind == "row" and lexicon.has("list-price-words", text)
        )
        in_column = unit.kind == "row" and lexicon.has("price-labels", unit.column(first.start))
        if not (_PER.match(text, first.end) or in_column) or not (named or listed):
            return False
    advice = lexicon.search("market-advice", text)
    if (
        "between" in text[: cue.start].lower()
        or _FROM_TO.search(text[: cue.start])
        or (advice and not _CAN.match(advice.words))
    ):
        return False
    columns = " ".join(unit.column(f.start) for f in cue.figures) if unit.kind == "row" else ""
    around = f"{text} {columns}"
    per = _PER_UNIT.match(text, first.end) or _PER_UNIT.match(text, last.end)
    if per and lexicon.match("commodity-units", text, per.end()):
        return False
    if lexicon.heads("official-topics", (*unit.headings[:2], unit.title)):
        return False
    if lexicon.has("market-price-words", around) or lexicon.has("official-conditions", around):
        return False
    if is_entry or (unit.kind == "row" and _NAMED.match(unit.label)):
        return True
    if _PER_SEAT.match(text, first.end) or (per_unit and lexicon.has("price-labels", unit.label)):
        return True
    is_rough = any(f.bound == "approx" for f in cue.figures)
    if (
        is_rough
        and per_unit
        and not lexicon.has("price-labels", unit.label)
        and not _names_product(text, lexicon, names)
    ):
        return False
    if unit.kind == "row" and unit.label[:1] in ("$", "€", "£") and "/" not in unit.label:
        return False  # what a cover or a loan of that amount costs
    if per_unit and unit.kind in ("sentence", "front-matter") and not _names_product(text, lexicon, names):
        return lexicon.has("list-price-words", around)
    if per_unit or lexicon.has("list-price-words", around) or lexicon.has("price-labels", f"{unit.label} {columns}"):
        return True
    if lexicon.heads("market-topics", (*unit.headings[:2], unit.title)):
        return False
    return unit.is_list and len(text.split()) <= lexicon.value("claim-thresholds", "list-entry")


def is_market_heading(unit: Unit, cue: Cue, lexicon: Lexicon) -> bool:
    """True for a heading that says what a kind of thing costs on the market: "Small mills ($20,000–$50,000)"."""
    if at_large(unit, lexicon):
        return True
    if _STEP.match(unit.text):
        return False
    least = lexicon.value("claim-thresholds", "market-heading")
    first = cue.figures[0]
    return first.low != first.high and first.low >= least and not _PER_UNIT.match(unit.text, first.end)


def _names_product(text: str, lexicon: Lexicon, names: frozenset[str]) -> bool:
    """True when a sentence has a name in it: only what has one has a list price."""
    return any(
        name.group() not in _PLACES and is_name(name.group(), text, name.start(), lexicon, names)
        for name in re.finditer(r"[A-Z][\w.+-]*", text)
    )


class Amounts:
    """The amounts a post has given so far; `titled` are those of its title and headings, which set an example."""

    def __init__(self) -> None:
        self.known: set[float] = set()
        self.titled: set[float] = set()

    def add(self, unit: Unit, found: Sequence[Figure], is_open: bool) -> None:
        """Take in the amounts of a unit. `is_open` for one that is reported: its repetitions are, too."""
        amounts = {v for f in found if f.kind == "money" for v in (f.low, f.high) if v}
        self.known |= amounts
        if not is_open and (unit.kind == "heading" or unit.key == "title"):
            self.titled |= amounts

    def explain(self, unit: Unit, cue: Cue, lexicon: Lexicon) -> str | None:
        """How the amounts follow from earlier ones: as a multiple by months or years, as a difference; None else."""
        if cue.type != "money" or at_large(unit, lexicon):
            return None
        if lexicon.heads("official-topics", (*unit.headings[:1], unit.title)) and "=" not in unit.text:
            return None  # two conditions of an authority may well be multiples of each other
        if not self.known:
            return None
        parts = (unit.text, *unit.headings[:2], unit.intro, *(title for _, title in unit.cells))
        # Part by part: what is found in a heading is remembered for all units below it.
        found = (figure for part in parts for figure in fig.find(part))
        times = {f.high for f in found if f.kind == "duration" and f.unit in ("year", "month")}
        around = " ".join(parts)
        if _PERIODS.search(around):
            times |= {12.0} | {12 * n for n in times}
        saved = lexicon.has("savings-words", around)
        return "follows from amounts given before" if all(self._follows(f, times, saved) for f in cue.figures) else None

    def _follows(self, figure: Figure, times: set[float], saved: bool) -> bool:
        low, high = figure.low, figure.high
        if {low, high} <= self.titled:
            return True
        if low >= _ROUND_SUM and any(low / n in self.known and high / n in self.known for n in times if n):
            return True
        return saved and low == high and any(a - low in self.known for a in self.known if a > low)
