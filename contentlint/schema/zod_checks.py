"""Zod's types without parts, and the checks that are called on them: bounds, formats, patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from contentlint.guard import patterns
from contentlint.schema.code import UNKNOWN, Expr
from contentlint.schema.zod_parts import ANYTHING, Part

_TEXT = {"type": "string"}
_NUMBER = {"type": "number"}
_DATE = {"type": "date", "format": "date"}
_SIMPLE: Mapping[str, Mapping[str, Any]] = {
    "string": _TEXT,
    "number": _NUMBER,
    "int": {"type": "integer"},
    "int32": {"type": "integer"},
    "uint32": {"type": "integer", "minimum": 0},
    "float32": _NUMBER,
    "float64": _NUMBER,
    "boolean": {"type": "boolean"},
    "date": _DATE,
    "null": {"type": "null"},
    "email": {**_TEXT, "x-takes": "email"},
    "url": {**_TEXT, "x-takes": "url"},
    "httpUrl": {**_TEXT, "x-takes": "url"},
    "uuid": {**_TEXT, "x-takes": "uuid"},
    "guid": {**_TEXT, "x-takes": "uuid"},
    "iso.date": {**_TEXT, "x-takes": "iso-date"},
    "iso.datetime": {**_TEXT, "x-takes": "iso-datetime"},
    "stringbool": {**_TEXT, "x-takes": "stringbool"},
    "coerce.date": {"x-takes": "date", "format": "date"},
    "coerce.number": {"x-takes": "number"},
    **dict.fromkeys(
        "iso.time iso.duration uuidv4 uuidv6 uuidv7 nanoid cuid cuid2 ulid xid ksuid emoji base64 base64url jwt ipv4 "
        "ipv6 cidrv4 cidrv6 hostname e164 hex hash templateLiteral mac".split(),
        _TEXT,
    ),
}
_FREE = frozenset(("any", "unknown", "coerce.string", "coerce.boolean"))
"""What takes any value, and also none."""
_VELITE: Mapping[str, Mapping[str, Any]] = {
    "isodate": {**_TEXT, "x-takes": "date"},
    "slug": {**_TEXT, "minLength": 3, "maxLength": 200, "pattern": r"(?ai)^[a-z0-9]+(?:-[a-z0-9]+)*\Z"},
    "unique": _TEXT,
    "image": _TEXT,
    "file": _TEXT,
}
"""What Velite's `s` has beside Zod's types (velite.js.org/guide/velite-schemas)."""
_BOUNDS = {
    "string": ("minLength", "maxLength"),
    "array": ("minItems", "maxItems"),
    "number": ("minimum", "maximum"),
    "integer": ("minimum", "maximum"),
    "": ("minimum", "maximum"),
}
_LOW, _HIGH = {"min", "gte", "nonempty", "length"}, {"max", "lte", "length"}
_SIGNS: Mapping[str, Mapping[str, Any]] = {
    "positive": {"exclusiveMinimum": 0},
    "negative": {"exclusiveMaximum": 0},
    "nonnegative": {"minimum": 0},
    "nonpositive": {"maximum": 0},
    "finite": {},
    "safe": {},
}
_FORMATS = {
    "email": "email",
    "url": "url",
    "uuid": "uuid",
    "guid": "uuid",
    "date": "iso-date",
    "datetime": "iso-datetime",
}
_LET_PASS = frozenset(
    "time duration ip ipv4 ipv6 cidr cidrv4 cidrv6 base64 base64url nanoid cuid cuid2 ulid emoji jwt e164 uppercase "
    "lowercase uuidv4 uuidv6 uuidv7".split()
)
_REGEX = re.compile(r"/((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)\s*\Z")
_NOT_PYTHON = re.compile(r"\\[pPukcx]|\(\?<(?![=!])|\[\^?\]|\(\?[a-z-]+[:)]")


def simple(name: str, arguments: Sequence[Expr]) -> Part | None:
    """A type without parts; None for any other name."""
    if name in _FREE:
        return ANYTHING
    schema = _SIMPLE.get(name) or _VELITE.get(name)
    if schema is None:
        return None
    if name in ("stringbool", "httpUrl") and arguments:
        schema = _TEXT
    return Part(dict(schema))


def checked(part: Part, name: str, arguments: Sequence[Expr]) -> Part | None:
    """A part with a check of its type; None for what is none."""
    schema = dict(part.schema)
    kind = schema.get("type", "" if schema.get("x-takes") == "number" else None)
    if part.shape is not None or not (isinstance(kind, str) or not schema or kind is None):
        return None
    if name == "trim":
        return part.but(is_trimmed=True)
    if name in _LOW | _HIGH or name in ("gt", "lt"):
        return _bounded(part, schema, kind, name, arguments)
    if name in ("unique", "nonempty"):
        return part
    if kind in ("number", "integer", ""):
        return _of_number(part, schema, kind, name, arguments)
    if kind == "string":
        return _of_text(part, schema, name, arguments)
    return part if kind == "date" and name in ("min", "max") else None


def _of_number(part: Part, schema: dict[str, Any], kind: str, name: str, arguments: Sequence[Expr]) -> Part | None:
    if name == "int":
        return part.but(schema={**schema, "type": "integer"}) if kind else part
    if name in _SIGNS:
        return part if part.is_changed else part.but(schema={**schema, **_SIGNS[name]})
    if name in ("multipleOf", "step"):
        step = arguments[0].value() if arguments else UNKNOWN
        is_whole = isinstance(step, int) and not isinstance(step, bool) and step > 0 and not part.is_changed
        return part.but(schema={**schema, "multipleOf": step}) if is_whole else part
    return None


def _of_text(part: Part, schema: dict[str, Any], name: str, arguments: Sequence[Expr]) -> Part | None:
    if name in _LET_PASS:
        return part
    if name not in _FORMATS and name not in ("regex", "startsWith", "endsWith", "includes"):
        return None
    if part.is_changed or part.is_trimmed:
        return part
    if name in _FORMATS:
        if name in ("url", "uuid") and arguments and arguments[0].opens("{"):
            pass  # further conditions, never fewer
        check = _FORMATS[name]
        if name == "datetime" and not arguments:
            check = "iso-datetime-z"
        return part if "x-takes" in schema else part.but(schema={**schema, "x-takes": check})
    pattern = _regex(arguments[0]) if name == "regex" and arguments else None
    if name != "regex":
        word = arguments[0].value() if len(arguments) == 1 or (arguments and name != "includes") else UNKNOWN
        if isinstance(word, str):
            escaped = re.escape(word)
            pattern = {"startsWith": f"^{escaped}", "endsWith": f"{escaped}\\Z", "includes": escaped}[name]
    if pattern is None:
        return part
    if "pattern" in schema:
        return part.but(schema={**schema, "allOf": [*schema.get("allOf", ()), {"pattern": pattern}]})
    return part.but(schema={**schema, "pattern": pattern})


def _regex(expr: Expr) -> str | None:
    """A regular expression of JavaScript as Python's `re` has it; None where the two might differ."""
    from contentlint.schema.code import followed

    place = followed(expr)
    match = _REGEX.match(place.text) if isinstance(place, Expr) else None
    if match is None or set(match[2]) - set("iu") or _NOT_PYTHON.search(match[1]):
        return None
    out, in_class, at = "", False, 0
    while at < len(match[1]):
        char = match[1][at]
        if char == "\\":
            # \s has other blanks in JavaScript, and \d and \w none beyond ASCII.
            out += match[1][at : at + 2]
            at += 2
            continue
        in_class = (in_class or char == "[") and char != "]"
        out += r"\Z" if char == "$" and not in_class else char
        at += 1
    flags = "(?ai)" if "i" in match[2] else "(?a)"
    try:
        patterns.read(flags + out)
    except ValueError:
        return None
    return flags + out


def _bounded(part: Part, schema: dict[str, Any], kind: Any, name: str, arguments: Sequence[Expr]) -> Part:
    limit = 1 if name == "nonempty" else arguments[0].value() if arguments else UNKNOWN
    if kind not in _BOUNDS or not isinstance(limit, (int, float)) or isinstance(limit, bool) or part.is_changed:
        return part
    low, high = _BOUNDS[kind]
    if kind in ("string", "array") and (not isinstance(limit, int) or limit < 0):
        return part
    if name in ("gt", "lt"):
        return part.but(schema={**schema, "exclusiveMinimum" if name == "gt" else "exclusiveMaximum": limit})
    # A trimmed text is no longer than what is written.
    bounds = [low] * (name in _LOW) + [high] * (name in _HIGH and not part.is_trimmed)
    return part.but(schema={**schema, **dict.fromkeys(bounds, limit)})
