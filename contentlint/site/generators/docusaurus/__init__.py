"""Docusaurus (docusaurus.io/docs/advanced/routing, /docs/markdown-features/links, /docs/api/plugins)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site import redirects
from contentlint.site.generators.docusaurus.links import add_links
from contentlint.site.model import Page, Routes, State
from contentlint.site.paths import first_segment, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.ids import ALGORITHMS
from contentlint.site.reading.inline import heading
from contentlint.site.reading.meta import Meta, title_of
from contentlint.site.reading.shape import MOST, entries

_SCRIPTS = (".js", ".jsx", ".ts", ".tsx")
_PREFIX = re.compile(r"\A\d+\s*[-_.]+\s*(?=[^-_.\s])")
_NOT_PREFIX = re.compile(r"\A(?:(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?|\d+[-_.]\d+)(?:.*)?\Z")
_BLOG_DATE = re.compile(r"\A(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\Z")


def detect(project: Project) -> str:
    """`docusaurus.config.*`."""
    return project.marker("docusaurus")


@dataclass
class _Plugin:
    kind: str
    options: dict[str, Any]
    ident: str = "default"
    folders: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)


def routes(project: Project) -> Routes:
    """Docs, blog and pages of every plugin instance, their versions and locales, and static files."""
    config_path = project.marker("docusaurus")
    text = project.text(config_path)
    config = js.config(text)
    made = Routes("docusaurus", root=project.root, ids=lambda _page: "docusaurus")
    base = js.dig(config, "baseUrl")
    made.base = "/" + str(base).strip("/") if isinstance(base, str) and base.strip("/") else ""
    if isinstance(js.dig(config, "url"), str):
        made.hosts.append(config["url"])
    cname = project.text(project.root + "static/CNAME") or project.text("CNAME")
    if cname.strip() and " " not in cname.strip():
        made.hosts.append("https://" + cname.strip())
    folders = js.dig(config, "staticDirectories")
    for folder in folders if isinstance(folders, list) else ["static"]:
        if isinstance(folder, js.Code):  # path.join(__dirname, 'static2')
            named = re.findall(r"[\"']([^\"']+)[\"']", folder.source)
            folder = named[-1] if named else "static"
        place = join_file(project.root.rstrip("/"), str(folder))
        for path in project.under(place):
            made.add("/" + path[len(place) + 1 :], path if path.endswith(".html") else None)
    plugins = _plugins(config)
    slash = js.dig(config, "trailingSlash")
    for plugin in plugins:
        if plugin.kind == "docs":
            _docs(project, made, plugin, slash)
        elif plugin.kind == "blog":
            _blog(project, made, plugin, slash)
        elif plugin.kind == "pages":
            _pages(project, made, plugin, slash)
        elif plugin.kind == "redirects":
            _redirects(made, plugin)
        elif plugin.kind == "other":
            made.notes.append(f"pages of the plugin {plugin.options.get('name')} can't be known")
    _locales(project, made, config, plugins)
    made.outputs.setdefault("/404.html", None)
    made.outputs.setdefault("/sitemap.xml", None)
    made.outputs.setdefault("/search/index.html", None)
    made.gap(r"/assets/", "made by the build")
    bases = [re.escape("/" + b.strip("/")) for p in plugins for b in p.bases if b.strip("/")]
    named = re.findall(
        r"\b(?:route|routePath|routeBasePath|basePath|path)\b\s*:\s*[\"'](/?[\w/-]+)[\"']", js.strip_comments(text)
    )
    for value in list(dict.fromkeys(named))[:MOST]:
        route = "/" + value.strip("/")
        if route != "/" and not any(out.startswith(route + "/") or out == route + ".html" for out in made.outputs):
            made.gap(rf"{re.escape(route)}(?:/.*)?\Z", "a route named in the configuration")
    if _own_plugins(config):
        known = "|".join(bases)
        made.gap(rf"(?!(?:{known})(?:/|\Z))/" if known else "/", "pages may be made by a plugin of the site's own")
    if re.search(r"openapi|typedoc|redoc|graphql|api-docs", text, re.IGNORECASE):
        made.gap(r"(?:/.*)?/(?:api|reference)(?:/.*)?\Z", "made by a plugin of the configuration")
    made.templates = (f"{project.root}src/theme", f"{project.root}src/components")
    add_links(project, made, [folder for plugin in plugins for folder in plugin.folders])
    return made


def _plugins(config: dict[str, Any]) -> list[_Plugin]:
    found: list[_Plugin] = []
    for entry in entries(js.dig(config, "presets"))[:MOST]:
        name, options = _entry(entry)
        if "classic" not in name and "preset" not in name:
            continue
        for kind in ("docs", "blog", "pages"):
            value = options.get(kind)
            if value is not False:
                found.append(_Plugin(kind, value if isinstance(value, dict) else {}))
    for entry in entries(js.dig(config, "plugins"))[:MOST]:
        name, options = _entry(entry)
        ident = str(options.get("id") or "default")
        if "content-docs" in name:
            found.append(_Plugin("docs", options, ident))
        elif "content-blog" in name:
            found.append(_Plugin("blog", options, ident))
        elif "content-pages" in name:
            found.append(_Plugin("pages", options, ident))
        elif "client-redirects" in name:
            found.append(_Plugin("redirects", options))
    return found


def _own_plugins(config: dict[str, Any]) -> bool:
    """Whether the configuration names plugins that are files of the project or functions in it."""
    for entry in entries(js.dig(config, "plugins")):
        name = _entry(entry)[0]
        if (
            name.startswith(("./", "../", "...", "async", "function", "("))
            or "require.resolve('." in name
            or "__dirname" in name
        ):
            return True
    return False


def _entry(entry: Any) -> tuple[str, dict[str, Any]]:
    if isinstance(entry, list) and entry:
        options = entry[1] if len(entry) > 1 and isinstance(entry[1], dict) else {}
        return (entry[0].source if isinstance(entry[0], js.Code) else str(entry[0])), options
    if isinstance(entry, js.Code):
        match = re.search(r"[\"']([^\"']+)[\"']", entry.source)
        return (match[1] if match else entry.source), {}
    return str(entry), {}


def _output(url: str, slash: Any) -> str:
    url = re.sub(r"/{2,}", "/", "/" + url).rstrip("/")
    if not url:
        return "/index.html"
    return url + ".html" if slash is False else url + "/index.html"


def _option(options: dict[str, Any], key: str, default: str) -> str:
    value = options.get(key)
    return value if isinstance(value, str) else default


def strip_number(name: str) -> str:
    """A file or folder name without its ordering number (`01-intro`); dates and versions keep theirs."""
    return name if _NOT_PREFIX.match(name) else _PREFIX.sub("", name)


def _hidden(relative: str) -> bool:
    parts = relative.split("/")
    return any(p.startswith("_") for p in parts) or bool(re.search(r"\.test\.|(?:\A|/)__tests__/", relative))


def _docs(project: Project, made: Routes, plugin: _Plugin, slash: Any) -> None:
    options = plugin.options
    current = join_file(project.root.rstrip("/"), _option(options, "path", "docs"))
    base = "/" + _option(options, "routeBasePath", "docs").strip("/")
    plugin.bases.append(base)
    suffix = "" if plugin.ident == "default" else f"{plugin.ident}_"
    listed = (
        project.data(f"{project.root}{suffix}versions.json")
        if project.exists(f"{project.root}{suffix}versions.json")
        else []
    )
    versions = [str(v) for v in listed][:MOST] if isinstance(listed, list) else []
    only = options.get("onlyIncludeVersions")
    last = _option(options, "lastVersion", versions[0] if versions else "current")
    settings = options.get("versions") if isinstance(options.get("versions"), dict) else {}
    places: list[tuple[str, str, str]] = []
    if options.get("includeCurrentVersion") is not False or not versions:
        places.append((current, "current", "" if last == "current" else "next"))
    for version in versions:
        folder = f"{project.root}{suffix}versioned_docs/version-{version}"
        places.append((folder, version, "" if version == last else version))
    numbered = options.get("numberPrefixParser") is not False
    skip = any_glob(
        [g for g in options.get("exclude") or [] if isinstance(g, str)]
        if isinstance(options.get("exclude"), list)
        else []
    )
    for folder, version, route in places:
        if isinstance(only, list) and version not in only:
            continue
        chosen = js.dig(settings, version, "path")
        route = chosen if isinstance(chosen, str) else route
        root = re.sub(r"/{2,}", "/", f"{base}/{route}").rstrip("/")
        plugin.folders.append(folder)
        _docs_folder(project, made, folder, root, slash, numbered, skip)
        made.gap(rf"{re.escape(root)}/tags(?:/.*)?\Z", "a list of tags")
        for path in project.under(folder):
            if path.rsplit("/", 1)[-1].startswith("_category_."):
                _category(project, made, path, folder, root, slash, numbered)
    for path in [
        p
        for p in project.paths
        if p.startswith(project.root) and re.search(r"sidebars?[\w-]*\.(?:js|ts|json|mjs|cjs)\Z", p)
    ]:
        for match in re.finditer(r"generated-index[\"'][^{}]*", project.text(path)):
            slug = re.search(r"\bslug[\"']?\s*:\s*[\"']([^\"']+)", match[0])
            if slug:
                made.add(_output(f"{base}/{slug[1]}", slash))
            else:
                made.gap(rf"{re.escape(base.rstrip('/'))}/(?:.*/)?category/.*", "a generated index")


def _docs_folder(
    project: Project, made: Routes, folder: str, root: str, slash: Any, numbered: bool, skip: Any, lang: str = ""
) -> None:
    for path in project.under(folder, (".md", ".mdx")):
        relative = path[len(folder) + 1 :]
        if _hidden(relative) or skip(relative):
            continue
        facts = project.meta(path)
        stem = relative[: relative.rfind(".")]
        parts = [strip_number(p) if numbered else p for p in stem.split("/")]
        name, parents = parts[-1], parts[:-1]
        slug = facts.get("slug")
        ident = str(facts.get("id") or name)
        if slug not in (None, ""):
            slug = str(slug)
            url = (
                root + ("" if slug == "/" else slug)
                if slug.startswith("/")
                else join(f"{root}/{'/'.join(parents)}/".replace("//", "/"), slug)
            )
        else:
            is_index = name.lower() in ("index", "readme") or (bool(parents) and name.lower() == parents[-1].lower())
            inner = parents if is_index else [*parents, ident]
            url = "/".join([root, *inner])
        _settle(made, path, url, slash, facts, f"/{stem}", lang)


def _settle(made: Routes, path: str, url: str, slash: Any, facts: Meta, logical: str, lang: str = "") -> Page:
    output = _output(url, slash)
    address = url_of(output).removesuffix(".html") if slash is False else url_of(output)
    if slash is None and address != "/":
        address = address.rstrip("/")
    state: State = "draft" if facts.get("draft") is True else "published"
    page = Page(path, output, address, title_of(facts), lang, state=state, logical=logical)
    made.pages.append(page)
    if state == "published":
        made.add(output, path)
    return page


def _category(project: Project, made: Routes, path: str, folder: str, root: str, slash: Any, numbered: bool) -> None:
    data = project.data(path)
    link = data.get("link") if isinstance(data, dict) else None
    if not isinstance(link, dict) or link.get("type") != "generated-index":
        return
    name = path.rpartition("/")[0].rpartition("/")[2]
    slug = link.get("slug")
    if not isinstance(slug, str):
        label = str(data.get("label") or (strip_number(name) if numbered else name))
        slug = "/category/" + ALGORITHMS["github"]([heading(label, 1, frozenset(), custom=False)])[0]
    made.add(_output(f"{root}/{slug}", slash))


def _blog(project: Project, made: Routes, plugin: _Plugin, slash: Any) -> None:
    folder = join_file(project.root.rstrip("/"), _option(plugin.options, "path", "blog"))
    base = "/" + _option(plugin.options, "routeBasePath", "blog").strip("/")
    base = base.rstrip("/")
    plugin.bases.append(base)
    plugin.folders.append(folder)
    _blog_folder(project, made, folder, base, slash)
    if not project.has_folder(folder):
        return
    made.add(_output(base, slash))
    for name in ("rss.xml", "atom.xml", "feed.json"):
        made.add(f"{base}/{name}")
    for name in ("archive", "tags", "authors"):
        made.add(_output(f"{base}/{name}", slash))
    made.gap(rf"{re.escape(base)}/(?:page/\d+|tags/.*|authors/.*|archive)/?\Z", "a list of the blog")


def _blog_folder(project: Project, made: Routes, folder: str, base: str, slash: Any, lang: str = "") -> None:
    for path in project.under(folder, (".md", ".mdx")):
        relative = path[len(folder) + 1 :]
        if _hidden(relative):
            continue
        facts = project.meta(path)
        stem = relative[: relative.rfind(".")]
        slug = facts.get("slug")
        if slug not in (None, ""):
            slug = str(slug)
        else:
            dated = _BLOG_DATE.match(stem)
            if dated:
                slug = f"/{dated['date'].replace('-', '/')}/{dated['folder']}{dated['text']}"
            else:
                slug = "/" + re.sub(r"(?:\A|/)index\Z", "", stem)
        _settle(made, path, f"{base}/{slug.lstrip('/')}", slash, facts, f"/{stem}", lang)


def _pages(project: Project, made: Routes, plugin: _Plugin, slash: Any) -> None:
    folder = join_file(project.root.rstrip("/"), _option(plugin.options, "path", "src/pages"))
    base = "/" + _option(plugin.options, "routeBasePath", "/").strip("/")
    plugin.folders.append(folder)
    for path in project.under(folder, (*_SCRIPTS, ".md", ".mdx")):
        relative = path[len(folder) + 1 :]
        if _hidden(relative) or relative.endswith(".d.ts"):
            continue
        stem = relative[: relative.rfind(".")]
        url = f"{base}/{re.sub(r'(?:^|/)index$', '', stem)}".replace("//", "/")
        if path.lower().endswith(CONTENT):
            facts = project.meta(path)
            slug = facts.get("slug")
            _settle(
                made,
                path,
                str(slug) if isinstance(slug, str) and slug.startswith("/") else url,
                slash,
                facts,
                f"/{stem}",
            )
        else:
            made.add(_output(url, slash), path)


def _redirects(made: Routes, plugin: _Plugin) -> None:
    rules = plugin.options.get("redirects")
    for rule in rules if isinstance(rules, list) else []:
        if not isinstance(rule, dict) or not isinstance(rule.get("to"), str):
            continue
        sources = rule.get("from")
        for source in sources if isinstance(sources, list) else [sources]:
            if isinstance(source, str):
                to = rule["to"] if "//" in rule["to"] else made.base + rule["to"]
                redirects.add(made, source, source, to, "docusaurus.config")
    if "createRedirects" in plugin.options:
        made.gap("/", "redirects are made by code in the configuration")


def _locales(project: Project, made: Routes, config: dict[str, Any], plugins: list[_Plugin]) -> None:
    """Every page under every other locale: translated where there is a file, the default's otherwise."""
    i18n = config.get("i18n")
    names = i18n.get("locales") if isinstance(i18n, dict) else None
    if isinstance(names, js.Code):  # chosen by code: any of those it names
        names = sorted(set(re.findall(r"[\"']([a-z]{2}(?:-[A-Za-z]{2,8})?)[\"']", names.source)))
    default = str(js.dig(config, "i18n", "defaultLocale") or "en")
    known = [n for n in names if isinstance(n, str)][:MOST] if isinstance(names, list) else []
    folders = {f"/{name}/" for name in known}
    untranslated = [(output, path) for output, path in made.outputs.items() if first_segment(output) not in folders]
    for name in known:
        if name == default:
            continue
        for plugin in plugins:
            suffix = "" if plugin.ident == "default" else f"-{plugin.ident}"
            place = f"{project.root}i18n/{name}/docusaurus-plugin-content-{plugin.kind}{suffix}"
            slash = js.dig(config, "trailingSlash")
            if plugin.kind == "docs":
                base = "/" + _option(plugin.options, "routeBasePath", "docs").strip("/")
                numbered = plugin.options.get("numberPrefixParser") is not False
                root = f"/{name}{base}".rstrip("/")
                _docs_folder(project, made, f"{place}/current", root, slash, numbered, lambda _p: False, name)
            elif plugin.kind == "blog":
                base = "/" + _option(plugin.options, "routeBasePath", "blog").strip("/")
                _blog_folder(project, made, place, f"/{name}{base}".rstrip("/"), slash, name)
        for output, path in untranslated:
            made.add(f"/{name}{output}", path)
