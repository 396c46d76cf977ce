"""Hugo (gohugo.io/content-management/urls, /render-hooks/links, /configuration/markup)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any

from contentlint.site.meta import Meta, date_of, texts
from contentlint.site.model import Candidate, Page, Reading, Redirect, Routes
from contentlint.site.paths import host_and_path, join, join_file, take_apart, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.redirects import pattern

_ENDINGS = ("toml", "yaml", "yml", "json")
_PAGE = (*CONTENT, ".html", ".htm", ".adoc", ".asciidoc", ".org", ".rst", ".pandoc", ".pdc")
_DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
_MONTHS = "January February March April May June July August September October November December".split()


def detect(project: Project) -> str:
    """`hugo.toml`, or a `config.*` that has `baseURL` beside Hugo's folders."""
    found = project.find(*(f"hugo.{e}" for e in _ENDINGS), *(f"config/_default/hugo.{e}" for e in _ENDINGS))
    if found:
        return found
    for name in (*(f"config/_default/config.{e}" for e in _ENDINGS), *(f"config.{e}" for e in _ENDINGS)):
        path = project.find(name)
        if path:
            keys = _lower(project.data(path))
            if "baseurl" in keys or "languagecode" in keys:
                return path
            if name.startswith("config/_default"):
                return path
    return ""


@dataclass
class _Language:
    key: str
    folder: str
    prefix: str
    pages: dict[str, Page] = field(default_factory=dict)
    names: dict[str, list[Page]] = field(default_factory=dict)


def _lower(data: Any) -> dict[str, Any]:
    """Keys in lower case, as Hugo reads them; the values of nested tables too."""
    if not isinstance(data, dict):
        return {}
    return {str(k).lower(): _lower(v) if isinstance(v, dict) else v for k, v in data.items()}


def _config(project: Project) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    root = project.find(*(f"hugo.{e}" for e in _ENDINGS), *(f"config.{e}" for e in _ENDINGS))
    if root:
        _merge(merged, _lower(project.data(root)))
    for folder in ("config/_default", "config/production"):
        for path in project.under(project.root + folder, tuple("." + e for e in _ENDINGS)):
            name = path[len(project.root + folder) + 1 :].rsplit(".", 1)[0].lower()
            if "/" in name:
                continue
            data = _lower(project.data(path))
            if name not in ("hugo", "config"):
                for part in reversed(name.split(".")):
                    data = {part: data}
            _merge(merged, data)
    return merged


def _merge(into: dict[str, Any], data: dict[str, Any]) -> None:
    for key, value in data.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def urlize(text: str) -> str:
    """Hugo's path sanitising (helpers/path.go, `UnicodeSanitize`), in lower case."""
    out: list[str] = []
    pending = hyphen = False
    for char in text:
        category = unicodedata.category(char)
        if category[0] in "LM" or category == "Nd" or char in "./\\_#+~-@%":
            hyphen = char == "-"
            if pending and not hyphen:
                out.append("-")
            pending = False
            out.append(char)
        elif out and not hyphen and char.isspace():
            pending = True
    return "".join(out).lower()


def _build_flags(project: Project, config: dict[str, Any]) -> tuple[bool, bool]:
    """Whether drafts and future posts are built: by configuration or by the build command's flags."""
    commands = [
        project.text(n) for n in ("netlify.toml", project.root + "netlify.toml", project.root + "package.json") if n
    ]
    lines = [
        line for text in commands for line in text.splitlines() if re.search(r"\bhugo\b", line) and "server" not in line
    ]
    flags = " ".join(re.sub(r"deploy-preview.*", "", line) for line in lines)
    drafts = bool(config.get("builddrafts")) or bool(re.search(r"\s(?:-D|--buildDrafts)\b", flags))
    future = bool(config.get("buildfuture")) or bool(re.search(r"\s(?:-F|--buildFuture)\b", flags))
    return drafts, future


