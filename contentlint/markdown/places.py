"""Where the parts of a block's content stand in the source. Knows nothing of markdown-it."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from contentlint.rawhtml import Tag

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
        return self._to[index] + offset - self._at[index]

    def end(self, offset: int) -> int:
        """Past where the content's code point before `offset` stands."""
        return self.start(offset - 1) + 1 if offset > 0 else self.start(0)


def cells(row: str) -> list[tuple[str, list[tuple[int, int]]]]:
    """A table row's cells as GFM splits them: the text without the escapes of pipes, and the way back."""
    found: list[tuple[str, list[tuple[int, int]]]] = []
    text, places, since, escaped = "", [(0, 0)], 0, False
    for at, char in enumerate([*row, "|"]):
        if char == "|":
            if escaped and at < len(row):
                text += row[since : at - 1]
                places.append((len(text), at))
                since = at
            else:
                text += row[since:at]
                stripped = text.strip()
                lead = len(text) - len(text.lstrip())
                kept = [(max(a - lead, 0), to + max(lead - a, 0)) for a, to in places]
                found.append((stripped, kept))
                text, since = "", at + 1
                places = [(0, since)]
        escaped = char == "\\"
    return found


def bare_urls(content: str, taken: list[tuple[int, int]]) -> list[tuple[int, int]]:
    urls = []
    ends = [e for _, e in taken]
    for match in _BARE_URL.finditer(content):
        start, end = match.span()
        following = bisect_right(ends, start)
        if following < len(taken):
            end = min(end, max(taken[following][0], start))
        while end > start:
            last = content[end - 1]
            if (
                last in "?!.,:*_~'\";"
                or (last == ")" and content.count(")", start, end) > content.count("(", start, end))
                or (last == "]" and content.count("]", start, end) > content.count("[", start, end))
            ):
                end -= 1
            else:
                break
        if "." in content[start:end] or "localhost" in content[start:end]:
            urls.append((start, end))
    return urls


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
