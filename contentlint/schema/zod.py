"""Schemas in Zod as JSON Schema, as far as they can be read without running them.

Zod 3 and 4 as `astro/zod`, `zod` and Velite's `s` have them (zod.dev/api). What is code and no plain chain of Zod's own
calls allows everything and asks for nothing, so reading too little never makes a finding.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from contentlint.schema import code
from contentlint.schema.code import UNKNOWN, Expr, Outside, Step
from contentlint.schema.zod_checks import checked, simple
from contentlint.schema.zod_parts import (
    ANYTHING,
    UNREAD,
    Part,
    Shape,
    all_of,
    any_of,
    chosen_by,
    made,
    masked,
    opened,
    or_null,
)
from contentlint.site.reading import js

_MOST_DEPTH = 40
_MOST_PARTS = 5_000
"""Expressions that are read of one file: names of constants in constants multiply."""
_ZOD = re.compile(r"(?:astro[:/](?:zod|content|schema)|zod(?:/.*)?|velite|@nuxt/content|@content-collections/core)\Z")
_MEMBER = re.compile(r"\s*([A-Za-z_$][\w$]*|\"[^\"\n]*\"|'[^'\n]*')\s*(?:=\s*([^,\n]+))?")
_REFERENCE = Part({"type": ["string", "object", "number"]})
"""`reference("authors")`: a number has been one since Astro 7, and is let pass."""
# Calls that change nothing about which values may be written.
_HARMLESS = frozenset("describe refine superRefine brand readonly meta check register with".split())
_CHANGES = frozenset("transform pipe overwrite normalize slugify toLowerCase toUpperCase".split())
_SOFT = frozenset(("default", "prefault", "_default"))


class Reader:
    """Reads the Zod expressions of one configuration, until it has read enough."""

    def __init__(self, known: Mapping[str, Part] | None = None) -> None:
        """`known` are the schemas that packages export, by their names."""
        self.left = _MOST_PARTS
        self.known = known or {}
        self._busy: set[tuple[str, int]] = set()

    def top(self, expr: Expr | None) -> Part | None:
        """The schema of a collection: an object, or a function that makes one; None where it can't be told."""
        if expr is None:
            return None
        place = code.followed(expr)
        if not isinstance(place, Expr):
            return None
        body = code.function(place)
        try:
            part = self.part(body[1] if body else place, 0)
        except RecursionError:  # brackets in brackets without end
            return None
        return None if part.unread == ("",) and not part.shape else part

    def part(self, expr: Expr, depth: int) -> Part:
        """What an expression allows."""
        expr = code.unwrapped(expr)
        self.left -= 1
        if depth > _MOST_DEPTH or self.left < 0 or not expr.text:
            return UNREAD
        read = code.chain(expr)
        if read is None:
            return UNREAD
        name, steps = read
        if self._is_zod(name, expr):
            return self._of_zod(steps, depth)
        if name == "image" or (steps and steps[0].name == "image" and steps[0].arguments is not None):
            rest = steps[1:] if not isinstance(self._place(name, expr), Expr) else None
            if rest is not None and (name == "image") == (steps[0].name == ""):
                return self.chained(Part({"type": "string"}), rest, depth)
        return self._named(name, steps, expr, depth)

    def _place(self, name: str, expr: Expr) -> Expr | Outside | None:
        return expr.given[name] if name in expr.given else code.named(name, expr.module)

    def _is_zod(self, name: str, expr: Expr) -> bool:
        place = None if name in expr.given else code.named(name, expr.module)
        if isinstance(place, Outside):
            return _ZOD.match(place.source) is not None and place.name in ("z", "s", "default", "*")
        return place is None and name == "z" and name not in expr.given

    def _of_zod(self, steps: list[Step], depth: int) -> Part:
        name = steps[0].name if steps else ""
        if name in ("coerce", "iso") and steps[0].arguments is None and len(steps) > 1:
            found = simple(f"{name}.{steps[1].name}", steps[1].arguments or ())
            return self.chained(found or UNREAD, steps[2:], depth) if found else UNREAD
        if not steps or steps[0].arguments is None:
            return UNREAD
        return self.chained(self._base(name, steps[0].arguments, depth), steps[1:], depth)

    def _named(self, name: str, steps: list[Step], expr: Expr, depth: int) -> Part:
        """What a constant holds, a function of the site gives, or a helper of a package."""
        place = self._place(name, expr)
        if place is None and steps and steps[0].name:
            place = code.member_of(name, steps[0].name, expr.module)
            steps = (
                steps
                if place is None
                else ([replace(steps[0], name="")] if steps[0].arguments is not None else []) + steps[1:]
            )
        if isinstance(place, Outside):
            if place.name == "reference" and steps and steps[0].name == "":
                return self.chained(_REFERENCE, steps[1:], depth)
            known = self.known.get(place.name)
            return UNREAD if known is None or (steps and steps[0].name == "") else self.chained(known, steps, depth)
        if place is None or (key := (place.module.path, place.start)) in self._busy:
            return UNREAD
        self._busy.add(key)
        try:
            if steps and steps[0].name == "" and steps[0].arguments is not None:
                result = _result(place, steps[0].arguments)
                if result is None:
                    return UNREAD
                return self.chained(self.part(result, depth + 1), steps[1:], depth)
            if (shape := self._of_literal(place, steps, depth)) is not None:
                return shape
            return self.chained(self.part(place, depth + 1), steps, depth)
        finally:
            self._busy.discard(key)

    def _of_literal(self, place: Expr, steps: list[Step], depth: int) -> Part | None:
        """`schemas.post` of an object of schemas."""
        place = code.unwrapped(place)
        if not place.opens("{") or not steps or steps[0].arguments is not None:
            return None
        value = code.fields(place).get(steps[0].name)
        return UNREAD if value is None else self.chained(self.part(value, depth + 1), steps[1:], depth)

    def _base(self, name: str, arguments: tuple[Expr, ...], depth: int) -> Part:
        first = arguments[0] if arguments else None
        if name in ("object", "strictObject", "looseObject"):
            others = {"object": "strip", "strictObject": "strict", "looseObject": "open"}[name]
            shape = self.shape(first, depth) if first else Shape({})
            return UNREAD if shape is None else made(replace(shape, others=others))
        if (found := simple(name, arguments)) is not None:
            return found
        if first is None:
            return UNREAD
        if name in ("enum", "nativeEnum"):
            return self._enum(first)
        if name == "literal":
            value = first.value()
            values = value if isinstance(value, list) else [value]
            is_known = value is not UNKNOWN and all(v is None or isinstance(v, (str, int, float)) for v in values)
            return Part({"enum": values}) if is_known and first.text != "undefined" else UNREAD
        if name == "array":
            inner = self.part(first, depth + 1)
            return Part({"type": "array", "items": inner.json()}, unread=inner.unread, inner=inner)
        if name in ("union", "tuple", "discriminatedUnion", "xor"):
            return self._several(name, arguments, depth)
        if name in ("intersection",) and len(arguments) > 1:
            return all_of(self.part(first, depth + 1), self.part(arguments[1], depth + 1))
        if name in ("record", "partialRecord", "looseRecord"):
            inner = self.part(arguments[1] if len(arguments) > 1 else first, depth + 1)
            return Part({"type": "object", "additionalProperties": inner.json() or True}, unread=inner.unread)
        if name == "lazy" and (body := code.function(first)):
            return self.part(body[1], depth + 1)
        if name in ("optional", "nullable", "nullish", "nonoptional", "readonly", "_default", "prefault", "catch"):
            return self.chained(self.part(first, depth + 1), [Step(name, arguments[1:])], depth)
        return UNREAD

    def _several(self, name: str, arguments: tuple[Expr, ...], depth: int) -> Part:
        listed = code.elements(
            arguments[
                -1 if name == "discriminatedUnion" and len(arguments) < 3 else 1 if name == "discriminatedUnion" else 0
            ]
        )
        if listed is None:
            return UNREAD
        parts = [self.part(member, depth + 1) for member in listed]
        if name == "discriminatedUnion":
            key = arguments[0].value()
            return chosen_by(key, parts) if isinstance(key, str) else any_of(parts)
        if name == "tuple":
            unread = tuple(n for part in parts for n in part.unread)
            least = max((n for n, part in enumerate(parts, 1) if not part.optional), default=0)
            schema = {"type": "array", "items": [part.json() for part in parts], "minItems": least}
            return Part(schema if len(arguments) > 1 else {**schema, "maxItems": len(parts)}, unread=unread)
        return any_of(parts)

    def _enum(self, first: Expr) -> Part:
        place = code.followed(first)
        found: Any = None
        if isinstance(place, Expr) and re.match(r"(?:const\s+)?enum\b", place.text):
            found = _members_of_enum(place)
        elif (value := first.value()) is not UNKNOWN:
            found = list(value.values()) if isinstance(value, dict) else value
        if not isinstance(found, list) or not found or not all(isinstance(v, (str, int, float)) for v in found):
            return UNREAD
        return Part({"enum": found})

    def shape(self, expr: Expr, depth: int) -> Shape | None:
        """The keys of `{ … }`, of a constant that holds them, or of `other.shape`; None when nothing is known."""
        place = code.followed(expr)
        self.left -= 1
        if not isinstance(place, Expr) or depth > _MOST_DEPTH or self.left < 0:
            return None
        listed = code.members(place)
        if listed is None:
            read = code.chain(place)
            if read is not None and len(read[1]) == 1 and read[1][0].name == "":
                made_by = self._place(read[0], place)
                given = read[1][0].arguments
                result = _result(made_by, given) if isinstance(made_by, Expr) and given is not None else None
                return self.shape(result, depth + 1) if result is not None else None
            if read is None or not read[1] or read[1][-1].name not in ("shape", "_shape") or read[1][-1].arguments:
                return None
            end = place.module.text.rfind(".", place.start, place.end)
            return self.part(place.at(place.start, end), depth + 1).shape
        keys: dict[str, Part] = {}
        is_whole = True
        for key, value in listed:
            if key is not None:
                keys[key] = self.part(value, depth + 1)
                continue
            inner = self.shape(value, depth + 1)
            if inner is None or not inner.is_whole:
                keys, is_whole = dict.fromkeys(keys, UNREAD), False  # what is spread may have any key
            keys |= inner.keys if inner else {}
        return Shape(keys, is_whole=is_whole)

    def chained(self, part: Part, steps: list[Step], depth: int) -> Part:
        """A part with what is called on it."""
        for step in steps:
            part = self._after(part, step, depth)
        return part

    def _after(self, part: Part, step: Step, depth: int) -> Part:
        name, arguments = step.name, step.arguments or ()
        first = arguments[0] if arguments else None
        if part.shape is not None and (found := self._object_call(part.shape, name, first, depth)) is not None:
            return found
        if name in ("optional", "exactOptional"):
            return part.but(optional=part.optional or "optional", inner=part)
        if name in _SOFT:
            return part.but(optional="default", inner=part)
        if name == "catch":
            return ANYTHING
        if name == "nullable":
            return or_null(part)
        if name == "nullish":
            return or_null(part).but(optional=part.optional or "optional")
        if name == "nonoptional":
            return part.but(optional="" if part.optional == "optional" else part.optional)
        if name in ("unwrap", "innerType", "removeDefault", "element"):
            return part.inner or UNREAD
        if name in ("or", "and") and first is not None:
            other = self.part(first, depth + 1)
            return any_of((part, other)) if name == "or" else all_of(part, other)
        if name == "array" and step.arguments == ():
            return Part({"type": "array", "items": part.json()}, unread=part.unread, inner=part)
        if name in ("exclude", "extract") and first is not None and "enum" in part.schema:
            named = first.value()
            if not isinstance(named, list):
                return UNREAD
            return part.but(schema={"enum": [v for v in part.schema["enum"] if (v in named) == (name == "extract")]})
        if name == "rest" and "maxItems" in part.schema:
            return part.but(schema={key: value for key, value in part.schema.items() if key != "maxItems"})
        if name in _HARMLESS:
            return part
        if name in _CHANGES:
            return part.but(is_changed=True)
        changed = checked(part, name, arguments)
        return UNREAD if changed is None else changed

    def _object_call(self, shape: Shape, name: str, first: Expr | None, depth: int) -> Part | None:
        """What a method of objects gives; None for what other types have, too."""
        if name in ("strict", "strip", "passthrough", "loose"):
            return made(replace(shape, others={"passthrough": "open", "loose": "open"}.get(name, name)))
        if name == "catchall" and first is not None:
            return made(replace(shape, others=self.part(first, depth + 1).json() or "open"))
        if name in ("extend", "safeExtend", "merge", "augment", "setKey") and first is not None:
            other = self.part(first, depth + 1).shape if name == "merge" else self.shape(first, depth + 1)
            if name == "setKey" or other is None:
                return made(Shape(dict.fromkeys(shape.keys, UNREAD), is_whole=False))
            kept = shape.keys if other.is_whole else dict.fromkeys(shape.keys, UNREAD)
            others = other.others if name == "merge" else shape.others
            return made(Shape({**kept, **other.keys}, others, shape.is_whole and other.is_whole))
        if name in ("pick", "omit", "partial", "required", "deepPartial"):
            mask = first.value() if first is not None else None
            if mask is UNKNOWN or (mask is not None and not isinstance(mask, dict)) or name == "deepPartial":
                return made(Shape(dict.fromkeys(shape.keys, UNREAD), is_whole=False))
            if name in ("partial", "required"):
                return made(masked(shape, mask, "optional" if name == "partial" else ""))
            keys = {key: part for key, part in shape.keys.items() if bool((mask or {}).get(key)) == (name == "pick")}
            return made(replace(shape, keys=keys, is_whole=shape.is_whole))
        if name == "keyof" and shape.is_whole:
            return Part({"enum": list(shape.keys)})
        if name == "shape":
            return Part(shape=shape)
        return shape.keys.get(name)


def _result(function: Expr, arguments: tuple[Expr, ...]) -> Expr | None:
    """What a function of the site gives of its arguments; None for what is none."""
    body = code.function(function)
    if body is None:
        return None
    given = dict(zip(body[0], (*arguments, *[None] * len(body[0])), strict=False))
    return Expr(body[1].module, body[1].start, body[1].end, {**function.given, **given})


def _members_of_enum(place: Expr) -> list[Any] | None:
    """The values of an `enum` of TypeScript."""
    text = place.module.text
    brace = text.find("{", place.start)
    found: list[Any] = []
    number: int | None = 0
    for part in code.split(code.inside(place, brace)):
        match = _MEMBER.fullmatch(part.text)
        if match is None:
            return None
        if match[2]:
            value = js.literal(match[2])
            if not isinstance(value, (str, int)):
                return None
            found.append(value)
            number = value + 1 if isinstance(value, int) else None
        elif number is None:
            return None
        else:
            found.append(number)
            number += 1
    return found


__all__ = ["Part", "Reader", "opened"]