def routes(project: Project) -> Routes:
    """Pages by section, permalinks, slug and language; taxonomies, feeds and page numbers by rule."""
    config = _config(project)
    made = Routes("hugo", root=project.root)
    site = config.get("baseurl")
    if isinstance(site, str) and "//" in site:
        made.hosts.append(site)
        made.base = host_and_path(site)[1].rstrip("/")
    themes = _themes(project, config)
    layouts = [project.root + str(config.get("layoutdir") or "layouts"), *(f"{t}/layouts" for t in themes)]
    made.templates = tuple(layouts)
    languages = _languages(project, config, made)
    _static(project, config, made, themes)
    drafts, future = _build_flags(project, config)
    shapes = _permalinks(config)
    for language in languages:
        _content(project, config, made, language, languages, shapes, drafts, future)
    _generated(config, made, languages)
    made.ids = _ids(project, config, layouts)
    _links(project, config, made, languages, layouts, themes)
    return made


def _themes(project: Project, config: dict[str, Any]) -> list[str]:
    names = texts(config.get("theme"))
    folder = project.root + str(config.get("themesdir") or "themes").strip("/")
    return [f"{folder}/{name}" for name in names if project.has_folder(f"{folder}/{name}")]


def _languages(project: Project, config: dict[str, Any], made: Routes) -> list[_Language]:
    default = str(config.get("defaultcontentlanguage") or "en").lower()
    in_folder = config.get("defaultcontentlanguageinsubdir") is True
    content = project.root + str(config.get("contentdir") or "content").strip("/")
    table = config.get("languages")
    disabled = {x.lower() for x in texts(config.get("disablelanguages"))}
    found: list[_Language] = []
    mounts = [
        m
        for m in (config.get("module") or {}).get("mounts") or []
        if isinstance(m, dict) and str(_lower(m).get("target", "")).split("/")[0] == "content"
    ]
    if isinstance(table, dict) and table:
        for key, value in table.items():
            value = value if isinstance(value, dict) else {}
            if key in disabled or value.get("disabled") is True:
                continue
            if isinstance(value.get("baseurl"), str):
                made.hosts.append(value["baseurl"])
                made.facts["multihost"] = True
            folder = value.get("contentdir")
            mount = next((m for m in mounts if str(_lower(m).get("lang", "")).lower() == key), None)
            if mount and not folder:
                folder = _lower(mount).get("source")
            place = project.root + str(folder).strip("/") if isinstance(folder, str) else content
            prefix = "" if key == default and not in_folder else f"/{key}"
            if value.get("baseurl"):
                prefix = ""
            found.append(_Language(key, place, prefix))
    if not found:
        found.append(_Language(default, content, f"/{default}" if in_folder else ""))
    folders = {language.folder for language in found}
    if mounts and not isinstance(table, dict):
        for m in mounts:
            source, target = str(_lower(m).get("source", "")), str(_lower(m).get("target", ""))
            if "/" not in target.strip("/") and project.has_folder(project.root + source):
                place = project.root + source.strip("/")
                if place not in folders:
                    found.append(_Language(found[0].key, place, found[0].prefix))
    return found


def _static(project: Project, config: dict[str, Any], made: Routes, themes: list[str]) -> None:
    folders = [project.root + str(f).strip("/") for f in texts(config.get("staticdir")) or ["static"]]
    for n in range(10):
        folders += [project.root + str(f).strip("/") for f in texts(config.get(f"staticdir{n}"))]
    for value in (config.get("languages") or {}).values() if isinstance(config.get("languages"), dict) else ():
        if isinstance(value, dict):
            folders += [project.root + str(f).strip("/") for f in texts(value.get("staticdir"))]
    folders += [f"{theme}/static" for theme in themes]
    for mount in (config.get("module") or {}).get("mounts") or []:
        m = _lower(mount)
        target = str(m.get("target", "")).strip("/")
        if target == "static" or target.startswith("static/"):
            source = project.root + str(m.get("source", "")).strip("/")
            for path in project.under(source):
                made.add(f"{target.removeprefix('static')}/{path[len(source) + 1 :]}".replace("//", "/"))
            if project.exists(source):
                made.add(target.removeprefix("static"))
    for folder in folders:
        for path in project.under(folder):
            made.add(path[len(folder) :])


