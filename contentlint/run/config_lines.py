"""Where a key stands in the configuration file: tomllib gives values without their lines."""

from __future__ import annotations

import re
from pathlib import Path

from contentlint.errors import ConfigError

_NAME = r"""(?:[\w-]++|"[^"]*+"|'[^']*+')"""
_HEADER = re.compile(rf"\s*+\[\[?+\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+\]")
_PAIR = re.compile(rf"\s*+({_NAME}(?:\s*+\.\s*+{_NAME})*+)\s*+=")


class ConfigLines:
    """The lines of a configuration file, to say on which one a wrong key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.split("\n")

    def error(self, message: str, keys: tuple[str, ...]) -> ConfigError:
        """The error to raise for a key, given as its path of tables (`("rules", "stale-year")`)."""
        return ConfigError(message, path=str(self.path), line=self._line(keys))

    def _line(self, keys: tuple[str, ...]) -> int | None:
        table: tuple[str, ...] = ("tool", "contentlint") if self.path.name == "pyproject.toml" else ()
        wanted = (*table, *keys)
        best = None
        current: tuple[str, ...] = ()
        for number, line in enumerate(self.lines, 1):
            if header := _HEADER.match(line):
                current = _dotted(header[1])
                if current == wanted:
                    return number
                if current == wanted[: len(current)]:
                    best = number
            elif pair := _PAIR.match(line):
                full = (*current, *_dotted(pair[1]))
                if full == wanted:
                    return number
                if full == wanted[: len(full)]:
                    best = number
        return best


def _dotted(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[\w-]+", key))
