"""Where the configuration is that holds for a file, and where its project begins."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from contentlint.errors import ConfigError
from contentlint.guard.boundary import Boundary, top

FILE_NAME = "contentlint.toml"
DEFAULT_FACTS = ("facts/*.yaml", "facts/*.yml")
"""Globs of the files of a ledger, where no configuration names others."""

_TABLE = re.compile(r"""\btool\s*\.\s*["']?contentlint\b""")


def folder_of(start: Path) -> Path:
    """A folder itself, or the folder of a file, as an absolute path without `..`."""
    # Not resolve(): what a link leads into is looked at where the link stands. Not absolute(): it keeps "..".
    return Path(os.path.abspath(start if start.is_dir() else start.parent))  # noqa: PTH100


def shown_folder(folder: Path) -> str:
    """A folder as the user sees it: from the working directory."""
    try:
        return Path(os.path.relpath(folder)).as_posix()
    except ValueError:  # another drive
        return folder.as_posix()


def find(start: Path) -> Path | None:
    """The configuration file that holds for a file or folder: the nearest, going up to the top of its repository."""
    return _find(folder_of(start))


def forget() -> None:
    """Look for configuration files anew: one was written."""
    _find.cache_clear()


@cache
def _find(folder: Path) -> Path | None:
    limit = top(folder)
    for place in (folder, *folder.parents):
        if (found := of_folder(place)) is not None or place == limit:
            return found
    return None


def of_folder(folder: Path) -> Path | None:
    """The configuration file that lies in a folder, or None."""
    if _is_file(own := folder / FILE_NAME):
        return own
    pyproject = folder / "pyproject.toml"
    return pyproject if _is_file(pyproject) and _is_meant(pyproject) else None


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # below a folder without rights
        return False


def _is_meant(pyproject: Path) -> bool:
    """True for a pyproject.toml with a table for contentlint, and for one that can't be asked and says so when loaded.

    Raises ConfigError for one that can't be read.
    """
    from contentlint.guard.userdata import Unreadable, text_of, toml  # few projects have one

    if not Boundary(pyproject.parent).holds(pyproject):
        return False  # a link that leads out of the repository
    try:
        text = text_of(pyproject)
    except Unreadable as error:
        why = f"{error.reason}; it may have [tool.contentlint]"
        raise ConfigError(why, path=str(pyproject), line=error.line) from None
    try:
        tools = toml(text).get("tool", {})
    except Unreadable:
        return _TABLE.search(text) is not None
    return not isinstance(tools, dict) or "contentlint" in tools


def project_root(start: Path) -> Path:
    """The folder that stands for the project of a file or folder without configuration.

    The top of its git work tree; without one the nearest folder, going up, that looks like a site's root or has a
    ledger; else the folder itself.
    """
    return _project_root(folder_of(start))


@cache
def _project_root(folder: Path) -> Path:
    places = (folder, *folder.parents)
    return top(folder) or next((place for place in places if is_project(place) or _has_ledger(place)), folder)


def _has_ledger(folder: Path) -> bool:
    """True for a folder with files of facts where they are by default."""
    try:
        return any(any(folder.glob(glob)) for glob in DEFAULT_FACTS)
    except OSError:
        return False


@cache
def is_project(folder: Path) -> bool:
    """True for a folder that looks like a site's root or is a git work tree."""
    from contentlint.site.markers import is_marker

    try:
        if (folder / ".git").exists():
            return True
        names = [entry.name for entry in folder.iterdir()]
        for inner in (".vitepress", ".vuepress", "config", "config/_default", "_config"):
            if (folder / inner).is_dir():
                names += [f"{inner}/{entry.name}" for entry in (folder / inner).iterdir()]
    except OSError:  # a folder without rights
        return False
    return any(map(is_marker, names))
