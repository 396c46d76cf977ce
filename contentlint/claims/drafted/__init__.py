"""What a site says of a thing in several posts, as drafts for a ledger: the disagreements first.

`material` takes from one post what is needed, and knows no other; `drafts` puts that of all posts together. `naming`
tells which words are names of things on a site, `values` which figures are of one fact, `versions` which names are the
same thing with another number, `endings` what was renamed or is no more.
"""

from __future__ import annotations

from contentlint.claims.drafted.drafts import drafts
from contentlint.claims.drafted.material import Material, material
from contentlint.claims.drafted.model import Draft, Spot
from contentlint.claims.drafted.written import as_ledger

__all__ = ["Draft", "Material", "Spot", "as_ledger", "drafts", "material"]
