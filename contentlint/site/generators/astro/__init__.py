"""Astro and Starlight (docs.astro.build/en/guides/routing, /content-collections; starlight.astro.build)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site import redirects
from contentlint.site.generators.astro import collections as astro_collections
from contentlint.site.generators.astro.collections import Collection, constant_text, entries, stem_of
from contentlint.site.generators.coded import infer
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import first_segment, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
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
    config = js.config(text)
    made = Routes("astro", root=project.root, ids=lambda _page: "astro")
    made.base = "/" + str(js.dig(config, "base") or "").strip("/") if js.dig(config, "base") else ""
    site = js.dig(config, "site")
    source = project.root + str(js.dig(config, "srcDir") or "src").removeprefix("./").strip("/")
    public = project.root + str(js.dig(config, "publicDir") or "public").removeprefix("./").strip("/")
    if isinstance(config.get("site"), js.Code):
        site = constant_text(project, source, config["site"])
    if isinstance(site, str):
        made.hosts.append(site)
    file_format = js.dig(config, "build", "format") == "file"
    made.templates = (f"{source}/layouts", f"{source}/components", f"{source}/pages")
    if re.search(r"rehype-?slug|rehypeSlug", text):
        made.ids = lambda _page: "github"
    if re.search(
        r"remark-?(?:heading-?id|custom-?heading|custom-?header)|rehype-?(?:heading-?ids?)\b", text, re.IGNORECASE
    ):
        made.custom_ids = True
    out = _output(file_format)
    for path in project.under(public):
        made.outputs["/" + path[len(public) + 1 :]] = None
    collections = astro_collections.collections(project, source)
    if _is_starlight(project, text):
        _starlight(project, made, text, source, out)
    _pages(project, made, source, collections, out)
    if "sitemap(" in text or "@astrojs/sitemap" in project.dependencies:
        made.outputs["/sitemap-index.xml"] = made.outputs["/sitemap-0.xml"] = None
    made.gap(r"/_astro/|/_image|/_server-islands/|/_actions/", "made by Astro's build")
    _fallbacks(made, config)
    _redirects(made, config)
    trailing = js.dig(config, "trailingSlash")
    rewritten = any("relative-markdown-links" in d for d in project.dependencies)
    by_path = {page.path: page for page in made.pages}

    def read(page: Page, path: str, image: bool) -> Reading:
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


def _output(file_format: bool) -> Any:
    def output(url: str) -> str:
        path = "/" + url.strip("/")
        if path in ("/404", "/500") or (file_format and path != "/"):
            return path + ".html"
        return path.rstrip("/") + "/index.html"

    return output


def _pages(project: Project, made: Routes, source: str, collections: dict[str, Collection], out: Any) -> None:
    folder = f"{source}/pages/"
    dynamic: list[str] = []
    for path in project.under(folder):
        relative = path[len(folder) :]
        if any(s.startswith("_") for s in relative.split("/")):
            continue
        stem = stem_of(relative)
        if "[" in relative:
            dynamic.append(path)
        elif path.endswith(_PAGES):
            url = re.sub(r"(?:\A|/)index\Z", "", stem)
            output = out(url)
            made.outputs[output] = path
            if path.lower().endswith(CONTENT):
                facts = project.meta(path)
                made.pages.append(Page(path, output, url_of(output), title_of(facts)))
        elif path.endswith(_ENDPOINTS):
            made.outputs["/" + stem] = None
    for path in dynamic:
        _dynamic(project, made, path, re.sub(r"/index\Z", "", stem_of(path[len(folder) :])), collections, out)
    mapped = {page.path for page in made.pages}
    for collection in collections.values():
        for path, _ident, facts in entries(project, collection):
            if path not in mapped:
                made.pages.append(Page(path, "", "", title_of(facts), state="excluded"))
                mapped.add(path)


def _dynamic(
    project: Project, made: Routes, path: str, stem: str, collections: dict[str, Collection], out: Any
) -> None:
    """A dynamic route: the collection it fetches, its page numbers, or paths that can't be known."""
    text = js.strip_comments(project.text(path))
    params = re.findall(r"\[(\.\.\.)?([\w-]+)\]", stem)
    if not params:  # a bracket that is no parameter
        made.gap(re.escape("/" + stem.partition("[")[0]), f"made by {path}")
        return
    prefix = stem[: stem.index("[")].rstrip("/")
    suffix = stem[stem.rindex("]") + 1 :]
    endpoint = path.endswith(_ENDPOINTS)
    shape = re.escape("/" + stem).replace(r"\[", "[").replace(r"\]", "]").replace(r"\.\.\.", "...")
    shape = re.sub(r"/\[\.\.\.[\w\\-]+\]", "(?:/.*)?", shape)
    shape = re.sub(r"\[[\w\\-]+\]", "[^/]+", shape)
    reason = f"made by {path}"
    if "paginate(" in text and len(params) == 1:
        if params[0][0]:
            made.add(out(prefix), path)
        made.gap(rf"/{re.escape(prefix + '/' if prefix else '')}\d+/?(?:index\.html)?\Z", reason)
        return
    names = re.findall(r"getCollection\(\s*[\"'`]([\w-]+)[\"'`]", text)
    mapped = [collections[n] for n in names if n in collections]
    expression = _param(text, params[-1][1])
    if not names:
        # A helper fetches the posts: the collection named like the folder, or the only one, when ids make the path.
        guess = prefix.rsplit("/", 1)[-1]
        only = [c for c in collections.values() if c.name == guess] or (
            list(collections.values()) if len(collections) == 1 else []
        )
        if only and expression in ("id", "slug"):
            mapped = only
    whole = len(params) == 1 or (
        len(params) == 2
        and params[1][0] != ""
        and expression != "?"
        and re.search(r"\.split\(\s*[\"'`]/[\"'`]", text) is not None
    )
    if endpoint and mapped and len(params) == 1 and expression in ("id", "slug"):
        for collection in mapped:
            for _path, ident, _facts in entries(project, collection):
                made.outputs["/" + "/".join(x for x in (prefix, ident + suffix) if x)] = None
        return
    if not mapped or endpoint or not whole or expression == "?" or any(not c.known for c in mapped):
        files = [entry for c in mapped for entry, _ident, _facts in entries(project, c)]
        if endpoint or len(params) > 1 or not infer(project, made, files, ["/" + prefix if prefix else ""], out):
            made.gap(rf"{shape}/?\Z", reason)
        return
    if not any(entries(project, collection) for collection in mapped):
        made.gap(rf"{shape}/?\Z", reason)
        return
    hides = "draft" in text
    for collection in mapped:
        for entry, ident, facts in entries(project, collection):
            if expression not in ("id", "slug"):
                value = facts.get(expression)
                if not isinstance(value, str) or not value:
                    continue
                ident = value.strip("/")
            address = "/".join(x for x in (prefix, ident + suffix) if x)
            if len(params) == 2:  # `[lang]/blog/[...slug]`: the id's first segment, and the rest
                first, _, rest = ident.partition("/")
                filled = iter((first, rest))
                address = re.sub(r"\[[^\]]*\]", lambda _: next(filled, ""), stem).rstrip("/")  # noqa: B023
            output = out(address)
            draft = hides and facts.get("draft") is True
            made.pages.append(
                Page(entry, output, url_of(output), title_of(facts), state="draft" if draft else "published")
            )
            if not draft:
                made.add(output, entry)
    if len(set(names)) > len(mapped):
        made.gap(rf"{shape}/?\Z", reason)


