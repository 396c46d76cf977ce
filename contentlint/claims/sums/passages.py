"""A passage as a skeleton: each figure is a mark that tells its kind, so that patterns read words and kinds of figures.

"Of 40 teams, 30 (60%) finished" becomes "of {C0} teams, {C1} ({P2}) finished". A figure that is not meant exactly
("about 40", "40 to 50", "over 40") has a small letter, which no pattern looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.sums.model import Amount
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass, replace
from contentlint.text import figures as fig
from contentlint.text.figures import Figure

LETTERS = {
    "percent": "P", "points": "O", "multiplier": "X", "fraction": "F", "money": "M", "count": "C", "quantity": "Q",
    "duration": "D", "year": "Y", "date": "Y", "period": "B", "score": "F",
}  # fmt: skip
"""The letter of each kind of figure; all others are "Z"."""

END = "‖"
"""What stands between two sentences of a skeleton."""

_LOOSE = re.compile(
    r"(?:\b(?:not quite|barely|just (?:over|under|shy of)|(?:a )?(?:little|bit|shade|touch|hair) "
    r"(?:over|under|more than|"
    r"less than)|well (?:over|under)|easily|upwards of|typically|usually|potentially|maybe|perhaps|probably|"
    r"possibly|estimated|say)|[~≈±])\s?\Z",
    re.IGNORECASE,
)
_LOOSE_AFTER = re.compile(
    r"(?:[- ]?ish\b|\s?(?:or so|or more|or less|or thereabouts|and (?:up|counting)|give or take)\b)", re.I
)
_EXACT_PLUS = re.compile(r"\s?(?:\+|plus\b)\s?[$€£¥₹\d]")
_DIGITS = re.compile(r"\d[\d.,]*")
_ADDS_UP = re.compile(r"\badd(?:s|ed|ing)? up to (?:a |just |only |exactly )?\Z", re.IGNORECASE)
_HANDS_OVER = re.compile(
    r"\b(?:hand|fork|turn|pay|sign)(?:s|ed|ing)? over (?:a |just |only |exactly )?\Z", re.IGNORECASE
)
_WENT_UP = re.compile(
    r"\b(?:w[eo]nt|go|goes|going|gone|rose|risen|climbed|grew|jumped|shot|moved|crept|came|is|was|are|were|'s) up to "
    r"(?:a |just |only |exactly )?\Z",
    re.IGNORECASE,
)
_LIST_PRICE = re.compile(r"\b(?:usually|typically|normally) \Z", re.IGNORECASE)
_RUNS_OVER = re.compile(
    r"\b(?:runs?|ran|running|spread|stretch(?:es|ed)?|takes? place|took place|split|shared|paid|meets?|met|held|goes)"
    r" over (?:the )?\Z",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[ -]points?\b")
_FROM = re.compile(r"\bfrom (?:[a-z]+ )?\Z", re.IGNORECASE)
_A_SECOND = re.compile(r"(?:\ba|\bper|\bevery|\beach|/)\s?\Z", re.IGNORECASE)
"""What makes "second" a stretch of time."""
_PLURAL = re.compile(r" ([a-z]{3,}s)\b")
_COUNTS = 20
"""From which number on one before a plural counts, though a word that numbers things stands before it ("each week 120
loaves")."""
_TO = re.compile(r"\sto\s")
_MARK = re.compile(r"<(\w+):([A-Z]+)>")


def pattern(text: str) -> re.Pattern[str]:
    """A pattern over skeletons, in small letters; `<name:CM>` is a figure of one of these kinds."""
    return re.compile(_MARK.sub(r"\\{(?P<\1>[\2]\\d+)\\}", text))


@dataclass(frozen=True, slots=True)
class Passage:
    """Sentences that stand together: those of a paragraph, an item, a heading."""

    skeleton: str
    amounts: tuple[Amount, ...]

    def of(self, match: re.Match[str], *names: str) -> tuple[Amount, ...]:
        """The figures that a pattern has found, by their names."""
        return tuple(self.amounts[int(match[name][1:])] for name in names)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Where the sentences begin and end in the skeleton."""
        start = 0
        for end in (*(m.start() for m in re.finditer(END, self.skeleton)), len(self.skeleton)):
            yield start, end
            start = end + 1

    def between(self, start: int, end: int) -> list[tuple[Amount, int, int, bool]]:
        """The figures in a stretch of the skeleton, with their places there, and whether each is meant exactly."""
        return [
            (self.amounts[int(m.group(2))], m.start(), m.end(), m.group(1).isupper())
            for m in re.compile(r"\{([A-Za-z])(\d+)\}").finditer(self.skeleton, start, end)
        ]


def passage(units: Sequence[Unit]) -> Passage:
    """The passage that sentences make."""
    text = ""
    amounts: list[Amount] = []
    for unit in units:
        text = f"{text.rstrip(' .!?')} {END} " if text else ""
        at = 0
        for figure in _split(unit):
            letter = LETTERS.get(figure.kind, "Z")
            if letter == "Y" and not figure.low:
                letter = "Z"
            points = _POINTS.match(unit.text, figure.end) if letter == "C" and "%" in unit.text else None
            if points:
                letter, end = "O", points.end()
                figure = replace(figure, unit="points", end=end, text=unit.text[figure.start : end])
            if letter != "Z" and not is_whole(unit, figure.start, figure.text):
                letter = "Z"
            text += _plain(unit.text[at : figure.start])
            text += f"{{{letter if _is_exact(figure, unit.text) else letter.lower()}{len(amounts)}}}"
            amounts.append(Amount(figure, unit, letter))
            at = figure.end
        text += _plain(unit.text[at:])
    return Passage(text, tuple(amounts))


def may_have_two(units: Sequence[Unit]) -> bool:
    """Whether a passage of these sentences can have two figures or more, without making it."""
    count = 0
    for unit in units:
        count += len(unit.figures) + any(" to " in figure.text for figure in unit.figures)
        if count > 1 or not _SPOKEN_WORDS.isdisjoint(unit.words):
            return True
    return False


def is_whole(unit: Unit, start: int, written: str) -> bool:
    """Whether a number stands in one piece in the source: that of "10<sup>3</sup>" doesn't."""
    digits = _DIGITS.search(written)
    if digits is None:
        return True
    return len(unit.span(start + digits.start(), start + digits.end())) == len(digits.group())


def _plain(text: str) -> str:
    return text.lower().replace("{", "(").replace("}", ")").replace("‖", "|")


def _is_exact(figure: Figure, text: str) -> bool:
    if figure.kind in ("period", "score"):
        return True
    is_price = figure.kind == "money" and _LIST_PRICE.search(text, max(0, figure.start - 12), figure.start)
    if figure.low != figure.high or (not is_price and _LOOSE.search(text, max(0, figure.start - 24), figure.start)):
        return False
    if _LOOSE_AFTER.match(text, figure.end) or figure.text[:1] in "~≈<>≥≤":
        return False
    if figure.kind == "duration" and figure.bound == "more-than" and text[: figure.start].rstrip() == "Over":
        return True
    if figure.bound == "more-than" and _HANDS_OVER.search(text, max(0, figure.start - 16), figure.start):
        return True
    if figure.bound == "more-than" and _RUNS_OVER.search(text, max(0, figure.start - 24), figure.start):
        return True
    if figure.bound == "at-most" and any(
        one.search(text, max(0, figure.start - 24), figure.start) for one in (_ADDS_UP, _WENT_UP)
    ):
        return True
    return figure.bound == "exact" or (figure.bound == "at-least" and _EXACT_PLUS.match(text, figure.end) is not None)


_SPOKEN = re.compile(
    r"\b(?:(half)(?=[ -]price\b)|(?:(half)|(?<!\d )an? (quarter|third|fifth|tenth))"
    r"(?= (?:off|less|cheaper|lower|dearer|again|more|extra|up|down)\b| ?\(|,? (?:or|so|that is|i\.e\.),? [$€£]?\d)"
    r"|(?:(?<=save )|(?<=saves )|(?<=saved )|(?<=by ))an? (quarter|third|fifth|tenth)"
    r"(?=[,.;:)]| (?:and|in|to|from|since)\b))",
    re.IGNORECASE,
)
_SPOKEN_WORDS = frozenset(("half", "quarter", "third", "fifth", "tenth"))
"""Words of which a share that is told without a number has one."""
_RATING = re.compile(r"\d+\.\d+/(?:5|10|100)")
"""A mark out of so many, and no share: "4.7/5 across 245 reviews"."""
_SHARES = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}


