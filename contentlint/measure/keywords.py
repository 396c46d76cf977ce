"""The keyword that a post is written for, and where its words stand.

Words are compared without case, accents, endings and small words, so that "prompts for marketing" is found in
"Marketing Prompts" where any order will do, and in "prompts in marketing" where the phrase is asked for; "fine-tune" is
found in "fine-tuning".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from contentlint.guard.records import dataclass
from contentlint.post.frontmatter import Field
from contentlint.post.post import Post
from contentlint.text.spans import Span

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(
    "a an the and or for to of in on at by with from as is are be it its this that your you my our how what why when "
    "do does can vs versus &".split()
)
_PLURAL = 3
"""Letters that a word must have before an ending."""
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLED = re.compile(r"([bdgmnprt])\1\Z")


class Token(NamedTuple):
    """A word of a text: its form to compare by, and where it stands."""

    stem: str
    start: int
    end: int

    @property
    def is_small(self) -> bool:
        """True for a word that says little by itself."""
        return self.stem in _SMALL


_LETTER = "[0-9A-Za-zÀ-ɏͰ-ӿ]"
"""A letter of a script that has blanks between its words."""


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword as a post gives it, and its place."""

    text: str
    span: Span

    @property
    def stems(self) -> tuple[str, ...]:
        """The words that must be found: all but the small ones, unless there are no others."""
        found = tokens(self.text)
        return tuple(t.stem for t in found if not t.is_small) or tuple(t.stem for t in found)


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """A word without case, accents, and the endings of its forms: plural, genitive, past, -ing."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").removesuffix("'s").removesuffix("'")
    if word.endswith("s") and word[:-1].isupper() and len(word) > 2:
        return plain[:-1]  # "PCs"
    if len(plain) > _PLURAL + 1 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > _PLURAL and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        plain = plain[:-1]
    return _of_verb(plain)


def _of_verb(word: str) -> str:
    """A word without the ending of a verb, and without its last e, which gives way to one: tune, tuned, tuning."""
    for ending in ("ing", "ed", "e"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _PLURAL and _VOWEL.search(rest) is not None:
            return rest[:-1] if ending != "e" and _DOUBLED.search(rest) is not None else rest
    return word


def tokens(text: str) -> list[Token]:
    """The words of a text; what a hyphen joins is two."""
    return [Token(stem(found.group()), *found.span()) for found in _WORD.finditer(text)]


def of_post(post: Post, keys: Sequence[str]) -> list[Keyword]:
    """The keywords under the first of the keys that the post has, the first one first. `seo.keyword` is a key in a
    key; a text with commas has several."""
    for key in keys:
        path = tuple(key.split("."))
        found = [
            keyword
            for entry in post.front_matter
            if entry.path == path or (entry.path[:-1] == path and isinstance(entry.path[-1], int))
            for keyword in _of_entry(entry)
        ]
        if found:
            return found
    return []


def _of_entry(entry: Field) -> Iterator[Keyword]:
    if entry.prose is None:
        return
    at = 0
    for part in entry.prose.text.split(","):
        start = at + len(part) - len(part.lstrip())
        if tokens(part):
            yield Keyword(part.strip(), entry.prose.span(start, at + len(part.rstrip())))
        at += len(part) + 1


def has_words(text: str, keyword: Keyword) -> bool:
    """True for a text that has the keyword's words, in any order, or the keyword as it is written."""
    if re.search(rf"(?<!{_LETTER}){re.escape(keyword.text)}(?!{_LETTER})", text, re.IGNORECASE):
        return True
    return set(keyword.stems) <= {token.stem for token in tokens(text)}


def phrases(text: str, keyword: Keyword) -> Iterator[tuple[int, int]]:
    """Where the keyword stands as a phrase: its words in its order, with nothing but small words between."""
    wanted = keyword.stems
    every = tokens(text)
    found = [t for t in every if not t.is_small] if not set(wanted) <= _SMALL else every
    at = 0
    while at + len(wanted) <= len(found):
        if all(found[at + step].stem == stem for step, stem in enumerate(wanted)):
            yield found[at].start, found[at + len(wanted) - 1].end
            at += len(wanted)
        else:
            at += 1
