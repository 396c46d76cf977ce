"""The evidence store outlives kills, damage and company."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from sources_server import Server

from contentlint.errors import ContentlintError
from contentlint.evidence.visited import pack
from contentlint.sources import store_file
from contentlint.sources.store import Entry, Store

_RUN = """
import asyncio, sys
from contentlint.sources import SourceSettings
from contentlint.sources.client import SourceRequest, Sources
from contentlint.evidence.visited import pack
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
    store = Store(path, is_in_cache=True)
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
    db.execute(f"PRAGMA application_id = {store_file.APPLICATION_ID}")
    db.execute("PRAGMA user_version = 99")
    db.close()
    before = path.read_bytes()
    for is_in_cache in (True, False):
        with pytest.raises(ContentlintError, match="newer"):
            Store(path, is_in_cache=is_in_cache)
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]


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


# 16: a store that is damaged, full, locked or made up. Whatever it is, a run goes on.


def _filled(path: Path, pages: int = 60) -> None:
    store = Store(path)
    for n in range(pages):
        text = f"{n}: " + "".join(random.Random(n).choices("abcdefgh ", k=400))
        entry = Entry(f"http://a.test/{n}", level=2, fetched_at=1.0, text_hash=f"h{n}", anchors=zlib.compress(b'["x"]'))
        store.save(entry, pack(text))
    store.keep_robots("http://a.test", "User-agent: *", 1.0)
    store.decide("62% of ferries", "http://a.test/1", "h1", "found", "Of the ferries 62%", 1.0)
    assert store.problem == ""
    store.close()


def _use(store: Store, *, is_sound: bool = True) -> None:
    """Everything that a run does with its store; when that is sound, what is saved is known from then on."""
    for n in range(60):
        if (entry := store.get(f"http://a.test/{n}")) is not None:
            assert entry.result(store.packed_text(entry), from_store=True).text or not is_sound
    store.robots("http://a.test", 0.0)
    store.keep_robots("http://b.test", None, 2.0)
    store.save(Entry("http://new.test/", fetched_at=2.0, text_hash="n"), pack("new"))
    store.decide("a claim", "http://new.test/", "n", "found", "A sentence", 2.0)
    entry, robots = store.get("http://new.test/"), store.robots("http://b.test", 1.0)
    if is_sound:
        assert entry is not None and store.packed_text(entry) == pack("new") and robots == (None,)
    store.prune(0.5)
    store.close()


@pytest.mark.parametrize("is_in_cache", [True, False])
def test_16_damage_beyond_the_header(tmp_path: Path, is_in_cache: bool) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    whole = path.read_bytes()
    damaged = whole[:4096] + b"\xa5" * (len(whole) - 4096)
    path.write_bytes(damaged)
    store = Store(path, is_in_cache=is_in_cache)
    assert store.get("http://a.test/1") is None
    assert store.problem.count("damaged: moved to") == 1 and "\n" not in store.problem
    _use(store)
    assert (tmp_path / "evidence.sqlite.damaged").read_bytes() == damaged
    again = Store(path)
    assert again.problem == "" and again.get("http://new.test/") is not None
    again.close()


def test_16_an_older_damaged_store_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    (tmp_path / "evidence.sqlite.damaged").write_text("older")
    (tmp_path / "evidence.sqlite.damaged-2").symlink_to(tmp_path / "nowhere")
    for content in (b"first", b"second"):
        path.write_bytes(content)
        store = Store(path, is_in_cache=True)
        assert "damaged" in store.problem
        store.close()
    assert (tmp_path / "evidence.sqlite.damaged").read_text() == "older"
    assert (tmp_path / "evidence.sqlite.damaged-3").read_bytes() == b"first"
    assert (tmp_path / "evidence.sqlite.damaged-4").read_bytes() == b"second"


