"""Whether a past year stands for now: the page, the place and the words beside it taken together."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence, Set

from contentlint.catalog.lexicon import compile_terms
from contentlint.catalog.rule import Context
from contentlint.claims.profile import is_entry
from contentlint.claims.units import Unit
from contentlint.finding import Hit, Severity
from contentlint.guard.records import dataclass, field
from contentlint.post.page_kind import Page, is_later
from contentlint.text import years
from contentlint.text.spans import Span
from contentlint.text.tense import is_told, nearest
from contentlint.text.years import Place

_NEXT = re.compile(r"\W{0,3}((?:[A-Za-z][\w'-]*\s+){0,2}[A-Za-z][\w'-]*)")
"""The three words after a year."""
_CAMEL = re.compile(r"\b[A-Z][a-z]*[A-Z]\w* $")
_NAME = re.compile(r"(?<!\A)\b[A-Z][\w-]* $")
_MODEL = re.compile(r"(?:\b[A-Z][\w-]* ){2,6}\($")
_ITEM = re.compile(r"[:;,–—|]")
_PART = re.compile(r"[:;–—|] | - ")
_AWARDED = re.compile(r"\b(?:named|voted|awarded|awards?|crowned|elected|ranking|prizes?|medals?)\b|#\d", re.IGNORECASE)
_SOURCE = re.compile(
    r"\b(?:per|according to|estimates? (?:by|of|from)|(?:data|figures?|numbers?) (?:by|from|of)) (?:the )?[A-Z]"
    r"|\b(?!(?:As|The|Our|An?|This|These|Those|Their|When|While|If|All|Your|Some|Most|Such|More|With|For|In|And|But)\b)"
    r"[A-Z][\w.]*(?:['’]s)? (?:estimates?|reports?|puts|counts|lists|data|figures?)\b|\bestimated (?:at|to)\b"
)
"""Whose figure it is: then the day is the source's."""
_TODAY = re.compile(r"\b(?:today|now|nowadays|these days)\b", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w-]* [A-Z][\w-]* $")
_THE = re.compile(r"\b(?:the|this|our|these|your|best|top|new|latest|updated|current|all)\b", re.IGNORECASE)
_OURS = re.compile(r"\b(?:our|this|your|the (?:latest|new|updated)) $", re.IGNORECASE)
_FOR = re.compile(r"\b(?:in|for) $", re.IGNORECASE)
_OPENS_TITLE = re.compile(r"(?:^|[:–—|] )(?:the |our |your |a )?$", re.IGNORECASE)
_GUIDE = re.compile(r"\b(?:guides?|handbook|checklist|cheat ?sheet|tutorial|playbook|explained)\W*$", re.IGNORECASE)
_ADDED = re.compile(
    r"^\W*(?:(?:[a-z]{3,9}\.? )?20\d\d (?:update|edit|addendum|addition|note)s?|(?:update|edit|addendum|added|edited)\b"
    r".{0,20}\b20\d\d)\W*$",
    re.IGNORECASE,
)
"""A heading that dates what was added below it: "Update (May 2024)"."""
_IN = re.compile(r"\b(?:in|for|as of|this|shaping|into|throughout|during|your) $", re.IGNORECASE)
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|must|you|we|I|do|does|did|found|shows?|says?)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:since|after|before|until|following) (?:the|our|its|their|this) $", re.IGNORECASE)
_BRACKETS_END = re.compile(r"(?: [\w-]+){0,2}[)\]]\W*$")
"""What follows a year in the brackets at the end of a title: "(2024 figures)"."""
_THEIRS = re.compile(r"\b(?!(?:[Tt]oday|[Yy]ear|[Ww]orld)['’])[A-Z][\w-]*(?:['’]s|s['’]) $")
"""Whose it is: "Bell's 2023 review"."""
_OPENING_WORDS = 5
_END = re.compile(r"\s*(?:$|[):\]|!?,.]|[-–—] |edition)", re.IGNORECASE)
_REVIEWED = re.compile(r"\W{0,2}reviews?\b(?! of)", re.IGNORECASE)
_TWO_NAMES = re.compile(r"(?:\b[A-Z][\w.+-]* ){2,4}\(?$")
_AMOUNT = re.compile(
    r"^\W*(?:[$€£]\d[\d.,]*[kKmMbB]?\+?|\d[\d.,]*%)(?: (?:thousand|million|billion|trillion))? in $", re.I
)
_OPENS = re.compile(r"(?:^|[\s(\[])[\"“]([^\"“”]*)$")
_CLOSES = re.compile(r"[^\"“”]*[\"”](?!\w)")
_RIGHTS = re.compile(r"\W*(?:©|\(c\)|copyright)", re.IGNORECASE)
_NEAR, _LONGEST, _PARAGRAPH = 160, 300, 2000
_FIRM, _HISTORY, _RECENT, _KEPT_FOR = 4, 3, 3, 5
"""The sum of a page that is kept up whatever a heading says; so many years in headings are a history; so many years ago
somebody may still have meant as now, and so many a page that is kept up."""


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


