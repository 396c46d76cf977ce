"""From paths on the command line to findings: projects, their posts, processes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ReadError, UsageError
from contentlint.guard.boundary import TO_ALLOW, top
from contentlint.guard.limit import ends_matches
from contentlint.run import adopted, config, engine, idle, ledger, workers
from contentlint.run.config import Config
from contentlint.run.judged import crowded, held, idle_globs, not_understood, without_use
from contentlint.run.noticed import idle_settings
from contentlint.run.outcome import Outcome
from contentlint.run.session import Options, Session

if TYPE_CHECKING:
    from contentlint.finding import Finding
    from contentlint.run.baseline import Entry
    from contentlint.run.recall import Recall
    from contentlint.run.suppress import Mark

__all__ = ["Options", "Outcome", "Session", "check", "check_text", "session_beside", "sessions"]

_LOOSE = 300
"""Files that are looked at around a post that belongs to no project: the folder may be somebody's home."""


def sessions(paths: Sequence[Path], options: Options) -> list[tuple[Session, list[Path]]]:
    """The projects that paths belong to, each with its paths, in the order given.

    Raises UsageError for a path that does not exist, and ConfigError, RuleError for what is wrong with a project.
    """
    groups: dict[tuple[Path, Path | None], list[Path]] = {}
    for path in paths:
        try:
            path.stat()
        except (FileNotFoundError, NotADirectoryError):
            raise UsageError(f"there is no file or folder '{path}'") from None
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else error
            raise UsageError(f"'{str(path)[:200]}' can't be looked at: {why}") from None
        groups.setdefault(_project(path, options), []).append(path)
    made: dict[Path, tuple[Session, list[Path]]] = {}
    for (root, found), own in groups.items():
        session = _session(root, found, options, is_whole=any(path.is_dir() for path in own))
        session.look_around(own)
        made[root] = (session, own)
    for session, own in list(made.values()):
        for folder in own if options.config is None else ():
            if folder.is_dir():
                _add_nested(session, config.folder_of(folder), made, options)
    for session, _ in made.values():
        session.named = tuple(paths)
    return list(made.values())


def _add_nested(session: Session, folder: Path, made: dict[Path, tuple[Session, list[Path]]], options: Options) -> None:
    """Add the projects below a given folder that have a configuration of their own, each with its whole folder."""
    workspace = session.workspace
    for name, file in sorted(workspace.configs.items()):
        root = workspace.root / name
        if root not in session.nested or not root.is_relative_to(folder):
            continue
        if root not in made:
            below = _session(root, file, options, is_whole=True)
            if top(root) == top(session.root):
                below.__dict__["workspace"] = workspace
            below.look_around([root])
            made[root] = (below, [])
        _, own = made[root]
        if all(config.folder_of(path) != root for path in own if path.is_dir()):
            own.append(root)


def session_beside(folder: Path, options: Options) -> Session:
    """The project that a text belongs to which stands, or could stand, in a folder. Raises as `sessions`."""
    session = _session(*_project(folder, options), options, is_whole=False)
    session.look_around([folder])
    return session


def _project(path: Path, options: Options) -> tuple[Path, Path | None]:
    """The root of a path's project, and its configuration file."""
    found = options.config or config.find(path)
    return (config.folder_of(found) if found else config.project_root(path)), found


def _session(root: Path, found: Path | None, options: Options, *, is_whole: bool) -> Session:
    trusted = options.trust_config or options.config is not None
    session = Session(root, config.load(found, trusted=trusted) if found else Config(root=root), options)
    if not found and not config.is_project(root) and not is_whole:
        session.limit = _LOOSE
    return session


