"""A past year that is meant as now or as still to come: "the best tools of 2021", "in 2023, you need …"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from contentlint.catalog.lexicon import compile_terms
from contentlint.catalog.rule import Context, message
from contentlint.claims.units import Unit, units
from contentlint.finding import Hit
from contentlint.post.post import Post

_YEAR = re.compile(r"(?<![\w$€£¥₹#/.,:=+~-])(?:19[5-9]\d|20\d\d)(?![\w%/]|[.,:]\d|[-–—]\d)")
_SLUG_YEAR = re.compile(r"(?<=[\w/]-)(?P<now>(?:in|for)-)?(?P<year>20\d\d)(?=$|-(?!\d)|/?$)")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|q[1-4]|quarter|half|\d{1,2}(?:st|nd|rd|th)?,?)\.?"
)
_DATED = re.compile(rf"(?:\b{_MONTH}(?: of)?,? |\d{{1,2}}\. ?\w+ )$", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"(?:\d{4}|present)\s?(?:[-–—/]|to|and|or|through|until)\s?$", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"\s?(?:[-–—/]|to|and|or|vs\.?)\s?(?:19|20)?\d\d\b", re.IGNORECASE)
_FORETOLD = (
    r"(?:projected|expected|forecast(?:ed)?|predicted|estimated|set|slated|anticipated|on track|planned|scheduled)"
)
_FORECAST = re.compile(
    rf"\b(?:(?:is|are|'s|'re) (?:\w+ )?{_FORETOLD}"
    r"|will|expects?|estimates|projects|predicts|forecasts)\b(?:[^.;]|\.\d){0,90}\bby (?:the end of |early |"
    r"late |mid-?)?$"
    rf"|\b(?:projected|expected|forecast|predicted|planned|slated|scheduled)\b(?:[^.;]|\.\d){{0,90}}\b(?:by|in|for) "
    r"(?:the end of |early |late |mid-?)?$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom [^.;]{0,60}\b(?:in|for) $", re.IGNORECASE)
_UP_TO = re.compile(r"\s?(?:[-–—/]|to|and|or|vs\.?)\s")
_BY = re.compile(r"(?:^|[^\w])by (?:the end of |early |late |mid-?)?$", re.IGNORECASE)
_IS_FORETOLD = re.compile(rf"(?:[^.;]|\.\d){{0,120}}\b(?:(?:is|are) (?:\w+ )?{_FORETOLD} to|will)\b", re.IGNORECASE)
"""What follows "By 2025," in a forecast."""
_PRESENT = re.compile(
    r"\b(?:is|are|isn't|aren't|am|has become|have become|have to|has to|must|should|can|can't|will|won't|need|needs|"
    r"continues?|remains?|matters?|look|looks|looking|expect|means|makes?|works?|today|now|still|want|wants|offers?|"
    r"sells?|costs?|pays?|you|your|you're|'re|do|does|don't|doesn't|getting|shaping|grows?|demands?|requires?)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:was|were|wasn't|weren't|had|hadn't|did|didn't|became|began|went|came|grew|rose|fell|made|took|saw|got|gave|"
    r"wrote|bought|sold|spent|lost|ran|won|said|told|left (?:his|her|my|the|our|their|its)|"
    r"brought|thought|knew|would|used to|has been|have been|ago|originally|previously|back in|"
    r"(?<!is )(?<!are )(?<!be )(?<!been )(?<!being )(?<!get )(?<!getting )(?<!'re )(?<!and )(?!need|based|speed|feed|"
    r"exceed|proceed|succeed|indeed|embed|hundred|shed)(?<!-)[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:was|were|had|did|became|began|went|came|grew|rose|fell|made|took|saw|got|gave|wrote|bought|sold|spent|"
    r"lost|won|"
    r"brought|knew|used to|has been|have been|ago|originally|previously|back in|looking back|"
    r"(?:I|we|they|he|she|it|that|who|what \w+|how \w+) \w{2,}ed|(?!need|based|speed)[a-z]{2,}ed (?:in|of|for|"
    r"during))\b",
    re.IGNORECASE,
)
"""The past in a title: "what we learned in 2022", not "automated"."""
_PICK = re.compile(
    r"\b(?:best|top|leading|must-have|predictions|outlook|trends|strategies|tips|comparison|guide|"
    r"picks)\b[^.;]{0,70}\b(?:of|for|"
    r"in) $",
    re.IGNORECASE,
)
"""A text that tells its pick, or what is to come: "The best tools of 2021 for remote teams"."""
_NOW_BEFORE = re.compile(
    r"\b(?:(?:progress|move|moving|head|heading|go|going|navigate|navigating|look|looking|step|stepping) (?:\w+ )?"
    r"(?:through|throughout|into|beyond|towards?|to)|shaping|enter|entering|approach|approaching|(?:it's|it is|"
    r"we're in|this is) "
    r"(?:now |already |still )?) ?$",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas of (?:early |late |mid-? ?|the (?:start|end) of )?$", re.IGNORECASE)
_VERB = re.compile(
    r"\b(?:(?P<now>is|are|isn't|aren't|will|won't|can|can't|must|should|needs?|remains?|continues?|(?<!to )do|does|"
    r"looks?|"
    r"offers?|sells?|"
    r"costs?|pays?|provides?|requires?)|(?P<past>was|were|had|did|became|went|came|grew|rose|fell|made|took|saw|got|"
    r"would|"
    r"has been|have been|(?:I|we|they|he|she|it) [a-z]+ed))\b",
    re.IGNORECASE,
)
_REVIEW = re.compile(
    r"\b(?:review(?! of (?:the|a|our)\b)|in review|wrap(?:ped|[- ]?up)?|recap|retrospective|retro|looking back|"
    r"annual (?:report|review|"
    r"letter)|year in|highlights|as of)\b",
    re.IGNORECASE,
)
"""The title of a post that looks back on a year, which is then history in all of it."""
_WORD_AFTER = re.compile(r"\W{0,3}([A-Za-z][\w'-]*)(?:\s+([A-Za-z][\w'-]*))?(?:\s+([A-Za-z][\w'-]*))?")
_DATE_KEYS = ("date", "pubDate", "publishDate", "publishedAt", "published", "created")
_WRITTEN = re.compile(r"(?:19|20)\d\d(?=-\d)")
_STATES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|can|will|must|you|we|I|do|does|did|found|shows?|says?)\b", re.IGNORECASE
)
_FIRST_PERSON = re.compile(r"\b(?:[Ww]e|[Oo]ur|I|[Mm]y)\b(?! all| will see| see)")
_PLAN = re.compile(
    r"\b(?:will|plan|plans|planning|hope|hoping|aim|aiming|expect|expecting|budget|intend|going to|looking forward|"
    r"look forward|fundraising|roadmap|goals?|priorit\w+)\b",
    re.IGNORECASE,
)

_NEAR, _FAR = 160, 320
"""Code points before a year that patterns look at which end at it: none needs more, and a unit may be full of years."""


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


MESSAGES = dict.fromkeys(("", "forecast", "address"), message("year", "today"))


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each past year that reads as the present or the future."""
    judge = _Judge(options, context.today.year)
    dated = _year_of(post)
    reviewed = _reviewed(post, context, dated)
    for unit in units(post, context.vocabulary):
        for match in judge.stale(unit):
            if match.group() in reviewed:
                continue
            if int(match.group()) in (dated, dated + 1) and _is_plan(unit):
                continue
            is_forecast = _is_forecast(unit.text[: match.start()], unit.text[match.end() :])
            key = "forecast" if is_forecast else ""
            values: dict[str, str | int | float] = {"year": match.group(), "today": context.today.year}
            yield Hit(unit.span(*match.span()), values, key)
    yield from _address(post, judge, context.today.year)


