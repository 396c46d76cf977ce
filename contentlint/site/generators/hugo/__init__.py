"""Hugo (gohugo.io/content-management/urls, /render-hooks/links, /configuration/markup)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators.hugo.links import add_links
from contentlint.site.generators.hugo.pages import Language, add_content
from contentlint.site.generators.hugo.terms import add_terms
from contentlint.site.model import Part, Routes
from contentlint.site.paths import host_and_path
from contentlint.site.project import Project
from contentlint.site.reading import shape
from contentlint.site.reading.js import dig
from contentlint.site.reading.meta import texts

_ENDINGS = ("toml", "yaml", "yml", "json")
_SHAPES: shape.Shapes = {
    "permalinks": (dict,),
    "languages": (dict,),
    "module": (dict,),
    "markup": (dict,),
    "taxonomies": (dict,),
    "outputformats": (dict,),
    "frontmatter": (dict,),
    "params": (dict,),
    "theme": (str, list),
    "disablekinds": (str, list),
    "ignorefiles": (str, list),
    "staticdir": (str, list),
    "uglyurls": (bool, dict),
    "baseurl": (str,),
    "contentdir": (str,),
}


def detect(project: Project) -> str:
    """`hugo.toml`, or a `config.*` that has `baseURL` beside Hugo's folders."""
    found = project.find(*(f"hugo.{e}" for e in _ENDINGS), *(f"config/_default/hugo.{e}" for e in _ENDINGS))
    if found:
        return found
    for name in (*(f"config/_default/config.{e}" for e in _ENDINGS), *(f"config.{e}" for e in _ENDINGS)):
        path = project.find(name)
        if path:
            keys = _lower(project.data(path))
            if "baseurl" in keys or "languagecode" in keys:
                return path
            if name.startswith("config/_default"):
                return path
    return ""


def _lower(data: Any) -> dict[str, Any]:
    """Keys in lower case, as Hugo reads them; the values of nested tables too."""
    if not isinstance(data, dict):
        return {}
    return {str(k).lower(): _lower(v) if isinstance(v, dict) else v for k, v in data.items()}


def _config(project: Project) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    root = project.find(*(f"hugo.{e}" for e in _ENDINGS), *(f"config.{e}" for e in _ENDINGS))
    if root:
        _merge(merged, _read(project, root, as_file=True))
    for folder in ("config/_default", "config/production"):
        for path in project.under(project.root + folder, tuple("." + e for e in _ENDINGS)):
            name = path[len(project.root + folder) + 1 :].rsplit(".", 1)[0].lower()
            if "/" in name:
                continue
            data = _read(project, path, as_file=name in ("hugo", "config"))
            for part in reversed(_place(name)):
                data = {part: data}
            _merge(merged, data)
    return merged


def _place(name: str) -> list[str]:
    """Where the configuration has what is in a file of a configuration folder (gohugo.io/configuration/introduction).

    What is named like a language is all of it about the language, but for menus and parameters.
    """
    if name in ("hugo", "config"):
        return []
    bare, _, language = name.partition(".")
    if not language:
        return [bare]
    return ["languages", language, *([bare] if bare in ("menus", "menu", "params") else [])]


def _read(project: Project, path: str, *, as_file: bool) -> dict[str, Any]:
    data = project.data(path)
    lower = _lower(data) if isinstance(data, dict) else data
    return project.fitting(path, lower, _SHAPES if as_file else {})


def _merge(into: dict[str, Any], data: dict[str, Any]) -> None:
    for key, value in data.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def _build_flags(project: Project, config: dict[str, Any]) -> tuple[bool, bool]:
    """Whether drafts and future posts are built: by configuration or by the build command's flags."""
    commands = [
        project.text(n) for n in ("netlify.toml", project.root + "netlify.toml", project.root + "package.json") if n
    ]
    lines = [
        line for text in commands for line in text.splitlines() if re.search(r"\bhugo\b", line) and "server" not in line
    ]
    flags = " ".join(re.sub(r"deploy-preview.*", "", line) for line in lines)
    drafts = bool(config.get("builddrafts")) or bool(re.search(r"\s(?:-D|--buildDrafts)\b", flags))
    future = bool(config.get("buildfuture")) or bool(re.search(r"\s(?:-F|--buildFuture)\b", flags))
    return drafts, future


