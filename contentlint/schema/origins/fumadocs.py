"""Fumadocs: `source.config.ts` (fumadocs.dev/docs/mdx/collections).

Its own schemas, which `frontmatterSchema` and `pageSchema` stand for, are written down here. What its parser makes of a
date was not probed, so of dates nothing is said.
"""

from __future__ import annotations

from typing import Any

from contentlint.schema import code
from contentlint.schema.code import Expr
from contentlint.schema.defined import Defined, in_folder, texts
from contentlint.schema.origins import Source
from contentlint.schema.origins.astro import argument
from contentlint.schema.zod import Reader
from contentlint.schema.zod_parts import ANYTHING, Part, Shape, made, undated

_TEXT = Part({"type": "string"})
_PAGE = Shape(
    {
        "title": _TEXT,
        "description": _TEXT.but(optional="optional"),
        "icon": _TEXT.but(optional="optional"),
        "full": Part({"type": "boolean"}, "optional"),
        "_openapi": ANYTHING,
    }
)
_OWN = {"frontmatterSchema": _PAGE, "pageSchema": _PAGE}


def read(source: Source) -> list[Defined]:
    """The collections that the file exports: of `defineDocs` its pages, and those of `defineCollections`."""
    module = source.module
    if module is None:
        return []
    found = []
    for name in code.exports(module):
        expr = code.exported(module, name)
        if not isinstance(expr, Expr):
            continue
        if (docs := argument(expr, "defineDocs")) is not None:
            place = code.followed(docs["docs"]) if "docs" in docs else None
            inner = code.fields(place) if isinstance(place, Expr) and place.opens("{") else {}
            found += _defined(source, name, {**{k: v for k, v in docs.items() if k == "dir"}, **inner}, own=True)
        elif given := argument(expr, "defineCollections"):
            is_doc = "type" in given and given["type"].value() == "doc"
            found += _defined(source, name, given, own=False) if is_doc else []
    return found


def _defined(source: Source, name: str, given: dict[str, Expr], *, own: bool) -> list[Defined]:
    folders = texts(given["dir"].value()) if "dir" in given else ("content/docs",) if own else None
    files = texts(given["files"].value()) if "files" in given else ("**/*.md", "**/*.mdx")
    if folders is None or files is None:
        return []
    part: Any = made(_PAGE) if own and "schema" not in given else _reader().top(given.get("schema"))
    label = f"the collection '{name}' in {source.name}"
    schema, unread = (undated(part.json()) or None, part.unread) if part is not None else (None, ("",))
    left_out = tuple(glob[1:] for glob in files if glob[:1] == "!")
    included = tuple(glob for glob in files if glob[:1] != "!")
    return [
        Defined(name, label, in_folder(folder, included, without=left_out), schema, "text", unread)
        for folder in folders
    ]


def _reader() -> Reader:
    return Reader({name: made(shape) for name, shape in _OWN.items()})
