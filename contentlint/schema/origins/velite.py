"""Velite's collections: `velite.config.ts` (velite.js.org/guide/define-collections).

Velite reads front matter with the package `yaml`, in which a date is the text that is written. A post of another type,
or without a key, is left out of what the site gets; of what is too long or of another form it only tells (Velite 0.4).
"""

from __future__ import annotations

from contentlint.schema import code
from contentlint.schema.code import Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.origins import Source
from contentlint.schema.origins.astro import argument, globs
from contentlint.schema.zod import Reader


def read(source: Source) -> list[Defined]:
    """Every collection of the file, its patterns below `root` (`content` where none is set)."""
    settings = configuration(source, "defineConfig")
    if settings is None:
        return []
    root = settings["root"].value() if "root" in settings else "content"
    place = code.followed(settings["collections"]) if "collections" in settings else None
    if not isinstance(root, str) or not isinstance(place, Expr):
        return []
    found = []
    for name, value in code.fields(place).items():
        given = argument(value, "defineCollection") or (code.fields(value) if value.opens("{") else {})
        patterns = globs(given["pattern"].value()) if "pattern" in given else None
        part = Reader().top(given.get("schema")) if patterns else None
        if patterns is None or part is None:
            continue
        holds = in_folder(root, patterns[0], without=patterns[1])
        label = f"the collection '{name}' in {source.name}"
        found.append(Defined(name, label, holds, part.json() or None, "text", part.unread, bounds_are_advice=True))
    return found


def configuration(source: Source, *names: str) -> dict[str, Expr] | None:
    """The keys of what a configuration exports, by itself or given to one of some functions."""
    module = source.module
    exported = code.exported(module, "default") if module else None
    if not isinstance(exported, Expr):
        return None
    place = code.followed(exported)
    if isinstance(place, Expr) and place.opens("{"):
        return code.fields(place)
    return argument(exported, *names)
