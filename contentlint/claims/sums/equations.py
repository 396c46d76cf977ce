"""Sums written out: "12 × $30 = $360", "360 divided by 12 is 30"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from contentlint.claims.sums.model import Mistake, percent
from contentlint.claims.sums.passages import is_whole
from contentlint.claims.sums.reading import Reading
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass
from contentlint.text import figures as fig

_N = r"[$€£¥₹]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[kKM](?!\w)|%| (?:thousand|million|billion)(?!\w))?"
_UNIT = (
    r"(?:[ -](?!is |are |at |in |for |with |on |of |where |when |rate |times |plus |minus |divided |"
    r"multiplied |equals |makes |x )[a-z]+| ?/ ?(?:hour|hr|day|week|month|mo|year|yr|user|person|"
    r"seat)(?![\w/])){0,3}"
)
_SIGN = r"(?: ?[+×*÷−/] ?| [x–-] |(?<=\d)x(?=[$€£]?\d)| times | multiplied by | divided by | plus | minus | over )"
_EQUATION = re.compile(
    rf"(?<![\w$€£¥₹.,/*+×÷(−^-])(?<![*+×÷/(−^=x-] )(?<!plus )(?<!minus )(?<!times )(?<!by "
    rf")(?P<left>{_N}{_UNIT}(?:{_SIGN}{_N}{_UNIT}){{1,4}})"
    rf"(?P<is> ?= ?| (?:is|equals|makes|comes to|gives|gives you|works out (?:to|at)) )(?P<about>[~≈]|"
    rf"about |roughly |around |nearly |almost |over |only |just |exactly )?(?P<right>{_N})(?![\w]|"
    rf"[.,:]\d|-\w| ?[*×÷+^]| ?/ ?\d| [x−] ?\d| ?%)"
)
_BRACKET = re.compile(
    rf"(?<![\w*+×÷/−^=-])(?<![*+×÷/−^=x-] )(?P<left>\((?P<inner>{_N}{_UNIT}(?:{_SIGN}{_N}{_UNIT}){{1,5}})\)"
    rf" ?(?P<sign>[×x*/÷]) ?(?P<by>{_N}){_UNIT}) ?= ?(?P<right>{_N})(?![\w]|[.,:]\d|-\w| ?[*×÷+^/−%]| [x-] ?\d)"
)
_TERM = re.compile(rf"{_N}")
_OPERATOR = re.compile(r"times|multiplied by|divided by|plus|minus|over|[+×*÷−/x–-]")
_SIGN_MARK = re.compile(r"[+×*÷−/]")
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "thousand": 1e3, "million": 1e6, "billion": 1e9}
_NUMERALS = re.compile(r"\b(?:binary|hex|hexadecimal|octal|mod|modulo|base \d+|integer|XOR|overflows?)\b")


@dataclass(frozen=True, slots=True)
class _Number:
    low: float
    high: float
    value: float


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong sums that are written out."""
    for unit in reading.units:
        if not re.search(r"=|\b(?:is|equals|makes|comes to|gives|works out)\b", unit.text) or not re.search(
            r"\d", unit.text
        ):
            continue
        for match in _EQUATION.finditer(unit.text):
            yield from _equation(unit, match)
        for match in _BRACKET.finditer(unit.text):
            yield from _bracket(unit, match)


def _bracket(unit: Unit, match: re.Match[str]) -> Iterator[Mistake]:
    """ "(20 + 30) × 2 = 100"."""
    left = match["left"]
    terms = list(_TERM.finditer(match["inner"]))
    signs = [_SIGN_MARK.findall(match["inner"][one.end() : two.start()]) for one, two in pairwise(terms)]
    if any(len(sign) != 1 for sign in signs) or "%" in left or not _one_currency(left, match["right"]):
        return
    if _minutes(left, match, unit.text) or not all(
        is_whole(unit, match.start("inner") + term.start(), term.group()) for term in terms
    ):
        return
    inner = _worked([_number(term.group()).value for term in terms], [sign[0] for sign in signs])
    value = None if inner is None else _worked([inner, _number(match["by"]).value], [match["sign"]])
    result = _number(match["right"]).value
    if value is None or abs(value - result) < _step(match["right"]) * (1 - 1e-9):
        return
    if _is_other(unit.text, match, result, value):
        return
    yield Mistake("", unit.span(*match.span("right")), match["right"], _shown(value, match["right"]), left.strip())


