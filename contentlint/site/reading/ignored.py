"""Which files `.gitignore` keeps out of a repository (git-scm.com/docs/gitignore)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from contentlint.guard.globs import any_glob

_MOST = 1_000
"""Lines of a file that are read."""


class Rule(NamedTuple):
    """A line of a `.gitignore` in `folder`: which paths below it fit, and what is said of them."""

    folder: str
    fits: Callable[[str], bool]
    is_negated: bool
    is_for_folders: bool


def rules(files: Mapping[str, str]) -> list[Rule]:
    """The rules of `.gitignore` files, given by the folder that they lie in ("" or `a/b/`), the weakest first."""
    found = []
    for folder in sorted(files, key=lambda folder: folder.count("/")):
        for line in files[folder].splitlines()[:_MOST]:
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            is_negated = text.startswith("!")
            glob = text.removeprefix("!").removeprefix("\\")
            is_for_folders = glob.endswith("/")
            glob = glob.rstrip("/")
            # Braces stand for themselves there; one character is near enough.
            glob = glob.replace("{", "?").replace("}", "?")
            glob = glob.lstrip("/") if "/" in glob else f"**/{glob}"
            found.append(Rule(folder, any_glob((glob,)), is_negated, is_for_folders))
    return found


def is_ignored(path: str, known: list[Rule]) -> bool:
    """True for a file that git leaves out: by its own name, or as a folder around it is left out.

    Of several rules that fit the last one counts, and nothing in a folder that is left out comes back.
    """
    parts = path.split("/")
    return any(_is_out("/".join(parts[: n + 1]), n + 1 < len(parts), known) for n in range(len(parts)))


def _is_out(path: str, is_folder: bool, known: list[Rule]) -> bool:
    for rule in reversed(known):
        is_for_it = (is_folder or not rule.is_for_folders) and path.startswith(rule.folder)
        if is_for_it and rule.fits(path[len(rule.folder) :]):
            return not rule.is_negated
    return False
