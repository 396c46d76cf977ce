"""The lines of a content file that are headings, by what its generator takes for one."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from contentlint.guard.records import dataclass
from contentlint.site.reading import meta


class Line(NamedTuple):
    """A heading as it is written: where, its words, its level (-1 for a doubtful one), whether it is an HTML element,
    and whether marks closed it."""

    at: int
    words: str
    level: int
    is_html: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Flavour:
    """What a Markdown engine takes for a heading."""

    blocks: Literal["commonmark", "python", "kramdown"]
    """Python-Markdown and kramdown want a heading at the very left and end no HTML at a blank line."""
    mdx: bool = False
    """True where an indented line is no code and tags are no HTML."""
    admonitions: bool = False
    definitions: bool = False
    after_blank: bool = False
    """True where a heading needs a blank line before it."""


_LINE_END = re.compile(r"\r\n?|\n")
_LIST = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_ADMONITION = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?|===[!+]*)[ \t]+\S")
_DEFINITION = re.compile(r"^([ \t]*):[ \t]+(?=\S)")
_ATX = re.compile(r"(#{1,6})(?![^ \t])(.*)")
_ATX_LOOSE = re.compile(r"(#{1,6})(.*)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_QUOTES = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+")
_HTML_LINE = re.compile(
    r"^ {0,3}</?(address|article|aside|blockquote|body|center|col|dd|details|dialog|div|dl|dt|fieldset|figure|"
    r"footer|form|frame|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|"
    r"section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|script|style|pre)\b",
    re.IGNORECASE,
)
_TAG_LINE = re.compile(r"^ {0,3}(?:<[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>|</[a-zA-Z][\w-]*\s*>)[ \t]*$")
"""A tag alone on its line, which begins HTML where it follows no paragraph."""
_EMPTY = frozenset(("col", "frame", "hr", "link"))
_HTML_HEADING = re.compile(r"<h([1-6])\b([^<>]*)>", re.IGNORECASE)
_HTML_HEADING_END = re.compile(r"</h[1-6]>", re.IGNORECASE)


def headings(body: str, flavour: Flavour, html_headings: bool) -> tuple[list[Line], list[Line]]:
    """The headings of a text without code and comments: those that surely are, and those that may be."""
    reader = _Reader(flavour, html_headings)
    at = 0
    for end in _LINE_END.finditer(body):
        reader.read(body[at : end.start()], at)
        at = end.end()
    reader.read(body[at:], at)
    reader.elements(body)
    return sorted(reader.sure, key=_place), sorted(reader.doubtful, key=_place)


def _place(found: Line) -> int:
    return found.at


class _Reader:
    """Reads a text line by line: in which list or quote, after which paragraph, in which HTML."""

    def __init__(self, flavour: Flavour, html_headings: bool) -> None:
        self.flavour = flavour
        self.sure: list[Line] = []
        self.doubtful: list[Line] = []
        self._html_headings = html_headings
        self._indents = [0]
        self._paragraph: list[str] = []
        self._quotes = 0
        """How deep in quotes the paragraph is."""
        self._after_blank = True
        self._in_html = False
        self._element = ""
        """The HTML element that goes on until its end, where a blank line does not end it."""

    def read(self, line: str, at: int) -> None:
        """Reads the next line, which begins at an offset."""
        stripped = line.strip()
        if not stripped:
            self._paragraph = []
            self._in_html = bool(self._element)
            self._after_blank = True
            return
        after_blank, self._after_blank = self._after_blank, False
        quoted = _QUOTES.match(line)
        quotes = quoted[0].count(">") if quoted else 0
        if quoted:
            line = line[quoted.end() :]
        inner, depth = self._container(line)
        if inner.strip().startswith("#") and self._atx(inner.strip(), depth, at, after_blank):
            return
        if self._setext(line, quotes, at):
            return
        self._html(line)
        if not self._paragraph:
            self._quotes = quotes
        self._paragraph.append(inner.strip())

    def _container(self, line: str) -> tuple[str, int]:
        """What is left of a line without the marks of lists, and how far it is from the text of its list."""
        indents = self._indents
        indent = len(line) - len(line.lstrip(" \t"))
        while len(indents) > 1 and indent < indents[-1] and not self._paragraph:
            indents.pop()
        python = self.flavour.blocks == "python"
        opening = _ADMONITION.match(line) if self.flavour.admonitions else None
        if opening:
            indents.append(indent + 4)
            self._paragraph = []
            return "", 0
        item = _LIST.match(line)
        if item and indent - indents[-1] < 4 and self._interrupts(item[2]):
            while len(indents) > 1 and indent < indents[-1]:
                indents.pop()
            indents.append(indent + (4 if python else len(item[2]) + len(item[3])))
            self._paragraph = []
            return line[item.end() :], 0
        defined = _DEFINITION.match(line) if self.flavour.definitions else None
        if defined and self._paragraph:
            indents.append(indent + (4 if python else 2))
            self._paragraph = []
            return line[defined.end() :], 1 if python else 0
        return line, indent - indents[-1] if indent else min(0, -indents[-1])

    def _interrupts(self, mark: str) -> bool:
        """Whether a list item may begin here: what follows a paragraph is one of its lines, but for some."""
        if not self._paragraph or len(self._indents) > 1:
            return True
        if self.flavour.blocks == "commonmark":
            return not mark[0].isdigit() or mark[:-1] == "1"
        return self.flavour.blocks == "kramdown" and not self.flavour.after_blank

    def _atx(self, text: str, depth: int, at: int, after_blank: bool) -> bool:
        python = self.flavour.blocks == "python"
        atx = _ATX.match(text) or (_ATX_LOOSE.match(text) if python else None)
        if self.flavour.blocks == "commonmark":
            fits = self.flavour.mdx or (depth < 4 and not self._in_html)
        else:
            fits = (depth == 0 or depth == -self._indents[-1]) and not self._in_html
            fits = fits and (after_blank or not self.flavour.after_blank)
        if python and text.endswith("\\"):
            return False
        if atx and fits:
            words = meta.without_closing(atx[2], loose=python)
            self.sure.append(Line(at, words, len(atx[1]), is_closed=words != atx[2].strip()))
        elif self._may_be(atx is not None) and (match := _ATX_LOOSE.match(text)):
            self.doubtful.append(Line(at, meta.without_closing(match[2], loose=True), -1))
        self._paragraph = []
        return True

    def _may_be(self, marked: bool) -> bool:
        """Whether a line that is no heading here may be one: CommonMark is exact about marks and HTML, and how far a
        line is indented in its list is worked out roughly."""
        return self.flavour.blocks != "commonmark" or (marked and not self._in_html)

    def _setext(self, line: str, quotes: int, at: int) -> bool:
        """Ends a paragraph that the line makes a heading of. A line outside its list or quote is a rule."""
        indent = len(line) - len(line.lstrip(" \t"))
        mark = _SETEXT.match(line[min(indent, self._indents[-1]) :])
        if mark is None or not self._paragraph or self._in_html:
            return False
        commonmark = self.flavour.blocks == "commonmark"
        # Python-Markdown and kramdown look at the two lines before they look for a quote.
        unquoted = not commonmark and self._quotes == 1 and not quotes
        fits = (quotes == self._quotes or unquoted) and indent >= self._indents[-1]
        if commonmark and not fits and mark[1][0] == "=":
            return False
        if self.flavour.blocks == "kramdown":
            fits = (quotes == self._quotes or unquoted) and indent in (0, self._indents[-1])
        is_heading = fits and (commonmark or (len(self._paragraph) == 1 and indent <= self._indents[-1]))
        source = ("> " if unquoted and self.flavour.blocks == "python" else "") + "\n".join(self._paragraph)
        if is_heading and self._paragraph[0].startswith("|"):
            self.doubtful.append(Line(at, source, -1))
        elif is_heading:
            self.sure.append(Line(at, source, 1 if mark[1][0] == "=" else 2))
        self._paragraph = []
        return True

    def _html(self, line: str) -> None:
        tag = _HTML_LINE.match(line)
        goes_on = self.flavour.blocks != "commonmark"
        if self._element:
            if f"</{self._element}" in line.lower():
                self._element = ""
            return
        if tag is None:
            self._in_html = self._in_html or bool(not self._paragraph and _TAG_LINE.match(line))
            return
        self._in_html = True
        name = tag[1].lower()
        is_open = not line.lstrip().startswith("</") and f"</{name}" not in line.lower() and name not in _EMPTY
        if goes_on and is_open and "markdown=" not in line:
            self._element = name

    def elements(self, body: str) -> None:
        """Notes the headings that are HTML elements without an id of their own."""
        at = 0
        while (begin := _HTML_HEADING.search(body, at)) is not None:
            end = _HTML_HEADING_END.search(body, begin.end())
            if end is None:
                return
            at = end.end()
            if not re.search(r"\bid\s*=", begin[2]):
                found = Line(begin.start(), body[begin.end() : end.start()], int(begin[1]), is_html=True)
                (self.sure if self._html_headings else self.doubtful).append(found)
