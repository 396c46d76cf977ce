"""Astro and Starlight (docs.astro.build/en/guides/routing, /content-collections; starlight.astro.build)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from contentlint.site import redirects
from contentlint.site.generators.astro import collections as astro_collections
from contentlint.site.generators.astro import heading_ids
from contentlint.site.generators.astro.collections import Collection, entries, stem_of
from contentlint.site.generators.astro.dynamic import Route, add_routes
from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    configuration,
    find_bases,
    images_by_code,
    is_under_other_base,
    set_base,
    stated,
)
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import first_segment, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, urls_in
from contentlint.site.reading.meta import title_of
from contentlint.site.reading.shape import MOST, table

_PAGES = (".astro", ".md", ".mdx", ".html", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdwn")
_ENDPOINTS = (".js", ".ts", ".mjs", ".mts", ".cjs")


def detect(project: Project) -> str:
    """The configuration file, or the package."""
    return project.marker("astro") or ("package astro" if "astro" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """Pages of `src/pages`, collections through the dynamic routes that fetch them, `public/`."""
    config_path = project.marker("astro")
    text = project.text(config_path)
    config = configuration(project, config_path, PRODUCTION)
    in_markdown, in_mdx = heading_ids.rules(project, config, text)
    made = Routes("astro", root=project.root, ids=lambda page: in_mdx if page.path.endswith(".mdx") else in_markdown)
    is_open = set_base(project, made, config_path, stated(config, "base"), PRODUCTION)
    source = project.root + str(js.dig(config, "srcDir") or "src").removeprefix("./").strip("/")
    public = project.root + str(js.dig(config, "publicDir") or "public").removeprefix("./").strip("/")
    made.hosts += urls_in(config.get("site"))
    kind = str(js.dig(config, "build", "format") or "directory")
    made.templates = (f"{source}/layouts", f"{source}/components", f"{source}/pages")
    if re.search(
        r"remark-?(?:heading-?id|custom-?heading|custom-?header)|rehype-?(?:heading-?ids?)\b", text, re.IGNORECASE
    ):
        made.custom_ids = True
    for path in project.under(public):
        made.outputs["/" + path[len(public) + 1 :]] = None
    collections = astro_collections.collections(project, source)
    if _is_starlight(project, text):
        _starlight(project, made, text, source, _output(kind))
    _pages(project, made, source, collections, kind)
    if "sitemap(" in text or "@astrojs/sitemap" in project.dependencies:
        made.outputs["/sitemap-index.xml"] = made.outputs["/sitemap-0.xml"] = None
    if is_open:
        find_bases(project, made)
    made.images_by_code = cache(lambda: images_by_code(project))
    made.gap(r"/_astro/|/_image|/_server-islands/|/_actions/", "made by Astro's build")
    _fallbacks(made, config)
    _redirects(made, config)
    trailing = js.dig(config, "trailingSlash")
    rewritten = any("relative-markdown-links" in d for d in project.dependencies)
    by_path = {page.path: page for page in made.pages}

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/") and is_under_other_base(project, made, path, is_open):
            return Reading(unknown=UNDER_OTHER_BASE)
        if path.startswith(("/", "~", "@")):
            return Reading((Candidate(path),)) if path.startswith("/") else Reading(unknown="an import alias")
        folder = page.path.rsplit("/", 1)[0]
        file = join_file(folder, path)
        found: list[Candidate] = []
        if image or re.search(r"\.(?:png|jpe?g|gif|svg|webp|avif)\Z", path, re.IGNORECASE):
            found.append(Candidate(file=file))
        if rewritten and file in by_path:
            found.append(Candidate(page=by_path[file]))
        if not page.output:
            return Reading((*found, Candidate(file=file)))
        url = page.url or url_of(page.output)
        bases = [url.rstrip("/") or "/"] if trailing == "never" else []
        bases += [url] if trailing != "never" else []
        if trailing not in ("never", "always"):
            bases.append(url.rstrip("/") or "/")
        found += [Candidate(join(made.base + b, path)) for b in bases]
        return Reading(tuple(found))

    made.read = read
    return made


def _output(kind: str) -> Callable[[str], str]:
    """The output of an address under a `build.format`; what `preserve` does with `index` files is up to the caller."""

    def output(url: str) -> str:
        path = "/" + url.strip("/")
        if path in ("/404", "/500") or (kind in ("file", "preserve") and path != "/"):
            return path + ".html"
        return path.rstrip("/") + "/index.html"

    return output


def _pages(project: Project, made: Routes, source: str, collections: dict[str, Collection], kind: str) -> None:
    out = _output(kind)
    folder = f"{source}/pages/"
    dynamic: list[Route] = []
    for path in project.under(folder):
        relative = path[len(folder) :]
        if any(s.startswith("_") for s in relative.split("/")):
            continue
        stem = stem_of(relative)
        if "[" in relative:
            bare = re.sub(r"/index\Z", "", stem)
            dynamic.append(Route(path, bare, _output("directory") if bare != stem and kind == "preserve" else out))
        elif path.endswith(_PAGES):
            url = re.sub(r"(?:\A|/)index\Z", "", stem)
            output = _output("directory")(url) if url != stem and kind == "preserve" else out(url)
            made.outputs[output] = path
            if path.lower().endswith(CONTENT):
                facts = project.meta(path)
                made.pages.append(Page(path, output, url_of(output), title_of(facts)))
        elif path.endswith(_ENDPOINTS):
            made.outputs["/" + stem] = None
    add_routes(project, made, dynamic, collections)
    mapped = {page.path for page in made.pages}
    for collection in collections.values():
        for path, _ident, facts in entries(project, collection):
            if path not in mapped:
                made.pages.append(Page(path, "", "", title_of(facts), state="excluded"))
                mapped.add(path)


def _is_starlight(project: Project, text: str) -> bool:
    return "starlight(" in text or "@astrojs/starlight" in project.dependencies


_PLUGIN = re.compile(r"\b(starlight[A-Z]\w{1,60})\s*\(")
_PLACES = ("base", "output", "prefix", "basePath", "pagesPath")
"""Options by which plugins of Starlight say where the pages are that they make."""


def _plugins(made: Routes, text: str) -> None:
    """What plugins make pages of: an API's description, code, posts."""
    for name in list(dict.fromkeys(_PLUGIN.findall(text)))[:MOST]:
        places = ["blog"] if name == "starlightBlog" else ["api"] if name == "starlightTypeDoc" else []
        for given in js.call_arguments(text, name):
            for options in given if isinstance(given, list) else [given]:
                places += [options[k] for k in _PLACES if isinstance(options, dict) and isinstance(options.get(k), str)]
        for place in places:
            made.gap(rf"/(?:[\w-]+/)?{re.escape(place.strip('/'))}(?:/.*)?\Z", f"made by {name}")


