"""The words before and behind a figure in their order: what stands in the same place of two sentences.

Of two sentences alike the one word that differs says most: "a clay roof lasts" and "a slate roof lasts" are of two
roofs.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from contentlint.claims.agreement.contexts import SMALL, level, root
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

FIGURE, BEGIN, END, NUMBER = "#", "^", "$", "0"
"""What stands for the figure itself, for the begin and the end of its sentence, and for other figures."""
_TOKEN = re.compile(r"[A-Za-z][\w'&/²³-]*(?<!['-])|\d[\d,.:]*|[;:()|—]|,(?=\s)")
_ARTICLES = frozenset("a an the".split())
_BEFORE, _BEHIND = 12, 8
"""Words that are looked at on each side."""
_FAR = 200
"""Code points in which so many words stand: time must not grow with the square of a sentence."""
_OF = frozenset(
    "of on in at to for from by with without between about against per inside under over after before".split()
)
_DETERMINERS = frozenset(
    "these those both other another first last next previous only every each all further additional extra its their "
    "his her my our your least most up over under about around within after before".split()
)
"""What may stand right before a figure and say which ones are counted."""
_CASES = frozenset("if when whenever once after unless until before while during where for with without".split())
"""What a sentence begins with that holds in one case only."""


def around(unit: Unit, figure: Figure) -> tuple[str, ...]:
    """The roots of the words around a figure in their order, small words as they are, without articles."""
    if unit.kind == "row":
        return ()
    text = unit.text
    before = [BEGIN, *_tokens(text, max(0, figure.start - _FAR), figure.start)][-_BEFORE:]
    behind = [*_tokens(text, figure.end, min(len(text), figure.end + _FAR)), END][:_BEHIND]
    return (*before, FIGURE, *behind)


def _tokens(text: str, start: int, end: int) -> Iterator[str]:
    for found in _TOKEN.findall(text, start, end):
        if found[0].isdigit():
            yield NUMBER
        elif not found[0].isalpha():
            yield ","
        elif (word := found.lower()) not in _ARTICLES:
            yield word if word in SMALL or word in _OF or word in _DETERMINERS else root(word)


def _says(word: str) -> bool:
    return word[0].isalpha() and word not in SMALL and word not in _OF and word not in _DETERMINERS


@lru_cache(maxsize=1 << 12)
def _beside(words: tuple[str, ...]) -> dict[str, tuple[str, str]]:
    """The word before and the word behind each word that says something, where it stands first."""
    found: dict[str, tuple[str, str]] = {}
    for n, word in enumerate(words):
        if _says(word) and word not in found:
            before = words[n - 1] if n else ""
            found[word] = before, words[n + 1] if n + 1 < len(words) else ""
    return found


@lru_cache(maxsize=1 << 12)
def _first(words: tuple[str, ...]) -> tuple[str, str]:
    """The first word of a sentence and the first one that says something, each "" where the begin is far away."""
    if words[0] != BEGIN:
        return "", ""
    return words[1], next((word for word in words if _says(word)), "")


def compared(a: Sequence[str], b: Sequence[str], known_a: Collection[str], known_b: Collection[str]) -> Iterator[str]:
    """What is seen of two figures by the words in their places; `known_a` and `known_b` are the words near each."""
    a, b = tuple(a), tuple(b)
    if not a or not b:
        return
    one, other = _beside(a), _beside(b)
    swapped = shifted = extra = roles = others = shared = rare = 0
    for word in one.keys() & other.keys():
        shared += 1
        for side in (0, 1):
            first, second = one[word][side], other[word][side]
            if not first or not second or first == second:
                continue
            told = _says(first) and first not in known_b, _says(second) and second not in known_a
            if all(told):
                swapped += 1
                rare = max(rare, min(level(first), level(second)))
            elif any(told):
                is_shift = _says(first) and _says(second)
                shifted, extra = shifted + is_shift, extra + (not is_shift)
            elif first in _OF and second in _OF and side == 0:
                others += 1
            elif (first in _OF) != (second in _OF) and side == 0:
                roles += 1
    if shared:
        yield f"swap{min(swapped, 3)}"
        if swapped:
            yield f"swapped:{rare}"
        yield f"extra{min(extra, 3)}"
        yield f"shift{min(shifted, 2)}"
        yield f"role{min(roles, 2)}"
        yield f"prep{min(others, 2)}"
    yield from _of_figure(a, b)
    (begin_a, lead_a), (begin_b, lead_b) = _first(a), _first(b)
    if lead_a and lead_b:
        if lead_a == lead_b:
            yield "lead:same"
        else:
            own = (lead_a not in known_b) + (lead_b not in known_a)
            yield f"lead:{('none', 'one', 'each')[own]}"
    cases = (begin_a in _CASES) + (begin_b in _CASES)
    if cases:
        yield f"case:{cases}"


def _of_figure(a: tuple[str, ...], b: tuple[str, ...]) -> Iterator[str]:
    """What stands right before each figure, and what right behind."""
    at, there = a.index(FIGURE), b.index(FIGURE)
    first, second = a[at - 1], b[there - 1]
    if first == second:
        yield "before:same"
    elif _says(first) and _says(second):
        yield "before:each"
    for word in {first, second} & _DETERMINERS:
        yield f"{'dets' if first == second else 'det'}:{word}"
    same = 0
    while same < min(at, there, 4) and a[at - 1 - same] == b[there - 1 - same] != BEGIN:
        same += 1
    yield f"up{same}"
    same = 0
    behind_a, behind_b = a[at + 1 :], b[there + 1 :]
    for first, second in zip(behind_a, behind_b, strict=False):
        if first != second or first == END or same == 4:
            break
        same += 1
    yield f"down{same}"
    if set(a) == set(b):
        yield "twins"
