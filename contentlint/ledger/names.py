"""The names of thousands of subjects, found in a text in one pass.

A name is looked up by its first word among the words of the text, then piece by piece in a tree, so that a text costs
as much as the few names whose first word it has. Blanks and hyphens are one: "GPT-4" is also "GPT 4" and "GPT4". The
longest name wins, and none is a part of a longer word, number or version: "GPT-4" is neither in "GPT-4o" nor in
"GPT-4.1".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate

from contentlint.guard.records import dataclass, field, replace
from contentlint.ledger.model import Name
from contentlint.post.scopes import Scope, Stretch
from contentlint.text.forms import STOP
from contentlint.text.spans import Span

_PIECE = re.compile(r"[^\W\d_]+|\d+|[^\w\s‐-–·-]")
_LOOSE = re.compile(r"[ \n\t\u00a0\u202f]{0,3}[‐-–·-]?[ \n\t\u00a0\u202f]{0,3}")
"""What may stand between two pieces that are not written together: blanks, a hyphen or dash."""
_KIND = re.compile(r"[ \u00a0](?P<word>[A-Z][A-Za-z]*[a-z])(?!\w)")
_RUN = re.compile(r"[^\W_]+")
_SPACE = frozenset(" \n\t\u00a0\u202f")
_HYPHENS = frozenset("-‐‑")
_TIED = frozenset(
    "based powered style like level class only compatible driven generated written free less era built made backed "
    "assisted enabled related specific first only ready trained".split()
)
"""Words that a hyphen ties to a name without making another name of it: "GPT-4-based"."""
_SIZE = re.compile(r"\d{1,4}(?:x\d{1,3})?[a-z]", re.IGNORECASE)
"""How much of it there is, behind a hyphen: "Kettle-3-40L" is a Kettle 3."""
_TELLS_ALONE = 4
"""Letters from which on a kind is known without its maker: "Mini 3.5", but not "Pro 1.5"."""
_IN_WORD = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
_VERSIONED = re.compile(
    r"(?P<maker>[^\W\d_]{3,}+)[ -](?P<version>\d{1,3}(?:\.\d{1,3}){0,2})[ -](?P<kind>[^\W\d_]{3,}+)"
)
"""A name of a maker's line, a version, and which of that version it is."""


@dataclass(frozen=True, slots=True)
class Named:
    """A name where it stands: offsets count from the beginning of the stretch's text."""

    name: Name
    stretch: Stretch
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its place in the source."""
        return self.stretch.span(self.start, self.end)

    @property
    def words(self) -> str:
        """As it is written, on one line."""
        return " ".join(self.stretch.text[self.start : self.end].split())


@dataclass(slots=True)
class _Node:
    """A place in the tree of names: what may follow, by whether it is tied loosely and by the piece in lower case."""

    below: dict[tuple[bool, str], _Node] = field(default_factory=dict)
    names: list[tuple[Name, tuple[str, ...], bool]] = field(default_factory=list)
    """Names that end here, with their pieces, and whether the word that says of which kind it is was left out."""


@lru_cache(maxsize=1 << 15)
def normal(text: str) -> str:
    """A name by which it is compared: its pieces in lower case."""
    return " ".join(piece for _, piece in _pieces(text)).lower()


def _pieces(text: str) -> list[tuple[bool, str]]:
    """The pieces of a name, each with whether it is tied loosely to the one before."""
    found: list[tuple[bool, str]] = []
    at = 0
    for match in _PIECE.finditer(text):
        found.append((bool(found) and match.start() > at, match.group()))
        at = match.end()
    return found


def spellings(names: Iterable[Name]) -> Iterator[Name]:
    """Names by which old things are called as well: without the hyphen in a word, "KettlE" of "Kettl-E", and of those
    with a version "Kettle 3.5" and "Mini 3.5" of "Kettle 3.5 Mini".

    A name without what follows its version only where all names that begin so are old.
    """
    own = list(names)
    taken = {normal(name.text) for name in own}
    today = {begin for name in own if name.role == "current" for begin in _beginnings(normal(name.text))}
    for name in own:
        if name.role == "current":
            continue
        ways = [_IN_WORD.sub("", name.text)]
        if (match := _VERSIONED.fullmatch(name.text)) is not None:
            maker, version, kind = match.group("maker", "version", "kind")
            short = f"{maker} {version}"
            ways.append(f"{maker} {kind} {version}")
            if len(kind) >= _TELLS_ALONE:
                ways.append(f"{kind} {version}")
            if normal(short) not in today:
                ways.append(short)
        for way in ways:
            if (key := normal(way)) not in taken:
                taken.add(key)
                yield replace(name, text=way, way_of=name.text)


def _beginnings(words: str) -> Iterator[str]:
    return accumulate(words.split(), "{} {}".format)


class NameIndex:
    """Names made ready to be found."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._root = _Node()
        self._openers: dict[str, str] = {}
        for name in names:
            self._add(name)
        self._keys = frozenset(self._openers)

    def _add(self, name: Name) -> None:
        pieces = _pieces(name.text)
        node = self._root
        for is_loose, piece in pieces:
            node = node.below.setdefault((is_loose, piece.lower()), _Node())
        node.names.append((name, tuple(piece for _, piece in pieces), _is_short(name)))
        first = next((number for number, (_, piece) in enumerate(pieces) if piece.isalnum()), 0)
        before = "".join(piece for _, piece in pieces[:first])
        run = ""
        # The words of a text may have the first piece alone, or with those that can be written together with it.
        for number, (is_loose, piece) in enumerate(pieces[first:]):
            if not piece.isalnum() or (number and is_loose and not _may_touch(pieces[first + number - 1][1], piece)):
                break
            run += piece.lower()
            self._openers[run] = before
        self._openers[run + "s"] = before

    def find(self, scope: Scope) -> list[Named]:
        """The names in a part of a post, in order; of those that overlap the first, of equal begin the longest."""
        found: list[tuple[int, int, Name]] = []
        for word in self._keys & scope.words:
            before = self._openers[word]
            for at in _occurrences(scope.lower, before + word):
                found += self._at(scope.text, at)
        found.sort(key=lambda one: (one[0], -one[1]))
        kept, last = [], 0
        for start, end, name in found:
            if start < last:
                continue
            last = end
            number = scope.number_at(start)
            first = scope.bounds(number)[0]
            kept.append(Named(name, scope.stretches[number], start - first, end - first))
        return kept

    def _at(self, text: str, start: int) -> Iterator[tuple[int, int, Name]]:
        """The longest name that begins at an offset."""
        if _goes_on_before(text, start):
            return
        best: tuple[int, Name] | None = None
        waiting = [(self._root, start)]
        while waiting:
            node, at = waiting.pop()
            for name, pieces, is_short in node.names:
                if (
                    (best is None or at > best[0])
                    and not _goes_on_after(text, start, at)
                    and not (is_short and kind_behind(text, at))
                    and _is_cased(pieces, text[start:at])
                ):
                    best = at, name
            waiting += _steps(node, text, at, at == start)
        if best is not None:
            yield start, best[0], best[1]


