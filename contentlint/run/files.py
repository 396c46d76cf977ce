"""Finding and reading posts on the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ReadError
from contentlint.guard import digests, memory, writing
from contentlint.guard.boundary import OPEN, TO_ALLOW, Boundary

if TYPE_CHECKING:
    from contentlint.run import git

POST_SUFFIXES = frozenset({".md", ".mdx", ".markdown", ".qmd", ".svx"})

_PIECE = 1 << 20

NOT_SOURCE = frozenset(
    {".git", ".hg", ".svn", "node_modules", ".venv", "venv", "__pycache__", ".tox", ".mypy_cache", ".ruff_cache"}
    | {".pytest_cache", ".jekyll-cache", ".next", ".nuxt", ".svelte-kit", ".cache", "bower_components"}
)
"""Folders that hold no source of a site, wherever they are."""


def read_post(path: Path, limit: int, boundary: Boundary = OPEN) -> str:
    """The text of a post without its byte order mark. Raises ReadError."""
    return decode(read_bytes(path, limit, boundary), str(path))


def read_bytes(path: Path, limit: int, boundary: Boundary = OPEN) -> bytes:
    """The bytes of a post of at most `limit` bytes. Raises ReadError, also for what lies outside a boundary."""
    try:
        if not boundary.holds(path):
            raise ReadError(
                f"not read: it leads out of the repository; name what it leads to, or allow it with {TO_ALLOW}",
                path=str(path),
            )
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise ReadError("can't be read: it is no regular file", path=str(path))
        data, size = b"", found.st_size
        memory.expect(size)
        if size <= limit:
            with open(path, "rb") as file:  # noqa: PTH123 - a run opens every post, and pathlib costs
                data = file.read(size + 1)
                while size < len(data) <= limit and (more := file.read(_PIECE)):  # it grows while it is read
                    data += more
            size = len(data)
        if size > limit:
            raise ReadError(
                f"not checked: {size:,} bytes are more than max-file-size ({limit:,}): raise it or exclude the file",
                path=str(path),
            )
        return data
    except OSError as error:
        raise ReadError(f"can't be read: {error.strerror}", path=str(path)) from None
    except ValueError as error:  # a name that no file can have
        raise ReadError(f"can't be read: {error}", path=str(path)) from None


def decode(data: bytes, path: str) -> str:
    """Bytes of a post as text. Raises ReadError that names the line of the first byte that is not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            raise ReadError("is UTF-16: save it as UTF-8", path=path) from None
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadError(
            f"is not UTF-8 (byte 0x{data[error.start]:02X}): save it as UTF-8", path=path, line=line
        ) from None


def write_post(path: Path, text: str, was: bytes) -> None:
    """Write a post back that was read as the bytes `was`: with its byte order mark, when it had one.

    Raises WriteError; the file is as it was then, or as somebody else has made it meanwhile.
    """
    mark = "\ufeff" if was[:3] == b"\xef\xbb\xbf" else ""
    writing.write(path, (mark + text).encode(), was=was)


def walk(
    root: Path,
    boundary: Boundary = OPEN,
    *,
    without: Collection[Path] = (),
    unlisted: dict[Path, str] | None = None,
) -> Iterator[tuple[str, os.stat_result]]:
    """The files below `root`, folders in order of name; each folder once, whatever the links say.

    Folders in `without` are left out; those that can't be looked into are put into `unlisted`, with the reason.
    Folders and posts behind links that lead out of the boundary are left out; of other files there only their being
    there is told. A link to a folder that leads nowhere is no file.
    """
    # On strings, as every run asks for every file several times.
    seen: set[tuple[int, int]] = set()
    left_out = {str(folder) for folder in without}
    stack = [str(root)]
    while stack:
        folder = stack.pop()
        try:
            own = os.stat(folder)  # noqa: PTH116
            entries = sorted(os.scandir(folder), key=lambda e: e.name)
        except OSError as error:
            if unlisted is not None and not isinstance(error, FileNotFoundError):  # gone meanwhile is no fault
                unlisted[Path(folder)] = error.strerror or str(error)
            continue
        if (own.st_dev, own.st_ino) in seen:
            continue
        seen.add((own.st_dev, own.st_ino))
        below = []
        for entry in entries:
            try:
                path = entry.path
                leads_out = entry.is_symlink() and not boundary.holds(Path(path))
                if entry.is_dir():
                    if (
                        entry.name not in NOT_SOURCE
                        and path not in left_out
                        and not (leads_out and boundary.refuses(Path(path)))
                    ):
                        below.append(path)
                elif entry.is_file():
                    if leads_out and suffix(path) in POST_SUFFIXES and boundary.refuses(Path(path)):
                        continue
                    yield path, entry.stat(follow_symlinks=not leads_out)
            except OSError:
                continue
        stack.extend(reversed(below))


def suffix(path: str) -> str:
    """What `Path.suffix` is, in lower case."""
    name = path.rpartition(os.sep)[2]
    at = name.rfind(".")
    return name[at:].lower() if 0 < at < len(name) - 1 else ""


def _changed(found: os.stat_result) -> int:
    """A number that is another one when a file was changed: of its two times and its place on the disk.

    The time of last change alone can be what it was (`touch -r`, `cp -p`, an unpacked archive); that of the last change
    of its status can't be set. (Windows has the time of its creation there.)
    """
    return (found.st_mtime_ns + found.st_ctime_ns * 1_000_003 + found.st_ino * 998_244_353) & (1 << 62) - 1


