"""The pages that Jekyll's plugins make of posts: by year, month and day, by tag and category, and numbered.

Sources: github.com/jekyll/jekyll-archives/blob/master/docs/configuration.md, jekyllrb.com/docs/pagination,
github.com/sverrirs/jekyll-paginate-v2/blob/master/README-AUTOPAGES.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from contentlint.site.generators.jekyll.urls import slugify
from contentlint.site.model import Routes
from contentlint.site.reading import shape
from contentlint.site.reading.meta import texts

_KINDS = ("year", "month", "day", "categories", "tags")
_DEFAULTS = {
    "year": "/:year/",
    "month": "/:year/:month/",
    "day": "/:year/:month/:day/",
    "category": "/category/:name/",
    "tag": "/tag/:name/",
}
_SINGULAR = {"categories": "category", "tags": "tag"}
_AUTOPAGES = (("categories", "/category/:cat"), ("tags", "/tag/:tag"), ("collections", "/collection/:coll"))


class Post(NamedTuple):
    """What archives are made of."""

    day: dt.date
    categories: list[str]
    tags: list[str]


def add_archives(config: dict[str, Any], made: Routes, plugins: str, posts: list[Post]) -> None:
    """Note the pages of the plugins that are used."""
    if "archives" in plugins:
        options = shape.table(config.get("jekyll-archives"))
        for address in _archives(options, posts):
            made.add(address)
    if config.get("paginate") or "paginat" in plugins:
        form = str(config.get("paginate_path") or "/page:num/")
        own = shape.table(config.get("pagination")).get("permalink")
        for numbered in {form, own if isinstance(own, str) else form}:
            inner = re.escape("/" + numbered.strip("/")).replace(":num", r"\d+")
            made.gap(r"(?:/.*)?" + inner + r"/?\Z", "a numbered page")
        made.gap(r"(?:/.*)?/page/?\d+/?\Z", "a numbered page")
    auto = shape.table(config.get("autopages"))
    if auto.get("enabled") is True:
        for kind, default in _AUTOPAGES:
            options = shape.table(auto.get(kind))
            if options.get("enabled") is False:
                continue
            form = str(options.get("permalink") or default)
            inner = re.sub(r":[a-z]+", "[^/]+", re.escape("/" + form.strip("/")))
            made.gap(rf"{inner}(?:/.*|\.html)?\Z", f"a list of the {kind}, made by a plugin")


def _archives(options: dict[str, Any], posts: list[Post]) -> Iterator[str]:
    enabled = options.get("enabled")
    kinds = _KINDS if enabled is True or enabled == "all" else [str(kind) for kind in texts(enabled)]
    forms = {**_DEFAULTS, **{k: v for k, v in shape.table(options.get("permalinks")).items() if isinstance(v, str)}}
    pretty = str(options.get("slug_mode") or "default") == "pretty"
    for kind in kinds:
        name = _SINGULAR.get(kind, kind)
        if name not in forms:
            continue
        for post in posts:
            values = {"year": f"{post.day.year:04d}", "month": f"{post.day.month:02d}", "day": f"{post.day.day:02d}"}
            terms = {"categories": post.categories, "tags": post.tags}.get(kind, [""])
            for term in terms:
                values |= {"name": slugify(term, pretty=pretty), "type": name}
                url = re.sub(r":(\w+)", lambda m, v=values: v.get(m[1], m[0]), forms[name])  # type: ignore[misc]
                url = "/" + url.lstrip("/")
                yield url + "index.html" if url.endswith("/") else url if url.endswith(".html") else url + ".html"
