"""The checks that rules name, found and imported when they are first asked for."""

from __future__ import annotations

import dataclasses
import importlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from contentlint.catalog.rule import Check
from contentlint.errors import RuleError, nearest

if TYPE_CHECKING:
    from contentlint.catalog.datafile import DataFile


@cache
def builtin_checks() -> tuple[str, ...]:
    """The names of the checks that ship with contentlint."""
    folder = Path(__file__).parents[1] / "checks"
    found = (*folder.glob("*.py"), *(p.parent for p in folder.glob("*/__init__.py")))
    return tuple(sorted(p.stem.replace("_", "-") for p in found if not p.stem.startswith("_")))


def find_check(name: str, file: DataFile | None = None) -> Check:
    """The check that a rule names: a module of `contentlint.checks`, or an entry point. Raises RuleError."""
    module = name.replace("-", "_")
    if (loaded := sys.modules.get(f"contentlint.checks.{module}")) is not None:
        return cast(Check, loaded)
    if module.replace("_", "-") in builtin_checks():
        return cast(Check, importlib.import_module(f"contentlint.checks.{module}"))
    from importlib.metadata import entry_points

    points = {point.name: point for point in entry_points(group="contentlint.checks")}
    if name in points:
        try:
            check = points[name].load()
        except Exception as error:
            raise RuleError(f"check '{name}' ({points[name].value}) can't be imported: {error}") from error
        if not dataclasses.is_dataclass(getattr(check, "Options", None)):
            raise RuleError(f"check '{name}' ({points[name].value}) has no dataclass `Options`")
        return cast(Check, check)
    hint = nearest(name, [*builtin_checks(), *points])
    message = f"there is no check '{name}'" + (f"; did you mean '{hint}'?" if hint else "")
    raise file.error(message, "check") if file else RuleError(message)
