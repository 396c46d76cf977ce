"""VuePress 1 and 2 (v1.vuepress.vuejs.org/guide/permalinks.html, vuejs.press/reference/frontmatter.html)."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from contentlint.guard.globs import any_glob
from contentlint.guard.records import dataclass
from contentlint.site import redirects
from contentlint.site.generators import vuepress_plugins
from contentlint.site.generators.coded import set_base_or_any, stated
from contentlint.site.generators.vue_config import configuration
from contentlint.site.model import Candidate, Page, Reading, Routes
from contentlint.site.paths import join, join_file
from contentlint.site.project import Project
from contentlint.site.reading import js, shape
from contentlint.site.reading.choices import urls_in
from contentlint.site.reading.meta import Meta, date_of, texts, title_of
from contentlint.site.reading.slugs import vue

_DATED = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?-(.*)")
_DATED_FOLDER = re.compile(r"(\d{4})/(\d{1,2})(?:/(\d{1,2}))?(?:/|\Z)")
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\"#$%&*+,:;<=>?\[\]^`{|}]")
"""What VuePress 2 writes as `_` in an address (@vuepress/utils, sanitizeFileName)."""
_ROUTE = re.compile(r"(?:/|\.md|\.html)\Z")
"""What ends a link that VuePress reads as one to a page; all others are left to the browser."""
_SECOND = re.compile(r"@vuepress/bundler|\bdefineUserConfig\b|vuepress-theme-(?:hope|plume)|\bexport\s+default\b")
_FIRST = re.compile(r"\bmodule\.exports\b|[\"']vuepress/config[\"']")
_MAKES_PAGES = re.compile(r"\badditionalPages\b|\baddPage\b|\bcreatePage\b")
_CHANGES_PAGES = re.compile(r"\bextendsPage(?:Options)?\b|\bextendPageData\b")
_MOVES = re.compile(r"\bpermalink\b|\bpath\s*=(?!=)")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the configuration says of addresses. `second` is True for VuePress 2."""

    second: bool
    pattern: str
    locales: tuple[str, ...]
    items: tuple[tuple[str, str], ...]
    """Folders of a blog with the permalinks of what is in them (plugin-blog of VuePress 1)."""

    def locale(self, path: str) -> str:
        """The longest locale that an address begins with."""
        return max((locale for locale in self.locales if path.startswith(locale)), key=len, default="/")


def detect(project: Project) -> str:
    """The configuration in `.vuepress/`, or beside the source folder."""
    return project.marker("vuepress")


def routes(project: Project) -> Routes:
    """Every Markdown file of the source folder at its path or permalink; `.vuepress/public/` at the root."""
    config_path = project.marker("vuepress")
    config, text, is_open = configuration(project, config_path)
    if config_path.endswith((".yml", ".yaml", ".toml")):
        config = shape.table(project.data(config_path))
    second = _is_second(project, text)
    made = Routes("vuepress", root=project.root)
    set_base_or_any(
        project, made, config_path, stated(config, "base") if not is_open else config.get("base", js.Code(""))
    )
    for place in (shape.table(config.get("themeConfig")), shape.table(config.get("sitemap")), config):
        made.hosts += [url for key in ("hostname", "siteUrl") for url in urls_in(place.get(key))]
    source = _source(project, config_path)
    plugins = vuepress_plugins.read(config, text, second=second)
    pattern = config.get("permalinkPattern" if second else "permalink")
    rules = _Rules(
        second,
        pattern if isinstance(pattern, str) else "",
        tuple(key for key in shape.table(config.get("locales")) if key.startswith("/")),
        plugins.items,
    )
    by_code = isinstance(pattern, js.Code) or (is_open and pattern is None and "permalink" in text)
    if by_code:
        made.gap("/", "permalinks are made by code")
    if _MAKES_PAGES.search(text) or (_CHANGES_PAGES.search(text) and _MOVES.search(text)):
        made.gap("/", "pages may be made or moved by the configuration")
    by_route = _pages(project, config, made, source, rules, by_code)
    for path, reason in plugins.gaps:
        made.gap(path, reason)
    for output in plugins.outputs:
        made.outputs.setdefault(output, None)
    for old, new in plugins.redirects.items():
        _redirect(made, old, by_route[new].url if new in by_route else new, config_path)
    made.gap(r"/assets/|/@fs/|/@theme", "made by the build")
    made.gap(r"/[\w./-]*\.(?:rss|xml|atom|json|txt)\Z", "may be made by the build's hooks")
    made.outputs.setdefault("/404.html", None)
    made.templates = tuple(f"{source}/.vuepress/{f}".lstrip("/") for f in ("theme", "components", "layouts"))
    ids = ("vuepress-2" if second else "vuepress") + " emoji"
    ids += "" if re.search(r"footnote|hopeTheme|plumeTheme", text) else " no-footnotes"
    if re.search(r"\bslugify\b", text) or (is_open and "markdown" not in config):
        ids = ""
    made.ids = lambda _page: ids
    made.custom_ids = False
    made.read = _reader(project, made, source, second, by_route)
    return made


