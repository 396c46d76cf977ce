"""mdBook (rust-lang.github.io/mdBook): the chapters that `SUMMARY.md` lists, and nothing else, are pages."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site import redirects
from contentlint.site.generators.summary import chapters
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import clean, host_and_path, join, join_file, leaves, served, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.meta import title_of

_ALTERS_NO_PAGES = frozenset(
    "links index mermaid katex admonish alerts callouts toc pagetoc emojicodes svgbob svgbob2 plantuml graphviz d2 "
    "kroki theme variables embedify quiz tera catppuccin last-changed footnote journal chess yml-header bib".split()
)
"""Preprocessors that put something into chapters and make none."""
_NO_IDS = frozenset("links index mermaid katex emojicodes svgbob svgbob2 plantuml graphviz d2 kroki theme".split())
"""Those of them that add no headings and no anchors."""


def detect(project: Project) -> str:
    """`book.toml`."""
    return project.marker("mdbook")


def routes(project: Project) -> Routes:
    """The listed chapters at `/path.html`, the first also at the top; every file of the source that is no Markdown."""
    config_path = project.marker("mdbook")
    config = shape.table(project.data(config_path))
    html = shape.table(js.dig(config, "output", "html"))
    made = Routes("mdbook", root=project.root)
    site = html.get("site-url")
    if isinstance(site, str):
        made.base = (host_and_path(site)[1] if "//" in site else site).rstrip("/")
        made.hosts += [site] if "//" in site else []
    else:
        # Links in chapters are relative; where the book is put up is said nowhere.
        made.other_bases = ("*",)
    folder = js.dig(config, "book", "src")
    source = join_file(project.root.rstrip("/"), folder if isinstance(folder, str) and folder else "src")
    start = len(source) + 1 if source else 0
    summary = f"{source}/SUMMARY.md".lstrip("/")
    preprocessors = shape.table(config.get("preprocessor"))
    _chapters(project, config, made, source, summary, has_index=_has_index(config, preprocessors))
    for path in project.under(source):
        if not path.endswith(".md"):
            made.add("/" + path[start:])
    for name in ("/404.html", "/toc.html", *([] if js.dig(html, "print", "enable") is False else ["/print.html"])):
        made.outputs.setdefault(name, None)
    made.gap(r"/(?:css|fonts|FontAwesome|editor)/|/[\w.-]+\.(?:js|css|png|svg|json)\Z", "a file of mdBook's theme")
    for other in preprocessors:
        if other not in _ALTERS_NO_PAGES:
            made.gap("/", f"pages may be made by the preprocessor {other}")
        if other not in _NO_IDS:
            made.ids_open = f"the preprocessor {other} may add it"
    if not project.exists(summary):
        made.gap("/", f"{summary} is not here: what it will list can't be known")
    _redirects(made, config_path, shape.table(html.get("redirect")))
    made.ids = lambda _page: "mdbook"
    made.templates = (f"{project.root}theme",)
    has_base = isinstance(site, str)

    def read(page: Page, path: str, image: bool) -> Reading:
        # Whatever has `.md` in it becomes `.html`, be there such a chapter or not (mdbook-html, `fix_link`).
        goal = path if image else re.sub(r"\A(.*)\.md.*\Z", r"\1.html", path, flags=re.DOTALL)
        if goal.startswith("/"):
            below = re.sub(r"\A/[^/]*", "", goal)  # the first folder may be the base
            places = [goal, *([below] if len(below) > 1 else [])]
            there = any(out in made.outputs for place in places for out in served(place))
            return Reading((Candidate(goal),)) if has_base or there else Reading(unknown="site-url is not told")
        if not page.output:
            return Reading(unknown="this chapter is not in SUMMARY.md")
        if not made.base and leaves(page.output, goal):
            return Reading(unknown="it leads out of the book")
        return Reading((Candidate(join(made.base + page.output, goal)),), strict=goal != path)

    made.read = read
    return made


def _has_index(config: dict[str, Any], preprocessors: dict[str, Any]) -> bool:
    """Whether a README becomes the index of its folder: by mdBook's own preprocessor."""
    return js.dig(config, "build", "use-default-preprocessors") is not False or "index" in preprocessors


def _chapters(
    project: Project, config: dict[str, Any], made: Routes, source: str, summary: str, *, has_index: bool
) -> None:
    creates = js.dig(config, "build", "create-missing") is not False
    first = True
    for target in chapters(project.text(summary)):
        path = join_file(source, clean(target))
        if "://" in target or not path or not (creates or project.exists(path)):
            continue
        inner = path[len(source) + 1 :] if source else path
        stem, _, ending = inner.rpartition(".") if "." in inner.rsplit("/", 1)[-1].lstrip(".") else (inner, "", "")
        folder, _, name = stem.rpartition("/")
        if has_index and name.lower() == "readme" and ending:
            stem = f"{folder}/index".lstrip("/")
        output = f"/{stem}.html"
        is_there = project.exists(path)
        if is_there:
            made.pages.append(Page(path, output, url_of(output), title_of(project.meta(path))))
        made.add(output, path if is_there else None)
        if first:
            made.outputs.setdefault("/index.html", path if is_there else None)
            first = False


def _redirects(made: Routes, config_path: str, rules: dict[str, Any]) -> None:
    """`[output.html.redirect]`: the target is seen from the page that is gone (format/configuration/renderers)."""
    for old, new in rules.items():
        gone = "/" + str(old).partition("#")[0].lstrip("/")
        if isinstance(new, str) and gone != "/":
            goal = new if "//" in new else join(made.base + gone, new)
            redirects.add(made, str(old), gone, goal, config_path)
