"""The user's configuration: `contentlint.toml`, or `[tool.contentlint]` in `pyproject.toml`."""

from __future__ import annotations

import dataclasses
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

from contentlint.catalog import Catalog, as_options, convert, find_check
from contentlint.config_lines import ConfigLines
from contentlint.errors import ConfigError, nearest
from contentlint.finding import SEVERITIES, Severity
from contentlint.lexicon import Lexicon, why_wrong
from contentlint.rule import Rule

FILE_NAME = "contentlint.toml"

SITE_MARKERS = (
    "astro.config.*", "hugo.*", "config/_default", "_config.yml", "_config.yaml", ".eleventy.js", "eleventy.config.*",
    "docusaurus.config.*", "next.config.*", "mkdocs.yml", "mkdocs.yaml", ".vitepress", "pelicanconf.py", "config.toml",
)  # fmt: skip
"""Files that stand at the root of a site; the root of the project when there is no configuration."""


def _help(text: str, default: Any = None, **more: Any) -> Any:
    if callable(default):
        return field(default_factory=default, metadata={"help": text, **more})
    return field(default=default, metadata={"help": text, **more})


@dataclass(frozen=True)
class Override:
    """An `[[overrides]]` table: other settings of rules for posts whose path matches a glob."""

    paths: tuple[str, ...] = _help("Globs of paths below the configuration file, such as 'posts/archive/**'.", ())
    rules: Mapping[str, Any] = _help("As in [rules].", dict)


@dataclass(frozen=True)
class FrontMatterSettings:
    """The `[front-matter]` table."""

    schema: str = _help(
        "Path of a JSON Schema, or the name of a built-in profile (astro, hugo, jekyll, docusaurus), or 'none'; "
        "'auto' looks for one.",
        "auto",
    )
    schemas: Mapping[str, str] = _help("Globs of posts to their schemas; the first that matches wins.", dict)


@dataclass(frozen=True)
class Config:
    """What one configuration file says. `root` is its folder; paths and globs in it are relative to that."""

    root: Path = dataclasses.field(default_factory=Path, metadata={"internal": True})
    path: Path | None = dataclasses.field(default=None, metadata={"internal": True})
    select: tuple[str, ...] = _help("Rules and categories to run; all that are enabled when empty.", ())
    ignore: tuple[str, ...] = _help("Rules and categories not to run.", ())
    fail_on: Literal["error", "warning", "info"] = _help("The mildest severity that makes the exit code 1.", "error")
    include: tuple[str, ...] = _help("Globs of files to check in a folder; the site's content when empty.", ())
    exclude: tuple[str, ...] = _help("Globs of files never to check in a folder.", ())
    baseline: str = _help("File of known findings that are not reported (docs/adopting.md).", "")
    rule_paths: tuple[str, ...] = _help("Folders or files with rules of your own.", ())
    max_file_size: int = _help("The largest post that is read, in bytes.", 5_000_000)
    rule_timeout: float = _help("Seconds that one rule may take for one post.", 10.0)
    rules: Mapping[str, Any] = _help("Rule ids and categories to a severity, 'off', or a table of options.", dict)
    vocabulary: Mapping[str, Any] = _help("Word lists to tables with `add`, `remove`, `set`.", dict)
    overrides: tuple[Override, ...] = _help("Other settings of rules for some posts.", ())
    front_matter: FrontMatterSettings = _help("The schema of front matter.", FrontMatterSettings)
    site: Any = _help("How the site makes URLs of files (docs/configuration.md).", None)
    sources: Any = _help("How the audit reads sources (docs/configuration.md).", None)


def folder_of(start: Path) -> Path:
    """A folder itself, or the folder of a file, as an absolute path without `..`."""
    # Not resolve(): what a link leads into is looked at where the link stands. Not absolute(): it keeps "..".
    return Path(os.path.abspath(start if start.is_dir() else start.parent))  # noqa: PTH100


def find(start: Path) -> Path | None:
    """The configuration file that holds for a file or folder: the nearest, going up."""
    return _find(folder_of(start))


@cache
def _find(folder: Path) -> Path | None:
    for place in (folder, *folder.parents):
        if (own := place / FILE_NAME).is_file():
            return own
        pyproject = place / "pyproject.toml"
        if pyproject.is_file() and _has_table(pyproject):
            return pyproject
    return None


def _has_table(pyproject: Path) -> bool:
    try:
        return "contentlint" in tomllib.loads(pyproject.read_text(encoding="utf-8")).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False


