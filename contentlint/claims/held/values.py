"""When a value that a post tells is the one of the ledger.

That of the ledger is exact, and a post may round it or cut it: "$1,600" and "$250" are told of $1,599 and $249.99, but
$20.49 is not $20.
"""

from __future__ import annotations

from contentlint.claims.agreement import Value
from contentlint.guard.records import replace

_APART = 0.01
"""How far a rounded value may be from the one of the ledger, as a share of that."""
_EXACT = 1e-9


def agrees(right: Value, told: Value) -> bool:
    """True for a value of the ledger, as exactly as a text tells it."""
    if (right.bound, told.bound) != ("exact", "exact") or right.unit != told.unit:
        return right.agrees(told)
    if max(right.low, told.low) <= min(right.high, told.high):
        return True
    mine, theirs = (right.high, told.low) if told.low > right.high else (right.low, told.high)
    return _is_rounded(mine, theirs, told)


def _is_rounded(right: float, told: float, value: Value) -> bool:
    """True for a number that is another one to as many places as it has: its last zeros are none of them."""
    apart = right - told
    if abs(apart) <= _EXACT * abs(right):
        return True
    step = value.step
    while step and told and round(told / step) % 10 == 0:
        step *= 10
    return -step / 2 <= apart < step and abs(apart) <= _APART * (100 if value.what == "%" else abs(right))


def scaled(value: Value, by: float) -> Value:
    """A value that is told for another number of things: $15 per million is $0.015 per thousand."""
    return replace(value, low=value.low * by, high=value.high * by, step=value.step * by)
