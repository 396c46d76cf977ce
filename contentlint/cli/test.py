"""`contentlint test`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="Run the examples of rules.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def test(paths: tuple[Path, ...]) -> None:
    """Run the examples of the rules in PATHS (files or folders), or of the built-in rules.

    Exit code: 0 when every example holds, 1 when one does not, 2 when a rule can't be read.
    """
    from contentlint import catalog, testing

    loaded = catalog.load(paths, examples=True)
    roots = [path.resolve() for path in paths]
    wanted = [
        rule
        for rule in loaded.rules.values()
        if not roots or any(Path(rule.path).resolve().is_relative_to(root) for root in roots)
    ]
    failures = [failure for rule in wanted for failure in testing.run(rule, loaded)]
    for failure in failures:
        click.echo(str(failure))
    examples = sum(len(rule.examples) for rule in wanted)
    click.echo(f"{len(wanted)} rules, {examples} examples: {len(failures)} failed")
    sys.exit(1 if failures or not wanted else 0)
