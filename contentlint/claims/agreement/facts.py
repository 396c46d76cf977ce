"""The facts of a post: each figure that is said of a known measure of a known subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import supposed
from contentlint.claims.agreement import frames
from contentlint.claims.agreement.frames import Said
from contentlint.claims.agreement.holders import Holder, Holders
from contentlint.claims.agreement.model import Fact, Value
from contentlint.claims.agreement.names import Names
from contentlint.claims.agreement.questions import Asked, answers
from contentlint.claims.agreement.tables import cells, parallel
from contentlint.claims.agreement.words import KINDS, LASTING, WORD, fits, stem
from contentlint.claims.units import Unit, units
from contentlint.post.post import Post
from contentlint.text import dates
from contentlint.text import figures as fig
from contentlint.text.figures import Figure

_PAST = re.compile(
    r"\b(?:had|was|were|used to|previously|formerly|originally|initially|at launch|no longer|back then|earlier|until|"
    r"will be|"
    r"would|planned|plans to|cost me|paid|averaged|dropped|rose|raised|lowered|fell|cut|slashed|increased|went up)\b",
    re.IGNORECASE,
)
_OPENER = re.compile(
    r"\W*(?:In|On|At|For|With|Among|By|During|After|Before|Under|Outside|Within|From|Until|Since|As of|"
    r"Of)\s[^,;:]{2,60}(?=,)"
)
_CLAIMED = re.compile(r"\b(?:myth|wrong|mistake|not|never|instead of|rather than|isn't|doesn't|aren't)\b", re.I)
_YOU_HAVE = re.compile(r"You(?:'ll)? (?:have|get) [^.]{0,20}\d")
_DESCRIBED = re.compile(r"\b(?:in|at|from|on|with|by) an? [^.,;]*")
"""A place or means that is described, not told apart from others: "in an old mill"."""
_EACH = re.compile(r"\+?\s?(?:/|per |a )\s?(user|seat|person|member|agent|editor|site)\b", re.IGNORECASE)
_DATES = (
    "date", "pubDate", "publishDate", "published", "publishedAt", "datePublished", "updated", "updatedDate",
    "updatedAt", "lastmod", "modified", "dateModified", "last_modified_at",
)  # fmt: skip
_FAR = 4
"""Sentences before one in which "it" is looked for."""
_YEAR = re.compile(r"\d{4}")
_PRICING = frozenset("price pricing cost plan".split())
_MANY = 2
_BOLD = frozenset(("**", "__"))


SHARES = Holder(("share",), True)
"""The subject of a share of many: what it is a share of is its measure."""


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a post, and which two of its tables and lists have the same labels for different things."""

    all: tuple[Fact, ...]
    parallel: frozenset[tuple[int, int]]


def facts(post: Post, lexicon: Lexicon) -> Facts:
    """The facts of a post."""
    return post.fact(("facts", id(lexicon)), lambda p: _Reader(p, lexicon).read())


