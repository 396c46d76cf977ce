"""What the readers of the three formats have in common: a tree of values with their places."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.post.frontmatter.model import Field, Key, Problem
from contentlint.text.spans import Prose, Span


class Refused(Exception):
    """The front matter can't be read: `message` for the writer, `span` where, `replacement` as in `Problem`."""

    def __init__(self, message: str, span: Span, replacement: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.span = span
        self.replacement = replacement


@dataclass(slots=True)
class Node:
    """A value and its place. A mapping has `entries` and a list has `items`; all others are scalars."""

    span: Span
    value: Any
    prose: Prose | None = None
    entries: list[tuple[str, Span, Node]] | None = None
    items: list[Node] | None = None


@dataclass(slots=True)
class Read:
    """What a reader hands back: the top mapping (an empty one for nothing), and problems that break nothing."""

    top: Node
    problems: list[Problem] = field(default_factory=list)


def build(read: Read) -> tuple[dict[str, Any], tuple[Field, ...], tuple[Problem, ...]]:
    """The data, the fields in the order of the source, and the problems, doubled keys among them."""
    doubled: list[Problem] = []
    fields = tuple(_walk((), read.top, doubled))
    problems = sorted([*read.problems, *doubled], key=lambda problem: problem.span)
    data: dict[str, Any] = read.top.value
    return data, fields, tuple(problems)


def _walk(path: tuple[Key, ...], node: Node, doubled: list[Problem]) -> Iterator[Field]:
    if node.entries is not None:
        seen: dict[str, Span] = {}
        for key, key_span, child in node.entries:
            if key in seen:
                message = f"the key `{key}` stands here a second time; keep one"
                doubled.append(Problem("duplicate-key", message, key_span, first=seen[key]))
            seen.setdefault(key, key_span)
            yield Field((*path, key), key_span, child.span, child.value, child.prose)
            yield from _walk((*path, key), child, doubled)
    for index, child in enumerate(node.items or ()):
        yield Field((*path, index), child.span, child.span, child.value, child.prose)
        yield from _walk((*path, index), child, doubled)
