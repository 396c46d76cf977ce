"""From what a string means back to how it is written: quotes, escapes, folded lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.text.spans import Piece, Prose, without_surrogates

Part = tuple[str, int, int]
"""What a stretch of source means, and its start and end."""

_LINE_WHITE = r"[ \t\r\n\x85\u2028\u2029]"
_WORDS = re.compile(rf"{_LINE_WHITE}+|[^ \t\r\n\x85\u2028\u2029]+")
_WHITE = re.compile(rf"{_LINE_WHITE}*")
_FOLD = re.compile(r"[ \t]*(?:\r\n|[\n\r])(?:[ \t]*(?:\r\n|[\n\r]))*[ \t]*")
_BREAK = re.compile(r"\r\n|[\n\r]")
_PLAIN_SINGLE = re.compile(r"[^'\r\n \t]+|[ \t]+(?![ \t\r\n])")
_PLAIN_DOUBLE = re.compile(r"[^\\\r\n \t]+|[ \t]+(?![ \t\r\n])")
_JSON_PART = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|[^\\]+")
_YAML_ESCAPE = re.compile(
    r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n|[\n\r])(?:[ \t]*(?:\r\n|[\n\r]))*[ \t]*|.)"
)
_TOML_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*(?:\r\n|\n)[ \t\r\n]*|.)")
_TOML_PLAIN = {True: re.compile(r"(?:[^\\\r]|\r(?!\n))+"), False: re.compile(r"(?:[^\r]|\r(?!\n))+")}
"""What stands for itself in a TOML string with escapes, and in one without."""
_ESCAPES = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "\t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip


def prose(value: str, parts: Iterator[Part], start: int, end: int) -> Prose:
    """The prose of `value` from its parts; one indivisible piece of `start`..`end` when they don't spell it.

    That they always do is tested; the second way keeps a span true if a library ever reads a string otherwise.
    """
    pieces: list[Piece] = []
    spelled: list[str] = []
    at = 0
    divisible = False
    for meaning, from_, to in parts:
        spelled.append(meaning)
        if not meaning:
            continue
        verbatim = to - from_ == len(meaning)
        last = pieces[-1] if pieces else None
        if last and verbatim and divisible and last.start + last.length == from_:
            pieces[-1] = Piece(last.at, last.length + len(meaning), last.start, to)
        else:
            pieces.append(Piece(at, len(meaning), from_, to))
        divisible = verbatim
        at += len(meaning)
    if "".join(spelled) == value:
        return Prose(value, tuple(pieces))
    return Prose(value, (Piece(0, len(value), start, end),))


def words(value: str, source: str, start: int) -> Iterator[Part]:
    """Parts of a string whose words stand in `source` as they are, the white space between them changed: plain
    and block scalars of YAML. `start` is the offset of `source`. White space with none in the source maps to the
    place where it would be."""
    at = 0
    for match in _WORDS.finditer(value):
        token = match[0]
        white = _WHITE.match(source, at)
        assert white is not None
        if token[0] in " \t\r\n\x85\u2028\u2029":
            same = source.startswith(token, at) and white.end() == at + len(token)
            end = at + len(token) if same else white.end()
            if match.end() == len(value):
                end = at  # a closing line feed is no part of what a writer sees
            yield token, start + at, start + end
            at = white.end()
        else:
            yield token, start + white.end(), start + white.end() + len(token)
            at = white.end() + len(token)


def single(text: str, start: int, end: int) -> Iterator[Part]:
    """Parts of a YAML single-quoted scalar between its quotes (YAML 1.2 section 7.3.2)."""
    at = start
    while at < end:
        if text.startswith("''", at):
            yield "'", at, at + 2
            at += 2
        elif match := _FOLD.match(text, at, end):
            yield _folded(match[0]), at, match.end()
            at = match.end()
        else:
            match = _PLAIN_SINGLE.match(text, at, end)
            stop = match.end() if match else at + 1
            yield text[at:stop], at, stop
            at = stop


def double(text: str, start: int, end: int) -> Iterator[Part]:
    """Parts of a YAML double-quoted scalar between its quotes (YAML 1.2 section 7.3.1)."""
    at = start
    while at < end:
        if match := _YAML_ESCAPE.match(text, at, end):
            yield _escape(match[0]), at, match.end()
            at = match.end()
        elif match := _FOLD.match(text, at, end):
            yield _folded(match[0]), at, match.end()
            at = match.end()
        else:
            match = _PLAIN_DOUBLE.match(text, at, end)
            stop = match.end() if match else at + 1
            yield text[at:stop], at, stop
            at = stop


def toml(text: str, start: int, end: int, basic: bool) -> Iterator[Part]:
    """Parts of a TOML string between its quotes; `basic` when it has escapes (TOML 1.0, "String")."""
    at = start
    while at < end:
        if basic and (match := _TOML_ESCAPE.match(text, at, end)):
            yield _escape(match[0]), at, match.end()
            at = match.end()
            continue
        if text.startswith("\r\n", at):
            yield "\n", at, at + 2
            at += 2
            continue
        match = _TOML_PLAIN[basic].match(text, at, end)
        stop = match.end() if match else at + 1
        yield text[at:stop], at, stop
        at = stop


def json(text: str, start: int, end: int) -> Iterator[Part]:
    """Parts of a JSON string between its quotes (RFC 8259 section 7)."""
    for match in _JSON_PART.finditer(text, start, end):
        part = match[0]
        if len(part) == 12 and part[0] == "\\":
            part = chr(0x10000 + (int(part[2:6], 16) - 0xD800) * 0x400 + int(part[8:], 16) - 0xDC00)
        elif part[0] == "\\":
            part = _escape(part)
        yield part, match.start(), match.end()


def _folded(white: str) -> str:
    breaks = len(_BREAK.findall(white))
    return " " if breaks == 1 else "\n" * (breaks - 1)


def _escape(escape: str) -> str:
    mark = escape[1]
    if len(escape) > 2 and mark in "xuU":
        code = int(escape[2:], 16)
        return without_surrogates(chr(code)) if code < 0x110000 else escape
    breaks = len(_BREAK.findall(escape))
    if breaks:
        return "\n" * (breaks - 1) if not escape[1:].isspace() or mark in "\r\n" else ""
    return _ESCAPES.get(mark, mark)
