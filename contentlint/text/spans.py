"""Places in a text: spans, and the way between offsets and lines and columns.

Every offset in contentlint counts Unicode code points from the start of the file's text, after a byte order
mark was taken off and with its line ends as they are in the file.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple, TypeVar

from contentlint.guard.records import dataclass

T = TypeVar("T")

_LINE_END = re.compile(r"\r\n|\n|\r")


def since(things: Sequence[T], place: int) -> Iterator[T]:
    """The things from a place on, 0 or more, without going through those before it, as `itertools.islice` does."""
    return map(things.__getitem__, range(place, len(things)))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: code point offsets, `start` inclusive, `end` exclusive."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def cut(self, text: str) -> str:
        """The stretch of `text` that this span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """True when the two share at least one code point; an empty span shares none."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """True when `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def shift(self, by: int) -> Span:
        """The same stretch, `by` code points further on."""
        return Span(self.start + by, self.end + by)


class Taken:
    """Stretches of a text that may overlap; tells what has a part in any of them, without looking at each."""

    def __init__(self, spans: Iterable[Span]) -> None:
        found = sorted(span for span in spans if len(span))
        self._starts = [span.start for span in found]
        self._ends = list(accumulate((span.end for span in found), max))
        """The furthest end of a stretch and all before it."""

    def overlaps(self, span: Span) -> bool:
        """True when a stretch shares a code point with `span`; an empty one shares none."""
        before = bisect_left(self._starts, span.end)
        return len(span) > 0 and before > 0 and self._ends[before - 1] > span.start


def on_one_line(text: str) -> str:
    """A text as one line that steers no terminal and no log: what can't be seen (control and format characters, half
    surrogate pairs, line and paragraph separators) is written as Python would escape it."""
    return text if text.isprintable() else "".join(c if c.isprintable() or c == " " else _escaped(c) for c in text)


def _escaped(char: str) -> str:
    return char if unicodedata.category(char) == "Zs" else ascii(char)[1:-1]


_SURROGATE = re.compile("[\ud800-\udfff]")


def without_surrogates(text: str) -> str:
    """A text that UTF-8 can write: half of a surrogate pair, which no character is, stays the escape that it was."""
    return text if text.isascii() else _SURROGATE.sub(lambda match: ascii(match[0])[1:-1], text)


class Position(NamedTuple):
    """A place as people read it: both 1-based, the column in code points."""

    line: int
    column: int


class LineMap:
    """The way between offsets and lines of one text.

    Lines end at LF, CRLF or a lone CR, as in CommonMark 0.31 section 2.1. The line end belongs to its line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    @property
    def count(self) -> int:
        """How many lines the text has; a text that ends in a line end has an empty last line."""
        return len(self._starts)

    def start(self, line: int) -> int:
        """The offset at which 1-based `line` begins; the text's end for a line past the last."""
        if line < 1:
            raise ValueError(f"lines count from 1, not {line}")
        return self._starts[line - 1] if line <= len(self._starts) else len(self._text)

    def content_span(self, line: int) -> Span:
        """The span of 1-based `line` without its line end."""
        start, end = self.start(line), self.start(line + 1)
        while end > start and self._text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def position(self, offset: int) -> Position:
        """The line and column of `offset` (0 to the text's length, both included).

        Raises ValueError for an offset outside the text.
        """
        if not 0 <= offset <= len(self._text):
            raise ValueError(f"offset {offset} is outside a text of {len(self._text)} code points")
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column, clamped to the text."""
        return min(self.start(position.line) + position.column - 1, len(self._text))

    def utf16_column(self, offset: int) -> int:
        """0-based column of `offset` in UTF-16 code units, as editors count it (LSP 3.17, `Position`)."""
        line, column = self.position(offset)
        start = self._starts[line - 1]
        return column - 1 + sum(c > "\uffff" for c in self._text[start:offset])


OBJECT = "\ufffc"
"""Stands in prose for what is not prose: a code span, an image, an expression, a shortcode."""


OBJECT_MARK, VOID_MARK, BREAK_MARK = "\ue000", "\ue001", "\ue002"
"""Private-use characters that stand for hidden source while it is parsed: an object; nothing; a line break."""

MARKS = re.compile(f"[{OBJECT_MARK}{VOID_MARK}{BREAK_MARK}]+")


def shown(marks: str) -> str:
    """What a reader sees of a run of marks: one object, one line break, or nothing."""
    kinds = set(marks)
    return OBJECT if OBJECT_MARK in kinds else "\n" if BREAK_MARK in kinds else ""


class Piece(NamedTuple):
    """`length` code points of a prose at `at` come from the source's `start`..`end`.

    Where `end - start` differs from `length` (an entity, an escape, a line end with its indentation) the piece
    can't be divided: a span that touches it takes all of it.
    """

    at: int
    length: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Prose:
    """What a reader reads of a stretch of source, with the way back to the source.

    `text` has no markup: emphasis marks are gone, entities decoded, a soft line break is one space, a hard one a
    line feed, and whatever is not prose is one `OBJECT`. `pieces` are in order and cover all of `text`.
    """

    text: str
    pieces: tuple[Piece, ...]

    @classmethod
    def verbatim(cls, text: str, start: int) -> Prose:
        """The prose of source that reads as it is written, `text` beginning at offset `start`."""
        return cls(text, (Piece(0, len(text), start, start + len(text)),) if text else ())

    def span(self, start: int, end: int) -> Span:
        """The source that `text[start:end]` comes from.

        Raises ValueError when the stretch is empty or outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"{start}..{end} is no stretch of a prose of {len(self.text)} code points")
        first = self._piece(start)
        last = first if end <= first.at + first.length else self._piece(end - 1)
        from_ = first.start + (start - first.at if first.end - first.start == first.length else 0)
        to = last.start + (end - last.at) if last.end - last.start == last.length else last.end
        return Span(from_, to)

    def _piece(self, at: int) -> Piece:
        if at < self.pieces[0].length:  # most proses are one piece
            return self.pieces[0]
        return self.pieces[bisect_right(self.pieces, at, key=lambda piece: piece.at) - 1]
