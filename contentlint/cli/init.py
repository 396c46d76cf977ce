"""`contentlint init`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contentlint.cli import options

if TYPE_CHECKING:
    from contentlint.cli.survey import Survey
    from contentlint.run.origin import Origin


@click.command(short_help="Look at a repository, and write a first contentlint.toml that fits it.")
@click.argument("folder", default=".", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--hook/--no-hook", default=None, help="Write .pre-commit-config.yaml with the hook.")
@click.option("--workflow/--no-workflow", default=None, help="Write a workflow of GitHub that checks pull requests.")
@click.option("--baseline/--no-baseline", default=None, help="Set aside what is found today: it is known then.")
@options.today
def init(folder: Path, hook: bool | None, workflow: bool | None, baseline: bool | None, today: dt.date) -> None:
    """Look at the repository in FOLDER, say what is found, and write a contentlint.toml that fits it.

    On a terminal it asks whether to write the hook, the workflow and the baseline, too, unless the options say so;
    elsewhere it asks nothing. No file that is there is changed: the lines to put into it are shown.
    """
    from contentlint import __version__
    from contentlint.cli import scaffold
    from contentlint.cli.survey import Survey
    from contentlint.errors import UsageError
    from contentlint.guard.boundary import top
    from contentlint.run import config, origin
    from contentlint.run.baseline import DEFAULT

    here = folder.absolute()
    target = folder / config.FILE_NAME
    there = target if target.exists() or target.is_symlink() else config.of_folder(here)
    if there is not None and not (hook or workflow):
        raise UsageError(f"{there} is there already: edit it, or delete it first")
    survey, source = Survey(folder, today, _begins), origin.find(__version__)
    options.tell(survey.outcome.problems)
    _say(survey)

    asks, repository = is_terminal(), top(here)
    if there is None:
        can_know = bool(survey.found) and survey.is_one_project and not (folder / DEFAULT).exists()
        knows = can_know and _wanted(baseline, asks, "Set aside what is found today, so that only what is new is told?")
        _write(target, scaffold.configuration(survey, with_baseline=knows))
        if knows:
            options.tell(survey.set_aside(folder, today))
        elif baseline and not can_know:
            click.echo("No baseline: " + _why_not(survey, folder / DEFAULT))
        elif baseline is None and can_know:
            click.echo("`contentlint check --write-baseline` sets aside what is found today.")
    if repository is None:
        click.echo("Not in a git repository: no hook and no workflow.")
        return
    lines = scaffold.hook(source, has_errors=any(row.severity == "error" for row in survey.found))
    place = repository / scaffold.HOOK_FILE
    if place.exists() or place.is_symlink():
        if not _names_it(place):
            click.echo(f"\nFor pre-commit, add to `repos` in {config.shown_folder(place)}:\n\n{lines}")
    elif _wanted(hook, asks, "Write .pre-commit-config.yaml with the hook?"):
        _write(place, f"repos:\n{lines}")
        click.echo("`pre-commit install` switches it on (pip install pre-commit).")
    elif hook is None:
        click.echo(f"`contentlint init --hook` writes {scaffold.HOOK_FILE}:\n\nrepos:\n{lines}")
    _offer_workflow(repository, scaffold.below(repository, here), source, workflow, asks)
    if source.is_public or (source.is_released and workflow and not hook):
        return
    if source.address:
        click.echo(
            f"{source.address} is a folder of this machine: for the hook, others need an address that they can reach."
        )
    if workflow or not source.address:
        click.echo(
            f"The address of contentlint's repository is not known here: where a file says {origin.UNKNOWN}, put it."
        )


def _begins(posts: int) -> None:
    if posts:
        click.echo(f"Looking at {posts:,} post{'s' * (posts != 1)} …", err=True)


def _say(survey: Survey) -> None:
    from contentlint.cli import scaffold

    for line in scaffold.seen(survey):
        click.echo(line)
    if rows := scaffold.by_rule(survey):
        click.echo("Found, by rule:")
        for row in rows:
            click.echo(f"  {row}")
    elif survey.posts:
        click.echo("Nothing found.")
    click.echo()


def _offer_workflow(repository: Path, folder: str, source: Origin, wanted: bool | None, asks: bool) -> None:
    """Write the workflow, or show the lines for the service that the repository uses."""
    from contentlint.cli import scaffold
    from contentlint.run.config import shown_folder

    gitlab = repository / scaffold.GITLAB_FILE
    if gitlab.exists() and not wanted:
        if wanted is None and not _names_it(gitlab):
            click.echo(f"\nFor merge requests, add to {shown_folder(gitlab)}:\n\n{scaffold.gitlab(source)}")
        return
    place = repository / scaffold.WORKFLOW_FILE
    if place.exists() or place.is_symlink():
        click.echo(f"{shown_folder(place)} is there already: left as it is.")
    elif _wanted(wanted, asks, f"Write {scaffold.WORKFLOW_FILE}, which checks pull requests?"):
        _write(place, scaffold.workflow(source, folder))
    elif wanted is None:
        click.echo(f"`contentlint init --workflow` writes {scaffold.WORKFLOW_FILE}, which checks pull requests.")


def is_terminal() -> bool:
    """True when somebody is there to answer."""
    return sys.stdin is not None and sys.stdin.isatty() and sys.stdout is not None and sys.stdout.isatty()


def _names_it(file: Path) -> bool:
    """Whether a file that is there has something for contentlint already."""
    from contentlint.guard.userdata import Unreadable, text_of

    try:
        return not file.is_symlink() and "contentlint" in text_of(file)
    except (Unreadable, OSError, ValueError):
        return False


def _wanted(said: bool | None, asks: bool, question: str) -> bool:
    if said is not None:
        return said
    return asks and click.confirm(question, default=False)


def _write(file: Path, text: str) -> None:
    """Write a file that is not there, with its folders. Raises WriteError."""
    from contentlint.errors import WriteError
    from contentlint.guard import writing
    from contentlint.guard.boundary import Boundary
    from contentlint.run.config import shown_folder

    if not Boundary(file.parent).holds(file):
        raise WriteError("is not written: it leads out of the repository", path=str(file))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise WriteError(f"can't be written: {error.strerror or error}", path=str(file)) from None
    writing.write(file, text.encode("utf-8", "backslashreplace"))
    click.echo(f"Wrote {shown_folder(file)}.")


def _why_not(survey: Survey, file: Path) -> str:
    if file.exists():
        return f"{file} is there already."
    if not survey.found:
        return "nothing was found."
    return "folders below have configurations of their own; `contentlint check --write-baseline` writes one in each."
