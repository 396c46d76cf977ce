"""The verdict on each figure of a claim, and on the claim."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from contentlint import figures
from contentlint.evidence import words
from contentlint.evidence.compare import NAMING, TEMPORAL, Outcome, compare
from contentlint.evidence.source import Passage, Source
from contentlint.figures import Bound, Figure

Word = Literal["found", "contradicted", "not-found"]

SNIPPET = 4
"""A source of so few sentences is a passage picked for the claim: all of it is taken to speak of the claim's matter."""
NEAR = 0.42
SAME = 0.45


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    figure: Figure
    verdict: Word
    sentence: str = ""
    start: int = 0
    end: int = 0
    score: float = 0.0
    given: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    figures: tuple[FigureVerdict, ...]
    verdict: Word


_RELATION = re.compile(
    r"\b(?P<before>before|prior to|earlier than|ahead of|until|till|by|no later than)|(?P<after>\bafter|later than|following|\bpast|since)|(?P<at>in|on|as of|at|during|from)\b",
    re.IGNORECASE,
)


def relation(text: str, figure: Figure) -> str:
    before = text[max(0, figure.start - 30) : figure.start]
    found = re.search(
        r"\b(before|prior to|earlier than|after|later than|until|till|by)\s+(?:the |early |late |mid-?|end of |start of |beginning of |year )*\Z", before, re.IGNORECASE
    )
    if found is None:
        return "at"
    word = found[1].lower()
    return {"prior to": "before", "earlier than": "before", "later than": "after", "till": "until"}.get(word, word)


def verify(claim: str, source: Source | str, title: str = "") -> Answer:
    source = Source(source, title) if isinstance(source, str) else source
    found = figures.find(claim)
    about = words.placed(claim)
    verdicts = _assign(claim, found, about, source)
    return Answer(verdicts, overall(verdicts))


def overall(verdicts) -> Word:
    """`found` when all that can be weighed is found; a number that only names ("Chapter 3") weighs nothing beside others."""
    weighed = [v for v in verdicts if not _light(v)] or list(verdicts)
    said = {v.verdict for v in weighed}
    if "contradicted" in said:
        return "contradicted"
    return "found" if said == {"found"} else "not-found"


def _light(v: FigureVerdict) -> bool:
    if v.verdict == "found":
        return False
    return v.figure.kind in NAMING or v.figure.kind == "ordinal" and v.figure.text.isalpha()


@dataclass(frozen=True, slots=True)
class Pair:
    score: float
    outcome: Outcome
    passage: Passage
    given: Figure
    context: float
    align: float

    @property
    def bears_out(self) -> bool:
        return self.outcome in ("same", "within")


def _pairs(claim: str, figure: Figure, about, source: Source) -> list[Pair]:
    rel = relation(claim, figure)
    bound = bound_of(claim, figure)
    figure = replace(figure, bound=bound)
    here = {s for at, s in about if not figure.start <= at < figure.end}
    total = sum(source.weight(s) for s in here) or 1.0
    noun = words.stem(figure.noun) if figure.noun else ""
    close = _close(about, figure.start, figure.end)
    found: list[Pair] = []
    for passage in source.passages:
        context = None
        for given in passage.figures:
            outcome = compare(figure, given, rel)
            if outcome == "apart":
                continue
            if context is None:
                context = _context(here, passage, source) / total
            near = _close(passage.placed, given.start, given.end)
            align = _overlap(close, near, source)
            given_noun = words.stem(given.noun) if given.noun else ""
            if noun and given_noun == noun:
                align += 0.5
            elif noun and noun in near:
                align += 0.25
            if outcome == "same":
                align += SAME_BONUS
            elif figure.kind not in TEMPORAL:
                align += CLOSE_BONUS * _closeness(figure, given)
            if figure.kind == given.kind:
                align += 0.2
            found.append(Pair(context + 0.5 * align, outcome, passage, given, context, align))
    return found


SAME_BONUS = 1.2
CLOSE_BONUS = 0.8


def _closeness(figure: Figure, given: Figure) -> float:
    a, b = figure.high, given.low
    if a <= 0 or b <= 0 or math.inf in (a, b):
        return 0.0
    return max(0.0, 1.0 - abs(math.log(a / b)) / math.log(2))


