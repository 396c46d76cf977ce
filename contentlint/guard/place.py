"""Where files lie that save time and may be deleted: in the user's cache folder, or beside the program."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - pathlib costs at start


def version() -> str:
    """The version of the program. Its package is loaded before any room is, and knows none of them."""
    return str(sys.modules[__name__.partition(".")[0]].__version__)


def cache_folder() -> Path:
    """The folder of all that is kept; `CONTENTLINT_CACHE_DIR` names another. It need not exist.

    Raises RuntimeError where nobody can tell the user's home.
    """
    if own := os.environ.get("CONTENTLINT_CACHE_DIR"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local")) / "contentlint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "contentlint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "contentlint"


def beside_program(name: str) -> list[str]:
    """Where a file may lie that is made of the program itself, the best place first.

    Beside the bytecode of the program, where Python itself keeps what it has compiled; where that can't be written to,
    in the user's cache folder.
    """
    places = [os.path.join(PACKAGE, "__pycache__", name)]  # noqa: PTH118
    with contextlib.suppress(RuntimeError):
        places.append(str(cache_folder() / "program" / name))
    return places


def keep(places: list[str], data: bytes) -> bool:
    """Write a file into the first place that takes it; a reader sees the old or the new one, never half.

    False where none does: failing is no error.
    """
    return any(_replace(place, data) for place in places)


def _replace(place: str, data: bytes) -> bool:
    import tempfile  # takes time to load, and few runs write

    folder, name = os.path.split(place)
    try:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
        handle, temporary = tempfile.mkstemp(prefix=f".{name}.", suffix=".contentlint", dir=folder)
    except (OSError, ValueError):
        return False
    try:
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(handle, left) :]
        finally:
            os.close(handle)
        os.replace(temporary, place)  # noqa: PTH105
    except BaseException as error:
        with contextlib.suppress(OSError):
            os.unlink(temporary)  # noqa: PTH108
        if isinstance(error, OSError):
            return False
        raise
    return True
