"""JSON front matter: `json` for what values mean and what is wrong, a scanner of its own for where they are."""

from __future__ import annotations

import json
import re
from typing import Any

from contentlint.guard.data import MAX_DEPTH, MAX_DIGITS, MAX_VALUES
from contentlint.post.frontmatter import strings
from contentlint.post.frontmatter.tree import Node, Read, Refused
from contentlint.text.spans import Span, without_surrogates

_WHITE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_ATOM = re.compile(r"[^\s,\[\]{}:\"]+")
_TOKEN = re.compile(r'"(?:[^"\\\r\n]|\\.)*"|[{}]')
_MESSAGES = {
    "Expecting property name enclosed in double quotes": "a key in double quotes should stand here",
    "Illegal trailing comma before end of object": "this comma has nothing after it; take it away",
    "Illegal trailing comma before end of array": "this comma has nothing after it; take it away",
    "Expecting ':' delimiter": "a colon is missing before this",
    "Expecting ',' delimiter": "a comma is missing before this",
    "Expecting value": "a value should stand here",
    "Unterminated string starting at": "the string that opens here is not closed on its line",
    "Invalid control character at": "a line end or tab stands in this string; write \\n or \\t",
    "Invalid \\escape": "this is no JSON escape; write `\\\\` for a backslash",
    "Extra data": "nothing may follow the closing brace here",
}


def object_end(text: str, start: int, limit: int) -> int | None:
    """Past the brace that closes the object opened at `start`; None when none does before `limit`."""
    depth = 0
    for match in _TOKEN.finditer(text, start, min(limit, len(text))):
        if match[0] == "{":
            depth += 1
        elif match[0] == "}":
            depth -= 1
            if depth == 0:
                return match.end()
    return None


def read(text: str, content: Span) -> Read:
    """The values of the JSON object in `content`. Raises Refused."""
    source = content.cut(text)
    if not source.strip():
        return Read(Node(Span(content.start, content.start), {}, entries=[]))
    try:
        json.loads(source, parse_int=len)  # how long they are is seen where they are scanned
    except json.JSONDecodeError as error:
        raise _explain(text, content, error) from None
    top = _Scanner(text, content).value(0)
    if top.entries is None:
        raise Refused("the front matter must be an object: `{` with keys and values `}`", top.span)
    return Read(top)


def _explain(text: str, content: Span, error: json.JSONDecodeError) -> Refused:
    at = min(content.start + error.pos, content.end)
    message = next((m for begin, m in _MESSAGES.items() if error.msg.startswith(begin)), error.msg)
    before = re.compile(r",[ \t\r\n]*\Z").search(text[content.start : at])
    if (before and text.startswith(("}", "]"), at)) or (before and error.msg.startswith("Expecting property")):
        # Python up to 3.12 points past a trailing comma, later ones at it.
        comma = content.start + before.start()
        return Refused("this comma has nothing after it; take it away", Span(comma, comma + 1), "")
    if text.startswith(",", at) and "trailing comma" in error.msg:
        return Refused(message, Span(at, at + 1), "")
    if at == content.end and text.startswith(("---", ";;;"), at):
        return Refused(message, Span(at, at + 3))  # the mark that comes too early
    end = re.compile(r"[^\s,\[\]{}:]*|.").match(text, at, content.end)
    return Refused(message, Span(at, max(end.end() if end else at, min(at + 1, content.end))))


class _Scanner:
    """Walks over JSON that is known to be sound."""

    def __init__(self, text: str, content: Span) -> None:
        self.text = text
        self.at = content.start
        self.end = content.end
        self.values = 0

    def _skip(self) -> str:
        match = _WHITE.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at
        return self.text[self.at : self.at + 1]

    def _token(self, pattern: re.Pattern[str]) -> Span:
        match = pattern.match(self.text, self.at, self.end)
        assert match is not None
        self.at = match.end()
        return Span(*match.span())

    def _string(self) -> tuple[str, Span]:
        span = self._token(_STRING)
        return without_surrogates(json.loads(span.cut(self.text))), span

    def value(self, depth: int) -> Node:
        mark = self._skip()
        start = self.at
        self.values += 1
        if depth > MAX_DEPTH or self.values > MAX_VALUES:
            raise Refused("the front matter is nested too deep or too long; it is not read", Span(start, start + 1))
        if mark == "{":
            return self._object(depth)
        if mark == "[":
            return self._array(depth)
        if mark == '"':
            value, span = self._string()
            parts = strings.json(self.text, span.start + 1, span.end - 1)
            return Node(span, value, strings.prose(value, parts, span.start + 1, span.end - 1))
        span = self._token(_ATOM)
        if len(span) > MAX_DIGITS:
            raise Refused("this number is too long to be read; if it is text, put it in quotes", span)
        return Node(span, json.loads(span.cut(self.text)))

    def _object(self, depth: int) -> Node:
        start = self.at
        entries: list[tuple[str, Span, Node]] = []
        data: dict[str, Any] = {}
        self.at += 1
        while self._skip() != "}":
            if self.text[self.at] == ",":
                self.at += 1
                self._skip()
            key, key_span = self._string()
            self._skip()
            self.at += 1
            node = self.value(depth + 1)
            entries.append((key, key_span, node))
            data.setdefault(key, node.value)
        self.at += 1
        return Node(Span(start, self.at), data, entries=entries)

    def _array(self, depth: int) -> Node:
        start = self.at
        items: list[Node] = []
        self.at += 1
        while self._skip() != "]":
            if self.text[self.at] == ",":
                self.at += 1
            items.append(self.value(depth + 1))
        self.at += 1
        return Node(Span(start, self.at), [n.value for n in items], items=items)
