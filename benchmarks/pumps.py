"""Texts on which a regular expression would take long, made from the expression itself, and how long it takes on them.

An expression that tries again is slow on a text that has what it repeats, many times, and then not what must follow.
So pieces are read off its tree: what each part of it matches, and what stands before a repetition. Each piece, and
each two of them, many times over, is a text to try.
"""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Iterator
from itertools import product
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_CHARS = "a1 -.\n_A[(<\"'/:,|#*%$&{\t\u00a0é"
"""Characters that stand for a class that has several of them."""
_OF_CLASS = 3
_ENDS = ("\x00", "", "\n\x00")
UNIT = 1_000
"""Code points of the longest unit of text."""
_FIRST = 2_000
"""Code points of the texts that are tried first: on those something slow takes long enough to be looked at closely."""
_LONG = 400_000
"""Code points of the texts on which only what is not linear takes seconds."""
_ENDLESS = 2.0
"""Seconds of CPU after which nothing linear is still at such a text."""
_SUSPICIOUS = 0.0005
"""Seconds for a text of `_FIRST`: a linear expression takes a tenth of that."""
_SLOW = 0.001
"""Seconds for a text of `_FIRST` below which nothing is slow."""
_SLOW_UNIT = 0.06
_NEVER = 0.5
"""Seconds after which a try is ended."""
_TIMES = 4
_GROWTH = 8.0
"""Times as long for a text of `_TIMES` the length: 4 is linear, 16 quadratic; a busy machine makes no 8 of a 4."""


def pieces(tree: Any, flags: int, most: int) -> list[str]:
    """Short texts that parts of an expression match, those of repetitions and what stands before them first."""
    found: dict[str, None] = {}
    for prefix, bodies in _repeats(tree, "", flags):
        for body in bodies:
            found.setdefault(body)
        if prefix:
            found.setdefault(prefix[-12:])
    for text in _samples(tree, flags):
        found.setdefault(text[:20])
    return [piece for piece in found if piece][:most]


Pump = tuple[str, str, str]
"""What a text begins with, what it repeats, and its end."""


def pumps(tree: Any, flags: int, *, quick: bool) -> Iterator[Pump]:
    """The texts to try."""
    own = pieces(tree, flags, 5 if quick else 7)
    for piece in (*own, *(a + b for a, b in product(own, own) if a != b)):
        for end in _ENDS[:1] if quick else _ENDS:
            yield "", piece, end
    for a, b in product(own, own):  # one thing, and then many of another
        if a != b:
            yield a, b, "\x00"


