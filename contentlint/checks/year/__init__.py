"""A past year that is meant as now or as still to come, on a page that somebody should keep up.

Three questions decide: what kind of page it is (`post.page_kind`), where the year stands (here, and `places`), and what
the words beside it say of it (`text.years`, and the lists of the options in `judge`). In a dated entry no year is at
fault.
"""

from __future__ import annotations

from collections.abc import Iterable

from contentlint.catalog.rule import Context, message
from contentlint.checks.year import places
from contentlint.checks.year.judge import Judge, Options
from contentlint.claims.units import units
from contentlint.finding import Hit
from contentlint.post.page_kind import page_kind
from contentlint.post.post import Post
from contentlint.text import years

__all__ = ["MESSAGES", "Options", "check"]

_SAID = message("year", "today")
MESSAGES = {
    **dict.fromkeys(("", "forecast", "coming", "deadline", "as-of", "line", "address", "image"), _SAID),
    "changed": message("year", "today", "day"),
    "ago": message("year", "today", "years"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each past year that reads as the present or the future."""
    page = page_kind(post, context.vocabulary, context.today)
    if page.is_entry:
        return
    found = units(post, context.vocabulary)
    told = {place.year for unit in found if unit.kind == "heading" for place in years.years(unit.text)}
    judge = Judge(options, context, page, told, len(post.document.blocks) - 1)
    for unit in found:
        for place, reading in judge.stale(unit):
            key = reading
            if unit.kind == "front-matter" and page.newest and page.newest.year > place.year and reading in judge.HEADS:
                key = "changed"
            yield judge.hit(unit.span(place.start, place.end), place.year, key if key in MESSAGES else "")
    if page.is_kept:
        yield from places.headers(post, judge)
        if options.slugs:
            yield from places.slugs(post, judge)
        if options.images:
            yield from places.images(post, judge)
