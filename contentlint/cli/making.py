"""The run that reports are made of, from the outcome of one."""

from __future__ import annotations

import dataclasses
import datetime as dt
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.cli.output import Reports

if TYPE_CHECKING:
    from contentlint.report.model import Run
    from contentlint.run.runner import Outcome

_REPOSITORY_FORMATS = ("sarif", "html", "markdown")
"""Those that name the repository's page, or link to it."""
VARIABLES_OF_CI = ("CI", "GITHUB_ACTIONS", "GITLAB_CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION", "BUILDKITE")
"""Variables of the environment that a job of continuous integration has."""


def digest_for(reports: Reports) -> Any:
    """What the formats want to know of every post, None for nothing."""
    if not reports.has("html"):
        return None
    from contentlint.cli.digest import digest

    return digest


def is_ci(environment: Mapping[str, str] = os.environ) -> bool:
    """True in a job of continuous integration, where whoever reads a report is at the top of the repository."""
    return any(environment.get(name, "").lower() not in ("", "0", "false") for name in VARIABLES_OF_CI)


def outcome_as_run(
    outcome: Outcome,
    today: dt.date,
    texts: Mapping[str, str],
    reports: Reports,
    *,
    lists_each: bool = False,
    quiet: bool = False,
    shows_unsafe: bool = False,
) -> Run:
    """What the reports are made of. In CI all paths are from the top of the repository."""
    from contentlint import __version__
    from contentlint.cli import repository
    from contentlint.report import pages
    from contentlint.report.folded import folded
    from contentlint.report.model import Counters, PostSummary, Run, Skipped
    from contentlint.run.files import read_post

    def read(path: str) -> str:
        return texts[path] if path in texts else read_post(Path(path), 1 << 40)

    run = Run(
        version=__version__,
        today=today,
        root=next((d.site for d in outcome.digests), ""),
        findings=outcome.findings if lists_each else folded(outcome.findings),
        posts=[d.post for d in outcome.digests] or [PostSummary(path) for path in outcome.checked],
        held=outcome.held,
        claims=[claim for d in outcome.digests for claim in d.claims],
        rules=outcome.rules,
        page_of=pages.finder(outcome.rule_pages, __version__) if reports.has("sarif", "rdjson") else None,
        repository=repository.find(Path()) if reports.has(*_REPOSITORY_FORMATS) else None,
        counters=Counters(
            files=outcome.files,
            skipped=tuple(Skipped(path, reason) for path, reason in outcome.skipped),
            problems=tuple(outcome.problems),
            failures=tuple(outcome.failures),
            suppressed=outcome.suppressed,
            unchanged=outcome.unchanged,
            baselined=outcome.baselined,
            fixed=outcome.fixed,
            added=outcome.added,
            links=outcome.links,
            links_unjudged=outcome.unjudged.total(),
            is_widely_unjudged=outcome.is_widely_unjudged,
            languages=dict(outcome.languages),
            unjudged_by=tuple(sorted(outcome.unjudged_by)),
        ),
        lists_each=lists_each,
        is_quiet=quiet,
        applies_unsafe=shows_unsafe,
        read=read,
        from_top=repository.from_top(Path.cwd()),
    )
    return named_from_top(run) if is_ci() else run


def named_from_top(run: Run) -> Run:
    """The run with every path from the top of its repository."""
    assert run.from_top is not None
    name: Callable[[str], str] = run.from_top
    back: dict[str, str] = {}

    def shown(path: str) -> str:
        found = name(path)
        back[found] = path
        return found

    def placed(one: Any) -> Any:
        return dataclasses.replace(one, path=shown(one.path))

    findings = [
        dataclasses.replace(
            placed(finding), related=tuple(placed(r) if r.path is not None else r for r in finding.related)
        )
        for finding in run.findings
    ]
    known = {one.path for many in (run.findings, run.posts) for one in many}

    def renamed(line: str) -> str:
        path, colon, rest = line.partition(": ")
        return f"{shown(path)}{colon}{rest}" if path in known else line

    counters = dataclasses.replace(
        run.counters,
        skipped=tuple(map(placed, run.counters.skipped)),
        problems=tuple(map(renamed, run.counters.problems)),
        failures=tuple(map(renamed, run.counters.failures)),
    )
    made = dataclasses.replace(
        run,
        findings=findings,
        posts=list(map(placed, run.posts)),
        held=list(map(placed, run.held)),
        claims=list(map(placed, run.claims)),
        counters=counters,
        repository=dataclasses.replace(run.repository, folder="") if run.repository else None,
        from_top=lambda path: path,
    )
    return dataclasses.replace(made, read=lambda path: run.read(back.get(path, path)))
