"""One number for a post, so that the worst come first."""

from __future__ import annotations

import math

_ERROR, _WARNING, _INFO = 10, 3, 1
_HALF = 30  # points at which a score has fallen to 50

EXPLANATION = (
    f"An error costs {_ERROR} points, a warning {_WARNING}, an info {_INFO}. Errors count in full; in a post "
    "of more than 1,000 words the warnings and infos count per 1,000 words, so that a long post isn't worse "
    f"for being long. The score is 100 × {_HALF} / ({_HALF} + points), rounded down: 100 means that nothing "
    f"was found, one error alone gives 75, and {_HALF} points give 50."
)


def score(errors: int, warnings: int, infos: int, words: int) -> int:
    """The score of a post, 0 to 100, from the number of its findings by severity and its length in words.

    `EXPLANATION` says the formula in words; a falling curve rather than a sum with a floor, so that the worst
    posts of a neglected site still differ. 100 if and only if there is no finding.
    """
    points = _ERROR * errors + (_WARNING * warnings + _INFO * infos) / max(1.0, words / 1000)
    if not points:
        return 100
    return min(99, math.floor(100 * _HALF / (_HALF + points)))
