"""Headings that leave out a level."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass
from contentlint.post import outline
from contentlint.post.fences import first_broken
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    pass


MESSAGES = {"": message("level", "before", "wanted")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each heading more than one level below the one before it.

    The first heading may have any level: what stands above it comes from the site's templates. Headings in
    quotations and components have an order of their own. Below a block of code that is not closed nothing is a heading
    for certain.
    """
    before, end = None, first_broken(post)
    for heading in outline.headings(post):
        if heading.span.start > end:
            break
        if heading.inside("quote") or heading.inside("component"):
            continue
        if before is not None and heading.level > before.level + 1:
            yield Hit(
                heading.span,
                {"level": heading.level, "before": before.level, "wanted": before.level + 1},
                related=(Related("the heading before it stands here", before.span),),
            )
        before = heading


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """How many headings there are."""
    found = outline.headings(post)
    return {"headings": len(found)} if found else None
