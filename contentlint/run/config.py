"""Where the configuration is, and which rules hold for which post by it."""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from contentlint.catalog.catalog import Catalog, as_options, find_check
from contentlint.catalog.options import why_unsaid
from contentlint.catalog.rule import Rule
from contentlint.errors import ConfigError, RuleError
from contentlint.finding import SEVERITIES, Severity
from contentlint.guard.boundary import TO_ALLOW, Boundary, top
from contentlint.guard.globs import matches
from contentlint.guard.userdata import Unreadable, shown, text_of, toml
from contentlint.run.config_lines import ConfigLines
from contentlint.run.configfile import FILE_NAME, Config, FrontMatterSettings, Override
from contentlint.run.profiles import lines_of, load
from contentlint.run.wording import lexicon

__all__ = [
    "FILE_NAME", "ActiveRule", "Config", "FrontMatterSettings", "Override", "RuleSet", "find",
    "folder_of", "is_project", "load", "matches", "of_folder", "project_root", "restricted",
    "shown_folder",
]  # fmt: skip

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

    The top of its git work tree; without one the nearest folder, going up, that looks like a site's root; else the
    folder itself.
    """
    return _project_root(folder_of(start))


@cache
def _project_root(folder: Path) -> Path:
    return top(folder) or next((place for place in (folder, *folder.parents) if is_project(place)), folder)


@cache
def is_project(folder: Path) -> bool:
    """True for a folder that looks like a site's root or is a git work tree."""
    from contentlint.site.markers import is_marker

    try:
        if (folder / ".git").exists():
            return True
        names = [entry.name for entry in folder.iterdir()]
        for inner in (".vitepress", ".vuepress", "config/_default"):
            if (folder / inner).is_dir():
                names += [f"{inner}/{entry.name}" for entry in (folder / inner).iterdir()]
    except OSError:  # a folder without rights
        return False
    return any(map(is_marker, names))


_LONGEST_TIMEOUT = 60.0
"""Seconds that a configuration that is not trusted may give a rule; nor may it take the limit away."""


def restricted(config: Config, boundary: Boundary) -> tuple[Config, str]:
    """A configuration without what a checked folder may not decide, and a line that says what that was ("": nothing).

    Nobody who opens a pull request names hosts of a private network that are visited, or variables of the environment
    that are sent to a host, and no path of theirs leads out of the repository.
    """
    if config.is_trusted:
        return config, ""
    below = [restricted(base, boundary) for base in config.bases]
    config = dataclasses.replace(config, bases=tuple(base for base, _ in below))
    said = [note for _, note in below if note]
    taken: list[str] = []

    def leads_out(key: str, value: str) -> bool:
        is_out = bool(value) and not boundary.holds(config.root / value, config.root)
        if is_out:
            taken.append(f'{key} "{value}" (outside the repository)')
        return is_out

    changes: dict[str, Any] = {}
    if not 0 < config.rule_timeout <= _LONGEST_TIMEOUT:
        taken.append(f"rule-timeout {config.rule_timeout:g}")
        changes["rule_timeout"] = Config.rule_timeout
    if leads_out("baseline", config.baseline):
        changes["baseline"] = ""
    if leads_out("feedback", config.feedback):
        changes["feedback"] = Config.feedback
    rule_paths = tuple(path for path in config.rule_paths if not leads_out("rule-paths", path))
    own = config.front_matter
    changes["rule_paths"] = rule_paths
    changes["front_matter"] = dataclasses.replace(
        own,
        schema="auto" if leads_out("front-matter.schema", own.schema) else own.schema,
        schemas={g: s for g, s in own.schemas.items() if not leads_out("front-matter.schemas", s)},
    )
    if config.sources is not None:
        of_sources: dict[str, Any] = {}
        for name, nothing in (("allow_hosts", ()), ("tokens", {})):
            if getattr(config.sources, name):
                of_sources[name] = nothing
                taken.append(f"sources.{name.replace('_', '-')}")
        if leads_out("sources.store", config.sources.store):
            of_sources["store"] = ""
        changes["sources"] = dataclasses.replace(config.sources, **of_sources)
    if taken:
        config = dataclasses.replace(config, **changes)
        said.append(
            f"{config.path}: not used, for a checked folder may not decide it: {', '.join(taken)}. If you trust this "
            f"configuration, say {TO_ALLOW}, or name the file with --config"
        )
    return config, "; ".join(said)


@dataclass(frozen=True, slots=True)
class ActiveRule:
    """A rule as it holds for one post: its severity and the check's filled Options."""

    rule: Rule
    severity: Severity
    options: Any


