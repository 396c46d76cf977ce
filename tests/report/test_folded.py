"""What a post says again and again against the ledger is told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runs import run, write

LEDGER = """
subjects:
  - {subject: Kettle 5, supersedes: [Kettle 4]}
  - {subject: Kettle Cloud, formerly: [Boilmaster]}
  - {subject: Steam Exam, also: [SE-1], status: retired}
"""


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    write(tmp_path / "blog/facts/a.yaml", LEDGER)
    monkeypatch.chdir(tmp_path / "blog")


def found(text: str, *arguments: str) -> list[dict[str, Any]]:
    write("posts/a.md", text)
    result = run("check", "--select", "facts", "--format", "json", "--no-cache", *arguments)
    findings: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return findings


def test_many_places_are_one_finding() -> None:
    text = "# A\n\n" + "Take a Kettle 4 for tea.\n\n" * 5
    (one,) = found(text)
    assert one["line"] == 3
    assert one["message"].endswith("(5 places in this post)")
    assert [place["line"] for place in one["related"]] == [3, 5, 7, 9, 11]
    assert [place["message"] for place in one["related"]][1:] == ["here as well"] * 4
    assert [each["line"] for each in found(text, "--every")] == [3, 5, 7, 9, 11]
    assert found(text, "--every")[0]["fingerprint"] == one["fingerprint"]


def test_a_few_places_are_told_each_unless_they_stand_side_by_side() -> None:
    assert len(found("# A\n\n" + "Take a Kettle 4 for tea.\n\nAnd milk.\n\n" * 3)) == 3
    rows = "| Kettle | Tea |\n|---|---|\n| Kettle 4 big | green |\n| Kettle 4 small | black |\n"
    (one,) = found(f"# A\n\n{rows}")
    assert "(2 places in this post)" in one["message"]


def test_other_names_and_what_a_fix_mends_stand_by_themselves() -> None:
    assert len(found("# A\n\n" + "Open Boilmaster and choose tea.\n\n" * 5)) == 5
    assert len(found("# A\n\nTake a Kettle 4 for tea.\n\nOpen Boilmaster.\n")) == 2


def test_one_thing_by_two_names_on_a_line_is_told_once() -> None:
    (one,) = found("# A\n\nTake the Steam Exam (SE-1) this summer.\n")
    assert one["excerpt"] == "Steam Exam"