def routes(project: Project) -> Routes:
    """Pages by section, permalinks, slug and language; taxonomies, feeds and page numbers by rule."""
    config = _config(project)
    made = Routes("hugo", root=project.root)
    site = config.get("baseurl")
    if isinstance(site, str) and "//" in site:
        made.hosts.append(site)
        made.base = host_and_path(site)[1].rstrip("/")
    if isinstance(zone := config.get("timezone"), str) and zone:
        made.zones = (zone,)
    themes = _themes(project, config)
    layouts = [project.root + str(config.get("layoutdir") or "layouts"), *(f"{t}/layouts" for t in themes)]
    made.templates = tuple(layouts)
    made.facts["layouts-missing"] = _layouts_missing(project, config)
    languages = _languages(project, config, made)
    _static(project, config, made, themes)
    drafts, future = _build_flags(project, config)
    for language in languages:
        add_content(project, made, language, languages, drafts, future)
    _generated(config, made)
    add_terms(project, made, languages)
    if _content_elsewhere(config):
        made.gap("/", "a module brings content of its own")
    made.ids = _ids(project, config, layouts)
    if dig(config, "markup", "goldmark", "renderer", "unsafe") is not True:
        made.html_ids = lambda page: not page.path.lower().endswith((".md", ".markdown"))
    add_links(project, config, made, languages, layouts, themes)
    return made


def _themes(project: Project, config: dict[str, Any]) -> list[str]:
    names = texts(config.get("theme"))
    folder = project.root + str(config.get("themesdir") or "themes").strip("/")
    found = [f"{folder}/{name}" for name in names if project.has_folder(f"{folder}/{name}")]
    vendored = project.root + "_vendor/"
    parts = re.compile(r"(.*?)/(?:layouts|static|content)/")
    found += sorted({m[1] for p in project.under(vendored) if (m := parts.match(p))})
    return found


def _layouts_missing(project: Project, config: dict[str, Any]) -> bool:
    """Whether a theme or a module is named whose files are not here: a submodule not checked out, a Hugo module."""
    folder = project.root + str(config.get("themesdir") or "themes").strip("/")
    named = [(name, f"{folder}/{name}") for name in texts(config.get("theme"))]
    for entry in shape.tables(dig(config, "module", "imports")):
        name = str(_lower(entry).get("path") or "")
        named.append((name, f"{folder}/{name}"))
    return any(
        name and not project.has_folder(place) and not project.has_folder(f"{project.root}_vendor/{name}")
        for name, place in named
    )


def _content_elsewhere(config: dict[str, Any]) -> bool:
    """Whether an imported module is mounted as content."""
    for entry in shape.tables(dig(config, "module", "imports")):
        for mount in shape.tables(_lower(entry).get("mounts")):
            if str(_lower(mount).get("target", "")).split("/")[0] == "content":
                return True
    return False


def _languages(project: Project, config: dict[str, Any], made: Routes) -> list[Language]:
    default = str(config.get("defaultcontentlanguage") or "en").lower()
    in_folder = config.get("defaultcontentlanguageinsubdir") is True
    content = project.root + str(config.get("contentdir") or "content").strip("/")
    table = config.get("languages")
    disabled = {x.lower() for x in texts(config.get("disablelanguages"))}
    found: list[Language] = []
    mounts = [
        m
        for m in shape.tables(dig(config, "module", "mounts"))
        if str(_lower(m).get("target", "")).split("/")[0] == "content"
    ]
    tables = {
        key: shape.table(value)
        for key, value in list(shape.table(table).items())[: shape.MOST]
        if key not in disabled and shape.table(value).get("disabled") is not True
    }
    several_hosts = any(isinstance(value.get("baseurl"), str) for value in tables.values())
    for key, value in tables.items():
        folder = value.get("contentdir")
        mount = next((m for m in mounts if str(_lower(m).get("lang", "")).lower() == key), None)
        if mount and not folder:
            folder = _lower(mount).get("source")
        place = project.root + str(folder).strip("/") if isinstance(folder, str) else content
        prefix = "" if key == default and not in_folder else f"/{key}"
        if several_hosts:  # gohugo.io/configuration/languages, "Multihost": each language is a site of its own
            prefix = f"/{key}"
            host, path = host_and_path(str(value.get("baseurl") or config.get("baseurl") or ""))
            made.hosts.append(f"https://{host}{path}")
            made.parts = (*made.parts, Part(prefix, host, path.rstrip("/")))
        found.append(Language(key, place, prefix, {**config, **value}))
    if several_hosts:
        made.base = ""
    elif len(found) > 1 and not in_folder:
        made.outputs.setdefault(f"/{default}/index.html", None)  # leads to the top
    if in_folder and not several_hosts and config.get("disabledefaultlanguageredirect") is not True:
        made.outputs.setdefault("/index.html", None)  # leads to the default language's
    if not found:
        found.append(Language(default, content, f"/{default}" if in_folder else "", config))
    folders = {language.folder for language in found}
    if mounts and not isinstance(table, dict):
        for m in mounts:
            source, target = str(_lower(m).get("source", "")), str(_lower(m).get("target", ""))
            if "/" not in target.strip("/") and project.has_folder(project.root + source):
                place = project.root + source.strip("/")
                if place not in folders:
                    found.append(Language(found[0].key, place, found[0].prefix, config))
    return found