class RuleSet:
    """Which rules hold for which post, by configuration and command line.

    `select` and `ignore` come from the command line and win over the file. `sources` says whether rules that need
    the network's answers run. Raises ConfigError or RuleError.
    """

    def __init__(
        self,
        catalog: Catalog,
        config: Config,
        *,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        sources: bool = False,
    ) -> None:
        self.catalog, self.config = catalog, config
        self._place = lines_of(config.path)
        ignored = catalog.select((*ignore, *self._known(config.ignore, "ignore")))
        settings: dict[str, dict[str, Any]] = {}
        self._overrides: list[Override] = []
        self._by_override: list[dict[str, dict[str, Any]]] = []
        self._told_by: dict[tuple[int | None, str], tuple[ConfigLines, tuple[str | int, ...]]] = {}
        for layer in config.layers:
            place = lines_of(layer.path)
            settings = self._settings(layer.rules, place, ("rules",), settings)
            for number, override in enumerate(layer.overrides):
                self._overrides.append(override)
                at = ("overrides", number, "rules")
                self._by_override.append(self._settings(override.rules, place, at, {}))
        overriding = set().union(*self._by_override) if self._by_override else set()
        said = {*settings, *overriding}
        on = {rule.id for rule in catalog.rules.values() if rule.enabled or rule.id in said}
        chosen = catalog.select(select or self._known(config.select, "select"), on)
        self._base: dict[str, dict[str, Any]] = {}
        for rule in catalog.rules.values():
            is_on = rule.id in chosen if (select or config.select) else rule.enabled
            if (not is_on and rule.id not in settings and rule.id not in overriding) or rule.id in ignored:
                continue
            if (select or config.select) and rule.id not in chosen:
                continue
            if "sources" in rule.needs and not sources:
                continue
            own = {"severity": rule.severity if is_on else "off", "options": dict(rule.options)}
            if rule.id in settings:
                own = _merged({**own, "severity": rule.severity}, settings[rule.id])
            if rule.id in select and own["severity"] == "off":
                own["severity"] = rule.severity
            self._base[rule.id] = own
        self.vocabulary = lexicon(catalog.vocabulary, config.layers)
        self._made: dict[tuple[int, ...], tuple[ActiveRule, ...]] = {}
        for which in ((), *((number,) for number in range(len(self._overrides)))):
            self._active(which)  # wrong options are told at once, not at the first post

    @property
    def is_empty(self) -> bool:
        """True when no rule is left to run for any post."""
        return not self._base

    def told_at(self, message: str, *keys: str | int) -> str:
        """A message about a key of the configuration, with the file and line."""
        return str(self._place.error(message, keys))

    def _known(self, names: tuple[str, ...], key: str) -> tuple[str, ...]:
        try:
            self.catalog.select(names)
        except RuleError as error:
            raise self._place.error(error.message, (key,)) from None
        return names

    def _settings(
        self,
        rules: Mapping[str, Any],
        place: ConfigLines,
        keys: tuple[str | int, ...],
        before: Mapping[str, dict[str, Any]],
    ) -> dict[str, dict[str, Any]]:
        """Settings by rule id, those of one table over those `before` it; a rule's own win over its category's."""
        found = dict(before)
        by_width = []
        for name, value in rules.items():
            try:
                ids = self.catalog.select([name])
            except RuleError as error:
                raise place.error(error.message, (*keys, name)) from None
            by_width.append((name in self.catalog.rules or "/" in name, name, ids, value))
        for is_rule, name, ids, value in sorted(by_width, key=lambda entry: entry[0]):
            table = value if isinstance(value, Mapping) else {"severity": value}
            severity = table.get("severity")
            if severity is not None and severity not in (*SEVERITIES, "off", "on"):
                raise place.error(
                    f"'{name}' must be one of {', '.join(SEVERITIES)}, off, on, or a table of options, not "
                    f"{shown(severity)}",
                    (*keys, name),
                )
            options = {k: v for k, v in table.items() if k != "severity"}
            if options and not is_rule:
                raise place.error(f"'{name}' is a category: options belong to single rules", (*keys, name))
            for id_ in ids:
                rule = self.catalog.rules[id_]
                own = rule.severity if severity == "on" else severity
                lower = before.get(id_, {})
                if own is None and lower.get("severity") == "off" and found.get(id_) is lower:
                    own = rule.severity  # named again, it is on: as one that is off by itself
                found[id_] = _merged(found.get(id_, {}), {"severity": own, "options": options})
                self._told_by[self._number(keys), id_] = (place, (*keys, name))
                if options:
                    told = _error_at(place, *keys, name)
                    as_options(find_check(rule.check), options, told, by_user=True)
        return found

    def _number(self, keys: tuple[str | int, ...]) -> int | None:
        """Which of all overrides is being read; None for none."""
        return len(self._by_override) if keys[0] == "overrides" else None

    def for_post(self, path: str) -> tuple[ActiveRule, ...]:
        """The rules that hold for the post at `path` (below the project's root), in the catalog's order."""
        which = tuple(
            number
            for number, override in enumerate(self._overrides)
            if path and any(matches(path, glob) for glob in override.paths)
        )
        return self._active(which)

    def _active(self, which: tuple[int, ...]) -> tuple[ActiveRule, ...]:
        """The rules with the overrides of these numbers."""
        if which not in self._made:
            active = []
            for id_, base in self._base.items():
                own = base
                for number in which:
                    own = _merged(own, self._by_override[number].get(id_, {}))
                if own["severity"] == "off":
                    continue
                rule = self.catalog.rules[id_]
                check = find_check(rule.check)
                numbers = (*reversed(which), None)
                said = next((self._told_by[n, id_] for n in numbers if (n, id_) in self._told_by), None)
                place, keys = said or (self._place, ("rules", id_))
                options = as_options(check, own["options"], _error_at(place, *keys))
                if wrong := why_unsaid(check, options, rule.messages):
                    raise place.error(f"'{id_}' can't have these options: {wrong}", keys)
                active.append(ActiveRule(rule, own["severity"], options))
            self._made[which] = tuple(active)
        return self._made[which]


def _error_at(place: ConfigLines, *keys: str | int) -> Callable[[str, str], ConfigError]:
    return lambda message, key: place.error(f"{message}, in the rule '{keys[-1]}'", (*keys, key))


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **({"severity": over["severity"]} if over.get("severity") else {}),
        "options": {
            **{k.replace("-", "_"): v for k, v in base.get("options", {}).items()},
            **{k.replace("-", "_"): v for k, v in over.get("options", {}).items()},
        },
    }
