"""Rule files: strict, with errors that name file, line and the nearest valid key."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from contentlint import catalog, testing
from contentlint.errors import RuleError

GOOD = """\
id: no-past-year
category: freshness
check: year
severity: warning
summary: A summary.
message: "{year} is past"
why: Because.
examples:
  - bad: "The best tools of ⟦2021⟧ for remote teams"
    today: 2026-01-01
  - good: "Founded in 2021, it grew quickly."
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "rule.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_rule_is_read(tmp_path: Path) -> None:
    rule = catalog.read_rule(write(tmp_path, GOOD))
    assert (rule.id, rule.category, rule.severity) == ("no-past-year", "freshness", "warning")
    example = rule.examples[0]
    assert example.text[slice(*example.spans[0])] == "2021"
    assert "⟦" not in example.text


@pytest.mark.parametrize(
    ("change", "line", "message"),
    [
        (("severity:", "severty:"), 4, "did you mean 'severity'"),
        (("severity: warning", "severity: warn"), 4, "severity 'warn' is not one of error, warning, info"),
        (("check: year", "check: yaer"), 3, "did you mean 'year'"),
        (("id: no-past-year", "id: Rule_1"), 1, "lower-case words"),
        (("category: freshness", "category: fresh"), 2, "category 'fresh' is not one of"),
        (("why: Because.", "options: {no-such: 1}\nwhy: Because."), 7, "unknown option 'no-such'"),
        (("  - bad:", "  - badd:"), 9, "either `bad` or `good`"),
        (("⟦2021⟧", "2021"), 9, "marks what must be reported"),
        (("    today: 2026-01-01", "    today: soon"), 9, "is not a date"),
        (("    today:", "    tody:"), 9, "did you mean 'today'"),
        (("summary: A summary.", "summary: [unclosed"), None, "is not valid YAML"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, change: tuple[str, str], line: int | None, message: str
) -> None:
    path = write(tmp_path, GOOD.replace(*change))
    with pytest.raises(RuleError) as caught:
        catalog.read_rule(path)
    assert message in caught.value.message
    assert caught.value.path == str(path)
    if line is not None:
        assert caught.value.line == line


def test_a_bad_term_names_its_line(tmp_path: Path) -> None:
    folder = tmp_path / "vocabulary"
    folder.mkdir()
    (folder / "mine.yaml").write_text("id: mine\nsummary: s\nterms:\n  - fine\n  - '/(/'\n", encoding="utf-8")
    with pytest.raises(RuleError, match="not a regular expression") as caught:
        catalog.load([tmp_path])
    assert caught.value.line == 5


def test_a_rule_of_the_users_own_joins_the_others(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    loaded = catalog.load([tmp_path])
    assert "no-past-year" in loaded.rules
    assert "stale-year" in loaded.rules


def test_names_stand_for_rules_and_categories() -> None:
    loaded = catalog.load()
    assert loaded.select(["stale-year"]) == {"stale-year"} == loaded.select(["freshness/stale-year"])
    assert "broken-anchor" in loaded.select(["links"])
    with pytest.raises(RuleError, match="did you mean 'stale-year'"):
        loaded.select(["stale-yaer"])


def test_every_example_of_every_rule_holds() -> None:
    loaded = catalog.load(examples=True)
    failures = [str(failure) for rule in loaded.rules.values() for failure in testing.run(rule, loaded)]
    assert not failures


def test_an_example_that_does_not_hold_is_told(tmp_path: Path) -> None:
    text = textwrap.dedent(GOOD).replace("⟦2021⟧ for", "2021 ⟦for⟧")
    rule = catalog.read_rule(write(tmp_path, text))
    (failure,) = testing.run(rule, catalog.load([tmp_path]))
    assert failure.line == 9
    assert "'2021'" in failure.message
