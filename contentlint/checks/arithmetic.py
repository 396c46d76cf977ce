"""Sums in the text that don't come out."""

from __future__ import annotations

from collections.abc import Iterable

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.sums import mistakes
from contentlint.finding import Hit
from contentlint.guard.records import dataclass
from contentlint.post.post import Post
from contentlint.text import dates

_DATES = (
    *("date", "pubDate", "publishDate", "publish_date", "published", "publishedAt", "published_at", "datePublished"),
    *("lastmod", "updated", "updatedDate", "updatedAt", "updated_at", "modified", "dateModified", "last_modified_at"),
)
"""The keys of the days of publication and of changes."""


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = message("stated", "right", "sum")
MESSAGES = {"": _SAID, "change": _SAID, "total": _SAID, "average": _SAID, "whole": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each wrong sum, at the figure that does not fit."""
    units = claims.units_of(post, context.vocabulary)
    for wrong in mistakes(units, context.vocabulary, years_of_writing(post)):
        yield Hit(wrong.span, {"stated": wrong.stated, "right": wrong.right, "sum": wrong.sum}, wrong.kind)


def years_of_writing(post: Post) -> tuple[int, int] | None:
    """The first and last year in which a post was written, by its front matter; None when that has no date."""
    found = [
        when.start.year for key in _DATES if (entry := post.front_matter.get(key)) and (when := dates.read(entry.value))
    ]
    return (min(found), max(found)) if found else None
