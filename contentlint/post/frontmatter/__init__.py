"""Front matter: the YAML, TOML or JSON before the body, with the place of every key and value.

The library python-frontmatter says which format a post has and where its marks are; it drops all positions, so
each format has a reader of its own here, over PyYAML's events, `tomllib` and `json`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from contentlint.post.frontmatter.model import Field, FrontMatter, Key, Problem
from contentlint.post.frontmatter.tree import Read, Refused, build
from contentlint.text.spans import Span

__all__ = ["Field", "FrontMatter", "Key", "Problem", "parse"]

if TYPE_CHECKING:
    from frontmatter.default_handlers import BaseHandler

Format = Literal["yaml", "toml", "json"]

MAX_LENGTH = 256 * 1024
"""Longest front matter that is read, in code points. The longest of some thousand real posts has 9,000."""

_LINE = r"(?:(?<=[\r\n])|\A)"
_END = r"[ \t]*(?=[\r\n]|\Z)"
_MARKS = ("---", "+++", ";;;")
# gray-matter, which Eleventy and Gatsby use, lets the format's name follow the opening mark.
_NAMED = re.compile(rf"---[ \t]*(yaml|toml|json){_END}")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r\n|\n|\r))*")
# An MDX file may begin with an expression, which has a brace too: only an object's first key makes it JSON.
_JSON_OBJECT = re.compile(r'\{\s*(?:"(?:[^"\\\r\n]|\\.)*"\s*:|\}[ \t]*(?:[\r\n]|\Z))')
_NEAR_MARK = re.compile(rf"{_LINE}[ \t]*(?:[-–—] ?){{2,}}{_END}|{_LINE}[ \t]*\+{{2,}}{_END}")
_ENTRY: dict[Format, re.Pattern[str]] = {
    "yaml": re.compile(r"[ \t]*(?:#|- |[\w$.'\"-][^:\r\n]{0,60}:(?:\s|\Z))"),
    "toml": re.compile(r"[ \t]*(?:#|\[|[\w.'\"-][^=\r\n]{0,60}=)"),
    "json": re.compile(r'\s*\{\s*(?:"|\})'),
}
_LINE_END = re.compile(r"\r\n|\n|\r")
_WORD = re.compile(r"[^\s]+")
_BLANK = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?=[\r\n]|\Z)")


def parse(text: str) -> FrontMatter:
    """The front matter at the start of `text`. Never raises: what is wrong is in `problems`.

    Marks are `---` (YAML), `+++` (TOML), `;;;` (JSON) or a JSON object by itself, as Hugo and gray-matter have
    them; blank lines may stand before. An opening `---` that no key follows and no mark closes is a thematic
    break, so not front matter. Values are as YAML 1.2's core schema and js-yaml read them (`yes` is a string),
    TOML 1.0 and RFC 8259; YAML tags that would make objects are refused.
    """
    blank = _BLANK_LINES.match(text)
    start = blank.end() if blank else 0
    if text.startswith("{", start):
        return _json_object(text, start)
    if not text.startswith(_MARKS, start):
        return FrontMatter(None, Span(0, 0), 0)
    head = Span(start, _line_end(text, start))
    named = _NAMED.match(head.cut(text))
    found: Format | None
    if named:
        found = "toml" if named[1] == "toml" else "json" if named[1] == "json" else "yaml"
    else:
        found = next((name for name, handler in _handlers().items() if handler.detect(head.cut(text))), None)
    if found is None:
        return FrontMatter(None, Span(0, 0), 0)
    content = _next_line(text, head.end)
    boundary = _handlers()["yaml" if named else found].FM_BOUNDARY
    closing = boundary.search(text, content) if boundary else None
    if closing is None:
        return _unclosed(text, found, head, "---" if named else head.cut(text).strip())
    span = Span(start, closing.start() + 3)
    return _front_matter(text, found, span, _next_line(text, span.end), Span(content, closing.start()))


@cache
def _handlers() -> dict[Format, BaseHandler]:
    """The library's handlers, loaded for a post that may have front matter."""
    from frontmatter.default_handlers import BaseHandler, JSONHandler, YAMLHandler

    # Stricter than the library's own boundaries, which take `-----` too: no generator does. A line `...` ends a YAML
    # document, so nothing can stand after it.
    return {
        "yaml": YAMLHandler(re.compile(rf"\A---{_END}|(?<=[\r\n])(?:---|\.\.\.){_END}")),
        "toml": BaseHandler(re.compile(rf"{_LINE}\+\+\+{_END}")),
        "json": JSONHandler(re.compile(rf"{_LINE};;;{_END}")),
    }


