"""Claims: the statements of a post that a reader could check, what supports them, and why."""

from __future__ import annotations

from collections.abc import Mapping

from contentlint.claims.judge import Judge
from contentlint.claims.lexicon import Lexicon
from contentlint.claims.model import TYPES, Claim, ClaimType, Support, Verdict
from contentlint.post import Post

__all__ = ["TYPES", "Claim", "ClaimType", "Support", "Verdict", "find"]


def find(post: Post, vocabulary: Mapping[str, tuple[str, ...]]) -> tuple[Claim, ...]:
    """The claims of a post, in order. `vocabulary` holds the cue lists by name (`rules/vocabulary/`)."""
    lexicon = Lexicon(vocabulary)
    return post.fact(("claims", id(vocabulary)), lambda p: tuple(Judge(p, lexicon).claims()))
