"""What a site's own configuration must look like to be read: the rest of it is let fall, and told of.

A generator stops at such a mistake; here what can be known without it is still worth knowing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contentlint.errors import ConfigError
from contentlint.guard.userdata import shown
from contentlint.text.spans import without_surrogates

if TYPE_CHECKING:
    from contentlint.site.project import Project

Shapes = Mapping[str, tuple[type, ...]]
"""Keys at the top of a configuration, and the types that their values can have; nothing (null) is always right."""

MOST = 300
"""Languages, locales and other entries that multiply pages; no site has as many."""

_MOST_BITS = 2000
"""Of a number that is written in digits again."""

_WORDS = {dict: "a table", list: "a list", str: "a text", bool: "true or false"}


def plain(value: Any) -> Any:
    """Data with its keys as text, and all in it such that it can be written. It must not be nested too deep."""
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, int) and value.bit_length() > _MOST_BITS:
        return hex(value)
    if isinstance(value, dict):
        return {without_surrogates(str(key)): plain(part) for key, part in value.items()}
    return [plain(part) for part in value] if isinstance(value, list) else value


def table(value: Any) -> dict[str, Any]:
    """A table, or an empty one in the place of anything else."""
    return value if isinstance(value, dict) else {}


def entries(value: Any) -> list[Any]:
    """A list, or an empty one in the place of anything else."""
    return value if isinstance(value, list) else []


def tables(value: Any) -> list[dict[str, Any]]:
    """The tables in a list; nothing of anything else."""
    return [entry for entry in entries(value) if isinstance(entry, dict)]


def fitting(project: Project, path: str, data: Any, shapes: Shapes) -> dict[str, Any]:
    """The configuration in the file `path` without what has another type than it must; each is a problem.

    Keys are looked up as they are written in `data`.
    """
    if not isinstance(data, dict):
        project.problems.setdefault(
            path, ConfigError(f"must have keys and values, not {shown(data)}", path=path, line=1)
        )
        return {}
    kept = {}
    for key, value in data.items():
        wanted = shapes.get(key)
        if wanted is None or value is None or isinstance(value, wanted):
            kept[key] = value
            continue
        words = " or ".join(_WORDS[kind] for kind in wanted)
        problem = f"'{key}' must be {words}, not {shown(value)}; the site is read without it"
        line = _line_of(project.text(path), key)
        project.problems.setdefault(f"{path} {key}", ConfigError(problem, path=path, line=line))
    return kept


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^[ \t]*[\[\"'{{]*{re.escape(key)}\b", text, re.MULTILINE | re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
