"""Hugo's taxonomies: the pages of the terms that posts have (gohugo.io/content-management/taxonomies)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from contentlint.guard.data import load_json, load_toml, load_yaml
from contentlint.site.generators.hugo.names import Names, names_of, path_name
from contentlint.site.generators.hugo.pages import Language
from contentlint.site.generators.hugo.permalinks import fill, has_day
from contentlint.site.model import Page, Routes
from contentlint.site.paths import url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import meta, shape
from contentlint.site.reading.meta import KEYS, texts

_LOADERS = {"yaml": load_yaml, "toml": load_toml, "json": load_json}
_DEFAULT = {"tag": "tags", "category": "categories"}


def add_terms(project: Project, made: Routes, languages: list[Language]) -> None:
    """Note the list of each taxonomy and the page of each term that a published post has.

    Where posts are made by code, or are in a format whose front matter is not read, any term may be there.
    """
    by_code = any(re.search(r"(?:\A|/)_content(?:\.[\w-]+)?\.gotmpl\Z", path) for path in project.paths)
    # A kind that one language has and another one has not is made for neither, or for both (seen in Hugo 0.168).
    by_language = len({repr(language.config.get("disablekinds")) for language in languages}) > 1
    for language in languages:
        disabled = {kind.lower() for kind in texts(language.config.get("disablekinds"))}
        if not by_language and ({"taxonomy", "term"} <= disabled or {"taxonomy", "taxonomyterm"} <= disabled):
            continue
        pages = [page for page in made.pages if page.lang == language.key]
        unread = by_code or by_language
        unread = unread or any(not page.path.lower().endswith((*CONTENT, ".html", ".htm")) for page in pages)
        for name in _taxonomies(language.config):
            terms = None if unread else _terms(project, language.config, name.lower(), pages)
            _add(project, made, language, name, terms, disabled | {"taxonomy"} if by_language else disabled)
            if by_language:
                made.gap(
                    rf"{re.escape(f'{language.prefix}/{path_name(name)}')}/?(?:index\.html)?\Z", f"the list of {name}"
                )


def _taxonomies(config: dict[str, Any]) -> list[str]:
    """The plural names, which are the keys in front matter."""
    chosen = config.get("taxonomies")
    table = chosen if isinstance(chosen, dict) else _DEFAULT
    return [str(name) for name in list(table.values())[: shape.MOST] if name]


def _add(
    project: Project, made: Routes, language: Language, name: str, terms: set[str] | None, disabled: set[str]
) -> None:
    config, names = language.config, names_of(language.config)
    place = path_name(name)
    # What has a file of its own is where that says.
    if "taxonomy" not in disabled and f"/{place}" not in language.pages:
        made.add(_address(config, language, names, "taxonomy", name, name))
    if "term" in disabled and terms is not None:
        return
    _own_pages(project, made, language, names, name)
    if terms is None:
        form = _form(config, "term", name) or f"/{place}/:slug"
        fixed = re.escape(language.prefix + "/" + form.split(":")[0].strip("/"))
        made.gap(rf"{fixed}(?:/.*)?\Z", f"a term of the taxonomy {name}")
        return
    for term in terms:
        logical = f"/{place}/{path_name(term)}"
        if logical not in language.pages:
            address = _address(config, language, names, "term", name, term)
            made.add(address)
            # By its logical path a link hook finds the page, whatever its address is.
            language.pages[logical] = Page("", address, url_of(address))


def _own_pages(project: Project, made: Routes, language: Language, names: Names, name: str) -> None:
    """Pages with a file of their own, `authors/_index.md`, `authors/mo/_index.md`: they are where the permalink has
    them, unless they say themselves."""
    config, place = language.config, path_name(name)
    for logical, page in language.pages.items():
        parts = logical.strip("/").split("/")
        kind = "term" if len(parts) == 2 else "taxonomy"
        if len(parts) > 2 or parts[0] != place or not page.output or "/_index." not in page.path:
            continue
        facts = project.meta(page.path)
        if not _form(config, kind, name) or facts.get("url"):
            continue
        folder = page.path.split("/")[-2]
        address = _address(
            config, language, names, kind, name, folder, str(facts.get("title") or ""), facts.get("slug")
        )
        if made.outputs.get(page.output) == page.path:
            del made.outputs[page.output]
        was = made.base + page.url
        page.output, page.url = address, url_of(address)
        made.redirects = [
            replace(one, to=made.base + page.url) if (one.file, one.to) == (page.path, was) else one
            for one in made.redirects
        ]
        if page.state == "published":
            made.add(address, page.path)


def _form(config: dict[str, Any], kind: str, name: str) -> str:
    """The permalink pattern of a taxonomy's pages, "" for none; one that names no kind holds for terms as well."""
    shapes = shape.table(config.get("permalinks"))
    found = shape.table(shapes.get(kind)).get(name.lower())
    plain = shapes.get(name.lower())
    if not isinstance(found, str) and kind == "term" and isinstance(plain, str):
        found = plain
    return found if isinstance(found, str) and not has_day(found) else ""


