"""Eleventy (11ty.dev/docs/permalinks, /docs/copy, /docs/plugins/id-attribute)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.site.generators.eleventy.copied import add_copies
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import formatted, join, join_file, served, url_of, verbatim
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import js
from contentlint.site.reading.ids import sindresorhus
from contentlint.site.reading.meta import Meta, date_of, title_of

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
_LONGEST = 500
"""Code points of a permalink with expressions."""
_LISTS = re.compile(r"(?:\A|/)(?:tags?|categor(?:y|ies)|topics?|authors?|archives?|pagination|pages?)(?:-\w+)?\Z")


def detect(project: Project) -> str:
    """The configuration file, or the package."""
    return project.marker("eleventy") or ("package @11ty/eleventy" if "@11ty/eleventy" in project.dependencies else "")


def routes(project: Project) -> Routes:
    """Templates at their paths or permalinks; static files only by passthrough."""
    config_path = project.marker("eleventy")
    text = js.strip_comments(project.text(config_path))
    config = _config(text)
    made = Routes("eleventy", root=project.root)
    folders = _folders(project, text, config)
    prefix = js.dig(config, "pathPrefix")
    made.base = "/" + str(prefix).strip("/") if isinstance(prefix, str) and prefix.strip("/") else ""
    _hosts(project, made, folders)
    helpers = text + "\n".join(
        project.text(p)
        for p in project.under(project.root, (".js", ".mjs", ".cjs", ".ts"))
        if p.count("/") - project.root.count("/") <= 2
        and re.search(r"(?:config|eleventy|11ty|markdown|util|lib|plugin|filter)", p)
    )
    add_copies(project, made, text, helpers, folders)
    _pages(project, made, folders, helpers)
    made.templates = (folders["includes"], folders["layouts"])
    made.ids = _ids(project, helpers)
    if re.search(r"markdown-it-attrs|markdownItAttrs", helpers):
        made.custom_ids = True
    _links(project, made, helpers, folders)
    return made


def _config(text: str) -> dict[str, Any]:
    config = js.config(text)
    if "dir" not in config:
        exported = re.search(r"export\s+const\s+config\s*=\s*", text)
        if exported:
            found = js.constant(text, "config")
            config = found if isinstance(found, dict) else config
        for found in js.returned(text):
            if "dir" in found or "pathPrefix" in found:
                config = found
    return config


def _folders(project: Project, text: str, config: dict[str, Any]) -> dict[str, str]:
    def chosen(key: str, setter: str, default: str) -> str:
        called = re.search(rf"\b{setter}\(\s*[\"'`]([^\"'`]+)", text)
        value = called[1] if called else js.dig(config, "dir", key)
        return str(value if isinstance(value, str) else default).removeprefix("./").strip("/")

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


def _hosts(project: Project, made: Routes, folders: dict[str, str]) -> None:
    for path in project.under(folders["data"], (".json", ".js", ".cjs", ".mjs", ".yml", ".yaml")):
        if re.search(r"(?:site|meta(?:data)?|config|env|global)\.\w+\Z", path):
            for value in re.findall(
                r"[\"']?\b(?:url|baseUrl|base_url|siteUrl|domain|host|origin)\b[\"']?\s*:\s*[\"'](https?://[^\"']+)",
                project.text(path),
            ):
                made.hosts.append(value)


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
    data: dict[str, Any] = {}
    for path in project.under(source, (*CONTENT, *_TEMPLATES)):
        relative = path[start:]
        if path.startswith(skipped) or ignored(path) or re.search(r"(?:\A|/)(?:node_modules|\.[\w-]+)/", relative):
            continue
        if re.search(r"11tydata\.\w+\Z", path) or (
            not source and relative.split("/")[0] in ("_includes", "_layouts", "_data", "_site")
        ):
            continue
        content = path.lower().endswith(CONTENT)
        script = ".11ty." in path
        facts = project.meta(path) if not script else _script(project.text(path))
        stem = _stem(relative)
        shape = facts.get("permalink")
        if shape is None:
            shape = _inherited(project, source, relative, data)
        state: State = "draft" if hides and facts.get("draft") is True else "published"
        title = title_of(facts)
        if shape is False:
            if content:
                made.pages.append(Page(path, "", "", title, state="excluded"))
            continue
        output = _default(stem)
        paginated = facts.get("pagination") is not None
        if isinstance(shape, (str, int)) and shape is not True and str(shape) != "":
            filled = _fill(str(shape), stem, relative, facts)
            if filled is None or paginated:
                made.gap(_shape(str(shape)), f"made by {path}")
                if content:
                    made.pages.append(Page(path, "", "", title, state="excluded"))
                if filled is None:
                    continue
            else:
                output = filled
        elif shape is not None and not isinstance(shape, (str, int, bool)):
            made.gap(r"/", f"the address of {path} is made by code")
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
    if re.search(r"addGlobalData\(\s*[\"'`](?:permalink|eleventyComputed)", helpers) or any(
        re.search(r"/(?:permalink|eleventyComputed)\.\w+\Z", p) for p in project.under(folders["data"])
    ):
        made.gap("/", "addresses are made by global data")
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


def _inherited(project: Project, source: str, relative: str, known: dict[str, Any]) -> Any:
    """`permalink` of the file's or a folder's data file, the nearest first; None when there is none."""
    stem = _stem(relative)
    places = [stem]
    folder = relative.rpartition("/")[0]
    while folder:
        places.append(f"{folder}/{folder.rsplit('/', 1)[-1]}")
        folder = folder.rpartition("/")[0]
    for place in places:
        if place not in known:
            known[place] = _data_permalink(project, f"{source}/{place}".lstrip("/"))
        if known[place] is not None:
            return known[place]
    return None


def _data_permalink(project: Project, place: str) -> Any:
    for ending in (
        ".11tydata.json",
        ".json",
        ".11tydata.js",
        ".11tydata.cjs",
        ".11tydata.mjs",
        ".11tydata.yml",
        ".11tydata.yaml",
    ):
        path = place + ending
        if not project.exists(path):
            continue
        data = project.data(path)
        if not isinstance(data, dict):
            continue
        for value in (
            data.get("permalink"),
            js.dig(data, "eleventyComputed").get("permalink")
            if isinstance(js.dig(data, "eleventyComputed"), dict)
            else None,
        ):
            if isinstance(value, js.Code):
                template = re.search(r"[`]([^`]*)[`]", value.source)
                simple = template and re.fullmatch(
                    r"\(?\s*+(?:\w++|\{[^}]*+\})?+\s*+\)?\s*+=>\s*+`[^`]*+`", value.source.strip()
                )
                if simple and template:
                    return re.sub(r"\$\{([^{}]{1,200})\}", _expression, template[1])
                return ["code"]
            if value is not None:
                return value
    return None


def _expression(match: re.Match[str]) -> str:
    return f"{{{{ {match[1].strip().removeprefix('data.')} }}}}"


def _fill(shape: str, stem: str, relative: str, facts: Meta) -> str | None:
    """A permalink with its simple expressions filled in; None when other code decides."""
    name = stem.rsplit("/", 1)[-1]
    folder = stem.rpartition("/")[0]
    slug = re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", name)
    if slug == "index":
        slug = re.sub(r"\A\d{4}-\d{2}-\d{2}-", "", folder.rsplit("/", 1)[-1])
    day = date_of(facts.get("date")) or date_of(name) or date_of(folder.rsplit("/", 1)[-1])
    path_stem = "/" + re.sub(r"(?<=/)\d{4}-\d{2}-\d{2}-", "", "/" + stem).lstrip("/")
    values: dict[str, Any] = {
        "page.fileSlug": slug,
        "page.filePathStem": path_stem,
        "fileSlug": slug,
        "filePathStem": path_stem,
        "title": facts.get("title"),
        "slug": facts.get("slug"),
        "lang": facts.get("lang"),
        "locale": facts.get("locale"),
        "page.outputFileExtension": "html",
    }
    failed = False

    if len(shape) > _LONGEST:
        return None

    def expression(match: re.Match[str]) -> str:
        nonlocal failed
        parts = [p.strip() for p in match[1].strip(" -").split("|")]
        value = values.get(parts[0])
        if parts[0] in ("page.date", "date") and day:
            form = re.search(r"[\"']([^\"']+)[\"']", " ".join(parts[1:]))
            if form and "%" in form[1]:
                return formatted(day, form[1])
            if form and re.fullmatch(r"[yMdL/\-]+", form[1]):
                out = form[1].replace("yyyy", f"{day.year:04d}").replace("LL", f"{day.month:02d}")
                return out.replace("MM", f"{day.month:02d}").replace("dd", f"{day.day:02d}")
        if value is None:
            failed = True
            return ""
        text = str(value)
        for step in parts[1:]:
            if re.fullmatch(r"slugify|slug", step):
                text = sindresorhus(text)
            elif step not in ("safe", "downcase", "lower", "url", "trim", "strip"):
                failed = True
            elif step in ("downcase", "lower"):
                text = text.lower()
        return text

    filled = re.sub(r"\{\{(.*?)\}\}", expression, shape)
    if failed or "{%" in filled or "${" in filled:
        return None
    filled = re.sub(r"/{2,}", "/", "/" + filled.lstrip("/"))
    if filled.endswith("/"):
        return filled + "index.html"
    return filled


def _shape(shape: str) -> str:
    if len(shape) > _LONGEST:
        return "/"
    pieces = re.split(r"\{\{.*?\}\}|\{%.*?%\}|\$\{.*?\}", "/" + shape.lstrip("/"))
    return ".+".join(re.escape(p) for p in pieces).removesuffix(re.escape("index.html")).rstrip("/") + "(?:/.*)?\\Z"


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


def _links(project: Project, made: Routes, text: str, folders: dict[str, str]) -> None:
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

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        folder = page.path.rpartition("/")[0]
        file = join_file(folder, path) if not path.startswith("/") else join_file(folders["input"], path.lstrip("/"))
        if sources and file in by_path:
            found.append(Candidate(page=by_path[file]))
        if image and images:
            found.append(Candidate(file=file))
        if re.search(r"\.\w{2,5}\Z", path) and not path.endswith((".html", *CONTENT)) and project.exists(file):
            url = made.base + path if path.startswith("/") else join(made.base + (page.url or "/"), path)
            if not any(o in made.outputs for o in served(url[len(made.base) :])):
                return Reading(unknown=f"{file} exists; whether it is copied can't be read from the configuration")
        if path.startswith("/"):
            found.append(Candidate(path))
        elif page.output:
            found.append(Candidate(join(made.base + (page.url or url_of(page.output)), path)))
        else:
            return (
                Reading((*found, Candidate(file=file)))
                if not page.path.startswith(folders["input"])
                else Reading(unknown="the address of this post is made by code")
            )
        return Reading(tuple(found))

    made.read = read
