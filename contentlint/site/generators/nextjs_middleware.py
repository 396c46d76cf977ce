"""What the middleware of a Next.js site, which is now called proxy, makes of addresses
(nextjs.org/docs/app/api-reference/file-conventions/proxy).

Most of them ask who somebody is, and lead no link anywhere else. One that puts a language before the path, redirects
what it has a list of, or computes where to go makes addresses work for which there is no page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Literal

from contentlint.guard import patterns
from contentlint.site.generators.coded import is_there, modules_of, sources
from contentlint.site.model import Routes
from contentlint.site.paths import first_segment
from contentlint.site.project import Project
from contentlint.site.reading import js
from contentlint.site.reading.shape import MOST

Effect = Literal["prefix", "fixed", "same", "open"]
"""Where it leads to: the same path below another segment, one that is written down, the same path on another host, or
one that nothing tells."""

_NAMES = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "src/")
    for name in ("middleware", "proxy")
    for ending in ("ts", "js", "mts", "mjs", "tsx", "jsx")
)
_CALL = re.compile(r"(?<![\w$])(?:NextResponse|Response)\s*\.\s*(?:redirect|rewrite)\s*\(")
_MOST_CALLS = 50
_LIBRARY = re.compile(
    r"\b(?:from|require\()\s*[\"'](?![.~#]|@/)[^\"'\n]{0,100}(?:intl|i18n|i18next|locale|international)[^\"'\n]{0,100}[\"']"
)
"""Libraries that find out the language of a visitor and put it before the path."""
_PATH = r"\$\{[^{}`]{0,200}\b(?:path\w*|nextUrl|url|href)\b[^{}`]{0,200}\}"
_PREFIXED = re.compile(
    rf"`/?(?:\$\{{[^{{}}`]{{1,200}}\}}|[\w-]{{1,20}})/?{_PATH}"
    r"|[\"'`]/[\"'`]\s*\+\s*[\w$.]{1,80}\s*\+\s*[\w$.]{0,80}path",
    re.IGNORECASE,
)
_ON_HOST = re.compile(rf"`https?://[^`$]{{1,200}}{_PATH}", re.IGNORECASE)
_LITERAL = re.compile(r"\(?\s*(?:new\s+URL\(\s*)?[\"'`](?:https?:/)?/[^\"'`$\n]{0,500}[\"'`]")
_NAMED = re.compile(r"\(\s*(?:new\s+URL\(\s*)?([A-Za-z_$][\w$]*(?:\.[\w$]+)*)\s*[,)]")
_ASKED = re.compile(
    r"(?<![!\w$.])[\w$.]{0,80}?path\w{0,40}\s{0,8}(?:===?|\.startsWith\()\s*[\"'`](/[\w./-]{1,500})[\"'`]",
    re.IGNORECASE,
)
"""What the path is compared with before it is led elsewhere."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_PARAMETER = re.compile(r"(/?):\w+(\([^()]*\))?([*+?]?)")


def add_middleware(project: Project, made: Routes) -> None:
    """Notes the addresses without a page that a middleware may make work; `made` must have all pages and gaps."""
    path = project.find(*_NAMES)
    if not path:
        return
    text = "\n".join(sources(project, path))
    effects = {_effect(text, argument) for argument in _arguments(text)}
    reason = f"redirected or rewritten by {path}"
    matched = _matched(project, path)
    if "open" in effects:
        for pattern in matched:
            made.gap(pattern, reason)
        return
    if "prefix" in effects or _LIBRARY.search(text):
        below = _below_a_segment(made, text)
        for pattern in matched:
            made.gap(pattern, reason, below)
    if "fixed" in effects:
        for pattern in (p for p in matched if not patterns.read(p).match("/\0/\0")):
            made.gap(pattern, reason)
        for asked in dict.fromkeys(m[1].rstrip("/") for m in islice(_ASKED.finditer(text), MOST)):
            if asked:
                made.gap(rf"{re.escape(asked)}(?:/.*)?\Z", reason)


