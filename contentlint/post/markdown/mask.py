"""Hides from the Markdown parser what is not Markdown: shortcodes, template tags, JSX, expressions, math.

Each hidden stretch is replaced by as many stand-in characters, so that offsets stay true, and is told in the
result. A line that holds nothing else becomes blank. The bodies of admonitions and tabs written by indentation
(Material for MkDocs, `!!! note`) are moved left, so that they are not taken for code: lines keep their number
and their right part, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from contentlint.guard.records import dataclass, field
from contentlint.post.dialect import Dialect
from contentlint.post.document import Opaque
from contentlint.post.markdown import rawhtml
from contentlint.post.markdown.jsx import Jsx
from contentlint.post.markdown.rawhtml import Tag
from contentlint.post.markdown.verbatim import FENCE, Verbatim
from contentlint.text.spans import BREAK_MARK, OBJECT_MARK, VOID_MARK, Span, Taken

_TEMPLATE = {
    "{{<": ">}}", "{{%": "%}}", "{{!--": "--}}", "{%": "%}", "{{": "}}", "{#": "#}", "<%": "%>", "{::": "}",
}  # fmt: skip
_TEMPLATE_OPENING = re.compile(
    r"\{\{(?:[<%]|!--)?|\{%|\{#(?=[\s-])|\{#(?=[^\n#}]*#\})|<%(?=[=#\s-])|\{::(?=(?:comment|nomarkdown)\b)"
)
_LONGEST_TEMPLATE = 5_000
_NAME = re.compile(r"[\s\-~</]*([\w.-]+)")
_CODE_BLOCKS = frozenset("highlight comment nomarkdown codeblock code math katex mermaid set capture".split())
"""Template tags whose content is no prose either, up to their closing tag."""
_CAPTURES = frozenset(("set", "capture"))
_RAW = frozenset(("raw", "verbatim"))
"""Template tags whose content is shown as it is, tags and all (Liquid, Nunjucks, Jinja, Hexo)."""
_BLOCK_TAGS = ("{%", "{{<", "{{%", "{::")

_ATTRIBUTES = re.compile(r"(?<=[)\]`*_])\{:?[ ]?[.#\w][^{}\n]*\}|^[ \t]*\{:[^{}\n]*\}[ \t]*$", re.MULTILINE)
_MATH = re.compile(
    r"^[ \t]*\$\$(?:[^$]|\$(?!\$))*+\$\$[ \t]*$"
    # A link is a link wherever nothing is known to read formulas first.
    r"|(?<![\\$\w])\$(?=[^\s$])(?=[^$\n\\^_={}]*+[\\^_={}])(?:[^$\n\]]|\](?!\())*+(?<=\S)\$(?![\w$])",
    re.MULTILINE,
)
"""What is a formula by the look of it."""
_WITHOUT_SINGLE = ("", "kramdown", "remark-double")
"""Dialects to which a single dollar means nothing: a script in the page may make a formula of it."""
_BBCODE = re.compile(r"\[(code|sourcecode)(?:[ ][^\]\n]{0,200})?\](?!\()")
"""Code as WordPress had it, in posts that came from there (wordpress.com/support/code/posting-source-code)."""
_ONLY_MARKS = re.compile(
    rf"^[ \t]*[{OBJECT_MARK}{VOID_MARK}{BREAK_MARK}][ \t{OBJECT_MARK}{VOID_MARK}{BREAK_MARK}]*$", re.MULTILINE
)
_COMPONENT = re.compile(r"^[ \t]{0,3}(?=<[A-Z][\w.]*\s)", re.MULTILINE)
_MARK_OF_ADMONITION = re.compile(r"^[^\S\n]*+(?:!!!|\?\?\?\+?|===) ", re.MULTILINE)
_ADMONITION = re.compile(r"^(?:!!!|\?\?\?\+?)[ ]+[\w\"-].*$|^===[+!]*[ ]+[\"'].+$")


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


def mask(text: str, start: int, dialect: Dialect) -> Masked:
    """Hide what is not Markdown in `text` from offset `start` on. Line ends in the result are line feeds."""
    body = text[start:]
    hidden: list[tuple[int, int, str]] = []
    result = Masked("")
    if any(mark in body for mark in ("{", "<", "$", "\\", "[/", "import", "export")):
        verbatim = Verbatim(body, dialect)
        if dialect.is_mdx:
            _mdx(body, start, verbatim, hidden, result)
        elif "{" in body or "<%" in body:
            _templates(body, start, verbatim, dialect, hidden, result)
            if "={" in body:
                _components(body, start, verbatim, hidden, result)
        for begin, end in _bbcode(body) if "[/" in body else ():
            if not verbatim.holds(begin):
                hidden.append((begin, end, OBJECT_MARK))
                result.opaque.append(Opaque("code", Span(begin + start, end + start), body[begin:end]))
        is_guessed = "$" in body and dialect.math in _WITHOUT_SINGLE
        guessed = (m.span() for m in _MATH.finditer(body) if not verbatim.holds(m.start()))
        for begin, end in [*verbatim.math, *(guessed if is_guessed else ())]:
            hidden.append((begin, end, OBJECT_MARK))
            inside = body[begin:end].strip().strip("$")
            result.opaque.append(Opaque("math", Span(begin + start, end + start), inside))
    result.same_length = _apply(body, hidden) if hidden else body
    result.text = _unindent(result.same_length)
    return result


def _bbcode(body: str) -> Iterator[tuple[int, int]]:
    at = 0
    while (opening := _BBCODE.search(body, at)) is not None:
        closing = f"[/{opening[1]}]"
        at = body.find(closing, opening.end())
        if at < 0:
            return
        at += len(closing)
        yield opening.start(), at


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


def _templates(
    body: str, start: int, code: Verbatim, dialect: Dialect, hidden: list[tuple[int, int, str]], result: Masked
) -> None:
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
        is_tag = name is not None and opening.group() in _BLOCK_TAGS and name[1] in (_CODE_BLOCKS | _RAW) - endless
        until = at
        # What is captured is put somewhere, as code more often than not; `{% set x = 1 %}` captures nothing.
        if name and is_tag and not (name[1] in _CAPTURES and "=" in body[opening.end() : found]):
            if (last := _closing(name[1]).search(body, at)) is None:
                endless.add(name[1])
            elif name[1] in _RAW:
                until = last.end()
                hidden.append((last.start(), until, OBJECT_MARK))
                if dialect.is_raw_html:
                    hidden += _between_tags(body, at, last.start())
            else:
                until = at = last.end()
        hidden.append((begin, at, OBJECT_MARK))
        result.opaque.append(Opaque("shortcode", Span(begin + start, at + start), body[opening.end() : found]))
        at = until
    line = seen = 0
    for match in _ATTRIBUTES.finditer(body):
        line = body.rfind("\n", seen, match.start()) + 1 or line
        seen = match.start()
        if not code.holds(match.start()) and not body.startswith("#", line):
            hidden.append((match.start(), match.end(), VOID_MARK))


@cache
def _closing(name: str) -> re.Pattern[str]:
    """What closes a template tag that has a body."""
    return re.compile(
        rf"\{{%[-+]?\s*end{name}\b[^%\n]*%\}}|\{{\{{[<%]\s*/\s*{name}\s*[%>]\}}\}}|\{{%\s*/{name}\s*%\}}|\{{:/(?:{name})?\}}"
    )


def _between_tags(body: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The stretches of raw HTML that are no tags: not Markdown."""
    at = start
    for tag in rawhtml.scan(body, Span(start, end)):
        yield at, tag.span.start, VOID_MARK
        at = tag.span.end
    yield at, end, VOID_MARK


