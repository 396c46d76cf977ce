"""Where a key stands in the configuration file: tomllib gives values without their lines."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from contentlint.errors import ConfigError

_NAME = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_HEADER = re.compile(rf"\s*+(\[\[?+)\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+\]")
_PAIR = re.compile(rf"\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+=")


class ConfigLines:
    """The lines of a configuration file, to say on which one a wrong key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.split("\n")

    def error(self, message: str, keys: tuple[str | int, ...]) -> ConfigError:
        """The error to raise for a key, given as its path of tables (`("rules", "stale-year")`).

        A number after the name of an array of tables says which of them, from 0 (`("overrides", 1, "paths")`); without
        one it is the first.
        """
        return ConfigError(message, path=str(self.path), line=self._line(keys))

    def where(self, keys: tuple[str | int, ...]) -> tuple[Path, int | None]:
        """The file and the line of a key, as for `error`."""
        return self.path, self._line(keys)

    def _line(self, keys: tuple[str | int, ...]) -> int | None:
        table: tuple[str, ...] = ("tool", "contentlint") if self.path.name == "pyproject.toml" else ()
        names = (*table, *(key for key in keys if isinstance(key, str)))
        number = next((key for key in keys if isinstance(key, int)), 0)
        array = (*table, *keys[: keys.index(number)]) if number in keys else ()
        best = None
        current: tuple[str, ...] = ()
        seen: Counter[tuple[str | int, ...]] = Counter()
        for at, line in enumerate(self.lines, 1):
            if header := _HEADER.match(line):
                current = _dotted(header[2])
                seen[current] += header[1] == "[["
                full = current
            elif pair := _PAIR.match(line):
                full = (*current, *_dotted(pair[1]))
            else:
                continue
            if array and current[: len(array)] == array and seen[array] != number + 1:
                continue  # another table of the array
            if full == names:
                return at
            if full == names[: len(full)]:
                best = at
        return best


def _dotted(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[\w-]+", key))
