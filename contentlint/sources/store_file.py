"""Whose the file is that stands where the evidence store should be: told from its bytes, before SQLite touches it.

SQLite takes whatever it is given: it writes into an empty file and into other programs' databases, makes files beside
them, and deletes what stands there and is called like its own. A configuration may name any file, so it is read first.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import stat
from pathlib import Path
from typing import Literal

APPLICATION_ID = 0x636C6E74
"""`clnt`: what the header of an evidence store has as SQLite's application_id (big-endian, at byte 68)."""

VERSION = 2
TABLES = """
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
  archive_asked INTEGER NOT NULL,
  dead_since REAL               -- since when every visit that found anything out found the page dead
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS texts (hash TEXT PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS decisions (
  claim TEXT NOT NULL, url TEXT NOT NULL, text_hash TEXT NOT NULL, verdict TEXT NOT NULL, sentence TEXT NOT NULL,
  decided_at REAL NOT NULL, PRIMARY KEY (claim, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, fetched_at REAL NOT NULL, text TEXT) WITHOUT ROWID;
"""

Owner = Literal["nobody", "store", "other"]

_MAGIC = b"SQLite format 3\0"
_BESIDE = {
    "-journal": (b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7",),
    "-wal": (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83"),
    "-shm": (b"\x18\xe2\x2d", b"\x00\x2d\xe2"),
}
"""The files that SQLite has beside a database, with what they begin with; zeros while they are being written."""


def owner(path: Path) -> Owner:
    """`nobody` for a file that is missing or empty, `store` for an evidence store, `other` for everything else.

    Nothing is written. Raises OSError for what can't be read, and for what is no regular file.
    """
    try:
        found = path.stat()
    except FileNotFoundError:
        found = None
    if found is not None and not stat.S_ISREG(found.st_mode):
        raise OSError(0, "it is no regular file")
    if not all(_is_sqlites(path.with_name(path.name + end), starts) for end, starts in _BESIDE.items()):
        return "other"
    if found is None or found.st_size == 0:
        return "nobody"
    with path.open("rb") as file:
        header = file.read(100)
    if not header.startswith(_MAGIC):
        return "other"
    application = int.from_bytes(header[68:72], "big")
    # Stores made before they had an application_id are known by their tables.
    is_store = application == APPLICATION_ID or (application == 0 and _has_our_tables(path))
    return "store" if is_store else "other"


def _is_sqlites(path: Path, starts: tuple[bytes, ...]) -> bool:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return False
        with path.open("rb") as file:
            head = file.read(8)
    except FileNotFoundError:
        return True
    return not any(head) or head.startswith(starts)


def _has_our_tables(path: Path) -> bool:
    # Immutable: no lock is taken, no file made beside it, and a write-ahead log left alone.
    with contextlib.suppress(sqlite3.Error, ValueError):
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            return schema(db) in (OUR_SCHEMA, _FIRST_SCHEMA)
        finally:
            db.close()
    return False


def schema(db: sqlite3.Connection) -> dict[str, str]:
    """Everything that a database has been told to hold, by name, as SQL without comments. Raises sqlite3.Error."""
    db.text_factory = as_text
    rows = db.execute("SELECT name, sql FROM sqlite_master").fetchall()
    plain = {str(name): " ".join(re.sub(r"--[^\n]*", "", str(sql)).split()) for name, sql in rows}
    return {name: re.sub(r" ?([(),]) ?", r"\1", sql) for name, sql in plain.items()}


def make(db: sqlite3.Connection) -> None:
    """Give an empty database the tables of a store. Raises sqlite3.Error."""
    for statement in TABLES.split(";\n"):
        if statement.strip():
            db.execute(statement)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(f"PRAGMA user_version = {VERSION}")


def bring_up(db: sqlite3.Connection) -> None:
    """Make a store of this version of an empty database or of the first version's store; leave another as it is.

    Raises sqlite3.Error.
    """
    found = schema(db)
    if not found:
        make(db)
    elif found == _FIRST_SCHEMA:
        db.execute(f"ALTER TABLE pages ADD COLUMN {_LATER}")
    if found in (_FIRST_SCHEMA, OUR_SCHEMA):
        db.execute(f"PRAGMA user_version = {VERSION}")


def as_text(data: bytes) -> str:
    """A text of a database that anybody may have written into."""
    return data.decode("utf-8", "replace")


def _our_schema() -> dict[str, str]:
    db = sqlite3.connect(":memory:")
    try:
        make(db)
        return schema(db)
    finally:
        db.close()


OUR_SCHEMA = _our_schema()
"""`schema` of an evidence store."""

_LATER = "dead_since REAL"
_FIRST_SCHEMA = {name: sql.replace(f",{_LATER}", "") for name, sql in OUR_SCHEMA.items()}
"""`schema` of a store that the first version made."""


_MOVED = ("", "-wal", "-journal")


def set_aside(path: Path) -> Path:
    """Rename a damaged store, and its log with it, to a name that nothing has; gives that. Raises OSError.

    It is not deleted, for evidence may be all that's left of a page.
    """
    aside, number = path.with_name(f"{path.name}.damaged"), 1
    while any(os.path.lexists(f"{aside}{end}") for end in _MOVED):
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{number}")
    for end in _MOVED:
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return aside
