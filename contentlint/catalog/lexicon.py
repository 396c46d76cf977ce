"""Word lists ready to search with: what `rules/vocabulary/*.yaml` says.

A term is a phrase, matched without regard to letter case at word limits, or a regular expression between slashes.
Phrases are looked up by a word of theirs and never compiled, so that hundreds of them cost as little as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from sys import intern
from typing import Any, NamedTuple

from contentlint.catalog.needed_words import needed_words
from contentlint.errors import RuleError
from contentlint.guard import patterns
from contentlint.guard.records import dataclass, field

_RUN = re.compile(r"[^\W_]+")
_BLANKS = bytes(code if chr(code).isalnum() else ord(" ") for code in range(256))
"""For the words of an ASCII text: a table of bytes is quicker than an expression, and than one of letters."""
_NOTHING = re.compile(r"(?!)")
_AHEAD = 60
"""Code points after a place in which a term must end to be found there."""
_REMEMBERED = 2048
"""Texts whose words are kept: the lists are asked about the same sentence one after the other."""


class Found(NamedTuple):
    """A term in a text: offsets in code points, and the words as written."""

    start: int
    end: int
    words: str


class WordExample(NamedTuple):
    """A text, what a list must find in it (offsets; nothing in a text that passes), and its line in the file."""

    text: str
    spans: tuple[tuple[int, int], ...]
    line: int


@dataclass(frozen=True, slots=True)
class WordList:
    """A list as a file or the configuration gives it.

    `beside` names another list: the terms are only looked for in texts that hold one of its words. `added` are the
    user's terms, which are looked for anywhere. `values` are numbers with a name that a check decides by. `path` is the
    file, `summary` says in a sentence what the list is for; `examples` are read for tests and docs only.
    """

    terms: tuple[str, ...] = ()
    beside: str = ""
    added: tuple[str, ...] = ()
    values: Mapping[str, float] = field(default_factory=dict)
    path: str = ""
    summary: str = ""
    examples: tuple[WordExample, ...] = ()


def is_pattern(term: str) -> bool:
    """True for a term between slashes."""
    return len(term) > 2 and term[0] == term[-1] == "/"


def is_number(value: Any) -> bool:
    """True for a finite number; true and false are none."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < float("inf")


def why_wrong(term: str) -> str:
    """What is wrong with a term, in words; empty for nothing."""
    if not term.strip():
        return "a term is empty: it would be found everywhere"
    if not is_pattern(term):
        return ""
    try:
        alone = patterns.read(term[1:-1], re.IGNORECASE)
        patterns.read(f"x(?:{term[1:-1]})")  # as it stands among the others of its list
    except ValueError as error:
        return f"`{term[:80]}` is not a regular expression: {error}"
    if alone.groupindex:
        return f"`{term[:80]}` names a group, which another term may name as well: write (?:…)"
    if alone.fullmatch(""):
        return f"`{term[:80]}` matches no text at all: it would be found everywhere"
    return ""


def endless(term: str) -> str:
    """Why a term of a stranger can't be used where no limit of time ends a match, in words; empty for nothing."""
    wrong = patterns.endless(term[1:-1]) if is_pattern(term) else ""
    return f"`{term[:80]}` can't be used: {wrong}" if wrong else ""


def _normal(phrase: str) -> str:
    return " ".join(phrase.replace("’", "'").split())


def term_pattern(term: str) -> str:
    """The regular expression of one term: what stands between slashes as it is, else the words of a phrase."""
    return f"(?:{term[1:-1]})" if is_pattern(term) else r"\s+".join(map(re.escape, _normal(term).split()))


