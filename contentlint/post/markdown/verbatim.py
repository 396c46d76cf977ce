"""Where Markdown is not read: fenced code, code spans, formulas of the dialects that have them.

Code comes first in what is left to right, and so do formulas: the earlier opening takes what the later one would
(CommonMark 0.31, section 6.1, for code). What each kind of formula takes was probed with remark-math 6,
markdown-it-katex, pymdownx.arithmatex 13.1, kramdown 2.4, pandoc 2.17 and Hugo 0.168.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from contentlint.guard.records import dataclass
from contentlint.post.dialect import Dialect

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")
_PREFIX = r"[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)*"
"""Marks of quotes and lists before what a line holds."""
FENCE = re.compile(rf"^{_PREFIX}(`{{3,}}(?=[^`]*$)|~{{3,}})")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_BACKTICKS = re.compile(r"`+")
_ROW = re.compile(rf"^{_PREFIX}\|", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\||\n")
_DOLLARS = re.compile(r"\$+")


@dataclass(frozen=True, slots=True)
class _Inline:
    """A formula within a paragraph. Without `closing` it is closed by a run as long as the one that opens it."""

    opening: str
    closing: str = ""


@dataclass(frozen=True, slots=True)
class _Kind:
    """The formulas of a dialect.

    `fence` are the patterns of the lines that open and close a block. `across` is what opens and closes one at the
    start of a line, blank lines or not.
    """

    inline: tuple[_Inline, ...]
    fence: tuple[str, str] | None = None
    across: _Inline | None = None


_DOUBLE = _Inline(r"\$\$", r"\$\$")
_TO_DOLLAR = r"(?:\\.|[^\\$])*?(?:\\.|[^\\$\s])\$"
_BRACKETS = (_Inline(r"\\\(", r"\\\)"), _Inline(r"\\\[", r"\\\]"))
_ENVIRONMENT = _Inline(r"(?<![^\n])\\begin\{\w+\*?\}", r"\\end\{\w+\*?\}")
_KINDS = {
    "remark": _Kind((_Inline(r"\$+"),), (r"\${2,}[^$]*$", r"\${2,}[ \t]*$")),
    "remark-double": _Kind((_Inline(r"\${2,}"),), (r"\${2,}[^$]*$", r"\${2,}[ \t]*$")),
    "katex": _Kind(
        (_DOUBLE, _Inline(r"\$(?!\$)", r"(?:\\.|[^\\$])+?\$(?![\d$])")), (r"\$\$(?!.*\$\$)", r".*\$\$[ \t]*$")
    ),
    "arithmatex": _Kind((_DOUBLE, _Inline(r"\$(?![\s$])", _TO_DOLLAR), *_BRACKETS, _ENVIRONMENT)),
    "kramdown": _Kind((_DOUBLE,), across=_DOUBLE),
    "pandoc": _Kind((_DOUBLE, _Inline(r"\$(?![\s$])", _TO_DOLLAR + r"(?!\d)"), _ENVIRONMENT)),
}


@cache
def _kind(dialect: Dialect) -> _Kind:
    if dialect.math == "passthrough":
        pairs = sorted(dialect.delimiters, key=lambda pair: -len(pair[0]))
        return _Kind(tuple(_Inline(re.escape(a), re.escape(b)) for a, b in pairs))
    return _KINDS.get(dialect.math, _Kind(()))


@cache
def _openings(dialect: Dialect) -> re.Pattern[str]:
    """What may open a stretch within a paragraph; the number of the group says which kind of formula it is."""
    formulas = [f"({inline.opening})" for inline in _kind(dialect).inline]
    return re.compile("|".join([*formulas, "`+", r"\\[!-/:-@\[-`{-~]"]))


@cache
def _closings(dialect: Dialect) -> tuple[re.Pattern[str] | None, ...]:
    return tuple(re.compile(i.closing, re.DOTALL) if i.closing else None for i in _kind(dialect).inline)


def code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The code spans with their backticks in a stretch of text without fenced code (CommonMark 0.31, section 6.1)."""
    at = start
    while (first := text.find("`", at, end)) >= 0:
        blank = _BLANK.search(text, first, end)
        at = blank.start() if blank else end
        runs = [m.span() for m in _BACKTICKS.finditer(text, first, at)]
        places: dict[int, list[int]] = {}
        for number, (a, b) in enumerate(runs):
            places.setdefault(b - a, []).append(number)
        number = 0
        while number < len(runs):
            a, b = runs[number]
            same = places[b - a]
            following = bisect_right(same, number)
            if following < len(same):
                yield a, runs[same[following]][1]
                number = same[following]
            number += 1


class _Runs:
    """The runs of one character in a paragraph, to find the next that is as long as another."""

    def __init__(self, text: str, pattern: re.Pattern[str], start: int, end: int) -> None:
        self._places: dict[int, list[int]] = {}
        for run in pattern.finditer(text, start, end):
            self._places.setdefault(run.end() - run.start(), []).append(run.start())

    def after(self, opening: re.Match[str]) -> int:
        """Past the next run as long as `opening`; 0 when there is none."""
        length = opening.end() - opening.start()
        same = self._places.get(length, [])
        following = bisect_right(same, opening.start())
        return same[following] + length if following < len(same) else 0