def _is_second(project: Project, text: str) -> bool:
    """True for VuePress 2: by the package that is named, else by what only its configuration has."""
    folder = project.root
    while True:
        path = folder + "package.json"
        data = shape.table(project.data(path)) if project.exists(path) else {}
        for key in ("dependencies", "devDependencies"):
            packages = shape.table(data.get(key))
            if any(name.startswith(("@vuepress/bundler", "vuepress-vite", "vuepress-webpack")) for name in packages):
                return True
            version = re.search(r"\d", str(packages.get("vuepress") or ""))
            if version:
                return version[0] != "1" and version[0] != "0"
        if not folder:
            break
        folder = folder.rstrip("/").rpartition("/")[0]
        folder += "/" if folder else ""
    return bool(_SECOND.search(text)) and not _FIRST.search(text)


def _source(project: Project, config_path: str) -> str:
    """The folder of the content: that of `.vuepress/`, or for a configuration beside it the one a script names."""
    if "/.vuepress/" in f"/{config_path}":
        return project.root.rstrip("/")
    script = project.root + "package.json"
    named = re.search(r"\bvuepress[\w-]*\s+(?:build|dev)\s+([\w./-]+)", project.text(script)) if script else None
    return join_file(project.root.rstrip("/"), named[1].strip("/") if named else "docs")


def _pages(
    project: Project, config: dict[str, Any], made: Routes, source: str, rules: _Rules, by_code: bool
) -> dict[str, Page]:
    """Adds the pages and files; the pages by every address that links to them can have."""
    start = len(source) + 1 if source else 0
    public = f"{source}/.vuepress/public".lstrip("/")
    for path in project.under(public):
        made.add("/" + path[len(public) + 1 :])
    globs = config.get("pagePatterns" if rules.second else "patterns")
    if isinstance(globs, js.Code):
        made.gap("/", "which files are pages is chosen by code")
    patterns = texts(globs) if isinstance(globs, list) else ["**/*.md", "**/*.vue"]
    wanted = any_glob([p for p in patterns if not p.startswith("!")])
    unwanted = any_glob([q for p in patterns if p.startswith("!") for q in (p[1:], p[1:].rstrip("/") + "/**")])
    by_route: dict[str, Page] = {}
    for path in project.under(source, (".md", ".vue")):
        relative = path[start:]
        if f"/{relative}".find("/.") >= 0 or "node_modules/" in relative or not wanted(relative) or unwanted(relative):
            continue
        if path.endswith(".vue"):
            if not rules.second:
                made.add(_output(_inferred(relative.removesuffix(".vue") + ".md", False)), path)
            continue
        facts = project.meta(path)
        inferred = _inferred(relative, rules.second)
        route = "" if by_code and not facts.get("permalink") else _address(relative, inferred, facts, rules)
        output = _output(route) if route else ""
        page = Page(path, output, route, title_of(facts), state="published" if route else "excluded")
        made.pages.append(page)
        if not route:
            continue
        made.add(output, path)
        by_route[inferred] = page
        by_route.setdefault(route, page)
        for old in texts(facts.get("redirectfrom")) if rules.second else ():
            _redirect(made, old, route, path)
    return by_route


def _inferred(relative: str, second: bool) -> str:
    """The address that a file has by its path. VuePress 1 takes `INDEX.md` for an index, too."""
    if second:
        made = re.sub(r"(^|/)README\.md\Z", r"\1index.html", "/" + relative, flags=re.IGNORECASE)
        made = re.sub(r"\.md\Z", ".html", made)
        return made.removesuffix("index.html") if made.endswith("/index.html") else made
    made = re.sub(r"(^|/)(?:index|readme)\.md\Z", r"\1", "/" + relative, flags=re.IGNORECASE)
    return re.sub(r"\.md\Z", ".html", made)


def _address(relative: str, inferred: str, facts: Meta, rules: _Rules) -> str:
    """The address of a page, decoded; "" when its day can't be known."""
    permalink = facts.get("permalink")
    if rules.second:
        pattern = facts.get("permalinkpattern") if facts.get("permalinkpattern") else rules.pattern
        is_plain = "permalink" in facts or ("permalinkpattern" in facts and facts["permalinkpattern"] is None)
        if isinstance(permalink, str) and permalink:
            route = permalink
        elif is_plain or not isinstance(pattern, str) or not pattern:
            route = inferred
        else:
            route = _filled_second(pattern, relative, inferred, facts)
            route = posixpath.normpath(f"{rules.locale(inferred)}/{route}") + ("/" if route.endswith("/") else "")
            route = "/" + route.lstrip("/")
        return unicodedata.normalize("NFC", "/".join(_UNSAFE.sub("_", part).lstrip("_") for part in route.split("/")))
    item = next((form for folder, form in rules.items if inferred.startswith(f"/{folder}/")), "")
    form = permalink or item or rules.pattern
    if not isinstance(form, str) or not form:
        return inferred
    filled = _filled_first(form.lstrip("/"), relative, inferred, facts)
    if not filled:
        return ""
    route = rules.locale(inferred) + filled
    return "/" + (route if route.endswith((".html", "/")) else route + "/").lstrip("/")