def _static(project: Project, config: dict[str, Any], made: Routes, themes: list[str]) -> None:
    folders = [project.root + str(f).strip("/") for f in texts(config.get("staticdir")) or ["static"]]
    for n in range(10):
        folders += [project.root + str(f).strip("/") for f in texts(config.get(f"staticdir{n}"))]
    for value in list(shape.table(config.get("languages")).values())[: shape.MOST]:
        folders += [project.root + str(f).strip("/") for f in texts(shape.table(value).get("staticdir"))]
    folders += [f"{theme}/static" for theme in themes]
    for mount in shape.tables(dig(config, "module", "mounts")):
        m = _lower(mount)
        target = str(m.get("target", "")).strip("/")
        if target == "static" or target.startswith("static/"):
            source = project.root + str(m.get("source", "")).strip("/")
            for path in project.under(source):
                made.add(f"{target.removeprefix('static')}/{path[len(source) + 1 :]}".replace("//", "/"))
            if project.exists(source):
                made.add(target.removeprefix("static"))
    for folder in folders:
        for path in project.under(folder):
            for prefix in [part.folder for part in made.parts] or [""]:
                made.add(prefix + path[len(folder) :])


def _generated(config: dict[str, Any], made: Routes) -> None:
    made.gap(r"(?:/.*)?/page/\d+/?(?:index\.html)?\Z", "a numbered page of a list")
    made.gap(r"(?:/.*)?/[\w.-]+\.(?:xml|json|webmanifest|ics|atom|rss)\Z", "a feed or another output format")
    made.gap(r"(?:/.*)?/amp/?\Z", "another output format")
    formats = config.get("outputformats")
    for value in formats.values() if isinstance(formats, dict) else ():
        for key in ("path", "basename"):
            if isinstance(value, dict) and isinstance(value.get(key), str) and value[key] not in ("", "index"):
                made.gap(rf"(?:/.*)?/{re.escape(value[key].strip('/'))}(?:[./].*)?\Z", "another output format")
    for name in ("/sitemap.xml", "/robots.txt", "/404.html"):
        for prefix in [part.folder for part in made.parts] or [""]:
            made.outputs.setdefault(prefix + name, None)


def _ids(project: Project, config: dict[str, Any], layouts: list[str]) -> Any:
    parser = shape.table(dig(config, "markup", "goldmark", "parser"))
    kind = str(parser.get("autoheadingidtype") or parser.get("autoidtype") or "github").lower()
    name = {"github": "hugo", "github-ascii": "hugo-ascii", "blackfriday": "hugo-blackfriday"}.get(kind, "hugo")
    if dig(config, "markup", "goldmark", "extensions", "typographer") is False:
        name = "hugo-plain" if name == "hugo" else ""
    if parser.get("autoheadingid") is False:
        name = "none"
    for folder in layouts:
        for path in project.under(folder, ("render-heading.html",)):
            text = project.text(path)
            if text.strip() and ".Anchor" not in text:
                name = ""
    return lambda _page: name
