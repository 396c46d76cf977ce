"""What is to be visited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from contentlint.evidence.visited import key
from contentlint.guard.records import dataclass
from contentlint.sources.address import host_of


@dataclass(frozen=True, slots=True)
class SourceRequest:
    """An address to visit. `read` asks for the whole text, `anchors` for the ids of the page; `date` is the day
    whose archived copy is wanted when the page is gone."""

    url: str
    read: bool = False
    anchors: bool = False
    date: dt.date | None = None


def merged(requests: Iterable[SourceRequest]) -> dict[str, SourceRequest]:
    """One request for each address, asking for all that any of them asks for, and for the earliest date."""
    wanted: dict[str, SourceRequest] = {}
    for request in requests:
        if not (url := key(request.url)):
            continue
        before = wanted.get(url, SourceRequest(url))
        dates = [date for date in (before.date, request.date) if date]
        wanted[url] = SourceRequest(
            url, before.read or request.read, before.anchors or request.anchors, min(dates, default=None)
        )
    return wanted


def in_turns(requests: Iterable[SourceRequest]) -> list[SourceRequest]:
    """The requests in turns through their hosts, so that no host holds the others up."""
    by_host: dict[str, list[SourceRequest]] = {}
    for request in requests:
        by_host.setdefault(host_of(request.url), []).append(request)
    ranks = [(n, request) for own in by_host.values() for n, request in enumerate(own)]
    return [request for _, request in sorted(ranks, key=lambda entry: entry[0])]
