"""What a schema says against a post, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contentlint.schema.model import Fault

DATES = {"date", "date-time"}
"""Formats of dates."""
_MOST_SHOWN = 8


def is_dated(fault: Fault) -> bool:
    """True for a date of JSON Schema; a `Date` of Zod is told by its type."""
    return fault.schema.get("format") in DATES and "date" not in names(fault.schema.get("type"))


def names(types: Any) -> list[str]:
    return [types] if isinstance(types, str) else list(types or ())


def named(path: tuple[str | int, ...]) -> str:
    """A path as a writer calls it: "`title`", "`question` in item 1 of `faq`"."""
    said = ""
    for part in path:
        word = f"`{part}`" if isinstance(part, str) else f"item {part + 1}"
        said = word if not said else f"{word} of {said}" if isinstance(part, int) else f"{word} in {said}"
    return said


def short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 60 else flat[:58] + "…" + ("'" if flat.endswith("'") else "")


def joined(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def allowed(values: Sequence[Any]) -> str:
    shown: dict[str, str] = {}
    for value in values:
        word = str(value).lower() if isinstance(value, bool) else str(value)
        shown.setdefault(word.lower(), f"'{word}'" if isinstance(value, str) else word)
    words = list(shown.values())
    if len(words) <= _MOST_SHOWN:
        return ", ".join(words)
    return f"{', '.join(words[: _MOST_SHOWN - 2])} and {len(words) - _MOST_SHOWN + 2} more"
