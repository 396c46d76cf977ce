"""Astro's content configuration as JSON Schema, as far as it can be read without running it.

`astro sync` writes the schemas of a site's collections to `.astro/`, which most sites keep out of git. Where it is
missing, the Zod objects in `content.config.ts` say nearly the same (docs.astro.build, "Defining the collection
schema"). What is code and no plain chain of Zod's own calls allows everything and asks for nothing, so reading too
little never makes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from contentlint.site.reading import js

_HEAD = re.compile(r"\s*([A-Za-z_$][\w$]*)\s*")
_CALL = re.compile(r"\s*\??\.\s*([A-Za-z_$][\w$]*)\s*")
_ARROW = re.compile(r"\s*(?:async\s*)?(?:\([^()]*\)|\w+)\s*(?::[^=]+)?=>\s*")
_STRING_OR_PAIR = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|[(){}\[\]]""")
_MOST_DEPTH = 12
_MOST_PARTS = 5_000
"""Expressions that are read of one file: names of constants in constants multiply."""
_PART_SHARE = 100
"""Code points of a constant that count as an expression."""
_MOST_COLLECTIONS = 500
_REST = re.compile(r"\s*\Z")
_CHAIN = re.compile(r"\s*\.")

_DATE = {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]}
_SIMPLE: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": "string"},
    "number": {"type": "number"},
    "int": {"type": "integer"},
    "boolean": {"type": "boolean"},
    "date": _DATE,
    "null": {"type": "null"},
    "url": {"type": "string"},
    "email": {"type": "string"},
    "record": {"type": "object"},
    "any": {},
    "unknown": {},
}
# Calls that change nothing about which values may be written.
_HARMLESS = frozenset(
    "describe refine superRefine brand readonly trim toLowerCase toUpperCase email url uuid regex startsWith endsWith "
    "includes datetime date time finite safe positive negative nonnegative nonpositive multipleOf strict strip meta "
    "transform pipe check overwrite normalize slugify".split()
)
_OPTIONAL = frozenset(("optional", "default", "nullish", "catch", "prefault"))


@dataclass(frozen=True, slots=True)
class Collection:
    """A collection: its folder below the site's root, and the JSON Schema of its front matter, None when unread."""

    name: str
    base: str
    schema: Mapping[str, Any] | None


def collections(text: str) -> list[Collection]:
    """The collections that a `content.config` or `content/config` file exports."""
    try:
        return _collections(js.strip_comments(text))
    except RecursionError:  # brackets in brackets without end
        return []


def _collections(source: str) -> list[Collection]:
    named = js.constant(source, "collections")
    found = []
    reader = _Reader(source)
    for name, value in list((named if isinstance(named, dict) else {}).items())[:_MOST_COLLECTIONS]:
        if isinstance(value, js.Code) and re.fullmatch(r"[\w$]+", value.source):
            value = js.constant(source, value.source)
        if isinstance(value, js.Code):
            value = next(iter(js.call_arguments(value.source, "defineCollection")), None)
        settings = value if isinstance(value, dict) else {}
        loader = settings.get("loader")
        base: Any = f"src/content/{name}"
        if isinstance(loader, js.Code):
            arguments = next(iter(js.call_arguments(loader.source, "glob")), None)
            base = js.dig(arguments, "base")
        if not isinstance(base, str):
            continue
        schema = settings.get("schema")
        read = reader.top(schema.source) if isinstance(schema, js.Code) else None
        if read is not None and loader is None:
            read["properties"].setdefault("slug", {})  # Astro takes it out before the schema sees it
        found.append(Collection(name, base.removeprefix("./").strip("/"), read))
    return found


@dataclass(frozen=True, slots=True)
class _Part:
    """A Zod expression: its JSON Schema, and whether the key may be left out."""

    schema: dict[str, Any]
    optional: bool = False


