"""What makes a unit look like a claim, before anything is said against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import spoken
from contentlint.claims.model import ClaimType
from contentlint.claims.units import Unit
from contentlint.claims.weigh import weigh
from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure


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
    if not found:
        return None
    if '"' in unit.text or "“" in unit.text:
        found = [f for f in found if spoken.quotation(unit, f.start, f.end, lexicon) != "sample"]
    official = any(f.kind in ("duration", "count", "quantity") for f in found) and (
        lexicon.heads("official-conditions", (*unit.headings[:2], unit.title))
        or lexicon.has("official-conditions", unit.text)
    )
    rated = [(f, *weigh(unit, f, official, lexicon)) for f in found]
    live = [(f, strong, why) for f, strong, why in rated if why]
    if not live:
        return None
    strong = [entry for entry in live if entry[1]]
    use = strong or live
    if any(entry[0].kind != "money" for entry in use):
        use = [entry for entry in use if entry[0].kind != "money"]
    first = use[0][0]
    figures = tuple(f for f, _, _ in use)
    end = first.end
    for figure in figures[1:]:  # figures that stand together are pointed at together
        if figure.start - end > 28:
            break
        end = figure.end
    kind: ClaimType = "money" if all(f.kind == "money" for f in figures) else "statistic"
    return Cue(kind, first.start, end, unit.text[first.start : end], bool(strong), use[0][2], figures)


def quantity_cue(unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue of words that do a figure's work ("a majority of firms")."""
    found = lexicon.search("quantity-words", unit.text)
    if found is None or unit.kind == "heading":
        return None
    return Cue("statistic", found.start, found.end, found.words, True, "a share in words")


_COPULA = re.compile(
    r"(?:[\w.'-]+ ){0,3}?(?:(?:is|are|was|were|be|been|has|have|had|became|become|remains?|remained|as|ranked|"
    r"rated|named|boasts?|saw|sees)"
    r" (?:been )?(?:(?:still|now|also|currently|easily|consistently|today|probably) ){0,2})(?=\w)|[,—–-]\s|",
)
_SCOPE = re.compile(r"\s+(?:in|of|among|on|worldwide|globally|by|relative|to|for|is|are|was|were|for its)$")


def ranking_cue(unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue of a measurable superlative or a ranking."""
    found = lexicon.search("superlatives", unit.text)
    if found is None:
        return None
    start = found.start + _COPULA.match(found.words).end()  # type: ignore[union-attr]  # it matches nothing, too
    end = found.start + len(_SCOPE.sub("", found.words))
    if end <= start:
        start, end = found.start, found.end
    return Cue("ranking", start, end, unit.text[start:end], True, "a superlative that can be measured")


_AS_SAID = re.compile(
    r"\b[Aa]s ([A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}) (?:once |famously )?(?:said|says|put it|wrote|noted)\b"
)


_DATED = re.compile(
    r"\b(?:(?:is|are|will be|was|were)(?: being)? (?:retiring|retired|sunset(?:ting)?|discontinued|phased out|"
    r"deprecated|"
    r"abolished|banned|withdrawn)|(?:takes?|took|taking|goes|went|comes?|came) (?:into )?(?:effect|force)|"
    r"(?:expires|expired))\b"
    r"(?:[^.;]|\.\b){0,30}?\b(?:in|on|from|by|after|until|as of)\s+(?:\d{1,2} )?(?:January|February|March|April|May|"
    r"June|July|August|September|October|November|December|Q[1-4]|early|late|mid-?)?\s?(?:\d{1,2},? )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)


def date_cue(unit: Unit) -> Cue | None:
    """The cue of a day on which a rule, an exam or a product begins or ends: somebody has announced it."""
    found = _DATED.search(unit.text) if "20" in unit.text or "19" in unit.text else None
    if found is None:
        return None
    return Cue("date", found.start(), found.end(), found.group(), True, "a date somebody has announced")


@lru_cache(maxsize=4)
def _spoken(speakers: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:an? |one |some |the )(?:\w+ ){{0,3}}?(?:{speakers}) (?:once )?"
        r"(?:said|says|told (?:us|reporters)|claimed|put it|remarked|warned)\b",
        re.IGNORECASE,
    )


def quotation_cue(unit: Unit, lexicon: Lexicon) -> Cue | None:
    """The cue of words put in the mouth of somebody whose words could be looked up."""
    if '"' not in unit.text and "”" not in unit.text:
        return None
    found = _spoken(lexicon.source("unnamed-speakers")).search(unit.text) or _AS_SAID.search(unit.text)
    if found is None:
        return None
    return Cue("quotation", found.start(), found.end(), found.group().strip(' ,."”'), True, "a quotation")
