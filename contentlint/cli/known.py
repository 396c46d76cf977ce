"""The rules as they are known here: the built-in ones, those of the configuration, and what it makes of them."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.cli import options
from contentlint.guard.boundary import OPEN, Boundary

if TYPE_CHECKING:
    from contentlint.catalog.catalog import Catalog
    from contentlint.catalog.rule import Rule
    from contentlint.run.config import ActiveRule


@dataclasses.dataclass(frozen=True, slots=True)
class Known:
    """All rules, with their examples if they are wanted; `active` are those that run, by id, in an audit at the latest.

    `folder` is the one that the configuration holds for, `file` the configuration, if there is one.
    """

    catalog: Catalog
    active: Mapping[str, ActiveRule]
    folder: Path
    file: Path | None
    rule_files: tuple[Path, ...] = ()
    """The folders and files with rules that the configuration names."""
    boundary: Boundary = OPEN
    """What of the disk the project may lead to."""

    def severity(self, rule: Rule) -> str:
        """How bad the findings of a rule are by the configuration; "off" for one that does not run."""
        found = self.active.get(rule.id)
        return found.severity if found else "off"


def here(
    more: tuple[Path, ...] = (), named: Path | None = None, *, trust: bool = False, examples: bool = True
) -> Known:
    """What holds for the working directory, or by the configuration that was named; `more` are further rule files.

    Raises ConfigError and RuleError.
    """
    from contentlint.catalog import catalog
    from contentlint.run import config

    found = named or config.find(Path())
    folder = config.folder_of(found) if found else config.project_root(Path())
    boundary = Boundary(folder, is_open=trust)
    whole = config.load(found, trusted=trust or named is not None) if found else config.Config(root=folder)
    settings, not_used = config.restricted(whole, boundary)
    options.tell([not_used] if not_used else [])
    loaded = catalog.load((*settings.rule_files, *more), examples=examples, refuses=boundary.refuses)
    rules = config.RuleSet(loaded, settings, sources=True)
    own = tuple(folder / path for path in settings.rule_paths)
    return Known(loaded, {active.rule.id: active for active in rules.for_post("")}, folder, found, own, boundary)


def shown(path: Path) -> str:
    """A file as seen from the working directory."""
    try:
        return Path(os.path.relpath(path)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def is_fixable(rule: Rule) -> bool:
    """True for a rule that has fixes: an example shows one."""
    return any(example.fixed is not None for example in rule.examples)


def option_values(rule: Rule, active: ActiveRule | None) -> list[dict[str, Any]]:
    """Each option that a configuration may set: its name, what it does, its default, and its value here."""
    from contentlint.catalog.catalog import as_options, find_check, help_of
    from contentlint.catalog.options import settable
    from contentlint.errors import RuleError

    check = find_check(rule.check)
    plain = as_options(check, rule.options, lambda message, key: RuleError(message, path=rule.path))
    return [
        {
            "name": option.name.replace("_", "-"),
            "help": help_of(option),
            "default": _plain(getattr(plain, option.name)),
            "value": _plain(getattr(active.options if active else plain, option.name)),
        }
        for option in settable(check)
    ]


def _plain(value: Any) -> Any:
    """The value of an option as JSON has it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, frozenset):
        return sorted(map(_plain, value))
    return [_plain(part) for part in value] if isinstance(value, tuple | list) else value
