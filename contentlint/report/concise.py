"""The run with a line for each finding: for logs, for editors that jump to places, and for problem matchers.

`docs/problem-matcher.json` reads it at GitHub; a line is `PATH:LINE:COLUMN: SEVERITY: MESSAGE [CATEGORY/RULE]`, and
`[*]` before the rule says that `--fix` mends it.
"""

from __future__ import annotations

from contentlint.finding import SEVERITIES, Finding
from contentlint.report.model import Run
from contentlint.report.text import failing, fixable_words
from contentlint.text.spans import on_one_line

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(run: Run, *, color: bool = False) -> str:
    """A line for each finding, one for each thing else that fails the run, and one that counts."""
    lines = [_line(run, finding, color=color) for finding in run.findings]
    lines += failing(run, color=color)
    if not run.is_quiet:
        counts = [(s, sum(f.severity == s for f in run.findings)) for s in SEVERITIES]
        found = ", ".join(f"{n} {s if s == 'info' else s + 's' * (n != 1)}" for s, n in counts if n)
        posts = f"{run.counters.files} post{'s' * (run.counters.files != 1)}"
        lines.append(". ".join(filter(None, (f"{found or 'Nothing found'} in {posts}", fixable_words(run)))) + ".")
    return "".join(line + "\n" for line in lines)


def _line(run: Run, finding: Finding, *, color: bool) -> str:
    place = f"{on_one_line(finding.path)}:{finding.line}:{finding.column}"
    severity = f"\x1b[{_COLOURS[finding.severity]}m{finding.severity}\x1b[0m" if color else finding.severity
    is_fixed = finding.fix is not None and (run.applies_unsafe or finding.fix.safety == "safe")
    rule = f"{'[*] ' if is_fixed else ''}[{finding.category}/{finding.rule}]"
    return f"{place}: {severity}: {on_one_line(finding.statement)} {rule}"
