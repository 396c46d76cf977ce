"""Stretches of a sentence: its clauses, its subject, what follows a figure."""

from __future__ import annotations

import re

from contentlint.claims.agreement.patterns import BOUNDARY, END, FILL, HAVE, MAIN_VERB, NAMED, REACH, THERE
from contentlint.claims.agreement.words import GENERIC, SYNONYMS, stem
from contentlint.text import forms
from contentlint.text.figures import Figure


def without_fill(text: str, end: int) -> int:
    """Where the words before a figure end that say something."""
    found = FILL.search(text, max(0, end - 40), end)
    return len(text[: found.start() if found else end].rstrip())


def ending_at(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, end - REACH), end)


def clause_of(text: str, end: int) -> tuple[int, int]:
    """The stretch before `end` that belongs to its clause, from the last boundary on."""
    begin = 0
    for found in BOUNDARY.finditer(text, max(0, end - 200), end):
        begin = found.end()
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return begin, end


NOBODY = (-1, -1)
"""The holder of a sentence without a subject: "Takes 3 minutes"."""


def subject_of(text: str, end: int) -> tuple[int, int]:
    """The subject of the verb that begins at `end`: the clause before it, or what the sentence begins with."""
    if not any(char.isalnum() for char in text[:end]):
        return NOBODY
    begin, last = clause_of(text, end)
    if last > begin:
        return begin, last
    return first_phrase(text, end)


def first_phrase(text: str, end: int) -> tuple[int, int]:
    """What a sentence begins with, up to its first verb or boundary: its subject, mostly."""
    verb = MAIN_VERB.search(text, 0, end)
    limit = verb.start() if verb else end
    mark = BOUNDARY.search(text, 0, limit)
    return 0, len(text[: mark.start() if mark and mark.start() else limit].rstrip())


def after_comma(text: str, at: int) -> tuple[int, int]:
    """The subject after an opening part: "At $15, Fernly is"."""
    comma = text.find(",", at, at + 60)
    if comma < 0:
        return 0, 0
    verb = MAIN_VERB.search(text, comma, comma + 80)
    if verb:
        return comma + 1, verb.start()
    name = NAMED.match(text, comma + 1)
    return name.span("name") if name else (0, 0)


def rest_of(text: str, at: int) -> tuple[int, int]:
    """What follows a figure in its clause, and a bracket right after it that holds words only."""
    per = forms.PER.match(text, at)
    at = per.end() if per else at
    end = END.search(text, at)
    stop = end.start() if end else len(text)
    close = text.find(")", end.start(), end.start() + 40) if end and end.group() == "(" else -1
    if end and close > 0 and not any(char.isdigit() for char in text[end.start() : close]):
        return at, close
    return at, stop


def owner_of(text: str, end: int) -> tuple[int, int]:
    """Who has what is spoken of: the subject of the verb before it; nobody after "there is"."""
    verb = ending_at(HAVE, text, end)
    return subject_of(text, verb.start()) if verb and not ending_at(THERE, text, end) else (0, 0)


def counted(text: str, figure: Figure) -> tuple[str, tuple[str, ...], int] | None:
    """What a figure counts: the noun, the words between, and where it ends; None for nothing that can be measured."""
    if not figure.noun or figure.noun in forms.STOP or forms.OF.match(text, figure.end):
        return None
    before: list[str] = []
    at = figure.end + (text[figure.end : figure.end + 1] == "+")
    for _ in range(4):
        found = forms.NOUN_WORD.match(text, at)
        if found is None:
            return None
        word, at = found["word"].lower().strip("-/'’"), found.end()
        if word == figure.noun:
            noun = stem(word)
            return None if noun in GENERIC else (SYNONYMS.get(noun, noun), tuple(before), at)
        before.append(word)
    return None
