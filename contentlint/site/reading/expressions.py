"""Reading one expression of a configuration: operators, members, calls and functions whose result can be told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Any

from contentlint.site.reading import js
from contentlint.site.reading.calls import called, method
from contentlint.site.reading.choices import Call, Environment, distinct, joined, one
from contentlint.site.reading.functions import ARROW, FUNCTION, declared_at, parameters, returns
from contentlint.site.reading.js import Code
from contentlint.site.reading.tokens import string_end, unescaped

if TYPE_CHECKING:
    from contentlint.site.reading.choices import Scope

_TOKEN = re.compile(
    r"""\s*(?:("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"""
    r"""|(\d+(?:\.\d+)?)"""
    r"""|([A-Za-z_$][\w$]*(?:\s*\??\.\s*[A-Za-z_$][\w$]*|\s*(?:\?\.)?\[\s*["'][\w-]+["']\s*\])*(?:!(?!=))?)"""
    r"""|(\?\?|\|\||&&|[!=]==?|=>|[-?:+!()\[\]{},;.<>*/%&|^~@#\\]|=|\S))""",
    re.DOTALL,
)
_BRACKET = re.compile(r"\s*(?:\?\.)?\[\s*[\"']([\w-]+)[\"']\s*\]")
_ENVIRONMENT = re.compile(r"(?:process|import\.meta|Deno|Bun)\.env(?:\.|\Z)")
_PRODUCTION = re.compile(r"prod|build|deploy", re.IGNORECASE)
_CAST = re.compile(r"\s*<[A-Za-z_$][\w$.<>\[\], |]{0,200}>\s*(?=[{\[(\"'`A-Za-z_$])")
_GENERIC = re.compile(r"\s*<[^<>\n()]{0,300}(?:<[^<>\n()]{0,100}>[^<>\n()]{0,100})?>(?=\s*\()")
_TYPE = re.compile(
    r"\s*(?:(?:typeof|keyof|readonly)\s+)*(?:[A-Za-z_$][\w$.]*(?:<[^<>\n]{0,200}>)?|\"[^\"\n]*\"|'[^'\n]*'|\{[^{}]{0,500}\})(?:\s*\[[^\[\]\n]{0,100}\])*"
    r"(?:\s*[|&](?![|&])\s*)?"
)
_WORDS = {"true": True, "false": False, "null": None, "undefined": None}
_MOST = 12
_OPERATORS = ("?", ":", "??", "||", "&&", "===", "!==", "==", "!=", "+", ",", ";")


class Expression:
    """Reads one expression from left to right; what it does not know is `Code`, and so is what it is part of.

    With `whole`, the expression is one that gives a configuration: a function in it stands for what it returns, and a
    call of what is not known for its first argument that is an object.
    """

    def __init__(self, text: str, at: int, scope: Scope, *, whole: bool = False) -> None:
        self.text, self.at, self.scope, self.whole = text, at, scope, whole

    def read(self) -> list[Any]:
        """The values of the whole expression, up to where it ends."""
        return distinct(self._ternary())

    def _token(self) -> re.Match[str] | None:
        return _TOKEN.match(self.text, self.at)

    def _next(self) -> str:
        match = self._token()
        return match[0].strip() if match else ""

    def _takes(self, *marks: str) -> str:
        match = self._token()
        if match and (mark := match[0].strip()) in marks:
            self.at = match.end()
            return mark
        return ""

    def _ternary(self) -> list[Any]:
        try:
            if self.scope.budget.enter():
                return self._chosen()
            self.at = len(self.text)
            return [Code("")]
        finally:
            self.scope.budget.leave()

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
                found += yes if value or isinstance(value, (dict, list)) else no
        return distinct(found)

    def _either(self) -> list[Any]:
        left = self._both()
        while mark := self._takes("||", "??"):
            right = self._both()
            found: list[Any] = []
            for value in left:
                if isinstance(value, Code):
                    found += [*right, value]
                elif value is None or (mark == "||" and not value and not isinstance(value, (dict, list))):
                    found += right
                else:
                    found.append(value)
            left = distinct(found)
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
                    found += right if value or isinstance(value, (dict, list)) else [value]
            left = distinct(found)
        return left

    def _compared(self) -> list[Any]:
        left = self._sum()
        mark = self._takes("===", "!==", "==", "!=")
        if not mark:
            return left
        right = self._sum()
        found: list[Any] = []
        for a, b in product(left[:_MOST], right[:_MOST]):
            found += [True, False] if isinstance(a, Code) or isinstance(b, Code) else [a == b]
        # A comparison of what is not set with "production" is made to hold on the machine that publishes.
        if True in found and any(isinstance(v, str) and _PRODUCTION.search(v) for v in (*left, *right)):
            found.sort(reverse=True)
        return distinct([v if mark in ("===", "==") else not v for v in found])

    def _sum(self) -> list[Any]:
        left = self._one()
        while self._takes("+"):
            right = self._one()
            left = distinct([joined(a, b) for a in left for b in right])
        return left

    def _one(self) -> list[Any]:
        denials = 0
        while self._takes("!"):
            denials += 1
        if denials:
            known = [v if isinstance(v, Code) else not v or isinstance(v, (dict, list)) for v in self._one()]
            return distinct([v if isinstance(v, Code) else v if denials % 2 else not v for v in known])
        while self._takes("await", "new"):
            pass
        if self._takes("-") and self._next().isdigit():
            return distinct([-v if type(v) is int else Code("") for v in self._one()])
        if (function := self._function()) is not None:
            return function
        if cast := _CAST.match(self.text, self.at):
            self.at = cast.end()
        if self._takes("("):
            found = self._ternary()
            self._takes(")")
            return self._tail(found)
        match = self._token()
        if match is None:
            return [Code("")]
        if match[4] in ("{", "["):
            value, self.at = js.raw(self.text, match.end() - 1)
            return self._tail([self.scope.resolved(value)])
        self.at = match.end()
        self.scope.budget.left -= 1
        if match[1]:
            if match[1][0] == "`":
                start = match.start(1)
                self.at = string_end(self.text, start) or self.at
                return self._tail(self._text(self.text[start : self.at]))
            return self._tail([unescaped(match[1][1:-1])])
        if match[2]:
            return [float(match[2]) if "." in match[2] else int(match[2])] if len(match[2]) < 16 else [Code("")]
        if match[3]:
            return self._tail(self._of_name(match[3]))
        self._skip()
        return [Code("")]

    def _function(self) -> list[Any] | None:
        """What a function in the place of a value gives, when it is one."""
        arrow = ARROW.match(self.text, self.at) or FUNCTION.match(self.text, self.at)
        if arrow is None:
            return None
        if not self.whole:
            self._skip()
            return [Code("")]
        self.at = arrow.end()
        return self.body()

    def body(self) -> list[Any]:
        """What the body of a function gives that begins here: an expression, or a block with `return`."""
        if not self.text.startswith("{", self.at):
            return self._ternary()
        start, self.at = self.at, js.closing(self.text, self.at)
        return returns(self.text, start, self.at, self.scope, whole=self.whole)

    def _of_name(self, written: str) -> list[Any]:
        name = _BRACKET.sub(r".\1", written).replace("?.", ".").rstrip("!")
        name = re.sub(r"\s+", "", name)
        if generic := _GENERIC.match(self.text, self.at):
            self.at = generic.end()
        if self.text.startswith("(", self._space()):
            return self._call(name)
        return self._named(name)

    def _space(self) -> int:
        at = self.at
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _named(self, name: str) -> list[Any]:
        if name in _WORDS:
            return [_WORDS[name]]
        if name.startswith("PHASE_"):  # nextjs.org/docs/app/api-reference/config/next-config-js, "Phase"
            return [name]
        if environment := _ENVIRONMENT.match(name):
            values: list[Any] = [Environment("")]
            rest = [part for part in name[environment.end() :].split(".") if part]
        elif name in ("__dirname", "import.meta.dirname", "import.meta.url"):
            return ["."]
        else:
            head, *rest = name.split(".")
            values = self.scope.named(head) or [Code("")]
        for key in rest:
            values = distinct([found for value in values for found in self.scope.member(value, key)])
        return values

    def _arguments(self) -> list[list[Any]]:
        """The values of each argument of a call that stands here."""
        start = self._space()
        self.at = js.closing(self.text, start)
        listed, _end = js.raw("[" + self.text[start + 1 : self.at - 1] + "]")
        found: list[list[Any]] = []
        for part in listed if isinstance(listed, list) else []:
            if type(part) is Code:
                found.append(self.scope.values(part.source, whole=self.whole))
            else:
                found.append([self.scope.resolved(part)])
        return found

    def _call(self, name: str) -> list[Any]:
        at = self._space()
        arguments = self._arguments()
        written = self.text[at + 1 : self.at - 1]
        if name == "require.resolve":
            return [Code("")]
        if name in ("require", "import"):
            return self.scope.module(str(arguments[0][0]) if arguments and arguments[0] else "")
        found = called(name, arguments)
        if found is None and "." in name:
            holder, _, last = name.rpartition(".")
            found = method(self._named(holder), last, arguments, written)
        if found is None and (declared := declared_at(name, self.scope)):
            inner = self.scope.inside(dict(zip(parameters(*declared), arguments, strict=False)))
            found = inner.values(*declared, whole=True)
        if found is not None and not all(type(v) is Code for v in found):
            return found
        if self.whole and (tables := _first_object(arguments)):
            return tables
        return [Call(f"{name}({written})", name, tuple(one(values) for values in arguments))]

    def _tail(self, values: list[Any]) -> list[Any]:
        """The values with what is done with them: a member, a method, an index, or `as string`."""
        while True:
            if self._takes("as", "satisfies"):
                while (kind := _TYPE.match(self.text, self.at)) and kind.end() > self.at:
                    self.at = kind.end()
                    if not kind[0].rstrip().endswith(("|", "&")):
                        break
                continue
            mark = self._next()
            if mark == "." and self._takes("."):
                match = self._token()
                name = re.match(r"\s*([A-Za-z_$][\w$]*)", self.text[self.at : self.at + 200]) if match else None
                if name is None:
                    return [Code("")]
                self.at += name.end()
                if self.text.startswith("(", at := self._space()):
                    arguments = self._arguments()
                    found = method(values, name[1], arguments, self.text[at + 1 : self.at - 1])
                    values = [Code("")] if found is None else found
                else:
                    values = distinct([v for value in values for v in self.scope.member(value, name[1])])
                continue
            if mark == "[":
                index, self.at = js.raw(self.text, self._space())
                key = index[0] if isinstance(index, list) and len(index) == 1 else None
                key = next(iter(self.scope.values(key.source))) if type(key) is Code else key
                values = distinct([v for value in values for v in self._indexed(value, key)])
                continue
            if mark == "(":  # `wrapped(options)(config)`
                arguments = self._arguments()
                values = (_first_object(arguments) if self.whole else []) or [Code("")]
                continue
            if mark in ("=>", "-", "*", "/", "%", "<", ">", "?.", "in", "instanceof", "&", "|") or mark.startswith("`"):
                self._skip()
                return [Code("")]
            return values

    def _indexed(self, value: Any, key: Any) -> list[Any]:
        if isinstance(key, str):
            return self.scope.member(value, key)
        if isinstance(value, list) and type(key) is int and not any(isinstance(v, Code) for v in value):
            return [value[key] if 0 <= key < len(value) else None]
        return [Code("")]

    def _skip(self) -> None:
        """Goes on to the next operator that is read here, over brackets."""
        while match := self._token():
            mark = match[0].strip()
            self.scope.budget.left -= 1
            if mark in ("(", "[", "{"):
                self.at = js.closing(self.text, match.end() - 1)
                continue
            if mark in (")", "]", "}", *_OPERATORS):
                return
            self.at = match.end()

    def _text(self, written: str) -> list[Any]:
        """The texts that a template can give."""
        inside = written[1:-1]
        found: list[Any] = [""]
        at = 0
        while (hole := inside.find("${", at)) >= 0:
            end = hole + 1 + js.closing(inside[hole + 1 :], 0)
            inner = self.scope.values(inside[hole + 2 : end - 1])
            before = unescaped(inside[at:hole])
            found = distinct([joined(joined(a, before), b) for a, b in product(found, inner)])
            at = max(end, hole + 2)
        return [joined(a, unescaped(inside[at:])) for a in found]


def _first_object(arguments: Iterable[list[Any]]) -> list[Any]:
    """The values of the first argument that can be an object."""
    return next((values for values in arguments if any(isinstance(v, dict) for v in values)), [])
