"""So many at a rate: hours × wage, nights × price, days × hours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.claims.sums.model import Amount, Mistake, factor, product
from contentlint.claims.sums.passages import pattern
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.words import OF_IT, RESULT, SAYS, WORDS

_EACH = (
    r"(?: ?(?:/|per |an? |each |every |for each |for every )(?:(?:single|working|full) "
    r")?(?P<per>[a-z]+)\b| (?P<each>each|apiece|a piece|a pop|hourly|daily|weekly|monthly|every time))"
)
_IN = r"(?:,? (?:for|×|x|times|over|across|by|on|\*)|,|;)"
_WHAT = r"(?: (?!at |for |with |of |per |each |and |but |a |an |is |are )[a-z][\w'-]*){0,4}"
_FORMS = tuple(
    pattern(text)
    for text in (
        rf"<n:C> [a-z]+ of <m:C> [a-z]+(?P<per>)(?P<each>)(?P<join>{RESULT})<r:C>",
        rf"<n:CD>{_WHAT}(?: (?:a|per|each|every) (?:week|month|day|year))?,? ?(?:at|for|×|x|@|of|with|"
        rf"costing|charging|paying|,)(?: just| only| exactly| "
        rf"a rate of)? ?<m:MCDQ>(?: [a-z]+){{0,2}}?{_EACH}{WORDS}(?P<join>{RESULT}|,? ?\(|, |: | [—–] "
        rf")<r:MCDQ>",
        rf"<m:MCDQ>(?: [a-z]+){{0,2}}?{_EACH}{WORDS}{_IN} (?:the |all |just |a total of "
        rf")*<n:CD>{WORDS}(?P<join>{RESULT}|,? ?\()<r:MCDQ>",
        rf"<m:MCDQ>(?: [a-z]+){{0,2}}?{_EACH}{WORDS}[,;—–]? (?:‖ )?(?:so |and )*(?:over|for|in|after|"
        rf"across) (?:a |the |all |those |these )*<n:CD>(?: [a-z]+)?,?"
        rf"(?P<join> (?:that's|(?:that|this|it|you|we|i|they|he|she)(?:'ll|'d| will| would|'s)? "
        rf"(?:{SAYS}|pay|paid|spend|spent|save|saved|earn|earned)){OF_IT})<r:MCDQ>",
    )
)
_THEN = (
    r"(?:[,;:.—–]? (?:‖ )?(?:and )?(?:so|which means|then|meaning) |; )(?:all |the |our |those |a |these "
    r")*(?:[a-z]+ ){0,3}?(?:of )?"
)
_MANY = (
    pattern(
        rf"\beach of (?:the |our |my |these |those |his |her )?<n:C> [a-z]+(?P<per>)(?P<each>) "
        rf"(?:[a-z]+ ){{1,2}}?<m:MCDQ>{WORDS}(?P<join>{RESULT})<r:MCDQ>"
    ),
    pattern(
        rf"<m:MCDQ>(?: [a-z]+){{0,2}}?{_EACH}{WORDS}{_THEN}<n:CD>(?: [a-z]+){{0,3}}?(?P<join> "
        rf"(?:{SAYS}|hold|need|take){OF_IT})<r:MCDQ>"
    ),
    pattern(
        rf"\b(?:an?|each|every|one) (?P<per>[a-z]+)(?P<each>) (?:holds?|costs?|takes?|needs?|weighs?|"
        rf"has|makes?|seats?|carries|gives|contains?|"
        rf"pays?|earns?|uses?|feeds?) <m:MCDQ>{WORDS}{_THEN}<n:C>(?: [a-z]+){{0,3}}?(?P<join> (?:hold|"
        rf"cost|take|need|weigh|have|make|seat|carry|give|"
        rf"contain|pay|earn|use|feed|{SAYS})s?{OF_IT})<r:MCDQ>"
    ),
)
_PLAIN = pattern(rf"<n:CD>{_WHAT} (?:at|@|×|x|times) <m:M>(?P<per>)(?P<each>){WORDS}(?P<join>{RESULT})<r:M>")
_UNITS = {
    "hr": "hour",
    "night": "day",
    "nights": "day",
    "mo": "month",
    "wk": "week",
    "yr": "year",
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
}
_OTHER = re.compile(
    r"\b(?:tax|fees?|discount|off|plus|minus|less|save[ds]?|saving|instead|was|profit|deposit|tip|"
    r"refund|shipping|before|after|net|more|vs|versus|than|about|up to|first|extra|half)\b"
)
_SPOKEN = re.compile(r"\b(?:or|for)\b")


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong products: "20 hours at $50 an hour, which is $1,200"."""
    for passage in reading.passages:
        judged: set[int] = set()
        for form in (*_FORMS, *_MANY, _PLAIN):
            for match in form.finditer(passage.skeleton):
                number, rate, result = passage.of(match, "n", "m", "r")
                place = match.start("r")
                if place in judged or _OTHER.search(
                    match.group() + passage.skeleton[match.end() : match.end() + 30].partition("‖")[0]
                ):
                    continue
                if (
                    not re.search(r"[=→:—–a-z]", match["join"])
                    and "total" not in passage.skeleton[match.end() : match.end() + 20]
                ):
                    continue
                after = passage.skeleton[match.end() :]
                if _A_DAY.search(passage.skeleton, match.start(), match.start("m")) and _DAILY.match(after):
                    continue  # "twice a day, three hours each: 42 hours a week"
                if _SPECIAL.search(after[:30].partition("‖")[0]):
                    continue
                if _ANOTHER_RATE.match(after) and not _DAILY.match(after):
                    continue
                if _FACTOR_BEFORE.search(passage.skeleton, max(0, match.start() - 40), match.start()):
                    continue
                judged.add(place)
                yield from _rate(number, rate, result, match["per"] or match["each"] or "")


