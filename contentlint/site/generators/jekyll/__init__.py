"""Jekyll (jekyllrb.com/docs/permalinks, /docs/collections, /docs/liquid/tags)."""

from __future__ import annotations

import fnmatch
import re
from pathlib import PurePosixPath
from typing import Any

from contentlint.site import redirects
from contentlint.site.generators.jekyll.archives import Post, add_archives
from contentlint.site.generators.jekyll.config import read
from contentlint.site.generators.jekyll.links import add_links
from contentlint.site.generators.jekyll.urls import DATED, POST, STYLES, day_of, fill, slugify
from contentlint.site.model import Page, Routes, State
from contentlint.site.paths import url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import shape
from contentlint.site.reading.meta import Meta, date_of, texts, title_of

_EXCLUDED = (
    ".sass-cache .jekyll-cache gemfiles Gemfile Gemfile.lock node_modules vendor/bundle vendor/cache vendor/gems "
    "vendor/ruby"
).split()
_RENDERED = (*CONTENT, ".html", ".htm", ".textile")
_SHAPES: shape.Shapes = {
    "collections": (list, dict),
    "defaults": (list,),
    "kramdown": (dict,),
    "plugins": (list, str),
    "gems": (list, str),
    "exclude": (list, str),
    "include": (list, str),
    "permalink": (str,),
    "baseurl": (str,),
    "source": (str,),
    "collections_dir": (str,),
}
_ANCHORS = re.compile(r"anchor|(?:\A|[-_])(?:toc|headings?|headers?|ids?)(?:[-_]|\Z)", re.IGNORECASE)
"""Names of plugins that give elements ids of their own."""


def detect(project: Project) -> str:
    """`_config.yml`, or a configuration in a folder, with Jekyll's folders or its gem."""
    path = project.marker("jekyll")
    if not path:
        return ""
    gemfile = project.text(project.root + "Gemfile") + project.text(project.root + "Gemfile.off")
    if "jekyll" in gemfile or "github-pages" in gemfile:
        return path
    folders = ("_posts", "_layouts", "_includes", "_drafts", "_sass", "_plugins", "_pages")
    if any(project.has_folder(project.root + f) for f in folders):
        return path
    if any("/_posts/" in p for p in project.under(project.root, CONTENT)):
        return path
    if "/" in path.removeprefix(project.root):  # such a folder is anybody's
        return ""
    data = project.data(path)
    keys = data if isinstance(data, dict) else {}
    if project.exists(project.root + "_toc.yml"):  # Jupyter Book
        return ""
    told = {"remote_theme", "theme", "kramdown", "plugins", "baseurl", "collections", "gems"} & set(keys)
    home = any(project.exists(f"{project.root}index.{ending}") for ending in ("md", "markdown", "html"))
    return path if told or (home and {"title", "permalink", "exclude", "include", "defaults"} & set(keys)) else ""


def _has_front(facts: Meta) -> bool:
    """Whether Jekyll sees front matter: it must stand on the first line."""
    return bool(facts.get("front")) and not facts.get("late")


def routes(project: Project) -> Routes:
    """Pages, posts and collections by their permalinks; every other file at its own path."""
    config, *others = read(project, _SHAPES)
    made = Routes("jekyll", root=project.root)
    source = project.root + str(config.get("source") or "").strip("./")
    source = source.rstrip("/")
    bases = [_base(one) for one in (config, *others)]
    made.base, made.other_bases = bases[0], tuple(dict.fromkeys(base for base in bases if base != bases[0]))
    made.hosts += [one["url"] for one in (config, *others) if isinstance(one.get("url"), str)]
    cname = project.text(f"{source}/CNAME".lstrip("/")).strip()
    if cname and " " not in cname:
        made.hosts.append("https://" + cname)
    if isinstance(zone := config.get("timezone"), str) and zone:
        made.zones = (zone, "UTC")  # days and quoted times are of the zone, times without quotes of UTC
    made.templates = tuple(f"{source}/{f}".lstrip("/") for f in ("_layouts", "_includes"))
    _files(project, config, made, source)
    _generated(project, config, made, source)
    made.ids = _ids(config)
    add_links(project, config, made, source)
    return made


