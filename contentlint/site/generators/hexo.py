"""Hexo (hexo.io/docs/permalinks, /docs/configuration, /docs/tag-plugins)."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import PurePosixPath
from typing import Any

from contentlint.guard.data import load_json, load_yaml
from contentlint.guard.globs import any_glob
from contentlint.guard.patterns import bounded
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import host_and_path, join, join_file, url_of, verbatim
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import shape
from contentlint.site.reading.ids import hexo as hexo_ids
from contentlint.site.reading.inline import Heading, Part
from contentlint.site.reading.meta import KEYS, Meta, date_of, split, texts, title_of

_STYLES = (".styl", ".less", ".scss", ".sass")
_SHAPES: shape.Shapes = {
    "marked": (dict,),
    "category_map": (dict,),
    "include": (list, str),
    "exclude": (list, str),
    "skip_render": (list, str),
    "permalink": (str,),
    "new_post_name": (str,),
    "url": (str,),
    "root": (str,),
    "source_dir": (str,),
}
_HTML = (".html", ".htm", ".ejs", ".njk", ".swig", ".pug")


def detect(project: Project) -> str:
    """`_config.yml` with the package or Hexo's folders."""
    path = project.marker("hexo")
    if not path:
        return ""
    if "hexo" in project.dependencies or project.has_folder(project.root + "source/_posts"):
        return path
    data = project.data(path)
    return path if isinstance(data, dict) and "new_post_name" in data else ""


def slugize(text: str) -> str:
    """hexo-util's `slugize` of a plain text."""
    return hexo_ids([Heading(text, (Part("code", text, text),), 1)])[0]


def routes(project: Project) -> Routes:
    """Posts by permalink, pages and files at their paths, the theme's files, lists."""
    config_path = project.marker("hexo")
    config = project.fitting(config_path, project.data(config_path), _SHAPES) if config_path else {}
    made = Routes("hexo", root=project.root)
    site = str(config.get("url") or "")
    if "//" in site:
        made.hosts.append(site)
    base = str(config.get("root") or host_and_path(site)[1] if "//" in site or config.get("root") else "/")
    made.base = "/" + base.strip("/") if base.strip("/") else ""
    source = project.root + str(config.get("source_dir") or "source").strip("/")
    theme = project.root + "themes/" + str(config.get("theme") or "landscape")
    for path in project.under(f"{theme}/source"):
        inside = path[len(theme) + 7 :]
        made.add(inside)
        if path.endswith(_STYLES):
            made.add(re.sub(r"\.\w+\Z", ".css", inside))
    made.templates = (f"{theme}/layout",)
    if any(_MOVES_IMAGES.match(name) for name in project.dependencies):
        made.images_by_code = lambda: True
    _files(project, config, made, source)
    _generated(config, made)
    made.ids = _ids(project, config)
    _links(project, config, made, source)
    return made


def _files(project: Project, config: dict[str, Any], made: Routes, source: str) -> None:
    start = len(source) + 1
    included = any_glob(texts(config.get("include")))
    excluded = any_glob(texts(config.get("exclude")))
    raw = any_glob(texts(config.get("skip_render")))
    assets = config.get("post_asset_folder") in (True, "true")
    posts: dict[str, Page] = {}
    loose: list[tuple[str, str]] = []
    for path in project.under(source):
        relative = path[start:]
        parts = relative.split("/")
        if excluded(relative):
            continue
        if parts[0] in ("_posts", "_drafts"):
            inside = relative[len(parts[0]) + 1 :]
            if path.lower().endswith((*CONTENT, ".html", ".org")) and not any(
                p.startswith((".", "_")) for p in parts[1:]
            ):
                page = _post(project, config, made, path, inside, draft=parts[0] == "_drafts")
                posts[inside.rsplit(".", 1)[0]] = page
            elif assets:
                loose.append((path, inside))
            continue
        if any(p.startswith(("_", ".")) or p.endswith(("~", "%")) for p in parts) and not included(relative):
            continue
        if path.lower().endswith(CONTENT) and not raw(relative):
            _page(project, made, path, relative)
        elif path.lower().endswith((".njk", ".ejs", ".swig", ".pug")) and not raw(relative):
            made.add("/" + relative.rsplit(".", 1)[0] + ".html", path)
        elif path.endswith((".yml", ".yaml")) and not raw(relative):
            made.add("/" + relative.rsplit(".", 1)[0] + ".json")
        elif path.endswith(_STYLES):
            made.add("/" + relative.rsplit(".", 1)[0] + ".css")
        else:
            made.add("/" + relative, path if path.endswith((".html", ".htm")) else None)
    for _path, inside in loose:
        owner = next((s for s in _ancestors(inside) if s in posts), None)
        if owner is not None and posts[owner].output:
            base = url_of(posts[owner].output)
            base = base if base.endswith("/") else base.rsplit("/", 1)[0] + "/"
            made.add(base + inside[len(owner) + 1 :])
    made.facts["posts"] = posts


