"""Dates in front matter that are no dates of the calendar, or that tools read differently."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contentlint.catalog.rule import Context, message
from contentlint.finding import Edit, Fix, Hit
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_REST = r"(?:[\sT,].*)?"
# Patterns are texts: most dates are read as such with the front matter, and `re` compiles these when one is not.
_NAMED = (
    rf"{_DAY_NAME}{_MONTH}\s+{_DAY},?\s+(?P<year>\d{{4}})(?!\d){_REST}",
    rf"{_DAY_NAME}{_DAY}[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}})(?!\d){_REST}",
)
_NO_YEAR = (
    rf"{_DAY_NAME}(?:{_MONTH}\s+{_DAY}|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH.replace('?P<month>', '?:')})"
)
_NO_DAY = rf"(?:{_MONTH},?\s+\d{{4}}|\d{{4}}-\d{{1,2}}|\d{{4}})"
_ISO = r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?P<time>[T\s].*)?"
_TIME = (
    r"[T\s]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?:[ap]m)?\s*"
    r"(?:[a-z]{1,5}|[-+]\d{1,2}:?\d{0,2})?(?:\s*\[[\w/]+\])?\s*"
)
_SLASHED = r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})(?!\d)(?:\s.*)?"


def _match(pattern: str, text: str) -> re.Match[str] | None:
    return re.fullmatch(pattern, text, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    keys: tuple[str, ...] = field(
        default=("date",),
        metadata={"help": "keys that hold a date, beside those that the post's schema gives a date format"},
    )
    words: tuple[str, ...] = field(
        default=(), metadata={"help": "values that a generator makes a date of by itself, such as Last Modified"}
    )


_SAID = message("key", "value")
MESSAGES = {
    **dict.fromkeys(("", "impossible", "no-year", "no-day", "order"), _SAID),
    "ambiguous": message("key", "value", "first", "second"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each date key whose value is no full date; nothing for an empty value."""
    if post.front_matter.format is None:
        return
    schema = context.schema_for(post.path)
    keys = {key.lower() for key in options.keys}
    words = {word.lower() for word in options.words}
    for entry in post.front_matter:
        if len(entry.path) != 1 or not isinstance(entry.path[0], str):
            continue
        by_schema = schema is not None and bool(schema.formats(entry.path[0]) & {"date", "date-time"})
        if (by_schema or entry.path[0].lower() in keys) and str(entry.value).strip().lower() not in words:
            yield from _judge(post, entry, by_schema)


def _judge(post: Post, entry: Field, by_schema: bool) -> Iterator[Hit]:
    value = entry.value
    key = str(entry.path[0])
    if value is None or isinstance(value, (dt.date, dt.time)):
        return
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        if by_schema:
            yield Hit(entry.value_span, {"key": key, "value": _shown(post, entry)})
        return
    if not isinstance(value, str):
        # A schema may take seconds or milliseconds since 1970; a bare year or 20260105 is none.
        if 1000 <= value <= 9999 or not by_schema:
            message = "no-day" if 1000 <= value <= 9999 else ""
            yield Hit(entry.value_span, {"key": key, "value": _shown(post, entry)}, message)
        return
    written = value.strip()
    if not written:
        return
    kind = _fault(written)
    if kind is None:
        return
    values: dict[str, str | int | float] = {"key": key, "value": _shown(post, entry)}
    if kind == "ambiguous":
        match = _match(_SLASHED, written)
        assert match is not None
        a, b, year = int(match["a"]), int(match["b"]), match["year"]
        values |= {"first": f"{year}-{a:02d}-{b:02d}", "second": f"{year}-{b:02d}-{a:02d}"}
    yield Hit(entry.value_span, values, kind, fix=_fix(entry, written, kind))


def _shown(post: Post, entry: Field) -> str:
    written = " ".join(entry.value_span.cut(post.text).split())
    return written if len(written) <= 40 else written[:39] + "…"


def _fault(written: str) -> str | None:
    """Why a text is no full date: "" (none at all), "impossible", "no-year", "no-day", "ambiguous", "order";
    None when it is one."""
    if match := _match(_ISO, written):
        possible = _possible(int(match["year"]), int(match["month"]), int(match["day"]))
        return None if possible and _good_time(match["time"]) else "impossible"
    for pattern in _NAMED:
        if match := _match(pattern, written):
            month = _MONTHS.index(match["month"][:3].lower()) + 1
            return None if _possible(int(match["year"]), month, int(match["day"])) else "impossible"
    if match := _match(_SLASHED, written):
        a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
        month_first, day_first = _possible(year, a, b), _possible(year, b, a)
        if month_first and day_first:
            return None if a == b else "ambiguous"
        return "order" if month_first or day_first else "impossible"
    if _match(_NO_YEAR, written):
        return "no-year"
    if _match(_NO_DAY, written):
        return "no-day"
    return ""


def _possible(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _good_time(time: str | None) -> bool:
    if time is None or not time.strip():
        return True
    match = _match(_TIME, time)
    # A form that isn't known here is let pass: tools take many.
    return match is None or (
        int(match["hour"]) <= 24 and int(match["minute"]) <= 59 and int(match["second"] or 0) <= 60
    )


def _fix(entry: Field, written: str, kind: str) -> Fix | None:
    """A date whose month and day are sure, written the way every generator reads."""
    if kind != "order" or entry.prose is None:
        return None
    match = _match(_SLASHED, written)
    assert match is not None
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    month, day = (a, b) if _possible(year, a, b) else (b, a)
    date = dt.date(year, month, day).isoformat()
    start = entry.value.index(match["a"])
    end = match.end("year") + start
    return Fix(f"write {date}", (Edit(entry.prose.span(start, end), date),))