def _base(config: dict[str, Any]) -> str:
    bare = str(config.get("baseurl") or "").strip("/")
    return f"/{bare}" if bare else ""


def _listed(config: dict[str, Any], key: str) -> list[str]:
    return [str(x).strip("/") for x in texts(config.get(key))]


def _matches(path: str, globs: list[str]) -> bool:
    return any(
        path == g
        or path.startswith(g + "/")
        or fnmatch.fnmatchcase(path, g)
        or fnmatch.fnmatchcase(path.rsplit("/", 1)[-1], g)
        for g in globs
    )


def _files(project: Project, config: dict[str, Any], made: Routes, source: str) -> None:
    excluded = _EXCLUDED + _listed(config, "exclude")
    included = [*_listed(config, "include"), ".htaccess"]
    style = str(config.get("permalink") or "date")
    suffix = (
        "/"
        if style == "pretty" or style.endswith("/")
        else (":output_ext" if style in STYLES or style.endswith(":output_ext") else "")
    )
    collections = _collections(config)
    place = str(config.get("collections_dir") or "").strip("/")
    plugins = " ".join(texts(config.get("plugins")) + texts(config.get("gems")))
    gemfile = project.text(project.root + "Gemfile")
    bare_pages = "optional-front-matter" in plugins or "github-pages" in gemfile + plugins or not gemfile
    start = len(source) + 1 if source else 0
    for path in project.under(source):
        relative = path[start:]
        parts = relative.split("/")
        if _matches(relative, excluded) and not _matches(relative, included):
            continue
        inner = relative[len(place) + 1 :] if place and relative.startswith(place + "/") else relative
        folder = inner.split("/")[0]
        if "_posts" in parts[:-1] or "_drafts" in parts[:-1]:
            _post(project, config, made, path, relative, style, place)
            continue
        if folder.startswith("_") and folder[1:] in collections and "/" in inner:
            _document(project, config, made, path, inner, folder[1:], collections[folder[1:]], suffix)
            continue
        if any(p.startswith(("_", ".", "#", "~")) or p.endswith("~") for p in parts) and not any(
            _matches("/".join(parts[: i + 1]), included) or p in included for i, p in enumerate(parts)
        ):
            if folder.startswith("_") and path.lower().endswith(CONTENT):
                made.pages.append(Page(path, "", state="excluded"))
            continue
        if path.lower().endswith(_RENDERED):
            facts = project.meta(path)
            if _has_front(facts) or (bare_pages and path.lower().endswith(CONTENT)):
                _standing(config, made, path, relative, facts, suffix)
                if not _has_front(facts):
                    made.add("/" + relative)
                continue
        made.add("/" + relative)
        if path.endswith((".scss", ".sass", ".coffee")):
            made.add("/" + re.sub(r"\.s[ac]ss\Z", ".css", relative).replace(".coffee", ".js"))


