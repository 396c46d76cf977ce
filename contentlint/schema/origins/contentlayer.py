"""Contentlayer and contentlayer2: `contentlayer.config.ts` (contentlayer.dev, "defineDocumentType").

A post without a required field, or with something else in the place of a list, is left out of what the site gets. What
other types and options say is for TypeScript alone, and the build takes anything: `x-advice`.
"""

from __future__ import annotations

from typing import Any

from contentlint.schema import code
from contentlint.schema.code import UNKNOWN, Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.forms import for_value
from contentlint.schema.origins import Source
from contentlint.schema.origins.velite import configuration

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"x-takes": "scalar?", "x-advice": True},
    "number": {"x-takes": "number-of-form?", "x-advice": True},
    "boolean": {"type": ["boolean", "null"], "x-advice": True},
    "list": {"type": "array"},
    "date": {"x-takes": "date-of-form?", "x-advice": True},
    **{name: {} for name in ("markdown", "mdx", "image", "json", "nested", "reference")},
}


def read(source: Source) -> list[Defined]:
    """Every document type, by the pattern of its files below `contentDirPath`."""
    settings = configuration(source, "makeSource") or {}
    folder = settings["contentDirPath"].value() if "contentDirPath" in settings else UNKNOWN
    types = code.elements(settings["documentTypes"]) if "documentTypes" in settings else None
    found = []
    for member in (types or []) if isinstance(folder, str) else []:
        given = _document_type(member)
        if given is None:
            continue
        pattern = given["filePathPattern"].value() if "filePathPattern" in given else UNKNOWN
        name = given["name"].value() if "name" in given else UNKNOWN
        fields = code.followed(given["fields"]) if "fields" in given else None
        if not isinstance(pattern, str) or not isinstance(name, str) or not isinstance(fields, Expr):
            continue
        schema, unread = _schema(fields)
        # Front matter may name its type itself.
        schema = for_value("type", name, schema, is_default=True)
        label = f"the document type {name} in {source.name}"
        found.append(Defined(name, label, in_folder(str(folder), (pattern,)), schema, "text", unread))
    return found


def _document_type(member: Expr) -> dict[str, Expr] | None:
    place = code.followed(member)
    call = code.chain(place) if isinstance(place, Expr) else None
    if call is None or call[0] != "defineDocumentType" or not call[1] or not call[1][0].arguments:
        return None
    body = code.function(call[1][0].arguments[0])
    return code.fields(body[1]) if body and body[1].opens("{") else None


def _schema(fields: Expr) -> tuple[dict[str, Any], tuple[str, ...]]:
    properties: dict[str, Any] = {}
    required, unread = [], []
    for key, value in code.fields(fields).items():
        place = code.followed(value)
        given = code.fields(place) if isinstance(place, Expr) and place.opens("{") else {}
        kind = given["type"].value() if "type" in given else UNKNOWN
        properties[key] = {}
        if kind == "enum":
            options = given["options"].value() if "options" in given else UNKNOWN
            if isinstance(options, list) and options:
                properties[key] = {"enum": [*options, None, ""], "x-advice": True}
        elif isinstance(kind, str) and kind in _TYPES:
            properties[key] = dict(_TYPES[kind])
        else:
            unread.append(key)
        if kind == "list" and not ("required" in given and given["required"].value() is True):
            properties[key] = {"type": ["array", "null"]}
        if "required" in given and given["required"].value() is True and "default" not in given:
            required.append(key)
    return {"type": "object", "properties": properties, "required": required}, tuple(unread)
