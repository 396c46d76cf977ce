"""The findings on a line of a file, for commands that are asked about one: FILE:LINE[:COLUMN]."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.finding import Finding

if TYPE_CHECKING:
    from contentlint.run.runner import Outcome

_PLACE = re.compile(r"(?P<file>.+?):(?P<line>[0-9]{1,9})(?::(?P<column>[0-9]{1,9}))?", re.DOTALL)
_NEAREST = 3
"""Findings that are named when there is none on the line."""
_SHOWN = 40
"""Code points of a finding's words that are shown."""


def place(given: str) -> tuple[Path, int, int] | None:
    """The file, line and column (0: none) of FILE:LINE[:COLUMN]; None for what is no place."""
    match = _PLACE.fullmatch(given)
    if match is None or not int(match["line"]):
        return None
    return Path(match["file"]), int(match["line"]), int(match["column"] or 0)


def on_line(outcome: Outcome, line: int) -> tuple[list[Finding], list[Finding]]:
    """The findings on a line, else those that reach it; and all findings of the run."""
    from contentlint.run.engine import INTERNAL_ERROR

    every = [f for f in outcome.findings if f.rule != INTERNAL_ERROR]
    return [f for f in every if f.line == line] or [f for f in every if f.line < line <= _last(f)], every


def _last(finding: Finding) -> int:
    """The last line that a finding has something of."""
    return finding.end_line - (finding.end_column == 1 and finding.end_line > finding.line)


def nothing(outcome: Outcome, found: Sequence[Finding], name: str, line: int) -> str:
    """That there is no finding on the line, and where the nearest ones are."""
    hidden = sorted({s.finding.rule for s in outcome.silenced if s.finding.line == line})
    if hidden:
        return (
            f"{name}:{line}: what {', '.join(hidden)} found there is suppressed in the post; "
            "`contentlint feedback --from-suppressions` takes what has a reason"
        )
    near = sorted(found, key=lambda f: (abs(f.line - line), f.line, f.column))[:_NEAREST]
    return f"{name}:{line}: no finding there; " + (
        f"the nearest: {named(near)}" if near else "there is none in the post"
    )


def named(findings: Sequence[Finding]) -> str:
    """Findings with their places and words."""
    words = [" ".join(f.excerpt.split()) for f in findings]
    short = [one if len(one) <= _SHOWN else one[: _SHOWN - 1] + "…" for one in words]
    parts = (
        f"{f.path}:{f.line}:{f.column} {f.rule}{one and f' “{one}”'}" for f, one in zip(findings, short, strict=True)
    )
    return ", ".join(parts)
