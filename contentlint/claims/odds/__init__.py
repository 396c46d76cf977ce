"""How likely a careful editor is to ask for the source of a sentence: a logistic regression over plain signals.

`signals` says what is seen of a candidate, each signal a name; `weights.json` has what each name weighs, learnt from
posts that people labelled (`training/`). Nothing else decides: the sum of the weights is the logit of the probability.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any

from contentlint.claims.logistic import chance, data_of
from contentlint.guard.records import dataclass

KINDS = ("money", "figure", "other")
"""Kinds of candidates, in the order of their weights: an amount of money, a share or a comparison in figures, and the
rest. One signal may weigh more in one kind than in another."""
_SHARES = frozenset(("F:percent", "F:points", "F:fraction", "F:multiplier", "F:ratio"))


def kind_of(signals: Collection[str]) -> int:
    """The kind of a candidate with these signals: an index of `KINDS`."""
    if not _SHARES.isdisjoint(signals):
        return 1
    return 0 if "F:money" in signals else 2


@dataclass(frozen=True, slots=True)
class Weights:
    """What each signal weighs in each kind of candidates. `intercepts` are the logits of a candidate without any; from
    the probability `least` on a candidate is told. `base` is the share of the candidates of posts that are flags."""

    intercepts: tuple[float, float, float]
    weights: Mapping[str, Sequence[float]]
    least: float
    base: float = 0.5

    def probability(self, signals: Collection[str]) -> float:
        """The probability, 0 to 1, from the names of what is seen."""
        kind = kind_of(signals)
        known = (self.weights[name][kind] for name in signals if name in self.weights)
        return chance((self.intercepts[kind], *known))

    def of_passage(self, probability: float) -> float:
        """The probability of a candidate of a passage that somebody tries out, be it one of a post's of `probability`:
        the same evidence, where one in two is a claim and not one in `1 / base` (Bayes' rule for another prior)."""
        odds = probability / (1 - probability) * (1 - self.base) / self.base
        return odds / (1 + odds)

    def heaviest(self, signals: Collection[str], number: int) -> list[tuple[str, float]]:
        """The signals that weigh most, for or against, heaviest first."""
        kind = kind_of(signals)
        weighed = [(name, self.weights[name][kind]) for name in signals if name in self.weights]
        return sorted(weighed, key=lambda one: (-abs(one[1]), one[0]))[:number]


def read_weights(data: Mapping[str, Any]) -> Weights:
    """Weights from what a file of weights holds."""
    first, second, third = data["intercepts"]
    return Weights((first, second, third), data["weights"], data["least"], data["base"])


@cache
def weights() -> Weights:
    """The weights that come with the package."""
    return read_weights(data_of(__package__))
