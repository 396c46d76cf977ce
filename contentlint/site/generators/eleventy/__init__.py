"""Eleventy (11ty.dev/docs/permalinks, /docs/copy, /docs/plugins/id-attribute)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site.generators.coded import (
    UNDER_OTHER_BASE,
    find_bases,
    is_under_other_base,
    modules_of,
    set_base,
    stated,
)
from contentlint.site.generators.eleventy.cascade import Cascade
from contentlint.site.generators.eleventy.copied import add_copies
from contentlint.site.generators.eleventy.filters import Filters, Value
from contentlint.site.generators.eleventy.hosts import add_hosts
from contentlint.site.generators.eleventy.permalinks import Shapes, fill
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import join, join_file, served, url_of, verbatim
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.choices import one, strings_in
from contentlint.site.reading.meta import Meta, date_of, title_of
from contentlint.site.reading.modules import Modules

_TEMPLATES = (
    ".njk",
    ".liquid",
    ".html",
    ".ejs",
    ".hbs",
    ".mustache",
    ".haml",
    ".pug",
    ".11ty.js",
    ".11ty.cjs",
    ".11ty.mjs",
    ".webc",
    ".11ty.ts",
)
_ANY_PAGE = r"/(?:.*/)?(?:[^/.]*/?|[^/]*\.html?)\Z"
"""Addresses of pages, as code may make them: not those of pictures and other files."""
_WRITES = re.compile(r"\b(?:writeFile|copyFile|cp|createWriteStream)(?:Sync)?\s*\(")
_MEDIA = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|avif|mp4|webm|mp3|pdf)\Z", re.IGNORECASE)
_LISTS = re.compile(r"(?:\A|/)(?:tags?|categor(?:y|ies)|topics?|authors?|archives?|pagination|pages?)(?:-\w+)?\Z")


def detect(project: Project) -> str:
    """The configuration file, or the package."""
    return project.marker("eleventy") or ("package @11ty/eleventy" if "@11ty/eleventy" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """Templates at their paths or permalinks; static files only by passthrough."""
    config_path = project.marker("eleventy")
    text = js.strip_comments(project.text(config_path))
    modules = modules_of(project)
    config = _config(modules, config_path)
    made = Routes("eleventy", root=project.root)
    folders = _folders(project, modules, config_path, config)
    called = _called(modules, config_path, "setPathPrefix")
    is_open = set_base(project, made, config_path, stated(config, "pathPrefix") if called is None else called)
    helpers = text + "\n".join(
        js.strip_comments(project.text(p))
        for p in project.under(project.root, (".js", ".mjs", ".cjs", ".ts"))
        if p.count("/") - project.root.count("/") <= 2
        and re.search(r"(?:config|eleventy|11ty|markdown|util|lib|plugin|filter)", p)
    )
    add_hosts(project, made, folders["data"], helpers)
    add_copies(project, made, text, helpers, folders)
    _pages(project, made, folders, helpers)
    if is_open:
        find_bases(project, made)
    made.templates = (folders["includes"], folders["layouts"])
    made.ids = _ids(project, helpers)
    if re.search(r"markdown-it-attrs|markdownItAttrs", helpers):
        made.custom_ids = True
    _links(project, made, helpers, folders, is_open)
    return made


def _config(modules: Modules, path: str) -> dict[str, Any]:
    """What the configuration returns, or exports beside its function as `config` (11ty.dev/docs/config-shapes)."""
    config = modules.config(path)
    module = modules.at(path)
    if (
        module is not None
        and "dir" not in config
        and re.search(r"\bexport\s+const\s+config\b|\.config\s*=", module.text)
    ):
        config = next((value for value in module.exported("config") if isinstance(value, dict)), config)
    return config


def _called(modules: Modules, path: str, setter: str) -> Any:
    """What a method of the configuration is given; None when it is not called."""
    module = modules.at(path)
    called = re.search(rf"\b{setter}\(\s*", module.text) if module is not None else None
    return one(module.values(module.text, called.end())) if module is not None and called else None


def _folders(project: Project, modules: Modules, path: str, config: dict[str, Any]) -> dict[str, str]:
    def chosen(key: str, setter: str, default: str) -> str:
        called = _called(modules, path, setter)
        value = js.dig(config, "dir") or {}
        names = strings_in(value.get(key) if called is None else called)
        return str(next(iter(names), default)).removeprefix("./").strip("/")

    source = chosen("input", "setInputDirectory", ".")
    source = "" if source in (".", "") else source
    start = project.root + source
    found = {"input": start.rstrip("/")}
    for key, setter, default in (
        ("includes", "setIncludesDirectory", "_includes"),
        ("layouts", "setLayoutsDirectory", "_layouts"),
        ("data", "setDataDirectory", "_data"),
    ):
        found[key] = join_file(found["input"], chosen(key, setter, default))
    output = chosen("output", "setOutputDirectory", "_site")
    found["output"] = (project.root + output).rstrip("/")
    return found


def _ignored(project: Project, folders: dict[str, str]) -> Any:
    lines: list[str] = []
    for name in (project.root + ".eleventyignore", f"{folders['input']}/.eleventyignore".lstrip("/")):
        lines += [line.strip() for line in project.text(name).splitlines() if line.strip() and not line.startswith("#")]
    globs: list[str] = []
    for line in dict.fromkeys(lines):
        bare = line.removeprefix("./").strip("/")
        globs += [bare, bare + "/**", *([] if "/" in bare else ["**/" + bare, "**/" + bare + "/**"])]
    test = any_glob(globs)
    return lambda path: test(path[len(project.root) :])


def _pages(project: Project, made: Routes, folders: dict[str, str], helpers: str) -> None:
    source = folders["input"]
    start = len(source) + 1 if source else 0
    skipped = tuple(f + "/" for f in (folders["includes"], folders["layouts"], folders["data"], folders["output"]) if f)
    ignored = _ignored(project, folders)
    hides = bool(re.search(r"drafts?\b", helpers)) and "draft" in helpers
    cascade, filters, shapes = Cascade(project, folders, helpers), Filters(helpers), Shapes()
    unread: list[str] = []
    for path in project.under(source, (*CONTENT, *_TEMPLATES)):
        relative = path[start:]
        if path.startswith(skipped) or ignored(path) or re.search(r"(?:\A|/)(?:node_modules|\.[\w-]+)/", relative):
            continue
        if re.search(r"11tydata\.\w+\Z", path) or (
            not source and relative.split("/")[0] in ("_includes", "_layouts", "_data", "_site")
        ):
            continue
        content = path.lower().endswith(CONTENT)
        facts = project.meta(path) if ".11ty." not in path else _script(project.text(path))
        stem = _stem(relative)
        chosen = cascade.permalink(relative, facts)
        state: State = "draft" if hides and facts.get("draft") is True else "published"
        title = title_of(facts)
        paginated = facts.get("pagination") is not None
        outputs = [_default(stem)]
        if chosen is not None:
            names = _Names(stem, relative, facts, cascade)
            filled = [(template, fill(template, names.value, filters)) for template in chosen.templates]
            sure = len(filled) == 1 and not paginated
            outputs = [f.output for _t, f in filled if f.output is not None and not paginated]
            for template, one in filled:
                if one.output is None or not sure:
                    shapes.add(template, one, path, numbered=paginated)
            if chosen.is_code and content:
                unread.append(path)
            if chosen.is_code or not outputs or not sure:
                outputs = []
                if paginated and filled and filled[0][1].output:
                    outputs = [filled[0][1].output]
        output = outputs[0] if outputs else ""
        if not output:
            if content:
                made.pages.append(Page(path, "", "", title, state="excluded"))
            continue
        if paginated:
            made.gap(re.escape(url_of(output).rstrip("/")) + r"(?:/\d+)?/?\Z", f"numbered pages of {path}")
        if content:
            made.pages.append(Page(path, output, url_of(output), title, state=state))
        if state == "published":
            made.add(output, path)
        if not content and (_LISTS.search(stem) or not project.stamps[path][0]):
            folder = re.escape("/" + stem.rpartition("/")[0] if "/" in stem else "")
            made.gap(
                rf"{folder}/(?:.*/)?(?:tags?|categor(?:y|ies)|topics?|authors?|archives?|page)(?:/.*)?\Z",
                f"may be made by {path}",
            )
    for pattern, reason in shapes.gaps():
        made.gap(pattern, reason)
    if unread:
        more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
        made.gap(_ANY_PAGE, f"the address of {unread[0]}{more} is made by code")
    if re.search(r"""\.on\(\s*["'`]eleventy\.(?:after|before)""", helpers) and _WRITES.search(helpers):
        made.gap(r"/.+\.(?!html?\Z)\w+\Z", "code that runs beside the build may write it")
    made.outputs.setdefault("/sitemap.xml", None)
    made.gap(r"/[\w./-]*\.(?:xml|atom|rss|json|webmanifest|ics)\Z", "made by a template")


def _script(text: str) -> Meta:
    match = re.search(r"\bpermalink\s*:\s*[\"'`]([^\"'`]*)[\"'`]", text)
    facts: Meta = {"permalink": match[1].replace("${", "{{ ").replace("}", " }}")} if match else {}
    if re.search(r"\bpagination\s*:", text):
        facts["pagination"] = True
    return facts


def _stem(relative: str) -> str:
    return re.sub(r"(?:\.11ty)?\.[A-Za-z]+\Z", "", relative)


def _default(stem: str) -> str:
    folder, _, name = stem.rpartition("/")
    if name == "index" or (folder and folder.rsplit("/", 1)[-1] == name):
        return f"/{folder}/index.html".replace("//", "/")
    return f"/{stem}/index.html"


class _Names:
    """What the names in a permalink stand for in one template."""

    def __init__(self, stem: str, relative: str, facts: Meta, cascade: Cascade) -> None:
        self._relative, self._facts, self._cascade = relative, facts, cascade
        name, folder = stem.rsplit("/", 1)[-1], stem.rpartition("/")[0]
        slug = re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", name)
        if slug == "index":
            slug = re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", folder.rsplit("/", 1)[-1])
        written = facts.get("date")
        day = date_of(written) if written else date_of(name) or date_of(folder.rsplit("/", 1)[-1])
        path_stem = "/" + re.sub(r"(?<=/)\d{4}-\d{2}-\d{2}-", "", "/" + stem).lstrip("/")
        self._page: dict[str, Value] = {
            "fileSlug": slug,
            "filePathStem": path_stem,
            "date": day,
            "outputFileExtension": "html",
        }

    def value(self, name: str) -> Value:
        """The value of `page.fileSlug`, `title`, or what front matter and data files have; None when none tells."""
        key = name.removeprefix("page.")
        if key in self._page and (name != key or key != "date" or "date" not in self._facts):
            return self._page[key]
        if name == "date":
            return self._page["date"]
        found = self._facts.get(name)
        found = self._cascade.value(self._relative, name) if found is None else found
        return str(found) if isinstance(found, (str, int)) and not isinstance(found, bool) else None


def _ids(project: Project, text: str) -> Any:
    name = ""
    if re.search(r"IdAttributePlugin", text):
        name = "eleventy"
    elif re.search(r"markdown-it-anchor|markdownItAnchor", text):
        slug = re.search(r"\bslugify\s*:\s*(.{0,120})|\bslugify\s*[,}]", text, re.DOTALL)
        if slug is None or (slug[1] and "encodeURIComponent" in slug[1]):
            name = "markdown-it-anchor"
        elif "@sindresorhus/slugify" in text or (slug[1] and "getFilter" in slug[1]):
            name = "markdown-it-anchor-slugify"
    return lambda _page: name


def _links(project: Project, made: Routes, text: str, folders: dict[str, str], is_open: bool) -> None:
    made.expressions = (
        (
            re.compile(r"\{\{-?\s*[\"']([^\"'{}]*)[\"']\s*\|\s*(?:url|relative_url)\s*-?\}\}"),
            verbatim(made.base) + r"\1",
        ),
        (
            re.compile(r"\{\{-?\s*(?:site|metadata|meta)\.(?:url|baseUrl)\s*(?:\|\s*url)?\s*-?\}\}"),
            verbatim(made.hosts[0].rstrip("/")) if made.hosts else "",
        ),
    )
    by_path = {p.path: p for p in made.pages}
    sources = "InputPathToUrl" in text
    images = "eleventyImageTransformPlugin" in text or "eleventy-img" in text
    # 11ty.dev/docs/plugins/html-base: `/x` in the HTML of a page gets the prefix, whoever wrote it.
    prefixed = re.search(r"\b(?:Eleventy)?HtmlBasePlugin\b", text) is not None
    names = {path.rpartition("/")[2] for path in (*project.paths, *made.outputs)}

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        if path.startswith("/") and not prefixed and is_under_other_base(project, made, path, is_open):
            return Reading(unknown=UNDER_OTHER_BASE)
        folder = page.path.rpartition("/")[0]
        file = join_file(folder, path) if not path.startswith("/") else join_file(folders["input"], path.lstrip("/"))
        # github.com/11ty/eleventy, InputPathToUrl: from the folder of all content, then from the file's own.
        places = (join_file(folders["input"], path.lstrip("/")), file) if sources else ()
        found += [Candidate(page=by_path[place]) for place in dict.fromkeys(places) if place in by_path]
        if image and images:
            found.append(Candidate(file=file))
        if re.search(r"\.\w{2,5}\Z", path) and not path.endswith((".html", *CONTENT)) and project.exists(file):
            url = (
                made.base + path.removeprefix(made.base)
                if path.startswith("/")
                else join(made.base + (page.url or "/"), path)
            )
            if not any(o in made.outputs for o in served(url[len(made.base) :])):
                return Reading(unknown=f"{file} exists; whether it is copied can't be read from the configuration")
        if path.startswith("/"):
            found.append(Candidate(made.base + path if prefixed else path))
        elif page.output:
            found.append(Candidate(join(made.base + (page.url or url_of(page.output)), path)))
        else:
            # A picture that is nowhere in the tree is gone wherever the post lies.
            gone = _MEDIA.search(path) and path.rpartition("/")[2] not in names
            return (
                Reading((*found, Candidate(file=file)))
                if gone or not page.path.startswith(folders["input"])
                else Reading(unknown="the address of this post is made by code")
            )
        return Reading(tuple(found))

    made.read = read
