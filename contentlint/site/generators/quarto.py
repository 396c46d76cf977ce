"""Quarto websites and books (quarto.org/docs/websites, quarto.org/docs/books).

No build was probed: addresses follow the documentation and the source (src/project), ids those of pandoc, which
Quarto runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site import redirects
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import host_and_path, join, join_file, leaves, served, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.meta import Meta, texts, title_of

_TEXTS = (".qmd", ".md", ".markdown")
_COMPUTED = (".ipynb", ".rmd", ".rmarkdown")
"""Endings of pages that are not read: their output is known, their ids are not."""
_PLAIN = ("default", "manuscript", "confluence")
"""Types of projects that make no website: links to source files stay as they are."""
_LEFT_OUT = re.compile(
    r"(?:\A|/)(?:[_.]|README\.[Rrq]?md\Z|(?:CLAUDE|AGENTS)(?:\.local)?\.md\Z|(?:node_modules|renv|packrat|rsconnect|venv"
    r"|env)/)|\.llms\.md\Z"
)
"""What is no input (src/project/project-context.ts, `projectHiddenIgnoreGlob`)."""
_OTHER_FORMATS = re.compile(r"\.(?:pdf|docx|odt|epub|pptx|ipynb|tex|typ|md|txt|xml|rtf)\Z")
_WRITES_REDIRECTS = re.compile(r"^```+\{\w[^`]*[\"'/]_redirects[\"']", re.MULTILINE)
_MAKES_PAGES = ("quartodoc", "interlinks", "altdoc", "ecodown")
"""Tools whose settings stand in `_quarto.yml` and that write pages before the build."""


def detect(project: Project) -> str:
    """`_quarto.yml`."""
    return project.marker("quarto")


def routes(project: Project) -> Routes:
    """The inputs at `/path.html`, all other files as they are: Quarto copies what a page refers to."""
    config_path = project.marker("quarto")
    config = shape.table(project.data(config_path))
    settings = shape.table(config.get("project"))
    made = Routes("quarto", root=project.root)
    kind = str(settings.get("type") or "default")
    site = {**shape.table(config.get("website")), **(shape.table(config.get("book")) if kind == "book" else {})}
    url = site.get("site-url")
    if isinstance(url, str) and url:
        made.base = host_and_path(url)[1].rstrip("/") if "//" in url else ""
        made.hosts += [url] if "//" in url else []
    output_dir = settings.get("output-dir") or ("_book" if kind == "book" else "_site")
    start = len(project.root)
    is_input = _inputs(project, settings, site, kind)
    drafts = {str(path) for path in shape.entries(site.get("drafts"))}
    shows_drafts = site.get("draft-mode") in ("visible", "unlinked")
    folders = _folders(project)
    by_path: dict[str, Page] = {}
    for path in project.under(project.root):
        relative = path[start:]
        is_page = relative.lower().endswith((*_TEXTS, *_COMPUTED)) and is_input(relative)
        if relative.startswith((f"{output_dir}/", "_site/", "_book/", "_freeze/", ".quarto/")):
            continue
        if not is_page:
            made.add("/" + relative, path)
            continue
        facts = project.meta(path)
        told = facts.get(
            "draft", next((data["draft"] for f, data in folders if path.startswith(f) and "draft" in data), 0)
        )
        is_draft = not shows_drafts and (told is True or relative in drafts)
        state: State = "draft" if is_draft else "published"
        output = _output(relative, facts)
        page = by_path[path] = Page(path, output, url_of(output), title_of(facts), state=state)
        if relative.lower().endswith(_TEXTS):
            made.pages.append(page)
        if state == "published":
            made.add(output, path)
            _aliases(made, page, facts)
    _generated(config, settings, made, kind)
    for path in by_path:
        if "/" not in path[start:] and _WRITES_REDIRECTS.search(project.text(path)):
            made.gap("/", f"a cell of {path[start:]} writes redirects")
    made.ids = lambda page: (
        "" if any(page.path.startswith(f) and "filters" in found for f, found in folders) else "quarto"
    )
    if config.get("filters") or js.dig(config, "format", "html", "filters"):
        made.ids_open = "a filter may add it"
    if kind == "book":
        made.ids_open = "a link to an id leads to the chapter that has it"
    makers = [gap.reason for gap in made.gaps if gap.pattern.match("/")]

    told = js.dig(config, "format", "html", "default-image-extension") or js.dig(config, "default-image-extension")
    ending = "." + (told if isinstance(told, str) else "png").lstrip(".")  # format-html.ts, `htmlFormat`

    def read(page: Page, path: str, image: bool) -> Reading:
        if image and path and "." not in path.rsplit("/", 1)[-1]:
            path += ending
        folder = page.path.rpartition("/")[0]
        file = project.root + path.strip("/") if path.startswith("/") else join_file(folder, path)
        if file in by_path:
            return Reading((Candidate(page=by_path[file]),))
        if path.lower().endswith((*_TEXTS, *_COMPUTED)) and not project.exists(file):
            if makers:
                return Reading(unknown=makers[0])
            return Reading((Candidate(file=file),))
        stem = _OTHER_FORMATS.sub(".html", f"/{file[start:]}")
        if stem != f"/{file[start:]}" and stem in made.outputs and not project.exists(file):
            return Reading(unknown="the page may be written in that format, too")
        found = [Candidate(file=file)] if "." in file.rsplit("/", 1)[-1] and project.exists(file) else []
        if path.startswith("/"):
            if not found and not url and not any(output in made.outputs for output in served(path)):
                return Reading(unknown="site-url is not told")
            found += [Candidate(path), *([Candidate(made.base + path)] if made.base else [])]
        elif page.output and not made.base and leaves(page.output, path):
            return Reading(unknown="it leads out of the site")
        elif page.output:
            found.append(Candidate(join(made.base + page.output, path)))
        else:
            return Reading(unknown="this file is no page")
        return Reading(tuple(found))

    made.read = read
    return made


def _folders(project: Project) -> list[tuple[str, dict[str, Any]]]:
    """What `_metadata.yml` says of the pages of its folder and below, the innermost first."""
    files = [path for path in project.under(project.root, (".yml", ".yaml")) if re.search(r"/_metadata\.ya?ml\Z", path)]
    found = [(path.rpartition("/")[0] + "/", shape.table(project.data(path))) for path in files]
    return sorted(found, key=lambda entry: -len(entry[0]))


def _output(relative: str, facts: Meta) -> str:
    """The file that is written of an input: by its name, or `output-file` of the front matter."""
    folder, _, name = relative.rpartition("/")
    stem = name.rpartition(".")[0]
    html = js.dig(shape.table(facts.get("format")), "html", "output-file")
    told = html or facts.get("output-file")
    if isinstance(told, str) and told:
        stem = told.rpartition("/")[2].removesuffix(".html")
    return f"/{folder}/{stem}.html".replace("//", "/")


def _inputs(project: Project, settings: dict[str, Any], site: dict[str, Any], kind: str) -> Callable[[str], bool]:
    """Whether a file, seen from the project's folder, is rendered: by `render`, by the chapters of a book."""
    if kind == "book":
        chapters = {"index.qmd", "index.md", *_chapters(site.get("chapters")), *_chapters(site.get("appendices"))}
        chapters.update(texts(site.get("references")))
        return lambda relative: relative in chapters
    listed = [entry for entry in shape.entries(settings.get("render")) if isinstance(entry, str)]
    wanted = [glob for entry in listed if not entry.startswith("!") for glob in _globs(project, entry, smart=False)]
    others = [glob for entry in listed if entry.startswith("!") for glob in _globs(project, entry[1:], smart=True)]
    is_wanted, is_other = any_glob(wanted), any_glob(others)

    def is_input(relative: str) -> bool:
        if _LEFT_OUT.search(relative) or is_other(relative):
            return False
        return not listed or is_wanted(relative)

    return is_input


