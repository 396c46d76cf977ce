"""Whose a measure is: the words that name it, as a name, a kind of thing, and what narrows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from contentlint.claims.agreement.names import SMALL, Name, Names
from contentlint.claims.agreement.words import KINDS, WORD, measure_of, stem
from contentlint.claims.units import Unit

_PERSONS = frozenset(
    "you candidates candidate takers test-takers students student participants learners applicants everyone there "
    "expect "
    "examinees this".split()
)
_BACK = frozenset(("it", "they", "its", "their"))
_OWN = frozenset("we our us i my me he she his her someone somebody who one".split())
_ANY = frozenset(
    "a an each every most some many another other others any both either neither few several no none first second "
    "third last "
    "next certain such".split()
)
"""Words before a noun that make it one of several."""
_PARTED = re.compile(r"(?:recipe|review|variant|variation|model|example|option|case study)\s?[:–—-]\s", re.IGNORECASE)
"""A heading that names one of several after what they all are: "Recipe - Plum cake"."""
_WORDS_AFTER = re.compile(r"(?<=[:–— -])[A-Za-z][\w'-]*")
_NUMBERED = re.compile(
    r"\b(day|week|month|year|part|step|stage|phase|level|tier|option|plan|version|season|chapter|scenario|example|case|"
    r"round|in|for) (\d+|[A-D]\b)",
    re.IGNORECASE,
)
"""One of several parts, by its number: what stands below it is said of that part."""


@dataclass(frozen=True, slots=True)
class Holder:
    """The subject of a fact: words of a name (none for what the post is about), kind, and what narrows it."""

    subject: tuple[str, ...]
    is_certain: bool
    kind: str = ""
    limits: frozenset[str] = frozenset()
    shown: str = ""
    """The name as it is written."""


class Holders:
    """Reads the subjects of the sentences of a post."""

    def __init__(self, names: Names, neutral: frozenset[str], limiting: frozenset[str]) -> None:
        self._names, self._neutral, self.limiting = names, neutral, limiting
        self._title = frozenset(map(stem, names.plain_title_words))
        self._bold: tuple[str, ...] = ()
        self._bold_in_list = False
        self._headings: dict[tuple[str, ...], Holder | None] = {}

    def note(self, unit: Unit, is_bold: bool) -> None:
        """Take in the next unit of the post: a line in bold heads what follows, until the next or a heading."""
        if is_bold and not unit.text.endswith("?"):
            if not unit.text.endswith(":") or self._names.of_heading(unit.text) or self._of_heading(unit.text, ()):
                self._bold, self._bold_in_list = (unit.text,), unit.kind == "item"
        elif unit.kind == "heading" or (self._bold_in_list and not unit.is_list):
            self._bold = ()

    def default(self, unit: Unit) -> Holder | None:
        """What a sentence is about that names nothing: its heading's thing or the title's; None when that is open."""
        headings = tuple(h for h in (*self._bold, *unit.headings) if h != unit.title)
        if headings not in self._headings:
            self._headings[headings] = self._default(headings)
        return self._headings[headings]

    def _default(self, headings: tuple[str, ...]) -> Holder | None:
        topic = self._names.topic
        limits: set[str] = set()
        for heading in headings:
            found = self._names.of_heading(heading) if not heading.rstrip().endswith("?") else self._names.find(heading)
            found = [n for n in found if n.is_certain or not heading.rstrip().endswith("?")]
            is_name = bool(found)
            if topic is not None and topic.words:
                found = [name for name in found if not set(name.words) <= set(topic.words)]
            limits |= self._of_heading(heading, found)
            if heading in self._bold and not is_name:
                limits |= self.limits(WORD.findall(heading))
            if len(found) > 1:
                return None
            if found:
                words = WORD.findall(heading)
                kind = next((KINDS[w.lower()] for w in reversed(words) if w.lower() in KINDS), "")
                return Holder(
                    found[0].words, found[0].is_certain, kind, frozenset(limits) | found[0].limits, found[0].shown
                )
        if topic is None:
            return None
        return Holder(topic.words, topic.is_certain, "", frozenset(limits) | topic.limits, topic.shown)

    def _of_heading(self, heading: str, names: Sequence[Name]) -> set[str]:
        """What a heading narrows its section to: a plan, a group, one of several."""
        words = [w.group().lower() for w in WORD.finditer(heading) if not _within(w.span(), names)]
        limits = {stem(word) for word in words if word.rstrip("+") in self.limiting}
        if _PARTED.match(heading):
            limits |= self.limits(w.group() for w in _WORDS_AFTER.finditer(heading))
        limits |= {f"{one[1]} {one[2]}".lower() for one in _NUMBERED.finditer(heading)}
        if not heading.endswith("?") and 1 < len(words) <= 4 and words[-1] in KINDS and SMALL.isdisjoint(words[:-1]):
            limits |= set(self.limits(words))
        return limits

    def limits(self, words: Iterable[str], subject: Sequence[str] = ()) -> frozenset[str]:
        """The words that narrow: all but those that say nothing, the subject's own and the title's kinds of things."""
        found, topic = set(), self._names.topic
        for word in words:
            lower = word.lower().removesuffix("'s")
            root = stem(lower)
            if lower in self._neutral or root in self._neutral or lower in subject or lower in KINDS:
                continue
            if topic and subject == topic.words and root in map(stem, topic.words):
                continue
            if root in self._title and root not in self.limiting and not lower[0].isdigit():
                continue
            found.add(root)
        return frozenset(found)

    def of(self, text: str, span: tuple[int, int], unit: Unit, before: Holder | None) -> Holder | None:
        """The subject that a stretch of a sentence names; `before` is that of the sentence before. None for none."""
        begin, end = span
        words = list(WORD.finditer(text, begin, end))
        while words and words[0].group().lower() in self._neutral and words[0].group().lower() not in _ANY | _BACK:
            if words[0].group().lower() in ("the", "this", "your") or words[0].group().lower() in _PERSONS:
                break
            words = words[1:]
        lower = [w.group().lower() for w in words]
        if any(word in _OWN for word in lower):
            return None
        if not lower or (lower[0] in _PERSONS and len(lower) <= 3 and not self._names.find(text, begin, end)):
            if lower and lower[0] == "this" and len(lower) > 1:
                return self._plain(words, unit)
            return self.default(unit)
        if lower[0] in _BACK and len(lower) == 1:
            return before or self.default(unit)
        names = self._names.find(text, begin, end)
        if names and not names[0].is_certain:
            plain = names[0].words[0]
            if plain in self._neutral or plain in _ANY or plain in _PERSONS:
                names = names[1:]
            elif not self._names.bare(text, names[0]) or (len(lower) > 1 and not self._is_topic(names[0])):
                names = names[1:] if len(names) > 1 else []
        if len(names) > 1:
            return None
        if not names:
            return self._plain(words, unit)
        name = names[0]
        topic = self._names.topic
        if topic is not None and lower[0] == "the" and set(name.words) < set(topic.words):
            name = replace(topic, start=name.start, end=name.end)  # "the Act" of a post on the Larkspur Act
        known = self._names.topic is not None and name.words == self._names.topic.words
        others = [w for w in words if not _within(w.span(), names)]
        kind = next((KINDS[w.group().lower()] for w in others if w.group().lower() in KINDS), "")
        limits = self.limits((w.group() for w in others), name.words) | self._ones(others[:1], name.start)
        is_certain = name.is_certain or known or self._names.bare(text, name)
        home = self.default(unit)
        own = home.limits if home is not None else frozenset()
        return Holder(name.words, is_certain, kind, limits | own | name.limits, name.shown)

    def _is_topic(self, name: Name) -> bool:
        topic = self._names.topic
        return topic is not None and name.words == topic.words

    def _ones(self, words: Sequence[object], before: int) -> frozenset[str]:
        found = [w.group().lower() for w in words if w.start() < before]  # type: ignore[attr-defined]
        return frozenset(w for w in found if w in _ANY and w not in ("a", "an"))

    def _plain(self, words: Sequence[object], unit: Unit) -> Holder | None:
        """ "The exam", "the licence": a kind of thing; with other words it is narrower than what the post is about."""
        home = self.default(unit)
        if home is None:
            return None
        lower = [w.group().lower() for w in words]  # type: ignore[attr-defined]
        is_any = lower[0] in _ANY
        own = [w for w in lower if w not in ("a", "an", "the", "this", "your", "its", "their")]
        kind = KINDS.get(own[-1], "") if own else ""
        limits = set(self.limits(own, home.subject))
        if is_any:
            limits.add("one" if lower[0] in ("a", "an") else lower[0])
        if not kind and measure_of(" ".join(own)) and len(own) == 1:
            limits = {own[0]}
        return Holder(home.subject, home.is_certain, kind, home.limits | limits, home.shown)


def _within(span: tuple[int, int], names: Sequence[Name]) -> bool:
    return any(name.start <= span[0] and span[1] <= name.end for name in names)
