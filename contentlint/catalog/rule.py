"""A rule (data), a check (Python), and what a check is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from contentlint.catalog.lexicon import Lexicon
from contentlint.errors import RuleError
from contentlint.finding import Hit, Severity
from contentlint.post.post import Post

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.schema.schemas import Schema
    from contentlint.site import Site

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
    "images",
    "facts",
)


def _no_schema(path: str) -> Schema | None:
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside the post: the day, the word lists of the rules, and, when its rule says
    `needs: [site]` or `[posts]`, the site; with `needs: [sources]` the pages that were visited, by `source.key` of
    their address.
    Checks read no file and no clock."""

    today: dt.date
    vocabulary: Lexicon = field(default_factory=lambda: Lexicon({}))
    site: Site | None = None
    sources: Mapping[str, SourceResult] | None = None
    asked: frozenset[str] | None = None
    """The posts that a check of the whole site is asked about; None for all."""
    schema_for: Callable[[str], Schema | None] = _no_schema
    """The JSON Schema for the front matter of the post at a path."""


def _always(options: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Message:
    """One of the messages that a check's hits pick: the values that fill it, by name.

    `when` tells from the options whether it is used. A rule that has it not gives its main message in its place,
    unless it `is_own`: says what no other one can.
    """

    values: tuple[str, ...]
    is_own: bool = False
    when: Callable[[Any], bool] = _always


def message(*values: str, own: bool = False, when: Callable[[Any], bool] = _always) -> Message:
    """A `Message`, for a check's `MESSAGES`."""
    return Message(values, own, when)


class Check(Protocol):
    """A module in `contentlint/checks/`, or an object behind the entry point `contentlint.checks`.

    `Options` is a frozen dataclass, each field with a default and a `help` in its metadata; `check` yields hits.
    `MESSAGES`, which need not be there, maps the keys of the messages that hits pick to a `Message`: rules are checked
    against it when they are read.
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
    sources: Mapping[str, SourceResult] = field(default_factory=dict)
    """Pages by their address."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One file of `rules/`. `messages` has "" for the main message, else one for each key that a check may pick."""

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
    needs: tuple[Literal["site", "sources", "posts"], ...] = ()
    """`site`: what the site has at each address; `posts`: what its posts say; `sources`: the linked pages."""
    languages: tuple[str, ...] = ()
    """The languages that it can judge, as codes; none for a rule that needs to understand no word."""
    enabled: bool = True

    def say(self, key: str, values: Mapping[str, str | int | float]) -> str:
        """The message of a key, or the main one where the rule has none of that key, filled with values.

        Raises RuleError for one that asks for a value that there is not: of a check that tells no `MESSAGES`.
        """
        text = self.messages.get(key, self.messages.get("", ""))
        try:
            return text.format_map(values)
        except KeyError as error:
            which = f"the message '{key}'" if key and key in self.messages else "the main message"
            there = ", ".join(f"{{{name}}}" for name in values) or "no values"
            what = "change it" if key in self.messages else f"give the rule a message '{key}'"
            raise RuleError(
                f"{which} of '{self.id}' asks for {{{error.args[0]}}}, and the check gives {there}: {what}",
                path=self.path,
            ) from None
