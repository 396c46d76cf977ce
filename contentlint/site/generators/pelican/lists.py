"""The lists that Pelican makes: of each category, tag and author that articles have, and of all."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.generators.pelican.settings import CODE, shape_of, text_of
from contentlint.site.model import Routes
from contentlint.site.reading.meta import Meta, texts

_KINDS = ("category", "tag", "author")
_LISTS = {"category": "categories", "tag": "tags", "author": "authors"}
_MOST_NAMED = 2000


@dataclass
class Lists:
    """The names of the categories, tags and authors that published articles have."""

    names: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in _KINDS})

    def add(self, settings: dict[str, Any], facts: Meta, category: str) -> None:
        """Note those of one article."""
        self.names["category"].add(category)
        self.names["tag"].update(_split(facts.get("tags")))
        authors = _split(facts.get("authors")) or _split(facts.get("author"))
        self.names["author"].update(authors or _split([text_of(settings, "AUTHOR", "")]))


def _split(value: Any) -> list[str]:
    """A list as metadata has it: with semicolons where there are any, with commas otherwise."""
    found: list[str] = []
    for text in texts(value):
        parts = text.split(";" if ";" in text else ",") if isinstance(value, str) else [text]
        found += [part.strip() for part in parts]
    return [name for name in found if name]


def generated(settings: dict[str, Any], made: Routes, lists: Lists, slugify: Callable[[str], str]) -> None:
    """Note the lists of `made`; what can't be known of them is a gap."""
    for kind in _KINDS:
        shape = shape_of(settings, f"{kind.upper()}_SAVE_AS", f"{kind}/{{slug}}.html")
        if shape is None:
            made.gap("/", f"where the lists of each {kind} are is made by code in the settings")
        elif shape:
            _each(settings, made, kind, shape, sorted(lists.names[kind])[:_MOST_NAMED], slugify)
    for name in ("index", "tags", "categories", "authors", "archives"):
        address = shape_of(settings, f"{name.upper()}_SAVE_AS", f"{name}.html")
        if address:
            made.add("/" + address.lstrip("/"))
    made.gap(r"/index\d+\.html|(?:/.*)?/page/\d+/?(?:index\.html)?\Z", "a numbered page")
    for key in ("YEAR_ARCHIVE_SAVE_AS", "MONTH_ARCHIVE_SAVE_AS", "DAY_ARCHIVE_SAVE_AS"):
        shape = text_of(settings, key, "")
        if shape:
            inner = re.sub(r"\\\{[^{}]*\\\}", r"[\\w-]+", re.escape(shape)).removesuffix(re.escape("index.html"))
            made.gap(rf"/{inner.rstrip('/')}/?\Z", "an archive")
    made.gap(r"(?:/.*)?/[\w.-]+\.(?:xml|atom|rss)\Z|/feeds?/", "a feed")
    made.outputs.setdefault("/index.html", None)


def _each(
    settings: dict[str, Any], made: Routes, kind: str, shape: str, names: list[str], slugify: Callable[[str], str]
) -> None:
    slugs = {slugify(name) for name in names}
    is_known = all(slug and slug.isascii() for slug in slugs) and set(re.findall(r"\{(\w+)", shape)) <= {"slug"}
    # Substitutions and plugins make other slugs and other terms.
    is_known = is_known and not any(
        settings.get(key)
        for key in (f"{kind.upper()}_REGEX_SUBSTITUTIONS", "SLUG_REGEX_SUBSTITUTIONS", f"{kind.upper()}_SUBSTITUTIONS")
    )
    plugins = settings.get("PLUGINS")
    named = "/" if plugins is CODE else " ".join(texts(plugins))
    is_known = is_known and not re.search(rf"/|{kind}|{_LISTS[kind]}|autopages|i18n|subcategor", named)
    inner = re.sub(r"\\\{[^{}]*\\\}", "[^/]+", re.escape(shape))
    inner = inner.removesuffix(re.escape("index.html")).removesuffix(r"\.html").rstrip("/")
    for slug in slugs:
        made.add("/" + shape.replace("{slug}", slug).lstrip("/"))
    if inner in ("[^/]+", ""):
        return  # the articles' addresses are of this shape, too
    if not is_known:
        made.gap(rf"/{inner}\d*(?:\.html|/|/index\.html)?\Z", f"a list of each {kind}")
    elif settings.get("DEFAULT_PAGINATION"):
        made.gap(rf"/{inner}\d+(?:\.html|/|/index\.html)?\Z", "a numbered page")