def _collections(config: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = config.get("collections")
    if isinstance(found, list):
        return {str(name): {} for name in found}
    if isinstance(found, dict):
        return {str(k): (v if isinstance(v, dict) else {}) for k, v in found.items()}
    return {}


def _defaults(config: dict[str, Any], path: str, kind: str, key: str) -> Any:
    """The most telling default of front matter for a file (jekyllrb.com/docs/configuration/front-matter-defaults)."""
    best: tuple[int, Any] = (-1, None)
    for entry in shape.tables(config.get("defaults"))[: shape.MOST]:
        if key not in shape.table(entry.get("values")):
            continue
        scope = shape.table(entry.get("scope"))
        where, what = str(scope.get("path") or "").strip("/"), scope.get("type")
        if what and what != kind:
            continue
        if where and not (path == where or path.startswith(where + "/") or fnmatch.fnmatchcase(path, where + "*")):
            continue
        if len(where) >= best[0]:
            best = (len(where), entry["values"][key])
    return best[1]


def _output(url: str) -> str:
    """The file Jekyll writes for a URL (`Page#destination`)."""
    url = re.sub(r"/{2,}", "/", "/" + url.lstrip("/"))
    if url.endswith("/"):
        return url + "index.html"
    return (
        url
        if re.search(r"\.(?:html?|xml|txt|json|md|css|js|xhtml|svg|atom|rss|ics|csv|webmanifest)\Z", url)
        else url + ".html"
    )


def _settle(made: Routes, path: str, url: str, facts: Meta, state: State) -> None:
    output = _output(url)
    page = Page(path, output, url_of(output) if url.endswith("/") else url, title_of(facts), state=state)
    made.pages.append(page)
    if state == "published":
        made.add(output, path)
        for old in texts(facts.get("redirect_from")):
            redirects.add(made, old, "/" + old.strip("/"), made.base + page.url, path)


def _standing(config: dict[str, Any], made: Routes, path: str, relative: str, facts: Meta, suffix: str) -> None:
    state: State = "draft" if facts.get("published") is False else "published"
    permalink = facts.get("permalink") or _defaults(config, relative, "pages", "permalink")
    stem = relative[: relative.rfind(".")]
    folder, _, name = stem.rpartition("/")
    if isinstance(permalink, str) and permalink:
        url = _STYLES_FOR_PAGES.get(permalink, permalink)
        url = (
            url.replace(":path", folder)
            .replace(":basename", name)
            .replace(":title", name)
            .replace(":output_ext", ".html")
        )
        url = re.sub(r":\w+", "", url)
    elif suffix == "/" and not relative.lower().endswith(".htm"):
        url = f"/{folder}/" if name == "index" else f"/{stem}/"
    else:
        url = f"/{stem}.html"
    _settle(made, path, url, facts, state)


_STYLES_FOR_PAGES = {
    "pretty": "/:path/:basename/",
    "none": "/:path/:basename:output_ext",
    "date": "/:path/:basename:output_ext",
}


def _post(
    project: Project, config: dict[str, Any], made: Routes, path: str, relative: str, style: str, place: str
) -> None:
    if not path.lower().endswith(_RENDERED):
        return
    draft = "_drafts/" in relative
    match = POST.search(relative)
    if match is None and not draft:
        return
    facts = project.meta(path)
    name = match[2] if match else PurePosixPath(relative).stem
    day = (
        day_of(facts.get("date"), str(config.get("timezone") or ""))
        or (date_of(match[1]) if match else None)
        or project.today
    )
    state: State = "draft" if draft or facts.get("published") is False else "published"
    if state == "published" and day > project.today and config.get("future") is not True:
        state = "future"
    above = re.split(r"(?:\A|/)_(?:posts|drafts)/", relative)[0]
    if place and above.startswith(place):
        above = above[len(place) :].strip("/")
    categories = [c for c in above.split("/") if c]

    def listed(plural: str, singular: str) -> list[str]:
        """A list as Jekyll reads it: a text under the plural key is cut at its blanks."""
        given = [
            facts[k] if facts.get(k) is not None else _defaults(config, relative, "posts", k)
            for k in (plural, singular)
        ]
        return [*(given[0].split() if isinstance(given[0], str) else texts(given[0])), *texts(given[1])]

    categories += listed("categories", "category")
    if state == "published":
        made.facts.setdefault("posts", []).append(Post(day, categories, listed("tags", "tag")))
    permalink = facts.get("permalink") or _defaults(config, relative, "posts", "permalink")
    form = str(permalink) if isinstance(permalink, str) and permalink else style
    form = STYLES.get(form, form)
    slug = facts.get("slug")
    url = fill(form, day, categories, str(slug) if slug not in (None, "") else name, str(facts.get("date") or ""))
    _settle(made, path, url, facts, state)


def _document(
    project: Project,
    config: dict[str, Any],
    made: Routes,
    path: str,
    relative: str,
    name: str,
    options: dict[str, Any],
    suffix: str,
) -> None:
    inside = relative[len(name) + 2 :]
    output = options.get("output") is True
    if not path.lower().endswith(_RENDERED):
        if output:
            made.add(f"/{name}/{inside}")
        return
    facts = project.meta(path)
    if not _has_front(facts):
        if output:
            made.add(f"/{name}/{inside}")
        return
    state: State = "draft" if facts.get("published") is False else "published"
    form = facts.get("permalink") or _defaults(config, relative, name, "permalink") or options.get("permalink")
    stem = inside[: inside.rfind(".")]
    base = stem.rsplit("/", 1)[-1]
    if not output:
        made.pages.append(Page(path, "", "", title_of(facts), state="excluded"))
        return
    form = str(form) if isinstance(form, str) and form else f"/:collection/:path{suffix}"
    form = {"pretty": "/:collection/:path/"}.get(form, form)
    day = date_of(facts.get("date")) or date_of(base)
    if day is None and DATED.search(form):
        # The day of the build: no file tells it.
        made.facts.setdefault("undated", set()).add(path)
        made.pages.append(Page(path, "", "", title_of(facts), state="excluded"))
        shown = re.sub(r":[a-z_]+", lambda m: name if m[0] == ":collection" else "\0", form)
        inner = re.escape("/" + shown.strip("/")).replace("\0", r"[^/]*")
        made.gap(rf"{inner}(?:/.*|\.html)?\Z", "the day of a document can't be known, and its address has it")
        return
    day = day or project.today
    slug = str(facts.get("slug") or base)
    undated = re.sub(r"\A\d{4}-\d{1,2}-\d{1,2}-", "", slug)
    values = {
        "collection": name,
        "path": stem if "/" in stem or stem != base else base,
        "name": slugify(base, pretty=False),
        "title": slugify(undated, pretty=True),
        "slug": slugify(undated, pretty=False),
        "basename": base,
        "output_ext": ".html",
        "categories": "/".join(c.lower() for c in texts(facts.get("categories"))),
        "year": f"{day.year:04d}",
        "month": f"{day.month:02d}",
        "day": f"{day.day:02d}",
    }
    url = re.sub(r":(\w+?)(?=:|[^a-z_]|\Z)", lambda m: values.get(m[1], m[0]), form)
    _settle(made, path, url, facts, state)


def _generated(project: Project, config: dict[str, Any], made: Routes, source: str) -> None:
    plugins = " ".join(texts(config.get("plugins")) + texts(config.get("gems")))
    gemfile = project.text(project.root + "Gemfile")
    if "jekyll-feed" in plugins + gemfile or "github-pages" in gemfile:
        made.outputs.setdefault("/feed.xml", None)
        made.gap(r"/feed/.*\.xml\Z", "made by jekyll-feed")
    made.outputs.setdefault("/sitemap.xml", None)
    made.outputs.setdefault("/robots.txt", None)
    add_archives(config, made, plugins, made.facts.pop("posts", []))
    if project.has_folder(f"{source}/_plugins".lstrip("/")):
        made.gap(r"(?:/.*)?/\d{4}(?:/\d\d?){0,2}/?(?:index\.html)?\Z", "an archive made by a plugin")
        made.gap(r"(?:/.*)?/(?:tags?|categor(?:y|ies)|topics?|authors?)/.*", "an archive made by a plugin")
    segments = {part for out in made.outputs for part in out.split("/")[1:-1]}
    for path in project.under(f"{source}/_plugins".lstrip("/"), (".rb",)):
        text = project.text(path)
        if _ANCHORS.search(PurePosixPath(path).stem) or re.search(r"\bid=|\{:\s*#|\banchor", text):
            made.ids_open = f"{path} may add it"
        name = re.sub(r"[-_](?:generator|pages?|plugin)\Z", "", PurePosixPath(path).stem)
        for segment in {name, name + "s", name.replace("_", "-"), name.replace("_", "-") + "s"} - segments:
            made.gap(rf"(?:/.*)?/{re.escape(segment)}(?:/.*)?\Z", f"may be made by {path}")
        if re.search(r"<\s*(?:Jekyll::)?Generator\b", text) and re.search(
            r"PageWithoutAFile|Page\.new|< (?:Jekyll::)?Page\b|StaticFile", text
        ):
            made.gap(r"/", f"pages may be made by {path}")
    if any("data_gen" in d or "datapage" in d for d in (plugins, gemfile)):
        made.gap(r"/", "pages are made of data files")


def _ids(config: dict[str, Any]) -> Any:
    markdown = str(config.get("markdown") or "kramdown").lower()
    options = shape.table(config.get("kramdown"))
    name = ""
    if markdown == "kramdown":
        name = "kramdown-gfm" if str(options.get("input") or "GFM").upper() == "GFM" else "kramdown"
        if options.get("auto_ids") is False:
            name = "none"
        elif options.get("transliterated_header_ids") is True:
            name = ""
    return lambda _page: name
