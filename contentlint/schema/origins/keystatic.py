"""Keystatic: `keystatic.config.ts` (keystatic.com/docs/collections).

Its reader fills in what is missing and refuses other values: a missing key counts only where a field must be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentlint.schema import code
from contentlint.schema.code import UNKNOWN, Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.forms import Field, Kind, number_or_none, options_of, schema_of
from contentlint.schema.origins import Source
from contentlint.schema.origins.astro import argument
from contentlint.schema.origins.velite import configuration

_KINDS: Mapping[str, Kind] = {
    "text": "text",
    "slug": "text",
    "url": "text",
    "date": "date",
    "datetime": "date",
    "checkbox": "boolean",
    "integer": "number",
    "number": "number",
    "select": "choice",
    "multiselect": "choice",
    "array": "list",
    "blocks": "list",
    "multiRelationship": "list",
    "object": "group",
}


def read(source: Source) -> list[Defined]:
    """Every collection of posts: one with a field for the text."""
    settings = configuration(source, "config") or {}
    place = code.followed(settings["collections"]) if "collections" in settings else None
    found = []
    for name, value in (code.fields(place) if isinstance(place, Expr) else {}).items():
        given = argument(value, "collection") or {}
        path = given["path"].value() if "path" in given else UNKNOWN
        form = code.followed(given["schema"]) if "schema" in given else None
        kept = given["format"].value() if "format" in given else None
        content = kept.get("contentField") if isinstance(kept, dict) else None
        if not isinstance(path, str) or not isinstance(form, Expr) or not isinstance(content, str):
            continue
        fields = [_field(key, expr) for key, expr in code.fields(form).items() if key != content]
        folder, star, rest = path.lstrip("/").partition("*")
        stem = "*" + rest + "index" if path.endswith("/") else "*" + rest
        label = f"the form '{name}' in {source.name}"
        holds = in_folder(folder, (f"{stem}.{{md,mdx,mdoc}}",))
        if star:
            found.append(Defined(name, label, holds, schema_of(fields), "json", is_advice=True))
    return found


def _field(name: str, expr: Expr) -> Field:
    place = code.followed(expr)
    call = code.chain(place) if isinstance(place, Expr) else None
    if call is None or call[0] != "fields" or len(call[1]) != 1 or not call[1][0].arguments:
        return Field(name)
    kind = call[1][0].name
    first = code.followed(call[1][0].arguments[0])
    what: Kind = _KINDS.get(kind, "any")
    given = code.fields(first) if isinstance(first, Expr) and first.opens("{") else {}
    rules: Any = given["validation"].value() if "validation" in given else {}
    rules = rules if isinstance(rules, dict) else {}
    if kind == "slug" and "name" in given:
        inner = given["name"].value()
        rules = inner.get("validation") or {} if isinstance(inner, dict) else {}
    options = options_of(given["options"].value(), "value") if "options" in given else ()
    if what == "choice" and not options:
        return Field(name)
    if what == "group":
        return Field(name, "group", fields=tuple(_field(key, value) for key, value in given.items()))
    return Field(
        name,
        what,
        kind not in ("checkbox", "select", "multiselect", "array")
        and rules.get("isRequired") is True
        and "defaultValue" not in given,
        options,
        has_many=kind == "multiselect",
        low=number_or_none(rules.get("min")) if what == "number" else None,
        high=number_or_none(rules.get("max")) if what == "number" else None,
    )
