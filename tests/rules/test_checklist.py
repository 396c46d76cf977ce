"""The lines of the editorial checklist: each that a program can check is done by a rule, with a post that breaks it and
one that keeps it, under the configuration that has them all."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from runs import run, write

from contentlint import docs
from contentlint.catalog import catalog
from contentlint.catalog.datafile import DataFile
from contentlint.catalog.rule import Example
from contentlint.evidence.visited import from_fields
from contentlint.post.post import Post
from contentlint.run import config, testing
from contentlint.run.config import RuleSet

TOP = Path(docs.__file__).parents[1]
LOADED = catalog.load(examples=True)
PARTS: list[dict[str, Any]] = yaml.safe_load((TOP / "docs/editorial-checklist.yaml").read_text("utf-8"))
LINES: dict[int, dict[str, Any]] = dict(enumerate((line for part in PARTS for line in part["lines"]), 1))
FILE = DataFile(Path(__file__).with_name("checklist.yaml"))
CASES: dict[int, list[dict[str, Any]]] = FILE.data  # type: ignore[assignment]
PROFILE = config.load(TOP / "examples/aiagentskit.toml", trusted=True)
RULES = RuleSet(LOADED, PROFILE, sources=True)
ON = {active.rule.id: active for active in RULES.for_post("blog-drafts/post.md")}


def cases() -> Iterator[Any]:
    for number, found in CASES.items():
        for case in found:
            for kind in ("bad", "good"):
                yield pytest.param(case, kind, id=f"{number}-{case['rule']}-{kind}")


@pytest.mark.parametrize(("case", "kind"), [*cases()])
def test_what_breaks_a_line_is_told_and_what_keeps_it_is_not(case: dict[str, Any], kind: str) -> None:
    given = case[kind] if isinstance(case[kind], dict) else {"text": case[kind]}
    text, spans = FILE.marked(given["text"], 0)
    assert bool(spans) == (kind == "bad")
    example = Example(
        text, spans, kind == "bad", 1, given.get("path", "post.md"), case.get("today"), files=given.get("files", {}),
        sources={url: from_fields(url, page) for url, page in given.get("sources", {}).items()},
    )  # fmt: skip
    rule = LOADED.rules[case["rule"]]
    settings = PROFILE.rules.get(rule.id, {})
    own = {**(settings if isinstance(settings, dict) else {}), **case.get("options", {})}
    options = {key.replace("-", "_"): value for key, value in own.items() if key != "severity"}
    lint = testing.linter(dataclasses.replace(rule, options={**rule.options, **options}), example, LOADED)
    found = lint(Post(example.path, text))
    assert not found.problems
    assert {(f.span.start, f.span.end) for f in found.findings} == set(spans)


def test_every_line_is_done_or_has_a_reason() -> None:
    assert len(LINES) == 90
    can = {number for number, line in LINES.items() if "never" not in line}
    assert len(can) == 73
    assert {number for number in can if "rules" in LINES[number]} == CASES.keys()
    for number, line in LINES.items():
        assert ("never" in line) + ("rules" in line) + ("by" in line) == 1
        assert {case["rule"] for case in CASES.get(number, [])} <= {*line.get("rules", ())}
        assert number not in CASES or CASES[number]
        assert set(line) <= {"line", "rules", "by", "never", "note", "partly"}


def test_the_configuration_switches_on_the_rules_of_all_lines() -> None:
    asked = {rule for line in LINES.values() for rule in line.get("rules", ())}
    assert asked - ON.keys() == set()
    assert (PROFILE.fail_on, PROFILE.max_warnings) == ("error", 3)
    off_drafts = {active.rule.id for active in RULES.for_post("src/content/blog/post.md")}
    assert ON.keys() - off_drafts == {"published-not-today"}


def test_of_a_draft_the_folder_is_the_slug_and_its_notes_are_no_posts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write("contentlint.toml", (TOP / "examples/aiagentskit.toml").read_text("utf-8"))
    write("astro.config.mjs", "export default {}\n")
    write("src/content/blog/peas.md", "---\ntitle: Peas\nkeyword: leeks\n---\n")
    for name in ("01-research-brief", "04-reviewed-draft"):
        write(
            f"blog-drafts/runner-beans/{name}.md",
            "---\ntitle: Beans\nkeyword: runner beans\npubDate: 2026-03-01\n---\n",
        )
    rules = ("--select", "keyword-not-in-slug,published-not-today", "--today", "2026-03-20", "--format", "json")
    found = json.loads(run("check", *rules).stdout)["findings"]
    assert [(one["path"], one["rule"]) for one in found] == [
        ("blog-drafts/runner-beans/04-reviewed-draft.md", "published-not-today"),
        ("src/content/blog/peas.md", "keyword-not-in-slug"),
    ]


def test_a_report_lists_what_held_with_its_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line 88."""
    monkeypatch.chdir(tmp_path)
    write("contentlint.toml", "[rules.title-length]\nmin-length = 50\nmax-length = 60\n")
    write("long.md", '---\ntitle: "Runner beans on poles: when to sow and how to tie them"\n---\n')
    write("short.md", "---\ntitle: Runner beans\n---\n")
    report = json.loads(run("check", "--list-passed", "--format", "json", "--select", "title-length").stdout)
    assert [(one["path"], one["values"]) for one in report["passed"]] == [
        ("long.md", {"characters": 54, "at least": 50, "at most": 60})
    ]
    (found,) = report["findings"]
    assert "12 of at least 50 characters" in found["message"]


def test_more_than_three_warnings_fail_a_post(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Line 89."""
    monkeypatch.chdir(tmp_path)
    write("contentlint.toml", "max-warnings = 3\n")
    day = ("--select", "stale-year", "--today", "2026-03-20")
    head = "---\n{title: A guide to the best poles, updated: 2025-12-20}\n---\n\n"
    for many in (3, 4):
        write("beans.md", head + "# Beans\n\n" + "The best poles of 2024.\n\n" * many)
        assert run("check", *day).exit_code == (many > 3)


def test_the_page_is_current() -> None:
    page = (TOP / "docs/editorial-checklist.md").read_text("utf-8")
    assert page == docs.checklist_page(LOADED, PARTS), "run `python -m contentlint.docs`"
