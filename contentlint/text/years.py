"""What a text says of a year it names: that it is now, still to come, over, a name, one of a range.

A year stands between two stretches of text. `SIGNS` is a table of what stands there when the year is meant as now or
as still to come; what holds a year back from it (`is_held`) is asked first, and the tense of the nearest verb decides
where a sign leaves it open.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from contentlint.text import dates
from contentlint.text.tense import Tense, nearest

YEAR = re.compile(
    r"(?:(?<![\w$€£¥₹#/.,:=+~-])|(?<=\b[Mm]id-)|(?<=\b[Ll]ate-)|(?<=\b[Ee]arly-))(?:19[5-9]\d|20\d\d)(?![\w%/+]|[.,:]\d|[-–—]\d|-[A-Z][a-z]{2,8}-\d)"
)
"""A year by itself: no part of an amount, an address, a date in figures, a version or a range."""

_JOINED = re.compile(r"\b(?:mid|late|early)-$", re.IGNORECASE)
"""A part of a year that is joined to it, which changes nothing of what is said of it."""

_NEAR, _FAR = 160, 320
"""Code points beside a year that patterns look at: none needs more, and a unit may be full of years."""

_PART = r"(?:the (?:start|end|beginning|middle) of |early |late |mid-? ?)?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_SEASON = rf"(?:{_MONTH}|spring|summer|autumn|fall|winter|q[1-4]|quarter|half|\d{{1,2}}(?:st|nd|rd|th)?,?)\.?"
_WHEN = rf"(?:{_PART}(?:(?:\d{{1,2}}(?:st|nd|rd|th)? )?{_SEASON},? (?:\d{{1,2}}(?:st|nd|rd|th)?, )?(?:of )?)?)"

_DATED = re.compile(rf"(?:\b{_SEASON}(?: of)?,? |\d{{1,2}}\. ?\w+ )$", re.IGNORECASE)
_RANGE_BEFORE = re.compile(
    r"(?:\d{4}|(?<!at )present)\s?(?:[-–—/]|to|and|or|through|until|vs\.?|versus)\s?$", re.IGNORECASE
)
_RANGE_AFTER = re.compile(
    r"\s?(?:[-–—/]|to|and|or|vs\.?|versus)\s?(?:19|20)?\d\d\b|\s?[-–—]\s?(?:now|present|today)\b", re.IGNORECASE
)
_CITED = re.compile(
    rf"\(.{{0,80}}\b(?!(?:Updated|Revised|Reviewed|(?i:{_MONTH}|spring|summer|autumn|fall|winter))\b)"
    r"[A-Z][\w.&'’-]*,? $"
)
_THAN = re.compile(
    r"\b(?:compared (?:to|with)|unlike|from (?:(?:about|around|approximately|roughly|nearly|almost|just|under|over) )?"
    r"(?=[$€£]?\d)) ?(?:[\w$€£.,%–-]+ ){0,3}$|\bthan (?:in |for |those (?:of|in) |(?:the )?(?=\d))?$|"
    r"\bthan (?:[\w'-]+ ){0,5}(?:did|was|were|had|could|would|paid|cost|used) (?:[\w$€£.,%–-]+ ){0,3}$",
    re.IGNORECASE,
)
"""What is compared with a year, or with what was then: "than in 2019", "than it did in 2019"."""
_COUNT = re.compile(
    r"\s(?!(?:is|are|was|were|has|have|had|and|or|but|to|the|an?|with|when|while|we|you|it|they|on|for|at|by|as)\b)[a-z]"
)
_MARKS = (('"', '"'), ("“", "”"), ("«", "»"))

_FORETOLD = (
    r"(?:projected|expected|forecast(?:ed)?|predicted|estimated|set|slated|anticipated|on track|planned|scheduled|due)"
)
_EXPECTS = r"(?<!can )(?<!to )(?<!should )expects?"
_FORECAST = (
    rf"\b(?:(?:is|are|'s|'re) (?:\w+ )?{_FORETOLD}|will|{_EXPECTS}|estimates|projects|predicts|forecasts)\b"
    rf"(?:[^.;]|\.\b){{0,90}}\bby {_WHEN}|\b(?:(?:projected|expected|forecast|predicted|planned|slated|scheduled)"
    rf"(?= (?:to|for|in|by|at|on|out)\b)|due(?= to\b)|{_EXPECTS}|(?:plans?|aims?|intends?|hopes?) to)\b"
    rf"(?:[^.;]|\.\b){{0,90}}\b(?:by|in|for) {_WHEN}"
)
_IS_FORETOLD = rf"(?:[^.;]|\.\b){{0,120}}\b(?:(?:is|are) (?:\w+ )?{_FORETOLD} to|will)\b"
_FROM = re.compile(r"\bfrom (?:[^.;]|\.\b){0,60}\b(?:in|for) $", re.IGNORECASE)
_COMING = (
    r"\b(?:upcoming|forthcoming|coming(?: soon)?(?: in| to \w+ in)?|arriving(?: in)?|launching(?: in)?|later in|"
    rf"(?:taking|takes?|coming|comes?) (?:into )?(?:effect|force)(?: in| on)?|due (?:out )?in|"
    rf"(?:next|new) (?:[\w'’-]+ ){{1,3}}(?:opens|starts|begins|launches|arrives|ships) (?:in|on)|"
    rf"will (?:\w+ ){{0,3}}(?:launch|open|arrive|ship|start|begin|end|close|come|follow|appear|"
    rf"be \w{{3,}})(?: \w+){{0,3}} (?:in|at|by|from)) {_WHEN}"
    rf"|\bnext (?:review|update|check|revision|edition|issue)(?: is| will be)?(?: due)?(?: in| on|:)? {_WHEN}"
)
_IS_COMING = r" (?:is )?(?:just |now |right )?(?:around the corner|approaching|coming up|about to (?:start|begin))\b"
_UNDER_WAY = r" (?:is )?(?:now |already |well )?(?:in full swing|under ?way|upon us|in progress)\b"
_EXPECTED_IN = (
    rf"(?!,? (?:and|but|or|while|which|that)\b),? (?:(?:it's|it is|(?:\w+ ){{0,3}}(?:is|are)) (?:\w+ )?{_FORETOLD}\b|"
    r"(?:\w+ ){0,3}(?:experts|analysts|forecasters|economists|researchers) "
    r"(?:expect|predict|forecast|project|estimate)\b)"
)
"""Not what another clause goes on with: "it reached $40 million in 2024 and is projected to grow"."""
_OPEN = r"(?:[\w ]{0,20} )?(?:to be (?:announced|confirmed|decided)|TBA|TBC|TBD)\b"
_AS_NOW = (
    r"\b(?:(?:progress|move|moving|head|heading|navigate|navigating|step|stepping) (?:\w+ )?(?:through|throughout|into|"
    r"beyond|towards?)|(?:going|looking|look) (?:into|beyond)|shaping|enter(?:ing)?|the current year,?|"
    r"(?:we're|we are) (?:now |already |"
    r"still )?in|(?:this year|currently|right now|today|nowadays|at present|at the moment|"
    rf"(?:at|as of) (?:the time of |this )?writing)\W{{1,3}}(?:in |as of )?{_WHEN}|(?:current|today's|latest) |"
    rf"today's [\w ]{{1,30}}\(|updated for |new for |now,? in ) ?"
)
_NOW_IN_BRACKETS = rf"\b(?:currently|right now|at present|nowadays|current|today's) [^.;()]{{0,60}}\({_WHEN}"
"""Over no full stop at all: in "the current one: Kettle 5.2 (May 2025)" the year is that of its release."""
_UPDATED = rf"[(\[|–—] ?(?:last |newly )?updated:? (?:for |in )?(?:{_MONTH}\.?,? )?"
_NO_BETTER = (
    r"\b(?:no|never (?:been )?a) better (?:time|moment|year|place)\b(?:[^.;]|\.\b){0,60}\bthan (?:in |now, in )?"
)
_STILL = r"(?!(?:[^.]|\.\b){0,120}\bno longer\b)"
"""What is no more since then stays true."""
_NEW_IN = r"^\W*(?:what's |what is )?new (?:in|for) "
_FACTS = r"(?:prices?|rates?|fees?|figures|information|data|details|correct|current|accurate|valid|up to date)"
_QUARTER = re.compile(r"[ _-]?(?:Q[1-4]|H[12])\b", re.IGNORECASE)
_NUMBERS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_AGO = rf"\b(?:\d{{1,2}}|a|{'|'.join(_NUMBERS[1:])}) years? ago"
_COUNTED = rf"(?:\d{{1,2}}|{'|'.join(_NUMBERS[2:])})"
_SPAN_SINCE = rf"(?<!over )(?<!than )(?<!least )\b{_COUNTED} years,? \(?since "
_AGO_COUNT = re.compile(
    r"\b(\d{1,2}|[a-z]+) years?(?: ago|,? \(?since)|\bfor (?:\w+ )?(\d{1,2}|[a-z]+) years\b", re.IGNORECASE
)
_OPENS_AGO = re.compile(r"\W*(?:back |about |some |just |only )?(\d{1,2}|[a-z]+) years ago\b", re.IGNORECASE)
_NOWADAYS = re.compile(r"\b(?:today|now|nowadays|currently|this year|since|meanwhile)\b", re.IGNORECASE)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DEADLINE = (
    r"\b(?:apply|applications?|register|registrations?|submit|submissions?|sign up|enrol\w*|order|file|claim|deadline|"
    r"due|closes?|closing|ends?|expires?|valid|open|offer)\b(?:[^.;]|\.\b){0,60}\b(?:by|on|until|till|before|is|through|ends)"
    rf"[: ]\W*(?:{_DAY}(?: of)? {_MONTH}|{_MONTH}\.? {_DAY}),? "
    r"|\b(?:available|runs?|on sale|applies|in force) (?:[\w-]+ ){0,3}(?:until|till|through) "
    rf"(?:{_DAY}(?: of)? {_MONTH}|{_MONTH}\.? {_DAY}),? "
    r"|\b(?:valid|available|open|claim|apply|applies|runs?|in force|on sale)\b(?:[^.;]|\.\b){0,40}\b"
    r"(?:until|till|through|by) (?:the )?(?:end of )?"
)
_UNTIL_DAY = rf"\b(?:until|till|before|no later than) (?:{_DAY}(?: of)? {_MONTH}|{_MONTH}\.? {_DAY}),? "
_LINE = (
    r"^\W*(?:(?:this |the )?(?:page|article|post|guide|content|information|prices) (?:was |were )?)?(?:last )?"
    r"(?:updated|reviewed|verified|checked|revised|modified)(?: and [a-z]+)?(?: on| in|:|)"
    rf"(?: {_MONTH}\.?)?(?: {_DAY},?)?(?: {_MONTH}\.?,?)? ?"
)
_LINE_IN_FIGURES = re.compile(
    r"^\W*(?:last |page )?(?:last )?(?:updated?|reviewed|verified|checked|revised|modified)(?: on|:| )\W{0,2}"
    r"(?:(?P<year>20\d\d)(?P<mark>[-/.])\d{1,2}(?P=mark)\d{1,2})\W*$",
    re.IGNORECASE,
)
_RIGHTS_TO = re.compile(
    r"^\W*(?:copyright|\(c\)|©)[ ©]*(?:\(c\) )?(?:19|20)\d\d ?[-–—] ?(?P<year>20\d\d)\b", re.IGNORECASE
)
_IT_IS = r"(?<!like )(?<!as if )(?<!as though )\b(?:it's|it is|this is) (?:now |already |still )?"
_STARTS = r"(?:^|[,;:–—]|\b(?:and|that|but|why|how|as|perhaps|maybe))\W*"
_BRINGS = (
    r"\s+(?:(?:is|isn't) (?!when|where|the year (?:when|that))|will|may (?!\d)|brings|promises|looks|marks|stands)\b"
)


_DAY_BEFORE = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_MONTH})|({_MONTH})\.? (\d{{1,2}})(?:st|nd|rd|th)?)\.?,? ?$",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    r"\b(?:until|till|through|by|up to and including) (?:the )?(?:end of )?$|\bthe (?:rest|remainder) of $",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"(?:^|[.!:;,]\s|\b(?:please|must|should|to|and|can|now) )\W*(?:apply|register|submit|sign up|enrol\w*|order|book|"
    r"file|claim|send|return|pay|buy|join|reserve|get)\b(?:[^.;]|\.\b){0,90}$",
    re.IGNORECASE,
)


_CLOSES = re.compile(
    r"\b(?:closes?|ends?|expires?|runs?)\b(?:[^.;]|\.\b){0,60}$|\b(?:until|till) (?:[^.;]|\.\b){0,20}$", re.IGNORECASE
)


class Sign(NamedTuple):
    """What a year is meant as when these expressions end before it and begin after it, whatever the letter case.

    `tense` is what the nearest verb must be: "now", or "open" for anything but the past; "" for any.
    """

    reading: str
    before: re.Pattern[str]
    after: re.Pattern[str]
    tense: str


def _sign(reading: str, before: str, after: str, tense: str) -> Sign:
    return Sign(reading, re.compile(rf"(?:{before})$", re.IGNORECASE), re.compile(after, re.IGNORECASE), tense)


SIGNS = (
    #     what it is      before it                      after it      the nearest verb
    _sign("forecast", rf"(?:^|[^\w])by {_PART}", _IS_FORETOLD, ""),
    _sign("forecast", _FORECAST, r"(?!\s?(?:[-–—/]|to|and|or|vs\.?)\s)", "open"),
    _sign("forecast", rf"(?:^|[^\w])in {_PART}", _EXPECTED_IN, ""),
    _sign("as-of", rf"^\W*as of {_WHEN}", _STILL, "open"),
    _sign("as-of", rf"\b{_FACTS}[\w ]{{0,20}} (?:as of|as at|at) {_WHEN}", "", "open"),
    _sign("as-of", rf"(?<!effective )(?<!available )\bas of {_WHEN}", r"\W*$", "open"),
    _sign("as-of", rf"(?<!effective )(?<!available )\bas of {_WHEN}", _STILL, "now"),
    _sign("as-of", r"(?:^|\W)", r" is (?:still )?the (?:latest|most recent|newest) (?:year|season|edition|one)\b", ""),
    _sign("now", r"^\W*new this year\b[^.;]{0,40}\b(?:in|for) ", "", ""),
    _sign("now", _AS_NOW, r"(?!['’]s)", "open"),
    _sign("now", _NOW_IN_BRACKETS, r"\)", "open"),
    _sign("now", _UPDATED, r"\s*(?:$|[)\]:])", ""),
    _sign("now", r"^\W*updated:? (?:for |in )?", r"\s*:", ""),
    _sign("now", _NEW_IN, r"\s*(?:$|[^\w\s])", ""),
    _sign("now", _IT_IS, r"\s*(?:$|[^\w\s]|and\b|but\b|now\b)", "open"),
    _sign("now", _STARTS, _BRINGS, ""),
    _sign("now", r"^\W*", r"['’]s\b", "now"),
    _sign("now", _NO_BETTER, "", ""),
    _sign("now", r"\b(?:with|as|and|now) ", _UNDER_WAY, ""),
    _sign("now", rf"\bfor (?:the )?{_WHEN}", r" (?:\w+ ){0,3}(?:is|are) (?:now|currently|still|already) open\b", ""),
    _sign("deadline", _DEADLINE, "", "open"),
    _sign("deadline", _UNTIL_DAY, "", "open"),
    _sign("deadline", r"\b(?:for|over|throughout) the (?:rest|remainder) of |\bup to and including ", "", "open"),
    _sign("coming", rf"\bnext (?:[^.;]|\.\b){{0,60}}[(,] ?{_WHEN}", rf",? {_OPEN}", ""),
    _sign("line", _LINE, r"(?: by (?:[^.!?]|\.\b){1,60})?\W*$", ""),
    _sign("line", r"^\W*(?:copyright|\(c\)|©)[ ©]*(?:\(c\) )?", r"(?!\s?[-–—,])", ""),
    _sign("coming", _COMING, "", "open"),
    _sign("coming", r"\b(?:with|as|and|now) ", _IS_COMING, ""),
    _sign("coming", rf"^\W*(?:from|starting(?: in)?|as from) {_WHEN}", r",? (?:[\w'’-]+ ){1,5}(?:will|won't)\b", ""),
    _sign("coming", r"\bnext (?:year|season|spring|summer|autumn|fall|winter)(?: \(|, (?:in )?)", "", "open"),
    _sign("ago", rf"{_AGO},? (?:back )?\(?(?:in )?", "", ""),
    _sign("ago", r"\bin ", rf"\)?,? \(?(?:about |some |over |more than )?{_AGO}", ""),
    _sign("ago", _SPAN_SINCE, "", ""),
    _sign("ago", r"\bsince ", rf",? for (?:(?:about|some|almost|nearly) )?{_COUNTED} years\b", ""),
    _sign("pick", r"\b(?:best|top|leading|must-have)\b(?: [\w-]+){0,3} for ", "", ""),
    _sign("pick", r"\b(?:best|top|leading|must-have)\b(?:[^.;]|\.\b){0,70}\b(?:for|of|in) ", "", "open"),
    _sign("in", r"\b(?:in|for|during) ", r"(?! alone\b| (?:is|are|has|have) (?:\w+ )?(?:now|since|become)\b)", "now"),
)
"""What makes a year one that is now or still to come, in a sentence; the first that fits."""

_ASIDE = re.compile(r" ?\([^()]{0,80}\) ?")
"""What stands in brackets is no end of a clause."""
_BETTER = re.compile(rf"{_NO_BETTER}$", re.IGNORECASE)
_WOULD_HAVE = re.compile(r"\b(?:would|could|might|should) have \w+(?:[^.;:]|\.\b){0,80}$", re.IGNORECASE)
_FIRST = re.compile(r" [\w']+")
_PREPOSITION = re.compile(r"\b(?:in|for|during|by|as of)(?: \w+)? $", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:()–—]|, (?:and|but|while|so|because|in|for)\b|, ?$")
_CLAUSE_END = re.compile(r"[;()\[–—]|, (?:but|while|unlike)\b")
_FIGURE = re.compile(r"(?:,|\b(?:with|by)) [$€£]?\d\S*\s(?:\w+\s){0,4}in $")
"""A figure of that year, told beside: "the largest, with 44 million in 2021"."""
_SENTENCE = re.compile(r"[.!?]\s")
_ANY_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!\+)")


class Place(NamedTuple):
    """A year in a text, and what stands before and after it, as far as anything looks."""

    year: int
    start: int
    end: int
    before: str
    after: str


def years(text: str) -> list[Place]:
    """The years of a text, in order."""
    found = (match.span() for match in YEAR.finditer(text))
    return [
        Place(int(text[a:b]), a, b, _JOINED.sub("", text[max(0, a - _FAR) : a]), text[b : b + _FAR]) for a, b in found
    ]


def reading(place: Place, text: str) -> str:
    """What a sentence says of a year: a name of `SIGNS`; "" when it neither says that it is now nor still to come."""
    near = place.before[-_NEAR:]
    for sign in SIGNS:
        if not sign.after.match(place.after) or not sign.before.search(near if sign.reading == "in" else place.before):
            continue
        tense = tense_at(place)
        if sign.reading == "forecast" and _FROM.search(place.before):
            continue
        if tense == "past" if sign.tense == "open" else sign.tense == "now" and tense != "now":
            continue
        is_history = sign.reading == "in" and (_FIGURE.search(near) or is_one_of_several(text))
        return "" if is_history else sign.reading
    return ""


def years_ago(place: Place) -> int:
    """How many years ago a text says that the year was that it names beside it; 0 where it doesn't."""
    found = list(_AGO_COUNT.finditer(place.before[-40:]))[-1:] or list(_AGO_COUNT.finditer(place.after[:40]))[:1]
    return _counted(found[0][1] or found[0][2]) if found else 0


