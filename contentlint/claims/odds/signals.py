"""What is seen of a candidate: small named facts of the sentence, of its surroundings and of the post.

Each is a name in a set; none knows another's verdict. `candidates` lists the candidates of a post with theirs: every
unit with a figure, a quantity in words, a superlative or an appeal to research.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import spoken
from contentlint.claims.attribution import Attribution
from contentlint.claims.cues import Cue, figure_cue, quantity_cue, ranking_cue
from contentlint.claims.model import ClaimType
from contentlint.claims.odds.classes import classes, classes_of
from contentlint.claims.profile import is_reference
from contentlint.claims.reading import Reading
from contentlint.claims.support import Found
from contentlint.claims.units import Unit
from contentlint.claims.voice import is_own
from contentlint.guard.records import dataclass
from contentlint.text.figures import Figure

_NO_QUANTITY = frozenset(("year", "date", "ordinal", "version", "time"))
"""Kinds of figures that say how much or how many of nothing."""
_EXTREME = re.compile(
    r"\b(?:most|largest|biggest|only|first|highest|fastest|number one|leading|never before)\b|#1", re.I
)
_WORDS: tuple[tuple[ClaimType, str, str], ...] = (
    ("ranking", "rank", "a rank"),
    ("ranking", "denial", "a denial of all of a kind"),
    ("statistic", "compared", "a comparison of groups, without a figure"),
    ("statistic", "", "a figure"),
    ("statistic", "quantity", "a quantity in words"),
    ("study", "research", "an appeal to research or experts"),
    ("statistic", "usual", "what is said to be usual"),
)
"""Classes of words that a candidate without a cue may be pointed at by, in this order; "" stands for its figures."""
_LISTS = {
    "sentence": (
        "common-knowledge", "groups-of-people", "list-price-words", "market-price-words", "official-conditions",
        "people-at-large", "rule-verbs", "soft-superlatives",
    ),
    "before": ("anecdotes", "hypotheticals", "targets"),
    "heading": ("example-headings", "official-topics", "result-headings"),
    "introduction": ("example-intros",),
}  # fmt: skip
"""Word lists whose terms are signals, by where they are looked for: in the unit, before the words to point at
(elsewhere in the unit they have a signal of their own), in its heading, in what introduces its list."""
_OF_SENTENCE = (*_LISTS["sentence"], *_LISTS["before"])
_CLAIMING = frozenset(("quantity", "research", "rank", "denial", "compared"))
"""Classes of words of which one makes a unit a candidate."""
_LENGTHS = (10, 20, 35)
"""Words from which on a unit has a signal of its length."""
_LARGE, _HUGE = 100, 1000
"""Figures from the one up to the other have a signal."""
_OUTWARD = (1, 3, 7, 16)
"""Links to other sites from which on a post has the next of its five signals."""
_OF_WE = (0.002, 0.01)
"""Share of the words that are "we" or "our", in the same way."""
_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"(?:(?<=^)|(?<=[:;] )|(?<=, )|(?<=^\W)|(?<=^\W\W))[A-Za-z]+")
"""The word that a clause begins with."""
_TOKEN = re.compile(r"[a-z']+|\d+|[%$€£]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3
"""Letters that are left of a word when an ending is taken off."""
_NUMBERS = {1: "#one", 2: "#two", 4: "#four"}
"""Numbers by how many digits they have: four are often a year."""
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_REACH = 12
"""Units before and after one, under the same heading, in which a link is looked for."""
_BESIDE, _NEAR = 40, 3
"""Code points beside the words to point at, and how many words in these, that have signals of their own."""
_TITLES = {
    name: re.compile(pattern)
    for name, pattern in {
        "howto": r"how to|guide|tips|ways",
        "best": r"\bbest\b|top \d|\d+ ",
        "cost": r"cost|price|salary|how much|budget",
        "vs": r"\bvs\b|versus|compar|review",
        "what": r"what is|what are|explained|why",
        "news": r"announc|introduc|release|launch|update|news",
        "survey": r"survey|report|state of|results|benchmark|study|we analy",
        "year": r"20\d\d",
        "diary": r"my |i |life|year in|week|notes|thoughts",
    }.items()
}
"""What a title promises, in lower case."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit that may claim something: its number among the post's, the words to point at (`is_loose` when nothing but
    a word of the sentence made it one), what it says it has them from, the source that was found, and the signals."""

    index: int
    cue: Cue
    said: Attribution | None
    source: Found
    signals: frozenset[str]
    is_loose: bool


def candidates(reading: Reading) -> Iterator[Candidate]:
    """The candidates of a post, in order."""
    lexicon = reading.lexicon
    whole = frozenset((*_of_title(reading), *_of_post(reading)))
    named = _Named()
    for index, unit in reading.told():
        seen = reading.figures(index)
        figure = figure_cue(unit, seen, lexicon) if seen else None
        quantity, ranking = quantity_cue(unit, lexicon), ranking_cue(unit, lexicon)
        said = reading.said(index)
        kinds = {str(one.kind) for one in seen} - _NO_QUANTITY
        words = classes_of(unit.text, unit.words)
        is_loose = not _CLAIMING.isdisjoint(words) or {"usual", "people"} <= words
        if not (kinds or figure or quantity or ranking or said or is_loose or _EXTREME.search(unit.text)):
            continue
        cue = _strongest(figure, quantity, ranking, said)
        pointed = cue or _loose(unit, seen, kinds, said)
        signals = {f"R:{name}" for name in words}
        signals.update(_of_figures(seen, kinds))
        signals.update(_of_cues(figure, quantity, ranking, said))
        signals.update(_of_place(reading, index, unit))
        signals.update(_of_words(unit, pointed))
        source = reading.sources(index, pointed.words, pointed.type == "money", said)
        signals.update(_of_support(reading, index, unit, source))
        signals.update(_of_form(unit, pointed, lexicon))
        signals.update(named.before(unit, said))
        yield Candidate(index, pointed, said, source, whole | signals, cue is None)


class _Named:
    """Where a source was last named: in the paragraph, the list's introduction or the section of a unit."""

    def __init__(self) -> None:
        self._block = self._section = -1

    def before(self, unit: Unit, said: Attribution | None) -> Iterator[str]:
        """The signals of a source named before this unit. What the unit itself names is kept for those after it."""
        if self._block == unit.block and unit.block >= 0:
            yield "named:block"
        if self._section == unit.section and self._block >= 0:
            yield "named:section"
        if said is not None and said.kind == "named":
            self._block, self._section = unit.block, unit.section


