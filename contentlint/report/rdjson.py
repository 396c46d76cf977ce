"""The run in the Reviewdog Diagnostic Format, for review comments with suggestions that can be taken at a click.

https://github.com/reviewdog/reviewdog/tree/master/proto/rdf. Columns count UTF-8 bytes from 1, ends are exclusive.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any

from contentlint.errors import ReadError
from contentlint.finding import Finding, Fix
from contentlint.report.model import Run
from contentlint.text.spans import LineMap, Span

_SEVERITIES = {"error": "ERROR", "warning": "WARNING", "info": "INFO"}


class _Text:
    """A post's text with positions as the format counts them."""

    def __init__(self, text: str) -> None:
        self.text, self.lines = text, LineMap(text)

    def position(self, offset: int) -> dict[str, int]:
        line, column = self.lines.position(offset)
        return {
            "line": line,
            "column": len(self.text[offset - column + 1 : offset].encode("utf-8", "surrogatepass")) + 1,
        }

    def suggestion(self, fix: Fix) -> dict[str, Any]:
        """All edits as one: several suggestions would be alternatives."""
        edits = sorted(fix.edits, key=lambda e: e.span)
        whole = Span(edits[0].span.start, edits[-1].span.end)
        parts, at = [], whole.start
        for edit in edits:
            parts += [self.text[at : edit.span.start], edit.text]
            at = edit.span.end
        return {"range": self.range(whole), "text": "".join(parts)}

    def range(self, span: Span) -> dict[str, Any]:
        return {"start": self.position(span.start), "end": self.position(span.end)}


def render(run: Run) -> str:
    """One `DiagnosticResult`. Where a post's text can't be had, places are given by their lines alone."""

    @cache
    def text(path: str) -> _Text | None:
        try:
            return _Text(run.read(path))
        except (ReadError, OSError):
            return None

    result = {
        "source": {"name": "contentlint"},
        "diagnostics": [_diagnostic(run, finding, text) for finding in run.findings],
    }
    return json.dumps(result, ensure_ascii=False, indent=1) + "\n"


def _diagnostic(run: Run, finding: Finding, text: Callable[[str], _Text | None]) -> dict[str, Any]:
    own = text(finding.path)
    if own and finding.span.end > len(own.text):
        own = None  # the file was changed after the check
    rule = run.rules.get(finding.rule)
    page = run.page_of(rule) if run.page_of and rule is not None else ""
    place = own.range(finding.span) if own else {"start": {"line": finding.line}, "end": {"line": finding.end_line}}
    diagnostic: dict[str, Any] = {
        "message": finding.statement,
        "location": {"path": run.repository_path(finding.path), "range": place},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": f"{finding.category}/{finding.rule}", **({"url": page} if page else {})},
    }
    if finding.fix and own:
        diagnostic["suggestions"] = [own.suggestion(finding.fix)]
    related = [
        {
            "message": r.message,
            "location": {"path": run.repository_path(r.path or finding.path)}
            | ({"range": {"start": {"line": r.line}}} if r.line else {}),
        }
        for r in finding.related
    ]
    if related:
        diagnostic["related_locations"] = related
    return diagnostic
