"""A past year that is meant as now or as still to come, on a page that somebody should keep up.

Three questions decide: what kind of page it is (`post.page_kind`), where the year stands, and what the words beside it
say of it (`text.years`). In a dated entry no year is at fault.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from contentlint.catalog.lexicon import compile_terms
from contentlint.catalog.rule import Context, message
from contentlint.claims.profile import is_entry
from contentlint.claims.units import Unit, units
from contentlint.finding import Hit, Severity
from contentlint.post.page_kind import KEPT, Page, page_kind
from contentlint.post.post import Post
from contentlint.text import years
from contentlint.text.spans import Prose, Span
from contentlint.text.years import Place

_SLUG_YEAR = re.compile(r"(?<=[\w/]-)(?P<now>(?:in|for)-)?(?P<year>20\d\d)(?=$|-(?!\d)|/?$)")
_IMAGE = re.compile(r"(?:^|/)([\w%+-]+)\.(?:png|jpe?g|webp|avif|gif|svg)$", re.IGNORECASE)
_SLUGS = ("slug", "permalink", "url")
_ALT = re.compile(r"alt|.*(?:[_-]alt|Alt|[_-]alt[_-]text|AltText)")
_WORDS_AFTER = re.compile(r"\W{0,3}((?:[A-Za-z][\w'-]*\s+){0,2}[A-Za-z][\w'-]*)")
_CAMEL = re.compile(r"\b[A-Z][a-z]*[A-Z]\w* $")
_NAME = re.compile(r"(?<!\A)\b[A-Z][\w-]* $")
_THE = re.compile(r"\b(?:the|this|our|these|your|best|top|new|latest|updated|current|all)\b", re.IGNORECASE)
_FOR = re.compile(r"\b(?:in|for|of) $", re.IGNORECASE)
_IN = re.compile(r"\b(?:in|for|this|shaping|into|throughout|during|your) $", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|must|you|we|I|do|does|did|found|shows?|says?)\b", re.IGNORECASE
)
_END = re.compile(r"\s*(?:$|[):\]|!?,.]|[-–—] |edition)", re.IGNORECASE)
_HISTORY = 3
"""Years in the headings of a page from which it is a history."""
_NEAR, _LONGEST = 160, 300

NEEDED = {"forecast": 0, "deadline": KEPT, "coming": KEPT, "as-of": KEPT, "now": KEPT, "in": KEPT, "edition": KEPT,
          "pick": KEPT, "line": KEPT, "ago": KEPT}  # fmt: skip
"""The sum of a page's signals from which a year so meant is stale: a forecast fails wherever it is told as still open."""


@dataclass(frozen=True, slots=True)
class Options:
    """What counts as a year that stands for now."""

    years_back: int = field(default=30, metadata={"help": "how far back a year can stand for now"})
    current_nouns: tuple[str, ...] = field(
        default=(), metadata={"help": "words after a year that make it the current one: guide, trends, prices"}
    )
    history_words: tuple[str, ...] = field(
        default=(), metadata={"help": "words right before a year that make it history: since, founded in"}
    )
    record_nouns: tuple[str, ...] = field(
        default=(), metadata={"help": "words beside a year that make it the date of a work or an event"}
    )
    names: tuple[str, ...] = field(
        default=(), metadata={"help": "products and standards that have a year in their name: SQL Server"}
    )
    slugs: bool = field(default=True, metadata={"help": "whether years in the address are looked at"})
    images: bool = field(default=True, metadata={"help": "whether names and texts of images are looked at"})