def check(paths: Sequence[Path], options: Options, recall: Recall | None = None) -> Outcome:
    """Lint files and the posts of folders. `recall` is to keep the outcome for the next run of the same."""
    outcome = Outcome()
    with outcome.timed("configuration and rules"):
        made = sessions(paths, options)
    if options.baseline is not None and len(made) > 1:
        roots = ", ".join(config.shown_folder(session.root) for session, _ in made)
        raise UsageError(
            f"--baseline is for one project, and there are several ({roots}): say `baseline` in the "
            f"{config.FILE_NAME} of each, or check them one by one"
        )
    with outcome.timed("finding the posts"):
        gathered = [(session, own, posts_at(session, own, outcome.problems, outcome.skipped)) for session, own in made]
    outcome.problems += [] if options.may_be_empty else without_posts(gathered)
    for session, own, posts in gathered:
        known = adopted.known(session)
        outcome.projects.append(_project_line(session, len(posts)))
        if options.prepare is not None:
            outcome.problems += options.prepare(session, list(posts))
        mine = Outcome(problems=outcome.problems)
        if options.fix or options.diff:
            from contentlint.run.fixing import fix_posts

            mine.fixed, mine.diffs = fix_posts(session, _fixable(session, list(posts)), outcome.problems)
        _lint(session, list(posts), mine, tells_ledger=ledger.told_of(session, own))
        adopted.compare(session, own, posts, known, mine)
        if options.keeps is not None:
            mine.findings = [finding for finding in mine.findings if options.keeps(finding)]
        if options.adds_suppressions:
            mine = _suppressed(session, own, list(posts), known, mine)
        _decide(session, mine)
        mine.notes += idle_settings(session, own)
        if posts and any(session.root.is_relative_to(config.folder_of(path)) for path in own if path.is_dir()):
            mine.notes += idle_globs(session, posts)
        outcome.add(mine)
        session.keep_index()
        outcome.notes += notes(session)
    outcome.notes += not_understood(outcome)
    if recall is not None:
        recall.keep(outcome, made, [session.root / post for session, _, posts in gathered for post in posts])
    return outcome


def _suppressed(session: Session, given: list[Path], posts: list[str], known: list[Entry], found: Outcome) -> Outcome:
    """Write suppressions for what was found; what is left, and which of it can't be suppressed."""
    from contentlint.run import suppressing

    added, left = suppressing.add(session, found.findings, found.problems)
    if added:
        found = Outcome(problems=found.problems)
        _lint(session, posts, found)
        adopted.compare(session, given, posts, known, found)
    found.added = added
    found.notes += left
    return found


def _project_line(session: Session, posts: int) -> str:
    folder, file = config.shown_folder(session.root), session.config.path
    said = config.shown_folder(file) if file is not None else "no configuration"
    rules = len(session.rules.for_post(""))
    return f"project {folder}: {said}; {rules} rules; {posts} post{'s' * (posts != 1)}"


def _decide(session: Session, outcome: Outcome) -> None:
    """Whether what was found fails the run, by the configuration of its project."""
    outcome.failures += crowded(session, outcome.findings)
    outcome.is_failing = outcome.fails(session.config.fail_on)
    outcome.rule_pages = session.config.rule_pages


def posts_at(
    session: Session, given: Iterable[Path], problems: list[str], skipped: list[tuple[str, str]]
) -> dict[str, None]:
    """The posts at the given paths, below the root of their project, in order.

    What is not followed goes to `problems`, Markdown files that are no posts to `skipped`, with the reason.
    """
    posts: dict[str, None] = {}
    for path in given:
        if path.is_dir() and session.boundary.refuses(path):
            problems.append(f"{path} leads out of the repository: not followed; {TO_ALLOW} follows it")
        elif path.is_dir():
            found, passed = session.discover(path)
            told = (
                f"{session.display(session.relative(at))}: can't be read: {why}" for at, why in session.unlisted.items()
            )
            problems += [line for line in told if line not in problems]
            posts.update(dict.fromkeys(found))
            skipped += [(session.display(p), reason) for p, reason in passed]
        elif session.relative(path) in session.ledger_files.paths:
            continue
        elif why := session.why_paper(name := session.relative(path)):
            skipped.append((session.display(name), why))
        else:
            posts[name] = None
    return posts


def without_posts(gathered: Sequence[tuple[Session, list[Path], dict[str, None]]]) -> list[str]:
    """A line for each given folder in which no post was found: most likely it is the wrong one."""
    found = {os.path.abspath(session.root / post) for session, _, posts in gathered for post in posts}  # noqa: PTH100
    lines = []
    for session, given, _ in gathered:
        for path in given:
            inside = str(config.folder_of(path)) + os.sep
            if path.is_dir() and not session.boundary.refuses(path) and not any(p.startswith(inside) for p in found):
                lines.append(_no_post(session, path))
    return lines


