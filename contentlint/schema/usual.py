"""What posts of a site usually do against a form: then the form is not what the site goes by.

An editor's form (Decap, Keystatic …) is what is shown for new posts. Fields are added to it, renamed or made a must
later, and nobody goes through the old posts for that; no build asks for it either.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from contentlint.schema.schemas import Schema

SHARE = 0.1
"""Share of the posts that have the same fault, from which on it is a habit."""
FEWEST = 5
"""Posts that have it at least."""
_MOST = 300
"""Posts that are looked at."""


def usual(schema: Schema, posts: Iterable[Mapping[str, Any]]) -> frozenset[tuple[str, str]]:
    """The faults that many posts have: "missing" or "values", and the key at the top. `posts` is their front matter."""
    counts: Counter[tuple[str, str]] = Counter()
    seen = 0
    for data in islice(posts, _MOST):
        seen += 1
        found = set()
        for fault in schema.faults(dict(data)):
            keys = [key for key in fault.limit if key not in fault.instance] if fault.word == "required" else ()
            for key in keys or fault.path[:1]:
                found.add(("missing" if keys else "values", str(fault.path[0] if fault.path else key)))
        counts.update(found)
    return frozenset(fault for fault, count in counts.items() if count >= max(FEWEST, SHARE * seen))
