"""Figures: the numbers a text gives, with what they count and how exactly they are meant.

One scan finds where a number or a form with a number of its own (a date, a clock time, a version) begins; what stands
right after and right before it, looked at with anchored patterns in a bounded reach, tells what it is. So time is
linear in the length of the text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from contentlint import units
from contentlint.numbers import DIGITS, GLYPHS, ORDINALS, PARTS, SCALES, WORDS, Number, read_digits, read_words

Kind = Literal[
    "percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ordinal", "year", "period",
    "date", "time", "version", "enumerator", "score", "ratio", "phone", "css",
]  # fmt: skip
Bound = Literal["exact", "approx", "at-least", "at-most", "more-than", "less-than"]

CLAIM_KINDS: frozenset[Kind] = frozenset(
    ("percent", "points", "multiplier", "fraction", "money", "count", "quantity", "duration", "ratio", "ordinal")
)
"""Kinds that can make a statistic; the others name, place or number things."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a text.

    `text` is what stands at `start`..`end` (code points); words that bound it ("more than"), the period of a price
    and the noun are outside. `low` and `high` are the ends of a range, equal for a single number; `high` is infinite
    for "thousands of". A percentage is in percent, a fraction and a multiplier are the plain factor.
    `unit` is normalised: "%", a currency code, "x", "year", "GB", or "". `per` is the period a price is for.
    `decimals` is the smallest unit printed: 100000.0 for "1.2 million", 0 when there is none.
    `noun` is what is counted, in lower case. `date` is (year, month, day) with 0 for what isn't given.
    """

    text: str
    start: int
    end: int
    kind: Kind
    low: float
    high: float
    unit: str = ""
    bound: Bound = "exact"
    decimals: float = 0.0
    noun: str = ""
    per: str = ""
    date: tuple[int, int, int] = (0, 0, 0)


def find(text: str) -> tuple[Figure, ...]:
    """The figures of a plain text, in order; no two overlap."""
    return tuple(_scan(text)) if _ANY.search(text) else ()


def shifted(figure: Figure, by: int) -> Figure:
    """The same figure in a text that begins `by` code points earlier."""
    return replace(figure, start=figure.start + by, end=figure.end + by)


# -- where a figure begins

_MONTHS = "January February March April May June July August September October November December".split()
_MONTH_NUMBER = {name[:length].lower(): n for n, name in enumerate(_MONTHS, 1) for length in (3, len(name))} | {
    "sept": 9
}
_MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
_YEAR = r"(?:1[5-9]|20)\d\d"
_SIGN = units.any_of(units.CURRENCY_SIGNS)
_CODE = units.any_of(units.CURRENCY_CODES)

_BEGIN = re.compile(
    rf"""(?<!\w)(?:
    (?P<skip>https?://\S+|www\.\S+|\d[\d.]*(?=@)|[\w.+-]{{1,64}}@[\w-]+\.[\w.]+)
  | (?P<iso>{_YEAR}-[01]\d-[0-3]\d)(?:T[\d:.]+Z?)?(?!\w)
  | (?P<month>{_MONTH})\ (?:(?P<md>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:,?\ (?P<my>{_YEAR})(?!\w))?|(?P<mY>{_YEAR}))(?!\w)
  | (?P<dd>[0-3]?\d)(?:st|nd|rd|th)?\ (?:of\ )?(?P<dm>{_MONTH})(?:,?\ (?P<dy>{_YEAR}))?(?!\w)
  | (?P<numdate>[0-3]?\d(?P<sep>[./])[0-3]?\d(?P=sep)(?:19|20)\d\d)(?!\w)
  | (?P<period>(?:[QH][1-4]|FY)(?:[\ /-]?['’]?(?:20)?\d\d)?(?!\w)|['’]?(?:(?:1[5-9]|20)\d0|[1-9]0)['’]?s(?!\w)
      |{_YEAR}\s?[-–—/]\s?(?:{_YEAR}|\d\d)(?![\w%-]|[.,]\d))
  | (?P<time>(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\s?(?:[AaPp]\.?[Mm]\b\.?)|(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:])
      |1?\d\s?(?:-|–|to)?\s?(?:1?\d)?\s?(?:[ap]m|[AP]M|[ap]\.m\.)(?!\w))
  | (?P<phone>\+\d{{1,3}}[\ ().-]{{1,3}}\d[\d\ ().-]{{6,16}}\d|\(\d{{3}}\)\ ?\d{{3}}[-.\ ]\d{{4}}|(?:1-)?\d{{3}}-\d{{3}}-\d{{4}})(?!\w)
  | (?P<dimension>\d{{2,5}}\s?[x×]\s?\d{{2,5}})(?:px)?(?!\w)
  | (?P<ratio>\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){{1,2}})(?![\w:])
  | (?P<slash>\d+(?:\.\d+)?/\d+)(?![\w/]|\.\d)
  | (?P<version>[vV]\d+(?:\.\d+)*[\w.-]*\w|[vV]\d|\d+\.\d+\.\d+(?:[\w.-]*\w)?(?<!\d\.\d{{3}}\.\d{{3}})|802\.\d+\w*|(?:HTTP|TLS|SSL)/\d(?:\.\d)?)(?!\w)
  | (?P<ordinal>\#\d+|\d+(?:st|nd|rd|th)\b|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[Ff]ifth|[Ss]ixth|[Ss]eventh|[Ee]ighth|[Nn]inth|[Tt]enth)(?![\w-]*\w-)(?!\w)
  | (?P<vague>(?:(?:[Tt]ens|[Dd]ozens|[Hh]undreds)\ of\ )?(?:[Dd]ozens|[Hh]undreds|[Tt]housands|[Mm]illions|[Bb]illions|[Tt]rillions)(?:\ of)?)(?!\w)
  | (?P<figures>(?:[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight)-figure)(?!\w)
  | (?P<times>[Tt]wice|[Tt]hrice|[Dd]oubl(?:ed|es|ing)|[Tt]ripl(?:ed?|es|ing)|[Qq]uadrupl(?:ed?|es|ing)|[Hh]alv(?:ed?|es|ing))(?!\w)
  | (?P<share>(?:(?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Nn]ine)[\ -])(?:hal(?:f|ves)|thirds?|quarters?|fourths?|fifths?|sixths?|eighths?|tenths?)|[Hh]alf|[Tt]hree-quarters)(?![\w-])
  | (?:(?P<sign>{_SIGN})\s?|(?P<code>{_CODE})[\s]?)?(?P<digits>{DIGITS})
  | (?P<words>{WORDS})
  | (?P<name>[A-Za-z]+(?:[-.]?\d|/\d)[\w.-]*)
  )""",
    re.VERBOSE,
)
_ANY = re.compile(
    r"[\d½¼¾⅓⅔]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|dozen|hundred|thousand|million|"
    r"billion|trillion|half|halves|third|quarter|fifth|first|second|twice|thrice|doubl|tripl|quadrupl|halv|zero|lakh|crore)",
    re.IGNORECASE,
)

# -- what follows and what goes before

_SCALE = re.compile(
    r"[\s-]?(?P<word>hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen|mn|bn|tn|mio|mln|Cr)(?!\w)"
    r"|\s?(?P<letter>[KMBT]|MM)(?![\w.]*\w)|(?P<small>[kmbtL])(?!\w)",
    re.IGNORECASE,
)
_JOIN = re.compile(
    rf"\s?%?(?P<join>\s?[-–—‑]\s?|\ to\ |\ and\ |\ or\ )(?:(?P<sign>{_SIGN})\s?|(?P<code>{_CODE})\s?)?(?P<digits>{DIGITS})",
    re.VERBOSE,
)
_JOIN_WORDS = re.compile(rf"(?P<join>\ to\ |\ or\ |\ and\ |\s?[-–—]\s?)(?P<words>{WORDS})", re.VERBOSE)
_REPEATED = r"(?P<plus>\+)?"
_PERCENT = re.compile(
    r"(?P<plus>\+)?(?:\s?[-–]?(?P<points>percentage[\s-]points?|pp(?:ts?)?|p\.p\.|basis\ points|bps)|\s?(?:%|٪|-?percent|per\ cent|pct))(?![\w])\+?"
    r"(?P<more>[\s-]points?)?",
    re.VERBOSE | re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?P<word>{units.any_of([*units.MONEY, *units.CENTS])})(?!\w)", re.IGNORECASE
)
_CODE_AFTER = re.compile(rf"\s(?:{_CODE})(?!\w)")
_PER = re.compile(
    r"\+?(?:\s(?:USD|EUR|GBP))?\s?(?:(?:/|\bper\s|\ba(?:n)?\s|\beach\s|\bevery\s|/\s)(?:user|seat|person|member|agent|site|editor)?\s?(?:/|per\s)?\s?)?(?P<period>"
    + units.any_of(units.PERIODS)
    + r")(?!\w)",
    re.IGNORECASE,
)
_FOLD = re.compile(r"(?P<plus>\+)?(?:\s?(?P<x>[x×X])(?![\w])(?!\s?\d)|[\s-]?fold(?!\w)|[\s-]times(?!\w))")
_OFTEN = re.compile(r"\s(?:a|an|per|each|every|in|this|that|during|before|after|daily|weekly|already|over|so)\b")
_TIME = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?:(?:business|working|calendar|full|consecutive|straight|more)\s)?(?P<unit>{units.any_of(units.TIME)})(?!\w)",
    re.IGNORECASE,
)
_HALF_TIME = re.compile(r"(?:[\s-](?:an?\s)?)(?P<unit>hour|day|year|decade|century|minute|second|mile|dozen)(?!\w)")
_CSS = re.compile(rf"(?:\s?pixels?|{units.any_of(units.CSS)})(?![\w/])")
_SYMBOL = re.compile(rf"(?P<plus>\+)?(?P<space>[\s-]?)(?P<unit>{units.any_of(units.SYMBOLS)})(?![\w²])")
_MEASURE = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?:(?:square|cubic|nautical)\s)?(?P<unit>{units.any_of(units.MEASURES)})(?!\w)", re.IGNORECASE
)
_OUT_OF = re.compile(
    r"\ (?P<in>out\ of|in|of)\ (?:every\ )?(?P<whole>\d[\d,]*|[a-z]+)(?![\w%.]\w|%|\s?(?:percent|million|billion))",
    re.VERBOSE,
)
_GLUED = re.compile(r"[A-Za-z][\w-]*|[-_]\d|\(k\)|\.\w")

_BOUND_BEFORE = re.compile(
    r"(?P<word>more than|over|above|exceed(?:s|ed|ing)?|upwards? of|north of|greater than|in excess of|(?:sur)?pass(?:es|ed|ing)|topp(?:ed|ing)"
    r"|at least|a minimum of|minimum|no (?:fewer|less) than|starting (?:at|from)|starts? (?:at|from)|from"
    r"|up to|at most|no more than|(?:a )?maximum of|max|as (?:much|many|high|long) as|not more than|within|capped at"
    r"|less than|under|below|fewer than|south of|shy of"
    r"|about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|(?:an )?estimated|circa|c\.|ca\.|virtually|just (?:over|under)|somewhere around|on the order of)"
    r"\s(?:the |an? |just )?\Z",
    re.IGNORECASE,
)
_BOUND_OF: dict[str, Bound] = {
    **dict.fromkeys("about around roughly approximately approx some nearly almost close an estimated circa c ca virtually somewhere on".split(), "approx"),
    **dict.fromkeys("at-least minimum a-minimum no-fewer no-less starting starts start from".split(), "at-least"),
    **dict.fromkeys("up at-most no-more maximum a-maximum max as not within capped".split(), "at-most"),
    **dict.fromkeys("less under below fewer south shy just-under".split(), "less-than"),
    "just-over": "more-than",
    "upwards": "more-than",
    "upward": "more-than",
}  # fmt: skip
_BOUND_AFTER = re.compile(
    r"(?P<plus>\s?\+|\splus\b|\sor (?:more|higher|above|greater|older|longer)\b|\sand (?:up|above|more|over)\b)|(?P<less>\sor (?:less|fewer|lower|under|below|younger)\b|\sor so\b)"
)
_MARKS: dict[str, Bound] = {
    "~": "approx",
    "≈": "approx",
    "∼": "approx",
    "<": "less-than",
    ">": "more-than",
    "≥": "at-least",
    "≤": "at-most",
}

_LABEL = re.compile(
    r"(?:\b(?:[Ss]tep|[Cc]hapter|[Ss]ection|[Ff]igure|Fig\.?|[Tt]able|[Pp]art|[Pp]hase|[Ll]evel|[Tt]ier|[Ll]esson|[Mm]odule|[Dd]ay|[Ww]eek|[Mm]onth|Year|[Tt]ip|[Rr]ule"
    r"|Item|[Pp]age|p\.|pp\.|[Aa]ppendix|[Qq]uestion|[Oo]ption|[Ss]tage|[Rr]ound|[Ee]pisode|Ep\.|Vol(?:ume|\.)|Issue|[Nn]umber|Nos?\.|[Ll]ines?|[Tt]ype|[Gg]rade"
    r"|Scenario|Example|Article|Art\.|Title|Room|[Ss]lide|[Tt]ask|Method|Strategy|Mistake|Reason|Myth|[Ll]ayer|[Zz]one|Class|Group|Category|Priority|[Rr]ow|[Cc]olumn"
    r"|[Pp]ort|[Ee]rror|[Ss]tatus|[Cc]ode|Track|Season|Fortune|Forbes|Route|Highway|Form|Schedule|Regulation|Principle|Point|Case|Test|Exercise|Project|Pillar|Idea|Sprint)s?\s|[§№]\s?)\Z"
)
_VERSIONED = re.compile(
    r"(?:\b(?:[Vv]ersions?|[Rr]elease|[Bb]uild|Python|Node(?:\.js)?|Java|Windows|macOS|iOS|Android|Ubuntu|Debian|Chrome|Firefox|PHP|Ruby|Rails|Django|React"
    r"|Vue|Angular|Next(?:\.js)?|Astro|Tailwind(?: CSS)?|Bootstrap|TypeScript|Swift|Kotlin|Go|Rust|GPT|Claude|Gemini|Llama|Opus|Sonnet|Haiku|Mistral|Postgres(?:QL)?"
    r"|MySQL|Kubernetes|Terraform|Laravel|Svelte|Nuxt|Vite|HTML|CSS|ES|HTTP|TLS|USB|Wi-?Fi|Bluetooth|PCIe|iPhone|iPad|Galaxy|Pixel|PlayStation|Xbox|Web|Industry"
    r"|RFC|ISO|IEEE|PEP|EN|DIN|WCAG|AA|ERC|EIP|CVE|Unicode|OAuth|SOC|Intel Core|Ryzen|\.NET|C#|C\+\+|ECMAScript|Elasticsearch|Hugo|Jekyll|WordPress|Drupal)\s?-?)\Z"
)
_NAMED = re.compile(r"(?<=[\w,;:)] )(?P<name>[A-Z][A-Za-z+#]*)\s\Z")
_NOT_A_NAME = frozenset(
    "A An The In On At By From Since Until Till Of For To Over Under About Around Top Best These Those Our My Your Their Its With Between Up Only Just Every "
    "All Some Than And Or But If When Nearly Almost Roughly Approximately Most Least More Less Fewer Save Saves Get Gets Cost Costs Takes Take Is Are Was Were "
    "Has Have Had After Before Within Into Early Late Mid Next Last First Past I We You They He She It Year Years Minimum Maximum Total Average Pay Earn Make".split()
)
_YEAR_CUE = re.compile(
    r"\b(?:in|since|by|from|until|till|of|for|during|early|late|mid|through|to|before|after|circa|year|and|or|the|©|copyright|summer|spring|fall|autumn|winter|end)[\s-]\Z",
    re.IGNORECASE,
)

_STOP = frozenset(
    "and or but in on at for with to by from is are was were be been than per as if when while that which who more less fewer faster slower higher lower "
    "cheaper better worse the a an of this that these those it its their our your my his her not into over under between within after before since until "
    "each every have has had will would can could may might should do does did so then because years year ago about around via plus versus vs said".split()
)
_SINGULAR_S = ("ss", "us", "is", "ous", "as", "news")
_PLURALS = frozenset("people men women children teeth feet mice staff police data media folks criteria alumni".split())
_NOUN_WORD = re.compile(r"[\s-](?P<word>[A-Za-z][A-Za-z'’/-]*)")
_OF = re.compile(r"\+?\sof\s(?:all\s|the\s|our\s|their\s|its\s|these\s|those\s|your\s|my\s|U\.?S\.?\s)*")
_PLAIN = re.compile(rf"(?P<sign>)(?P<code>)(?P<digits>{DIGITS})", re.VERBOSE)
_SECOND_PERCENT = re.compile(
    rf"(?P<join>\s?[-–—‑]\s?|\ to\ |\ and\ )(?P<digits>{DIGITS})\s?(?:%|percent|per\ cent)(?!\w)", re.VERBOSE
)
_WORD = re.compile(r"\S\w*")
_LIST_START = re.compile(r"\s*\(?\d{1,3}[.)]")
_EXPERIENCE = re.compile(r"\s(?:of|ago|old|in|experience)\b")


@dataclass(frozen=True, slots=True)
class _Span:
    """A number or a range of two at `start`..`end`; `plain` is bare digits, without separator or scale."""

    start: int
    end: int
    low: Number
    high: Number
    currency: str
    plain: bool
    text: str
    words: bool = False


def _scan(text: str) -> Iterator[Figure]:
    at = 0
    while begin := _BEGIN.search(text, at):
        figure = _figure(text, begin, at)
        if figure is None:
            word = _WORD.match(text, begin.start())
            at = max(word.end() if word else begin.end(), at + 1)
        else:
            at = max(figure.end, at + 1)
            yield figure


def _made(begin: re.Match[str], kind: Kind, low: float, high: float | None = None, **more: object) -> Figure:
    start, end = begin.start(), begin.end()
    return Figure(begin.string[start:end], start, end, kind, low, low if high is None else high, **more)  # type: ignore[arg-type]


def _date(begin: re.Match[str]) -> Figure | None:
    if begin["iso"]:
        year, month, day = map(int, begin["iso"].split("-"))
    elif begin["numdate"]:
        # 24.10.1996 is day first; with slashes the order isn't known unless one is over 12.
        first, second, year = map(int, re.split(r"[./]", begin["numdate"]))
        day, month = (second, first) if second > 12 else (first, second)
        if begin["sep"] == "/" and first <= 12 and second <= 12:
            day = month = 0
    elif begin["month"]:
        if begin["md"] is None and begin["mY"] is None:
            return None
        month = _MONTH_NUMBER[begin["month"].rstrip(".").lower()]
        year, day = int(begin["my"] or begin["mY"] or 0), int(begin["md"] or 0)
    else:
        year, month, day = int(begin["dy"] or 0), _MONTH_NUMBER[begin["dm"].rstrip(".").lower()], int(begin["dd"])
    if month > 12 or day > 31:
        return _made(begin, "version", 0.0)
    return _made(begin, "date", float(year), date=(year, month, day))


def _period(begin: re.Match[str]) -> Figure | None:
    words = begin["period"]
    years = [int(n) for n in re.findall(_YEAR, words)]
    if words[-1] == "s" and words[0] not in "QHF":
        low = years[0] if years else 1900 + int(re.sub(r"\D", "", words))
        return _made(begin, "period", float(low), float(low + 9))
    if words[0] in "QHF":
        year = float(years[0]) if years else 0.0
        return _made(begin, "period", year)
    low = years[0]
    high = years[1] if len(years) > 1 else low - low % 100 + int(words[-2:])
    if high <= low or _MEASURE.match(begin.string, begin.end()) or _SYMBOL.match(begin.string, begin.end()):
        return None
    return _made(begin, "period", float(low), float(high))


def _ratio(begin: re.Match[str]) -> Figure:
    return _made(begin, "ratio", *_pair(begin["ratio"], ":"))


def _pair(words: str, mark: str) -> tuple[float]:
    first, second = (float(n) for n in words.split(mark)[:2])
    return (first / second if second else 0.0,)


def _slash(begin: re.Match[str]) -> Figure:
    words = begin["slash"]
    first, second = (float(n) for n in words.split("/"))
    if re.fullmatch(r"(?:19|20)\d\d/\d\d", words):
        return _made(begin, "period", first, first - first % 100 + second)
    if words in ("24/7", "9/11", "7/11", "20/20") or first + second == 100 or first > second:
        return _made(begin, "ratio", first / second if second else 0.0)
    if first < second and second in (2, 3, 4, 5, 6, 7, 8, 12, 16) and first == int(first):
        return _made(begin, "fraction", first / second)
    return _made(begin, "score", first, second)


def _ordinal(begin: re.Match[str]) -> Figure | None:
    words = begin["ordinal"]
    digits = re.search(r"\d+", words)
    if digits is None and words.lower() == "second" and begin.string[begin.end() : begin.end() + 2] in (" o", "s "):
        return None
    return _made(begin, "ordinal", float(digits.group() if digits else ORDINALS[words.lower()]))


def _vague(begin: re.Match[str]) -> Figure:
    low = 1.0
    for word in re.findall(r"tens|dozens|hundreds|thousands|millions|billions|trillions", begin.group().lower()):
        low *= {"tens": 10.0, "dozens": 12.0}.get(word) or SCALES[word[:-1]]
    money = _MONEY_AFTER.match(begin.string, begin.end())
    if money and money["word"].lower() in units.MONEY:
        figure = _made(begin, "money", low, math.inf, bound="at-least", unit=units.MONEY[money["word"].lower()])
        return replace(figure, end=money.end(), text=begin.string[figure.start : money.end()])
    time = _TIME.match(begin.string, begin.end())
    if time:
        figure = _made(begin, "duration", low, math.inf, bound="at-least", unit=units.TIME[time["unit"].lower()])
        return replace(figure, end=time.end(), text=begin.string[figure.start : time.end()])
    return _made(begin, "count", low, math.inf, bound="at-least", noun=_noun(begin.string, begin.end()))


def _six_figure(begin: re.Match[str]) -> Figure:
    digits = "four five six seven eight".split().index(begin.group().split("-")[0].lower()) + 4
    return _made(begin, "money", 10.0 ** (digits - 1), 10.0**digits - 1)


def _times_word(begin: re.Match[str]) -> Figure | None:
    word = begin.group().lower()
    factor = {"tw": 2.0, "th": 3.0, "do": 2.0, "tr": 3.0, "qu": 4.0, "ha": 0.5}[word[:2]]
    if word[:2] in ("tw", "th") and _OFTEN.match(begin.string, begin.end()):
        return _made(begin, "count", factor, noun="times")
    return _made(begin, "multiplier", factor, unit="x")


_PART_GOES_ON = re.compile(r"\s(?:of|the|our|their|my|your|its|all|as|in size)\b|[.,;:!?)]|\Z")
_HALF_GOES_ON = re.compile(r"\s(?:of|the|our|their|my|your|its|his|her|all|as)\b")


def _share(begin: re.Match[str]) -> Figure | None:
    text, words = begin.string, re.split(r"[\s-]", begin.group().lower())
    after = _HALF_TIME.match(text, begin.end())
    if words[-1] == "half" and after:
        unit = after["unit"].lower()
        if unit in units.TIME:
            figure = _made(begin, "duration", 0.5, unit=units.TIME[unit])
            return replace(figure, end=after.end(), text=text[begin.start() : after.end()])
    top = {"a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "nine": 9.0}.get(words[0], 1.0)
    part = words[-1].removesuffix("s") if words[-1] != "halves" else "half"
    if len(words) == 1 or words == ["a", "half"]:  # "half" alone is mostly a way of speaking
        before = text[max(0, begin.start() - 12) : begin.start()].lower()
        cut = before.endswith(("by ", " in ", "nearly ", "almost ", "over ", "about ", "than ", "roughly "))
        if not _HALF_GOES_ON.match(text, begin.end()) and not cut:
            return None
    elif words[0] == "a" and not _PART_GOES_ON.match(text, begin.end()):
        return None  # "a third option", "a quarter later"
    bound, start = _bound(text, begin.start(), begin.end())
    return Figure(
        text[start : begin.end()], start, begin.end(), "fraction", top / PARTS[part], top / PARTS[part],
        bound=bound, noun=_noun(text, begin.end()),
    )  # fmt: skip


_SIMPLE: dict[str, Callable[[re.Match[str]], Figure | None]] = {
    "iso": _date, "month": _date, "dd": _date, "numdate": _date, "period": _period,
    "time": lambda begin: _made(begin, "time", float(re.findall(r"\d+", begin.group())[0])),
    "phone": lambda begin: _made(begin, "phone", 0.0),
    "dimension": lambda begin: _made(begin, "css", 0.0, unit="px"),
    "ratio": _ratio, "slash": _slash, "ordinal": _ordinal, "vague": _vague, "figures": _six_figure,
    "version": lambda begin: _made(begin, "version", 0.0),
    "name": lambda begin: _made(begin, "version", 0.0),
    "times": _times_word, "share": _share,
}  # fmt: skip


def _figure(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    """The figure that begins at a match, or None when there is none after all."""
    for group, make in _SIMPLE.items():
        if begin[group] is not None:
            figure = make(begin)
            if figure is not None or begin["period"] is None:
                return figure
    if begin["digits"] is not None:
        return _from_digits(text, begin, floor)
    if begin["period"] is not None:  # "2000-2500 kcal": a range after all
        plain = _PLAIN.match(text, begin.start())
        return _from_digits(text, plain, floor) if plain else None
    return _from_words(text, begin) if begin["words"] is not None else None


# -- numbers in digits and in words


def _scale(text: str, at: int, money: bool) -> tuple[float, int]:
    """The scale word or letter at `at`: what it multiplies by, and where it ends."""
    found = _SCALE.match(text, at)
    if found is None:
        return 1.0, at
    word = (found["word"] or found["letter"] or found["small"]).lower().removesuffix("s")
    spaced = text[at : at + 1].isspace()
    if found["word"] is None and (spaced and not (money and found["letter"] in tuple("KMBT"))):
        return 1.0, at
    shown = found["word"] or found["letter"] or found["small"]
    if shown in ("m", "b", "t", "L", "l", "T", "Cr") and not money:
        return 1.0, at
    if found["word"] is None and shown == "l":
        return 1.0, at
    return SCALES[word], found.end()


def _scaled(number: Number, scale: float) -> Number:
    # Round away what binary multiplication adds: 1.1 * 1e6.
    return Number(float(f"{number.value * scale:.12g}"), float(f"{number.step * scale:.12g}"))


def _from_digits(text: str, begin: re.Match[str], floor: int) -> Figure | None:
    start, end = begin.start(), begin.end("digits")
    sign, code = begin["sign"], begin["code"]
    currency = units.CURRENCY_SIGNS[sign] if sign else (code or "")
    before = text[start - 1 : start]
    if not currency and (
        before in ("_", "@", "\\") or (before in ("/", "-", ".") and text[start - 2 : start - 1].isalnum())
    ):
        return _glued(text, start, end)
    low = read_digits(begin["digits"])
    money = bool(currency) or bool(_MONEY_AFTER.match(text, end))
    scale, end = _scale(text, end, money)
    low, own_end = _scaled(low, scale), end
    plain = scale == 1 and begin["digits"].isdigit()
    high = low
    join = _JOIN.match(text, end)
    if join and not _joins(text, start, join):
        join = None
    if join:
        money = money or bool(join["sign"] or join["code"])
        second_scale, second_end = _scale(text, join.end(), money or bool(_MONEY_AFTER.match(text, join.end())))
        second = _scaled(read_digits(join["digits"]), second_scale)
        if second_scale > 1 and scale == 1 and second.value > low.value * second_scale:
            low = _scaled(low, second_scale)  # "1-2 million"
        if second.value > low.value or (join["sign"] or join["code"]):
            end, high, plain = second_end, second, plain and second_scale == 1
            currency = currency or units.CURRENCY_SIGNS.get(join["sign"] or "", join["code"] or "")
        elif re.fullmatch(r"[-–]", join["join"]) and second_scale == scale == 1 and low.value < 100:
            return Figure(text[start : join.end()], start, join.end(), "score", low.value, second.value)
        else:
            join = None
    span = _Span(start, end, low, high, currency, plain, text[start:own_end])
    return _classify(text, span, floor)


def _joins(text: str, start: int, join: re.Match[str]) -> bool:
    """Whether a second number belongs to the first as the end of a range."""
    words = join["join"].strip()
    if words in ("and", "or"):
        return words == "and" and text[max(0, start - 8) : start].lower().endswith("between ")
    if (
        words in "-–—‑"
        and text[join.end() : join.end() + 2][:1] in ("-", "/")
        and text[join.end() + 1 : join.end() + 2].isdigit()
    ):
        return False
    return not re.match(r"[A-Za-z]*\d", text[join.end() : join.end() + 4])


def _from_words(text: str, begin: re.Match[str]) -> Figure | None:
    read = read_words(begin["words"])
    start = begin.start()
    if read is None:
        half = _HALF_TIME.match(text, start + 4) if begin["words"].lower().startswith("half a") else None
        if half is None or half["unit"].lower() not in units.TIME:
            return None
        return Figure(
            text[start : half.end()], start, half.end(), "duration", 0.5, 0.5, units.TIME[half["unit"].lower()]
        )
    low, taken = read
    end = start + taken
    high = low
    join = _JOIN_WORDS.match(text, end)
    if join and (join["join"].strip() != "and" or text[max(0, start - 8) : start].lower().endswith("between ")):
        second = read_words(join["words"])
        if second and second[0].value > low.value:
            high, end = second[0], join.start("words") + second[1]
            if high.step >= 100 > low.value:
                low = _scaled(low, high.step)  # "two to three million"
    vague = begin["words"].lower().startswith(("several", "a few", "a couple"))
    lone = low.value == high.value == 1
    if vague:
        high = Number(math.inf, low.step)
    if text[end : end + 1] == "-" and low.value == 0:
        return None
    figure = _classify(text, _Span(start, end, low, high, "", False, text[start:end], words=True), start)
    if figure and lone and figure.kind not in ("fraction", "duration", "percent", "money", "points"):
        return None
    return replace(figure, bound="at-least") if figure and vague else figure


def _glued(text: str, start: int, end: int) -> Figure:
    tail = re.compile(r"[\w./-]*\w").match(text, start)
    end = max(end, tail.end() if tail else end)
    return Figure(text[start:end], start, end, "version", 0.0, 0.0)


# -- what a number is


def _classify(text: str, span: _Span, floor: int) -> Figure | None:
    start, end = span.start, span.end
    low, high = span.low.value, span.high.value
    step = min(span.low.step, span.high.step)
    kind: Kind
    unit = noun = per = ""

    if span.currency:
        kind, unit = "money", span.currency
        code = _CODE_AFTER.match(text, end)
        if code:
            end, unit = code.end(), code.group().strip()
    elif match := _PERCENT.match(text, end):
        points = match["points"] or (match["more"] and "points")
        end = match.end()
        kind, unit = (
            ("points", "bps" if points.lower().startswith(("basis", "bps")) else "points")
            if points
            else ("percent", "%")
        )
        second = _SECOND_PERCENT.match(text, end) if low == high else None
        if second and not points:
            other = read_digits(second["digits"])
            if other.value > low and _joins(text, start, second):
                high, end, step = other.value, second.end(), min(step, other.step)
    elif match := _OUT_OF.match(text, end):
        whole = _whole(match, low, high, span)
        if whole is None:
            return _plain_kind(text, span, floor)
        return Figure(text[start : match.end()], start, match.end(), "fraction", low / whole, high / whole,
                      bound=_bound(text, start, end)[0], noun=_noun(text, match.end()))  # fmt: skip
    elif match := _MONEY_AFTER.match(text, end):
        word = match["word"].lower()
        end, kind = match.end(), "money"
        if word in units.CENTS:
            low, high, step, unit = low / 100, high / 100, step / 100, units.CENTS[word]
        else:
            unit = units.MONEY[word]
    elif match := _FOLD.match(text, end):
        if match.group().strip() == "times" and _OFTEN.match(text, match.end()):
            kind, noun = "count", "times"
        else:
            end, kind, unit = match.end(), "multiplier", "x"
    else:
        return _plain_kind(text, span, floor)
    bound, start = _bound(text, start, end, floor)
    if kind == "money":
        match = _PER.match(text, end)
        per = units.PERIODS[match["period"].lower()] if match else ""
    elif kind == "percent":
        noun = _noun(text, end)
    end = _with_plus(text, end)
    return Figure(text[start:end], start, end, kind, low, high, unit, bound, step, noun, per)


def _with_plus(text: str, end: int) -> int:
    return end + 1 if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isalnum() else end


def _whole(match: re.Match[str], low: float, high: float, span: _Span) -> float | None:
    """What "in" or "out of" divides by, when it is a share: "one in five", "9 out of 10"."""
    words = match["whole"]
    if words[0].isdigit():
        whole = read_digits(words).value if re.fullmatch(DIGITS, words, re.VERBOSE) else 0.0
    else:
        read = read_words(words)
        whole = read[0].value if read else 0.0
    if whole <= high or whole < 2:
        return None
    if match["in"] == "in" and (
        whole > 1000 and low > 1 or _TIME.match(match.string, match.end()) or whole in range(1900, 2100)
    ):
        return None
    return whole if match["in"] != "of" else None


def _plain_kind(text: str, span: _Span, floor: int) -> Figure | None:
    """A number without a mark of its own: a measure, a stretch of time, a year, a number of something, or a count."""
    start, end = span.start, span.end
    low, high, step = span.low.value, span.high.value, min(span.low.step, span.high.step)
    before = text[max(0, start - 48) : start]
    kind: Kind = "count"
    unit = noun = ""
    if not span.words and low == high and _LABEL.search(before):
        return Figure(text[start:end], start, end, "enumerator", low, high)
    if not span.words and _VERSIONED.search(before) and not _TIME.match(text, end):
        return Figure(text[start:end], start, end, "version", low, high)
    if match := _CSS.match(text, end):
        end, kind, unit = match.end(), "css", match.group().strip()
    elif (match := _TIME.match(text, end)) and not (match["unit"].lower() == "second" and low == 1):
        end, kind, unit = match.end(), "duration", units.TIME[match["unit"].lower()]
    elif (match := _MEASURE.match(text, end)) or (
        (match := _SYMBOL.match(text, end)) and (len(match["unit"]) > 1 or not match["space"] or match["unit"] in "WV°")
    ):
        shown = match["unit"]
        if shown in units.TIME_SYMBOLS:
            kind, unit = "duration", units.TIME_SYMBOLS[shown]
        else:
            kind, unit = "quantity", units.SYMBOLS.get(shown) or units.MEASURES[shown.lower()]
        end = match.end()
    else:
        if not span.words and _GLUED.match(text, end) and text[end] != "-":
            return _glued(text, start, end)
        noun = _noun(text, end)
        if span.plain and low == high and _is_year(text, span, before, noun):
            return Figure(text[start:end], start, end, "year", low, high, decimals=1.0)
        name = _NAMED.search(before)
        if (
            name
            and not span.words
            and low == high
            and name["name"] not in _NOT_A_NAME
            and low < 1000
            and not noun.endswith("s")
        ):
            return Figure(text[start:end], start, end, "version", low, high)
        if _LIST_START.fullmatch(text, 0, end + 1) and text[end : end + 1] in (".", ")"):
            return Figure(text[start:end], start, end, "enumerator", low, high)
    bound, start = _bound(text, start, end, floor)
    if (
        kind == "duration"
        and re.search(r"\bover (?:the )?\Z", before)
        and bound == "more-than"
        and not _EXPERIENCE.match(text, end)
    ):
        bound = "exact"
    end = _with_plus(text, end)
    return Figure(text[start:end], start, end, kind, low, high, unit, bound, step, noun)


def _is_year(text: str, span: _Span, before: str, noun: str) -> bool:
    value = span.low.value
    if not (1500 <= value < 2100) or len(text[span.start : span.end]) != 4 or text[span.end : span.end + 1] == "+":
        return False
    if _YEAR_CUE.search(before) and not (value % 100 == 0 and noun.endswith("s")):
        return True
    if _BOUND_BEFORE.search(before):
        return False
    return 1900 <= value and not (value % 50 == 0 and noun.endswith("s"))


def _bound(text: str, start: int, end: int, floor: int = 0) -> tuple[Bound, int]:
    """How exactly a figure is meant, and where it begins with its sign or mark."""
    if start > floor and text[start - 1] in "-−+" and (start - 1 == floor or not text[start - 2].isalnum()):
        start -= 1
    if start > floor and text[start - 1] in _MARKS:
        return _MARKS[text[start - 1]], start - 1
    if start > floor + 1 and text[start - 1] == " " and text[start - 2] in _MARKS:
        return _MARKS[text[start - 2]], start - 2
    after = _BOUND_AFTER.match(text, end) or (_BOUND_AFTER.match(text, end - 1) if text[end - 1 : end] == "+" else None)
    if after:
        return ("at-least" if after["plus"] else "approx" if "so" in after.group() else "at-most"), start
    before = _BOUND_BEFORE.search(text, max(0, start - 32), start)
    if before is None:
        return "exact", start
    words = before["word"].lower().rstrip(".").split()
    first, two = words[0], "-".join(words[:2])
    if first == "from" and not text[max(0, before.start() - 16) : before.start()].lower().endswith(
        ("price ", "prices ", "start ", "starting ", "plans ")
    ):
        return "exact", start
    return _BOUND_OF.get(two) or _BOUND_OF.get(first) or "more-than", start


def _noun(text: str, at: int) -> str:
    """What a figure counts, in lower case: the first plural within four words, or else the word right after it."""
    of = _OF.match(text, at)
    at = of.end() - 1 if of else at + (text[at : at + 1] == "+")
    first = ""
    for _ in range(4):
        found = _NOUN_WORD.match(text, at)
        if found is None:
            break
        word = found["word"].lower().strip("-/'’")
        if word in _STOP:
            break
        first = first or word
        if word in _PLURALS or (word.endswith("s") and len(word) > 3 and not word.endswith(_SINGULAR_S)):
            return word
        at = found.end()
    return first
