"""The running text of a post: the sentences whose reading can be judged."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.post import Post
from contentlint.sentences import Sentence
from contentlint.text import OBJECT

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
