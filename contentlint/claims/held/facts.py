"""What a post says of the facts of the ledger, and whether it agrees.

The figures are those that are compared across posts (`claims.agreement`): with roots of words around them, and marks of
what narrows them. A figure is of a fact when the subject is named for it, the words of the fact stand near it, and
nothing narrows it that the fact does not have.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import agreement
from contentlint.claims.agreement import Value
from contentlint.claims.agreement.contexts import SMALL, marks, root
from contentlint.claims.held import amounts
from contentlint.claims.held.named import names_of
from contentlint.claims.held.values import agrees as is_equal
from contentlint.claims.held.values import scaled
from contentlint.claims.units import Unit
from contentlint.claims.units import units as units_of
from contentlint.guard.records import dataclass, replace
from contentlint.ledger import Day, Fact, Ledger
from contentlint.ledger import values as written
from contentlint.post.post import Post
from contentlint.text.rates import Rate
from contentlint.text.spans import Span
from contentlint.text.tense import nearest

_NARROWS = frozenset("group order season deal change past plan suppose quote doubt compare".split())
"""Groups of marks that, near a figure, make it one of something else, or of another time."""
_NARROWS_ALL = frozenset("deal suppose quote".split())
"""Those that do so from anywhere in the sentence."""
_NARROWS_FORMER = frozenset("past quote compare change deal".split())
"""Those that do so to a value that is a former one of the fact to the digit: little else can be meant."""
_NOT_OF_DAYS = frozenset("past order".split())
"""What happened on a day is told in the past, and "next year's" day has a year of its own."""
_NO_FORECAST = "plan:plan"
"""A plan that somebody can subscribe to."""
_OF_BOUNDS = frozenset((_NO_FORECAST, "compare:mor", "compare:les", "compare:than", "change:up"))
"""Words of a bound: "no more than 300", "up to six"."""
_TIMES = 5.0
"""How many times as large a value may be of which nothing but its kind says that it is of the fact."""
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_MONEY, _COUNT, _DAYS = "money:", "#", ("year", "day")
_EVENTS = {
    "released": "released-words",
    "retired": "retired-words",
    "renamed": "renamed-words",
    "merged": "renamed-words",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A value that a post gives for a fact: as it is written, where, and whether it agrees."""

    fact: Fact
    text: str
    span: Span
    line: int
    agrees: bool
    was: str = ""
    """The former value of the fact that it is, as the ledger has that; "" for any other."""
    unit: str = ""
    """What the post has behind it that belongs to it: " per 1K tokens", "/month"."""

    @property
    def shown(self) -> str:
        """The value with its unit, for a message."""
        return self.text + self.unit


