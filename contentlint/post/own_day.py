"""The day that a post tells of itself in its text: a line at its head such as "Published: 3 March 2019"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from contentlint.post.document import Block
from contentlint.text import dates

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WHEN = re.compile(
    rf"\b(?:(?P<iso>(?:19|20)\d\d-\d{{1,2}}-\d{{1,2}})|(?P<named>{_MONTH}\.? {_DAY},? (?:19|20)\d\d|{_DAY} {_MONTH}"
    rf"\.?,? (?:19|20)\d\d)|(?P<month>{_MONTH}\.?,? (?:19|20)\d\d))\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated?|revised|modified|reviewed|changed|edited)\b", re.IGNORECASE)
_SAID = re.compile(r"\b(?:published|posted|written|created|date|dated|by)\b", re.IGNORECASE)
_FILLERS = re.compile(r"\b(?:last|on|the|this|post|page|article|guide|was|min|minutes|read)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_BLOCKS, _LONGEST, _MOST_WORDS = 6, 80, 3


def told_days(blocks: Iterable[Block]) -> tuple[dt.date | None, dt.date | None]:
    """The days on which a post was written and changed, as a line of its first blocks says; None where none does.

    Such a line has little but the day: what says whose it is, and a name or two. A month counts from its first day.
    """
    written = changed = None
    for index, block in enumerate(blocks):
        if index >= _BLOCKS:
            break
        for line in block.prose.text[:400].split("\n"):
            found = list(_WHEN.finditer(line)) if len(line) <= _LONGEST else []
            rest = _WHEN.sub(" ", line) if found else ""
            is_said = _SAID.search(rest) is not None or _CHANGED.search(rest) is not None
            words = len(_WORD.findall(_FILLERS.sub("", _SAID.sub("", _CHANGED.sub("", rest)))))
            if words > (_MOST_WORDS if is_said else 0) or (block.kind == "heading" and not is_said):
                continue
            before = 0
            for match in found:
                if _CHANGED.search(line, before, match.start()):
                    changed = changed or _day(match)
                else:
                    written = written or _day(match)
                before = match.end()
    return written, changed


def _day(found: re.Match[str]) -> dt.date | None:
    written = re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", found[0])
    if found["month"]:
        written = f"1 {written}"
    when = dates.read(written.replace(",", ""))
    return when.start.date() if when is not None else None
