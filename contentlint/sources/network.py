"""Whether a host gave no answer, or our own network was missing: told at the end of a run, from what was reached."""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from contentlint.evidence.visited import SourceResult
from contentlint.sources.address import host_of
from contentlint.sources.fetch import Failure
from contentlint.sources.store import Entry, Store
from contentlint.sources.transport import GuardedBackend

_NO_ANSWER = frozenset({"no-host", "connection", "timeout"})
"""Reasons that may be ours as well as the host's, while no host at all was reached."""

_CONTROLS = 3
"""Hosts that are asked for a sign of life when others left the run without one."""


class Network:
    """The visits of a run that are in doubt: without an answer before any host was reached, or to names that nobody
    has, which is what some systems say when they have no network any more."""

    def __init__(self, backend: GuardedBackend, store: Store) -> None:
        self._backend, self._store = backend, store
        self._unsure: list[Entry] = []

    def doubts(self, entry: Entry) -> bool:
        """Keep an entry for the end of the run, when it can't be believed before; False for one that can."""
        if entry.reason not in _NO_ANSWER or (self._backend.has_connected and entry.reason != "no-host"):
            return False
        self._unsure.append(entry)
        return True

    async def settle(
        self, results: dict[str, SourceResult], ask: Callable[[str], Awaitable[object]], *, may_ask: bool
    ) -> str:
        """Save what is believed now, and turn what is not into what could not be tried. Gives a problem for the user.

        `ask` makes a request; `may_ask` is False when the run was stopped.
        """
        if not self._unsure:
            return ""
        was_there = self._backend.has_connected
        if may_ask:
            is_there = await (self._has_names(results) if was_there else self._is_there(results, ask))
        else:
            is_there = was_there
        if is_there:
            for entry in self._unsure:
                self._store.save(entry)
            return ""
        tried = [r for r in results.values() if not r.from_store and r.verdict in ("dead", "unreachable")]
        why = "could not be tried: " + ("the network was lost on the way" if was_there else "nothing was reached")
        for result in tried:
            if result.reason in _NO_ANSWER:
                results[result.url] = replace(result, verdict="unreachable", reason="no-network", detail=why)
        if was_there:
            return "the network was lost during the visits: run it again for what could not be tried"
        return (
            f"none of {len({host_of(r.url) for r in tried})} hosts was reached: is there a network? "
            "With --offline the audit answers from its evidence store"
        )

    async def _is_there(self, results: dict[str, SourceResult], ask: Callable[[str], Awaitable[object]]) -> bool:
        """Whether there is a network, by hosts that were reached in an earlier run."""
        for url in _some(r.url for r in results.values() if r.from_store and r.verdict == "ok"):
            with contextlib.suppress(Failure):
                await ask(url)
            if self._backend.has_connected:
                break
        return self._backend.has_connected

    async def _has_names(self, results: dict[str, SourceResult]) -> bool:
        """Whether names that were found in this run are still found at its end."""
        if not any(entry.reason == "no-host" for entry in self._unsure):
            return True
        asked = False
        for url in _some(r.url for r in results.values() if not r.from_store and r.status is not None):
            asked = True
            if await self._backend.can_resolve(host_of(url)):
                return True
        return not asked


def _some(urls: Iterable[str]) -> list[str]:
    """A few addresses, each of another host."""
    return list({host_of(url): url for url in urls}.values())[:_CONTROLS]
