"""Functions of a configuration: where they stand, what they are given, and what they can return."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from contentlint.site.reading import js
from contentlint.site.reading.choices import distinct
from contentlint.site.reading.js import Code

if TYPE_CHECKING:
    from contentlint.site.reading.choices import Scope

ARROW = re.compile(r"\s*(?:async\s+)?(?:\([^()]{0,300}\)|[A-Za-z_$][\w$]*)\s*(?::[^=>{}]{0,100})?=>\s*")
FUNCTION = re.compile(r"\s*(?:async\s+)?function\b\s*\*?\s*[\w$]*\s*\([^()]{0,300}\)\s*(?::[^{}]{0,100})?(?=\{)")
_PARAMETERS = re.compile(
    r"\s*(?:async\s+)?(?:function\b\s*\*?\s*[\w$]*\s*)?(?:\(([^()]{0,300})\)|([A-Za-z_$][\w$]*)\s*=>)"
)
_INNER = re.compile(
    r"=>\s*\{|\bfunction\b[^(){}]{0,100}\([^()]{0,300}\)\s*\{|\b(?!(?:if|for|while|switch|catch|with)\b)[\w$]+\s*\([^()]{0,300}\)\s*\{"
)
_IF = re.compile(r"\bif\s*(?=\()")
_RETURN = re.compile(r"\breturn\b[ \t]*(?!\s*[;}])")
_NAME = re.compile(r"\s*([A-Za-z_$][\w$]*)")
_MOST_RETURNS = 20
_CODE_SHARE = 2_000
"""Code points of a source that is searched which count as a word."""


def returns(text: str, start: int, end: int, scope: Scope, *, whole: bool) -> list[Any]:
    """What a block can return, the likeliest first: the last `return` is the one that no condition guards."""
    inner = [m.end() - 1 for m in islice(_INNER.finditer(text, start + 1, end), _MOST_RETURNS * 10)]
    apart = [(at, js.closing(text, at)) for at in inner]
    ifs: list[tuple[int, int, list[Any]]] = []
    for match in islice(_IF.finditer(text, start, end), _MOST_RETURNS):
        close = js.closing(text, match.end())
        block = re.compile(r"\s*").match(text, close)
        at = block.end() if block else close
        stop = (
            js.closing(text, at)
            if text.startswith("{", at)
            else next(
                (
                    i
                    for i in range(at, min(end, at + 20_000))
                    if text[i] in ";\n" and text[at:i].count("{") <= text[at:i].count("}")
                ),
                end,
            )
        )
        ifs.append((at, stop, scope.values(text, match.end())))
    found: list[list[Any]] = []
    own = (m for m in _RETURN.finditer(text, start, end) if not any(a < m.start() < b for a, b in apart))
    for match in islice(own, _MOST_RETURNS):
        guards = [values for a, b, values in ifs if a <= match.start() < b]
        if any(not any(values) and not any(isinstance(v, Code) for v in values) for values in guards):
            continue
        found.append(scope.values(text, match.end(), whole=whole))
        if all(all(v and not isinstance(v, Code) for v in values) for values in guards):
            break
    return distinct([value for values in reversed(found) for value in values]) or [Code("")]


def parameters(text: str, at: int) -> list[str]:
    """The names of the parameters of the function at an offset."""
    found = _PARAMETERS.match(text, at)
    listed = (found[1] or found[2] or "") if found else ""
    names = [_NAME.match(part) for part in listed.split(",")]
    return [name[1] if name else "" for name in names]


def declared_at(name: str, scope: Scope) -> tuple[str, int] | None:
    """Where a function of the module stands: `function name(…) {`, `const name = (…) =>`."""
    if not re.fullmatch(r"[A-Za-z_$][\w$]*", name):
        return None
    for text in scope.texts:
        scope.budget.left -= len(text) // _CODE_SHARE
        if found := re.search(rf"\b(?:async\s+)?function\s+{re.escape(name)}\s*\(", text):
            return text, found.start()
        at = js.constant_at(text, name)
        if at is not None and (ARROW.match(text, at) or FUNCTION.match(text, at)):
            return text, at
    return None
