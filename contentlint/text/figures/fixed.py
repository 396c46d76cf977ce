"""Figures whose form tells what they are: dates and periods, ratios, ordinals, shares, "twice", "thousands of"."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace

from contentlint.text import forms, units
from contentlint.text.figures.around import bound_of, noun_of
from contentlint.text.figures.model import Figure, Kind
from contentlint.text.numbers import ORDINALS, PARTS, SCALES


def _made(begin: re.Match[str], kind: Kind, low: float, high: float | None = None, **more: object) -> Figure:
    start, end = begin.start(), begin.end()
    return Figure(begin.string[start:end], start, end, kind, low, low if high is None else high, **more)  # type: ignore[arg-type]


def _date(begin: re.Match[str]) -> Figure | None:
    if begin["iso"]:
        year, month, day = map(int, begin["iso"].split("-"))
    elif begin["numdate"]:
        # 24.10.1996 is day first; with slashes the order isn't known unless one is over 12.
        first, second, year = map(int, re.split(r"[./]", begin["numdate"]))
        day, month = (second, first) if second > 12 else (first, second)
        if begin["sep"] == "/" and first <= 12 and second <= 12:
            day = month = 0
    elif begin["month"]:
        if begin["md"] is None and begin["mY"] is None:
            return None
        month = forms.MONTH_NUMBER[begin["month"].rstrip(".").lower()]
        year, day = int(begin["my"] or begin["mY"] or 0), int(begin["md"] or 0)
    else:
        year, month, day = int(begin["dy"] or 0), forms.MONTH_NUMBER[begin["dm"].rstrip(".").lower()], int(begin["dd"])
    if month > 12 or day > 31:
        return _made(begin, "version", 0.0)
    return _made(begin, "date", float(year), date=(year, month, day))


def _period(begin: re.Match[str]) -> Figure | None:
    words = begin["period"]
    years = [int(n) for n in re.findall(forms.YEAR, words)]
    if words[-1] == "s" and words[0] not in "QHF":
        low = years[0] if years else 1900 + int(re.sub(r"\D", "", words))
        return _made(begin, "period", float(low), float(low + 9))
    if words[0] in "QHF":
        year = float(years[0]) if years else 0.0
        return _made(begin, "period", year)
    low = years[0]
    high = years[1] if len(years) > 1 else low - low % 100 + int(words[-2:])
    if high <= low or forms.MEASURE.match(begin.string, begin.end()) or forms.SYMBOL.match(begin.string, begin.end()):
        return None
    return _made(begin, "period", float(low), float(high))


def _ratio(begin: re.Match[str]) -> Figure:
    return _made(begin, "ratio", *_pair(begin["ratio"], ":"))


def _pair(words: str, mark: str) -> tuple[float]:
    first, second = (float(n) for n in words.split(mark)[:2])
    return (first / second if second else 0.0,)


def _slash(begin: re.Match[str]) -> Figure:
    words = begin["slash"]
    first, second, *more = (float(n) for n in words.split("/"))
    if re.fullmatch(r"(?:19|20)\d\d/\d\d", words):
        return _made(begin, "period", first, first - first % 100 + second)
    if words in ("24/7", "9/11", "7/11", "20/20") or first + second == 100 or first > second or more:
        return _made(begin, "ratio", first / second if second else 0.0)
    if first < second and second in (2, 3, 4, 5, 6, 7, 8, 12, 16) and first == int(first):
        return _made(begin, "fraction", first / second)
    return _made(begin, "score", first, second)


def _ordinal(begin: re.Match[str]) -> Figure | None:
    words = begin["ordinal"]
    digits = re.search(r"\d+", words)
    if digits is None and words.lower() == "second" and begin.string[begin.end() : begin.end() + 2] in (" o", "s "):
        return None
    if digits is None and begin.string[begin.start() - 1 : begin.start()] == "-":
        return None  # "sub-second", "mobile-first"
    return _made(begin, "ordinal", float(digits.group() if digits else ORDINALS[words.lower()]))


def _vague(begin: re.Match[str]) -> Figure:
    low = 1.0
    for word in re.findall(r"tens|dozens|hundreds|thousands|millions|billions|trillions", begin.group().lower()):
        low *= {"tens": 10.0, "dozens": 12.0}.get(word) or SCALES[word[:-1]]
    money = forms.MONEY_AFTER.match(begin.string, begin.end())
    if money and money["word"].lower() in units.MONEY:
        figure = _made(begin, "money", low, math.inf, bound="at-least", unit=units.MONEY[money["word"].lower()])
        return replace(figure, end=money.end(), text=begin.string[figure.start : money.end()])
    time = forms.TIME.match(begin.string, begin.end())
    if time:
        figure = _made(begin, "duration", low, math.inf, bound="at-least", unit=units.TIME[time["unit"].lower()])
        return replace(figure, end=time.end(), text=begin.string[figure.start : time.end()])
    return _made(begin, "count", low, math.inf, bound="at-least", noun=noun_of(begin.string, begin.end()))


def _six_figure(begin: re.Match[str]) -> Figure:
    digits = "four five six seven eight".split().index(begin.group().split("-")[0].lower()) + 4
    return _made(begin, "money", 10.0 ** (digits - 1), 10.0**digits - 1)


def _times_word(begin: re.Match[str]) -> Figure | None:
    word = begin.group().lower()
    factor = {"tw": 2.0, "th": 3.0, "do": 2.0, "tr": 3.0, "qu": 4.0, "ha": 0.5}[word[:2]]
    if word[:2] in ("tw", "th") and forms.OFTEN.match(begin.string, begin.end()):
        return _made(begin, "count", factor, noun="times")
    return _made(begin, "multiplier", factor, unit="x")


_PART_GOES_ON = re.compile(r"\s(?:of|the|our|their|my|your|its|all|as|in size)\b|[.,;:!?)]|\Z")
_SHARE_BEFORE = re.compile(
    r"\b(?:nearly|almost|about|roughly|around|over|than|by|barely|only|just|up|down|full|(?:jump|climb|dropp|gain|shrunk|"
    r"increas|declin)\w*|rose|risen|rises?|fell|fallen|falls?|grew|grown|grows?|cut|costs?|lost) (?:a )?\Z"
)
_SHARE_COMPARED = re.compile(
    r"\s(?:more|less|fewer|higher|lower|cheaper|dearer|faster|slower|longer|shorter|larger|smaller)\b"
)
_ITS_TIME = re.compile(r"\s(?:time|later|year|party|person|quarter|option|ago)\b")
_HALF_GOES_ON = re.compile(r"\s(?:of|the|our|their|my|your|its|his|her|all|as)\b")


_OF_A_PERCENT = re.compile(r"\s(?:of )?an? (?:percent|per cent|percentage point)\b")
"""What makes a half or a quarter one of a percent."""


def _share(begin: re.Match[str]) -> Figure | None:
    text, words = begin.string, re.split(r"[\s-]", begin.group().lower())
    after = forms.HALF_TIME.match(text, begin.end())
    if words[-1] == "half" and after:
        unit = after["unit"].lower()
        if unit in units.TIME:
            figure = _made(begin, "duration", 0.5, unit=units.TIME[unit])
            return replace(figure, end=after.end(), text=text[begin.start() : after.end()])
    percent = _OF_A_PERCENT.match(text, begin.end())
    if percent and len(words) <= 2:
        value = 1 / PARTS[words[-1].removesuffix("s")]
        bound, start = bound_of(text, begin.start(), begin.end())
        return Figure(text[start : percent.end()], start, percent.end(), "percent", value, value, "%", bound=bound)
    top = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "nine": 9.0}.get(words[0], 1.0)
    part = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    if len(words) == 1 or words == ["a", "half"]:  # "half" alone is mostly a way of speaking
        before = text[max(0, begin.start() - 12) : begin.start()].lower()
        cut = before.endswith(("by ", " in ", "nearly ", "almost ", "over ", "about ", "than ", "roughly "))
        if not _HALF_GOES_ON.match(text, begin.end()) and not cut:
            return None
    elif words[0] == "a" and not _PART_GOES_ON.match(text, begin.end()):
        goes_on = _SHARE_COMPARED.match(text, begin.end())
        said = _SHARE_BEFORE.search(text, max(0, begin.start() - 20), begin.start())
        if _ITS_TIME.match(text, begin.end()) or not (goes_on or said):
            return None  # "a third option", "a quarter later"
    bound, start = bound_of(text, begin.start(), begin.end())
    return Figure(
        text[start : begin.end()], start, begin.end(), "fraction", top / PARTS[part], top / PARTS[part],
        bound=bound, noun=noun_of(text, begin.end()),
    )  # fmt: skip


FORMS: dict[str, Callable[[re.Match[str]], Figure | None]] = {
    "iso": _date, "month": _date, "dd": _date, "numdate": _date, "period": _period,
    "time": lambda begin: _made(begin, "time", float(re.findall(r"\d+", begin.group())[0])),
    "phone": lambda begin: _made(begin, "phone", 0.0),
    "dimension": lambda begin: _made(begin, "css", 0.0, unit="px"),
    "ratio": _ratio, "slash": _slash, "ordinal": _ordinal, "vague": _vague, "figures": _six_figure,
    "cite": lambda begin: _made(begin, "enumerator", 0.0),
    "version": lambda begin: _made(begin, "version", 0.0),
    "name": lambda begin: _made(begin, "version", 0.0),
    "times": _times_word, "share": _share,
}  # fmt: skip
"""By the group of `forms.BEGIN` that found it: what makes the figure, or None when there is none after all."""
