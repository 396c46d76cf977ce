"""Named things: which words of a post are names, what the post is about, what a heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from contentlint.claims.agreement.words import KINDS, WORD
from contentlint.claims.units import Unit

_INSIDE = re.compile(r"(?<=[a-z0-9,;(] )[A-Z][\w'&+-]*(?:\.[a-z]+)*")
SMALL = frozenset(
    "a an the of in on at to for from by with and or but vs versus against is are it its this that these those my "
    "your our i "
    "we you he she they how what when where why which who as than if do does did can should will be was were not no "
    "all every each most some many any more best top new free here there about after before since until while "
    "because one two three four five six seven eight nine ten first second third last next".split()
)
"""Words that are no part of a name, however they are written."""
_ACRONYMS = frozenset(
    "ai api apis llm llms seo ml nlp us usa uk eu css html http https url pdf faq faqs sql ui ux it hr roi ceo cto rag "
    "gpu cpu ide sdk cli saas b2b b2c kpi pros cons tl dr dr mr ms mrs q1 q2 q3 q4 am pm january february march april "
    "may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
    "english ram psu ssd hdd cost price duration weight questions users".split()
)
"""What is written in capitals and names no single thing."""
_AFTER_NAME = frozenset("review reviews pricing prices coupon explained alternatives".split())
_VERSUS = re.compile(r"\b(?:vs\.?|versus|against|compared|comparison|or|alternatives?|best|top)\b", re.IGNORECASE)
_NO_NAME = ("ing", "ion", "ship", "ance", "ence", "ment", "ness", "ity", "ers", "ors", "ees", "ists")
"""Ends of words that begin a sentence without an article and are no names: "Shipping costs", "Admission is"."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: its words in lower case, where it stands, and whether it certainly is one."""

    words: tuple[str, ...]
    start: int
    end: int
    is_certain: bool
    limits: frozenset[str] = frozenset()
    """What stands at its end and tells one of several: "Pro" of "Fernly Pro"."""
    shown: str = ""
    """The name as it is written."""


