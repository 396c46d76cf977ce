"""The blog in examples/: each finding that it is written to show, and nothing in its clean posts."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from contentlint.run import runner

BLOG = Path(__file__).parents[2] / "examples" / "blog"
TODAY = dt.date(2026, 11, 23)

FINDINGS = {
    "best-bike-lights.md": [
        (2, "stale-year", "2024"),
        (3, "stale-year", "2024"),
        (22, "missing-alt-text", "![](/images/two-lights.png)"),
        (29, "stale-year", "2024"),
        (30, "vague-link-text", "here"),
    ],
    "e-bikes-and-the-hill.md": [
        (10, "unsourced-statistic", "40%"),
        (23, "unsourced-statistic", "62%"),
        (26, "vague-attribution", "Research has shown"),
    ],
    "employer-schemes.md": [
        (2, "hard-to-read", "Asking your employer for a bike scheme"),
    ],
    "locking-your-bike.md": [
        (3, "schema-violation", "descripton"),
        (4, "invalid-date", "2025-02-30"),
        (5, "schema-violation", "saftey"),
        (6, "schema-violation", "theft, locks"),
    ],
    "maintenance-basics.md": [(2, "invalid-front-matter", "Maintenance: the ten-minute check")],
    "rain-gear.md": [(7, "duplicate-key", "tags")],
    "winter-riding.md": [
        (15, "broken-anchor", "/blog/rain-gear/#what-to-wear-on-the-legs"),
        (19, "broken-internal-link", "/blog/best-bike-light/"),
        (27, "missing-image", "/images/studded-tyre.png"),
    ],
}
"""Of each post: line, rule, and how the words begin."""

CLEAN = {
    "a-week-without-a-car.md",
    "choosing-a-commuter-bike.md",
    "cycling-and-health.md",
    "planning-a-quiet-route.mdx",
    "why-i-started-riding.md",
}


@pytest.fixture(scope="module")
def outcome() -> runner.Outcome:
    return runner.check([BLOG], runner.Options(today=TODAY, use_cache=False, jobs=1))


def test_every_post_is_either_clean_or_shows_something() -> None:
    posts = {path.name for path in (BLOG / "src" / "content" / "blog").iterdir()}
    assert posts == FINDINGS.keys() | CLEAN
    assert not FINDINGS.keys() & CLEAN


def test_the_findings(outcome: runner.Outcome) -> None:
    assert outcome.problems == []
    found: dict[str, list[tuple[int, str, str]]] = {}
    for finding in outcome.findings:
        found.setdefault(Path(finding.path).name, []).append((finding.line, finding.rule, finding.excerpt))
    assert found.keys() == FINDINGS.keys()
    for name, expected in FINDINGS.items():
        got = found[name]
        assert [(line, rule) for line, rule, _ in got] == [(line, rule) for line, rule, _ in expected], name
        assert all(words in excerpt for (_, _, excerpt), (_, _, words) in zip(got, expected, strict=True)), got


def test_every_family_is_shown(outcome: runner.Outcome) -> None:
    categories = {finding.category for finding in outcome.findings}
    assert categories >= {"front-matter", "links", "claims", "freshness", "readability", "accessibility"}


def test_fixes_leave_fewer_findings(tmp_path: Path, outcome: runner.Outcome) -> None:
    blog = tmp_path / "blog"
    shutil.copytree(BLOG, blog)
    fixed = runner.check([blog], runner.Options(today=TODAY, use_cache=False, jobs=1, fix=True))
    assert fixed.fixed >= 4
    assert len(fixed.findings) < len(outcome.findings)
    again = runner.check([blog], runner.Options(today=TODAY, use_cache=False, jobs=1, fix=True))
    assert again.fixed == 0
    assert [f.rule for f in again.findings] == [f.rule for f in fixed.findings]