def project_root(start: Path) -> Path:
    """The folder that stands for the project of a file or folder without configuration.

    The nearest one, going up, that looks like a site's root or is a git work tree; else the folder itself.
    """
    return _project_root(folder_of(start))


@cache
def _project_root(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if is_project(place)), folder)


@cache
def is_project(folder: Path) -> bool:
    """True for a folder that looks like a site's root or is a git work tree."""
    return (folder / ".git").exists() or any(
        any(folder.glob(marker)) if "*" in marker else (folder / marker).exists() for marker in SITE_MARKERS
    )


def load(path: Path) -> Config:
    """Read a configuration file. Raises ConfigError with file, line and the nearest valid key."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ConfigError("is not UTF-8: save it as UTF-8", path=str(path)) from None
    except OSError as error:
        raise ConfigError(f"can't be read: {error.strerror}", path=str(path)) from None
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(
            f"is not valid TOML: {error}", path=str(path), line=int(line.group(1)) if line else None
        ) from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("contentlint", {})
    place = ConfigLines(path, text)
    config = cast(Config, _fill(Config, data, place, ()))
    return dataclasses.replace(config, root=path.parent, path=path)


def _fill(cls: Any, data: Any, place: ConfigLines, keys: tuple[str, ...]) -> Any:
    """An instance of a settings dataclass from a table; names with hyphens stand for fields with underscores."""
    if not isinstance(data, Mapping):
        raise place.error(f"{'.'.join(keys)} must be a table", keys)
    import typing

    hints = typing.get_type_hints(cls)
    fields = {f.name: f for f in dataclasses.fields(cls) if not f.metadata.get("internal")}
    given: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        here = (*keys, key)
        if name not in fields:
            hint = nearest(name, list(fields))
            raise place.error(
                f"unknown key '{'.'.join(here)}'"
                + (
                    f"; did you mean '{hint.replace('_', '-')}'?"
                    if hint
                    else f"; known here: {', '.join(sorted(f.replace('_', '-') for f in fields))}"
                ),
                here,
            )
        if name == "site" and cls is Config:
            from contentlint.site import SiteSettings

            given[name] = _fill(SiteSettings, value, place, here)
        elif name == "sources" and cls is Config:
            from contentlint.sources import SourceSettings

            given[name] = _fill(SourceSettings, value, place, here)
        elif name == "front_matter" and cls is Config:
            given[name] = _fill(FrontMatterSettings, value, place, here)
        elif name == "overrides" and cls is Config:
            if not isinstance(value, list):
                raise place.error("overrides are written [[overrides]], with two brackets", here)
            given[name] = tuple(_fill(Override, item, place, here) for item in value)
        else:
            try:
                given[name] = convert(value, hints[name])
            except ValueError as problem:
                raise place.error(f"'{'.'.join(here)}' must be {problem}, not {value!r}", here) from None
    return cls(**given)


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
        place = ConfigLines(config.path or Path(FILE_NAME), config.path.read_text("utf-8") if config.path else "")
        self._place = place
        chosen = catalog.select(select or self._known(config.select, "select"))
        ignored = catalog.select((*ignore, *self._known(config.ignore, "ignore")))
        settings = self._settings(config.rules, ("rules",))
        self._by_override = [self._settings(o.rules, ("overrides", "rules")) for o in config.overrides]
        overriding = set().union(*self._by_override) if self._by_override else set()
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
        self.vocabulary = self._vocabulary()
        self._made: dict[tuple[int, ...], tuple[ActiveRule, ...]] = {}
        self.for_post("")  # wrong options are told at once, not at the first post

    def _known(self, names: tuple[str, ...], key: str) -> tuple[str, ...]:
        from contentlint.errors import RuleError

        try:
            self.catalog.select(names)
        except RuleError as error:
            raise self._place.error(error.message, (key,)) from None
        return names

    def _settings(self, rules: Mapping[str, Any], keys: tuple[str, ...]) -> dict[str, dict[str, Any]]:
        """Settings by rule id; a rule's own win over its category's."""
        found: dict[str, dict[str, Any]] = {}
        from contentlint.errors import RuleError

        by_width = []
        for name, value in rules.items():
            try:
                ids = self.catalog.select([name])
            except RuleError as error:
                raise self._place.error(error.message, (*keys, name)) from None
            by_width.append((name in self.catalog.rules or "/" in name, name, ids, value))
        for is_rule, name, ids, value in sorted(by_width, key=lambda entry: entry[0]):
            table = value if isinstance(value, Mapping) else {"severity": value}
            severity = table.get("severity")
            if severity is not None and severity not in (*SEVERITIES, "off"):
                raise self._place.error(
                    f"'{name}' must be one of {', '.join(SEVERITIES)}, off, or a table of options, not {severity!r}",
                    (*keys, name),
                )
            options = {k: v for k, v in table.items() if k != "severity"}
            if options and not is_rule:
                raise self._place.error(f"'{name}' is a category: options belong to single rules", (*keys, name))
            for id_ in ids:
                found[id_] = _merged(
                    found.get(id_, {}), {**({"severity": severity} if severity else {}), "options": options}
                )
                if options:
                    rule = self.catalog.rules[id_]
                    as_options(
                        find_check(rule.check), options, lambda m, k, n=name: self._place.error(m, (*keys, n, str(k)))
                    )
        return found

    def _vocabulary(self) -> Lexicon:
        lists = dict(self.catalog.vocabulary)
        for name, change in self.config.vocabulary.items():
            keys = ("vocabulary", name)
            if name not in lists:
                hint = nearest(name, list(lists))
                raise self._place.error(
                    f"no word list is called '{name}'" + (f"; did you mean '{hint}'?" if hint else ""), keys
                )
            if not isinstance(change, Mapping) or set(change) - {"add", "remove", "set"}:
                raise self._place.error(f"'vocabulary.{name}' is a table with `add`, `remove` and `set`", keys)
            for term in (*change.get("add", ()), *change.get("remove", ())):
                if not isinstance(term, str):
                    raise self._place.error(f"a term of '{name}' must be text, not {term!r}", keys)
                if wrong := why_wrong(term):
                    raise self._place.error(wrong, keys)
            given, values = lists[name], change.get("set", {})
            for value in values:
                if value not in given.values or not isinstance(values[value], int | float):
                    raise self._place.error(f"'{name}' has no number called '{value}' to set", keys)
            removed = set(change.get("remove", ()))
            lists[name] = dataclasses.replace(
                given,
                terms=tuple(t for t in given.terms if t not in removed),
                added=tuple(change.get("add", ())),
                values={**given.values, **values},
            )
        return Lexicon(lists)

    def for_post(self, path: str) -> tuple[ActiveRule, ...]:
        """The rules that hold for the post at `path` (below the project's root), in the catalog's order."""
        which = tuple(
            number
            for number, override in enumerate(self.config.overrides)
            if path and any(matches(path, glob) for glob in override.paths)
        )
        if which not in self._made:
            active = []
            for id_, base in self._base.items():
                own = base
                for number in which:
                    own = _merged(own, self._by_override[number].get(id_, {}))
                if own["severity"] == "off":
                    continue
                rule = self.catalog.rules[id_]
                options = as_options(
                    find_check(rule.check), own["options"], lambda m, k, r=id_: self._place.error(m, ("rules", r, k))
                )
                active.append(ActiveRule(rule, own["severity"], options))
            self._made[which] = tuple(active)
        return self._made[which]


def _merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **({"severity": over["severity"]} if over.get("severity") else {}),
        "options": {
            **{k.replace("-", "_"): v for k, v in base.get("options", {}).items()},
            **{k.replace("-", "_"): v for k, v in over.get("options", {}).items()},
        },
    }


@cache
def _glob(pattern: str) -> re.Pattern[str]:
    """A glob as in .gitignore: `*` within a folder, `**` across them; a pattern without a slash matches a name."""
    anchored = "/" in pattern.rstrip("/")
    out, at = "", 0
    pattern = pattern.lstrip("/").removeprefix("./")
    if pattern.endswith("/"):
        pattern += "**"
    while at < len(pattern):
        if pattern.startswith("**/", at):
            out, at = out + "(?:[^/]+/)*", at + 3
        elif pattern.startswith("**", at):
            out, at = out + ".*", at + 2
        elif pattern[at] == "*":
            out, at = out + "[^/]*", at + 1
        elif pattern[at] == "?":
            out, at = out + "[^/]", at + 1
        else:
            out, at = out + re.escape(pattern[at]), at + 1
    return re.compile(("" if anchored else "(?:.*/)?") + out)


def matches(path: str, pattern: str) -> bool:
    """True when a glob matches a path with forward slashes, or a folder that the path is in."""
    regex = _glob(pattern)
    return regex.fullmatch(path) is not None or any(
        regex.fullmatch(path[:at]) for at, char in enumerate(path) if char == "/"
    )
