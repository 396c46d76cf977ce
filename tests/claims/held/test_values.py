"""Which values of a post are those of the ledger, and that every two of them can be held against each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.claims.agreement import Value
from contentlint.claims.held import values


def value(number: float, step: float) -> Value:
    return Value("$", number, number, "$", step=step)


@pytest.mark.parametrize(
    ("ledger", "told", "agrees"),
    [
        ((1599, 1), (1600, 1), True),
        ((249.99, 0.01), (250, 1), True),
        ((249.99, 0.01), (249, 1), True),
        ((20, 1), (20.49, 0.01), False),
        ((1, 1), (0.8, 0.01), False),
        ((0.6, 0.1), (0.4, 1), False),  # less than its own smallest unit, as "half" is
    ],
)
def test_a_post_may_round_and_the_ledger_is_exact(
    ledger: tuple[float, float], told: tuple[float, float], agrees: bool
) -> None:
    assert values.agrees(value(*ledger), value(*told)) is agrees


NUMBERS = st.floats(-1e12, 1e12)
STEPS = st.sampled_from([0.0, 0.001, 0.01, 0.5, 1.0, 60.0, 1e6])


@given(NUMBERS, STEPS, NUMBERS, STEPS)
def test_any_two_are_judged(right: float, exact: float, told: float, step: float) -> None:
    assert values.agrees(value(right, exact), value(told, step)) in (True, False)
