"""How many of something an amount of money is for: "per 1,000 tokens", "/1M input", "/MTok"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure
from contentlint.text.spans import since

_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mm": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
_FEWEST = 2
"""What is for one is a price as any other."""
_UP_TO_IT = r"(?:\s?/\s?|\s?\bper\s)(?:(?:each|every|one|a)\s)?"
_HOW_MANY = (
    r"(?:(?P<number>\d[\d,]{0,20}(?:\.\d{1,6})?)(?:[ -]?(?P<scale>thousand|million|billion|bn|mm|[kmb]))?"
    r"|(?P<alone>thousand|million|billion|(?-i:[KMB])|k|mm?(?=[ -]?toks?\b)))(?=toks?\b|(?![\w.]\w)\b)"
)
"""A lone "m" is a month."""
_WORDS = r"(?P<words>(?:[ -]?[A-Za-z]{2,20}\b){0,3})"
_RATE = re.compile(f"(?P<rate>{_UP_TO_IT}{_HOW_MANY}{_WORDS})", re.IGNORECASE)
_BEHIND = re.compile(rf"(?: [A-Za-z]{{2,20}}){{0,2}}?{_RATE.pattern}", re.IGNORECASE)
_JOINED = re.compile(r"(?: [A-Za-z]{2,20}){0,2}\s?(?:/|,|,? and|,? or|–|-|to)\s?")
"""What stands between two amounts of which the last says for how many both are: "$2 input / $12 output per 1M"."""
_TIMES = frozenset("second minute hour day night week month quarter year".split())


@dataclass(frozen=True, slots=True)
class Rate:
    """`number` of what `noun` says, a plural in lower case without its "s"; "" where the text leaves it out. It is
    written at `start`..`end`."""

    number: float
    noun: str
    start: int
    end: int

    def is_of(self, other: Rate) -> bool:
        """True for two that may count the same."""
        return not (self.noun and other.noun) or self.noun.startswith(other.noun) or other.noun.startswith(self.noun)


def behind(text: str, figure: Figure, figures: Sequence[Figure]) -> Rate | None:
    """What an amount of a text is for, by what stands behind it; `figures` are those of the text."""
    at = figure.end
    for other in since(figures, bisect_left(figures, at, key=lambda one: one.start)):
        if other.kind != "money" or not _JOINED.fullmatch(text, at, other.start):
            break
        at = other.end
    found = _BEHIND.match(text, at)
    return _of(found) if found else None


def within(text: str) -> Rate | None:
    """The first that a text names: a heading, the title of a column."""
    return next((rate for found in _RATE.finditer(text) if (rate := _of(found)) is not None), None)


def _of(found: re.Match[str]) -> Rate | None:
    number = float((found["number"] or "1").replace(",", "")) * _SCALES.get(
        (found["scale"] or found["alone"] or "").lower(), 1.0
    )
    words = found["words"].lower().replace("-", " ").split()
    end = found.start("words")
    place = next((at for at, word in enumerate(words) if word in ("tok", "toks") or word.endswith("s")), -1)
    noun = words[place].removesuffix("s") if place >= 0 else ""
    if noun:
        end += found["words"].lower().index(words[place]) + len(words[place])
    if number < _FEWEST or noun in _TIMES:
        return None
    return Rate(number, noun, found.start("rate"), end)
