"""Sums in the text that don't come out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.arithmetic import mistakes
from contentlint.finding import Hit
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    """No options."""


_SAID = message("stated", "right", "sum")
MESSAGES = {"": _SAID, "change": _SAID, "total": _SAID, "whole": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each wrong sum, at the figure that does not fit."""
    for wrong in mistakes(claims.units_of(post, context.vocabulary)):
        values = {"stated": wrong.stated, "right": wrong.right, "sum": wrong.sum}
        yield Hit(wrong.span, values, "" if wrong.kind in ("share", "product") else wrong.kind)
