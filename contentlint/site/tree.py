"""The files of a site as a tree that can be listed and read. Nothing here touches the disk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

Stamp = tuple[int, int]
"""What changes when a file does: its size in bytes; and a number that goes by its content, or the time of change."""


@runtime_checkable
class Tree(Protocol):
    """A folder with all that is under it.

    Paths are relative to the folder, with forward slashes. Folders that hold no source (`.git`, `node_modules`)
    may be left out of `files`.
    """

    def files(self) -> Mapping[str, Stamp]:
        """Every file with its stamp."""

    def read_text(self, path: str) -> str:
        """The text of a file; undecodable bytes replaced. An empty string when it can't be read."""

    def read_bytes(self, path: str, limit: int) -> bytes:
        """The first `limit` bytes of a file; empty when it can't be read."""

    def former_paths(self, name: str) -> list[tuple[str, str]]:
        """Renames in the history whose old path contains `name`: (old path, path today), newest first.

        Empty where there is no history. May be slow: asked only when a broken link needs a suggestion.
        """


class MemoryTree:
    """A tree of texts held in memory: for rule examples, tests and `lint_text`."""

    def __init__(self, files: Mapping[str, str], renames: list[tuple[str, str]] | None = None) -> None:
        self._texts = dict(files)
        self._renames = renames or []

    def files(self) -> Mapping[str, Stamp]:
        """Every file; the stamp is made of its text."""
        return {path: (len(text), hash(text)) for path, text in self._texts.items()}

    def read_text(self, path: str) -> str:
        """The text of a file."""
        return self._texts.get(path, "")

    def read_bytes(self, path: str, limit: int) -> bytes:
        """The first bytes of a file, as UTF-8."""
        return self._texts.get(path, "").encode()[:limit]

    def former_paths(self, name: str) -> list[tuple[str, str]]:
        """The renames that were given."""
        return [(old, new) for old, new in self._renames if name in old]
