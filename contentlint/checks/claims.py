"""Claims that need a source and have none: the detection is in `contentlint.claims`, each rule picks its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from contentlint import claims
from contentlint.catalog.rule import Context, message
from contentlint.claims import Claim
from contentlint.finding import Hit, Related, Severity
from contentlint.guard.records import dataclass, field
from contentlint.post.post import Post

_AFTER = re.compile(
    r"(?:\s+(?!than\b|when\b|that\b|which\b|because\b|if\b|while\b|and\b|but\b|is\b|are\b|\W)[\w'%-]+){1,4}"
)
_TRAILING = re.compile(
    r"(?<!\s)(?:\s+(?:of|in|for|to|the|a|an|by|with|from|on|at|as|or|per|their|its|your|our|compared|over|more|who|using|run|plan|"
    r"use|have|had|say|said|think|want|report|reported|expect|believe|prefer|now|already|still))+$"
)


@dataclass(frozen=True, slots=True)
class Options:
    """Which claims a rule reports."""

    types: tuple[Literal["statistic", "money", "study", "ranking", "quotation", "date"], ...] = field(
        default=("statistic",), metadata={"help": "types of claims to report"}
    )
    support: tuple[Literal["none", "vague", "named-unlinked"], ...] = field(
        default=("none", "vague"), metadata={"help": "what stands in the place of a source"}
    )
    doubtful: bool = field(
        default=False, metadata={"help": "also report, as notes, claims that an editor might let pass"}
    )
    min_confidence: float = field(
        default=0.8,
        metadata={
            "help": "what an editor is less likely to circle than this, 0 to 1, is a note",
            "least": 0,
            "most": 1,
        },
    )


_SAID = message("words", "name", "line")
MESSAGES = {"": _SAID, "vague": _SAID, "repeat": _SAID, "linked": _SAID}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit for each claim of the wanted types that has no source."""
    for claim in claims.find(post, context.vocabulary):
        if claim.type not in options.types or claim.support not in options.support or claim.verdict == "settled":
            continue
        if claim.verdict == "doubtful" and not options.doubtful:
            continue
        values: dict[str, str | int | float] = {"words": phrase(claim), "name": claim.name, "line": 0}
        related: tuple[Related, ...] = ()
        key = "vague" if claim.support == "vague" and claim.type in ("statistic", "money") else ""
        if claim.repeats is not None:
            values["line"] = post.lines.position(claim.repeats.start).line
            related = (Related("the same claim, first made here", claim.repeats),)
            key = key or "repeat"
        if claim.support == "named-unlinked" and any(
            link.span.overlaps(claim.unit) and claim.name in link.text for link in post.document.links
        ):
            key = "linked"  # to a home page, a product or a search: no source, but "not linked" would be untrue
        is_note = claim.verdict == "doubtful" or (claim.odds is not None and claim.odds < options.min_confidence)
        severity: Severity | None = "info" if is_note else None
        told = claim.reasons if claim.odds is not None else ()
        yield Hit(claim.span, values, key, related=related, severity=severity, confidence=claim.odds, reasons=told)


def phrase(claim: Claim) -> str:
    """The claim in a few words: the cue and what it is about ("25% increase in compensation")."""
    if claim.type not in ("statistic", "money"):
        return claim.cue.strip()
    at = claim.text.find(claim.cue)
    rest = _AFTER.match(claim.text, at + len(claim.cue)) if at >= 0 else None
    return claim.cue.strip() + (_TRAILING.sub("", rest.group().rstrip()) if rest else "")
