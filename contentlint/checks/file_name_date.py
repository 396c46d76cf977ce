"""A date in a file's name that is not the one in its front matter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.text import dates

# "2026-03-01-loaf.md", "2026-03-01-loaf/index.md", "2026/03/01/loaf.md": the last one of a path is the nearest.
_DATED = re.compile(r"(?:.*/)?(?P<year>\d{4})(?P<mark>[-/])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?=[-_./]).*")


@dataclass(frozen=True, slots=True)
class Options:
    keys: tuple[str, ...] = field(
        default=("date",), metadata={"help": "keys of the day of publication; the first one that the post has counts"}
    )
    max_days: int = field(
        default=0, metadata={"help": "how many days the two may be apart", "least": 0, "most": 36_500}
    )


MESSAGES = {"": message("key", "day", "named")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """At most one hit, on the date of the front matter; nothing where a time zone may make the difference."""
    entry = next((found for key in options.keys if (found := post.front_matter.get(key))), None)
    when = dates.read(entry.value) if entry is not None else None
    named = _named(post.path)
    if entry is None or when is None or named is None:
        return
    zones = context.site.routes.zones if context.site is not None else ()
    slack = dt.timedelta(days=options.max_days)
    if when.is_day:
        is_other = abs(when.start - named.start) > slack
    else:  # a moment is on this day here and on the next one there
        (first, last), (begin, end) = when.bounds(zones), named.bounds(zones)
        is_other = begin - last >= slack or first - end >= slack
    if is_other:
        values = {"key": str(entry.path[0]), "day": entry.bare(post.text), "named": named.start.date().isoformat()}
        yield Hit(entry.value_span, values)


def _named(path: str) -> dates.When | None:
    """The day that a file is named by, or its folder, or its folders one in another."""
    found = _DATED.fullmatch(path)
    if found is None:
        return None
    year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    return dates.read(dt.date(year, month, day)) if dates.is_day(year, month, day) else None
