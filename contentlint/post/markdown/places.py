"""Where the parts of a block's content stand in the source. Knows nothing of markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from contentlint.post.markdown.rawhtml import Tag

# GFM autolinks (github.github.com/gfm, section 6.9); the tail of punctuation is cut off in bare_urls.
_BARE_URL = re.compile(
    r"(?<![\w/@])(?:https?://|www\.)(?:(?!\]\()[^\s<>\"`\ue000-\ue002\u3000-\u303f\uff00-\uff20])+", re.IGNORECASE
)


class Origin:
    """The way from offsets in a block's content to offsets in the source."""

    def __init__(self, places: list[tuple[int, int]], length: int) -> None:
        self._at = [p[0] for p in places] or [0]
        self._to = [p[1] for p in places] or [0]
        self._length = length

    def start(self, offset: int) -> int:
        """Where the content's code point at `offset` stands."""
        index = bisect_right(self._at, offset) - 1
        start = self._to[index] + offset - self._at[index]
        return min(start, self._to[index + 1]) if index + 1 < len(self._to) else start

    def end(self, offset: int) -> int:
        """Past where the content's code point before `offset` stands."""
        return self.start(offset - 1) + 1 if offset > 0 else self.start(0)


def cells(row: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """A table row as GFM splits it: what stands between the pipes, without the escapes of pipes, and the way back."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    parts: list[str] = []
    places, since, length = [(0, 0)], 0, 0
    for at in [*(match.start() for match in re.finditer(r"\|", row)), len(row)]:
        if at < len(row) and row.endswith("\\", since, at):
            parts.append(row[since : at - 1])
            length += at - 1 - since
            places.append((length, at))
            since = at
        else:
            found.append(("".join([*parts, row[since:at]]), places))
            parts, places, since, length = [], [(0, at + 1)], at + 1, 0
    return found


def bare_urls(content: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    urls = []
    ends = [e for _, e in taken]
    for match in _BARE_URL.finditer(content):
        start, end = match.span()
        following = bisect_right(ends, start)
        if following < len(taken):
            end = min(end, max(taken[following][0], start))
        surplus = {
            closing: content.count(closing, start, end) - content.count(opening, start, end)
            for closing, opening in (")(", "][")
        }
        while end > start:
            last = content[end - 1]
            if last not in "?!.,:*_~'\";" and surplus.get(last, 0) <= 0:
                break
            if last in surplus:
                surplus[last] -= 1
            end -= 1
        if "." in content[start:end] or "localhost" in content[start:end]:
            urls.append((start, end))
    return urls


def outermost(tags: list[Tag]) -> list[Tag]:
    """The tags in order, without those that stand in an attribute of another."""
    found: list[Tag] = []
    for tag in sorted(tags, key=lambda t: t.span):
        if not found or tag.span.start >= found[-1].span.end:
            found.append(tag)
    return found


def closing_tags(tags: list[Tag]) -> dict[int, Tag]:
    """Each opening tag's start, and the tag that closes it."""
    closing: dict[int, Tag] = {}
    opened: dict[str, list[Tag]] = {}
    for tag in tags:
        if tag.kind == "open":
            opened.setdefault(tag.name, []).append(tag)
        elif tag.kind == "close" and opened.get(tag.name):
            closing[opened[tag.name].pop().span.start] = tag
    return closing


def decoded(written: str) -> str:
    """A destination as a browser gets it: backslash escapes taken off, entities decoded (CommonMark 0.31, 6.3)."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written))
