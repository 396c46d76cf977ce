"""A small grammar of numbers: `100 * contractions / words`, `min(2, images) + links >= 3`. Nothing is ever executed.

    either     = both {"or" both}
    both       = denied {"and" denied}
    denied     = "not" denied | compared
    compared   = sum {("<" | "<=" | ">" | ">=" | "=" | "!=") sum}      a chain holds when each of its links does
    sum        = product {("+" | "-") product}
    product    = signed {("*" | "/") signed}
    signed     = "-" signed | atom
    atom       = number ["%"] | name | function "(" … ")" | "(" either ")"

× ÷ − ≤ ≥ ≠ may be written, too. What holds is 1, what does not is 0.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Protocol

from contentlint.errors import nearest
from contentlint.guard.records import dataclass

_LONGEST = 2_000
_DEEPEST = 40
_MOST = 100
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>[^\W\d]\w*)|(?P<sign><=|>=|!=|==|[-+*/%()<>=,×÷−≤≥≠])|(?P<end>\Z))"
)
_ARGUMENT = re.compile(r"\s*([\w.-]{1,80})\s*\)")
_PLAIN = {"×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!=", "==": "="}
_COMPARED: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "=": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
}


class Names(Protocol):
    """What the names of an expression stand for, in a post."""

    def number(self, name: str) -> float:
        """A count or length."""

    def series(self, name: str) -> Sequence[float]:
        """One number for each part of a post: the words of each sentence."""

    def asked(self, function: str, argument: str) -> float:
        """What a function says of a name of the user's: a word list, a key."""


Value = Callable[[Names], float]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that an expression may use: of numbers, of series, of functions with a name in brackets."""

    numbers: frozenset[str]
    series: frozenset[str]
    asked: frozenset[str]


class NoValue(ArithmeticError):
    """An expression has no value in a post: a division by nothing, the mean of no sentence."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression that was read. `asked` are the functions that it calls with a name, and that name."""

    source: str
    run: Value
    asked: tuple[tuple[str, str], ...]

    def value(self, names: Names) -> float | None:
        """The value in a post; None where it has none."""
        try:
            found = self.run(names)
        except (ArithmeticError, ValueError):
            return None
        return found if math.isfinite(found) else None


@lru_cache(maxsize=256)
def read(source: str, known: Known) -> Expression:
    """An expression. Raises ValueError that says what is wrong with it."""
    if len(source) > _LONGEST:
        raise ValueError(f"an expression of {len(source):,} characters is too long; {_LONGEST:,} are read")
    return _Reader(source, known).expression()


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / _some(numbers)


def _some(numbers: Sequence[float]) -> int:
    if not numbers:
        raise NoValue
    return len(numbers)


