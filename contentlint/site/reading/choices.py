"""What an expression in a configuration can give: all of its values, the likeliest first.

`process.env.BASE ?? "/docs"` gives `/docs` where the variable is not set, and else what no file says; of
`isProd ? "/docs" : ""` both are possible. Conditions on what a build always sets are decided (`NODE_ENV` is
`production` in `next build` and `astro build`; vite.dev/guide/env-and-mode for `import.meta.env.PROD`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any

from contentlint.guard.records import dataclass
from contentlint.site.reading import js
from contentlint.site.reading.js import Code
from contentlint.site.reading.shape import MOST

_VARIABLE = re.compile(r"\b(?:let|var)\s+([\w$]+)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_METHOD = re.compile(r"(?:async\s+|get\s+|\*\s*)*[\w$]+\s*\([^()]{0,500}\)\s*(?::[^{}]{0,500})?\{")
_ON_SERVERS = re.compile(
    r"(?:\A|_)(?:CI|PAGES|DEPLOY[A-Z]*|PROD[A-Z]*|PUBLISH[A-Z]*|RELEASE|LIVE)(?:_|\Z)|\A(?:GITHUB|GITLAB|NETLIFY|VERCEL|CF)"
)
"""Variables that are set where a site is built for its readers."""
_COMPUTED = re.compile(r"\[([^\[\]]{1,500})\]\s*:")
_STRING = re.compile(r"[\"'`]([^\"'`\n$]{0,500})[\"'`]")
_LONGEST = 2_000
"""Code points of a text that an expression gives."""
_MOST = 12
"""Values that one expression can give."""
_MOST_DEPTH = 60
"""Expressions, parentheses, objects and names that are read one in the other."""
_MOST_WORK = 50_000
"""Words and signs that are read for one configuration: names in names multiply."""

PRODUCTION: Mapping[str, tuple[Any, ...]] = {
    "NODE_ENV": ("production",),
    "PROD": (True,),
    "DEV": (False,),
    "MODE": ("production",),
    "mode": ("production",),
    "command": ("build",),
}
"""What a bundler's build sets, and what it hands to a configuration that is a function."""


@dataclass(frozen=True, slots=True)
class Either(Code):
    """A value that is one of several, the likeliest first; `Code` among them stands for what nothing tells."""

    values: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Environment(Code):
    """`process.env` and what else has the variables of the environment."""


@dataclass(frozen=True, slots=True)
class Call(Code):
    """A call whose result nothing tells: the function's name, and what it is given."""

    name: str = ""
    arguments: tuple[Any, ...] = ()


def one(values: Sequence[Any], source: str = "") -> Any:
    """Several values as one; `source` is the expression that gives them."""
    found = distinct(values) or [Code(source)]
    return found[0] if len(found) == 1 else Either(source, tuple(found))


def distinct(values: Iterable[Any]) -> list[Any]:
    """The values without repetitions."""
    found: list[Any] = []
    for value in values:
        for one in value.values if isinstance(value, Either) else (value,):
            one = Code("") if type(one) is Code else one
            if not any(one == other and type(one) is type(other) for other in found):
                found.append(one)
    return found[:_MOST]


def joined(one: Any, other: Any) -> Any:
    """The sum of two values, as texts."""
    if any(value is None or isinstance(value, (Code, dict, list)) for value in (one, other)):
        return Code("")
    return f"{one}{other}"[:_LONGEST]


class Budget:
    """How much may still be read, and how deep in one another: shared by all that one configuration asks."""

    def __init__(self) -> None:
        self.left, self.depth = _MOST_WORK, 0

    def enter(self) -> bool:
        """Goes one deeper, and says whether what is there may be read; `leave` comes after it in any case."""
        self.depth += 1
        self.left -= 1
        return self.depth < _MOST_DEPTH and self.left > 0

    def leave(self) -> None:
        """Comes up again."""
        self.depth -= 1