def said(post: Post, ledger: Ledger, lists: Lexicon, today: dt.date) -> tuple[Said, ...]:
    """The values that a post gives for facts of the ledger, in order."""
    key = ("ledger-said", id(ledger), id(lists), today)
    return post.fact(key, lambda p: tuple(_said(p, ledger, lists, today)))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a figure stands: its unit, where it begins there, where the name of its subject ends (-1: elsewhere), and
    for how many of something an amount is, and the fact of which one of a pair of amounts is."""

    unit: Unit
    start: int
    end: int
    rate: Rate | None = None
    paired: Fact | None = None


def _said(post: Post, ledger: Ledger, lists: Lexicon, today: dt.date) -> Iterator[Said]:
    names = names_of(post, ledger, lists, today)
    if not any(ledger.by_name[name].facts for name in names.subjects):
        return
    units = units_of(post, lists)
    found: list[tuple[int, Said]] = []
    for mention in agreement.with_listed(post, lists):
        unit = units[mention.unit]
        start = _offset(unit, mention.span)
        amount = amounts.amount(unit, start) if mention.what.startswith(_MONEY) else None
        if mention.listed and (amount is None or amount.rate is None):
            continue
        is_day = mention.what in _DAYS
        subject, end = names.subject_of(mention.unit, start, unit)
        is_far = not subject
        subject = subject or names.last_named(mention.unit)
        facts = ledger.by_name[subject].facts if subject else ()
        rate, paired = (amount.rate, amounts.paired(facts, amount, unit)) if amount is not None else (None, None)
        place = _Place(unit, start, end, rate, paired)
        if start < end and _is_compared(unit, start, end):
            continue
        fitting = [fact for fact in facts if _is_of(fact, mention, place, lists)]
        if is_far:
            fitting = [fact for fact in fitting if _is_by_words(fact, mention)]
        if amount is not None and len(fitting) > 1:
            fitting = amounts.meant(fitting, amount, unit)
        former = (
            None if fitting or is_far else next((fact for fact in facts if _was_of(fact, facts, mention, place)), None)
        )
        if former:
            fitting = [former]
        verdicts = [(fact, agrees) for fact in fitting if (agrees := _agrees(fact, mention, place.rate)) is not None]
        if not verdicts:
            continue
        # Of several facts that it may be of, the one with which it agrees.
        fact, agrees = next((one for one in verdicts if one[1]), verdicts[0])
        was = "" if agrees else next((one for one in fact.was if _agrees_with(one, fact, mention, place.rate)), "")
        is_by_name = end >= 0 or unit.kind == "row" or (_POINTS_BACK.search(unit.text) and not is_far)
        if (is_far and not was) or (was and not is_by_name and _names_another(fact, mention)):
            continue
        # What happened on a day is told in the past.
        narrows = _NARROWS - _NOT_OF_DAYS if is_day else _NARROWS_FORMER if was else _NARROWS
        if _is_narrowed(mention, narrows) or (not is_day and _is_past(unit, start)):
            continue
        is_sure = is_day or not _is_doubtful(fact, mention, place, unit)
        if not agrees and not was and (len(verdicts) > 1 or not is_sure):
            continue
        of = amounts.unit_behind(unit, start, amount)
        found.append((mention.unit, Said(fact, mention.text, mention.span, mention.line, agrees, was, of)))
    values: dict[object, set[str]] = {}
    right: set[object] = set()
    for at, one in found:
        values.setdefault((at, one.fact.key), set()).add(one.text)
        if one.agrees:
            right.add((at, one.fact.key))
    for at, one in found:
        # A sentence or row with several values has one for each of several plans, or knows that there are two.
        key = at, one.fact.key
        if one.agrees or (one.was and key not in right) or len(values[key]) == 1:
            yield one


def _offset(unit: Unit, span: Span) -> int:
    """Where the source of a span stands in the text of its unit."""
    for at, prose, from_, length in unit.pieces:
        first = prose.span(from_, from_ + length) if length else span
        if first.start <= span.start < first.end:
            for offset in range(length):
                if prose.span(from_ + offset, from_ + offset + 1).start >= span.start:
                    return at + offset
    return 0


def _is_narrowed(mention: agreement.Mention, narrows: frozenset[str]) -> bool:
    own = _OF_BOUNDS if mention.value.bound != "exact" else frozenset((_NO_FORECAST,))
    near = {mark.partition(":")[0] for mark in mention.clause.marks - own}
    wide = {mark.partition(":")[0] for mark in mention.sentence.marks}
    return not near.isdisjoint(narrows) or not wide.isdisjoint(_NARROWS_ALL & narrows)


_MULTIPLES = re.compile(r"\b(?:twice|double|triple|half|times)\b", re.IGNORECASE)


def _is_compared(unit: Unit, start: int, end: int) -> bool:
    """True for a figure that is held against what is named behind it: "$20, twice the price of Kettle Cloud"."""
    text = unit.text[start:end]
    is_told = any("compare" in marks().get(word.lower(), ()) for word in _WORD.findall(text))
    return is_told or _MULTIPLES.search(text) is not None


def _is_past(unit: Unit, start: int) -> bool:
    """True for a figure that is told of then."""
    before = re.split(r"[;:()–—|]|,\s", unit.text[max(0, start - 160) : start])[-1]
    return nearest(before, "") == "past"


@lru_cache(maxsize=1 << 12)
def _statement(fact: Fact) -> agreement.Mention | None:
    """The fact as a figure of a text, so that both are compared by the same means."""
    of = f"{fact.what or fact.kind} of {fact.subject}"
    post = Post("fact.md", f"The {of} is {fact.value}.")
    found = agreement.mentions(post, _NO_LISTS)
    return found[-1 if written.rate(fact.value) is None else 0] if found else None


_NO_LISTS = Lexicon({})


def _is_of(fact: Fact, mention: agreement.Mention, place: _Place, lists: Lexicon) -> bool:
    """True for a figure of the kind of a fact, the words of the fact near it, and valid where the fact is."""
    unit = place.unit
    if fact.kind == "date":
        is_here = mention.what in _DAYS and unit.kind not in ("front-matter", "heading", "row")
        return is_here and _is_event(fact, place, lists) and _is_where(fact, mention, unit)
    figure = written.figure(fact.kind, fact.value)
    own = _statement(fact)
    if figure is None or own is None or own.what != mention.what:
        return False
    per = {mark for mark in mention.clause.marks if mark.startswith("per:")}
    if figure.per and per and f"per:{figure.per}" not in per:
        return False
    if per and not figure.per and fact.kind == "price":
        return False
    rate = written.rate(fact.value)
    if (rate is None) != (place.rate is None) or (rate and place.rate and not rate.is_of(place.rate)):
        return False
    if mention.what == _COUNT and mention.noun.isdisjoint(own.noun) and (mention.noun or not fact.what):
        return False
    is_told = fact is place.paired if place.paired else _is_told(fact, mention, unit, bool(figure.per and per))
    return is_told and _is_where(fact, mention, unit)


_PRICED = re.compile(
    r"(?:\b(?:is|are|costs?|at|pay|paying|of|only|just|now|currently|still|from)|[:=(|–—]|\A)\s*\Z", re.IGNORECASE
)
"""What stands before an amount that is the price of something."""


_POINTS_BACK = re.compile(r"\b(?:it|its|it's|they|their|them|there)\b", re.IGNORECASE)
"""What a sentence has that goes on about the subject of the one before."""


def _was_of(fact: Fact, facts: Sequence[Fact], mention: agreement.Mention, place: _Place) -> bool:
    """True for what was a value of the fact to the digit, of its kind and for what it was valid: where the subject is
    named for it, no words of the fact need stand near, unless another of its facts is of the kind."""
    unit, own, rate = place.unit, _statement(fact), written.rate(fact.value)
    if fact.kind == "date" or own is None or own.what != mention.what or place.paired is not None:
        return False
    if mention.value.bound != "exact" and not _is_limit(fact, mention.value):
        return False
    if place.end < 0 and unit.kind != "row" and not _POINTS_BACK.search(unit.text):
        return False
    if (rate is None) != (place.rate is None) or (rate and place.rate and not rate.is_of(place.rate)):
        return False
    if mention.what == _COUNT and mention.noun.isdisjoint(own.noun):
        return False
    per = {mark.partition(":")[2] for mark in mention.clause.marks if mark.startswith("per:")}
    of = {figure.per for one in fact.was if (figure := written.figure(fact.kind, one))}
    if per and per.isdisjoint(of):
        return False
    is_money = mention.what.startswith(_MONEY)
    if is_money and not per and not _PRICED.search(unit.text, max(0, place.start - 20), place.start):
        return False
    alike = sum(one.what == own.what for one in map(_statement, facts) if one is not None)
    words = mention.sentence.words | mention.heading.words | {root(word) for word in _WORD.findall(mention.label)}
    if alike > 1 and amounts.wanted(fact).isdisjoint(words):
        return False
    if not _is_where(fact, mention, unit) or not any(_agrees_with(one, fact, mention, rate) for one in fact.was):
        return False
    told_today = (Value.of(figure) for figure in unit.figures)
    return not any(value.what == own.value.what and is_equal(own.value, value) for value in told_today)


def _is_limit(fact: Fact, told: Value) -> bool:
    """True for the most of something, told as such: "up to 500"."""
    return fact.kind == "limit" and told.bound == "at-most"


def _is_by_words(fact: Fact, mention: agreement.Mention) -> bool:
    """True where the sentence or row of a figure has all words that the ledger has for what it is."""
    own = mention.sentence.words | {root(word) for word in _WORD.findall(mention.label)}
    wanted = amounts.wanted(fact)
    return bool(wanted) and wanted <= own


def _is_told(fact: Fact, mention: agreement.Mention, unit: Unit, has_period: bool) -> bool:
    """Whether the words around a figure say that it is what the fact is about."""
    near = mention.clause.words | {root(word) for word in _WORD.findall(mention.label)}
    wide = near | mention.sentence.words | mention.heading.words
    if unit.kind == "row":
        near = near | mention.sentence.words
    wanted = amounts.wanted(fact)
    if wanted:
        return wanted <= wide and not wanted.isdisjoint(near | mention.sentence.words)
    if fact.kind == "price":
        return has_period or "price" in mention.clause.measures or "price" in mention.heading.measures
    return fact.kind in ("limit", "count") or "limit" in mention.clause.measures


_LINK = (
    "which|that|was|were|is|has been|had been|officially|first|originally|finally|initially|itself|in preview|"
    "to the public|s"
)
_AFTER = re.compile(rf"\W*(?:(?:{_LINK})\b\W*)*")
_WITHIN = re.compile(r"\b(?:in|within|of|for|on|to|with|by|from|inside|through) (?:the )?$")
_ALONE = re.compile(r"(?:'s)?(?:\W*$|\W*[^\w\s'’-]|\s(?:in|on|at|as|back|this|last|early|late|with|for|to|and|by)\b)")
_IS_ON = re.compile(
    r"(?: (?:is|will be|falls on|comes on|is set for|is on))? ?[:–—-]? ?(?:on )?(?:the )?(?:[A-Z][a-z]{2,5}day,? )?"
)
"""What stands between an event and its day."""
_BEFORE = re.compile(r"\W*(?:the |its |their |their new |the new |its new )?")


def _is_event(fact: Fact, place: _Place, lists: Lexicon) -> bool:
    """Whether a day is told of what the fact says happened to its very subject: not of "Kettle 5 lids"."""
    text, end = place.unit.text, place.end
    if end > place.start:
        return False
    if fact.what in _EVENTS:
        found = [(one.start, one.end) for one in lists.finditer(_EVENTS[fact.what], text)]
    else:
        wanted = {root(word) for word in _WORD.findall(fact.what) if word.lower() not in SMALL}
        found = [word.span() for word in _WORD.finditer(text) if root(word.group()) in wanted]
        if end < 0:  # "… The next race day is 9 May"
            named = {root(text[first:last]) for first, last in found if last <= place.start}
            return named == wanted and _IS_ON.fullmatch(text, max(last for _, last in found), place.start) is not None
    if end < 0:
        return False
    begin = text.rfind(" ", 0, max(0, end - len(fact.subject))) + 1
    for first, last in found:
        if first >= end and _AFTER.fullmatch(text, end, first) and last <= place.start:
            return not _WITHIN.search(text[:begin])  # "a section within X launched"
        if last <= begin and _BEFORE.fullmatch(text, last, begin):
            return _ALONE.match(text, end) is not None  # not "announced Kettle 5 support"
    return False


def _is_where(fact: Fact, mention: agreement.Mention, unit: Unit) -> bool:
    """Whether it is of the plan and country of the fact, where that is for some only."""
    around = " ".join((unit.text, mention.label, *unit.headings[:2], unit.intro)).lower()
    for names in (fact.plans, fact.countries):
        if names and not any(re.search(rf"(?<![\w+]){re.escape(name.lower())}(?![\w+])", around) for name in names):
            return False
    own = {root(word) for word in _WORD.findall(f"{fact.subject} {' '.join(fact.plans)} {fact.what}")}
    tiers = {mark.partition(":")[2] for mark in mention.clause.marks if mark.startswith("tier:")}
    return tiers <= own


def _agrees(fact: Fact, mention: agreement.Mention, rate: Rate | None) -> bool | None:
    """Whether a value is one of the fact; None where that can't be told."""
    found = [_agrees_with(value, fact, mention, rate) for value in (fact.value, *fact.others)]
    return None if found[0] is None else any(found)


