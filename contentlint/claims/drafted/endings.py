"""What a post says of a name itself: that it is an old one, or that its thing is no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.drafted.model import Draft, Spot
from contentlint.claims.drafted.naming import SiteNames
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass

_BETWEEN = 40
"""Code points between two names of one thing, at most."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A name that is said to be an old one of `new`, or, where that is "", of a thing that is no more."""

    old: str
    new: str
    spot: Spot


def endings(
    unit: Unit, found: Sequence[tuple[int, str]], lists: Lexicon, spot: Callable[[int, int], Spot]
) -> Iterator[Ending]:
    """What a unit says of its names, which come with their places."""
    text = unit.text
    for (at, name), (next_at, following) in pairwise(found):
        between = text[at + len(name) : next_at]
        if len(between) > _BETWEEN:
            continue
        said = between.strip(' ,(“"–—-')
        if lists.fullmatch("said-before-old-names", said):
            yield Ending(following, name, spot(at, next_at + len(following)))
        elif lists.fullmatch("said-before-new-names", said):
            yield Ending(name, following, spot(at, next_at + len(following)))
    for at, name in found:
        end = at + len(name)
        after = lists.match("said-of-what-ended", text, end + 1) if text[end : end + 1] == " " else None
        if after is not None:
            yield Ending(name, "", spot(at, after.end))


def drafts(
    posts: Iterable[Iterable[Ending]], named: Sequence[tuple[bool, Mapping[str, Spot]]], names: SiteNames
) -> Iterator[Draft]:
    """Old names, and names of what is no more, that other posts still have.

    `named` has the names of each post with their first places, and whether it is an entry of long ago: such a one may
    name what was there then.
    """
    renamed: dict[str, dict[str, list[Spot]]] = defaultdict(lambda: defaultdict(list))
    ended: dict[str, list[Spot]] = defaultdict(list)
    for own in posts:
        for one in own:
            old, new = (names.resolved((name,))[0] if name else "" for name in (one.old, one.new))
            if new:
                renamed[old][new].append(one.spot)
            else:
                ended[old].append(one.spot)
    where: dict[str, list[tuple[bool, Spot]]] = defaultdict(list)
    for is_past, first in named:
        for name, spot in first.items():
            if name in renamed or name in ended:
                where[name].append((is_past, spot))
    for old, by_new in renamed.items():
        new = max(by_new, key=lambda name: (len(by_new[name]), -len(name), name))
        said = [spot for name, own in by_new.items() if name.startswith(new) for spot in own]
        telling = {spot.path for own in by_new.values() for spot in own}
        others = tuple(spot for _, spot in where[old] if spot.path not in telling)
        if names.is_known(new) and not names.is_plain(old) and (others or len(telling) > 1):
            yield Draft(new, "formerly", "name", "", ((new, tuple(said)), (old, others)))
    for old, said in ended.items():
        telling = {spot.path for spot in said}
        others = tuple(spot for is_past, spot in where[old] if not is_past and spot.path not in telling)
        if others and old not in renamed and names.is_known(old):
            yield Draft(old, "status", "status", "", (("retired", tuple(said)), (old, others)))
