"""What `contentlint init` sees of a repository: its sites, posts, schemas and findings."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path

from contentlint.finding import SEVERITIES, Finding, Severity
from contentlint.guard.records import dataclass
from contentlint.run import adopted, config, runner
from contentlint.run.outcome import Outcome
from contentlint.run.session import Session
from contentlint.site import Site

_MOST_FOLDERS = 4
_HABIT = 1 / 3
"""Share of the posts that have a finding of a rule from which on the configuration names the rule."""


@dataclass(frozen=True, slots=True)
class Place:
    """A site with its posts: `folders` has the folders that hold them, most first, with their numbers."""

    site: Site
    posts: int
    folders: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The findings of a rule: how many, in how many posts, and the worst severity among them."""

    rule: str
    category: str
    severity: Severity
    count: int
    posts: int


class Survey:
    """A folder as contentlint finds it without a configuration.

    `begins` is called with the number of posts of each project before they are looked at, which may take a while.
    """

    def __init__(self, folder: Path, today: dt.date, begins: Callable[[int], None] = lambda posts: None) -> None:
        self._begins = begins
        self._seen: list[tuple[Session, list[str]]] = []
        options = runner.Options(today=today, prepare=self._keep, may_be_empty=True)
        self.outcome = runner.check([folder], options)

    def _keep(self, session: Session, posts: list[str]) -> list[str]:
        self._seen.append((session, posts))
        self._begins(len(posts))
        return []

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return sum(len(posts) for _, posts in self._seen)

    @cached_property
    def places(self) -> list[Place]:
        """The sites that have posts, the largest first."""
        found = []
        for session, posts in self._seen:
            for site, mine in session.sites.by_site(posts):
                if mine:
                    found.append(Place(site, len(mine), folders_of(mine)))
        return sorted(found, key=lambda place: -place.posts)

    @cached_property
    def schemas(self) -> list[tuple[str, int]]:
        """The schemas of front matter by their names, with the number of posts that have each."""
        counts: Counter[str] = Counter()
        for session, posts in self._seen:
            for path in posts:
                found = session.context.schema_for(path)
                if found is not None:
                    counts[found.label] += 1
        return counts.most_common()

    @cached_property
    def found(self) -> list[Found]:
        """The findings by rule, worst first, then most first."""
        by_rule: dict[str, list[Finding]] = {}
        for finding in self.outcome.findings:
            by_rule.setdefault(finding.rule, []).append(finding)
        rows = [
            Found(
                rule,
                own[0].category,
                min((finding.severity for finding in own), key=SEVERITIES.index),
                len(own),
                len({finding.path for finding in own}),
            )
            for rule, own in by_rule.items()
        ]
        return sorted(rows, key=lambda row: (SEVERITIES.index(row.severity), -row.count, row.rule))

    @property
    def habits(self) -> list[Found]:
        """What so many posts have that the site may want it off: no error, no claim."""
        return [
            row
            for row in self.found
            if row.posts > _HABIT * self.posts and row.severity != "error" and row.category not in ("claims", "facts")
        ]

    def set_aside(self, folder: Path, today: dt.date) -> list[str]:
        """Write the baseline of the folder, which has a configuration by now; gives what is to be told."""
        config.forget()
        options = runner.Options(today=today, write_baseline=True)
        ((seen, posts),) = self._seen
        ((session, given),) = runner.sessions([folder], options)
        if session.root != seen.root:  # the configuration lies below what was the project until now
            return runner.check([folder], options).notes
        found = Outcome(findings=[*self.outcome.findings], problems=[*self.outcome.problems])
        adopted.compare(session, given, posts, adopted.known(session), found)
        return [*found.problems[len(self.outcome.problems) :], *found.notes]

    @property
    def is_one_project(self) -> bool:
        """False when folders below have configurations of their own."""
        return len(self._seen) == 1


def folders_of(posts: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """The folders of posts with their numbers, most first; of many, those above them."""
    counts = Counter(path.rpartition("/")[0] or "." for path in posts)
    while len(counts) > _MOST_FOLDERS:
        deepest = max(name.count("/") for name in counts)
        if deepest == 0:
            break
        merged: Counter[str] = Counter()
        for name, count in counts.items():
            merged[name.rpartition("/")[0] if name.count("/") == deepest else name] += count
        counts = merged
    return tuple(counts.most_common())