def _address(post: Post, judge: _Judge, this_year: int) -> Iterator[Hit]:
    """A past year in the slug that reads as now; only a note, as a new address needs a redirect."""
    field = post.front_matter.get("slug")
    if field is None or field.prose is None:
        return
    for match in _SLUG_YEAR.finditer(field.prose.text):
        words = field.prose.text.replace("-", " ")
        if judge.first <= int(match["year"]) <= judge.last and (match["now"] or judge.current.search(words)):
            span = field.prose.span(*match.span("year"))
            yield Hit(span, {"year": match["year"], "today": this_year}, "address", severity="info")


class _Judge:
    def __init__(self, options: Options, this_year: int) -> None:
        self.first, self.last = this_year - options.years_back, this_year - 1
        self.current = compile_terms(options.current_nouns)
        self.history = re.compile(rf"(?:{compile_terms(options.history_words).pattern})\W{{1,3}}$", re.IGNORECASE)
        self.record = compile_terms(options.record_nouns)

    def stale(self, unit: Unit) -> Iterator[re.Match[str]]:
        text = unit.text
        for match in _YEAR.finditer(text):
            if self.first <= int(match.group()) <= self.last and self._is_now(unit, match):
                yield match

    def _is_now(self, unit: Unit, match: re.Match[str]) -> bool:
        text, before, after = unit.text, unit.text[: match.start()], unit.text[match.end() :]
        if any(k.at[0] <= _at(unit, match) < k.at[1] for k in unit.links):
            return False  # the title of the page that is linked
        if unit.quoted or _in_marks(before, after):
            return False
        if _is_forecast(before, after):
            return True
        near = before[-_NEAR:]
        if re.match(r"['’]s\b", after):
            return self._of_the_year(before, after)
        if _AS_OF.search(near):
            tense = _tense(after)  # one that begins the sentence speaks of now unless told otherwise
            return tense == "now" or (not tense and re.match(r"\W*as of\b", before, re.IGNORECASE) is not None)
        is_title = unit.kind == "heading" or (unit.kind == "front-matter" and _is_title(unit)) or _is_lead(text)
        if _RANGE_BEFORE.search(near):  # "Rules (2024-2025)"
            last = re.search(r"(\d{4})\s?[-–—/]\s?$", near)
            years = last is not None and int(last[1]) + 1 == int(match.group())
            return is_title and years and self.current.search(text) is not None
        if _RANGE_AFTER.match(after) or _DATED.search(near):
            return False
        if self.history.search(near) or unit.kind == "row":
            return False
        words = _WORD_AFTER.match(after)
        following = " ".join(w for w in words.groups() if w) if words else ""
        if words and self.record.match(following):
            return False
        if self.record.search(before[-40:]) and not re.search(r"\b(?:in|for|of) $", near, re.IGNORECASE):
            return False
        if unit.label and match.end() < len(unit.label) + 2 and self.current.search(unit.label):
            is_title = is_title or not _PAST.search(text)
        if is_title or (unit.kind == "front-matter" and not _TOLD.search(text)):
            return self._in_title(before, after, following, text)
        return self._in_text(before, after, following, text)

    def _in_title(self, before: str, after: str, following: str, text: str) -> bool:
        if re.search(r"\b[A-Z][a-z]*[A-Z]\w* $", before):
            return False  # "ECMAScript 2020"
        if self.current.search(following):
            return True
        if re.search(r"\b(?:in|for|of|this|shaping|into|throughout|during|as of) $", before, re.IGNORECASE):
            return not _TOLD.search(text)
        if not before.strip() or not self.current.search(text):
            return False
        return re.match(r"\s*(?:$|[):\]|!?,.]|[-–—] |edition)", after, re.IGNORECASE) is not None

    def _of_the_year(self, before: str, after: str) -> bool:
        """ "2025's job market is …", not "2015's best film was …"."""
        return not before.rstrip().endswith((")", '"')) and _tense(after) == "now" and not _PAST.search(before)

    def _in_text(self, before: str, after: str, following: str, text: str) -> bool:
        near = before[-_NEAR:]
        clause = re.split(r"[;:]|, (?:and|but|while)\b|\bwhen\b", before)[-1] + " " + re.split(r"[;]|, but\b", after)[0]
        if re.search(r"(?:^|[,;:–—]|\b(?:and|that|but|why|how|as))\W*$", near):  # "2023 will bring a new tariff"
            return re.match(r"\s+(?:is|will|may|brings|promises|looks|marks|stands|belongs)\b", after) is not None
        if re.search(r"(?:^|[.!?] )(?:perhaps|maybe) $", near, re.IGNORECASE):
            return re.match(r"\s+(?:is|will|may|brings)\b", after) is not None
        if re.search(r"(?<!\A)\b[A-Z][\w-]* $", near) and not re.search(r"\b(?:The|This|Our|Your|Best|Top) $", near):
            return False  # a name with its year: "the Summer of Code 2017 program"
        if self.current.search(following) and re.search(
            r"\b(?:the|this|our|these|your|best|top|enhanced|new|latest|updated|current)\b", before[-30:], re.IGNORECASE
        ):
            return not _PAST.search(clause)
        if _NOW_BEFORE.search(near):
            return not _PAST.search(clause)
        if not re.search(r"\b(?:in|for|of|during|as of|this year,?) $", near, re.IGNORECASE):
            return False
        if re.search(r"\bstuck in $", near):
            return False
        if _PICK.search(near) and not _PAST.search(clause):
            return True
        if re.search(r"[\d%]\S*\s(?:\w+\s){0,4}in $", near):
            return False  # a dated figure: "44 million in 2021"
        if re.match(r"\W*(?:in|for) $", before, re.IGNORECASE) and after.startswith(","):
            tense = _tense(after)  # "For 2019, that is the maximum allowed": the first verb tells
            if tense:
                return tense == "now"
        return not _PAST.search(clause) and _PRESENT.search(clause) is not None


