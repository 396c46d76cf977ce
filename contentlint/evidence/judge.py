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
    verdicts = _in_snippet(claim, asked, stems, source) if source.is_snippet else _in_page(claim, asked, stems, source)
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
    return v.figure.kind in NAMING or (v.figure.kind == "ordinal" and v.figure.text.isalpha())


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of the claim beside one of the source, in the sentence that has it."""

    asked: Mention
    given: Mention
    passage: Passage
    outcome: Outcome
    context: float
    """Share of the claim's words (by weight) in the sentence, its neighbours and the title."""
    align: float
    """How well the words right beside the two figures go together."""
    own: float
    """That share in the sentence alone."""
    beside: float
    """The share of the words right beside the claim's figure that stand beside the source's."""
    shared: int
    """How many of the claim's words the sentence itself has."""
    is_named: bool

    @property
    def bears_out(self) -> bool:
        return self.outcome in ("same", "within")

    @property
    def names_another_thing(self) -> bool:
        """True when both count things, each another, and the claim's isn't in the sentence: 12 planes, 12 victims."""
        noun, other = self.asked.noun, self.given.noun
        return bool(noun and other) and noun != other and noun not in self.passage.stems

    @property
    def score(self) -> float:
        return self.context + 0.5 * self.align


def _pairs(text: str, asked: Mention, stems: Sequence[tuple[int, str]], source: Source) -> list[Pair]:
    here = {s for at, s in stems if not asked.figure.start <= at < asked.figure.end}
    total = sum(source.weight(s) for s in here) or 1.0
    names = here & words.names(text) & source.stems
    found: list[Pair] = []
    for passage in source.passages:
        context = None
        for given in passage.mentions:
            outcome = compare(asked, given)
            if outcome == "apart":
                continue
            if context is None:
                context = _context(here, passage, source) / total
                own = sum(source.weight(s) for s in here & passage.stems) / total
                is_named = not names or bool(names & source.near(passage))
            beside = _overlap(asked.close, given.close, source)
            found.append(
                Pair(asked, given, passage, outcome, context, _align(asked, given, outcome, beside), own, beside,
                     len(here & passage.stems), is_named)
            )  # fmt: skip
    return found


def _align(asked: Mention, given: Mention, outcome: Outcome, beside: float) -> float:
    """How well two figures go together by what stands right around them, and by their values."""
    align = beside
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


def _in_snippet(
    claim: str, asked: Sequence[Mention], stems: Sequence[tuple[int, str]], source: Source
) -> list[FigureVerdict]:
    """Each figure with the one of the passage that stands nearest to it; a figure of the passage answers only one."""
    pairs = sorted(
        ((p.score, n, p) for n, one in enumerate(asked) for p in _pairs(claim, one, stems, source)), key=lambda x: -x[0]
    )
    verdicts: dict[int, FigureVerdict] = {}
    taken: set[tuple[int, int]] = set()
    for _, n, pair in pairs:
        place = (pair.passage.index, pair.given.figure.start)
        if n in verdicts or (place in taken and pair.outcome != "same"):
            continue
        taken.add(place)
        verdicts[n] = _said(pair, "found" if pair.bears_out else "contradicted")
    return [verdicts.get(n) or FigureVerdict(one.figure, "not-found") for n, one in enumerate(asked)]


def _in_page(
    claim: str, asked: Sequence[Mention], stems: Sequence[tuple[int, str]], source: Source
) -> list[FigureVerdict]:
    verdicts: list[FigureVerdict] = []
    for one in asked:
        whole = _decide(claim, one, stems, source)
        parts = () if whole.verdict == "found" else pieces(one.figure)
        apart = [
            _decide(
                claim, replace(mention(claim, p, stems), relation=one.relation, year=one.figure.date[0]), stems, source
            )
            for p in parts
        ]
        verdicts += apart if any(v.verdict == "found" for v in apart) else [whole]
    return verdicts


def _decide(claim: str, asked: Mention, stems: Sequence[tuple[int, str]], source: Source) -> FigureVerdict:
    pairs = _pairs(claim, asked, stems, source)
    if best := max((p for p in pairs if p.bears_out and convinces(p)), key=lambda p: p.score, default=None):
        return _said(best, "found")
    if other := max((p for p in pairs if not p.bears_out and excludes(p)), key=lambda p: p.score, default=None):
        return _said(other, "contradicted")
    return FigureVerdict(asked.figure, "not-found")


