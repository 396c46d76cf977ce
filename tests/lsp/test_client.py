"""The language server with the client of pygls, over standard input and output: what it says is read strictly."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from runs import SCRIPT, environment, write

pytest.importorskip("pygls")

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from contentlint import claims
from contentlint.evidence.visited import key
from contentlint.run import baseline, runner
from contentlint.sources.settings import STORE
from contentlint.sources.store import Store

PATIENCE = 60
"""Seconds that an answer may take: a machine may be busy."""

HERE = "# Here\n\nSee [there](there.md#a-part), [gone](gone.md) and [below](#end).\n\n## End\n\nWords.\n"
THERE = "# There\n\n## First\n\nWords.\n\n## A part\n\nMore words.\n"


class Editor(LanguageClient):
    """An editor that keeps what the server last said of each document."""

    def __init__(self) -> None:
        super().__init__("test", "1")
        self.said: dict[str, types.PublishDiagnosticsParams] = {}
        self.messages: list[str] = []
        self.news = asyncio.Event()

    async def diagnostics(self, uri: str, version: int) -> list[types.Diagnostic]:
        """What is said of a version of a document."""
        async with asyncio.timeout(PATIENCE):
            while uri not in self.said or self.said[uri].version != version:
                self.news.clear()
                await self.news.wait()
        return list(self.said[uri].diagnostics)

    def open(self, uri: str, text: str, language: str = "markdown") -> None:
        item = types.TextDocumentItem(uri, language, 1, text)
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def change(self, uri: str, text: str, version: int) -> None:
        change = types.TextDocumentContentChangeWholeDocument(text)
        named = types.VersionedTextDocumentIdentifier(version, uri)
        self.text_document_did_change(types.DidChangeTextDocumentParams(named, [change]))

    async def hover(self, uri: str, line: int, character: int) -> str:
        where = types.TextDocumentIdentifier(uri), types.Position(line, character)
        found = await self.text_document_hover_async(types.HoverParams(*where))
        return found.contents.value if found is not None and isinstance(found.contents, types.MarkupContent) else ""

    async def definition(self, uri: str, line: int, character: int) -> tuple[str, int] | None:
        where = types.TextDocumentIdentifier(uri), types.Position(line, character)
        found = await self.text_document_definition_async(types.DefinitionParams(*where))
        assert found is None or isinstance(found, types.Location)
        return (found.uri, found.range.start.line) if found is not None else None

    async def actions(self, uri: str, line: int, *only: str) -> list[types.CodeAction]:
        whole = types.Range(types.Position(line, 0), types.Position(line, 1000))
        context = types.CodeActionContext([], only=list(only) or None)
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), whole, context)
        found = await self.text_document_code_action_async(asked)
        return [action for action in found or [] if isinstance(action, types.CodeAction)]


@contextlib.asynccontextmanager
async def editor(folder: Path, *folders: Path, lazy: bool = True) -> AsyncIterator[Editor]:
    """An editor with a server in a folder, which has begun; at the end the server is asked to go, and goes well."""
    client = Editor()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def _(params: types.PublishDiagnosticsParams) -> None:
        client.said[params.uri] = params
        client.news.set()

    @client.feature(types.WINDOW_LOG_MESSAGE)
    @client.feature(types.WINDOW_SHOW_MESSAGE)
    def _(params: Any) -> None:
        client.messages.append(params.message)

    await client.start_io(*SCRIPT, "lsp", cwd=folder, env=environment(folder))
    resolve = types.ClientCodeActionResolveOptions(["edit"]) if lazy else None
    capabilities = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(
            code_action=types.CodeActionClientCapabilities(resolve_support=resolve)
        )
    )
    roots = [types.WorkspaceFolder(path.as_uri(), path.name) for path in folders or (folder,)]
    asked = types.InitializeParams(capabilities, workspace_folders=roots, root_uri=roots[0].uri)
    async with asyncio.timeout(10 * PATIENCE):
        began = await client.initialize_async(asked)
        assert began.capabilities.hover_provider and began.capabilities.definition_provider
        client.initialized(types.InitializedParams())
        yield client
        await client.shutdown_async(None)
        client.exit(None)
        assert client._server is not None
        assert await client._server.wait() == 0
        await client.stop()


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    write(folder / "here.md", HERE)
    write(folder / "there.md", THERE)
    (folder / ".git").mkdir()
    return folder


def run(talk: Callable[[], Awaitable[None]]) -> None:
    asyncio.run(talk())


def codes(found: list[types.Diagnostic]) -> list[tuple[str, int]]:
    return [(str(one.code), one.range.start.line) for one in found]


def edited(text: str, action: types.CodeAction, uri: str) -> str:
    assert action.edit is not None and action.edit.changes is not None
    lines = text.splitlines(keepends=True)
    for edit in reversed(action.edit.changes[uri]):
        start, end = edit.range.start, edit.range.end
        offsets = [sum(map(len, lines[: at.line])) + at.character for at in (start, end)]
        text = text[: offsets[0]] + edit.new_text + text[offsets[1] :]
    return text


def test_a_day_in_an_editor(blog: Path) -> None:
    """Diagnostics with their rule's page, hover, definition, quick fix, suppression, unsaved text."""

    async def talk() -> None:
        async with editor(blog) as client:
            uri = (blog / "here.md").as_uri()
            client.open(uri, HERE)
            (gone,) = await client.diagnostics(uri, 1)
            assert codes([gone]) == [("links/broken-internal-link", 2)]
            assert gone.code_description is not None
            assert gone.code_description.href.endswith("docs/rules/broken-internal-link.md")

            told = await client.hover(uri, 2, gone.range.start.character + 1)
            assert "links/broken-internal-link" in told
            assert gone.code_description.href in told
            assert len(told.split("\n\n")) >= 4  # name, message, why, page
            assert await client.hover(uri, 6, 1) == ""

            there = (blog / "there.md").as_uri()
            assert await client.definition(uri, 2, HERE.splitlines()[2].index("there.md") + 2) == (there, 6)
            assert await client.definition(uri, 2, HERE.splitlines()[2].index("[there]") + 2) == (there, 6)
            assert await client.definition(uri, 2, HERE.splitlines()[2].index("#end") + 1) == (uri, 4)
            assert await client.definition(uri, 2, HERE.splitlines()[2].index("gone.md") + 1) is None

            (suppress,) = await client.actions(uri, 2)
            assert suppress.edit is None  # worked out when it is chosen
            resolved = await client.code_action_resolve_async(suppress)
            text = edited(HERE, resolved, uri)
            assert "broken-internal-link -- " in text
            client.change(uri, text, 2)
            assert await client.diagnostics(uri, 2) == []

            # What stands in the editor counts, saved or not: the heading that a link needs, in this post and the other.
            client.change(uri, HERE.replace("## End", "## The end").replace("gone.md", "there.md"), 3)
            assert codes(await client.diagnostics(uri, 3)) == [("links/broken-anchor", 2)]
            client.change(uri, HERE.replace("#end", "#new").replace("## End", "## New").replace("gone", "there"), 4)
            assert await client.diagnostics(uri, 4) == []
            client.open(there, THERE.replace("## A part", "## Another part"))
            assert await client.diagnostics(there, 1) == []
            client.change(uri, HERE.replace("gone.md", "there.md"), 5)
            assert codes(await client.diagnostics(uri, 5)) == [("links/broken-anchor", 2)]

    run(talk)


