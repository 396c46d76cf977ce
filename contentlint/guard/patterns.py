"""Regular expressions that users and sites give: read without a traceback, and matched within a bound.

`re` tries one way after the other, and the ways multiply. How many there can be for a text of some length is worked
out from the expression: what can end a repetition only at its last place has one way, any other has as many as it has
lengths, and what stands in a row multiplies. A text for which there are too many is not matched at all.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from contentlint.guard.limit import ends_matches
from contentlint.guard.records import dataclass

MOST_WAYS = 3_000_000
"""Ways to match a text that are gone through at most: some tenths of a second."""
LONGEST = 4096
"""Code points of the longest text that is matched at all; no server has longer paths."""
_LENGTHS = (LONGEST, 2000, 1000, 500, 250, 140, 100, 70, 50)
"""The bounds there are. An expression that can't be matched with texts of the last length is not used."""

_MOST_SOURCE = 20_000
_REPEATS = re.compile(r"(?<!\\)[*+?{|]")
_FLAGS = re.compile(r"\(\?[aiLmsux]+\)")

_END, _DONE = "end", "done"
"""Among the characters that can follow: the end of the text, and the end of the expression, behind which nothing can
fail any more."""
_SAMPLES = frozenset(map(chr, range(128))) | frozenset("\x85\xa0éßſ中٣²\u2028😀")


