"""From paths on the command line to findings: projects, their posts, processes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from contentlint import baseline, catalog, config, engine, files
from contentlint.config import Config
from contentlint.errors import ReadError, UsageError
from contentlint.finding import Finding, Severity
from contentlint.fix import apply_fixes
from contentlint.post import Post
from contentlint.rule import Rule
from contentlint.session import Options, Session

__all__ = ["Options", "Outcome", "Session", "check", "check_text", "each", "session_beside", "sessions"]

_LOOSE = 300
"""Files that are looked at around a post that belongs to no project: the folder may be somebody's home."""
_ENOUGH_FOR_PROCESSES = 24
"""Posts from which on a second process saves more time than it takes to start."""


@dataclass(slots=True)
class Outcome:
    """What a run found and what it could not do.

    Paths in findings are relative to the working directory. `problems` are lines for stderr: each means exit code
    2. `skipped` has files that were not checked, with the reason. `fixed` counts fixes written,
    `unchanged` and `baselined` findings left out by `Options.since` and the baseline. `notes` are lines for stderr that
    change no exit code.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    suppressed: int = 0
    unchanged: int = 0
    baselined: int = 0
    notes: list[str] = field(default_factory=list)
    fixed: int = 0
    rules: dict[str, Rule] = field(default_factory=dict)
    digests: list[Any] = field(default_factory=list)
    fail_on: Severity = "error"

    def add(self, other: Outcome) -> None:
        """Take in the outcome of one more project; problems are shared."""
        for name in ("findings", "skipped", "digests", "notes"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("files", "suppressed", "unchanged", "baselined", "fixed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.rules.update(other.rules)
        self.fail_on = other.fail_on


def sessions(paths: Sequence[Path], options: Options) -> list[tuple[Session, list[Path]]]:
    """The projects that paths belong to, each with its paths, in the order given.

    Raises UsageError for a path that does not exist, and ConfigError, RuleError for what is wrong with a project.
    """
    groups: dict[tuple[Path, Path | None], list[Path]] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder '{path}'")
        groups.setdefault(_project(path, options), []).append(path)
    return [
        (_session(*project, options, is_whole=any(path.is_dir() for path in own)), own)
        for project, own in groups.items()
    ]


def session_beside(folder: Path, options: Options) -> Session:
    """The project that a text belongs to which stands, or could stand, in a folder. Raises as `sessions`."""
    return _session(*_project(folder, options), options, is_whole=False)


def _project(path: Path, options: Options) -> tuple[Path, Path | None]:
    """The root of a path's project, and its configuration file."""
    found = options.config or config.find(path)
    return (config.folder_of(found) if found else config.project_root(path)), found


def _session(root: Path, found: Path | None, options: Options, *, is_whole: bool) -> Session:
    session = Session(root, config.load(found) if found else Config(root=root), options)
    if not found and not config.is_project(root) and not is_whole:
        session.limit = _LOOSE
    return session


def check(paths: Sequence[Path], options: Options) -> Outcome:
    """Lint files and the posts of folders."""
    outcome = Outcome()
    made = sessions(paths, options)
    if options.baseline is not None and len(made) > 1:
        raise UsageError("--baseline is for one project, and the paths belong to several")
    for session, own in made:
        known = _known(session)
        posts: dict[str, None] = {}
        for path in own:
            if path.is_dir():
                found, skipped = session.discover(path)
                posts.update(dict.fromkeys(found))
                outcome.skipped += [(session.display(p), reason) for p, reason in skipped]
            else:
                posts[session.relative(path)] = None
        if options.prepare is not None:
            outcome.problems += options.prepare(session, list(posts))
        if options.fix:
            outcome.fixed += sum(_fix(session, path) for path in posts)
            session.__dict__.pop("changes", None)
        mine = Outcome(problems=outcome.problems)
        _lint(session, list(posts), mine)
        _compare(session, own, posts, known, mine)
        outcome.add(mine)
        session.keep_index()
    return outcome


def _baseline_file(session: Session) -> Path | None:
    options, name = session.options, session.config.baseline
    if not options.use_baseline:
        return None
    if options.baseline is not None:
        return options.baseline
    if name or options.write_baseline:
        return session.root / (name or baseline.DEFAULT)
    return None


def _known(session: Session) -> list[baseline.Entry]:
    """The entries of the baseline, read before anything is linted: a broken one is told at once."""
    file = _baseline_file(session)
    if file is None or (session.options.write_baseline and not file.exists()):
        return []
    return baseline.read(file)


