"""Front Matter CMS: `frontmatter.json` (frontmatter.codes/docs/content-creation/content-types).

A post has the content type that its key `fmContentType` or `type` names, else the only one of its folder, else the
one that is called `default`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contentlint.guard.data import load_json
from contentlint.schema.defined import Defined, in_folder, texts
from contentlint.schema.forms import Field, Kind, number_or_none, options_of, schema_of
from contentlint.schema.origins import Source
from contentlint.site.reading.tokens import strip_comments

_KINDS: Mapping[str, Kind] = {
    "string": "text",
    "slug": "text",
    "datetime": "date",
    "number": "number",
    "boolean": "boolean",
    "draft": "any",
    "choice": "choice",
    "tags": "any",
    "categories": "any",
    "list": "list",
    "fields": "group",
}


def read(source: Source) -> list[Defined]:
    """Every folder of pages whose content type is known."""
    try:
        config = load_json(strip_comments(source.text))
    except ValueError:
        return []
    types = {
        entry["name"]: entry
        for entry in _listed(config, "frontMatter.taxonomy.contentTypes")
        if isinstance(entry.get("name"), str)
    }
    found = []
    for folder in _listed(config, "frontMatter.content.pageFolders"):
        path, named = folder.get("path"), texts(folder.get("contentTypes")) or ()
        name = named[0] if len(named) == 1 else "default" if not named else ""
        if not isinstance(path, str) or name not in types:
            continue
        below = path.replace("[[workspace]]", "").strip("/")
        endings = ",".join(texts(types[name].get("fileTypes")) or ("md", "mdx", "markdown"))
        glob = f"*.{{{endings}}}" if folder.get("excludeSubdir") is True else f"**/*.{{{endings}}}"
        left_out = tuple(f"{one.strip('/')}/**" for one in texts(folder.get("excludePaths")) or ())
        if "{{" in below or "*" in below:
            continue
        label = f"the content type '{name}' in {source.name}"
        holds = in_folder(below, (glob,), without=left_out)
        found.append(Defined(name, label, holds, _schema(name, types), "json", is_advice=True))
    return found


def _schema(name: str, types: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a type, for posts that name no other."""
    given = types[name].get("fields")
    fields = (
        [_field(f) for f in given if isinstance(f, dict) and isinstance(f.get("name"), str)]
        if isinstance(given, list)
        else []
    )
    others = [other for other in types if other != name]
    condition = {"properties": {key: {"not": {"enum": others}} for key in ("fmContentType", "type")} if others else {}}
    return {"type": "object", "allOf": [{"if": condition, "then": schema_of(fields)}]}


def _field(given: dict[str, Any]) -> Field:
    kind = _KINDS.get(str(given.get("type")), "any")
    inner = given.get("fields")
    fields = (
        [f for f in inner if isinstance(f, dict) and isinstance(f.get("name"), str)] if isinstance(inner, list) else []
    )
    options = options_of(given.get("choices"), "id", "title")
    if (kind == "choice" and not options) or (kind == "group" and not fields):
        kind = "any"
    if kind == "date" and isinstance(given.get("dateFormat"), str):
        kind = "text"
    bounds = given.get("numberOptions") if isinstance(given.get("numberOptions"), dict) else {}
    return Field(
        given["name"],
        kind,
        given.get("required") is True and given.get("type") not in ("divider", "heading") and "when" not in given,
        options,
        tuple(map(_field, fields)),
        given.get("multiple") is True,
        number_or_none(bounds.get("min")) if bounds else None,
        number_or_none(bounds.get("max")) if bounds else None,
    )


def _listed(config: Any, name: str) -> list[dict[str, Any]]:
    """A setting by its name with dots, which may be split up in objects."""
    value = config.get(name) if isinstance(config, dict) else None
    for part in name.split(".") if value is None else ():
        config = config.get(part) if isinstance(config, dict) else None
        value = config
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
