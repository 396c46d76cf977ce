"""The figures of a post with plain words of what stands around them: what two of them are compared by."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import spoken
from contentlint.claims.agreement.contexts import EMPTY, SMALL, Context, Reader, root
from contentlint.claims.agreement.model import Value
from contentlint.claims.agreement.phrasing import around
from contentlint.claims.units import Unit
from contentlint.claims.units import units as units_of
from contentlint.guard.records import dataclass
from contentlint.post.post import Post
from contentlint.text import dates
from contentlint.text import figures as fig
from contentlint.text.figures import Figure
from contentlint.text.spans import Span

_CUT = re.compile(r"[;:()|—]|\s[–-]\s|,\s|\.\s")
"""Where a clause ends, roughly."""
_NO_FACTS = frozenset(
    "way thing tip reason point example option time other item type kind part category factor method choice case topic "
    "idea strategy benefit feature lesson mistake aspect element word result problem issue challenge place spot change "
    "rule principle line figure number set variety lot bit couple pair error character column row digit answer".split()
)
"""Nouns that posts count all the time without telling a fact."""
_NO_FACTS_ROOTS = frozenset(map(root, _NO_FACTS))
_LISTED = re.compile(r"\s?(?:,|/|\bor\b|\band\b|\bthen\b|→){1,2}\s?(?:or |and |then )?")
"""What stands between two values of a row."""
_STRETCH = re.compile(
    r"\b(?:past|next|previous|coming|another|final|(?:the|these|our|my|his|her|their|its) (?:last|first))\s\Z",
    re.IGNORECASE,
)
"""What makes a duration a stretch of the calendar: "the past six years"."""
_STEPS = 30
"""Steps up to which they are those of a procedure, not of a tower."""
_DATES = (
    "date", "pubDate", "publishDate", "published", "publishedAt", "datePublished", "updated", "updatedDate",
    "updatedAt", "lastmod", "modified", "dateModified", "last_modified_at",
)  # fmt: skip
_HEADINGS = 2
"""Headings above a sentence that are looked at."""
_YEARS = range(1500, 2100)
_SUPPOSED, _QUOTED = Context(marks=frozenset(("suppose:it",))), Context(marks=frozenset(("quote:it",)))
_TOLD = Context(marks=frozenset(("do:it",)))
_POINTS_BACK = re.compile(r"\W*(?:it|its|they|their|this|that|these|those|the)\b", re.IGNORECASE)
_LATER = re.compile(r"[A-Za-z][\w'&/-]*(?<!['-])")
_FOLLOWING = 5
"""Words after a figure that say what it is of."""
_PROSE = 4
"""Blanks of a front matter string that says something."""
_ATTRIBUTE = re.compile(r"\b\w+=[\"{]")
_NAME_BEFORE, _NAME_AFTER = re.compile(r"\b[A-Z][A-Za-z]*[ -]\Z"), re.compile(r"[ -][A-Z]|:|\Z")
_AGE, _TOP = re.compile(r"[^s][ -]old\b|.-old\b"), re.compile(r"\btop\s\Z", re.IGNORECASE)
_ALL = 100
_MARKER = re.compile(r"\[\d+\]")
"""The mark of a note."""
_COMPOUND = re.compile(r"\d-[A-Za-z]")
_EARLIER = 3
"""Sentences before a figure that are looked at."""
_MOST = 40
"""Figures of a sentence or row beyond which it is data, and tells no fact: each is read with all of its sentence."""
_LEAD = 40
"""Code points of a short sentence that heads what follows it: "**Vesper Hats.** Founded in 1923."."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A figure of a post and what stands around it, from near to far.

    `what` it is comparable in (a currency, "%", "#" for a count, "time", "year", "day", "clock", a unit), `noun` the
    roots of what it counts; `clause`, `sentence` (of a table: its cell, with the label of its row and column),
    `heading` (the nearest two, the question it answers, what introduces its list) and `title`. `place` is the kind of
    its unit, `group` its list or table. `text` is how it is written, `counted` the noun, `shown` the names near it.
    `around` are the words on both sides in order, `before` the sentences before it in its paragraph, `beside` the other
    figures of its sentence ("duration hour=14"). `listed` is True in a row of values of one kind: "55, 60 or 70 beds".
    """

    what: str
    value: Value
    noun: frozenset[str]
    clause: Context
    sentence: Context
    heading: Context
    title: Context
    place: str
    text: str
    span: Span
    line: int
    source: str = ""
    section: int = 0
    block: int = -1
    unit: int = 0
    group: str = ""
    label: str = ""
    counted: str = ""
    shown: tuple[str, ...] = ()
    day: int = 0
    after: tuple[str, ...] = ()
    compound: bool = False
    around: tuple[str, ...] = ()
    before: Context = EMPTY
    beside: frozenset[str] = frozenset()
    listed: bool = False

    @property
    def key(self) -> tuple[str, float, float]:
        """What is equal for two figures of one value."""
        return self.what, self.value.low, self.value.high


def mentions(post: Post, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The figures of a post that may give a fact by themselves, in order."""
    return post.fact(
        ("mentions", id(lexicon)), lambda p: tuple(one for one in with_listed(p, lexicon) if not one.listed)
    )


