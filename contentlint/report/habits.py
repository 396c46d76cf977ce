"""The habits of a site: one finding in so many posts that it is told once, where people read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from contentlint.finding import Finding, Severity
from contentlint.guard.records import dataclass
from contentlint.report.folded import folded
from contentlint.report.model import Run

SHARE = 1 / 3
"""Of the posts that were checked, over so many have a finding that is a habit."""
FEWEST = 5
"""Posts that it is in at least: in a few posts nothing is a habit."""
EACH = ("claims", "facts")
"""Categories without habits: every claim is a fact of its own, and wants a source of its own."""
EXAMPLES = 2
"""Places of a habit that are shown."""


@dataclass(frozen=True)
class Habit:
    """The findings of one rule with one kind of message. An error is never a habit: each must be mended."""

    rule: str
    category: str
    severity: Severity
    findings: tuple[Finding, ...]
    of: int
    """Posts that were checked."""

    @cached_property
    def posts(self) -> int:
        """Posts that have it."""
        return len({finding.path for finding in self.findings})

    @cached_property
    def examples(self) -> tuple[Finding, ...]:
        """The first places, each of another post."""
        by_path: dict[str, Finding] = {}
        for finding in self.findings:
            by_path.setdefault(finding.path, finding)
        return tuple(by_path.values())[:EXAMPLES]

    @property
    def how_often(self) -> str:
        """Its size in words: "in 212 of 300 posts, 480 times"."""
        times = f", {len(self.findings):,} times" if len(self.findings) > self.posts else ""
        return f"in {self.posts:,} of {self.of:,} posts{times}"

    @property
    def to_end(self) -> str:
        """What the configuration says to have none of it."""
        return f'{self.rule} = "off"'


@dataclass(frozen=True, slots=True)
class Told:
    """The findings of a run as people are told them: those of single posts, and habits."""

    findings: Sequence[Finding]
    habits: tuple[Habit, ...]


def told(run: Run) -> Told:
    """The findings of a run with its habits taken out and what a post says again told once, unless each is to be
    listed."""
    if run.lists_each:
        return Told(run.findings, ())
    if run.counters.files < FEWEST:
        return Told(folded(run.findings), ())
    groups: dict[tuple[str, str, Severity], list[Finding]] = {}
    for finding in run.findings:
        if finding.severity != "error" and finding.category not in EACH:
            groups.setdefault((finding.rule, finding.kind, finding.severity), []).append(finding)
    made = [
        Habit(rule, found[0].category, severity, tuple(found), run.counters.files)
        for (rule, _, severity), found in groups.items()
    ]
    habits = [habit for habit in made if habit.posts >= FEWEST and habit.posts > SHARE * habit.of]
    habits.sort(key=lambda habit: (habit.severity != "warning", -habit.posts, habit.rule))
    of_habits = {id(finding) for habit in habits for finding in habit.findings}
    return Told(folded([finding for finding in run.findings if id(finding) not in of_habits]), tuple(habits))
