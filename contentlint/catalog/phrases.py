"""Many phrases and expressions, looked for in a part of a post in one go.

A phrase is looked up by its rarest word among the words of the part, so a post costs as much as the few phrases whose
word it has, however many there are; an expression is tried only in stretches that have one of the words it needs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from contentlint.catalog.lexicon import is_pattern
from contentlint.catalog.needed_words import needed_words
from contentlint.guard import patterns
from contentlint.guard.patterns import Bounded
from contentlint.guard.records import dataclass
from contentlint.post.scopes import Scope, Stretch

_RUN = re.compile(r"[^\W_]+")
_COMMON = frozenset(
    "the a an of to in and or for with than that this any all as at by no not is are was were be it".split()
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands: `start` and `end` count from the beginning of the stretch's text."""

    stretch: Stretch
    start: int
    end: int
    term: str

    @property
    def words(self) -> str:
        """What is written there, on one line."""
        return " ".join(self.stretch.prose.text[self.first : self.last].split())

    @property
    def first(self) -> int:
        """Where it begins in the prose of the stretch."""
        return self.stretch.start + self.start

    @property
    def last(self) -> int:
        """Where it ends in the prose of the stretch."""
        return self.stretch.start + self.end

    def before(self, reach: int) -> str:
        """What stands in the stretch before it, so many code points at most."""
        return self.stretch.prose.text[max(self.stretch.start, self.first - reach) : self.first]

    def after(self, reach: int) -> str:
        """What stands in the stretch behind it, so many code points at most."""
        return self.stretch.prose.text[self.last : min(self.stretch.end, self.last + reach)]


def why_wrong(term: str) -> str:
    """What is wrong with a term that is to be looked for, in words; empty for nothing.

    An expression that could be slow on some text is wrong: that is worked out, no text is tried.
    """
    if not term.strip():
        return "has an empty term, which would be found everywhere"
    if not is_pattern(term):
        return ""
    try:
        expression = _expression(term, True, False)
    except ValueError as problem:
        return f"has `{term[:80]}`, which can't be used: {problem}"
    return "" if not expression.regex.fullmatch("") else f"has `{term[:80]}`, which matches no text at all"


def _expression(term: str, whole_words: bool, match_case: bool) -> Bounded:
    """The expression between the slashes of a term, ready to search with. Raises ValueError."""
    patterns.read(term[1:-1])  # by itself: a bracket too many must not close what stands around it
    flags = "" if match_case else "(?i)"
    inner = f"(?:{term[1:-1]})"
    return patterns.searchable(rf"{flags}(?<!\w){inner}(?!\w|(?<=\d)\.\d)" if whole_words else flags + inner)


def plain(phrase: str) -> str:
    """A phrase with single blanks and straight apostrophes, as it is compared."""
    return " ".join(phrase.replace("’", "'").split())


@lru_cache(maxsize=512)
def phrases(terms: tuple[str, ...], whole_words: bool = True, match_case: bool = False) -> Phrases:
    """Terms made ready; the same terms are made ready once. Raises ValueError for one that can't be used."""
    return Phrases(terms, whole_words=whole_words, match_case=match_case)


class Phrases:
    """Terms: phrases, and expressions between slashes. Raises ValueError for an expression that can't be used."""

    def __init__(self, terms: Iterable[str], *, whole_words: bool = True, match_case: bool = False) -> None:
        self._whole, self._cased = whole_words, match_case
        self._by_word: dict[str, list[tuple[str, str]]] = {}
        self._expressions: list[tuple[str, Bounded, frozenset[str] | None]] = []
        for term in dict.fromkeys(terms):
            if is_pattern(term):
                needed = needed_words(term[1:-1]) if whole_words else None
                self._expressions.append((term, _expression(term, whole_words, match_case), needed))
            elif phrase := plain(term):
                words = _RUN.findall(phrase.lower()) if whole_words else []
                rarest = max(words, key=lambda word: (word not in _COMMON, len(word)), default="")
                self._by_word.setdefault(rarest, []).append((phrase if match_case else phrase.lower(), term))

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(self._by_word)

    def find(self, scope: Scope) -> list[Place]:
        """The terms in a part of a post, in order; of those that overlap the first one, of equal begin the longest."""
        found = [*self._find_phrases(scope), *self._find_expressions(scope)]
        found.sort(key=lambda one: (one[0], one[1], -one[2]))
        places: list[Place] = []
        at = (-1, 0)
        for number, start, end, term in found:
            if (number, start) < at:
                continue
            at = (number, end)
            places.append(Place(scope.stretches[number], start, end, term))
        return places

    def _find_phrases(self, scope: Scope) -> Iterator[tuple[int, int, int, str]]:
        text = scope.text if self._cased else scope.lower
        for word in (*(self._keys & scope.words), ""):
            for phrase, term in self._by_word.get(word, ()):
                for start, end in self._occurrences(text, phrase, scope.is_spaced):
                    number = scope.number_at(start)
                    first = scope.bounds(number)[0]
                    yield number, start - first, end - first, term

    def _occurrences(self, text: str, phrase: str, is_spaced: bool) -> Iterator[tuple[int, int]]:
        if is_spaced and " " in phrase:
            expression = re.compile(" {1,9}".join(map(re.escape, phrase.split(" "))))
            spans: Iterator[tuple[int, int]] = (match.span() for match in expression.finditer(text))
        else:
            spans = _occurrences(text, phrase)
        for start, end in spans:
            if not (self._whole and _is_cut(text, start, end)):
                yield start, end

    def _find_expressions(self, scope: Scope) -> Iterator[tuple[int, int, int, str]]:
        for term, expression, needed in self._expressions:
            if needed is None:
                numbers: Iterable[int] = range(len(scope.stretches))
            else:
                numbers = sorted({number for word in needed & scope.words for number in _having(scope, word)})
            for number in numbers:
                first, last = scope.bounds(number)
                for match in expression.finditer(scope.text[first:last]):
                    if match.end() > match.start():
                        yield number, match.start(), match.end(), term


def _having(scope: Scope, word: str) -> Iterator[int]:
    """The numbers of the stretches that hold a word."""
    return (scope.number_at(start) for start, _ in _occurrences(scope.lower, word))


def _occurrences(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    at = text.find(phrase)
    while at >= 0:
        yield at, at + len(phrase)
        at = text.find(phrase, at + 1)


def _is_cut(text: str, start: int, end: int) -> bool:
    """Whether a word goes on over an end of a stretch, or a number: `4` in `4.1`."""
    if _is_word(text, start) and _is_word(text, start - 1):
        return True
    if not _is_word(text, end - 1):
        return False
    is_number = text[end - 1].isdigit() and text[end : end + 1] == "." and text[end + 1 : end + 2].isdigit()
    return _is_word(text, end) or is_number


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")
