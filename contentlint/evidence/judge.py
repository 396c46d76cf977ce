"""The verdict on each figure of a claim, and on the claim."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from contentlint.evidence import words
from contentlint.evidence.compare import NAMING, TEMPORAL, Mention, Outcome, compare
from contentlint.evidence.read import mention, mentions
from contentlint.evidence.source import Passage, Source
from contentlint.figures import Figure

Word = Literal["found", "contradicted", "not-found"]

SAME_BONUS = 1.2
CLOSE_BONUS = 0.8


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    figure: Figure
    verdict: Word
    sentence: str = ""
    start: int = 0
    end: int = 0
    given: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    figures: tuple[FigureVerdict, ...]
    verdict: Word


def verify(claim: str, source: Source | str, title: str = "") -> Answer:
    """Hold each figure of a claim against a source."""
    source = Source(source, title) if isinstance(source, str) else source
    stems = words.placed(claim)
    asked = mentions(claim, stems)
    verdicts = _in_snippet(asked, stems, source) if source.is_snippet else _in_page(claim, asked, stems, source)
    return Answer(tuple(verdicts), overall(verdicts))


def overall(verdicts: Sequence[FigureVerdict]) -> Word:
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
    """A figure of the claim beside one of the source, in the sentence that has it."""

    asked: Mention
    given: Mention
    passage: Passage
    outcome: Outcome
    context: float
    align: float
    shared: int

    @property
    def bears_out(self) -> bool:
        return self.outcome in ("same", "within")

    @property
    def score(self) -> float:
        return self.context + 0.5 * self.align


def _pairs(asked: Mention, stems: Sequence[tuple[int, str]], source: Source) -> list[Pair]:
    here = {s for at, s in stems if not asked.figure.start <= at < asked.figure.end}
    total = sum(source.weight(s) for s in here) or 1.0
    found: list[Pair] = []
    for passage in source.passages:
        context = None
        for given in passage.mentions:
            outcome = compare(asked, given)
            if outcome == "apart":
                continue
            if context is None:
                context = _context(here, passage, source) / total
            found.append(Pair(asked, given, passage, outcome, context, _align(asked, given, outcome, source), len(here & passage.stems)))
    return found


def _align(asked: Mention, given: Mention, outcome: Outcome, source: Source) -> float:
    align = _overlap(asked.close, given.close, source)
    if asked.noun and given.noun == asked.noun:
        align += 0.5
    elif asked.noun and asked.noun in given.close:
        align += 0.25
    if outcome == "same":
        align += SAME_BONUS
    elif asked.figure.kind not in TEMPORAL:
        align += CLOSE_BONUS * _closeness(asked.figure, given.figure)
    if asked.figure.kind == given.figure.kind:
        align += 0.2
    return align


def _closeness(figure: Figure, given: Figure) -> float:
    a, b = figure.high, given.low
    if a <= 0 or b <= 0 or math.inf in (a, b):
        return 0.0
    return max(0.0, 1.0 - abs(math.log(a / b)) / math.log(2))


def _in_snippet(asked: Sequence[Mention], stems: Sequence[tuple[int, str]], source: Source) -> list[FigureVerdict]:
    """Each figure with the one of the passage that stands nearest to it; a figure of the passage answers only one."""
    pairs = sorted(((p.score, n, p) for n, one in enumerate(asked) for p in _pairs(one, stems, source)), key=lambda x: -x[0])
    verdicts: dict[int, FigureVerdict] = {}
    taken: set[tuple[int, int]] = set()
    for _, n, pair in pairs:
        place = (pair.passage.index, pair.given.figure.start)
        if n in verdicts or (place in taken and pair.outcome != "same"):
            continue
        taken.add(place)
        verdicts[n] = _said(pair, "found" if pair.bears_out else "contradicted")
    return [verdicts.get(n) or FigureVerdict(one.figure, "not-found") for n, one in enumerate(asked)]


def _in_page(claim: str, asked: Sequence[Mention], stems: Sequence[tuple[int, str]], source: Source) -> list[FigureVerdict]:
    verdicts: list[FigureVerdict] = []
    for one in asked:
        whole = _decide(one, stems, source)
        parts = () if whole.verdict == "found" else pieces(one.figure)
        apart = [_decide(replace(mention(claim, p, stems), relation=one.relation), stems, source) for p in parts]
        verdicts += apart if len({v.verdict for v in apart}) > 1 else [whole]
    return verdicts


def _decide(asked: Mention, stems: Sequence[tuple[int, str]], source: Source) -> FigureVerdict:
    pairs = [p for p in _pairs(asked, stems, source) if p.bears_out and convinces(p, source)]
    best = max(pairs, key=lambda p: p.score, default=None)
    return _said(best, "found") if best else FigureVerdict(asked.figure, "not-found")


def convinces(pair: Pair, source: Source) -> bool:
    """True when the sentence speaks of the claim's matter, as far as such a value needs it."""
    return True


def pieces(figure: Figure) -> tuple[Figure, ...]:
    """The parts of a date or a period that a source may bear out one by one: day and month, and the year."""
    years = [m for m in re.finditer(r"(?<!\d)(?:1\d|20)\d\d(?!\d)", figure.text)]
    if figure.kind == "date" and figure.date[0] and figure.date[1] and len(years) == 1:
        year = years[0]
        start, end = (0, year.start()) if year.start() else (year.end(), len(figure.text))
        rest = figure.text[start:end]
        left = len(rest) - len(rest.lstrip(" ,-/.")) + start
        right = start + len(rest.rstrip(" ,-/."))
        return (
            replace(figure, start=figure.start + left, end=figure.start + right, text=figure.text[left:right], low=0.0, high=0.0, date=(0, *figure.date[1:])),
            replace(figure, start=figure.start + year.start(), end=figure.start + year.end(), text=year.group(), kind="year", date=(0, 0, 0)),
        )
    if len(years) == 2 and figure.kind in ("period", "count"):
        return tuple(
            replace(figure, start=figure.start + m.start(), end=figure.start + m.end(), text=m.group(), kind="year", low=float(m.group()), high=float(m.group()))
            for m in years
        )
    return ()


def _said(pair: Pair, verdict: Word) -> FigureVerdict:
    passage = pair.passage
    return FigureVerdict(pair.asked.figure, verdict, passage.text, passage.start, passage.start + len(passage.text), pair.given.figure.text)


def _overlap(a: frozenset[str], b: frozenset[str], source: Source) -> float:
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
