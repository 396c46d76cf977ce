"""One project in one run: its root, its configuration, its rules, its site, and the linting of its posts."""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import time
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.catalog import catalog
from contentlint.catalog.rule import Context
from contentlint.errors import ConfigError, ContentlintError, ReadError
from contentlint.guard import digests
from contentlint.guard.boundary import Boundary
from contentlint.guard.limit import Budget, TooSlow
from contentlint.guard.records import dataclass, replace
from contentlint.post.dialect import Dialect, of_suffix
from contentlint.post.post import Post
from contentlint.run import engine, files, git, idle
from contentlint.run.ages import Ages
from contentlint.run.asking import Asking
from contentlint.run.config import ActiveRule, Config, RuleSet, folder_of, matches, restricted
from contentlint.run.consulted import Consulted
from contentlint.run.elsewhere import in_reach
from contentlint.run.judged import count_links
from contentlint.run.ledger_files import LedgerFiles
from contentlint.run.results import Results
from contentlint.run.suppress import Mark
from contentlint.run.workspace import Workspace

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.finding import Finding
    from contentlint.ledger import Ledger
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
    `baseline_strict` says that it may only shrink, None what the configuration says.
    `fix` writes the fixes that are safe, with `unsafe_fixes` all of them; `diff` shows what that would change.
    `adds_suppressions` is the reason of the suppressions that are written for what is found, "" for none.
    `lists_held` asks for the rules that found nothing, too, `is_timed` for how long each rule takes. With
    `may_be_empty` a folder without a post is no problem. `keeps` says which findings are reported, None all.
    `progress` is called with the number of posts that are done, and that of all.
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
    may_be_empty: bool = False
    keeps: Callable[[Finding], bool] | None = None
    diff: bool = False
    unsafe_fixes: bool = False
    baseline_strict: bool | None = None
    is_timed: bool = False
    adds_suppressions: str = ""
    progress: Callable[[int, int], None] | None = None


