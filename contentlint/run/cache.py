"""Files that save time and may be deleted: kept in the user's cache folder, one folder for each project."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from pathlib import Path

from contentlint.errors import WriteError
from contentlint.guard import writing


def folder(root: Path) -> Path:
    """The cache folder of the project at `root`. `CONTENTLINT_CACHE_DIR` names another parent folder."""
    if own := os.environ.get("CONTENTLINT_CACHE_DIR"):
        parent = Path(own)
    elif sys.platform == "win32":
        parent = Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "contentlint" / "cache"
    elif sys.platform == "darwin":
        parent = Path.home() / "Library" / "Caches" / "contentlint"
    else:
        parent = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contentlint"
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
    return parent / f"{root.resolve().name or 'root'}-{name}"


def read(root: Path, name: str) -> str:
    """A file of the cache; the empty string when there is none or it can't be read."""
    try:
        return (folder(root) / name).read_text(encoding="utf-8", errors="surrogatepass")
    except (OSError, ValueError, RuntimeError):
        return ""


def write(root: Path, name: str, text: str) -> None:
    """Write a file of the cache so that a reader sees the old or the new one, never half. Failing is no error."""
    with contextlib.suppress(OSError, ValueError, RuntimeError, WriteError):
        place = folder(root)
        place.mkdir(parents=True, exist_ok=True)
        writing.write(place / name, text.encode("utf-8", "surrogatepass"))
