"""Numbers as people write them, in digits or in words, and what they are worth."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_ONES = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "dozen": 12.0, "k": 1e3, "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "bln": 1e9,
    "t": 1e12, "tn": 1e12, "l": 1e5, "cr": 1e7,
}  # fmt: skip
"""What a scale word or letter multiplies by, in lower case."""

_NTH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
ORDINALS = {
    **{word: value for value, word in enumerate(_NTH, start=1)},
    **{f"{tens[:-1]}ieth": value for tens, value in _TENS.items()},
    **{f"{tens}-{word}": tenfold + value for tens, tenfold in _TENS.items() for value, word in enumerate(_NTH[:9], 1)},
}
"""Ordinal numbers in words, in lower case: "third", "twentieth", "twenty-first"."""
PARTS = {
    "half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10,
}  # fmt: skip
"""What a named part divides by, in the singular and lower case."""

GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅛": 1 / 8}

_THIN = "\u00a0\u202f\u2006-\u200a\u205f'’"
"""What groups digits besides comma and point: blanks that keep a number together, and the Swiss apostrophe."""
DIGITS = (
    r"(?:\d{1,3}(?:,\d{2,3}){0,8},\d{3}(?!\d)(?:\.\d+)?"  # 1,234,567.8 and 12,34,567
    r"|\d{1,3}(?:\.\d{3}){1,8},\d+(?!\d)"  # 1.234,5
    r"|\d{1,3},\d{1,2}(?=\s?(?:%|€|Mio|Millionen|million|Prozent))"  # 3,5 %
    r"|[1-9]\d{0,2}(?:\.\d{3}){2,8}(?![\d.])"  # 1.234.567
    rf"|[1-9]\d{{0,2}}(?:[{_THIN}]\d{{3}}){{1,8}}(?!\d)"
    r"|[1-9]\d?(?:\ \d{3}){2,6}(?![\d,.]\d|\d|[\ -]\d)"  # 1 234 567, and no telephone; 400 500 600 is a list
    r"|[1-9]\d{0,2}(?:\ \d{3}){0,6}\ 000(?![\d,.]\d|\d)"  # 10 000: only round ones are told from two numbers
    rf"|\d+(?:\.\d+)?[{''.join(GLYPHS)}]?|[{''.join(GLYPHS)}])"
)
"""A number in digits, as a pattern for `re.VERBOSE`."""


class Number(NamedTuple):
    """A number read from a text: its value and the smallest unit it was written to ("1.2" -> 0.1)."""

    value: float
    step: float


def read_digits(text: str) -> Number:
    """The number that digits stand for. Raises ValueError when `text` is not one that `DIGITS` matches."""
    if text.isdecimal():  # most are
        return Number(float(text), 1.0)
    glyph = GLYPHS.get(text[-1:], 0.0)
    digits = text[:-1] if glyph else text
    if not digits:
        return Number(glyph, glyph)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d+", digits) or re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", digits):
        digits = digits.replace(".", "").replace(",", ".")
    if re.fullmatch(r"\d{1,3},\d{1,2}", digits):
        digits = digits.replace(",", ".")
    plain = re.sub(rf"[, {_THIN}]", "", digits)
    _, _, fraction = plain.partition(".")
    return Number(float(plain) + glyph, glyph or 10.0 ** -len(fraction))


_SMALL = [*_TENS, *sorted(_ONES, key=len, reverse=True)]
NUMBER_WORDS = tuple(_SMALL)
"""The words a number in words can begin with."""

_UNIT = r"(?:hundred|thousand|million|billion|trillion|lakh|crore|dozen)"


def cased(words: Iterable[str]) -> str:
    """Words with either case of their first letter: a plain literal behind it keeps the scan fast."""
    return "|".join(f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in words)


WORDS = (
    rf"(?:(?:[Hh]alf\ an?|(?:[Aa]|[Ss]everal|[Aa]\ few|[Aa]\ couple(?:\ of)?)(?=[\ -]{_UNIT}\b)"
    rf"|{cased(_SMALL)})(?:(?![\w])|(?=fold\b))"
    rf"(?:[\s-](?:and\ (?=(?:{'|'.join(_SMALL)})\b))?(?:{'|'.join(_SMALL)}|{_UNIT})(?![\w])){{0,12}}"
    r"(?:\ and\ a\ (?:half|quarter)\b)?)"
)
"""A number in words, as a pattern for `re.VERBOSE`; it may match more than one number: see `read_words`."""

_TOKEN = re.compile(r"[^\W\d_]+")


def read_words(text: str) -> tuple[Number, int] | None:
    """The number that `text` begins with in words, and how many code points of `text` it takes; None when none."""
    total = current = 0.0
    last = "start"  # what the word before was: start, tens, one, hundred, scale
    taken, step = 0, 1.0
    tokens = [(m.group().lower(), m.start(), m.end()) for m in _TOKEN.finditer(text)]
    lead = 0
    if [t[0] for t in tokens[:2]] in (["half", "a"], ["half", "an"]):
        current, lead, last = 0.5, 2, "one"
    elif tokens and tokens[0][0] in ("a", "several"):
        lead = 1
        while lead < len(tokens) and tokens[lead][0] in ("few", "couple", "of"):
            lead += 1
        current, last = 1.0, "one"
        if lead > 1 or tokens[0][0] == "several":
            current = 2.0  # at least
    for index in range(lead, len(tokens)):
        word, _, end = tokens[index]
        if word == "and" and index + 1 < len(tokens):
            following = tokens[index + 1][0]
            if following == "a" and index + 2 < len(tokens) and last != "start":
                part = PARTS.get(tokens[index + 2][0])
                if part:
                    scale = step if last == "scale" else 1.0
                    return Number(total + current + scale / part, scale / part), tokens[index + 2][2]
            if last in ("hundred", "scale") and (following in _ONES or following in _TENS):
                continue
            break
        if word in _TENS and last in ("start", "hundred", "scale"):
            current, last, step = current + _TENS[word], "tens", 1.0
        elif word in _ONES and (last in ("start", "hundred", "scale") or (last == "tens" and 0 < _ONES[word] < 10)):
            current, last, step = current + _ONES[word], "one", 1.0
        elif word == "hundred" and last in ("one", "tens"):
            current, last, step = current * 100, "hundred", 100.0
        elif word in SCALES and len(word) > 3 and word != "hundred" and last != "start":
            total, current, last, step = total + (current or 1) * SCALES[word], 0.0, "scale", SCALES[word]
            if total >= 1e15:
                break
        else:
            break
        taken = end
    return (Number(total + current, step), taken) if taken else None