class Session:
    """One project: its root, its configuration, its rules, its site."""

    def __init__(self, root: Path, config_: Config, options: Options) -> None:
        self.root, self.options = root, options
        self._shown_from = os.path.abspath(root)  # noqa: PTH100
        self.boundary = Boundary(root, is_open=options.trust_config)
        """What of the disk the project may lead to."""
        self.config, not_used = restricted(config_, self.boundary)
        self.notes = [not_used] if not_used else []
        """Lines for the user that change no exit code."""
        self.catalog = catalog.load(self.config.rule_files, refuses=self.boundary.refuses)
        self.ledger_files = LedgerFiles(root, self.config, self.boundary)
        self.rules = RuleSet(
            self.catalog, self.config, select=options.select, ignore=options.ignore, sources=options.sources,
            ledger=bool(self.ledger_files.paths),
        )  # fmt: skip
        self.notes += self.rules.renamed
        if self.rules.is_empty:
            lacking = "" if self.ledger_files.paths else ", others with a ledger only (facts/*.yaml)"
            self.notes.append(
                f"no rule is left to run: see select and ignore; some rules run in an audit only{lacking}"
            )
        self._others: set[Path] = set()
        """Files beside the posts and the site's that had a say, be they there or not, until somebody takes them."""
        self.asked = Consulted()
        """What all processes have asked for."""
        self.unlisted: dict[Path, str] = {}
        """Folders that can't be looked into, with the reason."""
        self.limit: int | None = None
        """Files of the root that are looked at, at most; None: all."""
        self.named: tuple[Path, ...] = ()
        """The files and folders that were named for the run: by these another process opens the same project."""
        self.sources: Mapping[str, SourceResult] | None = None
        """What the audit read, for rules that need it."""

    @cached_property
    def every_rule(self) -> RuleSet:
        """The rules that the configuration switches on, whatever the command line says, those of the audit too."""
        return RuleSet(self.catalog, self.config, sources=True, ledger=bool(self.ledger_files.paths))

    @cached_property
    def nested(self) -> frozenset[Path]:
        """Folders below the root with a configuration of their own: other projects."""
        if self.options.config is not None:
            return frozenset()
        folders = (self.workspace.root / name for name in self.workspace.configs)
        return frozenset(folder for folder in folders if folder != self.root and folder.is_relative_to(self.root))

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

    def take_unsaved(self, texts: Mapping[str, str]) -> None:
        """Judge links to ids by texts, by path below the root, that stand for those of their files."""
        if self.needs_site:
            for site in self.sites.all:
                site.take_unsaved(texts)

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

    @cached_property
    def in_reach(self) -> Container[str]:
        """The posts that the changes leave alone, and in which they can break a link."""
        assert self.changes is not None
        if not self.needs_site:
            return frozenset[str]()
        return in_reach(self.changes, self.sites, self.former_sites, files.POST_SUFFIXES)

    def is_to_look_at(self, path: str) -> bool:
        """True for a post in which the changes can make something new."""
        assert self.changes is not None
        return path in self.changes.former or self.is_ledger_changed or path in self.in_reach

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
            ledger=self.ledger if "ledger" in needs else None,
        )

    @cached_property
    def ledger(self) -> Ledger | None:
        """The facts that the site keeps, None where it keeps none."""
        return (self.ledger_files.ledger if self.ledger_files.paths else None) or None

    @cached_property
    def is_ledger_changed(self) -> bool:
        """True when the ledger is among the changes since `Options.since`."""
        return self.changes is not None and self.ledger_files.is_changed(self.changes)

    @cached_property
    def former_ledger_context(self) -> Context:
        """What checks might have known before the changes: all but the site."""
        if not self.is_ledger_changed or self.changes is None:
            return self.context
        return replace(self.context, ledger=self.ledger_files.former(self.changes) or None)

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
        context = self.former_ledger_context
        return replace(context, site=self.former_sites.of(path)) if self.needs_site else context

    @cached_property
    def _schema_for(self) -> Callable[[str], Schema | None]:
        from contentlint.run.schemas import finder

        return finder(self.root, self.config, self.boundary, self.sites.of, lambda place: self._others.add(place))

    def relative(self, path: Path) -> str:
        """A file's path below the root, with forward slashes: how rules, globs and the site call it."""
        absolute = Path(os.path.abspath(path))  # noqa: PTH100 - resolve() would follow links out of the project
        try:
            return absolute.relative_to(self.root).as_posix()
        except ValueError:
            return Path(os.path.relpath(absolute, self.root)).as_posix()

    def display(self, path: str) -> str:
        """A path below the root as the user sees it: from the working directory."""
        # On strings, as it is called for every post several times.
        if self._shown_from == os.getcwd() and not os.path.isabs(path):  # noqa: PTH109, PTH117
            return posixpath.normpath(path)
        try:
            return os.path.relpath(os.path.join(self.root, path)).replace(os.sep, "/")  # noqa: PTH118
        except ValueError:  # another drive
            return (self.root / path).as_posix()

    def discover(self, folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
        """The posts in a folder, and the Markdown files there that are none, with the reason."""
        posts, skipped = [], []
        for file, _ in files.walk(folder_of(folder), self.boundary, without=self.nested, unlisted=self.unlisted):
            if files.suffix(file) not in files.POST_SUFFIXES:
                continue
            path = self.relative(Path(file))
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
        return Post(path, text.removeprefix("\ufeff"), self.dialect)

    def dialect(self, path: str) -> Dialect:
        """How the site of the post at a path reads it."""
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
        return self.shown(self._lint_whole(post, self.context_of(post.path)))

    def _lint_whole(self, post: Post, context: Context) -> engine.Result:
        """Lint one post, its paths as the project names them."""
        rules = self.rules.for_post(post.path)
        result = self.lint_as_named(post, rules, context)
        if not result.is_unfinished:
            count_links(self, post, result, context.site)
            idle.judge(self, post, rules, result)
        return result

    @cached_property
    def results(self) -> Results:
        """What was found in posts before."""
        return Results(self)

    def recall(self, path: str) -> engine.Result | None:
        """The result of one file, as `lint_file` gives it, where it is known; None where it must be looked at."""
        if not self.results.is_used:
            return None
        try:
            known = files.known_digest(os.path.join(self.root, path), self.config.max_file_size)  # noqa: PTH118
            found = self.results.recall(path, known or digests.of(self.read_bytes(path)))
        except ReadError:
            return None
        return self.shown(found) if found is not None else None

    @cached_property
    def site_rules(self) -> frozenset[str]:
        """The active rules that look at the whole site."""
        active = self.rules.for_post("")
        return frozenset(a.rule.id for a in active if hasattr(catalog.find_check(a.rule.check), "check_site"))

    def lint_as_named(self, post: Post, rules: Iterable[ActiveRule], context: Context) -> engine.Result:
        """Lint one post with these rules; paths in the result are as the project names them."""
        result = engine.lint(
            post, rules, context, select=self.catalog.select, timeout=self.config.rule_timeout,
            lists_held=self.options.lists_held, clock=time.perf_counter if self.options.is_timed else None,
        )  # fmt: skip
        result.problems = self._told(result.problems, (post.path,))
        return result

    def _told(self, problems: list[str], paths: Collection[str]) -> list[str]:
        """Problems that begin with the path of a post as the user sees it."""
        parts = [problem.partition(":") for problem in problems]
        return ["".join((self.display(path) if path in paths else path, *more)) for path, *more in parts]

    def look_again(self, same_lines: Collection[str]) -> None:
        """Ask git anew what was changed: posts were written, those of `same_lines` without moving a line."""
        before = self.changes
        for name in ("changes", "_workspace_changes", "former_sites", "in_reach"):
            self.__dict__.pop(name, None)
        if before is not None and self.changes is not None:
            self.__dict__["changes"] = self.changes.with_lines_of(before, same_lines)

    def shown(self, result: engine.Result) -> engine.Result:
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
        asked = Asking()
        try:
            data = self.read_bytes(path)
            text = files.decode(data, self.display(path))
        except ReadError as error:
            return engine.Result(problems=[str(error)])
        post = Post(path, text.removeprefix("\ufeff"), asked.dialect(self.dialect))
        try:
            result = self._lint_whole(post, asked.watch(self.context_of(path)))
            if not result.is_unfinished:
                self._keep_said(post, result)
                if self.results.is_used:
                    fresh, result.kept = result.kept, self._kept_of(path)
                    self.results.keep(path, digests.of(data), asked, result)
                    result.kept = fresh
            result = self.shown(result)
            result.consulted = self.take_consulted()
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

    def _kept_of(self, path: str) -> dict[str, str]:
        """What the site's index keeps of what a post says."""
        site = self.context_of(path).site
        return self.sites.index.lines_of(site.locate(path)) if site is not None else {}

    def take_consulted(self) -> Consulted:
        """What was asked of the disk and of git since this was last asked, in this process."""
        tree = self.workspace.tree
        index = self.sites.index.take_asked() if "sites" in self.__dict__ else set[str]()
        others, self._others = self._others, set()
        return Consulted(
            tree.take_consulted(), index, others, self.ages.was_asked or tree.asked_history, self.workspace.asked_owner
        )

    def files_of_rules(self) -> Iterator[Path]:
        """The configurations, the rules that are not built in, and the ledger."""
        yield from (layer.path for layer in self.config.layers if layer.path is not None)
        for root in self.config.rule_files:
            yield from catalog.files_below(root)
        yield from (self.root / path for path in self.ledger_files.paths)

    def files_of_settings(self) -> Iterator[Path]:
        """The files that say which rules hold and how: configurations, rules that are not built in, the baseline."""
        yield from self.files_of_rules()
        if self.options.use_baseline and (file := self.options.baseline or self.config.baseline):
            yield self.root / file if isinstance(file, str) else Path(os.path.abspath(file))  # noqa: PTH100

    def with_digest(self, post: Post, result: engine.Result) -> engine.Result:
        """The result with what the report wants of the post; a failure there loses that post's facts only."""
        if self.options.digest is not None and not result.is_unfinished:
            budget = Budget(self.config.rule_timeout, len(post.text))
            try:
                with budget.step():
                    result.digest = self.options.digest(self, post)
            except (Exception, TooSlow) as error:
                slow = f"it took longer than {budget.of_rule:.3g} s to gather them"
                why = slow if isinstance(error, TooSlow) else f"{type(error).__name__}: {error}"
                result.problems.append(f"{self.display(post.path)}: its facts are missing in the report: {why}")
        return result

    def lint_site(self, wanted: set[str]) -> engine.Result:
        """Run the checks of the whole site; only findings in `wanted` posts are kept."""
        rules, select = list(self.rules.for_post("")), self.catalog.select
        result = engine.Result()
        for site, mine in self.sites.by_site(wanted):
            about = None if self.changes is None else frozenset(mine & self.changes.former.keys())
            context = replace(self.context, site=site, asked=about)
            one = engine.lint_site(
                rules, context, self.read, mine, select,
                timeout=self.config.rule_timeout, lists_held=self.options.lists_held,
                clock=time.perf_counter if self.options.is_timed else None,
            )  # fmt: skip
            result.findings += one.findings
            result.seconds = {**result.seconds, **one.seconds}
            result.held += one.held
            result.problems += self._told(one.problems, mine)
            result.suppressed += one.suppressed
            result.silenced += one.silenced
            result.used |= one.used
        if self.changes is not None:
            from contentlint.run import news

            news.keep_new_of_site(self, rules, result)
        return self.shown(result)