@lru_cache(maxsize=512)
def compile_terms(terms: tuple[str, ...], before: str = "", after: str = "") -> re.Pattern[str]:
    """One pattern for a whole list, letter case ignored, at word limits; matches nothing for an empty list.

    `before` and `after` are expressions that must surround a term. Raises RuleError for a term that is no regular
    expression.
    """
    if not terms:
        return _NOTHING
    # Longest first: alternation takes the first that fits, and "a study" must not hide "a study by".
    parts = sorted(map(term_pattern, terms), key=len, reverse=True)
    try:
        return patterns.read(rf"{before}(?<!\w)(?:{'|'.join(parts)})(?!\w){after}", re.IGNORECASE)
    except ValueError as error:
        raise RuleError(next(filter(None, map(why_wrong, terms)), str(error))) from error


def _lower(text: str) -> str:
    lower = text.lower()
    # A few letters have two in lower case; offsets must stay.
    return lower if len(lower) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_word(text: str, at: int) -> bool:
    return 0 <= at < len(text) and (text[at].isalnum() or text[at] == "_")


class _Known(NamedTuple):
    """A text in lower case, its words, and whether all its blanks are single spaces."""

    lower: str
    words: frozenset[str]
    plain: bool


_COMMON = frozenset(
    "the a an of to in and or for with than that this any all as at by no not is are was were be it".split()
)


def _rarity(word: str) -> tuple[bool, int]:
    """The larger, the fewer sentences have a word: long words are rare."""
    return word not in _COMMON, len(word)


def _first_run(phrase: str) -> str:
    run = _RUN.search(phrase)
    return run.group() if run else ""


class _Terms:
    """The terms of a list: phrases by their first word and by their longest, and one pattern for the expressions."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.all = tuple(terms)
        # Longest first: alternation takes the first that fits, and "a study" must not hide "a study by".
        self.expressions = tuple(sorted(filter(is_pattern, self.all), key=len, reverse=True))
        self.rarest: dict[str, list[str]] = {}
        for term in self.all:
            if not is_pattern(term) and (phrase := _lower(_normal(term))):
                runs = _RUN.findall(phrase) or [""]
                self.rarest.setdefault(runs[0] if len(runs) == 1 else max(runs, key=_rarity), []).append(phrase)
        self.keys = frozenset(self.rarest)
        self._compiled: dict[int, re.Pattern[str]] = {}

    @cached_property
    def phrases(self) -> dict[str, list[str]]:
        """The phrases by their first word, the longest first."""
        found: dict[str, list[str]] = {}
        for phrase in (phrase for phrases in self.rarest.values() for phrase in phrases):
            found.setdefault(_first_run(phrase), []).append(phrase)
        for phrases in found.values():
            phrases.sort(key=len, reverse=True)
        return found

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """All the expressions in one."""
        return compile_terms(self.expressions)

    @cached_property
    def _needs(self) -> tuple[dict[str, tuple[int, ...]], tuple[int, ...]]:
        """Which expressions a word opens, by their place in the list, and which need no word at all."""
        opened: dict[str, tuple[int, ...]] = {}
        always: tuple[int, ...] = ()
        for place, term in enumerate(self.expressions):
            needed = needed_words(term[1:-1])
            if needed is None:
                always = (*always, place)
            for word in needed or ():
                opened[word] = (*opened.get(word, ()), place)
        return opened, always

    @cached_property
    def needed(self) -> frozenset[str]:
        """Words of which a text that holds a term has one; empty when that can't be told."""
        opened, always = self._needs
        return frozenset() if always or "" in self.keys else self.keys | opened.keys()

    def patterns(self, words: frozenset[str]) -> list[re.Pattern[str]]:
        """The expressions that may match a text of these words; most texts have the words of none."""
        opened, places = self._needs
        if not words.isdisjoint(opened):
            for word in opened.keys() & words:
                places += opened[word]
        if not places:
            return []
        return [self._one(place) for place in (places if len(places) == 1 else sorted({*places}))]

    def _one(self, place: int) -> re.Pattern[str]:
        found = self._compiled.get(place)
        if found is None:
            found = self._compiled[place] = compile_terms((self.expressions[place],))
        return found

    def search(
        self, text: str, known: _Known, start: int, ahead: dict[str | re.Pattern[str], int] | None = None
    ) -> Found | None:
        """The first term from `start` on; of several that begin there the longest phrase, then an expression.

        `ahead` is for whoever asks from one place to the next: where each phrase and expression comes next, so that
        what is far ahead, or nowhere, is not looked for again at each step.
        """
        lower, words, plain = known
        best = None
        if not plain:
            match = compile_terms(self.all).search(text, start)
            return Found(*match.span(), match.group()) if match else None
        if not self.keys.isdisjoint(words) or "" in self.keys:
            for key in (*(self.keys & words), ""):
                for phrase in self.rarest.get(key, ()):
                    if ahead is not None and ahead.get(phrase, start) > start:
                        at = ahead[phrase] if ahead[phrase] < len(text) else -1
                    else:
                        at = _find(lower, phrase, start)
                        if ahead is not None:
                            ahead[phrase] = at if at >= 0 else len(text) + 1
                    if at >= 0 and (best is None or (at, -len(phrase)) < (best[0], best[0] - best[1])):
                        best = (at, at + len(phrase))
        for pattern in self.patterns(words) if self.expressions else ():
            if ahead is not None and best is not None and ahead.get(pattern, -1) >= best[0]:
                continue
            if ahead is not None and ahead.get(pattern, start) > len(text):
                continue
            match = pattern.search(text, start)
            if ahead is not None:
                ahead[pattern] = match.start() if match else len(text) + 1
            if match and (best is None or match.start() < best[0]):
                best = match.span()
        return Found(*best, text[best[0] : best[1]]) if best else None

    def match(self, text: str, known: _Known, at: int) -> Found | None:
        """The term that begins at `at`."""
        lower, words, plain = known
        if not plain:
            whole = compile_terms(self.all).match(text, at)
            return Found(*whole.span(), whole.group()) if whole else None
        if _is_word(lower, at - 1):
            return None
        run = _RUN.search(lower, at)
        for phrase in (*self.phrases.get(run.group() if run else "", ()), *self.phrases.get("", ())):
            if lower.startswith(phrase, at) and not _is_word(lower, at + len(phrase)):
                return Found(at, at + len(phrase), text[at : at + len(phrase)])
        for pattern in self.patterns(words) if self.expressions else ():
            match = pattern.match(text, at)
            if match:
                return Found(*match.span(), match.group())
        return None


