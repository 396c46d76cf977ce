"""Claims: the statements of a post that a reader could check, what supports them, and why."""

from __future__ import annotations

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.judge import judged
from contentlint.claims.model import TYPES, Claim, ClaimType, Support, Verdict
from contentlint.claims.units import Unit, units
from contentlint.post.post import Post

__all__ = ["TYPES", "Claim", "ClaimType", "Support", "Verdict", "find", "units_of"]


def units_of(post: Post, lexicon: Lexicon) -> tuple[Unit, ...]:
    """The units of a post: its sentences, headings, rows and published front matter strings."""
    return units(post, lexicon)


def find(post: Post, lexicon: Lexicon) -> tuple[Claim, ...]:
    """The claims of a post, in order. `lexicon` holds the cue lists (`rules/vocabulary/`)."""
    return post.fact(("claims", id(lexicon)), lambda p: judged(p, lexicon))
