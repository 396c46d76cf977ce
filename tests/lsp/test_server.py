"""The language server, spoken to as an editor does."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from contentlint.lsp import Server

POST = "# Title\n\n😀 See [it](a-good-nam.md).\n"


def message(**content: Any) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n" % len(body) + body


def answers(out: bytes) -> list[dict[str, Any]]:
    found = []
    while out:
        head, _, rest = out.partition(b"\r\n\r\n")
        length = int(head.split(b":")[1])
        found.append(json.loads(rest[:length]))
        out = rest[length:]
    return found


def talk(*messages: bytes) -> tuple[int, list[dict[str, Any]]]:
    sink = io.BytesIO()
    code = Server(io.BytesIO(b"".join(messages)), sink).serve()
    return code, answers(sink.getvalue())


@pytest.fixture
def post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "a-good-name.md").write_text("# A good name\n", encoding="utf-8")
    return tmp_path / "post.md"


def opened(post: Path, text: str = POST) -> bytes:
    return message(method="textDocument/didOpen", params={"textDocument": {"uri": post.as_uri(), "text": text}})


START = message(id=1, method="initialize", params={})


def test_findings_are_published_with_utf16_places_and_fixed(post: Path) -> None:
    ask = {
        "textDocument": {"uri": post.as_uri()},
        "range": {"start": {"line": 2, "character": 14}, "end": {"line": 2, "character": 14}},
    }
    code, said = talk(
        START, opened(post), message(id=2, method="textDocument/codeAction", params=ask),
        message(id=3, method="shutdown"), message(method="exit"),
    )  # fmt: skip
    assert code == 0
    (diagnostic,) = said[1]["params"]["diagnostics"]
    assert diagnostic["code"] == "links/broken-internal-link"
    # The emoji is one code point and two UTF-16 code units.
    assert diagnostic["range"] == {"start": {"line": 2, "character": 12}, "end": {"line": 2, "character": 25}}
    action, suppression = said[2]["result"]
    assert suppression["title"] == "Suppress broken-internal-link here"
    (edit,) = action["edit"]["changes"][post.as_uri()]
    assert edit == {"range": diagnostic["range"], "newText": "a-good-name.md"}


def test_changes_and_closing_clear_what_was_published(post: Path) -> None:
    changed = {"textDocument": {"uri": post.as_uri()}, "contentChanges": [{"text": "# Title\n\nWords.\n"}]}
    _, said = talk(
        START,
        opened(post),
        message(method="textDocument/didChange", params=changed),
        opened(post),
        message(method="textDocument/didClose", params={"textDocument": {"uri": post.as_uri()}}),
    )
    assert [len(m["params"]["diagnostics"]) for m in said[1:]] == [1, 0, 1, 0]


def test_a_broken_configuration_is_told_and_the_server_lives_on(post: Path) -> None:
    config = post.parent / "contentlint.toml"
    config.write_text("[rules]\nstale-yaer = 'off'\n", encoding="utf-8")
    _, said = talk(START, opened(post))
    assert said[1]["method"] == "window/showMessage"
    assert "did you mean 'stale-year'" in said[1]["params"]["message"]


def test_what_is_unknown_or_too_early_is_an_error() -> None:
    code, said = talk(
        message(id=1, method="textDocument/codeAction", params={}), START, message(id=2, method="no/such")
    )
    assert [m.get("error", {}).get("code") for m in said] == [-32002, None, -32601]
    assert code == 1


def test_the_command(post: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "contentlint", "lsp"],
        input=START + opened(post) + message(id=2, method="shutdown") + message(method="exit"),
        capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(answers(done.stdout)[1]["params"]["diagnostics"]) == 1
