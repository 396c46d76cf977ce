"""VitePress (vitepress.dev/guide/routing); VuePress reads its configuration with what is here."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.globs import any_glob
from contentlint.guard.patterns import Bounded, bounded
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file, url_of
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import bases_of, urls_in
from contentlint.site.reading.meta import title_of

_CODE = ("ts", "mts", "cts", "js", "mjs", "cjs", "json")
_MOST_FILES = 20
"""Files of one configuration."""
_IMPORT = re.compile(
    r"(?:\bimport\s++(?:type\s++)?(?:([A-Za-z_$][\w$]*+)\s*+(?:,\s*+)?)?(?:\{([^{}]{0,2000})\}\s*+)?from\s*+"
    r"|\bexport\s[^\n;]{1,500}?\sfrom\s*+)[\"'](\.[^\"'\n]{1,300})[\"']"
)
_Known = dict[tuple[str, str], dict[str, Any] | None]
"""What names in files stand for."""
_SPREAD = re.compile(r"\.\.\.\s*([A-Za-z_$][\w$.]*)")
_ARGUMENTS = re.compile(r"export\s+default\s+(?:\w+\(\s*)?(?:mergeConfig|defu|merge)\(([^(){}]{1,500})\)")
"""The names of configurations that a function joins."""


def detect(project: Project) -> str:
    """The configuration in `.vitepress/`."""
    return project.marker("vitepress")


def routes(project: Project) -> Routes:
    """Every Markdown file of the source folder at its path; `public/` at the root."""
    config_path = project.marker("vitepress")
    config, text, is_open = configuration(project, config_path)
    made = Routes("vitepress", root=project.root, ids=lambda _page: "vitepress")
    made.base, made.other_bases = bases_of(config.get("base"))
    if is_open and "base" not in config:
        made.other_bases = ("*",)
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
        if by_code and not (image or re.search(r"\.(?!md\Z|html\Z)\w{2,5}\Z", path)):
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


def configuration(project: Project, path: str) -> tuple[dict[str, Any], str, bool]:
    """The configuration with what it takes over from other files, the texts of all, and whether some can't be read.

    It is mostly put together of several: `{ ...shared }`, `extends: base`, `mergeConfig(a, b)`.
    """
    texts = {path: js.strip_comments(project.text(path))}
    queue = [path]
    while queue and len(texts) < _MOST_FILES:
        here = queue.pop(0)
        for match in _IMPORT.finditer(texts[here]):
            file = _module(project, here, match[3])
            if file and file not in texts and len(texts) < _MOST_FILES:
                texts[file] = js.strip_comments(project.text(file))
                queue.append(file)
    own = js.config(texts[path])
    known: _Known = {}
    config, is_open = _joined(project, texts, path, own, known)
    for name in _ARGUMENTS.findall(texts[path])[:1]:
        for part in re.findall(r"[A-Za-z_$][\w$]*", name):
            found = _named(project, texts, path, part, known)
            config, is_open = ({**config, **found}, is_open) if found is not None else (config, True)
    return config, "\n".join(texts.values()), is_open


def _joined(
    project: Project, texts: dict[str, str], path: str, own: dict[str, Any], known: _Known
) -> tuple[dict[str, Any], bool]:
    """An object of the file at `path` with its spreads, and whether some can't be read."""
    below: dict[str, Any] = {}
    is_open = False
    spread = own.get("...")
    # The reader keeps one spread of an object: all that stand in the file are looked at where there is one.
    names = _SPREAD.findall(texts[path]) if isinstance(spread, js.Code) else []
    extends = own.get("extends")
    names += [extends.source] if isinstance(extends, js.Code) else []
    for name in names:
        found = _named(project, texts, path, name, known)
        if found is None:
            is_open = is_open or (isinstance(spread, js.Code) and name in spread.source) or "extends" in own
        else:
            below |= found
            is_open = is_open or "..." in found
    below |= extends if isinstance(extends, dict) else {}
    return {**below, **{key: value for key, value in own.items() if key != "..."}}, is_open


def _named(project: Project, texts: dict[str, str], path: str, name: str, known: _Known) -> dict[str, Any] | None:
    """The object that a name stands for in a file: a constant of it, or what it imports; None when it can't be read."""
    bare = name.split(".")[0].split("(")[0].strip()
    if (path, bare) not in known:
        known[path, bare] = None  # a name can stand in itself
        known[path, bare] = _looked_up(project, texts, path, bare, known)
    return known[path, bare]


def _looked_up(project: Project, texts: dict[str, str], path: str, bare: str, known: _Known) -> dict[str, Any] | None:
    def whole(file: str, found: dict[str, Any]) -> dict[str, Any]:
        made, is_open = _joined(project, texts, file, found, known) if "..." in found else (found, False)
        return {**made, "...": None} if is_open else made

    constant = js.constant(texts[path], bare)
    if isinstance(constant, dict):
        return whole(path, constant)
    for match in _IMPORT.finditer(texts[path]):
        file = _module(project, path, match[3])
        if file not in texts or file == path:
            continue
        if match[1] == bare:
            return whole(file, js.config(texts[file])) or None
        for part in (match[2] or "").split(","):
            words = part.split()
            if words and words[-1] == bare:
                if words[0] == "default":
                    return whole(file, js.config(texts[file])) or None
                return _named(project, texts, file, words[0], known)
    return None


def _module(project: Project, importer: str, name: str) -> str:
    """The file of a relative import, "" when there is none here."""
    place = join_file(importer.rpartition("/")[0], name)
    endings = ("", *(f".{e}" for e in _CODE), *(f"/index.{e}" for e in _CODE))
    bare = re.sub(r"\.[cm]?js\Z", "", place)
    return next((p + e for p in (place, bare) for e in endings if project.exists(p + e)), "")


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
