"""Whether a sentence that has an old name speaks of now: a recommendation, a price; or of then: history, a comparison.

Decided by a sum of named signals (`POINTS`), as `post.page_kind` does. Which words say what is in word lists, where
OLDNAME stands for the name that is judged and NEWNAME for the one of today, so that a list can say where its words
stand.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from contentlint.catalog.lexicon import Lexicon
from contentlint.guard.records import dataclass
from contentlint.ledger.model import Name, Role
from contentlint.post.page_kind import Page
from contentlint.text import years
from contentlint.text.tense import nearest

OLD, NEW = "OLDNAME", "NEWNAME"
"""What stands for a name in the text that is searched."""

POINTS = {
    "it says that the name was changed": 6,
    "it says that the thing is no more": 6,
    "it tells of its beginning or its owners": 2,
    "it speaks of leaving it": 5,
    "it compares it with something else": 3,
    "words put it into the past": 3,
    "the name of today stands beside it": 3,
    "what stands for it today is named as well": 1,
    "it is told in the past": 2,
    "it names a year that is over": 1,
    "a year that is over stands right behind it": 1,
    "its heading speaks of what was": 3,
    "the title speaks of what was": 2,
    "the page is a dated entry": 3,
    "it is the title of something else": 3,
    "its column or label tells of the past": 3,
    "it says that it holds today": -2,
    "it is told in the present": -1,
    "it recommends or offers it": -1,
}
"""What speaks for a sentence that tells of the past, and against it."""
_BY_LIST = (
    ("renaming-words", "it says that the name was changed"),
    ("ending-words", "it says that the thing is no more"),
    ("launch-words", "it tells of its beginning or its owners"),
    ("leaving-words", "it speaks of leaving it"),
    ("likening-words", "it compares it with something else"),
    ("earlier-words", "words put it into the past"),
    ("recommending-words", "it recommends or offers it"),
)
_CONTRASTS = frozenset(
    (
        "it compares it with something else",
        "it says that the name was changed",
        "it speaks of leaving it",
        "it says that the thing is no more",
    )
)
HISTORY = 2
"""The sum from which it tells of the past, or compares."""

_NEAR = 200
RECENT = dt.timedelta(days=365)
"""How long nobody minds an old name in a dated entry."""
_CLAUSE_BEGIN = re.compile(
    r"[;:()–—|]|,\s(?:(?:and|but|while|so|because|which|who|where)\b)?|\b(?:while|that|which|who)\s(?!OLDNAME)"
)
_ALSO = re.compile(r"^(?:(?:,|,? (?:and|or)|/) ?(?:OLDNAME|\d[\w.]*))+")
"""More of the kind: "Kettle 2 and 3"."""
_LISTED = re.compile(r"(?:(?:OLDNAME|NEWNAME),? (?:and |or )?)+$")
"""Those before it in a list: "between Kettle 2, Kettle 3 and …"."""
_CLAUSE_END = re.compile(r"[;()–—|]|,\s(?:and|but|while|so|because|which|who)\b|\.\s")
_PART = re.compile(r"[;:()–—|?!]|,\s(?:and|but|while|so)\b|\.\s")
"""Where a part of a sentence ends that says something by itself."""
_OF_IT = re.compile(r"\s*(?:it|they)\b", re.IGNORECASE)
"""What a part begins with that goes on about the name: "if you find one: it was withdrawn"."""

_WAS = re.compile(r"\s*(?:was|were|did|had|could|used to)\b(?!n't)", re.IGNORECASE)
"""What is said of the name itself, whatever stands before it: "faster than OLDNAME was"."""
_OF_YEAR = re.compile(r",? (?:in |of |\()?((?:19|20)\d\d)\b")
_MADE_BY = re.compile(r"\b\w+ed (?:by|with|on) $")
"""What is made by the thing itself: "a help desk powered by OLDNAME"; what makes it past, if it is, is "was"."""
_TO_COME = re.compile(
    r"\b(?:once|when|after|until|if|unless|by the time|as soon as) (?:you|they|we)(?:'ve| have)(?: \w+){1,3} ?$",
    re.IGNORECASE,
)
"""What is told as done, and is still to be done: "once you've passed"."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sum of signals, and their names."""

    score: int
    signals: tuple[str, ...]

    @property
    def is_history(self) -> bool:
        """True for a sentence that tells of the past, or compares: nothing to mend."""
        return self.score >= HISTORY


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with a name of old: `text` has `OLD` and `NEW` for names, `at` is where the judged one begins.

    `heading` and `title` are read likewise; `labels` is what stands above it in its table; `is_work` is True where it
    is part of the title of something that is linked.
    """

    text: str
    at: int
    heading: str = ""
    title: str = ""
    labels: str = ""
    is_work: bool = False


def judge(sentence: Sentence, name: Name, page: Page, lists: Lexicon, today: dt.date) -> Judgement:
    """Whether a sentence speaks of the past."""
    signals = tuple(_signals(sentence, name, page, lists, today))
    return Judgement(sum(POINTS[name] for name in signals), signals)


def _signals(sentence: Sentence, old: Name, page: Page, lists: Lexicon, today: dt.date) -> Iterator[str]:
    text, role = sentence.text, old.role
    said = [
        signal
        for name, signal in _BY_LIST
        if (name != "likening-words" or role != "renamed") and _says(name, sentence, lists)
    ]
    yield from said
    # In "OLD did, NEW does now" the "now" is the other's.
    if _CONTRASTS.isdisjoint(said) and _says("current-words", sentence, lists):
        yield "it says that it holds today"
    if NEW in text:
        yield "the name of today stands beside it" if role == "renamed" else "what stands for it today is named as well"
    if sentence.is_work:
        yield "it is the title of something else"
    if sentence.labels and lists.has("past-labels", sentence.labels):
        yield "its column or label tells of the past"
    yield from _of_time(sentence, today.year)
    yield from _around(sentence, role, lists)
    if page.is_told_entry and page.written is not None and page.written < _right_until(old, today):
        yield "the page is a dated entry"


def _says(name: str, sentence: Sentence, lists: Lexicon) -> bool:
    """True where a term of a list holds the name itself, or stands in its clause: elsewhere it is said of others."""
    text, at = sentence.text, sentence.at
    found = list(lists.finditer(name, text))
    if not found:
        return False
    begin = max((cut.end() for cut in _PART.finditer(text, 0, at)), default=0)
    cut = _PART.search(text, at + len(OLD))
    while cut is not None and _OF_IT.match(text, cut.end()):
        cut = _PART.search(text, cut.end())
    end = cut.start() if cut else len(text)
    return any((one.start <= at < one.end) or (one.start < end and begin < one.end) for one in found)


def _right_until(old: Name, today: dt.date) -> dt.date:
    """The day until which nobody minds the name in a dated entry."""
    return old.day.first if old.day is not None else today - RECENT


def _of_time(sentence: Sentence, this_year: int) -> Iterator[str]:
    """What verbs and years say."""
    text, at = sentence.text, sentence.at
    before = _MADE_BY.sub("", _CLAUSE_BEGIN.split(_LISTED.sub("", text[max(0, at - _NEAR) : at]))[-1])
    after = _CLAUSE_END.split(_ALSO.sub("", text[at + len(OLD) : at + len(OLD) + _NEAR]))[0]
    is_over = _WAS.match(after) is not None
    tense = "past" if is_over else "" if _TO_COME.search(before) else nearest(before, after)
    if tense == "past":
        yield "it is told in the past"
    elif tense == "now":
        yield "it is told in the present"
    if tense != "now" and any(place.year < this_year for place in years.years(text)):
        yield "it names a year that is over"
        if (of := _OF_YEAR.match(text, at + len(OLD))) and int(of[1]) < this_year:
            yield "a year that is over stands right behind it"


def _around(sentence: Sentence, role: Role, lists: Lexicon) -> Iterator[str]:
    """What the heading and the title say."""
    if sentence.heading and _tells_of_past(sentence.heading, role, lists):
        yield "its heading speaks of what was"
    elif OLD in sentence.title and _tells_of_past(sentence.title, role, lists):
        yield "the title speaks of what was"


def _tells_of_past(text: str, role: Role, lists: Lexicon) -> bool:
    if lists.has("history-headings", text):
        return True
    return OLD in text and (
        any(lists.has(name, text) for name in ("renaming-words", "ending-words", "leaving-words"))
        or (NEW in text and role != "superseded")
        or (NEW in text and lists.has("likening-words", text))
    )
