"""The files of a site on disk, for `contentlint.site`."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from contentlint.site.tree import Stamp

SKIPPED = frozenset(
    ".git .hg .svn node_modules .venv venv __pycache__ .cache .mypy_cache .pytest_cache .ruff_cache bower_components "
    ".idea .vscode .next .nuxt .svelte-kit .vercel .netlify .docusaurus .jekyll-cache .sass-cache .contentlint_cache "
    ".terraform .gradle .yarn .pnpm-store".split()
)
"""Folders that hold no source of a site."""


class DiskTree:
    """A folder on disk. Files are listed once, when first asked for; links out of the folder are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._files: dict[str, Stamp] | None = None
        self._renames: list[tuple[str, str]] | None = None

    def files(self) -> Mapping[str, Stamp]:
        """Every file below the root, without those in `SKIPPED` folders, with size and time of last change."""
        if self._files is None:
            found: dict[str, Stamp] = {}
            folders = [("", os.fspath(self.root))]
            while folders:
                prefix, folder = folders.pop()
                try:
                    entries = list(os.scandir(folder))
                except OSError:
                    continue
                for entry in entries:
                    try:
                        if entry.is_dir(follow_symlinks=False):
                            if entry.name not in SKIPPED:
                                folders.append((f"{prefix}{entry.name}/", entry.path))
                        else:
                            stat = entry.stat()
                            found[prefix + entry.name] = (stat.st_size, stat.st_mtime_ns)
                    except OSError:
                        continue
            self._files = found
        return self._files

    def read_text(self, path: str) -> str:
        """The text of a file, without a byte order mark; "" when it can't be read."""
        try:
            data = (self.root / path).read_bytes()
        except OSError:
            return ""
        return data.decode("utf-8-sig", errors="replace")

    def read_bytes(self, path: str, limit: int) -> bytes:
        """The first bytes of a file; empty when it can't be read."""
        try:
            with (self.root / path).open("rb") as file:
                return file.read(limit)
        except OSError:
            return b""

    def former_paths(self, name: str) -> list[tuple[str, str]]:
        """Renames in git's history whose old path contains `name`: (old path, path today), newest first.

        Asks git once, the first time; without git or a repository there are none.
        """
        if self._renames is None:
            self._renames = _renames(self.root)
        return [(old, new) for old, new in self._renames if name in old]


def _renames(root: Path) -> list[tuple[str, str]]:
    command = "git log --diff-filter=R --name-status --format= --relative -M60% -n 20000 --no-color -z".split()
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError):
        return []
    if run.returncode:
        return []
    fields = run.stdout.decode("utf-8", errors="replace").split("\0")
    found: list[tuple[str, str]] = []
    today: dict[str, str] = {}
    at = 0
    while at + 2 < len(fields):
        if not fields[at].strip().startswith("R"):
            at += 1
            continue
        old, new = fields[at + 1], fields[at + 2]
        at += 3
        # Newest first: a later rename of the new name is already known.
        goal = today.get(new, new)
        today[old] = goal
        if old != goal:
            found.append((old, goal))
    return found