class _Reader:
    def __init__(self, post: Post, lexicon: Lexicon) -> None:
        self._post, self._lexicon = post, lexicon
        self._units = units(post, lexicon)
        self._neutral = frozenset(lexicon.terms("unlimiting-words"))
        self._asked = answers(post, self._units)

    def read(self) -> Facts:
        made = tuple(self._facts())
        if len(made) < 2:
            return Facts(made, frozenset())
        listed, pairs = parallel(self._units)
        return Facts(tuple(replace(fact, listed=listed.get(fact.unit, 0)) for fact in made), pairs)

    def _facts(self) -> Iterator[Fact]:
        found = {number: fig.find(unit.text) for number, unit in enumerate(self._units) if _may_say(unit)}
        if not any(found.values()):
            return
        limiting = frozenset(self._lexicon.terms("limiting-words"))
        names = self._names = Names(self._units, limiting)
        self._holders = Holders(names, self._neutral, limiting)
        for number, unit in enumerate(self._units):
            if found.get(number):
                yield from _without_options(list(self._of_unit(number, unit, found[number])))
            self._holders.note(unit, self._is_bold(unit))

    def _before(self, number: int) -> Holder | None:
        """The subject of the sentences before one in its paragraph, the nearest first."""
        block = self._units[number].block
        for unit in reversed(self._units[max(0, number - _FAR) : number]):
            if unit.block != block:
                break
            if (subject := self._subject(unit)) is not None:
                return subject
        return None

    @cached_property
    def _day(self) -> int:
        """The day of the post's newest date, as a number; 0 for a post without a date."""
        fields = (self._post.front_matter.get(key) for key in _DATES)
        found = (dates.read(field.value) for field in fields if field is not None)
        return max((when.start.toordinal() for when in found if when is not None), default=0)

    def _is_bold(self, unit: Unit) -> bool:
        """True for a unit that is bold as a whole: a heading that is not marked as one."""
        if unit.kind not in ("sentence", "item") or len(unit.text) > 80:
            return False
        source, span = self._post.text, unit.whole
        return source[max(0, span.start - 2) : span.start] in _BOLD and source[span.end : span.end + 2] in _BOLD

    def _subject(self, unit: Unit) -> Holder | None:
        """The named subject of a sentence, which "it" in the next one means."""
        if unit.kind not in ("sentence", "item", "front-matter"):
            return None
        begin, end = frames.first_phrase(unit.text, len(unit.text))
        names = self._names.find(unit.text, begin, end)
        if len(names) != 1 or not (names[0].is_certain or self._names.bare(unit.text, names[0])):
            return None
        return Holder(names[0].words, names[0].is_certain, limits=names[0].limits, shown=names[0].shown)

    def _of_unit(self, number: int, unit: Unit, found: Sequence[Figure]) -> Iterator[Fact]:
        asked = self._asked.get(number)
        if unit.kind == "row":
            usable = [f for f in found if self._is_stated(unit, f)]
            for figure, in_cell, holder_words in cells(unit, usable):
                if (holder := self._of_words(holder_words, unit)) is not None:
                    yield from self._fact(number, unit, figure, in_cell, holder, found)
            return
        read = 0
        for figure in found:
            said = frames.read(unit.text, figure)
            if said is None or not self._is_stated(unit, figure):
                continue
            read += 1
            is_share = said.measure.startswith("share of ")
            holder = SHARES if is_share else self._holder(unit, said, self._before(number), asked)
            if holder is not None:
                yield from self._fact(number, unit, figure, said, holder, found)
        if asked is not None and not read:
            usable = [f for f in found if self._is_stated(unit, f)]
            yield from self._answer(number, unit, usable, asked, found)

    def _holder(self, unit: Unit, said: Said, before: Holder | None, asked: Asked | None) -> Holder | None:
        if said.is_label:
            return self._of_words(unit.text[slice(*said.holder)], unit)
        holder = self._holders.of(unit.text, said.holder, unit, before)
        if asked is not None and asked.holder and (holder is None or holder == self._holders.default(unit)):
            return self._holders.of(asked.text, asked.holder, unit, None) or holder
        return holder

    def _of_words(self, words: str, unit: Unit) -> Holder | None:
        """The subject that a cell of a table names."""
        home = self._holders.default(unit)
        if not words:
            return home
        names = self._names.find(words)
        if (
            len(names) == 1
            and names[0].start == 0
            and names[0].end == len(words.strip())
            and self._names.may_be(names[0])
        ):
            found = self._holders.of("x " + words, (2, len(words) + 2), unit, None)
            return replace(found, is_certain=self._names.is_known(names[0])) if found else None
        if home is None:
            return None
        return replace(home, limits=home.limits | self._holders.limits(WORD.findall(words)))

    def _answer(
        self, number: int, unit: Unit, usable: Sequence[Figure], asked: Asked, found: Sequence[Figure]
    ) -> Iterator[Fact]:
        """The one figure of an answer whose sentence says nothing by itself: "75." to "How many questions?"."""
        fit = [f for f in usable if fits(asked.measure, f.kind) or (f.kind == "count" and asked.is_count)]
        if len(fit) != 1 or len(unit.words) > 14:
            return
        figure = fit[0]
        number_of = frames.counted(unit.text, figure) if figure.kind == "count" else None
        if number_of is not None and number_of[0] != asked.measure:
            return
        holder = self._holders.of(asked.text, asked.holder, unit, None)
        if holder is None:
            return
        said = Said(asked.measure, (0, 0), asked.words, (figure.end, figure.end))
        said = replace(said, words=(*said.words, *(number_of[1] if number_of else ())))
        yield from self._fact(number, unit, figure, said, holder, found)

    def _is_stated(self, unit: Unit, figure: Figure) -> bool:
        """True for a figure that the post itself states: no question, quotation, supposition or example."""
        if supposed.question(unit) or (unit.kind != "row" and _CLAIMED.search(unit.text, 0, figure.end)):
            return False
        if supposed.quotation(unit, figure.start, figure.end, self._lexicon):
            return False
        if figure.kind in ("count", "duration") and _YOU_HAVE.match(unit.text):
            return not self._lexicon.heads("example-headings", unit.headings[:1])  # no sum of somebody's money
        return supposed.supposition(unit, figure.start, self._lexicon) is None

    def _fact(
        self, number: int, unit: Unit, figure: Figure, said: Said, holder: Holder, found: Sequence[Figure]
    ) -> Iterator[Fact]:
        text = unit.text
        is_event = said.measure in LASTING
        limits = set(holder.limits) | set(self._holders.limits(said.words, holder.subject))
        kind = holder.kind
        for word in (*said.words, *WORD.findall(text[slice(*said.rest)])):
            named = KINDS.get(word.lower(), "")
            if named and kind not in ("", named):
                limits.add(named)
            kind = kind or named
        kept = text[slice(*said.rest)]
        for other in reversed(found):  # "in 90 minutes" narrows no number of questions
            is_after = other is not figure and said.rest[0] <= other.start < said.rest[1]
            is_time = other.kind == "duration" and figure.kind == "count"
            if is_after and is_time and text[: other.start].rstrip().endswith((" in", " over", " within")):
                kept = kept.replace(other.text, " ")
        kept, _, note = kept.partition("(")  # a note in brackets describes, but for what tells one of several
        limits |= {stem(word) for word in WORD.findall(note) if word.lower() in self._holders.limiting}
        described = _DESCRIBED.search(kept)
        if described and not any(w.lower() in self._holders.limiting for w in WORD.findall(described.group())):
            kept = kept[: described.start()]
        limits |= self._holders.limits(WORD.findall(kept), holder.subject)
        if each := _EACH.match(text, figure.end):
            limits.add(each[1].lower())
        opener = _OPENER.match(text)
        if opener and not opener.start() <= figure.start < opener.end() and unit.kind != "row":
            limits |= self._holders.limits(WORD.findall(opener.group()), holder.subject)
        if holder is SHARES:
            by = self._names.find(text, 0, figure.start)
            limits |= {word for name in by if name.is_certain for word in name.words}
        limits -= {str(int(f.low)) for f in found if f.kind in ("year", "period", "date")}
        if said.measure == "starting price":  # that of the least of what there is, whatever its name
            limits = {word for word in limits if word not in self._holders.limiting and word not in _PRICING}
        times: set[str] = set()
        if said.measure != "founded":
            years = (f for f in found if f.kind in ("year", "period", "date") and f is not figure)
            times = {str(int(f.low)) for f in years if _YEAR.search(f.text)}  # "60s" is a minute
            if not is_event and unit.kind != "row" and _PAST.search(text, 0, figure.end):
                times.add("past")
        span = unit.span(figure.start, figure.end)
        shown = self._post.text[span.start : span.end]
        value = Value.of(figure, figure.per if figure.kind == "money" and said.measure == "price" else "")
        if said.bound:
            value = replace(value, bound=said.bound)
        if value.low != value.high and is_event:
            return
        if figure.kind == "money" and figure.per:
            shown = f"{shown}/{figure.per}"
        links = [*unit.links, *unit.intro_links]
        source = next((link.target for link in links if link.target.startswith("http")), "")
        yield Fact(
            holder.subject, holder.is_certain, kind, said.measure, frozenset(limits), frozenset(times), value, shown,
            span, self._post.lines.position(span.start).line, source, unit.section, number, holder.shown, self._day,
        )  # fmt: skip


def _may_say(unit: Unit) -> bool:
    return not unit.quoted and unit.kind != "heading"


def _without_options(made: Sequence[Fact]) -> list[Fact]:
    """The facts of a sentence but those that give one measure several values: a list of options, a change."""

    def what(fact: Fact) -> tuple[object, ...]:
        # "X takes 20 ms; Y takes 2 s": of what, the first part says.
        return (() if fact.measure == "duration" else fact.subject), fact.measure, fact.value.what

    times = Counter(map(what, made))
    return [fact for fact in made if times[what(fact)] < _MANY]
