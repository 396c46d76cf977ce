"""A date of change that lies before the date of publication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Related
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    published: tuple[str, ...] = field(
        default=("date",), metadata={"help": "keys of the day of publication; the first one that the post has counts"}
    )
    changed: tuple[str, ...] = field(default=("lastmod",), metadata={"help": "keys of the day of a change"})


MESSAGES = {"": message("key", "day", "first", "before")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each day of change that is before the day of publication."""
    first = next((f for key in options.published if (f := post.front_matter.get(key)) and _day(f.value)), None)
    if first is None:
        return
    for key in options.changed:
        entry = post.front_matter.get(key)
        if entry is not None and (day := _day(entry.value)) and day < _known(first):
            yield Hit(
                entry.value_span,
                {"key": key, "day": day.isoformat(), "first": str(first.path[0]), "before": _known(first).isoformat()},
                related=(Related(f"`{first.path[0]}` stands here", first.value_span),),
            )


def _known(entry: Field) -> dt.date:
    day = _day(entry.value)
    assert day is not None
    return day


def _day(value: Any) -> dt.date | None:
    """The day of a date of the front matter, written with or without quotes; None for anything else."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    try:
        return dt.date.fromisoformat(value[:10]) if isinstance(value, str) else None
    except ValueError:
        return None
