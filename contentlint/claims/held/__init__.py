"""What posts say, held against the ledger: old names, and values that are not those of its facts."""

from __future__ import annotations

from contentlint.claims.held.facts import Said, said
from contentlint.claims.held.history import Judgement
from contentlint.claims.held.mentions import Mention, listed, mentions

__all__ = ["Judgement", "Mention", "Said", "listed", "mentions", "said"]
