"""The run as JSON: the contract that other tools read."""

from __future__ import annotations

import json

from contentlint.report.model import Run


def render(run: Run) -> str:
    """`{"version", "findings", "summary"}`, indented, with a line end."""
    by_severity = {
        severity: sum(f.severity == severity for f in run.findings) for severity in ("error", "warning", "info")
    }
    summary = {
        "files": run.counters.files,
        "findings": len(run.findings),
        **by_severity,
        "skipped": [{"path": s.path, "reason": s.reason} for s in run.counters.skipped],
        "suppressed": run.counters.suppressed,
        "baselined": run.counters.baselined,
        "unchanged": run.counters.unchanged,
        "links": run.counters.links,
        "links_unjudged": run.counters.links_unjudged,
        "languages": dict(sorted(run.counters.languages.items())),
        "languages_unjudged_by": list(run.counters.unjudged_by),
        "fixed": run.counters.fixed,
        "problems": list(run.counters.problems),
        "failures": list(run.counters.failures),
        "claims_unverified": run.counters.claims_unverified,
    }
    if run.command == "audit":  # no other visits them
        summary |= {
            "outside_links": run.counters.sources,
            "outside_links_dead": run.counters.sources_dead,
            "outside_links_unreachable": run.counters.sources_unreachable,
            "outside_links_unvisited": run.counters.sources_unvisited,
        }
    data = {"version": run.version, "findings": [f.as_dict() for f in run.findings], "summary": summary}
    if run.held:
        data["passed"] = [
            {
                "rule": one.rule,
                "category": one.category,
                "path": one.path,
                "values": dict(one.values),
                "judged": one.judged,
            }
            for one in run.held
        ]
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
