"""Names that are the same thing with another number: "Kettle 4" and "Kettle 5"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.drafted.model import Draft, Spot
from contentlint.claims.drafted.naming import SiteNames, is_plan
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass

_VERSION = re.compile(
    r"(?<![\w/@#.$-])((?:[A-Z][\w+]*(?:\.[\w+]+)* ){0,2}[A-Z][\w+]*(?:\.[a-zA-Z+]\w*)*?)( v| |-|v)"
    r"(\d{1,2}(?:\.\d+){0,2})(?![\w%$-]|,\d|\.\d|:\d|/\d| (?:%|percent|million|billion|thousand))"
)
_HERE, _NEAR = "VERSION", 120
"""What stands for a version where words around it are looked for, and how far they are looked for."""
_MOST = 12
"""Versions from which on each post is of its own: notes on releases."""
_LEAST = 3
"""Posts that must name one."""
_LEAP = 10
"""How many times as large as the version before it one can be."""
_RUMOURED = 20
"""A newer version that so many times fewer posts name is one that is only spoken of."""
_SHOWN = 6
"""Older versions that a draft has, those that most posts name."""


@dataclass(frozen=True, slots=True)
class Version:
    """A name with a number: what stands before it, the mark between the two, the number, where, whether the post says
    that it is yet to come, whether the sentence speaks of versions, and whether of grades or classes."""

    name: str
    mark: str
    number: str
    spot: Spot
    is_to_come: bool = False
    is_told: bool = False
    is_graded: bool = False


def versions(unit: Unit, lists: Lexicon, spot: Callable[[int, int], Spot]) -> Iterator[Version]:
    """The numbered names of a unit; a title names what its post is about, which may be old, and the least version that
    is needed stands for no other."""
    if unit.text == unit.title:
        return
    text = unit.text
    is_told, is_graded = lists.has("version-words", text), lists.has("grade-words", text)
    for found in _VERSION.finditer(unit.text):
        if lists.fullmatch("numbered-parts", found[1]) or is_plan(found[1]):
            continue
        near = f"{text[max(0, found.start() - _NEAR) : found.start()]}{_HERE}{text[found.end() : found.end() + _NEAR]}"
        if _says("least-versions", near, lists):
            continue
        is_to_come = _says("coming-versions", near, lists)
        yield Version(found[1], found[2], found[3], spot(found.start(), found.end()), is_to_come, is_told, is_graded)


def _says(name: str, text: str, lists: Lexicon) -> bool:
    """Whether a term of a list holds the version itself."""
    return any(_HERE in text[one.start : one.end] for one in lists.finditer(name, text))


def drafts(posts: Iterable[Iterable[Version]], names: SiteNames) -> Iterator[Draft]:
    """Things that several posts name with several numbers: the newest first, then the others by how many name them."""
    grouped: dict[str, list[Version]] = defaultdict(list)
    for own in posts:
        for one in own:
            grouped[names.resolved((one.name,))[0]].append(one)
    grouped = {name: own for name, own in grouped.items() if _is_name(name, own, names)}
    for name in sorted(grouped, key=len):
        longer = [one for one in grouped if one.endswith(f" {name}")]
        if longer:  # "Kettle" where others write "Acme Kettle": one thing, by the name that is written more often
            other = max(longer, key=lambda one: len(grouped[one]))
            kept, left = sorted((name, other), key=lambda one: -len(grouped[one]))
            grouped[kept] += grouped.pop(left)
    for name, found in grouped.items():
        by_number: dict[tuple[int, ...], list[Version]] = defaultdict(list)
        for one in found:
            by_number[_order(one.number)].append(one)
        if _are_grades(name, found):
            continue
        for number, own in [*by_number.items()]:
            if sum(one.is_to_come for one in own) * 2 >= len(own):
                del by_number[number]  # it does not stand for anything yet
        if not by_number:
            continue
        posts_of = {number: len({one.spot.path for one in own}) for number, own in by_number.items()}
        if (
            not 1 < len(by_number) <= _MOST
            or len({one.spot.path for own in by_number.values() for one in own}) < _LEAST
            or max(posts_of.values()) < 2
        ):
            continue
        often = max(posts_of.values())
        known = sorted((one for one in by_number if posts_of[one] * _RUMOURED >= often), reverse=True)
        newest, before = known[0], max((one for one in by_number if one < known[0]), default=None)
        if before is None:
            continue
        if newest[0] > _LEAP * max(before[0], 1):
            continue  # "ECMA-262" and "ECMA-3"
        others = sorted((one for one in by_number if one < newest), key=lambda one: (-posts_of[one], one))
        yield Draft(
            _written(name, by_number[newest]), "supersedes", "version", "",
            tuple(
                (_written(name, by_number[number]), tuple(one.spot for one in by_number[number]))
                for number in (newest, *others[:_SHOWN])
            ),
        )  # fmt: skip


def _is_name(name: str, found: Sequence[Version], names: SiteNames) -> bool:
    """True for what the site has as a name, with a number or without."""
    numbered = {f"{name}{one.mark}{one.number}" for one in found}
    return names.is_known(name) or (not names.is_plain(name) and any(map(names.is_known, numbered)))


def _are_grades(name: str, found: Sequence[Version]) -> bool:
    """True for the numbers of grades, classes or parts: "Band 6", visas "E-3". Initials need a word of versions."""
    is_of_versions = any(one.is_told for one in found)
    return sum(one.is_graded for one in found) * 2 >= len(found) or (name.isupper() and not is_of_versions)


def _written(name: str, found: Sequence[Version]) -> str:
    """A version as most places write it."""
    return Counter(f"{name}{one.mark}{one.number}" for one in found).most_common(1)[0][0]


def _order(number: str) -> tuple[int, ...]:
    """A number to be compared; 2.0 is 2."""
    parts = [int(part) for part in number.split(".")]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return tuple(parts)