def _globs(project: Project, entry: str, *, smart: bool) -> Iterator[str]:
    """The globs from the project's folder that an entry of `render` stands for (src/core/path.ts, `resolveGlobs`)."""
    anchored = entry.startswith("/")
    bare = re.sub(r"\A(?:\./)+", "", entry).strip("/")
    smart = smart or re.search(r"[*?\[\]{}]", entry) is not None
    if entry.endswith("/") or project.has_folder(project.root + bare):
        bare += "/**"
    yield bare
    if smart and not anchored:
        yield f"**/{bare}"


def _chapters(entries: Any, depth: int = 0) -> Iterator[str]:
    for entry in shape.entries(entries):
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict) and depth < 4:
            yield from (entry[key] for key in ("part", "href", "file") if isinstance(entry.get(key), str))
            yield from _chapters(entry.get("chapters"), depth + 1)


def _aliases(made: Routes, page: Page, facts: Meta) -> None:
    """Pages that lead on (src/project/types/website/website-aliases.ts): from the top, or from the page's folder."""
    for alias in texts(facts.get("aliases")):
        below = join(page.output, alias.partition("#")[0])
        last = below.rpartition("/")[2]
        if "//" not in alias and below != page.output:
            gone = below if "." in last else below.rstrip("/") + "/"
            redirects.add(made, alias, re.sub(r"([:*(])", r"\\\1", gone), made.base + page.url, page.path)


def _generated(config: dict[str, Any], settings: dict[str, Any], made: Routes, kind: str) -> None:
    for name in ("/index.html", "/404.html", "/sitemap.xml", "/search.json", "/robots.txt", "/llms.txt"):
        made.outputs.setdefault(name, None)
    made.gap(r"/site_libs/|/listings\.json\Z|/.*_files/", "made by Quarto")
    made.gap(r"/(?:.*/)?index(?:-[\w-]+)?\.xml\Z", "the feed of a list")
    made.gap(r"/.*-preview\.html\Z", "made of an embedded notebook")
    if kind in _PLAIN:
        made.gap("/", f"a project of the type {kind} makes no website")
    if settings.get("pre-render") or settings.get("post-render"):
        made.gap("/", "pages may be made by scripts before or after the build")
    for tool in _MAKES_PAGES:
        if tool in config:
            made.gap("/", f"pages may be made by {tool}")
