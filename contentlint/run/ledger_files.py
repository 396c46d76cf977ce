"""The ledger of a project on the disk, today and before changes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ReadError
from contentlint.guard.boundary import Boundary
from contentlint.guard.globs import matches
from contentlint.run import files
from contentlint.run.configfile import Config
from contentlint.run.places import DEFAULT_FACTS

if TYPE_CHECKING:
    from contentlint.ledger import Ledger
    from contentlint.run.git import Changes

_WILD = re.compile(r"[*?\[{]")
_HAS_SUBJECTS = re.compile(r"^[\"']?subjects[\"']?\s*:", re.MULTILINE)


class LedgerFiles:
    """The ledger files of a project: found at once, read when somebody asks."""

    def __init__(self, root: Path, config: Config, boundary: Boundary) -> None:
        self._root, self._globs, self._boundary = root, config.facts.paths, boundary
        self._is_default = config.facts.paths == DEFAULT_FACTS
        self.paths = tuple(sorted(self._found()))
        """Their paths below the project's root."""
        self.problems: list[str] = []
        self.notes: list[str] = []

    def _found(self) -> set[str]:
        found: set[str] = set()
        for glob in self._globs:
            fixed = _WILD.split(glob.removeprefix("./"))[0]
            folder = self._root / fixed.rpartition("/")[0]
            if fixed == glob.removeprefix("./"):
                found |= {fixed} if (self._root / fixed).is_file() else set()
            elif folder.is_dir() and self._boundary.holds(folder):
                below = (
                    Path(path).relative_to(self._root).as_posix() for path, _ in files.walk(folder, self._boundary)
                )
                found |= {path for path in below if matches(path, glob)}
        return found

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger of today. Files that can't be read go to `problems`."""
        texts = {}
        for path in self.paths:
            try:
                texts[path] = files.decode(files.read_bytes(self._root / path, 10_000_000, self._boundary), path)
            except ReadError as error:
                self.problems.append(str(error))
        return _read(self._own(texts, self.notes))

    def former(self, changes: Changes) -> Ledger:
        """The ledger before changes."""
        texts = dict(self.ledger.files)
        for path in self.paths:
            if path in changes.former:
                was = changes.former[path]
                texts[path] = _text(changes, was) if was else ""
        for path in changes.removed:
            if any(matches(path, glob) for glob in self._globs):
                texts[path] = _text(changes, path)
        return _read(self._own(texts, []))

    def is_changed(self, changes: Changes) -> bool:
        """True when a file of the ledger was added, changed or removed."""
        gone = any(matches(path, glob) for path in changes.removed for glob in self._globs)
        return gone or any(path in changes.former for path in self.paths)

    def _own(self, texts: Mapping[str, str], notes: list[str]) -> dict[str, str]:
        """The files that are ledgers: without a setting, any YAML may lie in a folder of that name."""
        found = {}
        for path, text in texts.items():
            if not self._is_default or _HAS_SUBJECTS.search(text):
                found[path] = text.replace("\r\n", "\n")
            elif text.strip():
                notes.append(f"{path}: not read as a ledger, for it has no `subjects:`")
        return found


def _text(changes: Changes, path: str) -> str:
    return changes.read(path).decode("utf-8-sig", errors="replace")


def _read(texts: Mapping[str, str]) -> Ledger:
    from contentlint.ledger import read  # most sites have no ledger, and pay nothing

    return read(texts)