def _no_post(session: Session, folder: Path) -> str:
    """That a folder has no post, where it was looked for, and what to do."""
    skipped = Counter(why for _, why in session.discover(folder)[1])
    seen = ", ".join(f"{count} {why}" for why, count in skipped.most_common(3))
    roots = ((site.generator, session.sites.named(site.project.root or ".")) for site in session.sites.all[:3])
    sites = ", ".join(f"{generator} in {session.display(root)}" for generator, root in roots)
    return (
        f"{session.display(session.relative(folder))}: no post found"
        + (f" (Markdown files there: {seen})" if seen else ": there is no Markdown file")
        + f"; looked for content of: {sites}. Name another folder or the files, or say `include` in {config.FILE_NAME}"
    )


def notes(session: Session) -> list[str]:
    """What the user should know of a project: settings that are not used, and each link that was not followed."""
    links = session.boundary.told(lambda link: session.display(session.relative(link)))
    return [*session.notes, *without_use(session), *session.ledger_files.notes, *session.workspace.notes, *links]


def check_text(text: str, path: Path, options: Options) -> Outcome:
    """Lint a text as if it stood in the file `path`, which need not exist."""
    folder = path.parent if path.parent.is_dir() else Path()
    session = session_beside(folder, options)
    if ends_matches() or session.config.rule_timeout <= 0:
        return _of_text(session, text, path)
    from contentlint.run import apart

    try:
        found = apart.of_text(session, _of_text, text, path, folder)
    except apart.Ended:
        return _of_text(session, text, path, apart.ended(session, session.relative(path)))
    return found or _of_text(session, text, path)


def _of_text(session: Session, text: str, path: Path, known: engine.Result | None = None) -> Outcome:
    """The outcome of a text; `known` is its result where that is known."""
    outcome = Outcome(files=1, checked=[str(path)])
    session.ages.asks_git = False  # a text need not be what the history has
    post = session.post(session.relative(path), text)
    if known is None:
        session.take_unsaved({post.path: post.text})
    _take(outcome, known or session.with_digest(post, session.lint(post)), session)
    outcome.problems += ledger.mistakes(session)
    _tell_of_site(session, outcome)
    adopted.compare(session, [], [post.path], adopted.known(session), outcome)
    _decide(session, outcome)
    outcome.notes += notes(session)
    return outcome


def _take(outcome: Outcome, result: engine.Result, session: Session, path: str = "") -> None:
    outcome.findings += result.findings
    if result.problems:
        known = frozenset(outcome.problems)
        outcome.problems += [problem for problem in dict.fromkeys(result.problems) if problem not in known]
    outcome.suppressed += result.suppressed
    outcome.unchanged += result.unchanged
    outcome.links += result.links
    outcome.unjudged.update(result.unjudged)
    outcome.unread |= result.unread
    outcome.phases["reading and parsing posts"] += result.reading
    outcome.silenced += result.silenced
    outcome.held += result.held
    outcome.used |= result.used
    outcome.idle += result.idle
    outcome.languages.update([result.language] if result.language else [])
    outcome.unjudged_by.update(result.unjudged_by)
    if result.digest is not None:
        outcome.digests.append(result.digest)
    for rule, seconds in result.seconds.items():
        outcome.seconds[rule] += seconds
        outcome.slowest[rule] = max((seconds, path), outcome.slowest.get(rule, (0.0, "")))
    if not outcome.rules:
        outcome.rules.update({active.rule.id: active.rule for active in session.rules.for_post("")})


def _touched(session: Session, findings: Iterable[Finding]) -> dict[int, bool]:
    """Whether the lines of each finding were changed, by its id."""
    changes = session.changes
    assert changes is not None
    return {id(f): changes.touches(session.relative(Path(f.path)), f.line, f.end_line) for f in findings}


