"""What the clause around a figure makes of it: more or less than before, denied, so much in a day, not quite."""

from __future__ import annotations

import re

from contentlint.guard.records import dataclass
from contentlint.text import units

_UP = (
    r"ris(?:e[ns]?|ing)|rose|increas(?:e[ds]?|ing)|gr[eo]w(?:n|s|th|ing)?|gain(?:s|ed|ing)?|climb(?:s|ed|ing)?"
    r"|jump(?:s|ed|ing)?|surg(?:e[ds]?|ing)|soar(?:s|ed|ing)?|up(?!\sto\b)|expand(?:s|ed|ing)?|expansion|rais(?:e[ds]?|ing)"
)
_DOWN = (
    r"f[ae]ll(?:s|en|ing)?|declin(?:e[ds]?|ing)|drop(?:s|ped|ping)?|decreas(?:e[ds]?|ing)|cut(?:s|ting)?"
    r"|reduc(?:e[ds]?|ing|tion)|shr[aiu]nk(?:s|ing)?|los(?:e|es|t|s|ing)|down|slump(?:s|ed|ing)?"
    r"|plung(?:e[ds]?|ing)|s[aiu]nk(?:s|ing)?|dip(?:s|ped|ping)?|lower(?:s|ed|ing)"
)
_MORE = r"more|higher|faster|longer|larger|bigger|better|taller|heavier|dearer"
_LESS = r"less|fewer|lower|slower|shorter|smaller|worse|cheaper|lighter"
_BEFORE = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s?[-–]?(?:(?!or\b|and\b)[a-z]+\s)?(?:(?P<up>{_UP}|{_MORE})|(?P<down>{_DOWN}|{_LESS}))\b(?!\sthan\s[\d$€£])",
    re.IGNORECASE,
)
"""A noun of change, or a comparison, right behind a figure or with a word between: "a 14% annual drop"."""
_LEVEL = re.compile(
    r"\b(?:to|at)\s(?:(?:about|around|nearly|almost|just|over|under|some|only)\s){0,2}\Z", re.IGNORECASE
)
_NOT = re.compile(r"(?:\b(?:not|never|no|none|nobody|without|lacks?|lacked|cannot|neither)\b|n['’]t\b)", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.()!?–—](?:\s|\Z)|\s(?:but|while|whereas|and|although)\s", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:nearly|almost|not quite|approaching|close to)\s(?:an? |the )?\Z", re.IGNORECASE)
_PERIOD = {name: name for name in ("second", "minute", "hour", "day", "week", "month", "quarter", "year")}
_ADVERBS = {
    "hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
    "annually": "year", "annual": "year", "nightly": "day",
}  # fmt: skip
_RATE = re.compile(
    rf"(?:\b(?:an?|per|each|every)\s|/\s?)(?P<period>{units.any_of(_PERIOD)})\b"
    r"(?!\s(?:ago|later|earlier|before|after|old|on|from|in which|when))"
    rf"|\b(?P<adverb>{units.any_of(_ADVERBS)})\b",
    re.IGNORECASE,
)
_RATE_BEFORE = re.compile(rf"\b(?P<adverb>{units.any_of(_ADVERBS)})\s(?:\w+\s){{0,3}}\Z", re.IGNORECASE)
YEAR_HAS = {
    "second": 31_536_000.0, "minute": 525_600.0, "hour": 8760.0, "day": 365.0, "week": 365 / 7, "month": 12.0,
    "quarter": 4.0, "year": 1.0,
}  # fmt: skip
"""How many of a period make a year."""

_REACH = 60
_NEAR = 36
"""How far a clause is looked at before its figure, and right behind it, in code points."""
_WORDS = 3
"""How many words before a plain number may tell a change: "rose sharply by 40"."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What its clause says of a figure.

    `direction` is 1 for what rose or is more, -1 for what fell or is less, 0 when nothing is said; `is_level` marks
    where it went ("rose to 40"), not how far. `is_denied` is true for "8% do not". `per` is the period that the figure
    is for; `is_short` marks "nearly 40", which is less than 40.
    """

    direction: int = 0
    is_level: bool = False
    is_denied: bool = False
    per: str = ""
    is_short: bool = False

    @property
    def is_change(self) -> bool:
        """True for how far something went."""
        return self.direction != 0 and not self.is_level


def sense(text: str, start: int, end: int, room: tuple[int, int], *, is_relative: bool) -> Sense:
    """The sense of the figure at `start`..`end`, of its clause between the figures around it (`room`).

    What `is_relative`, a share or a factor, is mostly of a change that its clause tells; any other number only when
    the change stands beside it: "rose by 40", "40 fewer".
    """
    before = text[max(room[0], start - _REACH) : start]
    after = text[end : min(room[1], end + _REACH)]
    begin = max((cut.end() for cut in _CLAUSE.finditer(before)), default=0)
    before_clause = before[begin:]
    stop = _CLAUSE.search(after)
    clause = after[: stop.start()] if stop else after
    return Sense(
        _direction(before_clause if is_relative else " ".join(before_clause.split()[-_WORDS:]), clause),
        _LEVEL.search(before) is not None,
        _NOT.search(clause, 0, _NEAR) is not None,
        _per(before_clause, clause),
        _SHORT.search(before) is not None,
    )


def _direction(before: str, after: str) -> int:
    nearest = _AFTER.match(after) or max(_BEFORE.finditer(before), key=lambda one: one.start(), default=None)
    return 0 if nearest is None else 1 if nearest["up"] else -1


def _per(before: str, after: str) -> str:
    found = _RATE.search(after, 0, _NEAR)
    if found is not None:
        return found["period"].lower() if found["period"] else _ADVERBS[found["adverb"].lower()]
    ahead = _RATE_BEFORE.search(before)
    return _ADVERBS[ahead["adverb"].lower()] if ahead else ""


def opposed(one: Sense, other: Sense) -> bool:
    """True when one went up and the other down, or when one is how far it went and the other where to."""
    if one.direction * other.direction < 0:
        return True
    return bool(one.direction and other.direction) and one.is_level != other.is_level
