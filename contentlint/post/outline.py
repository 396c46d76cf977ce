"""The headings of a body as a reader sees them: those written in Markdown, and those written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.post.document import Block, Element
from contentlint.post.post import Post
from contentlint.text.spans import Piece, Prose, Span

_HEADING = re.compile(r"h[1-6]", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")
_LONGEST = 1_000
"""Characters within which the end of a heading is looked for."""


def headings(post: Post) -> tuple[Block, ...]:
    """All headings, in order; the span of one in HTML is its opening tag."""
    return tuple(block for block in blocks(post) if block.kind == "heading")


def blocks(post: Post) -> tuple[Block, ...]:
    """The blocks of the body, each heading in HTML a block of its own in place of what held its words."""
    return post.fact("outline.blocks", lambda post: tuple(_blocks(post)))


def _blocks(post: Post) -> Iterator[Block]:
    left = [element for element in reversed(post.document.elements) if _HEADING.fullmatch(element.tag)]
    end = 0
    for block in post.document.blocks:
        while left and left[-1].span.end < block.span.end:
            made, end = _made(post, left.pop(), block)
            yield made
        if block.kind == "heading" or block.span.end > end:
            yield block
    # An empty one at the very end has no block behind it.
    yield from (_made(post, element, None)[0] for element in reversed(left))


def _made(post: Post, element: Element, holder: Block | None) -> tuple[Block, int]:
    """A heading in HTML, in the containers of the block that holds its words, and where it ends."""
    start = element.span.end
    closed = re.compile(rf"</{element.tag}\s*>").search(post.text, start, start + _LONGEST)
    inner = Span(start, closed.start() if closed else start)
    words = " ".join(_TAG.sub("", inner.cut(post.text)).split())
    prose = Prose(words, (Piece(0, len(words), inner.start, inner.end),) if words else ())
    containers = holder.containers if holder else ()
    made = Block("heading", element.span, prose, level=int(element.tag[1]), containers=containers)
    return made, closed.end() if closed else start
