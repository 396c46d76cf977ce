"""The visits of an audit: what is wanted, progress, and what the report says of them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contentlint.claims.cited import cited
from contentlint.cli import colour
from contentlint.cli.digest import Digest
from contentlint.cli.digest import digest as plain_digest
from contentlint.errors import ContentlintError
from contentlint.evidence.visited import SourceResult
from contentlint.guard.limit import Budget, TooSlow
from contentlint.run import cache
from contentlint.sources import SourceSettings
from contentlint.sources.request import SourceRequest
from contentlint.sources.settings import STORE

if TYPE_CHECKING:
    from contentlint.post.post import Post
    from contentlint.report.model import Run
    from contentlint.run.runner import Session
    from contentlint.sources.client import Progress

_KEPT_DAYS = 180
_WIDEST = 60


class Audit:
    """One audit, maybe of several projects. `changes` are settings that the command line overrides."""

    def __init__(self, changes: dict[str, Any], *, keep: bool = True, quiet: bool = False) -> None:
        self._changes, self._keep, self._quiet = changes, keep, quiet
        self._results: dict[str, SourceResult] = {}
        self._stores: dict[Path, dict[str, SourceResult]] = {}
        self._cached: set[Path] = set()
        self.requests = 0
        self.interrupted = False
        self.offline = bool(changes.get("offline"))

    def prepare(self, session: Session, posts: list[str]) -> list[str]:
        """Visit what the posts want visited and hand it to the session; gives problems."""
        from contentlint.run import workers
        from contentlint.sources import collect

        settings: SourceSettings = dataclasses.replace(session.config.sources or SourceSettings(), **self._changes)
        self.offline = settings.offline
        wanted: list[SourceRequest] = []
        if any("sources" in active.rule.needs for active in session.rules.for_post("")):
            hosts = session.sites.hosts
            _ = session.rules.vocabulary
            wanted += collect.of_ledger(session.ledger, hosts)
            for own in workers.each(session, posts, _Wanted(hosts), lambda path: [], session.options.jobs):
                wanted += own
        store = session.root / settings.store if settings.store else cache.folder(session.root) / STORE
        place = store if self._keep or settings.store else None
        _needs_extra(offline=settings.offline)
        gathered = self._gather(settings, place, wanted, session)
        if place is not None:
            self._stores[place] = gathered.results
            if not settings.store:
                self._cached.add(place)
        session.sources = gathered.results
        self._results |= gathered.results
        self.requests += gathered.requests
        self.interrupted = self.interrupted or gathered.interrupted
        # A context made before the visits knows nothing of them.
        session.__dict__.pop("context", None)
        return list(gathered.problems)

    def _gather(
        self, settings: SourceSettings, store: Path | None, wanted: Sequence[SourceRequest], session: Session
    ) -> Any:
        from contentlint.sources import client
        from contentlint.sources.judge import Titles

        words = session.rules.vocabulary
        titles = Titles(words.terms("not-found-titles"), words.terms("challenge-titles"))
        with _shown(self._quiet or settings.offline or not wanted) as progress:
            return client.gather(settings, store, wanted, titles=titles, progress=progress)

    def finish(self, digests: Sequence[Digest]) -> list[str]:
        """Keep in the evidence store which sentence decided about which claim; gives problems."""
        from contentlint.evidence.visited import key
        from contentlint.sources.store import Store

        now = time.time()
        problems: list[str] = []
        for place, pages in self._stores.items():
            store = Store(place, is_in_cache=place in self._cached)
            try:
                for one in digests:
                    for claim in one.claims:
                        page = pages.get(key(claim.source)) if claim.verdict and claim.source else None
                        if page is not None and claim.verdict:
                            store.decide(claim.text, page.url, page.text_hash, claim.verdict, claim.sentence, now)
                if place in self._cached:  # one in the repository keeps its evidence for good
                    store.prune(now - _KEPT_DAYS * 86_400)
            finally:
                store.close()
            problems += [store.problem] if store.problem else []
        return problems

    def complete(self, run: Run) -> Run:
        """The run as an audit's."""
        results = self._results.values()
        counts: Counter[str] = Counter(r.verdict for r in results)
        unverified = sum(1 for c in run.claims if c.support == "sourced" and c.verdict is None)
        counters = dataclasses.replace(
            run.counters,
            claims_unverified=unverified,
            sources_read=sum(1 for r in results if r.packed_text),
            sources=len(results),
            sources_dead=counts["dead"],
            sources_unreachable=counts["unreachable"],
            sources_unvisited=counts["unchecked"],
        )
        return dataclasses.replace(run, command="audit", counters=counters)

    def summary(self) -> str:
        """A line or two about the visits."""
        counts: Counter[str] = Counter(r.verdict for r in self._results.values())
        parts = [
            f"{counts[verdict]} {word}"
            for verdict, word in (("ok", "alive"), ("dead", "dead"), ("unreachable", "could not be checked"))
            if counts[verdict]
        ]
        told = f"Links: {len(self._results)} addresses" + (f": {', '.join(parts)}" if parts else "")
        if counts["unchecked"]:
            told += f", {counts['unchecked']} not visited ({_why(self._results.values())})"
        told += f"; {self.requests} requests."
        known = [r.fetched_at for r in self._results.values() if r.from_store and r.fetched_at]
        if known:
            now = dt.datetime.now(dt.UTC)
            answers = "1 answer is" if len(known) == 1 else f"{len(known)} answers are"
            told += (
                f" {answers} from the evidence store, the oldest {_age(now - min(known))} old"
                f"{'' if self.offline else '; --refresh visits them again'}."
            )
        if self.interrupted:
            told += " Stopped before the end: run it again to go on."
        return told


