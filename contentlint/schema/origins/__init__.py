"""Where a site's own schemas are written: one module for each tool, found here by the names of its files.

Each has `read(source)`, which gives what the file defines. A generator's schemas come before those of editors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from contentlint.guard.records import dataclass
from contentlint.schema.defined import Defined
from contentlint.site.reading.modules import Module, Modules

_CODE = ("ts", "mts", "js", "mjs")


def _named(*stems: str, suffixes: tuple[str, ...] = _CODE) -> tuple[str, ...]:
    return tuple(f"{stem}.{suffix}" for stem in stems for suffix in suffixes)


ORIGINS: Mapping[str, tuple[str, ...]] = {
    "astro": _named("src/content.config", "src/content/config"),
    "nuxt": _named("content.config"),
    "content_collections": _named("content-collections"),
    "velite": _named("velite.config"),
    "fumadocs": _named("source.config"),
    "contentlayer": _named("contentlayer.config"),
    "keystatic": _named("keystatic.config", suffixes=(*_CODE, "tsx", "jsx")),
    "tina": _named("tina/config", ".tina/config", suffixes=(*_CODE, "tsx", "jsx")),
    "decap": tuple(
        f"{folder}admin/config.{suffix}"
        for folder in ("static/", "public/", "", "src/", "source/", "src/static/")
        for suffix in ("yml", "yaml")
    ),
    "front_matter_cms": ("frontmatter.json",),
}
"""The modules of this package, and their files below the folder of a site."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that defines schemas: its path, its name below the folder of its site, its text and what it imports."""

    path: str
    name: str
    text: str
    modules: Modules

    @property
    def module(self) -> Module | None:
        return self.modules.at(self.path)


def defined(folder: str, text_of: Callable[[str], str | None]) -> list[Defined]:
    """The schemas that the files of tools below a folder ("" or "site/") define, the first of each tool."""
    found: list[Defined] = []
    for tool, names in ORIGINS.items():
        name = next((name for name in names if text_of(folder + name) is not None), None)
        if name is None:
            continue
        modules = Modules(lambda path: text_of(path) or "", lambda path: text_of(path) is not None, folder)
        source = Source(folder + name, name, text_of(folder + name) or "", modules)
        try:
            found += import_module(f"{__name__}.{tool}").read(source)
        except RecursionError:  # brackets in brackets without end
            continue
    return found
