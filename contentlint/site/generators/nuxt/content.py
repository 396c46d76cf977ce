"""Nuxt Content's files and their paths (content.nuxt.com/docs/collections, v2.content.nuxt.com).

Both versions make a path of a file's name alike (`generatePath` of their transformers).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.guard.records import dataclass
from contentlint.site.paths import join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js

_NUMBERS = re.compile(r"\d+(?:\.\d+)*(?:\.x)?\Z")
_KEPT = re.compile(r"[^\w\s$*+~.()'\"!\-:@]", re.ASCII)
_SPELLED = {"$": "dollar", "%": "percent", "&": "and", "<": "less", ">": "greater", "|": "or", "ß": "ss", "æ": "ae"}
_SPELLED |= {"œ": "oe", "ø": "o"}
_DROPPED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Letters of Chinese, Japanese and Korean, for which the package has no spelling."""


_ITEMS = (*CONTENT, ".yml", ".yaml", ".json", ".csv")
"""Endings of files that a collection of pages takes."""


@dataclass(frozen=True, slots=True)
class Item:
    """A content file with the path that queries find it by, "" when nothing tells; `pattern` is what it must match."""

    file: str
    path: str
    pattern: str
    is_draft: bool = False


def slug(part: str) -> str | None:
    """A folder's or file's name in a path: without its number, as the package `slugify` writes it. None for letters
    whose spelling is not reproduced."""
    if not _NUMBERS.match(part):
        part = re.sub(r"\A\d+\.", "", part)
        part = re.sub(r"\Aindex(?:\.draft)?\Z", "", part)
        part = re.sub(r"\.draft\Z", "", part)
    words = "".join(_SPELLED.get(char, char) for char in unicodedata.normalize("NFC", part).lower())
    plain = "".join(c for c in unicodedata.normalize("NFD", words) if not "\u0300" <= c <= "\u036f")
    if any(char.isalpha() and not char.isascii() and not _DROPPED.match(char) for char in plain):
        return None
    return re.sub(r"[\s-]+", " ", _KEPT.sub("", plain)).strip().replace(" ", "-")


def path_of(stem: str) -> str:
    """The path of a file by its name without ending, "" when nothing tells."""
    parts = [slug(part) for part in stem.strip("/").split("/")]
    return "" if None in parts else "/" + "/".join(part for part in parts if part)


def _pattern_of(stem: str) -> str:
    parts = [slug(part) for part in stem.strip("/").split("/")]
    return "".join("/[^/]*" if part is None else "/" + re.escape(part) for part in parts if part != "")


def content_folder(project: Project) -> str:
    """The folder of the content, as a path from the tree's top."""
    places = [project.root + place for place in ("content", "app/content", "src/content")]
    return next((place for place in places if project.has_folder(place)), places[0])


def items(project: Project, version: int) -> tuple[list[Item], str]:
    """The content files of pages, and why there may be more ("" for nothing)."""
    content = content_folder(project)
    if version == 2:
        return [_item(project, path, path[len(content) + 1 :], version) for path in _files(project, content)], ""
    name = project.find(*(f"content.config.{ending}" for ending in ("ts", "js", "mjs", "mts")))
    if not name:
        return [_item(project, path, path[len(content) + 1 :], version) for path in _files(project, content)], ""
    text = js.strip_comments(project.text(name))
    found: dict[str, Item] = {}
    why = ""
    collections = js.call_arguments(text, "defineCollection")
    for collection in collections:
        if not isinstance(collection, dict) or collection.get("type") == "data":
            why = why or ("" if isinstance(collection, dict) else "a collection is defined by code")
            continue
        for source in _sources(collection.get("source")):
            if source is None:
                why = why or "a collection takes its files from elsewhere, or from where code says"
                continue
            for item in _of(project, content, source):
                found.setdefault(item.file, item)
    if not collections:
        why = "collections are defined by code"
    return list(found.values()), why


def _files(project: Project, folder: str) -> Iterator[str]:
    """The Markdown files of a folder; version 2 leaves out what begins with a dot or a hyphen."""
    for path in project.under(folder, _ITEMS):
        if not re.search(r"/[.-]", path[len(folder) :]):
            yield path


def _sources(value: Any) -> list[dict[str, Any] | None]:
    """The sources of a collection, None for one that can't be read."""
    entries = value if isinstance(value, list) else [value]
    found: list[dict[str, Any] | None] = []
    for entry in entries:
        if isinstance(entry, str):
            found.append({"include": entry})
        elif (
            isinstance(entry, dict)
            and isinstance(entry.get("include"), str)
            and not {"cwd", "repository", "..."} & set(entry)
            and not isinstance(entry.get("prefix"), js.Code)
            and not isinstance(entry.get("exclude"), js.Code)
        ):
            found.append(entry)
        else:
            found.append(None)
    return found


def _of(project: Project, content: str, source: dict[str, Any]) -> Iterator[Item]:
    include = re.sub(r"\A(?:\.{0,2}/)+", "", source["include"])
    fixed = include.partition("*")[0] if "*" in include else ""
    prefix = source.get("prefix")
    is_meant = any_glob([include])
    excluded = source.get("exclude")
    is_left_out = any_glob([g for g in excluded if isinstance(g, str)] if isinstance(excluded, list) else [])
    for path in project.under(content, _ITEMS):
        relative = path[len(content) + 1 :]
        if is_meant(relative) and not is_left_out(relative):
            start = fixed if prefix is None else str(prefix)
            yield _item(project, path, join_file("", f"{start}/{relative[len(fixed) :]}".lstrip("/")), 3)


def _item(project: Project, path: str, name: str, version: int) -> Item:
    facts = project.meta(path) if path.lower().endswith(CONTENT) else {}
    stem = re.sub(r"\.\w+\Z", "", name)
    told = facts.get("path") if version == 3 else None
    is_draft = version == 2 and (facts.get("draft") is True or re.search(r"\.draft(?:/|\.|\Z)", stem) is not None)
    address = told if isinstance(told, str) and told.startswith("/") else path_of(stem)
    return Item(path, address, _pattern_of(stem), is_draft)