def _permalinks(config: dict[str, Any]) -> dict[tuple[str, str], str]:
    """(kind, section) to pattern."""
    found: dict[tuple[str, str], str] = {}
    for key, value in (config.get("permalinks") or {}).items() if isinstance(config.get("permalinks"), dict) else ():
        if isinstance(value, str):
            found["page", key] = value
        elif isinstance(value, dict):
            for section, shape in value.items():
                if isinstance(shape, str):
                    found[key, section] = shape
    return found


def _ugly(config: dict[str, Any], section: str) -> bool:
    value = config.get("uglyurls")
    return value.get(section.lower()) is True if isinstance(value, dict) else value is True


def _content(
    project: Project,
    config: dict[str, Any],
    made: Routes,
    language: _Language,
    languages: list[_Language],
    shapes: dict[tuple[str, str], str],
    drafts: bool,
    future: bool,
) -> None:
    shared = sum(1 for other in languages if other.folder == language.folder) > 1
    keys = {other.key for other in languages}
    default = str(config.get("defaultcontentlanguage") or "en").lower()
    folder = language.folder
    ignored = [_regex(p) for p in texts(config.get("ignorefiles"))]
    dated = ":filename" in str(
        (config.get("frontmatter") or {}).get("date", "") if isinstance(config.get("frontmatter"), dict) else ""
    )
    keep_case = config.get("disablepathtolower") is True
    bundles: dict[str, str] = {}
    files: list[tuple[str, str, str]] = []
    for path in project.under(folder):
        relative = path[len(folder) + 1 :]
        if any(p and p.search(path) for p in ignored) or relative.rsplit("/", 1)[-1].startswith("."):
            continue
        if any(
            o is not language and o.folder.startswith(folder + "/") and path.startswith(o.folder + "/")
            for o in languages
        ):
            continue
        stem, _, ending = relative.rpartition(".")
        lang = stem.rsplit(".", 1)[-1].lower() if "." in stem.rsplit("/", 1)[-1] else ""
        if lang in keys:
            if lang != language.key:
                continue
            stem = stem[: -len(lang) - 1]
        elif shared and language.key != default and path.lower().endswith(_PAGE):
            continue
        if relative.endswith("_content.gotmpl"):
            folder_url = urlize("/" + relative.rpartition("/")[0]).rstrip("/")
            made.gap(re.escape(language.prefix + folder_url) + "/", f"made by {path}")
            continue
        files.append((path, relative, stem))
        if stem.rsplit("/", 1)[-1] == "index" and path.lower().endswith(_PAGE):
            bundles[stem.rpartition("/")[0]] = path
    hidden = _cascade(project, files)
    resources: list[tuple[str, str]] = []
    for path, relative, stem in files:
        owner = _bundle_of(relative, bundles)
        name = stem.rsplit("/", 1)[-1]
        if not path.lower().endswith(_PAGE) or (
            owner is not None and not (name == "index" and owner == stem.rpartition("/")[0])
        ):
            resources.append((path, relative))
            continue
        facts = project.meta(path)
        page = _page(made, config, language, path, stem, facts, shapes, dated, keep_case)
        page.state = _state(project, facts, drafts, future)
        build = facts.get("build") or facts.get("_build") or {}
        if (
            (isinstance(build, dict) and str(build.get("render", "always")).lower() in ("never", "false", "link"))
            or any(stem == h or stem.startswith(h + "/") for h in hidden)
            or (facts.get("headless") is True and name == "index")
        ):
            page.state, page.output = "excluded", ""
        made.pages.append(page)
        language.pages.setdefault(page.logical, page)
        language.names.setdefault(page.logical.rsplit("/", 1)[-1], []).append(page)
        if page.state == "published" and page.output:
            made.add(page.output, path)
            _aliases(made, language, page, facts)
    by_folder = {
        p.path.rsplit("/", 1)[0]: p
        for p in language.pages.values()
        if re.search(r"/_?index(?:\.[\w-]+)?\.\w+\Z", p.path)
    }
    for path, relative in resources:
        owner = _bundle_of(relative, bundles)
        if owner is not None:
            page = next((p for p in [by_folder.get(f"{folder}/{owner}".rstrip("/"))] if p), None)  # type: ignore[assignment]
            if page is not None and page.output:
                base = (
                    url_of(page.output) if page.output.endswith("/index.html") else page.output.rpartition("/")[0] + "/"
                )
                made.add(base + relative[len(owner) :].lstrip("/"))
                made.add(base + relative[len(owner) :].lstrip("/").lower())
                continue
        made.add(f"{language.prefix}/{relative}")
        made.add(f"{language.prefix}/{relative.lower()}")
        made.add(f"/{relative}")
    for _path, relative, _stem in files:
        if "/" in relative:
            section = urlize(relative.split("/")[0])
            made.add(f"{language.prefix}/{section}/index.html")
    made.add(f"{language.prefix}/index.html", None)


