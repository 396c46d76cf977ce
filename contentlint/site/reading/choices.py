"""What an expression in a configuration can give: all of its values, the likeliest first.

`process.env.BASE ?? "/docs"` gives `/docs` where the variable is not set, and else what no file says; of
`isProd ? "/docs" : ""` both are possible. Conditions on what a build always sets are decided (`NODE_ENV` is
`production` in `next build` and `astro build`; vite.dev/guide/env-and-mode for `import.meta.env.PROD`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from contentlint.site.reading import js
from contentlint.site.reading.js import Code
from contentlint.site.reading.shape import MOST

_TOKEN = re.compile(
    r"""\s*(?:("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"""|(\d+(?:\.\d+)?)"""
    r"""|([A-Za-z_$][\w$]*(?:\s*\??\.\s*[A-Za-z_$][\w$]*|\s*(?:\?\.)?\[\s*["'][\w-]+["']\s*\])*!?)"""
    r"""|(\?\?|\|\||&&|[!=]==?|=>|[-?:+!()\[\]{},;.<>*/%&|^~@#\\]|=|\S))""",
    re.DOTALL,
)
_NAME = re.compile(r"[A-Za-z_$][\w$-]*")
_ENVIRONMENT = re.compile(r"(?:process|import\.meta)\.env\.|Deno\.env\.|Bun\.env\.")
_HOLE = re.compile(r"\$\{([^{}]{0,500})\}")
_PRODUCTION = re.compile(r"prod|build|deploy", re.IGNORECASE)
_ON_SERVERS = re.compile(
    r"(?:\A|_)(?:CI|PAGES|DEPLOY[A-Z]*|PROD[A-Z]*|PUBLISH[A-Z]*|RELEASE|LIVE)(?:_|\Z)|\A(?:GITHUB|GITLAB|NETLIFY|VERCEL|CF)"
)
"""Variables that are set where a site is built for its readers."""
_LONGEST = 2_000
"""Code points of an expression that is read."""
_MOST = 12
"""Values that one expression can give."""
_MOST_DEPTH = 12
_MOST_EXPRESSIONS = 100
_MOST_NESTED = 30

PRODUCTION: Mapping[str, tuple[Any, ...]] = {
    "NODE_ENV": ("production",),
    "PROD": (True,),
    "DEV": (False,),
    "MODE": ("production",),
}
"""What a bundler's build sets."""


def choices(value: Any, texts: Sequence[str], known: Mapping[str, tuple[Any, ...]] | None = None) -> tuple[Any, ...]:
    """Every value that a literal or `Code` can give, the likeliest first; `Code` stands for what nothing tells.

    `texts` are the sources in which its names are looked up, without comments; `known` is what is in the environment.
    """
    if not isinstance(value, Code):
        return (value,)
    return tuple(_distinct(_Expression(value.source, _Names(texts, known or {})).read()))


def _distinct(values: Sequence[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        value = Code("") if isinstance(value, Code) else value
        if not any(value == other and type(value) is type(other) for other in found):
            found.append(value)
    return found[:_MOST]


@dataclass(slots=True)
class _Names:
    """Where names are looked up, and how many expressions may still be read: names in names multiply."""

    texts: Sequence[str]
    known: Mapping[str, tuple[Any, ...]]
    left: int = _MOST_EXPRESSIONS


class _Expression:
    """Reads one expression from left to right; what it does not know is `Code`, and so is what it is part of."""

    def __init__(self, source: str, names: _Names, depth: int = 0) -> None:
        self.names, self.depth = names, depth
        names.left -= 1
        reads = depth < _MOST_DEPTH and names.left > 0
        self.tokens = list(_TOKEN.finditer(source[:_LONGEST])) if reads else []
        self.at, self.inside = 0, 0

    def _other(self, source: str) -> list[Any]:
        return _Expression(source, self.names, self.depth + 1).read()

    def read(self) -> list[Any]:
        """The values of the whole expression, up to where it ends."""
        if not self.tokens:
            return [Code("")]
        return _distinct(self._ternary())

    def _next(self) -> str:
        return self.tokens[self.at][0].strip() if self.at < len(self.tokens) else ""

    def _takes(self, *marks: str) -> str:
        mark = self._next()
        if mark and mark in marks:
            self.at += 1
            return mark
        return ""

    def _ternary(self) -> list[Any]:
        self.inside += 1
        if self.inside > _MOST_NESTED:
            self.at = len(self.tokens)
            return [Code("")]
        try:
            return self._chosen()
        finally:
            self.inside -= 1

    def _chosen(self) -> list[Any]:
        condition = self._either()
        if not self._takes("?"):
            return condition
        yes = self._ternary()
        if not self._takes(":"):
            return [Code("")]
        no = self._ternary()
        found: list[Any] = []
        for value in condition:
            if isinstance(value, Code):
                found += yes + no
            else:
                found += yes if value else no
        return _distinct(found)

    def _either(self) -> list[Any]:
        left = self._both()
        while mark := self._takes("||", "??"):
            right = self._both()
            found: list[Any] = []
            for value in left:
                if isinstance(value, Code):
                    found += [*right, value]
                elif value is None or (mark == "||" and not value):
                    found += right
                else:
                    found.append(value)
            left = _distinct(found)
        return left

    def _both(self) -> list[Any]:
        left = self._compared()
        while self._takes("&&"):
            right = self._compared()
            found: list[Any] = []
            for value in left:
                if isinstance(value, Code):
                    found += [*right, False]
                else:
                    found += right if value else [value]
            left = _distinct(found)
        return left

    def _compared(self) -> list[Any]:
        left = self._sum()
        mark = self._takes("===", "!==", "==", "!=")
        if not mark:
            return left
        right = self._sum()
        found: list[Any] = []
        for one in left[:_MOST]:
            for other in right[:_MOST]:
                known = not isinstance(one, Code) and not isinstance(other, Code)
                found += [one == other] if known else [True, False]
        # A comparison of what is not set with "production" is made to hold on the machine that publishes.
        if True in found and any(isinstance(v, str) and _PRODUCTION.search(v) for v in (*left, *right)):
            found.sort(reverse=True)
        return _distinct([v if mark in ("===", "==") else not v for v in found])

    def _sum(self) -> list[Any]:
        left = self._one()
        while self._takes("+"):
            right = self._one()
            left = _distinct([_added(a, b) for a in left for b in right])
        return left

    def _one(self) -> list[Any]:
        denials = 0
        while self._takes("!"):
            denials += 1
        if denials:
            values = [v if isinstance(v, Code) or denials % 2 else not v for v in self._one()]
            return _distinct([v if isinstance(v, Code) else not v for v in values])
        if self._takes("("):
            found = self._ternary()
            self._takes(")")
            return self._with_tail(found)
        if self.at >= len(self.tokens):
            return [Code("")]
        token = self.tokens[self.at]
        self.at += 1
        if token[1]:
            return self._with_tail(self._text(token[1]))
        if token[2]:
            return [float(token[2]) if "." in token[2] else int(token[2])] if len(token[2]) < 16 else [Code("")]
        if token[3]:
            called = self._next() == "("
            name = token[3]
            if called and name in ("String", "Boolean"):
                self.at += 1
                values = self._ternary()
                self._takes(")")
                return self._with_tail(values)
            return self._with_tail([Code("")] if called else self._named(name))
        self._skip()
        return [Code("")]

    def _with_tail(self, values: list[Any]) -> list[Any]:
        """The values, when nothing is done with them any more: a call, an index, or `as string`."""
        if self._takes("as", "satisfies"):
            self.at += 1
        if self._next() in ("(", "[", ".", "=>", "-", "*", "/", "%", "<", ">", "?."):
            self._skip()
            return [Code("")]
        return values

    def _skip(self) -> None:
        """Goes on to the next operator that is read here, over brackets."""
        open_brackets = 0
        while mark := self._next():
            if mark in ("(", "[", "{"):
                open_brackets += 1
            elif mark in (")", "]", "}"):
                if not open_brackets:
                    return
                open_brackets -= 1
            elif not open_brackets and mark in ("?", ":", "??", "||", "&&", "===", "!==", "==", "!=", "+", ",", ";"):
                return
            self.at += 1

    def _text(self, written: str) -> list[Any]:
        inside = written[1:-1]
        if written[0] != "`" or "${" not in inside:
            return [re.sub(r"\\(.)", r"\1", inside)]
        found: list[Any] = [""]
        at = 0
        for hole in _HOLE.finditer(inside):
            inner = self._other(hole[1])
            before = inside[at : hole.start()]
            found = _distinct([_added(_added(a, before), b) for a in found for b in inner])
            at = hole.end()
        if "${" in inside[at:]:
            return [Code("")]
        return [_added(a, inside[at:]) for a in found]

    def _named(self, written: str) -> list[Any]:
        name = re.sub(r"\s*(?:\?\.)?\[\s*[\"']([\w-]+)[\"']\s*\]", r".\1", written).replace("?.", ".").rstrip("!")
        name = re.sub(r"\s+", "", name)
        if name in ("true", "false", "null", "undefined"):
            return [{"true": True, "false": False}.get(name)]
        if name.startswith("PHASE_"):  # nextjs.org/docs/app/api-reference/config/next-config-js, "Phase"
            return [name]
        environment = _ENVIRONMENT.match(name)
        if environment:
            return self._variable(name[environment.end() :])
        head, *rest = name.split(".")
        if not rest and head in self.names.known:
            return list(self.names.known[head])
        for text in self.names.texts:
            source = _declared(text, head)
            if source is None:
                continue
            values = self._other(source)
            if rest:
                whole = js.constant(text, head)
                found = js.dig(whole, *rest)
                values = [Code("") if found is None else found]
            return values
        unpacked = self._unpacked(head) if not rest else None
        return unpacked if unpacked is not None else [Code("")]

    def _variable(self, name: str) -> list[Any]:
        if name in self.names.known:
            return list(self.names.known[name])
        return [Code(""), None] if _ON_SERVERS.search(name) else [None, Code("")]

    def _unpacked(self, name: str) -> list[Any] | None:
        """A name out of `const { NAME = "…" } = process.env`."""
        for text in self.names.texts:
            for match in islice(re.finditer(r"\{([^{}]{0,500})\}\s*=\s*(?:process|import\.meta)\.env\b", text), 10):
                for part in match[1].split(","):
                    entry = re.fullmatch(r"\s*([\w$]+)\s*(?::\s*([\w$]+)\s*)?(?:=\s*(.+))?", part.strip(), re.DOTALL)
                    if entry and (entry[2] or entry[1]) == name:
                        found = self._variable(entry[1])
                        other = entry[3] and self._other(entry[3])
                        return _distinct([w for v in found for w in (other if other and v is None else [v])])
        return None


def _added(one: Any, other: Any) -> Any:
    """The sum of two values, as texts."""
    if any(value is None or isinstance(value, (Code, dict, list)) for value in (one, other)):
        return Code("")
    return f"{one}{other}"[:_LONGEST]


def _declared(text: str, name: str) -> str | None:
    """The source of what `const name = …` is set to."""
    at = js.constant_at(text, name) if _NAME.fullmatch(name) else None
    return None if at is None else text[at : at + _LONGEST]


_STRING = re.compile(r"[\"'`]([^\"'`\n$]{0,500})[\"'`]")


def bases_of(value: Any) -> tuple[str, tuple[str, ...]]:
    """The base path that a configuration gives, and the others that are possible.

    An expression mostly has the base in it, as what holds when a variable is not set, or as one of two: all that it
    names are possible. Where it names none, or the root, the base may be any.
    """
    if isinstance(value, Code):
        named = ["/" + name.strip("/") for name in _STRING.findall(value.source) if name.startswith("/")]
        bases = list(dict.fromkeys(name.rstrip("/") for name in named))[:MOST]
        first = next((base for base in bases if base), "")
        others = tuple(base for base in bases if base != first)
        return first, (*others, "*") if not first else others
    return ("/" + value.strip("/") if isinstance(value, str) and value.strip("/") else ""), ()


def urls_in(value: Any) -> list[str]:
    """The absolute URLs in a value: a text, or code."""
    source = value.source if isinstance(value, Code) else f"'{value}'" if isinstance(value, str) else ""
    return [url for url in _STRING.findall(source) if url.startswith(("http://", "https://"))][:MOST]
