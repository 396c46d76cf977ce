"""Jekyll's permalink styles and placeholders (jekyllrb.com/docs/permalinks)."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from contentlint.site.reading.meta import date_of

POST = re.compile(r"(?:\A|/)_posts/(?:.*/)?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]+)\.(\w+)\Z")
"""The path of a post: its date, its name and its extension."""

DATED = re.compile(r":(?:year|short_year|w_year|month|[a-z]+_month|day|[a-z]+_day|week|hour|minute|second)(?![a-z_])")
"""Placeholders that are filled with a day."""

STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "weekdate": "/:categories/:year/W:week/:short_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}


def slugify(text: str, *, pretty: bool) -> str:
    """Jekyll's `Utils.slugify`: "pretty" keeps case and some marks, the default mode is letters and digits."""
    keep = "._~!$&'()+,;=@" if pretty else ""
    out = "".join(
        c if c in keep or unicodedata.category(c)[0] in "LM" or unicodedata.category(c) == "Nd" else "\0" for c in text
    )
    slug = re.sub("\0+", "-", out).strip("-")
    return slug if pretty else slug.lower()


def day_of(value: Any, zone: str) -> dt.date | None:
    """The day of a post in the site's time zone; UTC when none is set."""
    text = str(value or "")
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*([+-]\d\d):?(\d\d)\Z", text)
    if not match:
        return date_of(value)
    try:
        aware = dt.datetime.fromisoformat(f"{match[1]}T{match[2]}:{match[3]}:00{match[4]}:{match[5]}")
        if zone and zone != "UTC":
            from zoneinfo import ZoneInfo

            return aware.astimezone(ZoneInfo(zone)).date()
        return aware.astimezone(dt.UTC).date()
    except (ValueError, OSError, KeyError, OverflowError):  # no such zone, or no such day in it
        return date_of(value)


def fill(shape: str, day: dt.date, categories: list[str], name: str, moment: str) -> str:
    """A post's permalink pattern filled (jekyllrb.com/docs/permalinks, "Placeholders")."""
    unique = list(dict.fromkeys(c.lower() for c in categories))
    clock = re.search(r"(\d\d):(\d\d)(?::(\d\d))?", moment)
    iso = day.isocalendar()
    values = {
        "year": f"{day.year:04d}",
        "short_year": f"{day.year % 100:02d}",
        "month": f"{day.month:02d}",
        "i_month": str(day.month),
        "short_month": day.strftime("%b"),
        "long_month": day.strftime("%B"),
        "day": f"{day.day:02d}",
        "i_day": str(day.day),
        "y_day": f"{day.timetuple().tm_yday:03d}",
        "w_year": str(iso.year),
        "week": f"{iso.week:02d}",
        "w_day": str(iso.weekday),
        "short_day": day.strftime("%a"),
        "long_day": day.strftime("%A"),
        "hour": clock[1] if clock else "00",
        "minute": clock[2] if clock else "00",
        "second": (clock[3] if clock else None) or "00",
        "title": slugify(name, pretty=True),
        "slug": slugify(name, pretty=False),
        "categories": "/".join(unique),
        "slugified_categories": "/".join(slugify(c, pretty=False) for c in unique),
        "output_ext": ".html",
        "basename": name,
        "name": slugify(name, pretty=False),
        "collection": "posts",
        "path": name,
    }
    return re.sub(r":(\w+?)(?=:|[^a-z_]|\Z)", lambda m: values.get(m[1], m[0]), shape)