_SAID = message("year", "today")
MESSAGES = {
    **dict.fromkeys(("", "forecast", "coming", "deadline", "as-of", "line", "address", "image"), _SAID),
    "changed": message("year", "today", "day"),
    "ago": message("year", "today", "years"),
}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each past year that reads as the present or the future."""
    page = page_kind(post, context.vocabulary, context.today)
    if page.score < min(NEEDED.values()):
        return
    judge = _Judge(options, context, page)
    found = units(post, context.vocabulary)
    judge.is_history = len({y.year for u in found if u.kind == "heading" for y in years.years(u.text)}) >= _HISTORY
    judge.end = len(post.document.blocks) - 1
    for unit in found:
        for place, reading in judge.stale(unit):
            yield judge.hit(unit.span(place.start, place.end), place, reading, is_head=unit.key != "")
    if page.is_kept:
        yield from _headers(post, judge)
        yield from _addresses(post, judge)
        if options.images:
            yield from _images(post, judge)


class _Judge:
    def __init__(self, options: Options, context: Context, page: Page) -> None:
        self.options, self.page, self.this_year, self.lexicon = options, page, context.today.year, context.vocabulary
        this_year = self.this_year
        self.first, self.last = this_year - options.years_back, this_year - 1
        self.current = compile_terms(options.current_nouns)
        self.history = re.compile(rf"(?:{compile_terms(options.history_words).pattern})\W{{1,3}}$", re.IGNORECASE)
        self.record = compile_terms(options.record_nouns)
        self.named = re.compile(rf"(?:{compile_terms(options.names).pattern})\W{{1,3}}$", re.IGNORECASE)
        self.is_history = False
        self.end = -1

    def hit(self, span: Span, place: Place, reading: str, *, is_head: bool = False) -> Hit:
        values: dict[str, str | int | float] = {"year": str(place.year), "today": self.this_year}
        day = self.page.newest
        severity: Severity | None = None
        if reading == "as-of" and day is not None and abs(day.year - place.year) <= 1:
            severity = "info"  # an honest date, as old as the page
        if is_head and day is not None and day.year > place.year and reading in ("in", "edition", "now"):
            return Hit(span, values | {"day": day.isoformat()}, "changed")
        if reading == "ago":
            values["years"] = self.this_year - place.year
        return Hit(span, values, reading if reading in MESSAGES else "", severity=severity)

    def stale(self, unit: Unit) -> Iterator[tuple[Place, str]]:
        """The past years of a unit that are meant as now or to come, and what they are meant as."""
        if unit.quoted or is_entry(unit, self.lexicon):
            return
        for place in years.years(unit.text):
            if self.is_past(place.year) and not _is_linked(unit, place) and not years.is_held(place):
                reading = self._reading(unit, place)
                if reading and self.page.score >= NEEDED[reading]:
                    yield place, reading

    def is_past(self, year: int) -> bool:
        return self.first <= year <= self.last

    def _reading(self, unit: Unit, place: Place) -> str:
        text = unit.text
        said = years.reading(place, text)
        if said == "ago":
            return said if self.this_year - place.year - years.years_ago(place) > 1 else ""
        if said == "line":
            day = self.page.newest
            if not re.match(r"\W*[a-z]", text, re.IGNORECASE) or re.match(r"\W*(?:c\)|copyright)", text, re.IGNORECASE):
                return said if unit.block == self.end and place.year < self.last else ""
            return said if (day.year > place.year if day else place.year < self.last) else ""
        if said not in ("", "in", "pick") or unit.kind == "row":
            return "" if said in ("in", "pick") else said
        if years.is_dated(place) or place.after.startswith(("'s", "’s")) or self.is_name(place):
            return ""
        if unit.kind in ("front-matter", "heading"):
            text = unit.pieces[0][1].text[:_LONGEST]  # "Is it worth it? (2024)" is two sentences
        if unit.kind == "front-matter":
            return self.in_title(place, text, is_title=_is_title(unit), is_head=_is_title(unit))
        is_lead = _is_lead(text) or self._is_label(unit, place)
        if unit.kind == "heading" or is_lead:
            return "" if self.is_history else self.in_title(place, text, is_title=unit.text == unit.title)
        if unit.title and unit.title in text:
            return ""  # the page's own name, which has its finding
        if said and unit.links and re.search(r"\d", text[: place.start] + text[place.end :]):
            return ""  # a figure of that year, with its source
        if said == "pick" and place.before.endswith("of ") and self._is_year_end(place.year):
            return ""
        return said or self._in_text(place)

    def _is_label(self, unit: Unit, place: Place) -> bool:
        label = unit.label
        is_inside = bool(label) and place.end < len(label) + 2 and self.current.search(label) is not None
        return is_inside and years.tense_at(place) != "past"

    def advises(self, text: str) -> bool:
        """True for words that promise advice or facts of today."""
        return self.current.search(text) is not None or self.lexicon.has("advising-titles", text)

    def is_name(self, place: Place) -> bool:
        """True for a year that is part of a name, or the date of a work or an event."""
        near, after = place.before[-_NEAR:], _WORDS_AFTER.match(place.after)
        if self.history.search(near) or self.named.search(near) or _CAMEL.search(near):
            return True
        if after and self.record.match(after[1]):
            return True
        found = [m.end() for m in self.record.finditer(near[-60:])]
        gap = near[-60:][found[-1] :] if found else "far away"
        return re.fullmatch(r"\W{1,3}(?:in )?", gap) is not None

    def in_title(self, place: Place, text: str, *, is_title: bool = False, is_head: bool = True) -> str:
        """What a year in a title, heading or alternative text is meant as."""
        before, after = place.before, _WORDS_AFTER.match(place.after)
        told = years.is_told(text) if is_head else years.tense_at(place) == "past"
        if after and self.current.search(after[1]) and not told:
            return "edition"
        if _IN.search(before):
            return "" if told else "in"
        if not before.strip() or told or not (is_title or self.advises(text)):
            return ""
        if re.search(r"\bof $", before, re.IGNORECASE):
            return "edition" if self.current.search(before) and not self._is_year_end(place.year) else ""
        return "edition" if _END.match(place.after) else ""

    def _is_year_end(self, year: int) -> bool:
        """True for a page of the turn of a year, which looks back on it: "The best books of 2024"."""
        written = self.page.written
        return written is not None and dt.date(year, 11, 1) <= written < dt.date(year + 1, 3, 1)

    def _in_text(self, place: Place) -> str:
        near, after = place.before[-_NEAR:], _WORDS_AFTER.match(place.after)
        if years.tense_at(place) == "past":
            return ""
        if after and self.current.match(after[1]) and not after[1].startswith("edition") and _THE.search(near[-30:]) and not _NAME.search(near):
            return "edition"
        return "edition" if _FOR.search(near) and self._ends_with_noun(near) else ""

    def _ends_with_noun(self, near: str) -> bool:
        """True when words of today stand close before: "the annual limit for"."""
        found = [match.end() for match in self.current.finditer(near[-70:])]
        return bool(found) and re.fullmatch(r"[\w ,]{0,30}", near[-70:][found[-1] :]) is not None


def _is_linked(unit: Unit, place: Place) -> bool:
    """True inside the text of a link: the title of the page that is linked."""
    at, _, from_, _ = unit.pieces[0]
    return any(link.at[0] <= from_ + place.start - at < link.at[1] for link in unit.links)


def _is_title(unit: Unit) -> bool:
    return unit.text in unit.title or ("title" in unit.key and unit.key != "title") or unit.key in ("headline", "h1")


def _is_lead(text: str) -> bool:
    """True for the few words with which a list or paragraph is headed: "2024 deadlines:"."""
    return text.endswith(":") and text.count(" ") <= 6 and not _STATES.search(text)


def _headers(post: Post, judge: _Judge) -> Iterator[Hit]:
    """The year of a table whose header gives one year only, as that of today: "2024 ceiling"."""
    tables: dict[int, list[tuple[Prose, Place]]] = {}
    for block in post.document.blocks:
        row, table = block.inside("row"), block.inside("table")
        if row is not None and table is not None and row.index == 0:
            tables.setdefault(table.id, []).extend((block.prose, place) for place in years.years(block.prose.text))
    for found in tables.values():
        prose, place = found[0] if found else (None, None)
        if prose is None or place is None or len({p.year for _, p in found}) > 1 or not judge.is_past(place.year):
            continue
        after = _WORDS_AFTER.match(place.after)
        if after and judge.current.match(after[1]) and not judge.record.match(after[1]):
            yield judge.hit(prose.span(place.start, place.end), place, "edition")


def _addresses(post: Post, judge: _Judge) -> Iterator[Hit]:
    """A past year in an address or the name of an image; only a note, as a new address needs a redirect."""
    for entry in post.front_matter.fields:
        key = str(entry.path[-1]) if entry.path else ""
        if entry.prose is None or "://" in entry.prose.text:
            continue
        name = entry.prose.text
        image = _IMAGE.search(name)
        if image and judge.options.images:
            yield from _in_address(judge, _moved(entry.prose, image.start(1)), image[1], "image")
        elif key in _SLUGS and len(entry.path) == 1 and judge.options.slugs:
            yield from _in_address(judge, entry.prose.span, name, "address")
        elif judge.options.images and _ALT.fullmatch(key):
            yield from _in_alt(judge, name, entry.prose.span)


def _moved(prose: Prose, by: int) -> Callable[[int, int], Span]:
    return lambda start, end: prose.span(start + by, end + by)


def _in_address(judge: _Judge, span: Callable[[int, int], Span], name: str, key: str) -> Iterator[Hit]:
    for match in _SLUG_YEAR.finditer(name):
        year = int(match["year"])
        words = re.sub(r"[-_]", " ", name)
        if judge.named.search(words[: match.start("year")]):
            continue
        if judge.is_past(year) and (match["now"] or judge.advises(words)):
            yield Hit(span(*match.span("year")), {"year": match["year"], "today": judge.this_year}, key, severity="info")


def _images(post: Post, judge: _Judge) -> Iterator[Hit]:
    """A past year in the text or the name of an image in the body."""
    for link in post.document.links:
        if not link.is_image:
            continue
        at = link.span.start + 2
        if link.kind == "image" and post.text.startswith(link.text, at):
            yield from _in_alt(judge, link.text, _from(at))
        name = _IMAGE.search(link.target)
        if name and "://" not in link.target and link.target_span.cut(post.text) == link.target:
            yield from _in_address(judge, _from(link.target_span.start + name.start(1)), name[1], "image")
    for element in post.document.elements:
        alt = element.get("alt")
        if alt is not None and alt.value and (at := alt.span.cut(post.text).find(alt.value)) >= 0:
            yield from _in_alt(judge, alt.value, _from(alt.span.start + at))


def _from(at: int) -> Callable[[int, int], Span]:
    return lambda start, end: Span(at + start, at + end)


def _in_alt(judge: _Judge, text: str, span: Callable[[int, int], Span]) -> Iterator[Hit]:
    """A past year in the text of an image: a chart or a photo may be of that year, so only beside words of today."""
    for place in years.years(text[:_LONGEST]):
        if judge.is_past(place.year) and not years.is_held(place) and not judge.is_name(place):
            if judge.in_title(place, text) and judge.current.search(text):
                yield Hit(span(place.start, place.end), {"year": str(place.year), "today": judge.this_year})
