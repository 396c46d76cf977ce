"""Whom a sentence is about: people in general, or a group of people by its name."""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

_FIRST_WORD = re.compile(r"\W*")
_PART_ENDS = re.compile(r"[:;] (?:Why |How )?")


def at_large(unit: Unit, lexicon: Lexicon) -> bool:
    """True when the sentence, or what follows its colon, begins with people in general."""
    return any(lexicon.match("people-at-large", unit.text, at) for at in _begins(unit.text))


def _begins(text: str) -> tuple[int, ...]:
    """Where the first words of a sentence stand: at its start, and after a colon or semicolon."""
    start = _FIRST_WORD.match(text).end()  # type: ignore[union-attr]  # it matches nothing, too
    return (start, *(match.end() for match in _PART_ENDS.finditer(text))) if ": " in text or "; " in text else (start,)


def of_a_group(unit: Unit, figure: Figure, lexicon: Lexicon) -> bool:
    """True when the subject of the sentence is a group of people that has a name: "teenagers", not "some people"."""
    found = (lexicon.match("groups-of-people", unit.text, at) for at in _begins(unit.text))
    return any(group and group.end < figure.start for group in found)
