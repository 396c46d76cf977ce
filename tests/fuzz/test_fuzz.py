"""A minute of fuzzing in every run of the tests, and what ever broke each time; hours by `benchmarks/fuzz.py`."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from . import strategies, targets

CASES = Path(__file__).parents[1] / "reliability" / "cases"
CORPUS = Path(__file__).parent / "corpus"
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def some(number: int) -> settings:
    """So many inputs, drawn anew in each run."""
    return settings(max_examples=number, deadline=None, suppress_health_check=SLOW)


def corpus(kind: str, *more: str) -> list[Path]:
    """The inputs of a kind that broke something once; `more` are globs of those that have tests of their own, too."""
    return sorted(path for path in (*CORPUS.glob(f"{kind}/*"), *(p for glob in more for p in CASES.glob(glob))))


def text_of(path: Path) -> str:
    """A file's text, with its line ends as they are."""
    return path.read_bytes().decode("utf-8", "surrogateescape")


@pytest.mark.parametrize("path", corpus("post", "**/*.md", "**/*.mdx"), ids=lambda path: path.name)
def test_posts_that_broke_something(path: Path) -> None:
    targets.front_matter(text_of(path))
    targets.post(text_of(path), f"post{path.suffix}")


@pytest.mark.parametrize("path", corpus("configuration", "config/**/contentlint.toml"), ids=lambda path: path.name)
def test_configurations_that_broke_something(path: Path) -> None:
    targets.configuration(text_of(path))


@pytest.mark.parametrize("path", corpus("rule", "rules/**/*.yaml"), ids=lambda path: path.name)
def test_rules_that_broke_something(path: Path) -> None:
    targets.rule(text_of(path))


@pytest.mark.parametrize("path", corpus("schema", "schemas/**/*.json"), ids=lambda path: path.name)
def test_schemas_that_broke_something(path: Path) -> None:
    targets.schema(text_of(path))


@pytest.mark.parametrize("path", corpus("page"), ids=lambda path: path.name)
def test_pages_that_broke_something(path: Path) -> None:
    targets.page(path.read_bytes(), "text/html")


@some(120)
@given(strategies.posts, strategies.suffixes)
def test_posts(text: str, suffix: str) -> None:
    targets.post(text, f"post{suffix}")


@some(400)
@given(st.one_of(strategies.front_matter, strategies.posts))
def test_front_matter(text: str) -> None:
    targets.front_matter(text)


@some(40)
@given(strategies.configurations)
def test_configurations(text: str) -> None:
    targets.configuration(text)


@some(20)
@given(strategies.rules)
def test_rules(text: str) -> None:
    targets.rule(text)


@some(60)
@given(strategies.schemas)
def test_schemas(text: str) -> None:
    targets.schema(text)


@some(150)
@given(strategies.pages)
@example((b'<script type="application/ld+json">{"articleBody": "' + b"a" * 300 + b'\\ud800"}</script>', "text/html"))
def test_pages(page: tuple[bytes, str]) -> None:
    targets.page(*page)


class Answering:
    """A server on loopback that answers everybody the same bytes."""

    def __init__(self) -> None:
        self.answer = b""
        self.port = 0
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0.05))
        self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(self.answer)
            await writer.drain()
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    def close(self) -> None:
        """Serve no more."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)


@pytest.fixture(scope="module")
def server() -> Iterator[Answering]:
    running = Answering()
    yield running
    running.close()


def visited(url: str) -> str:
    """The verdict on an address."""
    from contentlint.catalog import catalog
    from contentlint.evidence.visited import look_up
    from contentlint.sources import SourceSettings
    from contentlint.sources.client import SourceRequest, Sources
    from contentlint.sources.judge import Titles
    from contentlint.sources.store import Store

    words = catalog.load().vocabulary
    titles = Titles(words["not-found-titles"].terms, words["challenge-titles"].terms)
    quick: dict[str, Any] = {
        "polite": False, "allow_hosts": ("127.0.0.1",), "timeout": 1.0, "backoff": 0.01, "attempts": 1, "archive": "",
    }  # fmt: skip

    async def run() -> str:
        store = Store(None)
        try:
            sources = Sources(SourceSettings(**quick), store, titles=titles)
            gathered = await asyncio.wait_for(sources.gather([SourceRequest(url, read=True)]), 30)
        finally:
            store.close()
        found = look_up(gathered.results, url)
        return found.verdict if found is not None else ""

    return asyncio.run(run())


@some(25)
@given(answer=strategies.answers)
def test_answers(server: Answering, answer: bytes) -> None:
    server.answer = answer
    assert visited(f"http://127.0.0.1:{server.port}/a") in (
        "ok",
        "moved",
        "dead",
        "unreachable",
        "blocked",
        "redirected",
    )


_anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=5)
    | st.sampled_from(["file:///a/b.md", "file://[x", "a\x00"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
_uri = st.sampled_from(
    ["file:///nowhere/a.md", "file://[x", "untitled:a", "file:///%00", "file:///a%ff.md", "", "file:"]
)
_document = st.fixed_dictionaries({}, optional={"uri": _uri | _anything, "text": strategies.posts | _anything})
_place = st.fixed_dictionaries({"line": st.integers(-2, 99) | _anything, "character": st.integers(-2, 99) | _anything})
_params = st.one_of(
    _anything,
    st.fixed_dictionaries(
        {},
        optional={
            "textDocument": _document | _anything,
            "contentChanges": st.lists(
                st.fixed_dictionaries({}, optional={"text": strategies.posts}) | _anything, max_size=2
            ),
            "range": st.fixed_dictionaries({"start": _place, "end": _place}) | _anything,
            "context": _anything,
        },
    ),
)
_methods = st.sampled_from(
    ["initialize", "textDocument/didOpen", "textDocument/didChange", "textDocument/didSave", "textDocument/didClose",
     "textDocument/codeAction", "textDocument/hover", "workspace/didChangeConfiguration", "$/cancelRequest", "x", ""]
) | st.text(max_size=3)  # fmt: skip
_message = st.fixed_dictionaries(
    {"method": _methods, "params": _params}, optional={"id": st.integers() | st.text(max_size=3)}
)
_raw = st.sampled_from(
    [b"Content-Length: 2\r\n\r\n{]", b"Content-Length: 0\r\n\r\n", b"Content-Length: 3\r\nX: y\r\n\r\n[1]",
     b"Content-Length: 4\r\n\r\nnull", b"Content-Length: 3\r\n\r\n\xff\xfe\xfd", b"X\r\n\r\n", b"\r\n",
     b"Content-Length: 100000\r\n\r\n" + b"[" * 100_000]
)  # fmt: skip


@some(40)
@given(st.lists(_message.map(targets.frame) | _raw, max_size=6))
def test_messages_to_the_language_server(sent: list[bytes]) -> None:
    targets.messages(sent)
