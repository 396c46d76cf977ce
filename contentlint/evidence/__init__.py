"""Figures of a claim held against the text of a source: found, contradicted, or not found, and where.

How it is decided, in the order of the modules:

1. `words`: the stems of content words, to tell whether two stretches speak of the same matter.
2. `values`, `ratings`, `dates`: whether one value bears out another: bounds as stretches of the line of numbers,
   rounding, pairs such as "7.5/10", days and years. No context.
3. `sense`: what its clause makes of a figure: up or down, denied, so much in a month.
4. `compare`: whether a figure with its noun, bound and sense bears out another: units, shares and factors of change.
5. `read`: the figures of a sentence with what the words around them say (bound, relation in time, noun, label).
6. `source`: a source's sentences with their figures, read once for any number of claims.
7. `pairs`: a figure of the claim beside each of the source that it can be compared with, and their common context.
8. `align`: in a passage picked for the claim, which pairs go best with each other; `naming`: numbers in names.
9. `judge`: the verdicts. In a page, a value must stand in a sentence that speaks of the claim's matter, all the more
   the commoner the value is.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from contentlint.evidence.judge import Answer, FigureVerdict, Word, verify
    from contentlint.evidence.source import Source

__all__ = ["Answer", "FigureVerdict", "Source", "Word", "verify"]


def __getattr__(name: str) -> Any:
    """Loads the judge when it is asked for: every run knows `visited`, only the audit and `verify` judge figures."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{'source' if name == 'Source' else 'judge'}"), name)