@pytest.mark.parametrize("seed", range(40))
def test_16_bytes_changed_anywhere(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    dice = random.Random(seed)
    data = bytearray(path.read_bytes())
    for _ in range(dice.choice((1, 5, 300))):
        data[dice.randrange(len(data))] = dice.randrange(256)
    if seed % 4 == 0:
        del data[dice.randrange(len(data)) :]
    data[60:64] = bytes(4)  # a version that is newer is another matter
    path.write_bytes(data)
    before = path.read_bytes()
    store = Store(path)
    _use(store, is_sound=False)
    if "no evidence store" in store.problem:
        assert path.read_bytes() == before


def test_16_a_log_that_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    store = Store(path)
    store.save(Entry("http://c.test/", fetched_at=2.0))
    log = (tmp_path / "evidence.sqlite-wal").read_bytes()
    store.close()
    (tmp_path / "evidence.sqlite-wal").write_bytes(log[:40] + b"\x99" * (len(log) - 40))
    store = Store(path)
    _use(store)
    assert store.problem == ""


BAD = [
    "UPDATE pages SET fetched_at = 'abc'",
    "UPDATE pages SET fetched_at = 1e300",
    "UPDATE pages SET fetched_at = 9e999",
    "UPDATE pages SET fetched_at = -1e17",
    "UPDATE pages SET read_at = x'00'",
    "UPDATE pages SET failing_since = 1e20",
    "UPDATE pages SET failures = 'many'",
    "UPDATE pages SET status = 'fine'",
    "UPDATE pages SET status = 200.5",
    "UPDATE pages SET verdict = 'maybe'",
    "UPDATE pages SET reason = 'because'",
    "UPDATE pages SET title = x'ff'",
    "UPDATE pages SET redirects = 'no JSON'",
    "UPDATE pages SET redirects = '5'",
    "UPDATE pages SET redirects = '[[1]]'",
    'UPDATE pages SET redirects = \'[["x", "y"]]\'',
    f"UPDATE pages SET redirects = '{'[' * 100_000}'",
    "UPDATE pages SET anchors = x'00'",
    "UPDATE pages SET anchors = 'text'",
    f"UPDATE pages SET anchors = x'{zlib.compress(b'[[1]]').hex()}'",
    f"UPDATE pages SET anchors = x'{zlib.compress(b'[1, 2]').hex()}'",
    f"UPDATE pages SET anchors = x'{zlib.compress(b'5').hex()}'",
    f"UPDATE pages SET anchors = x'{zlib.compress(b'[' * 100_000).hex()}'",
    f"UPDATE pages SET anchors = x'{zlib.compress(b' ' * 70_000_000).hex()}'",
    "UPDATE pages SET published = '2020-13-45'",
    "UPDATE pages SET modified = 'yesterday'",
    "UPDATE texts SET text = x'00'",
    "UPDATE texts SET text = 'plain'",
    "UPDATE texts SET text = 5",
    f"UPDATE texts SET text = x'{zlib.compress(b'cut off in the middle')[:-6].hex()}'",
    f"UPDATE texts SET text = x'{zlib.compress(bytes([255, 254])).hex()}'",
    f"UPDATE texts SET text = x'{zlib.compress(b' ' * 70_000_000).hex()}'",
    "DELETE FROM texts",
]


@pytest.mark.parametrize("statement", BAD, ids=lambda statement: statement[:60])
def test_16_bad_values_are_not_known_and_replaced(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path, 3)
    db = sqlite3.connect(path)
    with db:
        db.execute(statement)
    db.close()
    store = Store(path)
    assert store.get("http://a.test/1") is None
    store.save(Entry("http://a.test/1", level=2, fetched_at=2.0, text_hash="h1"), pack("as it is now"))
    entry = store.get("http://a.test/1")
    assert entry is not None and store.packed_text(entry) == pack("as it is now")
    store.close()
    assert store.problem == ""


def test_16_a_text_that_is_not_utf8_is_read_with_what_can_be(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path, 3)
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE pages SET title = CAST(x'41ff42' AS TEXT)")
        db.execute("UPDATE robots SET text = x'00'")
    db.close()
    store = Store(path)
    entry = store.get("http://a.test/1")
    assert entry is not None and entry.title == "A\ufffdB"
    assert store.robots("http://a.test", 0.0) is None
    store.close()


def _drop_column(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE pages DROP COLUMN title")


def _add_column(db: sqlite3.Connection) -> None:
    db.execute("ALTER TABLE pages ADD COLUMN more TEXT")


def _drop_table(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE decisions")


def _add_trigger(db: sqlite3.Connection) -> None:
    db.execute(
        "CREATE TRIGGER slow AFTER INSERT ON robots BEGIN INSERT INTO decisions WITH RECURSIVE c(x) AS "
        "(SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x, x, x, x, x, x FROM c; END"
    )


def _add_view(db: sqlite3.Connection) -> None:
    db.execute("DROP TABLE texts")
    db.execute(
        "CREATE VIEW texts AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x hash, x text FROM c"
    )


@pytest.mark.parametrize("change", [_drop_column, _add_column, _drop_table, _add_trigger, _add_view])
@pytest.mark.parametrize("has_id", [True, False])
def test_16_other_tables_of_the_same_version(
    tmp_path: Path, change: Callable[[sqlite3.Connection], None], has_id: bool
) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path, 3)
    db = sqlite3.connect(path)
    with db:
        change(db)
        if not has_id:
            db.execute("PRAGMA application_id = 0")
    db.close()
    before = path.read_bytes()
    start = time.monotonic()
    store = Store(path)
    assert ("damaged" if has_id else "no evidence store") in store.problem
    _use(store)
    assert time.monotonic() - start < 5  # what the trigger and the view do has no end
    kept = tmp_path / ("evidence.sqlite.damaged" if has_id else "evidence.sqlite")
    assert kept.read_bytes() == before


def test_16_a_full_disk_in_the_middle(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    store = Store(path)
    store._db.execute("PRAGMA max_page_count = 1")  # SQLite's own full disk: the same error
    for n in range(5):
        store.save(Entry(f"http://b.test/{n}", fetched_at=2.0, text_hash=f"b{n}"), pack("text " * 5_000 + str(n)))
    entry = store.get("http://b.test/4")
    assert entry is not None and (store.packed_text(entry) or b"") == pack("text " * 5_000 + "4")
    assert store.get("http://a.test/1") is not None  # what was there is still read
    store.settle()
    assert store.problem.count("can't be written (database or disk is full)") == 1
    told = store.problem
    store.close()
    assert store.problem == told
    again = Store(path)
    assert again.get("http://a.test/1") is not None and again.get("http://b.test/4") is None and again.problem == ""
    again.close()


def test_16_a_disk_that_has_room_again(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    store = Store(path)
    store._db.execute("PRAGMA max_page_count = 1")
    store.save(Entry("http://b.test/1", fetched_at=2.0, text_hash="b1"), pack("text " * 5_000))
    store.keep_robots("http://b.test", "x" * 9_000, 2.0)
    store.decide("c" * 9_000, "http://b.test/1", "b1", "found", "s", 2.0)
    store._db.execute("PRAGMA max_page_count = 1000000")
    store.close()
    assert store.problem == ""
    again = Store(path)
    entry = again.get("http://b.test/1")
    assert entry is not None and again.packed_text(entry) == pack("text " * 5_000)
    assert again.robots("http://b.test", 1.0) == ("x" * 9_000,)
    assert again.decision("c" * 9_000, "http://b.test/1") == ("found", "s")
    again.close()


def _locked(path: Path, mode: str = "IMMEDIATE", journal: str = "WAL") -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute(f"BEGIN {mode}")
    return db


def test_16_a_locked_store_blocks_nobody_and_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    other = _locked(path)
    start = time.monotonic()
    store = Store(path)
    assert store.get("http://a.test/1") is not None  # reading needs no lock
    for n in range(20):
        store.save(Entry(f"http://b.test/{n}", fetched_at=2.0))
    entry = store.get("http://b.test/19")
    assert entry is not None
    store.close()
    assert time.monotonic() - start < 4  # a second for the first write, another at the end
    assert store.problem.count("database is locked") == 1 and "\n" not in store.problem
    other.close()
    again = Store(path)
    assert again.get("http://b.test/1") is None and again.problem == ""
    again.close()


def test_16_a_lock_that_is_gone_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    other = _locked(path)
    store = Store(path)
    for n in range(20):
        store.save(Entry(f"http://b.test/{n}", fetched_at=2.0))
    other.close()
    store.close()
    assert store.problem == ""
    again = Store(path)
    assert again.get("http://b.test/19") is not None
    again.close()


def test_16_a_store_that_is_locked_for_readers_too(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    other = _locked(path, "EXCLUSIVE", "DELETE")
    start = time.monotonic()
    store = Store(path)
    _use(store)
    assert time.monotonic() - start < 3
    assert store.problem.count("database is locked") == 1
    other.close()


def test_16_a_lock_for_readers_that_comes_later(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    _filled(path)
    other = _locked(path, "DEFERRED", "DELETE")
    store = Store(path)
    assert store.get("http://a.test/1") is not None
    other.execute("ROLLBACK")
    store._db.execute("PRAGMA journal_mode = DELETE")
    other.execute("BEGIN EXCLUSIVE")
    start = time.monotonic()
    _use(store)
    assert time.monotonic() - start < 4
    assert store.problem.count("database is locked") == 1
    other.close()


def test_16_half_a_surrogate_pair_is_stored_as_what_can_be(tmp_path: Path) -> None:
    store = Store(tmp_path / "evidence.sqlite")
    store.save(Entry("http://a.test/\ud800", fetched_at=1.0, title="\udfff"))
    store.decide("\ud800", "http://a.test/", "", "found", "\udc00", 1.0)
    assert store.get("http://a.test/\ud800") is not None
    assert store.decision("\ud800", "http://a.test/") == ("found", "?")
    store.close()
    assert store.problem == ""


# A file that is no evidence store of ours is never renamed, replaced or written to.


def _another_program(path: Path, *, application: int = 0, journal: str = "DELETE", version: int = 0) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {journal}")
    db.execute("CREATE TABLE pages (url TEXT PRIMARY KEY, title TEXT)")
    db.execute("INSERT INTO pages VALUES ('http://a.test/', 'Bookmark')")
    db.execute(f"PRAGMA application_id = {application}")
    db.execute(f"PRAGMA user_version = {version}")
    db.close()


def _no_tables(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 7")
    db.close()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "post": lambda path: path.write_text("---\ntitle: A post\n---\n\nText.\n"),
    "one byte": lambda path: path.write_bytes(b"x"),
    "line end": lambda path: path.write_bytes(b"\n"),
    "zeros": lambda path: path.write_bytes(bytes(8192)),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)),
    "magic only": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "magic and garbage": lambda path: path.write_bytes(b"SQLite format 3\0" + b"\xa5" * 9000),
    "magic, no id": lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(9000)),
    "our id, no magic": lambda path: path.write_bytes(bytes(68) + store_file.APPLICATION_ID.to_bytes(4, "big") * 200),
    "another program": _another_program,
    "another program with a log": lambda path: _another_program(path, journal="WAL"),
    "another program with an id": lambda path: _another_program(path, application=0x42424242),
    "another program with a newer version": lambda path: _another_program(path, version=99),
    "a database without tables": _no_tables,
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_file_that_is_no_store_of_ours_is_not_touched(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "site" / "notes.db"
    path.parent.mkdir()
    FOREIGN[kind](path)
    before = path.read_bytes()
    changed = path.stat().st_mtime_ns
    store = Store(path)
    assert "no evidence store" in store.problem and str(path) in store.problem and "\n" not in store.problem
    _use(store)
    assert path.read_bytes() == before and path.stat().st_mtime_ns == changed
    assert list(path.parent.iterdir()) == [path]


def test_a_database_that_another_program_has_open_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    _another_program(path, journal="WAL")
    other = sqlite3.connect(path)
    other.execute("INSERT INTO pages VALUES ('http://b.test/', 'More')")
    other.commit()
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    assert len(before) == 3
    store = Store(path)
    assert "no evidence store" in store.problem
    _use(store)
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before
    other.close()


@pytest.mark.parametrize("name", ["notes.db-wal", "notes.db-journal", "notes.db-shm"])
@pytest.mark.parametrize("is_empty", [True, False])
def test_files_called_like_those_of_a_database_are_not_touched(tmp_path: Path, name: str, is_empty: bool) -> None:
    path = tmp_path / "notes.db"
    if is_empty:
        path.touch()
    (tmp_path / name).write_text("A diary that somebody keeps.")
    before = sorted(file.name for file in tmp_path.iterdir())
    store = Store(path)
    _use(store)
    assert "no evidence store" in store.problem
    assert (tmp_path / name).read_text() == "A diary that somebody keeps."
    assert sorted(file.name for file in tmp_path.iterdir()) == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "link to a post", "link to itself", "long", "nul"])
def test_what_is_no_file_is_no_store(tmp_path: Path, kind: str) -> None:
    path, post = tmp_path / "evidence.sqlite", tmp_path / "post.md"
    post.write_text("Text.")
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "device":
            path.symlink_to("/dev/zero")
        case "link to a post":
            path.symlink_to(post)
        case "link to itself":
            path.symlink_to(path)
        case "long":
            path = tmp_path / ("n" * 5000)
        case "nul":
            path = tmp_path / "a\0b"
    for is_in_cache in (False, True)[: 1 if kind == "link to a post" else 2]:
        store = Store(path, is_in_cache=is_in_cache)
        assert store.problem and "\n" not in store.problem
        _use(store)
    assert post.read_text() == "Text."
    assert len(list(tmp_path.iterdir())) == (1 if kind in ("long", "nul") else 2)


@pytest.mark.parametrize("is_empty", [True, False])
def test_an_empty_or_missing_file_is_used(tmp_path: Path, is_empty: bool) -> None:
    path = tmp_path / "evidence" / "pages.sqlite"
    if is_empty:
        path.parent.mkdir()
        path.touch()
    _filled(path)
    header = path.read_bytes()[:100]
    assert header[:16] == b"SQLite format 3\0"
    assert int.from_bytes(header[68:72], "big") == store_file.APPLICATION_ID


def test_whose_a_new_store_is_stands_in_its_header_from_the_first(tmp_path: Path) -> None:
    path = tmp_path / "evidence.sqlite"
    store = Store(path)
    store.save(Entry("http://a.test/", fetched_at=1.0))
    assert int.from_bytes(path.read_bytes()[68:72], "big") == store_file.APPLICATION_ID  # not only in the log
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    store.close()


@pytest.mark.parametrize("journal", ["WAL", "DELETE"])
@pytest.mark.parametrize("has_id", [True, False])
def test_a_store_of_the_first_version_is_gone_on_with(tmp_path: Path, journal: str, has_id: bool) -> None:
    path = tmp_path / "a %41 ü#?.sqlite"
    db = sqlite3.connect(path, isolation_level=None)
    db.execute(f"PRAGMA journal_mode = {journal}")
    head, _, tail = store_file.TABLES.partition(",\n  dead_since")
    db.executescript(head + "\n)" + tail.partition("\n)")[2])
    db.execute("PRAGMA user_version = 1")
    if has_id:
        db.execute(f"PRAGMA application_id = {store_file.APPLICATION_ID}")
    db.execute(
        "INSERT INTO pages VALUES ('http://a.test/', 1, 1.0, NULL, NULL, 0, 'ok', '', '', 200, 'http://a.test/', "
        "'[]', '', '', '', '', 'Old', '', '', NULL, '', '', '', 0)"
    )
    db.close()
    store = Store(path)
    entry = store.get("http://a.test/")
    assert entry is not None and entry.title == "Old" and store.problem == ""
    store.save(Entry("http://a.test/", fetched_at=2.0, verdict="dead", dead_since=1.5))
    store.close()
    again = Store(path)
    entry = again.get("http://a.test/")
    assert entry is not None and entry.dead_since == 1.5 and again.problem == ""
    again.close()
    assert int.from_bytes(path.read_bytes()[68:72], "big") == store_file.APPLICATION_ID