def _param(text: str, name: str) -> str:
    """What a route's parameter is: "id", "slug", the name of a front-matter key, or "?" for other code."""
    block = re.search(r"params\s*:\s*\{([^{}]*(?:\{[^{}]*\}[^{}]*)*)\}", text)
    if not block:
        return "id" if "getCollection" in text and "params" not in text else "?"
    inside = block[1]
    keyed = re.search(rf"(?:\A|[,\s\"'])[\"']?{re.escape(name)}[\"']?\s*:\s*([^,]+)", inside)
    value = keyed[1].strip() if keyed else (name if re.search(rf"\b{re.escape(name)}\b", inside) else "")
    match = re.fullmatch(r"(?:[\w$]+\.)?(id|slug)", value) or re.fullmatch(r"[\w$]+\??\.data\??\.(\w+)", value)
    if match:
        return match[1].lower()
    if re.fullmatch(r"[\w$]+", value):
        assigned = re.search(rf"\b{re.escape(value)}\s*=\s*[\w$]+\.(id|slug)\b", text)
        return assigned[1] if assigned else "?"
    # `const [lang, ...slug] = post.id.split("/")` and `slug.join("/")`: the id again, taken apart for two parameters.
    rejoined = re.search(r"\.join\(\s*[\"'`]/[\"'`]\s*\)", value) and re.search(
        r"\b(?:id|slug)\.split\(\s*[\"'`]/", text
    )
    return "id" if rejoined else "?"


def _is_starlight(project: Project, text: str) -> bool:
    return "starlight(" in text or "@astrojs/starlight" in project.dependencies


def _starlight(project: Project, made: Routes, text: str, source: str, out: Any) -> None:
    """Starlight's pages: `src/content/docs` at the root, every page in every locale (i18n guide, "Fallback")."""
    arguments = next((a for a in js.call_arguments(text, "starlight") if isinstance(a, dict)), {})
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
