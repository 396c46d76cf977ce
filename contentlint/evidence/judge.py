"""The verdict on each figure of a claim, and on the claim."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from heapq import nlargest
from typing import Literal

from contentlint.evidence import words
from contentlint.evidence.align import aligned
from contentlint.evidence.compare import TEMPORAL, Mention
from contentlint.evidence.naming import is_part_of_name
from contentlint.evidence.pairs import Claim, Pair, closeness, pairs
from contentlint.evidence.read import mention
from contentlint.evidence.source import Source
from contentlint.guard.records import dataclass, replace
from contentlint.text.figures import Figure, Kind

Word = Literal["found", "contradicted", "not-found"]
"""`found`: the source has the figure, in any wording; `contradicted`: it gives the same quantity another value;
`not-found`: neither. Nothing is ever called false: a source can be wrong, too, or speak of another day."""

SMALL = 20
"""A whole number up to this one turns up anywhere: it needs its noun, or words of the claim beside it."""
SENTENCE = 7
"""Fewer content words make a line, not a sentence: a date line, a heading, a cell; it speaks of what stands around."""
NEARLY = 0.6
"""How close to a claim's bound a value must be to bear it out: five minutes are "up to 22 years", and say nothing."""
MANY, FEW = 120, 6
"""From so many pairs on, only so many of the best of each figure are weighed against each other."""
THIN, BARE = 0.4, 0.2
"""Least context of a sentence that has none of the claim's words itself, or just one of them."""
SUBJECT, MATTER = 3, 0.3
"""A sentence of a passage has another value of the claim's own quantity only when it shares so many of its words, or
one that is so much of what the claim says."""
REPORTED = 3
"""Days after which something is reported at the latest, by a report that names the day of the week."""
SAID_ALIKE, BESIDE, WORDS = 0.7, 0.5, 3
"""A sentence of a page speaks of the very same quantity only in nearly the claim's own words: the least share of them
it must have itself, the least share of those beside the figure, and the least number."""
MEASURED = frozenset(("percent", "points", "money", "count", "quantity", "duration", "multiplier", "fraction", "score"))
"""Kinds of figures that another value can contradict; a date or a name is only found or not."""