def _split(unit: Unit) -> Iterator[Figure]:
    """The figures of a unit, with shares that are told without a number ("a quarter off"); after "from", a range is two
    figures: "from 40 to 60 sacks"."""
    text, found = unit.text, list(unit.figures)
    for spoken in () if _SPOKEN_WORDS.isdisjoint(unit.words) else _SPOKEN.finditer(text):
        start, end = spoken.span()
        share = _SHARES[next(filter(None, spoken.groups())).lower()]
        found = [one for one in found if one.end <= start or one.start >= end]
        found.append(Figure(spoken[0], start, end, "fraction", share, share))
    for figure in sorted(found, key=lambda one: one.start):
        if _RATING.fullmatch(figure.text):
            continue
        if figure.text == "second" and _A_SECOND.search(text, max(0, figure.start - 8), figure.start):
            continue
        if figure.kind == "enumerator" and figure.low >= _COUNTS and (noun := _PLURAL.match(text, figure.end)):
            figure = replace(figure, kind="count", noun=noun[1], decimals=1.0)
        joined = _TO.search(figure.text)
        before = text[: figure.start]
        if joined is None or figure.kind == "period" or not _FROM.search(before):
            if figure.kind == "money" and figure.bound == "at-least" and _FROM.search(before):
                figure = replace(figure, bound="exact")
            yield figure
            continue
        yield from _ends(figure, text, joined)


def _ends(figure: Figure, text: str, joined: re.Match[str]) -> Iterator[Figure]:
    """The two ends of a range as figures of their own."""
    middle, after = figure.start + joined.start(), figure.start + joined.end()
    ends = (figure.start, middle, figure.low), (after, figure.end, figure.high)
    for start, end, value in ends:
        written = text[start:end]
        alone = fig.find(written.strip())
        unit = alone[0].unit if alone and alone[0].kind == "money" else figure.unit
        step = (alone[0].decimals if alone else 0.0) or 1.0
        yield replace(
            figure, text=written, start=start, end=end, low=value, high=value, unit=unit, decimals=step, bound="exact"
        )
