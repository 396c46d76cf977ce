"""Where a key stands in the configuration file: tomllib gives values without their lines."""

from __future__ import annotations

import re
from pathlib import Path

from contentlint.errors import ConfigError


class ConfigLines:
    """The lines of a configuration file, to say on which one a wrong key stands."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.lines = path, text.splitlines()

    def error(self, message: str, keys: tuple[str, ...]) -> ConfigError:
        """The error to raise for a key, given as its path of tables (`("rules", "stale-year")`)."""
        return ConfigError(message, path=str(self.path), line=self._line(keys))

    def _line(self, keys: tuple[str, ...]) -> int | None:
        table: tuple[str, ...] = ("tool", "contentlint") if self.path.name == "pyproject.toml" else ()
        wanted = (*table, *keys)
        best = None
        current: tuple[str, ...] = ()
        for number, line in enumerate(self.lines, 1):
            header = re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$", line)
            if header:
                current = _dotted(header.group(1))
                if current == wanted:
                    return number
            elif (
                pair := re.match(
                    r"\s*((?:[\w-]+|\"[^\"]*\"|'[^']*')(?:\s*\.\s*(?:[\w-]+|\"[^\"]*\"|'[^']*'))*)\s*=", line
                )
            ) is not None:
                full = (*current, *_dotted(pair.group(1)))
                if full == wanted:
                    return number
                if full == wanted[: len(full)]:
                    best = number
        return best


def _dotted(key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in re.findall(r"\"[^\"]*\"|'[^']*'|[\w-]+", key))