def _reviewed(post: Post, context: Context, dated: int) -> frozenset[str]:
    """The years that a post looks back on, by its title: "My 2022 in review"; its own when the title has none."""
    title = next(iter(units(post, context.vocabulary)), None)
    text = title.title if title else ""
    if not _REVIEW.search(text):
        return frozenset()
    return frozenset(_YEAR.findall(text)) or frozenset((str(dated), str(dated - 1)))


def _year_of(post: Post) -> int:
    """The year a post says it was written in, by its front matter or the date its file name begins with; 0 for none."""
    for key in _DATE_KEYS:
        field = post.front_matter.get(key)
        found = _WRITTEN.match(str(field.value)) if field is not None else None
        if found:
            return int(found.group())
    named = _WRITTEN.match(post.path.replace("\\", "/").rpartition("/")[2])
    return int(named.group()) if named else 0


def _is_plan(unit: Unit) -> bool:
    """True for what the authors of a dated post say of their own plans: it tells of that day, and is no advice."""
    said = unit.text if unit.kind in ("sentence", "item") else ""
    return _PLAN.search(said) is not None and _FIRST_PERSON.search(said) is not None


def _is_forecast(before: str, after: str) -> bool:
    """True for the year that something was foretold for: the year it is counted from is another matter."""
    before = before[-_FAR:]
    if _BY.search(before) and _IS_FORETOLD.match(after):
        return True
    return _FORECAST.search(before) is not None and not _FROM.search(before) and not _UP_TO.match(after)


def _tense(text: str) -> str:
    """Whether the first verb that tells speaks of `now` or of the `past`; empty when none tells."""
    found = _VERB.search(text)
    return "" if found is None else "now" if found["now"] else "past"


def _is_title(unit: Unit) -> bool:
    return "title" in unit.key or unit.key in ("name", "headline", "heading", "h1")


def _is_lead(text: str) -> bool:
    """True for the few words with which a list or paragraph is headed: "2024 deadlines:"."""
    return text.endswith(":") and text.count(" ") <= 6 and not _STATES.search(text)


def _at(unit: Unit, match: re.Match[str]) -> int:
    at, _, from_, _ = unit.pieces[0]
    return from_ + match.start() - at


def _in_marks(before: str, after: str) -> bool:
    """Inside quotation marks: a title or somebody's words."""
    return (before.count('"') % 2 == 1 and '"' in after) or (before.rfind("“") > before.rfind("”") and "”" in after)
