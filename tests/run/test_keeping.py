"""What is kept of findings comes back whole: every field, also one that is added some day."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from typing import Any

from contentlint.catalog import catalog
from contentlint.finding import Edit, Finding, Fix, Related
from contentlint.run import keeping, results
from contentlint.run.outcome import Outcome
from contentlint.run.suppress import Mark
from contentlint.text.spans import Span

FIX = Fix("mend it", (Edit(Span(1, 2), "a"), Edit(Span(4, 4), "é\n")), "unsafe")
FINDING = Finding(
    "a-rule", "prose", "warning", "a/b.md", Span(3, 9), 1, 2, 3, 4, "it's 'so'", "the\twords", FIX,
    (Related("here", Span(0, 1), "c.md", 7), Related("there", Span(0, 2))), "0123456789abcdef", "kind", 0.125,
    ("for", "against"), "a fact",
)  # fmt: skip
MARK = Mark("a.md", 3, 9, "prose", frozenset({"b", "a"}), Span(1, 2), Span(0, 5), "so it is", True, True)


def is_filled(record: Any) -> bool:
    """True when no field has its default: else it could be lost, and nobody would see it here."""
    return all(one.default is MISSING or getattr(record, one.name) != one.default for one in fields(record))


def again(data: Any) -> Any:
    return json.loads(json.dumps(data))


def test_a_finding_comes_back_whole() -> None:
    assert all(map(is_filled, (FINDING, FIX, FIX.edits[0], FINDING.related[0])))
    assert keeping.finding_of(again(keeping.finding_as_data(FINDING))) == FINDING


def test_a_mark_comes_back_whole() -> None:
    assert is_filled(MARK)
    assert results._mark_of(again(results._of_mark(MARK))) == MARK


def test_an_outcome_comes_back_as_far_as_reports_go() -> None:
    rules = {rule.id: rule for rule in catalog.load().rules.values()}
    outcome = Outcome(
        findings=[FINDING], skipped=[("x.md", "a paper")], files=3, notes=["a note"], links=5, rules=rules
    )
    outcome.unjudged["why"] = 2
    outcome.languages["de"] = 1
    outcome.unjudged_by = {"b", "a"}
    found = keeping.outcome_of(again(keeping.outcome_as_data(outcome)))
    for name in (
        "findings",
        "skipped",
        "files",
        "notes",
        "links",
        "unjudged",
        "languages",
        "unjudged_by",
        "is_failing",
    ):
        assert getattr(found, name) == getattr(outcome, name), name
    assert list(found.rules) == list(rules)
    for rule in rules.values():
        for one in fields(rule):
            if one.name not in ("options", "examples", "path"):
                assert getattr(found.rules[rule.id], one.name) == getattr(rule, one.name), (rule.id, one.name)