@dataclasses.dataclass(frozen=True, slots=True)
class _Wanted:
    """What a post wants visited, as a task for worker processes."""

    hosts: frozenset[str]

    def __call__(self, session: Session, path: str) -> list[SourceRequest]:
        from contentlint.sources import collect

        try:
            post = session.read(path)
            with Budget(session.config.rule_timeout, len(post.text)).step():
                return collect.wanted(post, self.hosts, session.rules.vocabulary)
        except (Exception, TooSlow):
            return []  # told when the post is linted


def digest(session: Session, post: Post) -> Digest:
    """The digest of a post, its claims with what their sources say."""
    made = plain_digest(session, post)
    if session.sources is None:
        return made
    found = {(one.claim.unit, one.claim.text, one.claim.type): one for one in
             cited(post, session.rules.vocabulary, session.sources)}  # fmt: skip
    from contentlint import claims

    judged = []
    for claim, summary in zip(claims.find(post, session.rules.vocabulary), made.claims, strict=True):
        one = found.get((claim.unit, claim.text, claim.type))
        if one is not None and (one.verdict != "not-found" or one.is_whole):
            summary = dataclasses.replace(summary, verdict=one.verdict, source=one.url, sentence=one.sentence)
        judged.append(summary)
    return dataclasses.replace(made, claims=tuple(judged))


def _needs_extra(*, offline: bool) -> None:
    from importlib.util import find_spec

    missing = [name for name in ("h2", "protego", "pypdf", "selectolax") if find_spec(name) is None]
    if missing and not offline:
        raise ContentlintError(
            f"the audit needs {', '.join(missing)}: pip install 'contentlint[audit]', or use --offline to visit nothing"
        )


def _why(results: Any) -> str:
    words = {
        "offline": "not in the evidence store",
        "limit": "the limit of requests, or skipped hosts",
        "stopped": "stopped",
        "private-address": "private addresses",
        "login": "no token",
    }
    reasons = Counter(words.get(r.reason, r.reason) for r in results if r.verdict == "unchecked")
    return ", ".join(f"{n} {word}" if len(reasons) > 1 else word for word, n in reasons.most_common())


def _age(age: dt.timedelta) -> str:
    hours = age.total_seconds() / 3600
    if hours < 1:
        return f"{max(1, round(hours * 60))} min"
    return f"{round(hours)} h" if hours < 48 else f"{age.days} days"


@contextmanager
def _shown(quiet: bool) -> Iterator[Callable[[Progress], None] | None]:
    """A function to tell progress to: a bar by rich on a terminal, else a line now and then."""
    if quiet:
        yield None
        return
    if sys.stderr.isatty():
        try:
            from rich.console import Console
            from rich.markup import escape
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar
        except ImportError:
            pass
        else:
            columns = (TextColumn("Visiting"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                       TextColumn("{task.fields[waiting]}"))  # fmt: skip
            console = Console(stderr=True, no_color=not colour.is_shown(sys.stderr))
            with Bar(*columns, console=console, transient=True) as bar:
                task = bar.add_task("", total=None, waiting="")

                def show(progress: Progress) -> None:
                    waiting = escape(_waiting(progress.waiting))
                    bar.update(task, completed=progress.done, total=progress.total, waiting=waiting)

                yield show
            return
    last = time.monotonic()

    def line(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= 10:
            last = time.monotonic()
            click.echo(f"visited {progress.done} of {progress.total}; {_waiting(progress.waiting)}", err=True)

    yield line


def _waiting(hosts: Sequence[str]) -> str:
    if not hosts:
        return ""
    text = f"waiting for {', '.join(sorted(hosts)[:3])}" + (f" and {len(hosts) - 3} more" if len(hosts) > 3 else "")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)[:_WIDEST]
