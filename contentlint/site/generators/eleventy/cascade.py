"""Eleventy's data cascade, as far as addresses depend on it (11ty.dev/docs/data-cascade, /docs/data-template-dir)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators.eleventy.permalinks import Permalink, permalink_of
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.meta import Meta
from contentlint.site.reading.shape import table

_ENDINGS = (
    ".11tydata.js",
    ".11tydata.mjs",
    ".11tydata.cjs",
    ".11tydata.ts",
    ".11tydata.json",
    ".11tydata.yml",
    ".11tydata.yaml",
    ".json",
)
_SCRIPTS = (".js", ".mjs", ".cjs", ".ts")
_ALIAS = re.compile(r"\baddLayoutAlias\(\s*[\"'`]([^\"'`\n]{1,200})[\"'`]\s*,\s*[\"'`]([^\"'`\n]{1,200})[\"'`]")
_LAYOUTS = 8
"""Layouts that may lie around one another."""
_GLOBAL = re.compile(r"\baddGlobalData\(\s*[\"'`](permalink|eleventyComputed(?:\.permalink)?)[\"'`]\s*,\s*")


class Cascade:
    """What data files and the configuration say of templates."""

    def __init__(self, project: Project, folders: dict[str, str], helpers: str) -> None:
        self._project, self._source = project, folders["input"]
        self._known: dict[str, dict[str, Any]] = {}
        self._aliases = dict(_ALIAS.findall(helpers))
        self._layouts = {
            path.removeprefix(f"{folder}/"): path
            for folder in (folders["includes"], folders["layouts"])
            for path in project.under(folder)
        }
        self._read_global(folders["data"], helpers)

    def _read_global(self, data: str, helpers: str) -> None:
        found: dict[str, Any] = {}
        for match in _GLOBAL.finditer(helpers):
            end = js.closing(helpers, helpers.index("(", match.start())) - 1
            value: Any = js.literal(helpers[match.end() : end])
            found.setdefault(match[1], value)
        for key in ("permalink", "eleventyComputed"):
            for ending in (".json", *_SCRIPTS):
                path = f"{data}/{key}{ending}".lstrip("/")
                if self._project.exists(path):
                    read: Any = self._project.data(path)
                    if key == "permalink" and ending != ".json":
                        text = js.strip_comments(self._project.text(path))
                        exported = re.search(r"(?:export\s+default|module\.exports\s*=)\s*", text)
                        read = js.Code(text[exported.end() :].strip().rstrip(";")) if exported else None
                    found.setdefault(key, read)
        computed = found.get("eleventyComputed")
        if isinstance(computed, js.Code):
            self._computed: Permalink | None = Permalink(is_code="permalink" in computed.source)
            self._computed = self._computed if self._computed.is_code else None
        else:
            self._computed = permalink_of(table(computed).get("permalink", found.get("eleventyComputed.permalink")))
        self._default = permalink_of(found.get("permalink"))

    def permalink(self, relative: str, facts: Meta) -> Permalink | None:
        """The permalink of a template: a computed one, its own, that of data files, of its layouts, the one for all."""
        computed = self._first(relative, computed=True) or self._computed
        own = permalink_of(facts.get("permalink")) or self._first(relative)
        stated = own or self._of_layouts(facts.get("layout", self.value(relative, "layout"))) or self._default
        if computed is None or (computed.after_own and (stated is not None or not computed.says_more)):
            return stated
        return computed

    def _of_layouts(self, name: Any) -> Permalink | None:
        """The permalink in the front matter of a layout, or of one around it (11ty.dev/docs/layouts)."""
        for _ in range(_LAYOUTS):
            name = self._aliases.get(name, name) if isinstance(name, str) else None
            if name is None:
                return None
            written = self._layouts.get(name) or next(
                (path for short, path in self._layouts.items() if short.startswith(f"{name}.")), None
            )
            facts = self._project.meta(written) if written is not None else {}
            if (found := permalink_of(facts.get("permalink"))) is not None:
                return found
            name = facts.get("layout")
        return None

    def _first(self, relative: str, *, computed: bool = False) -> Permalink | None:
        for data in self._files(relative):
            found = permalink_of((table(data.get("eleventyComputed")) if computed else data).get("permalink"))
            if found is not None:
                return found
        return None

    def value(self, relative: str, key: str) -> Any:
        """What the nearest data file has under a key; None when there is none, or code."""
        return next(
            (data[key] for data in self._files(relative) if not isinstance(data.get(key), (js.Code, type(None)))), None
        )

    def _files(self, relative: str) -> list[dict[str, Any]]:
        """The data of the template's own file and of its folders, the nearest first."""
        places = [re.sub(r"(?:\.11ty)?\.[A-Za-z]+\Z", "", relative)]
        folder = relative.rpartition("/")[0]
        while folder:
            places.append(f"{folder}/{folder.rsplit('/', 1)[-1]}")
            folder = folder.rpartition("/")[0]
        if self._source:
            places.append(self._source.rsplit("/", 1)[-1])
        return [data for place in places if (data := self._at(place))]

    def _at(self, place: str) -> dict[str, Any]:
        if place not in self._known:
            found: dict[str, Any] = {}
            for ending in _ENDINGS:
                path = f"{self._source}/{place}{ending}".lstrip("/")
                if self._project.exists(path):
                    for key, value in table(self._project.data(path)).items():
                        found.setdefault(key, value)
            self._known[place] = found
        return self._known[place]