def read(source: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression, compiled. Raises ValueError, of one line that says why it can't be, with what caused it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "possible nested set": it works, and nobody here wrote it
            return re.compile(source, flags)
    except (re.error, OverflowError) as error:
        raise ValueError(" ".join(str(error).split())) from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error


class TooManyWays(ValueError):
    """An expression that could try for ever."""

    def __init__(self, message: str = "too slow: repetitions stand in repetitions, or too many in a row") -> None:
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Bounded:
    """An expression with the length of the longest text that it can be matched with in time."""

    regex: re.Pattern[str]
    longest: int

    @property
    def pattern(self) -> str:
        """The expression as it is written."""
        return self.regex.pattern

    def reads(self, text: str) -> bool:
        """False for a text that is too long to be matched."""
        return len(text) <= self.longest

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.match`; None also for a text that is too long to be matched."""
        return self.regex.match(text) if len(text) <= self.longest else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As `re.finditer`; a longer text is searched in parts that overlap by half, so a match is never longer."""
        step = max(1, self.longest // 2)
        done = 0
        for begin in range(0, max(1, len(text)), step):
            stop = min(begin + self.longest, len(text))
            is_last = stop == len(text)
            for match in self.regex.finditer(text, max(begin, done), stop):
                if not is_last and (match.start() >= begin + step or match.end() == stop):
                    break  # the next part shows all of it
                done = match.end()
                yield match
            if is_last:
                return


@lru_cache(maxsize=4096)
def bounded(source: str) -> Bounded:
    """A regular expression with its bound. Raises ValueError: it is none, too long, or too slow for any text of use."""
    if len(source) > _MOST_SOURCE:
        raise ValueError(f"longer than {_MOST_SOURCE:,} characters")
    regex = read(source)
    if not _REPEATS.search(source):
        return Bounded(regex, LONGEST)
    try:
        ways = _Ways(source)
    except RecursionError:
        raise ValueError("nested too deep") from None
    longest = next((n for n in _LENGTHS if ways.fit(n)), 0)
    if not longest:
        raise TooManyWays
    return Bounded(regex, longest)


def anywhere(source: str) -> Bounded:
    """As `bounded`, for an expression that may begin anywhere in a text."""
    flags = _FLAGS.match(source)
    at = flags.end() if flags else 0
    return bounded(f"{source[:at]}(?s:.*?)(?:{source[at:]})")


_UNIT = 1_000
"""Code points of the longest unit of text that checks look at."""


def endless(source: str) -> str:
    """Why an expression can't be used here, in words: no limit of time could end it, and it could try for ever.

    Empty where a limit can (`limit.ends_matches`), and for what is done in time with any unit of text.
    """
    return "" if ends_matches() or reach(source) >= _UNIT else f"{TooManyWays()} (on this system nothing could end it)"


@lru_cache(maxsize=4096)
def reach(source: str) -> int:
    """Code points of the longest text that an expression can be searched in within a moment; 0 for no text of use."""
    try:
        return anywhere(source).longest
    except ValueError:
        return 0


SHORTEST_PART = 250
"""Code points that an expression must be able to search at a time to be used on prose: a long sentence."""


@lru_cache(maxsize=4096)
def searchable(source: str) -> Bounded:
    """An expression to search prose with, by `finditer`. Raises ValueError: it is none, or too slow for that."""
    try:
        longest = anywhere(source).longest
    except TooManyWays:
        longest = 0
    if longest < SHORTEST_PART:
        raise TooManyWays(f"{TooManyWays()}; say how many there may be, such as `{{0,40}}` in place of `*` or `+`")
    return Bounded(read(source), longest)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression: its ways, `factor` times the text's length to the power of `degree`; with what it can
    begin; whether it can be nothing."""

    factor: float
    degree: int
    first: frozenset[str]
    empty: bool


_NEVER = float("inf")
_TOLD = {"DIGIT": str.isdecimal, "SPACE": str.isspace, "WORD": lambda c: c.isalnum() or c == "_"}


class _Ways:
    """The ways to match an expression.

    What can follow a part is a set of sample characters, `_END` and `_DONE`. Both sets are rather too large: that a
    repetition has one way is only believed where nothing that it takes can follow it.
    """

    def __init__(self, source: str) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parser.parse(source)
        self._chars = _SAMPLES | frozenset(_characters(tree))
        self._every = self._chars | {_END}
        self._is_loose = re.search(r"\(\?[a-zA-Z]*[aiL]", source) is not None
        self._kinds = {kind: frozenset(filter(test, self._chars)) for kind, test in _TOLD.items()}
        self._whole = self._row(tree, frozenset({_DONE}))

    def fit(self, length: int) -> bool:
        """True when a text of that length has no more ways than there may be."""
        return self._whole.factor * float(length) ** self._whole.degree <= MOST_WAYS

    def _row(self, items: Sequence[Any], follow: frozenset[str]) -> _Part:
        """Items in a row, read from the last one; `follow` is what can stand behind them."""
        factor, degree, empty = 1.0, 0, True
        first = follow
        for name, value in reversed(list(items)):
            part = self._item(name, value, first)
            factor, degree, empty = factor * part.factor, min(degree + part.degree, 99), empty and part.empty
            first = part.first | first if part.empty else part.first
        return _Part(factor, degree, first, empty)

    def _item(self, name: Any, value: Any, follow: frozenset[str]) -> _Part:
        if name in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
            return _Part(1, 0, self._set(name, value), False)
        if name is sre.SUBPATTERN:
            return self._row(value[3], follow)
        if name is sre.ATOMIC_GROUP:
            return self._row(value, follow)
        if name is sre.BRANCH:
            return self._branch([self._row(branch, follow) for branch in value[1]])
        if name in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            return self._repeat(value[0], value[1], value[2], follow)
        if name is sre.AT and value in (sre.AT_END, sre.AT_END_STRING):
            return _Part(1, 0, frozenset({_END, "\n"} if value is sre.AT_END else {_END}), False)
        # Of what only looks, or takes what another group has, nothing is known but what it costs. What never matches,
        # `(?!)`, is a thing of its own from Python 3.13 on.
        inner = self._row(value[1], frozenset({_DONE})) if name in (sre.ASSERT, sre.ASSERT_NOT) else None
        factor = inner.factor if inner else 1.0 if name in (sre.AT, sre.GROUPREF, sre.FAILURE) else _NEVER
        return _Part(factor, inner.degree if inner else 0, self._every, False)

    @staticmethod
    def _branch(parts: list[_Part]) -> _Part:
        seen: frozenset[str] = frozenset()
        apart = True
        for part in parts:
            apart = apart and not part.empty and seen.isdisjoint(part.first)
            seen |= part.first
        factor = (max if apart else sum)(part.factor for part in parts)
        return _Part(factor, max(p.degree for p in parts), seen, any(p.empty for p in parts))

    def _repeat(self, least: int, most: Any, items: Sequence[Any], follow: frozenset[str]) -> _Part:
        is_endless = most is sre.MAXREPEAT
        begin = self._begin(items)
        body = self._row(items, follow | begin.first if is_endless or most > 1 else follow)
        empty = least == 0 or begin.empty
        # It ends in one way: what follows can't fail, or can't begin where one more would.
        if follow == {_DONE} or (follow.isdisjoint(begin.first) and not begin.empty) or least == most:
            lengths, degree = 1.0, 0
        else:
            lengths, degree = (1.0, 1) if is_endless else (float(most - least + 1), 0)
        if body.factor == 1 and body.degree == 0:
            return _Part(lengths, degree, begin.first, empty)
        if is_endless or (most > 1 and body.degree):
            return _Part(_NEVER, 0, begin.first, empty)
        try:
            factor = body.factor**most * lengths
        except OverflowError:
            factor = _NEVER
        return _Part(factor, body.degree + degree, begin.first, empty)

    def _begin(self, items: Sequence[Any]) -> _Part:
        """What a row can begin with, and whether it can be nothing; its ways are not worked out."""
        first: frozenset[str] = frozenset()
        for name, value in items:
            if name in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
                inner = self._begin(value[2])
                part = _Part(0, 0, inner.first, inner.empty or value[0] == 0)
            elif name is sre.SUBPATTERN or name is sre.ATOMIC_GROUP:
                part = self._begin(value[3] if name is sre.SUBPATTERN else value)
            elif name is sre.BRANCH:
                parts = [self._begin(branch) for branch in value[1]]
                part = _Part(0, 0, frozenset().union(*(p.first for p in parts)), any(p.empty for p in parts))
            elif name in (sre.LITERAL, sre.NOT_LITERAL, sre.ANY, sre.IN):
                part = _Part(0, 0, self._set(name, value), False)
            else:
                part = _Part(0, 0, self._every, True)
            first |= part.first
            if not part.empty:
                return _Part(0, 0, first, False)
        return _Part(0, 0, first, True)

    def _set(self, name: Any, value: Any) -> frozenset[str]:
        """The sample characters that one item takes."""
        if name is sre.ANY:
            return self._chars
        entries = value if name is sre.IN else [(sre.LITERAL, value)]
        negated = name is sre.NOT_LITERAL or entries[0][0] is sre.NEGATE
        if negated and self._is_loose:
            return self._chars
        found: set[str] = set()
        for kind, what in entries:
            if kind is sre.LITERAL:
                found.add(chr(what))
            elif kind is sre.RANGE:
                found.update(c for c in self._chars if what[0] <= ord(c) <= what[1])
            elif kind is sre.CATEGORY:
                category = str(what)
                own = self._kinds[category.rpartition("_")[2]]
                not_own = self._chars if self._is_loose else self._chars - own
                found |= not_own if "NOT" in category else own
        if self._is_loose:
            found |= {other for c in found for other in (c.lower(), c.upper(), c.swapcase())}
        return self._chars - found if negated else frozenset(found)


def _characters(tree: Any) -> Iterator[str]:
    """The characters and the ends of ranges that stand in an expression, and the ones behind them."""
    stack = [tree]
    while stack:
        item = stack.pop()
        if type(item) is int and 0 <= item < 0x10FFFF:
            yield from (chr(item), chr(item + 1))
        elif isinstance(item, list | tuple | parser.SubPattern):
            stack.extend(item)
