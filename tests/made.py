"""Small sites in memory, as the tests of generators make them."""

from __future__ import annotations

import datetime as dt

from contentlint.site import MemoryTree, Site, SiteSettings, only

TODAY = dt.date(2026, 6, 1)


def site(files: dict[str, str], **settings: object) -> Site:
    """The site of some files on that day."""
    return only(MemoryTree(files), SiteSettings(**settings), today=TODAY)  # type: ignore[arg-type]


def verdict(made: Site, path: str, target: str, **more: bool) -> str:
    """What becomes of a link."""
    return made.resolve(path, target, **more).verdict


def front(**facts: object) -> str:
    """A post with front matter."""
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in facts.items()) + "---\n\nWords.\n"
