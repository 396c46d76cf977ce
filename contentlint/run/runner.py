"""From paths on the command line to findings: projects, their posts, processes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contentlint.catalog import catalog
from contentlint.catalog.rule import Rule
from contentlint.errors import ConfigError, UsageError
from contentlint.finding import Finding, Held, Severity
from contentlint.guard.boundary import TO_ALLOW
from contentlint.run import baseline, config, engine, workers
from contentlint.run.config import Config
from contentlint.run.fixing import fix_posts
from contentlint.run.judged import crowded, held, idle_globs
from contentlint.run.session import Options, Session
from contentlint.run.suppress import Mark, Silenced, idle_notes

__all__ = ["Options", "Outcome", "Session", "check", "check_text", "session_beside", "sessions"]

MANY_UNJUDGED = 0.1
"""Share of internal links that were not judged from which on a run says so."""

FEW = 5
"""Links from which on it is said."""

_LOOSE = 300
"""Files that are looked at around a post that belongs to no project: the folder may be somebody's home."""


@dataclass(slots=True)
class Outcome:
    """What a run found and what it could not do.

    Paths in findings are relative to the working directory. `problems` are lines for stderr: each means exit code
    2. `skipped` has files that were not checked, with the reason. `fixed` counts fixes written, `unchanged` and
    `baselined` findings left out by `Options.since` and the baseline, `links` the internal links of the posts,
    `unjudged` those of which it can't be told whether they work, by the reason. `notes` are lines for stderr that
    change no exit code. `unread` has files that could not be read for the site, by path below the project's root.
    `silenced` are the suppressed findings, `used` the suppressions that did it, `idle` those that post by post did
    nothing.
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
    links: int = 0
    unjudged: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Rule] = field(default_factory=dict)
    digests: list[Any] = field(default_factory=list)
    unread: dict[str, str] = field(default_factory=dict)
    silenced: list[Silenced] = field(default_factory=list)
    used: set[Mark] = field(default_factory=set)
    idle: list[Mark] = field(default_factory=list)
    languages: Counter[str] = field(default_factory=Counter)
    """Posts in languages that some of the rules can't judge, by the code of the language."""
    unjudged_by: set[str] = field(default_factory=set)
    """The ids of these rules."""
    fail_on: Severity = "error"
    held: list[Held] = field(default_factory=list)
    """The rules that found nothing in a post, with `Options.lists_held`."""
    crowded: list[str] = field(default_factory=list)
    """Posts with more warnings than `max-warnings` of their project allows, as lines for stderr."""

    @property
    def is_widely_unjudged(self) -> bool:
        """True when so many internal links were not judged that a run has to say so."""
        return self.unjudged.total() >= FEW and self.unjudged.total() > MANY_UNJUDGED * self.links

    def add(self, other: Outcome) -> None:
        """Take in the outcome of one more project; problems are shared."""
        for name in ("findings", "skipped", "digests", "notes", "silenced", "held", "crowded"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("files", "suppressed", "unchanged", "baselined", "fixed", "links"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unjudged.update(other.unjudged)
        self.languages.update(other.languages)
        self.unjudged_by |= other.unjudged_by
        self.rules.update(other.rules)
        self.fail_on = other.fail_on


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
    made, known = [], {root for root, _ in groups}
    for project, own in groups.items():
        session = _session(*project, options, is_whole=any(path.is_dir() for path in own))
        session.look_around(own)
        made.append((session, own))
        if options.config is None:
            made += _nested(session, own, known, options)
    return made


def _nested(
    session: Session, given: list[Path], known: set[Path], options: Options
) -> list[tuple[Session, list[Path]]]:
    """The projects below the given folders that have a configuration of their own, and the session told of them."""
    found: list[tuple[Session, list[Path]]] = []
    if not any(path.is_dir() for path in given):
        return found
    workspace = session.workspace
    for folder, file in sorted(workspace.configs.items()):
        root = workspace.root / folder
        if root == session.root or not root.is_relative_to(session.root):
            continue
        session.nested |= {root}
        if root not in known and any(path.is_dir() and root.is_relative_to(config.folder_of(path)) for path in given):
            known.add(root)
            below = _session(root, file, options, is_whole=True)
            below.nested = frozenset(workspace.root / other for other in workspace.configs if other != folder)
            below.__dict__["workspace"] = workspace
            found.append((below, [root]))
    return found


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


def check(paths: Sequence[Path], options: Options) -> Outcome:
    """Lint files and the posts of folders."""
    outcome = Outcome()
    made = sessions(paths, options)
    if options.baseline is not None and len(made) > 1:
        roots = ", ".join(config.shown_folder(session.root) for session, _ in made)
        raise UsageError(
            f"--baseline is for one project, and there are several ({roots}): say `baseline` in the "
            f"{config.FILE_NAME} of each, or check them one by one"
        )
    gathered = [(session, own, posts_at(session, own, outcome.problems, outcome.skipped)) for session, own in made]
    outcome.problems += without_posts(gathered)
    for session, own, posts in gathered:
        known = _known(session)
        if options.prepare is not None:
            outcome.problems += options.prepare(session, list(posts))
        if options.fix:
            outcome.fixed += fix_posts(session, _fixable(session, list(posts)), outcome.problems)
        mine = Outcome(problems=outcome.problems)
        _lint(session, list(posts), mine)
        _compare(session, own, posts, known, mine)
        mine.crowded += crowded(session, mine.findings)
        mine.notes += idle_notes(mark for mark in mine.idle if mark not in mine.used)
        if posts and any(session.root.is_relative_to(config.folder_of(path)) for path in own if path.is_dir()):
            mine.notes += idle_globs(session, posts)
        outcome.add(mine)
        session.keep_index()
        outcome.notes += notes(session)
    outcome.notes += not_understood(outcome)
    return outcome


def not_understood(outcome: Outcome) -> list[str]:
    """A line that says why links were not judged, and how to tell the tool; none for few of them."""
    if not outcome.is_widely_unjudged:
        return []
    reasons = "; ".join(f"{times}: {why}" for why, times in outcome.unjudged.most_common(3))
    count = f"{outcome.unjudged.total()} of {outcome.links}"
    return [
        f"{count} internal links were not judged ({reasons}). In [site] of {config.FILE_NAME}, say "
        "generator, base-url or routes, or a finished build in output; name in extra-routes what exists, in "
        "assume-exists what never to check"
    ]


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
            posts.update(dict.fromkeys(found))
            skipped += [(session.display(p), reason) for p, reason in passed]
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
    return [*session.notes, *session.boundary.told(lambda link: session.display(session.relative(link)))]


def _baseline_file(session: Session) -> Path | None:
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
        return not os.path.exists(session.root / path)  # noqa: PTH110 - says no to a name that no file can have

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
    outcome, session = Outcome(files=1), session_beside(path.parent if path.parent.is_dir() else Path(), options)
    session.ages.asks_git = False  # a text need not be what the history has
    post = session.post(session.relative(path), text)
    _take(outcome, session.with_digest(post, session.lint(post)), session)
    whole = site_rules(session)  # not asked about a single text
    outcome.notes += idle_notes(m for m in outcome.idle if not whole or (m.rules is not None and not m.rules & whole))
    _tell_of_site(session, outcome)
    _compare(session, [], [post.path], _known(session), outcome)
    outcome.crowded += crowded(session, outcome.findings)
    outcome.notes += notes(session)
    return outcome


def _take(outcome: Outcome, result: engine.Result, session: Session) -> None:
    outcome.findings += result.findings
    outcome.problems += [problem for problem in result.problems if problem not in outcome.problems]
    outcome.suppressed += result.suppressed
    outcome.unchanged += result.unchanged
    outcome.links += result.links
    outcome.unjudged.update(result.unjudged)
    outcome.unread |= result.unread
    outcome.silenced += result.silenced
    outcome.held += result.held
    outcome.used |= result.used
    outcome.idle += result.idle
    outcome.languages.update([result.language] if result.language else [])
    outcome.unjudged_by.update(result.unjudged_by)
    if result.digest is not None:
        outcome.digests.append(result.digest)
    outcome.fail_on = session.config.fail_on
    outcome.rules.update({active.rule.id: active.rule for active in session.rules.for_post("")})


def _lint(session: Session, posts: list[str], outcome: Outcome) -> None:
    changes = session.changes
    outcome.files += len(posts) if changes is None else sum(path in changes.former for path in posts)
    for result in _results(session, posts):
        _take(outcome, result, session)
        if result.kept:
            session.sites.index.add(result.kept)
    if site_rules(session):
        _take(outcome, session.lint_site(set(posts)), session)
    _tell_of_site(session, outcome)
    order = {session.display(path): number for number, path in enumerate(posts)}
    outcome.findings.sort(key=lambda f: (order.get(f.path, -1), f.span.start, f.span.end, f.rule, f.message))
    found = (*outcome.findings, *(hidden.finding for hidden in outcome.silenced))
    outcome.held = held(outcome.held, found, order, session.catalog.rules)


def site_rules(session: Session) -> frozenset[str]:
    """The active rules that look at the whole site."""
    active = session.rules.for_post("")
    return frozenset(a.rule.id for a in active if hasattr(catalog.find_check(a.rule.check), "check_site"))


def _tell_of_site(session: Session, outcome: Outcome) -> None:
    """What of the site could not be read: each file is a finding of its own, and everything a problem."""
    for path, why in (outcome.unread | session.unread).items():
        outcome.findings.append(engine.internal_error(session.display(path), "links", why))
        outcome.problems.append(f"{session.display(path)}: {why}; links to it are not judged")
    outcome.problems += session.site_problems


def _results(session: Session, posts: list[str]) -> Iterable[engine.Result]:
    _ = session.ages.share(), session.needs_site and session.sites.hosts  # built once, before the processes part

    def lost(path: str) -> engine.Result:
        why = "the process that checked it was ended from outside (out of memory?)"
        return engine.Result(problems=[f"{session.display(path)}: not checked: {why}"])

    if session.changes is None:
        return workers.each(session, posts, Session.lint_file, lost, session.options.jobs)
    if not session.changes.former and not session.changes.removed:
        return []
    _ = session.needs_site and session.former_sites.hosts
    return workers.each(session, posts, Session.lint_changed, lost, session.options.jobs)


def _fixable(session: Session, posts: list[str]) -> list[str]:
    """The posts to apply fixes in: with `Options.since` those in which something that is new can be fixed."""
    if session.changes is None:
        return posts
    before = Outcome()
    _lint(session, posts, before)
    wanted = {session.relative(Path(f.path)) for f in before.findings if f.fix is not None}
    return [path for path in posts if path in wanted]
