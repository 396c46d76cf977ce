"""Reading the literal parts of JavaScript and TypeScript configuration, without running it.

A configuration file is mostly one object literal. Strings, numbers, booleans, arrays and objects are read; the
rest (calls, imports, template strings with expressions) becomes `Code`, and what depends on it is not known.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.reading.tokens import shadow, string_end, unescaped
from contentlint.site.reading.tokens import strip_comments as strip_comments

_MARK = re.compile(r"[()\[\]{},]")
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""")
_ACCESSOR = re.compile(r"(?:get|set|async)\s+[A-Za-z_$][\w$]*(?=\s*\()")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\b")
_IDENT = re.compile(r"[A-Za-z_$][\w$]*")
_BLANK = re.compile(r"\s*")
_OPENING = re.compile(r"[\s(]*")
_GENERIC = re.compile(r"<[^>\n]{0,500}>")
# A new line ends a value where no operator goes on with it: many write no semicolons.
_NEXT_STATEMENT = re.compile(r"\s*\n\s*(?!(?:in|instanceof)\b)[A-Za-z_$@]")
_ARROW = re.compile(r"\s*(?:async\s+)?(?:\([^()]{0,300}\)|[A-Za-z_$][\w$]*)\s*=>\s*")
_EXPORT = re.compile(r"export\s++default\s+|module\.exports\s*=\s*")
_RETURN = re.compile(r"\breturn\s*(?=\{)")
# What stands behind the name is only looked at: a line may declare several.
_CONSTANT = re.compile(r"\b(?:const|let|var)\s++(?!(?:const|let|var)\b)([A-Za-z_$][\w$]*)(?=([^=\n]{0,1000}=\s*))")
_DECLARED = re.compile(r"[()\[\]{},;]|\n\s*(?:const|let|var|export|import|function|async|if|module)\b")
_ANOTHER = re.compile(r",\s*([A-Za-z_$][\w$]*)\s*(?::[^=\n,;]{1,200})?=(?![=>])\s*")
_MOST_DECLARED = 20
_PAIRS = {"{": "}", "[": "]", "(": ")"}
_WORDS = (("true", True), ("false", False), ("null", None), ("undefined", None))
_MOST_NAMES = 4
"""Constants that are read one in the other, and calls that a value may stand in."""
_MOST_DEPTH = 60
"""Arrays and objects that are read one in the other."""
_MOST_DIGITS = 300
_MOST_TEXT = 10_000
"""Code points of a template string with what its names stand for."""
_MOST_WORK = 400_000
"""Values that one question reads, a stretch of code counting by its length: names in names multiply."""
_CODE_SHARE = 20


@dataclass(frozen=True, slots=True)
class Code:
    """A value that is code: its source."""

    source: str


def config(text: str) -> dict[str, Any]:
    """The object that a configuration module exports, as far as it is literal; empty when none is found."""
    reader = _Reader(_source(strip_comments(text)))
    source = reader.source.text
    export = _EXPORT.search(source)
    found: Any = None
    if export:
        found = reader.literal_at(export.end())
    if not isinstance(found, dict):
        returned = _RETURN.search(source, export.end() if export else 0)
        found = reader.value(returned.end(), 0)[0] if returned else None
    return found if isinstance(found, dict) else {}


def literal(source: str) -> Any:
    """The literal at the start of `source`, or Code."""
    return _Reader(_Source(source)).value(0, 0)[0]


def raw(text: str, at: int = 0) -> tuple[Any, int]:
    """The object or array at an offset, and where it ends; in it, names and what is done with a value are `Code`."""
    return _Reader(_source(text), is_raw=True).value(at, 0)


def call_arguments(text: str, name: str) -> list[Any]:
    """The first argument of every call of `name` in the source, read as a literal."""
    reader = _Reader(_source(strip_comments(text)))
    calls = re.finditer(rf"\b{re.escape(name)}\s*\(\s*", reader.source.text)
    return [reader.value(call.end(), 0)[0] for call in calls if reader.left > 0]


def constant(text: str, name: str) -> Any:
    """The literal that a top-level `const name = …` holds, or None."""
    return _Reader(_source(text)).constant(name)


def constant_at(text: str, name: str) -> int | None:
    """The offset of what a top-level `const name = …` is set to, or None."""
    return _source(text).constants.get(name)


def shadow_of(text: str) -> str:
    """The source with dots in the place of its strings, templates and regular expressions, of the same length."""
    return _source(text).shadow


