"""Gatsby (gatsbyjs.com/docs/reference/routing): pages are made by `gatsby-node`, so little is known."""

from __future__ import annotations

import re

from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    configuration,
    content_files,
    find_bases,
    infer,
    is_under_other_base,
    leave_rest,
    set_base,
    stated,
)
from contentlint.site.generators.gatsby_node import NodePages, add_pages
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import PRODUCTION
from contentlint.site.reading.meta import title_of


def detect(project: Project) -> str:
    """`gatsby-config.*`, or the package."""
    return project.marker("gatsby") or ("package gatsby" if "gatsby" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """`src/pages`, `static/`, and content whose address the posts' own links prove."""
    text = js.strip_comments(project.text(project.marker("gatsby")))
    config = configuration(project, project.marker("gatsby"), PRODUCTION)
    made = Routes("gatsby", root=project.root)
    is_open = set_base(project, made, project.marker("gatsby"), stated(config, "pathPrefix"), PRODUCTION)
    site = js.dig(config, "siteMetadata", "siteUrl")
    if isinstance(site, str):
        made.hosts.append(site)
    for path in project.under(project.root + "static"):
        made.add(path[len(project.root) + 6 :])
    folder = project.root + "src/pages"
    for path in project.under(folder, (".js", ".jsx", ".ts", ".tsx", ".mdx", ".md")):
        stem = re.sub(r"\.\w+\Z", "", path[len(folder) + 1 :])
        if "{" in stem or "[" in stem:
            made.gap("/" + re.escape(re.split(r"[{\[]", stem)[0]), f"made by {path}")
            continue
        url = "/" + re.sub(r"(?:\A|/)index\Z", "", stem)
        output = url.rstrip("/") + "/index.html"
        if path.lower().endswith(CONTENT):
            facts = project.meta(path)
            made.pages.append(Page(path, output, url_of(output), title_of(facts)))
        made.add(output, path)
    files = content_files(project, [folder + "/"])
    node = project.find("gatsby-node.js", "gatsby-node.mjs", "gatsby-node.ts", "gatsby-node.cjs")
    read_pages = add_pages(project, made, node, text, files) if node else NodePages()
    rest = [] if read_pages.placed else ["", "/blog", "/posts", "/docs", "/articles"]
    proved = infer(project, made, files, rest)
    themed = re.search(r"gatsby-theme|gatsby-plugin-page-creator", text + " ".join(project.dependencies))
    if "" not in proved and (themed or not (read_pages.placed and read_pages.is_whole)):
        made.gap("/", "pages are made by gatsby-node")
    if is_open:
        find_bases(project, made)
    leave_rest(project, made, files)
    names = " ".join(project.dependencies)
    made.ids = (lambda _page: "github") if "autolink-headers" in names or "rehype-slug" in names else (lambda _page: "")

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            if is_under_other_base(project, made, path, is_open):
                return Reading(unknown=UNDER_OTHER_BASE)
            return Reading((Candidate(made.base + path), Candidate(path)))
        file = join_file(page.path.rpartition("/")[0], path)
        if project.exists(file):
            return Reading((Candidate(file=file),))
        if not page.output:
            return Reading(unknown="the address of this post is made by code")
        here = made.base + url_of(page.output)
        return Reading((Candidate(join(here, path)), Candidate(join(here.rstrip("/") or "/", path))))

    made.read = read
    return made
