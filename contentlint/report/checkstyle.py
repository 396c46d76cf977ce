"""The run as Checkstyle XML, which many CI servers and review tools read."""

from __future__ import annotations

from collections import defaultdict

from contentlint.finding import Finding
from contentlint.report.model import Run
from contentlint.report.xml import document, element


def render(run: Run) -> str:
    """A `file` for each post with findings, an `error` for each finding; severities have the same names there."""
    root = element(None, "checkstyle", version="4.3")
    by_path: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in run.findings:
        by_path[finding.path].append(finding)
    for path, findings in by_path.items():
        file = element(root, "file", name=run.repository_path(path))
        for finding in findings:
            element(
                file,
                "error",
                line=finding.line,
                column=finding.column,
                severity=finding.severity,
                message=finding.statement,
                source=f"contentlint.{finding.category}.{finding.rule}",
            )
    return document(root)
