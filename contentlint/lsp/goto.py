"""Where a link leads: the post, its heading, or the file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from contentlint.errors import ReadError
from contentlint.lsp import protocol
from contentlint.lsp.documents import Document
from contentlint.post.post import Post
from contentlint.run.session import Session
from contentlint.site import Site
from contentlint.site.links import judge, references
from contentlint.text.spans import LineMap, Span


def definition(document: Document, offset: int, unsaved: dict[str, str]) -> dict[str, Any] | None:
    """The place that the link at an offset leads to, None for none that is a file here.

    `unsaved` are the texts of open documents by path below the project's root.
    """
    session, post = document.session, document.post
    if session is None or post is None:
        return None
    site = session.sites.of(post.path)
    if site is None:
        return None
    here = [r for r in references(post) if r.span.start <= offset <= r.span.end or r.use.start <= offset <= r.use.end]
    here.sort(key=lambda r: (not r.span.start <= offset <= r.span.end, len(r.use)))
    for reference in here:
        found = judge(site, post.path, reference)
        if found.path is None:
            continue
        file = session.root / site.named(found.path)
        if not file.is_file() or not session.boundary.holds(file):
            continue
        name = session.relative(file)
        fragment = found.resolved.partition("#")[2] if found.verdict == "ok" else ""
        return {"uri": protocol.uri_of(file), "range": _place(session, site, name, fragment, unsaved)}
    return None


def _place(session: Session, site: Site, path: str, fragment: str, unsaved: dict[str, str]) -> dict[str, Any]:
    """The heading or the id in a post that a fragment names, else its beginning."""
    if not fragment:
        return protocol.line_range(1)
    try:
        post = session.post(path, unsaved[path]) if path in unsaved else session.read(path)
    except ReadError:
        return protocol.line_range(1)
    span = _heading(post, site.anchors(path), fragment) or _id(post, fragment)
    return protocol.range_of(LineMap(post.text), span) if span else protocol.line_range(1)


def _heading(post: Post, titles: dict[str, str], fragment: str) -> Span | None:
    """The heading with an id. Of headings with equal words the ids are in the order of the headings."""
    if fragment not in titles:
        return None
    words = titles[fragment]
    nth = [id_ for id_, other in titles.items() if other == words].index(fragment)
    equal = [block.span for block in post.document.headings if _words(block.prose.text) == _words(words)]
    return equal[nth] if nth < len(equal) else None


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))


def _id(post: Post, fragment: str) -> Span | None:
    named = re.search(rf"""(?:\b(?:id|name)\s*=\s*["']?|\{{[^}}\n]*#){re.escape(fragment)}(?![\w-])""", post.text)
    return Span(named.start(), named.end()) if named else None


def unsaved_texts(session: Session, documents: list[Document]) -> dict[str, str]:
    """The texts of open documents by path below a project's root."""
    found = {}
    for document in documents:
        if place := protocol.place(document.uri):
            found[session.relative(Path(place))] = document.text
    return found
