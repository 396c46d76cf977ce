"""Figures of a claim beside those of a source, with how well the words around the two go together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from contentlint.evidence import words
from contentlint.evidence.compare import TEMPORAL, Mention, compare
from contentlint.evidence.read import mentions
from contentlint.evidence.source import Passage, Source
from contentlint.evidence.values import Outcome
from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure

# What makes two figures go together, besides the share of the words right beside the claim's figure that stand beside
# the source's too (0 to 1). Set by hand on one half of two public sets of claims and their sources, tried on the other.
SAME_VALUE = 1.2
CLOSE_VALUE = 0.8
SAME_NOUN = 0.5
NOUN_NEAR = 0.25
SAME_KIND = 0.2
ALIGNMENT = 0.5
"""What all of these weigh against the context of the whole sentence."""
IN_TITLE, AROUND = 0.7, 0.6
"""What a word of the claim counts that the sentence lacks but the title, or a neighbouring sentence, has."""
FAR = 0.5
"""How close values must at least be for nouns that differ to be two words for one thing."""
BEFORE, AFTER = 2, 1
"""How many sentences before and after one are its neighbours."""


class Claim:
    """A claim, read: its figures, the stems of its words with their places, its names and its years."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stems = words.placed(text)
        self.names = words.names(text)
        self.mentions = mentions(text, self.stems)
        self.years = _years(self.mentions)

    def without(self, figure: Figure) -> set[str]:
        """The stems of the claim outside a figure."""
        return {stem for at, stem in self.stems if not figure.start <= at < figure.end}


@dataclass(frozen=True, slots=True)
class Pair:
    """A figure of a claim (`asked`) beside one of a source (`given`) in the sentence that has it.

    All shares are by weight of words and lie in 0 to 1: `context` of the claim's words in the sentence, around it and
    in the title, `own` of them in the sentence alone, `beside` of the words right beside the claim's figure. `shared`
    counts the claim's words in the sentence. `is_named` is true when a name of the claim stands near, or the source
    has none of them; `has_names` when all of them stand in the sentence or the title, or anywhere in a passage;
    `is_of_another_year` when claim and sentence both give years, and none in common.
    """

    asked: Mention
    given: Mention
    passage: Passage
    outcome: Outcome
    context: float
    own: float
    beside: float
    shared: int
    is_named: bool
    has_names: bool
    is_of_another_year: bool

    @property
    def bears_out(self) -> bool:
        """True when the source's value is the claim's, or one that it allows."""
        return self.outcome in ("same", "within")

    @property
    def names_another_thing(self) -> bool:
        """True when both count things, each another, and the claim's isn't in the sentence: 12 planes, 12 victims."""
        noun, other = self.asked.noun, self.given.noun
        if self.asked.figure.kind == "ordinal" and self.asked.close & self.given.close:
            return False  # the word behind it may be any: "first professional goal"
        return bool(noun and other) and noun != other and noun not in self.passage.stems

    @property
    def has_same_label(self) -> bool:
        """True when the same word stands before both: "No. 12"."""
        return self.asked.label == self.given.label != ""

    @property
    def score(self) -> float:
        """How much speaks for the two being of the same quantity; only good for comparing pairs of one figure."""
        return self.context + ALIGNMENT * self._alignment

    @property
    def _alignment(self) -> float:
        asked, given = self.asked, self.given
        sum_ = self.beside
        if asked.noun and given.noun == asked.noun:
            sum_ += SAME_NOUN
        elif asked.noun and asked.noun in given.close:
            sum_ += NOUN_NEAR
        if self.outcome == "same":
            sum_ += SAME_VALUE
        elif asked.figure.kind not in TEMPORAL:
            sum_ += CLOSE_VALUE * closeness(asked.figure, given.figure)
        return sum_ + (SAME_KIND if asked.figure.kind == given.figure.kind else 0.0)


def pairs(claim: Claim, asked: Mention, source: Source) -> Iterator[Pair]:
    """A figure of a claim with each figure of a source that bears on it, in the order of the source."""
    about = claim.without(asked.figure)
    names = about & claim.names & source.stems
    total = sum(source.weight(stem) for stem in about) or 1.0
    for passage in source.passages:
        outcomes = [(given, outcome) for given in passage.mentions if (outcome := compare(asked, given)) != "apart"]
        if not outcomes:
            continue
        nouns = {given.noun for given, _ in outcomes}
        if asked.figure.kind == "count" and asked.noun in nouns and asked.noun:
            # Where another figure counts the claim's thing, a far number of another thing is no value of it.
            outcomes = [
                (m, o) for m, o in outcomes if m.noun in ("", asked.noun) or closeness(asked.figure, m.figure) > FAR
            ]
        years = _years(passage.mentions)
        shared = about & passage.stems
        own = sum(source.weight(stem) for stem in shared)
        context = own + _near(about - shared, passage, source)
        for given, outcome in outcomes:
            yield Pair(
                asked,
                given,
                passage,
                outcome,
                context / total,
                own / total,
                _overlap(asked.close, given.close, source),
                len(shared),
                has_names=about & claim.names <= (source.stems if source.is_passage else passage.stems | source.title),
                is_named=not names or bool(names & source.near(passage)),
                is_of_another_year=bool(claim.years and years) and not claim.years & years,
            )


def closeness(figure: Figure, other: Figure) -> float:
    """1 for equal values, 0 from one being twice the other; along the logarithm between."""
    a, b = figure.high, other.low
    if a <= 0 or b <= 0 or math.inf in (a, b):
        return 0.0
    return max(0.0, 1.0 - abs(math.log2(a / b)))


def _years(found: Iterable[Mention]) -> set[float]:
    return {year for m in found if m.figure.kind in TEMPORAL for year in (m.figure.low, m.figure.high) if year}


def _overlap(a: frozenset[str], b: frozenset[str], source: Source) -> float:
    total = sum(source.weight(stem) for stem in a)
    return sum(source.weight(stem) for stem in a & b) / total if total else 0.0


def _near(stems: set[str], passage: Passage, source: Source) -> float:
    neighbours = source.passages[max(0, passage.index - BEFORE) : passage.index + AFTER + 1]
    around = frozenset[str]().union(*(p.stems for p in neighbours))
    return sum(
        source.weight(stem) * (IN_TITLE if stem in source.title else AROUND)
        for stem in stems
        if stem in source.title or stem in around
    )
