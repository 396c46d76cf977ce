"""The slug of a post: the last part of its address, and where that is written."""

from __future__ import annotations

import re

from contentlint.guard.records import dataclass
from contentlint.post.post import Post
from contentlint.site import Site
from contentlint.text.spans import Span

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}[-_]")
_ENDING = re.compile(r"\.[A-Za-z]\w{0,8}\Z")
_LANGUAGE = re.compile(r"\.[a-z]{2}(?:-[A-Za-z]{2,4})?\Z")
_INDEX = ("index", "_index", "readme")
_KEYS = ("slug", "permalink", "url")


@dataclass(frozen=True, slots=True)
class Slug:
    """A slug, and its place in the front matter; None when the file's name or the generator makes it."""

    text: str
    span: Span | None = None


def file_name(path: str) -> str:
    """The name of a post's file without its endings and the day before it; its folder's for an `index.md`."""
    parts = path.replace("\\", "/").split("/")
    stem = _LANGUAGE.sub("", _ENDING.sub("", parts[-1]))
    if stem.lower() in _INDEX and len(parts) > 1:
        stem = parts[-2]
    return _DATE.sub("", stem, count=1) if _DATE.match(stem) else stem


def slug_of(post: Post, site: Site | None) -> Slug:
    """The slug by the front matter, else by the site's address for the post, else by the name of the file."""
    for key in _KEYS:
        entry = post.front_matter.get(key)
        if entry is None or entry.prose is None:
            continue
        written = entry.prose.text
        last = written.strip().rstrip("/").rpartition("/")[2]
        if not last or re.search(r"[:{}$]", last):
            continue  # a pattern that the generator fills in
        at = written.rindex(last)
        return Slug(_ENDING.sub("", last), entry.prose.span(at, at + len(last)))
    url = site.url(post.path) if site is not None else None
    last = _ENDING.sub("", (url or "").rstrip("/").rpartition("/")[2])
    if not last or last.lower() in _INDEX:
        return Slug(file_name(post.path))
    return Slug(_DATE.sub("", last, count=1) if _DATE.match(last) else last)
