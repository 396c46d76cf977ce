"""Text fragments: the words that a link wants shown and marked on its page (`#:~:text=…`).

By WICG's "URL Fragment Text Directives": each parameter is looked for as whole words, whatever the case, the accents
and the white space. Where the standard asks for more than a text can tell (that a parameter lies in one block, where a
language without blanks ends its words), words count as found: who says that they are missing must be right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from contentlint.guard.records import dataclass

DELIMITER = ":~:"
"""What stands between the fragment proper and its directives."""

_QUOTES = str.maketrans({**dict.fromkeys("‘’‚‛´`ʼ′", "'"), **dict.fromkeys("“”„‟″«»", '"')})
"""Browsers take quotation marks for one another, as their search in a page does."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]|[^\0-\uffff]")
"""Characters between which a word may end without a blank."""


@dataclass(frozen=True, slots=True)
class Directive:
    """One `text=` of a fragment, decoded: from `start` to `end` (or `start` alone), between `prefix` and `suffix`."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""

    @property
    def words(self) -> str:
        """What is to be marked, as a message may name it."""
        return f"{self.start} … {self.end}" if self.end else self.start

    def is_in(self, text: str) -> bool:
        """Whether a page with that text has the words."""
        page = _folded(text)
        start, end, prefix, suffix = map(_folded, (self.start, self.end, self.prefix, self.suffix))
        if not start or bool(self.end) > bool(end):
            return True  # nothing but blanks and marks: nobody can say that they are missing
        for own in _starts(page, start, prefix):
            after = own + len(start)
            if not end:
                if _ends(page, after, suffix):
                    return True
            elif _is_edge(page, after):  # an end that does not come after this start comes after none further on
                return any(_ends(page, at + len(end), suffix) for at in _found(page, end, after))
        return False


def parse(fragment: str) -> tuple[str, tuple[Directive, ...]]:
    """The fragment proper, as it is written, and its text directives; what is no such directive is left out."""
    plain, mark, directives = fragment.removeprefix("#").partition(DELIMITER)
    if not mark:
        return plain, ()
    found = (_directive(one[5:]) for one in directives.split("&") if one.startswith("text="))
    return plain, tuple(one for one in found if one is not None)


def _directive(value: str) -> Directive | None:
    """One directive; None for what browsers take for none."""
    parts = value.split(",")
    prefix = suffix = ""
    if len(parts) > 1 and parts[0].endswith("-"):
        prefix = parts.pop(0)[:-1]
    if len(parts) > 1 and parts[-1].startswith("-"):
        suffix = parts.pop()[1:]
    if not 1 <= len(parts) <= 2 or not all(parts) or parts[0].endswith("-") or parts[-1].startswith("-"):
        return None
    start, end = (*parts, "")[:2]
    return Directive(*(unquote(part) for part in (start, end, prefix, suffix)))


def _folded(text: str) -> str:
    """A text as it is compared: no case, accents or unseen characters, one blank for white space, equal quotes."""
    plain = _UNSEEN.sub("", text).translate(_QUOTES)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join(plain.casefold().split())


def _found(page: str, words: str, begin: int = 0) -> Iterator[int]:
    """Where words begin that stand at the edge of a word there."""
    at = page.find(words, begin)
    while at >= 0:
        if _is_edge(page, at):
            yield at
        at = page.find(words, at + 1)


def _starts(page: str, start: str, prefix: str) -> Iterator[int]:
    if not prefix:
        yield from _found(page, start)
        return
    for before in _found(page, prefix):
        at = _blanks(page, before + len(prefix))
        if page.startswith(start, at):
            yield at


def _ends(page: str, at: int, suffix: str) -> bool:
    """Whether what was found may end here: before the suffix, or without one at the edge of a word."""
    if not suffix:
        return _is_edge(page, at)
    at = _blanks(page, at)
    return page.startswith(suffix, at) and _is_edge(page, at + len(suffix))


def _blanks(page: str, at: int) -> int:
    return at + 1 if page[at : at + 1] == " " else at


def _is_edge(page: str, at: int) -> bool:
    """Whether a word may begin or end at this place."""
    beside = page[max(at - 1, 0) : at + 1]
    if at <= 0 or at >= len(page) or not all(c.isalnum() or c == "_" for c in beside):
        return True
    return _UNSPACED.search(beside) is not None
