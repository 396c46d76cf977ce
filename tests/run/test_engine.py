"""One lint function: failures stay small, suppressions hold, fixes settle."""

from __future__ import annotations

import datetime as dt
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.rule import Context, Rule
from contentlint.finding import Edit, Finding, Fix, Hit
from contentlint.post.post import Post
from contentlint.run import engine
from contentlint.run.config import ActiveRule
from contentlint.run.fix import apply_edits, apply_fixes
from contentlint.text.spans import Span

CONTEXT = Context(today=dt.date(2026, 1, 1))


@dataclass(frozen=True)
class Options:
    """No options."""


class Words:
    """A check that reports every word `bad`, for tests."""

    Options = Options

    def __init__(self, found: Any) -> None:
        self.check = found


def rule(id_: str, monkeypatch: pytest.MonkeyPatch, found: Any) -> ActiveRule:
    """An active rule whose check is a function of this test."""
    checks = {"bad-word": Words(bad_words), id_: Words(found)}
    monkeypatch.setattr(catalog, "find_check", lambda name, file=None: checks[name])
    made = Rule(id_, "prose", id_, "warning", "s", {"": "'{word}' is bad"}, "w", {}, (), "x.yaml")
    return ActiveRule(made, "warning", Options())


def bad_words(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    for match in re.finditer(r"\bbad\b(?!-)", post.text):
        yield Hit(Span(*match.span()), {"word": match.group()})


def crash(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    raise RuntimeError("it broke")


def hang(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    yield Hit(Span(0, 1), {"word": re.match(r"(a+)+$", "a" * 60 + "!") and ""})


def test_findings_have_places_and_words(monkeypatch: pytest.MonkeyPatch) -> None:
    active = rule("bad-word", monkeypatch, bad_words)
    result = engine.lint(Post("p.md", "good\r\nso bad, 😀 bad\n"), [active], CONTEXT)
    assert [(f.line, f.column, f.end_column, f.excerpt) for f in result.findings] == [
        (2, 4, 7, "bad"),
        (2, 11, 14, "bad"),
    ]
    assert result.findings[0].message == "'bad' is bad"
    assert len({f.fingerprint for f in result.findings}) == 2


def test_a_fingerprint_survives_edits_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    active = rule("bad-word", monkeypatch, bad_words)
    before = engine.lint(Post("p.md", "so bad"), [active], CONTEXT).findings[0]
    after = engine.lint(Post("p.md", "new line\n\nso bad"), [active], CONTEXT).findings[0]
    assert before.fingerprint == after.fingerprint


def test_a_rule_that_crashes_costs_one_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = rule("broken", monkeypatch, crash)
    fine = ActiveRule(
        Rule("bad-word", "prose", "bad-word", "info", "s", {"": "{word}"}, "w", {}, (), "x"), "info", Options()
    )
    result = engine.lint(Post("p.md", "bad"), [broken, fine], CONTEXT)
    assert [f.rule for f in result.findings] == ["internal-error", "bad-word"]
    assert result.problems == ["p.md: rule broken failed: RuntimeError: it broke"]


def test_a_hostile_pattern_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.process_time()
    result = engine.lint(Post("p.md", "x"), [rule("slow", monkeypatch, hang)], CONTEXT, timeout=0.2)
    assert "took longer than 0.2 s" in result.problems[0]
    assert time.process_time() - started < 30  # without the guard it runs for years


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("bad\n<!-- contentlint-disable -->\nbad\n<!-- contentlint-enable -->\nbad", [1, 5]),
        ("bad\n\n<!-- contentlint-disable bad-word -->\n\nbad", [1]),
        ("bad <!-- contentlint-disable-line -->\nbad", [2]),
        ("<!-- contentlint-disable-next-line bad-word -- a reason -->\nbad\nbad", [3]),
        ("<!-- contentlint-disable-next-line other -->\nbad", [2]),
        ("---\ncontentlint:\n  ignore: [bad-word]\n---\nbad", []),
        ("bad `<!-- contentlint-disable-line -->`", [1]),
    ],
)
def test_suppressions(text: str, lines: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    result = engine.lint(Post("p.md", text), [rule("bad-word", monkeypatch, bad_words)], CONTEXT)
    assert [f.line for f in result.findings] == lines
    assert result.suppressed == len(re.findall(r"\bbad\b(?!-)", text)) - len(lines)


def test_suppressions_in_mdx(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "bad\n\n{/* contentlint-disable */}\n\nbad\n"
    result = engine.lint(Post("p.mdx", text), [rule("bad-word", monkeypatch, bad_words)], CONTEXT)
    assert [f.line for f in result.findings] == [1]


def test_a_suppression_that_names_no_rule_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = catalog.load()
    text = "x\n<!-- contentlint-disable-line stale-yaer -->\n"
    result = engine.lint(Post("p.md", text), [], CONTEXT, select=loaded.select)
    assert "did you mean 'stale-year'" in result.problems[0]
    assert result.problems[0].startswith("p.md:2:")


EDITS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xyz", max_size=3)), max_size=8)


@given(st.text("ab\n", min_size=30, max_size=30), EDITS)
def test_fixes_that_clash_wait_and_a_second_run_changes_nothing(text: str, wanted: list[tuple[int, int, str]]) -> None:
    first = text

    def lint(now: str) -> list[Finding]:
        if now != first:
            return []
        return [
            Finding("r", "prose", "info", "p", Span(0, 0), 1, 1, 1, 1, "m", "", fix=Fix("t", (edit,)))
            for edit in (Edit(Span(a, min(a + n, 30)), new) for a, n, new in wanted)
        ]

    fixed, _ = apply_fixes(text, lint)
    assert apply_fixes(fixed, lint if fixed != first else lambda _: [])[0] == fixed


def test_edits_are_applied_from_the_end() -> None:
    assert apply_edits("abcdef", [Edit(Span(0, 1), "xx"), Edit(Span(4, 6), "")]) == "xxbcd"
