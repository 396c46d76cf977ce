"""TinaCMS: `tina/config.ts` (tina.io/docs/reference/collections)."""

from __future__ import annotations

from collections.abc import Mapping

from contentlint.schema import code
from contentlint.schema.code import UNKNOWN, Expr
from contentlint.schema.defined import Defined, in_folder
from contentlint.schema.forms import Field, Kind, options_of, schema_of
from contentlint.schema.origins import Source
from contentlint.schema.origins.velite import configuration

_KINDS: Mapping[str, Kind] = {
    "string": "text",
    "datetime": "date",
    "number": "number",
    "boolean": "boolean",
    "object": "group",
}


def read(source: Source) -> list[Defined]:
    """Every collection with a path and with fields; one with templates has several forms, and is not read."""
    settings = configuration(source, "defineConfig", "defineStaticConfig") or {}
    schema = code.followed(settings["schema"]) if "schema" in settings else None
    listed = code.fields(schema).get("collections") if isinstance(schema, Expr) and schema.opens("{") else None
    found = []
    for member in (code.elements(listed) or []) if listed is not None else []:
        place = code.followed(member)
        given = code.fields(place) if isinstance(place, Expr) and place.opens("{") else {}
        name, folder, ending, match = (
            given[key].value() if key in given else default
            for key, default in (("name", ""), ("path", UNKNOWN), ("format", "md"), ("match", {}))
        )
        members = code.elements(given["fields"]) if "fields" in given else None
        if not isinstance(folder, str) or ending not in ("md", "mdx", "markdown") or members is None:
            continue
        if not isinstance(match, dict):
            continue
        include, exclude = match.get("include") or "**/*", match.get("exclude")
        if not isinstance(include, str) or not isinstance(exclude, str | None):
            continue
        fields = [field for one in members if (field := _field(one)) is not None]
        left_out = (f"{exclude}.{ending}", exclude) if exclude else ()
        holds = in_folder(folder, (f"{include}.{ending}",), without=left_out)
        label = f"the form '{name}' in {source.name}"
        unread = () if len(fields) == len(members) else ("",)
        found.append(Defined(str(name), label, holds, schema_of(f for f in fields if f.name), "json", unread, True))
    return found


def _field(member: Expr) -> Field | None:
    """A field; one without a name is the body of the post."""
    place = code.followed(member)
    given = code.fields(place) if isinstance(place, Expr) and place.opens("{") else {}
    name, kind, required, many, body, options = (
        given[key].value() if key in given else None
        for key in ("name", "type", "required", "list", "isBody", "options")
    )
    if not isinstance(name, str):
        return None
    if body is True or "nameOverride" in given:
        return Field("")
    what: Kind = _KINDS.get(str(kind), "any")
    chosen = options_of(options, "value") if what == "text" else ()
    inner = code.elements(given["fields"]) if "fields" in given and "templates" not in given else None
    fields = tuple(f for one in inner or () if (f := _field(one)) is not None and f.name)
    if what == "group" and not fields:
        what = "any"
    if chosen:
        what = "choice"
    if many is True and what in ("group", "any", "boolean"):
        what = "list"
    elif many not in (None, True, False):
        what = "any"
    return Field(name, what, required is True and kind != "boolean", chosen, fields, many is True)