@dataclass(frozen=True, slots=True)
class FigureVerdict:
    """What a source says of one figure of a claim.

    `figure` has its place in the claim; of a date that is found only in part, each part has a verdict of its own.
    `sentence` is the source's text at `start`..`end`, `given` the figure in it that decides; empty when not found.
    """

    figure: Figure
    verdict: Word
    sentence: str = ""
    start: int = 0
    end: int = 0
    given: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdicts on the figures of a claim, in their order, and the one on the claim."""

    figures: tuple[FigureVerdict, ...]
    verdict: Word


def verify(claim: str, source: Source | str) -> Answer:
    """Hold each figure of a claim against a source: a text, or one that was indexed before."""
    source = Source(source) if isinstance(source, str) else source
    read = Claim(claim)
    verdicts = _in_passage(read, source) if source.is_passage else _in_page(read, source)
    return Answer(tuple(verdicts), overall(verdicts, claim))


def overall(verdicts: Sequence[FigureVerdict], claim: str) -> Word:
    """`found` when all that can be weighed is found; a number that only names ("Chapter 3") is light beside others."""
    weighed = [v for v in verdicts if v.verdict == "found" or not _only_names(v, claim)] or list(verdicts)
    said = {v.verdict for v in weighed}
    if "contradicted" in said:
        return "contradicted"
    return "found" if said == {"found"} else "not-found"


def _only_names(missed: FigureVerdict, claim: str) -> bool:
    in_words = missed.figure.kind == "ordinal" and missed.figure.text.isalpha()
    return missed.verdict == "not-found" and (in_words or is_part_of_name(claim, missed.figure))


# -- in a passage that was picked for the claim


def _in_passage(claim: Claim, source: Source) -> list[FigureVerdict]:
    """Each figure with the one of the passage that goes best with it."""
    offers = {n: list(pairs(claim, asked, source)) for n, asked in enumerate(claim.mentions)}
    if sum(map(len, offers.values())) > MANY:
        offers = {n: nlargest(FEW, own, key=lambda pair: pair.score) for n, own in offers.items()}
    chosen = aligned(offers)
    # A passage that has a value the claim allows contradicts nothing, though that value went to another figure.
    borne = {n for n, own in offers.items() if any(pair.bears_out for pair in own)}
    return [_of_pair(asked, chosen.get(n), claim, n in borne) for n, asked in enumerate(claim.mentions)]


def _of_pair(asked: Mention, pair: Pair | None, claim: Claim, is_borne: bool) -> FigureVerdict:
    if pair is not None and pair.bears_out:
        return _said(pair, "found")
    if pair is not None and pair.outcome == "other" and not is_borne and accuses(pair, claim):
        return _said(pair, "contradicted")
    return FigureVerdict(asked.figure, "not-found")


def accuses(pair: Pair, claim: Claim) -> bool:
    """True when a passage gives the same quantity of the same matter another value: to say so accuses somebody."""
    asked, given = pair.asked.figure, pair.given.figure
    is_elsewhere = pair.is_of_another_year and asked.kind not in TEMPORAL
    if is_part_of_name(claim.text, asked) or is_elsewhere or not is_alike(asked.kind, given.kind):
        return False
    others = words.names(pair.passage.text) & pair.passage.stems - {stem for _, stem in claim.stems}
    if not pair.has_names and others:
        return False  # of another, by name
    nouns = {pair.asked.noun, pair.given.noun} - {""}
    if asked.kind in ("count", "ordinal") and len(nouns) > 1:
        return False
    return pair.shared >= SUBJECT or (pair.shared > 0 and pair.context >= MATTER)


_SORTS = (TEMPORAL, frozenset(("percent", "fraction", "multiplier")), frozenset(("quantity", "duration")))


def is_alike(kind: Kind, other: Kind) -> bool:
    """True when both kinds of figures are of one sort: a share and a fraction, a date and a year."""
    return kind == other or any(kind in sort and other in sort for sort in _SORTS)


# -- in a page


def _in_page(claim: Claim, source: Source) -> list[FigureVerdict]:
    verdicts: list[FigureVerdict] = []
    for asked in claim.mentions:
        whole = _decide(claim, asked, source)
        parts: list[FigureVerdict] = []
        if whole.verdict != "found":
            for part in pieces(asked.figure):
                alone = mention(claim.text, part, claim.stems)
                alone = replace(alone, relation=asked.relation, year=asked.figure.date[0])
                is_lone = asked.figure.kind == "date" and part.kind == "year" and parts[0].verdict != "found"
                parts.append(_decide(claim, alone, source, asked.figure if is_lone else None))
        verdicts += parts if any(part.verdict == "found" for part in parts) else [whole]
    return verdicts


def _decide(claim: Claim, asked: Mention, source: Source, of: Figure | None = None) -> FigureVerdict:
    """The verdict of a page on one figure; `of` is the date of which the figure is the year, and no more is there."""
    found = [pair for pair in pairs(claim, asked, source) if of is None or not is_another_day(of, pair.given.figure)]
    if best := _best(pair for pair in found if pair.bears_out and convinces(pair)):
        return _said(best, "found")
    if best := _best(pair for pair in found if pair.outcome == "other" and excludes(pair)):
        return _said(best, "contradicted")
    return FigureVerdict(asked.figure, "not-found")


def _best(found: Iterable[Pair]) -> Pair | None:
    return max(found, key=lambda pair: pair.score, default=None)


def convinces(pair: Pair) -> bool:
    """True when the sentence speaks of the claim's matter, as far as such a value needs it.

    A rare value (247,161) is its own context; a year or a small number stands in every page for something.
    """
    figure = pair.asked.figure
    is_temporal = figure.kind in TEMPORAL
    if pair.outcome == "within":
        if figure.kind in ("date", "year") and pair.asked.relation == "at":
            return False  # the day without its year: the parts are judged one by one; a season of two years
        if pair.asked.bound == "at-most" and not is_temporal:
            return False  # "up to 27 years" needs the 27
        if not is_temporal and closeness(figure, pair.given.figure) < NEARLY:
            return False
    if figure.kind == "period" and pair.outcome == "same":
        return True
    if not is_temporal:
        if abs(figure.low) > SMALL or figure.low != round(figure.low):
            return True
        if figure.kind in ("count", "ordinal") and pair.names_another_thing:
            return False
    if is_date_line(pair) and not pair.is_named and not (figure.kind == "date" and figure.date[2]):
        return False
    if len(pair.passage.placed) < SENTENCE:
        return is_temporal or pair.shared > 0 or pair.context >= BARE or pair.has_same_label
    if pair.shared == 0:
        return pair.has_same_label or pair.context >= THIN
    return pair.shared > 1 or pair.context >= BARE


def is_another_day(claimed: Figure, given: Figure) -> bool:
    """True when a full date of a page is another than the claimed one: it says nothing of that one's year.

    Of a few days later it may be the date of the report, which names the day only: "on Tuesday".
    """
    if given.kind != "date" or not all(given.date) or not all(claimed.date):
        return False
    try:
        later = dt.date(*given.date) - dt.date(*claimed.date)
    except ValueError:  # 31 April
        return True
    return not 0 <= later.days <= REPORTED


_MARKS = re.compile(r"[\W_]*")


def is_date_line(pair: Pair) -> bool:
    """True when a short line gives a date that isn't its own head: a by-line, or a link to something of that year.

    It tells when a page was written, not when something happened. A line that begins with a year ("1998: founded",
    "2012 Summer") is told apart: it heads what stands below it, or is a row of a table.
    """
    if len(pair.passage.placed) >= SENTENCE:
        return False
    given = pair.given.figure
    head = _MARKS.match(pair.passage.text)
    return given.kind == "date" or head is None or given.start != head.end()


def excludes(pair: Pair) -> bool:
    """True when a sentence of a page gives the same quantity another value."""
    asked, given = pair.asked, pair.given
    if asked.figure.kind not in MEASURED or given.figure.kind != asked.figure.kind or pair.is_of_another_year:
        return False
    if not pair.has_names:
        return False  # what is said of the north is not said of the south
    if asked.figure.kind == "count" and (not asked.noun or asked.noun != given.noun):
        return False
    return pair.shared >= WORDS and pair.own >= SAID_ALIKE and pair.beside >= BESIDE


_FOUR = re.compile(r"(?<![0-9])(?:1[0-9]|20)[0-9]{2}(?![0-9])")


def pieces(figure: Figure) -> tuple[Figure, ...]:
    """The parts of a date or a period that a source may bear out one by one: day and month, and year; or two years."""
    years = list(_FOUR.finditer(figure.text))
    if figure.kind == "date" and figure.date[0] and figure.date[1] and len(years) == 1:
        rest = (0, years[0].start()) if years[0].start() else (years[0].end(), len(figure.text))
        printed = figure.text[rest[0] : rest[1]]
        start = rest[0] + len(printed) - len(printed.lstrip(" ,-/."))
        end = rest[0] + len(printed.rstrip(" ,-/."))
        day = replace(_part(figure, start, end), low=0.0, high=0.0, date=(0, *figure.date[1:]))
        return day, _year(figure, years[0])
    if len(years) == 2 and figure.kind == "period":
        return tuple(_year(figure, year) for year in years)
    return ()


def _part(figure: Figure, start: int, end: int) -> Figure:
    return replace(figure, text=figure.text[start:end], start=figure.start + start, end=figure.start + end)


def _year(figure: Figure, found: re.Match[str]) -> Figure:
    year = float(found.group())
    return replace(_part(figure, *found.span()), kind="year", low=year, high=year, date=(0, 0, 0))


def _said(pair: Pair, verdict: Word) -> FigureVerdict:
    passage = pair.passage
    end = passage.start + len(passage.text)
    return FigureVerdict(pair.asked.figure, verdict, passage.text, passage.start, end, pair.given.figure.text)
