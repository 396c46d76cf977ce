"""Cue lists as patterns: what `rules/vocabulary/*.yaml` says, ready to search with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from contentlint.errors import RuleError

_NOTHING = re.compile(r"(?!)")


def term_pattern(term: str) -> str:
    """The regular expression of one term: what stands between slashes as it is, else the words of a phrase."""
    if len(term) > 2 and term.startswith("/") and term.endswith("/"):
        return f"(?:{term[1:-1]})"
    return r"\s+".join(re.escape(word) for word in term.replace("’", "'").split())


@lru_cache(maxsize=256)
def compile_terms(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for a whole list, letter case ignored, at word limits; matches nothing for an empty list.

    Raises RuleError for a term that is no regular expression.
    """
    if not terms:
        return _NOTHING
    # Longest first: alternation takes the first that fits, and "a study" must not hide "a study by".
    parts = sorted((term_pattern(term) for term in terms), key=len, reverse=True)
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE)
    except re.error as error:
        bad = next((t for t in terms if not _compiles(t)), "")
        raise RuleError(f"the vocabulary term {bad!r} is no regular expression: {error}") from error


def _compiles(term: str) -> bool:
    try:
        re.compile(term_pattern(term))
    except re.error:
        return False
    return True


class Lexicon:
    """The cue lists by name. A list that is missing is an empty one: a user may have taken it out."""

    def __init__(self, vocabulary: Mapping[str, tuple[str, ...]]) -> None:
        self._terms = {name: tuple(terms) for name, terms in vocabulary.items()}
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._heads: dict[str, dict[str, bool]] = {}
        self._words: dict[str, frozenset[str]] = {}

    def pattern(self, name: str) -> re.Pattern[str]:
        """The pattern of a list."""
        found = self._patterns.get(name)
        if found is None:
            found = self._patterns[name] = compile_terms(self._terms.get(name, ()))
        return found

    def words(self, name: str) -> frozenset[str]:
        """The terms of a list of single words, in lower case: to ask fast whether a pattern is worth trying."""
        found = self._words.get(name)
        if found is None:
            found = self._words[name] = frozenset(term.lower() for term in self._terms.get(name, ()))
        return found

    def search(self, name: str, text: str) -> re.Match[str] | None:
        """The first match of a list in a text."""
        return self.pattern(name).search(text)

    def has(self, name: str, text: str) -> bool:
        """True when a text holds a term of a list."""
        return self.pattern(name).search(text) is not None

    def heads(self, name: str, texts: Iterable[str]) -> bool:
        """The same of headings and titles, any of them; remembered, as all text below them asks."""
        known = self._heads.setdefault(name, {})
        for text in texts:
            if text not in known:
                known[text] = self.has(name, text)
            if known[text]:
                return True
        return False
