"""Content words of a text, cut to a stem, to tell whether two stretches speak of the same matter."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w’']*(?:-[^\W\d_]\w*)*")
_STOP = frozenset(
    """a an the of in on at by to for from with without as and or but than then that this these those it its it's he she they them
    him his her hers their theirs we us our you your i me my is are was were be been being am has have had having do does did
    will would can could may might must shall should not no nor so such if when while where which who whom whose what how why
    there here also only just about around over under more most less least fewer few much many some any each every all both
    either neither other another same own very too into onto out up down off again further once during before after
    above below between through against until since because per via among across within upon he's she's s t ve re ll d m
    least approximately nearly almost roughly least exactly early late first one two three four five six seven eight nine ten
    january february march april may june july august september october november december""".split()
)
_ENDS = ("ational", "ization", "isation", "fulness", "ments", "ingly", "ation", "ition", "ement", "ments", "ings", "ers", "ies", "ing", "ion",
         "ied", "ed", "es", "er", "ly", "al", "or", "s", "e", "y")  # fmt: skip


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A rough stem of an English word in small letters: the same for "releases", "released", "releasing"."""
    word = word.replace("’", "'").removesuffix("'s").strip("'")
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
    """The stems of a text with the offset each begins at."""
    return [
        (m.start(), stem(w)) for m in _WORD.finditer(text) if (w := m.group().lower().replace("’", "'")) not in _STOP
    ]


def _small(text: str) -> list[str]:
    return [w.lower().replace("’", "'") for w in _WORD.findall(text)]
