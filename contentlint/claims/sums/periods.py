"""An amount for one stretch of time and for a longer one: month × 12 = year, week × 52, day × 365."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.claims.sums.model import Amount, Mistake, factor
from contentlint.claims.sums.passages import Passage, pattern
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.words import OF_IT, RESULT, SAYS, WORDS

_NAMES = {
    "min": "minute", "mo": "month", "mth": "month", "yr": "year", "annum": "year", "night": "day", "hr": "hour",
    "wk": "week",
    "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annually": "year", "yearly": "year",
    "annual": "year", "pcm": "month", "pa": "year", "p.a": "year",
}  # fmt: skip
_TIME = r"second|minute|min|hour|hr|day|night|week|wk|month|mo|mth|quarter|year|yr|annum"


def _per(name: str) -> str:
    return (
        rf"(?: ?(?:/|per |an? |each |every |a single |every single )(?P<{name}>{_TIME})\b|[ "
        rf"-](?P<{name}_>daily|weekly|monthly|quarterly|"
        rf"annually|yearly|pcm|p\.?a\b))"
    )


_OVER = (
    r"(?: (?:over|in|for|across|during|through|after) (?:a|the|one|an entire|a full|the whole|a whole|"
    r"the entire|the course of a) "
    r"(?:full |whole )?(?P<over>week|month|quarter|year))"
)
_WEAK = r"(?:,? (?:or|and) | ?\((?:or |so |that's |= ?)?| ?/ ?| ?[—–] ?(?:or )?|, )"
_FORMS = (
    pattern(
        rf"<a:MCQD>(?: (?!per |each |every |a |an |for )[a-z'-]+){{0,2}}{_per('small')}{WORDS}"
        rf"(?P<join>{RESULT}|{_WEAK})(?:just |only |exactly )?<c:MCQD>(?: (?!per |each |every |a |an "
        rf")[a-z'-]+){{0,2}}(?:{_per('large')}|{_OVER})"
    ),
    pattern(
        rf"<a:MCQD>(?: (?!per |each |every |a |an "
        rf")[a-z'-]+){{0,2}}{_per('small')}{WORDS}(?P<join>[,;.—–]? (?:‖ )?(?:so |and |which )*"
        rf"(?:over|in|for|across|during|per) (?:a|the|one|an entire|a full|the whole|a whole) "
        rf"(?P<large>week|month|quarter|year),? (?:that's|{SAYS}|"
        rf"(?:that|this|it|you|we|i|they|he|she)(?:'ll|'d| will| would|'s)? (?:{SAYS}|pay|paid|spend|"
        rf"spent|save|saved|earn|earned|lose)){OF_IT})<c:MCQD>"
    ),
    pattern(
        rf"\b(?P<small>daily|weekly|monthly|quarterly|yearly|annual)(?: [a-z]+){{1,3}} (?:of|is|was|at) <a:MCQD>"
        rf"(?P<join>{RESULT}|{_WEAK})(?:just |only |exactly )?<c:MCQD>(?: (?!per |each |every |a |an "
        rf")[a-z'-]+){{0,2}}(?:{_per('large')}|{_OVER})"
    ),
    pattern(
        rf"<a:MCQD>(?: (?!per |each |every |a |an |for "
        rf")[a-z'-]+){{0,2}}{_per('small')}{WORDS}(?P<join>{RESULT}|{_WEAK})"
        rf"(?:an? )?(?P<large_>annual|yearly|monthly|weekly) (?:total|cost|bill|spend|sum|fee|rent|"
        rf"salary|income|outlay|"
        rf"expense|saving|savings|budget)s? (?:of|is|comes to|=) <c:MCQD>"
    ),
)
_AT = pattern(
    rf"\bat (?:just |only )?<a:M>(?: [a-z'-]+){{0,1}}?{_per('small')},(?P<join> (?:[a-z][\w'-]* "
    rf"){{1,4}}(?:costs?|will cost|would cost)(?: you| us| me| just| only)* )"
    rf"<c:M>(?:{_per('large')}|{_OVER})"
)
_MADE = re.compile(
    r"=|→|\b(?:that|that's|this|which|costs?|comes|came|works|adds|amounts|makes|making|equals|totals?|so|gives|i\.e)\b"
)
_OWED = re.compile(
    r"\b(?:rent\w*|salar\w+|wages?|earn\w*|pay|pays|paid|spend\w*|spent|sav\w+|bills?|mortgage|income|make|makes|made|"
    r"waste[ds]?|burn\w*|use[sd]?|eats?|drinks?|insurance|habit|upkeep|maintenance|loses?|lost)\b"
)
_OFFER = re.compile(
    r"\b(?:plans?|pricing|prices?|billed|subscri\w+|tier|free|discount|annual(?:ly)? (?:plan|billing|"
    r"price|pass)|pro|basic|premium|"
    r"members?|membership|licen[cs]e|pass|offers?|save|paid (?:annually|yearly|upfront)|if you pay|"
    r"when (?:paid|billed))\b"
)
_WORKED = re.compile(
    r"\b(?:work\w*|business|weekdays?|shifts?|weekends?|school|season\w*|term|open|except|minus|off|holidays?)\b"
)
_DAYS = {"week": (7.0, 5.0, 6.0), "month": (30.0, 20.0, 21.0, 22.0), "quarter": (91.0,)}
_ABOUT = {("day", "month"): (28.0, 31.0), ("week", "month"): (4.0, 4.35), ("day", "quarter"): (90.0, 92.0)}
"""What varies: from the least to the most."""
_YEARS = (365.0, 366.0, 364.0, 365.25, 360.0)
_WORKDAYS = (250.0, 260.0, 261.0, 252.0, 220.0, 230.0, 240.0, 200.0, 225.0, 300.0)
_FACTORS: dict[tuple[str, str], tuple[float, ...]] = {
    **{("day", large): times for large, times in _DAYS.items()},
    ("day", "year"): _YEARS,
    ("hour", "day"): (24.0, 8.0, 7.0, 7.5, 10.0, 12.0), ("hour", "week"): (168.0, 40.0, 35.0, 37.5, 38.0, 36.0, 42.0),
    ("hour", "year"): (8760.0, 8784.0, 2080.0, 2000.0, 1950.0, 1820.0, 2087.0, 1920.0),
    ("second", "minute"): (60.0,), ("second", "hour"): (3600.0,), ("minute", "hour"): (60.0,),
    ("minute", "day"): (1440.0,),
    ("week", "month"): (4.33,), ("week", "quarter"): (13.0, 12.0),
    ("week", "year"): (52.0, 52.14, 52.18, 50.0, 48.0),
    ("month", "quarter"): (3.0,), ("month", "year"): (12.0,), ("quarter", "year"): (4.0,),
}  # fmt: skip
"""By what one multiplies; the first is what a message names."""


_VARIES = re.compile(r"\b(?:weekends?|weekdays? only|filter\w+|discount\w*|instead)\b|\bbefore(?=[.,;]|\Z)")
_FACTOR_BEFORE = re.compile(
    r"(?:[×x*/÷+−]|\}[^{}]{0,20} (?:at|times|@)) ?\Z|\} ?\Z|\} of (?:an? |the )?\Z|"
    r"\b(?:vs\.?|versus|than|instead of) \Z"
)
"""What makes the first figure one of several that are multiplied, or compared: "Ten £30 purchases per month"."""
_HOURS = re.compile(r"\{D\d+\}|\bhours\b|\b(?:average|median|part-time)\b")
"""What makes an hour's pay one for other hours than all."""
_PER_USE = re.compile(r" (?:per|each|an?) (?!year|month|week|day|quarter|annum|hour)[a-z]")
_EQUAL = 0.01
"""How far off, as a share, nobody minds: "$3.99 a month, $47.99 a year"."""


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong amounts for a longer or shorter time."""
    for passage in reading.passages:
        for form in (*_FORMS, _AT):
            for match in form.finditer(passage.skeleton):
                groups = match.groupdict()
                small = groups.get("small") or groups.get("small_") or ""
                large = groups.get("large") or groups.get("large_") or groups.get("over") or ""
                first, second = passage.of(match, "a", "c")
                yield from _period(passage, match, first, second, _NAMES.get(small, small), _NAMES.get(large, large))


def _period(
    passage: Passage, match: re.Match[str], first: Amount, second: Amount, small: str, large: str
) -> Iterator[Mistake]:
    times = _FACTORS.get((small, large))
    back = _FACTORS.get((large, small)) if times is None else None
    if re.match(r" ?and (?!that|this|which|so|it)", match["join"]) or _VARIES.search(
        match.group() + passage.skeleton[match.end() : match.end() + 40]
    ):
        return
    units = _ratio(first, second)
    if _FACTOR_BEFORE.search(passage.skeleton, max(0, match.start() - 40), match.start()):
        return
    if units is None or (times is None and back is None):
        return
    low, high = (value * units for value in first.rounded())
    rights = [(low * t, high * t) for t in times or ()] + [(low / t, high / t) for t in back or ()]
    if span := _ABOUT.get((small, large)):
        rights.append((low * span[0], high * span[1]))
    if span := _ABOUT.get((large, small)):
        rights.append((low / span[1], high / span[0]))
    around = passage.skeleton[max(0, match.start() - 60) : match.end() + 40]
    if _WORKED.search(around) and (small, large) == ("day", "year"):
        rights += [(low * t, high * t) for t in _WORKDAYS]
    if any(second.fits(*right) for right in rights):
        return
    if not _MADE.search(match["join"]):
        # "$10 a month or $100 a year" is an offer; nobody offers a year for more than its months
        dearer = second.value > max(r[1] for r in rights) if times else second.value < min(r[0] for r in rights)
        near = any(right[0] * 0.6 <= second.value <= right[1] * 1.7 for right in rights)
        if first.letter != "M" and not (near and re.search(r"\bor\b|\(", match["join"])):
            return
        if first.letter == "M" and not (dearer or (_OWED.search(around) and not _OFFER.search(around))):
            return
    if first.letter != "M" and first.letter != second.letter:
        return
    if any(abs(second.value - sum(right) / 2) <= _EQUAL * sum(right) / 2 for right in rights):
        return
    before = passage.skeleton[max(0, match.start() - 160) : match.end() + 40]
    if _PER_USE.match(passage.skeleton, match.end()) or ("hour" in (small, large) and _HOURS.search(before)):
        return
    if first.letter == "C" and first.figure.noun and second.figure.noun and first.figure.noun != second.figure.noun:
        return
    if _OFFER.search(match["join"]) or re.search(r"\b(?:save|instead of|versus|vs|than|compared)\b", match.group()):
        return
    number = (times or back or (1.0,))[0]
    right = sum(rights[0]) / 2
    sum_ = f"{number:g} × {first.text}" if times else f"{first.text} / {number:g}"
    yield second.mistake("", right, sum_)


def _ratio(first: Amount, second: Amount) -> float | None:
    """By what the first figure is multiplied to have the unit of the second; None for two of different kinds."""
    if first.is_like(second):
        return 1.0
    if first.letter == second.letter == "D" and second.figure.unit in ("second", "minute", "hour"):
        return factor(first.figure.unit, second.figure.unit)
    return None
