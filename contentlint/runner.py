"""From paths on the command line to findings: projects, their posts, processes."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from contentlint import cache, catalog, config, engine, files
from contentlint.config import Config, RuleSet, matches
from contentlint.errors import ContentlintError, ReadError, UsageError
from contentlint.finding import Finding, Severity
from contentlint.fix import apply_fixes
from contentlint.post import Post
from contentlint.rule import Context, Rule

if TYPE_CHECKING:
    from contentlint.schemas import Schema
    from contentlint.site import Site
    from contentlint.source import SourceResult

_INDEX = "site-index"
_LOOSE = 300
"""Files that are looked at around a post that belongs to no project: the folder may be somebody's home."""
_ENOUGH_FOR_PROCESSES = 24
"""Posts from which on a second process saves more time than it takes to start."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of a run. `today` is the day that rules take for now.

    `digest` is called with the session and each post where it is linted (maybe in another process); what it gives,
    picklable, is in `Outcome.digests`: a report's facts without reading every post a second time. `prepare` is called
    with each session and the paths of its posts before they are linted, to set `Session.sources`; it gives problems.
    """

    today: dt.date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    use_cache: bool = True
    jobs: int = 0
    sources: bool = False
    fix: bool = False
    digest: Callable[[Session, Post], Any] | None = None
    prepare: Callable[[Session, list[str]], list[str]] | None = None


@dataclass(slots=True)
class Outcome:
    """What a run found and what it could not do.

    Paths in findings are relative to the working directory. `problems` are lines for stderr: each means exit code
    2. `skipped` has files that were not checked, with the reason. `fixed` counts fixes written.
    """

    findings: list[Finding] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    files: int = 0
    suppressed: int = 0
    fixed: int = 0
    rules: dict[str, Rule] = field(default_factory=dict)
    digests: list[Any] = field(default_factory=list)
    fail_on: Severity = "error"


class Session:
    """One project: its root, its configuration, its rules, its site."""

    def __init__(self, root: Path, config_: Config, options: Options) -> None:
        self.root, self.config, self.options = root, config_, options
        self.catalog = catalog.load(config_.root / path for path in config_.rule_paths)
        self.rules = RuleSet(
            self.catalog, config_, select=options.select, ignore=options.ignore, sources=options.sources
        )
        self.limit: int | None = None
        """Files of the root that are looked at, at most; None: all."""
        self.sources: Mapping[str, SourceResult] | None = None
        """What the audit read, for rules that need it."""

    @cached_property
    def tree(self) -> files.DiskTree:
        """The project's files."""
        return files.DiskTree(self.root, self.limit)

    @cached_property
    def site(self) -> Site:
        """The site, from the cached index where files have not changed."""
        from contentlint.site import Site, SiteSettings

        index = cache.read(self.root, _INDEX) if self.options.use_cache else ""
        # A file somewhere in a large folder that is no project: nobody knows what its links are relative to.
        settings = SiteSettings(assume_exists=("/**",)) if self.tree.is_cut else self.config.site
        return Site(self.tree, settings, today=self.options.today, index=index)

    def keep_index(self) -> None:
        """Write the site's index to the cache, when the site was asked for."""
        if self.options.use_cache and "site" in self.__dict__ and self.site.index.changed:
            cache.write(self.root, _INDEX, self.site.dump_index())

    @cached_property
    def context(self) -> Context:
        """What checks may know. The site is worked out only when an active rule needs it."""
        needs = {need for active in self.rules.for_post("") for need in active.rule.needs}
        return Context(
            today=self.options.today,
            vocabulary=self.rules.vocabulary,
            site=self.site if "site" in needs else None,
            sources=self.sources if "sources" in needs else None,
            schema_for=self._schema_for,
        )

    @cached_property
    def _schema_for(self) -> Callable[[str], Schema | None]:
        from contentlint.schema_finder import SchemaFinder

        def read(path: str) -> str | None:
            place = self.root / path
            try:
                return place.read_text(encoding="utf-8-sig") if place.is_file() else None
            except (OSError, UnicodeDecodeError):
                return None

        def setting(path: str) -> str:
            own = self.config.front_matter
            return next((s for glob, s in own.schemas.items() if matches(path, glob)), own.schema)

        def profile(name: str) -> str | None:
            place = catalog.builtin_root() / "schemas" / f"{name}.yaml"
            return place.read_text(encoding="utf-8") if place.is_file() else None

        def generator(path: str) -> str | None:
            # A README beside the site has none of the generator's keys.
            return self.site.generator if path in self.site.pages else None

        return SchemaFinder(read, setting=setting, generator=generator, profile_text=profile)

    def relative(self, path: Path) -> str:
        """A file's path below the root, with forward slashes: how rules, globs and the site call it."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the project
        try:
            return absolute.relative_to(self.root).as_posix()
        except ValueError:
            return Path(os.path.relpath(absolute, self.root)).as_posix()

    def display(self, path: str) -> str:
        """A path below the root as the user sees it: from the working directory."""
        try:
            return Path(os.path.relpath(self.root / path)).as_posix()
        except ValueError:  # another drive
            return (self.root / path).as_posix()

    def discover(self, folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
        """The posts in a folder, and the Markdown files there that are none, with the reason."""
        posts, skipped = [], []
        pages: Mapping[str, Any] | None = None
        for file, _ in files.walk(folder):
            if file.suffix.lower() not in files.POST_SUFFIXES:
                continue
            path = self.relative(file)
            if any(matches(path, glob) for glob in self.config.exclude):
                skipped.append((path, "excluded by the configuration"))
            elif self.config.include:
                if any(matches(path, glob) for glob in self.config.include):
                    posts.append(path)
                else:
                    skipped.append((path, "not included by the configuration"))
            else:
                pages = self.site.pages if pages is None else pages
                if self.site.generator == "plain" or path in pages:
                    posts.append(path)
                else:
                    skipped.append((path, f"not content of the {self.site.generator} site"))
        return posts, skipped

    def read(self, path: str) -> Post:
        """The post at a path below the root. Raises ReadError."""
        try:
            return Post(path, files.read_post(self.root / path, self.config.max_file_size))
        except ReadError as error:
            error.path = self.display(path)
            raise

    def lint(self, post: Post) -> engine.Result:
        """Lint one post; paths in the result are those that the user sees."""
        result = engine.lint(
            post,
            self.rules.for_post(post.path),
            self.context,
            select=self.catalog.select,
            timeout=self.config.rule_timeout,
        )
        return self._shown(result)

    def _shown(self, result: engine.Result) -> engine.Result:
        shown: dict[str, str] = {}

        def show(path: str) -> str:
            if path not in shown:
                shown[path] = self.display(path)
            return shown[path]

        result.findings = [
            replace(
                f,
                path=show(f.path),
                related=tuple(replace(r, path=show(r.path)) if r.path else r for r in f.related),
            )
            for f in result.findings
        ]
        return result

    def lint_file(self, path: str) -> engine.Result:
        """Lint one file; what can't be read is a problem of the result."""
        try:
            post = self.read(path)
        except ReadError as error:
            return engine.Result(problems=[str(error)])
        try:
            return self.with_digest(post, self.lint(post))
        except ContentlintError as error:
            return engine.Result(problems=[str(error)])

    def with_digest(self, post: Post, result: engine.Result) -> engine.Result:
        """The result with what the report wants of the post; a failure there loses that post's facts only."""
        if self.options.digest is not None:
            try:
                result.digest = self.options.digest(self, post)
            except Exception as error:
                name = self.display(post.path)
                result.problems.append(f"{name}: its facts are missing in the report: {type(error).__name__}: {error}")
        return result

    def lint_site(self, wanted: set[str]) -> engine.Result:
        """Run the checks of the whole site; only findings in `wanted` posts are kept."""
        return self._shown(
            engine.lint_site(self.rules.for_post(""), self.context, self.read, wanted, self.catalog.select)
        )


