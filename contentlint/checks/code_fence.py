"""Fenced code blocks that are not closed where they were meant to be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.guard.records import dataclass
from contentlint.post.fences import broken
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    pass


MESSAGES = {"": message(), "inner": message("opening", "line")}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """A hit on the opening fence of the first such block: from there on all fences of the post are in doubt."""
    for found in broken(post)[:1]:
        if found.inner is None:
            yield Hit(found.opening, {})
            continue
        values: dict[str, str | int | float] = {
            "opening": found.inner.cut(post.text),
            "line": post.lines.position(found.inner.start).line,
        }
        yield Hit(found.opening, values, "inner", related=(Related("this opens another one inside it", found.inner),))


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """How many blocks of code there are."""
    blocks = sum(block.kind == "code" for block in post.document.blocks)
    return {"blocks of code": blocks} if blocks else None
