"""Docusaurus (docusaurus.io/docs/advanced/routing, /docs/markdown-features/links, /docs/api/plugins)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site import redirects
from contentlint.site.generators.coded import configuration, set_base_or_any
from contentlint.site.generators.docusaurus import options as opts
from contentlint.site.generators.docusaurus.links import add_links
from contentlint.site.generators.docusaurus.options import Plugin
from contentlint.site.model import Page, Routes, State
from contentlint.site.paths import first_segment, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION, urls_in
from contentlint.site.reading.ids import ALGORITHMS
from contentlint.site.reading.inline import heading
from contentlint.site.reading.meta import Meta, title_of
from contentlint.site.reading.shape import MOST

_SCRIPTS = (".js", ".jsx", ".ts", ".tsx")
_PREFIX = re.compile(r"\A\d+\s*[-_.]+\s*(?=[^-_.\s])")
_NOT_PREFIX = re.compile(r"\A(?:(?:\d{2}|\d{4})[-_.]\d{2}(?:[-_.](?:\d{2}|\d{4}))?|\d+[-_.]\d+)(?:.*)?\Z")
_BLOG_DATE = re.compile(r"\A(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?\Z")


def detect(project: Project) -> str:
    """`docusaurus.config.*`."""
    return project.marker("docusaurus")


_OWN = ("Heading", "MDXComponents", "MDXContent")
"""Components of the theme that give headings their ids, which a site may replace (docusaurus.io/docs/swizzling)."""


def _ids(page: Page, form: Any) -> str:
    """MDX is what a file is read as, unless `markdown.format` says otherwise (docusaurus.io/docs/markdown-features)."""
    is_plain = form == "md" or (form == "detect" and not page.path.endswith(".mdx"))
    return "docusaurus-md" if is_plain else "docusaurus"


def routes(project: Project) -> Routes:
    """Docs, blog and pages of every plugin instance, their versions and locales, and static files."""
    config_path = project.marker("docusaurus")
    text = project.text(config_path)
    config = configuration(project, config_path, PRODUCTION)
    form = js.dig(config, "markdown", "format")
    made = Routes("docusaurus", root=project.root, ids=lambda page: _ids(page, form))
    if any(
        f"{project.root}src/theme/{name}" in path
        for path in project.under(f"{project.root}src/theme/")
        for name in _OWN
    ):
        made.ids_open = "a component of the site makes the headings"
    set_base_or_any(project, made, config_path, config.get("baseUrl"))
    made.hosts += urls_in(config.get("url"))
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
    plugins = opts.plugins(config)
    if opts.are_open(config):
        made.gap("/", "the presets are chosen by code")
    slash = js.dig(config, "trailingSlash")
    for plugin in plugins:
        if _unplaced(project, made, plugin, config):
            continue
        if plugin.kind == "docs":
            _docs(project, made, plugin, slash)
        elif plugin.kind == "blog":
            _blog(project, made, plugin, slash)
        elif plugin.kind == "pages":
            _pages(project, made, plugin, slash)
        elif plugin.kind == "redirects":
            _redirects(made, plugin)
    _locales(project, made, config, plugins)
    made.outputs.setdefault("/404.html", None)
    made.outputs.setdefault("/sitemap.xml", None)
    made.outputs.setdefault("/search/index.html", None)
    made.gap(r"/assets/", "made by the build")
    # What a plugin of Docusaurus has at its address is known, be it nothing.
    own = {"/" + b.strip("/") for p in plugins for b in p.bases}
    bases = [re.escape("/" + b.strip("/")) for p in plugins for b in p.bases if b.strip("/")]
    named = re.findall(
        r"\b(?:route|routePath|routeBasePath|basePath|path)\b\s*:\s*[\"'](/?[\w/-]+)[\"']", js.strip_comments(text)
    )
    for value in list(dict.fromkeys(named))[:MOST]:
        route = "/" + value.strip("/")
        if (
            route != "/"
            and route not in own
            and not any(out.startswith(route + "/") or out == route + ".html" for out in made.outputs)
        ):
            made.gap(rf"{re.escape(route)}(?:/.*)?\Z", "a route named in the configuration")
    if opts.has_own_plugins(config):
        known = "|".join(bases)
        made.gap(rf"(?!(?:{known})(?:/|\Z))/" if known else "/", "pages may be made by a plugin of the site's own")
    if re.search(r"openapi|typedoc|redoc|graphql|api-docs", text, re.IGNORECASE):
        made.gap(r"(?:/.*)?/(?:api|reference)(?:/.*)?\Z", "made by a plugin of the configuration")
    made.templates = (f"{project.root}src/theme", f"{project.root}src/components")
    add_links(project, made, [folder for plugin in plugins for folder in plugin.folders])
    return made


def _output(url: str, slash: Any) -> str:
    url = re.sub(r"/{2,}", "/", "/" + url).rstrip("/")
    if not url:
        return "/index.html"
    return url + ".html" if slash is False else url + "/index.html"


def strip_number(name: str) -> str:
    """A file or folder name without its ordering number (`01-intro`); dates and versions keep theirs."""
    return name if _NOT_PREFIX.match(name) else _PREFIX.sub("", name)


def _hidden(relative: str) -> bool:
    parts = relative.split("/")
    return any(p.startswith("_") for p in parts) or bool(re.search(r"\.test\.|(?:\A|/)__tests__/", relative))


_DEFAULTS = {"docs": ("docs", "docs"), "blog": ("blog", "blog"), "pages": ("src/pages", "/")}
"""The options `path` and `routeBasePath` of each kind of plugin that has content."""


def _place(project: Project, plugin: Plugin) -> tuple[str, str]:
    """The folder of a plugin's content, and the route that its pages begin with; both are literal."""
    path, route = _DEFAULTS[plugin.kind]
    folder = join_file(project.root.rstrip("/"), plugin.text("path", path) or path)
    return folder, "/" + (plugin.text("routeBasePath", route) or route).strip("/")


