"""`contentlint rules`."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path

import click


@click.command(short_help="List the rules.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
def rules(paths: tuple[Path, ...], format_: str) -> None:
    """List every rule with its severity and what it finds; PATHS add rules of your own."""
    from contentlint.catalog import catalog

    loaded = catalog.load(paths)
    if format_ == "json":
        keys = ("id", "category", "severity", "summary", "enabled")
        click.echo(json.dumps([{key: getattr(rule, key) for key in keys} for rule in loaded.rules.values()], indent=1))
        return
    width = max(len(id_) for id_ in loaded.rules)
    for category, group in groupby(loaded.rules.values(), key=lambda rule: rule.category):
        click.echo(click.style(category, bold=True))
        for rule in group:
            severity = rule.severity if rule.enabled else "off"
            click.echo(f"  {rule.id:<{width}}  {severity:<7}  {rule.summary}")
