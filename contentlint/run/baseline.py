"""Findings that were there when a site adopted contentlint: known, counted, and not shown.

The file has a finding on each line, as JSON, sorted by post: changes of two branches merge line by line. An entry is
found again by the fingerprint, which has no line number: edits elsewhere in the post do not bring a finding back.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from contentlint.errors import ConfigError
from contentlint.finding import Finding, fingerprint
from contentlint.guard.records import dataclass
from contentlint.guard.userdata import Unreadable, text_of
from contentlint.guard.writing import write as write_file

DEFAULT = "contentlint-baseline.jsonl"
_SHOWN = 80
_LARGEST = 200_000_000
"""Bytes of a baseline that is read: some hundred thousand findings."""
_MOST_EQUAL = 50
"""Findings of a rule with equal words in one post that are told apart under a former id of the rule."""
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
        if not file.exists():
            raise ConfigError("there is no such baseline: write it with --write-baseline", path=str(file))
        text = text_of(file, _LARGEST)
    except (Unreadable, OSError, ValueError) as error:
        raise ConfigError(f"the baseline can't be used: {error}", path=str(file)) from None
    entries = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data = json.loads(line)
            values = [data[name] for name in _FIELDS]
        except (ValueError, KeyError, TypeError, RecursionError):
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
    former: Mapping[str, str] = MappingProxyType({}),
) -> tuple[list[Finding], list[Entry]]:
    """The findings, given with their posts' paths, that are not known; and the entries that none of them was.

    A post that has no entries may be one of another name: an entry of a post that `is_gone` stands for an equal finding
    in it, once. `former` maps ids that rules had before to those that they have: an entry holds under either.
    """
    old_names: dict[str, list[str]] = {}
    for old, new_name in former.items():
        old_names.setdefault(new_name, []).append(old)
    left = {entry.fingerprint: entry for entry in entries}
    known_paths = {entry.path for entry in left.values()}
    gone = {path for path in known_paths if is_gone(path)}
    # Of posts that are gone: how many entries there are of a rule and words, by path.
    of_gone: dict[tuple[str, str], Counter[str]] = {}
    for entry in sorted(left.values()):
        if entry.path in gone:
            of_gone.setdefault((entry.rule, entry.excerpt), Counter())[entry.path] += 1
    moved: dict[tuple[str, str], Iterator[str]] = {}
    new = []
    for path, finding in findings:
        mark = finding.fingerprint if finding.fingerprint in left else None
        if mark is None and finding.rule in old_names:
            mark = next((m for m in _renamed(finding, path, old_names[finding.rule], len(left)) if m in left), None)
        if mark is None and path not in known_paths:
            # For each rule and words once: what was looked at is used up by now, or was never there.
            key = (finding.rule, finding.known_by)
            if key not in moved:
                counts = of_gone.get((finding.rule, Entry.of(finding, path).excerpt), Counter())
                moved[key] = _marks(finding, counts)
            mark = next((mark for mark in moved[key] if mark in left), None)
        if mark is None:
            new.append(finding)
        else:
            del left[mark]
    return new, list(left.values())


def _renamed(finding: Finding, path: str, names: Iterable[str], most: int) -> Iterator[str]:
    """The fingerprints that a finding could have under other ids of its rule."""
    for name in names:
        for nth in range(min(most, _MOST_EQUAL)):
            yield fingerprint(name, path, finding.known_by, nth)


def _marks(finding: Finding, counts: Mapping[str, int]) -> Iterator[str]:
    """The fingerprints that a finding would have had in other posts, with how many there were of its kind."""
    for path, count in counts.items():
        for nth in range(count):
            yield fingerprint(finding.rule, path, finding.known_by, nth)