def _equation(unit: Unit, match: re.Match[str]) -> Iterator[Mistake]:
    if (match["about"] or "").strip() not in ("", "only", "just", "exactly"):
        return
    left, spoken = match["left"], "=" not in match["is"]
    terms = list(_TERM.finditer(left))
    signs = []
    for one, two in pairwise(terms):
        found = _OPERATOR.findall(
            re.sub(
                r"\b[a-z]+(?<!times)(?<!plus)(?<!minus)(?<!by)(?<!over)(?<!x)\b|/ ?(?:hour|hr|day|"
                r"week|month|mo|year|yr|user|person|seat)\b",
                lambda m: m.group() if m.group() in ("divided", "multiplied") else "",
                left[one.end() : two.start()],
            )
        )
        if len(found) != 1:
            return
        signs.append(found[0])
    if _minutes(left, match, unit.text) or not _one_currency(left, match["right"]):
        return
    if spoken and any(s in "/-–x" or s == "over" for s in signs):
        return  # "2024-05 is", "24/7 is", "10 over 20 is"
    if any(s in "–-" for s in signs) and not re.search(r" [–-] ", left):
        return
    if len(terms) == 2 and all(len(term.group()) == 1 for term in terms) and signs[0] in ("+", "plus"):
        return  # "2 + 2 = 5" is a saying
    if any(not is_whole(unit, match.start("left") + term.start(), term.group()) for term in terms):
        return  # "2<sup>5</sup> × 3"
    if re.search(r"\d/\d", left) and (re.search(r"[A-Za-z]\s*\Z", left) or spoken):
        return  # "26/100 at rate = 8"
    if _NUMERALS.search(unit.text):
        return
    numbers = [_number(term.group()) for term in terms]
    result = _number(match["right"])
    if "%" in left and any(s in "+-−–" or s in ("plus", "minus") for s in signs):
        return  # "$80 + 20%" is no sum of figures
    if "over" in signs and fig.find(left)[-1:] and fig.find(left)[-1].kind == "duration":
        return  # "$1,000 over ten years"
    bounds = _bounds(numbers, signs)
    if bounds is None:
        return
    low, high, value = bounds
    if match["right"].endswith("%") and "%" not in left and abs(result.value * 100 - value) < 1:
        return  # "110 - 30 = 80%" of points
    step = _step(match["right"])
    if low - step + 1e-9 * max(1.0, abs(low)) <= result.value <= high + step - 1e-9 * max(1.0, abs(high)):
        return
    scaled = re.search(r"[kKM]\Z|illion|thousand", match["right"])
    if scaled and abs(result.value - value) <= 0.02 * abs(value):
        return
    if re.match(r" ?[A-Za-z]", unit.text[match.end() :]) and any(
        abs(result.value * scale - value) <= step * scale for scale in (1e-9, 1e-6, 1e-3, 1e3, 1e6, 1e9)
    ):
        return  # in megapixels, in kilograms
    if _is_other(unit.text, match, result.value, value):
        return
    start, end = match.span("right")
    yield Mistake("", unit.span(start, end), match["right"], _shown(value, match["right"]), left.strip())


_RANGE_BEFORE, _RANGE_AFTER = re.compile(r"[\d.,kKM%][–—-][$€£]?\Z"), re.compile(r"[^\w\s]{0,2}[–—-][$€£]?\d")
_CONVERTS = (4.0, 4.33, 5.0, 7.0, 12.0, 20.0, 24.0, 30.0, 52.0, 60.0, 100.0, 365.0, 1000.0, 3600.0, 1e6)
"""What a result in another unit is multiplied or divided by: weeks in a month, cents in a dollar, per cent."""
_SAME, _SLIGHT = 0.01, 0.001


