"""Every regular expression that the tool compiles: of its modules, word lists and shipped rules.

`quickly` reads off the loaded modules what they hold, and compiles the word lists. Run as a program this checks what
there is to check as well, which has compiled what is only made when it is needed, and prints a line of JSON for each
expression.
"""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any

ROOT = Path(__file__).parents[1] / "contentlint"
LISTS = "rules/vocabulary"
"""The place of the terms of word lists."""
_BOUNDED = {"bounded", "anywhere", "searchable"}
"""Functions of `guard.patterns` that work out how long a text may be for an expression."""
_ONLY_TRIED = {"why_wrong", "_expression"}
"""Functions that compile an expression to see whether it is one."""
_READERS = ("markdown_it", "mdit_py_plugins", "linkify_it", "yaml")
_DEEP = 4
"""Containers in containers of a module that are looked through."""
_found: dict[tuple[str, int], str] = {}
_AT_ONE_PLACE = {"match", "fullmatch"}
_compiler: Any = re._compiler  # type: ignore[attr-defined]
_compile = _compiler.compile


@dataclass(frozen=True)
class Used:
    """An expression: the file that compiled it, its source and flags, whether it is only matched at one place."""

    place: str
    source: str
    flags: int
    how: str


def quickly() -> list[Used]:
    """What modules hold, and each term of the word lists."""
    loaded = _load_all()
    found: dict[tuple[str, int], str] = {}
    for module in loaded:
        place = Path(str(module.__file__)).relative_to(ROOT).as_posix()
        for regex in _held(list(vars(module).values()), _DEEP):
            found.setdefault((regex.pattern, regex.flags & ~re.UNICODE), place)
    from contentlint.catalog import catalog, lexicon

    for name, words in catalog.load().vocabulary.items():
        for term in filter(lexicon.is_pattern, words.terms):
            regex = lexicon.compile_terms((term,))
            found.setdefault((regex.pattern, regex.flags & ~re.UNICODE), f"{LISTS}/{name}")
    return _used(found)


def everything() -> list[Used]:
    """What is compiled while all rules and word lists are tried on their examples. For a process of its own."""
    _compiler.compile = _noted
    _load_all()
    from contentlint.catalog import catalog
    from contentlint.run import testing

    known = catalog.load(examples=True)
    for rule in known.rules.values():  # what is compiled when it is first needed
        list(testing.run(rule, known))
    for name in known.vocabulary:
        list(testing.run_list(name, known))
    for used in quickly():
        _found.setdefault((used.source, used.flags), used.place)
    return _used(_found)


def _used(found: dict[tuple[str, int], str]) -> list[Used]:
    matched = _matched()
    globs = "guard/globs.py"
    return [
        Used(place, source, flags, "match" if (source, flags) in matched or place == globs else "search")
        for (source, flags), place in sorted(found.items(), key=lambda item: (item[1], item[0]))
    ]


def _held(values: list[Any], depth: int) -> Iterator[re.Pattern[str]]:
    for value in values:
        if isinstance(value, re.Pattern):
            if isinstance(value.pattern, str):
                yield value
        elif depth and isinstance(value, dict):
            yield from _held([*value.keys(), *value.values()], depth - 1)
        elif depth and isinstance(value, tuple | list | set | frozenset):
            yield from _held(list(value), depth - 1)
        elif depth and type(value).__module__.startswith("contentlint"):
            slots = [name for kind in type(value).__mro__ for name in getattr(kind, "__slots__", ())]
            own = getattr(value, "__dict__", None) or {}
            yield from _held([*own.values(), *(getattr(value, name, None) for name in slots)], depth - 1)
        elif depth and isinstance(value, type) and value.__module__.startswith("contentlint"):
            yield from _held(list(vars(value).values()), depth - 1)


def _noted(source: Any, flags: int = 0) -> Any:
    made = _compile(source, flags)
    place = _place(sys._getframe(1)) if isinstance(made.pattern, str) else ""
    if place:
        _found.setdefault((made.pattern, made.flags & ~re.UNICODE), place)
    return made


def _place(frame: FrameType | None) -> str:
    """Which of our files had an expression compiled, or which of the libraries that read posts; "" for no such."""
    while frame is not None:
        module, name = str(frame.f_globals.get("__name__", "")), frame.f_code.co_name
        if module.startswith(_READERS):
            return f"library {module}"
        if module.partition(".")[0] not in ("re", "functools", "contentlint"):
            return ""
        if name in _ONLY_TRIED:
            return ""
        if module.startswith("contentlint.") and (module != "contentlint.guard.patterns" or name in _BOUNDED):
            return Path(frame.f_code.co_filename).relative_to(ROOT).as_posix()
        frame = frame.f_back
    return ""


def _load_all() -> list[ModuleType]:
    package = importlib.import_module("contentlint")
    found = pkgutil.walk_packages(package.__path__, "contentlint.")
    return [importlib.import_module(module.name) for module in found if not module.name.endswith("__main__")]


def _uses(file: Path) -> dict[str, set[str]]:
    """The methods by which each name is used in a module: `_WORD` to `{"search", "sub"}`; "?" when it is handed on."""
    uses: dict[str, set[str]] = {}
    inner: set[int] = set()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            of = node.value.value if isinstance(node.value, ast.Subscript) else node.value  # one of many, by its key
            if isinstance(of, ast.Name):
                uses.setdefault(of.id, set()).add(node.attr)
                inner.add(id(of))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in inner:
            uses.setdefault(node.id, set()).add("?")
    return uses


def _matched() -> set[tuple[str, int]]:
    """The expressions that are known by names of modules, and only ever matched at one place there."""
    ways: dict[tuple[str, int], set[str]] = {}
    for module in [m for name, m in sys.modules.items() if name.startswith("contentlint") and m.__file__]:
        named = {name: list(_held([value], 1)) for name, value in vars(module).items()}
        uses = _uses(Path(str(module.__file__))) if any(named.values()) else {}
        for name, held in named.items():
            for regex in held:
                ways.setdefault((regex.pattern, regex.flags & ~re.UNICODE), set()).update(uses.get(name, ()))
    return {key for key, found in ways.items() if found and found <= _AT_ONE_PLACE}


if __name__ == "__main__":
    for one in everything():
        print(json.dumps(asdict(one)))
