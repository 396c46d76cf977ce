"""One fact with two values: what a post says of a thing, held against what it and other posts say elsewhere.

Precise before complete: two statements are only compared when subject, measure, time and all that narrows them are the
same.
"""

from __future__ import annotations

from contentlint.claims.agreement.facts import Facts, facts
from contentlint.claims.agreement.model import Fact, Value
from contentlint.claims.agreement.nearby import conflicts
from contentlint.claims.agreement.pairs import across, within

__all__ = ["Fact", "Facts", "Value", "across", "conflicts", "facts", "within"]
