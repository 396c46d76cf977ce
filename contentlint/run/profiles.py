"""Profiles: configurations that others extend. Built in, a file of the repository, or of an installed package."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.catalog.catalog import builtin_root
from contentlint.errors import ConfigError, nearest
from contentlint.guard.boundary import TO_ALLOW, Boundary
from contentlint.guard.userdata import Unreadable, text_of
from contentlint.run import configfile
from contentlint.run.config_lines import ConfigLines
from contentlint.run.configfile import SHARED, Config
from contentlint.run.places import FILE_NAME

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "contentlint.profiles"
"""The entry points by which a package offers a profile: a name, and the package that has its file."""


def load(path: Path, *, trusted: bool = False) -> Config:
    """Read a configuration file and what it extends. Raises ConfigError with file, line and the nearest valid key.

    `trusted` is for one that the user names: what `restricted` would take out of others stays, and a link is followed
    wherever it leads.
    """
    own = configfile.load(path, trusted=trusted)
    bases = tuple(_bases(own, (path,), set()))
    settled = {}
    for name in ("fail_on", "max_warnings", "require_reasons", "rule_pages"):
        said = [layer for layer in (*bases, own) if name in layer.given]
        if said:
            settled[name] = getattr(said[-1], name)
    return dataclasses.replace(own, bases=bases, **settled)


def builtin() -> dict[str, Path]:
    """The profiles that ship with contentlint, by name."""
    return {file.stem: file for file in sorted((builtin_root() / "profiles").glob("*.toml"))}


def lines_of(path: Path | None) -> ConfigLines:
    """The lines of a configuration file, for errors; of one that can't be read any more, none."""
    try:
        return ConfigLines(path or Path(FILE_NAME), text_of(path) if path else "")
    except Unreadable:  # it was read before
        return ConfigLines(path or Path(FILE_NAME), "")


def _bases(config: Config, chain: tuple[Path, ...], seen: set[str]) -> Iterator[Config]:
    """What a configuration extends, each after what it extends itself, and once: what two extend lies below both.

    `chain` leads to it, from the first; `seen` are the files that were read.
    """
    for name in (config.extend,) if isinstance(config.extend, str) else config.extend:
        path, is_trusted = _file_of(name, config)
        real = os.path.realpath(path)
        if any(real == os.path.realpath(before) for before in chain):
            way = " → ".join(_shown(place, chain[0]) for place in (*chain, path))
            raise _error(config, f"extends itself: {way}; take one of these `extend` out")
        if real in seen:
            continue
        seen.add(real)
        base = configfile.load(path, trusted=is_trusted)
        yield from _bases(base, (*chain, path), seen)
        own = {field.name: getattr(base, field.name) for field in dataclasses.fields(Config) if field.name in SHARED}
        yield Config(root=base.root, path=path, is_trusted=is_trusted, given=base.given, **own)


def _file_of(name: str, config: Config) -> tuple[Path, bool]:
    """The file of a profile, and whether it may do what a checked folder may not. Raises ConfigError."""
    if "/" in name or "\\" in name or name.endswith(".toml"):
        path = Path(os.path.normpath(config.root / name))
        if not config.is_trusted and not Boundary(config.root).holds(path, config.root):
            why = f"extends '{name}', which is outside of the repository: not read; {TO_ALLOW} allows it"
            raise _error(config, why)
        if not _is_file(path):
            raise _error(config, f"extends '{name}', and there is no such file: {_shown(path, config.path or path)}")
        return path, config.is_trusted
    known = builtin()
    if name in known:
        return known[name], True
    points = _points()
    if name in points:
        return _file_in(points[name], name, config), True
    hint = nearest(name, [*known, *points])
    raise _error(
        config,
        f"extends '{name}', which is neither built in ({', '.join(known)}) nor offered by an installed package"
        + (f"; did you mean '{hint}'?" if hint else "; the path of a file has a slash in it, or ends in .toml"),
    )


@cache
def _points() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # loaded for few: it takes longer than to read a configuration

    return {point.name: point for point in entry_points(group=GROUP)}


def _file_in(point: EntryPoint, name: str, config: Config) -> Path:
    """The file that a package offers: `package` has a contentlint.toml, `package:strict` a strict.toml.

    The package is not run for it: it is data. So only the place of the first part of its name is asked for.
    """
    from importlib.util import find_spec

    first, *below = point.module.split(".")
    try:
        spec = find_spec(first)
    except (ImportError, ValueError):
        spec = None
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if _is_file(path := Path(folder, *below) / (f"{point.attr}.toml" if point.attr else FILE_NAME)):
            return path
    file = f"{point.attr}.toml" if point.attr else FILE_NAME
    raise _error(config, f"extends '{name}', and its package '{point.module}' has no {file}")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _shown(path: Path, beside: Path) -> str:
    """A file as seen from the folder of another one."""
    try:
        return Path(os.path.relpath(path, beside.parent)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _error(config: Config, message: str) -> ConfigError:
    return lines_of(config.path).error(message, ("extend",))