def stems(text: str) -> list[str]:
    """The words of a text in order, without their endings; its signs of money and percentages; "#" for a number."""
    return [_stem(token) for token in _TOKEN.findall(text.lower())]


@lru_cache(maxsize=8192)
def _stem(token: str) -> str:
    ending = next((e for e in _ENDINGS if token.endswith(e) and len(token) - len(e) >= _SHORTEST), "")
    return "#" if token.isdigit() else token.removesuffix(ending)


def lengths(text: str) -> set[str]:
    """The numbers of a text by how many digits they have."""
    return {_NUMBERS.get(len(token), "#many") for token in _TOKEN.findall(text) if token.isdigit()}


def _strongest(figure: Cue | None, quantity: Cue | None, ranking: Cue | None, said: Attribution | None) -> Cue | None:
    """The words to point at: a figure that looks like a claim, words that do its work, an appeal, a superlative."""
    if figure is not None and figure.strong:
        return figure
    appeal = None if said is None or said.kind == "anaphor" else _appeal(said)
    return quantity or appeal or ranking or figure


def _appeal(said: Attribution) -> Cue:
    return Cue("study", said.start, said.end, said.words, True, "an appeal to research or experts")


def _loose(unit: Unit, found: tuple[Figure, ...], kinds: set[str], said: Attribution | None) -> Cue:
    """The words to point at in a candidate without a cue: a rank, its figure, what it points back to, its quantity."""
    figures = [figure for figure in found if figure.kind in kinds]
    for kind, name, why in _WORDS:
        if name == "" and figures:
            first = figures[0]
            of: ClaimType = "money" if first.kind == "money" else "statistic"
            return Cue(of, first.start, first.end, first.text, False, why, (first,))
        if name == "" and said is not None:
            return _appeal(said)
        if name and (match := classes()[name].search(unit.text)):
            return Cue(kind, match.start(), match.end(), match.group(), False, why)
    match = _EXTREME.search(unit.text)
    assert match is not None, "a candidate has one of these"
    return Cue("ranking", match.start(), match.end(), match.group(), False, "a superlative")


def _of_title(reading: Reading) -> Iterator[str]:
    title = reading.units[0].title.lower() if reading.units else ""
    return (f"T:{name}" for name, pattern in _TITLES.items() if pattern.search(title))


def _of_post(reading: Reading) -> Iterator[str]:
    """How a post stands to others: how many it links to, whether a company speaks, how it is punctuated."""
    links = sum(link.target.startswith("http") for link in reading.post.document.links)
    yield f"P:outward{sum(links >= least for least in _OUTWARD)}"
    words = sum(len(_WORD.findall(unit.text)) for unit in reading.units)
    share = sum(len(_WE.findall(unit.text)) for unit in reading.units) / max(words, 1)
    yield f"P:we{sum(share >= least for least in _OF_WE)}"
    if reading.post.text.count("\N{EM DASH}") > 1:
        yield "P:dashes"
    if reading.profile.has_references:
        yield "P:references"
    if any(_is_ledger(name, value, reading.lexicon) for name, value in reading.post.front_matter.data.items()):
        yield "P:ledger"
    if reading.profile.is_technical:
        yield "P:technical"
    if reading.voice.publishes:
        yield "P:publishes"


