"""`contentlint check`."""

from __future__ import annotations

import datetime as dt
import importlib
from pathlib import Path
from typing import Any

import click

from contentlint.cli import options
from contentlint.finding import Severity

FORMATS = ("text", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html", "markdown")

REPOSITORY_FORMATS = ("sarif", "html", "markdown")
"""Those that name the repository's page, or link to it."""


@click.command(short_help="Check posts: offline and fast.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True, help="Output format."
)
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write the report to a file.")
@click.option("--since", metavar="REF", help="Only what is new since the merge base of this commit and HEAD.")
@options.every
@options.list_passed
@options.known_findings
@options.fail_on
@options.selection
@options.today
@click.option("--fix", is_flag=True, help="Apply the fixes that are safe, then report what is left.")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="The file that standard input stands for.")
@options.colour_of_text
def check(
    paths: tuple[Path, ...],
    format_: str,
    output: Path | None,
    since: str | None,
    every: bool,
    list_passed: bool,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: bool,
    fail_on: Severity | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: Path | None,
    trust_config: bool,
    no_cache: bool,
    jobs: int | None,
    today: dt.date,
    fix: bool,
    stdin_filename: Path | None,
    color: bool | None,
) -> None:
    """Check posts without the network.

    PATHS are files and folders; the current folder when none is given, standard input for `-`. Exit code: 0 when
    nothing is at or above --fail-on, 1 when something is, 2 when something could not be checked.

    With --since, posts that were changed are checked whole, and what is reported touches a line that was added or
    changed, committed or not, or was not found before: a link that broke because another post was renamed.
    """
    from contentlint.report.model import Run
    from contentlint.run import runner

    run_options = runner.Options(
        today=today, select=select, ignore=ignore, config=config, trust_config=trust_config,
        use_cache=not no_cache, jobs=jobs or 0, fix=fix, digest=digest_for(format_), since=since or "",
        lists_held=list_passed, **options.baseline(baseline, no_baseline=no_baseline, write_baseline=write_baseline),
    )  # fmt: skip
    if since is not None and (write_baseline or not since or Path("-") in paths):
        raise click.UsageError(
            "--since needs the name of a commit, and goes neither with --write-baseline nor with standard input"
        )
    texts: dict[str, str] = {}
    if Path("-") in paths and write_baseline:
        raise click.UsageError("--write-baseline does not go with standard input")
    if Path("-") in paths and fix:
        raise click.UsageError("--fix does not go with standard input: there is no file to write the fixes to")
    if paths == (Path("-"),):
        name = stdin_filename or Path("stdin.md")
        from contentlint.run.files import decode

        text = decode(options.standard_input(), str(name))
        outcome = runner.check_text(text, name, run_options)
        texts = {f.path: text for f in outcome.findings}
    elif Path("-") in paths:
        raise click.UsageError("`-` stands alone: standard input can't be mixed with files")
    else:
        outcome = runner.check(paths or (Path(),), run_options)
    run: Run = outcome_as_run(outcome, today, texts, format_, lists_each=every or since is not None)
    written = render(format_, run, color=options.is_coloured(color, output))
    options.show(written, output, is_text=format_ == "text")
    options.finish(outcome, fail_on)


def digest_for(format_: str) -> Any:
    """What the format wants to know of every post, None for nothing."""
    if format_ != "html":
        return None
    from contentlint.cli.digest import digest

    return digest


def outcome_as_run(
    outcome: Any, today: dt.date, texts: dict[str, str], format_: str = "text", *, lists_each: bool = False
) -> Any:
    """What the reports are made of."""
    from contentlint import __version__
    from contentlint.cli import repository
    from contentlint.report.model import Counters, Run, Skipped
    from contentlint.run.files import read_post

    def read(path: str) -> str:
        return texts[path] if path in texts else read_post(Path(path), 1 << 40)

    return Run(
        version=__version__,
        today=today,
        root=next((d.site for d in outcome.digests), ""),
        findings=outcome.findings,
        posts=[d.post for d in outcome.digests],
        held=outcome.held,
        claims=[claim for d in outcome.digests for claim in d.claims],
        rules=outcome.rules,
        repository=repository.find(Path()) if format_ in REPOSITORY_FORMATS else None,
        counters=Counters(
            files=outcome.files,
            skipped=tuple(Skipped(path, reason) for path, reason in outcome.skipped),
            problems=tuple(outcome.problems),
            suppressed=outcome.suppressed,
            unchanged=outcome.unchanged,
            baselined=outcome.baselined,
            fixed=outcome.fixed,
            links=outcome.links,
            links_unjudged=outcome.unjudged.total(),
            is_widely_unjudged=outcome.is_widely_unjudged,
            languages=dict(outcome.languages),
            unjudged_by=tuple(sorted(outcome.unjudged_by)),
        ),
        lists_each=lists_each,
        read=read,
        from_top=repository.from_top(Path.cwd()),
    )


def render(format_: str, run: Any, *, color: bool = False) -> str:
    """The run in a format: its module's `render`."""
    module = importlib.import_module(f"contentlint.report.{format_}")
    written: str = module.render(run, color=color) if format_ == "text" else module.render(run)
    return written
