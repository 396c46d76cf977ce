"""`contentlint rules` and `explain`: the rules of the configuration, what it makes of them, and which are listed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from runs import run, write

from contentlint.catalog import catalog

OWN = """\
id: no-kettle
category: house-style
check: heading-order
severity: warning
summary: A level that was left out.
message: level {level} after {before}
why: The house wants it so.
examples:
  - bad: "# One\\n\\n⟦### Three⟧\\n"
  - good: "# One\\n\\n## Two\\n"
"""


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write("rules/no-kettle.yml", OWN)
    write(
        "contentlint.toml",
        "rule-paths = ['rules']\n[rules]\nstale-year = 'off'\n"
        "[rules.title-length]\nseverity = 'error'\nmax-length = 40\n",
    )


def listed(*arguments: str) -> dict[str, dict[str, Any]]:
    return {rule["id"]: rule for rule in json.loads(run("rules", "--format", "json", *arguments).stdout)}


def test_the_rules_are_listed_as_the_configuration_has_them() -> None:
    found = listed()
    assert (found["stale-year"]["severity"], found["stale-year"]["configured"]) == ("warning", "off")
    title = found["title-length"]
    assert (title["enabled"], title["configured"], title["path"]) == (False, "error", "")
    (longest,) = [option for option in title["options"] if option["name"] == "max-length"]
    assert (longest["default"], longest["value"]) == (75, 40)
    assert longest["help"].startswith("the most characters")
    assert found["dead-link"]["configured"] == "error"  # runs in an audit
    own = found["no-kettle"]
    assert (own["category"], own["check"], own["why"]) == ("house-style", "heading-order", "The house wants it so.")
    assert Path(own["path"]).resolve() == Path("rules/no-kettle.yml").resolve()
    lines = run("rules").stdout.splitlines()
    assert [line.split()[:2] for line in lines if line.strip().startswith(("stale-year", "no-kettle"))] == [
        ["stale-year", "off"],
        ["no-kettle", "warning"],
    ]


def test_rules_are_chosen() -> None:
    assert {rule["category"] for rule in listed("--category", "seo,house-style").values()} == {"seo", "house-style"}
    assert set(listed("--check", "field_length")) >= {"title-length", "description-length"}
    assert {rule["check"] for rule in listed("--check", "field-length").values()} == {"field-length"}
    assert set(listed("--text", "HOUSE wants")) == {"no-kettle"}
    assert "stale-year" in listed("--text", "stale year")
    enabled = listed("--enabled")
    assert "stale-year" not in enabled and {"no-kettle", "title-length", "dead-link"} <= enabled.keys()
    assert all(rule["configured"] != "off" for rule in enabled.values())
    assert run("rules", "--text", "qwertz").stdout == "no rule is so\n"
    assert "did you mean 'links'" in run("rules", "--category", "lnks").stderr
    result = run("rules", "--check", "field-lenth")
    assert (result.exit_code, "did you mean 'field-length'" in result.stderr) == (2, True)


def test_a_rule_with_a_fix_says_so() -> None:
    """It is known by its examples: so each rule whose check can make a fix has one that shows it."""
    found = listed()
    assert found["unknown-key"]["fixable"] and not found["stale-year"]["fixable"]
    for rule in catalog.load(examples=True).rules.values():
        source = Path(str(catalog.find_check(rule.check).__file__)).read_text("utf-8")
        if any(example.fixed is not None for example in rule.examples):
            assert "fix=" in source or "Fix(" in source, rule.id


def test_a_rule_of_the_users_own_is_explained() -> None:
    said = run("explain", "no-kettle").stdout
    assert said.startswith('house-style/no-kettle  (warning; `no-kettle = "off"` in [rules] switches it off)')
    assert "⟦### Three⟧" in said
    assert "(off by the configuration, warning without)" in run("explain", "stale-year").stdout
    assert "(error by the configuration, off without; `title-length" in run("explain", "title-length").stdout
    write("contentlint.toml", "")
    assert '(off; `title-length = "info"` in [rules] switches it on)' in run("explain", "title-length").stdout
    assert run("explain", "no-kettle").exit_code == 2


def test_a_mistake_in_a_rule_of_the_users_own_is_told_with_its_line() -> None:
    write("rules/no-kettle.yml", OWN.replace("severity: warning", "severity: loud"))
    for command in (("rules",), ("explain", "stale-year"), ("check",)):
        result = run(*command)
        assert result.exit_code == 2
        assert "no-kettle.yml:4: severity 'loud' is not one of" in result.stderr
