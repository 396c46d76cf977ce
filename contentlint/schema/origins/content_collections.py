"""Content Collections: `content-collections.ts` (content-collections.dev/docs/core/schema).

The front matter is read with the package `yaml`, in which a date is the text that is written.
"""

from __future__ import annotations

from contentlint.schema import code
from contentlint.schema.code import Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.origins import Source
from contentlint.schema.origins.astro import argument, globs
from contentlint.schema.origins.velite import configuration
from contentlint.schema.zod import Reader
from contentlint.schema.zod_parts import ANYTHING, Shape, made


def read(source: Source) -> list[Defined]:
    """Every collection with a directory and a pattern that are known."""
    settings = configuration(source, "defineConfig") or {}
    listed = next((settings[key] for key in ("content", "collections") if key in settings), None)
    found = []
    for member in (code.elements(listed) or []) if listed is not None else []:
        given = argument(member, "defineCollection") or {}
        name, directory, include, exclude = (
            given[key].value() if key in given else None for key in ("name", "directory", "include", "exclude")
        )
        patterns, left_out = globs(include), globs(exclude) if "exclude" in given else ((), ())
        schema = given.get("schema")
        if not isinstance(directory, str) or patterns is None or left_out is None or schema is None:
            continue
        # A parser of the site's own gives what it likes.
        parser = given["parser"].value() if "parser" in given else "frontmatter"
        if parser in ("frontmatter", "frontmatter-only"):
            found += _defined(source, str(name), schema, directory, patterns[0], (*left_out[0], *patterns[1]))
    return found


def _defined(
    source: Source, name: str, schema: Expr, folder: str, patterns: tuple[str, ...], left_out: tuple[str, ...]
) -> list[Defined]:
    place = code.followed(schema)
    body = code.function(place) if isinstance(place, Expr) else None
    label = f"the collection '{name}' in {source.name}"
    holds = in_folder(folder, patterns, without=left_out)
    if body is not None and body[1].opens("{"):  # before 0.9: `schema: (z) => ({ title: z.string() })`
        shape = Reader().shape(body[1], 0)
        part = made(shape) if shape else None
    else:
        part = Reader().top(schema)
    if part is None:
        return [Defined(name, label, holds, None, "text", ("",))]
    if part.shape is not None:
        keys = {**part.shape.keys, "content": ANYTHING, "_meta": ANYTHING}  # what is added before it is looked at
        part = made(Shape(keys, part.shape.others, part.shape.is_whole)).but(unread=part.unread)
    return [Defined(name, label, holds, part.json() or None, "text", part.unread)]
