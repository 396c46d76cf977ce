"""The running text of a post: the sentences whose reading can be judged."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from contentlint.post.post import Post
from contentlint.text.sentences import Sentence
from contentlint.text.spans import OBJECT

_URL = re.compile(r"(?:https?://|www\.)\S+")
_WORD = re.compile(r"[^\W_]+(?:['’\-‑][^\W_]+)*")
_ENDS = (".", "!", "?", "…")
_CLOSING = "\"'”’)]*_»"


def plain_sentences(post: Post) -> Iterator[Sentence]:
    """The sentences of paragraphs and of list items that are whole sentences.

    Not of headings, tables, code, raw HTML, footnotes and quotations: they are no running text, or not the
    writer's own.
    """
    blocks = post.document.blocks
    for sentence in post.sentences:
        block = blocks[sentence.block]
        if block.kind != "paragraph":
            continue
        if any(block.inside(kind) for kind in ("quote", "table", "footnote")):
            continue
        if block.inside("item") and not sentence.text.rstrip().rstrip(_CLOSING).endswith(_ENDS):
            continue
        yield sentence


def words(text: str) -> list[str]:
    """The words of a stretch of prose: a URL, a code span or an image counts as one short word.

    A word is letters and digits, with the hyphens and apostrophes inside it.
    """
    return _WORD.findall(_URL.sub("it", text).replace(OBJECT, " it "))


def is_english(words: Iterable[str], common: Collection[str], share: float) -> bool:
    """True when at least `share` of `words` are among `common`, words that are English and of no other language.

    In English running text of any kind they are over a tenth of all words, in other languages next to none. A text
    that mixes English terms into another script is not English: four words in five must begin with a Latin letter or
    a digit.
    """
    many = latin = known = 0
    for word in words:
        many, latin, known = many + 1, latin + (word[0] < "\u0250"), known + (word.lower() in common)
    return latin >= 0.8 * many and known >= share * many


def automated_readability(characters: float, length: float) -> float:
    """Automated Readability Index (Senter and Smith 1967, AMRL-TR-66-220), a U.S. school grade.

    Of characters a word and words a sentence.
    """
    return 4.71 * characters + 0.5 * length - 21.43
