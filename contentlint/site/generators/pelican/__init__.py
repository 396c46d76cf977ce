"""Pelican (docs.getpelican.com/en/latest/content.html, /settings.html)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from contentlint.guard.patterns import bounded
from contentlint.site.generators.pelican.lists import Lists, generated
from contentlint.site.generators.pelican.settings import CODE, list_of, of_file, shape_of, text_of, urls_of
from contentlint.site.model import Candidate, Page, Reading, Routes, State
from contentlint.site.paths import formatted, host_and_path, join, join_file, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.ids import transliterate
from contentlint.site.reading.meta import Meta, date_of, texts

_ARTICLES = (*CONTENT, ".rst", ".html", ".htm")


def detect(project: Project) -> str:
    """`pelicanconf.py`."""
    return project.find("pelicanconf.py")


def slugify(text: str) -> str:
    """Pelican's `slugify` with its default substitutions; what is not Latin stays, and can't be known."""
    plain = transliterate(text)
    plain = re.sub(r"[^\w\s-]", "", plain).strip()
    return re.sub(r"[-\s]+", "-", plain).lower()


def routes(project: Project) -> Routes:
    """Articles by slug and category, pages, static folders, lists."""
    conf = project.find("pelicanconf.py")
    settings = of_file(project, conf)
    publish = project.root + "publishconf.py"
    published = {**settings, **of_file(project, publish)} if project.exists(publish) else settings
    site = published.get("SITEURL") or settings.get("SITEURL")
    project.pelican = True
    made = Routes("pelican", root=project.root)
    if isinstance(site, str) and "//" in site:
        made.hosts.append(site)
        made.base = host_and_path(site)[1].rstrip("/")
    elif site is CODE or published.get("SITEURL") is CODE:
        sites = urls_of(project.text(publish) + "\n" + project.text(conf), "SITEURL")
        made.hosts += sites
        bases = list(dict.fromkeys(host_and_path(url)[1].rstrip("/") for url in sites))
        made.base, made.other_bases = (bases[0], tuple(bases[1:])) if bases else ("", ("*",))
    place = settings.get("PATH")
    content = join_file(project.root.rstrip("/"), place if isinstance(place, str) and place else ".")
    if not (isinstance(place, str) and place) and project.has_folder(project.root + "content"):
        content = project.root + "content"
    _content(project, settings, made, content)
    theme = settings.get("THEME")
    if isinstance(theme, str):
        folder = join_file(project.root.rstrip("/"), theme)
        for path in project.under(f"{folder}/static"):
            made.add(f"/theme/{path[len(folder) + 8 :]}")
        made.templates = (f"{folder}/templates",)
    made.gap(r"/theme/", "files of the theme")
    generated(settings, made, made.facts.pop("lists", Lists()), slugify)
    made.ids = _ids(project, settings)
    made.custom_ids = True
    _links(project, settings, made, content)
    return made


def _content(project: Project, settings: dict[str, Any], made: Routes, content: str) -> None:
    pages = list_of(settings, "PAGE_PATHS", list_of(settings, "PAGE_DIR", ["pages"]))
    articles = list_of(settings, "ARTICLE_PATHS", [""])
    statics = list_of(settings, "STATIC_PATHS", ["images"] if settings.get("STATIC_PATHS") is not CODE else [""])
    skipped = [*list_of(settings, "ARTICLE_EXCLUDES", []), *pages]
    extra = settings.get("EXTRA_PATH_METADATA")
    extra = extra if isinstance(extra, dict) else {}
    start = len(content) + 1 if content else 0
    for path in project.under(content):
        relative = path[start:]
        if any(part.startswith(".") for part in relative.split("/")):
            continue
        is_static = any(_inside(relative, s) for s in statics)
        renamed = extra.get(relative)
        if isinstance(renamed, dict) and isinstance(renamed.get("path"), str):
            made.add("/" + renamed["path"].lstrip("/"))
        if path.lower().endswith(_ARTICLES) and not (
            is_static and relative not in extra and path.endswith((".html", ".htm"))
        ):
            if any(_inside(relative, p) for p in pages):
                _page(project, settings, made, path, relative)
                continue
            if (
                any(_inside(relative, a) for a in articles)
                and not any(_inside(relative, s) for s in skipped)
                and not (
                    is_static
                    and any(s not in ("", ".") and _inside(relative, s) for s in statics)
                    and not _has_title(project, path)
                )
            ):
                _article(project, settings, made, path, relative)
                continue
        if is_static:
            made.add("/" + relative)
            if relative.startswith("extra/") and not extra:
                # EXTRA_PATH_METADATA is mostly written as code; the documented use of `extra` is files of the root.
                made.add(relative[len("extra") :])


def _inside(relative: str, folder: str) -> bool:
    folder = folder.strip("/").removeprefix("./")
    return folder in ("", ".") or relative == folder or relative.startswith(folder + "/")


def _has_title(project: Project, path: str) -> bool:
    return bool(_facts(project, path).get("title"))


def _facts(project: Project, path: str) -> Meta:
    if path.endswith(".rst"):
        text = project.text(path)
        facts: Meta = {m[1].lower(): m[2] for m in re.finditer(r"^:([\w-]+):[ \t]*(.*)$", text, re.MULTILINE)}
        title = re.match(r"\s*(?:[#=*~^-]{3,}\n)?([^\n]+)\n[#=*~^-]{3,}", text)
        if title:
            facts.setdefault("title", title[1].strip())
        return facts
    if path.endswith((".html", ".htm")):
        text = project.text(path)
        facts = {m[1].lower(): m[2] for m in re.finditer(r"<meta\s+name=\"([\w-]+)\"\s+content=\"([^\"]*)\"", text)}
        title = re.search(r"<title>([^<]*)</title>", text)
        if title:
            facts["title"] = title[1]
        return facts
    return project.meta(path)


def _from_name(settings: dict[str, Any], relative: str) -> dict[str, str]:
    found: dict[str, str] = {}
    stem = PurePosixPath(relative).stem
    for key, text in (("FILENAME_METADATA", stem), ("PATH_METADATA", relative)):
        expression = settings.get(key, r"(?P<date>\d{4}-\d{2}-\d{2}).*" if key == "FILENAME_METADATA" else "")
        if not isinstance(expression, str) or not expression:
            continue
        try:
            match = bounded(expression).match(text)
        except ValueError:
            continue
        if match:
            found.update({k: v for k, v in match.groupdict().items() if v is not None})
    return found


def _values(settings: dict[str, Any], facts: Meta, relative: str, name: dict[str, str]) -> dict[str, str] | None:
    """What URL patterns are filled with; None when the slug can't be known."""
    title = str(facts.get("title") or "")
    source = text_of(settings, "SLUGIFY_SOURCE", "title")
    slug = facts.get("slug") or name.get("slug")
    if not slug:
        slug = slugify(PurePosixPath(relative).stem if source == "basename" else title)
        if not slug or not slug.isascii():
            return None
    category = category_of(settings, facts, relative, name)
    day = date_of(facts.get("date")) or date_of(name.get("date"))
    values = {
        "slug": str(slug),
        "category": slugify(category),
        "lang": str(facts.get("lang") or text_of(settings, "DEFAULT_LANG", "en")),
        "author": slugify(
            (texts(facts.get("author")) or texts(facts.get("authors")) or [text_of(settings, "AUTHOR", "")])[0]
        ),
        "path_no_ext": relative.rsplit(".", 1)[0],
        "base_name": PurePosixPath(relative).stem,
        "title": title,
        **{k: v for k, v in name.items() if k not in ("slug", "date")},
    }
    if day:
        values["date"] = day.isoformat()
    return values


