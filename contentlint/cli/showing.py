"""`contentlint check --show-files` and `--show-settings`: what would be checked, and what decides how."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.catalog.catalog import builtin_root
from contentlint.cli import known, options
from contentlint.run import runner
from contentlint.run.config import Config
from contentlint.run.profiles import lines_of
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.run.config import ActiveRule, Said
    from contentlint.run.session import Options, Session

_SHOWN = (
    "select", "ignore", "fail_on", "max_warnings", "include", "exclude", "baseline", "baseline_strict",
    "require_reasons", "rule_paths", "rule_pages",
)  # fmt: skip
"""The keys of the configuration that are shown; tables are told of in other ways."""
_BY_COMMAND = "the command line"
_BY_NOBODY = "by default"


def files(paths: Sequence[Path], run_options: Options, format_: str) -> int:
    """Print the files that would be checked, one a line, or as a list in JSON; the exit code."""
    outcome = runner.Outcome()
    gathered = [
        (session, own, runner.posts_at(session, own, outcome.problems, outcome.skipped))
        for session, own in runner.sessions(paths, run_options)
    ]
    outcome.problems += runner.without_posts(gathered)
    found = [
        session.display(post)
        for session, _, posts in gathered
        for post in posts
        if session.changes is None or post in session.changes.former
    ]
    written = json.dumps(found, ensure_ascii=False, indent=1) + "\n" if format_ == "json" else _lines(found)
    options.show(written, None, is_text=format_ != "json")
    options.tell(outcome.problems)
    return 2 if outcome.problems else 0


def settings(paths: Sequence[Path], run_options: Options, format_: str) -> int:
    """Print what holds for a file or folder, and which file and line decided it; the exit code."""
    if len(paths) > 1:
        raise click.UsageError("--show-settings is for one file or folder")
    session, (path,) = runner.sessions(paths, run_options)[0]
    if session.changes is not None:
        raise click.UsageError("--since changes no settings: leave it out")
    found = _settings(session, path, run_options)
    if format_ == "json":
        options.show(json.dumps(found, ensure_ascii=False, indent=1) + "\n", None, is_text=False)
    else:
        options.show(_lines(_as_text(found)), None)
    options.tell(runner.notes(session))
    return 0


def _settings(session: Session, path: Path, run_options: Options) -> dict[str, Any]:
    is_file = not path.is_dir()
    post = session.relative(path) if is_file else ""
    config = session.config
    if is_file:
        why = session.why_paper(post)
    else:
        posts, _ = session.discover(path)
        why = "" if posts else "no post in this folder"
    site = session.sites.of(post) if is_file else (session.sites.all[0] if session.sites.all else None)
    root = session.sites.named(site.project.root or ".") if site is not None else ""
    every = session.rules.for_post(post)
    return {
        "path": session.display(session.relative(path)),
        "project": session.display("."),
        "configuration": known.shown(config.path) if config.path else "",
        "extends": [_named(base.path) for base in config.bases if base.path],
        "not_checked": why,
        "site": f"{site.generator}, in {session.display(root)}" if site is not None else "",
        "overrides": [
            {"paths": list(override.paths), "by": _place(place)}
            for override, place in session.rules.overrides_for(post)
        ],
        "settings": [_setting(config, name, run_options) for name in _SHOWN],
        "rules": [_rule(session, active, post, run_options) for active in every],
        "off": [
            {"rule": rule.id, "category": rule.category, "by": by}
            for rule in session.catalog.rules.values()
            if rule.id not in {active.rule.id for active in every}
            and (by := _why_off(session, rule.id, post, run_options))
        ],
    }  # fmt: skip


def _setting(config: Config, name: str, run_options: Options) -> dict[str, Any]:
    """A key of the configuration, its value, and who decided it."""
    said = getattr(run_options, name, None)
    value = said or getattr(config, name)
    if said:
        by = _BY_COMMAND
    else:
        layers = [layer for layer in config.layers if name in layer.given]
        by = _place(lines_of(layers[-1].path).where((name.replace("_", "-"),))) if layers else _BY_NOBODY
    shown = str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
    return {"name": name.replace("_", "-"), "value": shown, "by": by}


def _rule(session: Session, active: ActiveRule, post: str, run_options: Options) -> dict[str, Any]:
    """A rule that runs: its severity, the options that are not as they are by default, and who decided each."""
    rule, said = active.rule, session.rules.said(post, active.rule.id)
    deciding = [one for one in said if one.severity] or ([] if rule.enabled else said[:1])
    by = _of(deciding[-1]) if deciding else _BY_NOBODY
    if not deciding and not rule.enabled:
        by = _BY_COMMAND if rule.id in run_options.select else "require-reasons"
    changed = []
    for option in known.option_values(rule, active):
        if option["value"] != option["default"]:
            own = [one for one in said if option["name"] in {key.replace("_", "-") for key in one.options}]
            changed.append(
                {"name": option["name"], "value": option["value"], "by": _of(own[-1], option["name"]) if own else ""}
            )
    return {"rule": rule.id, "category": rule.category, "severity": active.severity, "by": by, "options": changed}


def _why_off(session: Session, rule: str, post: str, run_options: Options) -> str:
    """Who switched a rule off; "" for one that is off by itself, or runs in an audit only."""
    found, config = session.catalog.rules[rule], session.config
    select = session.catalog.select
    if rule in select(run_options.ignore):
        return f"--ignore, {_BY_COMMAND}"
    if rule in select(config.ignore):
        return f"ignore, {_place(lines_of(config.path).where(('ignore',)))}"
    said = [one for one in session.rules.said(post, rule) if one.severity]
    if said and said[-1].severity == "off":
        return _of(said[-1])
    if found.enabled and not ("sources" in found.needs and not run_options.sources):
        if run_options.select:
            return f"--select, {_BY_COMMAND}"
        if config.select:
            return f"select, {_place(lines_of(config.path).where(('select',)))}"
    return ""


def _of(said: Said, *more: str) -> str:
    return _place(said.place.where((*said.keys, *more)))


def _place(place: tuple[Path, int | None]) -> str:
    path, line = place
    return f"{_named(path)}:{line}" if line else _named(path)


def _named(path: Path | None) -> str:
    """A configuration file as people know it: a built-in profile by its name."""
    if path is None:
        return ""
    if path.is_relative_to(builtin_root()):
        return f"profile {path.stem}"
    return known.shown(path)


def _as_text(found: dict[str, Any]) -> list[str]:
    out = [on_one_line(found["path"])]
    heads = {
        "project": found["project"],
        "configuration": found["configuration"] or "none: everything by default",
        "extends": ", ".join(found["extends"]),
        "site": found["site"],
        "not checked": found["not_checked"],
    }
    out += [f"  {name:<15}{on_one_line(value)}" for name, value in heads.items() if value]
    for override in found["overrides"]:
        out.append(f"  {'override':<15}{on_one_line(', '.join(override['paths']))}  ({override['by']})")
    out += ["", "Settings"]
    for setting in found["settings"]:
        value = setting["value"]
        said = "none" if value in (None, "", []) else json.dumps(value, ensure_ascii=False)
        out.append(f"  {setting['name']:<17}{on_one_line(said)}  ({setting['by']})")
    out += ["", f"Rules that run: {len(found['rules'])}"]
    width = max((len(f"{one['category']}/{one['rule']}") for one in found["rules"]), default=0)
    for one in found["rules"]:
        out.append(f"  {one['category'] + '/' + one['rule']:<{width}}  {one['severity']:<7}  {one['by']}")
        for option in one["options"]:
            value = on_one_line(json.dumps(option["value"], ensure_ascii=False, default=str))
            shown = value if len(value) <= 60 else value[:59] + "…"
            out.append(f"      {option['name']} = {shown}  ({option['by'] or 'the rule'})")
    if found["off"]:
        out += ["", "Rules that are switched off"]
        width = max(len(f"{one['category']}/{one['rule']}") for one in found["off"])
        out += [f"  {one['category'] + '/' + one['rule']:<{width}}  {one['by']}" for one in found["off"]]
    return out


def _lines(lines: Sequence[str]) -> str:
    return "".join(on_one_line(line) + "\n" for line in lines)
