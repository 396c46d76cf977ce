"""Which sentences of a post are running text: words that its writer could have put otherwise.

Licence texts, entries of a list of sources, what was pasted from a terminal, verses and tables without marks stand in
paragraphs, too, but nobody may or can make two sentences of them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from typing import Protocol

from contentlint.post.post import Post
from contentlint.post.prose import plain_sentences
from contentlint.text.sentences import Sentence
from contentlint.text.spans import OBJECT, Prose


class Lists(Protocol):
    """Word lists by name."""

    def has(self, name: str, text: str) -> bool:
        """True when a text holds a term of a list."""

    def fullmatch(self, name: str, text: str) -> bool:
        """True when a text is a term of a list."""


_FEW_LEGAL, _LEGAL_SHARE = 3, 0.2
"""How many sentences of a section have words of the law when it is a legal text, and which share of them."""

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")

# Where a reader can rest: a line break, a semicolon, the number or mark of an item in a running list, a slash between
# verses.
_REST = re.compile(r"[\n;]|\(?(?<!\w)\d{1,2}\)\s|[•·▪►→✓✔✅❌]|\s/\s")

_WORD = re.compile(r"[\"'“‘(\[*_~<]*(?:[^\W\d_]+(?:['’/–—-][^\W\d_]+)*['’]?|(?:[^\W\d_]\.)+)[\"'”’)\]*_~>.,;:!?…]*")
_CAMEL = re.compile(r"[a-z]+[A-Z]")
_NUMBER = re.compile(r"[$€£(~+–-]*\d[\d.,:/–]*[%×°]?[^\W\d_]{0,3}[\"'”’)\].,;:!?…]*")
_NEUTRAL = re.compile(rf"[-–—&+]|\S*(?:{OBJECT}|https?:|www\.)\S*")
_CODE_SHARE, _LOUD_SHARE = 0.25, 0.4
"""Share of what is neither word nor number from which a stretch is code or a log: a call in prose is one in ten."""

_ENTRY = re.compile(
    r"\W*(?:\[\w{1,12}\]|(?:\d{1,3}[.)]\s+)?(?:"
    r"[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?,? (?:[A-Z]\.[ -]?)+\s*(?:[,;&(.]|and\b)"
    r"|(?:[A-Z]\.[ -]?){1,4}[^\W\d_][\w'’-]+(?:[,;&(]| and\b)))"
)
"""How an entry of a list of sources begins: "Adams, B. C., …", "[3] B. Adams …"."""

_ITEM_END = re.compile(r"[,;|•·&\n]|(?<=\s)/(?=\s)|\band\b")
_NAME = re.compile(rf"[\"'“‘(#]*(?:@\w|[^\W\d_a-z]|\d|{OBJECT})")
_PARTICLE = re.compile(r"(?:d[aeiu]|de[lnr]|v[ao]n|der|la|le|bin|al|el|the)\b")
_CREDIT = re.compile(r"f(?:or|rom)|of|at|in|on|with|who|as")
_FEW_NAMES, _FEW_WORDS = 4, 8

_SEPARATE = re.compile(r"\s*(?:[^\W\d_a-zß-ÿ]|\d|[-*•$>#%|<{}@+=~/\\:→]|--)")
_SHORT_LINE = 45
_GAP = re.compile(r"\S(?:\t|\s{3,})\S")


def is_running(post: Post, sentence: Sentence, lists: Lists) -> bool:
    """False for a sentence that is part of something else than the writer's running text."""
    text = sentence.text
    if _is_shouted(text) or _is_code(text) or _is_quoted(text):
        return False
    if lists.has("legal-phrases", " ".join(text.split())) or _is_entry(post, sentence, lists):
        return False
    if sum(_GAP.search(line) is not None for line in sentence.span.cut(post.text).splitlines()) >= 3:
        return False  # a table without marks
    headings = _above(post)[sentence.block]
    if headings in post.fact("running.legal", lambda post: _legal_sections(post, lists)):
        return False
    return not any(
        lists.fullmatch(name, heading) for heading in headings for name in ("legal-headings", "reference-headings")
    )


def stretches(post: Post, sentence: Sentence, lists: Lists) -> list[str]:
    """The parts of a sentence between two rests, without the names and handles that it enumerates."""
    return [_without_names(part) for line in lines(post, sentence, lists) for part in _REST.split(line)]


def lines(post: Post, sentence: Sentence, lists: Lists) -> list[str]:
    """The lines of a sentence where each stands for itself: verses, commands, entries; else all of it as one."""
    found = _written_lines(post.document.blocks[sentence.block].prose, sentence, post.text)
    later = [line for line in found[1:] if line.strip()]
    if len(later) < 3:
        return [sentence.text]
    alone = sum(_stands_alone(line, lists) for line in later)
    is_short = len(later) >= 5 and max(map(len, found)) <= _SHORT_LINE
    return found if is_short or alone >= 0.7 * len(later) else [sentence.text]


