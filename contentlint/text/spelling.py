"""Which of some known words a word was probably meant to be."""

from __future__ import annotations

import re
from collections.abc import Sequence


def is_plural(one: str, other: str) -> bool:
    """True for `tag` and `tags`, `category` and `categories`: a site may well have both."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return long in (short + "s", short + "es", short.removesuffix("y") + "ies")


def slip(key: str, known: Sequence[str]) -> str | None:
    """The entry of `known` that `key` is a slip of: other letter case or joints, or a letter or two wrong.

    One letter added, lost, changed or swapped with its neighbour (Damerau-Levenshtein distance 1) in words of at
    least 5 letters, two in words of at least 8.
    """
    folded = re.sub(r"[-_ ]", "", key).lower()
    for word in known:
        if re.sub(r"[-_ ]", "", word).lower() == folded:
            return word
    close = [
        (d, word) for word in known if (d := distance(key.lower(), word.lower(), 2)) <= (2 if len(word) >= 8 else 1)
    ]
    close = [(d, word) for d, word in close if min(len(word), len(key)) >= 5]
    return min(close)[1] if close else None


def distance(a: str, b: str, most: int) -> int:
    """Optimal string alignment distance, `most + 1` when it is more than `most`."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        new = [i]
        for j, y in enumerate(b, 1):
            cost = min(row[j] + 1, new[j - 1] + 1, row[j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return min(row[-1], most + 1)
