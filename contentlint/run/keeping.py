"""What was found, as data to keep, and the folder that keeps it: files named by contents, few and small enough.

A file is written whole or not at all and never changed; whoever loses a race, or finds a file gone, does the work anew.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from contentlint.finding import Edit, Finding, Fix, Related
from contentlint.guard import place
from contentlint.guard.records import fields
from contentlint.run.outcome import Outcome
from contentlint.text.spans import Span

if TYPE_CHECKING:
    from contentlint.catalog.rule import Rule

MOST = {"runs": (400, 100_000_000), "posts": (60_000, 400_000_000)}
"""Files and bytes that a folder may hold; beyond, those that were written first go."""

_COUNTS = ("files", "suppressed", "unchanged", "baselined", "links")
_LISTS = ("notes", "failures", "projects", "checked")


def folder(name: str) -> str:
    """A folder of the results that are kept. Raises RuntimeError where nobody can tell the user's home."""
    return os.path.join(str(place.cache_folder()), "results", name)  # noqa: PTH118


def read(kind: str, name: str) -> str:
    """A kept file's text; "" when there is none."""
    try:
        with open(os.path.join(folder(kind), name), "rb", buffering=0) as file:  # noqa: PTH118, PTH123
            return file.readall().decode("utf-8", "surrogatepass")
    except (OSError, ValueError, RuntimeError):
        return ""


def write(kind: str, name: str, text: str) -> None:
    """Keep a text. Failing is no error."""
    with contextlib.suppress(RuntimeError):
        place.keep([os.path.join(folder(kind), name)], text.encode("utf-8", "surrogatepass"))  # noqa: PTH118


def bound(kind: str) -> None:
    """Delete what is too much in a folder, the oldest first."""
    most, bytes_ = MOST[kind]
    with contextlib.suppress(OSError, RuntimeError):
        found = [(entry.stat(), entry.path) for entry in os.scandir(folder(kind))]
        size = 0
        for number, (own, path) in enumerate(sorted(found, key=lambda one: -one[0].st_mtime_ns), 1):
            size += own.st_size
            if size > bytes_ or number > most:
                with contextlib.suppress(OSError):
                    os.unlink(path)  # noqa: PTH108


LIBRARIES = ("markdown_it", "mdit_py_plugins", "yaml", "frontmatter", "jsonschema", "textstat")
"""What reads posts, beside the program."""


def libraries() -> list[list[Any]]:
    """The files of the libraries, with what tells whether they have changed."""
    from importlib.util import find_spec

    found = (spec.origin for name in LIBRARIES if (spec := find_spec(name)) is not None)
    return [[file, stamp(file)] for file in found if file]


def stamp(file: str) -> list[int]:
    """The size and the time of change of a file; nothing for one that is gone."""
    try:
        found = os.stat(file)  # noqa: PTH116
    except OSError:
        return []
    return [found.st_size, found.st_mtime_ns]


# -- findings


def finding_as_data(one: Finding) -> list[Any]:
    """A finding as lists of texts and numbers."""
    fix = one.fix and [
        one.fix.title, [[e.span.start, e.span.end, e.text] for e in one.fix.edits], one.fix.safety,
    ]  # fmt: skip
    related = [[r.message, r.span.start, r.span.end, r.path, r.line] for r in one.related]
    return [
        one.rule, one.category, one.severity, one.path, one.span.start, one.span.end, one.line, one.column,
        one.end_line, one.end_column, one.message, one.excerpt, fix, related, one.fingerprint, one.kind,
        one.confidence, list(one.reasons), one.about,
    ]  # fmt: skip


def finding_of(data: list[Any]) -> Finding:
    """The finding that lists of texts and numbers stand for."""
    rule, category, severity, path, start, end, line, column, end_line, end_column, message, excerpt, *more = data
    fix, related, fingerprint, kind, confidence, reasons, about = more
    return Finding(
        rule, category, severity, path, Span(start, end), line, column, end_line, end_column, message, excerpt,
        fix and Fix(fix[0], tuple(Edit(Span(begin, stop), text) for begin, stop, text in fix[1]), fix[2]),
        tuple(Related(said, Span(begin, stop), there, at) for said, begin, stop, there, at in related),
        fingerprint, kind, confidence, tuple(reasons), about,
    )  # fmt: skip


# -- outcomes


def outcome_as_data(outcome: Outcome) -> dict[str, Any]:
    """What a report says of a run, as data."""
    return {
        "findings": [finding_as_data(one) for one in outcome.findings],
        "skipped": [list(one) for one in outcome.skipped],
        **{name: getattr(outcome, name) for name in (*_COUNTS, *_LISTS, "is_failing", "rule_pages")},
        "unjudged": dict(outcome.unjudged),
        "languages": dict(outcome.languages),
        "unjudged_by": sorted(outcome.unjudged_by),
        "rules": json.dumps([_of_rule(rule) for rule in outcome.rules.values()]),
    }


def outcome_of(data: Mapping[str, Any]) -> Outcome:
    """The outcome that data stand for, as far as reports go."""
    outcome = Outcome(**{name: data[name] for name in (*_COUNTS, *_LISTS, "is_failing", "rule_pages")})
    outcome.findings = [finding_of(one) for one in data["findings"]]
    outcome.skipped = [(path, reason) for path, reason in data["skipped"]]
    outcome.unjudged, outcome.languages = Counter(data["unjudged"]), Counter(data["languages"])
    outcome.unjudged_by = set(data["unjudged_by"])
    outcome.rules = cast(Any, _Rules(data["rules"]))
    return outcome


def _of_rule(rule: Rule) -> dict[str, Any]:
    """What reports may say of a rule: all but what it looks for."""
    return {
        one.name: getattr(rule, one.name) for one in fields(rule) if one.name not in ("options", "examples", "path")
    }


class _Rules(Mapping[str, "Rule"]):
    """Rules by their ids, read when somebody asks: few reports do."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _read(self) -> dict[str, Rule]:
        from contentlint.catalog.rule import Rule

        found = {}
        for given in json.loads(self._text):
            made: dict[str, Any] = {name: tuple(one) if isinstance(one, list) else one for name, one in given.items()}
            found[given["id"]] = Rule(**made, options={}, examples=(), path="")
        return found

    def __getitem__(self, key: str) -> Rule:
        return self._read[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read)

    def __len__(self) -> int:
        return len(self._read)
