"""Hides from the Markdown parser what is not Markdown: shortcodes, template tags, JSX, expressions, math.

Each hidden stretch is replaced by as many stand-in characters, so that offsets stay true, and is told in the
result. A line that holds nothing else becomes blank. The bodies of admonitions and tabs written by indentation
(Material for MkDocs, `!!! note`) are moved left, so that they are not taken for code: lines keep their number
and their right part, and nothing else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from contentlint.post.document import Opaque
from contentlint.post.markdown.jsx import Jsx
from contentlint.post.markdown.rawhtml import Tag
from contentlint.text.spans import BREAK_MARK, OBJECT_MARK, VOID_MARK, Span

_TEMPLATE = {"{{<": ">}}", "{{%": "%}}", "{%": "%}", "{{": "}}", "{#": "#}"}
_TEMPLATE_OPENING = re.compile(r"\{\{<|\{\{%|\{%|\{\{|\{#(?=[\s-])")
_LONGEST_TEMPLATE = 5_000
_NAME = re.compile(r"[\s\-~</]*([\w.-]+)")
_CODE_BLOCKS = frozenset("highlight comment codeblock code math katex mermaid set capture".split())
"""Template tags whose content is no prose either, up to their closing tag."""
_CAPTURES = frozenset(("set", "capture"))

_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")
_FENCE = re.compile(r"^[ \t]*(?:(?:>|[-*+]|\d{1,9}[.)])[ \t]*)*(`{3,}(?=[^`]*$)|~{3,})")
_BACKTICKS = re.compile(r"`+")
_BLANK = re.compile(r"\n[ \t\r]*\n")
_ATTRIBUTES = re.compile(r"(?<=[)\]`*_])\{:?[ ]?[.#\w][^{}\n]*\}|^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_MATH = re.compile(
    r"^[ \t]*\$\$(?:[^$]|\$(?!\$))*+\$\$[ \t]*$"
    r"|(?<![\\$\w])\$(?=[^\s$])(?=[^$\n\\^_={}]*+[\\^_={}])[^$\n]*+(?<=\S)\$(?![\w$])",
    re.MULTILINE,
)
_ONLY_MARKS = re.compile(
    rf"^[ \t]*[{OBJECT_MARK}{VOID_MARK}{BREAK_MARK}][ \t{OBJECT_MARK}{VOID_MARK}{BREAK_MARK}]*$", re.MULTILINE
)
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?)[ ]+[\w\"-].*$|^===[+!]*[ ]+[\"'].+$")
_DIRECTIVE = re.compile(
    r"^[ \t]*(?::{3,}.*|::[a-z][\w-]*(?:[\[{].*)?[ \t]*|::[ \t]*)$"
    # The properties of a component (MDC, content.nuxt.com/docs/files/markdown, "YAML props") are no rules and headings.
    r"(?:(?<!:)\r?\n[ \t]*---[ \t]*\r?\n(?:(?![ \t]*---[ \t]*$)[^\n]*\n){0,50}+[ \t]*---[ \t]*$)?",
    re.MULTILINE,
)


@dataclass(slots=True)
class Masked:
    """The text to parse and what was hidden.

    `text` is what to parse; `same_length` is the body before its admonitions were moved left: its offsets are those
    of the body. `tags` are JSX tags, which only MDX has.
    """

    text: str
    same_length: str = ""
    opaque: list[Opaque] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)


def mask(text: str, start: int, *, mdx: bool) -> Masked:
    """Hide what is not Markdown in `text` from offset `start` on. Line ends in the result are line feeds."""
    body = text[start:]
    hidden: list[tuple[int, int, str]] = []
    result = Masked("")
    if mdx:
        _mdx(body, start, hidden, result)
    elif "{" in body:
        _templates(body, start, hidden, result)
    if "$" in body:
        code = _Code(body)
        for match in _MATH.finditer(body):
            if not code.holds(match.start()):
                hidden.append((match.start(), match.end(), OBJECT_MARK))
                inside = match.group().strip().strip("$")
                result.opaque.append(Opaque("math", Span(*match.span()).shift(start), inside))
    if "::" in body:
        hidden += [(m.start(), m.end(), VOID_MARK) for m in _DIRECTIVE.finditer(body)]
    result.same_length = _apply(body, hidden) if hidden else body
    result.text = _unindent(result.same_length)
    return result


def _apply(body: str, hidden: list[tuple[int, int, str]]) -> str:
    hidden.sort(key=lambda h: (h[0], -h[1]))
    parts, at = [], 0
    for start, end, mark in hidden:
        if start < at:
            continue
        parts.append(body[at:start])
        parts.append(re.sub(r"[^\r\n]", mark, body[start:end]))
        at = end
    parts.append(body[at:])
    return _ONLY_MARKS.sub(lambda m: " " * len(m.group()), "".join(parts))


def code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The code spans with their backticks in a stretch of text without fenced code (CommonMark 0.31, section 6.1)."""
    at = start
    for stop in [*(m.start() for m in _BLANK.finditer(text, start, end)), end]:
        runs = [m.span() for m in _BACKTICKS.finditer(text, at, stop)]
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
                number = same[following] + 1
            else:
                number += 1
        at = stop


