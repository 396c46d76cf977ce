"""Expressions of JavaScript as schemas are written in it: chains of calls, objects, and where a name is defined.

Where `site.reading.expressions` says what a value is, here an expression stays what is written, with the module in
whose scope it stands: of `base.extend({ … })` the base may be written in another file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import Any

from contentlint.guard.records import dataclass, field
from contentlint.site.reading import js
from contentlint.site.reading.functions import ARROW, FUNCTION, parameters
from contentlint.site.reading.js import Code
from contentlint.site.reading.modules import Module
from contentlint.site.reading.tokens import unescaped

_NAME = re.compile(r"\s*([A-Za-z_$][\w$]*)")
_STEP = re.compile(r"\s*+(?:!\s*+)?\??\.\s*+([A-Za-z_$][\w$]*)")
_INDEX = re.compile(r"\s*+(?:!\s*+)?(?:\?\.)?\[\s*+(?=\.)")
_GENERIC = re.compile(r"\s*<[^<>()]{0,300}(?:<[^<>()]{0,100}>[^<>()]{0,100}){0,4}>(?=\s*\()")
_CAST = re.compile(r"\s*(?:as|satisfies)\b")
_BRACKET = re.compile(r"[()\[\]{},;\n]")
_GOES_ON = re.compile(r"\s*(?:\.|\?\.|=>|\?|:|\|\||&&|as\b|satisfies\b)")
_WAITS = re.compile(r"(?:=>|[.=?:|&(])\s*\Z")
_KEY = re.compile(r"\s*(?:async\s+)?(?:([A-Za-z_$][\w$]*|\d+)|(\.+(?<=\.)))\s*")
_RETURN = re.compile(r"\breturn\b")
_IMPORT = re.compile(r"\bimport\s++(?!type\s)((?:(?!\bimport\b)[^\"'`;().]){1,2000}?)\s*\bfrom\s*(?=\.)")
_EXPORT = re.compile(r"\bexport\s*(?:(\*)(?:\s*as\s+([\w$]+))?|\{([^{}]{0,2000})\})\s*(?:from\s*(?=\.))?")
_DEFAULT = re.compile(r"\bexport\s+default\s+")
_BRACES = re.compile(r"\{([^{}]{0,2000})\}")
_QUOTED = re.compile(r"[\"']([^\"'\n]{1,300})[\"']")
_MOST = 400
_MOST_STEPS = 8
_MOST_SPREAD = 2
"""Objects and lists that are spread one in the other: they multiply."""
UNKNOWN = object()
"""What is given for a value that can't be told."""


