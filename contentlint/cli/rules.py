"""`contentlint rules`."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import known, options

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule


@click.command(short_help="List the rules.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--category", type=options.Names(), default=(), help="Only rules of these categories, comma-separated.")
@click.option("--check", type=options.Names(), default=(), help="Only rules over these checks, comma-separated.")
@click.option("--text", default="", help="Only rules whose id, summary or reasons have these words.")
@click.option("--enabled", is_flag=True, help="Only rules that run here, be it in an audit.")
@options.config
@options.trust_config
def rules(
    paths: tuple[Path, ...],
    format_: str,
    category: tuple[str, ...],
    check: tuple[str, ...],
    text: str,
    enabled: bool,
    config: Path | None,
    trust_config: bool,
) -> None:
    """List every rule with its severity, as the configuration has it, and what it finds; PATHS add rules of your own.

    The configuration is that of the current folder; its `rule-paths` are listed, too.
    """
    found = known.here(paths, config, trust=trust_config)
    listed = found.catalog.rules.values()
    _refuse_unknown("category", category, {rule.category for rule in listed})
    checks = {name.replace("_", "-") for name in check}
    _refuse_unknown("check", checks, {rule.check.replace("_", "-") for rule in listed})
    wanted = [
        rule
        for rule in listed
        if (not category or rule.category in category)
        and (not checks or rule.check.replace("_", "-") in checks)
        and (not enabled or rule.id in found.active)
        and _has(rule, text)
    ]
    if format_ == "json":
        click.echo(json.dumps([_as_dict(rule, found) for rule in wanted], indent=1, ensure_ascii=False))
        return
    width = max((len(rule.id) for rule in wanted), default=0)
    for name, group in groupby(wanted, key=lambda rule: rule.category):
        click.echo(click.style(name, bold=True))
        for rule in group:
            click.echo(f"  {rule.id:<{width}}  {found.severity(rule):<7}  {rule.summary}")
    if not wanted:
        click.echo("no rule is so")


def _refuse_unknown(what: str, given: Any, there: set[str]) -> None:
    """Raises UsageError for a name that no rule has."""
    from contentlint.catalog.rule import CATEGORIES
    from contentlint.errors import UsageError, nearest

    names = sorted({*there, *(CATEGORIES if what == "category" else ())})
    for name in given:
        if name not in names:
            hint = nearest(name, names)
            more = f"; did you mean '{hint}'?" if hint else f"; there is: {', '.join(names)}"
            raise UsageError(f"no rule has the {what} '{name}'{more}")


def _has(rule: Rule, text: str) -> bool:
    said = " ".join((rule.id, rule.id.replace("-", " "), rule.summary, rule.why)).casefold()
    return all(word in said for word in text.casefold().split())


def _as_dict(rule: Rule, found: known.Known) -> dict[str, Any]:
    """A rule as the JSON contract has it (docs/json.md)."""
    from contentlint.catalog.catalog import builtin_root

    return {
        **{key: getattr(rule, key) for key in ("id", "category", "severity", "summary", "enabled")},
        "configured": found.severity(rule),
        "check": rule.check.replace("_", "-"),
        "why": " ".join(rule.why.split()),
        "needs": list(rule.needs),
        "languages": list(rule.languages),
        "fixable": known.is_fixable(rule),
        "path": "" if Path(rule.path).is_relative_to(builtin_root()) else rule.path,
        "options": known.option_values(rule, found.active.get(rule.id)),
    }
