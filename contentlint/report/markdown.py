"""The run as Markdown, for a comment on a pull request, a job's summary or an issue.

The worst comes first, and no more than a comment holds; then it says how much is left out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from contentlint.finding import SEVERITIES, Finding, Held
from contentlint.report import languages
from contentlint.report.habits import Habit, told
from contentlint.report.model import Run
from contentlint.report.passed import by_post, said
from contentlint.text.spans import on_one_line

LIMIT = 65_000
"""Characters of a report, as UTF-16 counts them. A comment at GitHub holds 65,536: whoever posts it adds a line."""
_RESERVE = 400
"""Of them for what is left out."""
_LONGEST = 600
"""Code points of a message, which may name words of the post; of a path as well."""
_PROBLEMS = 20
"""Problems that are listed, and reasons for which the run fails."""

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@!])")
_ADDRESSES = re.compile(r"(?:https?|ftp|mailto|xmpp)(?=:)|www(?=\.)", re.IGNORECASE)
"""What GitHub makes a link of without any marks."""
T = TypeVar("T")

_NAMES = {"error": "Errors", "warning": "Warnings", "info": "Notes"}


class _Page:
    """The lines of a report, as long as there is room."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._room = LIMIT - _RESERVE

    def add(self, lines: Iterable[str]) -> bool:
        """Add lines when all of them fit; whether they did."""
        new = list(lines)
        size = sum(map(_size, new)) + len(new)
        if size > self._room:
            return False
        self._room -= size
        self.lines += new
        return True

    def add_list(self, heading: list[str], items: Sequence[T], shown: Callable[[T], list[str]]) -> int:
        """Add items below a heading, as `shown` gives them, as many as fit; how many are left out."""
        waiting = heading
        for number, item in enumerate(items):
            if not self.add([*waiting, *shown(item)]):
                return len(items) - number
            waiting = []
        return 0


def render(run: Run) -> str:
    """What was found in numbers, then the errors, the habits of the site, the warnings and the notes, a line each."""
    counters, shown = run.counters, told(run)
    page = _Page()
    posts = f"{counters.files:,} post{'s' * (counters.files != 1)}"
    page.add([f"## contentlint {run.command}", "", f"**{_counted(run.findings) or 'Nothing found'}** in {posts}."])
    for title, lines in (("Could not be checked", counters.problems), ("Fails", counters.failures)):
        if lines:
            more = len(lines) - _PROBLEMS
            listed = [f"- {_plain(line)}" for line in lines[:_PROBLEMS]]
            page.add(["", f"{title}:", "", *listed, *([f"- and {more:,} more"] if more > 0 else [])])
    if counters.is_widely_unjudged:
        page.add(["", f"{counters.links_unjudged:,} of {counters.links:,} internal links were not judged."])
    if unjudged := languages.sentence(run):
        page.add(["", f"{_plain(unjudged)}."])
    left: list[Finding] = []
    for severity in SEVERITIES:
        own = [finding for finding in shown.findings if finding.severity == severity]
        heading = ["", f"### {_NAMES[severity]}", ""]
        if missing := page.add_list(heading, own, lambda finding: [_finding(run, finding)]):
            left += own[-missing:]
        if severity == "error" and shown.habits:
            heading = ["", "### Habits of the site", "", "Each told once; `--every` lists all places.", ""]
            missing = page.add_list(heading, shown.habits, lambda habit: _habit(run, habit))
            left += [finding for habit in shown.habits[len(shown.habits) - missing :] for finding in habit.findings]
    hidden = page.add_list(["", "### Checked and held"], list(by_post(run)), _held)
    if left:
        page.lines += ["", f"**And {_counted(left)} more**, for which there is no room here."]
    if hidden:
        page.lines += ["", f"What was checked and held in {hidden:,} more post{'s' * (hidden != 1)} is left out."]
    return "\n".join(page.lines) + "\n"


def _counted(findings: Iterable[Finding]) -> str:
    """Findings by severity: "2 errors, 1 info"."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(f"{counts[s]:,} {s}{'s' * (counts[s] != 1 and s != 'info')}" for s in SEVERITIES if counts[s])


def _held(one: tuple[str, list[Held], str]) -> list[str]:
    path, held, unjudged = one
    rows = [f"| {one.category} | {one.rule} | {_plain(said(one))} |" for one in held]
    rows += ["", f"{unjudged}."] if unjudged else []
    return ["", f"#### {_plain(path)}", "", "| Category | Check | Value |", "|---|---|---|", *rows]


def _habit(run: Run, habit: Habit) -> list[str]:
    head = f"- **{habit.severity}** {habit.how_often}: {habit.category}/{habit.rule}"
    return [f"{head}; off with `{habit.to_end}`", *(f"  {_finding(run, f, is_example=True)}" for f in habit.examples)]


def _finding(run: Run, finding: Finding, *, is_example: bool = False) -> str:
    place = f"{finding.path}:{finding.line}"
    address = run.repository.link(finding.path, finding.line, finding.end_line) if run.repository else ""
    where = f"[{_plain(place)}]({address})" if address and len(address) < 2 * _LONGEST else _plain(place)
    rule = "" if is_example else f" ({finding.category}/{finding.rule})"
    return f"- {where}: {_plain(finding.statement)}{rule}"


def _plain(text: str) -> str:
    """Text that stays text: nothing in a post or its name makes a mark, a link or a mention."""
    line = on_one_line(text[: _LONGEST + 1])
    line = line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
    line = _ADDRESSES.sub(r"\g<0>\\", _MARKS.sub(r"\\\1", line))
    return line.replace("\\@", "@\u200b").strip()


def _size(text: str) -> int:
    """The length in UTF-16; half of a surrogate pair is written as `\\udcff`."""
    return sum(6 if "\ud800" <= char <= "\udfff" else 1 + (char > "\uffff") for char in text)
