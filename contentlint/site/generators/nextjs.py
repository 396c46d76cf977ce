"""Next.js (nextjs.org/docs/app/getting-started/layouts-and-pages, /docs/pages/building-your-application/routing)."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from contentlint.site.generators.coded import content_files, infer, leave_rest
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.meta import title_of
from contentlint.site.redirects import rule

_LISTS = re.compile(r"\b(redirects|rewrites)\s*(?:\(\s*\)|:\s*(?:async\s*)?(?:\(\s*\)|function\s*\(\s*\)))")
_MOST_LISTS = 10
"""Lists of redirects that are read; a configuration has one of each kind."""
_SCRIPTS = (".tsx", ".jsx", ".js", ".ts")


def detect(project: Project) -> str:
    """`next.config.*`, or the package."""
    return project.marker("nextjs") or ("package next" if "next" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """The file routes of `app/` and `pages/`, `public/`, and content whose address the posts' links prove."""
    text = js.strip_comments(project.text(project.marker("nextjs")))
    config = js.config(text)
    made = Routes("nextjs", root=project.root)
    base = js.dig(config, "basePath")
    made.base = "/" + str(base).strip("/") if isinstance(base, str) and base.strip("/") else ""
    _hosts(project, made)
    for path in project.under(project.root + "public"):
        made.add(path[len(project.root) + 6 :])
    dynamic: list[tuple[str, str]] = []
    folders = []
    for folder in ("app", "src/app"):
        folders += _app(project, made, project.root + folder, dynamic)
    for folder in ("pages", "src/pages"):
        folders += _router(project, made, project.root + folder, dynamic)
    files = content_files(project, [f + "/" for f in folders])
    prefixes = sorted({prefix for prefix, _shape in dynamic})
    proved = infer(project, made, files, prefixes)
    for prefix, shape in dynamic:
        if prefix not in proved or shape.count("[^/]+") + shape.count("(?:/.*)?") > 1:
            made.gap(rf"{shape}/?\Z", f"made by code below {prefix or '/'}")
    leave_rest(project, made, files)
    made.gap(r"/_next/|/api(?:/|\Z)", "made by Next.js")
    made.gap(
        r"/(?:[\w./-]*/)?(?:sitemap[\w.-]*|rss|feed|atom|robots|manifest)\.(?:xml|txt|json|webmanifest)\Z|/(?:rss|feed)/?\Z",
        "made by code",
    )
    _redirects(made, text)
    if (
        re.search(r"nextra|contentlayer|fumadocs|velite|@next/mdx.*rewrites", " ".join(project.dependencies))
        and not proved
    ):
        made.gap("/", "pages are made by a content package")
    names = " ".join(project.dependencies)
    made.ids = (
        (lambda _page: "github")
        if re.search(r"rehype-slug|remark-slug|nextra|fumadocs|github-slugger", names)
        else (lambda _page: "")
    )
    made.templates = tuple(
        f"{project.root}{f}" for f in ("components", "src/components", "layouts", "app", "src/app", "pages")
    )

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            found = [Candidate(made.base + path), Candidate(path)] if made.base else [Candidate(path)]
            return Reading(tuple(found))
        file = join_file(page.path.rpartition("/")[0], path)
        found = [Candidate(file=file)]
        if not page.output:
            return (
                Reading((Candidate(file=file),))
                if project.exists(file)
                else Reading(unknown="the address of this post is made by code")
            )
        here = made.base + url_of(page.output)
        found += [Candidate(join(here.rstrip("/") or "/", path)), Candidate(join(here, path))]
        return Reading(tuple(found))

    made.read = read
    return made