def _is_ledger(name: object, value: object, lexicon: Lexicon) -> bool:
    """True for a list of sources in front matter."""
    return isinstance(value, list) and is_reference(str(name), lexicon) and "http" in str(value)


def _of_figures(found: tuple[Figure, ...], kinds: set[str]) -> Iterator[str]:
    yield from (f"F:{kind}" for kind in kinds)
    if any(figure.low != figure.high for figure in found):
        yield "range"
    if any(_LARGE <= figure.high < _HUGE for figure in found):
        yield "large"
    yield f"N:{min(sum(figure.kind in kinds for figure in found), 4)}"


def _of_cues(figure: Cue | None, quantity: Cue | None, ranking: Cue | None, said: Attribution | None) -> Iterator[str]:
    if figure is not None:
        yield from ("cue", f"cue:{figure.why}", f"cue:{figure.type}")
        if figure.strong:
            yield "cue:strong"
    if quantity is not None:
        yield "quantity"
    if ranking is not None:
        yield "ranking"
    if said is not None:
        yield f"said:{said.kind}"


def _of_place(reading: Reading, index: int, unit: Unit) -> Iterator[str]:
    yield f"K:{unit.kind}"
    if reading.voice.own[index]:
        yield "own"
    if reading.voice.near(reading.units, index):
        yield "ownnear"
    if unit.intro and is_own(unit.intro, reading.lexicon):
        yield "own:intro"
    if unit.headings and is_own(unit.headings[0], reading.lexicon):
        yield "own:heading"
    words = unit.text.count(" ") + 1
    yield from (f"len>={length}" for length in _LENGTHS if words >= length)


def _of_words(unit: Unit, cue: Cue) -> Iterator[str]:
    """The words of the unit, alone and by twos; of its heading; of what introduces its list; how it begins; and what
    stands right before and after the words to point at."""
    words = stems(unit.text)
    yield from (f"w:{word}" for word in words if word != "#")
    yield from (f"w:{length}" for length in lengths(unit.text))
    yield from (f"b:{one} {two}" for one, two in pairwise(words))
    if unit.headings:
        yield from (f"h:{word}" for word in stems(unit.headings[0]))
    yield from (f"i:{word}" for word in stems(unit.intro))
    yield from (f"s:{' '.join(words[:number])}" for number in (1, 2) if len(words) >= number)
    before = stems(unit.text[max(0, cue.start - _BESIDE) : cue.start])[-_NEAR:]
    after = stems(unit.text[cue.end : cue.end + _BESIDE])[:_NEAR]
    yield from (f"l:{word}" for word in before)
    yield from (f"r:{word}" for word in after)
    yield from (f"L:{word}" for word in before[-1:])
    yield from (f"Q:{word}" for word in after[:1])


def _of_support(reading: Reading, index: int, unit: Unit, source: Found) -> Iterator[str]:
    if source[0]:
        yield "src"
    if reading.may_reach(index):
        yield "reach"
    if unit.links:
        yield "ulinks"
    near = (u for u in reading.units[max(0, index - _REACH) : index + _REACH] if u.section == unit.section)
    if any(link.target.startswith("http") for u in near for link in u.links):
        yield "seclinks"


def _of_form(unit: Unit, cue: Cue, lexicon: Lexicon) -> Iterator[str]:
    if spoken.question(unit):
        yield "question"
    yield from _of_lists(unit, cue, lexicon)
    if whose := spoken.quotation(unit, cue.start, cue.end, lexicon):
        yield f"quoted:{whose}"


def _of_lists(unit: Unit, cue: Cue, lexicon: Lexicon) -> Iterator[str]:
    may_have = lexicon.among(_OF_SENTENCE, unit.text)
    yield from (f"V:{name}" for name in _LISTS["sentence"] if name in may_have and lexicon.has(name, unit.text))
    for name in _LISTS["before"]:
        if name in may_have and (found := lexicon.search(name, unit.text)):
            yield f"V:{name}" if found.start < cue.start else f"v:{name}"
    if unit.headings:
        yield from (f"V:{name}" for name in _LISTS["heading"] if lexicon.heads(name, unit.headings[:1]))
    if unit.intro:
        yield from (f"V:{name}" for name in _LISTS["introduction"] if lexicon.has(name, unit.intro))
    verbs = lexicon.words("imperatives")
    if any(match.group().lower() in verbs for match in _CLAUSE.finditer(unit.text, 0, cue.start)):
        yield "V:imperatives"