def _stem(relative: str) -> str:
    return posixpath.splitext(relative.rpartition("/")[2])[0]


def _filled_second(pattern: str, relative: str, inferred: str, facts: Meta) -> str:
    """`permalinkPattern` filled (@vuepress/core, resolvePagePermalink)."""
    stem = _stem(relative)
    named = _DATED.match(stem) or _DATED_FOLDER.search(relative.rpartition("/")[0])
    day = _day(facts.get("date"))
    if facts.get("date") is not None:
        parts = (f"{day.year:04d}", f"{day.month:02d}", f"{day.day:02d}") if day else ("0000", "00", "00")
    else:
        parts = (named[1], named[2].zfill(2), (named[3] or "01").zfill(2)) if named else ("0000", "00", "00")
    dated = _DATED.search(stem)
    values = dict(zip(("year", "month", "day"), parts, strict=True))
    values |= {"slug": dated[4] if dated else stem, "raw": inferred.lstrip("/")}
    return _put(pattern, values)


def _filled_first(form: str, relative: str, inferred: str, facts: Meta) -> str:
    """`permalink` filled (VuePress 1, getPermalink); "" when the day that it needs can't be known."""
    name, folder = _stem(relative), relative.rpartition("/")[0].rpartition("/")[2]
    if re.search(r":(?:minutes|seconds)", form):
        return ""
    day = _day(facts.get("date"))
    if day is None:
        named = None if facts.get("date") else _DATED.search(name) or _DATED.search(folder)
        if ((named and not named[3]) or facts.get("date")) and re.search(r":(?:year|i?_?month|i?_?day)", form):
            return ""
        try:
            day = dt.date(int(named[1]), int(named[2]), int(named[3])) if named and named[3] else dt.date(1970, 1, 1)
        except ValueError:
            return ""
    told = folder if name.lower() in ("index", "readme") and folder else name
    dated = _DATED.search(told)
    values = {"year": f"{day.year:04d}", "month": f"{day.month:02d}", "i_month": str(day.month)}
    values |= {"day": f"{day.day:02d}", "i_day": str(day.day)}
    values |= {"slug": vue(re.sub("[–—]", "-", dated[4] if dated else told)), "regular": inferred.lstrip("/")}
    return _put(form, values)


def _put(pattern: str, values: dict[str, str]) -> str:
    """A pattern with values for its names; only the first place of each is filled."""
    for name, value in values.items():
        pattern = pattern.replace(f":{name}", value, 1)
    return pattern


def _day(value: Any) -> dt.date | None:
    """The day of a date of front matter in universal time, which is what YAML's dates are in."""
    try:
        moment = dt.datetime.fromisoformat(str(value)) if value else None
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is not None:
        return moment.astimezone(dt.UTC).date()
    return date_of(value)


def _output(route: str) -> str:
    made = route + "index.html" if route.endswith("/") else route if route.endswith(".html") else route + ".html"
    return "/" + made.lstrip("/")


def _redirect(made: Routes, old: str, new: str, file: str) -> None:
    to = new if "//" in new else made.base + "/" + quote(new.lstrip("/"))
    redirects.add(made, old, "/" + old.lstrip("/").removesuffix("index.html"), to, file)


def _reader(
    project: Project, made: Routes, source: str, second: bool, by_route: dict[str, Page]
) -> Callable[[Page, str, bool], Reading]:
    start = len(source) + 1 if source else 0

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith(("@", "~")):
            return Reading(unknown="an import alias")
        if image and not path.startswith("/"):
            return Reading((Candidate(file=join_file(page.path.rpartition("/")[0], path)),))
        # In raw HTML and in components no base is put before an address. In Markdown VuePress 1 puts it before links to
        # pages, VuePress 2 before those that end with `.md`.
        is_plain = path.startswith(made.base + "/") or (second and not path.endswith(".md"))
        plain = [Candidate(path)] if path.startswith("/") and is_plain else []
        if image or not _ROUTE.search(path):
            if path.startswith("/"):
                return Reading((Candidate(made.base + path), Candidate(path)))
            if not page.output:
                return Reading(unknown="the address of this post is made by code")
            return Reading((Candidate(join(made.base + page.url, path)),))
        route = path
        if not path.startswith("/"):
            folder = page.path[start:].rpartition("/")[0]
            route = join(f"/{folder}/x" if folder else "/x", path)
        elif second and made.base and path.startswith(made.base + "/"):
            route = path[len(made.base) :]
        route = _inferred(route.lstrip("/"), second) if route.endswith(".md") else route
        if second and route.endswith("/index.html"):
            route = route.removesuffix("index.html")
        found = [Candidate(page=by_route[route])] if route in by_route else []
        return Reading((*found, Candidate(made.base + route), *plain))

    return read
