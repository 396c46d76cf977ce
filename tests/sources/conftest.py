"""A server and a way to visit it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sources_server import Server

from contentlint.catalog import catalog
from contentlint.sources import SourceSettings
from contentlint.sources.client import Gathered, SourceRequest, Sources
from contentlint.sources.judge import Titles
from contentlint.sources.store import Store

QUICK: dict[str, Any] = {
    "polite": False,
    "allow_hosts": ("127.0.0.1", "localhost", "*.test"),
    "timeout": 1.5,
    "backoff": 0.05,
    "archive": "",
    "max_bytes": 1_000_000,
}


@pytest.fixture(scope="session")
def titles() -> Titles:
    words = catalog.load().vocabulary
    return Titles(words["not-found-titles"].terms, words["challenge-titles"].terms)


@pytest.fixture()
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


@pytest.fixture()
def visit(tmp_path: Path, titles: Titles) -> Callable[..., Gathered]:
    """Visit addresses with quick settings; the store is kept between calls of one test."""

    def visit(
        *requests: SourceRequest | str, clock: Any = None, resolver: Any = None, tls: Any = None, **settings: Any
    ) -> Gathered:
        async def run() -> Gathered:
            store = Store(tmp_path / "evidence.sqlite")
            more = {"clock": clock} if clock else {}
            sources = Sources(
                SourceSettings(**{**QUICK, **settings}), store, titles=titles, resolver=resolver, tls=tls, **more
            )
            try:
                wanted = [SourceRequest(r, read=True) if isinstance(r, str) else r for r in requests]
                async with asyncio.timeout(30):
                    return await sources.gather(wanted)
            finally:
                store.close()

        return asyncio.run(run())

    return visit
