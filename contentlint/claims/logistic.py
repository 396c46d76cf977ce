"""What the judges of claims, sums and facts share: a file of weights in their package, and the logistic function."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from importlib.resources import files
from typing import Any


def data_of(package: str, name: str = "weights.json") -> Any:
    """What a JSON file beside the modules of a package holds."""
    return json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


def chance(weights: Iterable[float]) -> float:
    """The probability, 0 to 1, whose logit is the sum of the weights. The sum is exact (`math.fsum`), so that it
    is the same everywhere, in whatever order they come."""
    return 1 / (1 + math.exp(-math.fsum(weights)))
