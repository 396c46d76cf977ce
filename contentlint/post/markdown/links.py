"""Links, images and definitions, each with the place of its target in the source."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable

from markdown_it.common.utils import normalizeReference
from markdown_it.helpers import parseLinkDestination
from markdown_it.token import Token

from contentlint.post.document import Block, Definition, Link, LinkKind
from contentlint.post.markdown import rawhtml
from contentlint.post.markdown.places import Origin, closing_tags, decoded
from contentlint.post.markdown.rawhtml import Tag
from contentlint.text.spans import Span

_OPENING = re.compile(r"(?:^|(?<=[ \t>*+-])|(?<=\d[.)]))\[")
"""The bracket that a definition begins with, behind the marks of what it stands in."""


class Links:
    """Collects the links of a document in `found` and its definitions in `definitions`.

    `fed` are the lines that the parser was given, `line` the source span of one of them, counted from 0. `at` of a
    method is the stretch of the block's prose that a link's text takes.
    """

    def __init__(self, text: str, fed: list[str], line: Callable[[int], Span]) -> None:
        self._text, self._fed, self._line = text, fed, line
        self._by_key: dict[str, Definition] = {}
        self.found: list[Link] = []
        self.definitions: list[Definition] = []

    def inline(
        self,
        token: Token,
        inner: int,
        content: str,
        origin: Origin,
        block: int,
        at: tuple[int, int],
    ) -> None:
        """A link in its text: inline or by reference. `inner` is the end of what stands in its brackets, or 0."""
        a, b = token.meta["at"]
        label_end = max(inner, a + 1)
        label = Span(origin.start(a + 1), origin.end(label_end)) if label_end > a + 1 else None
        self._add("link", token, (a, b, a + 1, label_end), content, origin, block, at, label)

    def image(self, token: Token, content: str, origin: Origin, block: int, at: int) -> None:
        """An image: inline or by reference."""
        a, b = token.meta["at"]
        label_end = a + 2 + len(token.content)
        label = Span(origin.start(a + 2), origin.end(label_end)) if token.content else None
        self._add("image", token, (a, b, a + 2, label_end), content, origin, block, (at, at + 1), label)

    def _add(
        self,
        kind: LinkKind,
        token: Token,
        places: tuple[int, int, int, int],
        content: str,
        origin: Origin,
        block: int,
        at: tuple[int, int],
        label: Span | None,
    ) -> None:
        a, b, label_start, label_end = places
        span = Span(origin.start(a), origin.end(b))
        text = label.cut(self._text) if label else ""
        if b > label_end + 1 and content[label_end + 1] == "(":
            begin = label_end + 2
            while begin < b and content[begin] in " \t\n":
                begin += 1
            found = parseLinkDestination(content, begin, b)
            end = found.pos if found.ok else begin
            if end > begin and content[begin] == "<":
                begin, end = begin + 1, end - 1
            target_span = Span(origin.start(begin), max(origin.end(end), origin.start(begin)))
            target = decoded(target_span.cut(self._text))
            self.found.append(Link(kind, span, target, target_span, text, block, at))
            return
        written = content[label_end + 2 : b - 1] if b > label_end + 1 else ""
        written = written or content[label_start:label_end]
        definition = self._by_key.get(normalizeReference(written))
        if definition is not None:
            target, target_span = definition.target, definition.target_span
            self.found.append(Link(kind, span, target, target_span, text, block, at, reference=written))

    def autolink(self, token: Token, origin: Origin, block: int, at: int, content: str) -> None:
        """An address in angle brackets; a mail address becomes a `mailto:` target."""
        a, b = token.meta["at"]
        target_span = Span(origin.start(a + 1), origin.end(b - 1))
        written = content[a + 1 : b - 1]
        target = written if re.match(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:", written) else f"mailto:{written}"
        span = Span(origin.start(a), origin.end(b))
        self.found.append(Link("autolink", span, target, target_span, written, block, (at, at + 1)))

    def define(self, token: Token) -> None:
        """A definition, which links by reference have their target from. The first of equal ones counts."""
        assert token.map is not None
        first, last = token.map
        fed = "\n".join(self._fed[first:last])
        opening = _OPENING.search(fed)
        bracket = opening.start() if opening else fed.find("[")
        if bracket < 0:
            return
        close = fed.find("]:", bracket)
        while close > 0 and fed[close - 1] == "\\":
            close = fed.find("]:", close + 1)
        begin = close + 2
        while begin < len(fed) and fed[begin] in " \t\n>":
            begin += 1
        found = parseLinkDestination(fed, begin, len(fed))
        if close < 0 or not found.ok:
            return
        end = found.pos
        if fed[begin : begin + 1] == "<":
            begin, end = begin + 1, end - 1
        places, at = [], 0
        for number in range(first, last):
            places.append((at, self._line(number).end - len(self._fed[number])))
            at += len(self._fed[number]) + 1
        origin = Origin(places, len(fed))
        target_span = Span(origin.start(begin), max(origin.end(end), origin.start(begin)))
        label = fed[bracket + 1 : close]
        span = Span(origin.start(bracket), origin.end(len(fed.rstrip())))
        definition = Definition(label, token.meta["id"], span, decoded(target_span.cut(self._text)), target_span)
        self.definitions.append(definition)
        self._by_key.setdefault(definition.key, definition)

    def of_tags(self, found: list[Tag], blocks: list[Block]) -> None:
        """Links and images of raw HTML and of components: a tag's `href` with what stands up to its closing tag."""
        tags = sorted(found, key=lambda t: t.span.start)
        starts = [block.span.start for block in blocks]
        closers = closing_tags(tags)
        for tag in tags:
            if tag.element is None:
                continue
            lower = tag.name.lower()
            is_plain = tag.name == lower and "-" not in lower
            for name, target, place in rawhtml.addresses(tag.element, self._text):
                kind: LinkKind = "html" if is_plain else "component"
                is_shown = lower in rawhtml.DRAWN or name in rawhtml.SHOWN - {"src"}
                if lower in rawhtml.PICTURES or (is_plain and is_shown):
                    kind = "html-image"
                close = closers.get(tag.span.start)
                end = close.span.end if close else tag.span.end
                inner = Span(tag.span.end, close.span.start) if close else None
                block, at = _locate(inner or tag.span, blocks, starts)
                text = inner.cut(self._text) if inner and len(inner) < 2_000 else ""
                if kind == "html-image" and (alt := tag.element.get("alt")) is not None:
                    text = alt.value or ""
                span = Span(tag.span.start, end)
                self.found.append(Link(kind, span, target, place, text, block, at, None, tag.name, name))


def _locate(span: Span, blocks: list[Block], starts: list[int]) -> tuple[int | None, tuple[int, int]]:
    """The block that a stretch of source stands in, and the stretch of its prose."""
    number = bisect_right(starts, span.start) - 1
    if number >= 0 and len(span) and blocks[number].span.end <= span.start:
        number += 1
    if not 0 <= number < len(blocks) or not blocks[number].span.overlaps(Span(span.start, span.end + 1)):
        return None, (0, 0)
    pieces = blocks[number].prose.pieces
    at = [0, 0]
    for which, offset in enumerate((span.start, span.end)):
        before = bisect_left(pieces, offset, key=lambda piece: piece.start)
        if before:
            piece = pieces[before - 1]
            divisible = piece.end - piece.start == piece.length
            at[which] = piece.at + (min(offset - piece.start, piece.length) if divisible else piece.length)
    return number, (at[0], max(at))
