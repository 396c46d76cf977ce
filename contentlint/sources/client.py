"""Visits addresses: from the evidence store when it knows enough, else over the network."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx

from contentlint.evidence.visited import SourceResult
from contentlint.guard.records import dataclass, field
from contentlint.sources import archive
from contentlint.sources.address import host_matches, host_of
from contentlint.sources.extract import Page
from contentlint.sources.fetch import NO_HOST, Answer, Failure, Fetcher
from contentlint.sources.hosts import ROBOTS_BYTES, Hosts
from contentlint.sources.judge import Titles, judge
from contentlint.sources.network import Network
from contentlint.sources.reading import Readers
from contentlint.sources.record import of_answer, of_failure
from contentlint.sources.request import SourceRequest, in_turns, merged
from contentlint.sources.settings import SourceSettings, is_sendable
from contentlint.sources.store import Entry, Store
from contentlint.sources.transport import GuardedBackend, GuardedTransport, Resolver, SystemResolver

if TYPE_CHECKING:
    import ssl

_DAY = 86_400.0
_LOOK_BYTES = 262_144
"""Bytes of a page that nobody cites which are read: enough for its title."""

_GONE = frozenset({404, 410})
_REFRESHES = 3
"""Pages in a row that send their readers on, which are followed."""

_TOLD_EVERY = 0.25
"""Seconds between two reports of progress."""

_FILES = frozenset(
    "zip gz tgz bz2 xz 7z dmg exe msi deb rpm apk iso jpg jpeg png gif webp avif svg ico mp3 mp4 m4a webm mov avi wav "
    "woff woff2 ttf epub docx xlsx pptx pdf csv".split()
)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is, and which hosts it waits for."""

    done: int
    total: int
    waiting: tuple[str, ...]


@dataclass(slots=True)
class Gathered:
    """What a run gave: a result for each address by `source.key`. `problems` are lines for the user."""

    results: dict[str, SourceResult] = field(default_factory=dict)
    requests: int = 0
    interrupted: bool = False
    problems: list[str] = field(default_factory=list)


