"""A source's text, indexed once: its sentences, their words and figures."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from contentlint.evidence import words
from contentlint.evidence.compare import Mention
from contentlint.evidence.read import mentions, more_of
from contentlint.guard.records import dataclass
from contentlint.text.sentences import split
from contentlint.text.spans import Piece, Prose

PASSAGE = 4
"""The most sentences of a passage: all of it is taken to speak of the claim's matter."""
_LINE = re.compile(r"[^\n]+")


@dataclass(slots=True)
class Passage:
    """A sentence of a source: `text` begins at `start` of the source and is its `index`th sentence.

    `mentions` are its figures, with offsets in `text`; `placed` its stems with their offsets, `stems` the set of them.
    """

    text: str
    start: int
    index: int
    mentions: tuple[Mention, ...]
    stems: frozenset[str]
    placed: list[tuple[int, str]]


class Source:
    """The text of a source. Its title counts as context for every sentence.

    A text without a `title` that has no more than a few sentences is taken for a passage that was picked for the
    claim (`is_passage`); whatever has a title is a page.
    """

    def __init__(self, text: str, title: str = "") -> None:
        self.text = text
        self.title = frozenset(words.stems(title or self._own_title(text)))
        self.passages = list(self._passages(text))
        self.is_passage = not title and len(self.passages) <= PASSAGE

    @staticmethod
    def _own_title(text: str) -> str:
        """The first line, and the lines that Markdown marks as headings of the first level."""
        first = text.lstrip().partition("\n")[0][:200]
        heads = re.findall(r"^# ([^\n]{1,200})", text, re.MULTILINE)[:2]
        return " ".join((first, *heads))

    def _passages(self, text: str) -> Iterator[Passage]:
        index = 0
        for line in _LINE.finditer(text):
            piece = line.group()
            for sentence in split(Prose(piece, (Piece(0, len(piece), 0, len(piece)),))):
                placed = words.placed(sentence.text)
                found = mentions(sentence.text, placed, joins=False)
                found = (*found, *more_of(sentence.text, placed, found))
                yield Passage(
                    sentence.text, line.start() + sentence.start, index, found,
                    frozenset(s for _, s in placed), placed,
                )  # fmt: skip
                index += 1

    @cached_property
    def weights(self) -> dict[str, float]:
        """How telling each stem is: log of sentences per sentence that holds it."""
        seen: Counter[str] = Counter()
        for passage in self.passages:
            seen.update(passage.stems)
        total = len(self.passages) + 1
        return {s: math.log(1 + total / (1 + n)) for s, n in seen.items()}

    def weight(self, stem: str) -> float:
        """The weight of a stem; a stem that the source doesn't have weighs most."""
        return self.weights.get(stem) or math.log(2 + len(self.passages))

    @cached_property
    def stems(self) -> frozenset[str]:
        """Every stem of the source."""
        return frozenset(self.weights) | self.title

    def near(self, passage: Passage, reach: int = 3) -> frozenset[str]:
        """The stems of the title, of a sentence and of so many sentences on each side."""
        around = self.passages[max(0, passage.index - reach) : passage.index + reach + 1]
        return self.title.union(*(p.stems for p in around))
