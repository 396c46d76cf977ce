"""Regular expressions compiled once for many runs.

To read and compile an expression costs Python 0.1 to 5 ms, and a run has more than a thousand: a third of the time of
checking one post. What comes out, a list of numbers for the matcher, is kept in a file for the version of Python that
made it, and handed to the matcher, which checks it. Where anything is not as expected, expressions are compiled.
"""

from __future__ import annotations

import json
import sys
import time
from array import array
from itertools import islice
from typing import Any
from zlib import crc32

from contentlint.guard import place

_WORTH = 0.008
"""Seconds of compiling from which on it is worth writing the file."""
_MOST = 2000
"""Expressions that are kept: those of one command, and of others as far as there is room."""

_store: _Store | None = None
_writes = True


def use_kept(*, writes: bool = True) -> None:
    """Have `re` look among what is kept before it compiles, in this process. Without effect on another Python.

    With `writes` off nothing is added to what is kept.
    """
    global _store, _writes
    _writes = _writes and writes
    if _store is not None or sys.implementation.name != "cpython":
        return
    try:
        import _sre  # type: ignore[import-not-found]
        from re import _compiler, _parser  # type: ignore[attr-defined]

        store = _Store(_sre, _compiler, _parser)
        match = store.make(r"(?P<first>a)(b)?", 0)[0].match("ab")
        if match is not None and (match["first"], match[2]) == ("a", "b"):
            _compiler.compile, _store = store.compile, store
    except Exception:  # these parts of `re` are its own: another Python may have others
        return


def keep() -> None:
    """Write what this run had to compile, when that took long enough."""
    if _store is not None and _writes:
        _store.keep()


class _Store:
    """Compiled expressions by flags and source."""

    def __init__(self, sre: Any, compiler: Any, parser: Any) -> None:
        self._sre, self._parse, self._code, self._compile = sre, parser.parse, compiler._code, compiler.compile
        self._debug = int(compiler.SRE_FLAG_DEBUG)
        self._stamp = [sys.version, sys.byteorder, sre.MAGIC, sre.CODESIZE]
        self._places = place.beside_program(f"expressions.{sys.implementation.cache_tag}.json")
        self._kept: dict[str, list[Any]] = {}
        self._numbers = memoryview(b"")
        self._used: dict[str, list[Any]] = {}
        self._asked: dict[str, None] = {}
        self._spent = 0.0
        self._load()

    def _load(self) -> None:
        for where in self._places:
            try:
                with open(where, "rb") as file:  # noqa: PTH123 - pathlib costs at start
                    head, _, rest = file.read().partition(b"\n")
                if json.loads(head) == [self._stamp, crc32(rest)]:
                    names, _, numbers = rest.partition(b"\n")
                    self._kept, self._numbers = json.loads(names), memoryview(numbers).cast("I")
                    return
            except (OSError, ValueError):
                continue

    def compile(self, source: Any, flags: int = 0) -> Any:
        """What `re._compiler.compile` gives."""
        if type(source) is not str or flags & self._debug:
            return self._compile(source, flags)
        found = self._kept.get(f"{int(flags)}:{source}")
        if found is not None:
            self._asked[f"{int(flags)}:{source}"] = None
            whole, groups, names, begin, end = found
            try:
                return self._made(source, whole, self._numbers[begin:end].tolist(), groups, names)
            except (RuntimeError, OverflowError, TypeError, ValueError):  # the matcher refuses it
                pass
        before = time.process_time()
        made, *kept = self.make(source, flags)
        self._spent += time.process_time() - before
        self._used[f"{int(flags)}:{source}"] = kept
        return made

    def make(self, source: str, flags: int) -> tuple[Any, int, int, dict[str, int], list[int]]:
        """A compiled expression, and what is kept of it: its flags, how many groups, their names, the code."""
        tree = self._parse(source, flags)
        code, state = self._code(tree, flags), tree.state
        made = self._made(source, flags | state.flags, code, state.groups - 1, state.groupdict)
        return made, int(flags | state.flags), state.groups - 1, dict(state.groupdict), code

    def _made(self, source: str, flags: int, code: list[int], groups: int, names: dict[str, int]) -> Any:
        by_number: list[str | None] = [None] * (groups + 1)
        for name, number in names.items():
            by_number[number] = name
        return self._sre.compile(source, flags, code, groups, names, tuple(by_number))

    def keep(self) -> None:
        """Write the file with what was compiled beside what it had."""
        if self._spent < _WORTH:
            return
        kept: dict[str, list[Any]] = {}
        numbers = array("I")
        others = (key for key in self._kept if key not in self._asked)
        for key in (*self._asked, *islice(others, max(0, _MOST - len(self._asked) - len(self._used)))):
            flags, groups, names, begin, end = self._kept[key]
            kept[key] = [flags, groups, names, len(numbers), len(numbers) + end - begin]
            numbers.extend(self._numbers[begin:end])
        for key, (flags, groups, names, code) in list(self._used.items())[:_MOST]:
            kept[key] = [flags, groups, names, len(numbers), len(numbers) + len(code)]
            numbers.extend(map(int, code))
        rest = json.dumps(kept).encode() + b"\n" + numbers.tobytes()
        place.keep(self._places, json.dumps([self._stamp, crc32(rest)]).encode() + b"\n" + rest)
