"""`contentlint explain FILE:LINE`: what was found on a line, why it matters, and what weighed for it and against it."""

from __future__ import annotations

import datetime as dt
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentlint.cli import at, options
from contentlint.errors import UsageError
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule
    from contentlint.finding import Finding

_WIDTH = 90


def line(file: Path, number: int, *, today: dt.date, config: Path | None = None, trust: bool = False) -> None:
    """Print the findings on a line of a file, each with why it is one. Raises UsageError where there is none."""
    from contentlint.run import runner

    run_options = runner.Options(today=today, config=config, trust_config=trust, use_baseline=False)
    outcome = runner.check([file], run_options)
    options.tell(outcome.problems)
    found, every = at.on_line(outcome, number)
    session = runner.sessions([file], run_options)[0][0]
    name = session.display(session.relative(file))
    if not found:
        raise UsageError(at.nothing(outcome, every, name, number))
    for finding in found:
        _show(finding, session.catalog.rules.get(finding.rule))


def _show(finding: Finding, rule: Rule | None) -> None:
    place = f"{finding.line}:{finding.column}"
    click.echo(click.style(f"{finding.category}/{finding.rule}", bold=True) + f"  ({finding.severity})  {place}")
    click.echo(on_one_line(f"“{finding.excerpt}”"))
    click.echo(_filled(finding.statement))
    for reason in finding.reasons:
        click.echo(_filled(reason, "  - "))
    if rule is not None:
        click.echo()
        for paragraph in rule.why.split("\n\n"):
            click.echo(_filled(paragraph) + "\n")


def _filled(text: str, before: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()), _WIDTH, initial_indent=before, subsequent_indent=" " * len(before),
        break_on_hyphens=False,
    )  # fmt: skip
