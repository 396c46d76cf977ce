"""Decap CMS, Netlify CMS, Sveltia and Static CMS: `admin/config.yml` (decapcms.org/docs/configuration-options).

Folders are paths from the top of the repository. A field is required unless it says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentlint.guard.data import load_yaml
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.forms import Field, Kind, for_value, number_or_none, options_of, schema_of
from contentlint.schema.origins import Source

_KINDS: Mapping[str, Kind] = {
    "string": "text",
    "text": "text",
    "markdown": "text",
    "color": "text",
    "image": "any",
    "date": "date",
    "datetime": "date",
    "number": "number",
    "boolean": "boolean",
    "select": "choice",
    "list": "list",
    "object": "group",
}
_WITHOUT_ASKING = ("hidden", "boolean", "uuid", "compute")
"""Widgets that have a value without anybody writing one."""
_POSTS = ("md", "mdx", "markdown", "html")


def read(source: Source) -> list[Defined]:
    """Every collection of posts."""
    try:
        config = load_yaml(source.text)
    except ValueError:
        return []
    root = source.path.removesuffix(source.name)
    found = []
    for entry in config.get("collections") or () if isinstance(config, dict) else ():
        if not isinstance(entry, dict):
            continue
        for holds, fields, name in _files(entry, root):
            schema: dict[str, Any] = schema_of(_field(f, has_default=False) for f in fields if _is_key(f))
            if "i18n" in entry:
                schema.pop("required")  # the other languages have the fields that are translated
            chosen = entry.get("filter")
            if isinstance(chosen, dict) and isinstance(chosen.get("field"), str):
                schema = for_value(chosen["field"], chosen.get("value"), schema)
            label = f"the form '{name}' in {source.name}"
            found.append(Defined(str(name), label, holds, schema, "json", is_advice=True))
    return found


def _files(entry: dict[str, Any], root: str) -> list[tuple[Any, list[Any], str]]:
    """(test of paths, fields, name) of a collection: a folder, or single files."""
    name = str(entry.get("name", ""))
    found: list[tuple[Any, list[Any], str]] = []
    for file in entry.get("files") or () if isinstance(entry.get("files"), list) else ():
        path = file.get("file") if isinstance(file, dict) else None
        if isinstance(path, str) and isinstance(file.get("fields"), list) and path.endswith(_POSTS):
            below = path.lstrip("/").removeprefix(root)
            found.append((lambda one, below=below: one == below, file["fields"], str(file.get("name", name))))
    folder, fields = entry.get("folder"), entry.get("fields")
    extension = str(entry.get("extension") or "md")
    is_post = extension in _POSTS and str(entry.get("format") or "frontmatter").endswith("frontmatter")
    if isinstance(folder, str) and isinstance(fields, list) and is_post:
        path = entry.get("path")
        depth = path.count("/") if isinstance(path, str) else 0
        glob = f"**/*.{extension}" if "nested" in entry or "i18n" in entry else "*/" * depth + f"*.{extension}"
        holds = in_folder(folder.lstrip("/").removeprefix(root), (glob,), without=("_index.*", "README.*"))
        found.append((holds, fields, name))
    return found


def _is_key(field: Any) -> bool:
    return (
        isinstance(field, dict)
        and isinstance(field.get("name"), str)
        and field["name"] != "body"
        and "." not in field["name"]
    )


def _field(given: dict[str, Any], *, has_default: bool) -> Field:
    widget = str(given.get("widget") or "string")
    kind = _KINDS.get(widget, "any")
    if kind == "date" and any(isinstance(given.get(key), str) for key in ("format", "date_format", "time_format")):
        kind = "text"  # in a form of its own
    inner = given.get("fields")
    fields = [f for f in inner if _is_key(f)] if isinstance(inner, list) else []
    is_asked = given.get("required", True) is not False and widget not in _WITHOUT_ASKING
    # What a form fills in by itself is asked of nobody, and what it shows on a condition not always.
    is_asked = is_asked and not {"default", "condition", "i18n"} & given.keys()
    has_many = given.get("multiple") is True
    options = options_of(given.get("options"), "value")
    if kind == "choice" and not options:
        kind = "any"
    if kind == "group" and not fields:
        kind = "any"
    if "types" in given or (kind == "group" and "collapsed" not in given and not fields):
        kind = "list" if kind == "list" else "any"
    return Field(
        given["name"],
        kind,
        is_asked,
        options,
        tuple(_field(field, has_default=has_default) for field in fields) if "types" not in given else (),
        has_many,
        number_or_none(given.get("min")),
        number_or_none(given.get("max")),
    )
