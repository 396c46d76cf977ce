"""Which words a text must hold for a regular expression to match: read off the expression, to run it only where it can.

Only what is plain is read: words and groups of words that stand between blanks. For anything else the answer is that
nothing is known, and the expression is run everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_RUN = re.compile(r"[^\W_]+")
_OPTIONAL = re.compile(r"\?|\*|\{0,\d+\}")
_PLAIN = re.compile(r"[\w'#,;:’-]")
_CLASS = re.compile(r"\[([\w -]+)\]")
_MANY = 200
"""Words of one place in an expression, beyond which it is not worth while."""
_WILD = ("\\w+", "\\w*", "\\d+")
_HEAD = re.compile(r"(?:[^\W_]|\\w[+*]|\\d\+)+")
_SIGN = re.compile(r"[#/%$]")
_LOOKS = ("(?=", "(?!", "(?<=", "(?<!")


_KNOWN: dict[str, frozenset[str] | None] = {}
"""What was read off, by expression. They are those of rules and word lists, so there are not many."""


def needed_words(expression: str) -> frozenset[str] | None:
    """Words in lower case, one of which stands in every text that matches; None when that can't be told.

    The expression must be one that is only matched at word limits, and without regard to letter case.
    """
    if expression not in _KNOWN:
        _KNOWN[expression] = _read_off(expression)
    return _KNOWN[expression]


def know(told: Mapping[str, Iterable[str] | None]) -> None:
    """Take over what an earlier run has read off expressions."""
    for expression, words in told.items():
        _KNOWN.setdefault(expression, None if words is None else frozenset(words))


def _read_off(expression: str) -> frozenset[str] | None:
    words: set[str] = set()
    for alternative in _split(expression, "|"):
        slots = filter(None, (_of_slot(_bare(slot)) for slot in _split(alternative, " ")))
        # Of several words that must be there, the one that fewest texts have; long words are rare.
        found = max(slots, key=lambda slot: (min(map(len, slot)), -len(slot)), default=None)
        if found is None:
            return None
        words |= found
    return frozenset(words)


class Opening(NamedTuple):
    """What every match of an expression begins with: a run of letters and digits that `words` matches as a whole, or
    one of `signs`. With `is_whole` a text that has such a run matches, unless it has an underscore."""

    words: re.Pattern[str]
    signs: frozenset[str]
    is_whole: bool


def opening(expression: str) -> Opening | None:
    """What the matches of an expression in lower case begin with; None when that can't be told.

    Each of its alternatives must begin with a limit of a word (`\\b`) or with a plain sign.
    """
    heads: set[str] = set()
    signs: set[str] = set()
    is_whole = True
    for alternative in _split(expression, "|"):
        if _SIGN.match(alternative):
            signs.add(alternative[0])
            continue
        slot = _split(alternative[2:], " ")[0]
        limit = _limit(slot)
        shown = _strings(slot[:limit], wild=True) if alternative.startswith("\\b") else None
        if shown is None:
            return None
        goes_on = limit == len(slot) == len(alternative) - 2
        for text in shown:
            head = _HEAD.match(text)
            if head is None:
                return None
            is_whole = is_whole and head.end() == len(text) and alternative == f"\\b{slot}" and limit == len(slot) - 2
            heads.add(head.group() + ("\\w*" if goes_on and head.end() == len(text) else ""))
    return Opening(re.compile("|".join(sorted(heads)) or "(?!)"), frozenset(signs), is_whole and not signs)


def _limit(slot: str) -> int:
    """Where the first limit of a word stands in a slot, outside of groups; its length where there is none."""
    at = 0
    while at < len(slot):
        if slot.startswith("\\b", at):
            return at
        at = _closes(slot, at) + 1 if slot[at] == "(" else slot.find("]", at + 2) + 1 if slot[at] == "[" else at + 1
    return at


def _of_slot(slot: str) -> frozenset[str] | None:
    """The words of what stands between two blanks, as far as it is one word in several forms, or a group of words."""
    shown = _strings(slot)
    if shown is not None:
        words = [max(_RUN.findall(text), key=len, default="") for text in shown]
        return frozenset(words) if all(words) else None
    if slot.startswith("(?:") and slot[_closes(slot, 0) + 1 :] in ("", "'s"):
        return needed_words(slot[3 : _closes(slot, 0)])
    return None


def _strings(expression: str, *, wild: bool = False) -> set[str] | None:
    """All that an expression of plain letters, optional letters, classes and groups can match; None for any other.

    With `wild`, repeated letters and digits of any kind stand for themselves.
    """
    shown: set[str] = set()
    for alternative in _split(expression, "|"):
        texts, at = {""}, 0
        while at < len(alternative):
            class_ = _CLASS.match(alternative, at)
            parts: set[str] | None = None
            if class_:
                parts, at = set(class_[1].lower()), class_.end()
            elif alternative.startswith("(?:", at):
                close = _closes(alternative, at)
                parts, at = _strings(alternative[at + 3 : close], wild=wild), close + 1
            elif _PLAIN.match(alternative, at) or alternative[at] == " ":
                parts, at = {alternative[at].lower()}, at + 1
            elif wild and alternative.startswith(_WILD, at):
                parts, at = {alternative[at : at + 3]}, at + 3
            elif alternative.startswith("\\.", at):
                parts, at = {"."}, at + 2
            if parts is None or alternative[at : at + 1] in ("*", "+", "{"):
                return None
            if alternative[at : at + 1] == "?":
                parts, at = {*parts, ""}, at + 1
            texts = {text + part for text in texts for part in parts}
            if len(texts) > _MANY:
                return None
        shown |= texts
    return shown


def _bare(slot: str) -> str:
    """A slot without what looks around it, and without optional groups that bring their own blank: `(?:very )?old`."""
    while slot.startswith("(?"):
        close = _closes(slot, 0)
        optional = _OPTIONAL.match(slot, close + 1)
        if not slot.startswith(_LOOKS) and not (optional and slot[close - 1] == " "):
            break
        slot = slot[optional.end() if optional else close + 1 :]
    opened = slot.find("(?", 1)
    if opened > 0:
        close = _closes(slot, opened)
        optional = _OPTIONAL.match(slot, close + 1)
        ends = optional.end() if optional else close + 1
        if ends == len(slot) and (slot.startswith(_LOOKS, opened) or (optional and slot[opened + 3] == " ")):
            slot = slot[:opened]
    return slot


def _split(expression: str, sign: str) -> list[str]:
    """The parts of an expression between the signs that stand in no group, class or escape."""
    parts, depth, begin, at = [], 0, 0, 0
    while at < len(expression):
        char = expression[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = expression.find("]", at + 2)
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == sign and depth == 0 and expression[at + 1 : at + 2] not in ("?", "*", "{"):
            parts.append(expression[begin:at])
            begin = at + 1
        at += 1
    return [*parts, expression[begin:]]


def _closes(expression: str, opened: int) -> int:
    """Where the group that opens at an offset closes."""
    depth, at = 0, opened
    while at < len(expression):
        char = expression[at]
        if char == "\\":
            at += 1
        elif char == "[":
            at = expression.find("]", at + 2)
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return at
        at += 1
    return len(expression)
