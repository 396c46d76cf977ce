"""Fenced code blocks whose closing fence is missing, or was taken for one of a block inside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.guard.records import dataclass
from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.spans import Span

_FENCE = re.compile(r"(?P<mark>`{3,}|~{3,})[ \t]*(?P<info>[^\r\n]*)")
_PREFIX = " \t>"
"""What may stand before a fence in a line: of quotations and lists."""
_INFO = re.compile(r"\{?\.?[A-Za-z][\w.+#-]*[\s{},:=]?")


@dataclass(frozen=True, slots=True)
class Broken:
    """A block of code of which more, or less, is shown as code than was meant.

    `opening` is its first line; `inner` the first line in it that opens another block, None where it merely has no end.
    """

    opening: Span
    inner: Span | None


def broken(post: Post) -> tuple[Broken, ...]:
    """The broken blocks of a post, in order; worked out once."""
    return post.fact("fences", lambda p: tuple(_broken(p)))


def first_broken(post: Post) -> int:
    """The offset from which on it is in doubt what of a post is code; its length where nothing is."""
    return next((one.opening.start for one in broken(post)), len(post.text))


def _broken(post: Post) -> Iterator[Broken]:
    for block in post.document.blocks:
        if block.fence and (found := _judged(post, block)) is not None:
            yield found


def _judged(post: Post, block: Block) -> Broken | None:
    first, *others = _lines(post, block.span)
    inner = next((line for line in others if _opens(line.cut(post.text), block.fence)), None)
    if inner is None and others and _closes(others[-1].cut(post.text), block.fence):
        return None
    mark = post.text.find(block.fence, first.start)  # behind the mark of a list item
    return Broken(Span(mark, first.end), inner)


def _opens(line: str, mark: str) -> bool:
    """True for a line that opens a block with a language, and so closes none: it stands where one was to be closed."""
    found = _FENCE.match(line)
    return found is not None and found["mark"].startswith(mark) and _INFO.match(found["info"]) is not None


def _closes(line: str, mark: str) -> bool:
    found = _FENCE.match(line)
    return found is not None and found["mark"].startswith(mark) and not found["info"].strip()


def _lines(post: Post, span: Span) -> Iterator[Span]:
    """The lines of a block, without what stands before and behind their words."""
    for number in range(post.lines.position(span.start).line, post.lines.position(span.end).line + 1):
        line = post.lines.content_span(number)
        text = line.cut(post.text)
        start = line.start + len(text) - len(text.lstrip(_PREFIX))
        yield Span(max(start, span.start), max(start, span.start, line.start + len(text.rstrip())))
