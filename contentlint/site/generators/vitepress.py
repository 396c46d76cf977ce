"""VitePress (vitepress.dev/guide/routing); VuePress reads its configuration with what is here."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.guard.patterns import Bounded, bounded
from contentlint.site.generators.coded import set_base_or_any, stated
from contentlint.site.generators.vue_config import configuration
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import urls_in
from contentlint.site.reading.meta import title_of


def detect(project: Project) -> str:
    """The configuration in `.vitepress/`."""
    return project.marker("vitepress")


def routes(project: Project) -> Routes:
    """Every Markdown file of the source folder at its path; `public/` at the root."""
    config_path = project.marker("vitepress")
    config, text, is_open = configuration(project, config_path)
    made = Routes("vitepress", root=project.root, ids=lambda _page: "vitepress")
    set_base_or_any(
        project, made, config_path, stated(config, "base") if not is_open else config.get("base", js.Code(""))
    )
    for host in (shape.table(config.get("sitemap")), shape.table(config.get("themeConfig")), config):
        made.hosts += [url for key in ("hostname", "siteUrl") for url in urls_in(host.get(key))]
    source = _source(project, config)
    start = len(source) + 1 if source else 0
    clean_urls = js.dig(config, "cleanUrls") is True
    excluded = config.get("srcExclude")
    skip = any_glob(
        [str(g).removeprefix("./") for g in excluded if isinstance(g, str)] if isinstance(excluded, list) else []
    )
    rewrites = config.get("rewrites")
    by_code = isinstance(rewrites, js.Code) or (isinstance(rewrites, dict) and "..." in rewrites)
    if by_code or isinstance(config.get("srcDir"), js.Code):
        made.gap("/", "addresses are rewritten by code" if by_code else "the source folder is chosen by code")
    if isinstance(excluded, js.Code):
        made.gap("/", "what is left out is chosen by code")
    shaped = _rewrites(rewrites if isinstance(rewrites, dict) else {})
    public = f"{source}/public".lstrip("/")
    for path in project.under(public):
        made.add("/" + path[len(public) + 1 :])
    by_path: dict[str, Page] = {}
    for path in project.under(source, (".md",)):
        relative = path[start:]
        if relative.startswith((".vitepress/", "public/")) or skip(relative):
            continue
        if re.search(r"\[\w+\]", relative):
            made_by = re.sub(r"\\\[\w+\\\]", "[^/]+", re.escape(relative[:-3]))
            made.gap(rf"/{made_by}(?:\.html|/)?\Z", f"made by {path}")
            continue
        facts = project.meta(path)
        if by_code:
            made.pages.append(Page(path, "", "", title_of(facts), state="excluded"))
            continue
        moved = shaped(relative)
        stem = moved.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            folder = stem.rpartition("/")[0]
            output = f"/{folder}/index.html".replace("//", "/")
        else:
            output = f"/{stem}.html"
        url = url_of(output)
        if clean_urls:
            url = url.removesuffix(".html")
        page = Page(path, output, url, title_of(facts), logical=moved)
        made.pages.append(page)
        by_path[f"{source}/{moved}".lstrip("/")] = page
        made.add(output, path)
    made.gap(r"/assets/|/@fs/|/@theme", "made by the build")
    made.gap(r"/[\w./-]*\.(?:rss|xml|atom|json|txt)\Z", "may be made by the build's hooks")
    made.outputs.setdefault("/404.html", None)
    made.templates = (f"{source}/.vitepress/theme".lstrip("/"),)
    if re.search(r"\bslugify\b", text) or (is_open and "markdown" not in config):
        made.ids = lambda _page: ""

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        if path.startswith(("@", "~")):
            return Reading(unknown="an import alias")
        if image and not path.startswith("/"):
            return Reading((Candidate(file=join_file(page.path.rpartition("/")[0], path)),))
        if image:  # from `public`, else as a module below the source folder (vitepress.dev/guide/asset-handling)
            return Reading(
                (Candidate(made.base + path), Candidate(path), Candidate(file=f"{source}{path}".lstrip("/")))
            )
        if by_code and not re.search(r"\.(?!md\Z|html\Z)\w{2,5}\Z", path):
            return Reading(unknown="addresses are rewritten by code")
        # Links are seen from where a page is moved to (vitepress.dev/guide/routing, "Route Rewrites").
        own = f"{source}/{page.logical}".lstrip("/") if page.logical else page.path
        folder = own.rpartition("/")[0]
        file = f"{source}{path}".lstrip("/") if path.startswith("/") else join_file(folder, path)
        bare = re.sub(r"\.(?:md|html)\Z", "", file)
        places = (f"{bare}.md", f"{bare.rstrip('/')}/index.md", f"{bare.rstrip('/')}/README.md")
        found += [Candidate(page=by_path[place]) for place in places if place in by_path]
        url = re.sub(r"\.md\Z", "", path)
        if path.startswith("/"):
            found.append(Candidate(made.base + url))
            if made.base and path.startswith(made.base + "/"):  # in raw HTML and components no base is added
                found.append(Candidate(url))
        elif page.output:
            found.append(Candidate(join(made.base + url_of(page.output), url)))
        if re.search(r"\.\w{2,5}\Z", path) and not path.endswith((".md", ".html")):
            found.append(Candidate(file=join_file(page.path.rpartition("/")[0], path)))
        return Reading(tuple(found))

    made.read = read
    return made


def _source(project: Project, config: dict[str, Any]) -> str:
    """The folder of the content; of those that code chooses from, one that is there."""
    value = config.get("srcDir")
    named = (
        [value] if isinstance(value, str) else re.findall(r"[\"'`]([\w./-]{1,200})[\"'`]", getattr(value, "source", ""))
    )
    places = [(project.root + name.removeprefix("./").strip("/.")).rstrip("/") for name in named]
    found = [place for place in places if place and project.has_folder(place)]
    return found[-1] if found else (places[0] if isinstance(value, str) else project.root.rstrip("/"))


def _rewrites(rules: dict[str, Any]) -> Any:
    """The `rewrites` map as a function from source path to path; the named parts are `:name` and `:name*`."""
    compiled: list[tuple[Bounded, str]] = []
    for source, target in rules.items():
        if not isinstance(target, str):
            continue
        shape = re.sub(r":(\w+)(?:\\\(\.\\\*\\\)|\\\*|\\\(\\\.\\\*\\\))", r"(?P<\1>.*)", re.escape(source))
        shape = re.sub(r"(?<!\?P<):(\w+)(?:\\\([^()]*\\\))?", r"(?P<\1>[^/]+)", shape)
        try:
            compiled.append((bounded(shape + r"\Z"), target))
        except ValueError:
            continue

    def apply(path: str) -> str:
        for pattern, target in compiled:
            if match := pattern.match(path):
                return _filled(target, match.groupdict())
        return path

    return apply


def _filled(target: str, groups: dict[str, str | None]) -> str:
    return re.sub(r":(\w+)\*?", lambda m: groups.get(m[1]) or "", target)
