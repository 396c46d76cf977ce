"""The words of a page, as a quotation may write them: without case, accents, marks and hyphens, each with its place."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from functools import lru_cache

_UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"
"""Soft hyphens, marks without a width and accents on their own, as a class: they stand inside words."""
_TOKEN = re.compile(
    r"\[(?:\d{1,3}|[a-z]|note \d{1,3}|citation needed|edit|sic)\]"  # the mark of a note, which is no word
    r"|\((?:opens in (?:a )?new (?:tab|window))\)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>[^\W\d_](?:[^\W_]|[{_UNSEEN}]|['’ʼ‘`´](?=[^\W\d_]))*)"
    r"|(?P<sign>[%‰$€£¥&½¼¾])"
)
_SIGNS = {"%": "percent", "&": "and", "‰": "permille", "½": "half", "¼": "quarter", "¾": "threequarters"}
_DROPPED = re.compile(rf"['’ʼ‘`´{_UNSEEN}⁰¹²³⁴-⁹ᵃ-ᶻ]+")
_NOTES = re.compile(r"\d{1,2}(?:,\d{1,2})*")
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})
_ACCENT = re.compile("[\u0300-\u036f]+")
_ASIDE = 25
"""Words that may interrupt a speaker's, or stand between two paragraphs."""
_CLOSED, _OPENED = re.compile("[.,!?;:…—–]*[\"”“’'»«](?=[\\s,])"), re.compile("[\\s(][\"“„‘'«»]\\Z")
_GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


class Words:
    """The words of a text. `joined` has them all without anything between, `at[i]` is where word `i` begins there;
    `starts[i]` and `ends[i]` are its place in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self.starts, self.ends, self.at = array("L"), array("L"), array("L")
        length = 0
        for found in _TOKEN.finditer(text):
            if found.lastgroup is None or not (word := _plain(found.group())):
                continue
            self.words.append(word)
            self.starts.append(found.start())
            self.ends.append(found.end())
            self.at.append(length)
            length += len(word)
        self.at.append(length)
        self.joined = "".join(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def occurrences(self, words: str, most: int, *, is_open: bool = False) -> list[tuple[int, int]]:
        """Where words without anything between stand: first and past the last word, at most so many.

        With `is_open` the last may go on ("cook" for "cooking").
        """
        found: list[tuple[int, int]] = []
        place = self.joined.find(words) if words else -1
        tries = 0
        while place >= 0 and len(found) < most and tries < most * 4:
            tries += 1
            first, end = bisect_left(self.at, place), place + len(words)
            last = bisect_left(self.at, end)
            if self.at[first] == place and (self.at[last] == end or is_open):
                found.append((first, last))
            # The next word: a shorter step could only begin inside one.
            following = bisect_right(self.at, place)
            place = self.joined.find(words, self.at[following]) if following < len(self.at) else -1
        return found

    def cut(self, first: int, last: int) -> str:
        """The text from one word to before another, on one line."""
        if first >= last:
            return ""
        return " ".join(self.text[self.starts[first] : self.ends[last - 1]].split())

    def is_mark(self, index: int) -> bool:
        """True for a number glued to the end of a sentence or a clause: "fell in April.3", which is that of a note."""
        word, start = self.words[index], self.starts[index]
        if len(word) > 8 or not _NOTES.fullmatch(word) or start < 2:
            return False
        before, after = self.text[start - 2 : start], self.text[self.ends[index] : self.ends[index] + 1]
        return before[1] in '.,;:!?"”’)' and (before[0].isalpha() or before[0] in '.!?"”’%)') and not after.isalnum()

    def is_between(self, first: int, last: int) -> bool:
        """True for words that stand between those of a speaker or of an article: whole lines, such as a caption between
        paragraphs, and what interrupts somebody's words (“We never paint,” she says, “before Easter.”)."""
        before = self.text[self.ends[first - 1] if first else 0 : self.starts[first]]
        after = self.text[self.ends[last - 1] : self.starts[last] if last < len(self.words) else len(self.text)]
        if last - first > _ASIDE:
            return False
        if "\n" in before and "\n" in after:
            return True
        return _CLOSED.match(before) is not None and _OPENED.search(after) is not None


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    if word in _SIGNS:
        return _SIGNS[word]
    if word.isascii():
        if word[0].isdigit():
            return word.replace(",", "") if _GROUPED.fullmatch(word) else word
        return word.lower().replace("'", "").replace("`", "")
    word = unicodedata.normalize("NFKC", _DROPPED.sub("", word)).casefold().translate(_LETTERS)
    return _ACCENT.sub("", unicodedata.normalize("NFD", word))


_BRITISH = re.compile(
    r"(?<=[a-z]{3})(?:our(?=s?$|ed$|ing$|ful|able|ite)|is(?=e[sd]?$|ing$|ations?$)|ys(?=e[sd]?$|ing$))"
)
_AMERICAN = {"our": "or", "is": "iz", "ys": "yz"}
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()


@lru_cache(maxsize=20_000)
def _house(word: str) -> str:
    """A word in the spelling of one house: American, small numbers in digits."""
    if word in _NUMBERS:
        return str(_NUMBERS.index(word))
    return _BRITISH.sub(lambda found: _AMERICAN[found.group()], word)


def alike(own: str, given: str) -> bool:
    """True when a word of a quotation is one of the page: in another house's spelling, or with the number of a note
    glued to it there."""
    if own == given or _house(own) == _house(given):
        return True
    tail = given[len(own) :]
    return given.startswith(own) and own.isalpha() and tail.isdigit() and len(tail) <= 2
