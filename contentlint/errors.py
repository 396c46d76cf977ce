"""The errors a user can cause. Each is one clear line that names the place and what to do."""

from __future__ import annotations

import os


class ContentlintError(Exception):
    """A problem that stops the tool from doing its job; shown as one line, exit code 2.

    `message` says what is wrong and what to do; `path` and `line` (1-based) say where, when known.
    """

    def __init__(self, message: str, *, path: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line = line

    def __str__(self) -> str:
        place = _from_here(self.path) if self.path else ""
        where = f"{place}:{self.line}: " if place and self.line else f"{place}: " if place else ""
        return where + self.message


def _from_here(path: str) -> str:
    """A path as the user names it: a whole one from the working directory, when it lies below that."""
    try:
        here = os.path.join(os.getcwd(), "")  # noqa: PTH109, PTH118 - "/" at the end
    except OSError:  # it was deleted
        return path
    return path.removeprefix(here).replace(os.sep, "/") if path.startswith(here) and path != here else path


class ConfigError(ContentlintError):
    """`contentlint.toml` or `[tool.contentlint]` says something that can't be."""


class RuleError(ContentlintError):
    """A rule file is not a valid rule."""


class ReadError(ContentlintError):
    """A file could not be read as a post: missing, too large, not UTF-8."""


class WriteError(ContentlintError):
    """A file could not be written; it is as it was."""


class UsageError(ContentlintError):
    """The command line asks for something that can't be."""


def nearest(word: str, known: list[str] | tuple[str, ...]) -> str | None:
    """The entry of `known` that `word` was probably meant to be, or None.

    Ratcliff/Obershelp similarity of at least 0.7 (`difflib.get_close_matches`).
    """
    from difflib import get_close_matches

    matches = get_close_matches(word.lower(), [k.lower() for k in known], n=1, cutoff=0.7)
    return next((k for k in known if k.lower() == matches[0]), None) if matches else None