class Scope:
    """Where the names of an expression are looked up: the sources of one module, in order."""

    def __init__(
        self, texts: Sequence[str], known: Mapping[str, tuple[Any, ...]] | None = None, budget: Budget | None = None
    ) -> None:
        """`texts` have no comments; `known` is what is in the environment."""
        self.texts, self.known, self.budget = texts, known or {}, budget or Budget()

    def named(self, name: str) -> list[Any] | None:
        """What a name can stand for; None when nothing tells."""
        for text in self.texts:
            at = js.constant_at(text, name) if _NAME.fullmatch(name) else None
            if at is not None:
                found = [v for place in (at, *_set_again(text, name)) for v in self.values(text, place)]
                return self.assigned(name, distinct(found))
        unpacked = self._unpacked(name)
        return list(self.known[name]) if unpacked is None and name in self.known else unpacked

    def assigned(self, name: str, values: list[Any]) -> list[Any]:
        """The values of a name with what is set in them later: `config.base = …`."""
        if not any(isinstance(value, dict) for value in values):
            return values
        found = list(values)
        for text in self.texts:
            shadow = js.shadow_of(text)
            setter = re.compile(rf"(?<![\w$])(?<!\.\.){re.escape(name)}\.([A-Za-z_$][\w$]*)\s*=(?![=>])\s*")
            for match in islice(setter.finditer(shadow), _MOST):
                before = shadow[: match.start()]
                is_sure = before.count("{") <= before.count("}")
                for at, value in enumerate(found):
                    if isinstance(value, dict):
                        options = self.values(text, match.end()) if is_sure else [value.get(match[1]), Code("")]
                        options = options if is_sure else [*options[:1], *self.values(text, match.end())]
                        found[at] = {**value, match[1]: one(options)}
        return found

    def values(self, text: str, at: int = 0, *, whole: bool = False) -> list[Any]:
        """Every value of the expression at an offset; `whole` is as in `Expression`."""
        from contentlint.site.reading.expressions import Expression

        try:
            return Expression(text, at, self, whole=whole).read() if self.budget.enter() else [Code("")]
        finally:
            self.budget.leave()

    def inside(self, given: Mapping[str, list[Any]]) -> Scope:
        """The scope inside a function that is given something."""
        return _Inside(self, given)

    def module(self, name: str) -> list[Any]:
        """What another module gives that is required by a name."""
        return [Code("")]

    def variable(self, name: str) -> list[Any]:
        """A variable of the environment."""
        if name in self.known:
            return list(self.known[name])
        return [Code(""), None] if _ON_SERVERS.search(name) else [None, Code("")]

    def member(self, value: Any, key: str) -> list[Any]:
        """What a value has under a key."""
        if isinstance(value, Environment):
            return self.variable(key)
        if isinstance(value, dict) and (key in value or "..." not in value):
            return distinct([value.get(key)])
        return [Code("")]

    def resolved(self, value: Any) -> Any:
        """A value with what its names stand for: `Either` where several are possible, `Code` where nothing tells."""
        if not isinstance(value, (dict, list)) and type(value) is not Code:
            return value
        if not self.budget.enter():
            found = value
        elif isinstance(value, dict):
            found = self._object(value)
        elif isinstance(value, list):
            found = self._list(value)
        elif type(value) is Code and not _METHOD.match(value.source):
            found = one(self.values(value.source), value.source)
            found = value if type(found) is Code else found
        else:
            found = value
        self.budget.leave()
        return found

    def _list(self, value: list[Any]) -> list[Any]:
        found: list[Any] = []
        for part in value:
            if type(part) is Code and part.source.startswith("..."):
                inner = [v for v in self.values(part.source, 3) if v not in (None, False, "")]
                if len(inner) == 1 and isinstance(inner[0], list):
                    found += inner[0]
                    continue
                part = Either(part.source, tuple(inner)) if len(inner) > 1 else part
            found.append(self.resolved(part))
        return found

    def _object(self, value: dict[str, Any]) -> dict[str, Any]:
        made: dict[str, Any] = {}
        for key, part in value.items():
            if not key.startswith("..."):
                made[key] = self.resolved(part)
            elif isinstance(part, Code) and (computed := _COMPUTED.match(part.source)):
                names = self.values(computed[1])
                if len(names) == 1 and isinstance(names[0], str):
                    made[names[0]] = self.resolved(Code(part.source[computed.end() :].strip()))
                else:
                    made["..."] = part
            elif isinstance(part, Code) and part.source.startswith("..."):
                made = spread(made, self.values(part.source, 3), part)
            else:
                made["..."] = part
        return made

    def _unpacked(self, name: str) -> list[Any] | None:
        """A name out of `const { NAME = "…" } = process.env`."""
        for text in self.texts:
            for match in islice(re.finditer(r"\{([^{}]{0,2000})\}\s*=(?![=>])\s*", text), 20):
                for part in match[1].split(","):
                    entry = re.fullmatch(r"\s*([\w$]+)\s*(?::\s*([\w$]+)\s*)?(?:=\s*(.+))?", part.strip(), re.DOTALL)
                    if entry and (entry[2] or entry[1]) == name:
                        holders = self.values(text, match.end())
                        found = [v for holder in holders for v in self.member(holder, entry[1])]
                        other = self.values(entry[3]) if entry[3] else [None]
                        return distinct([w for v in found for w in (other if v is None else [v])])
        return None


