"""What a Zod expression allows: its JSON Schema, whether its key may be left out, and what of it is not known.

Beside JSON Schema's own words there are `"type": "date"` (what YAML reads as a date), `x-takes` (a check of
`schema.values`), and `x-strict` beside `"additionalProperties": false`: other keys are refused, and not only dropped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from contentlint.guard.records import dataclass, field, replace

Why = Literal["", "optional", "default"]
"""Why a key may be left out: not at all, because Zod's `optional` says so, or because something else is put there."""


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of Zod: its keys, and what becomes of others.

    `others` is "strip" (dropped), "strict" (refused), "open" (kept), or the schema they must have. `is_whole` is false
    when there may be keys that are not known.
    """

    keys: Mapping[str, Part]
    others: str | Mapping[str, Any] = "strip"
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A Zod expression. `unread` are the keys in it that are not read, "" for all of it."""

    schema: Mapping[str, Any] = field(default_factory=dict)
    optional: Why = ""
    shape: Shape | None = None
    unread: tuple[str, ...] = ()
    inner: Part | None = None
    """What `unwrap()` gives."""
    is_changed: bool = False
    """The value is changed before what follows in the chain sees it."""
    is_trimmed: bool = False

    def json(self) -> dict[str, Any]:
        return dict(self.schema) if self.shape is None else of_shape(self.shape)

    def but(self, **more: Any) -> Part:
        return replace(self, **more)


ANYTHING = Part({}, "default")
"""What allows everything and asks for nothing."""
UNREAD = Part({}, "default", unread=("",))
"""The same, of what is not read."""


def made(shape: Shape) -> Part:
    """The part of an object."""
    unread = [f"{key}.{name}".rstrip(".") for key, part in shape.keys.items() for name in part.unread]
    return Part(shape=shape, unread=tuple(unread) if shape.is_whole else (*unread, ""))


def of_shape(shape: Shape) -> dict[str, Any]:
    """The JSON Schema of an object."""
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {key: part.json() for key, part in shape.keys.items()},
        "required": [key for key, part in shape.keys.items() if not part.optional],
    }
    if isinstance(shape.others, Mapping):
        schema["additionalProperties"] = dict(shape.others) if shape.is_whole else True
    elif shape.others != "open" and shape.is_whole:
        schema["additionalProperties"] = False
        if shape.others == "strict":
            schema["x-strict"] = True
    return schema


def opened(schema: Any) -> Any:
    """A schema as one of several: that keys are dropped is no reason for a value not to fit."""
    if isinstance(schema, list):
        return [opened(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    dropped = schema.get("additionalProperties") is False and not schema.get("x-strict")
    return {
        key: {name: opened(part) for name, part in value.items()} if key == "properties" else opened(value)
        for key, value in schema.items()
        if not (dropped and key == "additionalProperties")
    }


def any_of(parts: Iterable[Part]) -> Part:
    """A union: what fits one of the parts fits it."""
    parts = list(parts)
    optional: Why = next((part.optional for part in parts if part.optional), "")
    unread = tuple(dict.fromkeys(name for part in parts for name in part.unread))
    schemas = [opened(part.json()) for part in parts]
    if not schemas or any(not schema for schema in schemas):
        return Part({}, optional, unread=unread)
    return Part({"anyOf": schemas} if len(schemas) > 1 else schemas[0], optional, unread=unread)


def all_of(one: Part, other: Part) -> Part:
    """An intersection."""
    optional: Why = one.optional if other.optional else ""
    schemas = [schema for part in (one, other) if (schema := opened(part.json()))]
    unread = tuple(dict.fromkeys((*one.unread, *other.unread)))
    return Part({"allOf": schemas} if len(schemas) > 1 else schemas[0] if schemas else {}, optional, unread=unread)


def chosen_by(key: str, parts: list[Part]) -> Part:
    """A union of objects that are told apart by one key."""
    branches: list[dict[str, Any]] = []
    values: list[Any] = []
    for part in parts:
        told = part.shape.keys.get(key) if part.shape else None
        allowed = told.schema.get("enum") if told else None
        if told is None or not allowed or told.optional:
            return any_of(parts)
        values += allowed
        condition = {"properties": {key: {"enum": list(allowed)}}, "required": [key]}
        branches.append({"if": condition, "then": opened(part.json())})
    unread = tuple(dict.fromkeys(name for part in parts for name in part.unread))
    schema = {"type": "object", "properties": {key: {"enum": values}}, "required": [key], "allOf": branches}
    return Part(schema, unread=unread)


def or_null(part: Part) -> Part:
    """A part that may be empty, too."""
    schema = opened(part.json())
    return Part({"anyOf": [schema, {"type": "null"}]} if schema else {}, part.optional, unread=part.unread, inner=part)


def masked(shape: Shape, mask: Mapping[str, Any] | None, why: Why) -> Shape:
    """An object of which some keys, or all, may be left out (`why`), or must not ("")."""
    changed = {}
    for key, part in shape.keys.items():
        if mask is not None and not mask.get(key):
            changed[key] = part
        elif why:
            changed[key] = part.but(optional=part.optional or why)
        else:
            changed[key] = part.but(optional="" if part.optional == "optional" else part.optional)
    return replace(shape, keys=changed)


def undated(schema: Any) -> Any:
    """A schema in which what must be a date may be anything."""
    if isinstance(schema, list):
        return [undated(part) for part in schema]
    if not isinstance(schema, Mapping):
        return schema
    return {} if schema.get("type") == "date" else {word: undated(part) for word, part in schema.items()}