def test_fixes_one_by_one_and_all_at_once(blog: Path) -> None:
    text = "# Fixes\n\nThe the cat, and and [there](thre.md).\n"

    async def talk() -> None:
        async with editor(blog, lazy=False) as client:
            uri = (blog / "new.md").as_uri()  # not on the disk yet
            client.open(uri, text)
            assert {one.code for one in await client.diagnostics(uri, 1)} >= {"prose/doubled-word"}
            found = await client.actions(uri, 2)
            fixes = [action for action in found if not action.title.startswith("Suppress")]
            assert fixes
            assert all(action.edit is not None and action.diagnostics for action in found)  # this client resolves none
            assert await client.actions(uri, 0) == []
            (whole,) = await client.actions(uri, 0, "source.fixAll")
            assert whole.kind == "source.fixAll.contentlint"
            assert "and and" not in edited(text, whole, uri)
            assert await client.actions(uri, 2, "refactor") == []

    run(talk)


def test_known_findings_are_not_shown(blog: Path) -> None:
    session = runner.session_beside(blog, runner.Options(today=dt.date.today(), use_cache=False))
    found = session.lint(session.post("here.md", HERE)).findings
    assert len(found) == 1
    baseline.write(blog / "known.jsonl", [baseline.Entry.of(one, "here.md") for one in found])
    write(blog / "contentlint.toml", 'baseline = "known.jsonl"\n')

    async def talk() -> None:
        async with editor(blog) as client:
            uri = (blog / "here.md").as_uri()
            client.open(uri, HERE)
            assert await client.diagnostics(uri, 1) == []
            client.change(uri, HERE + "\n[another](never.md)\n", 2)
            assert codes(await client.diagnostics(uri, 2)) == [("links/broken-internal-link", 8)]
            # The configuration is read anew when a file is saved, and every open document is looked at again.
            write(blog / "contentlint.toml", "")
            client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
            async with asyncio.timeout(PATIENCE):
                while len(client.said[uri].diagnostics) != 2:
                    await asyncio.sleep(0.05)

    run(talk)


