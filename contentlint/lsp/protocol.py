"""What the protocol's messages are made of: parts that must be there, places of files, ranges."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from contentlint.text.spans import LineMap, Span


class Unusable(Exception):
    """A message that can't be answered as it is."""


def object_of(data: dict[str, Any], key: str) -> dict[str, Any]:
    """An object that a message must have. Raises Unusable."""
    value = data.get(key)
    if not isinstance(value, dict):
        raise Unusable(f"{key} must be an object")
    return value


def text_of(data: dict[str, Any], key: str) -> str:
    """A text that a message must have. Raises Unusable."""
    value = data.get(key)
    if not isinstance(value, str):
        raise Unusable(f"{key} must be a text")
    return value


def place(uri: str) -> str:
    """The path of a file: address; "" for another one. Raises Unusable."""
    if not uri.startswith("file:"):
        return ""
    try:
        found = url2pathname(unquote(urlsplit(uri).path))
    except ValueError as error:
        raise Unusable(f"{uri[:200]} is no address of a file: {error}") from None
    if "\0" in found:
        raise Unusable("a file's name can't have a null character")
    return found


def uri_of(file: Path) -> str:
    """The address of an absolute path."""
    return file.as_uri()


def range_of(lines: LineMap, span: Span) -> dict[str, dict[str, int]]:
    """A span as a range: lines from 0, columns in UTF-16 code units."""
    return {
        name: {"line": lines.position(offset).line - 1, "character": lines.utf16_column(offset)}
        for name, offset in (("start", span.start), ("end", span.end))
    }


def line_range(line: int) -> dict[str, dict[str, int]]:
    """The beginning of a 1-based line as a range: of a file whose text is not at hand."""
    start = {"line": max(line - 1, 0), "character": 0}
    return {"start": start, "end": start}


def offset_of(position: dict[str, Any], text: str, lines: LineMap) -> int:
    """The offset of a position; one behind the end of its line or of the text is there. Raises Unusable."""
    line, character = _numbers(position)
    if line >= lines.count:
        return len(text)
    span = lines.content_span(line + 1)
    at, left = span.start, character
    while at < span.end and left > 0:
        left -= 2 if text[at] > "\uffff" else 1
        at += left >= 0
    return at


def touches(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """True when two ranges have a place in common, their ends included. Raises Unusable."""

    def key(range_: dict[str, Any], end: str) -> tuple[int, int]:
        return _numbers(object_of(range_, end))

    return key(a, "start") <= key(b, "end") and key(b, "start") <= key(a, "end")


def _numbers(position: dict[str, Any]) -> tuple[int, int]:
    line, character = (position.get(name, 0) for name in ("line", "character"))
    if not isinstance(line, int) or not isinstance(character, int) or line < 0 or character < 0:
        raise Unusable("a position must have a line and a character")
    return line, character
