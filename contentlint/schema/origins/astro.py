"""Astro's collections: `src/content.config.ts` (docs.astro.build, "Content collections")."""

from __future__ import annotations

import re
from typing import Any

from contentlint.schema import code
from contentlint.schema.code import Expr
from contentlint.schema.defined import Defined, in_folder, texts
from contentlint.schema.origins import Source
from contentlint.schema.zod import Reader
from contentlint.schema.zod_parts import ANYTHING, Shape, made

_MOST = 500
_CHOICE = re.compile(r"@?\(([^()!*+?]+)\)")
_LEFT_OUT: tuple[str, ...] = ("_*", "**/_*", "_*/**", "**/_*/**")
"""What Astro leaves out of `src/content/<name>`; the loader `glob` does not (Astro 5.18 and 7.3)."""
_POSTS: tuple[str, ...] = ("**/*.md", "**/*.mdx", "**/*.mdoc", "**/*.markdown", "**/*.markdoc")


def read(source: Source) -> list[Defined]:
    """Every collection of the file whose folder is known."""
    module = source.module
    exported = code.exported(module, "collections") if module else None
    place = code.followed(exported) if isinstance(exported, Expr) else None
    if module is None or not isinstance(place, Expr):
        return []
    found = [_collection(source, name, value) for name, value in list(code.fields(place).items())[:_MOST]]
    return [one for one in found if one is not None]


def argument(expr: Expr, *names: str) -> dict[str, Expr] | None:
    """The keys of the object that a call of one of some functions is given; None for any other expression."""
    place = code.followed(expr)
    call = code.chain(place) if isinstance(place, Expr) else None
    if call is None or call[0] not in names or not call[1] or not call[1][0].arguments:
        return None
    given = code.followed(call[1][0].arguments[0])
    return code.fields(given) if isinstance(given, Expr) and given.opens("{") else None


def globs(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The globs of a pattern, and those that it leaves out; None when that can't be told."""
    written = texts(value)
    if written is None:
        return None
    plain = [_CHOICE.sub(lambda m: "{" + m[1].replace("|", ",") + "}", one) for one in written]
    return tuple(g for g in plain if g[:1] != "!"), tuple(g[1:] for g in plain if g[:1] == "!")


def _collection(source: Source, name: str, value: Expr) -> Defined | None:
    settings = argument(value, "defineCollection")
    patterns: tuple[tuple[str, ...], tuple[str, ...]] | None
    if settings is None:
        return None
    loader = settings.get("loader")
    if loader is None:
        if "type" in settings and settings["type"].value() != "content":
            return None
        base, patterns = f"src/content/{name}", (_POSTS, _LEFT_OUT)
    else:
        given = argument(loader, "glob")
        if given is None:
            return None
        found = given["base"].value() if "base" in given else "."
        patterns = globs(given["pattern"].value()) if "pattern" in given else None
        if not isinstance(found, str) or patterns is None:
            return None
        base = found
    schema, unread = schema_of(settings.get("schema"), is_legacy=loader is None)
    label = f"the collection '{name}' in {source.name.rpartition('/')[2]}"
    return Defined(name, label, in_folder(base, patterns[0], without=patterns[1]), schema, "dates", unread)


def schema_of(expr: Expr | None, *, is_legacy: bool = False) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The JSON Schema of a collection's `schema`, and the keys that are not read; None for none and for one unread."""
    part = Reader().top(expr)
    if part is None:
        return None, ("",) if expr is not None else ()
    if part.shape is not None:
        shape = part.shape
        keys = dict(shape.keys)
        # What a schema for editors names, and in Astro before 5 the address, which is taken out before.
        for key in ("$schema", "slug")[: 1 + is_legacy]:
            keys.setdefault(key, ANYTHING)
        part = made(Shape(keys, shape.others, shape.is_whole)).but(unread=part.unread)
    return part.json() or None, part.unread