def _is_short(name: Name) -> bool:
    """True for the beginning of a name: "Kettle 3" of "Kettle 3 Mini"."""
    return bool(name.way_of) and f"{normal(name.way_of)} ".startswith(f"{normal(name.text)} ")


def kind_behind(text: str, end: int) -> str:
    """The word with a capital behind a name that may say which kind of it is meant: "Mini" of "Kettle 3 Mini"; "" for
    none."""
    found = _KIND.match(text, end)
    return found["word"] if found and found["word"].lower() not in STOP else ""


def _steps(node: _Node, text: str, at: int, is_first: bool) -> Iterator[tuple[_Node, int]]:
    """The places in the tree that the text leads to."""
    if not node.below:
        return
    loose = _LOOSE.match(text, at)
    gap = loose.end() if loose and not is_first else at
    piece = _PIECE.match(text, gap)
    if piece is None:
        return
    word = piece.group().lower()
    if gap == at:
        if (below := node.below.get((False, word))) is not None:
            yield below, piece.end()
        if not is_first and (below := node.below.get((True, word))) is not None and _may_touch(text[at - 1], word):
            yield below, piece.end()
    elif (below := node.below.get((True, word))) is not None:
        yield below, piece.end()


def _may_touch(before: str, after: str) -> bool:
    """True for pieces that are also written without a gap: letters and a number, "GPT4"."""
    return before[-1:].isdigit() != after[:1].isdigit() and before[-1:].isalnum() and after[:1].isalnum()


def _is_cased(pieces: tuple[str, ...], written: str) -> bool:
    """True when a name has its capitals: "Atom" is none in "atom". One with a number can be no other word."""
    if any(piece.isdigit() for piece in pieces):
        return True
    found = _PIECE.findall(written)
    return all(
        own[:1] == other[:1] or not own[:1].isupper() for own, other in zip(pieces, found, strict=False)
    )  # fmt: skip


def _occurrences(text: str, word: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _chunk(text: str, start: int, end: int) -> str:
    """What stands around a stretch without a blank."""
    while start > 0 and text[start - 1] not in _SPACE:
        start -= 1
    while end < len(text) and text[end] not in _SPACE:
        end += 1
    return text[start:end]


def _goes_on_before(text: str, start: int) -> bool:
    """True where a word, an address, a handle or a path goes on to the left."""
    before = text[start - 1 : start]
    if not before:
        return False
    if before == "/":
        return _is_path(_chunk(text, start, start))
    return before.isalnum() or before in "_@#\\$." or before in _HYPHENS


def _goes_on_after(text: str, start: int, end: int) -> bool:
    """True where a word, a number, a version, an address or another name goes on to the right."""
    after = text[end : end + 1]
    if after == "s" and not text[end + 1 : end + 2].isalnum():
        return False
    if after.isalnum() or after == "_":
        return True
    if after in (".", "@", "\\"):
        return text[end + 1 : end + 2].isalnum()
    if after == "/":
        return _is_path(_chunk(text, start, end))
    if after in _HYPHENS and after:
        word = _RUN.match(text, end + 1)
        return word is not None and word.group().lower() not in _TIED and not _SIZE.fullmatch(word.group())
    return False


def _is_path(chunk: str) -> bool:
    """True for an address or a path; "X/Twitter" and "GPT-3.5/4" are two names."""
    parts = chunk.strip("()[]{},;:!?\"'“”‘’.*").split("/")
    return len(parts) != 2 or not all(part[:1].isupper() or part[:1].isdigit() for part in parts) or "@" in chunk
