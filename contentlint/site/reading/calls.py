"""What calls in a configuration give, where it can be told: the joining of objects and paths, methods of texts."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, product
from typing import Any

from contentlint.guard.patterns import anywhere
from contentlint.site.reading.choices import Environment, distinct, merged, opened
from contentlint.site.reading.js import Code

_SAME = re.compile(
    r"(?:define\w+|Object\.(?:freeze|seal)|structuredClone|fileURLToPath|(?:url\.)?pathToFileURL|URL|String)\Z"
)
_ASSIGN = re.compile(r"Object\.assign|(?:_|lodash)?\.?(?:assign|extend)\Z")
_MERGE = re.compile(r"(?:\w+\.)?(?:mergeConfig|merge|deepmerge|deepMerge|mergeDeep|mergician)\Z")
_DEFAULTS = re.compile(r"(?:_\.)?(?:defu|defaults|defaultsDeep|createDefu)\Z")
_JOIN = re.compile(r"(?:path\w*\.)?(?:posix\.)?(?:join|resolve|normalize)\Z")
_REGEX = re.compile(r"\s*/((?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)/([a-z]*)\s*,\s*(.*)\Z", re.DOTALL)
_CHANGES: Mapping[str, Callable[[str], str]] = {
    "trim": str.strip,
    "trimEnd": str.rstrip,
    "trimStart": str.lstrip,
    "toLowerCase": str.lower,
    "toUpperCase": str.upper,
    "toString": str,
    "valueOf": str,
}
_MOST = 12
_LONGEST = 2_000


def called(name: str, arguments: Sequence[list[Any]]) -> list[Any] | None:
    """What a function of a known name gives; None for any other."""
    if name == "process.cwd":
        return ["."]
    if name == "loadEnv":  # vite.dev/config/#using-environment-variables-in-config
        return [Environment("")]
    if name == "Boolean" and arguments:
        return distinct([v if isinstance(v, Code) else bool(v) for v in arguments[0]])
    if _SAME.match(name) and arguments:
        return arguments[0]
    if _JOIN.match(name) and arguments:
        return distinct([_path(parts) for parts in islice(product(*arguments), _MOST)])
    assigns, merges, defaults = _ASSIGN.match(name), _MERGE.match(name), _DEFAULTS.match(name)
    if (assigns or merges or defaults) and arguments:
        given = list(reversed(arguments)) if defaults else list(arguments)
        return distinct([_merged(parts, deep=not assigns) for parts in islice(product(*given), _MOST)])
    return None


def _path(parts: Sequence[Any]) -> Any:
    if not all(isinstance(part, str) for part in parts):
        return Code("")
    return posixpath.normpath("/".join(str(part) for part in parts))[:_LONGEST]


def _merged(parts: Sequence[Any], *, deep: bool) -> Any:
    made: dict[str, Any] = {}
    for part in parts:
        if isinstance(part, dict):
            made = merged(made, part, deep=deep)
        elif isinstance(part, Code):
            made = opened(made, Code(""))
    return made


def method(values: Sequence[Any], name: str, arguments: Sequence[list[Any]], written: str) -> list[Any] | None:
    """What a method gives of each value; None when that can't be told. `written` is the source of its arguments."""
    found: list[Any] = []
    for value in values:
        for given in islice(product(*arguments), _MOST):
            if isinstance(value, str):
                found.append(_of_text(value, name, given, written))
            elif isinstance(value, list):
                found.append(_of_list(value, name, given, written))
            elif value is None and name in ("replace", "trim", "toString"):
                continue  # it would stop the build
            else:
                found.append(Code(""))
    return distinct(found) or None


def _of_text(value: str, name: str, given: Sequence[Any], written: str) -> Any:
    if name in ("replace", "replaceAll"):
        return _replaced(value, name, given, written)
    if any(isinstance(part, (Code, dict, list)) for part in given):
        return Code("")
    texts = [part for part in given if isinstance(part, str)]
    if not given and name in _CHANGES:
        return _CHANGES[name](value)
    if name in ("startsWith", "endsWith", "includes") and len(texts) == 1:
        return {"startsWith": value.startswith, "endsWith": value.endswith, "includes": value.__contains__}[name](
            texts[0]
        )
    if name == "concat":
        return (value + "".join(map(str, given)))[:_LONGEST]
    if name == "split" and len(texts) == 1 and texts[0]:
        return value.split(texts[0])
    if name in ("slice", "substring") and all(type(part) is int for part in given) and 0 < len(given) < 3:
        return value[given[0] :] if len(given) == 1 else value[given[0] : given[1]]
    return Code("")


def _replaced(value: str, name: str, given: Sequence[Any], written: str) -> Any:
    """A text in which one is replaced by another; the pattern may be a regular expression without groups."""
    to = given[-1] if given else None
    if not isinstance(to, str) or "$" in to:
        return Code("")
    if len(given) == 2 and isinstance(given[0], str):
        return value.replace(given[0], to, -1 if name == "replaceAll" else 1)[:_LONGEST]
    pattern = _REGEX.match(written)
    if pattern is None or set(pattern[2]) - set("g"):
        return Code("")
    try:
        anywhere(pattern[1])  # refuses what can't be matched in time
        return re.sub(pattern[1], lambda _m: to, value, count=0 if pattern[2] else 1)[:_LONGEST]
    except (ValueError, re.error):
        return Code("")


def _of_list(value: list[Any], name: str, given: Sequence[Any], written: str) -> Any:
    if name == "filter" and written.strip() in ("Boolean", "x => x", "Boolean as any", "(x) => x", "x => !!x"):
        return [part for part in value if part not in (None, False, "", 0)]
    if name == "concat" and all(not isinstance(part, Code) for part in given):
        return [*value, *(v for part in given for v in (part if isinstance(part, list) else [part]))]
    if name == "join" and len(given) < 2 and all(isinstance(part, str) for part in (*value, *given)):
        return (given[0] if given else ",").join(value)[:_LONGEST]
    if name in ("flat", "slice") and not given:
        return value
    return Code("")
