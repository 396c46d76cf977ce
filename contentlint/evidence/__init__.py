"""Figures of a claim held against the text of a source: found, contradicted, or not found, and where.

How it is decided, in the order of the modules:

1. `words`: the stems of content words, to tell whether two stretches speak of the same matter.
2. `compare`: whether one figure bears out another: values, units, bounds, rounding, dates. No context.
3. `read`: the figures of a sentence with what the words around them say (bound, relation in time, noun, label).
4. `source`: a source's sentences with their figures, read once for any number of claims.
5. `pairs`: a figure of the claim beside each of the source that it can be compared with, and their common context.
6. `judge`: the verdicts. In a passage picked for the claim each figure takes the one that goes best with it; in a page,
   a value must stand in a sentence that speaks of the claim's matter, all the more the commoner the value is.
"""

from __future__ import annotations

from contentlint.evidence.judge import Answer, FigureVerdict, Word, verify
from contentlint.evidence.source import Source

__all__ = ["Answer", "FigureVerdict", "Source", "Word", "verify"]
