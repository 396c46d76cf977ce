"""Options that several commands share."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from contentlint.cli import colour
from contentlint.errors import UsageError
from contentlint.finding import SEVERITIES, Finding, Severity
from contentlint.guard import writing
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.run.runner import Outcome

F = TypeVar("F", bound=Callable[..., Any])


class _Day(click.ParamType):  # type: ignore[type-arg]
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        if isinstance(value, dt.date):
            return value
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"'{value}' is not a date like 2026-01-31", param, ctx)


class Names(click.ParamType):  # type: ignore[type-arg]
    """Names separated by commas."""

    name = "NAMES"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        if isinstance(value, tuple):
            return value
        return tuple(name.strip() for name in value.split(",") if name.strip())


def today(command: F) -> F:
    """`--today`: the clock."""
    return click.option(
        "--today", type=_Day(), default=dt.date.today, show_default="the date", help="The day to take for now."
    )(command)


config = click.option(
    "--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The configuration file."
)

trust_config = click.option(
    "--trust-config", is_flag=True, envvar="CONTENTLINT_TRUST_CONFIG",
    help="Let the checked folder's own configuration name hosts and tokens, and lead, like its links, out of the "
    "repository.",
)  # fmt: skip


def selection(command: F) -> F:
    """`--select`, `--ignore`, `--config`, `--trust-config`, `--no-cache`, `--jobs`."""
    for option in (
        click.option("--jobs", "-j", type=click.IntRange(1), help="Processes to use.  [default: one for each core]"),
        click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
        trust_config,
        config,
        click.option("--ignore", type=Names(), default=(), help="Rules and categories not to run."),
        click.option("--select", type=Names(), default=(), help="Only these rules and categories, comma-separated."),
    ):
        command = option(command)
    return command


every = click.option(
    "--every", is_flag=True,
    help="List every place of what over a third of the posts have; text, html and markdown tell it once.",
)  # fmt: skip


list_passed = click.option(
    "--list-passed", is_flag=True,
    help="List the rules that were checked and held as well, with what they measured (text, json, html, markdown).",
)  # fmt: skip


def fail_on(command: F) -> F:
    """`--fail-on`."""
    return click.option(
        "--fail-on",
        type=click.Choice(SEVERITIES),
        help="Exit with 1 for findings at or above this severity.  [default: error]",
    )(command)


def known_findings(command: F) -> F:
    """`--baseline`, `--no-baseline`, `--write-baseline`."""
    for option in (
        click.option(
            "--write-baseline", is_flag=True,
            help="Write what is found to the baseline, and report nothing that is in it from now on.",
        ),
        click.option("--no-baseline", is_flag=True, help="Report known findings too."),
        click.option(
            "--baseline", type=click.Path(dir_okay=False, path_type=Path),
            help="The file of known findings.  [default: the configuration's]",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


def baseline(baseline: Path | None, *, no_baseline: bool, write_baseline: bool) -> dict[str, Any]:
    """What `known_findings` gave, for `runner.Options`. Raises click.UsageError for what contradicts itself."""
    if no_baseline and (write_baseline or baseline):
        raise click.UsageError("--no-baseline goes with neither --baseline nor --write-baseline")
    return {"baseline": baseline, "use_baseline": not no_baseline, "write_baseline": write_baseline}


def exit_code(findings: list[Finding], threshold: Severity, problems: list[str], crowded: Sequence[str] = ()) -> int:
    """The exit code of the contract: 2 when something could not be done, 1 for findings, else 0.

    `crowded` are posts with more warnings than may be.
    """
    if problems:
        return 2
    if crowded:
        return 1
    worst = SEVERITIES.index(threshold)
    return 1 if any(SEVERITIES.index(f.severity) <= worst for f in findings) else 0


def show(written: str, output: Path | None, *, is_text: bool = True) -> None:
    """Print a report, or write it to a file. What programs read (not `is_text`) is UTF-8 whatever the terminal has.

    Raises UsageError without a standard output, and as `write_report`.
    """
    if output:
        write_report(output, written)
    elif sys.stdout is None:
        raise UsageError("standard output is closed: there is nowhere to report to")
    else:
        try:
            # Half a surrogate pair, of a file name or of a post, becomes \udcff, which JSON has as well.
            click.echo(written if is_text else written.encode("utf-8", "backslashreplace"), nl=False, color=True)
        except BrokenPipeError:  # `| head` has seen enough: the exit code says what was found all the same
            forget_output()


def forget_output() -> None:
    """Write to standard output no more; so that Python's own end does not stumble over it either."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


colour_of_text = click.option(
    "--color/--no-color", default=None,
    help="Colour in text output.  [default: on a terminal, if NO_COLOR and FORCE_COLOR say nothing]",
)  # fmt: skip


def is_coloured(said: bool | None, output: Path | None) -> bool:
    """True when a report is coloured. `said` is the command line's word; a report in a file has none without it."""
    return bool(said) if output is not None else colour.is_shown(sys.stdout, said)


def standard_input() -> bytes:
    """All of standard input. Raises UsageError when it is closed."""
    if sys.stdin is None:
        raise UsageError("standard input is closed: there is nothing to read")
    return sys.stdin.buffer.read()


def tell(lines: Iterable[str]) -> None:
    """Problems and notes, on standard error, each one line whatever is in it."""
    for line in lines:
        click.echo(f"contentlint: {on_one_line(line)}", err=True)


def finish(outcome: Outcome, fail_on: Severity | None) -> NoReturn:
    """Tell what could not be done, and end with the exit code."""
    tell(outcome.problems + outcome.notes + outcome.crowded)
    sys.exit(exit_code(outcome.findings, fail_on or outcome.fail_on, outcome.problems, outcome.crowded))


def write_report(output: Path, text: str) -> None:
    """Write a report to a file. Raises WriteError when that can't be."""
    writing.write(output, text.encode("utf-8", "backslashreplace"), special=True)
