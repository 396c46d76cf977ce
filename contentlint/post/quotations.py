"""What of a post's blocks stands in quotation marks: words of somebody else in the writer's sentences."""

from __future__ import annotations

from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.quotes import marked
from contentlint.text.spans import Span, Taken

_OPENING = ('"', "“", "«")
_NOTHING = Taken(())


def quoted(post: Post, block: int) -> Taken:
    """The stretches of a block's prose that stand in quotation marks, over several sentences as well.

    A quotation of several paragraphs opens each and closes the last only: all of one that is followed by another of
    the kind is quoted.
    """
    return post.fact(("post.quoted", block), lambda p: _quoted(p.document.blocks, block))


def _quoted(blocks: tuple[Block, ...], number: int) -> Taken:
    text = blocks[number].prose.text
    if not any(mark in text for mark in "\"“”„‟«»‹›‘’‚'「『"):
        return _NOTHING
    found = [Span(one.start, one.end) for one in marked(text)]
    if text.lstrip().startswith(_OPENING) and not (found and found[0].start <= len(text) - len(text.lstrip()) + 1):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        if after is not None and after.kind == blocks[number].kind and after.prose.text.lstrip().startswith(_OPENING):
            return Taken((Span(0, len(text)),))
    return Taken(found)
