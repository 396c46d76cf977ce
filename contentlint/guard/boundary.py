"""What of the disk a checked folder may lead to: the repository that it is in, without git's own files.

A pull request or an unpacked archive can hold symbolic links and a configuration with any path in it. Neither leads the
tool out of the repository, and none to `.git`, where a job's token may be kept, unless the user says so
(`--trust-config`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import cache
from pathlib import Path

TO_ALLOW = "--trust-config"
"""The option that takes the boundary away."""


_MOST_TOLD = 10
"""Links that were not followed which are named."""


class Boundary:
    """The limits of one project.

    `root` is the project's folder: the limit for what lies in no git repository. With `is_open` there is none.
    `refused` are the links that were not followed, as absolute paths, in the order they were met.
    """

    def __init__(self, root: Path, *, is_open: bool = False) -> None:
        self._root, self.is_open = root, is_open
        self.refused: dict[str, None] = {}
        self._folders: dict[str, str] = {}

    def holds(self, path: Path, base: Path | None = None) -> bool:
        """True when a path, its links followed, lies in the repository of the folder `base` (by default its own)."""
        if self.is_open:
            return True
        # Asked for every file, several times: on strings, and the folders' links followed once.
        try:
            own = os.path.abspath(path)  # noqa: PTH100 - resolve() would follow the links that are in question
            folder, name = os.path.split(own)
            limit = _top(str(base or folder), str(self._root))
            real = os.path.join(self._real(folder), name) if _is_plain(own) else os.path.realpath(own)  # noqa: PTH118
            if os.path.commonpath((real, limit)) != limit:
                return False
        except (OSError, ValueError):  # a name that no file can have is nowhere
            return False
        inside = real[len(limit) :]
        return ".git" not in inside.lower() or ".git" not in (p.lower().rstrip(". ") for p in Path(inside).parts)

    def _real(self, folder: str) -> str:
        """A folder, its links followed: once for each project, which lasts no longer than a run."""
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return self._folders[folder]

    def refuses(self, link: Path) -> bool:
        """True for a symbolic link that leads out; it is noted down in `refused`."""
        if self.holds(link):
            return False
        self.refused[os.path.abspath(link)] = None  # noqa: PTH100
        return True

    def told(self, display: Callable[[Path], str]) -> list[str]:
        """A line for each link that was not followed, named as `display` shows its path; of many, how many more."""
        links = [Path(link) for link in self.refused]
        lines = [
            f"{display(link)} is a link that leads out of the repository: not followed; {TO_ALLOW} follows it"
            for link in links[:_MOST_TOLD]
        ]
        more = len(links) - _MOST_TOLD
        return [*lines, *([f"{more} more links lead out of the repository"] if more > 0 else [])]


def top(folder: Path) -> Path | None:
    """The top of the work tree that a folder is in: the nearest one upwards that has a `.git`, or None."""
    place = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would leave the tree by its links
    return next((up for up in (place, *place.parents) if os.path.lexists(up / ".git")), None)


OPEN = Boundary(Path(os.sep), is_open=True)
"""No limits: for what the user named."""


def _is_plain(path: str) -> bool:
    """True for what is there and no symbolic link. Raises ValueError for a name that no file can have."""
    try:
        return not stat.S_ISLNK(os.lstat(path).st_mode)
    except OSError:
        return False


@cache
def _top(base: str, root: str) -> str:
    """The real folder that is the limit for what lies in `base`."""
    return os.path.realpath(top(Path(base)) or root)