def _arguments(text: str) -> Iterator[str]:
    for match in islice(_CALL.finditer(text), _MOST_CALLS):
        yield text[match.end() - 1 : js.closing(text, match.end() - 1)]


def _effect(text: str, argument: str) -> Effect:
    """What a redirect or rewrite does, by its arguments in brackets."""
    if (found := _told(argument)) is not None:
        return found
    name = _NAMED.match(argument)
    if name is None:
        return "open"
    at = js.constant_at(text, name[1]) if "." not in name[1] else None
    found = _told(text[at : at + 500].partition(";")[0].partition("\n")[0]) if at is not None else None
    if found is not None:
        return found
    parts = (
        rf"(?<![\w$.]){re.escape(name[1])}\.(pathname|href|host|hostname|protocol|port)\s*=(?![=>])\s*([^;\n]{{1,500}})"
    )
    told = {_assigned(match[1], match[2]) for match in islice(re.finditer(parts, text), _MOST_CALLS)}
    return next((effect for effect in ("open", "prefix", "fixed", "same") if effect in told), "open")


def _told(expression: str) -> Effect | None:
    """What an expression for an address says by itself."""
    if _ON_HOST.search(expression):
        return "same"
    if _PREFIXED.search(expression):
        return "prefix"
    return "fixed" if _LITERAL.match(expression) else None


def _assigned(part: str, value: str) -> Effect:
    if part not in ("pathname", "href"):
        return "same"
    return _told(value) or "open"


def _below_a_segment(made: Routes, text: str) -> Callable[[str], bool]:
    """Tells whether there is a page for a path below a language, or below what the middleware names."""
    named = set(re.findall(r"[\"'`]/?([\w-]{1,20})/?[\"'`]", text))
    found = {first_segment(output).strip("/") for output in made.outputs}
    firsts = sorted(first for first in found if first and (_LANGUAGE.fullmatch(first) or first in named))[:MOST]
    gaps = tuple(made.gaps)

    def is_below(path: str) -> bool:
        return any(is_there(made, f"/{first}{path}") for first in firsts) or any(
            gap.may_have(f"/{first}{path}") for first in (*firsts, "\0") for gap in gaps
        )

    return is_below


def _matched(project: Project, path: str) -> list[str]:
    """The patterns of the paths that the middleware is asked for: all, where its `matcher` is not there or code."""
    module = modules_of(project).at(path)
    found = module.exported("config") if module else []
    matcher = js.dig(found[0], "matcher") if len(found) == 1 and module else None
    matcher = module.resolved(matcher) if module else None
    entries = matcher if isinstance(matcher, list) else [matcher]
    given = [entry.get("source") if isinstance(entry, dict) else entry for entry in entries]
    found = [_pattern(source) if isinstance(source, str) else "" for source in given[:MOST]]
    return found if found and all(found) else ["/"]


def _pattern(source: str) -> str:
    """The expression for the paths of a matcher, "" when it is none; what stands in brackets is one as it is."""
    made, at = "", 0
    while at < len(source):
        if source[at] == "(":
            end = _group_end(source, at)
            made += source[at:end]
        elif (match := _PARAMETER.match(source, at)) is not None:
            one = match[2] or ("[^/]+" if match[3] in ("", "?") else ".+")
            made += f"(?:{match[1]}{one})?" if match[3] in ("*", "?") else match[1] + one
            end = match.end()
        else:
            made, end = made + re.escape(source[at]), at + 1
        at = end
    try:
        patterns.read(made)
    except ValueError:
        return ""
    return made + r"/?\Z"


def _group_end(source: str, at: int) -> int:
    """Past the bracket that closes the one at an offset; the end of the text where none does."""
    depth = 0
    while at < len(source):
        depth += {"(": 1, ")": -1}.get(source[at], 0)
        at += 2 if source[at] == "\\" else 1
        if not depth:
            return at
    return len(source)
