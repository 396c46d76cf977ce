"""The plugins that `gatsby-config` names (gatsbyjs.com/docs/reference/config-files/gatsby-config#plugins)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contentlint.guard.records import dataclass
from contentlint.site.generators.coded import configuration
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import PRODUCTION

_NAME = re.compile(r"[\"'`]([^\"'`]+)[\"'`]")
_DEEPEST = 3
"""Plugins of plugins."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A plugin with its options; `inside` is the plugin that it is a plugin of, and `at` its place in the list."""

    name: str
    options: dict[str, Any]
    inside: str = ""
    at: int = 0
    is_read: bool = True
    """False when its options are code."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a configuration says; `is_whole` when every plugin was read."""

    text: str
    data: dict[str, Any]
    plugins: tuple[Plugin, ...]
    is_whole: bool

    def of(self, name: str, inside: str | None = None) -> list[Plugin]:
        """The plugins of that name, of all or of those in a plugin."""
        return [p for p in self.plugins if p.name == name and inside in (None, p.inside)]


def read(project: Project) -> Config:
    """The configuration at the site's root."""
    text = js.strip_comments(project.text(project.marker("gatsby")))
    data = configuration(project, project.marker("gatsby"), PRODUCTION)
    found = list(_plugins(data.get("plugins", []), "", 0))
    is_whole = all(p.name and p.is_read for p in found) and "..." not in data and bool(data)
    return Config(text, data, tuple(p for p in found if p.name), is_whole)


def _plugins(entries: Any, inside: str, depth: int) -> Iterator[Plugin]:
    if not isinstance(entries, list) or depth > _DEEPEST:
        yield Plugin("", {}, inside, is_read=False)
        return
    for at, entry in enumerate(entries):
        if entry in (None, False, ""):
            continue
        value = entry.get("resolve") if isinstance(entry, dict) else entry
        if isinstance(value, js.Code):  # require.resolve("gatsby-…")
            named = _NAME.search(value.source)
            value = named[1] if named and value.source.startswith(("require.resolve(", "path.resolve(")) else ""
        options = entry.get("options", {}) if isinstance(entry, dict) else {}
        name = value if isinstance(value, str) else ""
        yield Plugin(name, shape.table(options), inside, at, isinstance(options, dict) and "..." not in options)
        for key in ("plugins", "gatsbyRemarkPlugins"):
            if key in shape.table(options):
                yield from _plugins(options[key], name, depth + 1)


def version(project: Project) -> int | None:
    """The major version that package.json asks for; None when it does not say."""
    found = re.search(r"\d+", project.dependencies.get("gatsby", ""))
    return int(found[0]) if found else None
