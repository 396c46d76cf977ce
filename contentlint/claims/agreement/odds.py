"""How likely two figures are told of one fact: a logistic regression over the signals of the pair.

`weights.json` has what each signal weighs in one post and across two, learnt in `training/`. The sum is the logit.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from contentlint.claims.logistic import chance, data_of
from contentlint.guard.records import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal weighs within a post and across posts, and from which probability on a pair is told there."""

    intercepts: tuple[float, float]
    weights: Mapping[str, tuple[float, float]]
    least: tuple[float, float]

    def probability(self, signals: Collection[str], same_post: bool) -> float:
        """The probability, 0 to 1."""
        scope = 0 if same_post else 1
        known = (self.weights[name][scope] for name in signals if name in self.weights)
        return chance((self.intercepts[scope], *known))


def read_weights(data: Mapping[str, Any]) -> Weights:
    """Weights from what a file of weights holds."""
    first, second = data["intercepts"]
    within, across = data["least"]
    return Weights((first, second), {name: (a, b) for name, (a, b) in data["weights"].items()}, (within, across))


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    return read_weights(data_of(__package__))
