"""What a configuration file says: `contentlint.toml`, or `[tool.contentlint]` in `pyproject.toml`."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

from contentlint.catalog.options import convert, why_wrong
from contentlint.errors import ConfigError, nearest
from contentlint.guard.boundary import TO_ALLOW, Boundary
from contentlint.guard.records import dataclass, field
from contentlint.guard.userdata import Unreadable, shown, text_of, toml
from contentlint.run.config_lines import ConfigLines
from contentlint.run.places import DEFAULT_FACTS
from contentlint.schema.finder import why_no_setting

SHARED = (
    "fail_on", "max_warnings", "require_reasons", "rule_pages", "rule_paths", "rules", "vocabulary", "overrides",
)  # fmt: skip
"""What of a configuration holds in those that extend it, too. All else is about its own folder."""


def _help(text: str, default: Any = None, **more: Any) -> Any:
    if callable(default):
        return field(default_factory=default, metadata={"help": text, **more})
    return field(default=default, metadata={"help": text, **more})


def _why_no_pages(address: str) -> str:
    """What is wrong with an address of the rules' pages, in words; "" for nothing."""
    is_address = address.startswith(("https://", "http://")) and "{rule}" in address and not re.search(r"\s", address)
    return "" if is_address or not address else "must be an address with {rule} in it, as in https://…/{rule}.md"


@dataclass(frozen=True)
class Override:
    """An `[[overrides]]` table: other settings of rules for posts whose path matches a glob."""

    paths: tuple[str, ...] = _help(
        "Globs of paths below the configuration file, such as 'posts/archive/**'.", (), globs="folder"
    )
    rules: Mapping[str, Any] = _help("As in [rules].", dict)


@dataclass(frozen=True)
class FrontMatterSettings:
    """The `[front-matter]` table."""

    schema: str = _help(
        "Path of a JSON Schema, or the name of a built-in profile (astro, hugo, jekyll, docusaurus), or 'none'; "
        "'auto' looks for one.",
        "auto",
    )
    schemas: Mapping[str, str] = _help(
        "Globs of posts to their schemas; the first that matches wins.", dict, globs="folder"
    )


@dataclass(frozen=True)
class FactsSettings:
    """The `[facts]` table."""

    paths: tuple[str, ...] = _help("Globs of the files of the ledger (docs/ledger.md).", DEFAULT_FACTS, globs="folder")