class Names:
    """The names of a post. `topic` is what its title names; None when it names several things."""

    def __init__(self, units: Sequence[Unit], limiting: frozenset[str]) -> None:
        self._limiting = limiting
        self._seen: set[str] = set()
        for unit in units:
            if unit.kind in ("sentence", "item"):
                self._seen.update(_INSIDE.findall(unit.text))
        self.title = units[0].title if units else ""
        self._capitals = frozenset(
            word for unit in units if unit.kind != "heading" and unit.text != self.title
            for word in WORD.findall(unit.text) if word[0].isupper()
        )  # fmt: skip
        self.topic = self._topic()
        seen = {word.lower() for word in self._seen}
        self.plain_title_words = frozenset(w.lower() for w in WORD.findall(self.title)) - seen
        """The words of the title that are no names: what kind of thing the post is about."""

    def find(self, text: str, start: int = 0, end: int | None = None) -> list[Name]:
        """The names in a stretch of a text, in order. A single capital at the start of a sentence is a doubtful one."""
        found: list[Name] = []
        run: list[re.Match[str]] = []
        last = len(text) if end is None else end
        for word in WORD.finditer(text, start, last):
            glued = bool(run) and text[run[-1].end() : word.start()] in (" ", "-")
            if run and not (glued and (_is_capital(word.group()) or _is_version(word.group()))):
                found += self._name(text, run)
                run = []
            if (_is_capital(word.group()) and (run or word.group().lower() not in SMALL)) or (
                run and _is_version(word.group())
            ):
                run.append(word)
        return found + (self._name(text, run) if run else [])

    def _name(self, text: str, run: list[re.Match[str]]) -> list[Name]:
        while run and run[-1].group().lower() in SMALL:
            run = run[:-1]
        if not run:
            return []
        words = tuple(match.group().lower().removesuffix("'s") for match in run)
        while len(words) > 1 and words[-1] in KINDS:  # "Orchard Keeper Exam"
            words, run = words[:-1], run[:-1]
        limits: set[str] = set()
        while words and words[-1].rstrip("+") in self._limiting:
            limits.add(words[-1])
            words = words[:-1]
        if not words or (words[0] in _ACRONYMS and len(words) == 1):
            return []
        if words[0] in KINDS and len(words) == 1:
            return []
        before = text[: run[0].start()].rstrip(" \"'“‘(*-–—")
        begins = not any(char.isalnum() for char in before) or before[-1] in ".!?:|"
        first = run[0].group()
        known = first in self._seen or not first[1:].islower()
        certain = known or len(words) > 1 or not begins
        return [
            Name(words, run[0].start(), run[-1].end(), certain, frozenset(limits), text[run[0].start() : run[-1].end()])
        ]

    def bare(self, text: str, name: Name) -> bool:
        """True for a doubtful name that begins a sentence and is no noun that could do so without an article."""
        if name.words[-1].endswith("s"):  # of a plural the verb has no -s
            after = WORD.search(text, name.end)
            return after is not None and after.group() != "is" and after.group().endswith("s")
        return not name.words[0].endswith(_NO_NAME)

    def may_be(self, name: Name) -> bool:
        """True for a name in a cell of a table that is one, for all that the post shows: "Change" heads no kettle."""
        return len(name.words) > 1 or self.is_known(name) or name.words[0] not in COLUMNS

    def is_known(self, name: Name) -> bool:
        """True when one of the words of a name stands in the middle of a sentence of the post with a capital."""
        seen = {word.lower() for word in self._seen}
        return any(word in seen for word in name.words)

    def _topic(self) -> Name | None:
        title = self.title
        found = self.of_heading(title)
        if len(found) > 1 or (found and _VERSUS.search(title)):
            return None
        if found and not found[0].is_certain and len(found[0].words) == 1:
            shown = WORD.findall(title[found[0].start : found[0].end])
            if self._capitals.isdisjoint(shown):
                return Name((), 0, 0, False)
        return found[0] if found else Name((), 0, 0, False)

    def of_heading(self, text: str) -> list[Name]:
        """The names in a heading or title. Where every word has a capital, only those that the body shows for names."""
        names = self.find(text)
        if _is_sentence_case(text):
            return [real for name in names if (real := self._of_first(text, name)) is not None]
        kept = [part for name in names if (part := self._shown(text, name)) is not None]
        if not kept and len(names) == 1 and self._is_all(text, names[0]):
            kept = [replace(names[0], is_certain=False)]
        return kept

    def _of_first(self, text: str, name: Name) -> Name | None:
        """A name of a heading in sentence case; its first word alone is one only by what follows it."""
        if len(name.words) > 1 or name.start or text[name.start : name.end] in self._seen:
            return name
        after = WORD.search(text, name.end)
        if after is not None and after.group().lower() in _AFTER_NAME:
            return replace(name, is_certain=True)
        return replace(name, is_certain=False) if text == self.title and self.bare(text, name) else None

    def _shown(self, text: str, name: Name) -> Name | None:
        """What of a name in a heading of capitals the body shows to be one."""
        words = list(WORD.finditer(text, name.start, name.end))
        part = [w for w in words if w.group() in self._seen or not w.group()[1:].islower()]
        part = [w for w in words if w in part or (part and _is_version(w.group()))]
        plain = tuple(w.group().lower() for w in part if w.group().lower() not in KINDS)
        plain = tuple(word for word in plain if word not in name.limits)
        if not plain or (len(plain) == 1 and plain[0] in _ACRONYMS) or all(word[0].isdigit() for word in plain):
            return None
        return Name(plain, part[0].start(), part[-1].end(), True, name.limits, text[part[0].start() : part[-1].end()])

    def _is_all(self, text: str, name: Name) -> bool:
        """True for a heading that is nothing but a name, in words that no heading of a section is made of."""
        size = len(WORD.findall(text))
        return size <= min(4, len(name.words) + 2) and all(word not in _SECTIONS for word in name.words)


COLUMNS = frozenset(
    "change changes difference before after total today yesterday average median minimum maximum high low best worst "
    "goal target "
    "result results actual budget forecast previous current old new male female men women yes no other others notes "
    "unit "
    "units value values amount number cost price monthly yearly annual weekly daily per increase decrease growth "
    "share".split()
)
"""What heads columns and rows and is no name of a thing."""

_SECTIONS = frozenset(
    "overview verdict conclusion introduction summary pricing price prices cost costs features feature key final quick "
    "getting started start faq faqs questions details specifications specs history background money numbers today "
    "facts "
    "fees fee figures results method methods setup installation usage performance battery life design quality pros "
    "cons "
    "support exam format requirements benefits tips resources next steps bottom line takeaways market size growth "
    "questions answered basics essentials preparation salary salaries career jobs skills tools plans plan free trial "
    "security privacy integrations alternatives comparison limitations use cases users who what how why when "
    "context window models model speed accuracy team size company timeline requirements eligibility registration "
    "everyday tent field road kitchen garden home work".split()
)


def _is_capital(word: str) -> bool:
    return word[0].isupper()


def _is_version(word: str) -> bool:
    return word[0].isdigit() and len(word) <= 4


def _is_sentence_case(text: str) -> bool:
    words = [w for w in WORD.findall(text) if len(w) >= 3 and w.lower() not in SMALL and w.lower() not in _LITTLE]
    return any(word[0].islower() for word in words)


_LITTLE = frozenset("with from your that this into over under than them when what they have will about between".split())
