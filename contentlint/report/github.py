"""The run as workflow commands of GitHub Actions: annotations on the lines of a pull request.

https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import re

from contentlint.report.model import Run
from contentlint.text.spans import on_one_line

SHOWN = 10
"""Annotations of one type that GitHub shows for one step."""

_LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def render(run: Run) -> str:
    """A command for each finding, the first ten of each type, how many more there are, and what else fails."""
    lines = []
    left: dict[str, int] = {}
    shown: dict[str, int] = {}
    for finding in run.findings:
        level = _LEVELS[finding.severity]
        if shown.get(level, 0) == SHOWN:
            left[level] = left.get(level, 0) + 1
            continue
        shown[level] = shown.get(level, 0) + 1
        properties = (
            f"file={_property(run.repository_path(finding.path))},line={finding.line},endLine={finding.end_line}"
        )
        if finding.line == finding.end_line:  # GitHub takes columns only within one line
            properties += f",col={finding.column},endColumn={max(finding.end_column - 1, finding.column)}"
        title = _property(f"{finding.category}/{finding.rule}")
        lines.append(f"::{level} {properties},title={title}::{_data(finding.statement)}")
    if left:
        more = ", ".join(f"{count} more {level}{'s' if count > 1 else ''}" for level, count in sorted(left.items()))
        lines.append(f"::notice title=contentlint::{_data(f'GitHub shows ten of each kind; there are {more}.')}")
    told = (*run.counters.problems, *run.counters.failures)
    lines += [f"::error title=contentlint::{_data(line)}" for line in told]
    return "".join(line + "\n" for line in lines)


_AZURE = re.compile(r"##(?=\[|vso\[)")
"""What would be a command of the older kind, wherever it stands in a line."""


def _data(text: str) -> str:
    return _AZURE.sub("#\\\\u0023", on_one_line(text)).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
