"""Which figures are compared at all: pairs of one kind with words in common, and values that can't both be true."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from contentlint.claims.agreement.contexts import RARE, level
from contentlint.claims.agreement.mentions import Mention
from contentlint.claims.agreement.model import Value
from contentlint.claims.agreement.signals import may_be_one, nearness, signals
from contentlint.guard.records import dataclass

_FREQUENT = 12
"""Figures with a word near them from which on that word brings no two of them together: time must not grow with their
square."""
_FREQUENT_ON_SITE = 15
_TIMES = 5.0
"""How many times as large one value may be as another: what is further apart is told of something else."""
_AS_NEAR = 0.25
"""How much less near than a pair another figure may be to be its rival."""
_WHOLE = 100.0
_ROUGH = 0.1
"""How far outside a range a value lies that is not of that range."""
_YEAR = 366
"""Days between two posts from which on most facts may have changed."""
_LASTING = frozenset(("year", "length", "mass", "volume", "km²", "m²", "length²"))
"""What does not change with the years."""
_BOUNDED = ("at-least", "more-than", "at-most", "less-than")
_BEYOND = ("more-than", "less-than")
_NUMBERED = ("year", "day", "clock")

Near = Mapping[int, Mapping[int, float]]
"""The figures of a post that can be compared with each, by number, and how near they are."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that may be of one fact, the earlier first, and the signals of that."""

    first: Mention
    second: Mention
    signals: frozenset[str]


def is_told(noun_or_words: Mention) -> frozenset[str]:
    """What brings figures together: words that are not common, what is measured, what is counted."""
    one = noun_or_words
    words = one.clause.words | one.sentence.words | one.heading.words
    return frozenset(
        [
            *(word for word in words if level(word)),
            *(f":{group}" for group in one.clause.measures),
            *(f"#{noun}" for noun in one.noun),
            *(("",) if one.what != "#" else ()),
        ]
    )


def near(figures: Sequence[Mention]) -> Near:
    """Which figures of a post can be compared, and how near they are."""
    together: dict[tuple[str, str], list[int]] = {}
    for number, one in enumerate(figures):
        for word in is_told(one):
            together.setdefault((one.what, word), []).append(number)
    found: dict[int, dict[int, float]] = {}
    for numbers in together.values():
        if not 1 < len(numbers) <= _FREQUENT:
            continue
        for place, i in enumerate(numbers):
            for j in numbers[place + 1 :]:
                if j not in found.get(i, ()) and may_be_one(figures[i], figures[j]):
                    found.setdefault(i, {})[j] = found.setdefault(j, {})[i] = nearness(figures[i], figures[j])
    return found


def within(figures: Sequence[Mention], differ: bool = True) -> Iterator[Pair]:
    """The pairs of a post whose values can't both be true; those of equal values without `differ`."""
    found = near(figures)
    beside: dict[object, list[Mention]] = {}
    for one in figures:
        beside.setdefault(_paragraph(one), []).append(one)
    for i, others in found.items():
        for j, amount in others.items():
            a, b = figures[i], figures[j]
            if i > j or not (_differ(a, b) if differ else a.key == b.key):
                continue
            if differ and (_knows(beside[_paragraph(a)], b) or _knows(beside[_paragraph(b)], a)):
                continue
            if not _has_one_subject(a, b):
                continue
            rivals = tuple(
                len({figures[k].key for k, other in found[n].items() if other >= amount - _AS_NEAR} - {a.key, b.key})
                for n in (i, j)
            )
            more = {figures[k].key for k in (*found[i], *found[j])} - {a.key, b.key}
            yield Pair(a, b, signals(a, b, True, len(figures), len(more), (rivals[0], rivals[1])))


_LONG = 40
"""Sentences of a paragraph that know of each other's figures: time must not grow with their square."""


