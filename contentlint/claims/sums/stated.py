"""How likely it is that the author states a sum, and that it is wrong: two small regressions over named signals.

The first says from the words whether the author means the sum at all; it knows nothing of whether it comes out. The
second adds how far off the result is, and whether another sum explains it.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from contentlint.claims.logistic import chance, data_of
from contentlint.guard.records import dataclass

OFF = (0.06, 0.12, 0.25, 0.45, 0.7, 0.95)
"""How far off a result may be, as the logarithm of stated by right, in steps that have weights of their own."""
_FURTHEST = 6.0


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal weighs in the logit that a sum is stated, `kinds` by kind of sum ("" for all); `wrong` what
    weighs in that of a wrong one being so, and from `least` on it is reported."""

    intercept: float
    kinds: Mapping[str, Mapping[str, float]]
    wrong: Mapping[str, float]
    least: float

    @property
    def weights(self) -> dict[str, float]:
        """The weights by the whole names of their signals."""
        return {f"{op}|{name}": value for op, own in self.kinds.items() for name, value in own.items()}

    def stated(self, names: Collection[str]) -> float:
        """The logit that the author means a sum, by the whole names of what is seen of it."""
        parts = (name.partition("|") for name in names)
        known = (self.kinds.get(op, {}).get(own, 0.0) for op, _, own in parts)
        return _bounded(math.fsum((self.intercept, *known)))

    def stated_as(self, op: str, names: frozenset[str]) -> float:
        """The same of a kind of sum, by names that stand for that kind and for all."""
        own, every = self.kinds.get(op, {}), self.kinds.get("", {})
        known = [own.get("", 0.0), *(own[name] for name in names if name in own)]
        known += [every[name] for name in names if name in every]
        return _bounded(math.fsum((self.intercept, *known)))

    def is_wrong(self, seen: Mapping[str, float]) -> float:
        """The probability that a sum that does not come out was meant, from what `standing` sees of it."""
        return chance((self.wrong[""], *(self.wrong.get(name, 0.0) * value for name, value in seen.items())))


NEVER = -_FURTHEST
"""The logit of what there is not."""
LOWEST = -3.5
"""The logit of being stated under which a wrong sum is not looked at further."""


def standing(stated: float, off: float, explained: float, rival: float) -> dict[str, float]:
    """What the second regression sees of a sum that does not come out: the logit that it is stated, how far off it is
    (`off` is stated by right), and the logits of the likeliest sum that explains its result and of the likeliest other
    wrong one with this result."""
    apart = abs(math.log(off)) if off > 0 else 99.0
    step = next((n for n, most in enumerate(OFF) if apart <= most), len(OFF))
    return {
        "stated": stated, f"off {step}": 1.0, "decimals": float(abs(apart - math.log(10)) < 0.05),
        "explained": explained, "rival": rival, "explained better": max(0.0, explained - stated),
    }  # fmt: skip


def _bounded(logit: float) -> float:
    return max(-_FURTHEST, min(_FURTHEST, logit))


def read_weights(data: Mapping[str, Any]) -> Weights:
    """Weights from what a file of weights holds."""
    return Weights(data["intercept"], data["weights"], data["wrong"], data["least"])


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    return read_weights(data_of(__package__))
