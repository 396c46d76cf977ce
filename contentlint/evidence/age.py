"""How old a page says that it is: by its data, else by a line of its text that dates it, its address or its title."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from contentlint.evidence.visited import SourceResult
from contentlint.guard.records import dataclass
from contentlint.text.forms import MONTH_NUMBER, MONTHS

_YEAR = r"(?P<{}>19[5-9]\d|20\d\d)"
_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_LABEL = (
    r"(?:(?:first |originally )?(?:published|posted|written|created|released)|(?:last |date )?(?:updated|modified|"
    r"reviewed|revised|edited)|date|last update)"
)
_LINE = re.compile(
    rf"^\W*(?:by (?-i:[A-Z])[^\n\d]{{1,60}}\W)?(?:{_LABEL}(?: (?:on|in|at))?:?\s+)?(?:"
    rf"{_MONTH.format('m1')} (?:{_DAY},? )?{_YEAR.format('y1')}|{_DAY} {_MONTH.format('m2')},? {_YEAR.format('y2')}|"
    rf"{_YEAR.format('y3')}-(?P<m3>\d\d)-\d\d)(?![\w%])(?:\W[^\n]{{0,60}})?$",
    re.IGNORECASE | re.MULTILINE,
)
"""A line that dates its page: "Published March 3, 2022 by Ann Wells", "Last updated: 12 April 2022", "5 May 2023"."""
_HEAD, _FOOT = 2_000, 1_000
"""Code points at the beginning and the end of a text in which such a line stands."""
_ADDRESS = re.compile(
    rf"/{_YEAR.format('y1')}(?:[/-](?P<m1>0[1-9]|1[0-2])(?!\d))?(?![\w%])|-{_YEAR.format('y2')}(?=/?(?:\.html?)?(?:$|[?#]))"
)
_TITLE = re.compile(r"(?<![\w.$€£-])(?:19[5-9]\d|20\d\d)(?![\w%]|[.,-]\d)")


@dataclass(frozen=True, slots=True)
class Age:
    """The newest day on which a page may have been written, and what is said of it: "March 2022", "2022"."""

    day: dt.date
    said: str


def age(page: SourceResult) -> Age | None:
    """Of when a page is. Its data come first; without any the newest of what text, address and title say; None where
    nothing does."""
    dates = [date for date in (page.published, page.modified) if date is not None]
    if dates:
        return Age(max(dates), f"{max(dates):%B %Y}")
    return max(_told(page), key=lambda one: one.day, default=None)


def _told(page: SourceResult) -> Iterator[Age]:
    text = page.text or ""
    head, foot = text[:_HEAD], text[max(_HEAD, len(text) - _FOOT) :]
    for found in (*_LINE.finditer(head), *_LINE.finditer(foot)):
        named = found["m1"] or found["m2"]
        month = MONTH_NUMBER[named[:3].lower()] if named else int(found["m3"])
        if 1 <= month <= 12:
            yield _of(int(found["y1"] or found["y2"] or found["y3"]), month)
    for found in _ADDRESS.finditer(page.final_url or page.url):
        yield _of(int(found["y1"] or found["y2"]), int(found["m1"] or 0))
    years = {int(year) for year in _TITLE.findall(page.title)}
    if len(years) == 1:
        yield _of(years.pop())


def _of(year: int, month: int = 0) -> Age:
    if not month:
        return Age(dt.date(year, 12, 31), str(year))
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return Age(following - dt.timedelta(days=1), f"{MONTHS[month - 1]} {year}")