def _paragraph(one: Mention) -> object:
    return (one.block, one.unit // _LONG) if one.block >= 0 and one.place != "row" else (one.place, one.unit)


def _knows(figures: Iterable[Mention], other: Mention) -> bool:
    """True when the value of another figure is told here too: whoever wrote both knows that there are two."""
    own = (one for one in figures if one.what == other.what and one.value.bound not in _BOUNDED)
    return any(one.value.agrees(other.value) for one in own)


def _differ(a: Mention, b: Mention) -> bool:
    """True for values that can't both be true of one thing, and may well be of one."""
    if a.value.agrees(b.value) or (a.what == "%" and a.value.low + b.value.low == _WHOLE):
        return False  # 71% do, 29% do not
    if (a.value.low == a.value.high) != (b.value.low == b.value.high) and not _is_outside(a.value, b.value):
        return False
    bounded = _BOUNDED if a.what == "#" else _BEYOND
    if (a.value.bound in bounded) != (b.value.bound in bounded):
        return False  # "a class of 8+" and "two of them", "hotter than 60 °C" and "50 °C"
    low, high = sorted((a.value.low, b.value.low))
    return a.what in _NUMBERED or 0 < high <= _TIMES * low


def _is_outside(one: Value, other: Value) -> bool:
    """True for a single value well outside a range, which may be rough."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return math.isfinite(low) and high * (1 + _ROUGH) < low


def _has_one_subject(a: Mention, b: Mention) -> bool:
    """False where each sentence names something that the other does not, and nothing in common."""
    known_a = a.sentence.words | a.heading.words | a.title.words
    known_b = b.sentence.words | b.heading.words | b.title.words
    own = a.sentence.names - known_b, b.sentence.names - known_a
    return not (all(own) and a.sentence.names.isdisjoint(known_b) and b.sentence.names.isdisjoint(known_a))


def subject(one: Mention) -> frozenset[str]:
    """The rare words of what stands around a figure: what a figure of another post must have in common with it."""
    words = one.sentence.words | one.heading.words | one.title.words
    return frozenset(word for word in words if level(word) == RARE)


@dataclass(frozen=True, slots=True)
class Said:
    """The figures of a post of a site, and which of them can be compared."""

    path: str
    figures: Sequence[Mention]
    near: Near


def across(mine: Sequence[Said], all_: Sequence[Said], differ: bool = True) -> Iterator[tuple[Said, Said, Pair]]:
    """The pairs of figures of two posts, each with one of `mine`, whose values can't both be true."""
    keys: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, post in enumerate(all_):
        for number, one in enumerate(post.figures):
            for word in subject(one):
                keys.setdefault((one.what, word), []).append((place, number))
    asked = {post.path for post in mine}
    for post in mine:
        told: set[tuple[int, int, int]] = set()
        for number, one in enumerate(post.figures):
            for word in sorted(subject(one)):
                places = keys.get((one.what, word), ())
                if len(places) > _FREQUENT_ON_SITE:
                    continue
                for place, index in places:
                    far = all_[place]
                    if far.path == post.path or (far.path in asked and far.path < post.path):
                        continue
                    if (number, place, index) not in told:
                        told.add((number, place, index))
                        if (pair := _of_two(post, number, far, index, differ)) is not None:
                            yield post, far, pair


def _of_two(post: Said, number: int, far: Said, index: int, differ: bool) -> Pair | None:
    a, b = post.figures[number], far.figures[index]
    if not (_differ(a, b) if differ else a.key == b.key) or not may_be_one(a, b, False):
        return None
    if a.what == "#" and not (
        a.noun & b.noun or a.clause.measures & b.clause.measures or any(map(level, a.clause.words & b.clause.words))
    ):
        return None
    if differ and (_knows(post.figures, b) or _knows(far.figures, a)):
        return None
    if a.what not in _LASTING and a.day and b.day and abs(a.day - b.day) > _YEAR:
        return None
    if not _has_one_subject(a, b) or not _has_one_title(a, b) or _is_series(post.path, far.path):
        return None
    if "quote:it" in a.clause.marks | b.clause.marks or (_names(post.path, a) and _names(far.path, b)):
        return None
    amount = nearness(a, b) - _AS_NEAR

    def keys(own: Said, at: int, other: Said, of: Mention) -> set[tuple[str, float, float]]:
        as_near = {own.figures[k].key for k, value in own.near.get(at, {}).items() if value >= amount}
        there = (m for m in other.figures if m.what == of.what and may_be_one(of, m, False))
        return (as_near | {m.key for m in there if nearness(of, m) >= amount}) - {a.key, b.key}

    more = {post.figures[k].key for k in post.near.get(number, ())} | {
        far.figures[k].key for k in far.near.get(index, ())
    }
    rivals = len(keys(post, number, far, a)), len(keys(far, index, post, b))
    size = len(post.figures) + len(far.figures)
    return Pair(a, b, signals(a, b, False, size, len(more - {a.key, b.key}), rivals))


def _has_one_title(a: Mention, b: Mention) -> bool:
    """False where each title names something that the other post does not name near the figure."""
    known_a = a.sentence.words | a.heading.words | a.title.words
    known_b = b.sentence.words | b.heading.words | b.title.words
    return not (a.title.names - known_b and b.title.names - known_a and not a.sentence.names & b.sentence.names)


_PARTS = re.compile(r"[^a-z0-9]+")
_NO_NAME = frozenset("post page article entry blog file doc".split())
_DATED = re.compile(r"(?:19|20)\d\d(?:[-_/]\d\d?){1,2}")


def _names(path: str, one: Mention) -> bool:
    """True for a figure that the post's name has: what the post is about ("the cost of 500 hens")."""
    return f"{one.value.low:.0f}" in _PARTS.split(path.lower().rpartition("/")[2])


def _is_series(one: str, other: str) -> bool:
    """True for posts whose names differ in nothing but numbers: notes on releases, reports of months."""
    return (kind := _kind_of_name(one)) is not None and kind == _kind_of_name(other)


@lru_cache(maxsize=1 << 12)
def _kind_of_name(path: str) -> frozenset[str] | None:
    """The words of the name of a post with a number, its folder for one that is named by its date; None for others."""
    *folders, name = path.lower().split("/")
    stem = name.partition(".")[0]
    if stem in ("index", "_index") and folders:
        dated = "/".join(folders[-3:])
        date = _DATED.search(dated)
        stem = folders[-1] if date is None or date.end() != len(dated) else date.group()
    if _DATED.fullmatch(stem):
        return frozenset((f"/{folders[0] if folders else ''}",))
    parts = [part for part in _PARTS.split(stem) if part]
    words = frozenset(part for part in parts if not any(map(str.isdigit, part))) - _NO_NAME
    return words if words and len(words) < len(frozenset(parts)) else None


def said(path: str, figures: Sequence[Mention], make: Callable[[Sequence[Mention]], Near] = near) -> Said:
    """What a post says, ready to be compared."""
    return Said(path, figures, make(figures))