def _decide(figure: Figure, pairs: list[Pair], source: Source) -> FigureVerdict:
    snippet = len(source.passages) <= SNIPPET
    yes = max((p for p in pairs if p.bears_out), key=lambda p: p.score, default=None)
    no = max((p for p in pairs if not p.bears_out), key=lambda p: p.score, default=None)
    if snippet:
        best = max((p for p in (yes, no) if p), key=lambda p: p.score, default=None)
        if best is None:
            return FigureVerdict(figure, "not-found")
        return _said(figure, "found" if best is yes else "contradicted", best)
    if yes and yes.score >= NEAR + 0.5 * (0.2 + SAME_BONUS):
        return _said(figure, "found", yes)
    return FigureVerdict(figure, "not-found", score=yes.score if yes else 0.0)


def _assign(claim: str, found, about, source: Source) -> tuple[FigureVerdict, ...]:
    everything = [_pairs(claim, f, about, source) for f in found]
    if len(source.passages) > SNIPPET:
        return tuple(_decide(f, pairs, source) for f, pairs in zip(found, everything, strict=True))
    verdicts: dict[int, FigureVerdict] = {}
    taken: set[tuple[int, int]] = set()
    queue = sorted(((p.score, n, k) for n, pairs in enumerate(everything) for k, p in enumerate(pairs)), reverse=True)
    for _, n, k in queue:
        if n in verdicts:
            continue
        pair = everything[n][k]
        place = (pair.passage.index, pair.given.start)
        if place in taken and pair.outcome != "same":
            continue
        taken.add(place)
        verdicts[n] = _said(found[n], "found" if pair.bears_out else "contradicted", pair)
    return tuple(verdicts.get(n) or FigureVerdict(f, "not-found") for n, f in enumerate(found))


def bound_of(text: str, figure: Figure) -> Bound:
    if figure.kind in TEMPORAL or figure.kind in NAMING:
        return "exact"
    before = text[max(0, figure.start - 30) : figure.start]
    for bound, pattern in _BOUNDS:
        if pattern.search(before):
            return bound
    return figure.bound


def _bounds_table():
    rows = (
        ("at-least", r"at least|minimum of|no (?:less|fewer|lower) than|not (?:less|fewer) than"),
        ("at-most", r"at most|up to|no (?:more|greater|higher|longer|later) than|not more than|maximum of"),
        ("less-than", r"(?:less|fewer|lower|smaller|shorter|younger|cheaper|lighter|slower|worse|earlier) than|under|below|short of|beneath|less|lower"),
        ("more-than", r"(?:more|greater|higher|larger|bigger|longer|older|taller|heavier|better|faster|later) than|over|above|exceed(?:s|ed|ing)?|upwards? of|in excess of|beyond|surpass(?:es|ed|ing)?|more"),
        ("approx", r"about|around|approximately|approx\.?|roughly|nearly|almost|some|an estimated|estimated|close to|circa|c\.|~|≈"),
    )
    return tuple((b, re.compile(rf"(?:\b|\A)(?:{p})\s*(?:an? |the |only |US )?\Z", re.IGNORECASE)) for b, p in rows)


_BOUNDS = _bounds_table()


def _said(figure, verdict, best) -> FigureVerdict:
    score, passage, given = best.score, best.passage, best.given
    return FigureVerdict(figure, verdict, passage.text, passage.start, passage.start + len(passage.text), score, given.text)


def _close(placed, start: int, end: int, reach: int = 4) -> set[str]:
    before = [s for at, s in placed if at < start][-reach:]
    after = [s for at, s in placed if at >= end][:reach]
    return {*before, *after}


def _overlap(a: set[str], b: set[str], source: Source) -> float:
    total = sum(source.weight(s) for s in a)
    return sum(source.weight(s) for s in a & b) / total if total else 0.0


def _context(here: set[str], passage: Passage, source: Source) -> float:
    got = 0.0
    around: set[str] = set()
    for other in source.passages[max(0, passage.index - 2) : passage.index + 2]:
        around |= other.stems
    for s in here:
        if s in passage.stems:
            got += source.weight(s)
        elif s in source.title:
            got += 0.7 * source.weight(s)
        elif s in around:
            got += 0.6 * source.weight(s)
    return got
