"""What a run gave: its findings, and what it could not do."""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from contentlint.finding import SEVERITIES, Finding, Held, Severity
from contentlint.guard.records import dataclass, field

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule
    from contentlint.run.suppress import Mark, Silenced

MANY_UNJUDGED = 0.1
"""Share of internal links that were not judged from which on a run says so."""

FEW = 5
"""Links from which on it is said."""


@dataclass(slots=True)
class Outcome:
    """What a run found and what it could not do.

    Paths in findings are relative to the working directory. `problems` are lines for stderr: each means exit code
    2. `skipped` has files that were not checked, with the reason. `fixed` counts fixes written, `unchanged` and
    `baselined` findings left out by `Options.since` and the baseline, `links` the internal links of the posts,
    `unjudged` those of which it can't be told whether they work, by the reason. `notes` are lines for stderr that
    change no exit code. `unread` has files that could not be read for the site, by path below the project's root.
    `silenced` are the suppressed findings, `used` the suppressions that did it, `idle` those of rules about the whole
    site that post by post did nothing. `failures` are lines that say what makes the exit code 1 beside the findings:
    posts with more warnings than `max-warnings` allows, entries of a baseline that may only shrink.
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
    is_failing: bool = False
    """True when a finding is at or above the `fail-on` of its project."""
    held: list[Held] = field(default_factory=list)
    """The rules that found nothing in a post, with `Options.lists_held`."""
    failures: list[str] = field(default_factory=list)
    added: int = 0
    """Suppressions that were written, with `Options.adds_suppressions`."""
    rule_pages: str = ""
    """The first project's address of the pages of its rules."""
    projects: list[str] = field(default_factory=list)
    """Each project in a line: its folder, its configuration, its posts."""
    checked: list[str] = field(default_factory=list)
    """The posts that were checked."""
    seconds: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """How long each rule took in all, with `Options.is_timed`."""
    phases: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    """How long each part of the run took, in seconds, with `Options.is_timed`; of posts, in all processes together."""
    slowest: dict[str, tuple[float, str]] = field(default_factory=dict)
    """The post that each rule took longest for, with the time."""
    diffs: list[str] = field(default_factory=list)
    """What the fixes would change, post by post, with `Options.diff`."""

    @property
    def is_widely_unjudged(self) -> bool:
        """True when so many internal links were not judged that a run has to say so."""
        return self.unjudged.total() >= FEW and self.unjudged.total() > MANY_UNJUDGED * self.links

    @contextmanager
    def timed(self, phase: str) -> Iterator[None]:
        """Count the time of what is done under it to a phase."""
        began = time.perf_counter()
        yield
        self.phases[phase] += time.perf_counter() - began

    def fails(self, threshold: Severity | None) -> bool:
        """True when a finding is at or above a severity, or without one at or above what its project says."""
        if threshold is None:
            return self.is_failing
        return any(SEVERITIES.index(f.severity) <= SEVERITIES.index(threshold) for f in self.findings)

    def add(self, other: Outcome) -> None:
        """Take in the outcome of one more project; problems are shared."""
        for name in ("findings", "skipped", "digests", "notes", "silenced", "held"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("failures", "projects", "checked", "diffs"):
            getattr(self, name).extend(getattr(other, name))
        for name in ("files", "suppressed", "unchanged", "baselined", "fixed", "added", "links"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.unjudged.update(other.unjudged)
        self.languages.update(other.languages)
        self.unjudged_by |= other.unjudged_by
        self.rules.update(other.rules)
        self.is_failing |= other.is_failing
        self.rule_pages = self.rule_pages or other.rule_pages
        for phase, seconds in other.phases.items():
            self.phases[phase] += seconds
        for rule, seconds in other.seconds.items():
            self.seconds[rule] += seconds
        for rule, took in other.slowest.items():
            self.slowest[rule] = max(took, self.slowest.get(rule, took))
