"""The run in numbers: how often each rule found something, and in how many posts."""

from __future__ import annotations

import json
from collections.abc import Sequence

from contentlint.finding import SEVERITIES, Finding, Severity
from contentlint.guard.records import dataclass
from contentlint.report.model import Run

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


@dataclass(frozen=True, slots=True)
class Count:
    """What a rule found with one severity."""

    rule: str
    category: str
    severity: Severity
    findings: int
    posts: int
    fixable: int
    """Those that `--fix` mends."""
    unsafe: int
    """Those that it mends with `--unsafe-fixes` only."""


def counts(findings: Sequence[Finding]) -> list[Count]:
    """The counts, most findings first; of equal ones the worst first."""
    groups: dict[tuple[str, str, Severity], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.rule, finding.category, finding.severity), []).append(finding)
    made = [
        Count(
            rule, category, severity, len(found), len({f.path for f in found}),
            sum(f.fix is not None and f.fix.safety == "safe" for f in found),
            sum(f.fix is not None and f.fix.safety == "unsafe" for f in found),
        )
        for (rule, category, severity), found in groups.items()
    ]  # fmt: skip
    return sorted(made, key=lambda one: (-one.findings, SEVERITIES.index(one.severity), one.rule))


def render(run: Run, *, as_json: bool = False, color: bool = False) -> str:
    """A line for each rule; as JSON a list with an object for each."""
    listed = counts(run.findings)
    if as_json:
        rows = [{name: getattr(one, name) for name in Count.__slots__} for one in listed]
        return json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    lines = []
    width = max((len(f"{one.findings:,}") for one in listed), default=0)
    for one in listed:
        severity = f"{one.severity:<7}"
        shown = f"\x1b[{_COLOURS[one.severity]}m{severity}\x1b[0m" if color else severity
        fixable = one.fixable + (one.unsafe if run.applies_unsafe else 0)
        mark = "[*]" if fixable == one.findings else "[-]" if fixable else "   "
        posts = f"{one.posts:,} post{'s' * (one.posts != 1)}"
        lines.append(f"{one.findings:>{width},}  {shown}  {mark}  {one.category}/{one.rule}  in {posts}")
    if not run.is_quiet:
        total, checked = len(run.findings), run.counters.files
        found = f"{total:,} finding{'s' * (total != 1)}" if total else "Nothing found"
        lines.append(f"{found} in {checked:,} post{'s' * (checked != 1)}.")
        if any(one.fixable or (one.unsafe and run.applies_unsafe) for one in listed):
            lines.append("[*] all, [-] some can be fixed with --fix.")
    return "".join(line + "\n" for line in lines)
