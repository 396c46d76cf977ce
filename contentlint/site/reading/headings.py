"""The ids on a page, read from its content file without building it.

A light scanner over lines, not a Markdown parser: it must be fast enough for every page that a link with a
fragment goes to. Where it can't be sure that a line is a heading, its id goes to `loose`, and a link to it is
neither right nor broken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from contentlint.post.markdown.verbatim import code_spans
from contentlint.site.reading import meta
from contentlint.site.reading.id_settings import algorithm as named
from contentlint.site.reading.id_settings import otherwise
from contentlint.site.reading.ids import transliterate
from contentlint.site.reading.inline import Heading, heading


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


_BLANK = re.compile(r"[^\n]")
_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"^(\s*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*)(`{3,}|~{3,})([^`\n]*)$")
_LIST = re.compile(r"^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)")
_ADMONITION = re.compile(r"^([ \t]*)(?:!!!|\?\?\?\+?|===[!+]*)[ \t]+\S|^([ \t]*):[ \t]+\S")
_ATX = re.compile(r"(#{1,6})(?![^ \t])(.*)")
_ATX_LOOSE = re.compile(r"(#{1,6})(.*)")
_SETEXT = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_HTML_LINE = re.compile(
    r"^ {0,3}</?(?:address|article|aside|blockquote|body|center|col|dd|details|dialog|div|dl|dt|fieldset|figure|"
    r"footer|form|frame|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|nav|ol|optgroup|option|p|"
    r"section|summary|table|tbody|td|tfoot|th|thead|title|tr|ul|script|style|pre)\b",
    re.IGNORECASE,
)
# What opens a stretch and what closes it, by the name of the group that says which. The groups are at the end, as a
# pattern is found faster by its first character.
_MASKED = re.compile(
    r"<!--(?!\s*@include)(?P<comment>)|\{\s*/\*(?!\s*#)(?P<expression>)|"
    r"<(?:(?<![^\n]<)|(?<=\n[ \t]<)|(?<=\n[ \t]{2}<)|(?<=\n[ \t]{3}<))"
    r"(?:pre\b(?P<pre>)|script\b(?P<script>)|style\b(?P<style>))|"
    r"\{%-?\s*(?:highlight\b(?P<highlight>)|comment\b(?P<liquid>))|\{\{<\s*highlight\b(?P<shortcode>)",
    re.IGNORECASE,
)
_MASKED_TO = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in (
        ("comment", "-->"), ("expression", r"\*/\s*\}"), ("pre", "</pre>"), ("script", "</script>"),
        ("style", "</style>"), ("highlight", r"endhighlight\s*-?%\}"), ("shortcode", r"/highlight\s*>\}\}"),
        ("liquid", r"endcomment\s*-?%\}"),
    )
}  # fmt: skip
_LABEL = re.compile(r"^ {0,3}\[([^\[\]^][^\[\]]*)\]:[ \t]*\S", re.MULTILINE)
_ELEMENT_ID = re.compile(
    r"""(?:\bid|(?<=<[aA] )name)[ \t]*=[ \t]*"""
    r"""(?:"([^"\n]+)"|'([^'\n]+)'|\{["'`]([^"'`\n]+)["'`]\}|([^\s"'>{}=]+))"""
)
_BLOCK = re.compile(r"\{:?([^{}\n]*)\}")
_BLOCK_ID = re.compile(r"(?:^|[ \t])#([^\s{}]+)")
_HTML_HEADING = re.compile("|".join(rf"(?P<h{n}><h{n}\b(?P<in{n}>[^<>]*)>)" for n in range(1, 7)), re.IGNORECASE)
_HTML_HEADING_TO = {f"h{n}": re.compile(f"</h{n}>", re.IGNORECASE) for n in range(1, 7)}
_SHORTCODE = re.compile(r"\{\{[<%]-?\s*+(?P<tag>[\w./-]++)")
_SHORTCODE_TO = {"tag": re.compile(r"/?[%>]\}\}")}
_LIQUID = re.compile(r"\{%-?\s*+(?P<tag>\w++)")
_LIQUID_TO = {"tag": re.compile(r"-?%\}")}
_COMPONENT = re.compile(r"<([A-Z][\w.]*|[a-z]+(?:-[a-z0-9]+)+)(?=[\s/>])([^<>]{0,2000})/?>")
_INCLUDE = re.compile(
    r"<!--\s*+@include:\s*+(\S{1,500}?)\s*-->|--8<--|^[ \t]*:::[ \t]+[\w.]+\.\w+|\{![^{}\n]+!\}", re.MULTILINE
)
_OUTPUT = re.compile(r"\{\{(?![<%}])(?P<output>)")
_TAGS = re.compile(r"\{\{(?P<output>)|\{%(?P<tag>)|<(?=[^<>]*>)(?P<element>)|^import\s(?P<module>)", re.MULTILINE)
_TAGS_TO = {
    "output": re.compile(r"\}\}"), "tag": re.compile(r"%\}"), "element": re.compile(">"), "module": re.compile(r"\Z"),
}  # fmt: skip
_QUOTES = re.compile(r"^(?:[ \t]{0,3}>[ \t]?)+")


def scan(text: str, algorithm: str, *, html_headings: bool = False, custom: bool = True, mdx: bool = False) -> Anchors:
    """The anchors of a content file's text by the named algorithm (`id_settings.algorithm`).

    With `html_headings` raw `<h2>` elements get ids by the same algorithm. `custom` says whether `{#id}` is read.
    In MDX an indented line is no code.
    """
    _, _, start = meta.split(text)
    body = _without_fences(text[start:])
    body = _cut(body, _places(body, _MASKED, _MASKED_TO), lambda masked: _BLANK.sub(" ", masked))
    labels = frozenset(" ".join(m[1].split()).lower() for m in _LABEL.finditer(body))
    sure, doubtful = _headings(
        body, labels, custom, html_headings, mdx, "python" in algorithm or algorithm.startswith("pymdownx")
    )
    make, other = named(algorithm), named(otherwise(algorithm))
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
        loose.update(other(sure) if other else ())
        for h in doubtful:
            loose.update(make([h]))
        plain = [heading(h.source, h.level, labels, custom=not custom) for h in sure if "{" in h.source]
        for h in plain:
            loose.update(make([h]))
    visible = _cut(body, code_spans(body, 0, len(body)), lambda _: " ")
    for match in _ELEMENT_ID.finditer(visible):
        ids.add(next(g for g in match.groups() if g))
    blocks = (_BLOCK_ID.search(m[1]) for m in _BLOCK.finditer(visible))
    (ids if custom else loose).update(m[1] for m in blocks if m)
    return Anchors(
        frozenset(ids),
        frozenset(loose - ids),
        _tags(visible),
        titles,
        footnotes="[^" in body,
        dynamic=any(h.dynamic or (algorithm == "zola" and not transliterate(h.text()).isascii()) for h in sure),
        bare=not sure and not _cut(body, _places(body, _TAGS, _TAGS_TO), lambda _: "").strip(),
    )


def _enclosed(
    text: str, opening: re.Pattern[str], closing: Mapping[str, re.Pattern[str]]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """What opens and what closes each stretch that is closed, by the name of the group that opened it.

    One search that finds no end says that nothing later of that kind has one: asking again would be quadratic.
    """
    at = 0
    unclosed: set[str] = set()
    while (begin := opening.search(text, at)) is not None:
        kind = begin.lastgroup or ""
        end = None if kind in unclosed else closing[kind].search(text, begin.end())
        if end is None:
            unclosed.add(kind)
            at = begin.start() + 1
        else:
            yield begin, end
            at = end.end()


def _places(text: str, opening: re.Pattern[str], closing: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    return ((begin.start(), end.end()) for begin, end in _enclosed(text, opening, closing))


def _cut(text: str, stretches: Iterator[tuple[int, int]], instead: Callable[[str], str]) -> str:
    """A text with something else for some of its stretches, which are in order."""
    parts, at = [], 0
    for start, end in stretches:
        parts += [text[at:start], instead(text[start:end])]
        at = end
    return "".join([*parts, text[at:]])


def _tags(text: str) -> tuple[Tag, ...]:
    found: list[Tag] = []
    for kind, opening, closing in (("shortcode", _SHORTCODE, _SHORTCODE_TO), ("liquid", _LIQUID, _LIQUID_TO)):
        for begin, end in _enclosed(text, opening, closing):
            found.append(Tag(begin["tag"], text[begin.end() : end.start()].lstrip(), kind))
    found += [Tag(m[1], m[2] or "", "component") for m in _COMPONENT.finditer(text)]
    found += [Tag("include", m[1] or m[0], "include") for m in _INCLUDE.finditer(text)]
    calls = (text[start:end] for start, end in _places(text, _OUTPUT, _TAGS_TO))
    found += [Tag("include", call, "include") for call in calls if "(" in call]
    return tuple(found)


def _without_fences(text: str) -> str:
    """The text with the lines of fenced code emptied."""
    if "```" not in text and "~~~" not in text:
        return text
    out: list[str] = []
    fence = ""
    for line in _LINE_END.split(text):
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
    for line in _LINE_END.split(body):
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
                sure.append(heading(meta.without_closing(atx[2], loose=tight), len(atx[1]), labels, custom=custom))
            else:
                match = _ATX_LOOSE.match(inner.strip())
                if match:
                    doubtful.append(heading(meta.without_closing(match[2], loose=True), -1, labels, custom=custom))
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
            for begin, end in _enclosed(line, _HTML_HEADING, _HTML_HEADING_TO):
                level = int(begin.lastgroup[1])  # type: ignore[index]  # each alternative is a group
                if not re.search(r"\bid\s*=", begin[f"in{level}"]):
                    made = heading(line[begin.end() : end.start()], level, labels, custom=custom, html=True)
                    (sure if html_headings else doubtful).append(made)
        paragraph.append(inner.strip())
    return sure, doubtful