def opens_years_ago(text: str) -> int:
    """How many years back a text begins, as of "Three years ago, …"; 0 for one that begins otherwise, or speaks of now
    as well."""
    found = _OPENS_AGO.match(text)
    return 0 if found is None or _NOWADAYS.search(text) else _counted(found[1])


def _counted(word: str) -> int:
    word = word.lower()
    return int(word) if word.isdecimal() else _NUMBERS.index(word) if word in _NUMBERS else int(word == "a")


def tense_at(place: Place) -> Tense:
    """The tense of the verb nearest to a year: the last before it in its clause, else the first after it."""
    first = _FIRST.match(place.after)
    before = _ASIDE.sub(" ", place.before[-_NEAR:])
    if first and nearest("", first[0]) == "past":  # "the stopgap in 2021 showed …"
        return "past"
    if _WOULD_HAVE.search(before):
        return "past"
    clause = _CLAUSE.split(_PREPOSITION.sub("", _DAY_BEFORE.sub("", before)))[-1]
    return nearest(clause, _CLAUSE_END.split(place.after[:_NEAR])[0])


def is_held(place: Place, *, in_title: bool = False) -> bool:
    """True for a year that the words beside it make one of a range, a comparison, a citation or a quotation; titles
    cite nobody."""
    near, after = place.before[-_NEAR:], place.after
    if _RANGE_BEFORE.search(near) or _RANGE_AFTER.match(after) or is_count(place):
        return True
    if _THAN.search(near) and not _BETTER.search(near):
        return True
    if not in_title and after.startswith((")", ",", ";")) and ")" in after and _CITED.search(near):
        return True
    return any(_opens(place.before, *marks) and marks[1] in after for marks in _MARKS)


