"""One project in one run: its root, its configuration, its rules, its site, and the linting of its posts."""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.catalog import catalog
from contentlint.catalog.rule import Context
from contentlint.errors import ConfigError, ContentlintError, ReadError
from contentlint.finding import Finding
from contentlint.guard.boundary import Boundary
from contentlint.post.dialect import Dialect, of_suffix
from contentlint.post.post import Post
from contentlint.run import engine, files, git
from contentlint.run.ages import Ages
from contentlint.run.config import ActiveRule, Config, RuleSet, folder_of, matches, restricted
from contentlint.run.judged import count_links, known_idle
from contentlint.run.suppress import Mark
from contentlint.run.workspace import Workspace

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.run.git import Changes
    from contentlint.schema.schemas import Schema
    from contentlint.site import Sites
    from contentlint.site.verdicts import ByModel


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says of a run. `today` is the day that rules take for now.

    `digest` is called with the session and each post where it is linted (maybe in another process); what it gives,
    picklable, is in `Outcome.digests`: a report's facts without reading every post a second time. `prepare` is called
    with each session and the paths of its posts before they are linted, to set `Session.sources`; it gives problems.
    `since` names a commit: only what is new since its merge base with HEAD is reported. `baseline` is a file of known
    findings instead of the configuration's; `use_baseline` and `write_baseline` say what to do with it.
    `lists_held` asks for the rules that found nothing, too.
    `trust_config` lets the checked folder's own configuration and links lead out of the repository.
    """

    today: dt.date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    config: Path | None = None
    trust_config: bool = False
    use_cache: bool = True
    jobs: int = 0
    sources: bool = False
    fix: bool = False
    digest: Callable[[Session, Post], Any] | None = None
    prepare: Callable[[Session, list[str]], list[str]] | None = None
    since: str = ""
    baseline: Path | None = None
    use_baseline: bool = True
    write_baseline: bool = False
    lists_held: bool = False


class Session:
    """One project: its root, its configuration, its rules, its site."""

    def __init__(self, root: Path, config_: Config, options: Options) -> None:
        self.root, self.options = root, options
        self.boundary = Boundary(root, is_open=options.trust_config)
        """What of the disk the project may lead to."""
        self.config, not_used = restricted(config_, self.boundary)
        self.notes = [not_used] if not_used else []
        """Lines for the user that change no exit code."""
        self.catalog = catalog.load(self.config.rule_files, refuses=self.boundary.refuses)
        self.rules = RuleSet(
            self.catalog, self.config, select=options.select, ignore=options.ignore, sources=options.sources
        )
        if self.rules.is_empty:
            self.notes.append("no rule is left to run: see select and ignore; some rules run in an audit only")
        self.nested: frozenset[Path] = frozenset()
        """Folders below the root with a configuration of their own: other projects."""
        self.limit: int | None = None
        """Files of the root that are looked at, at most; None: all."""
        self.sources: Mapping[str, SourceResult] | None = None
        """What the audit read, for rules that need it."""

    @cached_property
    def every_rule(self) -> RuleSet:
        """The rules that the configuration switches on, whatever the command line says, those of the audit too."""
        return RuleSet(self.catalog, self.config, sources=True)

    @cached_property
    def workspace(self) -> Workspace:
        """The repository that the project lies in."""
        return Workspace(
            self.root,
            today=self.options.today,
            use_cache=self.options.use_cache,
            trust_config=self.options.trust_config,
            only=self.config if self.options.config is not None else None,
            limit=self.limit,
            read_seconds=self.config.rule_timeout,
        )

    def look_around(self, paths: Iterable[Path]) -> None:
        """Tell the workspace of paths that were named: an example's site counts for the posts in it."""
        for path in paths:
            home = self.workspace.home(folder_of(path))
            self.workspace.around.add(home + "/" if home else "")

    @cached_property
    def home(self) -> str:
        """The project's root as the workspace names it: "" for its top."""
        return self.workspace.home(self.root)

    @cached_property
    def sites(self) -> Sites:
        """The sites of the repository, with paths below the project's root."""
        sites = self.workspace.sites.seen_from(self.home)
        if self.changes is not None:
            for site in sites.all:
                site.verdicts.look_back = partial(self._look_back, site.project.root)
        return sites

    def _look_back(self, root: str, path: str) -> tuple[ByModel, str] | None:
        """The model of the site with its root there before the changes, and what the file at a path was called then."""
        changes = self._workspace_changes
        before = next((site for site in self.former_sites.all if site.project.root == root), None)
        return (before.by_model, changes.former.get(path) or path) if before is not None else None

    @cached_property
    def changes(self) -> Changes | None:
        """What was changed since `Options.since`. Raises UsageError when git can't tell."""
        return git.changes(self.root, self.options.since, files.POST_SUFFIXES) if self.options.since else None

    @cached_property
    def _workspace_changes(self) -> Changes:
        """The changes, with paths seen from the top of the repository."""
        assert self.changes is not None
        if not self.home:
            return self.changes
        return git.changes(self.workspace.root, self.options.since, files.POST_SUFFIXES)

    @cached_property
    def former_sites(self) -> Sites:
        """The sites before the changes."""
        return self.workspace.former_sites(self._workspace_changes).seen_from(self.home)

    def keep_index(self) -> None:
        """Write the index of the sites to the cache, when they were asked for."""
        self.workspace.keep_index()

    @cached_property
    def context(self) -> Context:
        """What checks may know of any post: all but its site."""
        needs = {need for active in self.rules.for_post("") for need in active.rule.needs}
        return Context(
            today=self.options.today,
            vocabulary=self.rules.vocabulary,
            sources=self.sources if "sources" in needs else None,
            schema_for=self._schema_for,
            days_of=self.ages.days_of,
            is_asleep=self.ages.is_asleep,
        )

    @cached_property
    def ages(self) -> Ages:
        """How old the posts are."""
        return Ages(self.root, self.boundary, self.options.today, self.nested)

    @cached_property
    def needs_site(self) -> bool:
        """True when an active rule asks for the site: it is worked out only then."""
        return any({"site", "posts"} & {*active.rule.needs} for active in self.rules.for_post(""))

    def context_of(self, path: str) -> Context:
        """What checks may know of the post at a path."""
        return replace(self.context, site=self.sites.of(path)) if self.needs_site else self.context

    def former_context_of(self, path: str) -> Context:
        """What checks might have known of the post at a path before the changes."""
        return replace(self.context, site=self.former_sites.of(path)) if self.needs_site else self.context

    @cached_property
    def _schema_for(self) -> Callable[[str], Schema | None]:
        from contentlint.run.schemas import finder

        return finder(self.root, self.config, self.boundary, self.sites.of)

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
        for file, _ in files.walk(folder_of(folder), self.boundary, without=self.nested):
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
            elif (why := self.sites.why_no_post(path)) is None:
                posts.append(path)
            else:
                skipped.append((path, why))
        return posts, skipped

    def why_paper(self, path: str) -> str:
        """Why a file that was named is none to be checked, in words: it tells of the repository; "" for any other."""
        from contentlint.site.posts import is_paper

        inside = any(matches(path, glob) for glob in self.config.include)
        if inside or not is_paper(path, {}) or not (self.root / path).is_file():
            return ""
        why = self.sites.why_no_post(path) or ""
        return why if "paper" in why else ""

    def post(self, path: str, text: str) -> Post:
        """A text as the post at a path below the root, read as its site would."""
        return Post(path, text.removeprefix("\ufeff"), self._dialect)

    def _dialect(self, path: str) -> Dialect:
        site = self.sites.of(path)
        return site.dialect(path) if site is not None else of_suffix(path)

    def read(self, path: str) -> Post:
        """The post at a path below the root. Raises ReadError."""
        return self.post(path, files.decode(self.read_bytes(path), self.display(path)))

    def read_bytes(self, path: str) -> bytes:
        """The bytes of the post at a path below the root. Raises ReadError."""
        try:
            return files.read_bytes(self.root / path, self.config.max_file_size, self.boundary)
        except ReadError as error:
            error.path = self.display(path)
            raise

    def lint(self, post: Post) -> engine.Result:
        """Lint one post; paths in the result are those that the user sees."""
        rules = self.rules.for_post(post.path)
        result = self._lint(post, rules, self.context_of(post.path))
        count_links(self, post, result)
        result.idle = known_idle(self, post, rules, result)
        return self._shown(result)

    def _lint(self, post: Post, rules: Iterable[ActiveRule], context: Context) -> engine.Result:
        result = engine.lint(
            post, rules, context, select=self.catalog.select, timeout=self.config.rule_timeout,
            lists_held=self.options.lists_held,
        )  # fmt: skip
        result.problems = self._told(result.problems, (post.path,))
        return result

    def _told(self, problems: list[str], paths: Collection[str]) -> list[str]:
        """Problems that begin with the path of a post as the user sees it."""
        parts = [problem.partition(":") for problem in problems]
        return ["".join((self.display(path) if path in paths else path, *more)) for path, *more in parts]

    def lint_changed(self, path: str) -> engine.Result:
        """Lint one file and keep what is new: what touches a changed line, and what was not found before the changes.

        Of a file that was not changed only the rules that know the site are asked: the others can say nothing new.
        """
        assert self.changes is not None
        if self.changes.former.get(path, path) is None:
            return self.lint_file(path)
        is_changed = path in self.changes.former
        try:
            post = self.read(path)
            result = self.new_in(post)
        except ContentlintError as error:
            return engine.Result(problems=[str(error)] if is_changed else [])
        if is_changed:
            count_links(self, post, result)
            idle = known_idle(self, post, self.rules.for_post(path), result)
            result.idle = [mark for mark in idle if self.changes.touches(path, mark.line, mark.last)]
        else:  # what can't be done in an old post is no news either
            return self._shown(engine.Result(findings=result.findings, unchanged=result.unchanged))
        return self.with_digest(post, self._shown(result))

    def new_in(self, post: Post) -> engine.Result:
        """What is new in a post since the changes, its path as the project names it."""
        assert self.changes is not None
        path = post.path
        was = self.changes.former.get(path, path)
        is_changed = path in self.changes.former
        rules = [a for a in self.rules.for_post(path) if is_changed or "site" in a.rule.needs]
        result = self._lint(post, rules, self.context_of(path))

        def former() -> list[Finding]:
            before = (self._former_post(was) if was else None) if is_changed else post
            return self._lint(before, rules, self.former_context_of(was or path)).findings if before else []

        self._keep_new(result, path, former)
        return result

    def look_again(self, same_lines: Collection[str]) -> None:
        """Ask git anew what was changed: posts were written, those of `same_lines` without moving a line."""
        before = self.changes
        for name in ("changes", "_workspace_changes", "former_sites"):
            self.__dict__.pop(name, None)
        if before is not None and self.changes is not None:
            self.__dict__["changes"] = self.changes.with_lines_of(before, same_lines)

    def _former_post(self, path: str) -> Post | None:
        assert self.changes is not None
        try:
            return self.post(path, files.decode(self.changes.read(path), path))
        except ReadError:
            return None

    def _keep_new(self, result: engine.Result, path: str, former: Callable[[], list[Finding]]) -> None:
        assert self.changes is not None
        old, found = [], result.findings
        for finding in found:
            # A place that ends before the first column of a line has nothing of that line.
            last = finding.end_line - (finding.end_column == 1 and finding.end_line > finding.line)
            if not self.changes.touches(path, finding.line, last):
                old.append(finding)
        if old:
            before = Counter((f.rule, " ".join(f.excerpt.split())) for f in former())
            dropped = set()
            for finding in old:
                key = (finding.rule, " ".join(finding.excerpt.split()))
                if before[key]:
                    before[key] -= 1
                    dropped.add(id(finding))
            result.findings = [f for f in found if id(f) not in dropped]
            result.unchanged += len(dropped)

    def _shown(self, result: engine.Result) -> engine.Result:
        """The result as the user is to see it, with what could not be read on the way."""
        result.unread = self.unread
        shown: dict[str, str] = {}

        def show(path: str) -> str:
            if path not in shown:
                shown[path] = self.display(path)
            return shown[path]

        def placed(mark: Mark) -> Mark:
            return replace(mark, path=show(mark.path))

        result.used, result.idle = set(map(placed, result.used)), list(map(placed, result.idle))
        result.silenced = [replace(s, finding=replace(s.finding, path=show(s.finding.path))) for s in result.silenced]
        result.held = [replace(one, path=show(one.path)) for one in result.held]
        result.findings = [
            replace(
                f,
                path=show(f.path),
                related=tuple(replace(r, path=show(r.path)) if r.path else r for r in f.related),
            )
            for f in result.findings
        ]
        return result

    @property
    def unread(self) -> dict[str, str]:
        """Files that could not be read for a site, which goes on without them: paths below the root to reasons."""
        if "sites" not in self.__dict__:
            return {}
        return {self.sites.named(path): why for path, why in self.sites.index.failures.items()}

    @property
    def site_problems(self) -> list[str]:
        """What is wrong with the configuration of the sites' generators, one line each."""
        found = self.sites.problems if "sites" in self.__dict__ else []
        return [
            str(ConfigError(e.message, path=self.display(self.sites.named(e.path or "")), line=e.line)) for e in found
        ]

    def lint_file(self, path: str) -> engine.Result:
        """Lint one file; what can't be read is a problem of the result."""
        try:
            post = self.read(path)
        except ReadError as error:
            return engine.Result(problems=[str(error)])
        try:
            result = self.lint(post)
            self._keep_said(post, result)
            return self.with_digest(post, result)
        except ContentlintError as error:
            return engine.Result(problems=[str(error)])

    def _keep_said(self, post: Post, result: engine.Result) -> None:
        """Have the index keep what the post, as it is on the disk, says: rules about all posts ask for it."""
        context = self.context_of(post.path)
        if context.site is not None:
            for active in self.rules.for_post(post.path):
                if "posts" in active.rule.needs:
                    engine.keep_said(post, active, context, self.config.rule_timeout)
            result.kept = self.sites.index.take()

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
        rules, select = list(self.rules.for_post("")), self.catalog.select
        result = engine.Result()
        for site, mine in self.sites.by_site(wanted):
            about = None if self.changes is None else frozenset(mine & self.changes.former.keys())
            context = replace(self.context, site=site, asked=about)
            one = engine.lint_site(rules, context, self.read, mine, select, lists_held=self.options.lists_held)
            result.findings += one.findings
            result.held += one.held
            result.problems += self._told(one.problems, mine)
            result.suppressed += one.suppressed
            result.silenced += one.silenced
            result.used |= one.used
        if (changes := self.changes) is not None:
            by_path: dict[str, list[Finding]] = {}
            for finding in result.findings:
                by_path.setdefault(finding.path, []).append(finding)
            before: dict[str, list[Finding]] = {}
            if by_path:
                was = {changes.former.get(path, path) for path in by_path} - {None}
                read = self._former_or_empty
                for site, theirs in self.former_sites.by_site(was):  # type: ignore[arg-type]
                    context = replace(self.context, site=site)
                    for finding in engine.lint_site(rules, context, read, theirs, select).findings:
                        before.setdefault(finding.path, []).append(finding)
            result.findings = []
            for path, own in by_path.items():
                one = engine.Result(findings=own)
                old = before.get(changes.former.get(path, path) or "", [])
                self._keep_new(one, path, lambda old=old: old)  # type: ignore[misc]
                result.findings += one.findings
                result.unchanged += one.unchanged
        return self._shown(result)

    def _former_or_empty(self, path: str) -> Post:
        assert self.changes is not None
        return (self._former_post(path) if path in self.changes.before else self.read(path)) or self.post(path, "")
