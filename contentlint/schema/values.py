"""Values as the JavaScript of a schema takes them: texts that `Date` reads, addresses, identifiers.

Each check says False only of what is certainly refused; what a check does not know, it lets pass.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from contentlint.schema.js_date import reads


class Date(str):
    """A date of front matter, as its ISO text or as it is written; in JavaScript it is no text but a `Date`."""

    __slots__ = ()


# What js-yaml 4 takes for a date where no quotes are, also a day that is in no calendar.
_WRITTEN = re.compile(
    r"\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?",
    re.ASCII,
)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_HOST = re.compile(r"(?i)(?:https?|wss?|ftp):[/\\]*[^\s/\\?#]+")
_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_ISO_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)", re.ASCII)
_ISO_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[-+]\d\d:?(?:\d\d)?)?", re.ASCII)
_STRING_BOOLS = frozenset("true 1 yes on y enabled false 0 no off n disabled".split())
_NUMBER = re.compile(
    r"[-+]?(?:\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+(?:[eE][-+]?\d+)?|Infinity)|0[xX][\da-fA-F]+|0[oO][0-7]+|0[bB][01]+"
)


def is_date_of_yaml(written: str) -> bool:
    """True for a value without quotes that js-yaml makes a `Date` of."""
    return _WRITTEN.fullmatch(written) is not None


def _date(value: Any) -> bool:
    return isinstance(value, Date) or not isinstance(value, str | dict) or (isinstance(value, str) and reads(value))


def _number(value: Any) -> bool:
    if isinstance(value, Date) or not isinstance(value, str | dict):
        return True
    return isinstance(value, str) and (not value.strip() or _NUMBER.fullmatch(value.strip()) is not None)


def _email(text: str) -> bool:
    name, at, host = text.strip().rpartition("@")
    return bool(at and name and "." in host and not re.search(r"\s", text.strip()))


def _url(text: str) -> bool:
    text = text.strip()
    if not _SCHEME.match(text):
        return False
    return not re.match(r"(?i)(?:https?|wss?|ftp):", text) or _HOST.match(text) is not None


def _day(match: re.Match[str] | None) -> bool:
    if match is None:
        return False
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    return 1 <= month <= 12 and 1 <= day <= (calendar.monthrange(year, month)[1] if 1 <= year <= 9999 else 31)


_OF_TEXTS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "email": (_email, "an e-mail address"),
    "url": (_url, "an absolute URL such as https://example.com/"),
    "uuid": (lambda text: _UUID.fullmatch(text) is not None, "a UUID"),
    "iso-date": (lambda text: _day(_ISO_DATE.fullmatch(text)), 'a text such as "2026-03-01"'),
    "iso-datetime": (lambda text: _day(_ISO_TIME.fullmatch(text)), 'a text such as "2026-03-01T10:00:00Z"'),
    "iso-datetime-z": (
        lambda text: _day(_ISO_TIME.fullmatch(text)) and text.endswith("Z"),
        'a text such as "2026-03-01T10:00:00Z"',
    ),
    "stringbool": (lambda text: text.lower() in _STRING_BOOLS, '"true" or "false"'),
}


def _scalar(value: Any) -> bool:
    return value is not None and value != "" and not isinstance(value, list | dict)


_OF_VALUES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "date": (_date, "a date such as 2026-03-01"),
    "number": (_number, "a number"),
    "scalar": (_scalar, "a text"),
    "date-of-form": (lambda value: _scalar(value) and _date(value), "a date such as 2026-03-01"),
    "number-of-form": (lambda value: _scalar(value) and _number(value), "a number"),
}


def takes(name: str, value: Any) -> bool:
    """False when the check of that name certainly refuses a value; a check of texts lets other values pass.

    A name with a question mark lets an empty value pass.
    """
    if name.endswith("?"):
        return value is None or value == "" or takes(name[:-1], value)
    if name in _OF_VALUES:
        return _OF_VALUES[name][0](value)
    if isinstance(value, Date) or not isinstance(value, str) or name not in _OF_TEXTS:
        return True
    return _OF_TEXTS[name][0](value)


def expected(name: str) -> str:
    """What a check asks for, in words."""
    name = name.rstrip("?")
    return (_OF_TEXTS.get(name) or _OF_VALUES.get(name) or (None, "another value"))[1]


def as_dates(value: Any, kind: str, written: Callable[[tuple[str | int, ...]], str | None]) -> Any:
    """Front matter with its dates as a schema of that kind of `Dates` sees them.

    `written` gives what stands at a path where YAML has it without quotes.
    """

    def go(part: Any, path: tuple[str | int, ...]) -> Any:
        if isinstance(part, Mapping):
            return {key: go(inner, (*path, key)) for key, inner in part.items()}
        if isinstance(part, list):
            return [go(inner, (*path, number)) for number, inner in enumerate(part)]
        if not isinstance(part, (dt.date, dt.time, str)):
            return part
        plain = written(path)
        if isinstance(part, str):
            return Date(part) if kind == "dates" and plain is not None and is_date_of_yaml(plain) else part
        if kind == "text" or (kind == "dates" and plain is not None and not is_date_of_yaml(plain)):
            return plain if plain is not None else part.isoformat()
        return Date(part.isoformat()) if kind == "dates" else part.isoformat()

    return go(value, ())