class Judge:
    """Decides of one page's years. `told` are the years in its headings, `end` is the number of its last block."""

    HEADS = frozenset(("in", "edition", "pick", "now"))
    ANYWHERE = frozenset(("forecast", "deadline", "coming", "as-of", "now"))
    """What a sentence says outright, so that it counts wherever it stands."""
    PLANS = frozenset(("forecast", "coming"))
    """What a page tells ahead of its day."""
    OUTRIGHT = frozenset(("as-of", "now"))
    """What a page that is kept up says of now in so many words: for some years its own day is no excuse."""
    DATED = frozenset(("forecast", "deadline", "line", "ago"))
    """What is over whatever else a text says of the years."""

    def __init__(
        self, options: Options, context: Context, page: Page, told: Set[int], end: int, heads: Sequence[str] = ()
    ) -> None:
        self.page, self.told, self.end = page, told, end
        self.lexicon, self.today, self.this_year = context.vocabulary, context.today, context.today.year
        self.first, self.last = self.this_year - options.years_back, self.this_year - 1
        self.current = compile_terms(options.current_nouns)
        self.record = compile_terms(options.record_nouns)
        self.history = compile_terms(options.history_words, after=r"\W{1,3}$")
        self.names = compile_terms(options.names, after=r"\W{1,3}$")
        self.models = {place.year for text in heads for place in years.years(text) if self._is_model(place)}
        """Years by which the page tells the thing it reviews from others of the same name."""

    def key(self, unit: Unit, place: Place, reading: str) -> str:
        """The message for a year of a unit that is meant as a reading says."""
        day = self.page.newest
        if day is not None and day.year > place.year and reading in self.HEADS:
            changed = self.page.changed
            if _is_title(unit) and changed is not None and changed.year == self.this_year:
                return "title"
            if unit.kind == "front-matter" or _is_title(unit):
                return "changed"
        return "" if reading in self.HEADS else reading

    def hit(self, span: Span, year: int, key: str, severity: Severity | None = None, end: dt.date | None = None) -> Hit:
        """A hit on a year, with all that a message may say; `end` is the day of a deadline."""
        day = self.page.newest
        if key == "as-of" and day is not None and abs(day.year - year) <= 1:
            severity = "info"  # an honest date, as old as the page
        values: dict[str, str | int | float] = {
            "year": str(year),
            "today": self.this_year,
            "day": day.isoformat() if day else "",
            "years": self.this_year - year,
            "end": end.isoformat() if end else str(year),
        }
        return Hit(span, values, key, severity=severity)

    def is_past(self, year: int) -> bool:
        """True for a year that is over, and not so long ago that nobody can have meant it as now."""
        return self.first <= year <= self.last

    def advises(self, text: str) -> bool:
        """True for words that promise advice or facts of today."""
        return self.current.search(text) is not None or self.lexicon.has("advising-titles", text)

    def stale(self, unit: Unit) -> Iterator[tuple[Place, str]]:
        """The past years of a unit that are meant as now or to come, and what they are meant as."""
        if unit.quoted or is_entry(unit, self.lexicon):
            return
        if unit.kind == "front-matter" and not self.lexicon.fullmatch("shown-keys", unit.key):
            return
        if not _is_title(unit) and any(_ADDED.match(text) for text in (*unit.headings[:1], unit.text)):
            return
        line = years.dated_line(unit.text)
        if (
            line
            and self.is_past(line.year)
            and self._is_old_line(unit, line.year)
            and self._counts(unit, line.year, "line")
        ):
            yield line, "line"
        for place in years.years(unit.text):
            if not self.first <= place.year <= self.this_year or _is_linked(unit, place):
                continue
            if years.is_held(place, in_title=_is_title(unit)):
                continue
            if place.year in self.models or _is_in_quotes(unit, place):
                continue
            reading = self._reading(unit, place)
            if reading == "deadline":
                if self._is_over(place):
                    yield place, reading
            elif reading and place.year < self.this_year and self._counts(unit, place.year, reading):
                yield place, reading

    def is_of_its_day(self, year: int, reading: str = "") -> bool:
        """True on a page that was left alone for years, of a year as old as the page or older: its date says so."""
        day = self.page.newest
        is_own = day is not None and (year - day.year < 2 if reading in self.PLANS else not is_later(year, day))
        return is_own and self.page.is_left(self.today)

    def is_found_by(self, year: int) -> bool:
        """True where a year in what a page is found by should be mended: not on a page of that day that is no guide."""
        return not self.is_of_its_day(year) or self.page.score >= _FIRM or self.page.promises

    def _counts(self, unit: Unit, year: int, reading: str) -> bool:
        """True where the page is one on which somebody should mend what a year is meant as."""
        page = self.page
        is_recent = year >= self.this_year - _KEPT_FOR
        if reading == "line":
            return page.promises or (page.is_kept and (page.is_declared or page.newest is None))
        if not page.is_kept:  # what is said outright fails on any page without a day; a year after its day was added
            if page.newest is None:
                return reading in self.ANYWHERE or (unit.kind == "heading" and page.score > 0 and is_recent)
            return page.score > 0 and reading in self.HEADS and is_later(year, page.newest)
        is_head = unit.kind in ("front-matter", "heading") and reading in self.HEADS
        if is_head and self.is_found_by(year):
            return True
        is_outright = is_recent and (reading in self.OUTRIGHT or (is_head and unit.kind == "heading"))
        return is_outright or not (is_head or self.is_of_its_day(year, reading))

    def _is_over(self, place: Place) -> bool:
        """True for a deadline that has passed, and had not when the page was last changed, unless it calls to act."""
        end, day = years.deadline(place), self.page.newest
        if end is None or end >= self.today or not (self.page.is_kept or day is None):
            return False
        if self.is_of_its_day(end.year, "forecast") and not self.page.promises:
            return False
        return day is None or day < end or years.calls(place)

    def _reading(self, unit: Unit, place: Place) -> str:
        said = years.reading(place, unit.text)
        if said not in self.DATED and self._is_told_from_now(unit):
            return ""
        if said == "as-of" and _SOURCE.search(_paragraph_of(unit)):
            return ""
        if said in self.ANYWHERE:
            return said
        if said == "in" and _SOURCE.search(place.before + place.after):
            return ""
        if said in ("in", "pick") and (_AWARDED.search(place.before[-80:]) or _TODAY.search(place.after)):
            return ""
        if said == "ago":
            return said if self.this_year - place.year - years.years_ago(place) > 1 else ""
        if said == "line":
            return said if self._is_old_line(unit, place.year) else ""
        if unit.kind == "row" or self._is_past_by_name(place):
            return ""
        if unit.kind in ("front-matter", "heading"):
            whole = unit.pieces[0][1].text[:_LONGEST]  # "Is it worth it? (2024)" is two sentences
            is_title = _is_title(unit)
            if unit.kind == "heading" and len(self.told) >= _HISTORY and not is_title:
                return ""
            if unit.kind == "front-matter" and not is_title and self._is_long_gone(place):
                return ""
            return self.in_head(place, whole, is_title=is_title, is_line=is_title or unit.kind == "heading")
        if _is_lead(unit.text) or (self._is_label(unit, place) and not self._is_long_gone(place)):
            return self.in_head(place, unit.text)
        if (unit.title and unit.title in unit.text) or (said in ("in", "") and _has_source(unit, place)):
            return ""  # the page's own name, which has its finding; a figure of that year with its source
        if said == "pick":
            return "" if self._looks_back(place, unit.text) else said
        if _AFTER.search(place.before) or (place.year < self.this_year - _RECENT and not self._is_of_now(place, said)):
            return ""  # in running text a year long gone, and what came after one, is history, whatever the tense
        return said or self._in_text(place, unit.text)

    def _is_long_gone(self, place: Place) -> bool:
        """True for a year too far back to be meant as now, with no word behind it that makes it today's."""
        after = _NEXT.match(place.after)
        is_beside = after is not None and self.current.search(after[1]) is not None
        return place.year < self.this_year - _RECENT and not is_beside

    def _is_of_now(self, place: Place, said: str) -> bool:
        """True for what a page that was changed since says of a year as of the present: "The rates in 2021 are"."""
        changed = self.page.changed
        return said == "in" and changed is not None and changed.year > place.year and years.tense_at(place) == "now"

    def in_head(self, place: Place, text: str, *, is_title: bool = False, is_line: bool = True) -> str:
        """What a year in a title, heading, description (no `is_line`) or text of an image is meant as."""
        before, after = place.before, _NEXT.match(place.after)
        if _AFTER.search(before) or (is_told(_part_of(place)) if is_line else years.tense_at(place) == "past"):
            return ""
        others = years.beside(place)
        if max(others) >= self.this_year or (not is_title and len(others) > 1):
            return ""  # reckoned from one year to another, or told beside others
        if after and self.current.search(after[1]):
            is_thing = not is_title and after[1].lower().startswith("edition") and _MODEL.search(before[-_NEAR:])
            return "" if is_thing else "edition"
        if _IN.search(before):
            return "" if _AMOUNT.search(before) else "in"
        if is_title and self._opens_guide(place):
            return "edition"
        if is_title and before.endswith(("(", "[")) and _BRACKETS_END.match(place.after) and self.advises(text):
            return "edition"
        if not before.strip() and place.after.startswith(("'s ", "’s ")) and is_title:
            return "edition" if self.advises(place.after[:_NEAR]) else ""
        if not before.strip():
            is_short = place.after.startswith(" ") and place.after.count(" ") <= _OPENING_WORDS
            is_head = is_line and is_short and not _STATES.search(text)
            return "edition" if is_head and self.is_firm(place.year, text) else ""
        if before.lower().endswith("of "):
            is_pick = years.reading(place, text) == "pick" or self.current.search(before) is not None
            return "edition" if is_pick and not self._is_turn(place.year) else ""
        is_last = _END.match(place.after) is not None and not self._is_named(place, is_title, is_line)
        return "edition" if is_last and (is_title or self.is_firm(place.year, text)) else ""

    def _opens_guide(self, place: Place) -> bool:
        """True for what a title promises as that of a year: "The 2021 Kettle Buyer's Guide"."""
        part = _PART.split(place.after)[0]
        return _OPENS_TITLE.search(place.before) is not None and _GUIDE.search(part) is not None

    def _is_named(self, place: Place, is_title: bool, is_line: bool) -> bool:
        """True for a name with its year: "Harbour Build 2017: boats your way", "For most: Kettle Steel (2024)"."""
        near = place.before[-_NEAR:]
        item = _ITEM.split(near)[-1]
        if not is_line and _TWO_NAMES.search(item) and not (self.advises(item) or self.current.search(item)):
            return True
        if not is_title and _MODEL.search(near):
            return not self.advises(_PART.split(near)[-1])
        if not _NAMED.search(near) or not place.after.lstrip().startswith((":", "-", "–", "—")):
            return False
        return not (self.advises(near) or self.current.search(place.after))

    def is_firm(self, year: int, text: str) -> bool:
        """True where a year by itself is that of today: beside words of advice, or alone on a page full of them."""
        return self.advises(text) or (
            self.page.score >= _FIRM and self.told <= {year} and year >= self.this_year - _RECENT
        )

    def _in_text(self, place: Place, text: str) -> str:
        near, after = place.before[-_NEAR:], _NEXT.match(place.after)
        if years.tense_at(place) == "past" or years.is_one_of_several(text) or place.after.startswith(" alone"):
            return ""
        is_noun = after and self.current.match(after[1]) and not after[1].startswith("edition")
        if is_noun and (near.endswith("(") or _THE.search(near[-30:])) and not _NAME.search(near):
            return "edition"
        if _OURS.search(near) and after and self.current.search(after[1]):
            return "edition"
        return "edition" if _FOR.search(near) and self._ends_with_noun(near[-70:]) else ""

    def _ends_with_noun(self, near: str) -> bool:
        """True when words of today stand close before: "the annual limit for"."""
        found = [match.end() for match in self.current.finditer(near)]
        return bool(found) and re.fullmatch(r"[\w ,]{0,30}", near[found[-1] :]) is not None

    def _is_past_by_name(self, place: Place) -> bool:
        """True for the year of a month, of a name, of a work or an event, and for what history is told of."""
        is_its_own = place.after.startswith(("'s", "’s")) and place.before.strip() != ""
        return years.is_dated(place) or is_its_own or self.is_name(place)

    def is_name(self, place: Place) -> bool:
        """True for a year that is part of a name, or the date of a work or an event."""
        near, after = place.before[-_NEAR:], _NEXT.match(place.after)
        if self.history.search(near) or self.names.search(near) or _CAMEL.search(near) or _THEIRS.search(near):
            return True
        found = [match.end() for match in self.record.finditer(near[-60:])]
        gap = near[-60:][found[-1] :] if found else "none"
        return re.fullmatch(r"(?: \([A-Z]{2,6}\))?\W{1,3}(?:in )?", gap) is not None or bool(
            after and self.record.match(after[1])
        )

    def _is_model(self, place: Place) -> bool:
        """True for the year of a thing that is reviewed: "Kettle Steel (2024) review", but not "Kettle review 2024"."""
        near = place.before[-_NEAR:]
        return _REVIEWED.match(place.after) is not None and (
            _TWO_NAMES.search(near) is not None and not self.advises(near) and not self.current.search(near)
        )

    def _is_told_from_now(self, unit: Unit) -> bool:
        """True in a paragraph that names the present year too: what it says of another is told from it."""
        if unit.kind not in ("sentence", "item") or len(unit.pieces) != 1:
            return False
        return self.this_year in years.named(unit.pieces[0][1].text[:_PARAGRAPH])

    def _is_label(self, unit: Unit, place: Place) -> bool:
        """True in what stands before a colon, when it is of today: "2025 rates: about 8%"."""
        is_inside = bool(unit.label) and place.end < len(unit.label) + 2
        return is_inside and self.current.search(unit.label) is not None and years.tense_at(place) != "past"

    def _is_old_line(self, unit: Unit, year: int) -> bool:
        """True for a line that dates the page, when the page is newer or the line older than a year.

        Of rights only the last line speaks of the page: others are those of a photo or a licence.
        """
        day = self.page.newest if self.page.is_declared else None
        if day and day.year < year:
            day = None  # the line is the newer date
        if _RIGHTS.match(unit.text):
            return unit.block == self.end and year < self.last
        return day.year > year if day else year < self.last

    def _looks_back(self, place: Place, text: str) -> bool:
        """True for a pick that was made then: "I wrote about the best books of 2019"."""
        if place.before.endswith("for "):
            return False
        return nearest("", text) == "past" or (place.before.endswith("of ") and self._is_turn(place.year))

    def _is_turn(self, year: int) -> bool:
        """True for a page of the turn of a year, which looks back on it: "The best books of 2024"."""
        written = self.page.written
        return written is not None and dt.date(year, 11, 1) <= written < dt.date(year + 1, 3, 1)