def _regex(text: str) -> re.Pattern[str] | None:
    try:
        return re.compile(text)
    except re.error:
        return None


def _bundle_of(relative: str, bundles: dict[str, str]) -> str | None:
    """The leaf bundle's folder that holds the file, or None."""
    folder = relative.rpartition("/")[0]
    while folder:
        if folder in bundles:
            return folder
        folder = folder.rpartition("/")[0]
    return None


def _cascade(project: Project, files: list[tuple[str, str, str]]) -> list[str]:
    """Folders whose `_index` keeps everything below it from being rendered."""
    found = []
    for path, _relative, stem in files:
        if stem.rsplit("/", 1)[-1] == "_index" and path.lower().endswith(CONTENT):
            cascade = project.meta(path).get("cascade")
            for entry in cascade if isinstance(cascade, list) else [cascade]:
                if not isinstance(entry, dict):
                    continue
                build = entry.get("build") or entry.get("_build")
                if (
                    isinstance(build, dict)
                    and str(build.get("render", "")).lower() in ("never", "false")
                    and not entry.get("_target")
                ):
                    found.append(stem.rpartition("/")[0])
    return [f for f in found if f]


def _state(project: Project, facts: Meta, drafts: bool, future: bool) -> Any:
    if facts.get("draft") in (True, "true") and not drafts:
        return "draft"
    publish = date_of(facts.get("publishdate")) or date_of(facts.get("date"))
    if publish and publish > project.today and not future:
        return "future"
    expiry = date_of(facts.get("expirydate"))
    return "excluded" if expiry and expiry <= project.today else "published"


