"""Files that save time and may be deleted: kept in the user's cache folder, one folder for each project."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from contentlint.guard import digests, place

_MOST = 1 << 30
"""Bytes of a file that are read; no index of a site is as long."""


def folder(root: Path) -> Path:
    """The cache folder of the project at `root`. `CONTENTLINT_CACHE_DIR` names another parent folder."""
    name = digests.sha256(os.fsencode(root.resolve()))[:16]
    return place.cache_folder() / f"{root.resolve().name or 'root'}-{name}"


_FEW = 20
"""Projects in the cache folder up to which a project that is new to it is looked for among all."""
_MOST_PROJECTS = 500
"""Projects whose files are kept; from then on those that were not written for longest go, a fifth at a time."""


def read(root: Path, name: str) -> str:
    """A file of the cache; the empty string when there is none or it can't be read."""
    try:
        file = folder(root) / name
        if not file.exists():  # a fresh clone, maybe: what is in it goes by contents, so another's will do
            file = _of_another(root, name)
        found = file.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size > _MOST:
            return ""
        with file.open("rb") as opened:
            return opened.read(_MOST).decode("utf-8", "surrogatepass")
    except (OSError, ValueError, RuntimeError):
        return ""


def _of_another(root: Path, name: str) -> Path:
    """The newest such file of a project of that name, else of any where there are few. Raises ValueError for none."""
    every = place.cache_folder()
    with os.scandir(every) as entries:
        names = [entry.name for entry in entries]
    own = folder(root).name.rpartition("-")[0]
    found = [every / one / name for one in names if one.rpartition("-")[0] == own]
    if not found and len(names) <= _FEW:
        found = [every / one / name for one in names]
    return max((one for one in found if one.exists()), key=lambda one: one.stat().st_mtime_ns)


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the cache so that a reader sees the old or the new one, never half. Failing is no error."""
    with contextlib.suppress(OSError, ValueError, RuntimeError):
        is_new = not (own := folder(root) / name).exists()
        place.keep([str(own)], text.encode("utf-8", "surrogatepass"))
        if is_new:
            _trim(name)


def _trim(name: str) -> None:
    """Delete the oldest such files when there are too many; other files of a project, such as its evidence, stay."""
    files = list(place.cache_folder().glob(f"*/{name}"))
    if len(files) <= _MOST_PROJECTS:
        return
    files.sort(key=lambda one: one.stat().st_mtime_ns)
    for file in files[: len(files) - _MOST_PROJECTS * 4 // 5]:
        with contextlib.suppress(OSError):
            file.unlink()
            file.parent.rmdir()
