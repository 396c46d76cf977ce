"""Sums in the text that don't come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.sums import mistakes
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.text import dates

_PUBLISHED = ("date", "pubDate", "publishDate", "published", "publishedAt", "datePublished", "published_at")
_CHANGED = ("lastmod", "updated", "updatedDate", "modified", "updatedAt", "dateModified", "last_modified_at")


@dataclass(frozen=True, slots=True)
class Options:
    published: tuple[str, ...] = field(
        default=_PUBLISHED, metadata={"help": "keys of the day of publication; ages are held against it"}
    )
    changed: tuple[str, ...] = field(default=_CHANGED, metadata={"help": "keys of the day of a change"})


_SAID = message("stated", "right", "sum")
MESSAGES = {"": _SAID, "change": _SAID, "total": _SAID, "average": _SAID, "whole": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each wrong sum, at the figure that does not fit."""
    units = claims.units_of(post, context.vocabulary)
    for wrong in mistakes(units, years_of_writing(post, options)):
        yield Hit(wrong.span, {"stated": wrong.stated, "right": wrong.right, "sum": wrong.sum}, wrong.kind)


def years_of_writing(post: Post, options: Options | None = None) -> tuple[int, int] | None:
    """The first and last year in which a post was written, by its front matter; None when that has no date."""
    options = options or Options()
    keys = (*options.published, *options.changed)
    found = [
        when.start.year for key in keys if (entry := post.front_matter.get(key)) and (when := dates.read(entry.value))
    ]
    return (min(found), max(found)) if found else None
