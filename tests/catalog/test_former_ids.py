"""A rule that was given another id goes by the old one, too: in the configuration, in posts, in a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runs import run, write

from contentlint.catalog import catalog
from contentlint.errors import RuleError

RULE = """\
id: {id}
check: pattern
severity: error
summary: Words that we do not use.
message: "'{{words}}' is not a word of ours"
why: Because.
{was}options:
  scopes: [sentence]
  phrases: [foo, bar]
examples:
  - bad: "A ⟦foo⟧."
  - good: "A fool."
"""
POST = "# Title\n\nA foo here.\n\nA foo and a bar there.\n"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A blog with a rule of its own, whose id was `our-words` when its baseline was written."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    (tmp_path / ".git").mkdir()
    write("contentlint.toml", 'rule-paths = ["rules"]\nbaseline = "known.jsonl"\nselect = ["house"]\n')
    write("rules/house/words.yaml", RULE.format(id="our-words", was=""))
    write("post.md", POST)
    assert run("check", "--write-baseline").exit_code == 0
    write("rules/house/words.yaml", RULE.format(id="words-of-ours", was="was: [our-words]\n"))
    return tmp_path


def found(*arguments: str) -> list[tuple[str, int]]:
    said = json.loads(run("check", "--format", "json", *arguments).stdout)["findings"]
    return [(one["rule"], one["line"]) for one in said]


def test_a_baseline_survives(blog: Path) -> None:
    assert len(found("--no-baseline")) == 3
    assert found() == []
    write("post.md", POST + "\nAnother bar.\n")
    assert found() == [("words-of-ours", 7)]
    assert run("check", "--write-baseline").exit_code == 0
    rules = {json.loads(line)["rule"] for line in Path("known.jsonl").read_text("utf-8").splitlines()}
    assert rules == {"words-of-ours"}  # written anew, it has the new id


def test_what_is_fixed_leaves_the_baseline_under_either_name(blog: Path) -> None:
    write("post.md", "# Title\n\nA foo here.\n")
    done = run("check")
    assert done.exit_code == 0
    assert "2 entries of the baseline are fixed" in done.stderr


@pytest.mark.parametrize("name", ["our-words", "house/our-words"])
def test_the_configuration_and_the_command_line(blog: Path, name: str) -> None:
    assert len(found("--no-baseline", "--select", name)) == 3
    assert f"the rule '{name}' is called 'words-of-ours'" in run("check", "--select", name).stderr
    write(
        "contentlint.toml",
        f'rule-paths = ["rules"]\n[rules]\n"{name}" = {{ severity = "warning", phrases = ["bar"] }}\n',
    )
    done = run("check", "--no-baseline")
    assert done.exit_code == 0
    assert "bar" in done.stdout and "'foo'" not in done.stdout
    assert f"contentlint.toml:3: the rule '{name}' is called 'words-of-ours'" in done.stderr
    assert found("--no-baseline", "--ignore", name) == []
    explained = run("explain", name)
    assert explained.exit_code == 0
    assert "house/words-of-ours" in explained.stdout


def test_comments_in_posts(blog: Path) -> None:
    write("post.md", "# Title\n\n<!-- contentlint-disable-next-line our-words -- said -->\nA foo here.\n")
    assert found("--no-baseline") == []


def test_an_id_is_of_one_rule(blog: Path) -> None:
    write("rules/house/more.yaml", RULE.format(id="our-words", was=""))
    with pytest.raises(RuleError, match="'our-words' in `was` is the id of"):
        catalog.load([blog / "rules"])
    write("rules/house/more.yaml", RULE.format(id="others", was="was: [our-words]\n"))
    with pytest.raises(RuleError, match="'our-words' in `was` is the id of"):
        catalog.load([blog / "rules"])
    write("rules/house/more.yaml", RULE.format(id="others", was="was: [Odd name]\n"))
    with pytest.raises(RuleError, match="list of other ids"):
        catalog.load([blog / "rules"])
