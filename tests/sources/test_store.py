"""The evidence store outlives kills, damage and company."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sources_server import Server

from contentlint.errors import ContentlintError
from contentlint.source import pack
from contentlint.sources.store import Entry, Store

_RUN = """
import asyncio, sys
from contentlint.sources import SourceSettings
from contentlint.sources.client import SourceRequest, Sources
from contentlint.source import pack
from contentlint.sources.store import Store
from pathlib import Path
store = Store(Path(sys.argv[1]))
settings = SourceSettings(delay=0.01, allow_hosts=("127.0.0.1",), archive="", backoff=0.01, concurrency=4, attempts=2)
wanted = [SourceRequest(f"http://127.0.0.1:{sys.argv[2]}{path}", read=True) for path in sys.stdin.read().split()]
print("ready", flush=True)
found = asyncio.run(Sources(settings, store).gather(wanted))
for url, result in sorted(found.results.items()):
    print(url.partition("/")[2], result.verdict, result.reason, result.text_hash, result.final_url, result.title)
"""

_PATHS = " ".join(
    [*(f"/page/{n}" for n in range(60)), *(f"/gone/{n}" for n in range(8)), "/loop", "/forbidden", "/json"]
)


def _start(store: Path, server: Server) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(store), str(server.port)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert process.stdin is not None
    process.stdin.write(_PATHS)
    process.stdin.close()
    return process


def _finish(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    out = process.stdout.read()
    process.stdout.close()
    assert process.wait(60) == 0
    return out


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_a_killed_run_is_gone_on_with(tmp_path: Path, server: Server) -> None:
    undisturbed = _start(tmp_path / "whole.sqlite", server)
    assert undisturbed.stdout is not None and undisturbed.stdout.readline() == "ready\n"
    start = time.monotonic()
    whole = "ready\n" + _finish(undisturbed)
    seconds = time.monotonic() - start
    assert whole.count(" dead ") == 9 and whole.count(" ok ") == 61
    dice = random.Random(20)
    kept = []
    store = tmp_path / "killed.sqlite"
    for _ in range(10):
        process = _start(store, server)
        assert process.stdout is not None and process.stdout.readline() == "ready\n"
        time.sleep(dice.uniform(0.0, seconds * 0.6))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)
        process.stdout.close()
        opened = Store(store)
        assert opened.problem == ""
        assert opened._db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept.append(opened._db.execute("SELECT count(*) FROM pages").fetchone()[0])
        opened.close()
    # Each run goes on from the one before, and some were killed in the middle of their visits.
    assert kept == sorted(kept) and any(0 < n < 71 for n in kept)
    assert _finish(_start(store, server)) == whole


def test_two_runs_at_once(tmp_path: Path, server: Server) -> None:
    store = tmp_path / "shared.sqlite"
    both = [_start(store, server), _start(store, server)]
    first, second = map(_finish, both)
    assert first == second and first.count("\n") == 72
    opened = Store(store)
    assert opened._db.execute("SELECT count(*) FROM pages").fetchone() == (71,)
    opened.close()


def test_a_damaged_store_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    path.write_bytes(b"no database at all " * 100)
    store = Store(path)
    assert "damaged" in store.problem and (tmp_path / "evidence.sqlite.damaged").exists()
    store.save(Entry("http://a.test/", fetched_at=1.0))
    store.close()
    again = Store(path)
    assert again.get("http://a.test/") is not None and again.problem == ""
    again.close()


def test_a_store_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "evidence.sqlite")
    assert "can't be used" in store.problem
    store.close()


def test_a_newer_store_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(ContentlintError, match="newer"):
        Store(path)


def test_an_older_visit_does_not_replace_a_newer_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.sqlite")
    store.save(Entry("http://a.test/", fetched_at=2.0, text_hash="x"), pack("newer text"))
    store.save(Entry("http://a.test/", fetched_at=1.0, verdict="dead"))
    entry = store.get("http://a.test/")
    assert entry is not None and entry.verdict == "ok" and store.packed_text(entry) == pack("newer text")
    store.close()


def test_decisions_and_pruning(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.sqlite")
    store.save(Entry("http://old.test/", fetched_at=1.0, text_hash="a"), pack("old"))
    store.save(Entry("http://new.test/", fetched_at=9.0, text_hash="b"), pack("new"))
    store.decide("62% of ferries", "http://new.test/", "b", "found", "Of the ferries 62% …", 9.0)
    assert store.decision("62% of ferries", "http://new.test/") == ("found", "Of the ferries 62% …")
    assert store.decision("62% of ferries", "http://old.test/") is None
    store.prune(5.0)
    assert store.get("http://old.test/") is None and store.get("http://new.test/") is not None
    assert store._db.execute("SELECT hash FROM texts").fetchall() == [("b",)]
    store.close()
