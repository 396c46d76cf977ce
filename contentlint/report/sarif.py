"""The run as SARIF 2.1.0, for code scanning at GitHub and elsewhere, and for editors.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html; sections are named where they decide.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from contentlint.errors import ReadError
from contentlint.finding import Edit, Finding, Related
from contentlint.report.model import Run
from contentlint.report.repository import quoted
from contentlint.text.spans import LineMap

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def render(run: Run) -> str:
    """One SARIF log with one run: rules, results with fixes, and what went wrong as notifications."""
    ids = sorted({*run.rules, *(f.rule for f in run.findings)})
    index = {rule: i for i, rule in enumerate(ids)}

    @cache
    def source(path: str) -> tuple[int, LineMap]:
        try:
            text = run.read(path)
        except (ReadError, OSError):
            text = ""
        return len(text), LineMap(text)

    invocation: dict[str, Any] = {"executionSuccessful": not run.counters.problems}
    # An error is what made the results incomplete (3.58.6): what only fails the run is none.
    told = [("error", problem) for problem in run.counters.problems]
    told += [("warning", failure) for failure in run.counters.failures]
    if told:
        invocation["toolExecutionNotifications"] = [
            {"level": level, "message": {"text": _text(line)}} for level, line in told
        ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "contentlint",
                        "version": run.version,
                        "rules": [_rule(run, rule) for rule in ids],
                    }
                },
                "automationDetails": {"id": f"contentlint/{run.command}/"},
                "invocations": [invocation],
                "columnKind": "unicodeCodePoints",
                **_provenance(run),
                "results": [_result(run, f, index[f.rule], *source(f.path)) for f in run.findings],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(run: Run, id_: str) -> dict[str, Any]:
    known = run.rules.get(id_)
    if known is None:
        return {"id": id_}
    return {
        "id": id_,
        "shortDescription": {"text": _text(known.summary)},
        "fullDescription": {"text": _text(known.summary)},
        **({"helpUri": page} if (page := run.page_of(known) if run.page_of else "") else {}),
        "help": {"text": known.why.strip() or known.summary},
        "defaultConfiguration": {"level": _LEVELS[known.severity]},
        "properties": {"category": known.category, "tags": [known.category]},
    }


def _result(run: Run, finding: Finding, index: int, length: int, lines: LineMap) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _artifact(run, finding.path),
                    "region": _region(finding) | ({"snippet": {"text": finding.excerpt}} if finding.excerpt else {}),
                }
            }
        ],
        "partialFingerprints": {"contentlint/v1": finding.fingerprint},
        **({"rank": round(100 * finding.confidence, 1)} if finding.confidence is not None else {}),
    }
    if finding.related:
        result["relatedLocations"] = [_related(run, finding, r, i) for i, r in enumerate(finding.related, 1)]
    if finding.fix and all(edit.span.end <= length for edit in finding.fix.edits):  # else it was changed since
        result["fixes"] = [
            {
                "description": {"text": _text(finding.fix.title)},
                "artifactChanges": [
                    {
                        "artifactLocation": _artifact(run, finding.path),
                        "replacements": _replacements(finding.fix.edits, lines),
                    }
                ],
            }
        ]
    return result


def _region(finding: Finding) -> dict[str, Any]:
    """Lines and columns from 1, the end column exclusive, as 3.30 has them."""
    return {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,
    }


def _related(run: Run, finding: Finding, related: Related, number: int) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(run, related.path or finding.path)}
    if related.line:
        place["region"] = {"startLine": related.line}
    return {"id": number, "physicalLocation": place, "message": {"text": _text(related.message)}}


def _replacements(edits: Sequence[Edit], lines: LineMap) -> list[dict[str, Any]]:
    replacements = []
    for edit in edits:
        start, end = lines.position(edit.span.start), lines.position(edit.span.end)
        region = {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        }
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    return replacements


def _artifact(run: Run, path: str) -> dict[str, str]:
    """A file by its address from the top of the repository, which readers of SARIF call %SRCROOT%."""
    return {"uri": quoted(run.repository_path(path)), "uriBaseId": "%SRCROOT%"}


def _provenance(run: Run) -> dict[str, Any]:
    if not run.repository:
        return {}
    source = {"repositoryUri": run.repository.url}
    is_commit = _COMMIT.fullmatch(run.repository.ref)
    source["revisionId" if is_commit else "branch"] = run.repository.ref
    return {"versionControlProvenance": [source]}


def _text(text: str) -> str:
    """A message that holds no link by accident: `[a](b)` in it would be one (3.11.6).

    Braces are left: 3.11.5 wants them doubled, but no reader takes the doubling back where there are no arguments.
    """
    return re.sub(r"[\[\]\\]", r"\\\g<0>", text) if "](" in text else text
