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


Ask = Callable[[str], Awaitable[object]]


class Network:
    """The visits of a run that are in doubt: without an answer before any host of that network was reached, or to names
    that nobody has, which is what some systems say when they have no network any more.

    There are two networks: everybody's, and one's own with the hosts that are allowed by name. To reach one of them
    says nothing of the other.
    """

    def __init__(self, backend: GuardedBackend, store: Store) -> None:
        self._backend, self._store = backend, store
        self._unsure: list[Entry] = []

    def doubts(self, entry: Entry) -> bool:
        """Keep an entry for the end of the run, when it can't be believed before; False for one that can."""
        is_reached = self._of(entry.url) in self._backend.reached
        if entry.reason not in _NO_ANSWER or (is_reached and entry.reason != "no-host"):
            return False
        self._unsure.append(entry)
        return True

    async def settle(self, results: dict[str, SourceResult], ask: Ask, *, may_ask: bool) -> list[str]:
        """Save what is believed now, and turn what is not into what could not be tried. Gives problems for the user.

        `ask` makes a request; `may_ask` is False when the run was stopped.
        """
        problems: list[str] = []
        for which in (False, True):
            unsure = [entry for entry in self._unsure if self._of(entry.url) is which]
            own = {url: result for url, result in results.items() if self._of(url) is which}
            was_there = is_there = which in self._backend.reached
            if unsure and may_ask:
                is_there = await (self._has_names(unsure, own) if was_there else self._is_there(which, own, ask))
            if is_there:
                for entry in unsure:
                    self._store.save(entry)
            elif unsure:
                problems += self._lost(own, results, was_there)
        return problems

    def _of(self, url: str) -> bool:
        return self._backend.network_of(host_of(url))

    def _lost(self, own: dict[str, SourceResult], results: dict[str, SourceResult], was_there: bool) -> list[str]:
        """Say of what a network is missing for that it could not be tried."""
        tried = [r for r in own.values() if not r.from_store and r.verdict in ("dead", "unreachable")]
        why = "could not be tried, for " + ("the network was lost on the way" if was_there else "no host was reached")
        for result in tried:
            if result.reason in _NO_ANSWER:
                results[result.url] = replace(result, verdict="unreachable", reason="no-network", detail=why)
        if was_there:
            return ["the network was lost during the visits: run it again for what could not be tried"]
        return [
            f"none of {len({host_of(r.url) for r in tried})} hosts was reached: is there a network? "
            "With --offline the audit answers from its evidence store"
        ]

    async def _is_there(self, which: bool, own: dict[str, SourceResult], ask: Ask) -> bool:
        """Whether there is a network, by hosts that were reached in an earlier run."""
        for url in _some(r.url for r in own.values() if r.from_store and r.verdict == "ok"):
            with contextlib.suppress(Failure):
                await ask(url)
            if which in self._backend.reached:
                break
        return which in self._backend.reached

    async def _has_names(self, unsure: list[Entry], own: dict[str, SourceResult]) -> bool:
        """Whether names that were found in this run are still found at its end."""
        if not any(entry.reason == "no-host" for entry in unsure):
            return True
        controls = _some(r.url for r in own.values() if not r.from_store and r.status is not None)
        for url in controls:
            if await self._backend.can_resolve(host_of(url)):
                return True
        return not controls


def _some(urls: Iterable[str]) -> list[str]:
    """A few addresses, each of another host."""
    return list({host_of(url): url for url in urls}.values())[:_CONTROLS]
