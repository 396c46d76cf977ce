"""Names of things in a text, and which of them a site uses as names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from contentlint.claims.agreement.contexts import marks
from contentlint.text.units import SYMBOLS

_WORD = r"[A-Z][\w+]*(?:[.-][\w+]+)*"
_NAME = re.compile(
    rf"(?<![\w/@#.'-])(?:{_WORD}'s )?{_WORD}(?: (?:{_WORD}|\d+(?:\.\d+)?(?![\w%,$]|\.\d| (?:%|percent)))){{0,3}}"
)
_OPENS = re.compile(r"(?:^|[.!?:;•|–—]\s|[\"“(\[]|- )$")
_OF = "'s "
_OFTEN = 2
"""A word is no name that so many times as many posts write in small letters as would have to."""
_LEAST = 2
"""Posts that must have a name inside a sentence."""
_BESIDE = 4
"""Who has something ("Google's Gemini") is named by itself in at least one of so many posts as that is."""
_MAIN = 3
"""The name that a site is about stands in one of so many of its posts."""


def names(text: str, never: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The names in a text, and where each begins: words with capitals, without those that never are one at its ends."""
    for found in _NAME.finditer(text):
        words = found.group().split()
        at = found.start()
        while words and words[0].lower() in never:
            at += len(words[0]) + 1
            words = words[1:]
        while len(words) > 1 and words[-1].lower() in never:
            words = words[:-1]
        if words and not words[0][0].isdigit() and len(words[0]) > 1:
            yield at, " ".join(words)


def opens(text: str, at: int) -> bool:
    """True for a place where every word has a capital."""
    return _OPENS.search(text[:at]) is not None


def is_plan(name: str) -> bool:
    """True for the name of a plan by itself: "Pro", "Team Plus"."""
    return all("tier" in marks().get(word.lower(), ()) for word in name.split())


class SiteNames:
    """Which words are names on a site, by the names that its posts have inside sentences, and their small words."""

    def __init__(self, inside: Iterable[frozenset[str]], plain: Iterable[frozenset[str]]) -> None:
        self._alone = Counter[str]()
        """How many posts have a name as it stands, with what is before an "'s"."""
        self._known = Counter[str]()
        """The same, and for what it is a part of by an "'s"."""
        posts = 0
        for own in inside:
            posts += 1
            self._alone.update(own)
            self._known.update(own | {half for name in own if _OF in name for half in name.split(_OF, 1)})
        self._plain = Counter(word for own in plain for word in own)
        often = [name for name, number in self._alone.most_common(20) if number * _MAIN >= posts]
        self.main = next((name for name in often if self.is_name(name)), "")
        """The name that the site is about, "" for none."""

    def is_name(self, name: str) -> bool:
        """True for a name that several posts write inside sentences, and no word that they write in small letters."""
        return self.is_known(name) and (" " in name or not name.isupper())

    def is_known(self, name: str) -> bool:
        """The same for one that may be letters only, such as "TLS"."""
        return self._known[name] >= _LEAST and name not in SYMBOLS and (" " in name or not self.is_plain(name))

    def is_plain(self, word: str) -> bool:
        """True for a word that posts write in small letters more often than as a name."""
        return self._plain[word.lower()] * _OFTEN > self._known[word]

    def resolved(self, found: Sequence[str]) -> tuple[str, ...]:
        """Names without what only leads to them: "Gemini" of "Google's Gemini", but all of "Let's Encrypt"."""
        made: dict[str, None] = {}
        for name in found:
            owner, of, rest = name.partition(_OF)
            if of and self._alone[owner] * _BESIDE >= self._alone[name]:
                made[rest] = made[owner] = None
                continue
            first, _, rest = name.partition(" ")
            if rest and not of and self._known[name] < _LEAST and self.is_plain(first):
                name = rest  # "Since Kettle 5": a word that only begins the sentence
            made[name] = None
        return tuple(made)
