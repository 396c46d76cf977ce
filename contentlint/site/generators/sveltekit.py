"""SvelteKit, with mdsvex for Markdown (svelte.dev/docs/kit/routing, mdsvex.pngwn.io/docs)."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    content_files,
    find_bases,
    infer,
    is_under_other_base,
    leave_rest,
    modules,
    set_base,
    sources,
    stated,
)
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import PRODUCTION
from contentlint.site.reading.meta import title_of

_SCRIPTS = (".js", ".ts")
_ROUTE = re.compile(r"\+(?P<what>page|server)(?:@[^.]*)?(?:\.server)?(?P<ending>\.\w+)\Z")
_CODE_POINT = re.compile(r"\[(?:x\+([0-9a-f]{2})|u\+([0-9a-f]{4,6}))\]")
_OPTIONAL = re.compile(r"\[\[[^\[\]]+\]\]\Z")
_SLASH = re.compile(r"\bexport\s+const\s+trailingSlash\s*=\s*[\"'](always|never|ignore)[\"']")
_SLUGS = re.compile(r"rehype-?slug|remark-?slug|github-slugger", re.IGNORECASE)
_LOADED = re.compile(
    r"[`]((?:\$lib/|\.{0,2}/)[\w@./+() -]*)\$\{\s*(?:[\w.]+\.)?(\w+)\s*\}((?:/index|/\+page)?\.(?:md|svx|mdx))[`]"
)
"""A file whose name a parameter gives: `../posts/${params.slug}.md`."""
_LOADERS = ("+page.js", "+page.ts", "+page.server.js", "+page.server.ts", "+layout.js", "+layout.ts", "+page.svelte")


def detect(project: Project) -> str:
    """`svelte.config.*` beside routes, or the package."""
    config = project.marker("sveltekit")
    if config and ("@sveltejs/kit" in project.dependencies or project.has_folder(project.root + "src/routes")):
        return config
    return "package @sveltejs/kit" if "@sveltejs/kit" in project.dependencies else ""


def routes(project: Project) -> Routes:
    """The file routes, `static/`, and content that a route names its files by."""
    config_path = project.marker("sveltekit")
    config = js.config(js.strip_comments(project.text(config_path)))
    made = Routes("sveltekit", root=project.root)
    is_open = set_base(
        project, made, config_path, stated(shape.table(js.dig(config, "kit", "paths")), "base"), PRODUCTION
    )
    endings = config.get("extensions")
    read_endings = isinstance(endings, list) and all(isinstance(ending, str) for ending in endings)
    pages = tuple(endings) if isinstance(endings, list) and read_endings else (".svelte", ".svx", ".md", ".mdx")
    folder = _folder(project, config, "routes", "src/routes")
    static = _folder(project, config, "assets", "static")
    for path in project.under(static):
        made.add(path[len(static) :])
    files = content_files(project, [folder + "/", project.root + "static/"])
    dynamic: list[tuple[str, str, str]] = []
    slashes: dict[str, str] = {}
    for path in project.under(folder):
        _add(project, made, folder, path, pages, dynamic, slashes)
    by_code = [entry for entry in dynamic if not _named_by_files(project, made, folder, *entry[:2])]
    proved = infer(project, made, files, sorted({prefix for _path, prefix, _pattern in by_code}))
    for path, prefix, pattern in by_code:
        if prefix not in proved or pattern.count("[^/]+") > 1:
            made.gap(rf"{pattern}/?\Z", f"made by {path}")
    leave_rest(project, made, files)
    if is_open:
        find_bases(project, made)
    _hooks(project, made)
    name = _ids(project, config_path)
    made.ids = lambda _page: name

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            if is_under_other_base(project, made, path, is_open):
                return Reading(unknown=UNDER_OTHER_BASE)
            return Reading((Candidate(path),))
        file = join_file(page.path.rpartition("/")[0], path)
        if path.lower().endswith(CONTENT) and project.exists(file):
            return Reading(unknown="whether code makes an address of a file's name can't be known")
        if not page.output:
            known = project.exists(file)
            return Reading((Candidate(file=file),)) if known else Reading(unknown="the post's address is made by code")
        found = [Candidate(file=file)] if image else []
        return Reading((*found, Candidate(join(made.base + page.url, path))))

    made.read = read
    return made


def _folder(project: Project, config: dict[str, Any], what: str, default: str) -> str:
    told = js.dig(config, "kit", "files", what)
    return join_file(project.root.rstrip("/"), told if isinstance(told, str) and told else default)


def _segments(parts: list[str]) -> tuple[str, str, bool, bool]:
    """What folders of routes stand for: the path up to the first parameter, the pattern of all, and whether there is a
    parameter that must be there, and one that may be left out."""
    fixed: list[str] = []
    pattern = ""
    moving = optional = False
    for part in parts:
        if re.fullmatch(r"\(.*\)", part):
            continue
        if _OPTIONAL.match(part):
            optional = True
            pattern += "(?:/[^/]+)?"
            continue
        literal = _CODE_POINT.sub(lambda m: chr(int(m[1] or m[2], 16)), part)
        if re.fullmatch(r"\[\.\.\.[^\]]+\]", part):
            moving = True
            pattern += "(?:/.*)?"
        elif "[" in literal:
            moving = True
            pattern += "/" + re.sub(r"\\\[[^\[\]]*\\\]", "[^/]+", re.escape(literal))
        else:
            pattern += "/" + re.escape(literal)
            if not moving:
                fixed.append(literal)
    return "".join("/" + part for part in fixed), pattern, moving, optional


def _add(
    project: Project,
    made: Routes,
    folder: str,
    path: str,
    pages: tuple[str, ...],
    dynamic: list[tuple[str, str, str]],
    slashes: dict[str, str],
) -> None:
    *parts, name = path[len(folder) + 1 :].split("/")
    match = _ROUTE.match(name)
    if match is None or not match["ending"].endswith((*pages, *_SCRIPTS)):
        return
    prefix, pattern, moving, optional = _segments(parts)
    if match["what"] == "server":
        if moving or optional:
            made.gap(rf"{pattern}/?\Z", f"made by {path}")
        if not moving:
            made.add(prefix or "/index.html", path)
        return
    if moving:
        if not any(path.rpartition("/")[0] == other.rpartition("/")[0] for other, _, _ in dynamic):
            dynamic.append((path, prefix, pattern))
        return
    if optional:
        made.gap(rf"{pattern}/?\Z", f"made by {path}")
    ends = _ends_with_slash(project, folder, parts, slashes)
    output = f"{prefix}/index.html" if ends or not prefix else f"{prefix}.html"
    if path.lower().endswith(CONTENT):
        url = f"{prefix}/" if ends or not prefix else prefix
        made.pages.append(Page(path, output, url, title_of(project.meta(path))))
    made.add(output, path)


def _ends_with_slash(project: Project, folder: str, parts: list[str], known: dict[str, str]) -> bool:
    """Whether the nearest `trailingSlash` is "always" (svelte.dev/docs/kit/page-options)."""
    place, found = folder, ""
    for part in ["", *parts]:
        place = f"{place}/{part}" if part else place
        if place not in known:
            names = (
                f"{place}/+{what}{ending}"
                for what in ("layout", "layout.server", "page", "page.server")
                for ending in _SCRIPTS
            )
            told = (_SLASH.search(project.text(name)) for name in names if project.exists(name))
            known[place] = next((match[1] for match in told if match), "")
        found = known[place] or found
    return found == "always"


def _named_by_files(project: Project, made: Routes, folder: str, path: str, prefix: str) -> bool:
    """Adds the pages of a route with one parameter whose code loads a file by it. False when it can't be read."""
    names = re.findall(r"\[+(?:\.\.\.)?(\w+)(?:=\w+)?\]+", _CODE_POINT.sub("", path[len(folder) :]))
    if len(names) != 1 or not path.rpartition("/")[0].endswith("]"):
        return False
    place = path.rpartition("/")[0]
    for loader in (f"{place}/{name}" for name in _LOADERS):
        text = js.strip_comments(project.text(loader))
        for module in [loader, *modules(project, loader, text)] if text else []:
            for match in islice(_LOADED.finditer(js.strip_comments(project.text(module))), 10):
                if match[2] in (names[0], "slug", "id"):
                    return _add_files(project, made, _target(project, module, match[1]), match[3], prefix, place)
    return False