def _part_of(place: Place) -> str:
    """The part of a title or heading that a year stands in, between dashes and colons."""
    return f"{_PART.split(place.before)[-1]}{place.year}{_PART.split(place.after)[0]}"


def _paragraph_of(unit: Unit) -> str:
    """The text around a unit, as far as it is looked at."""
    _, prose, from_, length = unit.pieces[0]
    return prose.text[max(0, from_ - _NEAR) : from_ + length + _NEAR]


def _has_source(unit: Unit, place: Place) -> bool:
    return bool(unit.links) and re.search(r"\d", unit.text[: place.start] + unit.text[place.end :]) is not None


def _is_in_quotes(unit: Unit, place: Place) -> bool:
    """True inside quotation marks, opened some sentences before perhaps: nobody may change what another said."""
    if unit.kind == "front-matter":
        return False
    at, prose, from_, _ = unit.pieces[0]
    start = from_ + place.start - at
    before, after = prose.text[max(0, start - _PARAGRAPH) : start], prose.text[start : start + _PARAGRAPH]
    return _OPENS.search(before) is not None and _CLOSES.match(after) is not None


def _is_linked(unit: Unit, place: Place) -> bool:
    """True inside the text of a link: the title of the page that is linked."""
    at, _, from_, _ = unit.pieces[0]
    return any(link.at[0] <= from_ + place.start - at < link.at[1] for link in unit.links)


def _is_title(unit: Unit) -> bool:
    if unit.kind == "heading":
        return unit.text == unit.title
    return unit.text in unit.title or ("title" in unit.key and unit.key != "title") or unit.key in ("headline", "h1")


def _is_lead(text: str) -> bool:
    """True for the few words with which a list or paragraph is headed: "2024 deadlines:"."""
    return text.endswith(":") and text.count(" ") <= 6 and not _STATES.search(text)