def closing(text: str, at: int) -> int:
    """Past the bracket that closes the one at an offset; the end of the text when none does."""
    return _source(text).end(at)


def dig(data: Any, *keys: str) -> Any:
    """The value at a path of keys, or None where there is none or it is code."""
    for key in keys:
        if not isinstance(data, dict):
            return None
        data = data.get(key)
    return None if isinstance(data, Code) else data


@dataclass(slots=True)
class _Source:
    """A source, and what was found out about it: where brackets close, where the values of constants stand."""

    text: str
    ends: dict[int, int] = field(default_factory=dict)
    _constants: dict[str, int] | None = None
    _shadow: str | None = None

    @property
    def shadow(self) -> str:
        """The source without what stands in its strings."""
        if self._shadow is None:
            self._shadow = shadow(self.text)
        return self._shadow

    @property
    def constants(self) -> dict[str, int]:
        if self._constants is None:
            self._constants = {}
            inner: dict[str, int] = {}
            depth, counted = 0, 0
            for match in _CONSTANT.finditer(self.shadow):
                between = self.shadow[counted : match.start()]
                depth += sum(map(between.count, "{([")) - sum(map(between.count, "})]"))
                counted = match.start()
                # What is declared in a function has its name there only.
                found = inner if depth > 0 else self._constants
                found.setdefault(match[1], match.end(2))
                at = match.end(2)
                for _more in range(_MOST_DECLARED):
                    other = _ANOTHER.match(self.shadow, self._end_of_declared(at))
                    if other is None:
                        break
                    found.setdefault(other[1], at := other.end())
            self._constants = {**inner, **self._constants}
        return self._constants

    def _end_of_declared(self, at: int) -> int:
        """Where the value at `at` of a declaration ends: at a comma, a semicolon or the next statement."""
        for _mark in range(_MOST_DECLARED):
            mark = _DECLARED.search(self.shadow, at)
            if mark is None:
                break
            at, char = mark.start(), mark[0]
            if char in _PAIRS:
                at = self.end(at)
            else:
                return at
        return len(self.text)

    def end(self, at: int) -> int:
        """Past the bracket that closes the one at `at`; the end of the text when none does."""
        if at in self.ends:
            return self.ends[at]
        opened: list[int] = []
        while mark := _MARK.search(self.shadow, at):
            at, char = mark.end(), mark[0]
            if char in _PAIRS:
                opened.append(mark.start())
            elif opened and char == _PAIRS[self.text[opened[-1]]]:
                start = opened.pop()
                self.ends[start] = at
                if not opened:
                    return at
        self.ends.update(dict.fromkeys(opened, len(self.text)))
        return len(self.text)

    def skip(self, at: int) -> int:
        """The offset of the comma or closing bracket that ends the expression at `at`."""
        while mark := _MARK.search(self.shadow, at):
            at, char = mark.start(), mark[0]
            if char in _PAIRS:
                at = self.end(at)
            else:
                return at
        return len(self.text)


@lru_cache(maxsize=16)
def _source(text: str) -> _Source:
    return _Source(text)


