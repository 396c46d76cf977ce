"""Claims: the statements of a post that a reader could check, what supports them, and why."""

from __future__ import annotations

from collections.abc import Mapping

from contentlint.claims.judge import Judge
from contentlint.claims.lexicon import Lexicon
from contentlint.claims.model import TYPES, Claim, ClaimType, Support, Verdict
from contentlint.claims.units import Unit, units
from contentlint.post import Post

__all__ = ["TYPES", "Claim", "ClaimType", "Support", "Verdict", "find", "units_of"]


def units_of(post: Post, vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[Unit, ...]:
    """The units of a post: its sentences, headings, rows and published front matter strings."""
    return units(post, Lexicon(vocabulary).pattern("unpublished-keys"))


def find(post: Post, vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    """The claims of a post, in order. `vocabulary` holds the cue lists by name (`rules/vocabulary/`)."""
    return post.fact(("claims", id(vocabulary)), lambda p: Judge(p, Lexicon(vocabulary)).claims())
