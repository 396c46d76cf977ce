"""Which content files the queries of `gatsby-node` ask for (gatsbyjs.com/docs/graphql-reference/#filter)."""

from __future__ import annotations

import re
from typing import Any

from contentlint.guard.patterns import bounded
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.meta import KEYS

_QUERY = re.compile(r"\ball(?:MarkdownRemark|Mdx)\s*(\(|\{)")
_FILTER = re.compile(r"\bfilter\s*:\s*")
_MOST = 40


class Queries:
    """The filters of all queries for Markdown, one for each query, None for one without."""

    def __init__(self, project: Project, text: str) -> None:
        self._project = project
        self._filters: list[Any] = []
        for match in list(_QUERY.finditer(text))[:_MOST]:
            arguments = text[match.start(1) : js.closing(text, match.start(1))] if match[1] == "(" else ""
            found = _FILTER.search(arguments)
            self._filters.append(js.literal(arguments[found.end() :]) if found else None)

    def has(self, path: str) -> bool | None:
        """Whether a file is asked for; None where one of several queries, or what a filter needs, leaves it open."""
        told = [True if query is None else self._holds(query, path) for query in self._filters]
        if all(one is True for one in told):
            return True
        return False if len(told) == 1 and told[0] is False else None

    def _holds(self, query: Any, path: str) -> bool | None:
        if not isinstance(query, dict):
            return None
        told = [self._of(key, inner, path) for key, inner in query.items()]
        return False if False in told else None if None in told else True

    def _of(self, key: str, inner: Any, path: str) -> bool | None:
        if not isinstance(inner, dict):
            return None
        if key == "fileAbsolutePath":
            return _in_path(inner, path)
        if key != "frontmatter":
            return None
        facts = self._project.meta(path)
        told = [
            _compared(facts.get(name.lower()), test) if name.lower() in KEYS and isinstance(test, dict) else None
            for name, test in inner.items()
        ]
        return False if False in told else None if None in told else True


def _in_path(test: dict[str, Any], path: str) -> bool | None:
    """A test of a file's absolute path, of which only what is below the site is known."""
    pattern = test.get("regex")
    if len(test) != 1 or not isinstance(pattern, str) or not re.fullmatch(r"/.+/i?", pattern) or "^" in pattern:
        return None
    try:
        found = bounded(r"[^\0]*?(?:" + pattern.rstrip("i")[1:-1].replace("\\\\", "\\") + ")").match("/" + path)
    except ValueError:
        return None
    return found is not None


def _compared(value: Any, test: dict[str, Any]) -> bool | None:
    told: list[bool | None] = []
    for operation, wanted in test.items():
        if isinstance(wanted, (js.Code, dict)):
            told.append(None)
        elif operation in ("eq", "ne"):
            told.append((value == wanted) == (operation == "eq"))
        elif operation in ("in", "nin") and isinstance(wanted, list):
            told.append((value in wanted) == (operation == "in"))
        else:
            told.append(None)
    return False if False in told else None if None in told else True
