"""What people say of findings, kept in the repository as labels: one JSON object on each line, new ones at the end.

Nothing is sent anywhere. The file can be handed to whoever mends the rules; it holds the words that a finding is about,
with the lines around them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from contentlint.errors import ConfigError, ReadError, WriteError
from contentlint.finding import Finding
from contentlint.guard import writing
from contentlint.guard.boundary import Boundary
from contentlint.guard.records import dataclass
from contentlint.text.spans import LineMap

Verdict = Literal["wrong", "right", "useless", "suppressed"]
"""`wrong`: a false alarm; `right`; `useless`: true, and not worth anybody's time; `suppressed`: a comment in the post
switches it off, and only its reason says what its writer thought."""

_LONGEST = 1000
"""Code points of each line around a finding that are kept."""
_LARGEST = 200_000_000
"""Bytes of a file of labels that is added to."""
_SAME = ("rule", "path", "fingerprint", "verdict", "why")
"""What two labels of one opinion have in common."""


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a finding, on which day, of which version of contentlint."""

    verdict: Verdict
    why: str
    day: dt.date
    version: str


def label(finding: Finding, path: str, text: str, said: Said) -> dict[str, Any]:
    """The label of a finding in the post at `path` (below the project's root) with that text."""
    return {
        "rule": finding.rule,
        "category": finding.category,
        "severity": finding.severity,
        "path": path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "excerpt": finding.excerpt,
        "message": finding.message,
        "context": _context(text, finding.line, finding.end_line),
        "fingerprint": finding.fingerprint,
        "verdict": said.verdict,
        "why": said.why,
        "date": said.day.isoformat(),
        "version": said.version,
    }


def _context(text: str, first: int, last: int) -> dict[str, str]:
    """The lines of a place, and the nearest lines with words before and after it."""
    lines = LineMap(text)

    def at(line: int) -> str:
        return lines.content_span(line).cut(text)

    def nearest(numbers: Iterable[int]) -> str:
        return next((found for line in numbers if (found := at(line).strip())), "")

    return {
        "before": nearest(range(first - 1, 0, -1))[-_LONGEST:],
        "text": "\n".join(at(line) for line in range(first, min(last, lines.count) + 1))[:_LONGEST],
        "after": nearest(range(last + 1, lines.count + 1))[:_LONGEST],
    }


def add(file: Path, labels: Sequence[dict[str, Any]], root: Path) -> int:
    """Append those of the labels that the file does not have yet; how many they are.

    Never writes outside the repository of `root`. Raises ConfigError for a file that lies there, ReadError, WriteError.
    """
    if not Boundary(root).holds(file, root):
        raise ConfigError(
            "leads out of the repository: nothing is written; name another file for feedback", path=str(file)
        )
    was = _read(file)
    known = {_opinion(line) for line in (was or b"").splitlines()}
    rows: dict[tuple[Any, ...], bytes] = {}
    for one in labels:
        key = tuple(one[name] for name in _SAME)
        if key not in known:
            rows.setdefault(key, json.dumps(one, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
    if rows:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WriteError(f"can't be written: {error.strerror}", path=str(file)) from None
        between = b"\n" if was and not was.endswith(b"\n") else b""
        writing.write(file, (was or b"") + between + b"".join(rows.values()), was=was)
    return len(rows)


def _read(file: Path) -> bytes | None:
    """The bytes of the file, None where there is none. Raises ReadError."""
    try:
        if not file.exists():
            return None
        if not file.is_file() or file.stat().st_size > _LARGEST:
            raise ReadError("can't be added to: it is no regular file, or too large", path=str(file))
        return file.read_bytes()
    except (OSError, ValueError) as error:
        raise ReadError(f"can't be read: {error}", path=str(file)) from None


def _opinion(line: bytes) -> tuple[Any, ...]:
    """What makes a line the same label as another; empty for one that is none (of a merge conflict), which stays."""
    try:
        data = json.loads(line)
        return tuple(str(data[name]) for name in _SAME)
    except (ValueError, KeyError, TypeError, RecursionError):
        return ()
