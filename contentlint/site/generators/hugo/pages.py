"""Hugo's content files: which become pages, and where (gohugo.io/content-management/urls, /page-bundles)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.patterns import Bounded, anywhere
from contentlint.guard.records import dataclass, field
from contentlint.site import redirects
from contentlint.site.generators.hugo.names import Names, names_of, path_name
from contentlint.site.generators.hugo.permalinks import day_of, fill, gap_of, has_day, permalinks
from contentlint.site.model import Page, Routes
from contentlint.site.paths import join, url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.meta import Meta, date_of, texts

_PAGE = (*CONTENT, ".html", ".htm", ".adoc", ".asciidoc", ".org", ".rst", ".pandoc", ".pdc")


@dataclass
class Language:
    """A language: the folder of its content, what its outputs begin with, and the configuration that holds for it."""

    key: str
    folder: str
    prefix: str
    config: dict[str, Any]
    pages: dict[str, Page] = field(default_factory=dict)
    names: dict[str, list[Page]] = field(default_factory=dict)


def _ugly(config: dict[str, Any], section: str) -> bool:
    value = config.get("uglyurls")
    return value.get(path_name(section)) is True if isinstance(value, dict) else value is True


def add_content(
    project: Project,
    made: Routes,
    language: Language,
    languages: list[Language],
    drafts: bool,
    future: bool,
) -> None:
    """Notes the pages of a language, and the files beside them."""
    config, shapes = language.config, permalinks(language.config)
    shared = sum(1 for other in languages if other.folder == language.folder) > 1
    keys = {other.key for other in languages}
    default = str(config.get("defaultcontentlanguage") or "en").lower()
    folder = language.folder
    ignored = [pattern for p in texts(config.get("ignorefiles")) if (pattern := _regex(p))]
    undated: dict[str, list[str]] = {}
    names = names_of(config)
    bundles: dict[str, str] = {}
    files: list[tuple[str, str, str]] = []
    for path in project.under(folder):
        relative = path[len(folder) + 1 :]
        if any(pattern.match(path) for pattern in ignored) or relative.rsplit("/", 1)[-1].startswith("."):
            continue
        if any(
            o is not language and o.folder.startswith(folder + "/") and path.startswith(o.folder + "/")
            for o in languages
        ):
            continue
        stem = relative.rpartition(".")[0]
        lang = stem.rsplit(".", 1)[-1].lower() if "." in stem.rsplit("/", 1)[-1] else ""
        if lang in keys:
            if lang != language.key:
                continue
            stem = stem[: -len(lang) - 1]
        elif shared and language.key != default and path.lower().endswith(_PAGE):
            continue
        if re.search(r"(?:\A|/)_content(?:\.[\w-]+)?\.gotmpl\Z", relative):
            folder_url = names.path("/" + relative.rpartition("/")[0]).rstrip("/")
            made.gap(re.escape(language.prefix + folder_url) + "/", f"made by {path}")
            continue
        files.append((path, relative, stem))
        if stem.rsplit("/", 1)[-1] == "index" and path.lower().endswith(_PAGE):
            bundles[stem.rpartition("/")[0]] = path
    hidden = _cascade(project, files)
    slugs = {
        stem.rpartition("/")[0]: names.slug(str(slug))
        for path, _relative, stem in files
        if stem.endswith("/_index") and path.endswith(CONTENT) and (slug := project.meta(path).get("slug"))
    }
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
        page = _page(made, config, language, path, stem, facts, shapes, undated, names, slugs)
        page.state = _state(project, facts, drafts, future)
        if page.state == "published" and not page.output:
            page.state = "excluded"  # it has an address, which is not known
            _aliases_of_undated(made, facts, path)
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
    for _path, relative in resources:
        owner = _bundle_of(relative, bundles)
        if owner is not None:
            page = next((p for p in [by_folder.get(f"{folder}/{owner}".rstrip("/"))] if p), None)  # type: ignore[assignment]
            if page is not None and page.output:
                base = (
                    url_of(page.output) if page.output.endswith("/index.html") else page.output.rpartition("/")[0] + "/"
                )
                made.add(base + relative[len(owner) :].lstrip("/"))
                made.add(base + relative[len(owner) :].lstrip("/").lower())
            if page is not None and (page.output or not page.url):
                continue
        made.add(f"{language.prefix}/{relative}")
        made.add(f"{language.prefix}/{relative.lower()}")
        made.add(f"/{relative}")
    disabled = [kind.lower() for kind in texts(config.get("disablekinds"))]
    for _path, relative, _stem in files:
        if "/" in relative:
            section = relative.split("/")[0]
            if f"/{path_name(section)}" not in language.pages and "section" not in disabled:
                made.add(f"{language.prefix}/{names.path(section)}/index.html")
    made.add(f"{language.prefix}/index.html", None)
    for undated_shape in gap_of(undated):
        made.gap(undated_shape, "the day of a post can't be known, and its address has it")


def _regex(text: str) -> Bounded | None:
    try:
        return anywhere(text)
    except ValueError:
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
    language: Language,
    path: str,
    stem: str,
    facts: Meta,
    shapes: dict[tuple[str, str], str],
    undated: dict[str, list[str]],
    names: Names,
    slugs: dict[str, str],
) -> Page:
    folder, _, name = stem.rpartition("/")
    is_section, is_bundle = name == "_index", name == "index"
    raw_name = folder.rsplit("/", 1)[-1] if is_bundle else name
    parent = folder.rpartition("/")[0] if is_bundle else folder
    logical = "/" + (folder if is_section or is_bundle else stem)
    section = stem.split("/")[0] if "/" in stem else ""
    title = str(facts.get("title") or "")
    slug = facts.get("slug")
    day, from_name = day_of(config, facts, raw_name)
    slug = slug or from_name
    url = facts.get("url")
    prefix, shape = language.prefix, str(url or "")
    page = Page(
        path,
        "",
        title=title or str(facts.get("h1") or ""),
        lang=language.key,
        logical=path_name(logical).rstrip("/") or "/",
    )
    if isinstance(url, str) and url:
        url = fill(url, title, slug, raw_name, day, section, parent, names) if ":" in url else url
        made_url = url if url.startswith("/") and not made.parts else f"{prefix}/{url.lstrip('/')}"
        page.output = made_url if re.search(r"\.\w{2,5}\Z", made_url) else made_url.rstrip("/") + "/index.html"
    elif is_section:
        shape = shapes.get(("section", path_name(section))) or ""
        inner = _folder(folder, names, slugs)
        if shape and folder == section:
            inner = fill(shape, title, slug, raw_name, day, section, folder, names).strip("/")
        page.output = f"{prefix}/{inner}/index.html".replace("//", "/")
    else:
        shape = shapes.get(("page", path_name(section))) or (shapes.get(("page", "/")) if not section else "") or ""
        if shape:
            inner = fill(shape, title, slug, raw_name, day, section, parent, names).strip("/")
        else:
            last = names.slug(str(slug)) if slug not in (None, "") else names.path(raw_name)
            inner = "/".join(x for x in (_folder(parent, names, slugs), last) if x)
        if _ugly(config, section) and inner:
            page.output = f"{prefix}/{inner}.html" if not inner.endswith(".html") else f"{prefix}/{inner}"
        else:
            page.output = f"{prefix}/{inner}/index.html".replace("//", "/")
            if inner.endswith((".html", ".htm")):
                page.output = f"{prefix}/{inner}"
    if has_day(page.output):
        undated.setdefault(prefix + shape, []).append(url_of(page.output))
        page.output = ""
    page.url = url_of(page.output) if page.output else ""
    return page


def _folder(folder: str, names: Names, slugs: dict[str, str]) -> str:
    """A folder of content in addresses: a section with a slug has that, in the addresses of what lies in it, too."""
    parts = folder.split("/") if folder else []
    return "/".join(slugs.get("/".join(parts[: n + 1])) or names.path(part) for n, part in enumerate(parts))


def _aliases_of_undated(made: Routes, facts: Meta, path: str) -> None:
    for alias in texts(facts.get("aliases")):
        if alias.startswith("/") and "//" not in alias:
            made.add(alias if alias.endswith(".html") else alias.rstrip("/") + "/index.html", path)


def _aliases(made: Routes, language: Language, page: Page, facts: Meta) -> None:
    for alias in texts(facts.get("aliases")):
        if "//" in alias:
            continue
        here = url_of(page.output)
        absolute = alias if alias.startswith("/") else join(here.rstrip("/") or "/", alias)
        variants = {absolute, language.prefix + absolute} if alias.startswith("/") else {absolute}
        variants = {language.prefix + absolute} if made.parts and alias.startswith("/") else variants
        for variant in variants:
            below = variant.removesuffix("index.html").replace(":", "%3A").replace("*", "%2A")
            redirects.add(made, variant, below, made.base + page.url, page.path)