SAID_ALIKE = 0.7
"""Least share of the claim's words (by weight) that a sentence must have itself to speak of the same quantity."""
BESIDE = 0.5
"""Least share of the words right beside the claim's figure that must stand beside the other value too."""
MEASURED = frozenset(("percent", "points", "money", "count", "quantity", "duration", "multiplier", "fraction", "score"))


def excludes(pair: Pair) -> bool:
    """True when a sentence of a page gives the same quantity another value: in nearly the claim's own words."""
    asked, given = pair.asked, pair.given
    if asked.figure.kind not in MEASURED or given.figure.kind != asked.figure.kind:
        return False
    if asked.figure.kind == "count" and (not asked.noun or asked.noun != given.noun):
        return False
    return pair.shared >= 3 and pair.own >= SAID_ALIKE and pair.beside >= BESIDE


SMALL = 20
"""A number up to this one turns up anywhere: it needs its noun, or words of the claim beside it."""
SENTENCE = 7
"""Fewer content words make a line, not a sentence: a date line, a heading, a cell, which speak of what stands around."""
NEARLY = 0.6
"""How near to a claim's bound a value must be to bear it out: 5 minutes are "up to 22 years", and say nothing."""
THIN, BARE = 0.4, 0.2
"""Least share of the claim's words (by weight) in and around a sentence that has none of them itself, or just one."""


def convinces(pair: Pair) -> bool:
    """True when the sentence speaks of the claim's matter, as far as such a value needs it.

    A rare value (247,161) is its own context; a year or a small number stands in every page for something.
    """
    asked, given = pair.asked, pair.given
    figure = asked.figure
    if pair.outcome == "within" and figure.kind not in TEMPORAL and _closeness(figure, given.figure) < NEARLY:
        return False
    is_small = figure.kind not in TEMPORAL and abs(figure.low) <= SMALL and figure.low == round(figure.low)
    if figure.kind == "period" and pair.outcome == "same":
        return True
    if is_small and figure.kind == "count" and pair.names_another_thing:
        return False
    if not is_small and figure.kind not in TEMPORAL:
        return True
    if is_dateline(pair) and not pair.is_named and not (figure.kind == "date" and figure.date[2]):
        return False
    if len(pair.passage.placed) < SENTENCE:
        return figure.kind in TEMPORAL or bool(pair.shared) or pair.context >= BARE or asked.label == given.label != ""
    if pair.shared == 0 and (asked.label == given.label != ""):
        return True
    return pair.shared > 1 or pair.context >= (BARE if pair.shared else THIN)


def is_dateline(pair: Pair) -> bool:
    """True when the line is a date and little more: when a page was written, not when something happened."""
    return len(pair.passage.placed) < SENTENCE and pair.given.figure.kind == "date"


def pieces(figure: Figure) -> tuple[Figure, ...]:
    """The parts of a date or a period that a source may bear out one by one: day and month, and the year."""
    years = list(re.finditer(r"(?<!\d)(?:1\d|20)\d\d(?!\d)", figure.text))
    if figure.kind == "date" and figure.date[0] and figure.date[1] and len(years) == 1:
        year = years[0]
        start, end = (0, year.start()) if year.start() else (year.end(), len(figure.text))
        rest = figure.text[start:end]
        left = len(rest) - len(rest.lstrip(" ,-/.")) + start
        right = start + len(rest.rstrip(" ,-/."))
        return (
            replace(
                figure,
                start=figure.start + left,
                end=figure.start + right,
                text=figure.text[left:right],
                low=0.0,
                high=0.0,
                date=(0, *figure.date[1:]),
            ),
            replace(
                figure,
                start=figure.start + year.start(),
                end=figure.start + year.end(),
                text=year.group(),
                kind="year",
                date=(0, 0, 0),
            ),
        )
    if len(years) == 2 and figure.kind in ("period", "count"):
        return tuple(
            replace(
                figure,
                start=figure.start + m.start(),
                end=figure.start + m.end(),
                text=m.group(),
                kind="year",
                low=float(m.group()),
                high=float(m.group()),
            )
            for m in years
        )
    return ()


def _said(pair: Pair, verdict: Word) -> FigureVerdict:
    passage = pair.passage
    return FigureVerdict(
        pair.asked.figure,
        verdict,
        passage.text,
        passage.start,
        passage.start + len(passage.text),
        pair.given.figure.text,
    )


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
