"""What the rules have asked about the site, the day and schemas while they looked at a post.

A finding of an unchanged post can only change when an answer does. So the questions are kept with what was found, and
the digest of the answers; to know whether the findings still hold, they are asked again, of the site as it is now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import is_dataclass
from functools import cache
from operator import attrgetter
from typing import Any, cast

from contentlint.catalog.rule import Context
from contentlint.guard import digests
from contentlint.guard.records import fields
from contentlint.post.dialect import Dialect
from contentlint.site import Site

Question = tuple[str, tuple[Any, ...], tuple[tuple[str, Any], ...]]
"""The name of what was asked of, its arguments, and those by name."""

_METHODS = frozenset(
    (
        "resolve",
        "resolve_front_matter",
        "is_internal",
        "page",
        "url",
        "anchors",
        "suggest",
        "media_file",
        "dialect",
        "shown_elsewhere",
        "found_by_parts",
        "is_uncharted",
        "is_of_absent_folder",
    )
)
_OF_CONTEXT = frozenset(("schema_for", "days_of", "is_asleep"))
_FACTS = frozenset(("hosts", "generator"))
_PURE = frozenset(("locate", "named"))
"""What of a site says nothing of it."""


class Asking:
    """The questions for one post, in order, with the answers."""

    def __init__(self) -> None:
        self._answers: dict[Question, str] = {}
        self.today = False
        """True when the day had a say."""
        self.anything = False
        """True when something was looked at that can't be asked again question by question."""

    def watch(self, context: Context) -> Context:
        """The context with everything noted down that is asked of it."""
        site = context.site
        self.hear(_WHICH, site)
        return cast(Context, _WatchedContext(context, self, WatchedSite(site, self) if site is not None else None))

    def hear(self, question: Question, answer: Any) -> None:
        """Note down a question with its answer."""
        if question not in self._answers:
            try:
                self._answers[question] = _written(question, answer)
            except _Unwritten:
                self.anything = True

    def dialect(self, of: Callable[[str], Dialect]) -> Callable[[str], Dialect]:
        """The function that tells how a post is read, noted down."""

        def asked(path: str) -> Dialect:
            found = of(path)
            self.hear(("dialect-of", (path,), ()), found)
            return found

        return asked

    @property
    def questions(self) -> list[Question]:
        """All questions, in order."""
        return list(self._answers)

    @property
    def digest(self) -> str:
        """The digest of the answers."""
        return digests.of(*self._answers.values())


def digest_of(questions: Iterable[Any], context: Context, dialect: Callable[[str], Dialect]) -> str:
    """The digest that the answers to questions, as JSON has them, have now."""
    site: Any = context.site
    answers = []
    for name, arguments, named in questions:
        question = (name, tuple(arguments), tuple((key, value) for key, value in named))
        if question == _WHICH:
            answer: Any = site
        elif name == "dialect-of":
            answer = dialect(*arguments)
        elif name in _OF_CONTEXT:
            answer = getattr(context, name)(*arguments)
        elif site is None:
            return ""
        elif name == "zones":
            answer = site.routes.zones
        else:
            answer = getattr(site, name)
            if name in _METHODS:
                answer = answer(*arguments, **dict(question[2]))
        answers.append(_written(question, answer))
    return digests.of(*answers)


_WHICH: Question = ("site", (), ())


class _Unwritten(Exception):
    """An answer that has no text that is the same whenever the answer is."""


def _written(question: Question, answer: Any) -> str:
    """An answer as text. Raises _Unwritten."""
    if question == _WHICH:
        return "none" if answer is None else f"{answer.project.root}\0{answer.generator}\0{answer.home}"
    if question[0] == "schema_for" and answer is not None:
        return _of_schema(answer)
    return _of_dialect(answer) if isinstance(answer, Dialect) else repr(_plain(answer))


@cache
def _of_dialect(dialect: Dialect) -> str:
    return repr(_plain(dialect))


_schemas: dict[int, tuple[Any, str]] = {}


def _of_schema(schema: Any) -> str:
    """A schema as a digest of all that it says; it is worked out once."""
    known = _schemas.get(id(schema))
    if known is None or known[0] is not schema:
        known = _schemas[id(schema)] = schema, digests.of(repr(_plain(schema)))
    return known[1]


_FLAT = frozenset((str, int, float, bool, type(None)))


def _plain(value: Any) -> Any:
    if type(value) in _FLAT or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    if isinstance(value, frozenset | set):
        return sorted(repr(_plain(one)) for one in value)
    if isinstance(value, Mapping):
        return [(_plain(key), _plain(one)) for key, one in value.items()]
    if isinstance(value, dt.date | dt.tzinfo):
        return repr(value)
    if is_dataclass(value) and not isinstance(value, type):
        kind, own = _parts(type(value))
        return [kind, *[one if type(one) in _FLAT else _plain(one) for one in own(value)]]
    raise _Unwritten


@cache
def _parts(kind: Any) -> tuple[str, Callable[[Any], tuple[Any, ...]]]:
    """The name of a class of records, and what gives the values of its fields."""
    names = [field.name for field in fields(kind)]
    get = attrgetter(*names) if names else lambda _: ()
    return kind.__name__, get if len(names) != 1 else lambda one: (get(one),)


class WatchedSite:
    """A site that has noted down what is asked of it."""

    def __init__(self, site: Site, asking: Asking) -> None:
        self._site, self._asking = site, asking

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._site, name)
        if name in _METHODS:

            def asked(*arguments: Any, **named: Any) -> Any:
                answer = found(*arguments, **named)
                self._asking.hear((name, arguments, tuple(sorted(named.items()))), answer)
                return answer

            self.__dict__[name] = asked
            return asked
        if name in _FACTS:
            self._asking.hear((name, (), ()), found)
        elif name == "routes":
            return _WatchedRoutes(found, self._asking)
        elif name not in _PURE:
            self._asking.anything = True
        return found


class _WatchedRoutes:
    def __init__(self, routes: Any, asking: Asking) -> None:
        self._routes, self._asking = routes, asking

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._routes, name)
        if name == "zones":
            self._asking.hear(("zones", (), ()), found)
        else:
            self._asking.anything = True
        return found


class _WatchedContext:
    """A context that has noted down what is asked of it."""

    def __init__(self, context: Context, asking: Asking, site: WatchedSite | None) -> None:
        self._context, self._asking, self.site = context, asking, site
        self.vocabulary, self.asked, self.suppressions = context.vocabulary, context.asked, context.suppressions
        self.ledger = context.ledger  # its files are among those that results are kept by

    @property
    def today(self) -> dt.date:
        self._asking.today = True
        return self._context.today

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._context, name)
        if name not in _OF_CONTEXT:  # the sources of an audit
            self._asking.anything = True
            return found

        def asked(*arguments: Any) -> Any:
            answer = found(*arguments)
            self._asking.hear((name, arguments, ()), answer)
            return answer

        return asked
