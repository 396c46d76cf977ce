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
from contentlint.text.years import Place, years

_BEGINS = re.compile(
    r"\b(?:since|from|after|before|until|till|between|(?:founded|launched|released|introduced|established|started|began|"
    r"born|opened|built|adopted|enacted|passed)(?: \w+){0,2} in) (?:early |late |mid-?)?(?:\w+ )?$",
    re.IGNORECASE,
)
"""What makes a year the start of something, and not the date of a figure."""
_DATES = re.compile(
    r"(?:\b(?:in|of|for|during|by|a|an|the|its|their|our|as of|dated|published)|'s|[(,])"
    r"[ (]?(?:early |late |mid-?|fiscal |fy ?)?(?:\w+ )?$",
    re.IGNORECASE,
)
"""What stands before a year that dates what is said."""


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

    A sentence that names a newer year as well compares, and the writer's own figures are what they were.
    """
    oldest = context.today.year - options.years
    seen: set[int] = set()
    for claim in claims.find(post, context.vocabulary):
        if claim.type not in options.types or claim.support in ("own-data", "common") or claim.unit.start in seen:
            continue
        places = years(claim.text)
        if not places or max(place.year for place in places) >= oldest:
            continue
        if dating := [place for place in places if _dates(place)]:
            seen.add(claim.unit.start)
            year = max(place.year for place in dating)
            yield Hit(
                claim.span, {"words": claim.figures[0] if claim.figures else claim.cue, "year": year, "oldest": oldest}
            )


def _dates(place: Place) -> bool:
    before = place.before[-60:]
    is_first = not before.strip()
    return not _BEGINS.search(before) and (is_first or _DATES.search(before) is not None)
