"""A rule (data), a check (Python), and what a check is given."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, Protocol

from contentlint.catalog.lexicon import Lexicon
from contentlint.errors import RuleError
from contentlint.finding import Edit, Hit, Safety, Severity
from contentlint.guard.records import dataclass, field
from contentlint.text.spans import Span

if TYPE_CHECKING:
    from contentlint.evidence.visited import SourceResult
    from contentlint.ledger import Ledger
    from contentlint.post.page_kind import Days
    from contentlint.post.post import Post
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


def _no_days(path: str) -> Days:
    return None, None


def _is_awake() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Switch:
    """A name in a comment of a post, or in its front matter, that switches rules off; what a run knows of it.

    `span` is where the name stands, `comment` all of what it stands in. `name` is "" for every rule, `reason` "" where
    none is given. `is_idle` says that it is known to switch nothing off, `ends_nothing` that it is an `enable` without
    a `disable`; `removal` are the edits that take it out, empty where that would change something else.
    """

    span: Span
    comment: Span
    name: str
    reason: str
    is_idle: bool = False
    ends_nothing: bool = False
    removal: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a check may know beside the post: the day, the word lists of the rules, and, when its rule says
    `needs: [site]` or `[posts]`, the site; with `needs: [sources]` the pages that were visited, by `source.key` of
    their address; with `needs: [ledger]` the facts that the site keeps, None where it keeps none; with
    `needs: [suppressions]` what switches rules off in the post, once all other rules have run.
    Checks read no file and no clock."""

    today: dt.date
    vocabulary: Lexicon = field(default_factory=lambda: Lexicon({}))
    site: Site | None = None
    sources: Mapping[str, SourceResult] | None = None
    asked: frozenset[str] | None = None
    """The posts that a check of the whole site is asked about; None for all."""
    schema_for: Callable[[str], Schema | None] = _no_schema
    """The JSON Schema for the front matter of the post at a path."""
    days_of: Callable[[str], Days] = _no_days
    """The days of the first and the last change of the post at a path, by git. To be asked for late: it costs."""
    is_asleep: Callable[[], bool] = _is_awake
    """True for a blog without a new post for years. To be asked for late as well."""
    ledger: Ledger | None = None
    suppressions: tuple[Switch, ...] | None = None
    """None while the rules run that could be suppressed."""


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
    against it when they are read. `measured`, which need not be there either, takes what `check` takes, and tells of a
    post in which nothing was found what was measured: a mapping of names in words, for `--list-passed`; None where
    the post has nothing to judge.
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
    needs: tuple[Literal["site", "sources", "posts", "ledger", "suppressions"], ...] = ()
    """`site`: what the site has at each address; `posts`: what its posts say; `sources`: the linked pages;
    `ledger`: the facts that the site keeps; `suppressions`: what the post switches off."""
    was: tuple[str, ...] = ()
    """Ids that it had before: they name it for one version more."""
    languages: tuple[str, ...] = ()
    """The languages that it can judge, as codes; none for a rule that needs to understand no word."""
    enabled: bool = True
    fix: Safety = "safe"
    """`unsafe` when each fix of its may change the meaning; with `safe` the check says of which that is so."""

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
