"""The stretches of a text that stand in quotation marks, of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST = 5_000
"""Code points between two marks that still belong together; a mark without its other half opens nothing."""

_MARK = re.compile("[\"“”„‟«»‹›‘’‚'「」『』]")
_DOUBLE = '"“”„‟'
_SINGLE = "'‘’‚"
_CLOSERS = {
    '"': '"”“', "“": '”"“', "”": '”"', "„": '“”"', "‟": '”"', "«": "»", "»": "«", "‹": "›", "›": "‹",
    "‘": "’'", "‚": "‘’", "'": "'’", "「": "」", "『": "』",
}  # fmt: skip
"""What closes what is opened by a mark, in English, German, French and Swedish ways of setting them."""
_DECADE = re.compile(r"\d\ds?\b")
"""What an apostrophe stands before in "the '90s"."""
_OPENS_AFTER = " \t\n\xa0\u202f([{—–-/:|>\ufffc"
"""What an opening mark may stand behind, beside another mark and the beginning."""


class Marked(NamedTuple):
    """What stands between two marks: `start`..`end` without them, `first`..`last` with them."""

    start: int
    end: int
    first: int
    last: int


def marked(text: str) -> Iterator[Marked]:
    """The stretches between quotation marks, in order, the outer of two that are nested.

    One pass: a mark that closes what is open closes it; an apostrophe opens and closes nothing.
    """
    opened: tuple[int, str] | None = None
    within: tuple[int, str] | None = None  # of the other kind, inside
    for found in _MARK.finditer(text):
        at, mark = found.start(), found.group()
        if opened is not None and at - opened[0] > LONGEST:
            opened = within = None
        if opened is None:
            opened, within = ((at, mark), None) if _may_open(text, at, mark) else (None, None)
        elif within is not None and mark in _CLOSERS[within[1]] and _may_close(text, at, mark):
            within = None
        elif mark in _CLOSERS[opened[1]] and _may_close(text, at, mark):
            yield Marked(opened[0] + 1, at, opened[0], at + 1)
            opened = None
        elif _is_single(mark) != _is_single(opened[1]) and _may_open(text, at, mark):
            within = (at, mark)
        elif mark == opened[1] and _may_open(text, at, mark):  # the first had no other half
            opened, within = (at, mark), None


def _is_single(mark: str) -> bool:
    return mark in _SINGLE


def _may_open(text: str, at: int, mark: str) -> bool:
    if mark not in _CLOSERS or (mark in "”»›" and not _looks_ahead(text, at)):
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or after.isspace():
        return mark in "«‹" and after in ("\xa0", "\u202f", " ")
    if mark == "’" or (mark in _SINGLE and _DECADE.match(text, at + 1)):
        return False
    return not before or before in _OPENS_AFTER or before in _DOUBLE + _SINGLE


def _looks_ahead(text: str, at: int) -> bool:
    """Whether a mark that mostly closes can open: »so« and ”so”."""
    before = text[at - 1 : at]
    return not before or before.isspace() or before == "("


def _may_close(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in _SINGLE:
        if after.isalnum() or before.isspace():
            return False
        # "the dogs' bowls": a plural's apostrophe, if another mark can still close.
        return not (before == "s" and re.match(r" [a-z]", text[at + 1 : at + 3]) and _closes_later(text, at, mark))
    if before.isspace():
        return mark in "»«›‹"
    return not after.isalnum() or mark not in '"“'


def _closes_later(text: str, at: int, mark: str) -> bool:
    return re.search(rf"[.,!?]{mark}(?!\w)|\w{mark}[.,;:)]", text[at + 1 : at + 400]) is not None
