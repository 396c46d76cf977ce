"""Politeness: how many requests a host gets at once, how soon after each other, and what its robots.txt asks for."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

from contentlint.guard.records import dataclass, field
from contentlint.sources.settings import SourceSettings

AGENT = "contentlint"
"""The name that a robots.txt can speak to."""

ROBOTS_BYTES = 512_000
"""RFC 9309, section 2.5: at least 500 KiB of a robots.txt are read."""

_LONGEST_CRAWL_DELAY = 10.0
_FAILURES = 3
"""Visits in a row that a host left without any answer, after which it is not asked again in this run."""


@dataclass(slots=True)
class Host:
    """What is known of one host in this run. Times are of the monotonic clock."""

    slots: asyncio.Semaphore
    delay: float
    next_at: float = 0.0
    silent: int = 0
    is_absent: bool = False
    """True once its name was looked up twice, and nobody had it."""
    robots: dict[str, asyncio.Future[Any]] = field(default_factory=dict)

    @property
    def is_silent(self) -> bool:
        """True when the host has left several addresses without an answer."""
        return self.silent >= _FAILURES


class Hosts:
    """The hosts of a run."""

    def __init__(self, settings: SourceSettings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self._all = asyncio.Semaphore(settings.concurrency)
        self.active: dict[str, int] = {}
        """Hosts that are being asked, or left alone for a while before they are, with the number of requests."""

    def __getitem__(self, name: str) -> Host:
        if name not in self._hosts:
            delay = self._settings.delay if self._settings.polite else 0.0
            self._hosts[name] = Host(asyncio.Semaphore(max(1, self._settings.per_host)), delay)
        return self._hosts[name]

    @asynccontextmanager
    async def slot(self, name: str) -> AsyncIterator[None]:
        """Wait until the host may be asked again, and hold one of its places."""
        host = self[name]
        async with host.slots:
            self.active[name] = self.active.get(name, 0) + 1
            try:
                while (wait := host.next_at - time.monotonic()) > 0:
                    await asyncio.sleep(wait)
                host.next_at = max(host.next_at, time.monotonic() + host.delay)
                async with self._all:
                    yield
            finally:
                self.active[name] -= 1
                if not self.active[name]:
                    del self.active[name]

    def hold(self, name: str, seconds: float) -> None:
        """Ask the host for nothing during that time: it wants to be left alone (`Retry-After`)."""
        host = self[name]
        host.next_at = max(host.next_at, time.monotonic() + seconds)

    async def may_read(self, url: str, fetch: Callable[[str], Awaitable[str | None]]) -> bool:
        """Whether robots.txt lets us read the page. `fetch` gets the text of a robots.txt: the empty string when
        there is none, None when the server fails, which by RFC 9309, section 2.3.1.4, forbids everything."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        host = self[parts.hostname or ""]
        if origin not in host.robots:
            host.robots[origin] = asyncio.ensure_future(self._robots(host, origin, fetch))
        robots = await asyncio.shield(host.robots[origin])
        if robots is None:
            return False
        try:
            return bool(robots is True or robots.can_fetch(url, AGENT))
        except Exception:  # a broken file asks for nothing
            return True

    async def _robots(self, host: Host, origin: str, fetch: Callable[[str], Awaitable[str | None]]) -> Any:
        text = await fetch(f"{origin}/robots.txt")
        if not text:
            return None if text is None else True
        from protego import Protego

        try:
            robots = Protego.parse(text)
            asked = robots.crawl_delay(AGENT)
        except Exception:  # a broken file asks for nothing
            return True
        if asked:
            host.delay = max(host.delay, min(float(asked), _LONGEST_CRAWL_DELAY))
        return robots
