"""Sources that are too old for what is said today."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
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


MESSAGES = {"": message("date", "year", "source"), "as-of": message("date", "year", "source")}


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
                yield Hit(claim.span, {"year": own[1], "date": own[1], "source": claim.sources[0]}, "as-of")
            continue
        for url in claim.sources:
            page = look_up(context.sources, url)
            if page is None or page.verdict != "ok" or (claim.unit.start, url) in seen:
                continue
            date = _newest(page.published, page.modified)
            if date is None or date >= oldest or _tells_its_age(claim.text, date):
                continue
            seen.add((claim.unit.start, url))
            yield Hit(claim.span, {"date": f"{date:%B %Y}", "year": date.year, "source": url})


def _newest(*dates: dt.date | None) -> dt.date | None:
    return max((d for d in dates if d is not None), default=None)


def _tells_its_age(text: str, date: dt.date) -> bool:
    return any(int(year) <= date.year for year in _YEAR.findall(text))
