"""Archived copies of dead pages, by the availability service of a public web archive.

The service answers `GET ?url=…&timestamp=YYYYMMDD` with the snapshot nearest to that day:
`{"archived_snapshots": {"closest": {"available": true, "url": …, "status": "200"}}}`.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any
from urllib.parse import urlencode

from contentlint.sources.address import host_of
from contentlint.sources.fetch import Failure, Fetcher

_BYTES = 65_536


async def nearest(fetcher: Fetcher, service: str, url: str, date: dt.date | None) -> str:
    """The address of the archived copy nearest to a day; the empty string when there is none. Raises Failure."""
    asked = {"url": url, **({"timestamp": date.strftime("%Y%m%d")} if date else {})}
    answer = await fetcher.fetch(f"{service}{'&' if '?' in service else '?'}{urlencode(asked)}", max_bytes=_BYTES)
    if answer.status != 200:
        raise Failure("unreachable", "server-error", f"the archive answers {answer.status}")
    try:
        closest: Any = json.loads(answer.body)["archived_snapshots"].get("closest", {})
        found = closest["url"] if closest.get("available") and str(closest.get("status", "200")) == "200" else ""
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    # isprintable() is also False for half a surrogate pair, which no report could be written with.
    if not isinstance(found, str) or not found.isprintable() or len(found) > 4000:
        return ""
    if not found.startswith(("http://", "https://")) or not host_of(found):
        return ""
    return found.replace("http://web.archive.org/", "https://web.archive.org/", 1)
