"""A past year that is meant as now or as still to come, on a page that somebody should keep up.

Three questions decide: what kind of page it is (`post.page_kind`), where the year stands (here, and `places`), and what
the words beside it say of it (`text.years`, and the lists of the options in `judge`). In a dated entry no year is at
fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from contentlint.catalog.rule import Context, message
from contentlint.checks.year import places
from contentlint.checks.year.judge import Judge, Options
from contentlint.claims.units import Unit, units
from contentlint.finding import Hit
from contentlint.post.page_kind import UNKNOWN, Page, page_kind, title_of
from contentlint.post.post import Post
from contentlint.text import years

__all__ = ["MESSAGES", "Options", "check"]

_SAID = message("year", "today")
_CHANGED = message("year", "today", "day")
MESSAGES = {
    **dict.fromkeys(("", "forecast", "coming", "as-of", "line", "address", "image"), _SAID),
    "title": _CHANGED,
    "changed": _CHANGED,
    "deadline": message("year", "today", "end"),
    "ago": message("year", "today", "years"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each past year that reads as the present or the future."""
    page = page_kind(post, context.vocabulary, context.today)
    if page.is_entry:
        return
    hits = list(_hits(post, options, context, page))
    if hits and page.newest is None and (days := context.days_of(post.path)) != UNKNOWN:
        page = page_kind(post, context.vocabulary, context.today, days)
        hits = [] if page.is_entry else list(_hits(post, options, context, page))
    if hits and page.is_left(context.today) and context.is_asleep():
        return  # the archive of a blog that nobody writes any more
    yield from hits


def _hits(post: Post, options: Options, context: Context, page: Page) -> Iterator[Hit]:
    found = (*_short_titles(post), *units(post, context.vocabulary))
    told = {place.year for unit in found if unit.kind == "heading" for place in years.years(unit.text)}
    judge = Judge(options, context, page, told, len(post.document.blocks) - 1, [title_of(post)])
    for unit in found:
        for place, reading in judge.stale(unit):
            end = years.deadline(place) if reading == "deadline" else None
            yield judge.hit(unit.span(place.start, place.end), place.year, judge.key(unit, place, reading), end=end)
    if page.is_kept:
        yield from places.headers(post, judge)
        if options.slugs:
            yield from places.slugs(post, judge)
        if options.images:
            yield from places.images(post, judge)


def _short_titles(post: Post) -> Iterator[Unit]:
    """A title of two words, which is too short to claim anything: "Pricing 2025"."""
    entry = post.front_matter.get("title")
    if entry is not None and entry.prose is not None and entry.prose.text.count(" ") == 1:
        text = entry.prose.text
        yield Unit("front-matter", text, ((0, entry.prose, 0, len(text)),), key="title", title=text)
