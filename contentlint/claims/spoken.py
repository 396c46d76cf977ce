"""What a sentence does not assert itself: questions, and words in quotation marks."""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit

_QUOTES = re.compile(r"\"[^\"]*\"|“[^”]*”|‘[^’]{12,}’|«[^»]*»")
_QUESTION = re.compile(r"\?[\"'”’)*_]*$")
_DID_YOU_KNOW = re.compile(r"did you know", re.IGNORECASE)


def question(unit: Unit) -> bool:
    """True for a question, which claims nothing; "did you know" does."""
    return "?" in unit.text[-6:] and _QUESTION.search(unit.text) is not None and _DID_YOU_KNOW.search(unit.text) is None


def quotation(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str:
    """Whose words in quotation marks are around `start`..`end`: a "speaker"'s, a "sample" of copy, or "" for none."""
    for quote in _QUOTES.finditer(unit.text):
        if quote.start() < start and end <= quote.end():
            outside = unit.text[: quote.start()] + " " + unit.text[quote.end() :]
            return "speaker" if lexicon.has("reported-speech", outside) else "sample"
    part = open_quote(unit.text) if unit.kind != "row" else None
    if part and part[0] <= start and end <= part[1]:
        return "speaker" if lexicon.has("reported-speech", unit.text) else "part"
    return ""


def open_quote(text: str) -> tuple[int, int] | None:
    """The part of a sentence that belongs to a quotation which goes on before or after it; None for none.

    Straight quotation marks only tell when there is an odd one: with a blank before it, it opens.
    """
    curly = text.count("“") - text.count("”")
    if curly > 0:
        return text.rindex("“"), len(text)
    if curly < 0:
        return 0, text.index("”")
    if text.count('"') % 2 == 0:
        return None
    last = text.rindex('"')
    if last == 0 or text[last - 1] in " (:—–":
        return last, len(text)
    first = text.index('"')
    return (0, first) if text.count('"') == 1 else None
