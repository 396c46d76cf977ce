"""`contentlint hook`: what pre-commit calls."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.finding import Finding, Severity
    from contentlint.run.outcome import Outcome
    from contentlint.run.session import Options

_COMMITTED = "HEAD"
_MERGED = "MERGE_HEAD"


@click.command(short_help="Check what is about to be committed: for pre-commit.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--changed", is_flag=True, help="Tell what the change brings, in the posts it changes and in all others.")
@click.option("--since", metavar="REF", help="With --changed, the commit to compare with.  [default: HEAD]")
@click.option(
    "--lines", "most", type=click.IntRange(1), default=20, show_default=True,
    help="Errors, and warnings, that are listed at most.",
)  # fmt: skip
@options.baseline_file
@options.exits
@options.selection
@options.today
def hook(
    paths: tuple[Path, ...],
    changed: bool,
    since: str | None,
    most: int,
    baseline: Path | None,
    fail_on: Severity | None,
    exit_zero: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: Path | None,
    trust_config: bool,
    no_cache: bool,
    jobs: int | None,
    today: dt.date,
) -> None:
    """Check PATHS, or with --changed what is about to be committed, and say nothing when there is nothing to say.

    A finding is a line; errors come first, and of each kind those that the change touches. Notes (info) are left out:
    `contentlint check` lists everything. Exit codes are those of `contentlint check`.

    With --changed the whole site is judged, as it is and as it was: links that break in a post which was not touched
    are found, and findings that were there before are not told. In a merge, what either side had before is none.
    """
    from contentlint.run import runner

    if since is not None and not changed:
        raise click.UsageError("--since goes with --changed")
    run_options = runner.Options(
        today=today, select=select, ignore=ignore, config=config, trust_config=trust_config,
        use_cache=not no_cache, jobs=jobs or 0, baseline=baseline, may_be_empty=True,
    )  # fmt: skip
    if not changed and not paths:
        return
    outcome = _changed(paths, run_options, since) if changed else runner.check(paths, run_options)
    is_touched = (lambda finding: True) if changed else _touched(outcome)
    for line in told(outcome, most, is_touched, paths if not changed else ()):
        click.echo(on_one_line(line))
    options.finish(outcome, fail_on, quiet=True, exit_zero=exit_zero)


def _changed(paths: Sequence[Path], run_options: Options, since: str | None) -> Outcome:
    """What is new since a commit; in a merge, what neither side had. The whole when there is no commit yet."""
    from contentlint.run import git, runner

    where = paths or (Path(),)
    untracked = git.untracked(Path())  # of these nothing is committed

    def is_committed(finding: Finding) -> bool:
        return finding.path not in untracked

    run_options = replace(run_options, keeps=is_committed)
    if since is not None or not _is_there(_COMMITTED):
        return runner.check(where, replace(run_options, since=since or ""))
    if not _is_there(_MERGED):
        return runner.check(where, replace(run_options, since=_COMMITTED))
    other = runner.check(where, replace(run_options, since=_MERGED))
    new = {(one.path, one.fingerprint) for one in other.findings}

    def is_of_neither(finding: Finding) -> bool:
        return is_committed(finding) and (finding.path, finding.fingerprint) in new

    return runner.check(where, replace(run_options, since=_COMMITTED, keeps=is_of_neither))


def _is_there(commit: str) -> bool:
    from contentlint.run import git

    return bool(git.ask(Path(), "rev-parse", "--verify", "--quiet", commit))


def _touched(outcome: Outcome) -> Callable[[Finding], bool]:
    """Whether a finding is on a line that differs from the last commit; of all, where git can't tell."""
    from contentlint.errors import UsageError
    from contentlint.run import files, git

    if not outcome.findings:
        return lambda finding: True
    try:
        changes = git.changes(Path(), _COMMITTED, files.POST_SUFFIXES)
    except UsageError:
        return lambda finding: True
    return lambda finding: changes.touches(finding.path, finding.line, finding.end_line)


def told(outcome: Outcome, most: int, is_touched: Callable[[Finding], bool], paths: Sequence[Path] = ()) -> list[str]:
    """The lines of a hook: errors, then warnings, each kind with what the change touches first, and how many more."""
    lines, more = [], []
    old_errors = 0
    for severity in ("error", "warning"):
        own = [finding for finding in outcome.findings if finding.severity == severity]
        new = [finding for finding in own if is_touched(finding)]
        old = [finding for finding in own if not is_touched(finding)]
        lines += [_line(finding) for finding in (new + old)[:most]]
        if (left := len(own) - most) > 0:
            more.append(f"{left:,} more {severity}{'s' * (left > 1)}")
        old_errors += len(old) if severity == "error" else 0
    if more:
        which = f" {_quoted(paths[0])}" if len(paths) == 1 else ""
        lines.append(f"… and {' and '.join(more)}: `contentlint check{which}` lists all")
    if old_errors:
        was = f"{old_errors:,} of these errors are" if old_errors > 1 else "one of these errors is"
        how = "`contentlint check --write-baseline` sets aside what is known"
        lines.append(f"{was} on lines that this change leaves alone: {how}")
    return lines


def _line(finding: Finding) -> str:
    place = f"{finding.path}:{finding.line}:{finding.column}"
    return f"{place}: {finding.severity}: {finding.statement} ({finding.category}/{finding.rule})"


def _quoted(path: Any) -> str:
    import shlex

    return shlex.quote(path.as_posix())
