"""What front matter is as data. The formats' readers make it; `contentlint.post.post.frontmatter` is the way in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from contentlint.guard.records import dataclass, field
from contentlint.text.spans import Prose, Span

Key = str | int


@dataclass(frozen=True, slots=True)
class Field:
    """One value of the front matter.

    `path` leads to it: keys, and indices of lists (`("faq", 0, "question")`). `key_span` is the key as written
    (of a list item: the item), `value_span` the value with its quotes, `value` what it means.
    `prose` is set for strings: the words without quotes, with the way back to the source; its text is `value`.
    A doubled key has a field for each; a YAML alias has one for itself and none for what it repeats.
    """

    path: tuple[Key, ...]
    key_span: Span
    value_span: Span
    value: Any
    prose: Prose | None = None

    def bare(self, text: str) -> str:
        """The value as the post of that text writes it, on one line and without its quotes."""
        return " ".join(self.value_span.cut(text).strip("'\"").split())


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that makes the front matter unreadable or ambiguous.

    `kind` is "syntax", "duplicate-key" or "unclosed". `replacement` is a text that, put in the place of `span`,
    probably mends it; None when only the writer can know. `first` is where a doubled key stands before.
    """

    kind: Literal["syntax", "duplicate-key", "unclosed"]
    message: str
    span: Span
    replacement: str | None = None
    first: Span | None = None


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The front matter of a post.

    `span` covers it with its marks, `end` is where the body begins, `format` is None when there is none.
    `data` is the values as plain Python (dates as `datetime.date`, `datetime.datetime` or, in TOML,
    `datetime.time`); `data` and `fields` are empty when a syntax error makes it unreadable. Of a doubled key,
    `data` has the first value, as `get` has.
    """

    format: Literal["yaml", "toml", "json"] | None
    span: Span
    end: int
    data: Mapping[str, Any] = field(default_factory=dict)
    fields: tuple[Field, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def get(self, *path: Key) -> Field | None:
        """The field at that path, or None."""
        return next((f for f in self.fields if f.path == path), None)