class Sources:
    """Visits addresses with one connection pool and one evidence store."""

    def __init__(
        self,
        settings: SourceSettings,
        store: Store,
        *,
        titles: Titles | None = None,
        resolver: Resolver | None = None,
        tls: ssl.SSLContext | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`titles` tell error pages; `resolver`, `tls` and `clock` stand in for the system's in tests."""
        self.settings, self.store = settings, store
        self._titles, self._resolver, self._tls, self._clock = titles or Titles(), resolver, tls, clock
        self._stopped = False
        self._tasks: list[asyncio.Task[Any]] = []

    def stop(self) -> None:
        """End the run early; what is done is kept and reported."""
        self._stopped = True
        for task in self._tasks:
            task.cancel()

    async def gather(
        self, requests: Iterable[SourceRequest], progress: Callable[[Progress], None] | None = None
    ) -> Gathered:
        """Visit all addresses. Never raises for what servers do; each address gets a result."""
        wanted = merged(requests)
        gathered = Gathered()
        own_resolver = SystemResolver() if self._resolver is None else None
        async with self._transport(self._resolver or own_resolver or SystemResolver()) as transport:
            self._hosts = Hosts(self.settings)
            self._network = Network(self._backend, self.store)
            self._fetcher = Fetcher(transport, self._hosts, self.settings)
            self._readers = Readers(seconds=max(5.0, self.settings.timeout))
            queue = in_turns(wanted.values())

            def told(url: str, result: SourceResult) -> None:
                gathered.results[url] = result

            async def tell() -> None:
                while progress:
                    progress(Progress(len(gathered.results), len(wanted), tuple(self._hosts.active)))
                    await asyncio.sleep(_TOLD_EVERY)

            async def visit(request: SourceRequest) -> None:
                try:
                    result = await self._visit(request)
                except Exception as error:  # one address is not worth the others
                    why = f"could not be visited: what it answers made contentlint fail ({type(error).__name__})"
                    result = SourceResult(request.url, "unreachable", "server-error", why)
                told(request.url, result)

            telling = asyncio.create_task(tell())
            try:
                self._tasks = [asyncio.create_task(visit(request)) for request in queue]
                await asyncio.gather(*self._tasks, return_exceptions=True)
                lost = await self._network.settle(
                    gathered.results, lambda url: self._fetcher.fetch(url, method="HEAD"), may_ask=not self._stopped
                )
            finally:
                telling.cancel()
                await self._readers.close()
                if own_resolver:
                    own_resolver.close()
        for url in wanted:
            if url not in gathered.results:
                gathered.results[url] = SourceResult(url, "unchecked", "stopped", "not reached: the run was stopped")
        gathered.interrupted = self._stopped
        gathered.requests = self._fetcher.requests
        self.store.settle()
        gathered.problems += [self.store.problem] if self.store.problem else []
        gathered.problems += [*sorted(self._readers.missing), *self._fetcher.problems]
        gathered.problems += lost
        return gathered

    def _transport(self, resolver: Resolver) -> GuardedTransport:
        import ssl as tls
        from importlib.util import find_spec

        context = self._tls or httpx.create_ssl_context(trust_env=False)
        if self._tls is None:
            context.minimum_version = tls.TLSVersion.TLSv1_2
        self._backend = GuardedBackend(resolver, self.settings.allow_hosts)
        return GuardedTransport(
            self._backend,
            max(1, self.settings.concurrency),
            context,
            http2=find_spec("h2") is not None,
        )

    async def _visit(self, request: SourceRequest) -> SourceResult:
        entry = self.store.get(request.url)
        level = 2 if request.read else 1
        if self.settings.offline:
            if entry is None:
                return SourceResult(request.url, "unchecked", "offline", "not in the evidence store")
            return self._known(entry, request)
        if host_matches(host_of(request.url), self.settings.skip):
            return SourceResult(request.url, "unchecked", "limit", "its host is skipped by the configuration")
        if entry is not None and self._is_fresh(entry, level, request):
            return self._known(entry, request)
        found, text = await self._try(request, entry)
        if found.verdict == "unchecked":
            return self._known(entry, request) if entry is not None else found.result(None, from_store=False)
        if found.verdict == "dead" and self.settings.archive and not found.archive_asked:
            with contextlib.suppress(Failure):
                found.archive_url = await archive.nearest(
                    self._fetcher, self.settings.archive, request.url, request.date
                )
                found.archive_asked = 1
        if not self._network.doubts(found):
            self.store.save(found, text)
        if text is None and request.read:
            text = self.store.packed_text(found)
        return found.result(text if request.read else None, from_store=False)

    def _known(self, entry: Entry, request: SourceRequest) -> SourceResult:
        return entry.result(self.store.packed_text(entry) if request.read else None, from_store=True)

    def _is_fresh(self, entry: Entry, level: int, request: SourceRequest) -> bool:
        age = self._clock() - entry.fetched_at
        if age < 0:  # the clock was set back
            return False
        if entry.verdict != "ok":
            return age < self.settings.retry_failures * 3600
        if entry.level < level or (request.anchors and entry.anchors is None and not entry.unreadable):
            return False
        return age < self.settings.freshness * _DAY

    async def _try(self, request: SourceRequest, before: Entry | None) -> tuple[Entry, bytes | None]:
        """Visit until there is an answer that can be believed, or no more tries."""
        host = host_of(request.url)
        attempts, attempt, deaths = max(1, self.settings.attempts), 0, 0
        while True:
            if attempt:
                await self._wait(attempt, host)
            attempt += 1
            text: bytes | None = None
            try:
                entry, text, again = await self._once(request, before)
            except Failure as failure:
                entry, again = of_failure(request.url, failure, before, self._clock()), failure.again
                if failure.silent and attempt == attempts:
                    self._hosts[host].silent += 1
            else:
                self._hosts[host].silent = 0
            deaths += entry.verdict == "dead"
            # Death is believed the second time, by another try if need be; what fails otherwise may yet come right.
            is_dead = entry.verdict == "dead" and deaths > 1
            may_go_on = attempt < attempts or (entry.verdict == "dead" and attempt == attempts)
            if not again or is_dead or not may_go_on:
                self._hosts[host].is_absent |= is_dead and entry.detail == NO_HOST
                return entry, text

    async def _wait(self, attempt: int, host: str) -> None:
        pause = self.settings.backoff * 2.0 ** min(attempt - 1, 30) * random.uniform(0.5, 1.5)
        await asyncio.sleep(min(pause, self.settings.max_wait))

    async def _once(self, request: SourceRequest, before: Entry | None) -> tuple[Entry, bytes | None, bool]:
        """One visit: the entry, its text, and whether to look again. Raises Failure."""
        url = request.url
        may_read = True
        if self.settings.polite:
            may_read = await self._hosts.may_read(url, self._robots)
        suffix = urlsplit(url).path.rpartition(".")[2].lower()
        only_head = not may_read or (not request.read and not request.anchors and suffix in _FILES)
        limit = min(
            self.settings.max_bytes if request.read or request.anchors else _LOOK_BYTES, self.settings.max_bytes
        )
        if only_head:
            answer = await self._head(url, may_read)
            self._obey(answer)
            # Many servers refuse HEAD or answer it wrongly: then a GET decides.
            if may_read and answer.status >= 400 and answer.status != 429:
                answer = await self._fetcher.fetch(url, max_bytes=limit)
            elif answer.status in _GONE:
                why = f"answers {answer.status} to a program that may not read it by its robots.txt"
                raise Failure("unreachable", "blocked", why, again=False)
        else:
            headers: dict[str, str] = {}
            level = 2 if request.read else 1
            if before is not None and before.verdict == "ok" and before.level >= level and before.status == 200:
                known = {"If-None-Match": before.etag, "If-Modified-Since": before.last_modified}
                headers = {name: value for name, value in known.items() if is_sendable(value)}
            answer = await self._fetcher.fetch(url, max_bytes=limit, headers=headers)
        self._obey(answer)
        if answer.status == 304 and before is not None:
            before.fetched_at = self._clock()
            return before, None, False
        page = await self._page(answer) if not only_head or answer.status in _GONE else None
        for _ in range(_REFRESHES):
            there = page.facts.get("refresh") if page is not None and answer.status < 300 else ""
            if not there or not (next_ := await self._refreshed(answer, there, limit)):
                break
            answer = next_
            page = await self._page(answer)
        judgement = judge(url, answer, page, self._titles)
        entry, text = of_answer(request, answer, page, judgement, before, self._clock(), may_read=may_read)
        # A page that is cited and broke off may come whole the next time.
        return entry, text, judgement.again or (request.read and answer.is_broken)

    async def _head(self, url: str, may_read: bool) -> Answer:
        """What the server says of a page without sending it. Raises Failure."""
        try:
            return await self._fetcher.fetch(url, method="HEAD")
        except Failure as failure:
            if failure.reason != "connection" or failure.silent or not may_read:
                raise
            return await self._fetcher.fetch(url)  # it hangs up on what it does not know

    async def _page(self, answer: Answer) -> Page | None:
        """The page of an answer; of an error only one that may be another's than it says."""
        if not answer.body or not (answer.status < 300 or answer.status in _GONE):
            return None
        return await self._readers.read(answer.body, answer.content_type)

    async def _refreshed(self, answer: Answer, there: str, limit: int) -> Answer | None:
        """Where a page sends its readers on to, when that may be read. Raises Failure."""
        hop = self._fetcher.refreshed(answer, there)
        if hop is None or (self.settings.polite and not await self._hosts.may_read(hop.url, self._robots)):
            return None
        found = await self._fetcher.fetch(hop.url, max_bytes=limit, after=(*answer.hops, hop))
        found.fragment = found.fragment or there.partition("#")[2]
        self._obey(found)
        return found

    def _obey(self, answer: Answer) -> None:
        """Leave a host alone that asks for it; longer than `max_wait` is longer than this run can wait."""
        if answer.status not in (429, 503):
            return
        host = host_of(answer.url)
        wait = answer.wait
        if wait is not None and wait > self.settings.max_wait:
            detail = f"answers {answer.status} and wants to be left alone for {wait:.0f} s"
            raise Failure("unreachable", "rate-limited", detail, again=False)
        if wait:
            self._hosts.hold(host, wait)

    async def _robots(self, url: str) -> str | None:
        origin = url.removesuffix("/robots.txt")
        if known := self.store.robots(origin, self._clock() - _DAY):
            return known[0]
        try:
            answer = await self._fetcher.fetch(url, max_bytes=ROBOTS_BYTES)
        except Failure as failure:
            # The page itself will say what is wrong with the host.
            return None if failure.verdict == "unchecked" else ""
        text: str | None = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        if answer.status >= 500:
            text = None
        self.store.keep_robots(origin, text, self._clock())
        return text


def gather(
    settings: SourceSettings,
    store: Path | None,
    requests: Sequence[SourceRequest],
    *,
    titles: Titles | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Gathered:
    """Visit all addresses and wait for it. Ctrl-C ends it early, with what it has; a second one at once."""

    async def run() -> Gathered:
        opened = Store(store, is_in_cache=not settings.store)
        sources = Sources(settings, opened, titles=titles)
        loop = asyncio.get_running_loop()

        def stop() -> None:
            with contextlib.suppress(NotImplementedError):
                loop.remove_signal_handler(signal.SIGINT)
            sources.stop()

        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            loop.add_signal_handler(signal.SIGINT, stop)
        try:
            return await sources.gather(requests, progress)
        finally:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.remove_signal_handler(signal.SIGINT)
            opened.close()

    return asyncio.run(run())