def _page(
    made: Routes,
    config: dict[str, Any],
    language: _Language,
    path: str,
    stem: str,
    facts: Meta,
    shapes: dict[tuple[str, str], str],
    dated: bool,
    keep_case: bool,
) -> Page:
    folder, _, name = stem.rpartition("/")
    is_section, is_bundle = name == "_index", name == "index"
    raw_name = folder.rsplit("/", 1)[-1] if is_bundle else name
    parent = folder.rpartition("/")[0] if is_bundle else folder
    logical = "/" + (folder if is_section or is_bundle else stem)
    section = stem.split("/")[0] if "/" in stem else ""
    title = str(facts.get("title") or "")
    slug = facts.get("slug")
    day = next((d for k in _DATES if (d := date_of(facts.get(k)))), None)
    if dated and not day:
        found = re.match(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)", raw_name)
        if found:
            day = date_of(found[1])
            slug = slug or found[2]
    sanitize = urlize if not keep_case else (lambda t: t.replace(" ", "-"))
    url = facts.get("url")
    prefix = language.prefix
    page = Page(
        path,
        "",
        title=title or str(facts.get("h1") or ""),
        lang=language.key,
        logical=sanitize(logical).rstrip("/") or "/",
    )
    if isinstance(url, str) and url:
        url = _tokens(url, title, slug, raw_name, day, section, parent, sanitize) if ":" in url else url
        made_url = url if url.startswith("/") else f"{prefix}/{url}"
        page.output = made_url if re.search(r"\.\w{2,5}\Z", made_url) else made_url.rstrip("/") + "/index.html"
    elif is_section:
        shape = shapes.get(("section", section.lower()))
        inner = sanitize(folder)
        if shape and folder == section:
            inner = _tokens(shape, title, slug, raw_name, day, section, folder, sanitize).strip("/")
        elif slug and folder:
            inner = "/".join([*inner.split("/")[:-1], sanitize(str(slug))])
        page.output = f"{prefix}/{inner}/index.html".replace("//", "/")
    else:
        shape = shapes.get(("page", section.lower())) or (shapes.get(("page", "/")) if not section else None)
        if shape:
            inner = _tokens(shape, title, slug, raw_name, day, section, parent, sanitize).strip("/")
        else:
            last = sanitize(str(slug)) if slug not in (None, "") else sanitize(raw_name)
            inner = "/".join(x for x in (sanitize(parent), last) if x)
        if _ugly(config, section) and inner:
            page.output = f"{prefix}/{inner}.html" if not inner.endswith(".html") else f"{prefix}/{inner}"
        else:
            page.output = f"{prefix}/{inner}/index.html".replace("//", "/")
            if inner.endswith((".html", ".htm")):
                page.output = f"{prefix}/{inner}"
    page.url = url_of(page.output)
    return page


def _tokens(
    shape: str, title: str, slug: Any, name: str, day: dt.date | None, section: str, parent: str, sanitize: Any
) -> str:
    """A permalink pattern filled (gohugo.io/configuration/permalinks, "Tokens")."""
    chosen = str(slug) if slug not in (None, "") else ""
    sections = parent.split("/") if parent else []
    day = day or dt.date(1, 1, 1)
    values = {
        "year": f"{day.year:04d}",
        "month": f"{day.month:02d}",
        "monthname": _MONTHS[day.month - 1].lower(),
        "day": f"{day.day:02d}",
        "yearday": str(day.timetuple().tm_yday),
        "weekday": str(day.isoweekday() % 7),
        "weekdayname": day.strftime("%A").lower(),
        "section": sanitize(section),
        "title": sanitize(title),
        "slug": sanitize(chosen or title or name),
        "filename": sanitize(name),
        "contentbasename": sanitize(name),
        "slugorfilename": sanitize(chosen or name),
        "slugorcontentbasename": sanitize(chosen or name),
    }

    def fill(match: re.Match[str]) -> str:
        if match[1] in ("sections", "sectionslugs"):
            found = sections
            if match[2]:
                cut = match[2].strip("[]")
                if cut == "last":
                    found = sections[-1:]
                elif ":" in cut:
                    a, _, b = cut.partition(":")
                    found = sections[slice(_bound(a, len(sections)), _bound(b, len(sections)))]
                elif cut.isdigit():
                    found = sections[int(cut) : int(cut) + 1]
            return "/".join(str(sanitize(s)) for s in found)
        return values.get(match[1], match[0])

    return re.sub(r"/{2,}", "/", re.sub(r":([a-z]+)(\[[^\]]*\])?", fill, shape))


def _bound(text: str, length: int) -> int | None:
    if text == "last":
        return length - 1
    return int(text) if text.lstrip("-").isdigit() else None


