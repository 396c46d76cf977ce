"""`contentlint explain`."""

from __future__ import annotations

import textwrap
from dataclasses import fields

import click


@click.command(short_help="Explain a rule: what it finds, why, and its options.")
@click.argument("rule")
def explain(rule: str) -> None:
    """Explain RULE: what it finds, why it matters, its options, and examples."""
    from contentlint import catalog
    from contentlint.catalog import default_of, help_of
    from contentlint.errors import UsageError, nearest

    loaded = catalog.load(examples=True)
    id_ = rule.rpartition("/")[2]
    if id_ not in loaded.rules:
        hint = nearest(id_, list(loaded.rules))
        raise UsageError(
            f"no rule is called '{rule}'" + (f"; did you mean '{hint}'?" if hint else "; see `contentlint rules`")
        )
    found = loaded.rules[id_]
    click.echo(click.style(f"{found.category}/{found.id}", bold=True) + f"  ({found.severity})")
    click.echo(f"\n{found.summary}\n")
    for paragraph in found.why.split("\n\n"):
        click.echo(textwrap.fill(" ".join(paragraph.split()), 90) + "\n")
    options = fields(catalog.find_check(found.check).Options)
    if options:
        click.echo(click.style("Options", bold=True))
        for option in options:
            name = option.name.replace("_", "-")
            click.echo(f"  {name} = {default_of(option, found)}")
            click.echo(textwrap.indent(textwrap.fill(help_of(option), 86), "      "))
        click.echo()
    for title, is_bad in (("Reported", True), ("Not reported", False)):
        click.echo(click.style(title, bold=True))
        for example in [e for e in found.examples if e.is_bad is is_bad][:6]:
            marked = example.text
            for start, end in sorted(example.spans, reverse=True):
                marked = marked[:start] + "⟦" + marked[start:end] + "⟧" + marked[end:]
            click.echo(textwrap.indent(marked.strip(), "  | "))
            click.echo()
