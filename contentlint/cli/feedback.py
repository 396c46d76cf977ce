"""`contentlint feedback`: what a team thinks of findings, kept as labels in its repository."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import at, options
from contentlint.errors import UsageError, nearest
from contentlint.text.spans import on_one_line

if TYPE_CHECKING:
    from contentlint.finding import Finding
    from contentlint.run.runner import Outcome, Session


@click.command(short_help="Say what you think of a finding: a label for whoever mends the rules.")
@click.argument("given", nargs=-1, metavar="FILE:LINE[:COLUMN] [RULE]")
@click.option("--why", metavar="TEXT", help="The reason, in your words.")
@click.option(
    "--verdict", type=click.Choice(("wrong", "right", "useless")), default="wrong", show_default=True,
    help="A false alarm; a true finding; a true one that is not worth anybody's time.",
)  # fmt: skip
@click.option(
    "--from-suppressions", is_flag=True,
    help="Take every finding that a comment with a reason switches off in these files and folders instead.",
)  # fmt: skip
@click.option("--audit", "with_audit", is_flag=True, help="The audit's findings too, from its evidence store.")
@click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The configuration file.")
@options.trust_config
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@options.today
def feedback(
    given: tuple[str, ...],
    why: str | None,
    verdict: str,
    from_suppressions: bool,
    with_audit: bool,
    config: Path | None,
    trust_config: bool,
    no_cache: bool,
    today: dt.date,
) -> None:
    """Keep what you think of the finding at FILE:LINE, with its words and the lines around them.

    A JSON line is added to `.contentlint/feedback.jsonl` (`feedback` in contentlint.toml names another file of the
    repository). Nothing is sent anywhere. RULE and COLUMN are needed where several findings are on the line.

    With --from-suppressions the arguments are files and folders, by default the current one.

    Exit code: 0, or 2 when there is no such finding, or something could not be read or written.
    """
    from contentlint.run import runner

    run_options = runner.Options(
        today=today, config=config, trust_config=trust_config, use_cache=not no_cache, use_baseline=False,
        **_of_audit(no_cache) if with_audit else {},
    )  # fmt: skip
    if from_suppressions:
        if why is not None:
            raise click.UsageError("--from-suppressions takes the reasons from the comments: leave out --why")
        _export(tuple(map(Path, given)) or (Path(),), run_options)
        return
    place = at.place(given[0]) if given else None
    if place is None or len(given) > 2:
        raise click.UsageError("say where the finding is, and maybe which: FILE:LINE [RULE], as in posts/tea.md:12")
    file, line, column = place
    if not why or not why.strip():
        raise click.UsageError("say why, in a few words: --why 'it is the name of a conference'")
    session = runner.sessions([file], run_options)[0][0]
    outcome = runner.check([file], run_options)
    name = session.display(session.relative(file))
    if reason := next((reason for path, reason in outcome.skipped if path == name), None):
        raise UsageError(f"{name} is not checked: {reason}")
    options.tell(outcome.problems)
    found = _choose(outcome, name, line, column, given[1] if len(given) > 1 else "")
    label = _label(session, found, verdict, " ".join(why.split()), today)
    told = f"{found.rule} at {name}:{found.line}:{found.column}"
    _keep(session, [label], f"{told}: kept as {verdict}", f"{told}: was kept as {verdict} for this reason before")


def _of_audit(no_cache: bool) -> dict[str, Any]:
    """Options of a run that has the audit's findings without visiting anything."""
    from contentlint.cli.auditing import Audit

    return {"sources": True, "prepare": Audit({"offline": True}, keep=not no_cache, quiet=True).prepare}


def _choose(outcome: Outcome, name: str, line: int, column: int, rule: str) -> Finding:
    """The one finding that is meant. Raises UsageError that says what there is."""
    here, every = at.on_line(outcome, line)
    if rule:
        id_ = rule.rpartition("/")[2]
        known = sorted({f.rule for f in here})
        if here and id_ not in known:
            hint = nearest(id_, known)
            raise UsageError(
                f"{name}:{line}: {rule} found nothing there"
                + (f"; did you mean '{hint}'?" if hint else f"; on that line are findings of {', '.join(known)}")
            )
        here = [f for f in here if f.rule == id_]
    if column and here:
        there = [f for f in here if (f.line, f.column) == (line, column)]
        there = there or [f for f in here if (f.line, f.column) <= (line, column) < (f.end_line, f.end_column)]
        if not there:
            raise UsageError(f"{name}:{line}:{column}: no finding there; on that line: {at.named(here)}")
        here = there
    if not here:
        raise UsageError(at.nothing(outcome, every, name, line))
    rules = sorted({f.rule for f in here})
    if len(rules) > 1:
        raise UsageError(f"{name}:{line}: several rules found something there: say which: {', '.join(rules)}")
    if len(here) > 1:
        raise UsageError(f"{name}:{line}: {rules[0]} found several things there: say the column: {at.named(here)}")
    return here[0]


def _label(session: Session, finding: Finding, verdict: Any, why: str, today: dt.date) -> dict[str, Any]:
    from contentlint import __version__
    from contentlint.run import feedback as labels

    path = session.relative(Path(finding.path))
    return labels.label(finding, path, session.read(path).text, labels.Said(verdict, why, today, __version__))


def _keep(session: Session, labels: list[dict[str, Any]], kept: str, known: str) -> None:
    """Add labels to the project's file, and say so."""
    from contentlint.run import feedback

    file = session.root / session.config.feedback
    new = feedback.add(file, labels, session.root)
    shown = session.display(session.relative(file))
    options.tell(session.notes)
    click.echo(on_one_line(f"{kept if new else known} ({shown})"))


def _export(paths: tuple[Path, ...], run_options: Any) -> None:
    """The suppressed findings whose comment says why, each in the file of its project."""
    from contentlint.run import feedback, runner

    made = [session for session, _ in runner.sessions(paths, run_options)]
    outcome = runner.check(paths, run_options)
    options.tell(outcome.problems)
    by_project: dict[int, list[dict[str, Any]]] = {}
    without = 0
    for silenced in outcome.silenced:
        file = Path(silenced.finding.path).absolute()
        homes = [n for n, session in enumerate(made) if file.is_relative_to(session.root)]
        home = max(homes, key=lambda n: len(made[n].root.parts), default=0)
        if not silenced.reason:
            without += 1
            continue
        label = _label(made[home], silenced.finding, "suppressed", silenced.reason, run_options.today)
        by_project.setdefault(home, []).append(label)
    for home, labels in by_project.items():
        session = made[home]
        target = session.root / session.config.feedback
        new = feedback.add(target, labels, session.root)
        shown = session.display(session.relative(target))
        before = f"; {len(labels) - new} were there before" if len(labels) > new else ""
        click.echo(on_one_line(f"{new} suppressed finding{'s' * (new != 1)} kept in {shown}{before}"))
    if not by_project:
        click.echo("No finding is suppressed with a reason: write it after `--` in the comment.")
    if without:
        click.echo(f"{without} suppressed without a reason: left out.")
    sys.exit(2 if outcome.problems else 0)
