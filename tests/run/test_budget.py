"""One post may take so much time and no more: what goes over is one finding for it, and the run goes on."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from runs import run, write

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.rule import Context
from contentlint.errors import ContentlintError
from contentlint.finding import Hit
from contentlint.guard import limit
from contentlint.guard.limit import Budget, TooSlow
from contentlint.post import markdown
from contentlint.post.post import Post
from contentlint.run import engine
from contentlint.run.config import ActiveRule
from contentlint.site import MemoryTree, only
from contentlint.text.spans import Span

CATALOG = catalog.load()
RULE = CATALOG.rules["stale-year"]
CONTEXT = Context(dt.date(2026, 1, 1), Lexicon(CATALOG.vocabulary))


def _hang(*_: Any, **__: Any) -> Any:
    while True:
        pass


def _one(*_: Any) -> Iterator[Hit]:
    yield Hit(Span(0, 1), {"year": "2021", "today": 2026})


def lint(monkeypatch: pytest.MonkeyPatch, *checks: Any, timeout: float = 0.2, text: str = "Text.\n") -> engine.Result:
    """The result of rules with these checks, for a post."""
    ways = {f"check{number}": SimpleNamespace(check=check) for number, check in enumerate(checks)}
    monkeypatch.setattr(catalog, "find_check", ways.__getitem__)
    rules = [ActiveRule(_rule(name), "warning", None) for name in ways]
    return engine.lint(Post("post.md", text), rules, CONTEXT, timeout=timeout)


def _rule(check: str) -> Any:
    from dataclasses import replace

    return replace(RULE, id=f"rule-{check}", check=check, languages=())


def told(result: engine.Result) -> list[tuple[str, str]]:
    return [(f.rule, f.message) for f in result.findings]


def test_a_post_that_is_not_read_in_time_is_one_finding_and_no_rule_is_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "parse", _hang)
    result = lint(monkeypatch, _one, _one, _one)
    assert told(result) == [("internal-error", "not checked to its end: reading it took longer than 0.2 s")]
    assert result.problems == ["post.md: not checked to its end: reading it took longer than 0.2 s"]
    assert result.is_unfinished


def test_a_post_that_can_not_be_parsed_is_one_finding_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise IndexError("why")

    monkeypatch.setattr(markdown, "parse", fail)
    result = lint(monkeypatch, _one, _one)
    assert told(result) == [("internal-error", "not checked to its end: it can't be read: IndexError: why")]


def test_a_slow_rule_is_one_finding_and_the_others_run(monkeypatch: pytest.MonkeyPatch) -> None:
    result = lint(monkeypatch, _one, _hang, _one)
    assert [rule for rule, _ in told(result)] == ["internal-error", "rule-check0", "rule-check2"]
    assert "rule rule-check1 failed: took longer than 0.2 s" in result.findings[0].message
    assert not result.is_unfinished


def test_many_slow_rules_are_one_finding_for_the_post_when_its_time_is_up(monkeypatch: pytest.MonkeyPatch) -> None:
    result = lint(monkeypatch, _hang, _one, *[_hang] * 40, _one)
    rules = [rule for rule, _ in told(result)]
    assert rules.count("rule-check1") == 1 and "rule-check42" not in rules  # the last is not run any more
    assert rules.count("internal-error") == 2
    assert any("all rules together took longer than 0.4 s" in message for _, message in told(result))
    assert result.is_unfinished


def test_suppressions_that_take_too_long_leave_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "suppressions", _hang)
    result = lint(monkeypatch, _one)
    assert [rule for rule, _ in told(result)] == ["internal-error", "rule-check0"]


def test_the_budget_grows_with_the_post() -> None:
    small, large = Budget(10, 0), Budget(10, 4 * limit.SIZE)
    assert (small.of_rule, large.of_rule) == (10, 50)
    assert large.whole == 5 * small.whole
    assert Budget(0, 5).whole == 0 and not Budget(0, 5).is_spent


def test_nothing_begins_when_nothing_is_left() -> None:
    budget = Budget(0.05, 0)
    for _ in range(2):
        with pytest.raises(TooSlow), budget.step():
            _hang()
    assert budget.is_spent
    with pytest.raises(TooSlow), budget.step():
        raise AssertionError("begun all the same")


def test_a_rule_of_the_whole_site_stands_under_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    ways = {"slow": SimpleNamespace(check_site=_hang), "good": SimpleNamespace(check_site=_of_site)}
    monkeypatch.setattr(catalog, "find_check", ways.__getitem__)
    rules = [ActiveRule(_rule(name), "warning", None) for name in ways]
    site = only(MemoryTree({"a.md": "# A\n\nText.\n"}), today=CONTEXT.today)
    context = Context(CONTEXT.today, CONTEXT.vocabulary, site)
    result = engine.lint_site(rules, context, lambda path: Post(path, "Text.\n"), {"a.md"}, set, timeout=0.2)
    assert [f.rule for f in result.findings] == ["rule-good"]
    (problem,) = result.problems
    assert problem.startswith("rule rule-slow took longer than 0.2")


def _of_site(*_: Any) -> Iterator[Hit]:
    yield Hit(Span(0, 1), {"year": "2021", "today": 2026}, path="a.md")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "hostile.md", "# Hostile\n\nText of 2021, a hostile guide.\n")
    write(tmp_path / "post.md", "# Post\n\nSee [it](gone.md) and [this](hostile.md#hostile).\n")
    write(tmp_path / "contentlint.toml", "rule-timeout = 0.5\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path.parent / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_run_goes_on_and_nothing_of_it_is_kept(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = markdown.parse
    with monkeypatch.context() as patch:
        patch.setattr(markdown, "parse", lambda text, *a: _hang() if "Hostile" in text else real(text, *a))
        for _ in range(2):
            result = run("check", ".", "--format", "json")
            found = [(f["path"], f["rule"]) for f in json.loads(result.stdout)["findings"]]
            assert [rule for path, rule in found if path == "hostile.md"] == ["internal-error"]
            assert ("post.md", "broken-internal-link") in found
            assert result.exit_code == 2
            assert len([line for line in result.stderr.splitlines() if "hostile.md" in line]) == 1
    result = run("check", ".", "--format", "json")  # all is well again, whatever the cache has
    assert result.exit_code == 1
    assert "internal-error" not in result.stdout


def test_a_mistake_of_the_user_is_no_failure_of_the_post(monkeypatch: pytest.MonkeyPatch) -> None:
    def mistaken(*_: Any) -> Any:
        raise ContentlintError("there is no list 'x'")

    result = lint(monkeypatch, mistaken, mistaken, _one)
    assert result.problems == ["there is no list 'x'"]
    assert [rule for rule, _ in told(result)] == ["rule-check2"]
