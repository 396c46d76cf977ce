"""What a site's own configuration must look like to be read: the rest of it is let fall, and told of.

A generator stops at such a mistake; here what can be known without it is still worth knowing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contentlint.text.spans import without_surrogates

if TYPE_CHECKING:
    pass

Shapes = Mapping[str, tuple[type, ...]]
"""Keys at the top of a configuration, and the types that their values can have; nothing (null) is always right."""

MOST = 300
"""Languages, locales and other entries that multiply pages; no site has as many."""

_MOST_BITS = 2000
"""Of a number that is written in digits again."""

WORDS = {dict: "a table", list: "a list", str: "a text", bool: "true or false"}


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
