"""Prose into sentences, each with its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from contentlint.text import Prose, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `text` is `block.prose.text[start:end]`, `span` its place in the source, `block` its block's index."""

    text: str
    span: Span
    start: int
    end: int
    block: int


def split(prose: Prose, block: int = 0) -> Iterator[Sentence]:
    """The sentences of a prose, in order; white space around them belongs to none."""
    raise NotImplementedError
