"""The forms of editors (content management systems in git) as JSON Schema: what a field asks for and offers.

A form asks for less than a schema: a text may be a number to YAML, an optional field empty, and other keys are none of
its business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from contentlint.guard.records import dataclass

Kind = Literal["any", "text", "date", "number", "boolean", "list", "group", "choice"]


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form: its key, what it holds, whether an editor has to fill it in, and what it offers.

    `low` and `high` bound a number, or how many items a list has; `has_many` is a choice or a text of which there may
    be several.
    """

    name: str
    kind: Kind = "any"
    is_required: bool = False
    options: tuple[Any, ...] = ()
    fields: tuple[Field, ...] = ()
    has_many: bool = False
    low: float | None = None
    high: float | None = None


def schema_of(fields: Iterable[Field]) -> dict[str, Any]:
    """The JSON Schema of a form."""
    listed = list(fields)
    return {
        "type": "object",
        "properties": {field.name: _value(field) for field in listed},
        "required": [field.name for field in listed if field.is_required],
    }


def for_value(key: str, value: Any, schema: Mapping[str, Any], *, is_default: bool = False) -> dict[str, Any]:
    """A schema that holds only where a key has a value; with `is_default`, also where the key is missing."""
    condition = {"properties": {key: {"const": value}}, "required": [] if is_default else [key]}
    return {"type": "object", "allOf": [{"if": condition, "then": dict(schema)}]}


def _value(field: Field) -> dict[str, Any]:
    schema = _of_kind(field)
    if not schema or field.is_required:
        return schema
    if "enum" in schema:
        return {"enum": [*schema["enum"], None, ""]}
    if "x-takes" in schema:
        return {**schema, "x-takes": schema["x-takes"] + "?"}
    return {**schema, "type": [schema["type"], "null"]}


def _of_kind(field: Field) -> dict[str, Any]:
    if field.has_many and field.kind in ("text", "choice", "date", "number"):
        inner = _of_kind(Field(field.name, field.kind, True, field.options, low=None, high=None))
        return _sized({"type": "array", "items": inner}, field, "minItems", "maxItems")
    match field.kind:
        case "text":
            return {"x-takes": "scalar"}
        case "date":
            return {"x-takes": "date-of-form"}
        case "number":
            return _sized({"x-takes": "number-of-form"}, field, "minimum", "maximum")
        case "boolean":
            return {"type": "boolean"}
        case "choice" if field.options:
            return {"enum": list(_spellings(field.options))}
        case "list":
            schema: dict[str, Any] = {"type": "array"}
            if field.fields:
                schema["items"] = schema_of(field.fields)
            return _sized(schema, field, "minItems", "maxItems")
        case "group":
            return schema_of(field.fields)
    return {}


def _sized(schema: dict[str, Any], field: Field, low: str, high: str) -> dict[str, Any]:
    bounds = ((low, field.low), (high, field.high))
    whole = low == "minItems"
    return {
        **schema,
        **{
            word: int(size) if whole else size
            for word, size in bounds
            if (size is not None and size >= 0) or (size is not None and not whole)
        },
    }


def _spellings(options: Iterable[Any]) -> Iterable[Any]:
    """The options, and those that YAML reads as a number or a switch where a form has a text."""
    for option in options:
        yield option
        if isinstance(option, str) and option in ("true", "false"):
            yield option == "true"
        elif (
            isinstance(option, str)
            and option.lstrip("-").isascii()
            and option.lstrip("-").isdigit()
            and len(option) < 16
        ):
            yield int(option)
        elif isinstance(option, (int, float)) and not isinstance(option, bool):
            yield str(option)


def number_or_none(value: Any) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def options_of(value: Any, *keys: str) -> tuple[Any, ...]:
    """The values of a list of options, each by itself or an object with one of some keys; none where one is unread."""
    if not isinstance(value, list):
        return ()
    found: list[Any] = []
    for option in value:
        if isinstance(option, Mapping):
            option = next((option[key] for key in keys if key in option), None)
        if not isinstance(option, (str, int, float)):
            return ()
        found.append(option)
    return tuple(found)
