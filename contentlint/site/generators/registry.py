"""Which generator a site is made with, by the files that only that generator has."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module

from contentlint.errors import ConfigError, nearest
from contentlint.guard.globs import any_glob
from contentlint.site import markers
from contentlint.site.generators.dialects import set_dialect
from contentlint.site.generators.languages import set_language
from contentlint.site.model import Page, Routes, SiteSettings
from contentlint.site.paths import url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import date_of, title_of

GENERATORS = (
    "hugo",
    "zola",
    "astro",
    "docusaurus",
    "vitepress",
    "vuepress",
    "zensical",
    "mkdocs",
    "mdbook",
    "quarto",
    "honkit",
    "pelican",
    "hexo",
    "jekyll",
    "eleventy",
    "gatsby",
    "nextjs",
    "nuxt",
    "sveltekit",
    "plain",
)
"""In the order they are tried: those with an unmistakable file first."""

_ALSO_CALLED = {
    "next": "nextjs",
    "11ty": "eleventy",
    "starlight": "astro",
    "next.js": "nextjs",
    "gitbook-cli": "honkit",
    "svelte": "sveltekit",
}
_SEARCH = re.compile(r"\bpagefind\b")
"""What indexes a finished build, and writes its files beside it (pagefind.app)."""
_MOST_PACKAGES = 50
"""Folders with a package.json that are looked at for a generator."""

Found = tuple[Project, Routes]
"""A site: its files seen from its root, and what its generator makes of them."""


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


def sites(project: Project, settings: Mapping[str, SiteSettings], around: Sequence[str] = ()) -> list[Found]:
    """Every site in a project's tree that has posts, the shallowest root first; plain Markdown where there is none.

    `settings` has what was configured, by the folder it holds for and below ("", `apps/blog/`). One that names a
    generator or a root speaks of one site; for the others the search goes on. `around` are folders that are looked at
    for their own sake, be they an example's. Raises ConfigError for a generator that does not exist.
    """
    found = [_named(project.at(home, own)) for home, own in settings.items() if own.generator or own.root]
    empty: list[Found] = []
    used: set[str] = set()
    for root in markers.roots(project.paths, [*settings, *around]):
        home = _home(root, settings)
        own = settings.get(home, project.settings)
        if own.generator or own.root:
            continue
        made = _detected(project.at(root, _shared(own) if home in used else own), is_package=False)
        if made is not None and made[1].pages:
            used.add(home)
            found.append(made)
        elif made is not None:
            empty.append(made)
    if found:
        return found
    top = project.at("", settings.get("", project.settings))
    for root in _packages(project):
        made = _detected(top.at(root, settings.get(_home(root, settings))) if root else top, is_package=True)
        if made is not None and made[1].pages:
            return [made]
        empty += [made] if made is not None else []
    # A configuration in a folder without posts may be somebody's data.
    posts = next(project.under("", CONTENT), None)
    if empty and posts is None:
        return empty[:1]
    # Without a generator a configuration of its own makes a folder a site.
    homes = [top, *(project.at(home, own) for home, own in settings.items() if home)]
    plain = [_made(home, "plain", _module("plain")[0](home)) for home in homes]
    return [made for made in plain if made[1].pages] or plain[:1]


def _home(root: str, settings: Mapping[str, SiteSettings]) -> str:
    """The folder whose configuration holds for a site's root: the nearest above it, "" when there is none."""
    return max((folder for folder in settings if root.startswith(folder)), key=len, default="")


def _shared(settings: SiteSettings) -> SiteSettings:
    """Settings for the second and further sites of one configuration, without what can be said of one site only."""
    return replace(settings, base_url="", output="", sitemap="")


def _named(project: Project) -> Found:
    """The site that a configuration in the project's folder names: its generator, its root, or both."""
    settings, home = project.settings, project.root
    wanted = _ALSO_CALLED.get(settings.generator.lower(), settings.generator.lower())
    if wrong := why_no_generator(wanted):
        raise ConfigError(wrong)
    if settings.root:
        places = [settings.root.strip("/") + "/" if settings.root.strip("./") else ""]
    else:
        places = [home, *(root for root in markers.roots(project.under(home), [home]) if root != home)]
    for root in places:
        here = project.at(root)
        for name in (wanted,) if wanted else GENERATORS[:-1]:
            if why := _module(name)[0](here):
                return _made(here, name, "named in the configuration" if wanted else why)
    here = project.at(places[0])
    return _made(here, wanted or "plain", "named in the configuration" if wanted else _module("plain")[0](here))


def _detected(here: Project, *, is_package: bool) -> Found | None:
    """The site with its root at a folder, by its markers, or by what package.json names."""
    for name in GENERATORS[:-1]:
        if not _may_be(here, name):
            continue
        why = _module(name)[0](here)
        if why and why.startswith("package ") == is_package:
            return _made(here, name, why)
    return None


def _may_be(here: Project, name: str) -> bool:
    """False where a generator has no file of its own: then its module need not be loaded to say no."""
    return bool(here.dependencies or here.markers("mkdocs" if name == "zensical" else name)) or (
        name == "zensical" and bool(here.markers(name))
    )


def _packages(project: Project) -> list[str]:
    """The folders that may be a site for what their package.json names, the shallowest first."""
    found = {path[: -len("package.json")] for path in project.paths if path.endswith("package.json")}
    return sorted({"", *found}, key=lambda folder: (folder.count("/"), folder))[:_MOST_PACKAGES]


def _made(project: Project, name: str, why: str) -> Found:
    made = _module(name)[1](project)
    made.why = why
    set_dialect(project, made)
    set_language(project, made)
    if any(_SEARCH.search(project.text(folder + "package.json")) for folder in {project.root, ""}):
        made.gap(r"/pagefind/", "made from the finished pages by pagefind")
    return project, _settle(project, made)


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
