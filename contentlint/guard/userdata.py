"""Files that users write for tools: one kind of error whatever is wrong with them. `data` reads what is in them."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path
from typing import Any, TypeVar

from contentlint.guard.data import load_toml

MOST_BYTES = 10_000_000
"""The largest file of settings, rules or a schema that is read."""
MOST_DEPTH = 100
"""How often tables and lists may stand in each other."""

_LINE = re.compile(r"\bline (\d+)")
_POSITION = re.compile(r"\bposition (\d+)$")
_SUSPECT = re.compile(
    r"(?:[\[{]\s*+(?:(?:\"[^\"\n]{0,60}+\"|[\w-]{1,60}+)\s*+[:=]\s*+)?){60}"
    r"|(?<![0-9a-fA-F_])[0-9a-fA-F_]{500}|(?<![\w.-])(?:[\w-]++[ \t]*+\.[ \t]*+){200}"
)
"""What is too deep or too long, where the reader does not say on which line."""


class Unreadable(ValueError):
    """A file that can't be read: `reason` in words on one line; `line` (1-based) where it is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def shown(value: Any) -> str:
    """A value as messages name it, on one line of at most 80 characters."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # a number of thousands of digits
        return f"what it is ({type(value).__name__})"
    return text if len(text) <= 80 else text[:79] + "…"


def text_of(path: Path, most: int = MOST_BYTES) -> str:
    """The text of a regular file of at most `most` bytes in UTF-8, without its byte order mark, lines ending in `\\n`.

    Raises Unreadable.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise Unreadable(f"can't be read: it is {'a folder' if stat.S_ISDIR(found.st_mode) else 'no regular file'}")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise Unreadable(f"can't be read: {error.strerror or error}") from None
    except ValueError as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(f"can't be read: {error}") from None  # a name that no file can have
    if len(data) > most:
        raise Unreadable(f"not read: it has more than {most:,} bytes")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"is not UTF-8 at byte {error.start}: save it as UTF-8", line) from None


def toml(text: str) -> dict[str, Any]:
    """TOML as Python. Raises Unreadable."""
    try:
        return not_too_deep(load_toml(text))
    except ValueError as error:
        raise unreadable("TOML", error, text) from None


def json_of(text: str) -> Any:
    """JSON as Python. Raises Unreadable, also for a number of thousands of digits."""
    try:
        return not_too_deep(json.loads(text.removeprefix("\ufeff")))
    except (ValueError, RecursionError) as error:
        raise unreadable("JSON", error, text) from None


T = TypeVar("T")


def not_too_deep(data: T) -> T:
    """Data as it is. Raises ValueError when tables and lists stand in each other more than `MOST_DEPTH` times.

    What is less deep can be walked by functions that call themselves.
    """
    waiting: list[tuple[Any, int]] = [(data, 0)]
    while waiting:
        value, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise ValueError("it is nested too deep")
        if isinstance(value, dict):
            waiting.extend((part, depth + 1) for part in value.values())
        elif isinstance(value, list):
            waiting.extend((part, depth + 1) for part in value)
    return data


def unreadable(kind: str, error: Exception, text: str) -> Unreadable:
    """The one error for what a reader of `kind` ("YAML") raised of a text: its reason, and its line if it is known."""
    cause = error.__cause__ if isinstance(error.__cause__, Exception) else error
    mark = getattr(cause, "problem_mark", None) or getattr(cause, "context_mark", None)
    line = mark.line + 1 if mark is not None else getattr(cause, "lineno", None)
    said = " ".join(str(getattr(cause, "problem", None) or getattr(cause, "msg", None) or cause).split())
    line = line or _line_of(kind, said, text)
    if isinstance(cause, RecursionError) or "nested too deep" in said or "nesting depth" in said:
        return Unreadable("is nested too deep to be read", line)
    if isinstance(cause, IndexError | KeyError | AttributeError | TypeError | OverflowError):
        said = "a value does not fit its tag"  # what YAML's constructors make of `!!int` without a number
    elif "integer string conversion" in said:
        said = "a number in it is too long to be read"
    return Unreadable(f"is not valid {kind}: {said}", line)


def _line_of(kind: str, said: str, text: str) -> int | None:
    """The line (1-based) of what is wrong, when the reader gives no mark."""
    if told := _LINE.search(said):
        return int(told[1])
    at = -1
    if told := _POSITION.search(said):
        at = int(told[1])
    elif "end of document" in said:
        at = len(text.rstrip())
    elif found := _SUSPECT.search(text):
        at = found.start()
    elif said.startswith("*"):
        at = text.find(said.split()[0])
    elif kind == "YAML":
        return _line_of_value(text)
    return text.count("\n", 0, at) + 1 if at >= 0 else None


def _line_of_value(text: str) -> int | None:
    """The line of the first value in YAML that nothing can be made of: no day of the calendar, no number."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        loader = base(text)
        waiting, seen = [loader.get_single_node()], set()
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            if isinstance(node, yaml.MappingNode):
                waiting.extend(part for pair in reversed(node.value) for part in reversed(pair))
            elif isinstance(node, yaml.SequenceNode):
                waiting.extend(reversed(node.value))
            elif node is not None and not _is_sound(loader, node):
                return int(node.start_mark.line) + 1
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return None


def _is_sound(loader: Any, node: Any) -> bool:
    import yaml

    try:
        loader.construct_object(node)
    except yaml.YAMLError:
        return True  # it has a mark of its own
    except Exception:  # int(), a look-up, a match: whatever PyYAML does with a tag
        return False
    return True