def _median(numbers: Sequence[float]) -> float:
    ordered, middle = sorted(numbers), _some(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def _deviation(numbers: Sequence[float]) -> float:
    middle = _mean(numbers)
    return math.sqrt(sum((number - middle) ** 2 for number in numbers) / len(numbers))


_OF_SERIES: Mapping[str, Callable[[Sequence[float]], float]] = {
    "mean": _mean,
    "median": _median,
    "deviation": _deviation,
    "longest": lambda numbers: max(numbers) if _some(numbers) else 0.0,
    "shortest": lambda numbers: min(numbers) if _some(numbers) else 0.0,
    "total": math.fsum,
    "number": lambda numbers: float(len(numbers)),
}
_OF_NUMBERS: Mapping[str, Callable[[Sequence[float]], float]] = {"min": min, "max": max}
_SHARE = "share"
FUNCTIONS = (*_OF_NUMBERS, *_OF_SERIES, _SHARE)
"""Functions of numbers and of series; `share(series, from, to)` is the part of a series within two bounds."""


class _Reader:
    def __init__(self, source: str, known: Known) -> None:
        self._source, self._known = source, known
        self._at = self._depth = 0
        self._asked: list[tuple[str, str]] = []
        self._kind, self._token = "", ""
        self._start = 0
        self._next()

    def expression(self) -> Expression:
        run = self._either()
        if self._kind != "end":
            raise self._wrong(f"'{self._token}' can't stand here")
        return Expression(self._source, run, tuple(self._asked))

    def _wrong(self, why: str) -> ValueError:
        return ValueError(f"`{self._source[:200]}` can't be read at character {self._start + 1}: {why}")

    def _next(self) -> None:
        found = _TOKEN.match(self._source, self._at)
        if found is None:
            self._start = self._at + len(self._source[self._at :]) - len(self._source[self._at :].lstrip())
            raise self._wrong(f"'{self._source[self._start]}' is nothing that an expression has")
        self._kind = str(found.lastgroup)
        self._start, self._at = found.start(self._kind), found.end()
        token = found[self._kind]
        self._token = _PLAIN.get(token, token)

    def _took(self, *tokens: str) -> str:
        """The token that was passed, when it is one of these; else ""."""
        token = self._token
        if self._kind == "number" or token not in tokens:
            return ""
        self._next()
        return token

    def _need(self, token: str) -> None:
        if not self._took(token):
            raise self._wrong(f"a '{token}' is missing")

    def _chain(self, part: Callable[[], Value], makers: Mapping[str, Callable[[Value, Value], Value]]) -> Value:
        made, number = part(), 0
        while sign := self._took(*makers):
            number += 1
            if number > _MOST:
                raise self._wrong(f"more than {_MOST} parts in a row")
            made = makers[sign](made, part())
        return made

    def _either(self) -> Value:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._wrong(f"brackets are nested deeper than {_DEEPEST}")
        made = self._chain(self._both, {"or": lambda a, b: lambda names: float(bool(a(names)) or bool(b(names)))})
        self._depth -= 1
        return made

    def _both(self) -> Value:
        return self._chain(self._denied, {"and": lambda a, b: lambda names: float(bool(a(names)) and bool(b(names)))})

    def _denied(self) -> Value:
        is_denied = False
        while self._took("not"):
            is_denied = not is_denied
        made = self._compared()
        return (lambda names: float(not made(names))) if is_denied else made

    def _compared(self) -> Value:
        values, signs = [self._sum()], []
        while sign := self._took(*_COMPARED):
            signs.append(_COMPARED[sign])
            values.append(self._sum())
        if not signs:
            return values[0]

        def run(names: Names) -> float:
            numbers = [value(names) for value in values]
            return float(all(holds(a, b) for holds, a, b in zip(signs, numbers, numbers[1:], strict=False)))

        return run

    def _sum(self) -> Value:
        return self._chain(
            self._product,
            {
                "+": lambda a, b: lambda names: a(names) + b(names),
                "-": lambda a, b: lambda names: a(names) - b(names),
            },
        )

    def _product(self) -> Value:
        return self._chain(
            self._signed,
            {
                "*": lambda a, b: lambda names: a(names) * b(names),
                "/": lambda a, b: lambda names: a(names) / b(names),
            },
        )

    def _signed(self) -> Value:
        is_less = False
        while self._took("-"):
            is_less = not is_less
        made = self._atom()
        return (lambda names: -made(names)) if is_less else made

    def _atom(self) -> Value:
        token = self._token
        if self._kind == "number":
            self._next()
            number = float(token) / (100 if self._took("%") else 1)
            return lambda names: number
        if self._took("("):
            made = self._either()
            self._need(")")
            return made
        if self._kind != "name":
            raise self._wrong("a number or a name is missing" if self._kind == "end" else f"'{token}' can't stand here")
        return self._named(token)

    def _named(self, name: str) -> Value:
        known = self._known
        if name in known.asked and self._source[self._at :].lstrip()[:1] == "(":
            return self._of_argument(name)
        if name in FUNCTIONS:
            self._next()
            self._need("(")
            made = self._of_numbers(name) if name in _OF_NUMBERS else self._of_series(name)
            self._need(")")
            return made
        if name not in known.numbers:
            raise self._unknown(name, [*known.numbers, *FUNCTIONS, *known.asked])
        self._next()
        return lambda names: names.number(name)

    def _unknown(self, name: str, known: Sequence[str]) -> ValueError:
        hint = nearest(name, sorted(known))
        return self._wrong(
            f"there is nothing called '{name}'"
            + (f"; did you mean '{hint}'?" if hint else f"; there are {', '.join(sorted(known))}")
        )

    def _of_argument(self, function: str) -> Value:
        opening = self._source.index("(", self._at)
        found = _ARGUMENT.match(self._source, opening + 1)
        if found is None:
            raise self._wrong(f"'{function}' has one name in its brackets")
        argument = found[1]
        self._asked.append((function, argument))
        self._at = found.end()
        self._next()
        return lambda names: names.asked(function, argument)

    def _of_numbers(self, name: str) -> Value:
        values = [self._either()]
        while self._took(","):
            values.append(self._either())
        made = _OF_NUMBERS[name]
        return lambda names: made([value(names) for value in values])

    def _of_series(self, name: str) -> Value:
        series = self._token
        if self._kind != "name" or series not in self._known.series:
            raise self._unknown(series, list(self._known.series))
        self._next()
        if name != _SHARE:
            made = _OF_SERIES[name]
            return lambda names: made(names.series(series))
        bounds = []
        for _ in range(2):
            self._need(",")
            bounds.append(self._sum())

        def share(names: Names) -> float:
            numbers, (low, high) = names.series(series), (bound(names) for bound in bounds)
            return sum(low <= number <= high for number in numbers) / _some(numbers)

        return share
