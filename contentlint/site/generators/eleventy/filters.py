"""Expressions in permalinks of Eleventy: values through filters, the built-in ones and the site's own
(11ty.dev/docs/filters; nunjucks and Liquid for the rest)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from itertools import islice

from contentlint.site.paths import formatted
from contentlint.site.reading import js
from contentlint.site.reading.ids import sindresorhus

Value = str | dt.date | None
"""What a name stands for; None when it can't be known."""

_OWN = re.compile(r"\badd\w{0,30}(?:Filter|Function|Shortcode)\(\s*[\"'`]([\w-]+)[\"'`]\s*,\s*")
_ISO = re.compile(r"\btoISOString\(\)\s*(?:\.(?:slice|substring|substr)\(0,\s*(\d+)\)|\.split\([\"']T[\"']\)\s*\[0\])")
_REPLACE = re.compile(
    r"\s*\.(?:replace\((?:[\"']-[\"']|/-/(g?)),\s*[\"']([/_.]?)[\"']\)|(replaceAll)\([\"']-[\"'],\s*[\"']([/_.]?)[\"']\)"
    r"|split\([\"']-[\"']\)\.(join)\([\"']([/_.]?)[\"']\))"
)
_LUXON = re.compile(r"yyyy|yy|LLLL|MMMM|LLL|MMM|LL|MM|L|M|dd|d|'[^']*'|[a-zA-Z]+")
_TOKENS = {"yyyy": "%Y", "yy": "%y", "LLLL": "%B", "MMMM": "%B", "LLL": "%b", "MMM": "%b", "LL": "%m", "MM": "%m"}
_LONGEST = 300


class Filters:
    """The filters of a site, by what its configuration and helpers add."""

    def __init__(self, helpers: str) -> None:
        self._own: dict[str, str] = {}
        for match in islice(_OWN.finditer(helpers), 200):
            end = js.closing(helpers, helpers.index("(", match.start()))
            self._own.setdefault(match[1], helpers[match.end() : min(end - 1, match.end() + 1_000)])
        self._imports_slugify = "@sindresorhus/slugify" in helpers

    def evaluate(self, expression: str, value_of: Callable[[str], Value]) -> str | None:
        """The text of an expression, None when code decides it."""
        if len(expression) > _LONGEST:
            return None
        first, *steps = [part.strip() for part in re.split(r"(?<!\|)\|(?!\|)", expression)]
        value = self._value(first, value_of)
        for step in steps:
            if value is None:
                return None
            value = self._step(step, value)
        return value if isinstance(value, str) else None

    def _value(self, written: str, value_of: Callable[[str], Value]) -> Value:
        """A name, the first of several that is set, or a function called with one."""
        written = written.strip()
        while written.startswith("(") and js.closing(written, 0) == len(written):
            written = written[1:-1].strip()
        *others, last = re.split(r"\s+or\s+|\|\||\?\?", written)
        for part in others:  # a key that neither front matter nor data has is not set
            value = self._single(part.strip(), value_of)
            if value or (value is None and not re.fullmatch(r"(?:data\.)?\w+", part.strip())):
                return value
        return self._single(last.strip(), value_of)

    def _single(self, written: str, value_of: Callable[[str], Value]) -> Value:
        if re.fullmatch(r"\"[^\"]*\"|'[^']*'", written):
            return written[1:-1]
        name = re.fullmatch(r"(?:data\.|\$data\.|this\.)?([A-Za-z_][\w.]*?)", written.replace("?.", "."))
        if name:
            return value_of(name[1])
        called = re.fullmatch(
            r"(?:this\.|\w+\.getFilter\([\"'])?([A-Za-z_]\w*)(?:[\"']\))?\(\s*([\w.?]+)\s*\)", written
        )
        if called:
            value = self._single(called[2], value_of)
            return None if value is None else self._step(called[1], value)
        method = re.fullmatch(r"([\w.?]+?)\.(\w+\(.*)", written)
        if method:
            value = self._single(method[1], value_of)
            if isinstance(value, dt.date):
                return _by_code(written, value)
            if isinstance(value, str) and method[2] in ("toLowerCase()", "trim()", "toString()"):
                return value.lower() if method[2] == "toLowerCase()" else value.strip()
        return None

    def _step(self, step: str, value: str | dt.date) -> Value:
        name = re.match(r"[\w-]+", step)
        if name is None:
            return None
        argument = re.search(r"[\"']([^\"']*)[\"']", step)
        own = self._own.get(name[0])
        if own is not None:
            if isinstance(value, dt.date):
                return _in_form(argument[1], value) if argument else _by_code(own, value)
            return sindresorhus(value) if self._is_slugify(name[0], own) else None
        if isinstance(value, dt.date):
            return _in_form(argument[1], value) if argument else None
        if name[0] == "slugify":
            return sindresorhus(value)
        if name[0] == "slug":  # another package than that of `slugify`: the same for plain words only
            return sindresorhus(value) if re.fullmatch(r"[A-Za-z0-9 -]*", value) else None
        if name[0] in ("lower", "downcase"):
            return value.lower()
        if name[0] in ("upper", "upcase"):
            return value.upper()
        if name[0] in ("trim", "strip"):
            return value.strip()
        pair = re.fullmatch(r"replace\s*[(:]\s*[\"']([^\"']*)[\"']\s*,\s*[\"']([^\"']*)[\"']\s*\)?", step)
        if pair and pair[1]:
            return value.replace(pair[1], pair[2])
        return value if name[0] in ("safe", "url", "default") else None

    def _is_slugify(self, name: str, body: str) -> bool:
        """True for an own filter that is the package of the built-in `slugify`, without options."""
        plain = re.fullmatch(r"\(?\w+\)?\s*=>\s*slugify\(\s*\w+\s*\)\s*", body.strip()) or body.strip() == "slugify"
        return self._imports_slugify and bool(plain)


