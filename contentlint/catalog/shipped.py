"""The built-in rules and word lists as one file of data, so that a start need not read 240 files of YAML.

The package has it as `_rules/catalog.json`, made when it is built. Where the rules lie at the top of a repository it is
made by the first run that finds it older than they are, and kept beside the bytecode of the program.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from contentlint.catalog import needed_words
from contentlint.catalog.lexicon import WordList, is_pattern
from contentlint.catalog.rule import Rule
from contentlint.guard import place
from contentlint.guard.records import fields

FILE_NAME = "catalog.json"

_OF_RULE = tuple(one.name for one in fields(Rule) if one.name not in ("examples", "path"))
_OF_LIST = tuple(one.name for one in fields(WordList) if one.name not in ("examples", "path"))


_Found = tuple[dict[str, Rule], dict[str, WordList]]
_read_before: list[tuple[tuple[Path, list[Any]], _Found]] = []
"""The root and the stamp of what was read last in this process, and that: who checks text by text reads it once."""


class Unfit(ValueError):
    """Something in a rule or word list that JSON has no form for."""


def read(root: Path, version: str) -> _Found | None:
    """The rules and word lists of the built-in `root`, without their examples; None where they are not kept."""
    inside = os.path.join(root, FILE_NAME)  # noqa: PTH118 - pathlib costs at start
    is_built = os.path.isfile(inside)  # noqa: PTH113
    stamp = [version] if is_built else _stamp(root, version)
    for known, found in _read_before:
        if known == (root, stamp):
            return found
    for where in [inside] if is_built else place.beside_program(FILE_NAME):
        try:
            with open(where, "rb") as file:  # noqa: PTH123
                data = json.loads(file.read())
            if data["stamp"] == stamp:
                found = _made(data, str(root))
                _read_before[:] = [((root, stamp), found)]
                return found
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return None


def keep(root: Path, version: str, rules: Mapping[str, Rule], lists: Mapping[str, WordList]) -> None:
    """Keep what was read of the built-in `root` for later runs."""
    place.keep(place.beside_program(FILE_NAME), dumped(root, _stamp(root, version), rules.values(), lists))


def dumped(root: Path, stamp: list[Any], rules: Iterable[Rule], lists: Mapping[str, WordList]) -> bytes:
    """The file. Raises Unfit for what would not be the same when it is read again."""
    cut = len(str(root)) + 1
    of_rules = [[rule.path[cut:], *(getattr(rule, name) for name in _OF_RULE)] for rule in rules]
    of_lists = [[name, one.path[cut:], *(getattr(one, key) for key in _OF_LIST)] for name, one in lists.items()]
    told = {
        term[1:-1]: None if (words := needed_words.needed_words(term[1:-1])) is None else sorted(words)
        for one in lists.values()
        for term in one.terms
        if is_pattern(term)
    }
    data = {"stamp": stamp, "rules": of_rules, "lists": of_lists, "needed": told}
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    again = json.loads(text)
    for made, written in zip([*of_rules, *of_lists], [*again["rules"], *again["lists"]], strict=True):
        if [_plain(value) for value in made] != written:
            raise Unfit(f"{made[0]}: something in it is no text, number, truth, list or table of these by text")
    return text.encode()


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _made(data: Any, root: str) -> tuple[dict[str, Rule], dict[str, WordList]]:
    rules, lists = {}, {}
    for path, *values in data["rules"]:
        rule = Rule(**_given(_OF_RULE, values), examples=(), path=os.path.join(root, path))  # noqa: PTH118
        rules[rule.id] = rule
    for name, path, *values in data["lists"]:
        lists[name] = WordList(**_given(_OF_LIST, values), path=os.path.join(root, path))  # noqa: PTH118
    needed_words.know(data["needed"])
    return rules, lists


def _given(names: tuple[str, ...], values: list[Any]) -> dict[str, Any]:
    """Fields by name; a list is a tuple, as records have it, but for what lies in a table."""
    return {name: tuple(one) if isinstance(one, list) else one for name, one in zip(names, values, strict=True)}


def _stamp(root: Path, version: str) -> list[Any]:
    """What tells whether files have changed, as Python does it for its bytecode: sizes and times of change."""
    code = sorted(_files(os.path.dirname(__file__), (".py",)))  # noqa: PTH120
    return [version, str(root), [*_OF_RULE, *_OF_LIST], code, sorted(_files(str(root), (".yaml", ".yml")))]


def _files(folder: str, endings: tuple[str, ...]) -> Iterator[list[Any]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir():
                    yield from _files(entry.path, endings)
                elif entry.name.lower().endswith(endings):
                    found = entry.stat()
                    yield [entry.path[len(folder) + 1 :], found.st_size, found.st_mtime_ns]
    except OSError:
        return