@dataclass(frozen=True)
class Config:
    """What one configuration file says. `root` is its folder; paths and globs in it are relative to that.

    `given` are the keys that it has; `bases` what it extends, in the order in which they hold. Globs of the overrides
    of a base are relative to the file that extends it, its `rule-paths` to its own folder.
    """

    root: Path = dataclasses.field(default_factory=Path, metadata={"internal": True})
    path: Path | None = dataclasses.field(default=None, metadata={"internal": True})
    is_trusted: bool = dataclasses.field(default=False, metadata={"internal": True})
    given: frozenset[str] = dataclasses.field(default=frozenset(), metadata={"internal": True})
    bases: tuple[Config, ...] = dataclasses.field(default=(), metadata={"internal": True})
    extend: str | tuple[str, ...] = _help(
        "What this one builds on, the later over the earlier, and this file over all: built-in profiles (recommended, "
        "seo, strict), paths of files in the repository, names that installed packages offer. Taken over are rules, "
        "vocabulary, overrides, rule-paths, rule-pages, require-reasons, fail-on and max-warnings.",
        (),
    )
    select: tuple[str, ...] = _help("Rules and categories to run; all that are enabled when empty.", ())
    ignore: tuple[str, ...] = _help("Rules and categories not to run.", ())
    fail_on: Literal["error", "warning", "info"] = _help("The mildest severity that makes the exit code 1.", "error")
    max_warnings: int | None = _help(
        "Warnings that one post may have; with more the exit code is 1. Without it, any number.", None, least=0
    )
    include: tuple[str, ...] = _help(
        "Globs of files to check in a folder; the site's content when empty.", (), globs="folder"
    )
    exclude: tuple[str, ...] = _help("Globs of files never to check in a folder.", (), globs="folder")
    baseline: str = _help("File of known findings that are not reported (docs/adopting.md).", "")
    baseline_strict: bool = _help(
        "Let the baseline only shrink: entries that no longer occur fail, and --write-baseline adds none.", False
    )
    require_reasons: bool = _help(
        "Report every suppression without a reason: switches the rule suppression-without-reason on.", False
    )
    rule_pages: str = _help(
        "Address of the rules' pages, with {rule} and maybe {category} in it, for reports that link them; by default "
        "those of contentlint.",
        "",
        wrong=_why_no_pages,
    )
    feedback: str = _help("File that `contentlint feedback` adds to.", ".contentlint/feedback.jsonl")
    rule_paths: tuple[str, ...] = _help("Folders or files with rules of your own.", ())
    max_file_size: int = _help("The largest post that is read, in bytes.", 5_000_000, least=1)
    rule_timeout: float = _help(
        "Seconds of CPU time that one rule may take for a post, as much once more for every 200,000 characters. All "
        "rules together, with reading the post, may take twice that. 0: no limit.",
        10.0,
        least=0,
        most=3600,
    )
    rules: Mapping[str, Any] = _help("Rule ids and categories to a severity, 'off', or a table of options.", dict)
    vocabulary: Mapping[str, Any] = _help("Word lists to tables with `add`, `remove`, `set`.", dict)
    overrides: tuple[Override, ...] = _help("Other settings of rules for some posts.", ())
    front_matter: FrontMatterSettings = _help("The schema of front matter.", FrontMatterSettings)
    facts: FactsSettings = _help("The ledger: facts that posts must agree with.", FactsSettings)
    site: Any = _help("How the site makes URLs of files (docs/configuration.md).", None)
    sources: Any = _help("How the audit reads sources (docs/configuration.md).", None)

    @property
    def layers(self) -> tuple[Config, ...]:
        """What it extends and itself, in the order in which they hold."""
        return (*self.bases, self)

    @property
    def rule_files(self) -> tuple[Path, ...]:
        """The folders and files of `rule-paths`, those of what it extends first."""
        return tuple(layer.root / path for layer in self.layers for path in layer.rule_paths)


def load(path: Path, *, trusted: bool = False) -> Config:
    """Read one configuration file, without what it extends. Raises ConfigError with file, line, nearest valid key.

    `trusted` is for one that the user names: what `restricted` would take out of others stays, and a link is followed
    wherever it leads.
    """
    if not trusted and not Boundary(path.parent).holds(path):
        raise ConfigError(
            f"is a link that leads out of the repository: not read; name it with --config, or allow it with {TO_ALLOW}",
            path=str(path),
        )
    try:
        text = text_of(path)
        data = toml(text)
    except Unreadable as error:
        raise ConfigError(error.reason, path=str(path), line=error.line) from None
    place = ConfigLines(path, text)
    if path.name == "pyproject.toml":
        for number, name in enumerate(("tool", "contentlint")):
            data = data.get(name, {})
            if not isinstance(data, dict):
                raise place.error(f"'{name}' must be a table, not {shown(data)}", ("tool", "contentlint")[: number + 1])
    if keys := _with_nul(data):
        raise place.error(f"'{'.'.join(keys)}' has a character that no file name and no rule can have (NUL)", keys)
    config = cast(Config, _fill(Config, data, place, ()))
    given = frozenset(key.replace("-", "_") for key in data)
    return dataclasses.replace(config, root=path.parent, path=path, is_trusted=trusted, given=given)


