"""Numbers that are part of a name: "the 2008 final", "Harbour Story 2", "127 Hours" count and date nothing told."""

from __future__ import annotations

import re

from contentlint.evidence import words
from contentlint.evidence.compare import NAMING
from contentlint.text.figures import Figure

_ARTICLE = re.compile(r"\b(?:the|this|that|its|their|his|her|our)\s\Z", re.IGNORECASE)
_WORK = re.compile(
    r"\b(?:film|movie|show|series|sitcom|album|song|single|game|novel|book|musical|play|magazine|band)\s(?:[\"“'‘`]+\s?)?\Z",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“'‘`]\s?\Z")
_QUOTED_END = re.compile(r"\s?[\"”'’]")
_NAME_BEFORE = re.compile(r"(?P<first>[A-Z][\w’'-]*)\s\Z")
_NEXT = re.compile(r"\s(?P<word>[A-Za-z][\w’'-]*)")
_REACH = 32


def is_part_of_name(text: str, figure: Figure) -> bool:
    """True when a figure of a text only helps to name what the text is about."""
    if figure.kind in NAMING:
        return True
    before = text[max(0, figure.start - _REACH) : figure.start]
    following = _NEXT.match(text, figure.end)
    word = following["word"] if following else ""
    if figure.kind in ("year", "period"):
        return _names_an_event(before, word)
    if figure.kind == "duration" and re.search(r"[\s-][A-Z][a-z]+\Z", figure.text):
        return True  # "127 Hours": a unit in capitals
    if figure.kind not in ("count", "duration"):
        return False
    if _QUOTED.search(before) and _QUOTED_END.match(text, figure.end):
        return True
    if _WORK.search(before) and word[:1].isupper():
        return True
    ends = text[figure.end : figure.end + 1] != "-" and not word[:1].islower()
    return figure.kind == "count" and figure.low < 100 and ends and _is_named(before)


def _names_an_event(before: str, word: str) -> bool:
    """ "the 2020 pandemic", "Euro 2016", "2016 World Cup": a year that stands with what it tells from others."""
    if word and not words.says_nothing(word.lower()) and (word[0].isupper() or _ARTICLE.search(before)):
        return True
    return _is_named(before)


def _is_named(before: str) -> bool:
    found = _NAME_BEFORE.search(before)
    return found is not None and not words.says_nothing(found["first"].lower())
