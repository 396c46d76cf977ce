"""`contentlint facts`: the ledger, and what posts say of it."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.cli import options
from contentlint.errors import ReadError, UsageError
from contentlint.guard.records import dataclass

if TYPE_CHECKING:
    from contentlint.claims.drafted import Material
    from contentlint.ledger import Ledger, Place
    from contentlint.report.facts import Report
    from contentlint.run.session import Session


@click.command(short_help="Show the ledger of facts: where posts agree with it, and where not.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "format_", type=click.Choice(("table", "json", "html")), default="table", show_default=True,
    help="Output format.",
)  # fmt: skip
@click.option("--suggest", is_flag=True, help="Draft a ledger of what several posts say, the disagreements first.")
@click.option(
    "--import", "import_", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Make a ledger of a list that you keep already (.json of models, or .csv), and print it.",
)  # fmt: skip
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), help="Write it to a file.")
@click.option("--force", is_flag=True, help="Let --import and --suggest write over a file that is there already.")
@options.config
@options.trust_config
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache.")
@click.option("--jobs", "-j", type=click.IntRange(1), help="Processes to use.  [default: one for each core]")
@options.today
def facts(
    paths: tuple[Path, ...],
    format_: str,
    suggest: bool,
    import_: Path | None,
    output: Path | None,
    force: bool,
    config: Path | None,
    trust_config: bool,
    no_cache: bool,
    jobs: int | None,
    today: dt.date,
) -> None:
    """Show what the ledger (facts/*.yaml) says, where posts agree with it and where not, and what is due for checking.

    PATHS are files and folders; the current folder when none is given. With --suggest, a ledger is drafted from what
    posts say; as a table it is printed as a ledger file, to be cut down and kept. What is made with --suggest and
    --import is never written over a file, which may be a ledger that somebody has corrected, without --force. Exit
    code: 0, or 2 when something could not be read, such as a line of the ledger.
    """
    if output is not None and (suggest or import_ is not None) and not force and output.exists():
        raise UsageError(f"'{output}' is there already: name another file, or write over it with --force")
    if import_ is not None:
        if suggest or paths:
            raise click.UsageError("--import stands alone: it makes a ledger of one file")
        made = _imported(import_)
        _make_folder(output)
        options.show(made, output)
        return
    from contentlint.report import facts as report_of
    from contentlint.run import runner

    run_options = runner.Options(
        today=today, config=config, trust_config=trust_config, use_cache=not no_cache, jobs=jobs or 0
    )
    problems: list[str] = []
    notes: list[str] = []
    report, has_ledger = _report(paths or (Path(),), run_options, problems, notes, suggests=suggest)
    if suggest and format_ == "table":
        from contentlint.claims.drafted import as_ledger

        found = report.drafts or ()
        written = as_ledger(found) if found else ""
        if not found:
            nowhere = f"; '{output}' was not written" if output is not None else ""
            notes.append(f"nothing to suggest: no value of a name stands in two posts{nowhere}")
    else:
        render = {"table": report_of.table, "json": report_of.json_text, "html": report_of.html}
        written = render[format_](report)
        if not has_ledger and not suggest:
            notes.append(
                "there is no ledger: write facts/*.yaml (docs/ledger.md), begin with `contentlint facts --suggest`, or "
                "say `paths` in [facts] of contentlint.toml"
            )
    if written:
        if suggest:
            _make_folder(output)
        options.show(written, output, is_text=format_ == "table")
    options.tell(problems + notes)
    sys.exit(2 if problems else 0)


def _make_folder(output: Path | None) -> None:
    """Make the folder of a new ledger: `facts/` is seldom there before its first file. Raises UsageError."""
    if output is None:
        return
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"the folder '{output.parent}' can't be made: {error.strerror or error}") from None


def _imported(file: Path) -> str:
    """The ledger of a list in another form. Raises ReadError, UsageError."""
    from contentlint.guard.userdata import Unreadable, text_of
    from contentlint.ledger import importers

    makers = {".json": importers.from_json, ".csv": importers.from_csv}
    make = makers.get(file.suffix.lower())
    if make is None:
        raise UsageError(f"'{file}' can't be imported: it must be a .json or a .csv file")
    try:
        return make(text_of(file), str(file))
    except Unreadable as error:
        raise ReadError(error.reason, path=str(file), line=error.line) from None


@dataclass(frozen=True, slots=True)
class _Post:
    """What one post says of the ledger; facts by their key, names as the ledger has them."""

    values: tuple[tuple[Any, Any], ...] = ()
    names: tuple[tuple[str, Any], ...] = ()
    material: Material | None = None
    problem: str = ""


def _report(
    paths: Sequence[Path], run_options: Any, problems: list[str], notes: list[str], *, suggests: bool
) -> tuple[Report, bool]:
    """What the projects of the paths have, and whether there is a ledger at all."""
    from contentlint.claims.drafted import drafts
    from contentlint.report.facts import Report
    from contentlint.run import ledger, runner, workers

    gathered = [
        (session, own, runner.posts_at(session, own, problems, []))
        for session, own in runner.sessions(paths, run_options)
    ]
    problems += runner.without_posts(gathered)
    made: dict[str, list[Any]] = {"facts": [], "names": [], "due": [], "mistakes": [], "files": []}
    materials: list[Material] = []
    subjects = posts = 0
    found = None
    for session, _, own in gathered:
        task = _Task(suggests)
        known = session.ledger
        if known is not None:
            _ = known.names
            subjects += len(known.subjects)
        told = list(
            workers.each(session, [*own], task, lambda path: _Post(problem=f"{path}: not read"), run_options.jobs)
        )
        posts += len(told)
        problems += [one.problem for one in told if one.problem]
        problems += ledger.mistakes(session)
        materials += [one.material for one in told if one.material is not None]
        notes += runner.notes(session)
        if known is not None:
            found = known
            _gather(session, known, told, made, run_options.today)
    return Report(
        today=run_options.today, drafts=drafts(materials, found) if suggests else None, subjects=subjects, posts=posts,
        **made,
    ), found is not None  # fmt: skip


def _gather(
    session: Session, ledger: Ledger, told: Iterable[_Post], made: dict[str, list[Any]], today: dt.date
) -> None:
    """Add what the posts of a project say to the rows of a report."""
    from dataclasses import replace

    from contentlint.ledger import Mistake, Place
    from contentlint.report.facts import DueRow, FactRow, NameRow

    def shown(place: Place) -> Place:
        return Place(session.display(place.file), place.line)

    by_fact: dict[Any, list[Any]] = {}
    by_name: dict[str, list[Any]] = {}
    for post in told:
        for place, spot in post.values:
            by_fact.setdefault(place, []).append(spot)
        for name, spot in post.names:
            by_name.setdefault(name, []).append(spot)
    for fact in ledger.facts():
        row = FactRow(
            replace(fact, place=shown(fact.place)), fact.upkeep.is_due(today), tuple(by_fact.get(fact.key, ()))
        )
        made["facts"].append(row)
    due: dict[Place, tuple[str, list[str]]] = {}
    for subject in ledger.subjects:
        for own in subject.names:
            if own.is_old(today):
                spots = tuple(by_name.get(own.text, ()))
                made["names"].append(NameRow(replace(own, place=shown(own.place)), spots))
        for upkeep in (subject.upkeep, *(fact.upkeep for fact in subject.facts)):
            if upkeep.again_at is not None and upkeep.is_due(today):
                due.setdefault(upkeep.again_at, (str(upkeep.again), []))[1].append(subject.name)
    made["due"] += [DueRow(shown(at), day, tuple(dict.fromkeys(names))) for at, (day, names) in sorted(due.items())]
    made["mistakes"] += [Mistake(shown(one.place), one.message) for one in ledger.mistakes]
    made["files"] += [session.display(file) for file in ledger.files]


_LONGEST = 160


def _line(post: Any, number: int) -> str:
    """A line of a post, as far as a table has room for it."""
    text: str = post.lines.content_span(number).cut(post.text).strip()
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class _Task:
    """What a post says of the ledger, as a task for worker processes."""

    suggests: bool

    def __call__(self, session: Session, path: str) -> _Post:
        from contentlint.errors import ContentlintError
        from contentlint.guard.limit import TooSlow, time_limit

        seconds = session.config.rule_timeout
        try:
            with time_limit(seconds):
                return self._read(session, path)
        except ContentlintError as error:
            return _Post(problem=str(error))
        except TooSlow:
            return _Post(problem=f"{session.display(path)}: took longer than {seconds:g} s")

    def _read(self, session: Session, path: str) -> _Post:
        from contentlint.claims.drafted import material
        from contentlint.claims.held import mentions, said
        from contentlint.post.language import language_of
        from contentlint.report.facts import Spot
        from contentlint.text.language import ENGLISH

        post, words, shown = session.read(path), session.rules.vocabulary, session.display(path)
        if language_of(post, words.words("english-words")) != ENGLISH:
            return _Post()
        values: list[tuple[Any, Spot]] = []
        names: list[tuple[str, Spot]] = []
        if (ledger := session.ledger) is not None:
            for one in said(post, ledger, words, session.options.today):
                at = post.lines.position(one.span.start)
                verdict = "agrees" if one.agrees else "contradicts"
                values.append((one.fact.key, Spot(shown, at.line, at.column, one.shown, verdict)))
            for two in mentions(post, ledger, words, session.options.today, session.ages.days_of):
                at = post.lines.position(two.span.start)
                verdict = "history" if two.judgement.is_history else "outdated"
                names.append((two.name.listed, Spot(shown, at.line, at.column, _line(post, at.line), verdict)))
        return _Post(
            tuple(values), tuple(names), material(post, shown, words, session.options.today) if self.suggests else None
        )