def _with_nul(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The keys that lead to the first text with a NUL character; none where there is none."""
    waiting: list[tuple[tuple[str, ...], Any]] = [((), data)]
    while waiting:
        keys, value = waiting.pop()
        if isinstance(value, Mapping):
            for key, part in value.items():
                if "\0" in key:
                    return (*keys, key.replace("\0", "\\0"))
                waiting.append(((*keys, key), part))
        elif isinstance(value, list):
            waiting.extend((keys, part) for part in value)
        elif isinstance(value, str) and "\0" in value:
            return keys
    return ()


def _override(data: Any, place: ConfigLines, keys: tuple[str | int, ...]) -> Override:
    """One of the overrides. One that holds for no post, or changes nothing, is a mistake."""
    made = cast(Override, _fill(Override, data, place, keys))
    if not made.paths:
        why = "an override without 'paths' holds for no post: give globs such as paths = ['archive/**']"
        raise place.error(why, (*keys, "paths"))
    if not made.rules:
        why = "an override without 'rules' changes nothing: give rules such as rules = { freshness = 'off' }"
        raise place.error(why, (*keys, "rules"))
    return made


def _dotted(keys: tuple[str | int, ...]) -> str:
    """A key as messages name it."""
    return ".".join(key for key in keys if isinstance(key, str))


def _fill(cls: Any, data: Any, place: ConfigLines, keys: tuple[str | int, ...]) -> Any:
    """An instance of a settings dataclass from a table; names with hyphens stand for fields with underscores."""
    if not isinstance(data, Mapping):
        raise place.error(f"'{_dotted(keys)}' must be a table, not {shown(data)}", keys)
    hints = typing.get_type_hints(cls)
    fields = {f.name: f for f in dataclasses.fields(cls) if not f.metadata.get("internal")}
    given: dict[str, Any] = {}
    for key, value in data.items():
        name = key.replace("-", "_")
        here = (*keys, key)
        if name not in fields:
            hint = nearest(name, list(fields))
            raise place.error(
                f"unknown key '{_dotted(here)}'"
                + (
                    f"; did you mean '{hint.replace('_', '-')}'?"
                    if hint
                    else f"; known here: {', '.join(sorted(f.replace('_', '-') for f in fields))}"
                ),
                here,
            )
        if name == "site" and cls is Config:
            from contentlint.site import SiteSettings
            from contentlint.site.generators.registry import why_no_generator

            given[name] = _fill(SiteSettings, value, place, here)
            if wrong := why_no_generator(given[name].generator):
                raise place.error(wrong, (*here, "generator"))
        elif name == "sources" and cls is Config:
            from contentlint.sources import SourceSettings

            given[name] = _fill(SourceSettings, value, place, here)
        elif name == "facts" and cls is Config:
            given[name] = _fill(FactsSettings, value, place, here)
        elif name == "front_matter" and cls is Config:
            given[name] = _fill(FrontMatterSettings, value, place, here)
            own = given[name]
            said = [(("schema",), own.schema), *((("schemas", glob), to) for glob, to in own.schemas.items())]
            for more, setting in said:
                if wrong := why_no_setting(setting):
                    raise place.error(f"front-matter.schema: {wrong}", (*here, *more))
        elif name == "overrides" and cls is Config:
            if not isinstance(value, list):
                raise place.error("overrides are written [[overrides]], with two brackets", here)
            given[name] = tuple(_override(item, place, (*here, number)) for number, item in enumerate(value))
        else:
            try:
                given[name] = convert(value, hints[name])
            except ValueError as problem:
                raise place.error(f"'{_dotted(here)}' must be {problem}, not {shown(value)}", here) from None
            if wrong := why_wrong(given[name], fields[name]):
                raise place.error(f"'{_dotted(here)}' {wrong}", here)
    try:
        return cls(**given)
    except ConfigError as error:  # settings know their names, and not where in the file they stand
        name = re.match(r"'([\w.-]+)'", error.message)
        raise place.error(error.message, tuple(name[1].split(".")) if name else keys) from None