class Verbatim:
    """Where code and formulas stand in a body."""

    def __init__(self, body: str, dialect: Dialect) -> None:
        self._body, self._dialect = body, dialect
        if not _kind(dialect).inline or not re.search(r"\$|\\[(\[b]" if dialect.math != "passthrough" else "", body):
            self._dialect = Dialect()
        self.ranges: list[tuple[int, int]] = []
        """All of them, in order."""
        self.math: list[tuple[int, int]] = []
        """The formulas with their marks."""
        self._cell = (len(body) + 1, 0, False, -1)
        """The offset that a cell was last asked for, its line, whether that is a row, and where the cell ends."""
        self._read()
        self._starts = [r[0] for r in self.ranges]

    def _read(self) -> None:
        body, kind = self._body, _kind(self._dialect)
        opens, closes = (re.compile(f"^{_PREFIX}{p}") for p in kind.fence or ("(?!)", "(?!)"))
        fence, since, at, text_from = "", 0, 0, 0
        for found in _LINE.finditer(body):
            line = found.group()
            if "``" not in line and "~~" not in line and "$" not in line:
                at += len(line)
                continue
            bare = line.rstrip("\r\n")
            match = FENCE.match(bare)
            if fence == "$":
                if closes.match(bare):
                    self._add(since, at + len(bare), is_math=True)
                    fence, text_from = "", at + len(line)
            elif match and not fence:
                self._paragraphs(text_from, at)
                fence, since = match.group(1), at
            elif fence and match and match.group(1).startswith(fence) and line.strip(" \t>\r\n") == match.group(1):
                self._add(since, at + len(line))
                fence, text_from = "", at + len(line)
            elif not fence and opens.match(bare):
                self._paragraphs(text_from, at)
                fence, since = "$", at
            at += len(line)
        if fence:
            self._add(since, len(body), is_math=fence == "$")
        else:
            self._paragraphs(text_from, len(body))

    def _add(self, start: int, end: int, *, is_math: bool = False) -> None:
        self.ranges.append((start, end))
        if is_math:
            self.math.append((start, end))

    def _paragraphs(self, start: int, end: int) -> None:
        """Code spans and formulas in a stretch without fences."""
        kind = _kind(self._dialect)
        if not kind.inline:
            self.ranges += code_spans(self._body, start, end)
            return
        across = kind.across and re.compile(rf"^{_PREFIX}{kind.across.opening}", re.MULTILINE)
        while across and kind.across and (opening := across.search(self._body, start, end)) is not None:
            closing = re.compile(kind.across.closing).search(self._body, opening.end(), end)
            if closing is None:
                break
            self._inline(start, opening.start())
            self._add(opening.start(), closing.end(), is_math=True)
            start = closing.end()
        self._inline(start, end)

    def _inline(self, start: int, end: int) -> None:
        body, openings, closings = self._body, _openings(self._dialect), _closings(self._dialect)
        has_rows = _ROW.search(body, start, end) is not None
        at = start
        for stop in [*(m.start() for m in _BLANK.finditer(body, start, end)), end]:
            if openings.search(body, at, stop) is None:
                at = stop
                continue
            ticks = _Runs(body, _BACKTICKS, at, stop)
            dollars = _Runs(body, _DOLLARS, at, stop)
            unclosed: set[int] = set()
            while (opening := openings.search(body, at, stop)) is not None:
                at = opening.end()
                if opening.group()[0] == "`":
                    if closed := ticks.after(opening):
                        self._add(opening.start(), closed)
                        at = closed
                    continue
                which = opening.lastindex
                if which is None or which in unclosed:
                    continue  # an escape; or a formula that nothing further on closes
                cell = self._cell_end(at, stop) if has_rows else stop
                closing = closings[which - 1]
                if closing is None:
                    closed = dollars.after(opening)
                elif (found := self._closing(closing, opening.end(), stop)) is None:
                    unclosed.add(which)
                    continue
                else:
                    closed = found
                if closed and closed <= cell:
                    self._add(opening.start(), closed, is_math=True)
                    at = closed
            at = stop

    def _cell_end(self, at: int, stop: int) -> int:
        """Where the cell of a table ends that holds an offset: no formula goes on in the next. `stop` elsewhere.

        Asked for one offset after the other; what was found for the one before holds up to its end.
        """
        asked, line, is_row, end = self._cell
        if at < asked or self._body.find("\n", asked, at) >= 0:
            line = self._body.rfind("\n", min(asked, at), at) + 1 or self._body.rfind("\n", 0, at) + 1
            is_row, end = _ROW.match(self._body, line) is not None, -1
        if is_row and end < at:
            found = _PIPE.search(self._body, at, stop)
            end = found.start() if found else stop
        self._cell = at, line, is_row, end
        return end if is_row else stop

    def _closing(self, closing: re.Pattern[str], start: int, stop: int) -> int | None:
        """Past what closes a formula; 0 when the next mark may not, None when there is no further mark."""
        if closing.pattern.startswith("(?:"):
            match = closing.match(self._body, start, stop)
            return match.end() if match else 0 if self._body.find("$", start, stop) >= 0 else None
        match = closing.search(self._body, start, stop)
        return match.end() if match else None

    def holds(self, offset: int) -> bool:
        """True when `offset` lies in code or in a formula."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self.ranges[index][1]

    def end(self, offset: int) -> int:
        """Where the code or formula around `offset` ends."""
        return self.ranges[bisect_right(self._starts, offset) - 1][1]