def named(text: str) -> set[int]:
    """The years of a text, those in ranges and amounts too."""
    return {int(year) for year in _ANY_YEAR.findall(text)}


def beside(place: Place) -> set[int]:
    """The years of the sentence that a year stands in, itself among them."""
    return {place.year, *named(_SENTENCE.split(place.before)[-1]), *named(_SENTENCE.split(place.after)[0])}


def deadline(place: Place) -> dt.date | None:
    """The day that a year ends, as of "by 7 June 2024" and "until the end of 2024"; None where nothing says one."""
    if _YEAR_END.search(place.before[-30:]):
        return dt.date(place.year, 12, 31)
    found = _DAY_BEFORE.search(place.before[-30:])
    when = dates.read(f"{found[1] or found[4]} {found[2] or found[3]} {place.year}") if found else None
    return when.start.date() if when is not None else None


def calls(place: Place) -> bool:
    """True where a sentence calls to act before a day, or says that it is to come: "Apply by …", "It closes on …"."""
    return _CALL.search(place.before) is not None or _CLOSES.search(place.before) is not None


def dated_line(text: str) -> Place | None:
    """The year of a line that dates the page by a day in figures, or its rights by a range: "Updated: 2023-05-06"."""
    found = _LINE_IN_FIGURES.match(text) or _RIGHTS_TO.match(text)
    return Place(int(found["year"]), *found.span("year"), "", "") if found else None


def is_one_of_several(text: str) -> bool:
    """True for a text that names several years: one beside another is history."""
    return len(named(text)) > 1


def is_count(place: Place) -> bool:
    """True for a round number with what it counts: "2000 calories"."""
    return place.year % 50 == 0 and _COUNT.match(place.after) is not None


def is_dated(place: Place) -> bool:
    """True for the year of a month, season, quarter or day: "in May 2024", "2024 Q2"."""
    return _DATED.search(place.before[-40:]) is not None or _QUARTER.match(place.after) is not None


def _opens(before: str, opening: str, closing: str) -> bool:
    if opening == closing:
        return before.count(opening) % 2 == 1
    return before.rfind(opening) > before.rfind(closing)
