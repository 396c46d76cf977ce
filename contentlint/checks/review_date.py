"""A review of a page that its front matter promised for a day that has passed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from typing import Any

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit, Severity
from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post
from contentlint.text import dates

_SPAN = re.compile(r"(?:every )?(?P<count>\d{1,4}|an?|one|two|three|four|six)?[ _-]?(?P<unit>[a-z]+)", re.IGNORECASE)
_ISO_SPAN = re.compile(r"P(?:(\d{1,2})Y)?(?:(\d{1,3})M)?(?:(\d{1,3})W)?(?:(\d{1,4})D)?", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_DAYS = {"d": 1, "day": 1, "daily": 1, "w": 7, "week": 7, "weekly": 7, "fortnightly": 14}
_MONTHS = {"m": 1, "mo": 1, "month": 1, "monthly": 1, "quarter": 3, "quarterly": 3, "halfyearly": 6}
_MONTHS |= dict.fromkeys(("biannual", "biannually", "semiannual", "semiannually"), 6)
_MONTHS |= dict.fromkeys(("y", "yr", "year", "yearly", "annual", "annually"), 12)
_MONTHS |= dict.fromkeys(("biennial", "biennially"), 24)
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Options:
    due: tuple[str, ...] = field(
        default=(), metadata={"help": "keys of the day by which a page is to be reviewed, or of how long it holds"}
    )
    done: tuple[str, ...] = field(default=(), metadata={"help": "keys of the day of the last review"})
    cycle: tuple[str, ...] = field(
        default=(), metadata={"help": "keys of the time between reviews: 90 (days), 6 months, yearly, P1Y"}
    )
    months: int = field(
        default=12,
        metadata={
            "help": "months a review holds where the page names no cycle, told as a note; 0 for ever",
            "least": 0,
            "most": 1200,
        },
    )


_SAID = message("key", "due", "ago", "last")
MESSAGES = {"": _SAID, "cycle": _SAID, "usual": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """At most one hit: on the day that has passed, or on that of the last review when its time is up."""
    found = {name: _first(post, getattr(options, name)) for name in ("due", "done", "cycle")}
    done = _day(found["done"].value) if found["done"] else None
    entry, due, key, severity = _due(found, done, options)
    if entry is None or due is None or due >= context.today:
        return
    if key == "" and done is not None and done >= due and found["done"] is not entry:
        return  # reviewed since, and the next day not set yet
    values: dict[str, str | int | float] = {
        "key": str(entry.path[0]),
        "due": due.isoformat(),
        "ago": _ago((context.today - due).days),
        "last": done.isoformat() if done else "",
    }
    yield Hit(entry.value_span, values, key, severity=severity)


def _due(
    found: Mapping[str, Field | None], done: dt.date | None, options: Options
) -> tuple[Field | None, dt.date | None, str, Severity | None]:
    """The entry that a hit stands on, the day its review is due, the message and a milder severity."""
    due, cycle = found["due"], found["cycle"]
    day = _day(due.value) if due else None
    if day is not None:
        return due, day, "", None
    span = _span(cycle.value) if cycle else _span(due.value) if due else None
    if done is None:
        return None, None, "", None
    if span is not None:
        return found["done"], _later(done, *span), "cycle", None
    if options.months:
        return found["done"], _later(done, options.months, 0), "usual", "info"
    return None, None, "", None


def _first(post: Post, keys: tuple[str, ...]) -> Field | None:
    wanted = {key.lower() for key in keys}
    entries = (e for e in post.front_matter.fields if len(e.path) == 1 and str(e.path[0]).lower() in wanted)
    return next((e for e in entries if e.value not in (None, "")), None)


def _day(value: Any) -> dt.date | None:
    """The day of a value; of a month its last one, as the review may be any day of it."""
    when = dates.read(value)
    if when is not None:
        return when.start.date()
    month = _MONTH.fullmatch(value.strip()) if isinstance(value, str) else None
    if month is None or not dates.is_day(int(month[1]), int(month[2]), 1):
        return None
    return _later(dt.date(int(month[1]), int(month[2]), 1), 1, -1)


def _span(value: Any) -> tuple[int, int] | None:
    """Months and days of a stretch of time: a number of days, "6 months", "90d", "quarterly", "P1Y"."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return (0, value) if 0 < value <= 9999 else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    if text.isdecimal():
        return _span(int(text)) if len(text) < 5 else None
    if iso := _ISO_SPAN.fullmatch(text):
        years, months, weeks, days = (int(part or 0) for part in iso.groups())
        return (years * 12 + months, weeks * 7 + days) if any(iso.groups()) else None
    found = _SPAN.fullmatch(text)
    if found is None:
        return None
    word = (found["count"] or "1").lower()
    count = int(word) if word.isdecimal() else _COUNTS[word]
    unit = found["unit"].lower()
    if unit not in _DAYS and unit not in _MONTHS:
        unit = unit.removesuffix("s")
    if unit in _DAYS:
        return (0, count * _DAYS[unit])
    return (count * _MONTHS[unit], 0) if unit in _MONTHS else None


def _later(day: dt.date, months: int, days: int) -> dt.date | None:
    """A day so many months and days later: of a month that is too short, its last one. None past the calendar."""
    years, month = divmod(day.month - 1 + months, 12)
    for number in range(day.day, day.day - 4, -1):
        if dates.is_day(day.year + years, month + 1, number):
            try:
                return dt.date(day.year + years, month + 1, number) + dt.timedelta(days=days)
            except OverflowError:
                return None
    return None


def _ago(days: int) -> str:
    if days < 60:
        return f"{days} day{'s' if days != 1 else ''}"
    return f"{days // 30} months" if days < 730 else f"{days // 365} years"
