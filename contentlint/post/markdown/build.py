"""From markdown-it's tokens to a Document: blocks, prose, links, each with its place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import pairwise

from markdown_it.common import utils
from markdown_it.token import Token

from contentlint.post.document import Block, Container, ContainerKind, Document, FootnoteReference, Link, Opaque
from contentlint.post.markdown import rawhtml
from contentlint.post.markdown.links import Links
from contentlint.post.markdown.mask import Masked
from contentlint.post.markdown.places import Origin, bare_urls, cells, outermost
from contentlint.post.markdown.rawhtml import Comment, ProseBuilder, Tag
from contentlint.text.spans import MARKS, OBJECT, LineMap, Prose, Span, shown, since

_CONTAINERS: dict[str, ContainerKind] = {
    "blockquote_open": "quote",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "list_item_open": "item",
    "table_open": "table",
    "tr_open": "row",
    "footnote_reference_open": "footnote",
    "dl_open": "list",
    "dd_open": "definition",
}
_CLOSING = {name.replace("_open", "_close") for name in _CONTAINERS}
_LEAVES = ("heading_open", "th_open", "td_open", "dt_open", "paragraph_open", "fence", "code_block", "html_block")
READ = frozenset((*_CONTAINERS, *_CLOSING, *_LEAVES, "inline", "definition"))
"""The types of the tokens that a document is made from."""

_HEADING_ATTRIBUTES = re.compile(r"\\?\{:?\s*+([#.][^{}]*?)\\?\}\s*$")
_HEADING_MARKS = re.compile(r"#{1,6}(?:[ \t]+|$)")

_trim: Callable[[str], str] = getattr(utils, "mdTrim", str.strip)
"""What markdown-it takes off a row and its cells; before its version 4.1 it was what Python takes for blanks."""


class Builder:
    """Makes the document of a text. `inline` parses the content of one block: when its turn has come, and not all
    before, as the tokens of a long post take more room than all the rest."""

    def __init__(self, text: str, start: int, masked: Masked, inline: Callable[[str], list[Token]]) -> None:
        self.text, self.start = text, start
        self.inline = inline
        self.masked = text[:start] + masked.same_length
        self.fed = masked.text.split("\n")
        self.lines = LineMap(text)
        self.first_line = self.lines.position(start).line
        self.blocks: list[Block] = []
        self.links = Links(text, self.fed, self._line)
        self.tags: list[Tag] = masked.tags
        self.opaque: list[Opaque] = masked.opaque
        self.footnotes: dict[str, list[int]] = {}
        self.references: list[FootnoteReference] = []
        self.containers: list[Container] = []
        self.children: list[int] = [0]
        self.ids = 0
        self.column = 0
        self.level = 0
        self.kind = "paragraph"
        self.is_atx = False
        self.row: tuple[int, list[tuple[str, list[tuple[int, int]]]]] = (-1, [])
        """The line of the row that is being read, and its cells."""

    def build(self, tokens: list[Token]) -> Document:
        for token in tokens:
            if token.type == "definition":
                self.links.define(token)
        tokens.reverse()
        while tokens:  # none is held longer than it is needed
            self._token(tokens.pop())
        self.tags = outermost(self.tags)
        self.links.of_tags(self.tags, self.blocks)
        self.links.found.sort(key=lambda link: (link.span.start, -link.span.end))
        self.opaque.sort(key=lambda o: o.span.start)
        elements = sorted((t.element for t in self.tags if t.element), key=lambda e: e.span.start)
        return Document(
            span=Span(self.start, len(self.text)),
            blocks=tuple(self.blocks),
            links=tuple(self.links.found),
            elements=tuple(elements),
            definitions=tuple(self.links.definitions),
            footnotes={label: tuple(blocks) for label, blocks in self.footnotes.items()},
            footnote_references=tuple(self.references),
            opaque=tuple(self.opaque),
        )

    # -- blocks ----------------------------------------------------------------------------------------------

    def _token(self, token: Token) -> None:
        kind = token.type
        if kind == "inline":
            if token.content and token.map:
                self._inline(token)
            self.column += kind == "inline" and self.kind == "cell"
        elif kind in _CONTAINERS:
            self.ids += 1
            self.containers.append(
                Container(
                    _CONTAINERS[kind],
                    self.ids,
                    self.children[-1],
                    ordered=kind == "ordered_list_open",
                    name=token.meta.get("label", ""),
                )
            )
            self.children[-1] += 1
            self.children.append(0)
            self.column = 0
            if kind == "footnote_reference_open":
                self.footnotes.setdefault(token.meta["label"], [])
        elif kind in _CLOSING:
            self.containers.pop()
            self.children.pop()
        elif kind == "heading_open":
            self.kind, self.level, self.is_atx = "heading", int(token.tag[1]), token.markup.startswith("#")
        elif kind in ("th_open", "td_open"):
            self.kind, self.level = "cell", 0
        elif kind == "dt_open":
            self.kind, self.level = "term", 0
        elif kind == "paragraph_open":
            self.kind, self.level = "paragraph", 0
        elif kind in ("fence", "code_block"):
            span, none = self._line_span(token), Prose("", ())
            self._add(Block("code", span, none, info=token.info.strip(), fence=token.markup))
        elif kind == "html_block":
            self._html_block(self._line_span(token))

    def _add(self, block: Block) -> int:
        self.blocks.append(block)
        number = len(self.blocks) - 1
        footnote = block.inside("footnote")
        if footnote is not None:
            self.footnotes[footnote.name].append(number)
        return number

    def _line_span(self, token: Token) -> Span:
        assert token.map is not None
        first, last = token.map[0], token.map[1] - 1
        while last > first and not self.fed[last].strip(" \t"):
            last -= 1
        return Span(self._aligned(first, self.fed[first].strip(" \t")), self._line(last).end)

    def _line(self, number: int) -> Span:
        """The source span of line `number` of what was fed to the parser, counted from 0."""
        return self.lines.content_span(self.first_line + number)

    def _aligned(self, number: int, content: str) -> int:
        """Where `content`, the right part of a line but for white space, begins in the source."""
        line, fed = self._line(number), self.fed[number]
        # The right parts of the fed and of the source line are alike: only indentation is ever changed.
        return max(line.start, line.end - len(fed) + fed.rfind(content))

    def _html_block(self, span: Span) -> None:
        tags = list(rawhtml.scan(self.masked, span, self.text))
        self._keep_tags(tags)
        for prose in rawhtml.paragraphs(self.masked, span, tags):
            if prose.text.strip():
                self._add(Block("html", _trimmed(prose), prose, containers=tuple(self.containers)))

    def _keep_tags(self, found: list[Tag | Comment]) -> None:
        for item in found:
            if isinstance(item, Comment):
                self.opaque.append(Opaque("comment", item.span, item.text))
            else:
                self.tags.append(item)

    # -- inline ----------------------------------------------------------------------------------------------

    def _inline(self, token: Token) -> None:
        origin = self._cell_origin(token) if self.kind == "cell" else self._origin(token)
        content = token.content
        info = ""
        end = len(content)
        if self.kind == "heading" and (match := _HEADING_ATTRIBUTES.search(content)) is not None:
            info, end = match.group(1).strip(), len(content[: match.start()].rstrip())
        number, links = len(self.blocks), len(self.links.found)
        prose = self._prose(self.inline(content), content, origin, number, end)
        if not MARKS.sub("", content).strip() and len(self.links.found) == links:
            return
        span = Span(origin.start(0), max(origin.end(end), origin.start(0)))
        self._add(
            Block(
                self.kind,  # type: ignore[arg-type]
                span,
                prose,
                level=self.level,
                column=self.column if self.kind == "cell" else 0,
                containers=tuple(self.containers),
                info=info,
            )
        )

    def _origin(self, token: Token) -> Origin:
        assert token.map is not None
        places, at = [], 0
        is_atx = self.kind == "heading" and self.is_atx
        lines = token.content.split("\n")
        row = token.map[0]
        # Python strips no-break spaces, so a line that holds nothing else may be missing from the content.
        while row + len(lines) < token.map[1] and not self.fed[row].rstrip().endswith(lines[0].rstrip()):
            row += 1
        for number, line in enumerate(lines, row):
            written = line if line in self.fed[number] else line.lstrip(" ")  # blanks may stand for part of a tab
            start = self._heading_start(number, line) if is_atx else self._aligned(number, written)
            if blanks := len(line) - len(written):
                places.append((at, max(start - blanks, self._line(number).start)))
            places.append((at + blanks, start))
            at += len(line) + 1
        return Origin(places, len(token.content))

    def _heading_start(self, row: int, content: str) -> int:
        # `# Title ##`: the content is no suffix of its line; it begins after the first run of marks and blanks.
        fed, line = self.fed[row], self._line(row)
        marks = _HEADING_MARKS.search(fed)
        return line.end - len(fed) + fed.find(content, marks.end() if marks else 0)

    def _cell_origin(self, token: Token) -> Origin:
        assert token.map is not None
        number, length = token.map[0], token.meta["row"]
        if self.row[0] != number:
            found = cells(self.fed[number][len(self.fed[number]) - length :])
            self.row = number, found if _trim(found[0][0]) else found[1:]  # a row may begin with a pipe
        text, places = self.row[1][self.column]
        base, lead = self._line(number).end - length, text.find(token.content)
        kept = [(max(at - lead, 0), base + to + max(lead - at, 0)) for at, to in places]
        inside = [p for p, following in pairwise([*kept, (len(text) + 1, 0)]) if following[0] > 0]
        return Origin(inside, len(token.content))

    def _prose(self, children: list[Token], content: str, origin: Origin, block: int, end: int) -> Prose:
        builder = ProseBuilder()
        taken: list[tuple[int, int]] = []
        for child in children:  # outermost first: what stands in a link is taken with it
            if child.type in ("code_inline", "html_inline", "image", "link_open"):
                at = child.meta["at"]
                if not taken or at[0] >= taken[-1][1]:
                    taken.append(at)
        urls = bare_urls(content, taken)
        ends = [e for _, e in urls]
        opened: list[tuple[Token, int, int]] = []
        in_link = 0
        hidden = 0
        done_urls: set[int] = set()
        for position, child in enumerate(children):
            a, b = child.meta.get("at", (0, 0))
            kind = child.type
            if a >= end and kind != "link_close":
                continue
            if kind in ("text", "text_special"):
                if hidden:
                    continue
                text = child.content
                if b > end and len(text) == b - a:  # the attributes of a heading are no text
                    text, b = text[: end - a], end
                first = len(urls) if in_link else bisect_right(ends, a)
                self._text(builder, text, a, b, origin, urls, first, done_urls, block, content)
            elif kind in ("softbreak", "hardbreak"):
                hard = kind == "hardbreak" or content[max(a - 2, 0) : a] == "  "
                builder.add("\n" if hard else " ", origin.start(a), origin.end(b))
            elif kind == "code_inline":
                span = Span(origin.start(a), origin.end(b))
                self.opaque.append(Opaque("code", span, child.content))
                builder.add(OBJECT, span.start, span.end)
            elif kind == "html_inline":
                hidden = self._html_inline(builder, Span(origin.start(a), origin.end(b)), hidden)
            elif kind == "image":
                self.links.image(child, content, origin, block, builder.length)
                builder.add(OBJECT, origin.start(a), origin.end(b))
            elif kind == "footnote_ref":
                span = Span(origin.start(a), origin.end(b))
                self.references.append(FootnoteReference(child.meta["label"], span, block, builder.length))
            elif kind == "link_open":
                opened.append((child, builder.length, position))
                in_link += 1
                if child.info == "auto":
                    span = Span(origin.start(a), origin.end(b))
                    builder.add(OBJECT, span.start, span.end)
                    hidden += 1
            elif kind == "link_close" and opened:
                start_token, at, first = opened.pop()
                in_link -= 1
                if start_token.info == "auto":
                    hidden -= 1
                    self.links.autolink(start_token, origin, block, at, content)
                else:
                    ends_at = max((c.meta["at"][1] for c in children[first + 1 : position]), default=0)
                    self.links.inline(start_token, ends_at, content, origin, block, (at, builder.length))
        return builder.build()

    def _text(
        self,
        builder: ProseBuilder,
        text: str,
        a: int,
        b: int,
        origin: Origin,
        urls: list[tuple[int, int]],
        first: int,
        done: set[int],
        block: int,
        content: str,
    ) -> None:
        if len(text) != b - a:
            if first == len(urls) or urls[first][0] > a:
                builder.add(text, origin.start(a), origin.end(b))
            return
        at = a
        for s, e in since(urls, first):
            if s >= b:
                break
            if s > at:
                self._plain(builder, content, at, s, origin)
            if s not in done:
                done.add(s)
                span = Span(origin.start(s), origin.end(e))
                written = content[s:e]
                target = written if "://" in written else f"http://{written}"
                place = (builder.length, builder.length + 1)
                builder.add(OBJECT, span.start, span.end)
                self.links.found.append(Link("autolink", span, target, span, written, block, place))
            at = min(e, b)
        self._plain(builder, content, at, b, origin)

    def _plain(self, builder: ProseBuilder, content: str, a: int, b: int, origin: Origin) -> None:
        at = a
        for match in MARKS.finditer(content, a, b):
            if match.start() > at:
                builder.add(content[at : match.start()], origin.start(at), origin.end(match.start()))
            builder.add(shown(match.group()), origin.start(match.start()), origin.end(match.end()))
            at = match.end()
        if b > at:
            builder.add(content[at:b], origin.start(at), origin.end(b))

    def _html_inline(self, builder: ProseBuilder, span: Span, hidden: int) -> int:
        found = list(rawhtml.scan(self.masked, span, self.text))
        self._keep_tags(found)
        for item in found:
            if isinstance(item, Comment):
                continue
            name = item.name.lower()
            if name in rawhtml.BREAKING and not hidden:
                builder.add("\n", span.start, span.end)
            elif name in rawhtml.NOT_PROSE and item.kind == "open":
                if not hidden:
                    builder.add(OBJECT, span.start, span.end)
                hidden += 1
            elif name in rawhtml.NOT_PROSE and item.kind == "close":
                hidden = max(0, hidden - 1)
        return hidden


def _trimmed(prose: Prose) -> Span:
    text = prose.text
    return prose.span(len(text) - len(text.lstrip()), len(text.rstrip()))
