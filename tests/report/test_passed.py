"""`--list-passed`: which rules were checked and held, with what they measured, in every report that people read."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from runs import run, write

from contentlint.finding import Held
from contentlint.report.passed import said

POST = (
    "---\ntitle: Kettles for a *small* kitchen\n---\n\n# One\n\n## Two\n\nThe ferry leaves at ten. See [here](b.md).\n"
)


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("contentlint.toml", "[rules]\nseo = 'on'\nskipped-heading-level = 'on'\n")
    write("a.md", POST)
    write(
        "b.md", "# B\n\nSee [the ferry](a.md). <!-- contentlint-disable-next-line vague-link-text -->\n[here](a.md)\n"
    )


def passed(*arguments: str) -> dict[tuple[str, str], dict[str, Any] | None]:
    """What was measured, by post and rule; None where there was nothing to judge."""
    printed = json.loads(run("check", "--format", "json", "--list-passed", *arguments).stdout)["passed"]
    assert len({(one["path"], one["rule"]) for one in printed}) == len(printed)
    assert not any(one["values"] for one in printed if not one["judged"])
    return {(one["path"], one["rule"]): one["values"] if one["judged"] else None for one in printed}


def test_what_held_is_listed_with_what_was_measured() -> None:
    found = passed()
    assert found["a.md", "title-length"] == {"characters": 29, "at most": 75}
    assert found["b.md", "title-length"] is None
    assert found["a.md", "skipped-heading-level"] == {"headings": 2}
    assert found["a.md", "long-sentence"] == {"words in the longest sentence": 5, "at most": 70}
    assert found["a.md", "missing-alt-text"] is None
    assert ("a.md", "inconsistent-figure") in found  # which looks at each post and at the site
    # What found something did not hold, suppressed or not; nor did what is off.
    assert ("a.md", "vague-link-text") not in found and ("b.md", "vague-link-text") not in found
    assert not {"absolute-self-link", "dead-link"} & {rule for _, rule in found}


def test_it_is_not_there_unless_asked_for() -> None:
    assert "passed" not in json.loads(run("check", "--format", "json").stdout)
    assert "Checked and held" not in run("check").stdout


def test_a_rule_that_fails_or_cannot_judge_did_not_hold() -> None:
    write(
        "c.md",
        "---\ntitle: Die Fähre\n---\n\n" + "Die Fähre legt um zehn Uhr ab, und wer zu spät kommt, der wartet. " * 9,
    )
    assert not {"stale-year", "long-sentence"} & {rule for path, rule in passed("c.md") if path == "c.md"}
    assert ("c.md", "title-length") in passed("c.md")


def test_the_reports_show_it() -> None:
    lines = [line.split() for line in run("check", "--list-passed", "a.md").stdout.splitlines()]
    assert "seo/title-length 29 characters, at most 75".split() in lines
    written = run("check", "--list-passed", "a.md", "--format", "markdown").stdout
    assert "### Checked and held\n\n#### a.md\n\n| Category | Check | Value |\n|---|---|---|\n" in written
    assert "| seo | title-length | 29 characters, at most 75 |" in written
    assert "missing-alt-text |" not in written
    assert re.search(
        r"\nNot judged, as the post has nothing, or too little, for them: .*missing-alt-text.*\.\n", written
    )
    page = run("check", "--list-passed", "--format", "html").stdout
    assert "Checked and held" in page
    assert '<a href="#post?path=a.md" dir="auto">a.md</a> 29 characters, at most 75' in page


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"words": 4250, "at least": 4000}, "4,250 words, at least 4,000"),
        ({"percent of the words": 1.5, "keyword": "tea <b>"}, "1.5 percent of the words, keyword tea <b>"),
        ({"value": 54.19, "at least": 40}, "54.19, at least 40"),
        ({"links": 1, "doubts in the text": 1}, "1 link, 1 doubts in the text"),
        ({"by school grade": 8.0}, "by school grade 8"),
    ],
)
def test_values_are_said_in_words(values: dict[str, Any], words: str) -> None:
    assert said(Held("few-words", "structure", "a.md", values)) == words


def test_too_many_warnings_fail_a_post() -> None:
    head = "---\n{title: A guide to the best kettles, updated: 2025-12-20}\n---\n\n"
    text = "The best kettles of {}.\n\n"
    write("c.md", head + "# Kettles\n\n" + "".join(map(text.format, range(2019, 2022))))
    write("contentlint.toml", "max-warnings = 2\n")
    day = ("--today", "2026-01-01", "--select", "stale-year")
    result = run("check", "c.md", *day)
    assert result.exit_code == 1
    why = "c.md: 3 warnings, and max-warnings is 2"
    assert f"\nfails: {why}\n" in result.stdout and why not in result.stderr
    for format_, key in (("json", "failures"), ("sarif", "toolExecutionNotifications"), ("markdown", "Fails:")):
        result = run("check", "c.md", *day, "--format", format_)
        assert f'"{key}"' in result.stdout or key in result.stdout
        assert result.stdout.replace("\\", "").count(why) == 1 and why in result.stderr
    for format_ in ("github", "junit", "html"):
        assert why in run("check", "c.md", *day, "--format", format_).stdout
    assert f"fails: {why}" in run("check", "c.md", *day, "--format", "concise", "--quiet").stdout
    assert why in run("check", "c.md", *day, "--statistics").stderr
    write("contentlint.toml", "max-warnings = 3\n")
    assert run("check", *day).exit_code == 0
    write("contentlint.toml", "max-warnings = 0\n")
    assert run("check", "-", "--stdin-filename", "d.md", *day, input=head + text.format(2020)).exit_code == 1
    assert run("check", "a.md", *day).exit_code == 0


def test_a_post_that_is_let_be_for_its_short_sentences_has_no_grade() -> None:
    write("c.md", "# Beans\n\n" + "Climbing vegetables require appropriate installations throughout. " * 12)
    write("contentlint.toml", "[rules.hard-to-read]\nmin-words = 30\nmax-grade = 8\n")
    assert passed("c.md")["c.md", "hard-to-read"] == {"words a sentence": 6}
    write("contentlint.toml", "[rules.hard-to-read]\nmin-words = 30\nmax-grade = 30\nmin-sentence-words = 0\n")
    values = passed("c.md")["c.md", "hard-to-read"]
    assert values is not None
    assert (values["at most"], values["by school grade"] > 15) == (30, True)