def _aliases(made: Routes, language: _Language, page: Page, facts: Meta) -> None:
    for alias in texts(facts.get("aliases")):
        if "//" in alias:
            continue
        here = url_of(page.output)
        absolute = alias if alias.startswith("/") else join(here.rstrip("/") or "/", alias)
        variants = {absolute, language.prefix + absolute} if alias.startswith("/") else {absolute}
        for variant in variants:
            compiled = pattern(variant.removesuffix("index.html").replace(":", "%3A").replace("*", "%2A"))
            if compiled:
                made.redirects.append(
                    Redirect(
                        variant, re.compile(re.escape(made.base) + compiled.pattern), made.base + page.url, page.path
                    )
                )


def _generated(config: dict[str, Any], made: Routes, languages: list[_Language]) -> None:
    disabled = {k.lower() for k in texts(config.get("disablekinds"))}
    taxonomies = config.get("taxonomies")
    plural = (
        {str(v): k for k, v in taxonomies.items()}
        if isinstance(taxonomies, dict)
        else {"tags": "tag", "categories": "category"}
    )
    prefixes = "|".join(re.escape(x.prefix) for x in languages if x.prefix)
    lang = f"(?:{prefixes})?" if prefixes else ""
    if "taxonomy" not in disabled or "term" not in disabled:
        for name in plural:
            made.gap(rf"{lang}/{re.escape(urlize(name))}(?:/.*)?\Z", f"a list of the taxonomy {name}")
        for shape in (config.get("permalinks") or {}).values() if isinstance(config.get("permalinks"), dict) else ():
            del shape
    made.gap(r"(?:/.*)?/page/\d+/?(?:index\.html)?\Z", "a numbered page of a list")
    made.gap(r"(?:/.*)?/[\w.-]+\.(?:xml|json|webmanifest|ics|atom|rss)\Z", "a feed or another output format")
    made.gap(r"(?:/.*)?/amp/?\Z", "another output format")
    for name in ("/sitemap.xml", "/robots.txt", "/404.html"):
        made.outputs.setdefault(name, None)


def _ids(project: Project, config: dict[str, Any], layouts: list[str]) -> Any:
    markup = config.get("markup") or {}
    parser = ((markup.get("goldmark") or {}).get("parser") or {}) if isinstance(markup, dict) else {}
    kind = str(parser.get("autoheadingidtype") or parser.get("autoidtype") or "github").lower()
    name = {"github": "hugo", "github-ascii": "hugo-ascii", "blackfriday": "hugo-blackfriday"}.get(kind, "hugo")
    if parser.get("autoheadingid") is False:
        name = "none"
    for folder in layouts:
        for path in project.under(folder, ("render-heading.html",)):
            text = project.text(path)
            if text.strip() and ".Anchor" not in text:
                name = ""
    return lambda _page: name


