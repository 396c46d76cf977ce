"""`contentlint test`."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command(short_help="Run the examples of rules.")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
def test(paths: tuple[Path, ...]) -> None:
    """Run the examples of the rules and word lists in PATHS (files or folders), or of the built-in ones.

    Exit code: 0 when every example holds, 1 when one does not, 2 when a rule can't be read.
    """
    from contentlint.catalog import catalog
    from contentlint.run import testing

    loaded = catalog.load(paths, examples=True)
    roots = [path.resolve() for path in paths]

    def is_wanted(path: str) -> bool:
        return not roots or any(Path(path).resolve().is_relative_to(root) for root in roots)

    wanted = [rule for rule in loaded.rules.values() if is_wanted(rule.path)]
    lists = [name for name, words in loaded.vocabulary.items() if is_wanted(words.path)]
    failures = [failure for rule in wanted for failure in testing.run(rule, loaded)]
    failures += [failure for name in lists for failure in testing.run_list(name, loaded)]
    for failure in failures:
        click.echo(str(failure))
    examples = sum(len(rule.examples) for rule in wanted)
    examples += sum(len(loaded.vocabulary[name].examples) for name in lists)
    click.echo(f"{len(wanted)} rules, {len(lists)} word lists, {examples} examples: {len(failures)} failed")
    sys.exit(1 if failures or not (wanted or lists) else 0)
