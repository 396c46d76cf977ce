"""Options that several commands share."""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from contentlint.cli import colour
from contentlint.cli.terminal import safe, safe_json, safe_markup
from contentlint.errors import UsageError
from contentlint.finding import SEVERITIES, Severity
from contentlint.guard import writing
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from contentlint.run.runner import Options, Outcome

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
    """Names separated by commas. A shell completes the last one with what `known` gives: names with a word on each."""

    name = "NAMES"

    def __init__(self, known: Callable[[], Iterable[tuple[str, str]]] | None = None) -> None:
        self._known = known

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """The names that may stand there, after those that do."""
        from click.shell_completion import CompletionItem

        before, comma, begun = incomplete.rpartition(",")
        given = before.split(",")
        names = self._known() if self._known else ()
        return [
            CompletionItem(before + comma + name, help=said)
            for name, said in names
            if name.startswith(begun) and name not in given
        ]

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


def _rules() -> Iterable[tuple[str, str]]:
    from contentlint.cli.completing import rules

    return rules()


def together(_: Any, __: Any, given: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The names of an option that may be given several times: they add up."""
    return tuple(dict.fromkeys(name for names in given for name in names))


def selection(command: F) -> F:
    """`--select`, `--ignore`, `--config`, `--trust-config`, `--no-cache`, `--jobs`."""
    names: dict[str, Any] = {"type": Names(_rules), "multiple": True, "callback": together}
    for option in (
        click.option("--jobs", "-j", type=click.IntRange(1), help="Processes to use.  [default: one for each core]"),
        click.option("--no-cache", is_flag=True, help="Neither read nor write the cache."),
        trust_config,
        config,
        click.option("--ignore", **names, help="Rules and categories not to run. Given again, it adds to them."),
        click.option(
            "--select", **names, help="Only these rules and categories, comma-separated. Given again, it adds to them."
        ),
    ):
        command = option(command)
    return command


def reports(command: F) -> F:
    """What is written, and where: `--format` to `--color`."""
    from contentlint.cli.output import FORMATS

    for option in (
        click.option(
            "--color/--no-color", default=None,
            help="Colour in text output.  [default: on a terminal, if NO_COLOR and FORCE_COLOR say nothing]",
        ),
        click.option(
            "--list-passed", is_flag=True,
            help="List the rules that were checked and held as well, with what they measured (text, json, html, "
            "markdown).",
        ),
        click.option(
            "--every", is_flag=True,
            help="List every place of what over a third of the posts have (text, html and markdown tell it once), and "
            "every place where a post says the same against the ledger.",
        ),
        click.option("--profile", is_flag=True, help="Say where the time went: the parts of the run, and the rules."),
        click.option("--verbose", "-v", is_flag=True, help="Say what was done: files, time, the slowest rules."),
        click.option(
            "--statistics", is_flag=True, help="Count the findings of each rule instead of listing them (text, json)."
        ),
        click.option(
            "--output", "-o", "outputs", multiple=True, metavar="[FORMAT=]FILE",
            help="Write the report to a file; FORMAT=FILE writes one more, and may be given any number of times.",
        ),
        click.option(
            "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Output format.  [default: text]"
        ),
    ):  # fmt: skip
        command = option(command)
    return command


quiet = click.option("--quiet", "-q", is_flag=True, help="Show findings and problems, and nothing else.")


def fixes(command: F) -> F:
    """`--fix`, `--unsafe-fixes`, `--diff`."""
    for option in (
        click.option(
            "--diff", is_flag=True,
            help="Show what --fix would change, and write nothing. Exit code 1 when there is something to fix.",
        ),
        click.option(
            "--unsafe-fixes", is_flag=True, help="With --fix or --diff: fixes that may change the meaning, too."
        ),
        click.option("--fix", is_flag=True, help="Apply the fixes that are safe, then report what is left."),
    ):  # fmt: skip
        command = option(command)
    return command


fail_on = click.option(
    "--fail-on", type=click.Choice(SEVERITIES),
    help="Exit with 1 for findings at or above this severity.  [default: error]",
)  # fmt: skip


def exits(command: F) -> F:
    """`--fail-on`, `--exit-zero`."""
    for option in (
        click.option("--exit-zero", is_flag=True, help="Exit with 0 whatever is found; with 2 for problems as ever."),
        fail_on,
    ):
        command = option(command)
    return command


baseline_file = click.option(
    "--baseline", type=click.Path(dir_okay=False, path_type=Path),
    help="The file of known findings.  [default: the configuration's]",
)  # fmt: skip


def known_findings(command: F) -> F:
    """`--baseline`, `--no-baseline`, `--write-baseline`, `--baseline-strict`."""
    for option in (
        click.option(
            "--baseline-strict", is_flag=True,
            help="Let the baseline only shrink: entries that no longer occur fail, and --write-baseline adds none.",
        ),
        click.option(
            "--write-baseline", is_flag=True,
            help="Write what is found to the baseline, and report nothing that is in it from now on.",
        ),
        click.option("--no-baseline", is_flag=True, help="Report known findings too."),
        baseline_file,
    ):  # fmt: skip
        command = option(command)
    return command


def of_run(given: dict[str, Any], **more: Any) -> Options:
    """What `selection`, `known_findings`, `fixes` and `reports` gave, and `more`, as options of a run.

    Raises click.UsageError for what contradicts itself.
    """
    from contentlint.run import runner

    if given["no_baseline"] and (given["write_baseline"] or given["baseline"] or given["baseline_strict"]):
        raise click.UsageError("--no-baseline goes with none of --baseline, --write-baseline and --baseline-strict")
    if given["diff"] and given["write_baseline"]:
        raise click.UsageError("--diff writes nothing, and --write-baseline does: give them one after the other")
    return runner.Options(
        today=given["today"], select=given["select"], ignore=given["ignore"], config=given["config"],
        trust_config=given["trust_config"], use_cache=not given["no_cache"], jobs=given["jobs"] or 0,
        fix=given["fix"] and not given["diff"], diff=given["diff"], unsafe_fixes=given["unsafe_fixes"],
        lists_held=given["list_passed"], is_timed=given["verbose"] or given["profile"], baseline=given["baseline"],
        use_baseline=not given["no_baseline"], write_baseline=given["write_baseline"],
        baseline_strict=given["baseline_strict"] or None, **more,
    )  # fmt: skip


_MARKUP, _COMMANDS = ("<",), ("::",)


def show(written: str, output: Path | None, *, is_text: bool = True) -> None:
    """Print a report, or write it to a file. What programs read (not `is_text`) is UTF-8 whatever the terminal has.

    Raises UsageError without a standard output, and as `write_report`.
    """
    if is_text:
        written = safe(written)
    elif written.startswith(_MARKUP):
        written = safe_markup(written)
    elif not written.startswith(_COMMANDS):  # those of GitHub's runner are meant, and made safe where they are made
        written = safe_json(written)
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
    if isinstance(getattr(sys.stdout, "stream", sys.stdout), io.TextIOWrapper):
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


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


def show_diffs(outcome: Outcome, color: bool | None) -> NoReturn:
    """Print what the fixes would change, and end: exit code 1 when that is anything, 2 for problems."""
    written = "".join(outcome.diffs)
    if sys.stdout is not None and sys.stdout.isatty():
        # A post must not steer the terminal; a program that applies the diff gets every character.
        written = "".join(c if c.isprintable() or c in "\n\t" else "\ufffd" for c in written)
    if is_coloured(color, None):
        codes = {"+": "32", "-": "31", "@": "36"}
        lines = written.splitlines(keepends=True)
        written = "".join(f"\x1b[{codes[r[0]]}m{r[:-1]}\x1b[0m\n" if r[0] in codes else r for r in lines)
    show(written, None, is_text=False)
    count = f"{outcome.fixed} finding{'s' * (outcome.fixed != 1)} in {len(outcome.diffs)} post"
    tell([*outcome.problems, f"would fix {count}{'s' * (len(outcome.diffs) != 1)}"])
    sys.exit(2 if outcome.problems else int(bool(outcome.diffs)))


def finish(
    outcome: Outcome, fail_on: Severity | None, *, quiet: bool = False, exit_zero: bool = False, is_told: bool = False
) -> NoReturn:
    """Tell what could not be done, and end with the exit code of the contract.

    `is_told` says that a report on standard output names what fails beside the findings.
    """
    tell([*outcome.problems, *([] if quiet else outcome.notes), *(() if is_told else outcome.failures)])
    sys.exit(exit_code(outcome, fail_on, exit_zero=exit_zero))


def exit_code(outcome: Outcome, fail_on: Severity | None, *, exit_zero: bool = False) -> int:
    """2 when something could not be done, 1 for findings at or above `fail_on`, else 0.

    Without `fail_on` it is what each project's configuration says. `exit_zero` is for those who only want to see.
    """
    if outcome.problems:
        return 2
    return int(not exit_zero and (bool(outcome.failures) or outcome.fails(fail_on)))


def write_report(output: Path, text: str) -> None:
    """Write a report to a file. Raises WriteError when that can't be."""
    writing.write(output, text.encode("utf-8", "backslashreplace"), special=True)
