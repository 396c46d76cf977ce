"""What real builds made of invented content (`probes/`), and how contentlint's reading of the content differs.

A probe has the source `files` with their texts, `built`: the files that the build wrote, `ids`: the headings of pages
in order, each with the words and the id it got, and `links`: each target as written, as the build left it, and what is
there: `ok`, `missing`, `no id`, `external`, or `outside` the site's base path.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from contentlint.site import MemoryTree, Site, SiteSettings, only

FOLDER = Path(__file__).parent / "site" / "probes"
DAY = dt.date(2026, 11, 30)
_SAME = {
    "ok": {"ok"},
    "missing": {"broken"},
    "no id": {"broken-anchor"},
    "external": {"external"},
    "outside": {"unknown", "broken"},
}


def probe(name: str) -> dict[str, Any]:
    """A probe by its file's name."""
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return found


def site_of(found: dict[str, Any], **settings: Any) -> Site:
    """The site of a probe's source files."""
    return only(MemoryTree(found["files"]), SiteSettings(**settings), today=DAY)


def other_pages(found: dict[str, Any], site: Site) -> tuple[list[str], list[str]]:
    """The files that only the build has, and those that only contentlint has."""
    built, made = set(found["built"]), set(site.outputs)
    return sorted(built - made), sorted(made - built)


def other_ids(found: dict[str, Any], site: Site) -> list[tuple[str, str]]:
    """The headings' ids that contentlint does not find, and those that it finds and the build did not make."""
    wrong = []
    for page, headings in found["ids"].items():
        real = [ident for _, ident in headings if ident]
        wrong += [("not found", ident) for ident in real if site.resolve(page, f"#{ident}").verdict != "ok"]
        wrong += [("not there", ident) for ident in site.anchors(page) if ident not in real]
    return wrong


def other_links(found: dict[str, Any], site: Site) -> list[tuple[str, str, str]]:
    """The links that contentlint judges otherwise by the model alone: target, what the build has, verdict.

    (Taken together, the links of a probe are so many wrong ones that the site would be in doubt.)
    """
    wrong = []
    for page, links in found["links"].items():
        for target, _, there in links:
            verdict = site.by_model(page, target.strip("<>"), False).verdict
            if verdict not in _SAME[there]:
                wrong.append((target, there, verdict))
    return wrong
