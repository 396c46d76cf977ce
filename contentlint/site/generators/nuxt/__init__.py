"""Nuxt with Nuxt Content 2 and 3 (nuxt.com/docs/guide/directory-structure/pages, content.nuxt.com)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from contentlint.guard.records import dataclass
from contentlint.site import redirects
from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    find_bases,
    is_under_other_base,
    leave_rest,
    set_base,
    sources,
    stated,
)
from contentlint.site.generators.nuxt.content import Item, content_folder, items, path_of
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import join, join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import PRODUCTION, urls_in
from contentlint.site.reading.meta import title_of

_SOURCE_FOLDERS = ("app/", "", "src/")
_BY_PATH = re.compile(
    r"\broute\.path\b|\buseRoute\(\)\.path\b|<ContentDoc\s*/?>|<ContentDoc\s+(?![^>]*\bpath\b)|\bfullPath\b|\bparams\.slug\?*\.join"
)
"""What looks content up by the page's own address."""
_BELOW = re.compile(
    r"(?:\.path|\bqueryContent)\(\s*(?:`(?P<in>[\w/-]{0,200}?)/\$\{[^{}`]*\}`|[\"'](?P<of>[\w/-]+)[\"']\s*,[^()]*\bparams\b)"
)
"""What looks it up below a folder: `.path(`/blog/${slug}`)`, `queryContent("blog", route.params.slug)`."""
_META_PATH = re.compile(r"\bdefinePageMeta\(\s*\{[^{}]{0,1000}?\bpath\s*:\s*[\"']([^\"']+)[\"']")
_ALIAS = re.compile(r"\bdefinePageMeta\(\s*\{[^{}]{0,1000}?\balias\s*:\s*(\[[^\[\]]*\]|[\"'][^\"']+[\"'])")
_OTHER_MODULES = re.compile(r"i18n|nuxt-content-assets|nuxt-directus|nuxt-strapi|nuxt-prismic|nuxt-storyblok|sanity")
_GENERATED = r"/_nuxt/|/__nuxt|/_ipx/|/_og/|/__og|/api(?:/|\Z)|/[\w./-]*\.(?:xml|txt|webmanifest)\Z|/manifest\.json\Z"


@dataclass(frozen=True, slots=True)
class _Dynamic:
    """A page of Vue with parameters: its fixed start, its pattern, and the folders of content that it shows the files
    of, each by what follows the start."""

    file: str
    prefix: str
    pattern: str
    shows: tuple[str, ...]


