"""`contentlint new-rule`: a file that is a rule as it is, with an example each way."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import run, write

from contentlint.catalog import catalog, rulefile
from contentlint.cli import new_rule
from contentlint.run import testing

LOADED = catalog.load(examples=True)
CHECKS = sorted({rule.check.replace("_", "-") for rule in LOADED.rules.values()})


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("contentlint.toml", "rule-paths = ['house/rules']\n")
    Path("house/rules").mkdir(parents=True)


@pytest.mark.parametrize("check", CHECKS)
def test_it_passes_its_own_examples_whatever_it_is_made_of(check: str) -> None:
    text = new_rule._text("house-style", f"my-{check}", check, list(LOADED.rules.values()))
    rule = rulefile.read_rule(write(f"any/{check}.yaml", text))
    assert [str(failure) for failure in testing.run(rule, LOADED)] == []
    assert (rule.id, rule.category, rule.enabled) == (f"my-{check}", "house-style", True)
    assert {example.is_bad for example in rule.examples} == {True, False}


def test_it_is_written_where_the_configuration_has_its_rules() -> None:
    file = "house/rules/house-style/no-kettle.yaml"
    result = run("new-rule", "house-style/no-kettle", "--check", "heading-order")
    assert result.stdout == f"Wrote {file}. Its examples: contentlint test {file}\n"
    tested = run("test", file)
    assert (tested.exit_code, tested.stdout.partition(" examples")[0][:-1]) == (0, "1 rules, 0 word lists, ")
    assert "house-style\n  no-kettle" in run("rules").stdout


def test_it_is_a_pattern_unless_said_and_runs_at_once() -> None:
    run("new-rule", "house-style/at-this-point")
    write("post.md", "At this point in time the ferry is late.\n")
    result = run("check", "post.md")
    assert "1:1      warning  'At this point in time' is not how we say it" in result.stdout
    assert "house-style/at-this-point" in result.stdout


def test_it_says_how_to_have_it_run() -> None:
    write("contentlint.toml", "")
    said = run("new-rule", "links/no-kettle", "--check", "heading-order").stdout
    assert 'put `rule-paths = ["rules"]` into contentlint.toml' in said
    assert Path("rules/links/no-kettle.yaml").is_file()
    said = run("new-rule", "links/no-ferry", "--check", "heading-order", "--folder", "own").stdout
    assert 'put `rule-paths = ["own"]`' in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["no-kettle"], "is not CATEGORY/ID"),
        (["House/no-kettle"], "is not CATEGORY/ID"),
        (["house/no/kettle"], "is not CATEGORY/ID"),
        (["../x/no-kettle"], "is not CATEGORY/ID"),
        (["links/stale-year"], "there is a rule 'stale-year' already"),
        (["links/no-kettle", "--check", "heading-oder"], "did you mean 'heading-order'?"),
    ],
)
def test_what_can_not_be_is_told_and_nothing_written(arguments: list[str], said: str) -> None:
    result = run("new-rule", *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert not list(Path("house").rglob("*.yaml"))


def test_nothing_is_written_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    outside.mkdir()
    write(site / "contentlint.toml", "rule-paths = ['rules']\n")
    (site / "rules").mkdir()
    (site / "rules/links").symlink_to(outside)
    monkeypatch.chdir(site)
    result = run("new-rule", "links/no-kettle", "--check", "heading-order")
    assert (result.exit_code, "leads out of the repository" in result.stderr) == (2, True)
    assert not list(outside.iterdir())
    write("rules/seo", "a file")
    result = run("new-rule", "seo/no-kettle", "--check", "heading-order")
    assert (result.exit_code, "rules/seo: can't be made: " in result.stderr) == (2, True)


def test_a_file_is_not_overwritten() -> None:
    write("elsewhere/links/no-kettle.yaml", "mine")
    result = run("new-rule", "links/no-kettle", "--check", "heading-order", "--folder", "elsewhere")
    assert (result.exit_code, "is there already" in result.stderr) == (2, True)
    assert Path("elsewhere/links/no-kettle.yaml").read_text() == "mine"
