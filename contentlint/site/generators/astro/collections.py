"""Content collections of Astro: the files of each, and their ids (docs.astro.build/en/guides/content-collections)."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.guard.records import dataclass
from contentlint.site.generators.coded import modules_of
from contentlint.site.paths import join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, Call, one
from contentlint.site.reading.meta import Meta
from contentlint.site.reading.shape import MOST, table


@dataclass(frozen=True, slots=True)
class Collection:
    """A content collection: its folder and which files; `known` is False when code makes the ids."""

    name: str
    base: str
    globs: tuple[str, ...]
    known: bool = True


def slug_path(path: str) -> str:
    """An entry's id: each segment slugged as by github-slugger, `/index` at the end taken off."""
    slugged = "/".join(_slug(segment) for segment in path.split("/"))
    return re.sub(r"/index\Z", "", slugged)


def _slug(text: str) -> str:
    if text.isascii():
        return re.sub(r"[^a-z0-9_\- ]", "", text.lower()).replace(" ", "-")
    keep = ("L", "M", "Nd", "Nl", "Pc")
    return "".join(
        "-" if c == " " else c for c in text.lower() if c in "- " or unicodedata.category(c).startswith(keep)
    )


def collections(project: Project, source: str) -> dict[str, Collection]:
    """Every collection by name: those of `content.config.*`, and folders of `content/` that it does not name.

    `source` is the path of `src`, without slash at the end.
    """
    found: dict[str, Collection] = {}
    config = next(
        (
            f"{source}/{stem}.{e}"
            for stem in ("content.config", "content/config")
            for e in ("ts", "js", "mjs", "mts")
            if project.exists(f"{source}/{stem}.{e}")
        ),
        "",
    )
    module = modules_of(project, PRODUCTION).at(config)
    named = one(module.exported("collections")) if module is not None else None
    for key, value in list(table(named).items())[:MOST]:
        if not key.startswith("..."):
            found[key] = _collection(project, source, key, value)
    folder = f"{source}/content/"
    for path in project.under(folder, CONTENT):
        name = path[len(folder) :].split("/")[0]
        if (
            name not in found
            and "/" in path[len(folder) :]
            and not any(c.base == folder + name for c in found.values())
        ):
            found[name] = Collection(name, folder + name, ("**/*",))
    return found


def _collection(project: Project, source: str, key: str, value: Any) -> Collection:
    """A collection as `defineCollection` is given it."""
    loader = table(value).get("loader")
    wraps = isinstance(loader, Call) and loader.name != "glob"
    if isinstance(loader, Call) and wraps:  # a loader of the site's own around the files
        inner = [part for part in loader.arguments if isinstance(part, Call) and part.name == "glob"]
        loader = inner[0] if inner else loader
    if isinstance(loader, Call) and loader.name == "glob":
        arguments = table(next(iter(loader.arguments), None))
        base = arguments.get("base")
        globs = arguments.get("pattern", "**/*")
        patterns = [g for g in (globs if isinstance(globs, list) else [globs]) if isinstance(g, str)]
        is_known = not {"generateId", "..."} & arguments.keys() and not isinstance(base, js.Code)
        folder = join_file(project.root.rstrip("/"), str(base if isinstance(base, str) else ".").removeprefix("./"))
        wanted = tuple(glob.removeprefix("./") for glob in patterns) or ("**/*",)
        return Collection(key, folder, wanted, is_known and bool(patterns) and not wraps)
    if isinstance(loader, Call) and loader.name == "docsLoader":
        return Collection(key, f"{source}/content/docs", ("**/[^_]*", "**/*"))
    is_known = isinstance(value, dict) and "loader" not in value and "..." not in value
    return Collection(key, f"{source}/content/{key}", ("**/*",), is_known)


def entries(project: Project, collection: Collection) -> list[tuple[str, str, Meta]]:
    """(path, id, facts) of a collection's Markdown entries."""
    positive = [g for g in collection.globs if not g.startswith("!")]
    negative = [g[1:] for g in collection.globs if g.startswith("!")]
    matches, excluded = any_glob(positive), any_glob(negative)
    found = []
    start = len(collection.base) + 1 if collection.base else 0
    for path in project.under(collection.base, CONTENT):
        relative = path[start:]
        if not matches(relative) or excluded(relative):
            continue
        if any(segment.startswith("_") for segment in relative.split("/")) and collection.globs == ("**/*",):
            continue  # legacy collections ignore underscored names
        facts = project.meta(path)
        slug = facts.get("slug")
        ident = str(slug).strip("/") if isinstance(slug, (str, int)) and str(slug) else slug_path(stem_of(relative))
        found.append((path, ident, facts))
    return found


def stem_of(path: str) -> str:
    """A path without its extension."""
    return path[: path.rfind(".")] if "." in path.rsplit("/", 1)[-1] else path