def category_of(settings: dict[str, Any], facts: Meta, relative: str, name: dict[str, str]) -> str:
    """An article's category: its own, that in its file name, its folder, or the default."""
    category = facts.get("category") or name.get("category")
    folder = PurePosixPath(relative).parent.name
    if not category and settings.get("USE_FOLDER_AS_CATEGORY", True) is not False and folder:
        category = folder
    return str(category or text_of(settings, "DEFAULT_CATEGORY", "misc"))


def _filled(shape: str, values: dict[str, str]) -> str | None:
    day = date_of(values.get("date"))
    failed = False

    def fill(match: re.Match[str]) -> str:
        nonlocal failed
        if match[1] == "date":
            if day is None:
                failed = True
                return ""
            return formatted(day, match[2] or "%Y-%m-%d")
        if match[1] not in values:
            failed = True
        return values.get(match[1], "")

    filled = re.sub(r"\{(\w+)(?::([^}]*))?\}", fill, shape)
    return None if failed else "/" + filled.lstrip("/")


def _add(made: Routes, path: str, facts: Meta, save_as: str | None, shape: str | None, state: State) -> None:
    title = str(facts.get("title") or "")
    if shape is None:
        made.pages.append(Page(path, "", "", title, state="excluded"))
        if not any(gap.pattern.pattern == "/" for gap in made.gaps):
            made.gap("/", "addresses are made by code in the settings")
        return
    if save_as is None:
        made.pages.append(Page(path, "", "", title, state="excluded"))
        made.gap(
            re.sub(r"\\\{[^{}]*\\\}", "[^/]+", "/" + re.escape(shape)) + r"\Z", f"the slug of {path} can't be known"
        )
        return
    if save_as == "/":
        made.facts.setdefault("unwritten", set()).add(path)
        made.pages.append(Page(path, "", "", title, state="excluded"))
        return
    page = Page(path, save_as, url_of(save_as), title, state=state)
    made.pages.append(page)
    if state == "published":
        made.add(save_as, path)


