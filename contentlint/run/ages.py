"""How old posts are where they don't say it: by git's history; and whether a blog is still written at all.

Both are asked for late, by a check that has found something, so most runs read neither.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import weakref
from collections.abc import Collection
from functools import cached_property
from pathlib import Path

from contentlint.guard.boundary import Boundary
from contentlint.post.page_kind import UNKNOWN, Days, rough_day
from contentlint.run import files, git

try:
    import fcntl
except ImportError:  # Windows, where no process is forked either
    fcntl = None  # type: ignore[assignment]

_ASLEEP = dt.timedelta(days=2 * 365)
"""A blog without a post so long is one that nobody keeps up."""
_FEWEST, _MOST, _HEAD = 5, 3000, 2000
"""Dated posts that tell at least whether it is; posts that are looked at; bytes of each."""


class Ages:
    """The ages of the posts below a folder. Without `asks_git` nothing is known of a single one."""

    def __init__(self, root: Path, boundary: Boundary, today: dt.date, without: Collection[Path] = ()) -> None:
        self.root, self.boundary, self.today, self.without = root, boundary, today, without
        self.asks_git = True
        self.was_asked = False
        """True when git's history had to tell."""
        self._shared = -1

    def share(self) -> Ages:
        """Itself, from which the processes that are forked from this one read the history once for all."""
        if fcntl is not None and self._shared < 0:
            import tempfile  # takes time to load, and a run of few posts has one process

            with tempfile.TemporaryFile() as file:  # without a name
                self._shared = os.dup(file.fileno())
            weakref.finalize(self, os.close, self._shared)
        return self

    def days_of(self, path: str) -> Days:
        """The days of the first and of the last change of a post, by git; unknown without a whole history."""
        self.was_asked |= self.asks_git
        return self._history.get(path, UNKNOWN) if self.asks_git else UNKNOWN

    @cached_property
    def _history(self) -> dict[str, Days]:
        if self._shared < 0 or fcntl is None:
            return git.days(self.root)
        # Of the processes that wait here the first asks git and writes what it says.
        fcntl.lockf(self._shared, fcntl.LOCK_EX)
        try:
            if size := os.fstat(self._shared).st_size:
                written = json.loads(os.pread(self._shared, size, 0))
                return {path: (_day(days[0]), _day(days[1])) for path, days in written.items()}
            found = git.days(self.root)
            told = {path: [str(day) for day in days] for path, days in found.items()}
            os.pwrite(self._shared, json.dumps(told).encode(), 0)
            return found
        finally:
            fcntl.lockf(self._shared, fcntl.LOCK_UN)

    def is_asleep(self) -> bool:
        """True where the posts say their days and none is of the last two years."""
        return self._is_asleep

    @cached_property
    def _is_asleep(self) -> bool:
        dated = seen = 0
        for file, _ in files.walk(self.root, self.boundary, without=self.without):
            if files.suffix(file) not in files.POST_SUFFIXES:
                continue
            seen += 1
            if seen > _MOST:
                return False
            try:
                with open(file, "rb") as stream:  # noqa: PTH123
                    head = stream.read(_HEAD).decode("utf-8", "replace")
            except OSError:
                continue
            day = rough_day(Path(file).relative_to(self.root).as_posix(), head)
            if day is None or day > self.today:
                continue
            if self.today - day < _ASLEEP:
                return False
            dated += 1
        return dated >= _FEWEST


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text[:1].isdigit() else None
