"""Figures: the numbers a text gives, with what they count and how exactly they are meant.

One scan finds where a number or a form with a number of its own (a date, a clock time, a version) begins; what stands
right after and right before it, looked at with anchored patterns in a bounded reach, tells what it is. So time is
linear in the length of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from contentlint import forms, units
from contentlint.numbers import (
    DIGITS,
    ORDINALS,
    PARTS,
    SCALES,
    Number,
    read_digits,
    read_words,
)

Kind = Literal[
    "percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ordinal", "year",
    "period",    "date", "time", "version", "enumerator", "score", "ratio", "phone", "css",
]  # fmt: skip

CLAIM_KINDS: frozenset[Kind] = frozenset(
    ("percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ratio", "ordinal")
)
"""Kinds that can make a statistic; the others name, place or number things."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text.

    `text` is what stands at `start`..`end` (code points); words that bound it ("more than"), the period of a price
    and the noun are outside. `low` and `high` are the ends of a range, equal for a single number; `high` is infinite
    for "thousands of". A percentage is in percent, a fraction and a multiplier are the plain factor.
    `unit` is normalised: "%", a currency code, "x", "year", "GB", or "". `per` is the period a price is for.
    `decimals` is the smallest unit printed: 100000.0 for "1.2 million", 0 when there is none.
    `noun` is what is counted, in lower case. `date` is (year, month, day) with 0 for what isn't given.
    """

    text: str
    start: int
    end: int
    kind: Kind
    low: float
    high: float
    unit: str = ""
    bound: forms.Bound = "exact"
    decimals: float = 0.0
    noun: str = ""
    per: str = ""
    date: tuple[int, int, int] = (0, 0, 0)


@lru_cache(maxsize=4096)  # several rules look at the same sentences of a post
def find(text: str) -> tuple[Figure, ...]:
    """The figures of a plain text, in order; no two overlap."""
    if forms.DIGIT.search(text) or not forms.WORDS_OF_NUMBER.isdisjoint(forms.LETTERS.findall(text.lower())):
        return tuple(_scan(text))
    return ()


def shifted(figure: Figure, by: int) -> Figure:
    """The same figure in a text that begins `by` code points earlier."""
    return replace(figure, start=figure.start + by, end=figure.end + by)


@dataclass(frozen=True, slots=True)
class _Span:
    """A number or a range of two at `start`..`end`; `plain` is bare digits, without separator or scale."""

    start: int
    end: int
    low: Number
    high: Number
    currency: str
    plain: bool
    text: str
    words: bool = False


def _scan(text: str) -> Iterator[Figure]:
    at = 0
    while begin := forms.BEGIN.search(text, at):
        figure = _figure(text, begin, at)
        if figure is None:
            word = forms.WORD.match(text, begin.start())
            at = max(word.end() if word else begin.end(), at + 1)
        else:
            at = max(figure.end, at + 1)
            negative = figure.text[0] in "-−" and figure.low == figure.high
            yield replace(figure, low=-figure.low, high=-figure.high) if negative else figure


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
    return _made(begin, "count", low, math.inf, bound="at-least", noun=_noun(begin.string, begin.end()))


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
        bound, start = _bound(text, begin.start(), begin.end())
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
    bound, start = _bound(text, begin.start(), begin.end())
    return Figure(
        text[start : begin.end()], start, begin.end(), "fraction", top / PARTS[part], top / PARTS[part],
        bound=bound, noun=_noun(text, begin.end()),
    )  # fmt: skip


_SIMPLE: dict[str, Callable[[re.Match[str]], Figure | None]] = {
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


def _figure(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    """The figure that begins at a match, or None when there is none after all."""
    for group, make in _SIMPLE.items():
        if begin[group] is not None:
            figure = make(begin)
            if figure is not None or begin["period"] is None:
                return figure
    if begin["digits"] is not None:
        return _from_digits(text, begin, floor)
    if begin["period"] is not None:  # "2000-2500 kcal": a range after all
        plain = forms.PLAIN.match(text, begin.start())
        return _from_digits(text, plain, floor) if plain else None
    return _from_words(text, begin) if begin["words"] is not None else None


# -- numbers in digits and in words


def _scale(text: str, at: int, money: bool) -> tuple[float, int]:
    """The scale word or letter at `at`: what it multiplies by, and where it ends."""
    found = forms.SCALE.match(text, at)
    if found is None:
        return 1.0, at
    word = (found["word"] or found["letter"] or found["small"]).lower().removesuffix("s")
    spaced = text[at : at + 1].isspace()
    if found["word"] is None and (spaced and not (money and found["letter"] in tuple("KMBT"))):
        return 1.0, at
    shown = found["word"] or found["letter"] or found["small"]
    if shown in ("m", "b", "t", "L", "l", "T", "Cr") and not money:
        return 1.0, at
    if found["word"] is None and shown == "l":
        return 1.0, at
    return SCALES[word], found.end()


def _scaled(number: Number, scale: float) -> Number:
    # Round away what binary multiplication adds: 1.1 * 1e6.
    return Number(float(f"{number.value * scale:.12g}"), float(f"{number.step * scale:.12g}"))


def _from_digits(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    start, end = begin.start(), begin.end("digits")
    sign, code = begin["sign"], begin["code"]
    currency = units.CURRENCY_SIGNS[sign] if sign else (code or "")
    before = text[start - 1 : start]
    if not currency and (
        before in ("_", "@", "\\") or (before in ("/", "-", ".") and text[start - 2 : start - 1].isalnum())
    ):
        return _glued(text, start, end)
    low = read_digits(begin["digits"])
    money = bool(currency) or bool(forms.MONEY_AFTER.match(text, end))
    scale, end = _scale(text, end, money)
    low, own_end = _scaled(low, scale), end
    plain = scale == 1 and begin["digits"].isdigit()
    high = low
    join = forms.JOIN.match(text, end)
    if join and not _joins(text, start, join):
        join = None
    if join:
        money = money or bool(join["sign"] or join["code"])
        second_scale, second_end = _scale(text, join.end(), money or bool(forms.MONEY_AFTER.match(text, join.end())))
        second = _scaled(read_digits(join["digits"]), second_scale)
        if second_scale > 1 and scale == 1 and second.value > low.value * second_scale:
            low = _scaled(low, second_scale)  # "1-2 million"
        if second.value > low.value or (join["sign"] or join["code"]):
            end, high, plain = second_end, second, plain and second_scale == 1
            currency = currency or units.CURRENCY_SIGNS.get(join["sign"] or "", join["code"] or "")
        elif re.fullmatch(r"[-–]", join["join"]) and second_scale == scale == 1 and low.value < 100:
            return Figure(text[start : join.end()], start, join.end(), "score", low.value, second.value)
        else:
            join = None
    span = _Span(start, end, low, high, currency, plain, text[start:own_end])
    return _classify(text, span, floor)


_TWO_YEARS = re.compile(r"(?:1[5-9]|20)[0-9]{2} (?:to|and) (?:1[5-9]|20)[0-9]{2}")


def _joins(text: str, start: int, join: re.Match[str]) -> bool:
    """Whether a second number belongs to the first as the end of a range."""
    words = join["join"].strip()
    if words in ("to", "and") and _TWO_YEARS.fullmatch(text, start, join.end()):
        return False
    if words in ("and", "or"):
        return words == "and" and text[max(0, start - 8) : start].lower().endswith("between ")
    if (
        words in "-–—‑"
        and text[join.end() : join.end() + 2][:1] in ("-", "/")
        and text[join.end() + 1 : join.end() + 2].isdigit()
    ):
        return False
    return not re.match(r"[A-Za-z]*\d", text[join.end() : join.end() + 4])


def _from_words(text: str, begin: re.Match[str]) -> Figure | None:
    read = read_words(begin["words"])
    start = begin.start()
    if read is None:
        half = forms.HALF_TIME.match(text, start + 4) if begin["words"].lower().startswith("half a") else None
        if half is None or half["unit"].lower() not in units.TIME:
            return None
        return Figure(
            text[start : half.end()], start, half.end(), "duration", 0.5, 0.5, units.TIME[half["unit"].lower()]
        )
    low, taken = read
    end = start + taken
    high = low
    join = forms.JOIN_WORDS.match(text, end)
    if join and (join["join"].strip() != "and" or text[max(0, start - 8) : start].lower().endswith("between ")):
        second = read_words(join["words"])
        if second and second[0].value > low.value:
            high, end = second[0], join.start("words") + second[1]
            if high.step >= 100 > low.value:
                low = _scaled(low, high.step)  # "two to three million"
    vague = begin["words"].lower().startswith(("several", "a few", "a couple"))
    lone = low.value == high.value == 1
    if vague:
        high = Number(math.inf, low.step)
    if text[end : end + 1] == "-" and low.value == 0:
        return None
    figure = _classify(text, _Span(start, end, low, high, "", False, text[start:end], words=True), start)
    if figure and lone and figure.kind not in ("fraction", "duration", "percent", "money", "points"):
        return None
    return replace(figure, bound="at-least") if figure and vague else figure


def _glued(text: str, start: int, end: int) -> Figure:
    tail = re.compile(r"[\w./-]*\w").match(text, start)
    end = max(end, tail.end() if tail else end)
    return Figure(text[start:end], start, end, "version", 0.0, 0.0)


# -- what a number is


def _classify(text: str, span: _Span, floor: int) -> Figure | None:
    start, end = span.start, span.end
    low, high = span.low.value, span.high.value
    step = min(span.low.step, span.high.step)
    kind: Kind
    unit = noun = per = ""

    if span.currency:
        kind, unit = "money", span.currency
        code = forms.CODE_AFTER.match(text, end)
        if code:
            end, unit = code.end(), code.group().strip()
    elif match := forms.PERCENT.match(text, end):
        points = match["points"] or (match["more"] and "points")
        end = match.end()
        kind, unit = (
            ("points", "bps" if points.lower().startswith(("basis", "bps")) else "points")
            if points
            else ("percent", "%")
        )
        second = forms.SECOND_PERCENT.match(text, end) if low == high else None
        if second and not points:
            other = read_digits(second["digits"])
            if other.value > low and _joins(text, start, second):
                high, end, step = other.value, second.end(), min(step, other.step)
    elif match := forms.OUT_OF.match(text, end):
        whole = _whole(match, low, high, span)
        if whole is None:
            return _plain_kind(text, span, floor)
        return Figure(text[start : match.end()], start, match.end(), "fraction", low / whole, high / whole,
                      bound=_bound(text, start, end)[0], noun=_noun(text, match.end()))  # fmt: skip
    elif match := forms.MONEY_AFTER.match(text, end):
        word = match["word"].lower()
        end, kind = match.end(), "money"
        if word in units.CENTS:
            low, high, step, unit = low / 100, high / 100, step / 100, units.CENTS[word]
        else:
            unit = units.MONEY[word]
    elif match := forms.FOLD.match(text, end):
        if match.group().strip() == "times" and forms.OFTEN.match(text, match.end()):
            kind, noun = "count", "times"
        else:
            end, kind, unit = match.end(), "multiplier", "x"
    else:
        return _plain_kind(text, span, floor)
    bound, start = _bound(text, start, end, floor)
    if kind == "money":
        match = forms.PER.match(text, end)
        per = units.PERIODS[match["period"].lower()] if match else ""
    elif kind == "percent" and forms.OF.match(text, end):
        noun = _noun(text, end)
    end = _with_plus(text, end)
    return Figure(text[start:end], start, end, kind, low, high, unit, bound, step, noun, per)


def _with_plus(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum() else end


def _whole(match: re.Match[str], low: float, high: float, span: _Span) -> float | None:
    """What "in" or "out of" divides by, when it is a share: "one in five", "9 out of 10"."""
    words = match["whole"]
    if words[0].isdigit():
        whole = read_digits(words).value if re.fullmatch(DIGITS, words, re.VERBOSE) else 0.0
    else:
        read = read_words(words)
        whole = read[0].value if read else 0.0
    if whole < high or whole < 2 or (whole == high and match["in"] == "in"):
        return None
    if match["in"] == "in" and (
        (whole > 1000 and low > 1) or forms.TIME.match(match.string, match.end()) or whole in range(1900, 2100)
    ):
        return None
    return whole if match["in"] != "of" else None


_HOURS_BEFORE = re.compile(r"\d\s?(?:h|hrs?|d),?\s?\Z")
_SECONDS_AFTER = re.compile(r"\s?\d+\s?s\b")
_SCREEN = re.compile(r"[- ](?:video|monitor|display|screen|tv|footage|resolution|uhd|hdmi|60hz|stream|camera)", re.I)


def _plain_kind(text: str, span: _Span, floor: int) -> Figure | None:
    """A number without a mark of its own: a measure, a stretch of time, a year, a number of something, or a count."""
    start, end = span.start, span.end
    low, high, step = span.low.value, span.high.value, min(span.low.step, span.high.step)
    before = text[max(0, start - 48) : start]
    kind: Kind = "count"
    unit = noun = ""
    if not span.words and forms.LABEL.search(before):
        return Figure(text[start:end], start, end, "enumerator", low, high)
    if not span.words and forms.VERSIONED.search(before) and not forms.TIME.match(text, end):
        return Figure(text[start:end], start, end, "version", low, high)
    if match := forms.CSS.match(text, end):
        end, kind, unit = match.end(), "css", match.group().strip()
    elif (match := forms.TIME.match(text, end)) and not (match["unit"].lower() == "second" and low == 1):
        end, kind, unit = match.end(), "duration", units.TIME[match["unit"].lower()]
    elif (match := forms.MEASURE.match(text, end)) or (
        (match := forms.SYMBOL.match(text, end))
        and (len(match["unit"]) > 1 or not match["space"] or match["unit"] in "WV°")
    ):
        shown = match["unit"]
        if shown == "m" and (_HOURS_BEFORE.search(before) or _SECONDS_AFTER.match(text, match.end())):
            return Figure(text[start : match.end()], start, match.end(), "duration", low, high, "minute", decimals=step)
        if shown in units.TIME_SYMBOLS:
            kind, unit = "duration", units.TIME_SYMBOLS[shown]
        else:
            kind, unit = "quantity", units.SYMBOLS.get(shown) or units.MEASURES[shown.lower()]
        end = match.end()
    else:
        if not span.words and forms.GLUED.match(text, end) and text[end] != "-":
            return _glued(text, start, end)
        noun = _noun(text, end)
        if span.plain and low == high and _is_year(text, span, before, noun):
            return Figure(text[start:end], start, end, "year", low, high, decimals=1.0)
        if text[start:end] in ("4K", "4k", "8K", "8k") and _SCREEN.match(text, end):
            return Figure(text[start:end], start, end, "version", low, high)
        name = forms.NAMED.search(before)
        if (
            name
            and not span.words
            and low == high
            and name["name"] not in forms.NOT_A_NAME
            and low < 1000
            and (not noun.endswith("s") or forms.ARTICLE.search(before[: name.start()]))
        ):
            return Figure(text[start:end], start, end, "version", low, high)
        if forms.LIST_START.fullmatch(text, 0, end + 1) and text[end : end + 1] in (".", ")"):
            return Figure(text[start:end], start, end, "enumerator", low, high)
    bound, start = _bound(text, start, end, floor)
    if (
        kind == "duration"
        and re.search(r"\bover (?:the )?\Z", before)
        and bound == "more-than"
        and not forms.EXPERIENCE.match(text, end)
    ):
        bound = "exact"
    end = _with_plus(text, end)
    return Figure(text[start:end], start, end, kind, low, high, unit, bound, step, noun)


def _is_year(text: str, span: _Span, before: str, noun: str) -> bool:
    value = span.low.value
    if not (1500 <= value < 2100) or len(text[span.start : span.end]) != 4 or text[span.end : span.end + 1] == "+":
        return False
    if forms.YEAR_CUE.search(before) and not (value % 100 == 0 and noun.endswith("s")):
        return True
    if forms.BOUND_BEFORE.search(before):
        return False
    return value >= 1900 and not (value % 50 == 0 and noun.endswith("s"))


def _bound(text: str, start: int, end: int, floor: int = 0) -> tuple[forms.Bound, int]:
    """How exactly a figure is meant, and where it begins with its sign or mark."""
    if start > floor and text[start - 1] in "-−+" and (start - 1 == floor or not text[start - 2].isalnum()):
        start -= 1
    if start > floor and text[start - 1] in forms.MARKS:
        return forms.MARKS[text[start - 1]], start - 1
    if start > floor + 1 and text[start - 1] == " " and text[start - 2] in forms.MARKS:
        return forms.MARKS[text[start - 2]], start - 2
    after = forms.BOUND_AFTER.match(text, end) or (
        forms.BOUND_AFTER.match(text, end - 1) if text[end - 1 : end] == "+" else None
    )
    if after:
        return ("at-least" if after["plus"] else "approx" if "so" in after.group() else "at-most"), start
    before = forms.BOUND_BEFORE.search(text, max(0, start - 32), start)
    if before is None:
        return "exact", start
    words = before["word"].lower().rstrip(".").split()
    first, two = words[0], "-".join(words[:2])
    if first == "from" and not text[max(0, before.start() - 16) : before.start()].lower().endswith(
        ("price ", "prices ", "start ", "starting ", "plans ")
    ):
        return "exact", start
    return forms.BOUND_OF.get(two) or forms.BOUND_OF.get(first) or "more-than", start


def _noun(text: str, at: int) -> str:
    """What a figure counts, in lower case: the first plural within four words, or else the word right after it."""
    of = forms.OF.match(text, at)
    at = of.end() - 1 if of else at + (text[at : at + 1] == "+")
    first = ""
    for _ in range(4):
        found = forms.NOUN_WORD.match(text, at)
        if found is None:
            break
        word = found["word"].lower().strip("-/'’")
        if word in forms.STOP:
            break
        first = first or word
        if word in forms.PLURALS or (word.endswith("s") and len(word) > 3 and not word.endswith(forms.SINGULAR_S)):
            return word
        at = found.end()
    return first