class _Reader:
    """Reads values out of a source, until it has read enough."""

    def __init__(self, source: _Source, *, is_raw: bool = False) -> None:
        self.source, self.text, self.is_raw = source, source.text, is_raw
        self.left = _MOST_WORK
        self._resolving: list[str] = []
        """Constants that are being read: one can stand in itself."""

    def constant(self, name: str) -> Any:
        """The literal that `const name = …` holds, or None."""
        at = self.source.constants.get(name)
        if at is None or name in self._resolving or len(self._resolving) >= _MOST_NAMES:
            return None
        self._resolving.append(name)
        try:
            return self.literal_at(at)
        finally:
            self._resolving.pop()

    def literal_at(self, at: int) -> Any:
        """The value at an offset: that of a constant by its name, and of a call its first argument."""
        text, calls = self.text, 0
        while self.left > 0:
            self.left -= 1
            if arrow := _ARROW.match(text, at):
                if text[arrow.end() : arrow.end() + 1] == "{":
                    return self._code(at, self.source.skip(at))[0]
                at = arrow.end()
            opening = _OPENING.match(text, at)
            at = opening.end() if opening else at
            ident = _IDENT.match(text, at)
            if ident is None or ident[0] in ("async", "function", "true", "false"):
                break
            after = ident.end()
            if generic := _GENERIC.match(text, after):
                after = generic.end()
            if text[after : after + 1] == "(":
                at, calls = after + 1, calls + 1
            elif calls < _MOST_NAMES:
                return self.constant(ident[0])
            else:
                break
        return self.value(at, 0)[0]

    def value(self, at: int, depth: int) -> tuple[Any, int]:
        """The value at an offset, and where it ends."""
        text = self.text
        at = self._space(at)
        if at >= len(text):
            return None, at
        self.left -= 1
        if self.left <= 0 or depth > _MOST_DEPTH:
            return Code(""), self.source.skip(at)
        char = text[at]
        if char in "{[":
            found, end = self._object(at, depth) if char == "{" else self._array(at, depth)
            return (
                (found, end) if not (self.is_raw and depth) or self._ends(end) else self._code(at, self.source.skip(at))
            )
        string = string_end(text, at) if char in "\"'`" else None
        if string and self._ends(string):
            self.left -= (string - at) // _CODE_SHARE
            return self._string(text[at:string]), string
        number = _NUMBER.match(text, at)
        if number and len(number[0]) <= _MOST_DIGITS and self._ends(number.end()):
            return (float(number[0]) if "." in number[0] else int(number[0])), number.end()
        for word, meaning in _WORDS:
            if text.startswith(word, at) and self._ends(at + len(word)):
                return meaning, at + len(word)
        return self._code(at, self.source.skip(at))

    def _code(self, start: int, end: int) -> tuple[Code, int]:
        self.left -= (end - start) // _CODE_SHARE
        return Code(self.text[start:end].strip() if self.left > 0 else ""), end

    def _string(self, written: str) -> Any:
        inside = written[1:-1]
        if written[0] == "`" and "${" in inside:
            if self.is_raw:
                return Code(written)
            inside = re.sub(r"\$\{\s*([A-Za-z_$][\w$]*)\s*\}", self._named, inside)
            if "${" in inside or len(inside) > _MOST_TEXT:
                return Code(written)
        return unescaped(inside)

    def _named(self, match: re.Match[str]) -> str:
        """The string that a constant of the same module holds, or the expression as it was."""
        value = self.constant(match[1])
        if not isinstance(value, str):
            return match[0]
        self.left -= len(value) // _CODE_SHARE
        return value if self.left > 0 else match[0]

    def _ends(self, at: int) -> bool:
        if _NEXT_STATEMENT.match(self.text, at):
            return True
        at = self._space(at)
        return at >= len(self.text) or self.text[at] in ",}]);" or self.text.startswith(("as ", "satisfies "), at)

    def _space(self, at: int) -> int:
        blank = _BLANK.match(self.text, at)
        return blank.end() if blank else at

    def _object(self, at: int, depth: int) -> tuple[dict[str, Any], int]:
        text, start = self.text, at
        found: dict[str, Any] = {}
        at += 1
        while self.left > 0:
            at = self._space(at)
            if at >= len(text):
                return found, at
            if text[at] == "}":
                return found, at + 1
            self.left -= 1
            if text[at] == ",":
                at += 1
                continue
            string = _QUOTED.match(text, at)
            key = string or _ACCESSOR.match(text, at) or _IDENT.match(text, at)
            if key is None:  # a spread, a computed key
                code, end = self._code(at, self.source.skip(at))
                found["..." if "..." not in found else f"...{len(found)}"] = code
                at = max(end, at + 1)
                continue
            name = unescaped(key[0][1:-1]) if string else key[0].split()[-1]
            after = self._space(key.end())
            found.pop(name, None)  # what is said twice stands where it is said last
            if text[after : after + 1] == ":":
                found[name], at = self.value(after + 1, depth + 1)
                at = self.source.skip(at)
            elif text[after : after + 1] in (",", "}"):  # shorthand
                value = None if self.is_raw else self.constant(name)
                found[name] = Code(name) if value is None else value
                at = after
            else:  # a method
                found[name], end = self._code(at, self.source.skip(after))
                at = max(end, after + 1)
        return found, self.source.end(start)

    def _array(self, at: int, depth: int) -> tuple[list[Any], int]:
        text, start = self.text, at
        found: list[Any] = []
        at += 1
        while self.left > 0:
            at = self._space(at)
            if at >= len(text):
                return found, at
            if text[at] == "]":
                return found, at + 1
            self.left -= 1
            if text[at] == ",":
                at += 1
                continue
            before = at
            value, at = self.value(at, depth + 1)
            found.append(value)
            at = max(self.source.skip(at), before + 1) if text[at : at + 1] not in (",", "]") else at
        return found, self.source.end(start)