def _line_end(text: str, offset: int) -> int:
    match = _LINE_END.search(text, offset)
    return match.start() if match else len(text)


def _next_line(text: str, offset: int) -> int:
    match = _LINE_END.search(text, offset)
    return match.end() if match else len(text)


def _front_matter(text: str, format_: Format, span: Span, end: int, content: Span) -> FrontMatter:
    try:
        if len(content) > MAX_LENGTH:
            raise Refused(f"the front matter is longer than {MAX_LENGTH:,} characters; it is not read", _mark(span))
        read = _read(text, format_, content)
    except Refused as refused:
        problem = Problem("syntax", refused.message, refused.span, refused.replacement)
        return FrontMatter(format_, span, end, problems=(_seen(text, problem),))
    except RecursionError:
        problem = Problem("syntax", "the front matter is nested too deep; it is not read", _mark(span))
        return FrontMatter(format_, span, end, problems=(problem,))
    data, fields, problems = build(read)
    return FrontMatter(format_, span, end, data, fields, tuple(_seen(text, problem) for problem in problems))


def _seen(text: str, problem: Problem) -> Problem:
    """The problem at a place that can be shown: where something is missing, with what stands there."""
    if len(problem.span):
        return problem
    at = problem.span.start
    after = _WORD.match(text, at)
    before = max(at - 1, 0)
    span = Span(at, after.end()) if after else Span(before, at or 1)
    added = problem.replacement
    if added is not None:
        added = added + span.cut(text) if after else span.cut(text) + added
    return replace(problem, span=span, replacement=added)


def _read(text: str, format_: Format, content: Span) -> Read:
    # The reader of each loads when a post has one.
    if format_ == "yaml":
        from contentlint.post.frontmatter import yaml_format

        return yaml_format.read(text, content)
    if format_ == "toml":
        from contentlint.post.frontmatter import toml_format

        return toml_format.read(text, content)
    from contentlint.post.frontmatter import json_format

    return json_format.read(text, content)


def _mark(span: Span) -> Span:
    return Span(span.start, min(span.start + 3, span.end))


def _unclosed(text: str, format_: Format, head: Span, mark: str) -> FrontMatter:
    """Front matter with no closing mark: up to a line that looks like one, else to the first blank line."""
    content = _next_line(text, head.end)
    if not _ENTRY[format_].match(text, content):
        return FrontMatter(None, Span(0, 0), 0)
    blank = _BLANK.search(text, content)
    stop = blank.start() if blank else len(text)
    near = _NEAR_MARK.search(text, content, stop)
    if near is not None:
        span = Span(head.start, near.end())
        message = f"the front matter is not closed: this line should be `{mark}` and nothing else"
        problem = Problem("unclosed", message, Span(*near.span()), mark)
    else:
        span = Span(head.start, max(len(text[:stop].rstrip()), head.end))
        message = f"the front matter that opens here is never closed: put a line `{mark}` after its last entry"
        problem = Problem("unclosed", message, _mark(head))
    return FrontMatter(format_, span, _next_line(text, span.end), problems=(problem,))


def _json_object(text: str, start: int) -> FrontMatter:
    if not _JSON_OBJECT.match(text, start):
        return FrontMatter(None, Span(0, 0), 0)
    from contentlint.post.frontmatter import json_format

    stop = json_format.object_end(text, start, start + MAX_LENGTH)
    if stop is None:
        blank = _BLANK.search(text, start)
        span = Span(start, blank.start() if blank else len(text.rstrip()))
        message = "the JSON front matter that opens here has no closing `}`"
        problem = Problem("unclosed", message, Span(start, start + 1))
        return FrontMatter("json", span, _next_line(text, span.end), problems=(problem,))
    return _front_matter(text, "json", Span(start, stop), _next_line(text, stop), Span(start, stop))
