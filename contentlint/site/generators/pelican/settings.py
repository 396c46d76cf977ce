"""The settings module of Pelican, read without running it (docs.getpelican.com/en/latest/settings.html).

It is Python: addresses are texts, or put together of texts, or come from the environment with a text that holds where
a variable is not set. All else is `CODE`, and what depends on it is not known.
"""

from __future__ import annotations

import ast
import posixpath
import re
import warnings
from typing import Any

from contentlint.guard.userdata import not_too_deep
from contentlint.site.paths import join_file
from contentlint.site.project import Project
from contentlint.site.reading.shape import plain

CODE: Any = object()
"""A value that is made by code."""
_MOST_DEPTH = 30
_MOST_TEXT = 10_000
"""Code points of a text, and entries of a list, that are put together."""
_MOST_FILES = 6
_STAR = re.compile(r"^from[ \t]+\.?([\w.]+)[ \t]+import[ \t]+(?:\*|\(|\w)", re.MULTILINE)
_URL = re.compile(r"[\"'](https?://[^\"'\s{}]{1,300})[\"']")
_PATHS = frozenset(("join", "joinpath"))
_SAME = frozenset(("abspath", "realpath", "normpath", "Path", "str", "resolve", "expanduser", "fspath"))


def of_file(project: Project, path: str, depth: int = 0) -> dict[str, Any]:
    """The settings in a file, with those of the modules that it takes names from."""
    text = project.text(path)
    found: dict[str, Any] = {}
    for name in _STAR.findall(text)[:_MOST_FILES] if depth < _MOST_FILES else ():
        other = join_file(path.rpartition("/")[0], name.replace(".", "/") + ".py")
        if project.exists(other) and other != path:
            found |= of_file(project, other, depth + 1)
    return read(text, found)


def read(text: str, known: dict[str, Any] | None = None) -> dict[str, Any]:
    """The assignments of a settings module, as far as they can be read; also of one written for an older Python."""
    found = dict(known or {})
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\\d" in a text: nobody here wrote it
            body = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        for match in re.finditer(r"^([A-Z_]+(?:\s*=\s*[A-Z_]+)*)\s*=\s*(.+)$", text, re.MULTILINE):
            value = _literal(match[2].strip().removeprefix("u"))
            if value is not CODE:
                found.update(dict.fromkeys(re.split(r"\s*=\s*", match[1]), value))
        return found
    for node in body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            value = _value(node.value, found, 0)
            for target in targets:
                if isinstance(target, ast.Name):
                    found[target.id] = value
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.AugAssign)):
            # What is set in a branch may be so or not.
            for inner in ast.walk(node):
                if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
                    found[inner.id] = CODE
    return found


def urls_of(text: str, key: str) -> list[str]:
    """The absolute URLs that the assignments of a key name, in whatever code."""
    lines = re.findall(
        rf"^[ \t]*{key}\s*=[ \t]*([^\n]{{1,1000}}(?:\n[ \t]+[^\n=]{{1,500}}){{0,6}})", text, re.MULTILINE
    )
    return list(dict.fromkeys(url for line in lines for url in _URL.findall(line)))


def _value(node: ast.expr, found: dict[str, Any], depth: int) -> Any:
    if depth > _MOST_DEPTH:
        return CODE
    literal = _literal(node)
    if literal is not CODE:
        return literal

    def inner(part: ast.expr) -> Any:
        return _value(part, found, depth + 1)

    made = CODE
    match node:
        case ast.Name(id="__file__"):
            made = "settings.py"
        case ast.Name(id=name):
            made = found.get(name, CODE)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            one, two = inner(left), inner(right)
            if type(one) is type(two) and isinstance(one, (str, list, tuple)):
                made = one + two
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            made = _joined([inner(left), inner(right)])
        case ast.JoinedStr(values=parts):
            texts = [
                inner(p.value if isinstance(p, ast.FormattedValue) and p.format_spec is None else p) for p in parts
            ]
            made = "".join(map(str, texts)) if all(isinstance(t, (str, int)) for t in texts) else CODE
        case ast.BoolOp(op=ast.Or(), values=parts):
            # A variable that is not set gives way to what stands behind it.
            values = [v for part in parts if (v := _unset(part, inner)) not in (None, "")]
            made = values[0] if values else CODE
        case ast.Attribute(value=value, attr="parent"):
            folder = inner(value)
            made = posixpath.dirname(folder) if isinstance(folder, str) else CODE
        case ast.Call(func=function, args=arguments, keywords=keywords):
            made = _called(function, [inner(a) for a in arguments], len(keywords), inner)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            values = [inner(part) for part in parts]
            made = CODE if CODE in values else values
        case ast.Dict(keys=keys, values=parts):
            names = [inner(key) if key is not None else CODE for key in keys]
            if all(isinstance(name, (str, int)) for name in names):
                made = dict(zip(names, map(inner, parts), strict=True))
    return CODE if isinstance(made, (str, list, tuple)) and len(made) > _MOST_TEXT else made


def _unset(node: ast.expr, inner: Any) -> Any:
    """A value where no variable of the environment is set."""
    if isinstance(node, ast.Call) and _dotted(node.func) in ("os.getenv", "os.environ.get", "getenv", "environ.get"):
        return inner(node.args[1]) if len(node.args) > 1 else None
    return inner(node)


def _called(function: ast.expr, arguments: list[Any], keywords: int, inner: Any) -> Any:
    name = _dotted(function)
    last = name.rsplit(".", 1)[-1]
    if name in ("os.getenv", "os.environ.get", "getenv", "environ.get"):
        return arguments[1] if len(arguments) > 1 else CODE
    if keywords:
        return CODE
    if last == "dirname" and len(arguments) == 1 and isinstance(arguments[0], str):
        return posixpath.dirname(arguments[0])
    if name in ("os.path.join", "path.join", "join"):
        return _joined(arguments)
    if last in _SAME and len(arguments) == 1:
        return arguments[0] if isinstance(arguments[0], str) else CODE
    if isinstance(function, ast.Attribute) and isinstance(base := inner(function.value), str):
        if last in _SAME and not arguments:
            return base
        if last in ("rstrip", "lstrip", "strip") and all(isinstance(a, str) for a in arguments):
            return getattr(base, last)(*arguments)
        if last == "joinpath":
            return _joined([base, *arguments])
    return CODE


def _joined(parts: list[Any]) -> Any:
    return posixpath.join(*parts) if parts and all(isinstance(part, str) for part in parts) else CODE


def _dotted(node: ast.expr) -> str:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join([*([node.id] if isinstance(node, ast.Name) else ["?"]), *reversed(names)])


def _literal(source: str | ast.expr) -> Any:
    """What a literal stands for; `CODE` for all else, also what is nested too deep or has a number of any length."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return plain(not_too_deep(ast.literal_eval(source)))
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return CODE


def shape_of(settings: dict[str, Any], key: str, default: str) -> str | None:
    """An address or a file as a setting has it: "" where none is made, None where code makes it."""
    value = settings.get(key, default)
    if isinstance(value, str):
        return value
    return None if value is CODE else ""


def text_of(settings: dict[str, Any], key: str, default: str) -> str:
    """A setting that is a text, or its default."""
    value = settings.get(key, default)
    return value if isinstance(value, str) else default


def list_of(settings: dict[str, Any], key: str, default: list[str]) -> list[str]:
    """A setting that is a list of texts, or its default."""
    value = settings.get(key, default)
    if isinstance(value, str):
        return [value]
    return [str(v) for v in value if v is not CODE] if isinstance(value, (list, tuple, set)) else default
