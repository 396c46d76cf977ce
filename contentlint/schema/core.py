"""The part of JSON Schema that front-matter schemas are mostly made of, worked out without the library.

It only ever says that all is well. jsonschema takes 0.08 s to import, which a clean post in a commit hook need not
wait for; as soon as a value doesn't hold, or a schema uses anything else, the library has the word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote

from contentlint.schema.values import Date, takes

_DRAFT = re.compile(r"https?://json-schema\.org/(?:draft-0[67]/schema#?|draft/(?:2019-09|2020-12)/schema)")
_TYPES = {"string", "number", "integer", "boolean", "array", "object", "null", "date"}
_NOTES = {"title", "description", "default", "examples", "$comment", "format", "deprecated", "readOnly", "writeOnly"}
_BOUNDS = {"minLength", "maxLength", "minItems", "maxItems"}
_SCALAR = (str, int, float, bool, type(None))
_MOST_DEPTH = 32


class NotSimple(Exception):
    """The schema has something that is left to the library."""


def is_simple(schema: Mapping[str, Any]) -> bool:
    """True for a sound schema of draft 6 or later that is made of this part alone, references into itself included.

    With the words of `schema.zod_parts`, too: a file has none of them, for it is refused before.
    """
    try:
        _look(schema, schema, 0)
    except NotSimple:
        return False
    return True


def target(schema: Mapping[str, Any], reference: str) -> Any:
    """What a reference of the form `#/definitions/post` leads to. Raises NotSimple."""
    part: Any = schema
    if not reference.startswith("#/"):
        raise NotSimple
    for step in reference[2:].split("/"):
        name = unquote(step).replace("~1", "/").replace("~0", "~")
        if not isinstance(part, Mapping) or name not in part:
            raise NotSimple
        part = part[name]
    return part


def _look(root: Mapping[str, Any], schema: Any, depth: int) -> None:
    if isinstance(schema, bool):
        return
    if not isinstance(schema, Mapping) or depth > _MOST_DEPTH:
        raise NotSimple
    for word, value in schema.items():
        if word in _NOTES or (isinstance(word, str) and word.startswith("x-")):
            continue
        if word == "$schema":
            sound = isinstance(value, str) and bool(_DRAFT.fullmatch(value))
        elif word == "$ref":
            # Before 2019 what stands beside a reference is ignored.
            beside = schema.keys() - _NOTES - {"$ref", "$schema", "definitions", "$defs"}
            sound = isinstance(value, str) and not beside and isinstance(target(root, value), Mapping | bool)
        elif word == "type":
            names = [value] if isinstance(value, str) else value
            sound = isinstance(names, list) and bool(names) and all(n in _TYPES for n in names if isinstance(n, str))
            sound = sound and all(isinstance(n, str) for n in names) and len(set(names)) == len(names)
        elif word == "enum":
            sound = isinstance(value, list) and bool(value) and all(isinstance(v, _SCALAR) for v in value)
        elif word == "const":
            sound = isinstance(value, _SCALAR)
        elif word in ("properties", "definitions", "$defs"):
            sound = isinstance(value, Mapping)
            for part in value.values() if sound else ():
                _look(root, part, depth + 1)
        elif word == "required":
            sound = isinstance(value, list) and all(isinstance(v, str) for v in value) and len(set(value)) == len(value)
        elif word in ("additionalProperties", "items"):
            _look(root, value, depth + 1)
            sound = True
        elif word in ("anyOf", "oneOf", "allOf"):
            sound = isinstance(value, list) and bool(value)
            for part in value if sound else ():
                _look(root, part, depth + 1)
        elif word in _BOUNDS:
            sound = isinstance(value, int) and not isinstance(value, bool) and value >= 0
        elif word in ("minimum", "maximum"):
            sound = isinstance(value, int | float) and not isinstance(value, bool)
        else:
            sound = False
        if not sound:
            raise NotSimple


def holds(schema: Mapping[str, Any], data: Any) -> bool:
    """True when `data` certainly fits the simple `schema`; False when it doesn't, or when that can't be told here."""
    try:
        return _holds(schema, schema, data, 0)
    except NotSimple:
        return False


def _holds(root: Mapping[str, Any], schema: Any, data: Any, depth: int) -> bool:
    if isinstance(schema, bool):
        return schema
    if depth > _MOST_DEPTH:
        raise NotSimple
    if "$ref" in schema:
        return _holds(root, target(root, schema["$ref"]), data, depth + 1)
    if "type" in schema:
        names = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
        if not any(_is(data, name) for name in names):
            return False
    if "enum" in schema and not any(_equal(data, value) for value in schema["enum"]):
        return False
    if "const" in schema and not _equal(data, schema["const"]):
        return False
    if not _within(schema, data) or ("x-takes" in schema and not takes(schema["x-takes"], data)):
        return False
    if isinstance(data, Mapping) and not _holds_object(root, schema, data, depth):
        return False
    items = schema.get("items", True)
    if isinstance(data, list) and not all(_holds(root, items, item, depth + 1) for item in data):
        return False
    if not all(_holds(root, part, data, depth + 1) for part in schema.get("allOf", ())):
        return False
    if "anyOf" in schema and not any(_holds(root, part, data, depth + 1) for part in schema["anyOf"]):
        return False
    return "oneOf" not in schema or sum(_holds(root, part, data, depth + 1) for part in schema["oneOf"]) == 1


def _holds_object(root: Mapping[str, Any], schema: Mapping[str, Any], data: Mapping[str, Any], depth: int) -> bool:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    return all(key in data for key in schema.get("required", ())) and all(
        _holds(root, properties.get(key, others), value, depth + 1) for key, value in data.items()
    )


def _within(schema: Mapping[str, Any], data: Any) -> bool:
    if isinstance(data, str):
        if not data.isascii() and max(data) > "\uffff":
            raise NotSimple  # some of JavaScript count such a character as two
        return bool(schema.get("minLength", 0) <= len(data) <= schema.get("maxLength", len(data)))
    if isinstance(data, list):
        return bool(schema.get("minItems", 0) <= len(data) <= schema.get("maxItems", len(data)))
    if isinstance(data, int | float) and not isinstance(data, bool):
        return not (data < schema.get("minimum", data) or data > schema.get("maximum", data))
    return True


def _is(data: Any, name: str) -> bool:
    match name:
        case "string":
            return isinstance(data, str) and not isinstance(data, Date)
        case "date":
            return isinstance(data, Date)
        case "boolean":
            return isinstance(data, bool)
        case "null":
            return data is None
        case "array":
            return isinstance(data, list)
        case "object":
            return isinstance(data, Mapping)
    is_number = isinstance(data, int | float) and not isinstance(data, bool)
    return is_number and (name == "number" or isinstance(data, int) or data.is_integer())


def _equal(one: Any, other: Any) -> bool:
    """JSON's equality: true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
