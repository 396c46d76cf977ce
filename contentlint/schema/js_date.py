"""Whether JavaScript's `new Date(text)` gives a date: as V8 reads texts, in Node and in Chromium.

V8 reads the specification's own form (tc39.es/ecma262, "Date Time String Format"), and else nearly everything with a
number in it: "Mar 3 2026", "3/1/2026 10:00 PM", and also "Spring 2026". What follows was held against Node's answers.
"""

from __future__ import annotations

import re

from contentlint.guard.records import dataclass, field

_TOKEN = re.compile(r"(\d+)|([A-Za-z\[\]\\^_`{|}~\x7f-\U0010ffff]+)|(\s+)|(.)", re.DOTALL | re.ASCII)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ZONES = frozenset("ut utc z gmt est edt cst cdt mst mdt pst pdt".split())
_LONGEST = 200
_LAST_YEAR = 275_760
_ISO = re.compile(
    r"(?:[+-]\d{6}|\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?"
    r"(?P<time>T(?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?(?:Z|[-+]\d\d:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_BEGINS_ISO_TIME = re.compile(
    r"(?:[+-]\d{6}|\d{4})(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?T(?![A-Z])", re.ASCII | re.IGNORECASE
)

_UNTOLD = re.compile(r"[+-]?\d{4,6}(?:-\d\d){0,2}:", re.ASCII)
"""The beginning of a date in the specification's form, and something else: what follows is not held against Node."""


def reads(text: str) -> bool:
    """True when `new Date(text)` is a date, or when that can't be told."""
    if len(text) > _LONGEST or not text.isascii():
        return bool(re.search(r"\d", text))  # a text without any number is never one
    text = text.lstrip()
    iso = _ISO.fullmatch(text)
    if iso is not None and 1 <= int(iso["month"] or 1) <= 12 and 1 <= int(iso["day"] or 1) <= 31:
        hour, minute, second = (int(iso[name] or 0) for name in ("hour", "minute", "second"))
        return (hour < 24 and minute < 60 and second < 60) or (hour == 24 and minute == second == 0)
    if _BEGINS_ISO_TIME.match(text):
        return False
    if _UNTOLD.match(text):
        return True
    return _Legacy([(m[1], m[2], m[3], m[4]) for m in _TOKEN.finditer(text)]).reads()


@dataclass(slots=True)
class _Legacy:
    """What V8 makes of a text that is not of the specification's form."""

    tokens: list[tuple[str | None, str | None, str | None, str | None]]
    at: int = 0
    day: list[int] = field(default_factory=list)
    time: list[int] = field(default_factory=list)
    month: int | None = None
    noon: int | None = None
    zone_hour: int | None = None
    zone_minute: int | None = None
    is_utc: bool = False
    seen: bool = False
    """A number was read: words that are none of its own are errors from here on."""

    def reads(self) -> bool:
        while self.at < len(self.tokens):
            number, word, _blank, mark = self.tokens[self.at]
            self.at += 1
            if number is not None:
                self.seen = True
                fine = self._number(int(number[:9]))
            elif word is not None:
                fine = self._word(word.lower())
            elif mark in ("+", "-") and (self.is_utc or self.time):
                fine = self._zone()
            elif mark in ("+", "-", ")") and self.seen:
                return False
            else:
                if mark == "(":
                    self._skip_parentheses()
                fine = True
            if not fine:
                return False
        return self._is_day() and self._is_time()

    def _peek(self) -> str:
        return (
            next((part for part in self.tokens[self.at] if part is not None), "") if self.at < len(self.tokens) else ""
        )

    def _takes(self, mark: str) -> bool:
        found = self._peek() == mark
        self.at += found
        return found

    def _expects_time(self, number: int) -> bool:
        return (len(self.time) in (1, 2) and number < 60) or (len(self.time) == 3 and number < 1000)

    def _final(self, number: int) -> None:
        self.time = [*self.time, number, 0, 0, 0][:4]

    def _number(self, number: int) -> bool:
        if self._takes(":"):
            if self._takes(":"):
                if self.time:
                    return False
                self.time += [number, 0]
            elif len(self.time) < 4:
                self.time.append(number)
                self._takes(".")
            else:
                return False
        elif self._takes(".") and self._expects_time(number):
            self.time.append(number)
            if not self._peek().isdigit():
                return False
            self.at += 1
            self._final(0)
        elif self.zone_hour is not None and self.zone_minute is None and number < 60:
            self.zone_minute = number
        elif self._expects_time(number):
            self._final(number)
            after = self._peek()
            return after in ("", "+", "-") or after.isspace() or after.lower() == "z"
        elif len(self.day) < 3:
            self.day.append(number)
            self._takes("-")
        else:
            return False
        return True

    def _word(self, word: str) -> bool:
        if word in ("am", "pm") and self.time:
            self.noon = 12 * (word == "pm")
        elif word[:3] in _MONTHS:
            self.month = _MONTHS.index(word[:3]) + 1
            self._takes("-")
        elif word in _ZONES and self.seen:
            self.is_utc = word in ("ut", "utc", "z", "gmt")
            self.zone_hour = self.zone_minute = 0
        else:
            return not self.seen and not self._peek().isdigit()
        return True

    def _zone(self) -> bool:
        written = self._peek() if self._peek().isdigit() else ""
        self.at += bool(written)
        self.seen = True
        if self._peek() == ":":
            self.zone_hour, self.zone_minute = int(written[:9] or 0), None
            return True
        self.zone_hour = self.zone_minute = 0
        return 1 <= len(written) <= 4

    def _skip_parentheses(self) -> None:
        depth = 1
        while depth and self.at < len(self.tokens):
            mark = self._peek()
            depth += (mark == "(") - (mark == ")")
            self.at += 1

    def _is_day(self) -> bool:
        if not self.day:
            return False
        first, second, third = [*self.day, 1, 1][:3]
        starts_with_year = not 1 <= first <= 31
        if self.month is not None:
            year, month, day = (first, self.month, second) if starts_with_year else (second, self.month, first)
        else:
            year, month, day = (first, second, third) if starts_with_year else (third, first, second)
        return 1 <= month <= 12 and 1 <= day <= 31 and year <= _LAST_YEAR

    def _is_time(self) -> bool:
        hour, minute, second, part = [*self.time, 0, 0, 0, 0][:4]
        if self.noon is not None:
            if not 0 <= hour <= 12:
                return False
            hour = hour % 12 + self.noon
        return (hour < 24 and minute < 60 and second < 60 and part < 1000) or (
            hour == 24 and minute == second == part == 0
        )