def test_several_folders_each_with_its_own_rules(blog: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    write(other / "here.md", HERE)
    write(other / "contentlint.toml", '[rules]\nlinks = "off"\n')
    (other / ".git").mkdir()

    async def talk() -> None:
        async with editor(tmp_path, blog, other) as client:
            for folder, count in ((blog, 1), (other, 0), (blog / "sub", 3)):
                uri = (folder / "here.md").as_uri()
                client.open(uri, HERE)
                assert len(await client.diagnostics(uri, 1)) >= min(count, 1)
                assert bool(await client.diagnostics(uri, 1)) is bool(count)
            untitled = "untitled:Untitled-1"
            client.open(untitled, HERE + "\nThe the end.\n")
            assert codes(await client.diagnostics(untitled, 1)) == [("prose/doubled-word", 8)]

    run(talk)


def test_what_the_audit_read_is_shown(blog: Path) -> None:
    claim = "About 43% of all households own a kettle ([survey](https://survey.example/kettles))."
    text = f"# Kettles\n\n{claim}\n"
    write(blog / "kettles.md", text)
    write(blog / "contentlint.toml", '[sources]\nstore = "evidence.sqlite"\n')
    session = runner.session_beside(blog, runner.Options(today=dt.date.today(), use_cache=False))
    (found,) = claims.find(session.post("kettles.md", text), session.rules.vocabulary)
    store = Store(blog / STORE)
    hostile = "In 2024 <b>41%</b> of households had one ![x](https://evil.example/p)."
    store.decide(found.text, key("https://survey.example/kettles"), "0" * 64, "contradicted", hostile, time.time())
    store.close()

    async def talk() -> None:
        async with editor(blog) as client:
            uri = (blog / "kettles.md").as_uri()
            client.open(uri, text)
            await client.diagnostics(uri, 1)
            told = await client.hover(uri, 2, 10)
            assert "survey.example/kettles has another value" in told
            assert "In 2024 \\<b\\>41%\\</b\\> of households had one" in told
            assert "![x]" not in told

    run(talk)


def test_start_costs_no_library_of_the_network() -> None:
    code = "from contentlint.lsp import Server; import sys; print([*{'httpx', 'pygls', 'sqlite3'} & {*sys.modules}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
