"""What a patch of `git diff` without context says: which lines are new, and which only moved."""

from __future__ import annotations

import re
from collections import Counter

from contentlint.guard.records import dataclass, field

_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


@dataclass(slots=True)
class Hunks:
    """What a patch adds to a file: ranges of lines, and their words by number; and the words that it takes out."""

    ranges: tuple[range, ...] = ()
    added: dict[int, bytes] = field(default_factory=dict)
    removed: Counter[bytes] = field(default_factory=Counter)

    @property
    def moved(self) -> frozenset[int]:
        """The lines whose words were taken out elsewhere, each once."""
        left = self.removed.copy()
        found = set()
        for number, words in self.added.items():
            if not words:  # an empty line is nothing new
                found.add(number)
            elif left[words]:
                left[words] -= 1
                found.add(number)
        return frozenset(found)


def hunks(patch: bytes) -> dict[bytes, Hunks]:
    """What a patch without context adds or changes, by the file's new path."""
    found: dict[bytes, Hunks] = {}
    path = b""
    rows = iter(patch.split(b"\n"))
    for row in rows:
        if row.startswith(b"diff --git "):
            path = b""
        elif row.startswith(b"+++ "):
            path = _unquoted(row[4:]).removeprefix(b"b/")
        elif (hunk := _HUNK.match(row)) is not None:
            old, first, new = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            file, number = found.setdefault(path, Hunks()), first
            file.ranges += (range(first, first + new),)
            for _ in range(old + new):  # what the lines say must not be taken for a header
                line = next(rows, b"")
                if line.startswith(b"\\"):  # "\ No newline at end of file"
                    line = next(rows, b"")
                if line[:1] == b"+":
                    file.added[number] = line[1:].strip()
                    number += 1
                else:
                    file.removed[line[1:].strip()] += 1
    return found


def _unquoted(name: bytes) -> bytes:
    """A path as the header of a patch has it: in quotes with escapes where it has to be, else maybe with a tab."""
    if not name.startswith(b'"'):
        return name.removesuffix(b"\t")
    return _ESCAPE.sub(
        lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else _ESCAPES.get(m[1], m[1]), name.strip(b'\t"')
    )
