"""The ids on a page, read from its content file without building it.

A light scanner over lines, not a Markdown parser: it must be fast enough for every page that a link with a
fragment goes to. Where it can't be sure that a line is a heading, its id goes to `loose`, and a link to it is
neither right nor broken.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from contentlint.guard.records import dataclass, replace
from contentlint.post.markdown.verbatim import code_spans
from contentlint.site.reading import meta, slugs
from contentlint.site.reading.blocks import Flavour, Line, headings
from contentlint.site.reading.id_settings import algorithm as named
from contentlint.site.reading.id_settings import otherwise
from contentlint.site.reading.ids import CUSTOM_IDS, transliterate
from contentlint.site.reading.ids_of_books import GIVES_IDS
from contentlint.site.reading.inline import Heading, first_segments, heading


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


def dumped(anchors: Anchors) -> str:
    """The ids of a page on one line of text."""
    tags = [(tag.name, tag.arguments, tag.kind) for tag in anchors.tags]
    flags = [anchors.footnotes, anchors.dynamic, anchors.bare]
    return json.dumps([sorted(anchors.ids), sorted(anchors.loose), tags, anchors.titles, *flags])


def loaded(line: str) -> Anchors:
    """What `dumped` has written."""
    ids, loose, tags, titles, *flags = json.loads(line)
    return Anchors(frozenset(ids), frozenset(loose), tuple(Tag(*tag) for tag in tags), titles, *flags)


_BLANK = re.compile(r"[^\n]")
_LINE_END = re.compile(r"\r\n?|\n")
_FENCE = re.compile(r"^(\s*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*)(`{3,}|~{3,})([^`\n]*)$")
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
_LABEL = re.compile(r"^ {0,3}\[([^\[\]][^\[\]]*)\]:[ \t]*\S", re.MULTILINE)
_ELEMENT_ID = re.compile(
    r"""(?:id(?<![\w{]id)|name(?<=<[aA] name))[ \t]*=[ \t]*"""
    r"""(?:"([^"\n]+)"|'([^'\n]+)'|\{["'`]([^"'`\n]+)["'`]\}|([^\s"'>{}=]+))"""
)
_BLOCK = re.compile(r"(?<!\\)\{:?([^{}\n]*)\}")
_BLOCK_ID = re.compile(r"\A(?!/\*)(?:.*[ \t])?#([^\s{}\\]+)")
_SHORTCODE = re.compile(r"\{\{[<%]-?\s*+(?P<tag>[\w./-]++)")
_SHORTCODE_TO = {"tag": re.compile(r"/?[%>]\}\}")}
_LIQUID = re.compile(r"\{%-?\s*+(?P<tag>\w++)")
_LIQUID_TO = {"tag": re.compile(r"-?%\}")}
_COMPONENT = re.compile(r"<([A-Z][\w.]*|[a-z]+(?:-[a-z0-9]+)+)(?=[\s/>])([^<>]{0,2000})/?>")
_INCLUDE = re.compile(
    r"<!--\s*+@include:\s*+(\S{1,500}?)\s*-->|\{\{\s*+#(?:rustdoc_)?include\s++([^\s:{}]{1,500})[^\n{}]*\}\}"
    r"|--8<--|^[ \t]*:::[ \t]+[\w.]+\.\w+|\{![^{}\n]+!\}",
    re.MULTILINE,
)
_OUTPUT = re.compile(r"\{\{(?![<%}])(?P<output>)")
_TAGS = re.compile(r"\{\{(?P<output>)|\{%(?P<tag>)|<(?=[^<>]*>)(?P<element>)|^import\s(?P<module>)", re.MULTILINE)
_TAGS_TO = {
    "output": re.compile(r"\}\}"), "tag": re.compile(r"%\}"), "element": re.compile(">"), "module": re.compile(r"\Z"),
}  # fmt: skip
_COMMENTED = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*#{1,6}[ \t]")
"""The beginning of a heading's line: a comment there is none of its words, and one before it hides the line."""
_OTHER_WORDS = (
    (("vitepress", "python", "pymdownx"), re.compile(r":[\w+-]+:")),
    (("python", "pymdownx"), re.compile(r"\((?:c|tm|r)\)|\[\^[^\[\]]++\]")),
    (("eleventy", "markdown-it-anchor-slugify"), re.compile(r"<!--|-->")),
    (("hexo", "hugo-blackfriday"), re.compile(r"(?<!~)~(?!~)")),
)
"""What is no word of a heading with some settings and extensions (signs by name, notes, struck words), by the
beginnings of the algorithms' names: such a heading has one id or the other."""
_SPELLED = ("zola", "eleventy", "markdown-it-anchor-slugify")
"""Algorithms that spell out other scripts in Latin letters by tables that are not here."""


class _Page:
    """A content file without its fenced code: what is the same for all algorithms that take the same for code."""

    def __init__(self, source: str) -> None:
        masked = list(_enclosed(source, _MASKED, _MASKED_TO))
        hidden = [(b, e) for b, e in masked if not _is_in_heading(source, b, e)]
        plain = [(b, e) for b, e in hidden if b.lastgroup != "pre" or _is_expression(source, b, e)]
        self.source, self._hidden, self._hidden_in_mdx = source, _spans(hidden), _spans(plain)
        self._lines: dict[tuple[Flavour, bool, bool], tuple[list[Line], list[Line]]] = {}
        body = _cut(source, _spans(masked), _blanked)
        self.labels = frozenset(" ".join(m[1].split()).lower() for m in _LABEL.finditer(body))
        self.has_notes = "[^" in body
        self.is_empty = not _cut(body, _places(body, _TAGS, _TAGS_TO), lambda _: "").strip()
        visible = _cut(body, code_spans(body, 0, len(body)), lambda _: " ")
        del body
        self.tags = _tags(visible)
        self.has_output = "{{" in visible
        self.elements = frozenset(next(g for g in match.groups() if g) for match in _ELEMENT_ID.finditer(visible))
        self.blocks = [
            (found[1], match[0], visible[max(0, match.start() - 2) : match.start()].rstrip(" ")[-1:])
            for match in _BLOCK.finditer(visible)
            if (found := _BLOCK_ID.search(match[1]))
        ]
        """The ids in braces, the braces, and the sign before them."""

    def lines(self, flavour: Flavour, *, mdx: bool, html_headings: bool) -> tuple[list[Line], list[Line]]:
        """The headings of the page: those that surely are, and those that may be."""
        key = flavour, mdx, html_headings
        if key not in self._lines:
            shown = _cut(self.source, self._hidden_in_mdx if mdx else self._hidden, _blanked)
            self._lines[key] = headings(shown, flavour, html_headings)
        return self._lines[key]


class Scanner:
    """Reads the anchors of a content file's text, by one algorithm or by several."""

    def __init__(self, text: str) -> None:
        self._text, self._start = text, meta.split(text)[2]
        self._pages: dict[bool, _Page] = {}

    def scan(
        self,
        algorithm: str,
        *,
        html_headings: bool = False,
        custom: bool = True,
        mdx: bool = False,
        html: bool = True,
        admonitions: bool = True,
    ) -> Anchors:
        """The anchors by the named algorithm (`id_settings.algorithm`).

        With `html_headings` raw `<h2>` elements get ids by the same algorithm. `custom` says whether `{#id}` is read.
        In MDX an indented line is no code. Without `html` the generator leaves out raw HTML, without `admonitions` an
        indented block is code.
        """
        flavour = _flavour(algorithm, mdx, admonitions)
        to_end = flavour.blocks == "commonmark"
        page = self._pages.get(to_end) or self._page(to_end=to_end)
        lines = page.lines(flavour, mdx=mdx, html_headings=html_headings)
        gives = algorithm in GIVES_IDS and GIVES_IDS[algorithm].search(self._text) is not None
        return _anchors(page, lines, algorithm, custom=custom, html=html, gives=gives)

    def _page(self, *, to_end: bool) -> _Page:
        source, other = _without_fences(self._text[self._start :], to_end=to_end), self._pages.get(not to_end)
        is_same = other is not None and other.source == source  # most posts close their fences
        page = self._pages[to_end] = other if is_same and other is not None else _Page(source)
        return page


def _anchors(
    page: _Page, lines: tuple[list[Line], list[Line]], algorithm: str, *, custom: bool, html: bool, gives: bool
) -> Anchors:
    labels = page.labels
    syntax = CUSTOM_IDS.get(algorithm.split()[0] if algorithm else "", "list" if algorithm == "none" else "tight list")

    written: list[str] = []

    def made(line: Line) -> Heading:
        # An id before the marks that close a heading is one of its words.
        is_read = custom and not (line.is_closed and syntax in ("id", "attributes"))
        words = line.words
        if algorithm.startswith("hugo"):
            written.append(words)
            words = first_segments(words, typographer=algorithm != "hugo-plain")
        return heading(words, line.level, labels, custom=is_read, html=line.is_html, syntax=syntax)

    sure, doubtful = list(map(made, lines[0])), list(map(made, lines[1]))
    ids, titles, loose = _made(sure, doubtful, algorithm, labels, custom)
    # Older versions of goldmark make the id of all that is written, a link's address, too.
    loose.update(slugs.hugo(words) for words in written if "](" in words)
    (ids if html else loose).update(page.elements if html or page.has_output else ())
    for ident, braces, before in page.blocks:
        is_sure = algorithm in ("vitepress", "quarto") or before in ("", *"\n*_`)]>")
        is_read = syntax.endswith("list") or algorithm == "quarto"
        is_read = is_read or (algorithm.startswith("kramdown") and braces.startswith("{:"))
        if is_read or not custom or syntax == "attributes":
            (ids if custom and is_sure and is_read else loose).add(ident)
    return Anchors(
        frozenset(ids),
        frozenset(loose - ids),
        page.tags,
        titles,
        footnotes=page.has_notes,
        dynamic=gives or any(h.dynamic or (algorithm in _SPELLED and _is_spelled(h)) for h in sure),
        bare=not sure and page.is_empty,
    )


def together(each: Iterable[Anchors]) -> Anchors:
    """The anchors of a page that one of several algorithms made: what all make is there, the rest may be."""
    every = list(each)
    ids = frozenset.intersection(*(a.ids for a in every))
    titles = {ident: words for ident, words in every[0].titles.items() if ident in ids}
    loose = frozenset().union(*(a.ids | a.loose for a in every)) - ids
    dynamic = any(a.dynamic for a in every)
    return replace(every[0], ids=ids, loose=loose, titles=titles, dynamic=dynamic)


def _flavour(algorithm: str, mdx: bool, admonitions: bool) -> Flavour:
    """How the generator of an algorithm finds headings."""
    if "python" in algorithm or algorithm.startswith("pymdownx"):
        return Flavour("python", admonitions=admonitions, definitions=True)
    if algorithm.startswith("kramdown"):
        return Flavour("kramdown", definitions=True, after_blank=algorithm == "kramdown")
    return Flavour("commonmark", mdx=mdx, definitions=algorithm.startswith("hugo"))


def _made(
    sure: list[Heading], doubtful: list[Heading], algorithm: str, labels: frozenset[str], custom: bool
) -> tuple[set[str], dict[str, str], set[str]]:
    """The ids of headings: those there are, with their words, and those there may be."""
    make, other = named(algorithm), named(otherwise(algorithm))
    ids: set[str] = set()
    titles: dict[str, str] = {}
    loose: set[str] = set()
    if make is None:
        ids.update(h.custom for h in sure if h.custom)
        return ids, titles, loose
    # With settings behind its name an algorithm knows its extensions.
    others = [pattern for names, pattern in _OTHER_WORDS if algorithm.startswith(names) and " " not in algorithm]
    for h, ident in zip(sure, make(sure), strict=True):
        without = h.source
        for pattern in others:
            without = pattern.sub("", without)
        if not h.custom and (
            without != h.source or (h.dynamic and not _has_words(h)) or (algorithm in _SPELLED and _is_spelled(h))
        ):
            loose.update((ident, *make([heading(without, h.level, labels, custom=custom)])))
        elif ident:
            ids.add(ident)
            titles.setdefault(ident, h.text().strip())
    loose.update(other(sure) if other else ())
    if doubtful:
        loose.update(make(sorted([*sure, *doubtful], key=lambda h: h.level < 0)))
        for h in doubtful:
            loose.update(make([h]))
    for h in sure:
        if "{" in h.source:
            loose.update(make([heading(h.source, h.level, labels, custom=not custom)]))
    return ids, titles, loose


def _has_words(heading: Heading) -> bool:
    """True for a heading that has words of its own beside what a template puts in."""
    return any(c.isalnum() for c in heading.text())


def _is_spelled(heading: Heading) -> bool:
    return any(c.isalnum() and not c.isascii() for c in transliterate(heading.text()))


def _is_expression(text: str, begin: re.Match[str], end: re.Match[str]) -> bool:
    """True for an element in MDX with an expression for its content, which is no Markdown."""
    return text[begin.end() : end.start()].partition(">")[2].lstrip().startswith("{")


def _blanked(text: str) -> str:
    return _BLANK.sub(" ", text)


def _is_in_heading(text: str, begin: re.Match[str], end: re.Match[str]) -> bool:
    """True for a comment among the words of a heading."""
    if begin.lastgroup not in ("comment", "expression") or "\n" in text[begin.start() : end.end()]:
        return False
    return _COMMENTED.match(text, text.rfind("\n", 0, begin.start()) + 1, begin.start()) is not None


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


def _spans(enclosed: Iterable[tuple[re.Match[str], re.Match[str]]]) -> list[tuple[int, int]]:
    return [(begin.start(), end.end()) for begin, end in enclosed]


def _places(text: str, opening: re.Pattern[str], closing: Mapping[str, re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    return ((begin.start(), end.end()) for begin, end in _enclosed(text, opening, closing))


def _cut(text: str, stretches: Iterable[tuple[int, int]], instead: Callable[[str], str]) -> str:
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
    found += [Tag("include", m[1] or m[2] or m[0], "include") for m in _INCLUDE.finditer(text)]
    calls = (text[start:end] for start, end in _places(text, _OUTPUT, _TAGS_TO))
    found += [Tag("include", call, "include") for call in calls if "(" in call]
    return tuple(found)


def _without_fences(text: str, *, to_end: bool) -> str:
    """The text with the lines of fenced code emptied; `to_end` says whether code that nothing closes goes on."""
    if "```" not in text and "~~~" not in text:
        return text
    out: list[str] = []
    fence = ""
    opened: list[str] = []
    for line in _LINE_END.split(text):
        if fence:
            closing = line.lstrip(" \t>")
            if closing.startswith(fence) and not closing.strip(fence[0] + " \t"):
                fence = ""
            out.append("")
            opened.append(line)
            continue
        opening = _FENCE.match(line)
        if opening:
            fence = opening[2]
            out.append("")
            opened = [line]
            continue
        out.append(line)
    if fence and not to_end:
        out[-len(opened) :] = opened
    return "\n".join(out)
