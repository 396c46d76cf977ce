"""What a post says again and again against the ledger is told once."""

from __future__ import annotations

import json
import re
from pathlib import Path

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


def told(text: str, *arguments: str) -> list[str]:
    """The lines that people are told, each with its place."""
    write("posts/a.md", text)
    result = run("check", "--select", "facts", "--no-cache", *arguments)
    return [line for line in result.stdout.splitlines() if re.match(r"\s+\d+:\d+ ", line)]


def lines(text: str) -> list[int]:
    """What a program is told."""
    write("posts/a.md", text)
    result = run("check", "--select", "facts", "--format", "json", "--no-cache")
    return [finding["line"] for finding in json.loads(result.stdout)["findings"]]


def test_many_places_are_told_once_to_people_and_each_to_programs() -> None:
    text = "# A\n\n" + "Take a Kettle 4 for tea.\n\n" * 5
    (one,) = told(text)
    assert one.strip().startswith("3:") and "(5 places in this post)" in one
    assert len(told(text, "--every")) == 5
    assert lines(text) == [3, 5, 7, 9, 11]


def test_a_few_places_are_told_each_unless_they_stand_side_by_side() -> None:
    assert len(told("# A\n\n" + "Take a Kettle 4 for tea.\n\nAnd milk.\n\n" * 3)) == 3
    rows = "| Kettle | Tea |\n|---|---|\n| Kettle 4 big | green |\n| Kettle 4 small | black |\n"
    (one,) = told(f"# A\n\n{rows}")
    assert "(2 places in this post)" in one


def test_other_names_and_what_a_fix_mends_stand_by_themselves() -> None:
    assert len(told("# A\n\n" + "Open Boilmaster and choose tea.\n\n" * 5)) == 5
    assert len(told("# A\n\nTake a Kettle 4 for tea.\n\nOpen Boilmaster.\n")) == 2


def test_one_thing_by_two_names_on_a_line_is_told_once() -> None:
    assert lines("# A\n\nTake the Steam Exam (SE-1) this summer.\n") == [3]