def _text(pump: Pump, length: int) -> str:
    begin, piece, end = pump
    return begin + piece * (length // len(piece) + 1) + end


def slow_text(regex: re.Pattern[str], how: str, *, of_unit: bool = False, quick: bool = False) -> str | None:
    """A text on which an expression takes more than linear time, None for none.

    With `of_unit` no text that it sees is longer than 1,000 code points, and only what takes some hundredths of a
    second for one is slow. `quick` tries fewer texts.
    """
    flags = regex.flags & ~re.UNICODE
    tree = parser.parse(regex.pattern, flags)
    if not can_be_slow(tree):
        return None
    for pump in pumps(tree, flags, quick=quick):
        text = _text(pump, UNIT if of_unit else _FIRST)
        if _seconds(regex, how, text) <= (_SLOW_UNIT if of_unit else _SUSPICIOUS):
            continue
        if of_unit:
            is_slow = _least(regex, how, text) > _SLOW_UNIT
        else:
            once = _least(regex, how, text)
            is_slow = once > _SLOW and _least(regex, how, _text(pump, _TIMES * _FIRST)) > min(
                _GROWTH * once, 0.9 * _NEVER
            )
        if is_slow:
            return _told(text)
    return None


def endless_text(regex: re.Pattern[str], how: str, *, of_unit: bool = False) -> str | None:
    """A text of one piece many times on which an expression takes so long that it hangs a check; None for none.

    Nothing is timed: after seconds of its own CPU time the try is ended, and that is the answer. On so long a text a
    linear expression takes some hundredths of a second, a quadratic one half a minute, so neither a fast machine nor a
    busy one changes it.
    """
    flags = regex.flags & ~re.UNICODE
    tree = parser.parse(regex.pattern, flags)
    if not can_be_slow(tree):
        return None
    for piece in pieces(tree, flags, 5):
        text = _text(("", piece, _ENDS[0]), UNIT if of_unit else _LONG)
        if not _ends(regex, how, text, signal.ITIMER_PROF, _ENDLESS):
            return _told(text)
    return None


def _least(regex: re.Pattern[str], how: str, text: str) -> float:
    first = _seconds(regex, how, text)
    return first if first > 0.9 * _NEVER else min(first, *(_seconds(regex, how, text) for _ in range(4)))


def can_be_slow(tree: Any, *, inside: bool = False) -> bool:
    """Whether an expression has a repetition that may be long, or one within another."""
    for name, value in tree:
        if name in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if value[1] is sre.MAXREPEAT or value[1] > 8 or (inside and value[1] > 1):
                return True
            if can_be_slow(value[2], inside=inside or value[1] > 1):
                return True
            continue
        parts: list[Any] = []
        if name is sre.SUBPATTERN:
            parts = [value[3]]
        elif name is sre.ATOMIC_GROUP:
            parts = [value]
        elif name is sre.BRANCH:
            parts = value[1]
        elif name in (sre.ASSERT, sre.ASSERT_NOT):
            parts = [value[1]]
        elif name is sre.GROUPREF_EXISTS:
            parts = [part for part in value[1:] if part]
        if any(can_be_slow(part, inside=inside) for part in parts):
            return True
    return False


def _told(text: str) -> str:
    return text if len(text) < 120 else f"{text[:50]} … {text[-10:]}"


def _seconds(regex: re.Pattern[str], how: str, text: str) -> float:
    start = time.perf_counter()
    _ends(regex, how, text, signal.ITIMER_REAL, _NEVER)
    return time.perf_counter() - start


def _ends(regex: re.Pattern[str], how: str, text: str, timer: int, most: float) -> bool:
    """Whether an expression is through with a text before a timer has run for so many seconds."""
    name = signal.SIGALRM if timer == signal.ITIMER_REAL else signal.SIGPROF
    before = signal.signal(name, _stop)
    try:
        signal.setitimer(timer, most)
        if how == "search":
            for _ in regex.finditer(text):
                pass
        else:
            regex.match(text)
        signal.setitimer(timer, 0)
    except TimeoutError:
        return False
    finally:
        signal.setitimer(timer, 0)
        signal.signal(name, before)
    return True


def _stop(*_: Any) -> None:
    raise TimeoutError


def _repeats(tree: Any, prefix: str, flags: int) -> Iterator[tuple[str, list[str]]]:
    """For each repetition what stands before it in its row, and what it repeats."""
    for name, value in tree:
        if name in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            if value[1] is sre.MAXREPEAT or value[1] > 8:
                yield prefix, _samples(value[2], flags)[:_OF_CLASS]
            yield from _repeats(value[2], prefix, flags)
        elif name is sre.SUBPATTERN:
            yield from _repeats(value[3], prefix, flags)
        elif name is sre.ATOMIC_GROUP:
            yield from _repeats(value, prefix, flags)
        elif name is sre.BRANCH:
            for branch in value[1]:
                yield from _repeats(branch, prefix, flags)
        elif name in (sre.ASSERT, sre.ASSERT_NOT):
            yield from _repeats(value[1], prefix, flags)
        samples = _samples([(name, value)], flags)
        prefix += samples[0] if samples else ""


def _samples(tree: Any, flags: int) -> list[str]:
    """A few texts that a row matches, as far as it is not about what stands around."""
    found = [""]
    for name, value in tree:
        options: list[str] = [""]
        if name is sre.LITERAL:
            options = [chr(value)]
        elif name in (sre.NOT_LITERAL, sre.ANY, sre.IN, sre.CATEGORY):
            options = _characters(name, value)
        elif name in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            options = [text * max(1, value[0]) for text in _samples(value[2], flags)]
        elif name is sre.SUBPATTERN:
            options = _samples(value[3], flags)
        elif name is sre.ATOMIC_GROUP:
            options = _samples(value, flags)
        elif name is sre.BRANCH:
            options = [text for branch in value[1] for text in _samples(branch, flags)[:1]]
        options = options[:_OF_CLASS] or [""]
        found = [one + options[number % len(options)] for number, one in enumerate(found * len(options))][:_OF_CLASS]
    return list(dict.fromkeys(found))


def _characters(name: Any, value: Any) -> list[str]:
    return [char for char in (*_CHARS, *_own(value)) if _takes(name, value, char)]


def _own(value: Any) -> list[str]:
    """Characters that are named in a class, for those that have none of the usual ones."""
    found = []
    for kind, what in value if isinstance(value, list) else []:
        if kind is sre.LITERAL:
            found.append(chr(what))
        elif kind is sre.RANGE:
            found.append(chr(what[0]))
    return found


def _takes(name: Any, value: Any, char: str) -> bool:
    if name is sre.ANY:
        return char != "\n"
    if name is sre.NOT_LITERAL:
        return ord(char) != value
    if name is sre.CATEGORY:
        return _in_category(value, char)
    entries = list(value)
    negated = bool(entries) and entries[0][0] is sre.NEGATE
    inside = any(
        (kind is sre.LITERAL and ord(char) == what)
        or (kind is sre.RANGE and what[0] <= ord(char) <= what[1])
        or (kind is sre.CATEGORY and _in_category(what, char))
        for kind, what in entries
    )
    return inside != negated


def _in_category(what: Any, char: str) -> bool:
    name = str(what)
    is_in = {
        "DIGIT": char.isdecimal(),
        "SPACE": char.isspace(),
        "WORD": char.isalnum() or char == "_",
        "LINEBREAK": char == "\n",
    }[name.rpartition("_")[2]]
    return is_in != ("NOT" in name)