def _article(project: Project, settings: dict[str, Any], made: Routes, path: str, relative: str) -> None:
    facts = _facts(project, path)
    name = _from_name(settings, relative)
    if not facts.get("title") and not name.get("title"):
        if path.endswith((".html", ".htm")):
            return
        facts = {**facts, "title": name.get("title") or ""}
    values = _values(settings, facts, relative, name)
    status = str(facts.get("status") or "published").lower()
    if status == "skip":
        return
    kind = "DRAFT" if status == "draft" else "ARTICLE"
    default = "drafts/{slug}.html" if kind == "DRAFT" else "{slug}.html"
    own = facts.get("save_as")
    if values is not None and values["lang"] != text_of(settings, "DEFAULT_LANG", "en"):
        kind, default = f"{kind}_LANG", default.replace("{slug}", "{slug}-{lang}")
    shape = str(own) if own else shape_of(settings, f"{kind}_SAVE_AS", default)
    save_as = _filled(shape, values) if values is not None and shape is not None else None
    # A draft is built and can be read by those who know its address: a link to it works and gives it away.
    state: State = "draft" if status == "draft" else "published"
    if status == "draft" and save_as:
        made.add(save_as, path)
    if state == "published" and status == "published":
        lists = made.facts.setdefault("lists", Lists())
        lists.add(settings, facts, category_of(settings, facts, relative, name))
    _add(made, path, facts, save_as, shape, state)


def _page(project: Project, settings: dict[str, Any], made: Routes, path: str, relative: str) -> None:
    facts = _facts(project, path)
    values = _values(settings, facts, relative, _from_name(settings, relative))
    status = str(facts.get("status") or "published").lower()
    kind = "DRAFT_PAGE" if status == "draft" else "PAGE"
    default = "drafts/pages/{slug}.html" if status == "draft" else "pages/{slug}.html"
    own = facts.get("save_as")
    shape = str(own) if own else shape_of(settings, f"{kind}_SAVE_AS", default)
    save_as = _filled(shape, values) if values is not None and shape is not None else None
    _add(made, path, facts, save_as, shape, "draft" if status == "draft" else "published")


def _ids(project: Project, settings: dict[str, Any]) -> Any:
    markdown = settings.get("MARKDOWN")
    name = "none"
    told = str(markdown) + str(settings.get("MD_EXTENSIONS") or "")
    if "toc" in told:
        name = "python-markdown" if "slugify" not in told else ""
    elif markdown is CODE or settings.get("PLUGINS") or project.has_folder(project.root + "plugins"):
        name = ""
    return lambda _page: name


_SPECIAL = re.compile(r"[{|](filename|static|attach|tag|category|author|index)[}|](.*)\Z", re.DOTALL)


def _links(project: Project, settings: dict[str, Any], made: Routes, content: str) -> None:
    by_path = {p.path: p for p in made.pages}
    unwritten: set[str] = made.facts.setdefault("unwritten", set())

    def special(page: Page, written: str) -> Reading | None:
        match = _SPECIAL.match(written)
        if not match:
            return None
        path, _, fragment = match[2].partition("#")
        path = path.partition("?")[0].replace("%20", " ")  # the query is kept, and not looked up
        if match[1] in ("tag", "category", "author"):
            shape = shape_of(settings, f"{match[1].upper()}_SAVE_AS", f"{match[1]}/{{slug}}.html")
            if shape is None or not slugify(path).isascii():
                return Reading(unknown=f"where the lists of each {match[1]} are can't be known")
            return Reading((Candidate(made.base + "/" + shape.replace("{slug}", slugify(path))),))
        if match[1] == "index":
            return Reading((Candidate(made.base + "/"),))
        file = (
            join_file(content, path.lstrip("/"))
            if path.startswith("/")
            else join_file(page.path.rpartition("/")[0], path)
        )
        goal = by_path.get(file)
        if goal is not None:
            # Pelican finds it by its file, whatever its address is.
            found = Reading((Candidate(page=goal),), fragment=fragment or None)
            return found if file not in unwritten else Reading(unknown="that post has no page of its own")
        return Reading((Candidate(file=file),), fragment=fragment or None, strict=True)

    def read(page: Page, path: str, image: bool) -> Reading:
        told = special(page, path) if path.startswith("|") else None
        if told is not None:
            return told
        if path.startswith("/"):
            return Reading((Candidate(path),))
        if not page.output:
            return Reading(unknown="the slug of this post can't be known")
        return Reading((Candidate(join(made.base + url_of(page.output), path)),))

    made.read = read
    made.shortcodes = special