def _is_other(text: str, match: re.Match[str], result: float, value: float) -> bool:
    """True for a result that is in another unit, off by its rounding alone, an end of a range, one for a share more
    ("1.08 × 1.08 = 17%"), or somebody else's: "it said that 5 × 5 equals 17"."""
    if _RANGE_BEFORE.search(text[: match.start()]) or _RANGE_AFTER.match(text, match.end()):
        return True
    if text.count('"', 0, match.start()) % 2 and '"' in text[match.end() :]:
        return True
    if value == 0 or result == 0:
        return False
    ratio = max(abs(result / value), abs(value / result))
    if any(abs(ratio - factor) <= _SAME * factor for factor in _CONVERTS):
        return True
    is_lift = match["right"].endswith("%") and abs((value - 1) * 100 - result) <= 1
    return is_lift or ("." in match["left"] and ratio - 1 <= _SLIGHT)


def _minutes(left: str, match: re.Match[str], text: str) -> bool:
    """Units that are converted on the way: "90 minutes × 4 = 6 hours"."""
    after = re.match(r"[ -]?([a-zA-Z]+)", text[match.end() :])
    units = {f.unit for f in fig.find(left) if f.kind in ("duration", "quantity", "css")}
    if after is None:
        return False
    found = fig.find(text[match.start("right") : match.end() + after.end()])
    said = {f.unit for f in found if f.kind in ("duration", "quantity", "css")}
    return bool(said) and not said <= units and re.search(r"[A-Za-z]", left) is not None


def _one_currency(left: str, right: str) -> bool:
    return len(set(re.findall(r"[$€£¥₹]", left + right))) < 2


def _step(written: str) -> float:
    digits = re.search(r"\.(\d+)", written)
    return 10.0 ** -(len(digits.group(1)) if digits else 0) * _scale(written)


def _scale(written: str) -> float:
    word = re.search(r"[kKM]\Z|thousand|million|billion", written)
    return _SCALES[word.group()] if word else 0.01 if written.endswith("%") else 1.0


def _number(written: str) -> _Number:
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", written)
    assert digits is not None
    scale = _scale(written)
    value = float(digits.group().replace(",", "")) * scale
    half = _step(written) / 2 if scale > 1 else 0.0
    return _Number(value - half, value + half, value)


def _bounds(numbers: list[_Number], signs: list[str]) -> tuple[float, float, float] | None:
    """The sum with products before sums, for the lowest, the highest and the written values."""
    lows = [n.low for n in numbers]
    highs = [n.high for n in numbers]
    results = []
    for values in (lows, highs, [n.value for n in numbers]):
        result = _worked(list(values), list(signs))
        if result is None:
            return None
        results.append(result)
    low, high = sorted(results[:2])
    return low, high, results[2]


def _worked(values: list[float], signs: list[str]) -> float | None:
    kinds = [
        "+"
        if s in ("+", "plus")
        else "-"
        if s in ("-", "−", "–", "minus")
        else "/"
        if s in ("/", "÷", "divided by", "over")
        else "*"
        for s in signs
    ]
    total, sign, current = 0.0, 1.0, values[0]
    for kind, value in zip(kinds, values[1:], strict=True):
        if kind == "*":
            current *= value
        elif kind == "/":
            if not value:
                return None
            current /= value
        else:
            total, sign, current = total + sign * current, 1.0 if kind == "+" else -1.0, value
    return total + sign * current


def _shown(value: float, like: str) -> str:
    if like.endswith("%"):
        return percent(value * 100)
    sign = re.match(r"[$€£¥₹]", like)
    number = (
        f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.2f}" if abs(value) >= 1 else f"{value:.3g}"
    )
    return f"{sign.group() if sign else ''}{number}"