def _find(lower: str, phrase: str, start: int) -> int:
    """Where a phrase stands with word limits around it; -1 for nowhere."""
    at = lower.find(phrase, start)
    while at >= 0:
        end = at + len(phrase)
        if not (_is_word(lower, at - 1) or _is_word(lower, end)):
            return at
        at = lower.find(phrase, at + 1)
    return -1


class Lexicon:
    """Word lists by name. A list that is missing is an empty one."""

    def __init__(self, lists: Mapping[str, WordList]) -> None:
        self._lists = lists
        self._terms: dict[str, tuple[_Terms, ...]] = {}
        self._gates: dict[str, _Terms | None] = {}
        self._words: dict[str, frozenset[str]] = {}
        self._sources: dict[str, str] = {}
        self._openers: dict[str, frozenset[str]] = {}
        self._needed: dict[str, frozenset[str]] = {}
        self._seen: dict[str, _Known] = {}
        self._heads: dict[tuple[str, str], bool] = {}
        self._opened: dict[tuple[str, ...], tuple[dict[str, frozenset[str]], frozenset[str]]] = {}

    def terms(self, name: str) -> tuple[str, ...]:
        """The terms of a list, as written."""
        found = self._lists.get(name)
        return (*found.terms, *found.added) if found else ()

    def knows(self, name: str) -> bool:
        """True for a list that there is."""
        return name in self._lists

    def value(self, list_: str, name: str) -> float:
        """A number of a list. Raises RuleError when the list has none of that name."""
        try:
            return self._lists[list_].values[name]
        except KeyError:
            raise RuleError(f"the word list '{list_}' has no value '{name}'") from None

    def words(self, name: str) -> frozenset[str]:
        """The words that the phrases of a list are made of, in lower case."""
        found = self._words.get(name)
        if found is None:
            phrases = (_lower(term) for term in self.terms(name) if not is_pattern(term))
            found = self._words[name] = frozenset(word for phrase in phrases for word in _RUN.findall(phrase))
        return found

    def openers(self, name: str) -> frozenset[str]:
        """Words of which a text that holds a term of a list has one; empty when that can't be told of every term."""
        found = self._openers.get(name)
        if found is None:
            needed = [
                needed_words(t[1:-1]) if is_pattern(t) else frozenset(_RUN.findall(_lower(t))[:1])
                for t in self.terms(name)
            ]
            told = [words for words in needed if words]
            found = self._openers[name] = frozenset().union(*told) if len(told) == len(needed) else frozenset()
        return found

    def words_of(self, text: str) -> frozenset[str]:
        """The words of a text, in lower case."""
        return self._known(text).words

    def has_added(self, name: str) -> bool:
        """True for a list to which the user has added terms."""
        return len(self._of(name)) > 1

    def has_own(self, name: str, text: str) -> bool:
        """True for a text that holds a term which the user has added to a list."""
        return any(terms.search(text, self._known(text), 0) for terms in self._of(name)[1:])

    def gate(self, name: str) -> frozenset[str] | None:
        """Words of which a text must have one to be worth searching for a list; None where there are no such words."""
        terms = self._of(name)
        gate = self._gates[name]
        return None if gate is None or len(terms) > 1 else gate.keys | terms[0].keys

    def _opens(self, name: str, text: str, known: _Known) -> bool:
        gate = self._gates[name]
        if gate is None:
            return True
        # A phrase brings its own words, so that nobody has to list them a second time.
        if not self._of(name)[0].keys.isdisjoint(known.words):
            return True
        return not gate.keys.isdisjoint(known.words) and gate.search(text, known, 0) is not None

    def search(self, name: str, text: str, start: int = 0) -> Found | None:
        """The first term of a list in a text, from an offset on."""
        known = self._seen.get(text) or self._known(text)
        best = None
        for place, terms in enumerate(self._terms.get(name) or self._of(name)):
            if terms.needed and terms.needed.isdisjoint(known.words):
                continue
            found = terms.search(text, known, start) if place or self._opens(name, text, known) else None
            if found and (best is None or found.start < best.start):
                best = found
        return best

    def within(self, name: str, text: str, start: int, end: int) -> Found | None:
        """The first term in a stretch of a text; its offsets count from where the stretch begins.

        Quicker than to search the stretch by itself: most texts have the words of no term.
        """
        needed = self._needed.get(name)
        if needed is None:
            needed = self._needed[name] = self._all_needed(name)
        if needed and needed.isdisjoint(self._known(text).words):
            return None
        return self.search(name, text[max(0, start) : end])

    def _all_needed(self, name: str) -> frozenset[str]:
        """Words of which a text that holds a term of a list has one; empty where that can't be told."""
        told = [terms.needed for terms in self._of(name)]
        return frozenset().union(*told) if all(told) else frozenset()

    def among(self, names: tuple[str, ...], text: str) -> frozenset[str]:
        """Those of several lists that may have a term in a text, by its words: to search the others is in vain."""
        opened, found = self._opened.get(names) or self._open(names)
        words = self._known(text).words
        if not words.isdisjoint(opened):
            found = found.union(*(opened[word] for word in opened.keys() & words))
        return found

    def _open(self, names: tuple[str, ...]) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
        """Which of some lists a word opens, and which can't tell."""
        opened: dict[str, frozenset[str]] = {}
        needed = {name: self._all_needed(name) for name in names}
        for name, words in needed.items():
            opened.update((word, opened.get(word, frozenset()) | {name}) for word in words)
        made = self._opened[names] = opened, frozenset(name for name, words in needed.items() if not words)
        return made

    def has(self, name: str, text: str) -> bool:
        """True when a text holds a term of a list."""
        return self.search(name, text) is not None

    def finditer(self, name: str, text: str) -> Iterator[Found]:
        """The terms of a list in a text, one after the other."""
        known, start = self._seen.get(text) or self._known(text), 0
        asked = [
            (terms, dict[str | re.Pattern[str], int]())
            for place, terms in enumerate(self._of(name))
            if not (terms.needed and terms.needed.isdisjoint(known.words)) and (place or self._opens(name, text, known))
        ]
        while True:
            found = [one for terms, ahead in asked if (one := terms.search(text, known, start, ahead)) is not None]
            if not found:
                return
            first = min(found, key=lambda one: one.start)
            yield first
            start = max(first.end, first.start + 1)

    def match(self, name: str, text: str, at: int = 0) -> Found | None:
        """The term of a list that begins at an offset."""
        known = self._known(text)
        for terms in self._of(name):
            found = terms.match(text, known, at)
            if found:
                return found
        return None

    def fullmatch(self, name: str, text: str) -> bool:
        """True when a text is a term of a list."""
        lower = _lower(text)
        for terms in self._of(name):
            run = _RUN.search(lower)
            if lower in terms.phrases.get(run.group() if run else "", ()):
                return True
            if terms.expressions and terms.pattern.fullmatch(text):
                return True
        return False

    def before(self, name: str, text: str, at: int, reach: int = 90) -> bool:
        """True when a term of a list ends at an offset, or at the blank before it; `reach` is how far back to look."""
        return any(
            compile_terms(terms.all, after=r"\s*\Z").search(text, max(0, at - reach), at) is not None
            for terms in self._of(name)
            if terms.all
        )

    def after(self, name: str, text: str, at: int) -> bool:
        """True when a term of a list begins at an offset, be it glued on ("50pages"), or after a blank or dash."""
        begin = at
        while text[begin : begin + 1] in (" ", "-", "–", "—"):
            begin += 1
        if begin > at or not _is_word(text, at - 1):
            return self.match(name, text, begin) is not None
        return self.match(name, text[at : at + _AHEAD]) is not None

    def heads(self, name: str, texts: Iterable[str]) -> bool:
        """True when any of some headings or titles holds a term; remembered, as all text below them asks."""
        for text in texts:
            known = self._heads.get((name, text))
            if known is None:
                known = self._heads[name, text] = self.has(name, text)
            if known:
                return True
        return False

    def source(self, name: str) -> str:
        """A list as the source of a regular expression, to build larger ones with."""
        found = self._sources.get(name)
        if found is None:
            parts = sorted(map(term_pattern, self.terms(name)), key=len, reverse=True)
            found = self._sources[name] = rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)" if parts else "(?!)"
        return found

    def _of(self, name: str) -> tuple[_Terms, ...]:
        found = self._terms.get(name)
        if found is None:
            given = self._lists.get(name, WordList())
            found = self._terms[name] = (_Terms(given.terms), *([_Terms(given.added)] if given.added else []))
            self._gates[name] = _Terms(self.terms(given.beside)) if given.beside else None
        return found

    def _known(self, text: str) -> _Known:
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) > _REMEMBERED:
                self._seen.clear()
            is_ascii = text.isascii()
            lower = text.lower() if is_ascii else _lower(text)
            plain = not ("  " in lower or "\n" in lower or "\t" in lower or "\xa0" in lower)
            runs = lower.encode().translate(_BLANKS).decode().split() if is_ascii else _RUN.findall(lower)
            # Posts keep these for each sentence: one string for a word, and a set copied from one has half the room.
            found = self._seen[text] = _Known(lower, frozenset(set(map(intern, runs))), plain)
        return found
