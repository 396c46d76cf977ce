"""Contentlayer and contentlayer2: `contentlayer.config.ts` (contentlayer.dev, "defineDocumentType").

A post without a required field, or with a field of another type, is left out of what the site gets.
"""

from __future__ import annotations

from typing import Any

from contentlint.schema import code
from contentlint.schema.code import UNKNOWN, Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.origins import Source
from contentlint.schema.origins.velite import configuration

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "markdown": {"type": "string"},
    "mdx": {"type": "string"},
    "image": {"type": "string"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "list": {"type": "array"},
    "nested": {"type": "object"},
    "date": {"x-takes": "date", "format": "date"},
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
        label = f"the document type {name} in {source.name}"
        found.append(Defined(name, label, in_folder(str(folder), (pattern,)), schema, "dates", unread))
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
            properties[key] = {"enum": options} if isinstance(options, list) and options else {}
        elif isinstance(kind, str) and kind in _TYPES:
            properties[key] = _TYPES[kind]
        else:
            unread.append(key)
        if "required" in given and given["required"].value() is True and "default" not in given:
            required.append(key)
    return {"type": "object", "properties": properties, "required": required}, tuple(unread)