def _compare(
    session: Session, given: list[Path], posts: Iterable[str], known: list[baseline.Entry], outcome: Outcome
) -> None:
    """Take out of the outcome what the baseline knows; write the baseline first when that is asked for."""
    file = _baseline_file(session)
    if file is None:
        return
    checked, ran = set(posts), {active.rule.id for active in session.rules.for_post("")}
    folders = [session.relative(path) for path in given if path.is_dir()]

    def is_gone(path: str) -> bool:
        return not (session.root / path).exists()

    def was_run(entry: baseline.Entry) -> bool:
        """True for an entry that this run would have found again, were it still true."""
        below = any(folder == "." or entry.path.startswith(f"{folder}/") for folder in folders)
        at = entry.path in checked or (below and is_gone(entry.path))
        return at and (entry.rule in ran or entry.rule not in session.catalog.rules)

    found = [(session.relative(Path(f.path)), f) for f in outcome.findings if f.rule != engine.INTERNAL_ERROR]
    if session.options.write_baseline:
        if outcome.problems:
            outcome.problems.append(f"the baseline {file} was not written: not everything could be checked")
        else:
            kept = [entry for entry in known if not was_run(entry)]
            known = [*kept, *(baseline.Entry.of(finding, path) for path, finding in found)]
            baseline.write(file, known)
            outcome.notes.append(f"wrote {file}: {len(set(known))} known findings")
            if session.options.baseline is None and not session.config.baseline:
                outcome.notes.append(f'to use it, put `baseline = "{baseline.DEFAULT}"` into {config.FILE_NAME}')
    new, left = baseline.split(known, found, is_gone)
    kept_ids = {id(finding) for finding in new}
    before = len(outcome.findings)
    outcome.findings = [f for f in outcome.findings if id(f) in kept_ids or f.rule == engine.INTERNAL_ERROR]
    outcome.baselined += before - len(outcome.findings)
    fixed = sum(was_run(entry) for entry in left)
    if fixed and not session.options.since:
        entries = "entry of the baseline is" if fixed == 1 else "entries of the baseline are"
        outcome.notes.append(f"{fixed} {entries} fixed: run --write-baseline to drop {'it' if fixed == 1 else 'them'}")


def check_text(text: str, path: Path, options: Options) -> Outcome:
    """Lint a text as if it stood in the file `path`, which need not exist."""
    outcome = Outcome(files=1)
    session = session_beside(path.parent if path.parent.is_dir() else Path(), options)
    post = Post(session.relative(path), text.removeprefix("\ufeff"))
    _take(outcome, session.with_digest(post, session.lint(post)), session)
    _compare(session, [], [post.path], _known(session), outcome)
    return outcome


def _take(outcome: Outcome, result: engine.Result, session: Session) -> None:
    outcome.findings += result.findings
    outcome.problems += [problem for problem in result.problems if problem not in outcome.problems]
    outcome.suppressed += result.suppressed
    outcome.unchanged += result.unchanged
    if result.digest is not None:
        outcome.digests.append(result.digest)
    outcome.fail_on = session.config.fail_on
    outcome.rules.update({active.rule.id: active.rule for active in session.rules.for_post("")})


def _lint(session: Session, posts: list[str], outcome: Outcome) -> None:
    changes = session.changes
    outcome.files += len(posts) if changes is None else sum(path in changes.former for path in posts)
    for result in _results(session, posts):
        _take(outcome, result, session)
    if any(hasattr(catalog.find_check(a.rule.check), "check_site") for a in session.rules.for_post("")):
        _take(outcome, session.lint_site(set(posts)), session)
        order = {session.display(path): number for number, path in enumerate(posts)}
        outcome.findings.sort(key=lambda f: (order.get(f.path, -1), f.span.start, f.span.end, f.rule, f.message))


T = TypeVar("T")

_work_of: tuple[Session, Callable[[Session, str], Any]] | None = None
"""What a worker process does: made once, and forked with the site already known."""


def _start(session: Session, task: Callable[[Session, str], Any]) -> None:
    global _work_of
    _work_of = session, task


def _work(path: str) -> Any:
    assert _work_of is not None
    session, task = _work_of
    return task(session, path)


def each(session: Session, posts: Sequence[str], task: Callable[[Session, str], T]) -> Iterable[T]:
    """`task` of each path, in order; with many posts in several processes, so what it gives must be picklable."""
    jobs = session.options.jobs or min(os.cpu_count() or 1, 8)
    # The site and the rules are made once and inherited; where processes can't be forked, one does it all.
    if jobs == 1 or len(posts) < _ENOUGH_FOR_PROCESSES or not hasattr(os, "fork"):
        return (task(session, path) for path in posts)
    return _forked(session, posts, jobs, task)


def _results(session: Session, posts: list[str]) -> Iterable[engine.Result]:
    _ = session.context  # built once, before the processes part
    if session.changes is None:
        return each(session, posts, Session.lint_file)
    if not session.changes.former and not session.changes.removed:
        return []
    _ = session.former_context
    return each(session, posts, Session.lint_changed)


def _forked(session: Session, posts: Sequence[str], jobs: int, task: Callable[[Session, str], T]) -> Iterable[T]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(session, task)) as pool:
        yield from pool.map(_work, posts, chunksize=max(1, min(16, len(posts) // (jobs * 4))))


def _fix(session: Session, path: str) -> int:
    changes = session.changes

    def lint(text: str) -> list[Finding]:
        findings = session.lint(Post(path, text)).findings
        return [f for f in findings if changes is None or changes.touches(path, f.line, f.end_line)]

    if changes is not None and path not in changes.former:
        return 0
    try:
        post = session.read(path)
        text, count = apply_fixes(post.text, lint)
        if count:
            files.write_post(session.root / path, text)
    except ReadError:
        return 0  # told when the file is linted
    return count
