"""Sources that are too old for what is said today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims.model import Claim
from contentlint.evidence.age import age
from contentlint.evidence.visited import look_up
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AS_OF = re.compile(r"\bas (?:of|at) (?:[a-z]+ )?((?:19|20)\d\d)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Options:
    """How old a source may be."""

    years: int = field(default=5, metadata={"help": "the greatest age of a source in years", "least": 0, "most": 1000})
    types: tuple[Literal["statistic", "money", "study", "ranking"], ...] = field(
        default=("statistic", "money", "ranking"), metadata={"help": "types of claims whose sources are looked at"}
    )


_SAID = ("words", "date", "year", "source")
MESSAGES = {"": message(*_SAID), "as-of": message(*_SAID)}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit for a claim whose page says that it is older, and for one that itself holds "as of" such a year.

    A claim that names the year of its source is history, told as such.
    """
    if context.sources is None:
        return
    try:
        oldest = context.today.replace(year=context.today.year - options.years)
    except ValueError:  # 29 February
        oldest = context.today.replace(year=context.today.year - options.years, day=28)
    seen: set[tuple[int, str]] = set()
    for claim in claims.find(post, context.vocabulary):
        if claim.type not in options.types or claim.support != "sourced":
            continue
        if (own := _AS_OF.search(claim.text)) and int(own[1]) < oldest.year:
            if (claim.unit.start, "") not in seen:
                seen.add((claim.unit.start, ""))
                yield Hit(claim.span, _values(claim, own[1], own[1], claim.sources[0]), "as-of")
            continue
        for url in claim.sources:
            page = look_up(context.sources, url)
            if page is None or page.verdict != "ok" or (claim.unit.start, url) in seen:
                continue
            found = age(page)
            if found is None or found.day >= oldest or _tells_its_age(claim.text, found.day):
                continue
            seen.add((claim.unit.start, url))
            yield Hit(claim.span, _values(claim, found.said, found.day.year, url))


def _values(claim: Claim, date: str, year: str | int, source: str) -> dict[str, str | int | float]:
    words = claim.figures[0] if claim.figures else claim.cue or claim.name
    return {"words": words, "date": date, "year": year, "source": source}


def _tells_its_age(text: str, date: dt.date) -> bool:
    return any(int(year) <= date.year for year in _YEAR.findall(text))
