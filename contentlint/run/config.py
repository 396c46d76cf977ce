"""Where the configuration is, and which rules hold for which post by it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from contentlint.catalog.catalog import Catalog, as_options, find_check
from contentlint.catalog.options import why_unsaid
from contentlint.catalog.rule import Rule
from contentlint.errors import ConfigError, RuleError
from contentlint.finding import SEVERITIES, Severity
from contentlint.guard.boundary import TO_ALLOW, Boundary
from contentlint.guard.globs import matches
from contentlint.guard.records import dataclass
from contentlint.guard.userdata import shown
from contentlint.run.config_lines import ConfigLines
from contentlint.run.configfile import Config, FrontMatterSettings, Override
from contentlint.run.places import FILE_NAME, find, folder_of, forget, is_project, of_folder, project_root, shown_folder
from contentlint.run.profiles import lines_of, load
from contentlint.run.wording import lexicon

__all__ = [
    "FILE_NAME", "ActiveRule", "Config", "FrontMatterSettings", "Override", "RuleSet", "find",
    "folder_of", "forget", "is_project", "load", "matches", "of_folder", "project_root", "restricted",
    "shown_folder",
]  # fmt: skip

EXPLAINED = "suppression-without-reason"
"""The rule that `require-reasons` switches on."""


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
    facts = tuple(glob for glob in config.facts.paths if not leads_out("facts.paths", glob.split("*")[0] or "."))
    if facts != config.facts.paths:
        changes["facts"] = dataclasses.replace(config.facts, paths=facts)
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


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry of a configuration says of a rule: its place, and the severity ("" for none) and options there.

    `override` is the number of the override that it stands in, None for `[rules]`.
    """

    override: int | None
    place: ConfigLines
    keys: tuple[str | int, ...]
    severity: str
    options: Mapping[str, Any]


class RuleSet:
    """Which rules hold for which post, by configuration and command line.

    `select` and `ignore` come from the command line and win over the file. `sources` says whether rules that need
    the network's answers run, `ledger` whether
    there is one: without it, rules that need it run where the configuration speaks of them. Raises ConfigError or
    RuleError.
    """

    def __init__(
        self,
        catalog: Catalog,
        config: Config,
        *,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        sources: bool = False,
        ledger: bool = True,
    ) -> None:
        self.catalog, self.config = catalog, config
        self._place = lines_of(config.path)
        self.renamed = catalog.why_renamed((*select, *ignore))
        """A line for each former id of a rule that is used."""
        for key, names in (("select", config.select), ("ignore", config.ignore)):
            self.renamed += [self.told_at(line, key) for line in catalog.why_renamed(names)]
        select = tuple(map(catalog.today_of, select))
        ignored = catalog.select((*ignore, *self._known(config.ignore, "ignore")))
        settings: dict[str, dict[str, Any]] = {}
        self._overrides: list[Override] = []
        self._override_places: list[tuple[Path, int | None]] = []
        self._by_override: list[dict[str, dict[str, Any]]] = []
        self._told_by: dict[tuple[int | None, str], tuple[ConfigLines, tuple[str | int, ...]]] = {}
        self._said: dict[str, list[Said]] = {}
        for layer in config.layers:
            place = lines_of(layer.path)
            settings = self._settings(layer.rules, place, ("rules",), settings)
            for number, override in enumerate(layer.overrides):
                self._overrides.append(override)
                at = ("overrides", number, "rules")
                self._override_places.append(place.where(("overrides", number, "paths")))
                self._by_override.append(self._settings(override.rules, place, at, {}))
        if config.require_reasons and (rule := catalog.rules.get(EXPLAINED)) is not None:
            # What the rules say of it lies over the key.
            settings = {EXPLAINED: {"severity": rule.severity, "options": {}}, **settings}
        overriding = set().union(*self._by_override) if self._by_override else set()
        said = {*settings, *overriding}
        self.on = frozenset(rule.id for rule in catalog.rules.values() if rule.enabled or rule.id in said)
        """The rules that are on by themselves or that the configuration speaks of."""
        chosen = catalog.select(select or self._known(config.select, "select"), self.on)
        self._base: dict[str, dict[str, Any]] = {}
        for rule in catalog.rules.values():
            is_on = rule.id in chosen if (select or config.select) else rule.enabled
            if (not is_on and rule.id not in settings and rule.id not in overriding) or rule.id in ignored:
                continue
            if (select or config.select) and rule.id not in chosen:
                continue
            if "sources" in rule.needs and not sources:
                continue
            if "ledger" in rule.needs and not ledger and rule.id not in said:
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
            self.renamed += [str(place.error(line, (*keys, name))) for line in self.catalog.why_renamed([name])]
            is_rule = self.catalog.today_of(name) in self.catalog.rules or "/" in name
            by_width.append((is_rule, name, ids, value))
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
                self._said.setdefault(id_, []).append(
                    Said(self._number(keys), place, (*keys, name), own or "", options)
                )
                if options:
                    told = _error_at(place, *keys, name)
                    as_options(find_check(rule.check), options, told, by_user=True)
        return found

    def _number(self, keys: tuple[str | int, ...]) -> int | None:
        """Which of all overrides is being read; None for none."""
        return len(self._by_override) if keys[0] == "overrides" else None

    def for_post(self, path: str) -> tuple[ActiveRule, ...]:
        """The rules that hold for the post at `path` (below the project's root), in the catalog's order."""
        return self._active(self._which(path))

    def said(self, path: str, rule: str) -> list[Said]:
        """What the configuration says of a rule for the post at a path, the first first: the later wins."""
        which = self._which(path)
        found = [one for one in self._said.get(rule, ()) if one.override is None]
        return found + [one for number in which for one in self._said.get(rule, ()) if one.override == number]

    def all_said(self) -> list[tuple[str, Said]]:
        """All that the configuration says of rules, with their ids."""
        return [(id_, one) for id_, entries in self._said.items() for one in entries]

    def overrides_for(self, path: str) -> list[tuple[Override, tuple[Path, int | None]]]:
        """The overrides that hold for a post, each with the file and line where it stands."""
        return [(self._overrides[number], self._override_places[number]) for number in self._which(path)]

    def _which(self, path: str) -> tuple[int, ...]:
        """The numbers of the overrides that hold for a post."""
        return tuple(
            number
            for number, override in enumerate(self._overrides)
            if path and any(matches(path, glob) for glob in override.paths)
        )

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
