"""The words of a post's body, and where the first so many of them end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT, Prose, Span

NAMED: Mapping[str, tuple[str, ...]] = {
    "title": ("seoTitle", "seo_title", "metaTitle", "title"),
    "description": ("metaDescription", "seoDescription", "description", "summary", "excerpt"),
}
"""Keys of the front matter by what they are for, the first that a post has counts."""
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Letters of scripts without blanks between words."""
_LETTER = rf"[^\W_{_UNSPACED}]"
_WORD = re.compile(rf"(?:https?://|www\.)\S+|{OBJECT}|{_LETTER}+(?:['’\-‑]{_LETTER}+)*|[{_UNSPACED}]")
"""A word, as `post.prose` has it: an address, a code span or an image is one. In a script without blanks between words
each sign counts, as in word processors."""


def text_of(post: Post, name: str) -> Prose | None:
    """A text of the front matter: `title`, `description`, or what has that key; None for none, or an empty one."""
    for key in NAMED.get(name, (name,)):
        entry = post.front_matter.get(key)
        if entry is not None and entry.prose is not None and entry.prose.text.strip():
            return entry.prose
    return None


def whole(prose: Prose) -> Span:
    """Where a text that is not empty stands, without the blanks around it."""
    start = len(prose.text) - len(prose.text.lstrip())
    return prose.span(start, len(prose.text.rstrip()))


def texts(post: Post, *, own: bool = False) -> Iterator[tuple[int, Block]]:
    """The blocks of the body that hold words, with their place in the document; `own`: without quotations."""
    for number, block in enumerate(post.document.blocks):
        if block.kind != "code" and block.prose.text.strip(f"{OBJECT} \n") and not (own and block.inside("quote")):
            yield number, block


def number(text: str) -> int:
    """The words of a text."""
    return sum(1 for _ in _WORD.finditer(text))


def count(post: Post) -> int:
    """The words of the body: headings, lists and tables with it, code without."""
    return post.fact("measure.words", lambda p: sum(number(block.prose.text) for _, block in texts(p)))


def before(post: Post, offset: int) -> int:
    """The words of the body that stand before an offset of the source."""
    total = 0
    for _, block in texts(post):
        if block.span.end <= offset:
            total += number(block.prose.text)
        elif block.span.start < offset:
            piece = next((one for one in reversed(block.prose.pieces) if one.start <= offset), None)
            if piece is not None:
                total += number(block.prose.text[: piece.at + min(offset - piece.start, piece.length)])
    return total


def fenced(post: Post, languages: Sequence[str]) -> int:
    """The words in fenced blocks of some languages, "" for a fence that names none: prompts and letters to copy."""
    total = 0
    for block in post.document.blocks:
        if block.kind == "code" and block.fence and (block.info.lower().split() or [""])[0] in languages:
            lines = block.span.cut(post.text).splitlines()
            total += sum(number(line) for line in lines if not line.lstrip().startswith(block.fence))
    return total


def end_of_first(post: Post, many: int) -> int:
    """The offset at which the first so many words of the body end, headings not counted; the end of a shorter one."""
    return post.fact(("measure.first", many), lambda p: _end_of_first(p, many))


def _end_of_first(post: Post, many: int) -> int:
    left = many
    for _, block in texts(post):
        if block.kind == "heading":
            continue
        found = list(_WORD.finditer(block.prose.text))
        if len(found) >= left:
            return block.prose.span(*found[left - 1].span()).end
        left -= len(found)
    return len(post.text)


def place(post: Post) -> Span:
    """Where to tell what is said of a post as a whole: its title, else its first heading, else its first words."""
    title = text_of(post, "title")
    if title is not None:
        return whole(title)
    if post.document.headings:
        return post.document.headings[0].span
    first = next((sentence.span for sentence in post.sentences), None)
    return first or Span(post.front_matter.end, post.front_matter.end)
