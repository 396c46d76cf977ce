"""Short names for contents: equal ones for equal contents, and for no others."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from contentlint.guard import place

try:
    from _blake2 import blake2b  # what hashlib has as well, without loading OpenSSL
except ImportError:
    from hashlib import blake2b

SIZE = 16
"""Bytes of a digest: far more contents than there will ever be have different ones."""


def of(*parts: bytes | str) -> str:
    """The digest of some texts or bytes in a row, in 32 hexadecimal digits."""
    digest = new()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(data))
        digest.update(data)
    return str(digest.hexdigest())


def sha256(data: bytes) -> str:
    """SHA-256, in hexadecimal digits: what names by it that were given before this module was."""
    for module in ("_sha2", "_sha256", "hashlib"):  # the first two are in `hashlib`, which loads OpenSSL
        with suppress(ImportError, AttributeError):
            return str(import_module(module).sha256(data).hexdigest())
    raise AssertionError("no Python is without hashlib")


def new() -> Any:
    """A digest to add to."""
    return blake2b(digest_size=SIZE)


@cache
def of_program() -> str:
    """The digest of what makes findings: the version, and where it is a work tree its files by size and time."""
    parts = [place.version(), sys.version]
    if not os.path.isdir(os.path.join(place.PACKAGE, "_rules")):  # noqa: PTH112, PTH118
        parts += [repr(stamp) for stamp in sorted(_stamps(place.PACKAGE))]
        parts += [repr(stamp) for stamp in sorted(_stamps(os.path.join(os.path.dirname(place.PACKAGE), "rules")))]  # noqa: PTH118, PTH120
    return of(*parts)


def _stamps(folder: str) -> Iterable[tuple[str, int, int]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name == "__pycache__":
                    continue
                if entry.is_dir():
                    yield from _stamps(entry.path)
                else:
                    found = entry.stat()
                    yield entry.path, found.st_size, found.st_mtime_ns
    except OSError:
        return
