"""The evidence store: what was visited, when, and what it said. One SQLite file.

Each visit is written at once and whole (write-ahead log), so that a run that is killed loses only the visits it was
in the middle of, and several runs can use the file at the same time.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contentlint.errors import ContentlintError
from contentlint.source import Hop, SourceResult

_VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS pages (
  url TEXT PRIMARY KEY,
  level INTEGER NOT NULL,       -- 0 only reached, 1 looked at, 2 read whole
  fetched_at REAL NOT NULL,     -- seconds since 1970, UTC
  read_at REAL,                 -- when the text was read, which may be before a visit that failed
  failing_since REAL,
  failures INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL,
  status INTEGER,
  final_url TEXT NOT NULL,
  redirects TEXT NOT NULL,
  moved_to TEXT NOT NULL,
  content_type TEXT NOT NULL,
  etag TEXT NOT NULL,
  last_modified TEXT NOT NULL,
  title TEXT NOT NULL,
  published TEXT NOT NULL,
  modified TEXT NOT NULL,
  anchors BLOB,
  unreadable TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  archive_url TEXT NOT NULL,
  archive_asked INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (hash TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decisions (
  claim TEXT NOT NULL, url TEXT NOT NULL, text_hash TEXT NOT NULL, verdict TEXT NOT NULL, sentence TEXT NOT NULL,
  decided_at REAL NOT NULL, PRIMARY KEY (claim, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, fetched_at REAL NOT NULL, text TEXT) WITHOUT ROWID;
"""


@dataclass(slots=True)
class Entry:
    """One row of `pages`. Times are seconds since 1970, UTC."""

    url: str
    level: int = 0
    fetched_at: float = 0.0
    read_at: float | None = None
    failing_since: float | None = None
    failures: int = 0
    verdict: str = "ok"
    reason: str = ""
    detail: str = ""
    status: int | None = None
    final_url: str = ""
    redirects: str = "[]"
    moved_to: str = ""
    content_type: str = ""
    etag: str = ""
    last_modified: str = ""
    title: str = ""
    published: str = ""
    modified: str = ""
    anchors: bytes | None = None
    unreadable: str = ""
    text_hash: str = ""
    archive_url: str = ""
    archive_asked: int = 0

    def result(self, packed_text: bytes | None, *, from_store: bool) -> SourceResult:
        """The entry as checks see it."""
        anchors = None if self.anchors is None else frozenset(json.loads(zlib.decompress(self.anchors)))
        return SourceResult(
            url=self.url,
            verdict=self.verdict,  # type: ignore[arg-type]
            reason=self.reason,  # type: ignore[arg-type]
            detail=self.detail,
            final_url=self.final_url,
            redirects=tuple(Hop(status, url) for status, url in json.loads(self.redirects)),
            moved_to=self.moved_to,
            status=self.status,
            content_type=self.content_type,
            title=self.title,
            packed_text=packed_text,
            text_hash=self.text_hash,
            unreadable=self.unreadable,
            anchors=anchors,
            published=_day(self.published),
            modified=_day(self.modified),
            fetched_at=_time(self.fetched_at),
            read_at=_time(self.read_at),
            failing_since=_time(self.failing_since),
            archive_url=self.archive_url,
            from_store=from_store,
        )


def _time(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_COLUMNS = tuple(field.name for field in dataclasses.fields(Entry))
_SAVE = (
    f"INSERT INTO pages ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (url) "
    f"DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS[1:])} WHERE excluded.fetched_at >= fetched_at"
)


class Store:
    """An open evidence store. Use it from one thread.

    `problem` is a line for the user when the file could not be used and this run keeps its evidence in memory.
    """

    def __init__(self, path: Path | None) -> None:
        """Open or make the file; None keeps everything in memory. Raises ContentlintError when another version of
        contentlint made it."""
        self.problem = ""
        self._db = self._open(path)

    def _open(self, path: Path | None) -> sqlite3.Connection:
        if path is None:
            return self._made(":memory:")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            return self._made(str(path))
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                self.problem = f"the evidence store {path} can't be used ({error}): nothing is kept of this run"
                return self._made(":memory:")
            # Not a database, or damaged: it is set aside, not deleted, for evidence may be all that's left of a page.
            aside = path.with_name(path.name + ".damaged")
            path.replace(aside)
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            self.problem = f"the evidence store was damaged: moved to {aside}, and a new one begun"
            return self._made(str(path))
        except OSError as error:
            self.problem = f"the evidence store {path} can't be used ({error.strerror}): nothing is kept of this run"
            return self._made(":memory:")

    def _made(self, name: str) -> sqlite3.Connection:
        db = sqlite3.connect(name, timeout=30.0, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.execute("BEGIN IMMEDIATE")
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise ContentlintError("was made by a newer contentlint: update contentlint, or remove it", path=name)
            for statement in _TABLES.split(";\n"):
                if statement.strip():
                    db.execute(statement)
            db.execute(f"PRAGMA user_version = {_VERSION}")
            db.execute("COMMIT")
        except BaseException:
            db.close()
            raise
        return db

    def get(self, url: str) -> Entry | None:
        """What is known of an address."""
        row = self._db.execute(f"SELECT {', '.join(_COLUMNS)} FROM pages WHERE url = ?", (url,)).fetchone()
        return None if row is None else Entry(*row)

    def packed_text(self, entry: Entry) -> bytes | None:
        """The text of an entry, compressed (`source.unpack`), when it was read."""
        if not entry.text_hash:
            return None
        row = self._db.execute("SELECT text FROM texts WHERE hash = ?", (entry.text_hash,)).fetchone()
        return None if row is None else bytes(row[0])

    def save(self, entry: Entry, packed_text: bytes | None = None) -> None:
        """Write what a visit gave, whole or not at all. An entry of a later visit is not overwritten."""
        with self._transaction():
            if packed_text is not None:
                self._db.execute("INSERT OR IGNORE INTO texts VALUES (?, ?)", (entry.text_hash, packed_text))
            self._db.execute(_SAVE, tuple(getattr(entry, column) for column in _COLUMNS))

    def decide(self, claim: str, url: str, text_hash: str, verdict: str, sentence: str, now: float) -> None:
        """Keep which sentence of a source decided about a claim."""
        self._db.execute(
            "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?)",
            (claim, url, text_hash, verdict, sentence, now),
        )

    def decision(self, claim: str, url: str) -> tuple[str, str] | None:
        """The verdict and the deciding sentence that were kept for a claim and a source."""
        row = self._db.execute(
            "SELECT verdict, sentence FROM decisions WHERE claim = ? AND url = ?", (claim, url)
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def robots(self, origin: str, since: float) -> tuple[str | None] | None:
        """A robots.txt fetched after `since`: its text in a tuple, None inside when the server failed."""
        row: tuple[Any] | None = self._db.execute(
            "SELECT text FROM robots WHERE origin = ? AND fetched_at >= ?", (origin, since)
        ).fetchone()
        return row

    def keep_robots(self, origin: str, text: str | None, now: float) -> None:
        """Keep a robots.txt."""
        self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, now, text))

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def prune(self, before: float) -> None:
        """Forget texts that no page and pages that nobody visited since `before` have."""
        with self._transaction():
            self._db.execute("DELETE FROM pages WHERE fetched_at < ?", (before,))
            self._db.execute("DELETE FROM texts WHERE hash NOT IN (SELECT text_hash FROM pages)")

    def close(self) -> None:
        """Close the file."""
        self._db.close()
