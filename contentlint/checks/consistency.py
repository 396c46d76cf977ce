"""One fact with two values in a post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.consistency import conflicts
from contentlint.finding import Hit, Related
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = message("value", "first", "line", "about")
MESSAGES = {"": _SAID, "price": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit at the later place of each pair of values."""
    for conflict in conflicts(claims.units_of(post, context.vocabulary)):
        line = post.lines.position(conflict.first.start).line
        values: dict[str, str | int | float] = {
            "value": conflict.value,
            "first": conflict.first_value,
            "line": line,
            "about": conflict.about,
        }
        related = (Related(f"here it is {conflict.first_value}", conflict.first),)
        yield Hit(conflict.span, values, "price" if conflict.about else "", related=related)
