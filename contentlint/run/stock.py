"""What lies in the cache folder, to be shown and to be deleted."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from contentlint.errors import WriteError
from contentlint.guard import place
from contentlint.guard.records import dataclass
from contentlint.run.workspace import INDEX


@dataclass(frozen=True, slots=True)
class Shelf:
    """One kind of what is kept: what it is, in words, its files, and their bytes."""

    what: str
    files: tuple[Path, ...]
    size: int


def shelves() -> list[Shelf]:
    """What is kept, but for what audits have read: that took the network, and has a store of its own."""
    folder = place.cache_folder()
    indexes = [file for file in folder.glob(f"*/{INDEX}") if file.is_file()]
    return [
        _shelf("runs, to be recalled", _below(folder / "results" / "runs")),
        _shelf("results of posts", _below(folder / "results" / "posts")),
        _shelf("indexes of sites", indexes),
        _shelf("expressions and rules, compiled", _below(folder / "program")),
    ]


def clear() -> int:
    """Delete all of it; how many files that were. Raises WriteError for one that can't be deleted."""
    count = 0
    for shelf in shelves():
        for file in shelf.files:
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                raise WriteError(f"can't be deleted: {error.strerror}", path=str(file)) from None
            count += 1
    return count


def _shelf(what: str, files: list[Path]) -> Shelf:
    return Shelf(what, tuple(files), sum(_size(file) for file in files))


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:  # another run has deleted it
        return 0


def _below(folder: Path) -> list[Path]:
    def listed() -> Iterator[Path]:
        for at, _, names in os.walk(folder):
            yield from (Path(at, name) for name in names)

    return sorted(listed())