def _links(
    project: Project,
    config: dict[str, Any],
    made: Routes,
    languages: list[_Language],
    layouts: list[str],
    themes: list[str],
) -> None:
    by_key = {language.key: language for language in reversed(languages)}
    hook = next((p for f in layouts for p in project.under(f, (".html",)) if "_markup/render-link" in p), "")
    goldmark = ((config.get("markup") or {}).get("goldmark") or {}) if isinstance(config.get("markup"), dict) else {}
    chosen = (goldmark.get("renderhooks") or {}).get("link") or {}
    embedded = (
        (len(by_key) > 1 and not made.facts.get("multihost"))
        or chosen.get("enabledefault") is True
        or str(chosen.get("useembedded", "")).lower() in ("always", "fallback")
    )
    module = bool((config.get("module") or {}).get("imports")) if isinstance(config.get("module"), dict) else False
    unseen = module or (bool(config.get("theme")) and not themes)
    content_first = embedded or bool(hook) or unseen
    images_first = any("_markup/render-image" in p for f in layouts for p in project.under(f, (".html",)))
    canonify = config.get("canonifyurls") is True
    assets = project.root + str(config.get("assetdir") or "assets")

    def look_up(page: Page, path: str, *, names: bool = False) -> Page | None:
        language = by_key.get(page.lang) or languages[0]
        wanted = re.sub(r"\.(?:md|markdown|html|mdx|org|adoc)\Z", "", path.rstrip("/"), flags=re.IGNORECASE)
        wanted = re.sub(r"\.(?:" + "|".join(map(re.escape, by_key)) + r")\Z", "", wanted)
        wanted = re.sub(r"(?:\A|/)_?index\Z", "", wanted)
        folder = page.path.rsplit("/", 1)[0]
        inside = folder[len(language.folder) :] if folder.startswith(language.folder) else ""
        places = (
            [wanted]
            if path.startswith("/")
            else [
                join(f"{inside}/", wanted or "."),
                *(
                    [join(f"{inside.rpartition('/')[0]}/", wanted)]
                    if re.search(r"/index(?:\.\w+)?\.\w+\Z", page.path) and wanted
                    else []
                ),
                "/" + wanted,
            ]
        )
        for place in places:
            found = language.pages.get(urlize(place).rstrip("/") or "/")
            if found:
                return found
        if names and "/" not in wanted.strip("/"):
            same = language.names.get(urlize(wanted.strip("/")), [])
            if len(same) == 1:
                return same[0]
        return None

    def read(page: Page, path: str, image: bool) -> Reading:
        found: list[Candidate] = []
        if content_first and not image:
            goal = look_up(page, path)
            if goal is not None and (goal.output or goal.state != "excluded"):
                found.append(Candidate(page=goal))
        if path.startswith("/"):
            found.append(Candidate(made.base + path if canonify and made.base else path))
        else:
            here = page.url or url_of(page.output)
            if here:
                found.append(Candidate(join(made.base + here, path)))
        if content_first or (image and images_first):
            folder = page.path.rsplit("/", 1)[0]
            if not path.startswith("/") or content_first:
                found.append(Candidate(file=join_file(folder, path.lstrip("/"))))
            found.append(Candidate(file=join_file(assets, path.lstrip("/"))))
            for language in by_key.values():
                found.append(Candidate(file=join_file(language.folder, path.lstrip("/"))))
            found = [c for c in found if c.path or c.page or (c.file and "." in c.file.rsplit("/", 1)[-1])]
        return Reading(tuple(found))

    def shortcodes(page: Page, written: str) -> Reading | None:
        match = re.match(r"\{\{[<%]-?\s*(?:rel)?ref\s+(.*?)\s*-?[%>]\}\}(.*)\Z", written, re.DOTALL)
        if not match:
            return None
        named = re.search(r"\bpath\s*=\s*[\"']([^\"']+)[\"']", match[1])
        first = re.match(r"[\"'`]([^\"'`]*)[\"'`]|(\S+)", match[1])
        path = named[1] if named else ((first[1] or first[2] or "") if first else "")
        lang = re.search(r"\blang\s*=\s*[\"']([^\"']+)", match[1])
        apart = take_apart(path)
        if lang and lang[1].lower() in by_key:
            page = Page(page.path, page.output, lang=lang[1].lower())
        goal = look_up(page, apart.path, names=True) if apart.path else page
        if goal is None:
            return Reading((Candidate("/" + apart.path.lstrip("/")),), strict=True, fragment=apart.fragment)
        return Reading((Candidate(page=goal),), fragment=apart.fragment)

    made.read = read
    made.shortcodes = shortcodes
    made.expressions = (
        (
            re.compile(r"\{\{[<%]\s*(?:param\s+)?[\"']?(?:base_?url|site\.?base_?url)[\"']?\s*[%>]\}\}", re.IGNORECASE),
            made.base + "/",
        ),
    )