def _starlight(project: Project, made: Routes, text: str, source: str, out: Any) -> None:
    """Starlight's pages: `src/content/docs` at the root, every page in every locale (i18n guide, "Fallback")."""
    arguments = next((a for a in js.call_arguments(text, "starlight") if isinstance(a, dict)), {})
    _plugins(made, text)
    locales = js.dig(arguments, "locales")
    names = [n for n in locales if n != "root"][:MOST] if isinstance(locales, dict) else []
    default = str(js.dig(arguments, "defaultLocale") or "")
    root_locale = isinstance(locales, dict) and "root" in locales
    docs = Collection("docs", f"{source}/content/docs", ("**/*",))
    fallback: list[tuple[str, str]] = []
    for path, ident, facts in entries(project, docs):
        ident = "" if ident == "index" else ident
        output = out(ident)
        draft = facts.get("draft") is True
        lang = ident.split("/")[0] if ident.split("/")[0] in names else ""
        made.pages.append(
            Page(path, output, url_of(output), title_of(facts), lang, state="draft" if draft else "published")
        )
        if draft:
            continue
        made.add(output, path)
        if root_locale and not lang:
            fallback.append((ident, path))
        elif default and lang == default:
            fallback.append((ident[len(default) :].lstrip("/"), path))
    for ident, path in fallback:
        for name in names:
            if name != default:
                made.add(out(f"{name}/{ident}".rstrip("/")), path)
    made.outputs.setdefault("/404.html", None)


def _fallbacks(made: Routes, config: dict[str, Any]) -> None:
    """Astro's own i18n fallback: pages of one locale served under another."""
    fallback = js.dig(config, "i18n", "fallback")
    default = str(js.dig(config, "i18n", "defaultLocale") or "")
    prefixed = js.dig(config, "i18n", "routing", "prefixDefaultLocale") is True
    pairs = list(table(fallback).items())[:MOST]
    of_locale: dict[str, dict[str, str | None]] = {f"/{name}/": {} for pair in pairs for name in pair}
    of_locale["/"] = {}
    for output, path in made.outputs.items():
        if output.endswith(".html"):
            start = first_segment(output)
            of_locale[start if start in of_locale else "/"][output] = path
    for locale, source in pairs:
        start = "/" if source == default and not prefixed else f"/{source}/"
        for output, path in list(of_locale.get(start, {}).items()):
            copy = f"/{locale}/{output[len(start) :]}"
            of_locale[f"/{locale}/"].setdefault(copy, path)
            made.add(copy, path)


def _redirects(made: Routes, config: dict[str, Any]) -> None:
    rules = js.dig(config, "redirects")
    for source, target in (rules if isinstance(rules, dict) else {}).items():
        goal = js.dig(target, "destination") if isinstance(target, dict) else target
        if not isinstance(goal, str):
            made.gap(re.escape(source.split("[")[0]), "a redirect made by code")
            continue
        shaped = re.sub(r"\[\.\.\.(\w+)\]", r":\1*", source)
        goal = re.sub(r"\[(?:\.\.\.)?(\w+)\]", r":\1", goal)
        redirects.add(made, source, re.sub(r"\[(\w+)\]", r":\1", shaped), goal, "astro.config")
