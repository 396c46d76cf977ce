"""The audit command against hostile servers, pages and stores: it ends with a report, and with a word.

Numbers are those of the entries of `tests/reliability`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from sources_server import Server, answer

from contentlint.cli import main

STUDY = (
    b"<!doctype html><title>Harbour report</title><body><h1>Harbour report</h1><p>In 2025 the port handled 48% of all "
    b"grain in the region.</p>" + b"<p>The market moved to the north quay, and the ferry began to sail in June.</p>" * 9
)


@pytest.fixture()
def site(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> Path:
    plain = server.plain
    odd = {
        "report": answer(body=STUDY),
        "wait": b"HTTP/1.1 503 X\r\nRetry-After: \xb2\r\nContent-Length: 0\r\n\r\n",
        "pair": answer(body=rb'{"ships": "\ud800"}', type_="application/json"),
        "data": answer(
            body=STUDY + rb'<script type="application/ld+json">{"a": "\ud800 one two three four five six seven eight '
            rb'nine ten eleven twelve"}</script>'
        ),
        "tag": 'HTTP/1.1 200 X\r\nETag: "é"\r\nContent-Type: text/html\r\nContent-Length: 9\r\n\r\n<p>Fine.\n'.encode(),
        "lost": b"HTTP/1.1 302 X\r\nLocation: http://[::1\r\nContent-Length: 0\r\n\r\n",
    }
    server.plain = lambda name, method, path: odd.get(name) or plain(name, method, path)  # type: ignore[method-assign]
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "site"
    root.mkdir()
    base = server.url("")
    settings = 'polite = false\narchive = ""\ntimeout = 3\nper-host = 8\nbackoff = 0.01\nattempts = 1\n'
    (root / "contentlint.toml").write_text(f'[sources]\nallow-hosts = ["127.0.0.1"]\n{settings}')
    (root / "one.md").write_text(
        f"# One\n\nSee [the tables]({base}/missing) and [the list]({base}/good).\n\n"
        f"The port handled [62% of all grain]({base}/report) in 2025.\n"
    )
    (root / "two.md").write_text(
        f"# Two\n\n[A]({base}/wait) [b]({base}/tag) [c]({base}/lost).\n\n"
        f"In 2019, [45% of users]({base}/pair) left and [12% of ships]({base}/data) came.\n"
    )
    monkeypatch.chdir(root)
    return root


def _audit(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["audit", "-q", "--trust-config", *arguments], catch_exceptions=False)


def _rules(result: Result) -> list[str]:
    return sorted(f["rule"] for f in json.loads(result.stdout)["findings"] if f["path"] == "one.md")


def _use_store(site: Path, name: str) -> Path:
    config = site / "contentlint.toml"
    config.write_text(config.read_text() + f"store = {json.dumps(name)}\n")
    return site / name


def test_5_one_server_does_not_end_the_audit(site: Path) -> None:
    result = _audit("--format", "json", ".")
    assert result.exit_code == 1, result.stderr
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))
    found = {f["excerpt"].rpartition("/")[2]: f for f in json.loads(result.stdout)["findings"] if f["path"] == "two.md"}
    assert found["wait"]["rule"] == "unreachable" and "503" in found["wait"]["message"]
    assert found["lost"]["rule"] == "dead-link" and "no address" in found["lost"]["message"]
    assert not {"tag", "pair", "data"} & set(found)
    assert "Traceback" not in result.output


def test_9_the_second_run_finds_the_link_alive(site: Path, server: Server) -> None:
    first = _audit("--format", "json", ".")
    second = _audit("--format", "json", "--refresh", ".")
    assert server.hits["GET /tag"] == 2
    assert json.loads(first.stdout)["findings"] == json.loads(second.stdout)["findings"]


@pytest.mark.parametrize("key", ["canonical", "canonical_url", "url", "original"])
@pytest.mark.parametrize("address", ["http://a℀b/", "https://[bad]/x", "http://[::1", "//a℀b/"])
def test_an_address_in_front_matter_that_is_none(site: Path, key: str, address: str) -> None:
    post = site / "two.md"
    post.write_text(f"---\ntitle: Two\n{key}: '{address}'\n---\n\n{post.read_text()}\n[d]({address})\n")
    result = _audit("--format", "json", ".")
    assert result.exit_code == 1, result.stderr
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))


def test_5_half_a_pair_in_an_address_of_a_post(site: Path, server: Server) -> None:
    cover = json.dumps({"title": "Two", "cover": server.url("/\ud800.png"), "canonical": "https://a.test/\udfff"})
    (site / "two.md").write_text(f"{cover}\n\n# Two\n\n[There]({server.url('/missing/two')})\n")
    result = _audit("--format", "json", ".")
    assert "internal-error" not in result.stdout and "Traceback" not in result.stderr
    assert server.hits["GET /missing/two"] == 2
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))


@pytest.mark.parametrize("name", ["one.md", "two.md", "contentlint.toml", "../.profile", "picture.png", "notes.db"])
@pytest.mark.parametrize("offline", [True, False])
def test_a_file_as_store_that_is_none_is_not_touched(site: Path, name: str, offline: bool) -> None:
    (site / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (site.parent / ".profile").write_text("export PATH=/bin\n")
    db = sqlite3.connect(site / "notes.db")
    db.execute("CREATE TABLE pages (url TEXT)")
    db.close()
    path = _use_store(site, name)

    def state() -> dict[str, bytes]:
        files = [f for f in sorted(site.parent.rglob("*")) if f.is_file() and "cache" not in f.parts]
        return {str(f): f.read_bytes() for f in files}

    before = state()
    result = _audit("--format", "json", *(["--offline"] if offline else []), ".")
    assert result.exit_code == 2
    assert result.stderr.count("is no evidence store") == 1 and name in result.stderr
    assert path.exists() and state() == before
    assert offline or {"dead-link", "contradicted-by-source"} <= set(_rules(result))
    for command in ("check", "claims", "site"):
        CliRunner().invoke(main, [command, "."], catch_exceptions=False)
    assert state() == before


def test_16_a_damaged_store_does_not_end_the_audit(site: Path) -> None:
    path = _use_store(site, "evidence.sqlite")
    first = _audit("--format", "json", ".")
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    second = _audit("--format", "json", ".")
    assert second.exit_code == 2 and second.stderr.count("was damaged: moved to") == 1
    assert json.loads(first.stdout)["findings"] == json.loads(second.stdout)["findings"]
    third = _audit("--format", "json", ".")
    assert third.exit_code == 1 and third.stderr == ""
    assert (site / "evidence.sqlite.damaged").exists()


def test_16_a_locked_store_is_told_once_and_holds_nobody_up(site: Path) -> None:
    path = _use_store(site, "evidence.sqlite")
    _audit(".")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    start = time.monotonic()
    result = _audit("--format", "json", "--refresh", ".")
    assert time.monotonic() - start < 20
    assert result.exit_code == 2 and result.stderr.count("database is locked") == 1
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))
    other.close()
    assert _audit("--refresh", ".").exit_code == 1


def test_16_what_becomes_of_the_store_at_the_end_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.sources.store import Store

    def full(store: Store, *_: Any) -> None:
        store._db.execute("PRAGMA max_page_count = 1")
        real(store, "claim " * 50_000, "http://a.test/", "", "found", "", 1.0)

    real = Store.decide
    monkeypatch.setattr(Store, "decide", full)
    result = _audit("--format", "json", ".")
    assert result.exit_code == 2
    assert result.stderr.count("database or disk is full") == 1
    assert result.stdout.count("database or disk is full") == 1  # the report has it, too
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))


def test_settings_that_cannot_be_are_told_with_their_line(site: Path) -> None:
    config = site / "contentlint.toml"
    for line, words in (
        ('user-agent = "Müller"', "'sources.user-agent' must be plain ASCII"),
        ('user-agent = "a\\nX: b"', "'sources.user-agent' must be plain ASCII"),
        ('skip = ["[a-z]*.test"]', "'sources.skip': '[a-z]*.test' is no host"),
        ("delay = -1", "'sources.delay' must be at least 0"),
    ):
        config.write_text(f"[sources]\npolite = false\n{line}\n")
        result = CliRunner().invoke(main, ["audit", "-q", "."], catch_exceptions=False)
        assert result.exit_code == 2 and result.stderr.count("\n") == 1
        assert "contentlint.toml:3: " + words in result.stderr
    config.write_text("[sources]\npolite = false\n")
    result = CliRunner().invoke(main, ["audit", "-q", "--allow-host", "10.0.0.*", "."], catch_exceptions=False)
    assert result.exit_code == 2 and "'10.0.0.*' is no host" in result.stderr


def test_a_token_that_cannot_be_sent_is_told(site: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGE_TOKEN", "gehеim")  # a Cyrillic letter in it
    post, config = site / "one.md", site / "contentlint.toml"
    post.write_text(post.read_text() + f"\n[secret]({server.url('/x').replace('http:', 'https:')})\n")
    config.write_text(config.read_text() + 'tokens = {"127.0.0.1" = "PAGE_TOKEN"}\n')
    result = _audit("--format", "json", ".")
    assert result.exit_code == 2 and result.stderr.count("PAGE_TOKEN") == 1 and "gehеim" not in result.output
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_pipe_as_store_does_not_hang(site: Path) -> None:
    os.mkfifo(site / "pipe")
    _use_store(site, "pipe")
    result = _audit("--format", "json", ".")
    assert result.exit_code == 2 and result.stderr.count("no regular file") == 1
    assert {"dead-link", "contradicted-by-source"} <= set(_rules(result))


def test_5_a_report_with_what_a_page_says_can_be_written(site: Path) -> None:
    result = _audit("--format", "html", "-o", "report.html", ".")
    assert result.exit_code == 1, result.stderr
    assert "two.md" in (site / "report.html").read_text(encoding="utf-8")
