"""`contentlint explain`."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentlint.cli import at, completing, explained, known, options

if TYPE_CHECKING:
    from contentlint.catalog.lexicon import WordList
    from contentlint.catalog.rule import Rule


@click.command(short_help="Explain a rule, a word list that rules use, or what was found on a line.")
@click.argument("name", metavar="RULE | FILE:LINE", shell_complete=completing.rule)
@options.config
@options.trust_config
@options.today
def explain(name: str, config: Path | None, trust_config: bool, today: dt.date) -> None:
    """Explain RULE: what it finds, why it matters, its options, and examples.

    FILE:LINE explains what is found there, and of claims what weighed for asking for a source, and against it.

    Rules of your own are those of the configuration's `rule-paths`. The name of a word list shows what the list is for,
    and its terms.
    """
    from contentlint.catalog.catalog import default_of, find_check, help_of
    from contentlint.catalog.datafile import with_marks
    from contentlint.catalog.options import settable
    from contentlint.errors import UsageError, nearest

    place = at.place(name)
    if place is not None and "/" in name and not place[0].exists() and not name.startswith(("http:", "https:")):
        raise UsageError(f"there is no file '{place[0]}' to explain a line of")
    if place is not None and place[0].is_file():
        explained.line(place[0], place[1], today=today, config=config, trust=trust_config)
        return
    here = known.here((), config, trust=trust_config)
    loaded = here.catalog
    id_ = loaded.today_of(name).rpartition("/")[2]
    options.tell(loaded.why_renamed([name]))
    if id_ in loaded.vocabulary and id_ not in loaded.rules:
        _explain_list(id_, loaded.vocabulary[id_])
        return
    if id_ not in loaded.rules:
        hint = nearest(id_, [*loaded.rules, *loaded.vocabulary])
        raise UsageError(
            f"no rule is called '{name}'" + (f"; did you mean '{hint}'?" if hint else "; see `contentlint rules`")
        )
    found = loaded.rules[id_]
    click.echo(click.style(f"{found.category}/{found.id}", bold=True) + f"  ({_said(found, here)})")
    click.echo(f"\n{found.summary}\n")
    for paragraph in found.why.split("\n\n"):
        click.echo(textwrap.fill(" ".join(paragraph.split()), 90) + "\n")
    settings = settable(find_check(found.check))
    if settings:
        click.echo(click.style("Options", bold=True))
        for option in settings:
            key = option.name.replace("_", "-")
            click.echo(f"  {key} = {default_of(option, found)}")
            click.echo(textwrap.indent(textwrap.fill(help_of(option), 86), "      "))
        click.echo()
    for title, is_bad in (("Reported", True), ("Not reported", False)):
        click.echo(click.style(title, bold=True))
        for example in [e for e in found.examples if e.is_bad is is_bad][:6]:
            click.echo(textwrap.indent(with_marks(example.text, example.spans).strip(), "  | "))
            click.echo()


def _said(rule: Rule, here: known.Known) -> str:
    """How bad a rule's findings are, and what of that the configuration changed."""
    usual = rule.severity if rule.enabled else "off"
    now = here.severity(rule)
    switched = f'; `{rule.id} = "off"` in [rules] switches it off' if now != "off" else ""
    if now != usual:
        return f"{now} by the configuration, {usual} without{switched}"
    return now + (switched or f'; `{rule.id} = "{rule.severity}"` in [rules] switches it on')


def _explain_list(name: str, words: WordList) -> None:
    from contentlint.catalog.datafile import with_marks
    from contentlint.catalog.lexicon import is_pattern

    click.echo(click.style(name, bold=True) + f"  (word list)\n\n{textwrap.fill(words.summary, 90)}\n")
    phrases = [term for term in words.terms if not is_pattern(term)]
    if phrases:
        click.echo(textwrap.indent(textwrap.fill(", ".join(phrases), 86, break_on_hyphens=False), "  "))
    for term in words.terms:
        if is_pattern(term):  # kept in one piece, to be copied
            click.echo(f"  {term}")
    if words.terms:
        click.echo()
    for key, value in words.values.items():
        click.echo(f"  {key} = {value:g}")
    if words.beside:
        click.echo(f"Looked for beside the words of {words.beside}.\n")
    for title, is_match in (("Found", True), ("Not found", False)):
        examples = [e for e in words.examples if bool(e.spans) is is_match]
        if examples:
            click.echo(click.style(title, bold=True))
            for example in examples:
                click.echo(f"  | {with_marks(example.text, example.spans)}")
            click.echo()
    click.echo(f"Change it in contentlint.toml: [vocabulary.{name}] with " + ("add, remove" if words.terms else "set"))