def _in_form(form: str, day: dt.date) -> str | None:
    """A day in a format of `strftime` or of Luxon; None for what has more than days in it."""
    if "%" in form:
        return formatted(day, form) if re.fullmatch(r"(?:%-?[YymdBbj]|[^%])*", form) else None
    out = ""
    at = 0
    for token in _LUXON.finditer(form):
        out += form[at : token.start()]
        at = token.end()
        if token[0] in _TOKENS:
            out += day.strftime(_TOKENS[token[0]])
        elif token[0] in ("L", "M"):
            out += str(day.month)
        elif token[0] in ("d", "dd"):
            out += f"{day.day:02d}" if token[0] == "dd" else str(day.day)
        elif token[0].startswith("'"):
            out += token[0][1:-1]
        else:
            return None
    return out + form[at:]


def _by_code(code: str, day: dt.date) -> str | None:
    """A day as code writes it, where that is one of the usual ways; None for other code."""
    forms = re.findall(r"\.(?:toFormat|format)\(\s*[\"'`]([^\"'`$]*)[\"'`]", code)
    if len(forms) == 1 and "toFormat" in code and not re.search(r"\breplace|\bsplit|toLowerCase|\+", code):
        return _in_form(forms[0], day)
    iso = list(islice(_ISO.finditer(code), 2))
    if len(iso) == 1:
        text = day.isoformat()[: int((iso[0][1] or "10")[:3])]
        if iso[0][1] and int(iso[0][1][:3]) > 10:
            return None
        rest = code[iso[0].end() :]
        while change := _REPLACE.match(rest):
            by = change[2] or change[4] or change[6] or ""
            every = bool(change[1] or change[3] or change[5])
            text = text.replace("-", by) if every else text.replace("-", by, 1)
            rest = rest[change.end() :]
        return text if not re.search(r"[\w.+]", rest) else None
    year = re.fullmatch(
        r"(?:\(?[\w:\s]+\)?\s*=>\s*)?[\w.?]+(?:\([\w.]+\))?\.get(?:UTC)?FullYear\(\)(?:\.toString\(\))?;?", code.strip()
    )
    return str(day.year) if year else None
