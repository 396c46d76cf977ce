"""Faults of the site as a whole: posts that nothing links to, two files with one address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.globs import any_glob
from contentlint.guard.records import dataclass, field
from contentlint.site import Site
from contentlint.site.model import Page
from contentlint.text.spans import Span

_LISTED = re.compile(
    r"(?:\A|/)(?:_?index|readme|404|about|contact|search|tags?|categor(?:y|ies)|archives?)\.\w+\Z", re.IGNORECASE
)

FEW = 20
"""Posts up to which each orphan is named."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which fault is looked for."""

    fault: Literal["orphan", "duplicate", "segment"] = field(
        default="orphan",
        metadata={
            "help": "orphan: posts without a link from another post; duplicate: two files with one address; "
            "segment: links that were not judged, as the site's addresses are in doubt",
            "fixed": True,
        },
    )
    paths: tuple[str, ...] = field(
        default=(),
        metadata={"help": "globs of the files that need a link from elsewhere; all posts when empty", "globs": "whole"},
    )
    ignore: tuple[str, ...] = field(default=(), metadata={"help": "globs of files that need none", "globs": "whole"})
    max_share: float = field(
        default=0.4,
        metadata={
            "help": "share of posts without a link from which on one note stands for all (a news site)",
            "least": 0,
            "most": 1,
        },
    )


MESSAGES = {
    "orphan": message("url", "title", when=lambda options: options.fault == "orphan"),
    "many": message("count", "total", when=lambda options: options.fault == "orphan"),
    "duplicate": message("url", "other", when=lambda options: options.fault == "duplicate"),
    "segment": message("count", "why", "example", when=lambda options: options.fault == "segment"),
    "one": message("count", "why", "example", when=lambda options: options.fault == "segment"),
}


def check_site(site: Site, options: Options, context: Context) -> Iterator[Hit]:
    """Yields the site's faults, each with the path of the file it belongs to."""
    del context
    if options.fault == "duplicate":
        yield from _duplicates(site)
    elif options.fault == "segment":
        yield from _doubts(site)
    else:
        yield from _orphans(site, options)


def _orphans(site: Site, options: Options) -> Iterator[Hit]:
    wanted, spared = any_glob(options.paths), any_glob(options.ignore)
    posts: list[Page] = []
    for page in site.routes.pages:
        if page.state != "published" or not page.output or spared(site.named(page.path)):
            continue
        if options.paths and not wanted(site.named(page.path)):
            continue
        if not options.paths and not _is_post(site, page):
            continue
        posts.append(page)
    orphans = [page for page in posts if page.path not in site.linked]
    if len(posts) > FEW and len(orphans) > options.max_share * len(posts):
        values: dict[str, str | int | float] = {"count": len(orphans), "total": len(posts)}
        yield Hit(Span(0, 0), values, "many", path=site.named(orphans[0].path))
        return
    for page in orphans:
        path = site.named(page.path)
        yield Hit(Span(0, 0), {"url": site.url(path) or "", "title": page.title}, "orphan", path=path)


def _is_post(site: Site, page: Page) -> bool:
    """A page that readers come to by links: dated, or in a folder of posts; not a section or service page."""
    if _LISTED.search(page.path) or (page.url or "/").strip("/") == "":
        return False
    if page.output.count("/") <= 2 and "_posts/" not in page.path and page.output.endswith("/index.html"):
        return False
    return bool(re.search(r"(?:\A|/)(?:_?posts?|blog|articles?|news|writing|essays?|notes?)/", page.path)) or (
        site.generator in ("jekyll", "hexo", "pelican") and "_posts/" in page.path
    )


def _duplicates(site: Site) -> Iterator[Hit]:
    for output, paths in sorted(site.duplicates().items()):
        url = output.removesuffix("index.html")
        first = site.named(paths[0])
        for path in paths[1:]:
            related = (Related(f"{paths[0]} has the address too", Span(0, 0), first),)
            values = {"url": site.base + url, "other": paths[0]}
            yield Hit(Span(0, 0), values, "duplicate", related=related, path=site.named(path))


def _doubts(site: Site) -> Iterator[Hit]:
    for doubt in site.verdicts.doubts.all:
        values: dict[str, str | int | float] = {"count": doubt.links, "why": doubt.why, "example": doubt.example}
        path = doubt.path or next(iter(site.pages), "")
        yield Hit(Span(0, 0), values, "one" if doubt.links == 1 else "segment", path=site.named(path))
