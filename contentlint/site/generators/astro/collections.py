"""Content collections of Astro: the files of each, and their ids (docs.astro.build/en/guides/content-collections)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site.paths import join_file, verbatim
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.meta import Meta
from contentlint.site.reading.shape import MOST, table

_MOST_NAMES = 8
"""Constants in one template string; each is looked for in all modules."""


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
    text = js.strip_comments(project.text(config))
    named = js.constant(text, "collections")
    for key, value in list(table(named).items())[:MOST]:
        if isinstance(value, dict):
            loader = value.get("loader")
            value = loader if isinstance(loader, js.Code) else js.Code("")
        body = value.source if isinstance(value, js.Code) else ""
        if re.fullmatch(r"\w+", body):
            match = re.search(rf"\b{body}\s*(?::[^=\n]+)?=\s*defineCollection\s*\(", text)
            body = text[match.start() : _statement_end(text, match.end())] if match else ""
        found[key] = _collection(project, source, key, body)
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


def _statement_end(text: str, at: int) -> int:
    depth = 1
    while at < len(text) and depth:
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
    return at


def _collection(project: Project, source: str, key: str, body: str) -> Collection:
    arguments = next((a for a in js.call_arguments(body, "glob") if isinstance(a, dict)), None)
    if arguments is not None and isinstance(arguments.get("base"), js.Code):
        arguments["base"] = constant_text(project, source, arguments["base"])
    if arguments is not None:
        base = js.dig(arguments, "base")
        globs = js.dig(arguments, "pattern") or "**/*"
        known = "generateId" not in arguments and (isinstance(base, str) or "base" not in arguments)
        folder = join_file(project.root.rstrip("/"), str(base or ".").removeprefix("./"))
        wanted = tuple(str(g).removeprefix("./") for g in (globs if isinstance(globs, list) else [globs]))
        return Collection(key, folder, wanted, known)
    if "docsLoader" in body:
        return Collection(key, f"{source}/content/docs", ("**/[^_]*", "**/*"))
    known = "loader" not in body
    return Collection(key, f"{source}/content/{key}", ("**/*",), known)


def constant_text(project: Project, source: str, code: js.Code) -> Any:
    """The string that code such as `SITE.url`, `BASE` or `./${BASE}` stands for, when a module of the site says so."""
    written = code.source.strip("`")
    names = [code.source] if re.fullmatch(r"[\w.]+", code.source) else re.findall(r"\$\{\s*([\w.]+)\s*\}", written)
    for name in names[:_MOST_NAMES]:
        head, *rest = name.split(".")
        found: Any = None
        for path in project.under(source, (".ts", ".js", ".mjs", ".mts")):
            if path.count("/") - source.count("/") <= 2 and found is None:
                found = js.constant(js.strip_comments(project.text(path)), head)
        found = js.dig(found, *rest) if rest else found
        if not isinstance(found, str):
            return code
        placed = re.sub(r"\$\{\s*" + re.escape(name) + r"\s*\}", verbatim(found), written)
        written = found if name == code.source else placed
    return written if names else code


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
