"""Where strings, templates, regular expressions and comments of JavaScript stand: all else in it is code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_START = re.compile(r"[\"'`/]")
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""", re.DOTALL)
_BEFORE_REGEX = frozenset("(,=:[!&|?{;+~^")
_WORD_BEFORE_REGEX = re.compile(r"\b(?:return|case|typeof|of|in)\Z")
_IN_REGEX = re.compile(r"\\[^\n]|[\[\]/\n]")
_FLAGS = re.compile(r"[a-z]{0,8}")
_IN_TEMPLATE = re.compile(r"\\.|`|\$\{", re.DOTALL)
_IN_HOLE = re.compile(r"[\"'`{}]")
_ESCAPE = re.compile(r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\n)|(.))", re.DOTALL)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_LOOK_BACK = 240
_LONGEST_REGEX = 300
_MOST_LOST = 500
"""What looked like regular expressions and was none, after which none is looked for any more."""
_MOST_NESTED = 20
"""Templates in holes of templates."""
_MOST_OPEN = 20
"""Templates without an end, after which none is looked for any more."""


def string_end(text: str, at: int) -> int | None:
    """Past the string or template that begins at an offset; None when none does that is closed."""
    if text[at : at + 1] == "`":
        return _template_end(text, at)
    quoted = _QUOTED.match(text, at)
    return quoted.end() if quoted else None


def _template_end(text: str, at: int) -> int | None:
    """Templates stand in the holes of templates: how many braces are open in each hole is kept."""
    holes: list[int] = []
    in_text, at = True, at + 1
    while match := (_IN_TEMPLATE if in_text else _IN_HOLE).search(text, at):
        mark, at = match[0], match.end()
        if in_text:
            if mark == "${":
                holes.append(0)
                in_text = False
            elif mark == "`":
                if not holes:
                    return at
                holes.pop()  # the template in a hole is at its end: the hole goes on
                in_text = False
            continue
        if mark == "`":
            holes.append(-1)
            in_text = True
        elif mark == "{":
            holes[-1] += 1
        elif mark == "}":
            holes[-1] -= 1
            if holes[-1] < 0:
                holes.pop()
                in_text = True
        else:
            quoted = _QUOTED.match(text, match.start())
            at = quoted.end() if quoted else at
        if len(holes) > 2 * _MOST_NESTED:
            return None
    return None


def pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, whether it is a comment) of everything that is no code, in order."""
    at, last, unclosed, lost = 0, text.rfind("*/"), 0, 0
    while match := _START.search(text, at):
        start, at = match.start(), match.end()
        if match[0] != "/":
            closed = string_end(text, start) if match[0] != "`" or unclosed < _MOST_OPEN else None
            unclosed += closed is None and match[0] == "`"
            if closed is not None:
                yield start, closed, False
                at = closed
        elif text.startswith("//", start):
            end = text.find("\n", start)
            at = len(text) if end < 0 else end
            yield start, at, True
        elif text.startswith("/*", start):
            if at < last and (end := text.find("*/", start + 2)) >= 0:  # one that is not closed is no comment
                at = end + 2
                yield start, at, True
        elif lost < _MOST_LOST and _begins_regex(text, start):
            past = _regex_end(text, start)
            lost += past is None
            if past is not None:
                yield start, past, False
                at = past


def _begins_regex(text: str, at: int) -> bool:
    before = text[max(0, at - _LOOK_BACK) : at].rstrip()
    return (
        not before
        or before[-1] in _BEFORE_REGEX
        or _WORD_BEFORE_REGEX.search(before, max(0, len(before) - 8)) is not None
    )


def _regex_end(text: str, at: int) -> int | None:
    """Past the regular expression that begins at an offset; None when none ends on the line."""
    in_class, limit = False, at + _LONGEST_REGEX
    place = at + 1
    while match := _IN_REGEX.search(text, place, limit):
        place = match.end()
        if match[0] == "\n":
            return None
        if match[0] == "/" and not in_class:
            flags = _FLAGS.match(text, place)
            return flags.end() if flags and place > at + 2 else None
        if match[0] in ("[", "]"):
            in_class = match[0] == "["
    return None


@lru_cache(maxsize=64)
def strip_comments(text: str) -> str:
    """The source without comments; strings stay as they are."""
    out: list[str] = []
    copied = 0
    for start, end, is_comment in pieces(text):
        if is_comment:
            out += text[copied:start], " "
            copied = end
    return "".join([*out, text[copied:]])


def shadow(text: str) -> str:
    """The source with dots in the place of its strings, templates and regular expressions, of the same length."""
    out: list[str] = []
    copied = 0
    for start, end, is_comment in pieces(text):
        if not is_comment:
            out += text[copied:start], "." * (end - start)
            copied = end
    return "".join([*out, text[copied:]])


def unescaped(inside: str) -> str:
    """What is between the quotes of a string, as it is meant."""
    return _ESCAPE.sub(_meant, inside) if "\\" in inside else inside


def _meant(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code:
        number = int(code, 16)
        return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"
    return "" if match[4] else _ESCAPED.get(match[5], match[5])
