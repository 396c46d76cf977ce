"""A rule (data), a check (Python), and what a check is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from contentlint.finding import Hit, Severity
from contentlint.lexicon import Lexicon
from contentlint.post import Post

if TYPE_CHECKING:
    from contentlint.schemas import Schema
    from contentlint.site import Site
    from contentlint.source import SourceResult

CATEGORIES = (
    "front-matter",
    "links",
    "claims",
    "freshness",
    "readability",
    "prose",
    "seo",
    "structure",
    "accessibility",
    "facts",
)


def _no_schema(path: str) -> Schema | None:
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside the post: the day, the word lists of the rules, and, when its rule says
    `needs: [site]`, the site; with `needs: [sources]` the pages that were visited, by `source.key` of their address.
    Checks read no file and no clock."""

    today: dt.date
    vocabulary: Lexicon = field(default_factory=lambda: Lexicon({}))
    site: Site | None = None
    sources: Mapping[str, SourceResult] | None = None
    schema_for: Callable[[str], Schema | None] = _no_schema
    """The JSON Schema for the front matter of the post at a path."""


class Check(Protocol):
    """A module in `contentlint/checks/`, or an object behind the entry point `contentlint.checks`.

    `Options` is a frozen dataclass, each field with a default and a `help` in its metadata; `check` yields hits.
    """

    Options: type
    check: Callable[[Post, Any, Context], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text that a rule must (`bad`) or must not (`good`) report; spans are what must be reported, exactly."""

    text: str
    spans: tuple[tuple[int, int], ...]
    is_bad: bool
    line: int
    path: str = "post.md"
    today: dt.date | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    fixed: str | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Pages by their address, as fields of `source.SourceResult`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of `rules/`. `messages` has "" for the main message, else one per key a check may pick."""

    id: str
    category: str
    check: str
    severity: Severity
    summary: str
    messages: Mapping[str, str]
    why: str
    options: Mapping[str, Any]
    examples: tuple[Example, ...]
    path: str
    needs: tuple[Literal["site", "sources"], ...] = ()
    enabled: bool = True
