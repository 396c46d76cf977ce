"""The words of a stretch as sums are stated in them: where words of a list stand, and what stands beside a figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import pairwise

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.signals import MARKS
from contentlint.claims.sums.terms import Stretch, Term

_BEFORE, _AFTER = 12, 6
"""Tokens before and after a figure in which the words that say what it is may stand."""
_ENDS = MARKS | {";"}
_JOINED = 40
"""Tokens between two figures of a sum, at most."""


class Line:
    """A stretch with the places of the words that state sums."""

    def __init__(self, stretch: Stretch, lexicon: Lexicon) -> None:
        self.stretch = stretch
        self.terms = stretch.terms
        self._lexicon = lexicon
        self._found: dict[str, list[tuple[int, int]]] = {}

    @cached_property
    def _text(self) -> tuple[str, list[int]]:
        starts, at = [], 0
        for token in self.stretch.tokens:
            starts.append(at)
            at += len(token) + 1
        return " ".join(self.stretch.tokens), starts

    @cached_property
    def _marks(self) -> list[int]:
        return [-1, *(n for n, token in enumerate(self.stretch.tokens) if token in MARKS), len(self.stretch.tokens)]

    def says(self, name: str, start: int, end: int) -> bool:
        """Whether words of a list stand wholly between two tokens."""
        found = self._found.get(name)
        if found is None:
            text, starts = self._text
            found = self._found[name] = [
                (bisect_left(starts, one.start), bisect_left(starts, one.end))
                for one in self._lexicon.finditer(f"sum-{name}-words", text)
            ]
        at = bisect_left(found, (start, 0))
        return at < len(found) and found[at][1] <= end

    def sentence(self, at: int) -> tuple[int, int]:
        """Where the sentence of a token begins and ends."""
        place = bisect_right(self._marks, at)
        return self._marks[place - 1] + 1, self._marks[place]

    def before(self, n: int, reach: int = _BEFORE) -> tuple[int, int]:
        """The words right before a figure, back to another one or to the start of the clause."""
        at = start = self.terms[n].at
        while start > max(0, at - reach) and not self._is_end(self.stretch.tokens[start - 1]):
            start -= 1
        return start, at

    def after(self, n: int, reach: int = _AFTER) -> tuple[int, int]:
        """The words right after a figure, up to another one or to the end of the clause."""
        at = end = self.terms[n].at + 1
        while end < min(len(self.stretch.tokens), at + reach) and not self._is_end(self.stretch.tokens[end]):
            end += 1
        return at, end

    @staticmethod
    def _is_end(token: str) -> bool:
        return token in _ENDS or (token[0] == "{" and len(token) > 2 and token != "{Z}")

    def is_total(self, n: int) -> bool:
        """Whether words say that a figure is a total."""
        return self.says("total", *self.before(n)) or self.beside("altogether", n)

    def beside(self, name: str, n: int) -> bool:
        """Whether words of a list stand right before or after a figure."""
        return self.says(name, *self.before(n)) or self.says(name, *self.after(n))

    def words(self, start: int, end: int) -> Sequence[str]:
        """The tokens of a place."""
        return self.stretch.tokens[start:end]

    def around(self, relation: Relation) -> Iterator[Term]:
        """The other figures of the sentences of a sum."""
        places = [self.terms[n].at for n in relation.terms]
        start, end = self.sentence(min(places))[0], self.sentence(max(places))[1]
        for n, term in enumerate(self.terms):
            if start <= term.at < end and n not in relation.terms:
                yield term

    def is_close(self, relation: Relation) -> bool:
        """Whether the result is so near to what the other figures make that others in between do not matter."""
        n, bounds = relation.readings[0]
        return 0.85 * min(bounds) <= self.terms[n].value <= 1.18 * max(bounds)

    def inside(self, start: int, end: int) -> Iterator[Term]:
        """The figures between two tokens."""
        return (term for term in self.terms if start <= term.at < end)

    def has_inside(self, relation: Relation, letters: str) -> bool:
        """Whether another figure of some kinds stands between those of a sum."""
        inside = range(min(relation.terms) + 1, max(relation.terms))
        return any(self.terms[n].letter in letters for n in inside if n not in relation.terms)


def is_joined(line: Line, relation: Relation, sentences: int = 1) -> bool:
    """Whether the figures of a sum stand in one paragraph or item, in so many sentences one after the other."""
    own = sorted((line.terms[n] for n in relation.terms), key=lambda term: term.at)
    if own[-1].sentence - own[0].sentence > sentences or own[-1].block != own[0].block:
        return False
    return all(two.at - one.at <= _JOINED for one, two in pairwise(own))


def makes(line: Line, n: int) -> bool:
    """Whether words say that a figure is what the ones before make."""
    place = line.before(n)
    return line.says("makes", *place) or line.says("spend", *place) or is_equal(line, n)


def is_another(line: Line, start: int, n: int) -> bool:
    """Whether an "and" makes a new statement of a figure: "20% off for students and $60 for pupils"."""
    place = line.before(n)
    words = line.words(max(start, place[0]), place[1])
    at = max((k for k, word in enumerate(words) if word in ("and", "but", "while", "or")), default=-1)
    begin = max(start, place[0]) + at + 1
    return at >= 0 and not (line.says("makes", begin, place[1]) or line.says("now", begin, place[1]))


def is_equal(line: Line, n: int) -> bool:
    return line.words(*line.before(n, 1)) in (("=",), ("→",), ("≈",))


def is_in_brackets(line: Line, n: int) -> bool:
    return line.words(*line.before(n, 1)) in (("(",), ("—",), ("–",)) or line.words(*line.before(n, 2))[-2:] == (
        "(",
        "or",
    )


def differ(one: Term, two: Term) -> bool:
    """Whether two figures count different things; a word that is no plural may be anything."""
    nouns = {noun for noun in (one.amount.figure.noun, two.amount.figure.noun) if noun.endswith("s")}
    return len(nouns) > 1