class _Inside(Scope):
    """The scope of a function's body: what the function is given goes before what the module has."""

    def __init__(self, around: Scope, given: Mapping[str, list[Any]]) -> None:
        super().__init__(around.texts, around.known, around.budget)
        self._around, self._given = around, given

    def named(self, name: str) -> list[Any] | None:
        return self._given[name] if name in self._given else self._around.named(name)

    def module(self, name: str) -> list[Any]:
        return self._around.module(name)


def _set_again(text: str, name: str) -> list[int]:
    """Where a variable that may change gets another value."""
    if name not in _variables(text):
        return []
    again = re.finditer(rf"(?<![\w$.])(?<!let )(?<!var ){re.escape(name)}\s*=(?![=>])\s*", text)
    return [match.end() for match in islice(again, _MOST)]


@lru_cache(64)
def _variables(text: str) -> frozenset[str]:
    """The names behind `let` and `var`."""
    return frozenset(match[1] for match in _VARIABLE.finditer(text))


def spread(made: dict[str, Any], values: Sequence[Any], code: Code) -> dict[str, Any]:
    """An object into which one of some values is spread; the key `...` is there where there may be more in it."""
    tables = [value if isinstance(value, dict) else {} for value in values if not isinstance(value, Code)]
    found = dict(made)
    for key in dict.fromkeys(key for table in tables for key in table):
        if key == "...":
            found[key] = code
            continue
        found.pop(key, None)
        found[key] = one([table.get(key, made.get(key)) for table in tables], code.source)
    return opened(found, code) if any(isinstance(value, Code) for value in values) else found


def opened(made: dict[str, Any], code: Code) -> dict[str, Any]:
    """An object over which something is laid that nothing tells: there may be more in it, and something else."""
    found = {key: one((value, Code("")), code.source) for key, value in made.items() if key != "..."}
    return {**found, "...": code}


def merged(one: dict[str, Any], other: dict[str, Any], *, deep: bool = True) -> dict[str, Any]:
    """One object with another over it; with `deep`, objects in them are joined too."""
    made = dict(one)
    for key, value in other.items():
        below = made.pop(key, None)
        joins = deep and isinstance(value, dict) and isinstance(below, dict)
        made[key] = merged(below, value) if joins and below is not None else value
    return made


def one_of(tables: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """One object in the place of several that are possible."""
    if len(tables) < 2:
        return dict(tables[0]) if tables else {}
    made: dict[str, Any] = {}
    for key in dict.fromkeys(key for table in tables for key in table):
        values = [table.get(key) for table in tables]
        if all(isinstance(value, dict) for value in values):
            made[key] = one_of([value for value in values if isinstance(value, dict)])
        else:
            made[key] = one(values, key)
    return made


def choices(
    value: Any, texts: Sequence[str] = (), known: Mapping[str, tuple[Any, ...]] | None = None
) -> tuple[Any, ...]:
    """Every value that a literal or `Code` can give, the likeliest first; `Code` stands for what nothing tells.

    `texts` are the sources in which its names are looked up, without comments; `known` is what is in the environment.
    """
    if isinstance(value, Either):
        return value.values
    return tuple(Scope(texts, known).values(value.source)) if isinstance(value, Code) else (value,)


def strings_in(value: Any) -> list[str]:
    """The texts that a value can be: a text, one of several, or those that its code names."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, Either):
        known = [text for text in value.values if isinstance(text, str)]
        return known or _STRING.findall(value.source)[:MOST]
    return _STRING.findall(value.source)[:MOST] if isinstance(value, Code) else []


def urls_in(value: Any) -> list[str]:
    """The absolute URLs in a value: a text, or code."""
    return [url for url in strings_in(value) if url.startswith(("http://", "https://"))]
