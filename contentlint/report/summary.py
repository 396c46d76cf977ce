"""A post and its claims as reports list them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from contentlint.post.post import Post
from contentlint.post.prose import automated_readability, plain_sentences, words
from contentlint.report.model import ClaimSummary, PostSummary
from contentlint.site.reading.meta import date_of

if TYPE_CHECKING:
    from contentlint.claims import Claim

_PUBLISHED = ("date", "pubdate", "publishdate", "publishedat", "publisheddate", "datepublished", "published")
_UPDATED = (
    "updated", "updateddate", "updatedat", "lastmod", "lastmodified", "lastmodifiedat", "lastupdated", "modified",
    "modifieddate", "datemodified",
)  # fmt: skip
_FEWEST_WORDS, _FEWEST_SENTENCES = 100, 5
_LONGEST_WORDS = 10.0
"""More characters a word on average than any alphabet needs: a script that puts no spaces between words."""


def post_summary(post: Post, url: str = "", path: str = "") -> PostSummary:
    """A post with its title, dates, length and grade. `path` is how findings name it, when not `post.path`."""
    sentences = [words(sentence.text) for sentence in plain_sentences(post)]
    return PostSummary(
        path=path or post.path,
        title=_title(post),
        url=url,
        date=_date(post, _PUBLISHED),
        updated=_date(post, _UPDATED),
        words=sum(len(words(block.prose.text)) for block in post.document.blocks if block.kind != "code"),
        grade=grade(sentences),
    )


def claim_summaries(post: Post, claims: Iterable[Claim], path: str = "") -> tuple[ClaimSummary, ...]:
    """The claims of a post; what a source says of them (`verdict`, `source`, `sentence`) is for the audit to add."""
    summaries = []
    for claim in claims:
        start, end = post.lines.position(claim.unit.start), post.lines.position(claim.unit.end)
        summaries.append(
            ClaimSummary(
                path=path or post.path,
                line=start.line,
                column=start.column,
                end_line=end.line,
                end_column=end.column,
                text=claim.text,
                type=claim.type,
                support=claim.support,
                sources=claim.sources,
                reasons=claim.reasons,
                settled=claim.verdict != "open",
            )
        )
    return tuple(summaries)


def grade(sentences: list[list[str]]) -> float | None:
    """The U.S. school grade of sentences given as words, None for too few or for a script without spaces.

    Automated Readability Index (Senter and Smith 1967, AMRL-TR-66-220), from letters a word and words a sentence;
    the full stop of a sentence counts as a letter, as in textstat.
    """
    sentences = [sentence for sentence in sentences if len(sentence) > 2]
    every = [word for sentence in sentences for word in sentence]
    if len(every) < _FEWEST_WORDS or len(sentences) < _FEWEST_SENTENCES:
        return None
    letters = (sum(map(len, every)) + len(sentences)) / len(every)
    if letters > _LONGEST_WORDS:
        return None
    return automated_readability(letters, len(every) / len(sentences))


def _title(post: Post) -> str:
    title = post.front_matter.get("title")
    if title is not None and isinstance(title.value, str) and title.value.strip():
        return title.value.strip()
    first = next(iter(post.document.headings), None)
    return first.prose.text.strip() if first is not None and first.level == 1 else ""


def _date(post: Post, keys: tuple[str, ...]) -> dt.date | None:
    """The first day that one of the keys gives; keys are compared without case, hyphens and underscores."""
    found: dict[str, dt.date] = {}
    for field in post.front_matter:
        if len(field.path) == 1 and (day := date_of(field.value)):
            found.setdefault(str(field.path[0]).lower().replace("_", "").replace("-", ""), day)
    return next((found[key] for key in keys if key in found), None)
