"""Figures: the numbers a text gives, with what they count and how exactly they are meant.

One scan finds where a number or a form with a number of its own (a date, a clock time, a version) begins; what stands
right after and right before it, looked at with anchored patterns in a bounded reach, tells what it is. So time is
linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from contentlint.text import forms
from contentlint.text.figures.fixed import FORMS
from contentlint.text.figures.measured import from_digits, from_words
from contentlint.text.figures.model import CLAIM_KINDS, Figure, Kind, shifted

__all__ = ["CLAIM_KINDS", "Figure", "Kind", "find", "shifted", "with_symbol"]


_LONGEST = 200
"""Code points of a figure, at most: more digits are no figure of anything, and too many for a float."""


@lru_cache(maxsize=4096)  # several rules look at the same sentences of a post
def find(text: str) -> tuple[Figure, ...]:
    """The figures of a plain text, in order; no two overlap."""
    if forms.DIGIT.search(text) or not forms.WORDS_OF_NUMBER.isdisjoint(forms.LETTERS.findall(text.lower())):
        return tuple(_scan(text))
    return ()


_SYMBOLS = {"m": "m", "t": "t", "l": "l", "g": "g", "w": "W", "v": "V"}
"""Symbols of units that are one letter: in running text what they stand behind is only counted ("plan B and 5 g")."""


def with_symbol(figure: Figure, text: str) -> Figure:
    """A number with the symbol of its unit behind it ("580 g") as a quantity, where it is known to measure something;
    any other figure as it is."""
    is_symbol = figure.kind == "count" and figure.noun in _SYMBOLS
    if not is_symbol or text[figure.end : figure.end + 2].strip() != figure.noun:
        return figure
    return replace(figure, kind="quantity", unit=_SYMBOLS[figure.noun], noun="")


def _scan(text: str) -> Iterator[Figure]:
    at = 0
    while begin := forms.BEGIN.search(text, at):
        figure = _figure(text, begin, at)
        if figure is None or len(figure.text) > _LONGEST:
            word = forms.WORD.match(text, begin.start())
            at = max(word.end() if word else begin.end(), at + 1)
        else:
            at = max(figure.end, at + 1)
            negative = figure.text[0] in "-−" and figure.low == figure.high
            yield replace(figure, low=-figure.low, high=-figure.high) if negative else figure


def _figure(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    """The figure that begins at a match, or None when there is none after all."""
    for group, make in FORMS.items():
        if begin[group] is not None:
            figure = make(begin)
            if figure is not None or begin["period"] is None:
                return figure
    if begin["digits"] is not None:
        return from_digits(text, begin, floor)
    if begin["period"] is not None:  # "2000-2500 kcal": a range after all
        plain = forms.PLAIN.match(text, begin.start())
        return from_digits(text, plain, floor) if plain else None
    return from_words(text, begin) if begin["words"] is not None else None
