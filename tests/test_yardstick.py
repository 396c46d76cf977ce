"""The yardstick: what counts as found, missed and wrong."""

from __future__ import annotations

from types import ModuleType
from typing import Any

import pytest


def label(start: int, end: int, verdict: str, kind: str = "statistic", reason: str = "") -> dict[str, Any]:
    return {"start": start, "end": end, "verdict": verdict, "type": kind, "support": "none", "reason": reason}


def found(start: int, end: int, line: int = 1, *, years: bool = False) -> dict[str, Any]:
    return {"start": start, "end": end, "line": line, "rule": "unsourced-statistic", "years": years}


def test_what_is_found_missed_and_wrong(yardstick: ModuleType) -> None:
    labels = [
        label(0, 10, "flag"),
        label(20, 30, "flag"),
        label(40, 50, "borderline"),
        label(60, 70, "ok", "not-a-claim"),
    ]
    post = yardstick.Post("p", "b", "guide", "p.md", "x" * 100, labels)
    spans = [found(2, 4), found(3, 5), found(41, 42), found(61, 62), found(63, 64), found(80, 81, 9), found(82, 83, 9)]
    score = yardstick.judge(post, spans, years=False)
    # Two in one unit are one false alarm, and two on one line; what touches a borderline case counts nowhere.
    assert (score.hits, score.misses, score.false) == (1, 1, 2)
    assert yardstick.measures([score]) == (1 / 3, 1 / 2, pytest.approx(0.4))


def test_years_and_claims_are_apart(yardstick: ModuleType) -> None:
    post = yardstick.Post(
        "p", "b", "guide", "p.md", "x" * 100, [label(0, 10, "flag", "stale-year"), label(20, 30, "flag")]
    )
    spans = [found(2, 4, years=True)]
    assert yardstick.judge(post, spans, years=True).hits == 1
    assert yardstick.judge(post, spans, years=False).misses == 1


def test_a_fifth_of_the_blogs_is_put_away_whatever_the_case_of_their_names(yardstick: ModuleType) -> None:
    away = [n for n in range(1000) if yardstick.is_sealed(f"Owner/{n}")]
    assert 150 < len(away) < 250
    assert away == [n for n in range(1000) if yardstick.is_sealed(f"owner/{n}")]


def test_what_is_kept_has_no_text(yardstick: ModuleType) -> None:
    for name in ("labels.jsonl", "second.jsonl"):
        assert all(
            set(row) <= {"post", "start", "end", "type", "support", "verdict", "reason"}
            for row in yardstick.rows(yardstick.HERE / name)
        )
    known = {row["id"] for row in yardstick.rows(yardstick.HERE / "index.jsonl")}
    assert {row["post"] for row in yardstick.rows(yardstick.HERE / "labels.jsonl")} <= known