_FACTOR_BEFORE = re.compile(r"\}[^{}‖,;.]{0,30}\Z")
_ANOTHER_RATE = re.compile(
    r"\s*(?:off|discount|(?:(?:[a-z]+ )?(?:each|per|/))|an? (?:hour|day|night|week|month|year)\b)"
)
_SPECIAL = re.compile(r"\b(?:group|bulk|special|package|bundle|coupon|voucher|free|with (?:a|the|my|our))\b")
_A_DAY = re.compile(r"\b(?:a|per|each|every) (?:day|week|month|year)\b")
_DAILY = re.compile(r" a (?:week|month|year)")


def _rate(number: Amount, rate: Amount, result: Amount, per: str) -> Iterator[Mistake]:
    per = _UNITS.get(per, per)
    times = 1.0
    if number.letter == "D":
        unit = "day" if number.figure.unit == "night" else number.figure.unit
        if per not in ("", "each", "apiece") and unit != per:
            ratio = factor(unit, per)
            if ratio is None or (unit == "hour") == (per == "day"):
                return  # a day's work is no 24 hours
            times = ratio
        if (unit, per) in (("week", "hour"), ("day", "hour"), ("week", "day")):
            return
    elif per and per not in ("each", "apiece") and not _counts(number, per):
        return
    back = 1.0
    if rate.letter == result.letter == "D" and rate.figure.unit != result.figure.unit:
        ratio = factor(rate.figure.unit, result.figure.unit)
        if ratio is None or "day" in (rate.figure.unit, result.figure.unit):
            return
        back = ratio
    elif not rate.is_like(result):
        return
    if rate.letter == "C" and rate.figure.noun and result.figure.noun and rate.figure.noun != result.figure.noun:
        return
    low, high = product(number.worth(), rate.worth(), (times * back, times * back))
    if not result.fits(low, high) and result.value != rate.value:
        yield result.mistake("", number.value * rate.value * times * back, f"{number.text} × {rate.text}")


def _counts(number: Amount, per: str) -> bool:
    """Whether a price "per seat" is for what is counted: "12 seats"."""
    noun = number.figure.noun
    return (
        not noun
        or noun == per
        or noun.rstrip("s").startswith(per.rstrip("s")[:4])
        or (per, noun)
        in (("person", "people"), ("head", "people"), ("head", "guests"), ("person", "guests"), ("child", "children"))
    )


_WEEKLY = pattern(
    rf"<h:D> (?:a|per|each|every) day,? (?:for |× ?|times |over )?<d:CD>(?: days?)?(?: (?:a|per|each|"
    rf"every) week)?(?P<join>{RESULT}|: |, |,? ?\()<r:D>"
)


_LONGER = 3
"""From so many weeks on a result is that of a month or a year: "10 minutes a day, 5 days a week (43 hours in all)"."""


def hours(reading: Reading) -> Iterator[Mistake]:
    """The wrong hours: "8 hours a day, 5 days a week, is 45 hours"."""
    for passage in reading.passages:
        for match in _WEEKLY.finditer(passage.skeleton):
            each, days, result = passage.of(match, "h", "d", "r")
            ratio = factor(each.figure.unit, result.figure.unit)
            if (
                ratio is None
                or (days.letter == "D" and days.figure.unit != "day")
                or result.figure.unit not in ("hour", "minute", "second")
            ):
                continue
            low, high = product(each.worth(), days.worth(), (ratio, ratio))
            if not result.fits(low, high) and result.value < _LONGER * high:
                yield result.mistake("", each.value * days.value * ratio, f"{days.text} × {each.text}")


_SPLIT = tuple(
    pattern(text)
    for text in (
        rf"<m:MQ>{WORDS},? (?:split|divided|shared|spread)(?: equally| evenly| up)? (?:between|among|over|across|by) "
        rf"(?:the |our |all )*<n:CD>(?: [a-z]+){{0,2}}(?P<join>{RESULT})<r:MQ> (?:each|apiece|per|a|an)\b",
        r"\b(?:spread|split|divided|shared) (?:over|between|among|across) <n:CD>(?: [a-z]+){0,2}, "
        r"(?:the |our |a |that )?<m:MQ>"
        r"(?: [a-z]+){0,2} (?:is|comes to|works out at|makes|was|comes down to) (?:just |only )?<r:MQ> "
        r"(?:each|apiece|per|a|an)\b",
    )
)


def quotients(reading: Reading) -> Iterator[Mistake]:
    """The wrong parts of what is split: "$1,200 split between 5 people is $250 each"."""
    for passage in reading.passages:
        for form in _SPLIT:
            for match in form.finditer(passage.skeleton):
                whole, number, part = passage.of(match, "m", "n", "r")
                if not whole.is_like(part) or not number.value or _OTHER.search(match.group()):
                    continue
                low, high = whole.worth()
                if not part.fits(low / number.value, high / number.value):
                    yield part.mistake("", whole.value / number.value, f"{whole.text} / {number.text}")