def _mdx(body: str, start: int, code: Verbatim, hidden: list[tuple[int, int, str]], result: Masked) -> None:
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


def _components(body: str, start: int, code: Verbatim, hidden: list[tuple[int, int, str]], result: Masked) -> None:
    """Hide the components that have expressions for values: they are no HTML, and so would be words, but for whoever
    writes them in plain Markdown some program reads them."""
    jsx = Jsx(body)
    spans: list[Span] = []
    at = 0
    while (found := _COMPONENT.search(body, at)) is not None:
        begin = found.end()
        at = begin + 1
        if code.holds(begin):
            at = max(at, code.end(begin))
            continue
        tag = jsx.tag(begin, start)
        if tag is None or "={" not in body[begin : tag.span.end - start]:
            continue
        at = tag.span.end - start
        hidden.append((begin, at, OBJECT_MARK if tag.kind == "void" else VOID_MARK))
        result.tags.append(tag)
        spans.append(tag.span)
    inside = Taken(spans)
    result.opaque = [one for one in result.opaque if not inside.overlaps(one.span)]


def _unindent(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _MARK_OF_ADMONITION.search(text):
        return text
    lines = text.split("\n")
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
        match = FENCE.match(line)
        if match:
            fence = "" if fence and match.group(1).startswith(fence) else fence or match.group(1)
        elif not fence and _ADMONITION.match(line.lstrip(" ")) and indent - left < 4:
            depth.append(indent + 4)
    return "\n".join(lines)
