"""Findings that were there when a site adopted contentlint: known, counted, and not shown.

The file has a finding on each line, as JSON, sorted by post: changes of two branches merge line by line. An entry is
found again by the fingerprint, which has no line number: edits elsewhere in the post do not bring a finding back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from contentlint.errors import ConfigError
from contentlint.finding import Finding, fingerprint
from contentlint.guard.writing import write as write_file

DEFAULT = "contentlint-baseline.jsonl"
_SHOWN = 80
_FIELDS = ("path", "rule", "excerpt", "fingerprint")


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A known finding. `path` is below the project's root; `excerpt` is for people, and shortened."""

    path: str
    rule: str
    excerpt: str
    fingerprint: str

    @classmethod
    def of(cls, finding: Finding, path: str) -> Entry:
        """The entry of a finding in the post at `path`."""
        words = " ".join(finding.excerpt.split())
        shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
        return cls(path, finding.rule, shown, finding.fingerprint)


def read(file: Path) -> list[Entry]:
    """The entries of a baseline. Raises ConfigError with the line that is none."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError("there is no such baseline: write it with --write-baseline", path=str(file)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"the baseline can't be read: {error}", path=str(file)) from None
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            values = [data[name] for name in _FIELDS]
        except (ValueError, KeyError, TypeError):
            values = [None]
        if not all(isinstance(value, str) for value in values):
            raise ConfigError(
                "is not an entry of a baseline (a merge conflict?): write it anew with --write-baseline",
                path=str(file),
                line=number,
            )
        entries.append(Entry(*values))
    return entries


def write(file: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline. Raises WriteError when that can't be."""
    rows = (json.dumps({name: getattr(e, name) for name in _FIELDS}, ensure_ascii=False) for e in sorted(set(entries)))
    write_file(file, "".join(row + "\n" for row in rows).encode("utf-8", "backslashreplace"))


def split(
    entries: Iterable[Entry],
    findings: Iterable[tuple[str, Finding]],
    is_gone: Callable[[str], bool],
) -> tuple[list[Finding], list[Entry]]:
    """The findings, given with their posts' paths, that are not known; and the entries that none of them was.

    A post that has no entries may be one of another name: an entry of a post that `is_gone` stands for an equal finding
    in it, once.
    """
    left = {entry.fingerprint: entry for entry in entries}
    known_paths = {entry.path for entry in left.values()}
    gone = [path for path in sorted(known_paths) if is_gone(path)]
    most = Counter((entry.path, entry.rule) for entry in left.values())
    new = []
    for path, finding in findings:
        marks = [finding.fingerprint]
        if path not in known_paths:
            marks += [
                fingerprint(finding.rule, old, finding.excerpt, nth)
                for old in gone
                for nth in range(most[old, finding.rule])
            ]
        mark = next((mark for mark in marks if mark in left), None)
        if mark is None:
            new.append(finding)
        else:
            del left[mark]
    return new, list(left.values())
