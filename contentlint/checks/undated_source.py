"""Cited pages that tell no date: nobody can see how old what they say is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.evidence.age import age
from contentlint.evidence.visited import SourceResult, host, look_up
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post

_YEAR = re.compile(r"(?<![\w.-])(?:19[5-9]\d|20\d\d)(?![\w%]|[.,]\d)")


@dataclass(frozen=True, slots=True)
class Options:
    types: tuple[Literal["statistic", "money", "study", "ranking"], ...] = field(
        default=("statistic", "money", "study", "ranking"),
        metadata={"help": "types of claims whose sources are looked at"},
    )
    ignore: tuple[str, ...] = field(
        default=(), metadata={"help": "hosts whose pages need no date, such as docs.example.com"}
    )


MESSAGES = {"": message("source", "host")}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit on a claim whose page was read whole and has no date: not in its data, its address or its text.

    A text with any year in it may be dated by that; of what is no web page nothing is said.
    """
    if context.sources is None:
        return
    seen: set[str] = set()
    for claim in claims.find(post, context.vocabulary):
        if claim.type not in options.types or claim.support != "sourced":
            continue
        for url in claim.sources:
            page = look_up(context.sources, url)
            if page is None or url in seen or host(url) in options.ignore or not _is_undated(page):
                continue
            seen.add(url)
            yield Hit(claim.span, {"source": url, "host": host(url)})


def _is_undated(page: SourceResult) -> bool:
    kind = page.content_type.partition(";")[0].strip().lower()
    if page.verdict != "ok" or page.unreadable or kind not in ("", "text/html", "application/xhtml+xml"):
        return False
    if age(page) is not None:
        return False
    return page.text is not None and not _YEAR.search(page.title) and not _YEAR.search(page.text)
