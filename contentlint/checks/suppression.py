"""Suppressions that suppress nothing, or give no reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Fix, Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post


def _unused(options: Any) -> bool:
    return bool(options.report == "unused")


@dataclass(frozen=True, slots=True)
class Options:
    report: Literal["unused", "unexplained"] = field(
        default="unused",
        metadata={"help": "`unused`: what suppresses nothing; `unexplained`: what has no reason.", "fixed": True},
    )


MESSAGES = {"": message("name"), "ends-nothing": message(own=True, when=_unused)}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each name that suppresses nothing, or on each comment without a reason."""
    told = set()
    for one in context.suppressions or ():
        values = {"name": one.name or "every rule"}
        if options.report == "unused":
            if one.is_idle:
                fix = Fix("delete it", one.removal) if one.removal else None
                yield Hit(one.span, {} if one.ends_nothing else values, "ends-nothing" * one.ends_nothing, fix)
        elif not one.reason and not one.ends_nothing and one.comment not in told:
            told.add(one.comment)
            yield Hit(one.comment, values)
