"""Every write of a file: whole or not at all, and nothing lost that somebody else wrote meanwhile.

The new content is written beside the target, synced, given the target's mode, owner and extended attributes, and
takes its place in one step (`os.replace`). A run that is killed, or a disk that is full, leaves the old file as it
was, at worst with a temporary file (`.NAME.XXXXXXXX.contentlint`) beside it.
"""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from contentlint.errors import WriteError

_MODE = 0o666


def write(path: Path, data: bytes, *, was: bytes | None = None, special: bool = False) -> None:
    """Make `data` the content of a file. A symbolic link stays one: the file that it leads to is replaced.

    `was` is what the caller read there: a file that has another content by now, or is gone, is left as it is. With
    `special` a pipe or a device is written to as it is (a report to `/dev/stdout`). Raises WriteError; then the file
    is as it was.
    """
    try:
        before = path.stat() if path.exists() else None
        if before is not None and not stat.S_ISREG(before.st_mode):
            if not special or stat.S_ISDIR(before.st_mode):
                raise WriteError("can't be written: it is no regular file", path=str(path))
            with path.open("wb", buffering=0) as file:
                _all(file.fileno(), data)
            return
        import tempfile  # takes time to load, and few runs write

        target = Path(os.path.realpath(path))
        handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".contentlint", dir=target.parent)
        temporary = Path(name)
        try:
            try:
                _all(handle, data)
                _like(handle, target, before)
                os.fsync(handle)
            finally:
                os.close(handle)
            if was is not None:
                _unchanged(path, target, was)
            temporary.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
        _sync_folder(target.parent)
    except OSError as error:
        raise WriteError(f"can't be written: {error.strerror or error}", path=str(path)) from None
    except ValueError as error:  # a name that no file can have
        raise WriteError(f"can't be written: {error}", path=str(path)) from None


def _all(handle: int, data: bytes) -> None:
    left = memoryview(data)
    while left:
        left = left[os.write(handle, left) :]


def _like(handle: int, target: Path, before: os.stat_result | None) -> None:
    """Give the new file what the old one has beside its content: mode, owner, extended attributes."""
    if not hasattr(os, "fchmod"):  # Windows: what there is of a mode is kept by the folder
        return
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.fchmod(handle, _MODE & ~mask)
        return
    own = os.fstat(handle)
    if (own.st_uid, own.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(handle, before.st_uid, before.st_gid)
        except PermissionError:
            # Only root gives files away. A group that can't be kept is no loss where the owner stays.
            if own.st_uid != before.st_uid:
                raise PermissionError(0, "it belongs to another user, who would lose it") from None
    os.fchmod(handle, stat.S_IMODE(before.st_mode))
    if hasattr(os, "listxattr"):
        with contextlib.suppress(OSError):
            for name in os.listxattr(target):
                with contextlib.suppress(OSError):
                    os.setxattr(handle, name, os.getxattr(target, name))


def _unchanged(path: Path, target: Path, was: bytes) -> None:
    """Raises WriteError when the file has another content than the caller read."""
    try:
        now = target.read_bytes()
    except FileNotFoundError:
        raise WriteError("not written: the file is gone since it was read", path=str(path)) from None
    if now != was:
        raise WriteError("not written: the file was changed by somebody else since it was read", path=str(path))


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut, where a folder can be synced."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