def _target(project: Project, module: str, start: str) -> str:
    """The folder that an import names, with what its files' names begin with."""
    if start.startswith("$lib/"):
        return f"{project.root}src/lib/{start[5:]}"
    if start.startswith("/"):
        return project.root + start[1:]
    folder, _, begin = start.rpartition("/")
    return (join_file(module.rpartition("/")[0], folder) + "/" + begin).lstrip("/")


def _add_files(project: Project, made: Routes, start: str, end: str, prefix: str, place: str) -> bool:
    found = False
    several = "..." in place.rpartition("/")[2]
    for path in project.under(start.rpartition("/")[0]):
        name = path[len(start) : -len(end)] if path.startswith(start) and path.endswith(end) else ""
        if not name or ("/" in name and not several):
            continue
        found = True
        url = f"{prefix}/{name}"
        made.pages.append(Page(path, f"{url}.html", url, title_of(project.meta(path))))
        made.add(f"{url}.html", path)
    return found


def _hooks(project: Project, made: Routes) -> None:
    made.gap(r"/_app/|/service-worker\.js\Z", "made by SvelteKit")
    for name in ("src/hooks", "src/hooks.server"):
        for ending in _SCRIPTS:
            text = js.strip_comments(project.text(project.root + name + ending))
            if re.search(r"\breroute\b|\bredirect\(|\bnew\s+Response\(", text):
                made.gap("/", f"{name}{ending} may answer")


def _ids(project: Project, config_path: str) -> str:
    """The algorithm of headings' ids: mdsvex gives none but by a plugin. "" when it can't be told."""
    text = "\n".join(sources(project, config_path)) if config_path else ""
    if _SLUGS.search(text):
        return "mdsvex"
    if not re.search(r"\bmdsvex\s*\(", text) or re.search(r"\b(?:rehype|remark)Plugins\b|\blayout\b|\.\.\.", text):
        return ""
    return "none"
