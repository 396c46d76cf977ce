"""Where a post names what the ledger knows, and how each old name is meant."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.phrases import Phrases, Place
from contentlint.claims.held.history import NEW, OLD, Judgement, Sentence, judge
from contentlint.claims.held.named import Places, by_prose, found, in_text, place_of
from contentlint.claims.units import Unit
from contentlint.claims.units import units as units_of
from contentlint.guard.records import dataclass
from contentlint.ledger import Ledger, Name
from contentlint.ledger import Place as LedgerPlace
from contentlint.ledger.names import Named, normal
from contentlint.post.document import Link
from contentlint.post.page_kind import UNKNOWN, Days, Page, page_kind
from contentlint.post.post import Post
from contentlint.post.scopes import Scope, Stretch
from contentlint.text.quotes import marked
from contentlint.text.spans import Prose, Span

_CAPITAL = re.compile(r" [A-Z][a-z]")
_WORK_WORDS = 4
"""Words from which on the words of a link are the title of what is linked."""


NOWHERE = LedgerPlace("", 0)
"""Where a name stands of which no ledger knows."""
DaysOf = Callable[[str], Days]


def _no_days(path: str) -> Days:
    return UNKNOWN


@dataclass(frozen=True, slots=True)
class Mention:
    """An old name in a post, and whether it is meant as one."""

    name: Name
    words: str
    span: Span
    judgement: Judgement
    is_plain: bool
    """True where the name stands by itself, so that another can be written for it."""


def mentions(
    post: Post, ledger: Ledger, lists: Lexicon, today: dt.date, days_of: DaysOf = _no_days
) -> tuple[Mention, ...]:
    """The old names in a post, each with how it is meant, in order.

    `days_of` tells the days of the post at a path by git: it is asked late, and for a page without a date only.
    """
    key = ("ledger-mentions", id(ledger), id(lists), today)
    return post.fact(key, lambda p: tuple(_Reader(p, ledger, lists, today, days_of).mentions()))


def listed(
    post: Post,
    places: Iterable[Place],
    names: Phrases,
    ledger: Ledger | None,
    lists: Lexicon,
    today: dt.date,
    days_of: DaysOf = _no_days,
) -> Iterator[tuple[Place, Judgement]]:
    """Places of names that are old by a list of their own, each with how it is meant there.

    `names` are all of the list: where a sentence has several, each is one of old. `ledger` may know names of today.
    """
    reader = _OfList(post, names, ledger, lists, today, days_of)
    for place in places:
        yield place, reader.judged(place)


class _Reader:
    """Reads one post."""

    def __init__(self, post: Post, ledger: Ledger, lists: Lexicon, today: dt.date, days_of: DaysOf) -> None:
        self._post, self._ledger, self._lists, self._today, self._days_of = post, ledger, lists, today, days_of

    def _page(self) -> Page:
        page = page_kind(self._post, self._lists, self._today)
        if page.newest is None:
            page = page_kind(self._post, self._lists, self._today, self._days_of(self._post.path))
        return page

    def mentions(self) -> Iterator[Mention]:
        """The old names of the post."""
        names = found(self._post, self._ledger)
        if not any(named.name.is_old(self._today) for named in names):
            return
        page = self._page()
        units = units_of(self._post, self._lists)
        places = by_prose(units)
        quoted: dict[int, Sequence[tuple[int, int]]] = {}
        seen: set[Span] = set()
        for named in sorted(names, key=lambda one: one.span):
            if not named.name.is_old(self._today) or named.span in seen:
                continue
            seen.add(named.span)
            prose = named.stretch.prose
            if id(prose) not in quoted:
                quoted[id(prose)] = [(one.start, one.end) for one in marked(prose.text)]
            first = named.stretch.start + named.start
            if any(start <= first < end for start, end in quoted[id(prose)]):
                continue
            if self._is_longer(named):
                continue
            sentence = self._sentence(named, units, places)
            judgement = judge(sentence, named.name, page, self._lists, self._today)
            yield Mention(named.name, named.words, named.span, judgement, self._is_plain(named))

    def _is_longer(self, named: Named) -> bool:
        """True for a plain word with a capital that begins another name: "Flash" in "the Flash Crash of 2010".

        In headings and titles all words may have capitals.
        """
        block = named.stretch.block
        if not named.words.isalpha() or block is None or self._post.document.blocks[block].kind == "heading":
            return False
        return _CAPITAL.match(named.stretch.text, named.end) is not None

    def _is_plain(self, named: Named) -> bool:
        """Whether the source has the name as it reads, and nothing goes on with it: no code, no longer name."""
        after = named.stretch.text[named.end : named.end + 2]
        span = named.span
        is_code = self._post.text[span.start - 1 : span.start] == "`"
        return (
            self._post.text[span.start : span.end] == named.words
            and not is_code
            and not (after[:1] == " " and (after[1:].isupper() or after[1:].isdigit()))
            and after[:1] != "-"
        )

    def _sentence(self, named: Named, units: Sequence[Unit], places: Places) -> Sentence:
        """The sentence of a name, names in it and around it hidden."""
        place = place_of(named, places)
        if place is None:  # a title of two words, a description that no unit has
            text, start, heading, title, labels = named.stretch.text, named.start, "", "", ""
        else:
            unit, start = units[place[0]], place[1]
            text, heading, title = unit.text, unit.headings[0] if unit.headings else "", unit.title
            labels = " ".join((unit.column(start), *(column for _, column in unit.cells)))
            heading = "" if heading == text else heading
            title = "" if title in (text, heading) else title
        text, start = self._hidden(text, named.name, start)
        return Sentence(
            text, start, self._hidden(heading, named.name)[0], self._hidden(title, named.name)[0], labels,
            self._is_work(named),
        )  # fmt: skip

    def _hidden(self, text: str, name: Name, at: int = -1) -> tuple[str, int]:
        """A text with stand-ins for names, and where the one at an offset begins then."""
        today = normal(name.instead or name.subject)
        others = []
        for other in in_text(self._ledger.names, text):
            is_new = not other.name.is_old(self._today)
            if is_new and not any(_is_of(today, normal(name)) for name in (other.name.text, other.name.subject)):
                continue
            others.append((other.start, other.end, NEW if is_new else OLD))
        return _with_stand_ins(text, others, at)

    def _is_work(self, named: Named) -> bool:
        """True for a name in words of a link that are the title of another page, where it is told by itself."""
        span = named.span
        return any(
            _is_title(link) for link in self._post.document.links if link.span.start <= span.start < link.span.end
        )


class _OfList(_Reader):
    """Reads one post for names of a list, of which no ledger says what stands for them today."""

    def __init__(
        self, post: Post, names: Phrases, ledger: Ledger | None, lists: Lexicon, today: dt.date, days_of: DaysOf
    ) -> None:
        super().__init__(post, ledger or Ledger(), lists, today, days_of)
        self._names = names
        self._units = units_of(post, lists)
        self._places = by_prose(self._units)

    def judged(self, place: Place) -> Judgement:
        """How one name is meant."""
        name = Name(place.words, place.words, "superseded", NOWHERE)
        named = Named(name, place.stretch, place.start, place.end)
        return judge(
            self._sentence(named, self._units, self._places), name, self._page(), self._lists, self._today
        )  # fmt: skip

    def _hidden(self, text: str, name: Name, at: int = -1) -> tuple[str, int]:
        if not text:
            return "", max(at, 0)
        own = self._names.find(Scope([Stretch(Prose.verbatim(text, 0), 0, len(text))]))
        others = [(one.start, one.end, OLD) for one in own]
        for other in in_text(self._ledger.names, text):
            if not any(other.start < end and start < other.end for start, end, _ in others):
                others.append((other.start, other.end, OLD if other.name.is_old(self._today) else NEW))
        return _with_stand_ins(text, sorted(others), at)


def _with_stand_ins(text: str, names: Iterable[tuple[int, int, str]], at: int) -> tuple[str, int]:
    """A text with a stand-in for each of some names in order, and where the one at an offset begins then."""
    made, last, where = "", 0, max(at, 0)
    for start, end, stand_in in names:
        made += text[last:start]
        if start <= at < end:
            where = len(made)
        made += stand_in
        last = end
    return made + text[last:], where


def _is_of(today: str, other: str) -> bool:
    """True for the name of today, and for one of its kind: "Kettle 5 Mini" of "Kettle 5"."""
    return f"{other} ".startswith(f"{today} ")


def _is_title(link: Link) -> bool:
    words = [word for word in link.text.split() if word[:1].isalpha()]
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _WORK_WORDS and capitals >= 0.6 * len(words)
