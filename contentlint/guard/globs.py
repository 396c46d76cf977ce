"""Globs over paths with forward slashes: `*` stays in a folder, `**` does not, `?` is one character.

All globs there are go through here: those of the configuration, and those that a site's own configuration has. Each
becomes a regular expression that never tries twice: behind a star the first place is kept where the next fixed piece
fits (an atomic group), since a later one leaves fewer ends to what follows, never more. So a glob of any number of
stars takes, for each star, no longer than the square of the path's length, and mostly a multiple of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

LONGEST = 4096
"""Code points of a glob, and of a path that are looked at; no file system and no server has longer paths."""
MOST_CHOICES = 256
"""Globs that one with braces may stand for."""

_Token = str | tuple[str]
"""A character, or in a tuple a mark that stands for more: `*`, `{`, or a class as regular expressions have it."""
_STAR, _DEEP, _FOLDERS, _ONE = ("*",), ("**",), ("**/",), ("?",)
_OPEN, _CLOSE, _COMMA = ("{",), ("}",), (",",)


class _Wrong(ValueError):
    """A glob that is not compiled, and why."""


def matches(path: str, glob: str) -> bool:
    """True when a glob, read as in .gitignore, matches a path or a folder that the path is in.

    A glob without a slash matches a name in any folder, and one that ends with a slash what is in a folder. Brackets
    and braces stand for themselves: names of folders have them. What `why_wrong` says something of matches nothing.
    """
    pattern = _compiled(glob, False)
    return isinstance(pattern, re.Pattern) and pattern.match(path[:LONGEST]) is not None


def any_glob(globs: Iterable[str]) -> Callable[[str], bool]:
    """A test whether a whole path matches one of the globs, where `{a,b}` and `[ab]` choose.

    What `why_wrong` says something of matches nothing.
    """
    patterns = [p for p in (_compiled(glob, True) for glob in globs) if isinstance(p, re.Pattern)]
    return lambda path: any(pattern.match(path[:LONGEST]) for pattern in patterns)


def why_wrong(glob: str, *, is_whole: bool) -> str:
    """What is wrong with a glob for `any_glob` (`is_whole`) or `matches`, in words; empty for nothing."""
    pattern = _compiled(glob, is_whole)
    return pattern if isinstance(pattern, str) else ""


@lru_cache(maxsize=4096)
def _compiled(glob: str, is_whole: bool) -> re.Pattern[str] | str:
    try:
        return re.compile("|".join(_alternatives(glob, is_whole)), re.DOTALL)
    except _Wrong as error:
        return str(error)


def _alternatives(glob: str, is_whole: bool) -> list[str]:
    if len(glob) > LONGEST:
        raise _Wrong(f"a glob has at most {LONGEST:,} characters, not {len(glob):,}")
    if is_whole:
        tokens, end = _tokens(glob, choices=True), r"\Z"
    else:
        bare = glob.lstrip("/").removeprefix("./")
        tokens, end = _tokens(bare + "**" if bare.endswith("/") else bare, choices=False), r"(?:/|\Z)"
        if "/" not in glob.rstrip("/"):
            tokens.insert(0, _FOLDERS)
    found: list[list[_Token]] = []
    for choice in _choices(tokens):
        found += _unfolded(choice)
        _not_too_many(len(found))
    return [_expression(tokens, end) for tokens in found]


def _not_too_many(count: int) -> None:
    if count > MOST_CHOICES:
        raise _Wrong(f"a glob stands for at most {MOST_CHOICES} others: write fewer braces")


def _tokens(glob: str, *, choices: bool) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while at < len(glob):
        char = glob[at]
        token: _Token = (char,) if char == "?" or (choices and char in "{},") else char
        end = glob.find("]", at + 2) if choices and char == "[" else -1
        if char == "*":
            token = _FOLDERS if glob.startswith("**/", at) else _DEEP if glob.startswith("**", at) else _STAR
            at += len(token[0]) - 1
        elif end >= 0:
            token, at = (_class(glob[at + 1 : end]),), end
        found.append(token)
        at += 1
    return found


def _class(inside: str) -> str:
    """What stands between brackets as a class of a regular expression; a range from high to low has nothing."""
    negated = inside[0] in "!^"
    rest, parts = inside[negated:], ""
    while rest:
        if len(rest) > 2 and rest[1] == "-":
            parts += f"{re.escape(rest[0])}-{re.escape(rest[2])}" if rest[0] <= rest[2] else ""
            rest = rest[3:]
        else:
            parts, rest = parts + re.escape(rest[0]), rest[1:]
    return f"[^/{parts}]" if negated else f"[{parts}]" if parts else "(?!)"


def _choices(tokens: list[_Token]) -> list[list[_Token]]:
    """The globs without braces that one with braces stands for. A brace without its other half is a character."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for at, token in enumerate(tokens):
        if token == _OPEN:
            opened.append(at)
        elif token == _CLOSE and opened:
            pairs[opened.pop()] = at
    closing = frozenset(pairs.values())
    # For each open brace the alternatives that are done, and the one that is read, which may be several by now.
    frames: list[tuple[list[list[_Token]], list[list[_Token]]]] = [([], [[]])]
    for at, token in enumerate(tokens):
        done, read = frames[-1]
        if at in pairs:
            frames.append(([], [[]]))
        elif at in closing:
            frames.pop()
            before_done, before = frames[-1]
            inner = done + read
            _not_too_many(len(inner) * len(before))
            frames[-1] = (before_done, [one + other for one in before for other in inner])
        elif token == _COMMA and len(frames) > 1:
            frames[-1] = (done + read, [[]])
        else:
            for one in read:
                one.append(token)
    return frames[0][1]


