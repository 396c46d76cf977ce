"""VitePress and VuePress (vitepress.dev/guide/routing, vuepress.vuejs.org/guide/page.html)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.guard.patterns import Bounded, bounded
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.meta import title_of


def detect(project: Project) -> str:
    """The configuration in `.vitepress/` or `.vuepress/`."""
    return project.marker("vitepress")


def routes(project: Project) -> Routes:
    """Every Markdown file of the source folder at its path; `public/` at the root."""
    config_path = project.marker("vitepress")
    text = js.strip_comments(project.text(config_path))
    config = js.config(text)
    vue = "/.vuepress/" in "/" + config_path
    made = Routes("vitepress", root=project.root, ids=lambda _page: "vitepress")
    base = js.dig(config, "base")
    made.base = "/" + str(base).strip("/") if isinstance(base, str) and base.strip("/") else ""
    for host in (
        js.dig(config, "sitemap", "hostname"),
        js.dig(config, "themeConfig", "siteUrl"),
        js.dig(config, "hostname"),
    ):
        if isinstance(host, str):
            made.hosts.append(host)
    source = (project.root + str(js.dig(config, "srcDir") or "").removeprefix("./").strip("/.")).rstrip("/")
    start = len(source) + 1 if source else 0
    clean_urls = js.dig(config, "cleanUrls") is True
    excluded = js.dig(config, "srcExclude")
    skip = any_glob(
        [str(g).removeprefix("./") for g in excluded if isinstance(g, str)] if isinstance(excluded, list) else []
    )
    rewrites = config.get("rewrites")
    if isinstance(rewrites, js.Code):
        made.gap("/", "addresses are rewritten by code")
    shaped = _rewrites(rewrites if isinstance(rewrites, dict) else {})
    public = f"{source}/.vuepress/public" if vue else f"{source}/public"
    public = public.lstrip("/")
    for path in project.under(public):
        made.add("/" + path[len(public) + 1 :])
    by_path: dict[str, Page] = {}
    for path in project.under(source, (".md",)):
        relative = path[start:]
        if relative.startswith((".vitepress/", ".vuepress/", "public/")) or skip(relative):
            continue
        if re.search(r"\[\w+\]", relative):
            shape = re.sub(r"\\\[\w+\\\]", "[^/]+", re.escape(relative[:-3]))
            made.gap(rf"/{shape}(?:\.html|/)?\Z", f"made by {path}")
            continue
        facts = project.meta(path)
        stem = shaped(relative)[:-3]
        if vue and isinstance(facts.get("permalink"), str):
            output = facts["permalink"]
            output = output + "index.html" if output.endswith("/") else output
        elif stem == "index" or stem.endswith("/index") or (vue and stem.rsplit("/", 1)[-1].lower() == "readme"):
            folder = stem.rpartition("/")[0]
            output = f"/{folder}/index.html".replace("//", "/")
        else:
            output = f"/{stem}.html"
        url = url_of(output)
        if clean_urls:
            url = url.removesuffix(".html")
        page = Page(path, output, url, title_of(facts))
        made.pages.append(page)
        by_path[path] = page
        made.add(output, path)
    made.gap(r"/assets/|/@fs/|/@theme", "made by the build")
    made.gap(r"/[\w./-]*\.(?:rss|xml|atom|json|txt)\Z", "may be made by the build's hooks")
    made.outputs.setdefault("/404.html", None)
    made.templates = tuple(
        f"{source}/{f}".lstrip("/") for f in (".vitepress/theme", ".vuepress/theme", ".vuepress/components")
    )
    if re.search(r"\bslugify\b", text):
        made.ids = lambda _page: ""

    def read(page: Page, path: str, image: bool) -> Reading:
        folder = page.path.rpartition("/")[0]
        found: list[Candidate] = []
        if path.startswith("/"):
            file = f"{source}{path}".lstrip("/")
        elif path.startswith(("@", "~")):
            return Reading(unknown="an import alias")
        else:
            file = join_file(folder, path)
        if image and not path.startswith("/"):
            return Reading((Candidate(file=file),))
        bare = re.sub(r"\.(?:md|html)\Z", "", file)
        places = (f"{bare}.md", f"{bare.rstrip('/')}/index.md", f"{bare.rstrip('/')}/README.md")
        found += [Candidate(page=by_path[place]) for place in places if place in by_path]
        url = re.sub(r"\.md\Z", "", path)
        if path.startswith("/"):
            found.append(Candidate(made.base + url))
        elif page.output:
            found.append(Candidate(join(made.base + url_of(page.output), url)))
        if re.search(r"\.\w{2,5}\Z", path) and not path.endswith((".md", ".html")):
            found.append(Candidate(file=file))
        return Reading(tuple(found))

    made.read = read
    return made


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