def sessions(paths: Sequence[Path], options: Options) -> list[tuple[Session, list[Path]]]:
    """The projects that paths belong to, each with its paths, in the order given.

    Raises UsageError for a path that does not exist, and ConfigError, RuleError for what is wrong with a project.
    """
    groups: dict[tuple[Path, Path | None], list[Path]] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder '{path}'")
        found = options.config or config.find(path)
        root = config.folder_of(found) if found else config.project_root(path)
        groups.setdefault((root, found), []).append(path)
    made = []
    for (root, found), own in groups.items():
        session = Session(root, config.load(found) if found else Config(root=root), options)
        if not found and not config.is_project(root) and not any(path.is_dir() for path in own):
            session.limit = _LOOSE
        made.append((session, own))
    return made


def check(paths: Sequence[Path], options: Options) -> Outcome:
    """Lint files and the posts of folders."""
    outcome = Outcome()
    for session, own in sessions(paths, options):
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
            outcome.fixed += sum(_fix(session, path, outcome) for path in posts)
        _lint(session, list(posts), outcome)
        session.keep_index()
    return outcome


def session_beside(folder: Path, options: Options) -> Session:
    """The project that a text belongs to which stands, or could stand, in a folder. Raises as `sessions`."""
    found = options.config or config.find(folder)
    root = config.folder_of(found) if found else config.project_root(folder)
    session = Session(root, config.load(found) if found else Config(root=root), options)
    if not found and not config.is_project(root):
        session.limit = _LOOSE
    return session


def check_text(text: str, path: Path, options: Options) -> Outcome:
    """Lint a text as if it stood in the file `path`, which need not exist."""
    outcome = Outcome(files=1)
    session = session_beside(path.parent if path.parent.is_dir() else Path(), options)
    post = Post(session.relative(path), text.removeprefix("\ufeff"))
    _take(outcome, session.with_digest(post, session.lint(post)), session)
    return outcome


def _take(outcome: Outcome, result: engine.Result, session: Session) -> None:
    outcome.findings += result.findings
    outcome.problems += [problem for problem in result.problems if problem not in outcome.problems]
    outcome.suppressed += result.suppressed
    if result.digest is not None:
        outcome.digests.append(result.digest)
    outcome.fail_on = session.config.fail_on
    outcome.rules.update({active.rule.id: active.rule for active in session.rules.for_post("")})


def _lint(session: Session, posts: list[str], outcome: Outcome) -> None:
    outcome.files += len(posts)
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
    return each(session, posts, Session.lint_file)


def _forked(session: Session, posts: Sequence[str], jobs: int, task: Callable[[Session, str], T]) -> Iterable[T]:
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(session, task)) as pool:
        yield from pool.map(_work, posts, chunksize=max(1, min(16, len(posts) // (jobs * 4))))


def _fix(session: Session, path: str, outcome: Outcome) -> int:
    try:
        post = session.read(path)
        text, count = apply_fixes(post.text, lambda text: session.lint(Post(path, text)).findings)
        if count:
            files.write_post(session.root / path, text)
    except ReadError:
        return 0  # told when the file is linted
    return count
