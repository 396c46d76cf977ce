"""What rules about suppressions are told of the suppressions of a post, and how one is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from contentlint.catalog.rule import Switch
from contentlint.finding import Edit
from contentlint.post.post import Post
from contentlint.run.suppress import Mark
from contentlint.text.spans import Span

_BETWEEN = re.compile(r"[\s,]*")


def switches(post: Post, marks: Iterable[Mark], idle: Collection[Mark]) -> tuple[Switch, ...]:
    """The marks of a post, of which those in `idle` do nothing, as rules are told of them."""
    return tuple(_switch(post, mark, is_idle=mark in idle) for mark in dict.fromkeys(marks))


def _switch(post: Post, mark: Mark, *, is_idle: bool) -> Switch:
    is_whole = not mark.others and mark.comment.start >= post.front_matter.end
    return Switch(
        mark.comment if is_whole else mark.span, mark.comment, mark.name, mark.reason, is_idle, mark.ends_nothing,
        _removal(post, mark) if is_idle else (),
    )  # fmt: skip


def _removal(post: Post, mark: Mark) -> tuple[Edit, ...]:
    """What takes a mark out; nothing where its line keeps two paragraphs apart, or it stands in front matter."""
    text = post.text
    if mark.comment.start < post.front_matter.end:
        return ()
    if mark.others:
        return (_of_name(text, mark),) if mark.span != mark.comment else ()
    lines = post.lines
    first, last = lines.position(mark.comment.start).line, lines.position(mark.comment.end).line
    before = text[lines.start(first) : mark.comment.start]
    after = text[mark.comment.end : lines.content_span(last).end]
    if before.strip() or after.strip():
        kept = before.rstrip(" \t")
        start = lines.start(first) + (len(kept) if not after.strip() else len(before))
        end = mark.comment.end + (len(after) if not after.strip() else 0)
        return (Edit(Span(start, end), ""),)
    above = lines.content_span(first - 1).cut(text).strip() if first > 1 else ""
    below = lines.content_span(last + 1).cut(text).strip() if last < lines.count else ""
    if above and below and lines.start(first) > post.front_matter.end:
        return ()
    end = lines.start(last + 1) if last < lines.count else len(text)
    return (Edit(Span(lines.start(first), end), ""),)


def _of_name(text: str, mark: Mark) -> Edit:
    """One of several names, with what parts it from its neighbour."""
    between = _BETWEEN.match(text, mark.span.end)
    assert between is not None
    if text.startswith("--", between.end()) or between.end() >= mark.comment.end - 3:  # the last one
        start = mark.span.start
        while start > mark.comment.start and (text[start - 1] == "," or text[start - 1].isspace()):
            start -= 1
        return Edit(Span(start, mark.span.end), "")
    return Edit(Span(mark.span.start, between.end()), "")
