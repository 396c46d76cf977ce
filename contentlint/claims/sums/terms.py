"""The figures of a stretch of text with their kinds, rates and places: what sums can be made of.

A stretch is the text of one section: its sentences and items as one row of words and marks, in which each figure is a
token of its own. What a figure is worth is left to `model.Amount`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import groupby

from contentlint.claims.sums.model import Amount
from contentlint.claims.sums.passages import may_have_two, passage
from contentlint.claims.units import Unit
from contentlint.guard.records import dataclass, replace
from contentlint.text import forms
from contentlint.text.figures import Figure
from contentlint.text.forms import Bound

_TOKEN = re.compile(r"\{[A-Za-z]\d+\}|[^\W\d_]+(?:'[^\W\d_]+)?|\w+|[^\w\s]")
SENTENCE, ITEM, BLOCK = "‖", "•", "¶"
"""What stands between two sentences, before an item of a list, and between two paragraphs."""

_MOST = 60
"""Units of a section that are looked at together."""
_FEW, _DENSE = 40, 5
"""Figures, and words to a figure at least, beyond which a section holds data rather than sentences."""
TIMES = {
    "second": "second", "minute": "minute", "min": "minute", "hour": "hour", "hr": "hour", "h": "hour",
    "day": "day", "night": "day", "week": "week", "wk": "week", "fortnight": "fortnight",
    "month": "month", "mo": "month", "quarter": "quarter", "year": "year", "yr": "year", "annum": "year",
}  # fmt: skip
_ADVERBS = {
    "hourly": "hour", "daily": "day", "nightly": "day", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year", "annual": "year",
}  # fmt: skip
_EACH = frozenset(("each", "apiece"))
_A_PIECE, _AT_ONCE = frozenset(("piece", "head", "pop", "person")), frozenset(("time", "go", "lot", "bit", "few"))
_PER = frozenset(("a", "an", "per", "each", "every", "/"))
_PLURAL = {**{f"{word}s": unit for word, unit in TIMES.items() if len(word) > 2}, **TIMES, **_ADVERBS}
_REACH = 12
"""Tokens before and after a figure in which the time it is for may stand."""

_AHEAD = 6
"""Tokens before a figure in which "each shelf" may stand."""
_HEAD = 14
"""Tokens before a figure in which "every month" may stand."""


@dataclass(frozen=True, slots=True)
class Term:
    """A figure of a stretch. `at` is its token, `sentence` and `block` count from the start of the stretch, `per` is
    what it is for ("month", "each", "seat"; empty if not said), `row` says that it is of a table, and `times` has the
    periods named around it."""

    amount: Amount
    letter: str
    exact: bool
    at: int
    sentence: int
    block: int
    item: bool
    row: bool
    per: str
    times: frozenset[str]

    @property
    def value(self) -> float:
        """What it says."""
        return self.amount.value

    @property
    def noun(self) -> str:
        """What it counts, in the singular as far as an "s" tells."""
        noun = self.amount.figure.noun
        return noun[:-1] if noun.endswith("s") and len(noun) > 3 else noun

    @property
    def unit(self) -> str:
        """Its unit, normalised."""
        return "day" if self.amount.figure.unit == "night" else self.amount.figure.unit

    @property
    def is_bare(self) -> bool:
        """Whether it does not say what it counts: "it took 36 hours, and now it is 12"."""
        noun = self.amount.figure.noun
        return self.letter == "C" and not (noun in forms.PLURALS or (noun.endswith("s") and "'" not in noun))

    def is_like(self, other: Term) -> bool:
        """Whether both may be added and compared: one kind, and one unit or units of time."""
        if self.letter != other.letter:
            return False
        return self.letter not in "MQ" or self.unit == other.unit


@dataclass(frozen=True)
class Stretch:
    """The words of one section, and its figures in order."""

    tokens: tuple[str, ...]
    terms: tuple[Term, ...]

    @cached_property
    def memo(self) -> dict[tuple[int | str, ...], frozenset[str]]:
        """What `signals` has seen of its figures."""
        return {}

    @cached_property
    def places(self) -> dict[int, Term]:
        """The terms by their tokens."""
        return {term.at: term for term in self.terms}


def stretches(units: Sequence[Unit]) -> Iterator[Stretch]:
    """The stretches of a post that have two figures or more. Of tables those with one figure a row belong to them, as
    lists do."""
    units = [unit for unit in units if not unit.quoted and (unit.kind != "row" or _is_plain(unit))]
    for (_, front), group in groupby(units, key=lambda unit: (unit.section, unit.kind == "front-matter")):
        own = list(group)
        if front:
            yield from (made for unit in own if (made := _stretch([unit])))
            continue
        for start in range(0, len(own), _MOST):
            if made := _stretch(own[start : start + _MOST]):
                yield made


def _is_plain(row: Unit) -> bool:
    """Whether a row of a table is a name and a number."""
    return len(row.cells) == 2 and len(row.figures) == 1


def _stretch(units: Sequence[Unit]) -> Stretch | None:
    if not any(unit.text.count(" ") > 1 or any(c.isdigit() for c in unit.text) for unit in units):
        return None
    if not may_have_two(units) or len((together := passage(units)).amounts) < 2:
        return None
    tokens: list[str] = []
    found: list[tuple[Amount, str, int, int, int]] = []
    sentence = block = 0
    for token in _TOKEN.findall(together.skeleton):
        if token == SENTENCE and sentence + 1 < len(units):
            one, two = units[sentence], units[sentence + 1]
            sentence += 1
            if one.block != two.block or one.block < 0 or two.kind == "row":
                block += 1
                token = ITEM if two.kind in ("item", "row") else BLOCK
        if token[0] == "{" and len(token) > 2:
            amount = together.amounts[int(token[2:-1])]
            if math.isfinite(amount.value):
                found.append((amount, token[1], len(tokens), sentence, block))
            token = f"{{{token[1].upper()}}}"
        tokens.append(token)
    row = tuple(tokens)
    terms = [_term(row, amount, letter, at, place, part) for amount, letter, at, place, part in found]
    terms = list(_joined(row, _with_units(row, [half for term in terms for half in _halves(term)])))
    has_percents = any(term.letter == "P" for term in terms)
    terms = [_of_kind(term, has_percents) for term in terms]
    is_data = len(terms) > _FEW and _DENSE * len(terms) > len(row)
    return Stretch(row, tuple(terms)) if len(terms) > 1 and not is_data else None


def _of_kind(term: Term, percents: bool) -> Term:
    """ "50 times" in a row of numbers counts, and so many points are those of percentages where there are any."""
    figure = term.amount.figure
    if term.letter == "X" and figure.text.endswith("times") and figure.low > 10:
        return replace(term, amount=Amount(replace(figure, noun="times"), term.amount.unit, "C"), letter="C")
    if term.letter == "C" and percents and figure.noun in ("points", "point"):
        return replace(term, amount=Amount(figure, term.amount.unit, "O"), letter="O")
    if term.letter == "Q" and figure.unit in _SPEEDS:
        unit, per = _SPEEDS[figure.unit]
        return replace(term, amount=Amount(replace(figure, unit=unit), term.amount.unit, "Q"), per=per)
    return term


_SPEEDS = {"km/h": ("km", "hour"), "mph": ("mile", "hour"), "m/s": ("m", "second")}
"""Units that are rates."""
_BOUNDS: dict[str, Bound] = {
    "almost": "approx", "nearly": "approx", "about": "approx", "roughly": "approx", "around": "approx",
    "practically": "approx", "virtually": "approx", "approximately": "approx", "close": "approx",
    "than": "more-than", "over": "more-than", "least": "at-least", "barely": "approx", "quite": "approx",
}  # fmt: skip
"""Words before "doubled" or "a third" that say how exactly it is meant."""


def _term(row: tuple[str, ...], amount: Amount, letter: str, at: int, sentence: int, block: int) -> Term:
    if letter.upper() == "Z" and amount.figure.kind == "ordinal" and amount.figure.text[:1].isalnum():
        letter = "R"
    if letter.upper() in "XF" and amount.figure.bound == "exact":
        bound: Bound = next((_BOUNDS[word] for word in row[max(0, at - 3) : at][::-1] if word in _BOUNDS), "exact")
        amount = Amount(replace(amount.figure, bound=bound), amount.unit, amount.letter)
        letter = letter if bound == "exact" else letter.lower()
    return Term(
        amount, letter.upper(), letter.isupper() or letter == "b", at, sentence, block,
        amount.unit.is_list, amount.unit.kind == "row",
        _per(row, at, amount.figure), _times(row, at),
    )  # fmt: skip


def _per(row: tuple[str, ...], at: int, figure: Figure) -> str:
    if figure.per:
        return "day" if figure.per == "night" else figure.per
    words = row[at + 1 : at + 6]
    for n, word in enumerate(words):
        if word[0] in "{‖•¶,;:(" and not (word == "(" and n == 0):
            break
        if word in _EACH and (n + 1 >= len(words) or words[n + 1] not in TIMES):
            return "each"
        if word in _ADVERBS:
            return _ADVERBS[word]
        if word == "for" and n == 0 and words[1:2] in (("a",), ("an",), ("one",)) and figure.kind in ("money", "count"):
            after, end = (*words[2:4], "", "")[:2]
            if after.isalpha() and after not in TIMES and not figure.noun and end in ("", ",", ".", ";", ")", SENTENCE):
                return after
        if word in _PER and n + 1 < len(words):
            after = words[n + 1]
            if after in TIMES:
                return TIMES[after]
            if after in ("single", "working", "full") and n + 2 < len(words) and words[n + 2] in TIMES:
                return TIMES[words[n + 2]]
            if word in ("per", "each", "every", "/") and after.isalpha():
                return after
            if n == 0 and figure.kind in ("money", "quantity") and after.isalpha() and after not in _AT_ONCE:
                return "each" if after in _A_PIECE else after
        if (
            word == "to"
            and n == 0
            and figure.kind == "quantity"
            and words[1:2] in (("the",), ("a",))
            and len(words) > 2
        ):
            return words[2]
    before = row[max(0, at - 3) : at]
    return next((_ADVERBS[word] for word in before if word in _ADVERBS), "") or _every(row, at) or _ahead(row, at)


def _ahead(row: tuple[str, ...], at: int) -> str:
    """ "Each shelf needs 1.2 metres", "which makes each class $15": what a figure is for, told before it."""
    for place in range(at - 2, max(-1, at - _AHEAD), -1):
        if row[place][0] in "{‖•¶,;:(":
            return ""
        if row[place] in ("each", "every", "per") and row[place + 1].isalpha() and row[place + 1] not in ("of", "time"):
            return TIMES.get(row[place + 1], row[place + 1])
    return ""


def _every(row: tuple[str, ...], at: int) -> str:
    """ "Every quarter, clients pay us $4,500": the period at the head of the sentence, with no figure between."""
    for place in range(at - 1, max(-1, at - _HEAD), -1):
        if row[place][0] in "{‖•¶":
            return ""
        is_head = place == 0 or row[place - 1][0] in "‖•¶"
        if is_head and row[place] in ("every", "each") and row[place + 1] in TIMES:
            return TIMES[row[place + 1]]
    return ""


def _times(row: tuple[str, ...], at: int) -> frozenset[str]:
    """The periods named in the sentence around a figure, up to the next figure on either side."""
    found = set()
    for step in (1, -1):
        place = at + step
        while (
            0 <= place < len(row) and abs(place - at) <= _REACH and (row[place] == "{Z}" or row[place][0] not in "{‖•¶")
        ):
            if row[place] in _PLURAL:
                found.add(_PLURAL[row[place]])
            place += step
    return frozenset(found)


def _halves(term: Term) -> Iterator[Term]:
    """The two years of "1998–2015"; any other term as it is."""
    figure = term.amount.figure
    if term.letter != "B" or figure.low == figure.high or figure.text[-1:] == "s":
        yield term
        return
    for value in (figure.low, figure.high):
        half = replace(figure, low=value, high=value, kind="year", decimals=1.0)
        yield replace(term, amount=Amount(half, term.amount.unit, "Y"), letter="Y", exact=True)


_LISTED = frozenset((",", "and", "or", "&", "then", "to"))


def _with_units(row: tuple[str, ...], terms: list[Term]) -> list[Term]:
    """Bare numbers of a list take the unit that stands behind the last: "4, 6 and 8 knots"."""
    made = list(terms)
    for n in range(len(made) - 2, -1, -1):
        one, two = made[n], made[n + 1]
        between = row[one.at + 1 : two.at]
        is_listed = 0 < len(between) <= 2 and all(word in _LISTED for word in between)
        has_unit = two.letter in "DQP" or (two.letter == "M" and two.amount.text[-1:].isalpha())
        if one.letter == "C" and not one.noun and is_listed and has_unit:
            figure = replace(one.amount.figure, unit=two.amount.figure.unit)
            made[n] = replace(one, amount=Amount(figure, one.amount.unit, two.letter), letter=two.letter)
    return made


_SMALLER = {"year": ("month", 12), "week": ("day", 7), "day": ("hour", 24), "hour": ("minute", 60),
            "minute": ("second", 60), "month": ("day", 30)}  # fmt: skip


def _joined(row: tuple[str, ...], terms: list[Term]) -> Iterator[Term]:
    """ "2 hours 15 minutes" is one stretch of time, and so is "two hours and a quarter"."""
    skip = -1
    for n, one in enumerate(terms):
        if n == skip:
            continue
        two = terms[n + 1] if n + 1 < len(terms) else None
        joined = two and _compound(row, one, two)
        if joined:
            skip = n + 1
            yield joined
        else:
            yield one


def _compound(row: tuple[str, ...], one: Term, two: Term) -> Term | None:
    between = row[one.at + 1 : two.at]
    if one.letter != "D" or one.unit not in _SMALLER or between not in ((), ("and",), (",",), (",", "and")):
        return None
    if one.amount.unit is not two.amount.unit:
        return None
    smaller, number = _SMALLER[one.unit]
    value = 0.0
    if two.letter == "D" and two.unit == smaller and two.value < number:
        value, step = two.value / number, 1 / number
    elif two.letter == "F" and between == ("and",) and two.value < 1 and one.unit != "year":
        value, step = two.value, 0.25
    if not value:
        return None
    first, last = one.amount.figure, two.amount.figure
    text = one.amount.unit.text[first.start : last.end]
    whole = first.low + value
    figure = replace(first, text=text, end=last.end, low=whole, high=whole, decimals=step)
    return replace(one, amount=Amount(figure, one.amount.unit, "D"), exact=one.exact and two.exact)
