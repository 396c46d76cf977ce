"""Which generator a site is made with, by the files that only that generator has."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module

from contentlint.errors import ConfigError, nearest
from contentlint.guard.globs import any_glob
from contentlint.site.model import Page, Routes
from contentlint.site.paths import url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import date_of, title_of

GENERATORS = (
    "hugo",
    "zola",
    "astro",
    "docusaurus",
    "vitepress",
    "mkdocs",
    "pelican",
    "hexo",
    "jekyll",
    "eleventy",
    "gatsby",
    "nextjs",
    "plain",
)
"""In the order they are tried: those with an unmistakable file first."""

_ALSO_CALLED = {"next": "nextjs", "11ty": "eleventy", "starlight": "astro", "next.js": "nextjs"}
_COMMON_NAMES = frozenset({"hugo", "zola", "jekyll", "hexo"})
"""Generators whose configuration has a name that other tools' files have too."""

_CONFIG = re.compile(
    r"(?:\A|/)(?:hugo\.(?:toml|ya?ml|json)|config/_default/(?:hugo|config)\.(?:toml|ya?ml|json)|config\.(?:toml|ya?ml)"
    r"|astro\.config\.\w+|docusaurus\.config\.\w+|\.vitepress/config(?:\.\w+|/index\.\w+)|mkdocs\.ya?ml|pelicanconf\.py"
    r"|_config\.ya?ml|\.eleventy\.c?js|eleventy\.config\.\w+|gatsby-config\.\w+|next\.config\.\w+)\Z"
)


def _module(name: str) -> tuple[Callable[[Project], str], Callable[[Project], Routes]]:
    module = import_module(f"contentlint.site.generators.{name}")
    return module.detect, module.routes


def why_no_generator(name: str) -> str:
    """What is wrong with the name of a generator, in words; empty for nothing, and for no name."""
    name = name.lower()
    if not name or name in GENERATORS or name in _ALSO_CALLED:
        return ""
    hint = nearest(name, GENERATORS)
    known = f"; did you mean '{hint}'?" if hint else f"; known are {', '.join(GENERATORS)}"
    return f"unknown generator '{name[:60]}' in [site]{known}"


def routes(project: Project) -> tuple[Project, Routes]:
    """The routes of the site in a project's tree, by the configured or the detected generator.

    Looks in the project's own folder first, then in the folders that hold a generator's configuration (`website/`,
    `docs/`), nearest first. Raises ConfigError for a generator that does not exist.
    """
    wanted = _ALSO_CALLED.get(project.settings.generator.lower(), project.settings.generator.lower())
    if wrong := why_no_generator(wanted):
        raise ConfigError(wrong)
    by_package: tuple[Project, str, str] | None = None
    for root in _roots(project):
        here = project.at(root) if root != project.root else project
        for name in (wanted,) if wanted else GENERATORS[:-1]:
            why = _module(name)[0](here)
            if why.startswith("package "):  # a configuration file below says more
                by_package = by_package or (here, name, why)
            elif why:
                made = _made(here, name, "named in the configuration" if wanted else why)
                # `hugo.yaml` or `config.toml` in a folder without posts may be somebody's data.
                if wanted or here is project or made[1].pages or name not in _COMMON_NAMES:
                    return made
    if by_package:
        return _made(*by_package)
    name = wanted or "plain"
    return _made(project, name, "named in the configuration" if wanted else _module(name)[0](project))


def _made(project: Project, name: str, why: str) -> tuple[Project, Routes]:
    made = _module(name)[1](project)
    made.why = why
    return project, _settle(project, made)


def _roots(project: Project) -> list[str]:
    if project.settings.root:
        return [project.root]
    found = {""}
    for path in project.paths:
        if path.count("/") <= 4 and _CONFIG.search(path):
            folder = path[: _CONFIG.search(path).start()]  # type: ignore[union-attr]
            if not re.search(
                r"(?:\A|/)(?:node_modules|themes|exampleSite|examples?|test|tests|vendor)(?:/|\Z)", folder
            ):
                found.add(folder + "/" if folder else "")
    return sorted(found, key=lambda f: (f.count("/"), f))


def _settle(project: Project, made: Routes) -> Routes:
    """What the user's settings change: routes of files, a finished build as the truth."""
    by_path = {page.path: page for page in made.pages}
    for glob, shape in project.settings.routes.items():
        is_meant = any_glob([glob])
        for path in project.paths:
            if not is_meant(path) or not path.lower().endswith(CONTENT):
                continue
            facts = project.meta(path)
            url = _shaped(shape, path, glob, facts)
            output = url if re.search(r"\.\w+\Z", url) else url.rstrip("/") + "/index.html"
            page = by_path.get(path)
            if page is None:
                page = by_path[path] = Page(path, output, title=title_of(facts))
                made.pages.append(page)
            page.output, page.url, page.state = output, url_of(output), "published"
            made.outputs[output] = path
    if project.settings.output:
        folder = project.settings.output.strip("/").removeprefix("./")
        built = ["/" + p[len(folder) + 1 :] for p in project.under(folder)]
        if built:
            made.outputs = {out: made.outputs.get(out) or f"{folder}{out}" for out in built}
            made.gaps.clear()
            made.notes.append(f"pages are those of the finished build in {folder}/")
    return made


def _shaped(shape: str, path: str, glob: str, facts: dict[str, object]) -> str:
    """A URL pattern of `[site] routes` filled: {slug}, {stem}, {path}, {dir}, {year}, {month}, {day}, any key."""
    start = re.split(r"[*?{\[]", glob)[0]
    inside = path[len(start) :] if path.startswith(start) else path
    stem = re.sub(r"\.\w+\Z", "", inside)
    name = stem.rsplit("/", 1)[-1]
    if name in ("index", "_index") and "/" in stem:
        stem = stem.rsplit("/", 1)[0]
        name = stem.rsplit("/", 1)[-1]
    day = date_of(facts.get("date") or facts.get("pubdate")) or date_of(name)
    values = {
        "path": stem,
        "stem": name,
        "dir": stem.rsplit("/", 1)[0] if "/" in stem else "",
        "slug": str(facts.get("slug") or re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", name)),
        "year": f"{day.year:04d}" if day else "",
        "month": f"{day.month:02d}" if day else "",
        "day": f"{day.day:02d}" if day else "",
    }
    filled = re.sub(r"\{(\w+)\}", lambda m: values.get(m[1], str(facts.get(m[1], ""))), shape)
    return "/" + re.sub(r"/{2,}", "/", filled).lstrip("/")