def with_listed(post: Post, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The same with those of rows of values: "$2/$8 per 1,000 cups"."""
    return post.fact(("listed-mentions", id(lexicon)), lambda p: tuple(_of_post(p, lexicon)))


def _of_post(post: Post, lexicon: Lexicon) -> Iterator[Mention]:
    units = units_of(post, lexicon)
    told = [number for number, unit in enumerate(units) if not unit.quoted and 0 < len(unit.figures) <= _MOST]
    if not told:
        return
    reader, day = Reader(units), _day(post)
    for number in told:
        unit = units[number]
        figures = unit.figures
        heading = title = None
        if spoken.question(unit) or _is_no_prose(unit, lexicon):
            continue
        listed = _listed(unit.text, figures)
        before: Context | None = None
        shown: tuple[str, ...] = ()
        task = lexicon.search("imperatives", " ".join(unit.text.split(" ", 2)[:2]))
        is_task = task is not None and task.start == 0
        for figure in figures:
            made = _compared(figure, unit)
            if made is None or _is_named(unit, figure):
                continue
            if heading is None or title is None or before is None:
                heading, title = _heading(units, number, reader), reader.read(unit.title) if unit.title else EMPTY
                before = _before(units, number, reader)
                shown = tuple(dict.fromkeys([*reader.shown(unit.text), *reader.shown(unit.title)]))[:6]
            what, value, noun = made
            clause, sentence = _around(unit, figure, figures, reader)
            if _is_supposed(unit, figure, lexicon):
                clause |= _SUPPOSED
            if is_task:
                clause |= _TOLD
            if spoken.quotation(unit, figure.start, figure.end, lexicon):
                clause |= _QUOTED
            span = unit.span(figure.start, figure.end)
            links = (*unit.links, *unit.intro_links)
            yield Mention(
                what, value, noun, clause, sentence, heading, title,
                "title" if unit.kind == "front-matter" and unit.key == "title" else unit.kind,
                post.text[span.start : span.end], span, post.lines.position(span.start).line,
                next((link.target for link in links if link.target.startswith("http")), ""),
                unit.section, unit.block, number,
                _group(unit),
                (unit.column(figure.start) if unit.kind == "row" else unit.label).lower(), figure.noun,
                shown, day,
                _after(unit, figure), _COMPOUND.search(unit.text, figure.start, figure.end + 2) is not None,
                around(unit, figure), before, _beside(figures, figure), figure in listed,
            )  # fmt: skip


def _after(unit: Unit, figure: Figure) -> tuple[str, ...]:
    """The roots of the words that follow a figure in its clause: what a percentage is of, and what of that is so."""
    if unit.kind == "row":
        return ()
    cut = _CUT.search(unit.text, figure.end)
    words = _LATER.findall(unit.text, figure.end, cut.start() if cut else len(unit.text))
    return tuple(dict.fromkeys(root(word) for word in words if word.lower() not in SMALL))[:_FOLLOWING]


def _before(units: Sequence[Unit], number: int, reader: Reader) -> Context:
    """What the sentences before say in the same paragraph."""
    unit, made = units[number], EMPTY
    if unit.kind == "row" or unit.block < 0:
        return made
    for other in reversed(units[max(0, number - _EARLIER) : number]):
        if other.block != unit.block or other.kind != unit.kind:
            break
        made |= reader.read(other.text)
    return made


def _beside(figures: Sequence[Figure], own: Figure) -> frozenset[str]:
    """The other figures of a sentence, by what they can be compared in."""
    return frozenset(
        f"{one.kind} {root(one.noun) if one.kind == 'count' else one.unit}={one.low:g}"
        for one in figures
        if one is not own and one.kind not in ("year", "date", "period")
    )


def _group(unit: Unit) -> str:
    """What the unit is a part of with others: a table, a list, a string of the front matter."""
    if unit.kind == "row":
        return f"row{unit.table}"
    if unit.kind == "front-matter":
        return f"key {unit.key}"
    return f"item{unit.section}" if unit.is_list else ""


def _is_no_prose(unit: Unit, lexicon: Lexicon) -> bool:
    """True for what is about the post itself ("3 min read"), for attributes of a component, for a task ("Publish two
    articles") and for the case that a list is of ("You need six months if:")."""
    task = lexicon.search("imperatives", unit.text) if unit.kind == "heading" and unit.text != unit.title else None
    if task is not None and task.start == 0:
        return True
    if unit.text.endswith((" if:", " if", " when:")):
        return True
    if unit.kind == "front-matter" and unit.key != "title" and unit.text.count(" ") < _PROSE:
        return True
    return _ATTRIBUTE.search(unit.text) is not None


_DAYS = ("year", "date", "period")
"""Kinds of figures that, in a unit that is a link as good as wholly, date the page that is linked."""
_ALL_OF = 0.8


def _is_named(unit: Unit, figure: Figure) -> bool:
    """True for a number that is part of a name ("RTX 5070 Ti", ".350 Legend", "a 7-year-old", "the top 5") or of
    another post's title, and for "100%", which is seldom counted."""
    text = unit.text
    if _AGE.match(text, figure.end - 1) or _TOP.search(text, max(0, figure.start - 5), figure.start):
        return True
    if (figure.kind == "percent" and figure.low == _ALL) or _MARKER.match(
        text, max(0, figure.start - 1), figure.end + 1
    ):
        return True
    if figure.kind == "count" and _NAME_AFTER.match(text, figure.end):
        before = text[: figure.start]
        if before[-1:] in (".", "#") or _NAME_BEFORE.search(before):
            return True
    own = unit.span(figure.start, figure.end)
    is_day = figure.kind in _DAYS
    return any(
        own.overlaps(link.span)
        and (not link.target.startswith("http") or (is_day and len(link.text) >= _ALL_OF * len(unit.text)))
        for link in unit.links
        if link.kind == "link"
    )


def _is_supposed(unit: Unit, figure: Figure, lexicon: Lexicon) -> bool:
    """True for a figure of a supposition, an anecdote or a worked example."""
    found = lexicon.search("hypotheticals", unit.text)
    is_rule = found is not None and found.start == 0 and unit.text.startswith("You ")  # "You have 2 hours for the exam"
    return (
        (found is not None and found.start < figure.start and not is_rule)
        or lexicon.has("anecdotes", unit.text)
        or (bool(unit.headings) and lexicon.heads("example-headings", unit.headings[:1]))
    )


def _listed(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a row of values of one kind: "55, 60 or 70 beds"."""
    pairs = [
        (one, other)
        for one, other in pairwise(figures)
        if one.kind == other.kind and _LISTED.fullmatch(text, one.end, other.start)
    ]
    return [figure for pair in pairs for figure in pair]


def _day(post: Post) -> int:
    """The day of the post's newest date, as a number; 0 for a post without a date."""
    fields = (post.front_matter.get(key) for key in _DATES)
    found = (dates.read(field.value) for field in fields if field is not None)
    return max((when.start.toordinal() for when in found if when is not None), default=0)


def _heading(units: Sequence[Unit], number: int, reader: Reader) -> Context:
    """What stands above a unit: its headings, the question that it answers, what introduces its list."""
    unit = units[number]
    above = [heading for heading in unit.headings if heading != unit.title][:_HEADINGS]
    before = units[number - 1] if number else None
    if before is not None and _leads(before, unit):
        above.append(before.text)
    if unit.intro:
        above.append(unit.intro)
    made = EMPTY
    for text in above:
        made |= reader.read(text)
    return made


def _leads(before: Unit, unit: Unit) -> bool:
    """True for a sentence that says what the next one is about: a question, a few words, or what "it" means."""
    if before.text.endswith("?") and (before.kind == "heading" or before.block == unit.block):
        return True
    if before.block != unit.block or before.kind != unit.kind or unit.kind == "row":
        return False
    return len(before.text) <= _LEAD or bool(_POINTS_BACK.match(unit.text))


def _around(unit: Unit, figure: Figure, figures: Sequence[Figure], reader: Reader) -> tuple[Context, Context]:
    """The clause of a figure and its sentence, both without the figure itself."""
    text = unit.text
    hidden = f"{text[: figure.start]} {' ' * (figure.end - figure.start - 2)} {text[figure.end :]}"[: len(text)]
    if unit.kind == "row":
        begin = max((at for at, _ in unit.cells if at <= figure.start), default=0)
        end = min((at for at, _ in unit.cells if at > figure.start), default=len(text))
        first = text[: unit.cells[1][0]] if len(unit.cells) > 1 else ""
        clause = reader.read(hidden[begin:end]) | reader.read(unit.column(figure.start))
        clause |= reader.read(first) if begin else EMPTY
        sentence = clause
    else:
        begin = max((cut.end() for cut in _CUT.finditer(text, 0, figure.start)), default=0)
        after = _CUT.search(text, figure.end)
        clause, sentence = reader.read(hidden[begin : after.start() if after else len(text)]), reader.read(hidden)
        if unit.label:
            clause |= reader.read(unit.label)
    if figure.per:
        clause |= Context(marks=frozenset((f"per:{figure.per}",)))
    dated = (f for f in figures if f.kind in ("year", "date", "period") and f is not figure)
    years = frozenset(f"year:{year}" for f in dated if (year := int(f.low)) in _YEARS)
    return clause, sentence | Context(marks=years) if years else sentence


def _compared(figure: Figure, unit: Unit) -> tuple[str, Value, frozenset[str]] | None:
    """What a figure is comparable in, its value, and the roots of what it counts; None for one that tells no fact."""
    kind, none = figure.kind, frozenset[str]()
    if kind == "money":
        return f"money:{figure.unit}", Value.of(figure), none
    if kind == "percent":
        return "%", Value.of(figure), none
    if kind == "fraction" and figure.text[0].isdigit() and " of " in figure.text:
        return "%", Value("%", figure.low * 100, figure.high * 100, "%", figure.bound, 1.0), none
    if kind == "duration" and not _STRETCH.search(unit.text, max(0, figure.start - 20), figure.start):
        return "time", Value.of(figure), none
    if kind == "quantity":
        value = Value.of(figure)
        is_power = "square" in figure.text.lower() or "cubic" in figure.text.lower()
        return f"{value.what}{'²' if is_power else ''}", value, none
    if kind == "count":
        return _count(figure, unit)
    if kind == "year":
        return "year", Value("year", figure.low, figure.low), none
    if kind == "date":
        year, month, day = figure.date
        if day and unit.kind != "front-matter":
            return "day", Value("day", month * 100 + day, month * 100 + day), none
        return ("year", Value("year", year, year), none) if year else None
    if kind == "time" and unit.kind not in ("heading", "front-matter"):
        minutes = _clock(figure.text)
        return "clock", Value("clock", minutes, minutes), none
    return None


def _count(figure: Figure, unit: Unit) -> tuple[str, Value, frozenset[str]] | None:
    text = unit.text
    measured = fig.with_symbol(figure, text)
    if measured is not figure:
        value = Value.of(measured)
        return value.what, value, frozenset()
    if not figure.noun and len(figure.text) == 4 and figure.text.isdigit() and int(figure.low) in _YEARS:
        return "year", Value("year", figure.low, figure.low), frozenset()
    if figure.low < 2 or figure.low != int(figure.low):
        return None
    noun = frozenset(root(word) for word in re.split(r"[-/]", figure.noun) if word and word not in SMALL)
    if noun & _NO_FACTS_ROOTS or ("step" in noun and figure.low <= _STEPS):
        return None
    return "#", Value.of(figure), noun


def _clock(text: str) -> float:
    """A time of the day in minutes."""
    digits = [int(number) for number in re.findall(r"\d+", text)]
    half = re.search(r"([ap])\.?m", text, re.IGNORECASE)
    hour = digits[0] if half is None else digits[0] % 12 + 12 * (half[1].lower() == "p")
    return hour * 60 + (digits[1] if len(digits) > 1 else 0)
