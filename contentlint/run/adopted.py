"""What the baseline of a project knows of the findings of a run, and writing it anew."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from contentlint.errors import ConfigError
from contentlint.guard.boundary import TO_ALLOW
from contentlint.run import baseline, config, engine
from contentlint.run.outcome import Outcome
from contentlint.run.session import Session

_MOST_TOLD = 20
"""Entries that no longer occur which are named."""


def file_of(session: Session) -> Path | None:
    """The file of the baseline, None when there is none or it is not wanted. Raises ConfigError."""
    options, name = session.options, session.config.baseline
    if not options.use_baseline:
        return None
    if options.baseline is not None:
        return options.baseline
    if not name and not options.write_baseline:
        return None
    file = session.root / (name or baseline.DEFAULT)
    if not session.config.is_trusted and not session.boundary.holds(file):
        raise ConfigError(f"is a link that leads out of the repository: {TO_ALLOW} follows it", path=str(file))
    return file


def known(session: Session) -> list[baseline.Entry]:
    """The entries of the baseline, read before anything is linted: a broken one is told at once."""
    file = file_of(session)
    if file is None or (session.options.write_baseline and not file.exists()):
        return []
    return baseline.read(file)


def compare(
    session: Session, given: list[Path], posts: Iterable[str], entries: list[baseline.Entry], outcome: Outcome
) -> None:
    """Take out of the outcome what the baseline knows; write the baseline anew when that is asked for.

    Entries that no longer occur are told, and fail the run when the baseline may only shrink.
    """
    file = file_of(session)
    if file is None:
        return
    checked, ran = set(posts), {active.rule.id for active in session.rules.for_post("")}
    folders = [session.relative(path) for path in given if path.is_dir()]
    is_strict = session.config.baseline_strict
    if session.options.baseline_strict is not None:
        is_strict = session.options.baseline_strict

    def is_gone(path: str) -> bool:
        return not os.path.exists(session.root / path)  # noqa: PTH110 - says no to a name that no file can have

    def was_run(entry: baseline.Entry) -> bool:
        """True for an entry that this run would have found again, were it still true."""
        below = any(folder == "." or entry.path.startswith(f"{folder}/") for folder in folders)
        at = entry.path in checked or (below and is_gone(entry.path))
        rule = session.catalog.today_of(entry.rule)
        return at and (rule in ran or rule not in session.catalog.rules)

    found = [(session.relative(Path(f.path)), f) for f in outcome.findings if f.rule != engine.INTERNAL_ERROR]
    new, left = baseline.split(entries, found, is_gone, session.catalog.former)
    writes, shown = session.options.write_baseline and not outcome.problems, config.shown_folder(file)
    if session.options.write_baseline and not writes:
        outcome.problems.append(f"the baseline {shown} was not written: not everything could be checked")
    if writes:
        kept = [entry for entry in entries if not was_run(entry)]
        fresh = {id(finding) for finding in new} if is_strict else set()
        kept += [baseline.Entry.of(finding, path) for path, finding in found if id(finding) not in fresh]
        baseline.write(file, kept)
        outcome.notes.append(f"wrote {shown}: {len(set(kept))} known findings")
        if session.options.baseline is None and not session.config.baseline:
            outcome.notes.append(f'to use it, put `baseline = "{baseline.DEFAULT}"` into {config.FILE_NAME}')
        new, left = baseline.split(kept, found, is_gone, session.catalog.former)
    kept_ids = {id(finding) for finding in new}
    before = len(outcome.findings)
    outcome.findings = [f for f in outcome.findings if id(f) in kept_ids or f.rule == engine.INTERNAL_ERROR]
    outcome.baselined += before - len(outcome.findings)
    gone = [entry for entry in left if was_run(entry)]
    if gone and not session.options.since:
        _tell(gone, session, outcome, is_strict=is_strict)


def _tell(gone: list[baseline.Entry], session: Session, outcome: Outcome, *, is_strict: bool) -> None:
    """Say which entries no longer occur; that is a failure when the baseline may only shrink."""
    what = "entry of the baseline is" if len(gone) == 1 else "entries of the baseline are"
    line = f"{len(gone)} {what} fixed: run --write-baseline to drop {'it' if len(gone) == 1 else 'them'}"
    if not is_strict:
        outcome.notes.append(line)
        return
    for entry in gone[:_MOST_TOLD]:
        words = f": {entry.excerpt}" if entry.excerpt else ""
        outcome.failures.append(f"{session.display(entry.path)}: {entry.rule} is fixed and in the baseline{words}")
    outcome.failures.append(line)
