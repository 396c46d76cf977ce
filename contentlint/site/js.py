"""Reading the literal parts of JavaScript and TypeScript configuration, without running it.

A configuration file is mostly one object literal. Strings, numbers, booleans, arrays and objects are read; the
rest (calls, imports, template strings with expressions) becomes `Code`, and what depends on it is not known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_COMMENT = re.compile(r"""("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)|//[^\n]*|/\*.*?\*/""", re.DOTALL)
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`""")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\b")
_IDENT = re.compile(r"[A-Za-z_$][\w$]*")
_EXPORT = re.compile(r"export\s+default\s+|module\.exports\s*=\s*")
_MOST_NAMES = 4
_resolving: list[str] = []
"""Constants that are being read: one can stand in itself, and names in names multiply."""
_PAIRS = {"{": "}", "[": "]", "(": ")"}


@dataclass(frozen=True, slots=True)
class Code:
    """A value that is code: its source."""

    source: str


def strip_comments(text: str) -> str:
    """The source without comments; strings stay as they are."""
    return _COMMENT.sub(lambda m: m[1] or " ", text)


def config(text: str) -> dict[str, Any]:
    """The object that a configuration module exports, as far as it is literal; empty when none is found."""
    source = strip_comments(text)
    export = _EXPORT.search(source)
    found: Any = None
    if export:
        found = _literal_at(source, export.end())
    if not isinstance(found, dict):
        start = export.end() if export else 0
        returned = re.compile(r"\breturn\s*(?=\{)").search(source, start)
        found = _value(source, returned.end())[0] if returned else None
    return found if isinstance(found, dict) else {}


def literal(source: str) -> Any:
    """The literal at the start of `source`, or Code."""
    return _value(source, 0)[0]


def call_arguments(text: str, name: str) -> list[Any]:
    """The first argument of every call of `name` in the source, read as a literal."""
    source = strip_comments(text)
    return [_value(source, m.end())[0] for m in re.finditer(rf"\b{re.escape(name)}\s*\(\s*", source)]


def constant(text: str, name: str) -> Any:
    """The literal that a top-level `const name = …` holds, or None."""
    match = re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\b[^=\n]*=\s*", text)
    if match is None or name in _resolving or len(_resolving) >= _MOST_NAMES:
        return None
    _resolving.append(name)
    try:
        return _literal_at(text, match.end())
    finally:
        _resolving.pop()


def _literal_at(source: str, at: int, depth: int = 0) -> Any:
    while source.startswith("(", at) or source[at : at + 1].isspace():
        at += 1
    ident = _IDENT.match(source, at)
    if ident and ident[0] not in ("async", "function", "true", "false"):
        after = ident.end()
        if source[after : after + 1] == "<":
            after = source.find(">", after) + 1
        if source[after : after + 1] == "(":
            return _literal_at(source, after + 1, depth + 1)
        if depth < 4:
            return constant(source, ident[0])
    return _value(source, at)[0]


def _value(source: str, at: int) -> tuple[Any, int]:
    at = _space(source, at)
    if at >= len(source):
        return None, at
    char = source[at]
    if char == "{":
        return _object(source, at)
    if char == "[":
        return _array(source, at)
    string = _STRING.match(source, at)
    if string and _ends(source, string.end()):
        inside = string[0][1:-1]
        if string[0][0] == "`" and "${" in inside:
            inside = re.sub(r"\$\{\s*([A-Za-z_$][\w$]*)\s*\}", lambda m: _named(source, m), inside)
            if "${" in inside:
                return Code(string[0]), string.end()
        return re.sub(r"\\(.)", r"\1", inside), string.end()
    number = _NUMBER.match(source, at)
    if number and _ends(source, number.end()):
        return (float(number[0]) if "." in number[0] else int(number[0])), number.end()
    for word, meaning in (("true", True), ("false", False), ("null", None), ("undefined", None)):
        if source.startswith(word, at) and _ends(source, at + len(word)):
            return meaning, at + len(word)
    end = _skip(source, at)
    return Code(source[at:end].strip()), end


def _named(source: str, match: re.Match[str]) -> str:
    """The string that a constant of the same module holds, or the expression as it was."""
    value = constant(source, match[1])
    return value if isinstance(value, str) else match[0]


def _ends(source: str, at: int) -> bool:
    at = _space(source, at)
    return at >= len(source) or source[at] in ",}]);" or source[at:].startswith(("as ", "satisfies "))


def _space(source: str, at: int) -> int:
    while at < len(source) and source[at].isspace():
        at += 1
    return at


def _object(source: str, at: int) -> tuple[dict[str, Any], int]:
    found: dict[str, Any] = {}
    at += 1
    while True:
        at = _space(source, at)
        if at >= len(source):
            return found, at
        if source[at] == "}":
            return found, at + 1
        if source[at] == ",":
            at += 1
            continue
        string = _STRING.match(source, at)
        key = string or _IDENT.match(source, at)
        if key is None:  # a spread, a computed key
            end = _skip(source, at)
            found.setdefault("...", Code(source[at:end].strip()))
            at = max(end, at + 1)
            continue
        name = key[0][1:-1] if string else key[0]
        after = _space(source, key.end())
        if source[after : after + 1] == ":":
            found[name], at = _value(source, after + 1)
            at = _skip(source, at)
        elif source[after : after + 1] in (",", "}"):  # shorthand
            value = constant(source, name)
            found[name] = Code(name) if value is None else value
            at = after
        else:  # a method
            end = _skip(source, after)
            found[name] = Code(source[at:end])
            at = max(end, after + 1)


def _array(source: str, at: int) -> tuple[list[Any], int]:
    found: list[Any] = []
    at += 1
    while True:
        at = _space(source, at)
        if at >= len(source):
            return found, at
        if source[at] == "]":
            return found, at + 1
        if source[at] == ",":
            at += 1
            continue
        before = at
        value, at = _value(source, at)
        found.append(value)
        at = max(_skip(source, at), before + 1) if source[at : at + 1] not in (",", "]") else at


def _skip(source: str, at: int) -> int:
    """The offset of the comma or closing bracket that ends the expression at `at`."""
    stack: list[str] = []
    while at < len(source):
        char = source[at]
        if char in "\"'`":
            string = _STRING.match(source, at)
            at = string.end() if string else at + 1
            continue
        if char in _PAIRS:
            stack.append(_PAIRS[char])
        elif stack and char == stack[-1]:
            stack.pop()
        elif not stack and char in ",}])":
            return at
        at += 1
    return at


def dig(data: Any, *keys: str) -> Any:
    """The value at a path of keys, or None where there is none or it is code."""
    for key in keys:
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return None if isinstance(data, Code) else data
