"""The run as a GitLab Code Quality report (an artifact of type `codequality`).

https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from contentlint.finding import Finding
from contentlint.report.model import Run

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(run: Run) -> str:
    """A JSON list of findings. GitLab drops entries with equal fingerprints, so no two are."""
    seen: dict[str, int] = {}
    entries = []
    for finding in run.findings:
        mark = finding.fingerprint
        nth = seen[mark] = seen.get(mark, -1) + 1
        entries.append(_entry(run, finding, f"{mark}-{nth}" if nth else mark))
    return json.dumps(entries, ensure_ascii=False, indent=1) + "\n"


def _entry(run: Run, finding: Finding, mark: str) -> dict[str, Any]:
    return {
        "description": finding.statement,
        "check_name": f"{finding.category}/{finding.rule}",
        "fingerprint": hashlib.sha256(mark.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": run.repository_path(finding.path),
            "lines": {"begin": finding.line, "end": finding.end_line},
        },
    }