CONTENT = (".md", ".mdx", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdoc", ".qmd", ".svx")
"""Endings of files that posts may be: they are known by what is in them, so that a fresh clone is no new site."""

_digests: dict[tuple[str, int, int], str] = {}


def digest(path: str, found: os.stat_result) -> str:
    """The digest of a file that a walk has found, "" of one that can't be read. It is read once in a run."""
    key = (path, found.st_size, found.st_mtime_ns)
    if key not in _digests:
        try:
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                _digests[key] = digests.of(file.readall())
        except (OSError, ValueError):
            return ""
    return _digests[key]


def known_digest(path: str, limit: int) -> str:
    """The digest of a regular file of at most `limit` bytes that a walk of this process has read; "" of any other."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return ""
    is_usual = stat.S_ISREG(found.st_mode) and found.st_size <= limit
    return _digests.get((path, found.st_size, found.st_mtime_ns), "") if is_usual else ""


def _stamp(path: str, found: os.stat_result) -> tuple[int, int]:
    if path.lower().endswith(CONTENT):
        return found.st_size, int(digest(path, found)[:15] or "0", 16)
    return found.st_size, _changed(found)


class DiskTree:
    """The files of a project on the disk, as `contentlint.site` reads them.

    At most `limit` files are listed; `is_cut` says that there are more.
    """

    def __init__(self, root: Path, limit: int | None = None, boundary: Boundary = OPEN) -> None:
        self._root = root
        self._limit = limit
        self._boundary = boundary
        self._unlisted: dict[Path, str] = {}
        self._consulted: dict[str, int] = {}
        self.asked_history = False
        """True when git was asked for renames."""

    @property
    def limit(self) -> int | None:
        """Files that are listed, at most."""
        return self._limit

    @cached_property
    def _files(self) -> dict[str, tuple[int, int]]:
        prefix = len(str(self._root).rstrip(os.sep)) + 1
        listed = islice(walk(self._root, self._boundary, unlisted=self._unlisted), self._limit and self._limit + 1)
        return {path[prefix:].replace(os.sep, "/"): _stamp(path, found) for path, found in listed}

    @property
    def is_cut(self) -> bool:
        """True when the folder has more files than are listed."""
        return self._limit is not None and len(self._files) > self._limit

    def files(self) -> Mapping[str, tuple[int, int]]:
        """Every file below the root with its size in bytes, and a number of its content, or one that is another when
        the file was changed."""
        return self._files

    @property
    def unlisted(self) -> dict[Path, str]:
        """The folders that can't be looked into, with the reason."""
        return self._unlisted

    def read_text(self, path: str) -> str:
        """The text of a file; undecodable bytes replaced. An empty string when it can't be read."""
        return self.read_bytes(path, 50_000_000).decode("utf-8-sig", errors="replace")

    def read_bytes(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a file; empty when it can't be read."""
        self._consulted[path] = max(limit, self._consulted.get(path, 0))
        place = self._root / path
        try:
            if place.is_symlink() and self._boundary.refuses(place):
                return b""
            with place.open("rb", buffering=0) as file:
                # Asked for more than there is, Python makes room for all of that first.
                data = file.read(limit) if os.fstat(file.fileno()).st_size > limit else file.readall()
        except OSError:
            return b""
        memory.expect(len(data))
        return data

    def take_consulted(self) -> dict[str, int]:
        """The files that were read since this was last asked, with how many bytes at most."""
        taken, self._consulted = self._consulted, {}
        return taken

    def former_paths(self, name: str) -> list[tuple[str, str]]:
        """Renames in git's history whose old path contains `name`: (old path, path today), newest first."""
        self.asked_history = True
        current: dict[str, str] = {}
        found = []
        for old, new in self._renames:
            current[old] = current.get(new, new)
            if name in old:
                found.append((old, current[old]))
        return found

    @cached_property
    def _renames(self) -> list[tuple[str, str]]:
        from contentlint.run import git

        return git.renames(self._root)


class FormerTree:
    """A project's files as they were before changes: those of today's tree, but for what differs."""

    def __init__(self, tree: DiskTree, changes: git.Changes) -> None:
        self._tree, self._changes = tree, changes

    @cached_property
    def _files(self) -> dict[str, tuple[int, int]]:
        files = {path: stamp for path, stamp in self._tree.files().items() if path not in self._changes.former}
        stamp = (-1, int(self._changes.base[:12], 16))
        for path in [*self._changes.removed, *filter(None, self._changes.former.values())]:
            if not path.startswith("../") and NOT_SOURCE.isdisjoint(path.split("/")):
                files[path] = stamp
        return dict(sorted(files.items()))

    def files(self) -> Mapping[str, tuple[int, int]]:
        """Every file with a stamp: that of today where nothing was changed."""
        return self._files

    def read_text(self, path: str) -> str:
        """As `DiskTree.read_text`."""
        return self.read_bytes(path, 50_000_000).decode("utf-8-sig", errors="replace")

    def read_bytes(self, path: str, limit: int) -> bytes:
        """As `DiskTree.read_bytes`."""
        if path in self._changes.before:
            return self._changes.read(path)[:limit]
        return self._tree.read_bytes(path, limit) if path in self._files else b""

    def former_paths(self, name: str) -> list[tuple[str, str]]:
        """None: no suggestion is wanted for what was."""
        return []
