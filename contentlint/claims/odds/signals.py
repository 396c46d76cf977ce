"""What is seen of a candidate: small named facts of the sentence, of its surroundings and of the post.

Each is a name in a set; none knows another's verdict. `candidates` lists the candidates of a post with theirs: every
unit with a figure, a quantity in words, a superlative or an appeal to research.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import advice, exempt, supposed
from contentlint.claims.attribution import Attribution, attribution
from contentlint.claims.cues import Cue, figure_cue, quantity_cue, ranking_cue
from contentlint.claims.model import ClaimType
from contentlint.claims.prices import Amounts, is_list_price, is_market_heading
from contentlint.claims.profile import is_reference
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

if TYPE_CHECKING:
    from contentlint.claims.judge import Judge

_NO_QUANTITY = frozenset(("year", "date", "ordinal", "version", "time"))
"""Kinds of figures that say how much or how many of nothing."""
_EXTREME = re.compile(
    r"\b(?:most|largest|biggest|only|first|highest|fastest|number one|leading|never before)\b|#1", re.I
)
_LENGTHS = (10, 20, 35)
"""Words from which on a unit has a signal of its length."""
_LARGE, _HUGE = 100, 1000
"""Figures from the one up to the other have a signal."""
_OUTWARD = (1, 3, 7, 16)
"""Links to other sites from which on a post has the next of its five signals."""
_OF_WE = (0.002, 0.01)
"""Share of the words that are "we" or "our", in the same way."""
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"[a-z']+|\d+|[%$€£]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3
"""Letters that are left of a word when an ending is taken off."""
_NUMBERS = {1: "#one", 2: "#two", 4: "#four"}
"""Numbers by how many digits they have: four are often a year."""
_WE = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_REACH = 12
"""Units before and after one, under the same heading, in which a link is looked for."""
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
    """A unit that may claim something: its number among the post's, the words to point at, what it says it has them
    from, and the signals."""

    index: int
    cue: Cue
    said: Attribution | None
    signals: frozenset[str]


@cache
def classes() -> dict[str, re.Pattern[str]]:
    """Expressions by the class of words that they stand for."""
    data = json.loads(files(__package__).joinpath("classes.json").read_text(encoding="utf-8"))
    return {name: re.compile(pattern, re.IGNORECASE) for name, pattern in data.items()}


def candidates(judge: Judge) -> Iterator[Candidate]:
    """The candidates of a post, in order. What the judge remembers of units it has judged is not touched."""
    title = judge.units[0].title.lower() if judge.units else ""
    whole = frozenset((*(f"T:{name}" for name, pattern in _TITLES.items() if pattern.search(title)), *_of_post(judge)))
    told, amounts = _Told(judge), Amounts()
    for index, unit in enumerate(judge.units):
        seen = judge.figures(index)
        cue = figure_cue(unit, seen, judge.lexicon) if seen else None
        parts = cue, quantity_cue(unit, judge.lexicon), ranking_cue(unit, judge.lexicon)
        said = attribution(unit.text, judge.lexicon, True, judge.profile.names)
        kinds = {str(figure.kind) for figure in seen} - _NO_QUANTITY
        words = {name for name, pattern in classes().items() if pattern.search(unit.text)}
        is_loose = "quantity" in words or {"usual", "people"} <= words or "research" in words
        if not (kinds or any(parts) or said or is_loose or _EXTREME.search(unit.text)):
            continue
        first = next((part for part in parts if part), None) or _loose(unit, seen, kinds, said)
        signals = {f"R:{name}" for name in words}
        signals.update(_of_figures(seen, kinds))
        signals.update(_of_cues(*parts, said))
        signals.update(_of_place(judge, index, unit))
        signals.update(f"w:{token}" for token in tokens(unit.text))
        if unit.headings:
            signals.update(f"h:{token}" for token in tokens(unit.headings[0]))
        signals.update(_of_support(judge, index, unit, first, said))
        signals.update(told.of(index, unit, first))
        if cue is not None and cue.type == "money":
            signals.update(_of_price(judge, unit, cue))
        if cue is not None and amounts.explain(unit, cue, judge.lexicon):
            signals.add("D:explained")
        if seen and cue is not None:
            amounts.add(unit, seen, False)
        yield Candidate(index, first, said, whole | signals)


def tokens(text: str) -> set[str]:
    """The words of a text without their endings, its signs of money and percentages, and the lengths of its numbers."""
    found = set()
    for token in _TOKEN.findall(text.lower()):
        if token.isdigit():
            found.add(_NUMBERS.get(len(token), "#many"))
        else:
            ending = next((e for e in _ENDINGS if token.endswith(e) and len(token) - len(e) >= _SHORTEST), "")
            found.add(token.removesuffix(ending))
    return found


def _of_post(judge: Judge) -> Iterator[str]:
    """How a post stands to others: how many it links to, whether a company speaks, how it is punctuated."""
    links = sum(link.target.startswith("http") for link in judge.post.document.links)
    yield f"P:outward{sum(links >= least for least in _OUTWARD)}"
    words = sum(len(_WORD.findall(unit.text)) for unit in judge.units)
    share = sum(len(_WE.findall(unit.text)) for unit in judge.units) / max(words, 1)
    yield f"P:we{sum(share >= least for least in _OF_WE)}"
    if judge.post.text.count("\N{EM DASH}") > 1:
        yield "P:dashes"
    if judge.profile.has_references:
        yield "P:references"
    if any(_is_ledger(name, value, judge.lexicon) for name, value in judge.post.front_matter.data.items()):
        yield "P:ledger"
    if judge.profile.is_technical:
        yield "P:technical"


def _is_ledger(name: object, value: object, lexicon: Lexicon) -> bool:
    """True for a list of sources in front matter."""
    return isinstance(value, list) and is_reference(str(name), lexicon) and "http" in str(value)


def _loose(unit: Unit, found: tuple[Figure, ...], kinds: set[str], said: Attribution | None) -> Cue:
    """The words to point at in a candidate without a cue: its figure, whom it appeals to, its superlative."""
    figure = next((figure for figure in found if figure.kind in kinds), None)
    if figure is not None:
        kind: ClaimType = "money" if figure.kind == "money" else "statistic"
        return Cue(kind, figure.start, figure.end, figure.text, False, "a figure", (figure,))
    if said is not None:
        return Cue("study", said.start, said.end, said.words, True, "an appeal to research or experts")
    for kind, pattern, why in (
        ("ranking", _EXTREME, "a superlative"),
        ("statistic", classes()["quantity"], "a quantity in words"),
        ("study", classes()["research"], "an appeal to research or experts"),
        ("statistic", classes()["usual"], "what is said to be usual"),
    ):
        if match := pattern.search(unit.text):
            return Cue(kind, match.start(), match.end(), match.group(), False, why)
    raise AssertionError("a candidate has one of these")


def _of_figures(found: tuple[Figure, ...], kinds: set[str]) -> Iterator[str]:
    yield from (f"F:{kind}" for kind in kinds)
    if any(figure.low != figure.high for figure in found):
        yield "range"
    if any(_LARGE <= figure.high < _HUGE for figure in found):
        yield "large"
    yield f"N:{min(sum(figure.kind in kinds for figure in found), 4)}"


def _of_cues(cue: Cue | None, quantity: Cue | None, ranking: Cue | None, said: Attribution | None) -> Iterator[str]:
    if cue is not None:
        yield from ("cue", f"cue:{cue.why}", f"cue:{cue.type}")
        if cue.strong:
            yield "cue:strong"
    if quantity is not None:
        yield "quantity"
    if ranking is not None:
        yield "ranking"
    if said is not None:
        yield f"said:{said.kind}"


def _of_place(judge: Judge, index: int, unit: Unit) -> Iterator[str]:
    yield f"K:{unit.kind}"
    if judge.voice.own[index]:
        yield "own"
    if judge.voice.near(judge.units, index):
        yield "ownnear"
    words = unit.text.count(" ") + 1
    yield from (f"len>={length}" for length in _LENGTHS if words >= length)


def _of_support(judge: Judge, index: int, unit: Unit, cue: Cue, said: Attribution | None) -> Iterator[str]:
    if judge.sources.find(index, cue.words, cue.type == "money", said)[0]:
        yield "src"
    if judge.sources.may_reach(index):
        yield "reach"
    if unit.links:
        yield "ulinks"
    near = (u for u in judge.units[max(0, index - _REACH) : index + _REACH] if u.section == unit.section)
    if any(link.target.startswith("http") for u in near for link in u.links):
        yield "seclinks"


def _of_price(judge: Judge, unit: Unit, cue: Cue) -> Iterator[str]:
    if is_list_price(unit, cue, judge.lexicon, judge.profile.names):
        yield "D:listprice"
    if is_market_heading(unit, cue, judge.lexicon):
        yield "D:mkthead"


class _Told:
    """What the sentence is told as: a question, an example, advice, a target, the author's own …"""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._supposed: set[int] = set()

    def of(self, index: int, unit: Unit, cue: Cue) -> Iterator[str]:
        """The names of what the unit is told as."""
        judge, lexicon, text = self._judge, self._judge.lexicon, unit.text
        detectors: dict[str, Callable[[], object]] = {
            "question": lambda: supposed.question(unit),
            "supp": lambda: supposed.supposition(unit, cue.start, lexicon),
            "ownwhy": lambda: judge.own.why(index, unit, cue),
            "instr": lambda: advice.instruction(text, cue.start, lexicon),
            "arith": lambda: exempt.arithmetic(unit, lexicon),
            "inherits": lambda: judge.inherits_supposition(index, unit, self._supposed),
        }
        for name, detect in detectors.items():
            if detect():
                yield f"D:{name}"
                if name == "supp":
                    self._supposed.add(index)
