"""HonKit, and GitBook's command line before it: the chapters of `SUMMARY.md` (honkit.netlify.app/pages)."""

from __future__ import annotations

import re

from contentlint.site.generators.summary import chapters
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.meta import title_of

_MARKDOWN = (".md", ".markdown", ".mdown")
_PACKAGES = ("honkit", "gitbook", "gitbook-cli")
_NO_PAGES = frozenset(
    "highlight search lunr fontsettings sharing theme-default katex mathjax mermaid mermaid-gb3 ga disqus "
    "prism code back-to-top-button expandable-chapters chapter-fold github edit-link favicon custom-favicon "
    "hide-element splitter image-captions copy-code-button emphasize livereload tbfed-pagefooter donate".split()
)
"""Plugins that add to pages and make none."""


def detect(project: Project) -> str:
    """`book.json` or `book.js`, or the package, with the summary that each book has; not what GitBook itself hosts."""
    if project.find(".gitbook.yaml", ".gitbook.yml"):
        return ""
    config = project.marker("honkit")
    package = next((name for name in _PACKAGES if name in project.dependencies), "")
    if not (config or package) or not project.exists(_summary(project, config)):
        return ""
    return config or f"package {package}"


def routes(project: Project) -> Routes:
    """The listed chapters at `/path.html`, a README as the index of its folder; all other files as they are."""
    config_path = project.marker("honkit")
    config = _config(project, config_path)
    made = Routes("honkit", root=project.root)
    source = _source(project, config_path)
    start = len(source) + 1 if source else 0
    front = _named(project, config_path, "readme", "README.md")
    summary = _summary(project, config_path)
    listed = [front, *(target.partition("#")[0].partition("?")[0] for target in chapters(project.text(summary)))]
    by_path: dict[str, Page] = {}
    for target in (*listed, _named(project, config_path, "glossary", "GLOSSARY.md")):
        path = join_file(source, target)
        # Its parser ends an address at the first bracket, and reads no percent signs.
        if "(" in target or not project.exists(path) or path in by_path or not path.lower().endswith(_MARKDOWN):
            continue
        stem = path[start:].rpartition(".")[0]
        folder, _, name = stem.rpartition("/")
        is_index = name == "README" or target == front
        output = f"/{folder}/index.html".replace("//", "/") if is_index else f"/{stem}.html"
        page = by_path[path] = Page(path, output, url_of(output), title_of(project.meta(path)))
        made.pages.append(page)
        made.add(output, path)
    for path in project.under(source):
        relative = path[start:]
        if (
            path not in by_path
            and path not in (summary, config_path)
            and not relative.startswith(("_book/", "_layouts/"))
        ):
            made.outputs.setdefault("/" + relative, path)
    made.outputs.setdefault("/search_index.json", None)
    made.gap(r"/gitbook/", "a file of the theme")
    listed_plugins = config.get("plugins")
    plugins = shape.entries(listed_plugins.split(",") if isinstance(listed_plugins, str) else listed_plugins)
    added = [str(name).partition("@")[0].strip() for name in plugins if not str(name).startswith("-")]
    for name in [name for name in added if name not in _NO_PAGES]:
        made.gap("/", f"pages may be made by the plugin {name}")
        made.ids_open = f"the plugin {name} may add it"
    if isinstance(listed_plugins, js.Code) or (config_path.endswith(".js") and not config):
        made.gap("/", "what the book is made of is chosen by code")
    if project.exists(join_file(source, "LANGS.md")):
        made.gap("/", "a book in several languages")
    made.ids = lambda _page: "honkit"
    made.templates = (join_file(source, "_layouts"),)

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            file = join_file(source, path.lstrip("/")) if path.strip("/") else source
        else:
            file = join_file(page.path.rpartition("/")[0], path)
        if file in by_path:
            return Reading((Candidate(page=by_path[file]),))
        if not file.startswith(f"{source}/" if source else "") or (not file and ".." in path):
            return Reading(unknown="it leads out of the book")
        return Reading((Candidate("/" + file[start:]),), strict=path.lower().endswith(_MARKDOWN))

    made.read = read
    return made


def _config(project: Project, path: str) -> dict[str, object]:
    return shape.table(project.data(path)) if path else {}


def _source(project: Project, config_path: str) -> str:
    """The folder of the book: the project's, or `root` below it."""
    root = _config(project, config_path).get("root")
    return join_file(project.root.rstrip("/"), root if isinstance(root, str) else "")


def _named(project: Project, config_path: str, what: str, default: str) -> str:
    """The name of a part of the book below its folder: `structure.summary`, `structure.readme`."""
    found = js.dig(_config(project, config_path), "structure", what)
    return re.sub(r"\A(?:\./)+", "", found) if isinstance(found, str) and found else default


def _summary(project: Project, config_path: str) -> str:
    return join_file(_source(project, config_path), _named(project, config_path, "summary", "SUMMARY.md"))
