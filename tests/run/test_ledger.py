"""The ledger in a run: where it is looked for, what a change of it makes wrong, what is told on its own lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runs import git, run, write

LEDGER = """\
subjects:
  - subject: Kettle Cloud
    facts:
      - price: $20 per month
  - subject: Kettle 5
"""
DAY = ("--today", "2026-06-01")


@pytest.fixture()
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    root = tmp_path / "blog"
    write(root / "facts/kettles.yaml", LEDGER)
    write(root / "posts/plans.md", "# Plans\n\nKettle Cloud costs $20 per month.\n")
    write(root / "posts/brew.md", "# Brew\n\nTake the Kettle 4 for tea. Kettle Cloud costs $25 per month.\n")
    git(root.parent, "init", "-q", "-b", "main", str(root))
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "one")
    monkeypatch.chdir(root)
    return root


def found(*arguments: str) -> list[dict[str, Any]]:
    chosen = () if "--select" in arguments else ("--select", "facts")
    result = run("check", *DAY, "--format", "json", *chosen, *arguments)
    assert result.exit_code in (0, 1), result.output
    findings: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return findings


def told(findings: list[dict[str, Any]]) -> list[tuple[str, int, str, str]]:
    return [(one["path"], one["line"], one["severity"], one["rule"]) for one in findings]


def test_a_change_of_the_ledger_makes_posts_wrong(blog: Path) -> None:
    assert found("--since", "HEAD") == []
    write("facts/kettles.yaml", LEDGER.replace("$20", "$30") + "    supersedes: [Kettle 4]\n")
    findings = found("--since", "HEAD")
    # What said otherwise before says nothing new: the price in brew.md.
    assert told(findings) == [
        ("facts/kettles.yaml", 4, "error", "contradicts-ledger"),
        ("facts/kettles.yaml", 6, "error", "outdated-name"),
        ("posts/brew.md", 3, "info", "outdated-name"),
        ("posts/plans.md", 3, "info", "contradicts-ledger"),
    ]
    assert "posts/plans.md" in findings[0]["message"]
    assert [(one["path"], one["line"]) for one in findings[0]["related"]] == [("posts/plans.md", 3)]
    assert len({one["fingerprint"] for one in findings}) == 4


def test_a_change_of_one_fact_blames_no_other_that_has_the_same_value(blog: Path) -> None:
    more = LEDGER.replace("  - subject: Kettle 5\n", "  - subject: Teapot\n    facts:\n      - price: $25 per month\n")
    post = "# Plans\n\nThe Teapot costs $25 per month.\n\nKettle Cloud costs $25 per month.\n"
    write("facts/kettles.yaml", more)
    write("posts/plans.md", post)
    git(blog, "commit", "-aqm", "two")
    known = found("posts/plans.md")
    write("facts/kettles.yaml", more.replace("$25", "$30"))
    findings = found("--since", "HEAD")
    # That the other one contradicts the ledger is known, and stays known by the same mark.
    assert told(findings) == [
        ("facts/kettles.yaml", 7, "error", "contradicts-ledger"),
        ("posts/plans.md", 3, "info", "contradicts-ledger"),
    ]
    old, new = (one["fingerprint"] for one in found("posts/plans.md") if one["line"] in (3, 5))
    assert [one["fingerprint"] for one in known] == [new] != [old]


def test_a_new_ledger_is_a_change(blog: Path) -> None:
    git(blog, "rm", "-q", "facts/kettles.yaml")
    git(blog, "commit", "-q", "-m", "none")
    write("facts/kettles.yaml", LEDGER)
    assert told(found("--since", "HEAD")) == [
        ("facts/kettles.yaml", 4, "error", "contradicts-ledger"),
        ("posts/brew.md", 3, "info", "contradicts-ledger"),
    ]


def test_a_ledger_that_is_gone_is_no_finding(blog: Path) -> None:
    git(blog, "rm", "-q", "facts/kettles.yaml")
    assert found("--since", "HEAD") == []


def test_a_changed_post_is_told_as_ever(blog: Path) -> None:
    write("posts/plans.md", "# Plans\n\nKettle Cloud costs $35 per month.\n")
    assert told(found("--since", "HEAD")) == [("posts/plans.md", 3, "warning", "contradicts-ledger")]


def test_what_is_due_is_told_once(blog: Path) -> None:
    write("facts/kettles.yaml", "check-again: 2026-05-01\n" + LEDGER)
    assert told(found("--select", "ledger-expired")) == [("facts/kettles.yaml", 1, "warning", "ledger-expired")]
    assert found("--select", "ledger-expired", "posts/plans.md") == []
    assert told(found("--select", "ledger-expired", "facts/kettles.yaml")) == [
        ("facts/kettles.yaml", 1, "warning", "ledger-expired")
    ]


def test_mistakes_make_the_exit_code_2_and_the_rest_is_checked(blog: Path) -> None:
    write("facts/kettles.yaml", LEDGER + "    stat: retired\n")
    result = run("check", *DAY, "--select", "facts", "--format", "json")
    assert result.exit_code == 2
    assert "facts/kettles.yaml:6: unknown key 'stat'" in result.stderr
    assert told(json.loads(result.stdout)["findings"]) == [("posts/brew.md", 3, "warning", "contradicts-ledger")]


def test_other_yaml_in_a_folder_of_that_name_is_no_ledger(blog: Path) -> None:
    write("facts/other.yaml", "teas: [green]\n")
    result = run("check", *DAY, "--select", "facts")
    assert result.exit_code == 0
    assert "facts/other.yaml: not read as a ledger" in result.stderr


def test_the_configuration_says_where_it_lies(blog: Path) -> None:
    write("data/prices.yaml", "subjects:\n  - subject: Kettle 9\n    supersedes: [Kettle 4]\n")
    write("contentlint.toml", '[facts]\npaths = ["data/*.yaml"]\n')
    assert told(found()) == [("posts/brew.md", 3, "warning", "outdated-name")]
    write("data/wrong.yaml", "teas: [green]\n")
    assert run("check", *DAY).exit_code == 2


def test_a_ledger_outside_the_repository_is_not_read(blog: Path) -> None:
    write(blog.parent / "else/facts.yaml", "subjects:\n  - subject: Kettle 9\n    supersedes: [Kettle 4]\n")
    write("contentlint.toml", '[facts]\npaths = ["../else/*.yaml"]\n')
    result = run("check", *DAY, "--select", "facts", "--format", "json")
    assert json.loads(result.stdout)["findings"] == []
    assert "facts.paths" in result.stderr


def test_without_a_ledger_its_rules_are_not_run(blog: Path) -> None:
    git(blog, "rm", "-q", "facts/kettles.yaml")
    listed = json.loads(run("check", *DAY, "--format", "json", "--list-passed").stdout)["passed"]
    assert not {one["rule"] for one in listed} & {"retired", "contradicts-ledger", "ledger-expired", "outdated-name"}


def test_standard_input_is_held_against_the_ledger(blog: Path) -> None:
    result = run(
        "check", *DAY, "--format", "json", "--stdin-filename", "posts/new.md", "-",
        input="# New\n\nKettle Cloud costs $5 per month.\n",
    )  # fmt: skip
    assert ("posts/new.md", 3, "warning", "contradicts-ledger") in told(json.loads(result.stdout)["findings"])


def test_processes_change_nothing(blog: Path) -> None:
    for number in range(30):
        write(f"posts/more{number}.md", f"# More {number}\n\nKettle Cloud costs ${number + 1} per month.\n")
    assert told(found("-j", "1")) == told(found("-j", "2"))
    assert len(found("-j", "2")) == 27  # with brew.md; $20 agrees, and up to $3 is too far off to be of the same