class _Code:
    """Where code stands: fenced blocks, and code spans within a paragraph."""

    def __init__(self, body: str) -> None:
        self._ranges: list[tuple[int, int]] = []
        fence, since, at, text_from = "", 0, 0, 0
        for line in _LINE.findall(body):
            match = _FENCE.match(line.rstrip("\r\n"))
            if match and not fence:
                self._ranges += code_spans(body, text_from, at)
                fence, since = match.group(1), at
            elif fence and match and match.group(1).startswith(fence) and line.strip(" \t>\r\n") == match.group(1):
                self._ranges.append((since, at + len(line)))
                fence, text_from = "", at + len(line)
            at += len(line)
        if fence:
            self._ranges.append((since, len(body)))
        else:
            self._ranges += code_spans(body, text_from, len(body))
        self._starts = [r[0] for r in self._ranges]

    def holds(self, offset: int) -> bool:
        """True when `offset` lies in code."""
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ranges[index][1]

    def end(self, offset: int) -> int:
        """Where the code around `offset` ends."""
        return self._ranges[bisect_right(self._starts, offset) - 1][1]


def _templates(body: str, start: int, hidden: list[tuple[int, int, str]], result: Masked) -> None:
    code = _Code(body)
    at = 0
    nearest: dict[str, int] = {}
    """Where the next mark that closes stands, for as long as it lies ahead."""
    endless: set[str] = set()
    while (opening := _TEMPLATE_OPENING.search(body, at)) is not None:
        begin, close = opening.start(), _TEMPLATE[opening.group()]
        at = opening.end()
        if code.holds(begin):
            at = max(at, code.end(begin))
            continue
        found = nearest.get(close, -1)
        if found < at:
            found = body.find(close, at)
            nearest[close] = found = found if found >= 0 else len(body) + _LONGEST_TEMPLATE
        if found - begin > _LONGEST_TEMPLATE:
            continue
        at = found + len(close)
        name = _NAME.match(body, opening.end(), found)
        is_tag = name is not None and opening.group() in ("{%", "{{<", "{{%") and name[1] in _CODE_BLOCKS - endless
        # What is captured is put somewhere, as code more often than not; `{% set x = 1 %}` captures nothing.
        if name and is_tag and not (name[1] in _CAPTURES and "=" in body[opening.end() : found]):
            closing = re.compile(rf"\{{%-?\s*end{name[1]}\b[^%\n]*%\}}|\{{\{{[<%]\s*/\s*{name[1]}\s*[%>]\}}\}}")
            if (last := closing.search(body, at)) is not None:
                at = last.end()
            else:
                endless.add(name[1])
        hidden.append((begin, at, OBJECT_MARK))
        result.opaque.append(Opaque("shortcode", Span(begin + start, at + start), body[opening.end() : found]))
    line = 0
    for match in _ATTRIBUTES.finditer(body):
        line = max(line, body.rfind("\n", line, match.start()) + 1)
        if not code.holds(match.start()) and not body.startswith("#", line):
            hidden.append((match.start(), match.end(), VOID_MARK))


def _mdx(body: str, start: int, hidden: list[tuple[int, int, str]], result: Masked) -> None:
    code = _Code(body)
    jsx = Jsx(body)
    at = 0
    last_comment = body.rfind("-->")
    place = re.compile(r"[{<\\]|^(?=(?:import|export)\b)", re.MULTILINE)
    while (found := place.search(body, at)) is not None:
        begin = found.start()
        at = begin + 1
        if code.holds(begin):
            at = max(at, code.end(begin))
        elif found.group() == "\\":
            at = begin + 2
        elif found.group() == "":
            if (end := jsx.module_end(begin)) is not None:
                hidden.append((begin, end, VOID_MARK))
                result.opaque.append(Opaque("module", Span(begin + start, end + start), body[begin:end]))
                at = end
        elif found.group() == "{":
            if body.startswith("{#", begin) or (stop := jsx.expression_end(begin)) is None:
                continue  # a heading's id, as Docusaurus has it; or a text that is no MDX
            at = stop
            inside = body[begin + 1 : stop - 1].strip()
            comment = inside.startswith("/*")
            hidden.append((begin, stop, VOID_MARK if comment else OBJECT_MARK))
            text = inside.removeprefix("/*").removesuffix("*/") if comment else inside
            result.opaque.append(
                Opaque("comment" if comment else "expression", Span(begin + start, stop + start), text)
            )
        elif body.startswith("<!--", begin):
            at = body.index("-->", begin) + 3 if begin < last_comment else at
        elif (tag := jsx.tag(begin, start)) is not None:
            at = tag.span.end - start
            mark = BREAK_MARK if tag.name == "br" else VOID_MARK
            if tag.kind == "void" and tag.name[:1].isupper():
                mark = OBJECT_MARK
            hidden.append((begin, at, mark))
            result.tags.append(tag)


def _unindent(text: str) -> str:
    lines = re.split(r"\r\n|\n|\r", text)
    if not any(line.lstrip().startswith(("!!! ", "??? ", "???+ ", "=== ")) for line in lines):
        return "\n".join(lines)
    depth: list[int] = []
    fence = ""
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if not line.strip():
            continue
        while depth and indent < depth[-1] and not fence:
            depth.pop()
        left = depth[-1] if depth else 0
        line = line[min(left, indent) :]
        lines[number] = line
        match = _FENCE.match(line)
        if match:
            fence = "" if fence and match.group(1).startswith(fence) else fence or match.group(1)
        elif not fence and _ADMONITION.match(line.lstrip(" ")) and indent - left < 4:
            lines[number] = ""
            depth.append(indent + 4)
    return "\n".join(lines)