def _lint(session: Session, posts: list[str], outcome: Outcome, *, tells_ledger: bool = False) -> None:
    changes = session.changes
    mine = posts if changes is None else [path for path in posts if path in changes.former]
    outcome.files += len(mine)
    outcome.checked += map(session.display, mine)
    asked = posts if changes is None else []
    if changes is not None and (changes.former or changes.removed):
        with outcome.timed("reading the site"):
            asked = [path for path in posts if session.is_to_look_at(path)]
    tell = session.options.progress
    for number, (path, result) in enumerate(zip(asked, _results(session, asked, outcome), strict=True)):
        if tell is not None:
            tell(number, len(asked))
        _take(outcome, result, session, session.display(path))
        if result.kept:
            session.sites.index.add(result.kept)
        if result.consulted is not None:
            session.asked.add(result.consulted)
    if session.site_rules:
        with outcome.timed("rules about the whole site"):
            _take(outcome, session.lint_site(set(posts)), session)
    if session.is_ledger_changed:
        outcome.findings = ledger.blamed(session, outcome.findings, _touched(session, outcome.findings))
    if tells_ledger:
        _take(outcome, ledger.lint(session), session)
    outcome.problems += [line for line in ledger.mistakes(session) if line not in outcome.problems]
    _judge_late(session, outcome)
    _tell_of_site(session, outcome)
    order = {session.display(path): number for number, path in enumerate(posts)}
    outcome.findings.sort(key=lambda f: (order.get(f.path, -1), f.span.start, f.span.end, f.rule, f.message))
    found = (*outcome.findings, *(hidden.finding for hidden in outcome.silenced))
    outcome.held = held(outcome.held, found, order, session.catalog.rules)


def _judge_late(session: Session, outcome: Outcome) -> None:
    """Tell of suppressions for rules about the whole site, now that it is known whether they did anything."""
    by_path: dict[str, list[Mark]] = {}
    for mark in outcome.idle:
        if mark not in outcome.used:
            by_path.setdefault(mark.path, []).append(mark)
    told = {(f.rule, f.path, f.span) for f in outcome.findings}
    for path, marks in by_path.items():
        try:
            result = idle.late(session, session.relative(Path(path)), marks)
        except ReadError:  # told before
            continue
        result.findings = [f for f in result.findings if (f.rule, f.path, f.span) not in told]
        _take(outcome, result, session)


def _tell_of_site(session: Session, outcome: Outcome) -> None:
    """What of the site could not be read: each file is a finding of its own, and everything a problem.

    A post that was checked and could not be read then has one already.
    """
    failed = {found.path for found in outcome.findings if found.rule == engine.INTERNAL_ERROR}
    for path, why in (outcome.unread | session.unread).items():
        if session.display(path) in failed:
            continue
        outcome.findings.append(engine.internal_error(session.display(path), "links", why))
        outcome.problems.append(f"{session.display(path)}: {why}; links to it are not judged")
    outcome.problems += session.site_problems


def _results(session: Session, posts: list[str], outcome: Outcome) -> Iterable[engine.Result]:
    with outcome.timed("reading the site"):
        _ = session.needs_site and session.sites.hosts  # built once, before the processes part
    if session.context.ledger is not None:
        _ = session.context.ledger.names, session.former_ledger_context

    def lost(path: str) -> engine.Result:
        why = "the process that checked it was ended from outside (out of memory?)"
        return engine.Result(problems=[f"{session.display(path)}: not checked: {why}"])

    def each(paths: list[str], task: Callable[[Session, str], engine.Result]) -> Iterator[engine.Result]:
        if workers.number(len(paths), session.options.jobs) > 1:
            session.ages.share()
        elif paths and not ends_matches() and session.config.rule_timeout > 0:
            from contentlint.run import apart

            session.keep_index()  # for the other process to find
            return apart.each(session, paths, task, lost)
        return iter(workers.each(session, paths, task, lost, session.options.jobs))

    if session.changes is None:
        known = {path: found for path in posts if (found := session.recall(path)) is not None}
        session.asked.add(session.take_consulted())  # told once, and not by each process again
        made = each([path for path in posts if path not in known], Session.lint_file)
        return (known.get(path) or next(made) for path in posts)
    _ = session.needs_site and session.former_sites.hosts
    from contentlint.run import news

    return each(posts, news.lint_changed)


def _fixable(session: Session, posts: list[str]) -> list[str]:
    """The posts to apply fixes in: with `Options.since` those in which something that is new can be fixed."""
    if session.changes is None:
        return posts
    before = Outcome()
    _lint(session, posts, before)
    unsafe = session.options.unsafe_fixes
    from contentlint.run.fix import is_applied

    wanted = {session.relative(Path(f.path)) for f in before.findings if is_applied(f, unsafe=unsafe)}
    return [path for path in posts if path in wanted]