def detect(project: Project) -> str:
    """`nuxt.config.*`, or the package."""
    return project.marker("nuxt") or ("package nuxt" if "nuxt" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """The pages of Vue, `public/`, and the content that one of the pages shows."""
    config_path = project.marker("nuxt")
    text = js.strip_comments(project.text(config_path))
    config = js.config(text)
    made = Routes("nuxt", root=project.root)
    version = _version(project, text)
    is_old = version == 1
    where, key = ("router", "base") if is_old else ("app", "baseURL")
    is_open = set_base(project, made, config_path, stated(shape.table(js.dig(config, where)), key), PRODUCTION)
    made.hosts += [url for key in ("site", "sitemap") for url in urls_in(shape.table(js.dig(config, key)).get("url"))]
    folders = _source_folders(project, config)
    for folder in dict.fromkeys(("", *folders)):
        public = f"{project.root}{folder}{'static' if is_old else 'public'}"
        for path in project.under(public):
            made.add(path[len(public) :])
    fixed: list[tuple[str, str]] = []
    dynamic: list[_Dynamic] = []
    for folder in folders:
        _pages(project, made, f"{project.root}{folder}pages", fixed, dynamic)
    _without_pages(project, config, text, folders, fixed, dynamic)
    found, why = items(project, version) if _has_content(project, text) and not is_old else ([], "")
    by_file = _content(project, made, found, fixed, dynamic)
    for file, path in fixed:
        made.add(f"{path.rstrip('/')}/index.html", file)
    for page in dynamic:
        if why or not page.shows or not found:
            made.gap(rf"{page.pattern}/?\Z", why or f"made by {page.file}")
    _elsewhere(project, made, config, text, folders)
    leave_rest(project, made, list(project.under(content_folder(project), CONTENT)))
    if is_open:
        find_bases(project, made)
    made.ids = lambda _page: "" if is_old or "rehypePlugins" in text else "nuxt-content emoji"
    made.templates = tuple(
        f"{project.root}{folder}{f}" for folder in folders for f in ("components", "layouts", "pages")
    )
    plain_links = any(path.endswith(("/ProseA.vue", "/prose/A.vue")) for path in project.under(project.root, (".vue",)))

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            if is_under_other_base(project, made, path, is_open):
                return Reading(unknown=UNDER_OTHER_BASE)
            # NuxtLink, and the component for pictures, put the base before an address from the top.
            return Reading((Candidate(made.base + path), *([Candidate(path)] if plain_links else [])))
        file = join_file(page.path.rpartition("/")[0], path)
        if not page.output:
            if file in by_file:
                return Reading((Candidate(page=by_file[file]),))
            return (
                Reading((Candidate(file=file),)) if project.exists(file) else Reading(unknown="the post has no address")
            )
        if image and project.exists(file):
            return Reading((Candidate(file=file),))
        if path.endswith(".md"):
            # The names in the link are made to a path as those of files are (`normaliseLink` of the transformer).
            up = re.match(r"(?:\.{1,2}/)*", path)
            start = up[0] if up else ""
            rest = path_of(path[len(start) : -3])
            if not rest:
                return Reading(unknown="how the name is spelled in an address is not known")
            path = start + rest.lstrip("/")
        # The router reads a relative address from the page's own, without the base.
        return Reading((Candidate(made.base + join(page.url, path or ".")),))

    made.read = read
    return made


def _version(project: Project, text: str) -> int:
    """The major version of Nuxt Content; 1 also for Nuxt 2 without it."""
    told = re.search(r"\d+", project.dependencies.get("@nuxt/content", ""))
    nuxt = re.search(r"\d+", project.dependencies.get("nuxt", ""))
    if nuxt and int(nuxt[0]) == 2:
        return 1
    if told:
        return min(int(told[0]), 3)
    return 2 if "documentDriven" in text else 3


def _has_content(project: Project, text: str) -> bool:
    return (
        "@nuxt/content" in text
        or "@nuxt/content" in project.dependencies
        or re.search(r"\bextends\s*:", text) is not None
    )


def _source_folders(project: Project, config: dict[str, Any]) -> list[str]:
    told = js.dig(config, "srcDir")
    if isinstance(told, str):
        bare = re.sub(r"\A(?:\./)+", "", told).strip("/")
        return [f"{bare}/" if bare not in ("", ".") else ""]
    return [folder for folder in _SOURCE_FOLDERS if not folder or project.has_folder(project.root + folder)]


def _pages(project: Project, made: Routes, folder: str, fixed: list[tuple[str, str]], dynamic: list[_Dynamic]) -> None:
    for path in project.under(folder, (".vue", ".tsx", ".jsx", ".ts", ".js")):
        stem = re.sub(r"\.\w+\Z", "", path[len(folder) + 1 :])
        texts = sources(project, path)
        told = _META_PATH.search(texts[0])
        parts = (told[1].strip("/") if told else stem).split("/")
        if told and re.search(r"[:*]", told[1]):
            made.gap("/", f"{path} says its address by a pattern")
            continue
        if match := _ALIAS.search(texts[0]):
            fixed += [(path, alias) for alias in re.findall(r"[\"'](/[^\"':*]*)[\"']", match[1])]
        prefix, pattern, moving = _shape(parts)
        if not moving:
            fixed.append((path, prefix or "/"))
            continue
        text = "\n".join(texts)
        shows = [prefix] if _BY_PATH.search(text) else []
        shows += ["/" + (m["in"] or m["of"] or "").strip("/") for m in islice(_BELOW.finditer(text), 10)]
        dynamic.append(_Dynamic(path, prefix, pattern, tuple(dict.fromkeys(s.rstrip("/") for s in shows))))


def _shape(parts: list[str]) -> tuple[str, str, bool]:
    """The fixed start of a page's path, its pattern, and whether it has parameters."""
    fixed = pattern = ""
    moving = False
    for at, part in enumerate(parts):
        if re.fullmatch(r"\(.*\)", part) or (part == "index" and at == len(parts) - 1):
            continue
        if re.fullmatch(r"\[\[?\.\.\.\w+\]\]?", part):
            moving = True
            pattern += "(?:/.*)?"
        elif re.fullmatch(r"\[\[\w+\]\]", part):
            moving = True
            pattern += "(?:/[^/]+)?"
        elif part.startswith("_"):  # Nuxt 2: `_slug` may be left out, `_` is everything
            moving = True
            pattern += "(?:/[^/]+)?" if part != "_" else "(?:/.*)?"
        elif "[" in part:
            moving = True
            pattern += "/" + re.sub(
                r"\\\[[^\[\]]*\\\]", "[^/]+", re.escape(part).replace(r"\[\[", r"\[").replace(r"\]\]", r"\]")
            )
        else:
            fixed += "" if moving else f"/{part}"
            pattern += "/" + re.escape(part)
    return fixed, pattern, moving


def _without_pages(
    project: Project,
    config: dict[str, Any],
    text: str,
    folders: list[str],
    fixed: list[tuple[str, str]],
    dynamic: list[_Dynamic],
) -> None:
    """Content that is shown at its own path without a page of Vue: by version 2 itself, a layer, `app.vue`."""
    by_itself = bool(js.dig(config, "content", "documentDriven"))
    by_layer = re.search(r"\bextends\s*:", text) is not None
    apps = (project.text(f"{project.root}{folder}app.vue") for folder in folders)
    by_app = not fixed and not dynamic and any(re.search(r"<Content(?:Doc|Renderer)\b", app) for app in apps)
    if by_itself or by_layer or by_app:
        dynamic.append(_Dynamic("nuxt.config", "", "(?:/.*)?", ("",)))


def _content(
    project: Project, made: Routes, found: list[Item], fixed: list[tuple[str, str]], dynamic: list[_Dynamic]
) -> dict[str, Page]:
    """Adds the pages of content, each at the first address at which a page of Vue shows it."""
    shown = {path for file, path in fixed if re.search(r"<Content(?:Doc|Renderer)\b", project.text(file))}
    taken = {path for _file, path in fixed} - shown
    patterns = [(page, re.compile(page.pattern + r"/?\Z")) for page in dynamic]
    by_file: dict[str, Page] = {}
    for item in found:
        title = title_of(project.meta(item.file)) if item.file.lower().endswith(CONTENT) else ""
        path = next((path for path in _addresses(item.path, patterns) if path not in taken), "") if item.path else ""
        if not path and item.path in shown:
            path = item.path
        if path and item.file.lower().endswith(CONTENT):
            state: State = "draft" if item.is_draft else "published"
            page = Page(item.file, f"{path.rstrip('/')}/index.html", path, title, state=state)
            by_file[item.file] = page
            made.pages.append(page)
        if path and not item.is_draft:
            made.add(f"{path.rstrip('/')}/index.html", item.file)
        if not item.path:
            made.gap(rf"{item.pattern}/?\Z", f"how {item.file} is spelled in an address is not known")
    return by_file


def _addresses(path: str, patterns: list[tuple[_Dynamic, re.Pattern[str]]]) -> Iterator[str]:
    for page, pattern in patterns:
        for start in page.shows:
            if path == start or path.startswith(start + "/"):
                address = (page.prefix + path[len(start) :]) or "/"
                if pattern.match(address):
                    yield address


def _elsewhere(project: Project, made: Routes, config: dict[str, Any], text: str, folders: list[str]) -> None:
    """What is no page of Vue and no content: redirects, the server's routes, modules."""
    made.outputs.setdefault("/404.html", None)
    made.outputs.setdefault("/200.html", None)
    made.gap(_GENERATED, "made by Nuxt or a module")
    for source, entry in shape.table(config.get("routeRules")).items():
        told = entry.get("redirect") if isinstance(entry, dict) else None
        target = told.get("to") if isinstance(told, dict) else told
        if isinstance(target, str):
            below = source.replace("/**", "/:splat*")
            redirects.add(made, source, below, target.replace("/**", "/:splat"), "nuxt.config")
        elif told is not None or (isinstance(entry, dict) and {"proxy", "..."} & set(entry)):
            made.gap(re.escape(source.split("*")[0]), "nuxt.config redirects it or passes it on")
    if isinstance(config.get("routeRules"), js.Code):
        made.gap("/", "redirects are made by code in nuxt.config")
    for folder in dict.fromkeys(("", *folders)):
        place = f"{project.root}{folder}server/routes"
        for path in project.under(place, (".ts", ".js", ".mjs")):
            stem = re.sub(r"(?:\.(?:get|post|put|delete|patch|head))?\.\w+\Z", "", path[len(place) + 1 :])
            prefix, pattern, moving = _shape(stem.split("/"))
            if moving:
                made.gap(rf"{pattern}/?\Z", f"made by {path}")
            else:
                made.add(prefix or "/index.html", path)
    if re.search(r"\bextends\s*:", text):
        made.gap("/", "a layer may have more pages")
    if re.search(r"pages:extend|pages:resolved|\bpathMeta\b|\bextendRoutes\b", text):
        made.gap("/", "addresses are changed by code in nuxt.config")
    if match := _OTHER_MODULES.search(text):
        made.gap("/", f"{match[0]} may make pages")