def _stands_alone(line: str, lists: Lists) -> bool:
    return _SEPARATE.match(line) is not None or lists.fullmatch("commands", line.split(maxsplit=1)[0])


def _written_lines(prose: Prose, sentence: Sentence, source: str) -> list[str]:
    """The sentence cut where the source has a line break, soft ones too."""
    cuts = [sentence.start]
    for piece in prose.pieces[max(0, bisect_right(prose.pieces, sentence.start, key=lambda p: p.at) - 1) :]:
        if piece.at >= sentence.end:
            break
        written = source[piece.start : piece.end]
        if "\n" not in written:
            continue
        if len(written) != piece.length:
            cuts.append(piece.at)
        else:
            cuts += [piece.at + at for at, char in enumerate(written) if char == "\n"]
    cuts = [cut for cut in cuts if sentence.start <= cut < sentence.end]
    return [prose.text[a:b] for a, b in zip(cuts, [*cuts[1:], sentence.end], strict=True)]


def _is_shouted(text: str) -> bool:
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= 40 and sum(map(str.isupper, letters)) >= 0.7 * len(letters)


def _is_code(text: str) -> bool:
    """True for what was pasted from a terminal, a log or a program, and for rows of a table that lost its head."""
    tokens = [token for token in text.split() if not _NEUTRAL.fullmatch(token)]
    odd = sum(not (_NUMBER.fullmatch(t) or (_WORD.fullmatch(t) and not _CAMEL.match(t))) for t in tokens)
    # A query has its own words in capitals; prose has an abbreviation now and then.
    loud = sum(len(t) > 1 and t.isupper() and t.isalpha() for t in tokens)
    return odd >= max(3, _CODE_SHARE * len(tokens)) or odd + loud >= max(3, _LOUD_SHARE * len(tokens))


def _is_quoted(text: str) -> bool:
    """True for one that stands in quotation marks as a whole: it was said or written by somebody else."""
    return (text[0], text[-1]) in (("“", "”"), ('"', '"'), ("«", "»")) and not set(text[1:-1]) & set('“”"«»')


def _is_entry(post: Post, sentence: Sentence, lists: Lists) -> bool:
    text = post.document.blocks[sentence.block].prose.text
    return _ENTRY.match(text) is not None and lists.has("citation-marks", text)


def _above(post: Post) -> list[tuple[str, ...]]:
    """For each block the title of the post and the headings that it stands under, without marks and numbers."""
    return post.fact("running.above", _headings_above)


def _legal_sections(post: Post, lists: Lists) -> frozenset[tuple[str, ...]]:
    """The sections, by the headings that they stand under, that are a legal text as a whole, by the words in it."""
    every: Counter[tuple[str, ...]] = Counter()
    legal: Counter[tuple[str, ...]] = Counter()
    for sentence in plain_sentences(post):
        headings = _above(post)[sentence.block]
        every[headings] += 1
        legal[headings] += lists.has("legal-phrases", " ".join(sentence.text.split()))
    return frozenset(s for s, count in legal.items() if count >= max(_FEW_LEGAL, _LEGAL_SHARE * every[s]))


def _headings_above(post: Post) -> list[tuple[str, ...]]:
    title = post.front_matter.get("title")
    first = (_EDGES.sub("", title.value),) if title is not None and isinstance(title.value, str) else ()
    above: list[tuple[int, str]] = []
    found = []
    for block in post.document.blocks:
        if block.kind == "heading":
            above = [one for one in above if one[0] < block.level]
            above.append((block.level, " ".join(_EDGES.sub("", block.prose.text).split())))
        found.append((*first, *(text for _, text in above)))
    return found


def _without_names(text: str) -> str:
    """A text without the names, handles and single words that are listed in it, one after the other."""
    kept: list[str] = []
    run: list[tuple[str, str]] = []  # the items so far, and what parts each from the next

    def close() -> None:
        names = sum(_is_name(item) for item, _ in run)
        listed = [item for item, _ in run if item.strip()]
        if names < _FEW_NAMES and len(listed) < _FEW_WORDS:
            kept.extend(item + end for item, end in run)
        else:
            kept.append(" ")
        run.clear()

    at = 0
    for end in (*_ITEM_END.finditer(text), None):
        item, mark = text[at : end.start() if end else len(text)], end[0] if end else ""
        at = end.end() if end else len(text)
        if not _is_name(item) and len(item.split()) > 1:
            close()
            kept.append(item + mark)
        else:
            run.append((item, mark))
    close()
    return "".join(kept)


def _is_name(item: str) -> bool:
    """True for "Ann de Vries (seeds)", "@kim", "Bo Chen for the nails", "2 eggs", "kettle 1.4"."""
    parts = item.split()
    if not parts or len(parts) > 8:
        return False
    for at, part in enumerate(parts):
        if _NAME.match(part):
            continue
        if at and _CREDIT.fullmatch(part):
            return True
        if not at or not (_PARTICLE.match(part) or part[0] == "(" or part[-1] == ")"):
            return len(parts) == 2 and any(part[0].isdigit() for part in parts)
    return True