_ANYTHING = _Part({}, optional=True)


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.left = _MOST_PARTS

    def top(self, expression: str) -> dict[str, Any] | None:
        """The schema of a collection: an object, or a function that makes one; None for anything else."""
        arrow = _ARROW.match(expression)
        if arrow:
            expression = expression[arrow.end() :]
        part = self.part(expression, 0)
        if part.schema.get("type") != "object" or "properties" not in part.schema:
            return None
        schema = part.schema
        schema["properties"].setdefault("$schema", {"type": "string"})
        return schema

    def part(self, expression: str, depth: int) -> _Part:
        expression = expression.strip()
        head = _HEAD.match(expression)
        self.left -= 1
        if head is None or depth > _MOST_DEPTH or self.left < 0:
            return _ANYTHING
        calls = _calls(expression, head.end())
        if calls is None:
            return _ANYTHING
        if head[1] == "z":
            if calls and calls[0] == ("coerce", None):
                # z.coerce.date() takes what `new Date()` takes; the other ones take nearly everything.
                kind = calls[1][0] if len(calls) > 1 else ""
                return self._chained(_Part(dict(_DATE) if kind == "date" else {}), calls[2:], depth)
            if not calls or calls[0][1] is None:
                return _ANYTHING
            return self._chained(self._base(calls[0][0], calls[0][1], depth), calls[1:], depth)
        if head[1] == "image" and calls and calls[0][0] == "":
            return self._chained(_Part({"type": "string"}), calls[1:], depth)
        constant = js.constant_at(self.source, head[1])
        if constant is None or (calls and calls[0][0] == ""):
            return _ANYTHING
        statement = _statement(self.source, constant)
        self.left -= len(statement) // _PART_SHARE
        return self._chained(self.part(statement, depth + 1), calls, depth)

    def _base(self, name: str, arguments: str, depth: int) -> _Part:
        if name in _SIMPLE:
            return _Part(dict(_SIMPLE[name]))
        if name in ("object", "strictObject", "looseObject"):
            return self._object(arguments, depth, is_open=name == "looseObject")
        if name == "array":
            return _Part({"type": "array", "items": self.part(_first(arguments), depth + 1).schema})
        if name in ("enum", "literal"):
            value = self._literal(arguments)
            values = value if isinstance(value, list) else [value]
            if value is None or not all(isinstance(v, (str, int, float, bool)) for v in values):
                return _ANYTHING
            return _Part({"enum": values})
        if name == "union":
            members = arguments.strip()
            if members.startswith("[") and members.endswith("]"):
                parts = [self.part(member, depth + 1).schema for member in _split(members[1:-1])]
                return _Part({"anyOf": parts}) if parts else _ANYTHING
        if name in ("optional", "nullish", "nullable"):
            inner = self.part(_first(arguments), depth + 1)
            return self._chained(inner, [(name, "")], depth)
        return _ANYTHING

    def _literal(self, arguments: str) -> Any:
        value = js.literal(arguments)
        if isinstance(value, js.Code) and re.fullmatch(r"[\w$]+", value.source):
            value = js.constant(self.source, value.source)
        return None if isinstance(value, js.Code) else value

    def _object(self, arguments: str, depth: int, is_open: bool) -> _Part:
        members = js.literal(_first(arguments))
        if not isinstance(members, dict):
            return _ANYTHING
        is_open = is_open or any(key.startswith("...") for key in members)
        properties: dict[str, Any] = {}
        required = []
        for key, value in members.items():
            if key.startswith("..."):
                continue
            part = self.part(value.source, depth + 1) if isinstance(value, js.Code) else _ANYTHING
            properties[key] = part.schema
            if not part.optional:
                required.append(key)
        schema: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
        if not is_open:
            schema["additionalProperties"] = False
        return _Part(schema)

    def _chained(self, part: _Part, calls: list[tuple[str, str | None]], depth: int) -> _Part:
        schema, optional = dict(part.schema), part.optional
        for name, arguments in calls:
            kind = schema.get("type")
            if name in _OPTIONAL:
                optional = True
            if name in ("nullable", "nullish"):
                schema = {"anyOf": [schema, {"type": "null"}]} if schema else {}
            elif name in ("min", "max", "length", "nonempty"):
                schema = _bounded(schema, name, js.literal(arguments or ""))
            elif name == "int" and kind == "number":
                schema["type"] = "integer"
            elif name == "or":
                schema = {"anyOf": [schema, self.part(_first(arguments or ""), depth + 1).schema]}
            elif name in ("passthrough", "loose", "catchall", "extend", "merge", "and", "safeExtend"):
                schema.pop("additionalProperties", None)
                if name != "passthrough" and name != "loose" and kind != "object":
                    return _ANYTHING
            elif name == "partial":
                schema.pop("required", None)
            elif name not in _HARMLESS and name not in _OPTIONAL:
                return _ANYTHING
        return _Part(schema, optional)


def _bounded(schema: dict[str, Any], name: str, limit: Any) -> dict[str, Any]:
    words = {
        "string": ("minLength", "maxLength"),
        "array": ("minItems", "maxItems"),
        "number": ("minimum", "maximum"),
        "integer": ("minimum", "maximum"),
    }
    kind = schema.get("type")
    if name == "nonempty":
        limit = 1
    if not isinstance(kind, str) or kind not in words or not isinstance(limit, (int, float)) or isinstance(limit, bool):
        return schema
    low, high = words[kind]
    bounds = {"min": (low,), "nonempty": (low,), "max": (high,), "length": (low, high)}[name]
    return {**schema, **dict.fromkeys(bounds, limit)}


def _calls(expression: str, at: int) -> list[tuple[str, str | None]] | None:
    """The chain after the first name: (name, arguments) with None for a property; None when it is no plain chain."""
    found: list[tuple[str, str | None]] = []
    if expression.startswith("(", at):
        end = _closing(expression, at)
        found.append(("", expression[at + 1 : end - 1]))
        at = end
    while not _REST.match(expression, at):
        match = _CALL.match(expression, at)
        if match is None:
            return None
        at = match.end()
        if expression.startswith("(", at):
            end = _closing(expression, at)
            found.append((match[1], expression[at + 1 : end - 1]))
            at = end
        else:
            found.append((match[1], None))
    return found


def _closing(text: str, at: int) -> int:
    """Past the bracket that closes the one at `at`; the text's end when none does."""
    depth = 0
    for match in _STRING_OR_PAIR.finditer(text, at):
        depth += 1 if match[0] in "([{" else -1 if match[0] in ")]}" else 0
        if depth == 0:
            return match.end()
    return len(text)


def _split(text: str) -> list[str]:
    """The parts between the commas that stand in no bracket."""
    parts, start, at = [], 0, 0
    while at < len(text):
        if text[at] in "([{\"'`":
            match = _STRING_OR_PAIR.match(text, at)
            at = match.end() if match and match[0] not in "([{" else _closing(text, at) if match else at + 1
            continue
        if text[at] == ",":
            parts.append(text[start:at])
            start = at + 1
        at += 1
    return [part for part in (*parts, text[start:]) if part.strip()]


def _first(arguments: str) -> str:
    return next(iter(_split(arguments)), "")


def _statement(source: str, at: int) -> str:
    """The expression at `at`, up to the semicolon, or the line end after which no chain goes on."""
    start = at
    while at < len(source):
        char = source[at]
        if char in "([{\"'`":
            match = _STRING_OR_PAIR.match(source, at)
            at = match.end() if match and match[0] not in "([{" else _closing(source, at) if match else at + 1
            continue
        if char == ";" or (char == "\n" and not _CHAIN.match(source, at)):
            break
        at += 1
    return source[start:at]
