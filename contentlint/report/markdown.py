"""The run as Markdown, for a comment on a pull request, a job's summary or an issue."""

from __future__ import annotations

import re
from itertools import groupby

from contentlint.finding import SEVERITIES, Finding
from contentlint.report import languages
from contentlint.report.habits import Habit, told
from contentlint.report.model import Run
from contentlint.report.passed import by_post, said
from contentlint.text.spans import on_one_line

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&@!])")


def render(run: Run) -> str:
    """What was found in numbers, the habits of the site, then the findings by post, each in a line of a list."""
    counters, shown = run.counters, told(run)
    counts = [(s, sum(f.severity == s for f in run.findings)) for s in SEVERITIES]
    found = ", ".join(f"{n:,} {s}{'s' * (n != 1 and s != 'info')}" for s, n in counts if n)
    posts = f"{counters.files:,} post{'s' * (counters.files != 1)}"
    out = [f"## contentlint {run.command}", "", f"**{found or 'Nothing found'}** in {posts}."]
    if counters.problems:
        out += ["", "Could not be checked:", "", *(f"- {_plain(problem)}" for problem in counters.problems)]
    if counters.is_widely_unjudged:
        out += ["", f"{counters.links_unjudged:,} of {counters.links:,} internal links were not judged."]
    if unjudged := languages.sentence(run):
        out += ["", f"{_plain(unjudged)}."]
    if shown.habits:
        out += ["", "### Habits of the site", "", "Each told once; `--every` lists all places.", ""]
        for habit in shown.habits:
            out += _habit(run, habit)
    for path, group in groupby(shown.findings, key=lambda finding: finding.path):
        out += ["", f"### {_plain(path)}", "", *(_finding(run, finding) for finding in group)]
    if run.held:
        out += ["", "### Checked and held"]
    for path, held in by_post(run):
        out += ["", f"#### {_plain(path)}", "", "| Category | Check | Value |", "|---|---|---|"]
        out += [f"| {one.category} | {one.rule} | {_plain(said(one))} |" for one in held]
    return "\n".join(out) + "\n"


def _habit(run: Run, habit: Habit) -> list[str]:
    head = f"- **{habit.severity}** {habit.how_often}: {habit.category}/{habit.rule}"
    return [f"{head}; off with `{habit.to_end}`", *(f"  {_finding(run, f, with_path=True)}" for f in habit.examples)]


def _finding(run: Run, finding: Finding, *, with_path: bool = False) -> str:
    place = f"{finding.path}:{finding.line}" if with_path else f"line {finding.line}"
    address = run.repository.link(finding.path, finding.line, finding.end_line) if run.repository else ""
    where = f"[{_plain(place)}]({address})" if address else _plain(place)
    severity = "" if with_path else f"**{finding.severity}** "
    rule = "" if with_path else f" ({finding.category}/{finding.rule})"
    return f"- {severity}{where}: {_plain(finding.statement)}{rule}"


def _plain(text: str) -> str:
    """Text that stays text: nothing in a post or its name makes a mark, a link or a mention."""
    return _MARKS.sub(r"\\\1", on_one_line(text)).replace("\\@", "@\u200b").strip()
