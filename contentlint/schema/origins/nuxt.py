"""Nuxt Content 3: `content.config.ts` (content.nuxt.com/docs/collections/define).

Nuxt Content makes a column of a database of each key and builds without it: what its schema asks for is told as a
warning, and nothing of dates, which it makes texts of.
"""

from __future__ import annotations

from contentlint.schema import code
from contentlint.schema.code import Expr
from contentlint.schema.defined import Defined, in_folder, texts
from contentlint.schema.origins import Source
from contentlint.schema.origins.astro import argument
from contentlint.schema.origins.velite import configuration
from contentlint.schema.zod import Reader
from contentlint.schema.zod_parts import ANYTHING, Shape, made, undated

_OWN = (
    "title",
    "description",
    "path",
    "seo",
    "body",
    "navigation",
    "rawbody",
    "draft",
    "meta",
    "id",
    "stem",
    "extension",
)
"""Keys that every page has, in the front matter or out of its text."""


def read(source: Source) -> list[Defined]:
    """Every collection of pages or data whose files are known."""
    settings = configuration(source, "defineContentConfig") or {}
    place = code.followed(settings["collections"]) if "collections" in settings else None
    found = []
    for name, value in (code.fields(place) if isinstance(place, Expr) else {}).items():
        given = argument(value, "defineCollection")
        globs, left_out = _files(given["source"]) if given and "source" in given else (None, ())
        part = Reader().top(given.get("schema")) if given else None
        if globs is None or part is None or part.shape is None:
            continue
        is_page = given is not None and "type" in given and given["type"].value() == "page"
        keys = {key: part.shape.keys[key] for key in part.shape.keys}
        for key in _OWN if is_page else ():
            inner = keys.get(key, ANYTHING)
            keys[key] = inner.but(optional="default")
        read = made(Shape(keys, "open", part.shape.is_whole))
        label = f"the collection '{name}' in {source.name}"
        holds = in_folder("content", globs, without=left_out)
        found.append(Defined(name, label, holds, undated(read.json()), "text", part.unread, is_advice=True))
    return found


def _files(expr: Expr) -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    value = expr.value()
    if isinstance(value, dict):
        if "repository" in value or value.get("cwd"):
            return None, ()
        return texts(value.get("include")), texts(value.get("exclude")) or ()
    return texts(value), ()
