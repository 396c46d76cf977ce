"""The evidence store: what was visited, when, and what it said. One SQLite file.

Each visit is written at once and whole (write-ahead log), so that a run that is killed loses only the visits it was
in the middle of, and several runs can use the file at the same time. Whatever becomes of the file, a run goes on: what
the file does not take is kept in memory.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import json
import sqlite3
import typing
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from contentlint.errors import ContentlintError
from contentlint.evidence.visited import Hop, SourceReason, SourceResult, SourceVerdict
from contentlint.guard.records import dataclass
from contentlint.sources import store_file

_PATIENCE = 1.0
"""Seconds that a lock of another program is waited for."""

_MOST_BYTES = 64_000_000
"""Bytes that a text, or the ids of a page, may have when they are unpacked. What pages give is far less."""


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
    dead_since: float | None = None

    def result(self, packed_text: bytes | None, *, from_store: bool) -> SourceResult:
        """The entry as checks see it. Raises one of `_WRONG` for values that no visit gives."""
        anchors = None if self.anchors is None else frozenset(json.loads(_unpacked(self.anchors)))
        if not all(isinstance(anchor, str) for anchor in anchors or ()):
            raise ValueError("an id that is no text")
        return SourceResult(
            url=self.url,
            verdict=self.verdict,  # type: ignore[arg-type]
            reason=self.reason,  # type: ignore[arg-type]
            detail=self.detail,
            final_url=self.final_url,
            redirects=tuple(Hop(int(status), str(url)) for status, url in json.loads(self.redirects)),
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
            dead_since=_time(self.dead_since),
            archive_url=self.archive_url,
            from_store=from_store,
        )


def _time(seconds: float | None) -> dt.datetime | None:
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, dt.UTC)


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _unpacked(packed: bytes) -> str:
    engine = zlib.decompressobj()
    data = engine.decompress(packed, _MOST_BYTES)
    if not engine.eof:
        raise ValueError("not whole, or larger than a page is")
    return data.decode()


_WRONG = (ValueError, TypeError, ArithmeticError, OSError, RecursionError, zlib.error)
"""What reading a value raises that no visit gave."""

_TYPES = typing.get_type_hints(Entry)
_COLUMNS = tuple(field.name for field in dataclasses.fields(Entry))
_SAVE = (
    f"INSERT INTO pages ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))}) ON CONFLICT (url) "
    f"DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _COLUMNS[1:])} "
    "WHERE NOT (typeof(fetched_at) = 'real' AND fetched_at > excluded.fetched_at AND fetched_at < 1e11)"
)
_PUT = {
    "pages": _SAVE,
    "texts": "INSERT OR REPLACE INTO texts VALUES (?, ?)",
    "decisions": "INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, ?, ?, ?)",
    "robots": "INSERT OR REPLACE INTO robots VALUES (?, ?, ?)",
}
_Statement = tuple[str, tuple[Any, ...]]


class Store:
    """An open evidence store. Use it from one thread.

    `problem` is a line for the user when the file can't be used, or not any more, and something of this run is kept in
    memory only.
    """

    def __init__(self, path: Path | None, *, is_in_cache: bool = False) -> None:
        """Open or make the file; None keeps everything in memory.

        Only a file that is certainly a store is written to, or set aside when it is damaged: `is_in_cache` says that
        it lies in contentlint's own cache, where nothing else is. Raises ContentlintError for a store that a newer
        version of contentlint made.
        """
        self.problem = ""
        self._path = path
        self._stamp: tuple[int, int] | None = None
        self._late: sqlite3.Connection | None = None
        """Where it is written to once the file does not take it, until `settle`."""
        self._is_given_up = False
        self._db = self._open(path, is_in_cache) if path is not None else _memory()

    def _open(self, path: Path, is_in_cache: bool) -> sqlite3.Connection:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            owner = store_file.owner(path)
            if owner == "other" and is_in_cache:
                return self._renewed(path)
            if owner == "other":
                self._tell(
                    f"{path} is no evidence store: it is left as it is, and nothing is kept of this run; name another "
                    "file as 'store' in [sources]"
                )
                return _memory()
            try:
                return self._made(path)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                return self._renewed(path)
        except (OSError, ValueError, sqlite3.Error) as error:
            why = getattr(error, "strerror", None) or error
            self._tell(f"the evidence store {path} can't be used ({why}): nothing is kept of this run")
            return _memory()

    def _renewed(self, path: Path) -> sqlite3.Connection:
        """A new file in the place of a damaged one. Raises OSError, sqlite3.Error."""
        aside = store_file.set_aside(path)
        self._tell(f"the evidence store was damaged: moved to {aside}, and a new one begun")
        return self._made(path)

    def _made(self, path: Path) -> sqlite3.Connection:
        """Raises sqlite3.OperationalError when the file can't be used now, sqlite3.DatabaseError when it is damaged."""
        db = sqlite3.connect(str(path), timeout=_PATIENCE, isolation_level=None)
        try:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > store_file.VERSION:
                raise ContentlintError(
                    "was made by a newer contentlint: update contentlint, or remove it", path=str(path)
                )
            if version < store_file.VERSION or not _is_ready(db):
                with _transaction(db):
                    store_file.bring_up(db)  # what tells whose it is, is in the file itself from the first
                    db.execute(f"PRAGMA application_id = {store_file.APPLICATION_ID}")
            if store_file.schema(db) != store_file.OUR_SCHEMA:
                raise sqlite3.DatabaseError("its tables are not those of a store")
            with contextlib.suppress(sqlite3.OperationalError):  # as it is, when another program is at it
                db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            found = path.stat()
            self._stamp = (found.st_dev, found.st_ino)
        except BaseException:
            db.close()
            raise
        return db

    def _tell(self, line: str) -> None:
        self.problem = f"{self.problem}; {line}" if self.problem else line

    def _damaged(self, error: sqlite3.Error) -> None:
        """Begin a new file after the one that is open turned out to be damaged."""
        self._db.close()
        path = self._path
        assert path is not None
        try:
            found = path.stat()
            # Another run may have set it aside already, and begun a new one.
            is_same = (found.st_dev, found.st_ino) == self._stamp
            self._db = self._renewed(path) if is_same else self._made(path)
        except (OSError, sqlite3.Error, ContentlintError):
            self._tell(f"the evidence store {path} is damaged ({error}): nothing more is kept of this run")
            self._db = _memory()

    def _rows(self, query: str, *values: Any) -> Iterator[Any]:
        """The first row in each place where there is one, what is newer first. Never raises."""
        for db in filter(None, (self._late, self._db)):
            try:
                row = db.execute(query, _bound(values)).fetchone()
            except sqlite3.Error as error:
                if _is_damage(error):
                    self._damaged(error)
                    continue
                self._tell(f"the evidence store {self._path} can't be read ({error}): nothing more is kept of this run")
                self._db.close()
                self._db, self._late = self._late or _memory(), None
            else:
                if row is not None:
                    yield row

    def _write(self, *statements: _Statement) -> None:
        """Do it whole or not at all; in memory when the file can't be written. Never raises for the file."""
        if self._late is None:
            try:
                _transact(self._db, statements)
                return
            except sqlite3.Error as error:
                if _is_damage(error):
                    self._damaged(error)
            self._late = _memory()
        _transact(self._late, statements)

    def settle(self) -> None:
        """Write to the file what it did not take before; when it still does not, `problem` says so."""
        if self._late is None or self._is_given_up:
            return
        late = self._late
        statements = [(put, row) for table, put in _PUT.items() for row in late.execute(_all_of(table))]
        try:
            _transact(self._db, statements)
        except sqlite3.Error as error:
            self._is_given_up = True
            self._tell(f"the evidence store {self._path} can't be written ({error}): not all of this run is kept")
        else:
            self._late = None
            late.close()

    def get(self, url: str) -> Entry | None:
        """What is known of an address. What no visit can have given is not known, and replaced by the next visit."""
        for row in self._rows(f"SELECT {', '.join(_COLUMNS)} FROM pages WHERE url = ?", url):
            if self._is_right(entry := Entry(*row)):
                return entry
        return None

    def _is_right(self, entry: Entry) -> bool:
        if not all(isinstance(getattr(entry, name), type_) for name, type_ in _TYPES.items()):
            return False
        if entry.verdict not in typing.get_args(SourceVerdict) or entry.reason not in typing.get_args(SourceReason):
            return False
        try:
            entry.result(None, from_store=True)
        except _WRONG:
            return False
        return not entry.text_hash or self.packed_text(entry) is not None

    def packed_text(self, entry: Entry) -> bytes | None:
        """The text of an entry, compressed (`source.unpack`), when it was read."""
        if not entry.text_hash:
            return None
        for row in self._rows("SELECT text FROM texts WHERE hash = ?", entry.text_hash):
            with contextlib.suppress(*_WRONG):
                _unpacked(row[0])
                return bytes(row[0])
        return None

    def save(self, entry: Entry, packed_text: bytes | None = None) -> None:
        """Write what a visit gave, whole or not at all. An entry of a later visit is not overwritten."""
        text = [(_PUT["texts"], (entry.text_hash, packed_text))] if packed_text is not None else []
        self._write(*text, (_SAVE, tuple(getattr(entry, column) for column in _COLUMNS)))

    def decide(self, claim: str, url: str, text_hash: str, verdict: str, sentence: str, now: float) -> None:
        """Keep which sentence of a source decided about a claim."""
        self._write((_PUT["decisions"], (claim, url, text_hash, verdict, sentence, now)))

    def decision(self, claim: str, url: str) -> tuple[str, str] | None:
        """The verdict and the deciding sentence that were kept for a claim and a source."""
        query = "SELECT verdict, sentence FROM decisions WHERE claim = ? AND url = ?"
        return next(self._rows(query, claim, url), None)

    def robots(self, origin: str, since: float) -> tuple[str | None] | None:
        """A robots.txt fetched after `since`: its text in a tuple, None inside when the server failed."""
        query = "SELECT text FROM robots WHERE origin = ? AND fetched_at >= ?"
        return next((row for row in self._rows(query, origin, since) if isinstance(row[0], str | None)), None)

    def keep_robots(self, origin: str, text: str | None, now: float) -> None:
        """Keep a robots.txt."""
        self._write((_PUT["robots"], (origin, now, text)))

    def prune(self, before: float) -> None:
        """Forget texts that no page and pages that nobody visited since `before` have."""
        self._write(
            ("DELETE FROM pages WHERE fetched_at < ?", (before,)),
            ("DELETE FROM texts WHERE hash NOT IN (SELECT text_hash FROM pages)", ()),
        )

    def close(self) -> None:
        """Close the file, after `settle`."""
        self.settle()
        if self._late is not None:
            self._late.close()
        self._db.close()


def _memory() -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.text_factory = store_file.as_text
    store_file.make(db)
    return db


def _is_damage(error: sqlite3.Error) -> bool:
    """True for an error that says that the file is no whole database; its subclasses say other things."""
    return type(error) is sqlite3.DatabaseError


def _is_ready(db: sqlite3.Connection) -> bool:
    application = db.execute("PRAGMA application_id").fetchone()[0]
    return application == store_file.APPLICATION_ID and bool(store_file.schema(db))


def _all_of(table: str) -> str:
    return f"SELECT {', '.join(_COLUMNS) if table == 'pages' else '*'} FROM {table}"


@contextlib.contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # which SQLite did itself when the disk is full
            db.execute("ROLLBACK")
        raise


def _transact(db: sqlite3.Connection, statements: Iterable[_Statement]) -> None:
    with _transaction(db):
        for statement, values in statements:
            db.execute(statement, _bound(values))


def _bound(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Values as the file can take them: half a surrogate pair is no text that can be written down."""
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) and not v.isascii() else v for v in values)
