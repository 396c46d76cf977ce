"""What the judges of claims, sums and facts share: a file of weights in their package, and the logistic function."""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from importlib import import_module
from typing import Any


def data_of(package: str, name: str = "weights.json") -> Any:
    """What a JSON file beside the modules of a package holds."""
    folder = os.path.dirname(str(import_module(package).__file__))  # noqa: PTH120 - importlib.resources costs at start
    with open(os.path.join(folder, name), "rb") as file:  # noqa: PTH118, PTH123
        return json.loads(file.read())


def chance(weights: Iterable[float]) -> float:
    """The probability, 0 to 1, whose logit is the sum of the weights. The sum is exact (`math.fsum`), so that it
    is the same everywhere, in whatever order they come."""
    return 1 / (1 + math.exp(-math.fsum(weights)))


def logit(probability: float) -> float:
    """The logit of a probability, bounded where it is nearly 0 or 1."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return math.log(bounded / (1 - bounded))