def _address(
    config: dict[str, Any],
    language: Language,
    names: Names,
    kind: str,
    name: str,
    term: str,
    title: str = "",
    slug: Any = None,
) -> str:
    """The output of the page of a term, or of the whole taxonomy."""
    if form := _form(config, kind, name):
        inner = fill(form, title or term, slug, term, None, name, name, names).strip("/")
    else:
        inner = names.path(name) if kind == "taxonomy" else f"{names.path(name)}/{names.path(term)}".rstrip("/")
    is_ugly = config.get("uglyurls") is True and kind == "term"
    return f"{language.prefix}/{inner}.html" if is_ugly else f"{language.prefix}/{inner}/index.html"


def _terms(project: Project, config: dict[str, Any], name: str, pages: list[Page]) -> set[str] | None:
    """The terms of the posts that are listed; None when some can't be read."""
    found: set[str] = set()
    for given in _cascaded(config, project, pages, name):
        found.update(texts(given))
    for page in pages:
        facts = project.meta(page.path)
        build = shape.table(facts.get("build") or facts.get("_build"))
        if str(build.get("list", "always")).lower() in ("never", "false", "local"):
            continue
        if page.state in ("draft", "future") or (page.state == "excluded" and _is_off(project, facts)):
            continue
        value = facts.get(name) if name in KEYS else _read(project, page.path, name)
        if isinstance(value, str) and value.lstrip().startswith("["):
            return None  # front matter that could not be read as a whole
        found.update(texts(value))
    return {term for term in found if term.strip()}


def _is_off(project: Project, facts: meta.Meta) -> bool:
    """Whether a page without an address is in no list either: it has expired, or is headless."""
    expiry = meta.date_of(facts.get("expirydate"))
    return facts.get("headless") is True or (expiry is not None and expiry <= project.today)


def _cascaded(config: dict[str, Any], project: Project, pages: list[Page], name: str) -> Iterator[Any]:
    """What sections and the configuration hand down under a key."""
    holders = [config.get("cascade"), *(project.meta(page.path).get("cascade") for page in pages)]
    for holder in holders:
        for entry in holder if isinstance(holder, list) else [holder]:
            values = {key.lower(): value for key, value in shape.table(entry).items()}
            yield values.get(name) or shape.table(values.get("params")).get(name)


def _read(project: Project, path: str, name: str) -> Any:
    """A value of front matter that the index does not keep."""
    text = project.text(path)
    kind, inside, _ = meta.split(text)
    if name not in inside.lower() or kind not in _LOADERS:
        return None
    try:
        data = _LOADERS[kind](inside if kind != "json" or inside.lstrip().startswith("{") else "{" + inside + "}")
    except ValueError:
        return "["
    return next((v for k, v in shape.table(data).items() if str(k).lower() == name), None)
