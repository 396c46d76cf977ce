"""The ids on a page, read from its content file without building it.

A light scanner over lines, not a Markdown parser: it must be fast enough for every page that a link with a
fragment goes to. Where it can't be sure that a line is a heading, its id goes to `loose`, and a link to it is
neither right nor broken.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from contentlint.site import meta
from contentlint.site.ids import ALGORITHMS, transliterate
from contentlint.site.inline import Heading, heading


@dataclass(frozen=True, slots=True)
class Tag:
    """A shortcode, template tag or component in a page: what it is called and what it is given."""

    name: str
    arguments: str
    kind: str  # "shortcode", "liquid", "component", "include"


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of a page: `ids` surely, `loose` perhaps; `tags` may add more; `titles` maps ids to headings."""

    ids: frozenset[str]
    loose: frozenset[str]
    tags: tuple[Tag, ...]
    titles: dict[str, str]
    footnotes: bool = False
    dynamic: bool = False
    bare: bool = False
    """True when the file has no words of its own, only front matter and tags."""


_FENCE = re.compile(r"^(\s*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*)(`{3,}|~{3,})([^`\n]*)$")
_LIST = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_ADMONITION = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?|===[!+]*)[ \t]+\S|^([ \t]*):[ \t]+\S")
_ATX = re.compile(r"^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_ATX_LOOSE = re.compile(r"^(#{1,6})[ \t]*(.*?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_HTML_LINE = re.compile(
    r"^ {0,3}</?(?:address|article|aside|blockquote|body|center|col|dd|details|dialog|div|dl|dt|fieldset|figure|"
    r"footer|form|frame|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|"
    r"section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|script|style|pre)\b",
    re.IGNORECASE,
)
_MASKED = re.compile(
    r"<!--(?!\s*@include).*?-->|\{\s*/\*(?!\s*#).*?\*/\s*\}|^[ \t]{0,3}<(pre|script|style)\b.*?</\1>"
    r"|\{%-?\s*highlight\b.*?endhighlight\s*-?%\}|\{\{<\s*highlight\b.*?/highlight\s*>\}\}"
    r"|\{%-?\s*comment\b.*?endcomment\s*-?%\}",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_LABEL = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S", re.MULTILINE)
_ELEMENT_ID = re.compile(
    r"""(?:\bid|(?<=<[aA] )name)[ \t]*=[ \t]*"""
    r"""(?:"([^"\n]+)"|'([^'\n]+)'|\{["'`]([^"'`\n]+)["'`]\}|([^\s"'>{}=]+))"""
)
_BLOCK_ID = re.compile(r"\{:?[ \t]*(?:[^{}\n]*?[ \t])?#([^\s{}]+)[^{}\n]*\}")
_CODE_SPAN = re.compile(r"(`+)(?!`)(?:(?!\n[ \t]*\n).)*?(?<!`)\1(?!`)", re.DOTALL)
_HTML_HEADING = re.compile(r"<h([1-6])\b([^>]*)>(.*?)</h\1>", re.IGNORECASE | re.DOTALL)
_SHORTCODE = re.compile(r"\{\{([<%])-?\s*([\w./-]+)\s*(.*?)/?[%>]\}\}", re.DOTALL)
_LIQUID = re.compile(r"\{%-?\s*(\w+)\s*(.*?)-?%\}", re.DOTALL)
_COMPONENT = re.compile(r"<([A-Z][\w.]*|[a-z]+(?:-[a-z0-9]+)+)(?=[\s/>])([^<>]{0,2000})/?>")
_INCLUDE = re.compile(
    r"<!--\s*@include:\s*(\S+?)\s*-->|--8<--|^[ \t]*:::[ \t]+[\w.]+\.\w+|\{!.+?!\}|\{\{[^<%}][^}]*\(.*?\}\}",
    re.MULTILINE,
)
_TAGS = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|<[^<>]*>|^import\s.*$", re.DOTALL | re.MULTILINE)
_QUOTES = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+")


def scan(text: str, algorithm: str, *, html_headings: bool = False, custom: bool = True, mdx: bool = False) -> Anchors:
    """The anchors of a content file's text by the named algorithm of `ids.ALGORITHMS`.

    With `html_headings` raw `<h2>` elements get ids by the same algorithm. `custom` says whether `{#id}` is read.
    In MDX an indented line is no code.
    """
    _, _, start = meta.split(text)
    body = _MASKED.sub(_blank, _without_fences(text[start:]))
    labels = frozenset(" ".join(m[1].split()).lower() for m in _LABEL.finditer(body))
    sure, doubtful = _headings(
        body, labels, custom, html_headings, mdx, "python" in algorithm or algorithm == "pymdownx"
    )
    make = ALGORITHMS.get(algorithm)
    ids: set[str] = set()
    titles: dict[str, str] = {}
    loose: set[str] = set()
    if make:
        for h, ident in zip(sure, make(sure), strict=True):
            if ident:
                ids.add(ident)
                titles.setdefault(ident, h.text().strip())
        both = sorted([*sure, *doubtful], key=lambda h: h.level < 0)
        loose.update(make(both))
        for h in doubtful:
            loose.update(make([h]))
        plain = [heading(h.source, h.level, labels, custom=not custom) for h in sure if "{" in h.source]
        for h in plain:
            loose.update(make([h]))
    visible = _CODE_SPAN.sub(" ", body)
    for match in _ELEMENT_ID.finditer(visible):
        ids.add(next(g for g in match.groups() if g))
    (ids if custom else loose).update(m[1] for m in _BLOCK_ID.finditer(visible))
    return Anchors(
        frozenset(ids),
        frozenset(loose - ids),
        _tags(visible),
        titles,
        footnotes="[^" in body,
        dynamic=any(h.dynamic or (algorithm == "zola" and not transliterate(h.text()).isascii()) for h in sure),
        bare=not sure and not _TAGS.sub("", body).strip(),
    )


def _tags(text: str) -> tuple[Tag, ...]:
    found = [Tag(m[2], m[3], "shortcode") for m in _SHORTCODE.finditer(text)]
    found += [Tag(m[1], m[2], "liquid") for m in _LIQUID.finditer(text)]
    found += [Tag(m[1], m[2] or "", "component") for m in _COMPONENT.finditer(text)]
    found += [Tag("include", m[1] or m[0], "include") for m in _INCLUDE.finditer(text)]
    return tuple(found)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _without_fences(text: str) -> str:
    """The text with the lines of fenced code emptied."""
    if "```" not in text and "~~~" not in text:
        return text
    out: list[str] = []
    fence = ""
    for line in text.splitlines():
        if fence:
            closing = line.lstrip(" \t>")
            if closing.startswith(fence) and not closing.strip(fence[0] + " \t"):
                fence = ""
            out.append("")
            continue
        opening = _FENCE.match(line)
        if opening:
            fence = opening[2]
            out.append("")
            continue
        out.append(line)
    return "\n".join(out)


def _headings(
    body: str, labels: frozenset[str], custom: bool, html_headings: bool, mdx: bool, tight: bool
) -> tuple[list[Heading], list[Heading]]:
    sure: list[Heading] = []
    doubtful: list[Heading] = []
    indents = [0]
    paragraph: list[str] = []
    in_html = False
    lines = body.splitlines()
    for line in lines:
        stripped = line.strip()
        if not stripped:
            paragraph = []
            in_html = False
            continue
        quoted = _QUOTES.match(line)
        if quoted:
            line = line[quoted.end() :]
            stripped = line.strip()
        indent = len(line) - len(line.lstrip(" \t"))
        while len(indents) > 1 and indent < indents[-1] and not paragraph:
            indents.pop()
        item = _LIST.match(line)
        opening = _ADMONITION.match(line)
        inner = line
        if item and indent - indents[-1] < 4:
            while len(indents) > 1 and indent < indents[-1]:
                indents.pop()
            indents.append(indent + len(item[2]) + len(item[3]))
            inner = line[item.end() :]
            paragraph = []
        elif opening:
            indents.append(indent + (4 if opening[1] is not None else 2))
            paragraph = []
            continue
        depth = indent - indents[-1] if inner is line else 0
        if stripped.startswith("#") or inner.lstrip().startswith("#"):
            atx = _ATX.match(inner.strip()) or (_ATX_LOOSE.match(inner.strip()) if tight else None)
            if atx and (mdx or depth < 4) and (mdx or not in_html):
                sure.append(heading(atx[2] or "", len(atx[1]), labels, custom=custom))
            else:
                match = _ATX_LOOSE.match(inner.strip())
                if match:
                    doubtful.append(heading(match[2], -1, labels, custom=custom))
            paragraph = []
            continue
        setext = _SETEXT.match(line)
        if setext and paragraph and not in_html and indent < 4:
            source = " ".join(paragraph)
            is_heading = not paragraph[0].startswith("|") and "|" not in source[:1]
            target = sure if is_heading else doubtful
            target.append(heading(source, 1 if setext[1][0] == "=" else 2, labels, custom=custom))
            paragraph = []
            continue
        if _HTML_LINE.match(line):
            in_html = True
            for match in _HTML_HEADING.finditer(line):
                if not re.search(r"\bid\s*=", match[2]):
                    made = heading(match[3], int(match[1]), labels, custom=custom, html=True)
                    (sure if html_headings else doubtful).append(made)
        paragraph.append(inner.strip())
    return sure, doubtful