def _unfolded(tokens: list[_Token]) -> list[list[_Token]]:
    """The globs that one stands for in which a slash is written as one.

    `**/` in the middle of a name is nothing, or `**` and a slash (elsewhere it is some folders, and stays), and a class
    may have the slash among other characters.
    """
    found: list[list[_Token]] = [[]]
    for token in tokens:
        grown: list[list[_Token]] = []
        for one in found:
            ways: list[list[_Token]] = [[token]]
            if token == _FOLDERS and one and one[-1] not in ("/", _FOLDERS):
                ways = [[], [_DEEP, "/"]]
            elif token[0][:1] == "[" and len(token[0]) > 1 and re.match(token[0], "/"):
                ways = [[("(?!/)" + token[0],)], ["/"]]
            grown += [[*one, *way] for way in ways[1:]]
            one += ways[0]
            grown.append(one)
        found = grown
        _not_too_many(len(found))
    return found


def _expression(tokens: list[_Token], end: str) -> str:
    """A glob without braces as a regular expression for `re.match`; `end` is what must follow it.

    It is made of blocks, with `**` between them, and these of pieces, with `*` between them.
    """
    out = lead = block = piece = ""
    is_behind_star = False

    def closed(more: str = "") -> str:
        return f"(?>[^/]*?{piece}{more})" if is_behind_star else piece + more

    for token in tokens:
        if token in (_DEEP, _FOLDERS):
            # A star right before `**` adds nothing to it.
            block += "" if is_behind_star and not piece else closed()
            piece, is_behind_star = "", False
            if lead and not block:
                lead = lead if token == _FOLDERS else ".*?"
                continue
            out += f"(?>{lead}{block})" if lead else block
            lead, block = (".*?" if token == _DEEP else "(?:[^/]*/)*?"), ""
        elif token == _STAR:
            if piece or not is_behind_star:
                block, piece = block + closed(), ""
            is_behind_star = True
        elif token == _ONE:
            piece += "[^/]"
        else:
            piece += token[0] if isinstance(token, tuple) and len(token[0]) > 1 else re.escape(token[0])
    if lead == ".*?" and not block and not piece:
        return out  # what ends with `**` takes all there is
    if is_behind_star and not piece:
        piece, is_behind_star = "[^/]*+", False
    block += closed(end)
    return out + (f"(?>{lead}{block})" if lead else block)
