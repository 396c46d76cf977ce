"""What a run found, as data: the one thing that every report is made of.

A report is a module of this package with `render(run: Run) -> str`. It is pure: it reads no clock, no file
but through `Run.read`, and prints the same for the same run.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from contentlint.errors import ReadError
from contentlint.finding import Finding, Held
from contentlint.guard.records import dataclass, field
from contentlint.report.repository import Repository

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule

Verdict = Literal["found", "contradicted", "not-found"]
Standing = Literal["sourced", "exempt", "unsourced"]


@dataclass(frozen=True, slots=True)
class PostSummary:
    """One post, as the lists and charts of a report show it.

    `title` is "" when the post has none, `url` "" when the site's address of it isn't known. `date` is the
    day the post says it was published, `updated` the day it says it was last changed. `grade` is a U.S. school
    grade (Automated Readability Index), None for a post that can't be measured.
    """

    path: str
    title: str = ""
    url: str = ""
    date: dt.date | None = None
    updated: dt.date | None = None
    words: int = 0
    grade: float | None = None


@dataclass(frozen=True, slots=True)
class ClaimSummary:
    """One checkable claim. Lines and columns are 1-based, columns in code points, ends exclusive.

    `type` and `support` are the words of `contentlint claims` (statistic, money ...; sourced, vague, none
    ...). `verdict` is None when no source was read for it; else `sentence` is the sentence of `source` (a
    URL) that decides, "" when the source has none. `settled` says that no editor would insist on a source: the
    writer's own figure, a known fact, an opinion that is quoted as one; or that the claim has its source.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    type: str
    support: str
    sources: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    verdict: Verdict | None = None
    source: str = ""
    sentence: str = ""
    settled: bool = False

    @property
    def standing(self) -> Standing:
        """Whether the post gives a source; if not, whether it can do without (`exempt`)."""
        if self.support == "sourced":
            return "sourced"
        return "exempt" if self.settled else "unsourced"


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file that was not checked, and why, in words for the user."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Counters:
    """What the run did and what it could not do.

    `problems` are the lines that also went to stderr (a rule that crashed, a file that can't be read), `failures` what
    fails the run beside the findings (more warnings than `max-warnings` allows).
    `claims_unverified` counts sourced claims whose sources were not read; `sources` the addresses outside the site that
    posts name, `sources_dead` those that are dead, `sources_unreachable` those that could not be checked, for they keep
    programs out or gave no answer, `sources_unvisited` those that were not tried; `suppressed`, `baselined` and
    `unchanged` (on lines that were not changed) findings that were found and, as the user wants, not listed. `links`
    counts the internal links, `links_unjudged` those of which it can't be told whether they work; `is_widely_unjudged`
    says that those are so many that the reader must know. `languages` counts, by their codes, the posts in languages
    that the rules in `unjudged_by` can't judge.
    """

    files: int = 0
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    claims_unverified: int = 0
    sources_read: int = 0
    sources: int = 0
    sources_dead: int = 0
    sources_unreachable: int = 0
    sources_unvisited: int = 0
    suppressed: int = 0
    unchanged: int = 0
    baselined: int = 0
    fixed: int = 0
    added: int = 0
    """Suppressions that were written."""
    links: int = 0
    links_unjudged: int = 0
    is_widely_unjudged: bool = False
    languages: Mapping[str, int] = field(default_factory=dict)
    unjudged_by: tuple[str, ...] = ()


def _read_nothing(path: str) -> str:
    raise ReadError("no text was kept for the report", path=path)


@dataclass(frozen=True)
class Run:
    """One run of `check` or `audit`.

    `root` names the site for people (its folder or its address). `findings` are in the order they are to be
    listed; `held` has the rules that found nothing, post by post, when they were asked for; `posts` holds every post
    that was checked, clean ones too (it may be empty for `check`); `rules` has each rule that ran, by its id. `read`
    gives the text of a post by its path, as spans count in it, and raises ReadError when it can't. `from_top` gives a
    finding's path from the top of its repository, be it one with a page (`repository`) or not. `lists_each` says that
    habits of the site are listed as all findings are; `is_quiet` that only findings are shown to people;
    `applies_unsafe` that fixes are made that may change the meaning. `page_of` gives the address of a rule's page, ""
    for none.
    """

    version: str
    today: dt.date
    root: str = ""
    command: Literal["check", "audit"] = "check"
    findings: Sequence[Finding] = ()
    held: Sequence[Held] = ()
    posts: Sequence[PostSummary] = ()
    claims: Sequence[ClaimSummary] = ()
    rules: Mapping[str, Rule] = field(default_factory=dict)
    counters: Counters = field(default_factory=Counters)
    repository: Repository | None = None
    lists_each: bool = False
    is_quiet: bool = False
    applies_unsafe: bool = False
    page_of: Callable[[Rule], str] | None = None
    read: Callable[[str], str] = _read_nothing
    from_top: Callable[[str], str] | None = None

    def repository_path(self, path: str) -> str:
        """A finding's path from the top of the repository, as code hosts want it; as it is when that isn't known."""
        if self.from_top is not None:
            return self.from_top(path)
        return self.repository.path(path) if self.repository else path.removeprefix("./")
