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
from contentlint.text.years import Place, is_count, years

_PART = r"(?:early |late |mid-?|fiscal |fy ?)?(?:\w+ )?"
_BEGINS = re.compile(
    r"\b(?:since|from|after|before|until|till|between|(?:founded|launched|released|introduced|established|started|began|"
    rf"born|opened|built|adopted|enacted|passed)(?: \w+){{0,2}} in) {_PART}$",
    re.IGNORECASE,
)
"""What makes a year the start of something, and not the date of a figure."""
_DATES = re.compile(
    r"(?:\b(?:in|of|for|during|by|an?|the|its|their|our|as of|dated|published|"
    rf"(?:between|from) (?:\w+ )?\d{{4}} (?:and|to)) |'s |[(,] ?){_PART}$",
    re.IGNORECASE,
)
"""What stands before a year that dates what is said."""
_SOURCE = re.compile(
    r"\b(?:study|survey|report|research|paper|poll|census|data|figures|numbers|statistics|analysis|estimates?|pricing|"
    rf"prices|rates|benchmarks?)(?: \w+){{0,3}},? (?:from|in|of|since|\() ?{_PART}$",
    re.IGNORECASE,
)
"""A source, or figures, of a year: what they say is of then, however the year is told."""
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
        places = [place for place in years(claim.text) if not is_count(place)]
        if not places or max(place.year for place in places) >= oldest:
            continue
        dating = [place for place in places if _dates(place)]
        is_event = context.vocabulary.has(_EVENTS, claim.text) and not any(_is_of_source(place) for place in dating)
        if dating and not is_event:
            seen.add(claim.unit.start)
            year = max(place.year for place in dating)
            yield Hit(
                claim.span, {"words": claim.figures[0] if claim.figures else claim.cue, "year": year, "oldest": oldest}
            )


def _dates(place: Place) -> bool:
    before = place.before[-60:]
    if _is_of_source(place) or not before.strip():
        return True
    return not _BEGINS.search(before) and _DATES.search(before) is not None


def _is_of_source(place: Place) -> bool:
    return _SOURCE.search(place.before[-60:]) is not None
