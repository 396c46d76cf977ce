"""What a claim is: a statement about the world that a reader could check, with what supports it."""

from __future__ import annotations

from typing import Literal

from contentlint.guard.records import dataclass
from contentlint.text.spans import Span

ClaimType = Literal["statistic", "money", "study", "ranking", "quotation", "date"]
TYPES: tuple[ClaimType, ...] = ("statistic", "money", "study", "ranking", "quotation", "date")

Support = Literal["sourced", "named-unlinked", "vague", "none", "own-data", "common", "quoted-opinion"]

Verdict = Literal["open", "doubtful", "settled"]
"""`open`: an editor would ask for a source; `doubtful`: might ask; `settled`: needs none, or has one."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of a post.

    `span` is the words to point at (the figure, the name, the superlative), `unit` the whole sentence, heading,
    row or string, `text` the unit as a reader reads it. `figures` are the figures as written,
    `values` their kinds and bounds, `cue` is what made it
    a claim when that is no figure, `name` the source that is named or the words that name nobody. `sources` are
    the URLs that support it. `reasons` say in words why it was judged so. `confidence` runs from 0 to 1.
    `repeats` is the span of the first place that makes the same claim, when this isn't it.
    """

    span: Span
    unit: Span
    text: str
    type: ClaimType
    support: Support
    verdict: Verdict
    figures: tuple[str, ...] = ()
    values: frozenset[tuple[str, float, float]] = frozenset()
    cue: str = ""
    name: str = ""
    sources: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0
    odds: float | None = None
    """How likely an editor asks for the source, 0 to 1; None where the text is too short to tell."""
    repeats: Span | None = None