@dataclass(frozen=True, slots=True)
class Expr:
    """A stretch of a module that is an expression; `given` is what the parameters around it stand for."""

    module: Module
    start: int
    end: int
    given: Mapping[str, Expr | None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.module.text[self.start : self.end].strip()

    @property
    def shadow(self) -> str:
        """The text of the whole module with dots in the place of its strings."""
        return js.shadow_of(self.module.text)

    def at(self, start: int, end: int) -> Expr:
        return Expr(self.module, start, end, self.given)

    @property
    def begin(self) -> int:
        """Where the expression begins, after blanks."""
        at = self.start
        while at < self.end and self.module.text[at].isspace():
            at += 1
        return at

    def opens(self, mark: str) -> bool:
        at = self.begin
        return at < self.end and self.module.text[at] == mark

    def value(self) -> Any:
        """The literal that it certainly is, names and imports resolved; UNKNOWN for anything else."""
        scope: Any = self.module
        known = {n: [v] for n, e in self.given.items() if e is not None and (v := e.value()) is not UNKNOWN}
        if known:
            scope = self.module.inside(known)
        found = scope.values(self.text) if self.text else [Code("")]
        return found[0] if len(found) == 1 and _is_known(found[0]) else UNKNOWN


def _is_known(value: Any) -> bool:
    if isinstance(value, dict):
        return all(key != "..." and _is_known(part) for key, part in value.items())
    if isinstance(value, list):
        return all(map(_is_known, value))
    return not isinstance(value, Code)


@dataclass(frozen=True, slots=True)
class Step:
    """A link of a chain: `.name`, `.name(arguments)`, or `(arguments)` with the name ""."""

    name: str
    arguments: tuple[Expr, ...] | None


@dataclass(frozen=True, slots=True)
class Outside:
    """A name that is imported from a package: `z` of `zod`."""

    source: str
    name: str


def split(expr: Expr) -> list[Expr]:
    """The parts between the commas that stand in no bracket."""
    found, start, at = [], expr.start, expr.start
    shadow = expr.shadow
    while mark := _BRACKET.search(shadow, at, expr.end):
        at = mark.end()
        if mark[0] in "([{":
            at = min(js.closing(expr.module.text, mark.start()), expr.end)
        elif mark[0] == ",":
            found.append(expr.at(start, mark.start()))
            start = at
    found.append(expr.at(start, expr.end))
    return [part for part in found[:_MOST] if part.text]


def inside(expr: Expr, at: int) -> Expr:
    """What stands in the brackets that open at an offset."""
    return expr.at(at + 1, max(at + 1, min(js.closing(expr.module.text, at), expr.end) - 1))


def chain(expr: Expr) -> tuple[str, list[Step]] | None:
    """The first name of an expression and what is called on it; None for what is no plain chain."""
    head = _NAME.match(expr.shadow, expr.start, expr.end)
    if head is None:
        return None
    steps, at = [], head.end()
    shadow, text = expr.shadow, expr.module.text
    pending: str | None = ""
    while True:
        if generic := _GENERIC.match(shadow, at, expr.end):
            at = generic.end()
        while at < expr.end and shadow[at].isspace():
            at += 1
        if at < expr.end and shadow[at] == "(":
            steps.append(Step(pending or "", tuple(split(inside(expr, at)))))
            at, pending = js.closing(text, at), None
            continue
        if pending:
            steps.append(Step(pending, None))
        pending = None
        if at >= expr.end or shadow[at] in ";" or _CAST.match(shadow, at, expr.end):
            return head[1], steps
        step = _STEP.match(shadow, at, expr.end)
        if step is not None:
            pending, at = step[1], step.end()
            continue
        if _INDEX.match(shadow, at, expr.end):
            index = inside(expr, shadow.index("[", at))
            key = index.value()
            if isinstance(key, str):
                pending, at = key, js.closing(text, shadow.index("[", at))
                continue
        if shadow[at] == "!":
            at += 1
            continue
        return None


def members(expr: Expr) -> list[tuple[str | None, Expr]] | None:
    """The keys of an object literal with their values; None in the place of the key for what is spread or unread."""
    if not expr.opens("{"):
        return None
    found: list[tuple[str | None, Expr]] = []
    for part in split(inside(expr, expr.begin)):
        at, text = part.begin, expr.module.text
        if text.startswith("...", at):
            found.append((None, part.at(at + 3, part.end)))
            continue
        if text[at] in "\"'":
            quoted = re.compile(r"(\"[^\"\n]*\"|'[^'\n]*')\s*").match(text, at, part.end)
            key, after = (unescaped(quoted[1][1:-1]), quoted.end()) if quoted else (None, at)
        elif text[at] == "[":
            computed = inside(part, at).value()
            key = computed if isinstance(computed, str) else None
            after = js.closing(text, at)
        else:
            name = _KEY.match(text, at, part.end)
            key, after = (name[1], name.end()) if name else (None, at)
        while after < part.end and text[after].isspace():
            after += 1
        if after >= part.end and key is not None:
            found.append((key, part))
        elif text[after : after + 1] == ":" and key is not None:
            found.append((key, part.at(after + 1, part.end)))
        else:  # a method, or what is not read
            found.append((key, part.at(part.start, part.start)))
    return found


def fields(expr: Expr, depth: int = 0) -> dict[str, Expr]:
    """The keys of an object literal that are sure: what stands before something unread that is spread is not."""
    found: dict[str, Expr] = {}
    if depth > _MOST_SPREAD:
        return found
    for key, value in members(expr) or ():
        if key is not None:
            found[key] = value
            continue
        inner = followed(value)
        below = fields(inner, depth + 1) if isinstance(inner, Expr) and inner.opens("{") else None
        if below is None:
            found.clear()
        else:
            found |= below
    return found


def elements(expr: Expr, depth: int = 0) -> list[Expr] | None:
    """The parts of an array literal; None for anything else, and for one in which something unread is spread."""
    place = followed(expr)
    if not isinstance(place, Expr) or not place.opens("[") or depth > _MOST_SPREAD:
        return None
    found: list[Expr] = []
    for part in split(inside(place, place.begin)):
        if not part.module.text.startswith("...", part.begin):
            found.append(part)
            continue
        inner = elements(part.at(part.begin + 3, part.end), depth + 1)
        if inner is None:
            return None
        found += inner
    return found


def function(expr: Expr) -> tuple[list[str], Expr] | None:
    """The parameters and the result of a function; None for what is none, or gives one of several."""
    at, text = expr.begin, expr.module.text
    arrow = ARROW.match(text, at) or FUNCTION.match(text, at)
    if arrow is None or arrow.end() > expr.end + 1:
        return None
    names = parameters(text, at)
    if not text.startswith("{", arrow.end()):
        return names, unwrapped(expr.at(arrow.end(), expr.end))
    body = inside(Expr(expr.module, at, len(text), expr.given), arrow.end())
    found = list(islice(_RETURN.finditer(expr.shadow, body.start, body.end), 2))
    if len(found) != 1:
        return None
    return names, unwrapped(body.at(found[0].end(), _statement_end(text, found[0].end(), body.end)))


def unwrapped(expr: Expr) -> Expr:
    """An expression without the parentheses around all of it."""
    while expr.opens("("):
        at = expr.begin
        end = js.closing(expr.module.text, at)
        if expr.shadow[end : expr.end].strip(" \n\t;"):
            break
        expr = expr.at(at + 1, end - 1)
    return expr


def named(name: str, module: Module) -> Expr | Outside | None:
    """What a name stands for in a module: an expression, here or in another file, or something of a package."""
    own = _declared(name, module)
    if own is not None:
        return own
    for names, source in _imports(module.text):
        for outer, inner in _pairs(names):
            if inner == name:
                return _from(module, source, outer)
    return None


def exported(module: Module, name: str, depth: int = 0) -> Expr | Outside | None:
    """What a module exports under a name."""
    if depth > _MOST_STEPS:
        return None
    shadow, text = js.shadow_of(module.text), module.text
    if name == "default" and (match := _DEFAULT.search(shadow)):
        whole = Expr(module, match.end(), _statement_end(text, match.end(), len(text)))
        inner = re.fullmatch(r"[A-Za-z_$][\w$]*", whole.text.rstrip(";"))
        return named(inner[0], module) if inner else whole
    if name != "default" and re.search(
        rf"\bexport\s+(?:const|let|var|(?:async\s+)?function|(?:const\s+)?enum)\s+{re.escape(name)}(?![\w$])", shadow
    ):
        return _declared(name, module)
    for match in islice(_EXPORT.finditer(shadow), _MOST):
        source = _source_at(module.text, match.end()) if match[0].rstrip().endswith("from") else ""
        if match[1]:
            found = _from(module, source, name, depth + 1) if not match[2] and name != "default" and source else None
            if isinstance(found, Expr):
                return found
        else:
            for own, outer in _pairs("{" + match[3] + "}"):
                if outer == name:
                    return _from(module, source, own, depth + 1) if source else named(own, module)
    return None


def exports(module: Module) -> list[str]:
    """The names of the constants that a module exports."""
    shadow = js.shadow_of(module.text)
    declared = re.finditer(r"\bexport\s+(?:const|let|var)\s+([A-Za-z_$][\w$]*)", shadow)
    return list(dict.fromkeys(match[1] for match in islice(declared, _MOST)))


def member_of(name: str, key: str, module: Module) -> Expr | Outside | None:
    """What `name.key` stands for when the name is all that another module exports."""
    for names, source in _imports(module.text):
        if re.search(rf"\*\s*as\s+{re.escape(name)}\s*\Z", names):
            return _from(module, source, key)
    return None


def followed(expr: Expr) -> Expr | Outside | None:
    """An expression, or what it names, without `as const`."""
    for _step in range(_MOST_STEPS):
        expr = unwrapped(expr)
        name = re.fullmatch(r"([A-Za-z_$][\w$]*)(?:\s+(?:as|satisfies)\b.*)?", expr.text.rstrip(";"), re.DOTALL)
        if name is None:
            return expr
        found = expr.given[name[1]] if name[1] in expr.given else named(name[1], expr.module)
        if not isinstance(found, Expr):
            return found
        expr = found
    return None


def _from(module: Module, source: str, name: str, depth: int = 0) -> Expr | Outside | None:
    path = module.modules.find(module.path, source)
    other = module.modules.at(path) if path else None
    if other is None:
        return None if source.startswith(".") else Outside(source, name)
    return exported(other, name, depth)


def _declared(name: str, module: Module) -> Expr | None:
    found = _declaration(module.text, name)
    return Expr(module, *found) if found else None


@lru_cache(maxsize=512)
def _declaration(text: str, name: str) -> tuple[int, int] | None:
    """Where in a text a constant's value, a function or an `enum` of that name stands."""
    at = js.constant_at(text, name)
    if at is not None:
        return at, _statement_end(text, at, len(text))
    shadow = js.shadow_of(text)
    found = re.search(rf"\b(?:async\s+)?function\s+{re.escape(name)}\s*\(|\benum\s+{re.escape(name)}\s*(?=\{{)", shadow)
    if found is None:
        return None
    brace = shadow.find("{", js.closing(text, found.end() - 1) if found[0].endswith("(") else found.end())
    return (found.start(), js.closing(text, brace)) if brace >= 0 else None


@lru_cache(maxsize=64)
def _imports(text: str) -> tuple[tuple[str, str], ...]:
    """(names, source) of each import."""
    found = islice(_IMPORT.finditer(js.shadow_of(text)), _MOST)
    return tuple((match[1], _source_at(text, match.end())) for match in found)


def _source_at(text: str, at: int) -> str:
    quoted = _QUOTED.match(text, at)
    return quoted[1] if quoted else ""


def _pairs(names: str) -> Iterator[tuple[str, str]]:
    """(name outside, name here) of what stands between `import` and `from`."""
    braces = _BRACES.search(names)
    first = re.match(r"\s*(?:\*\s*as\s+)?([A-Za-z_$][\w$]*)", names[: braces.start()] if braces else names)
    if first:
        yield ("*" if "*" in names.partition(first[1])[0] else "default"), first[1]
    for part in (braces[1] if braces else "").split(","):
        words = [word for word in part.split() if word != "type"]
        if words:
            yield words[0], words[-1]


def _statement_end(text: str, at: int, end: int) -> int:
    """Where the expression at an offset ends: at a semicolon or comma, or the line after which no chain goes on."""
    shadow, start = js.shadow_of(text), at
    while mark := _BRACKET.search(shadow, at, end):
        if mark[0] in "([{":
            at = js.closing(text, mark.start())
        elif mark[0] != "\n":
            return mark.start()
        elif not shadow[start : mark.start()].strip() or _WAITS.search(shadow, start, mark.start()):
            at = mark.end()
        elif not _GOES_ON.match(shadow, mark.start(), end):
            return mark.start()
        else:
            at = mark.end()
    return end
