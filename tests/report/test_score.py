from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.report.score import score

counts = st.integers(0, 500)


@given(counts, counts, counts, st.integers(0, 20_000))
def test_lies_between_0_and_100_and_is_100_only_when_clean(errors: int, warnings: int, infos: int, words: int) -> None:
    value = score(errors, warnings, infos, words)
    assert 0 <= value <= 100
    assert (value == 100) == (errors + warnings + infos == 0)


@given(counts, counts, counts, st.integers(0, 20_000))
def test_one_more_finding_never_helps_and_worse_costs_more(errors: int, warnings: int, infos: int, words: int) -> None:
    error, warning, info = (
        score(errors + 1, warnings, infos, words),
        score(errors, warnings + 1, infos, words),
        score(errors, warnings, infos + 1, words),
    )
    assert error <= warning <= info <= score(errors, warnings, infos, words)


@pytest.mark.parametrize(
    ("errors", "warnings", "infos", "words", "expected"),
    [
        (0, 0, 0, 0, 100),
        (1, 0, 0, 800, 75),  # 100 * 30 / (30 + 10)
        (3, 0, 0, 5000, 50),  # errors count in full, however long the post
        (0, 10, 0, 1000, 50),  # 30 points
        (0, 10, 0, 2000, 66),  # 15 points: 66.67, rounded down
        (0, 0, 1, 9000, 99),
    ],
)
def test_is_what_its_explanation_says(errors: int, warnings: int, infos: int, words: int, expected: int) -> None:
    assert score(errors, warnings, infos, words) == expected
