"""Hugo's permalink patterns, and the days that they are filled with (gohugo.io/configuration/permalinks)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from contentlint.site.generators.hugo.names import Names
from contentlint.site.reading.js import dig
from contentlint.site.reading.meta import KEYS, Meta, date_of, texts
from contentlint.site.reading.shape import table

_DATES = ("date", "publishdate", "pubdate", "published", "lastmod", "modified")
_MONTHS = "January February March April May June July August September October November December".split()
_DATED = re.compile(r":(?:year|month|monthname|day|yearday|weekday|weekdayname)(?![a-z])")
_TOKEN = re.compile(r":([a-z]+)(?:\[[^\]]{0,40}\])?")
_NAMED = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]?(.*)")
_MOST_NAMED = 50
"""Addresses without a known day that are told one by one; of more only the shape is."""


def permalinks(config: dict[str, Any]) -> dict[tuple[str, str], str]:
    """The pattern of each kind of page and section."""
    found: dict[tuple[str, str], str] = {}
    for key, value in table(config.get("permalinks")).items():
        if isinstance(value, str):
            found["page", key] = value
        elif isinstance(value, dict):
            for section, form in value.items():
                if isinstance(form, str):
                    found[key, section] = form
    return found


def has_day(shape: str) -> bool:
    """Whether a pattern is filled with a page's day."""
    return _DATED.search(shape) is not None


def day_of(config: dict[str, Any], facts: Meta, name: str) -> tuple[dt.date | None, str]:
    """A page's day, None when it can't be known, and the slug that its file name gives with it, or "".

    Sources are read in the order of `frontmatter.date` (gohugo.io/configuration/front-matter): the day of the last
    commit and that of the file are on the machine that builds, not in the files.
    """
    order: list[str] = []
    for key in texts(dig(config, "frontmatter", "date")) or [":default"]:
        order += _DATES if key.lower() == ":default" else [key.lower()]
    for key in order:
        if key == ":filename":
            found = _NAMED.match(name)
            if found and (day := date_of(found[1])):
                return day, found[2]
        elif key == ":filemodtime" or (key == ":git" and config.get("enablegitinfo") is True):
            return None, ""
        elif not key.startswith(":"):
            if day := date_of(facts.get(key)):
                return day, ""
            if key not in KEYS and facts.get("front"):
                return None, ""  # a key of the site's own, which is not read here
    return None, ""


def gap_of(undated: dict[str, list[str]]) -> list[str]:
    """Patterns of the addresses, by permalink pattern, that have tokens of a day left in them."""
    found = []
    for shape, forms in undated.items():
        if len(forms) > _MOST_NAMED:
            bare = re.sub(r"/{2,}", "/", "/" + shape.strip("/"))
            told = [_TOKEN.sub(lambda m: "\1" if m[1].startswith("section") else "\0", bare)]
        else:
            told = sorted({_DATED.sub("\0", form).rstrip("/") for form in forms})
        inner = "|".join(re.escape(form).replace("\0", r"[^/]+").replace("\1", "(?:.+)") for form in told)
        found.append(rf"(?:{inner})(?:\.html|/.*)?\Z")
    return found


def fill(
    shape: str,
    title: str,
    slug: Any,
    name: str,
    day: dt.date | None,
    section: str,
    parent: str,
    names: Names,
) -> str:
    """A permalink pattern filled (gohugo.io/configuration/permalinks, "Tokens"); without a day its tokens stay."""
    chosen = str(slug) if slug not in (None, "") else ""
    sections = parent.split("/") if parent else []
    values = {
        "section": names.path(section),
        "title": names.title(title),
        "slug": names.slug(chosen or title or name),
        "filename": names.slug(name),
        "contentbasename": names.slug(name),
        "slugorfilename": names.slug(chosen or name),
        "slugorcontentbasename": names.slug(chosen or name),
    }
    if day is not None:
        values |= {
            "year": f"{day.year:04d}",
            "month": f"{day.month:02d}",
            "monthname": _MONTHS[day.month - 1].lower(),
            "day": f"{day.day:02d}",
            "yearday": str(day.timetuple().tm_yday),
            "weekday": str(day.isoweekday() % 7),
            "weekdayname": day.strftime("%A").lower(),
        }

    def value(match: re.Match[str]) -> str:
        if match[1] in ("sections", "sectionslugs"):
            found = sections
            if match[2]:
                cut = match[2].strip("[]")
                if cut == "last":
                    found = sections[-1:]
                elif ":" in cut:
                    a, _, b = cut.partition(":")
                    found = sections[slice(_bound(a, len(sections)), _bound(b, len(sections)))]
                elif (at := _bound(cut, len(sections))) is not None and at >= 0:
                    found = sections[at : at + 1]
            return "/".join(names.path(s) for s in found)
        return values.get(match[1], match[0])

    return re.sub(r"/{2,}", "/", re.sub(r":([a-z]+)(\[[^\]]{0,40}\])?", value, shape))


def _bound(text: str, length: int) -> int | None:
    if text == "last":
        return length - 1
    return int(text) if re.fullmatch(r"-?[0-9]{1,9}", text) else None
