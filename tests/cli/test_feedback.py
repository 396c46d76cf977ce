"""`contentlint feedback`: labels for findings, in a file of the repository and nowhere else."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from runs import run, write

from contentlint import __version__

POST = (
    "---\n{title: A guide to the best kettles, updated: 2026-05-20}\n---\n\nA kettle is a kettle.\n\n"
    "The best kettles of 2021, and [here](#) the best pots of 2022.\n"
    "\n\nNothing on this line.\n\n<!-- contentlint-disable-next-line stale-year -- it is their name -->\n"
    "The best lids of 2020 is a band.\n\n"
    "The best spoons of 2019. <!-- contentlint-disable-line stale-year -->\n"
)
FILE = Path(".contentlint/feedback.jsonl")


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    write("posts/kettle.md", POST)
    return folder


def feedback(*arguments: str) -> Result:
    return run("feedback", *arguments, "--today", "2026-06-01")


def labels(file: Path = FILE) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def refused(*arguments: str) -> str:
    """What is said of a label that can't be kept; nothing is written then."""
    result = feedback(*arguments)
    assert result.exit_code == 2, result.output
    assert not FILE.exists()
    return result.stderr


def test_a_label_has_what_somebody_needs_who_mends_the_rule() -> None:
    result = feedback("posts/kettle.md:7:21", "--why", "it is the name\n of a fair")
    assert result.exit_code == 0, result.output
    assert result.stdout == "stale-year at posts/kettle.md:7:21: kept as wrong (.contentlint/feedback.jsonl)\n"
    found = json.loads(run("check", "posts/kettle.md", "--today", "2026-06-01", "--format", "json").stdout)["findings"]
    (own,) = [f for f in found if (f["line"], f["column"]) == (7, 21)]
    shared = ("rule", "category", "severity", "line", "column", "end_line", "end_column", "excerpt", "message")
    assert labels() == [
        {
            **{key: own[key] for key in (*shared, "fingerprint")},
            "path": "posts/kettle.md",
            "context": {
                "before": "A kettle is a kettle.",
                "text": "The best kettles of 2021, and [here](#) the best pots of 2022.",
                "after": "Nothing on this line.",
            },
            "verdict": "wrong",
            "why": "it is the name of a fair",
            "date": "2026-06-01",
            "version": __version__,
        }
    ]
    assert own["excerpt"] == "2021"


def test_without_a_finding_the_nearest_are_named() -> None:
    said = refused("posts/kettle.md:5", "--why", "x")
    assert "posts/kettle.md:5: no finding there; the nearest: posts/kettle.md:7:21 stale-year “2021”" in said
    assert "there is none in the post" in refused(
        str(write("clean.md", "Tea.\n")) + ":1", "--why", "x", "--config", _without()
    )


def _without() -> str:
    """A configuration in which nothing is found in a clean post."""
    return str(write("none.toml", 'select = ["stale-year"]\n'))


def test_of_several_findings_one_must_be_said() -> None:
    said = refused("posts/kettle.md:7", "--why", "x")
    assert "several rules found something there: say which: " in said
    assert "stale-year" in said
    assert "empty-link" in said
    said = refused("posts/kettle.md:7", "stale-year", "--why", "x")
    assert "say the column: posts/kettle.md:7:21 stale-year “2021”, posts/kettle.md:7:58 stale-year “2022”" in said
    assert "did you mean 'stale-year'?" in refused("posts/kettle.md:7", "stale-yaer", "--why", "x")
    assert "on that line are findings of" in refused("posts/kettle.md:7", "readability", "--why", "x")
    assert "posts/kettle.md:7:1: no finding there" in refused("posts/kettle.md:7:1", "stale-year", "--why", "x")
    for place, rule in (
        ("7:58", "stale-year"),
        ("7:59", "freshness/stale-year"),
        ("7", "links/empty-link"),
    ):
        assert feedback(f"posts/kettle.md:{place}", rule, "--why", "x").exit_code == 0
    assert [(one["rule"], one["excerpt"]) for one in labels()] == [("stale-year", "2022"), ("empty-link", "[here](#)")]


@pytest.mark.parametrize(
    "arguments",
    [
        (), ("posts/kettle.md",), ("posts/kettle.md:0",), ("posts/kettle.md:7", "a", "b"), ("posts/no.md:7",),
        ("--from-suppressions", "no-such-folder"),
    ],
)  # fmt: skip
def test_what_is_no_place_is_told(arguments: tuple[str, ...]) -> None:
    refused(*arguments, *(() if "--from-suppressions" in arguments else ("--why", "x")))


def test_a_reason_must_be_given() -> None:
    assert "say why" in refused("posts/kettle.md:7:21")
    assert "say why" in refused("posts/kettle.md:7:21", "--why", " ")
    assert "leave out --why" in refused("--from-suppressions", "--why", "x")


