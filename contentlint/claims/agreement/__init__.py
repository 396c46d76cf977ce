"""One fact with two values: what a post says of a thing, held against what it and other posts say elsewhere.

`mentions` are the figures of a post with words of what stands around them; `candidates` says which two are compared,
`signals` what is seen of a pair, `odds` how likely they are of one fact, `verdict` which contradict each other.
"""

from __future__ import annotations

from contentlint.claims.agreement.candidates import Said, said
from contentlint.claims.agreement.candidates import subject as subject_words
from contentlint.claims.agreement.mentions import Mention, mentions, with_listed
from contentlint.claims.agreement.model import Value
from contentlint.claims.agreement.naming import about, subject
from contentlint.claims.agreement.nearby import conflicts
from contentlint.claims.agreement.verdict import Conflict, of_post, of_site, sourced

__all__ = [
    "Conflict",
    "Mention",
    "Said",
    "Value",
    "about",
    "conflicts",
    "mentions",
    "of_post",
    "of_site",
    "said",
    "sourced",
    "subject",
    "subject_words",
    "with_listed",
]
