"""How Hugo makes a part of an address of a file's name, a slug, a title, a term (seen in Hugo 0.168)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any

from contentlint.guard.records import dataclass


@dataclass(frozen=True, slots=True)
class Names:
    """The rules of one configuration: `path` for files, folders and terms, `slug` for what front matter says."""

    path: Callable[[str], str]
    slug: Callable[[str], str]
    title: Callable[[str], str]


def names_of(config: dict[str, Any]) -> Names:
    """The rules that hold under a configuration."""
    lower = config.get("disablepathtolower") is not True
    bare = config.get("removepathaccents") is True

    def change(text: str) -> str:
        return _without_accents(text) if bare else text

    return Names(
        lambda text: path_name(change(text), lower=lower),
        lambda text: slug_name(change(text), lower=lower).strip("-"),
        lambda text: _title(change(text), lower=lower),
    )


def path_name(text: str, *, lower: bool = True) -> str:
    """A path as content has it: every blank is a hyphen, what has no place in a path is left out."""
    made = "".join("-" if char.isspace() else char for char in text if char.isspace() or _stays(char))
    return _lower(made) if lower else made


def slug_name(text: str, *, lower: bool = True) -> str:
    """A slug: blanks together are one hyphen, and none beside another one."""
    out: list[str] = []
    pending = hyphen = False
    for char in text:
        if _stays(char):
            hyphen = char == "-"
            if pending and not hyphen:
                out.append("-")
            pending = False
            out.append(char)
        elif out and not hyphen and char.isspace():
            pending = True
    made = "".join(out)
    return _lower(made) if lower else made


def _title(text: str, *, lower: bool) -> str:
    made = slug_name("".join("-" if char in "/\\#+" else char for char in text), lower=lower)
    return made.rstrip("-") if text.endswith(("#", "+", "/")) else made


def _stays(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category == "Nd" or char in "./\\_#+~-@"


def _lower(text: str) -> str:
    return text.lower() if text.isascii() else "".join(char.lower()[0] for char in text)


def _without_accents(text: str) -> str:
    parts = (char for char in unicodedata.normalize("NFD", text) if unicodedata.category(char) != "Mn")
    return unicodedata.normalize("NFC", "".join(parts))
