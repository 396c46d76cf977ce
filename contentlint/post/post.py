"""A post: one content file as data, each part made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, TypeVar

from contentlint.post import frontmatter, markdown
from contentlint.post.dialect import Dialect, of_suffix
from contentlint.post.document import Document
from contentlint.post.frontmatter import FrontMatter
from contentlint.text import sentences
from contentlint.text.sentences import Sentence
from contentlint.text.spans import LineMap, Span

T = TypeVar("T")


class Post:
    """One content file.

    `path` is as findings name it, with forward slashes; `text` is the file's text without a byte order mark.
    """

    def __init__(self, path: str, text: str, dialect: Callable[[str], Dialect] = of_suffix) -> None:
        """`dialect` tells how the file at a path is read; it is asked only when the body is looked at."""
        self.path = path
        self.text = text
        self._dialect = dialect
        self._facts: dict[Hashable, Any] = {}

    @cached_property
    def lines(self) -> LineMap:
        """The way between offsets and lines."""
        return LineMap(self.text)

    @cached_property
    def front_matter(self) -> FrontMatter:
        """The front matter; an empty one when there is none."""
        return frontmatter.parse(self.text)

    @cached_property
    def dialect(self) -> Dialect:
        """How the file is read, and what its site says of its language."""
        return self._dialect(self.path)

    @cached_property
    def document(self) -> Document:
        """The body."""
        return markdown.parse(self.text, self.front_matter.end, self.dialect)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the body, in order: of paragraphs, headings, list items, table cells, raw HTML."""
        return tuple(
            sentence
            for index, block in enumerate(self.document.blocks)
            if block.kind != "code"
            for sentence in sentences.split(block.prose, block=index)
        )

    def excerpt(self, span: Span) -> str:
        """The text of a span."""
        return span.cut(self.text)

    def fact(self, key: Hashable, make: Callable[[Post], T]) -> T:
        """`make(self)`, worked out once for each key: what several rules need of the same post."""
        if key not in self._facts:
            self._facts[key] = make(self)
        fact: T = self._facts[key]
        return fact
