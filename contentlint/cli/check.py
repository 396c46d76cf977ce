"""`contentlint check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from contentlint.cli import options, output, spent
from contentlint.finding import Severity
from contentlint.guard import regexes


@click.command(short_help="Check posts: offline and fast.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@options.reports
@options.quiet
@click.option("--since", metavar="REF", help="Only what is new since the merge base of this commit and HEAD.")
@options.known_findings
@options.exits
@options.selection
@options.today
@options.fixes
@click.option(
    "--add-suppressions", metavar="REASON",
    help="Write a comment with this reason for each finding that is reported, instead of reporting it.",
)  # fmt: skip
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and check nothing.")
@click.option(
    "--show-settings", is_flag=True,
    help="Show what holds for the first of PATHS, and which file and line decided it; check nothing.",
)  # fmt: skip
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The file that standard input stands for.")
def check(
    paths: tuple[Path, ...],
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    since: str | None,
    fail_on: Severity | None,
    exit_zero: bool,
    add_suppressions: str | None,
    show_files: bool,
    show_settings: bool,
    stdin_filename: Path | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Check posts without the network.

    PATHS are files and folders; the current folder when none is given, standard input for `-`. Exit code: 0 when
    nothing is at or above --fail-on, 1 when something is, 2 when something could not be checked.

    With --since, posts that were changed are checked whole, and what is reported touches a line that was added or
    changed, committed or not, or was not found before: a link that broke because another post was renamed.
    """
    from contentlint.cli.making import digest_for, outcome_as_run

    clock = spent.Clock()
    reports = output.asked(formats, outputs, statistics=given["statistics"])
    _refuse_together(paths, since, add_suppressions, given)

    def finish(outcome: Any, texts: dict[str, str]) -> None:
        run = outcome_as_run(
            outcome, given["today"], texts, reports, lists_each=given["every"] or since is not None,
            quiet=quiet, shows_unsafe=given["unsafe_fixes"],
        )  # fmt: skip
        output.write(reports, run, given["color"], statistics=given["statistics"])
        is_told = reports.tells_people and not given["statistics"]
        options.finish(outcome, fail_on, quiet=quiet, exit_zero=exit_zero, is_told=is_told)

    recall = None
    is_more = any(
        given[name] for name in ("no_cache", "fix", "diff", "list_passed", "write_baseline", "verbose", "profile")
    )
    is_more = (
        is_more or since is not None or bool(add_suppressions) or show_files or show_settings or reports.has("html")
    )
    if not (is_more or Path("-") in paths):
        recall = _recall(paths or (Path(),), given)
        if (known := recall.known()) is not None:
            finish(known, {})
    regexes.use_kept(writes=not given["no_cache"])
    from contentlint.run import runner

    progress = spent.progress(quiet=quiet)
    run_options = options.of_run(
        given, digest=digest_for(reports), since=since or "", adds_suppressions=add_suppressions or "",
        progress=progress,
    )  # fmt: skip
    if show_settings or show_files:
        from contentlint.cli import showing

        shown = showing.settings if show_settings else showing.files
        sys.exit(shown(paths or (Path(),), run_options, reports.main.format))
    texts: dict[str, str] = {}
    if paths == (Path("-"),):
        name = stdin_filename or Path("stdin.md")
        from contentlint.run.files import decode

        text = decode(options.standard_input(), str(name))
        outcome = runner.check_text(text, name, run_options)
        texts = {f.path: text for f in outcome.findings}
    else:
        outcome = runner.check(paths or (Path(),), run_options, recall)
    if progress is not None:
        progress.clear()
    clock.tell(outcome, given)
    if given["diff"]:
        options.show_diffs(outcome, given["color"])
    finish(outcome, texts)


def _recall(paths: tuple[Path, ...], given: dict[str, Any]) -> Any:
    """The question whether this run was made before. Formats and thresholds have no say in what is found."""
    from contentlint.run.recall import Recall

    names = ("today", "select", "ignore", "config", "trust_config", "baseline", "no_baseline", "baseline_strict")
    asked = repr([str(given[name]) for name in names])
    return Recall(paths, asked, config=given["config"], trusts=given["trust_config"])


def _refuse_together(paths: tuple[Path, ...], since: str | None, reason: str | None, given: dict[str, Any]) -> None:
    """Raises click.UsageError for what contradicts itself."""
    if since is not None and (given["write_baseline"] or not since or Path("-") in paths):
        raise click.UsageError(
            "--since needs the name of a commit, and goes neither with --write-baseline nor with standard input"
        )
    if since is not None and given["baseline_strict"]:
        raise click.UsageError("--baseline-strict needs a run over all posts: it does not go with --since")
    if reason is not None and not reason.strip():
        raise click.UsageError("--add-suppressions needs the reason that the comments give, as in 'before our rules'")
    if reason is not None:
        from contentlint.run.suppressing import why_no_reason

        if wrong := why_no_reason(reason):
            raise click.UsageError(f"--add-suppressions: {wrong}")
    for name in ("fix", "diff", "write_baseline"):
        if reason is not None and given[name]:
            option = "--" + name.replace("_", "-")
            raise click.UsageError(f"--add-suppressions and {option} both write or show posts: give one of them")
    if Path("-") not in paths:
        return
    if len(paths) > 1:
        raise click.UsageError("`-` stands alone: standard input can't be mixed with files")
    if given["write_baseline"]:
        raise click.UsageError("--write-baseline does not go with standard input")
    if given["fix"] or given["diff"] or reason is not None:
        name = "--fix" if given["fix"] else "--diff" if given["diff"] else "--add-suppressions"
        raise click.UsageError(f"{name} does not go with standard input: there is no file to write the fixes to")
