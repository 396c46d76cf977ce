"""How Jekyll reads links: Liquid's `link` and `post_url` tags, URL filters, and relative links to Markdown files.

Sources: jekyllrb.com/docs/liquid/tags/#links, github.com/benbalter/jekyll-relative-links.
"""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.generators.jekyll.urls import POST
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of, verbatim
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import texts

_BASEURL = r"\{\{-?\s*(?:site\.baseurl|site\.github\.url|site\.url\s*\|\s*append:\s*site\.baseurl)\s*-?\}\}"


def add_links(project: Project, config: dict[str, Any], made: Routes, source: str) -> None:
    """Set how `made` reads targets; `made.pages` must be whole. `source` is the source folder, "" for the root."""
    host, base = verbatim(made.hosts[0].rstrip("/")) if made.hosts else "", verbatim(made.base)
    made.expressions = (
        (re.compile(r"\{\{-?\s*site\.url\s*-?\}\}\s*\{\{-?\s*site\.baseurl\s*-?\}\}"), host + base),
        (re.compile(_BASEURL), base),
        (re.compile(r"\{\{-?\s*site\.url\s*-?\}\}"), host),
        (
            re.compile(
                r"\{\{-?\s*[\"']([^\"'{}]*)[\"']\s*\|\s*(?:relative_url|absolute_url|prepend:\s*site\.baseurl)\s*-?\}\}"
            ),
            base + r"\1",
        ),
    )
    plugins = " ".join(texts(config.get("plugins")) + texts(config.get("gems")))
    gemfile = project.text(project.root + "Gemfile")
    relative_links = "relative-links" in plugins or "github-pages" in gemfile + plugins or not gemfile
    pages = {p.path: p for p in made.pages}
    undated: set[str] = made.facts.setdefault("undated", set())
    prefix = source + "/" if source else ""
    posts: dict[str, Page] = {}
    for p in made.pages:
        match = POST.search(p.path)
        if match:
            above = re.split(r"(?:\A|/)_posts/", p.path[len(prefix) :])[0]
            inner = re.split(r"(?:\A|/)_posts/", p.path)[1].rsplit("/", 1)
            key = f"{match[1]}-{match[2]}"
            for name in {key, f"{above}/{key}", f"{inner[0]}/{key}" if len(inner) == 2 else key}:
                posts.setdefault(name.lstrip("/"), p)

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        if relative_links and path.lower().endswith(CONTENT):
            folder = page.path.rpartition("/")[0]
            file = join_file(folder, path) if not path.startswith("/") else prefix + path.lstrip("/")
            if file in pages:
                found.append(Candidate(page=pages[file]))
        if path.startswith("/"):
            found.append(Candidate(path))
        elif page.output:
            found.append(Candidate(join(made.base + (page.url or url_of(page.output)), path)))
        elif page.path in pages and page.path in undated:
            return Reading(unknown="the address of this document can't be known")
        else:
            found.append(Candidate(file=join_file(page.path.rpartition("/")[0], path)))
        return Reading(tuple(found))

    def shortcodes(_page: Page, written: str) -> Reading | None:
        tag = re.fullmatch(
            rf"(?:{_BASEURL}|\{{\{{-?\s*site\.url\s*-?\}}\}})*\{{%-?\s*(link|post_url)\s+(.+?)\s*-?%\}}(?:#.*)?",
            written,
        )
        if not tag:
            return None
        name = tag[2].strip("\"' ")
        if "{{" in name:
            return Reading(unknown="the target is made by template code")
        if tag[1] == "post_url":
            goal = posts.get(name.strip("/"))
            return Reading((Candidate(page=goal),)) if goal else Reading((Candidate("/" + name),), strict=True)
        file = prefix + name.lstrip("/")
        goal = pages.get(file)
        if goal is not None and goal.output:
            return Reading((Candidate(page=goal),))
        if goal is not None and goal.path in undated:
            return Reading((Candidate(page=goal),))
        if goal is not None:
            # A document that is read and not written (`output: false`): Jekyll gives its address, and nothing is there.
            return Reading((Candidate(f"{made.base}/{name.lstrip('/')}"),))
        return Reading((Candidate(file=file),), strict=True)

    made.read = read
    made.shortcodes = shortcodes
