"""What the evidence store keeps of a visit."""

from __future__ import annotations

import hashlib
import json
import zlib
from dataclasses import replace

from contentlint.evidence.visited import pack
from contentlint.sources.extract import Page
from contentlint.sources.fetch import Answer, Failure
from contentlint.sources.judge import Judgement, moved_to
from contentlint.sources.request import SourceRequest
from contentlint.sources.settings import is_sendable
from contentlint.sources.store import Entry


def of_failure(url: str, failure: Failure, before: Entry | None, now: float) -> Entry:
    """The entry for a visit that ended without an answer. What was read before is kept: the text may be needed, and
    the page may come back. `now` is in seconds since 1970, UTC."""
    entry = replace(before) if before is not None else Entry(url)
    entry.fetched_at, entry.status = now, None
    entry.verdict, entry.reason, entry.detail = failure.verdict, failure.reason, failure.detail
    return _counted(entry, before, now)


def of_answer(
    request: SourceRequest,
    answer: Answer,
    page: Page | None,
    judgement: Judgement,
    before: Entry | None,
    now: float,
    *,
    may_read: bool,
) -> tuple[Entry, bytes | None]:
    """The entry for an answer, and the text, compressed, when it was asked for. `now` is in seconds since 1970, UTC."""
    entry = Entry(request.url)
    if judgement.verdict != "ok" and before is not None:
        entry = replace(before)
    entry.fetched_at, entry.status, entry.final_url = now, answer.status, answer.url
    entry.verdict, entry.reason, entry.detail = judgement.verdict, judgement.reason, judgement.detail
    entry.redirects = json.dumps([[hop.status, hop.url] for hop in answer.hops])
    text: bytes | None = None
    if judgement.verdict == "ok":
        entry.level = 2 if request.read or not may_read else 1
        entry.moved_to = moved_to(request.url, answer)
        entry.content_type = answer.content_type
        entry.etag = _validator(answer, "etag")
        entry.last_modified = _validator(answer, "last-modified")
        if page is not None:
            entry.title, entry.published, entry.modified = page.title[:500], page.published, page.modified
            entry.unreadable = answer.cut or page.unreadable
            if page.anchors is not None and not answer.cut:
                entry.anchors = zlib.compress(json.dumps(page.anchors).encode())
            if request.read and page.text:
                text = pack(page.text)
                entry.text_hash = hashlib.sha256(page.text.encode()).hexdigest()
                entry.read_at = now
        elif not may_read:
            entry.unreadable = "its robots.txt asks programs not to read it"
        elif request.read:
            entry.unreadable = answer.cut or "the page is empty"
    return _counted(entry, before, now), text


def _validator(answer: Answer, name: str) -> str:
    """A header that the next visit sends back; the empty string for one that no request can have."""
    value = answer.headers.get(name, "")
    return value if is_sendable(value) and len(value) <= 500 else ""


def _counted(entry: Entry, before: Entry | None, now: float) -> Entry:
    if entry.verdict == "ok":
        entry.failing_since, entry.dead_since, entry.failures = None, None, 0
    else:
        # A visit that found nothing out between two that found the page dead says nothing against them.
        known = before.dead_since if before else None
        entry.dead_since = known if known is not None or entry.verdict != "dead" else now
        entry.failures = (before.failures if before else 0) + 1
        entry.failing_since = before.failing_since if before and before.failing_since else now
    return entry
