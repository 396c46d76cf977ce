"""Numbers in digits and in words, and what they measure: by what stands right after and right before them."""

from __future__ import annotations

import math
import re

from contentlint.guard.records import dataclass, replace
from contentlint.text import forms, units
from contentlint.text.figures.around import bound_of, noun_of
from contentlint.text.figures.model import Figure, Kind
from contentlint.text.numbers import DIGITS, SCALES, Number, read_digits, read_words


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
    if scale == 1:
        return number
    # Round away what binary multiplication adds: 1.1 * 1e6.
    return Number(float(f"{number.value * scale:.12g}"), float(f"{number.step * scale:.12g}"))


def from_digits(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    """The figure of a number in digits, or of a range of two; `floor` is where the figure before it ended."""
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


def from_words(text: str, begin: re.Match[str]) -> Figure | None:
    """The figure of a number in words ("twelve hundred", "nine out of ten"), or None for a word that counts nothing."""
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
                      bound=bound_of(text, start, end)[0], noun=noun_of(text, match.end()))  # fmt: skip
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
    bound, start = bound_of(text, start, end, floor)
    if kind == "money":
        match = forms.PER.match(text, end)
        per = units.PERIODS[match["period"].lower()] if match else ""
    elif kind == "percent" and forms.OF.match(text, end):
        noun = noun_of(text, end)
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
        noun = noun_of(text, end)
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
    bound, start = bound_of(text, start, end, floor)
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