def _agrees_with(value: str, fact: Fact, mention: agreement.Mention, rate: Rate | None) -> bool | None:
    if fact.kind == "date":
        mine, theirs = written.day_of(value), _day(mention)
        if mine is None or theirs is None:
            return None
        pairs = ((mine.year, theirs.year), (mine.month, theirs.month), (mine.day, theirs.day))
        return all(a == b for a, b in pairs if a and b)
    figure = written.figure(fact.kind, value)
    if figure is None:
        return None
    told = replace(mention.value, bound="exact") if _is_limit(fact, mention.value) else mention.value
    return is_equal(Value.of(figure), _as_told_for(value, told, rate))


def _as_told_for(value: str, told: Value, rate: Rate | None) -> Value:
    """A value of a post, for as many of something as one of the ledger is for."""
    own = written.rate(value)
    return scaled(told, own.number / rate.number) if own is not None and rate is not None else told


def _day(mention: agreement.Mention) -> Day | None:
    day = written.day_of(mention.text)
    if day is not None or mention.what != "day":
        return day
    month, number = divmod(int(mention.value.low), 100)
    return Day(0, month, number)


def _is_doubtful(fact: Fact, mention: agreement.Mention, place: _Place, unit: Unit) -> bool:
    """True for another value that is hardly of the fact: far off, of a plan that the fact does not know, or of
    something else that the sentence names."""
    if not fact.what and _is_far(fact, mention, place.rate):
        return True
    known = _known(fact)
    if not fact.plans and unit.label and unit.label[0].isupper():
        of_label = {root(word) for word in _WORD.findall(unit.label)}
        if of_label.isdisjoint(known) and "price" not in mention.clause.measures:
            return True
    if unit.kind == "row" and not fact.plans and not place.paired and len(_PRICES.findall(unit.text)) > 1:
        # One for each of several things, unless the column says of which.
        column = {root(word) for word in _WORD.findall(unit.column(place.start))}
        if not fact.what or not amounts.wanted(fact) <= column:
            return True
    if place.end >= 0:
        kind = _KIND.match(unit.text, place.end) if unit.kind == "row" else None
        return kind is not None and not {root(word) for word in _WORD.findall(kind.group())} <= known
    owners = (
        found[1] for plan in fact.plans for found in re.finditer(rf"([A-Z][\w.]+) {re.escape(plan)}\b", unit.text)
    )
    if any(root(owner) not in known for owner in owners):  # "Teapot Pro", below a heading of something else
        return True
    if fact.kind == "price" and not fact.plans and "price" not in mention.clause.measures:
        return True
    return _names_another(fact, mention)


def _names_another(fact: Fact, mention: agreement.Mention) -> bool:
    """True where the sentence has a name that the fact does not have."""
    return not mention.sentence.names <= _known(fact)


def _known(fact: Fact) -> frozenset[str]:
    """The roots of the words of a fact."""
    words = " ".join((fact.subject, fact.what, *fact.plans, *fact.countries))
    return frozenset(root(word) for word in _WORD.findall(words))


_KIND = re.compile(r"\W{0,4}\([^()|]*[A-Za-z]{3}[^()|]*\)")
"""What a table says of which of the subject's kinds a row is: "Kettle 5 (with lid)"."""
_PRICES = re.compile(r"[$€£¥₹] ?\d|\d ?(?:USD|EUR|GBP)\b")


def _is_far(fact: Fact, mention: agreement.Mention, rate: Rate | None) -> bool:
    own = _statement(fact)
    told = _as_told_for(fact.value, mention.value, rate)
    low, high = sorted((own.value.low, told.low)) if own else (0.0, 0.0)
    return not 0 < high <= _TIMES * low
