"""A post as the judge of claims reads it: its units, whose voice it has, where its sources stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.attribution import Attribution, attribution
from contentlint.claims.components import with_components
from contentlint.claims.profile import is_listed_source, is_reference, profile
from contentlint.claims.support import Found, Sources
from contentlint.claims.units import Unit, units
from contentlint.claims.voice import voice
from contentlint.post.post import Post
from contentlint.text.figures import Figure

_DIGIT = re.compile(r"\d")
_NUMBERS = frozenset(
    "half halved halves third thirds quarter quarters fifth fifths tenth tenths twice thrice double doubled "
    "doubles doubling triple tripled triples tripling quadruple quadrupled fold tenfold twofold threefold figure "
    "hundred hundreds thousand thousands million millions billion billions trillion trillions dozen dozens two "
    "three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy "
    "eighty ninety".split()
)
"""Words that a figure worth a claim can be written with; without one, or a digit, no figure is looked for."""
_BESIDE_ONE = frozenset(("in", "year", "month", "week", "day", "hour", "minute"))
"""Words of which one stands beside a "one" that counts: "one in five", "one year"."""


class Reading:
    """One post, read with the word lists of `lexicon`. What is found of a unit is kept by its number."""

    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self.post = post
        self.lexicon = lexicon
        self.units = with_components(post, units(post, lexicon), lexicon)
        self.voice = voice(self.units, lexicon)
        self.profile = profile(post, self.units, lexicon)
        self._sources = Sources(post, self.units, lexicon, self.profile)
        self._appeals = lexicon.words("appeal-words") if not lexicon.has_added("vague-sources") else None

    def told(self) -> Iterator[tuple[int, Unit]]:
        """The units that tell something, with their numbers, in order: not the entries of a list of sources."""
        headings, listed = None, False
        for index, unit in enumerate(self.units):
            if unit.headings != headings:
                headings = unit.headings
                listed = any(is_reference(heading, self.lexicon) for heading in headings)
            if not listed and not is_listed_source(unit, self.lexicon):
                yield index, unit

    def figures(self, index: int) -> tuple[Figure, ...]:
        """The figures of a unit, by its number; they are looked for only where one may be."""
        unit = self.units[index]
        may_count = (
            _DIGIT.search(unit.text)
            or not _NUMBERS.isdisjoint(unit.words)
            or ("one" in unit.words and not _BESIDE_ONE.isdisjoint(unit.words))
        )
        return unit.figures if may_count else ()

    def said(self, index: int) -> Attribution | None:
        """Whom unit number `index` says that it has its claim from. What introduces a list keeps its source for it."""
        unit = self.units[index]
        has_appeal = self._appeals is None or not self._appeals.isdisjoint(unit.words)
        if not has_appeal and "(" not in unit.text:
            return None
        if has_appeal and unit.text.endswith(":"):
            self._sources.introduce(index)
        return attribution(unit.text, self.lexicon, True, self.profile.names)

    def sources(self, index: int, words: str, is_money: bool, said: Attribution | None) -> Found:
        """The URLs that support unit number `index`, and in words where they stand; no URLs when none do."""
        return self._sources.find(index, words, is_money, said)

    def may_reach(self, index: int) -> bool:
        """True when a source linked a little before may be meant for unit number `index`, too."""
        return self._sources.may_reach(index)