def _hosts(project: Project, made: Routes) -> None:
    for path in project.paths:
        if (
            re.search(
                r"(?:site[\w-]*|config|metadata|constants|next-sitemap(?:\.config)?)\.(?:js|ts|mjs|cjs|json)\Z", path
            )
            and "node_modules" not in path
        ):
            for value in re.findall(
                r"[\"']?\b(?:siteUrl|SITE_URL|baseUrl|BASE_URL|url|host|domain|metadataBase)\b[\"']?\s*[:=]\s*(?:new URL\()?[\"'](https?://[^\"']+)",
                project.text(path),
            ):
                if not re.search(r"github\.com|twitter\.com|x\.com|linkedin|youtube|facebook|localhost", value):
                    made.hosts.append(value)


def _shape(segments: list[str]) -> tuple[str, str, bool]:
    """(fixed prefix, pattern, whether any segment is dynamic) of route segments."""
    fixed: list[str] = []
    shape = ""
    dynamic = False
    for segment in segments:
        if re.fullmatch(r"\(.*\)|@.*", segment):
            continue
        if re.fullmatch(r"\[\[?\.\.\.[^\]]+\]\]?", segment):
            dynamic = True
            shape += "(?:/.*)?"
        elif "[" in segment:
            dynamic = True
            shape += "/[^/]+"
        else:
            shape += "/" + re.escape(segment)
            if not dynamic:
                fixed.append(segment)
    return "".join("/" + f for f in fixed), shape, dynamic


def _settle(project: Project, made: Routes, path: str, segments: list[str], dynamic: list[tuple[str, str]]) -> None:
    prefix, shape, moving = _shape(segments)
    if moving:
        dynamic.append((prefix, shape))
        return
    output = prefix + "/index.html"
    if path.lower().endswith(CONTENT):
        facts = project.meta(path)
        made.pages.append(Page(path, output, prefix or "/", title_of(facts)))
    made.add(output, path)


def _app(project: Project, made: Routes, folder: str, dynamic: list[tuple[str, str]]) -> list[str]:
    any_page = False
    for path in project.under(folder, (*_SCRIPTS, ".mdx", ".md")):
        segments = path[len(folder) + 1 :].split("/")
        name = segments.pop()
        if any(s.startswith("_") for s in segments):
            continue
        if re.fullmatch(r"page\.(?:tsx|jsx|js|ts|mdx|md)", name):
            any_page = True
            _settle(project, made, path, segments, dynamic)
        elif re.fullmatch(r"route\.(?:ts|js)", name):
            prefix, shape, moving = _shape(segments)
            if moving:
                made.gap(rf"{shape}/?\Z", f"made by {path}")
            else:
                made.add(prefix or "/index.html", path)
    return [folder] if any_page else []


def _router(project: Project, made: Routes, folder: str, dynamic: list[tuple[str, str]]) -> list[str]:
    any_page = False
    for path in project.under(folder, (*_SCRIPTS, ".mdx", ".md")):
        relative = path[len(folder) + 1 :]
        if relative.startswith(("api/", "_")) or relative.endswith(".d.ts"):
            continue
        any_page = True
        stem = re.sub(r"\.\w+\Z", "", relative)
        segments = [s for s in re.sub(r"(?:\A|/)index\Z", "", stem).split("/") if s]
        _settle(project, made, path, segments, dynamic)
    return [folder] if any_page else []


def _redirects(made: Routes, text: str) -> None:
    for match in islice(_LISTS.finditer(text), _MOST_LISTS):
        block = text[match.end() : match.end() + 20_000]
        literal = re.search(r"\[\s*(?=\{)", block)
        if not literal:
            made.gap("/", f"{match[1]} are made by code in next.config")
            continue
        for source, target in _rules(block[literal.start() :]):
            made_rule = rule(source, target, "next.config", 200 if match[1] == "rewrites" else 301)
            if made_rule:
                made.redirects.append(made_rule)


def _rules(text: str) -> list[tuple[str, str]]:
    found: Any = js.config("module.exports = {rules: " + text)
    entries = found.get("rules") if isinstance(found, dict) else None
    return [
        (e["source"], e["destination"])
        for e in entries or []
        if isinstance(e, dict)
        and isinstance(e.get("source"), str)
        and isinstance(e.get("destination"), str)
        and "has" not in e
    ]
