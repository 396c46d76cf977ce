"""Plain words of a stretch of text: their roots, the names among them, what they may measure, what they narrow."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from contentlint.claims.logistic import data_of
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass

_WORD = re.compile(r"[A-Za-z][\w'&/²³-]*(?<!['-])|\d{4}\b")
_INSIDE = re.compile(r"(?<=\w )[A-Z][\w'&/²³-]*(?<!['-])")
"""A word with a capital that does not begin its sentence."""
_PLAIN = re.compile(r"\b[a-z][\w'&/²³-]*(?<!['-])")
_ENDINGS = ("ing", "ies", "ers", "ed", "er", "es", "s", "ly", "e", "y")
_LETTERS = 6
"""Letters of a word that count: "inhabitant" and "inhabited" are one."""
_SHORTEST = 3
"""Letters that are left of a word when an ending is taken off."""
SMALL = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being it its this that these those "
    "they them their there you your i my me we our us he she his her who which what when where why how not no if so "
    "than then do does did has have had can could will would may might must should shall just only also even still "
    "very too more most some any all each every both into out up down over under about around after before "
    "while because s t don isn it's i'm that's there's you'll get gets got here now".split()
)
"""Words that two sentences have in common whatever they speak of."""
RARE = 3
"""How rare a word is that is in no list of common ones."""
_SAYS = (0.1, 0.4, 0.8, 1.0)
"""What a word in common counts, by how rare it is."""


@lru_cache(maxsize=1 << 14)
def root(word: str) -> str:
    """The first letters of a word in lower case, without its ending."""
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word and not word[0].isdigit() and not word.endswith("ss"):
        ending = next((e for e in _ENDINGS if word.endswith(e) and len(word) - len(e) >= _SHORTEST), "")
        word = word.removesuffix(ending)
    return word[:_LETTERS]


def _groups(name: str) -> dict[str, list[str]]:
    data: dict[str, str] = data_of(__package__, f"{name}.json")
    return {group: words.split() for group, words in data.items()}


def _by_word(groups: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for word, group in groups:
        found.setdefault(word, {})[group] = None
    return {word: tuple(of) for word, of in found.items()}


@cache
def measures() -> Mapping[str, tuple[str, ...]]:
    """What a word may be a measure of, by its root."""
    return _by_word((root(word), group) for group, words in _groups("measures").items() for word in words)


@cache
def marks() -> Mapping[str, tuple[str, ...]]:
    """In which ways a word may narrow what is said, by the word in lower case."""
    return _by_word((word, group) for group, words in _groups("marks").items() for word in words)


@cache
def common() -> Mapping[str, int]:
    """How rare a root is, from 0 for the most common ones; `RARE` for what is not there."""
    return {word: int(level) for level, words in _groups("common").items() for word in words}


def level(word: str) -> int:
    """How rare a root is, from 0 to `RARE`."""
    return common().get(word, RARE)


def rarity(words: Iterable[str]) -> float:
    """How much a set of roots says: common ones next to nothing. The sum is exact, whatever order a set has."""
    known = common()
    return math.fsum(_SAYS[known.get(word, RARE)] for word in words)


@lru_cache(maxsize=1 << 12)
def measured(words: frozenset[str]) -> frozenset[str]:
    """What a set of roots may be measures of."""
    table = measures()
    return frozenset(group for word in words for group in table.get(word, ()))


@dataclass(frozen=True, slots=True)
class Context:
    """The words of a stretch: their roots, those of names, and what narrows ("tier:pro", "year:2024")."""

    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    def __or__(self, other: Context) -> Context:
        return Context(self.words | other.words, self.names | other.names, self.marks | other.marks)

    @property
    def measures(self) -> frozenset[str]:
        """What the words may be measures of."""
        return measured(self.words)


@lru_cache(maxsize=1 << 14)
def _told_by(word: str) -> tuple[str, str, tuple[str, ...], bool]:
    """A word without the ending of a genitive, its root, what it narrows, and whether that is all that it says."""
    if word[0].isdigit():
        return "", "", (f"year:{word}",), True
    bare = word.removesuffix("'s")
    lower = bare.lower()
    short = root(lower)
    return bare, short, tuple(f"{group}:{short}" for group in marks().get(lower, ())), lower in SMALL


EMPTY = Context()
_REMEMBERED = 512
"""Stretches whose words are kept: what is asked for again stands near."""


class Reader:
    """Reads stretches of one post: what has a capital in the middle of its sentences is a name there."""

    def __init__(self, units: Sequence[Unit]) -> None:
        text = "\n".join(unit.text for unit in units if unit.kind != "heading" and unit.text != unit.title)
        inside = {name.removesuffix("'s") for name in set(_INSIDE.findall(text))}
        plain = frozenset(_PLAIN.findall(text) if inside else ())
        self._names = {
            n for n in inside if (n.lower() not in plain or not n[1:].islower()) and n.lower() not in marks()
        }
        self._known: dict[str, Context] = {}

    def read(self, text: str) -> Context:
        """The words of a stretch."""
        found = self._known.get(text)
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            found = self._known[text] = self._read(text)
        return found

    def shown(self, text: str) -> list[str]:
        """The names of a stretch as they are written."""
        return [word for found in _WORD.findall(text) if (word := found.removesuffix("'s")) in self._names]

    def _read(self, text: str) -> Context:
        words: set[str] = set()
        names: set[str] = set()
        narrowing: set[str] = set()
        for word in _WORD.findall(text):
            bare, short, narrows, is_small = _told_by(word)
            if narrows:
                narrowing.update(narrows)
            if bare in self._names:
                names.add(short)
            if not is_small:
                words.add(short)
        return Context(frozenset(words), frozenset(names), frozenset(narrowing))
