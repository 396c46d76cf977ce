"""Dates as writers write them: which day or moment one names, and in which time zone."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Any

from contentlint.guard.records import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_REST = r"(?P<time>[\sT,].*)?"
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
    r"[T\s,]\s*(?:at\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<part>\d+))?)?"
    r"\s*(?P<half>[ap]m)?\s*(?P<zone>[a-z]{1,5}|[-+]\d{1,2}:?\d{0,2})?(?:\s*\[[\w/]+\])?\s*"
)
SLASHED = r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})(?!\d)(?P<time>\s.*)?"
"""A day and a month, in whichever order, and a year."""

_WEST, _EAST = dt.timedelta(hours=-12), dt.timedelta(hours=14)
"""How far clocks are from UTC (IANA time zone database: Etc/GMT+12 and Pacific/Kiritimati)."""


def match(pattern: str, text: str) -> re.Match[str] | None:
    """The match of a whole text, letter case ignored."""
    return re.fullmatch(pattern, text, re.IGNORECASE)


def is_day(year: int, month: int, day: int) -> bool:
    """True for a day of the calendar."""
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def fault(written: str) -> str | None:
    """Why a text is no full date: "" (none at all), "impossible", "no-year", "no-day", "ambiguous", "order";
    None when it is one."""
    if found := match(_ISO, written):
        possible = is_day(int(found["year"]), int(found["month"]), int(found["day"]))
        return None if possible and _is_good_time(found["time"]) else "impossible"
    for pattern in _NAMED:
        if found := match(pattern, written):
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return None if is_day(int(found["year"]), month, int(found["day"])) else "impossible"
    if found := match(SLASHED, written):
        a, b, year = int(found["a"]), int(found["b"]), int(found["year"])
        month_first, day_first = is_day(year, a, b), is_day(year, b, a)
        if month_first and day_first:
            return None if a == b else "ambiguous"
        return "order" if month_first or day_first else "impossible"
    if match(_NO_YEAR, written):
        return "no-year"
    if match(_NO_DAY, written):
        return "no-day"
    return ""


def _is_good_time(time: str | None) -> bool:
    if time is None or not time.strip():
        return True
    found = match(_TIME, time)
    # A form that isn't known here is let pass: tools take many.
    return found is None or (
        int(found["hour"]) <= 24 and int(found["minute"]) <= 59 and int(found["second"] or 0) <= 60
    )


@dataclass(frozen=True, slots=True)
class When:
    """What a written date names: a day, a minute or a second, from `start` to before `end` by the clock on the wall.

    `offset` is how far that clock is from UTC; None where the date doesn't say.
    """

    start: dt.datetime
    end: dt.datetime
    offset: dt.timedelta | None = None

    @property
    def is_day(self) -> bool:
        """True for a date without a time."""
        return self.end - self.start >= dt.timedelta(days=1)

    def bounds(self, zones: Iterable[str] = ()) -> tuple[dt.datetime, dt.datetime]:
        """The same in UTC: from the first to the last moment that can be meant.

        A date that doesn't say its time zone is in one of `zones`, or anywhere when there are none.
        """
        if self.offset is not None:
            return _moved(self.start, self.offset), _moved(self.end, self.offset)
        starts = [at for zone in zones if (at := _in_utc(self.start, zone))]
        ends = [at for zone in zones if (at := _in_utc(self.end, zone))]
        if not starts or not ends:
            return _moved(self.start, _EAST), _moved(self.end, _WEST)
        return min(starts), max(ends)

    def is_before(self, other: When, zones: Iterable[str] = ()) -> bool:
        """True when all of it surely lies before the other's beginning: two dates without a time zone are of one."""
        if self.offset is None and other.offset is None:
            return self.end <= other.start
        return self.bounds(zones)[1] <= other.bounds(zones)[0]


def _moved(moment: dt.datetime, offset: dt.timedelta) -> dt.datetime:
    try:
        return moment - offset
    except OverflowError:  # on the first or the last day that there is
        return moment


def _in_utc(moment: dt.datetime, zone: str) -> dt.datetime | None:
    from zoneinfo import ZoneInfo  # few sites name a zone

    try:
        return moment.replace(tzinfo=ZoneInfo(zone)).astimezone(dt.UTC).replace(tzinfo=None)
    except (KeyError, ValueError, OSError, OverflowError):  # no such zone, or no database of zones here
        return None


def read(value: Any) -> When | None:
    """The day or moment of a value of the front matter; None for what is no date, and for one that can't be sure."""
    if isinstance(value, dt.datetime):
        fine = dt.timedelta(microseconds=1) if value.microsecond else dt.timedelta(seconds=1)
        return _when(value.replace(tzinfo=None), fine, value.utcoffset())
    if isinstance(value, dt.date):
        return _when(dt.datetime(value.year, value.month, value.day), dt.timedelta(days=1), None)
    return _read_text(value.strip()) if isinstance(value, str) else None


def _read_text(text: str) -> When | None:
    if found := match(_ISO, text):
        year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
    elif found := match(_NAMED[0], text) or match(_NAMED[1], text):
        year, day = int(found["year"]), int(found["day"])
        month = _MONTHS.index(found["month"][:3].lower()) + 1
    elif (found := match(SLASHED, text)) and fault(text) in ("order", None):
        year, month, day = int(found["year"]), int(found["a"]), int(found["b"])
        if not is_day(year, month, day):
            month, day = day, month
    else:
        return None
    if not is_day(year, month, day):
        return None
    midnight = dt.datetime(year, month, day)
    time = match(_TIME, found["time"] or "")
    if time is None:
        return _when(midnight, dt.timedelta(days=1), None)
    hour = int(time["hour"])
    if time["half"] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if time["half"].lower() == "pm" else 0)
    if hour > 24 or int(time["minute"]) > 59 or int(time["second"] or 0) > 60:
        return None
    zone = (time["zone"] or "").lower()
    offset = _offset(zone)
    if zone and offset is None:
        # "CST" is the time of Chicago, Shanghai or Havana: of such a moment only the day is known.
        return _when(midnight, dt.timedelta(days=1), None)
    length = dt.timedelta(seconds=1) if time["second"] else dt.timedelta(minutes=1)
    try:
        start = midnight + dt.timedelta(hours=hour, minutes=int(time["minute"]), seconds=int(time["second"] or 0))
    except OverflowError:
        return None
    return _when(start, length, offset)


def _when(start: dt.datetime, length: dt.timedelta, offset: dt.timedelta | None) -> When:
    try:
        return When(start, start + length, offset)
    except OverflowError:
        return When(start, dt.datetime.max, offset)


def _offset(zone: str) -> dt.timedelta | None:
    if zone in ("z", "utc", "gmt"):
        return dt.timedelta()
    found = re.fullmatch(r"([-+])(\d{1,2}):?(\d{2})?", zone)
    if found is None:
        return None
    distance = dt.timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return -distance if found[1] == "-" else distance
