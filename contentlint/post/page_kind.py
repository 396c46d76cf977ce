"""Whether a post is kept for all days or stands for one: a guide that somebody should keep up, or a dated entry.

Decided by a sum of named signals (`POINTS`), none of which is enough by itself: a guide may be written by a diarist,
and news may be told to "you". What a title and a folder say is in word lists.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Protocol

from contentlint.guard.records import dataclass
from contentlint.post.own_day import told_days
from contentlint.post.post import Post
from contentlint.text import dates


class Lists(Protocol):
    """Word lists by name."""

    def has(self, name: str, text: str) -> bool:
        """True when a text holds a term of a list."""

    def fullmatch(self, name: str, text: str) -> bool:
        """True when a text is a term of a list."""


POINTS = {
    "its title promises advice": 3,
    "its address promises advice": 3,
    "its title tells of a time or an event": -3,
    "its title says a later year than its date": 3,
    "its folder holds pages that are kept up": 2,
    "its folder holds dated entries": -4,
    "its file is named for a time": -3,
    "it is filed as a guide": 2,
    "it is filed as a dated entry": -3,
    "it has no date": 1,
    "it is a passage without a title": 1,
    "it was changed long after it was published": 1,
    "it is still being changed": 4,
    "it was left alone for years": -1,
    "it was left alone for ten years": -2,
    "it speaks to the reader": 1,
    "it speaks to the reader throughout": 2,
    "it speaks of its author": -2,
    "it gives its author's advice": -1,
    "it has a part that guides have": 1,
    "it is built as a guide": 2,
}
"""What speaks for a page that is kept up, and against it."""
PROMISES = frozenset(
    (
        "its title promises advice",
        "its address promises advice",
        "its folder holds pages that are kept up",
        "it is filed as a guide",
    )
)
"""The signals by which a page promises to be kept up, each by itself."""
_TELLS = frozenset(
    (
        "its title tells of a time or an event",
        "its folder holds dated entries",
        "its file is named for a time",
        "it is filed as a dated entry",
    )
)
KEPT = 2
"""The sum from which a page is one that should be kept up; below 0 it is a dated entry."""

_PUBLISHED = frozenset(
    "date pubdate publishdate publish_date publishedat published_at publisheddate publishedon datepublished published "
    "created createdat created_at".split()
)
_CHANGED = frozenset(
    "updated updateddate updatedat updated_at lastmod lastupdated last_updated modified last_modified_at datemodified "
    "modifieddate dateupdated lastmodified last_update".split()
)
_FILED = frozenset("type category categories tags tag series layout kind section topics".split())
_TITLES = ("description", "summary", "excerpt")

_STEM = re.compile(r"\.[a-z]+$", re.IGNORECASE)
_NOT_SAID = re.compile(r"^(?:\d+ )+|\b(?:your?|vs)\b", re.IGNORECASE)
_INDEX = frozenset(("index", "_index", "readme"))
_ROOTS = (["docs"], ["doc"], ["pages"])
_POSTS = frozenset("blog blogs post posts article articles".split())

_PERIOD = re.compile(
    r"(?:^|[-_])(?:(?:19|20)\d\d[-_]?(?:q[1-4]|h[12]|w\d\d)|(?:q[1-4]|h[12])[-_]?(?:19|20)\d\d)(?=[-_.]|$)"
)
"""A file that is named for a quarter, a half or a week: 2024-q2-update.md."""
_IN_PATH = re.compile(r"(?<!\d)((?:19[89]|20\d)\d)[-/](\d{1,2})(?:[-/](\d{1,2}))?(?=[-_/.])")
_ROUGHLY = re.compile(
    r"^[\"']?(?:date|pub[\w-]{0,12}|created[\w-]{0,4}|updated[\w-]{0,6}|last[\w-]{0,10}|modified[\w-]{0,4})[\"']?"
    r" ?[:=] ?[\"']?((?:19|20)\d\d)[-/](\d{1,2})[-/](\d{1,2})",
    re.IGNORECASE | re.MULTILINE,
)
_YEAR = re.compile(r"(?<![\d.])20\d\d(?![\d.]\d)")
_YEAR_FOLDER = re.compile(r"(?:^|/)((?:19[89]|20\d)\d)/")
_READER = frozenset(
    form for word in ("you", "your", "yours", "yourself") for form in (word, word.title(), word.upper())
)
_AUTHOR = frozenset(("I", "my", "My", "me", "Me", "myself", "Myself", "mine", "Mine"))
"""Words for the reader and for the author, as they are written; what an apostrophe joins is a word of its own."""
_WORD = re.compile(r"[^\W\d_]+")
_LEFT, _FORGOTTEN, _KEPT_UP = dt.timedelta(days=3 * 365), dt.timedelta(days=3650), dt.timedelta(days=150)
_LEFT_ALONE = dt.timedelta(days=2 * 365)
_FRESH = dt.timedelta(days=365)
_AUTUMN = 8
"""The last month in which what is written is of the year itself: in autumn guides for the next one come out."""
_FOLDERS, _PARTS, _MOST_WORDS = 6, 3, 4000


@dataclass(frozen=True, slots=True)
class Page:
    """What kind of page a post is, for a day: the sum of its signals, their names, and the days it tells.

    `written` and `changed` are None where neither front matter, path, a line at the head of the text nor git say so; a
    path may give the first day of a month or year only. `is_declared` is True where front matter or path say it.
    """

    score: int
    signals: tuple[str, ...]
    written: dt.date | None
    changed: dt.date | None
    is_declared: bool = True

    @property
    def promises(self) -> bool:
        """True for a page that says itself that it is a guide: by its title, its folder, or what it is filed as."""
        return not PROMISES.isdisjoint(self.signals)

    @property
    def is_kept(self) -> bool:
        """True for a page that somebody should keep up: a guide, a price list, a comparison."""
        return self.score >= KEPT

    @property
    def is_entry(self) -> bool:
        """True for a dated entry: news, a diary, a release, a look back."""
        return self.score < 0

    @property
    def is_told_entry(self) -> bool:
        """True for a dated entry that says so by its title, its folder, its name or what it is filed as."""
        return self.is_entry and not self.promises and not _TELLS.isdisjoint(self.signals)

    def is_left(self, today: dt.date) -> bool:
        """True for a page that tells a day, and was left alone since for two years."""
        return self.newest is not None and today - self.newest >= _LEFT_ALONE

    @property
    def newest(self) -> dt.date | None:
        """The day of the last change that it tells, else the day it was written."""
        return max(filter(None, (self.written, self.changed)), default=None)


Days = tuple[dt.date | None, dt.date | None]
"""The days on which a post was written and last changed; None where it is not known."""
UNKNOWN: Days = (None, None)


def page_kind(post: Post, lists: Lists, today: dt.date, known: Days = UNKNOWN) -> Page:
    """What kind of page a post is on a day. `known` are its days where it says none itself, as git tells them."""
    return post.fact(("page-kind", id(lists), today, known), lambda p: _page(p, lists, today, known))


def _page(post: Post, lists: Lists, today: dt.date, known: Days) -> Page:
    written = _day(post, _PUBLISHED) or _path_day(post.path)
    changed = _day(post, _CHANGED)
    is_declared = written is not None or changed is not None
    if not is_declared:
        written, changed = told_days(post.document.blocks)
    if written is None and changed is None:
        written, changed = known
    signals = tuple(_signals(post, lists, today, written, changed))
    return Page(sum(POINTS[name] for name in signals), signals, written, changed, is_declared)


def _signals(
    post: Post, lists: Lists, today: dt.date, written: dt.date | None, changed: dt.date | None
) -> Iterator[str]:
    title = title_of(post)
    if lists.has("dated-titles", title):
        yield "its title tells of a time or an event"
    if lists.has("advising-titles", title):
        yield "its title promises advice"
    elif title and lists.has("advising-titles", words := _address(post)) and not lists.has("dated-titles", words):
        yield "its address promises advice"
    newest = max(filter(None, (written, changed)), default=None)
    if newest is not None and any(is_later(year, newest) for year in _named(post, title)):
        yield "its title says a later year than its date"
    yield from _folder(post, lists)
    filed = list(_filed(post))
    if any(lists.fullmatch("dated-kinds", name) for name in filed):
        yield "it is filed as a dated entry"
    elif any(lists.fullmatch("kept-kinds", name) for name in filed):
        yield "it is filed as a guide"
    if _PERIOD.search(post.path.replace("\\", "/").lower().rpartition("/")[2]):
        yield "its file is named for a time"
    if written is None and changed is None:
        yield "it has no date"
        if not title and not any(True for _ in post.document.headings):
            yield "it is a passage without a title"
    elif changed is not None:
        # A page that tells only when it was changed was never one of a day.
        is_long_after = written is not None and changed - written >= _KEPT_UP
        if today - changed < _FRESH and (written is None or is_long_after):
            yield "it is still being changed"
        elif is_long_after:
            yield "it was changed long after it was published"
    if today - (changed or written or today) >= _LEFT:
        yield "it was left alone for " + (
            "ten years" if today - (changed or written or today) >= _FORGOTTEN else "years"
        )
    yield from _voice(post, lists.has("advising-titles", title) and not lists.has("dated-titles", title))
    headings = sum(lists.has("guide-headings", block.prose.text[:200]) for block in post.document.headings)
    if headings:
        yield "it is built as a guide" if headings >= _PARTS else "it has a part that guides have"


def is_later(year: int, day: dt.date) -> bool:
    """True for a year that somebody who wrote on a day would not yet have meant as now: the text was changed since."""
    return year > day.year + (day.month > _AUTUMN)


def _address(post: Post) -> str:
    """The words of a post's slug, else of its file's name, or its folder's where the file is an index; without the day
    that they begin with, and "you" and "vs", which in the words of a title taken apart say nothing."""
    slug = post.front_matter.get("slug")
    if slug is not None and isinstance(slug.value, str):
        name = slug.value[:300]
    else:
        names = _STEM.sub("", post.path.replace("\\", "/")).split("/")
        name = names[-1] if names[-1].lower() not in _INDEX or len(names) == 1 else names[-2]
    return _NOT_SAID.sub("", re.sub(r"[-_/]+", " ", name)).strip()


def _named(post: Post, title: str) -> set[int]:
    """The years that a title and an address name."""
    slug = post.front_matter.get("slug")
    address = slug.value if slug is not None and isinstance(slug.value, str) else ""
    return {int(year) for year in _YEAR.findall(f"{title} {address}")} if "20" in title + address else set()


def _folder(post: Post, lists: Lists) -> Iterator[str]:
    """What the nearest folder says that says anything; one of posts in the documentation says nothing."""
    folders = post.path.replace("\\", "/").lower().split("/")[:-1][-_FOLDERS:]
    if folders in _ROOTS:
        return  # where some generators keep all content, notes as well as documentation
    for folder in reversed(folders):
        if lists.fullmatch("dated-folders", folder):
            yield "its folder holds dated entries"
            return
        if folder.strip("_") in _POSTS:
            return
        if lists.fullmatch("kept-folders", folder):
            yield "its folder holds pages that are kept up"
            return


def _voice(post: Post, is_advice: bool) -> Iterator[str]:
    """Whom the text speaks of: two in a hundred words are enough, unless the other is named as often.

    Under a title that promises advice the author tells of what he knows, not of his days.
    """
    words = reader = author = 0
    texts = [f.value for k in _TITLES if (f := post.front_matter.get(k)) is not None and isinstance(f.value, str)]
    texts += [block.prose.text for block in post.document.blocks if block.kind != "code" and not block.inside("quote")]
    for text in texts:
        found = _WORD.findall(text[:_MOST_WORDS])
        words += len(found)
        reader += sum(map(_READER.__contains__, found))
        author += sum(map(_AUTHOR.__contains__, found))
        if words > _MOST_WORDS:
            break
    if reader * 100 >= words and reader > 2 * author and reader > 2:
        yield "it speaks to the reader" + (" throughout" if reader * 50 >= words and reader > 8 * author else "")
    if author * 100 >= words and author > reader and author > 2:
        yield "it gives its author's advice" if is_advice else "it speaks of its author"


def title_of(post: Post) -> str:
    """The title of a post: of its front matter, else its first heading, else what its slug or file name says."""
    field = post.front_matter.get("title")
    if field is not None and isinstance(field.value, str):
        return field.value[:300]
    first = next((block.prose.text for block in post.document.headings if block.level == 1), "")
    if first:
        return first[:300]
    slug = post.front_matter.get("slug")
    if slug is not None and isinstance(slug.value, str):
        return slug.value[:300].replace("-", " ")
    return ""


def _filed(post: Post) -> Iterator[str]:
    for entry in post.front_matter.fields:
        if entry.path and str(entry.path[0]).lower() in _FILED and isinstance(entry.value, str):
            yield entry.value.strip().lower()[:60]


def _day(post: Post, keys: frozenset[str]) -> dt.date | None:
    for entry in post.front_matter.fields:
        if len(entry.path) == 1 and str(entry.path[0]).lower() in keys:
            when = dates.read(entry.value)
            if when is not None:
                return when.start.date()
            if (found := _IN_PATH.match(f"{entry.value}-")) and (day := _calendar(found)):
                return day
    return None


def _path_day(path: str) -> dt.date | None:
    """The day that a file or its folders are named by."""
    path = path.replace("\\", "/")
    for found in _IN_PATH.finditer(path):
        if day := _calendar(found):
            return day
    year = _YEAR_FOLDER.search(path)
    return dt.date(int(year[1]), 1, 1) if year else None


def rough_day(path: str, head: str) -> dt.date | None:
    """The newest day that a post's path or the lines of its front matter tell, without reading it as such."""
    found = [_calendar(match) for match in _ROUGHLY.finditer(head)]
    return max(filter(None, (*found, _path_day(path))), default=None)


def _calendar(found: re.Match[str]) -> dt.date | None:
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 1)
    return dt.date(year, month, day) if dates.is_day(year, month, day) else None
