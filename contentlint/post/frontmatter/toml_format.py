"""TOML front matter: `tomllib` for what values mean and what is wrong, a scanner of its own for where they are."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from contentlint.guard.data import MAX_DEPTH, MAX_VALUES, TOO_DEEP, is_long
from contentlint.post.frontmatter import strings
from contentlint.post.frontmatter.model import Problem
from contentlint.post.frontmatter.tree import Node, Read, Refused
from contentlint.text.spans import Span

_WHITE = re.compile(r"[ \t]*")
_BETWEEN = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_KEY = re.compile(r"[A-Za-z0-9_-]+|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'")
_STRING = re.compile(
    r'"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']|'{1,2}(?!'))*'{3,5}"
    r"|\"(?:[^\"\\\r\n]|\\.)*\"|'[^'\r\n]*'"
)
_ATOM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[^\s,\]}#]*|[^\s,\]}#]+")
_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_WITH_EQUALS = re.compile(r"[ \t]*([\w.\"'-]+)[ \t]*=[ \t]*((?:[^#]*[^#\s])?)")
_WITH_COLON = re.compile(r"[ \t]*([\w-]+)[ \t]*:[ \t]*(.*)")
_LINE = re.compile(r"[^\r\n]*")
_LONG_NUMBER = "this number is too long to be read; if it is text, put it in quotes"
_MESSAGES = {
    "Expected '=' after a key": "this line is not `key = value`",
    "Invalid value": "this value can't be read: a text needs quotes, a yes or no is `true` or `false`",
    "Unterminated string": "the string that opens on this line has no closing quote",
    "Illegal character '\\n'": "the string that opens on this line has no closing quote",
    "Expected newline or end of document after a statement": "something follows the value; one entry a line",
    "Unclosed array": "the list that opens with `[` is not closed, or a comma is missing",
    "Unclosed inline table": "the table that opens with `{` is not closed, or a comma is missing",
    "Unescaped '\\' in a string": "a backslash in double quotes starts an escape; write `\\\\` or use single quotes",
    "Invalid initial character for a key part": "a key should stand here",
}


def read(text: str, content: Span) -> Read:
    """The values of the TOML in `content`. Raises Refused; a doubled key leaves it unread, as with all tools."""
    source = content.cut(text)
    if found := TOO_DEEP.search(source):
        part = _KEY.match(source, found.start())
        span = Span(found.start(), part.end() if part else found.end()).shift(content.start)
        raise Refused("the front matter is nested too deep; it is not read", span)
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        doubled = _doubled(text, content) if _is_doubling(str(error)) else None
        if doubled is None:
            raise _explain(text, content, str(error)) from None
        return Read(Node(Span(content.start, content.start), {}, entries=[]), [doubled])
    except ValueError as error:  # a number of thousands of digits
        raise _bad_value(text, content, str(error)) from None
    scanner = _Scanner(text, content)
    scanner.document()
    _fill(scanner.top, data)
    return Read(scanner.top)


def _is_doubling(message: str) -> bool:
    return message.startswith(("Cannot overwrite", "Cannot declare", "Cannot mutate", "Duplicate inline"))


def _doubled(text: str, content: Span) -> Problem | None:
    scanner = _Scanner(text, content)
    scanner.document()
    if not scanner.doubled:
        return None
    key, span, first = scanner.doubled[0]
    message = f"the key `{key}` stands here a second time; keep one"
    return Problem("duplicate-key", message, span, first=first)


def _explain(text: str, content: Span, error: str) -> Refused:
    place = _PLACE.search(error)
    reason = error[: place.start()] if place else error
    if place and place[1]:
        lines = [0, *(m.end() for m in re.finditer(r"\r\n|\n", content.cut(text)))]
        at = content.start + lines[int(place[1]) - 1] + int(place[2]) - 1
    else:
        at = len(content.cut(text).rstrip()) + content.start
    if text[at : at + 1] == "\r" and not text.startswith("\n", at + 1):
        return Refused("a carriage return stands here alone, which ends no line in TOML", Span(at, at + 1), "\n")
    at = max(min(at, len(text[: content.end].rstrip())), content.start)
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at), content.start - 1) + 1
    line = _LINE.match(text, start, content.end)
    assert line is not None
    message = next(
        (m for begin, m in _MESSAGES.items() if reason.startswith(begin)),
        f"the TOML can't be read here: {reason}",
    )
    cut = line[0].rstrip(" \t")
    if not cut.strip():
        return Refused(message, Span(start, line.end()))
    entry = _WITH_EQUALS.match(cut)
    colon = _WITH_COLON.match(cut)
    if reason.startswith("Expected '='") and colon:
        value = colon[2] if re.match(r"[\"'\[{0-9]|true$|false$", colon[2]) else f'"{colon[2]}"'
        span = Span(start + colon.start(1), start + colon.end(2))
        return Refused("TOML writes `key = value`, with an equals sign", span, f"{colon[1]} = {value}")
    if reason.startswith("Invalid value") and entry and entry[2]:
        replacement = f'"{entry[2]}"' if not re.search(r'["\\\[\]{}]', entry[2]) else None
        return Refused(message, Span(start + entry.start(2), start + entry.end(2)), replacement)
    if reason.startswith("Invalid date") and entry:
        return Refused(f"`{entry[2]}` is no date of the calendar", Span(start + entry.start(2), start + entry.end(2)))
    span = Span(start + len(cut) - len(cut.lstrip()), start + len(cut.rstrip()))
    return Refused(message, span)


def _bad_value(text: str, content: Span, error: str) -> Refused:
    scanner = _Scanner(text, content)
    scanner.document()
    for span in scanner.atoms:
        try:
            tomllib.loads(f"v = {span.cut(text)}")
        except ValueError:
            return Refused(_LONG_NUMBER, span)
    return Refused(f"the TOML can't be read: {error}", content)


def _fill(node: Node, value: Any) -> None:
    """Give the scanned places the values that tomllib read: both trees have the same shape. Raises Refused."""
    stack = [(node, value)]
    while stack:
        place, meaning = stack.pop()
        if is_long(meaning):
            raise Refused(_LONG_NUMBER, place.span)
        place.value = meaning
        if place.entries is not None:
            stack.extend((child, meaning[key]) for key, _, child in place.entries)
        elif place.items is not None:
            stack.extend(zip(place.items, meaning, strict=True))


class _Scanner:
    """Walks over TOML whose syntax is known to be sound, and collects places."""

    def __init__(self, text: str, content: Span) -> None:
        self.text = text
        self.at = content.start
        self.end = content.end
        self.top = Node(Span(content.start, content.start), None, entries=[])
        self.doubled: list[tuple[str, Span, Span]] = []
        self.atoms: list[Span] = []
        self.values = 0
        self._headers: dict[int, Span] = {}
        self._index: dict[tuple[int, str], tuple[Span, Node]] = {}

    def document(self) -> None:
        table = self.top
        while self._skip(_BETWEEN):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._entry(table)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at, self.end)
        self.at = match.end() if match else self.at
        return self.text[self.at : min(self.at + 1, self.end)]

    def _keys(self) -> list[tuple[str, Span]]:
        keys: list[tuple[str, Span]] = []
        while True:
            self._skip(_WHITE)
            match = _KEY.match(self.text, self.at, self.end)
            if match is None:
                raise Refused("a key should stand here", Span(self.at, min(self.at + 1, self.end)))
            key = match[0]
            if key[0] in "'\"":
                parts = strings.toml(self.text, match.start() + 1, match.end() - 1, key[0] == '"')
                key = "".join(part for part, _, _ in parts)
            keys.append((key, Span(*match.span())))
            self.at = match.end()
            if self._skip(_WHITE) != ".":
                return keys
            self.at += 1
            if len(keys) > MAX_DEPTH:
                raise Refused("the front matter is nested too deep; it is not read", keys[0][1])

    def _child(self, table: Node, key: str) -> tuple[Span, Node] | None:
        return self._index.get((id(table), key))

    def _descend(self, table: Node, keys: list[tuple[str, Span]]) -> Node:
        for key, span in keys:
            found = self._child(table, key)
            child = found[1] if found else None
            while child is not None and child.items and child.items[-1].entries is not None:
                child = child.items[-1]  # of an array of tables, the newest
            if child is None or child.entries is None:
                child = Node(span, None, entries=[])
                self._put(table, key, span, child)
            table = child
        return table

    def _put(self, table: Node, key: str, span: Span, node: Node) -> None:
        first = self._child(table, key)
        if first is not None:
            self.doubled.append((key, span, first[0]))
        else:
            self._index[id(table), key] = (span, node)
        if table.entries is not None:
            table.entries.append((key, span, node))

    def _header(self) -> Node:
        start = self.at
        is_array = self.text.startswith("[[", self.at)
        self.at += 2 if is_array else 1
        keys = self._keys()
        self.at += 2 if is_array else 1
        place = Span(start, self.at)
        table = self._descend(self.top, keys[:-1])
        key, span = keys[-1]
        found = self._child(table, key)
        existing = found[1] if found else None
        node = Node(place, None, entries=[])
        self._count(place)
        if is_array:
            if existing is None or existing.items is None:
                existing = Node(place, None, items=[])
                self._put(table, key, span, existing)
            assert existing.items is not None
            existing.items.append(node)
            return node
        if existing is not None and existing.entries is not None and id(existing) not in self._headers:
            self._headers[id(existing)] = span
            return existing
        self._put(table, key, span, node)
        self._headers[id(node)] = span
        return node

    def _entry(self, table: Node) -> None:
        keys = self._keys()
        self.at += 1
        target = self._descend(table, keys[:-1])
        node = self._value(0)
        self._put(target, *keys[-1], node)
        if target is not table:
            target.span = Span(min(target.span.start, node.span.start), max(target.span.end, node.span.end))

    def _count(self, place: Span) -> None:
        self.values += 1
        if self.values > MAX_VALUES:
            raise Refused(f"the front matter has more than {MAX_VALUES:,} values; it is not read", place)

    def _value(self, depth: int) -> Node:
        mark = self._skip(_BETWEEN)
        start = self.at
        self._count(Span(start, min(start + 1, self.end)))
        if depth > MAX_DEPTH:
            raise Refused("the front matter is nested too deep; it is not read", Span(start, start + 1))
        if mark == "[":
            return self._array(depth)
        if mark == "{":
            return self._inline(depth)
        if match := _STRING.match(self.text, start, self.end):
            self.at = match.end()
            return Node(Span(*match.span()), None, self._prose(match[0], start))
        match = _ATOM.match(self.text, start, self.end)
        if match is None:
            raise Refused("a value should stand here", Span(start, min(start + 1, self.end)))
        self.at = match.end()
        self.atoms.append(Span(*match.span()))
        return Node(Span(*match.span()), None)

    def _prose(self, written: str, start: int) -> Any:
        quote = 3 if written.startswith(('"""', "'''")) and len(written) > 5 else 1
        from_, to = start + quote, start + len(written) - quote
        if quote == 3:
            for newline in ("\r\n", "\n"):
                if self.text.startswith(newline, from_):
                    from_ += len(newline)
                    break
        basic = written[0] == '"'
        value = "".join(part for part, _, _ in strings.toml(self.text, from_, to, basic))
        return strings.prose(value, strings.toml(self.text, from_, to, basic), from_, to)

    def _array(self, depth: int) -> Node:
        start = self.at
        items: list[Node] = []
        self.at += 1
        while (mark := self._skip(_BETWEEN)) != "]":
            if mark == ",":
                self.at += 1
                continue
            items.append(self._value(depth + 1))
        self.at += 1
        return Node(Span(start, self.at), None, items=items)

    def _inline(self, depth: int) -> Node:
        node = Node(Span(self.at, self.at), None, entries=[])
        start = self.at
        self.at += 1
        while (mark := self._skip(_BETWEEN)) != "}":
            if mark == ",":
                self.at += 1
                continue
            keys = self._keys()
            self.at += 1
            child = self._value(depth + 1)
            self._put(self._descend(node, keys[:-1]), *keys[-1], child)
        self.at += 1
        node.span = Span(start, self.at)
        return node