def _unplaced(project: Project, made: Routes, plugin: Plugin, config: dict[str, Any]) -> bool:
    """Whether code chooses where a plugin's content or its pages are; then these have no address that is known."""
    if plugin.kind not in _DEFAULTS:
        return False
    path, route = _DEFAULTS[plugin.kind]
    folder, base = plugin.text("path", path), plugin.text("routeBasePath", route)
    if folder is not None and base is not None:
        return False
    names = [folder] if folder is not None else [*plugin.named("path"), path]
    bases = [base] if base is not None else plugin.named("routeBasePath")
    for place in dict.fromkeys(join_file(project.root.rstrip("/"), name) for name in names):
        plugin.folders.append(place)
        for file in project.under(place, (".md", ".mdx")) if place else ():
            relative = file[len(place) + 1 :]
            if not _hidden(relative):
                made.pages.append(Page(file, "", "", title_of(project.meta(file)), state="excluded"))
    for name in bases or ["/"]:
        _gap_below(made, name, config, f"where the {plugin.kind} are is chosen by code")
    return True


def _gap_below(made: Routes, base: str, config: dict[str, Any], reason: str) -> None:
    """Nothing below a route is known, in any language."""
    bare = "/" + base.strip("/")
    lang = r"(?:/[a-z]{2}(?:-\w{1,8})?)?" if "i18n" in config else ""
    made.gap("/" if bare == "/" else rf"{lang}{re.escape(bare)}(?:/.*)?\Z", reason)


def _docs(project: Project, made: Routes, plugin: Plugin, slash: Any) -> None:
    options = plugin.options
    current, base = _place(project, plugin)
    plugin.bases.append(base)
    suffix = "" if plugin.ident == "default" else f"{plugin.ident}_"
    listed = (
        project.data(f"{project.root}{suffix}versions.json")
        if project.exists(f"{project.root}{suffix}versions.json")
        else []
    )
    versions = [str(v) for v in listed][:MOST] if isinstance(listed, list) else []
    newest = versions[0] if versions else "current"
    only = options.get("onlyIncludeVersions")
    last = plugin.text("lastVersion", newest) or newest
    settings = options.get("versions") if isinstance(options.get("versions"), dict) else {}
    places: list[tuple[str, str, str]] = []
    if options.get("includeCurrentVersion") is not False or not versions:
        places.append((current, "current", "" if last == "current" else "next"))
    for version in versions:
        folder = f"{project.root}{suffix}versioned_docs/version-{version}"
        places.append((folder, version, "" if version == last else version))
    if plugin.is_code("lastVersion", "onlyIncludeVersions", "versions", "includeCurrentVersion", "exclude"):
        _gap_below(made, base, {}, "the versions of the docs are chosen by code")
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
        plugin.versions[version] = root
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


def _blog(project: Project, made: Routes, plugin: Plugin, slash: Any) -> None:
    folder, base = _place(project, plugin)
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


def _pages(project: Project, made: Routes, plugin: Plugin, slash: Any) -> None:
    folder, base = _place(project, plugin)
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


def _redirects(made: Routes, plugin: Plugin) -> None:
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


def _locales(project: Project, made: Routes, config: dict[str, Any], plugins: list[Plugin]) -> None:
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
            if not plugin.bases:
                continue  # its addresses are not known
            place = f"{project.root}i18n/{name}/docusaurus-plugin-content-{plugin.kind}{suffix}"
            slash = js.dig(config, "trailingSlash")
            if plugin.kind == "docs":
                numbered = plugin.options.get("numberPrefixParser") is not False
                for version, root in plugin.versions.items():
                    folder = "current" if version == "current" else f"version-{version}"
                    below = f"/{name}{root}".rstrip("/")
                    _docs_folder(project, made, f"{place}/{folder}", below, slash, numbered, lambda _p: False, name)
            elif plugin.kind == "blog":
                base = _place(project, plugin)[1]
                _blog_folder(project, made, place, f"/{name}{base}".rstrip("/"), slash, name)
        for output, path in untranslated:
            made.add(f"/{name}{output}", path)
