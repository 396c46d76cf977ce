"""Hugo's taxonomies: the pages of the terms that posts have (gohugo.io/content-management/taxonomies)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from contentlint.guard.data import load_json, load_toml, load_yaml
from contentlint.site.generators.hugo.pages import Language, urlize
from contentlint.site.generators.hugo.permalinks import fill, has_day
from contentlint.site.model import Page, Routes
from contentlint.site.paths import url_of
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import meta, shape
from contentlint.site.reading.js import dig
from contentlint.site.reading.meta import KEYS, texts

_LOADERS = {"yaml": load_yaml, "toml": load_toml, "json": load_json}
_DEFAULT = {"tag": "tags", "category": "categories"}


def add_terms(project: Project, config: dict[str, Any], made: Routes, languages: list[Language]) -> None:
    """Note the list of each taxonomy and the page of each term that a published post has.

    Where posts are made by code, or are in a format whose front matter is not read, any term may be there.
    """
    disabled = {kind.lower() for kind in texts(config.get("disablekinds"))}
    if {"taxonomy", "term"} <= disabled or {"taxonomy", "taxonomyterm"} <= disabled:
        return
    by_code = any(re.search(r"(?:\A|/)_content(?:\.[\w-]+)?\.gotmpl\Z", path) for path in project.paths)
    for language in languages:
        pages = [page for page in made.pages if page.lang == language.key]
        unread = by_code or any(not page.path.lower().endswith((*CONTENT, ".html", ".htm")) for page in pages)
        for name in _taxonomies(config, language.key):
            terms = None if unread else _terms(project, config, name.lower(), pages)
            _add(config, made, language, name, terms, disabled)


def _taxonomies(config: dict[str, Any], language: str) -> list[str]:
    """The plural names, which are the keys in front matter."""
    own = dig(config, "languages", language, "taxonomies")
    chosen = own if isinstance(own, dict) else config.get("taxonomies")
    table = chosen if isinstance(chosen, dict) else _DEFAULT
    return [str(name) for name in list(table.values())[: shape.MOST] if name]


def _add(
    config: dict[str, Any], made: Routes, language: Language, name: str, terms: set[str] | None, disabled: set[str]
) -> None:
    place = urlize(name)
    if "taxonomy" not in disabled:
        for address in _addresses(config, language, "taxonomy", name, name):
            made.add(address)
    if "term" in disabled:
        return
    _own_pages(config, made, language, name)
    if terms is None:
        form = _form(config, "term", name) or f"/{place}/:slug"
        fixed = re.escape(language.prefix + "/" + form.split(":")[0].strip("/"))
        made.gap(rf"{fixed}(?:/.*)?\Z", f"a term of the taxonomy {name}")
        return
    for term in terms:
        own = language.pages.get(f"/{place}/{urlize(term).strip('/')}")
        if own is None or own.state not in ("published", "excluded"):
            addresses = list(_addresses(config, language, "term", name, term))
            for address in addresses:
                made.add(address)
            # By its logical path a link hook finds the page, whatever its address is.
            found = Page("", addresses[0], url_of(addresses[0]))
            language.pages.setdefault(f"/{place}/{urlize(term).strip('/')}", found)


def _own_pages(config: dict[str, Any], made: Routes, language: Language, name: str) -> None:
    """Terms with a file of their own, `authors/mo/_index.md`: they are where the permalink of terms has them."""
    place = urlize(name)
    if not _form(config, "term", name):
        return
    for logical, page in language.pages.items():
        parts = logical.strip("/").split("/")
        if len(parts) != 2 or parts[0] != place or not page.output or "/_index." not in page.path:
            continue
        term = page.path.split("/")[-2]
        address = next(iter(_addresses(config, language, "term", name, term)))
        if made.outputs.get(page.output) == page.path:
            del made.outputs[page.output]
        page.output, page.url = address, url_of(address)
        if page.state == "published":
            made.add(address, page.path)


def _form(config: dict[str, Any], kind: str, name: str) -> str:
    """The permalink pattern of a taxonomy's pages, "" for none; one that names no kind holds for terms as well."""
    shapes = shape.table(config.get("permalinks"))
    found = shape.table(shapes.get(kind)).get(name.lower())
    plain = shapes.get(name.lower())
    if not isinstance(found, str) and kind == "term" and isinstance(plain, str):
        found = plain
    return found if isinstance(found, str) else ""


def _addresses(config: dict[str, Any], language: Language, kind: str, name: str, term: str) -> Iterator[str]:
    """The outputs that the page of a term, or of the whole taxonomy, may have."""
    form = _form(config, kind, name)
    for sanitize in _sanitizers(config, term):
        last = sanitize(term)
        if form and not has_day(form):
            inner = fill(form, term, None, term, None, name, name, sanitize).strip("/")
        else:
            inner = sanitize(name) if kind == "taxonomy" else f"{sanitize(name)}/{last}".rstrip("/")
        yield f"{language.prefix}/{inner}/index.html"
        if config.get("uglyurls"):
            yield f"{language.prefix}/{inner}.html"


def _sanitizers(config: dict[str, Any], term: str) -> Iterator[Any]:
    yield urlize
    if config.get("disablepathtolower") is True:
        yield lambda text: urlize(text, lower=False)
    if config.get("removepathaccents") is True and not term.isascii():
        yield lambda text: urlize(
            "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
        )


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