def test_what_was_said_before_is_not_kept_twice() -> None:
    for _ in range(2):
        result = feedback("posts/kettle.md:7:21", "--why", "a fair")
        assert result.exit_code == 0
    assert "was kept as wrong for this reason before" in result.stdout
    assert feedback("posts/kettle.md:7:21", "--why", "a fair", "--verdict", "useless").exit_code == 0
    assert [one["verdict"] for one in labels()] == ["wrong", "useless"]


def test_known_findings_can_be_judged() -> None:
    assert run("check", "--write-baseline").exit_code == 0
    config = write("known.toml", 'baseline = "contentlint-baseline.jsonl"\n')
    assert feedback("posts/kettle.md:7:21", "--why", "x", "--config", str(config)).exit_code == 0


def test_one_file_for_the_repository_wherever_the_command_starts(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(blog / "posts")
    result = feedback("kettle.md:7:21", "--why", "x")
    assert "kettle.md:7:21: kept as wrong (../.contentlint/feedback.jsonl)" in result.stdout
    assert [one["path"] for one in labels(blog / FILE)] == ["posts/kettle.md"]


def test_what_is_in_the_file_stays(blog: Path) -> None:
    before = b'<<<<<<< ours\n{"rule": "some"}'
    write(FILE, before)
    assert feedback("posts/kettle.md:7:21", "--why", "x").exit_code == 0
    assert FILE.read_bytes().startswith(before + b"\n{")
    assert len(FILE.read_bytes().splitlines()) == 3


def test_suppressions_with_a_reason_are_labels_too() -> None:
    write("posts/whole.md", "---\ncontentlint:\n  ignore: [stale-year]\n---\n\nThe best cups of 2018.\n")
    result = feedback("--from-suppressions")
    assert result.exit_code == 0, result.output
    assert "1 suppressed finding kept in .contentlint/feedback.jsonl" in result.stdout
    assert "2 suppressed without a reason: left out." in result.stdout
    (one,) = labels()
    assert (one["rule"], one["excerpt"], one["verdict"]) == ("stale-year", "2020", "suppressed")
    assert one["why"] == "it is their name"
    assert one["context"]["text"] == "The best lids of 2020 is a band."
    assert len(one["fingerprint"]) == 16
    assert (
        "0 suppressed findings kept in .contentlint/feedback.jsonl; 1 were there before"
        in feedback("--from-suppressions", "posts").stdout
    )
    assert len(labels()) == 1


def test_a_suppressed_finding_is_told_as_such() -> None:
    assert "what stale-year found there is suppressed in the post" in refused("posts/kettle.md:13", "--why", "x")


def test_no_reason_no_label() -> None:
    write("posts/kettle.md", "The best spoons of 2019. <!-- contentlint-disable-line stale-year -->\n")
    result = feedback("--from-suppressions")
    assert result.exit_code == 0
    assert "No finding is suppressed with a reason" in result.stdout
    assert not FILE.exists()


def test_another_file_of_the_repository(blog: Path) -> None:
    write("contentlint.toml", 'feedback = "labels/wrong.jsonl"\n')
    assert feedback("posts/kettle.md:7:21", "--why", "x").exit_code == 0
    assert len(labels(blog / "labels/wrong.jsonl")) == 1
    assert not FILE.exists()


@pytest.mark.parametrize("to", ["../out.jsonl", ".git/hooks.jsonl"])
def test_nothing_is_written_outside_the_repository(to: str, blog: Path) -> None:
    config = write("contentlint.toml", f'feedback = "{to}"\n')
    result = feedback("posts/kettle.md:7:21", "--why", "x")
    assert "outside the repository" in result.stderr  # not used, and told; the usual place is
    assert len(labels()) == 1
    for more in (("--config", str(config)), ("--trust-config",)):
        result = feedback("posts/kettle.md:7:21", "--why", "x", *more)
        assert result.exit_code == 2
        assert "leads out of the repository: nothing is written" in result.stderr
    assert not (blog / to).exists()


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_no_link_leads_out(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    Path(".contentlint").symlink_to(tmp_path / "outside")
    assert "leads out of the repository" in refused("posts/kettle.md:7:21", "--why", "x")
    Path(".contentlint").unlink()
    Path(".contentlint").mkdir()
    FILE.symlink_to(tmp_path / "outside" / "new.jsonl")
    result = feedback("posts/kettle.md:7:21", "--why", "x")
    assert result.exit_code == 2
    assert list((tmp_path / "outside").iterdir()) == []


def test_a_file_in_the_way_is_one_line() -> None:
    write(".contentlint", "in the way\n")
    result = feedback("posts/kettle.md:7:21", "--why", "x")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert Path(".contentlint").read_text(encoding="utf-8") == "in the way\n"


def test_findings_of_the_audit_without_visiting() -> None:
    result = feedback("posts/kettle.md:7:21", "--why", "x", "--audit")
    assert result.exit_code == 0, result.output
