"""Content words of a text, cut to a stem, to tell whether two stretches speak of the same matter."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w’']*")
_NAME = re.compile(r"\b[A-Z][\w’']+")
_STOP = frozenset(
    """a about above across after again against all almost also am among an and another any approximately april
    are around as at august be because been before being below between both but by can could d december did do
    does down during each early eight either every exactly february few fewer first five for four from further
    had has have having he he's her here hers him his how i if in into is it it's its january july june just
    late least less ll m many march may me might more most much must my nearly neither nine no nor not
    november october of off on once one only onto or other our out over own per re roughly s same september
    seven shall she she's should since six so some such t ten than that the their theirs them then there these
    they this those three through to too two under until up upon us ve very via was we were what when where
    which while who whom whose why will with within without would you your""".split()
)
"""Words that say nothing of the matter; numbers and months too, for figures are compared apart."""
_ENDS = (
    "ational ization isation fulness ingly ments ation ition ement ings ers ies ing ion ied est ed es er ly al or s e y"
).split()


_OF_PLACES = frozenset(("of", "the", "and", "or"))
_ALIKE = {
    word: group.split()[0]
    for group in (
        "death deaths die dies died dead dying fatality fatalities killed deceased",
        "world worldwide globally global globe",
        "abroad overseas elsewhere outside territories",
        "gross grosses grossed grossing earn earns earned earning earnings revenue takings",
        "rating ratings rated score scores scored scoring",
        "critic critics review reviews reviewed reviewer reviewers",
        "buy buys bought purchase purchases purchased",
        "inhabitant inhabitants population residents resident",
        "costs cost price prices priced",
    )
    for word in group.split()
}
"""Words for one measure, each group by its first."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A rough stem of an English word in small letters: the same for "releases", "released", "releasing"."""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
    word = _ALIKE.get(word, word)
    for end in _ENDS:
        if word.endswith(end) and len(word) - len(end) >= 3:
            word = word[: -len(end)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word


def stems(text: str) -> list[str]:
    """The stems of the content words of a text, in order, with repetitions."""
    return [stem(w) for w in _small(text) if w not in _STOP]


def placed(text: str) -> list[tuple[int, str]]:
    """The stems of a text with the offset each begins at; what is outside a place is not said of the place."""
    found = []
    is_outside = False
    for m in _WORD.finditer(text):
        word = m.group().lower().replace("’", "'")
        if is_outside and (m.group()[0].isupper() or word in _OF_PLACES):
            continue
        is_outside = word == "outside"
        if word not in _STOP:
            found.append((m.start(), stem(word)))
    return found


def says_nothing(word: str) -> bool:
    """True for a word in small letters that tells nothing of a text's matter."""
    return word in _STOP and word not in ("no", "top")


def names(text: str) -> set[str]:
    """The stems of the words with a capital."""
    return {stem(m.lower()) for m in _NAME.findall(text)}


def _small(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]
