"""The run as JUnit XML: every CI server shows it as tests.

A post is a test suite, a finding a test. Errors and warnings fail; an info passes and is printed, so that it turns
no pipeline red. A post without findings is one test that passes. There is no standard; this is the common core of
https://github.com/testmoapp/junitxml, read by Jenkins, GitLab, Azure and CircleCI.
"""

from __future__ import annotations

from collections import defaultdict

from contentlint.finding import Finding
from contentlint.report.model import Run
from contentlint.report.xml import document, element


def render(run: Run) -> str:
    """One `testsuites` document."""
    by_path: dict[str, list[Finding]] = defaultdict(list, {post.path: [] for post in run.posts})
    for finding in run.findings:
        by_path[finding.path].append(finding)
    problems, failing = run.counters.problems, run.counters.failures
    more = len(problems) + len(failing)
    tests = sum(len(findings) or 1 for findings in by_path.values()) + more
    failures = sum(f.severity != "info" for f in run.findings) + len(failing)
    root = element(None, "testsuites", name="contentlint", tests=tests, failures=failures, errors=len(problems))
    for path, findings in by_path.items():
        file = run.repository_path(path)
        failed = sum(f.severity != "info" for f in findings)
        suite = element(root, "testsuite", name=file, tests=len(findings) or 1, failures=failed, errors=0)
        for finding in findings:
            place = f"{file}:{finding.line}:{finding.column}"
            name = f"{finding.category}/{finding.rule} at {finding.line}:{finding.column}"
            case = element(suite, "testcase", classname=file, name=name, file=file, line=finding.line)
            detail = f"{place}: {finding.severity}: {finding.statement}\n{finding.excerpt}".rstrip()
            if finding.severity == "info":
                element(case, "system-out", detail)
            else:
                element(case, "failure", detail, type=finding.severity, message=finding.statement)
        if not findings:
            element(suite, "testcase", classname=file, name="nothing found", file=file)
    if more:
        counts = {"tests": more, "failures": len(failing), "errors": len(problems)}
        suite = element(root, "testsuite", name="contentlint", **counts)
        for number, problem in enumerate(problems, 1):
            case = element(suite, "testcase", classname="contentlint", name=f"problem {number}")
            element(case, "error", problem, type="problem", message=problem)
        for number, failure in enumerate(failing, 1):
            case = element(suite, "testcase", classname="contentlint", name=f"failure {number}")
            element(case, "failure", failure, type="error", message=failure)
    return document(root)
