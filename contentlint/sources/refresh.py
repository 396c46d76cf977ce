"""Where a page sends its readers on by itself, without a redirect of its server."""

from __future__ import annotations

import re
from typing import Any

_LONGEST_DELAY = 5
"""Seconds after which a reader has the page that sends on before his eyes, and takes it for what was linked."""

# HTML standard, "shared declarative refresh steps".
_CONTENT = re.compile(
    r"\s*(\d++)[\d.]*+(?:\s*+[;,]|\s)\s*+(?:url\s*=\s*)?(?:'([^']*)|\"([^\"]*)|(\S.*))", re.IGNORECASE | re.DOTALL
)


def refresh(tree: Any) -> str:
    """The address that `<meta http-equiv=refresh>` of a parsed page leads to; the empty string for none."""
    if tree.css_first("base[href]") is not None:
        return ""  # relative to what it says
    for node in tree.css("meta[http-equiv]"):
        own = node.attributes
        if (own.get("http-equiv") or "").strip().lower() != "refresh" or _is_without_scripts(node):
            continue
        found = _CONTENT.match((own.get("content") or "")[:4000])
        if found is not None and len(found[1]) < 4 and int(found[1]) <= _LONGEST_DELAY:
            return (found[2] or found[3] or found[4] or "").strip()
    return ""


def _is_without_scripts(node: Any) -> bool:
    """Whether it stands in a `<noscript>`, which browsers do not look into."""
    parent = node.parent
    while parent is not None and parent.tag != "noscript":
        parent = parent.parent
    return parent is not None
