"""Figures whose own sentence says that they are old."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post
from contentlint.text.years import Place, is_count, opens_years_ago, years

_PART = r"(?:early |late |mid-?|fiscal |fy ?)?(?:\w+ )?"
_BEGINS = re.compile(
    r"\b(?:since|from|after|before|until|till|between|(?:founded|launched|released|introduced|established|started|began|"
    rf"born|opened|built|adopted|enacted|passed)(?: \w+){{0,2}} in) {_PART}$",
    re.IGNORECASE,
)
"""What makes a year the start of something, and not the date of a figure."""
_DATES = re.compile(
    r"(?:\b(?:in|of|for|during|by|around|throughout|circa|an?|the|its|their|our|as of|dated|published|"
    rf"(?:between|from) (?:\w+ )?\d{{4}} (?:and|to)|between \w+ and|on(?: \d{{1,2}}(?:st|nd|rd|th)?)?|"
    rf"on \w+ \d{{1,2}}(?:st|nd|rd|th)?,) |'s |[(,] ?|^\W*){_PART}$",
    re.IGNORECASE,
)
"""What stands before a year that dates what is said."""
_DATA = (
    r"(?:stud(?:y|ies)|surveys?|reports?|research|papers?|polls?|census|data|figures|numbers|statistics|stats|analys[ei]s|"
    r"estimates?|pricing|prices|rates|benchmarks?|findings|results|forecasts?|projections?|index)"
)
_SOURCE = re.compile(
    rf"\b{_DATA}(?: \w+){{0,3}},? (?:from|in|of|since|\() ?{_PART}$|\b(?:study|survey|report|poll|census|index|"
    r"barometer|benchmark|review) $|\((?:source: )?(?-i:[A-Z])[^()]{1,80} $",
    re.IGNORECASE,
)
"""A source, or figures, of a year: what they say is of then, however the year is told."""
_OF_DATA = re.compile(
    r"\s(?:(?!(?:the|an?|and|or|of|in|on|at|by|for|to|with|is|are|was|were|has|had|have|its|their|our|we|it|they)\b)"
    rf"[\w&'’-]+ ){{0,2}}?{_DATA}\b",
    re.IGNORECASE,
)
"""What stands behind the year of a source, or of figures: "2024 industry research"."""
_EVENTS = "event-words"
_UNIT = re.compile(r"[%$€£]|\b(?:per ?cent|thousand|million|billion|trillion)\b", re.IGNORECASE)
"""What a figure has that changes from year to year; a bare count may be of parts."""


@dataclass(frozen=True, slots=True)
class Options:
    years: int = field(
        default=1,
        metadata={"help": "how many years back a figure may be from; 1 is last year's", "least": 0, "most": 1000},
    )
    types: tuple[Literal["statistic", "money", "study", "ranking"], ...] = field(
        default=("statistic",), metadata={"help": "types of claims that are looked at"}
    )


MESSAGES = {"": message("words", "year", "oldest")}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit on the figure of a sentence whose newest year is before those allowed.

    A sentence that names a newer year as well compares, one of what happened once tells history, and the writer's own
    figures are what they were. A share or a price for which nobody would ask for a source has a date, too.
    """
    oldest = context.today.year - options.years
    seen: set[int] = set()
    for claim in claims.find(post, context.vocabulary):
        if claim.type not in options.types or claim.support == "own-data" or claim.unit.start in seen:
            continue
        if claim.support == "common" and not any(_UNIT.search(figure) for figure in claim.figures):
            continue
        year = _year_of(claim.text, oldest, context)
        if year is not None:
            seen.add(claim.unit.start)
            words = claim.figures[0] if claim.figures else claim.cue
            yield Hit(claim.span, {"words": words, "year": year, "oldest": oldest})


def _year_of(text: str, oldest: int, context: Context) -> int | None:
    """The year before `oldest` of which a sentence says that its figures are; None where it says none."""
    today = context.today.year
    places = [place for place in years(text) if not is_count(place)]
    if not places:
        year = today - opens_years_ago(text)
        return year if year < min(oldest, today) else None
    dating = [place for place in places if _dates(place)]
    is_of_source = any(map(_is_of_source, dating))
    # What a study foretells of years to come is as old as the study.
    newest = max((place.year for place in places if not (is_of_source and place.year > today)), default=oldest)
    if not dating or newest >= oldest:
        return None
    if not is_of_source and context.vocabulary.has(_EVENTS, text):
        return None
    return max((place.year for place in dating if place.year < oldest), default=None)


def _dates(place: Place) -> bool:
    before = place.before[-60:]
    if _is_of_source(place) or not before.strip():
        return True
    return not _BEGINS.search(before) and _DATES.search(before) is not None


def _is_of_source(place: Place) -> bool:
    """True for the year of a source: "a survey of 2023", "2023 data", "(Harbour Office 2023)"."""
    found = _SOURCE.search(place.before[-90:])
    if found is not None and found.group().startswith("("):
        return place.after.startswith(")") or _OF_DATA.match(place.after) is not None
    return found is not None or _OF_DATA.match(place.after[:60]) is not None