def _ancestors(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _page(project: Project, made: Routes, path: str, relative: str) -> None:
    facts = project.meta(path)
    permalink = facts.get("permalink")
    if isinstance(permalink, str) and permalink:
        output = "/" + permalink.strip("/") + ("/index.html" if permalink.endswith("/") else "")
        if "." not in output.rsplit("/", 1)[-1]:
            output += ".html"
    else:
        output = "/" + relative.rsplit(".", 1)[0] + ".html"
    state: State = "draft" if facts.get("published") is False else "published"
    made.pages.append(Page(path, output, url_of(output), title_of(facts), state=state))
    if state == "published":
        made.add(output, path)


_TOKEN = re.compile(r":(\w+)")
_OPEN = "\0"
"""In the place of a part of an address that can't be known."""
_OF_DAY = frozenset("year month i_month day i_day hour minute second".split())
_MOST_OPEN = 30
"""Posts without a known address that are told apart."""
_KNOWN = frozenset(
    "year month i_month day i_day hour minute second title name post_title id category lang hash timestamp".split()
)
"""What a permalink is filled with by Hexo itself (hexo.io/docs/permalinks)."""
_NAME_TOKENS = {"year": r"\d{4}", "month": r"\d{2}", "i_month": r"\d{1,2}", "day": r"\d{2}", "i_day": r"\d{1,2}"}


def _post(project: Project, config: dict[str, Any], made: Routes, path: str, inside: str, *, draft: bool) -> Page:
    facts = project.meta(path)
    stem = inside.rsplit(".", 1)[0]
    form = str(config.get("new_post_name") or ":title.md").rsplit(".", 1)[0]
    day: dt.date | None = None
    title = stem
    if form != ":title":
        expression = re.sub(
            r":(\w+)",
            lambda m: f"(?P<{m[1]}>{_NAME_TOKENS[m[1]]})" if m[1] in _NAME_TOKENS else f"(?P<{m[1]}>.+)",
            re.escape(form).replace(r"\:", ":").replace(r"\-", "-"),
        )
        try:
            match = bounded(expression + r"\Z").match(stem)
        except ValueError:
            match = None
        if match:
            found = match.groupdict()
            title = found.get("title") or stem
            if found.get("year"):
                month = found.get("month") or found.get("i_month") or "1"
                day = date_of(f"{found['year']}-{month}-{found.get('day') or found.get('i_day') or '1'}")
    day = date_of(facts.get("date")) or day
    state: State = "draft" if draft or facts.get("published") is False or facts.get("draft") is True else "published"
    if state == "published" and config.get("future") is False and day and day > project.today:
        state = "future"
    permalink = facts.get("permalink")
    if isinstance(permalink, str) and permalink:
        url = permalink
    else:
        pattern = str(config.get("permalink") or ":year/:month/:day/:title/")
        url = _fill(config, pattern, title, {**_own(project, path, pattern), **facts}, day)
    if _OPEN in url:
        page = Page(path, "", "", title_of(facts), state="draft" if state == "draft" else "excluded", logical=title)
        if state != "draft":
            shapes = made.facts.setdefault("unknown", {})
            # What is known of each stays known; of many, the pattern tells less and is shorter.
            wide = _TOKEN.sub(_OPEN, re.sub(r":(?:title|category)\b", _OPEN * 2, pattern))
            shapes[url if len(shapes) < _MOST_OPEN else wide] = None
    else:
        output = "/" + url.strip("/")
        if url.endswith("/") or "." not in output.rsplit("/", 1)[-1]:
            output = output.rstrip("/") + "/index.html"
        page = Page(path, output, url_of(output), title_of(facts), state=state, logical=title)
        if state == "published":
            made.add(output, path)
    made.pages.append(page)
    return page


def _fill(config: dict[str, Any], form: str, title: str, facts: Meta, day: dt.date | None) -> str:
    """A post's permalink pattern filled, with `_OPEN` for each part that can't be known (hexo.io/docs/permalinks)."""
    is_dated = day is not None
    day = day or dt.date(1970, 1, 1)
    mapped = shape.table(config.get("category_map"))
    names = texts(facts.get("categories")) or texts(facts.get("category"))
    nested = facts.get("categories")
    if isinstance(nested, list) and nested and isinstance(nested[0], list):
        names = texts(nested[0])
    slugs = [slugize(str(mapped.get(n, n))) for n in names]
    clock = re.search(r"(\d\d):(\d\d):(\d\d)", str(facts.get("date") or ""))
    values = {
        "year": f"{day.year:04d}",
        "month": f"{day.month:02d}",
        "i_month": str(day.month),
        "day": f"{day.day:02d}",
        "i_day": str(day.day),
        "hour": clock[1] if clock else "00",
        "minute": clock[2] if clock else "00",
        "second": clock[3] if clock else "00",
        "title": title,
        "name": PurePosixPath(title).name,
        "post_title": slugize(str(facts.get("title") or "")),
        "id": str(facts.get("id") or ""),
        "category": "/".join(slugs) or str(config.get("default_category") or "uncategorized"),
        "lang": str(facts.get("lang") or ""),
    }
    values = {key: value for key, value in values.items() if value or key != "id"}

    def fill(match: re.Match[str]) -> str:
        name = match[1]
        # `:hash` is made of the file's path and the second it was made; what else is missing a plugin may fill in.
        if name in ("hash", "timestamp") or (name in _OF_DAY and not is_dated):
            return _OPEN
        own = facts.get(name)
        return values.get(name) or (str(own) if own not in (None, "") and name not in values else _OPEN)

    return _TOKEN.sub(fill, form)


def _own(project: Project, path: str, form: str) -> Meta:
    """The values that a pattern takes out of a post's front matter and that the index does not keep."""
    names = set(_TOKEN.findall(form)) - KEYS - _KNOWN
    kind, inside, _ = split(project.text(path)) if names else ("", "", 0)
    if not any(name in inside for name in names) or kind not in ("yaml", "json"):
        return {}
    try:
        data = load_yaml(inside) if kind == "yaml" or inside.lstrip().startswith("{") else load_json("{" + inside + "}")
    except ValueError:
        return {}
    return {name: str(value) for name in names if (value := shape.table(data).get(name)) not in (None, "", [], {})}


def _generated(config: dict[str, Any], made: Routes) -> None:
    for shaped in made.facts.pop("unknown", {}):
        form = re.escape("/" + shaped.strip("/")).replace(_OPEN * 2, ".+").replace(_OPEN, "[^/]+")
        made.gap(form.removesuffix(r"\.html") + r"(?:\.html|/.*)?\Z", "a part of the posts' addresses can't be known")
    page = r"(?:page/\d+/?)?"
    archive = re.escape(str(config.get("archive_dir") or "archives").strip("/"))
    made.gap(rf"/{archive}/(?:\d{{4}}/(?:\d\d/)?)?{page}\Z|/{archive}/?\Z", "an archive")
    made.add(f"/{str(config.get('archive_dir') or 'archives').strip('/')}/index.html")
    for key, name in (("tag_dir", "tags"), ("category_dir", "categories")):
        folder = re.escape(str(config.get(key) or name).strip("/"))
        made.gap(rf"/{folder}/.+", f"a list of {name}")
    made.gap(r"(?:/.*)?/page/\d+/?\Z", "a numbered page")
    made.outputs.setdefault("/index.html", None)
    for name in ("/atom.xml", "/rss2.xml", "/sitemap.xml", "/search.xml", "/search.json", "/baidusitemap.xml"):
        made.outputs.setdefault(name, None)


def _ids(project: Project, config: dict[str, Any]) -> Any:
    marked = shape.table(config.get("marked"))
    name = "hexo" if "hexo-renderer-marked" in project.dependencies else ""
    if name and marked.get("smartypants") is False:
        name = "hexo-plain"
    others = (
        "hexo-renderer-markdown-it",
        "hexo-renderer-kramed",
        "hexo-renderer-pandoc",
        "hexo-renderer-markdown-it-plus",
    )
    if any(o in project.dependencies for o in others) or marked.get("modifyAnchors") not in (None, 0, ""):
        name = ""
    if name and marked.get("headerIds") is False:
        name = "none"
    return lambda _page: name


_MOVES_IMAGES = re.compile(r"hexo-[\w-]*(?:asset|image-link|img-path|typora)")
"""Packages that look Markdown's images up in the folder of a post's assets, each in its own way (`hexo-asset-img`)."""
_TAG = re.compile(r"\{%-?\s*(post_link|post_path|asset_img|asset_path|asset_link)\s+(.+?)\s*-?%\}(?:#.*)?\Z", re.DOTALL)


def _links(project: Project, config: dict[str, Any], made: Routes, source: str) -> None:
    posts: dict[str, Page] = made.facts["posts"]
    by_name: dict[str, Page] = {}
    for stem, page in posts.items():
        for name in (stem, page.logical, stem.rsplit("/", 1)[-1]):
            by_name.setdefault(name, page)
    made.expressions = (
        (
            re.compile(r"(?:<%-?|\{\{)\s*url_for\(\s*[\"']/?([^\"']*)[\"']\s*\)\s*(?:%>|\}\})"),
            verbatim(made.base) + r"/\1",
        ),
        (re.compile(r"(?:<%-?|\{\{)\s*config\.root\s*(?:%>|\}\})"), verbatim(made.base) + "/"),
    )

    def read(page: Page, path: str, image: bool) -> Reading:
        if path.startswith("/"):
            return Reading((Candidate(path),))
        if not page.output:
            return Reading(unknown="the address of this post can't be known")
        found = [Candidate(join(made.base + (page.url or url_of(page.output)), path))]
        if image and "/_posts/" in "/" + page.path:
            found.append(Candidate(file=join_file(page.path.rsplit(".", 1)[0], path)))
        return Reading(tuple(found))

    def shortcodes(page: Page, written: str) -> Reading | None:
        tag = _TAG.match(written)
        if not tag:
            return None
        words = re.findall(r"\"[^\"]*\"|'[^']*'|\S+", tag[2])
        words = [w.strip("\"'") for w in words]
        if tag[1].startswith("post"):
            name, _, fragment = words[0].partition("#")
            goal = by_name.get(name) or by_name.get(re.sub(r"\.md\Z", "", name))
            found = (Candidate(page=goal),) if goal is not None and goal.output else (Candidate("/" + name),)
            if goal is not None and not goal.output:
                return Reading(unknown="the address of that post can't be known")
            return Reading(found, strict=True, fragment=fragment or None)
        base = url_of(page.output)
        base = base if base.endswith("/") else base.rsplit("/", 1)[0] + "/"
        named = [w for w in words if "." in w] or words[:1]
        folder = page.path.rsplit(".", 1)[0]
        places = tuple(
            c for w in named[:3] for c in (Candidate(made.base + join(base, w)), Candidate(file=join_file(folder, w)))
        )
        return Reading(places, strict=True)

    made.read = read
    made.shortcodes = shortcodes
