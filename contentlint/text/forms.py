"""The forms that figures take in a text, as patterns: where one begins, what follows it and what goes before.

`BEGIN` scans; all others are matched at, or end at, a place that it found, and look a bounded way.
"""

from __future__ import annotations

import re
from typing import Literal

from contentlint.text import units
from contentlint.text.numbers import DIGITS, GLYPHS, NUMBER_WORDS, ORDINALS, PARTS, SCALES, WORDS, cased

Bound = Literal["exact", "approx", "at-least", "at-most", "more-than", "less-than"]
"""How exactly a figure is meant."""

# -- where a figure begins

MONTHS = "January February March April May June July August September October November December".split()
MONTH_NUMBER = {name[:length].lower(): n for n, name in enumerate(MONTHS, 1) for length in (3, len(name))} | {"sept": 9}
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
YEAR = r"(?:1[5-9]|20)\d\d"
SIGN = units.any_of(units.CURRENCY_SIGNS)
CODE = units.any_of(units.CURRENCY_CODES)

WORDS_OF_NUMBER = frozenset([
    *NUMBER_WORDS, *(f"{word}fold" for word in NUMBER_WORDS),
    *ORDINALS, *PARTS, *(f"{part}s" for part in PARTS), *(scale for scale in SCALES if len(scale) > 3),
    *"tens dozens hundreds thousands millions billions trillions twice thrice doubled doubles doubling triple "
    "tripled "
    "triples tripling quadruple quadrupled quadruples quadrupling halve halved halves halving several few".split(),
])  # fmt: skip
"""Words that a figure without a digit has at least one of, in lower case."""

_WORD_STARTS = {word[:2] for word in WORDS_OF_NUMBER} | {"ht", "ww"}
_STARTS = sorted(
    _WORD_STARTS
    | {start.capitalize() for start in _WORD_STARTS}
    | {re.escape(sign[:2]) for sign in (*units.CURRENCY_SIGNS, *units.CURRENCY_CODES) if sign[:1].isalpha()}
    | {month[:2] for month in MONTHS}
    | {"FY", "HT", "TL", "SS", "Q[1-4]", "H[1-4]"}
)
"""How words begin that may begin a figure; no other is worth trying, and most words are others."""

NTH = cased(sorted((word for word in ORDINALS if not word.endswith("-second")), key=len, reverse=True))
"""Ordinals in words; a "thirty-second film" is half a minute long."""

BEGIN = re.compile(
    rf"""(?<!\w)(?=[^A-Za-z]|{"|".join(_STARTS)}|[AaVv][\ \d-]|[A-Za-z]+[-./]?\d)(?:
    (?P<skip>https?://\S+|www\.\S+)
  | (?P<iso>{YEAR}-[01]\d-[0-3]\d)(?:T[\d:.]+Z?)?(?!\w)
  | (?P<month>{MONTH})\ (?:(?P<md>[0-3]?\d)(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)(?:\s?,?\ (?P<my>{YEAR})(?!\w))?
      |(?P<mY>{YEAR}))(?!\w)
  | (?P<dd>[0-3]?\d)(?:st|nd|rd|th)?\ (?:of\ )?(?P<dm>{MONTH})(?:\s?,?\ (?P<dy>{YEAR}))?(?!\w)
  | (?P<numdate>[0-3]?\d(?P<sep>[./])[0-3]?\d(?P=sep)(?:19|20)\d\d)(?!\w)
  | (?P<cite>\d+\(\d+(?:[-–]\d+)?\)(?:[,:]\ ?e?\d+(?:[-–]\d+)?)?)(?!\w)
  | (?P<period>(?:[QH][1-4](?:[\ /-]['’]?|['’])(?:20)?\d\d|Q[1-4]|FY[\ -]?['’]?(?:20)?\d\d)(?!\w)|['’]?(?:(?:1[5-9]
      |20)\d0|[1-9]0)['’]?s(?!\w)
      |{YEAR}\s?[-–—/]\s?(?:{YEAR}|\d\d)(?![\w%-]|[.,]\d))
  | (?P<time>(?:[01]?\d|2[0-3])[:.][0-5]\d(?::[0-5]\d)?\s?(?:[AaPp]\.?[Mm]\b\.?)|(?:[01]?\d
      |2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\w:])
      |1?\d\s?(?:-|–|to)?\s?(?:1?\d)?\s?(?:[ap]m|[AP]M|[ap]\.m\.)(?!\w))
  | (?P<phone>\+\d{{1,3}}[\ ().-]{{1,3}}\d[\d\ ().-]{{6,16}}\d|\(\d{{3}}\)\ ?\d{{3}}[-.\ ]\d{{4}}
      |(?:1-)?\d{{3}}-\d{{3}}-\d{{4}})(?!\w)
  | (?P<dimension>\d{{2,5}}\s?[x×]\s?\d{{2,5}})(?:px)?(?!\w)
  | (?P<ratio>\d+(?:\.\d+)?(?::\d+(?:\.\d+)?){{1,2}})(?![\w:])
  | (?P<slash>\d+(?:\.\d+)?/\d+(?:/\d+)?)(?![\w/]|\.\d)
  | (?P<version>[vV]\d+(?:\.\d+)*[\w.-]*\w|[vV]\d|\d+\.\d+\.\d+(?:[\w.-]*\w)?(?<!\d\.\d{{3}}\.\d{{3}})
      |802\.\d+\w*|(?:HTTP|TLS|SSL)/\d(?:\.\d)?)(?!\w)
  | (?P<ordinal>\#\d+|\d+(?:st|nd|rd|th)\b|{NTH})(?![\w-]*\w-)(?!\w)
  | (?P<vague>(?:(?:[Tt]ens|[Dd]ozens|[Hh]undreds)\ of\ )?(?:[Dd]ozens|[Hh]undreds|[Tt]housands|[Mm]illions
      |[Bb]illions|[Tt]rillions)(?:\ of)?)(?!\w)
  | (?P<figures>(?:[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight)-figure)(?!\w)
  | (?P<times>[Tt]wice|[Tt]hrice|[Dd]oubl(?:ed|es|ing)|[Tt]ripl(?:ed?|es|ing)|[Qq]uadrupl(?:ed?|es|ing)
      |[Hh]alv(?:ed?|es|ing))(?!\w)
  | (?P<share>(?:(?:[Aa]|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Nn]ine)[\ -])(?:hal(?:f|ves)|thirds?|quarters?
      |fourths?|fifths?|sixths?|eighths?|tenths?)
      |[Hh]alf(?!\ an?\ (?:hundred|thousand|million|billion|trillion|dozen|lakh|crore)\b)|[Tt]hree-quarters)(?![\w-])
  | (?:(?P<sign>{SIGN})\s?|(?P<code>{CODE})[\s]?)?(?P<digits>{DIGITS})
  | (?P<words>{WORDS})
  | (?P<name>[A-Za-z]+(?:[-.]?\d|/\d)[\w.-]*)
  )""",
    re.VERBOSE,
)
DIGIT = re.compile(rf"[\d{''.join(GLYPHS)}]")
LETTERS = re.compile(r"[a-z]+")

# -- what follows and what goes before

SCALE = re.compile(
    r"[\s-]?(?P<word>hundred|thousand|million|billion|trillion|lakhs?|crores?|dozen|mn|bn|tn|mio|mln|Cr)(?!\w)"
    r"|\s?(?P<letter>[KMBT]|MM)(?![\w.]*\w)|(?P<small>[kmbtL])(?!\w)",
    re.IGNORECASE,
)
JOIN = re.compile(
    rf"\s?%?(?P<join>\s?[-–—‑]\s?|\ to\ |\ and\ |\ or\ )(?:(?P<sign>{SIGN})\s?"
    rf"|(?P<code>{CODE})\s?)?(?P<digits>{DIGITS})",
    re.VERBOSE,
)
JOIN_WORDS = re.compile(rf"(?P<join>\ to\ |\ or\ |\ and\ |\s?[-–—]\s?)(?P<words>{WORDS})", re.VERBOSE)
REPEATED = r"(?P<plus>\+)?"
PERCENT = re.compile(
    r"(?P<plus>\+)?(?:\s?[-–]?(?P<points>percentage[\s-]points?|pp(?:ts?)?|p\.p\.|basis\ points|bps)"
    r"|\s?(?:%|٪|-?percent|per\ cent|pct))(?![\w])\+?"
    r"(?P<more>[\s-]points?)?",
    re.VERBOSE | re.IGNORECASE,
)
MONEY_AFTER = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?P<word>{units.any_of([*units.MONEY, *units.CENTS])})(?!\w)", re.IGNORECASE
)
CODE_AFTER = re.compile(rf"\s(?:{CODE})(?!\w)")
PER = re.compile(
    r"\+?(?:\s(?:USD|EUR|GBP))?\s?(?:(?:/|\bper\s|\ba(?:n)?\s|\beach\s|\bevery\s|/\s)(?:user|seat|person"
    r"|member|agent|site|editor)?\s?(?:/|per\s)?\s?)?(?P<period>" + units.any_of(units.PERIODS) + r")(?!\w)",
    re.IGNORECASE,
)
FOLD = re.compile(r"(?P<plus>\+)?(?:\s?(?P<x>[x×X])(?![\w])(?!\s?\d)|[\s-]?fold(?!\w)|[\s-]times(?!\w))")
OFTEN = re.compile(r"\s(?:a|an|per|each|every|in|this|that|during|before|after|daily|weekly|already|over|so)\b")
TIME = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?:(?:business|working|calendar|full|consecutive|straight"
    rf"|more)\s)?(?P<unit>{units.any_of(units.TIME)})(?!\w)",
    re.IGNORECASE,
)
HALF_TIME = re.compile(r"(?:[\s-](?:an?\s)?)(?P<unit>hour|day|year|decade|century|minute|second|mile|dozen)(?!\w)")
CSS = re.compile(rf"(?:\s?pixels?|{units.any_of(units.CSS)})(?![\w/])")
SYMBOL = re.compile(rf"(?P<plus>\+)?(?P<space>[\s-]?)(?P<unit>{units.any_of(units.SYMBOLS)})(?![\w²])")
MEASURE = re.compile(
    rf"(?P<plus>\+)?[\s-]?(?:(?:square|cubic"
    rf"|nautical)\s)?(?P<unit>{units.any_of(units.MEASURES)})(?!\w)",
    re.IGNORECASE,
)
OUT_OF = re.compile(
    r"\ (?P<in>out\ of|in|of)\ (?:every\ )?(?P<whole>\d[\d,]*|[a-z]+)(?![\w%.]\w|%|\s?(?:percent|million|billion))",
    re.VERBOSE,
)
GLUED = re.compile(r"[A-Za-z][\w-]*|[-_]\d|\(k\)|\.\w")

BOUND_BEFORE = re.compile(
    r"(?<![\w°])(?P<word>more than|over|above|exceed(?:s|ed|ing)?|upwards? of|north of|greater than|in excess of"
    r"|(?:sur)?pass(?:es|ed|ing)|topp(?:ed|ing)"
    r"|at least|a minimum of|minimum|no (?:fewer|less) than|starting (?:at|from)|starts? (?:at|from)|from"
    r"|up to|at most|no more than|(?:a )?maximum of|max|as (?:much|many|high|long) as|not more than|within|capped at"
    r"|less than|under|below|fewer than|south of|shy of"
    r"|about|around|roughly|approximately|approx\.?|some|nearly|almost|close to|(?:an )?estimated|circa|c\."
    r"|ca\.|virtually|just (?:over|under)|somewhere around|on the order of)"
    r"\s(?:the |an? |just )?\Z",
    re.IGNORECASE,
)
BOUND_OF: dict[str, Bound] = {
    **dict.fromkeys("about around roughly approximately approx some nearly almost close an estimated circa c "
    "ca virtually somewhere on".split(), "approx"),
    **dict.fromkeys("at-least minimum a-minimum no-fewer no-less starting starts start from".split(), "at-least"),
    **dict.fromkeys("up at-most no-more maximum a-maximum max as not within capped".split(), "at-most"),
    **dict.fromkeys("less under below fewer south shy just-under".split(), "less-than"),
    "just-over": "more-than",
    "upwards": "more-than",
    "upward": "more-than",
}  # fmt: skip
BOUND_AFTER = re.compile(
    r"(?P<plus>\s?\+|\splus\b|\sor (?:more|higher|above|greater|older|longer)\b|\sand (?:up|above)\b)"
    r"|(?P<less>\sor (?:less|fewer|lower|under|below|younger)\b|\sor so\b)"
)
MARKS: dict[str, Bound] = {
    "~": "approx",
    "≈": "approx",
    "∼": "approx",
    "<": "less-than",
    ">": "more-than",
    "≥": "at-least",
    "≤": "at-most",
}

LABEL = re.compile(
    r"(?:\b(?:[Ss]tep|[Cc]hapter|[Ss]ection|[Ff]igure|Fig\.?|[Tt]able|[Pp]art|[Pp]hase|[Ll]evel|[Tt]ier"
    r"|[Ll]esson|[Mm]odule|[Dd]ay|[Ww]eek|[Mm]onth|Year|[Tt]ip|[Rr]ule"
    r"|Item|[Pp]age|p\.|pp\.|[Aa]ppendix|[Qq]uestion|[Oo]ption|[Ss]tage|[Rr]ound|[Ee]pisode|Ep\.|Vol(?:ume"
    r"|\.)|Issue|[Nn]umber|Nos?\.|[Ll]ines?|[Tt]ype|[Gg]rade"
    r"|Scenario|Example|Article|Art\.|Title|Room|[Ss]lide|[Tt]ask|Method|Strategy|Mistake|Reason|Myth"
    r"|[Ll]ayer|[Zz]one|Class|Group|Category|Priority|[Rr]ow|[Cc]olumn"
    r"|[Pp]ort|[Ee]rror|[Ss]tatus|[Cc]ode|Track|Season|Fortune|Forbes|Route|Highway|Form|Schedule"
    r"|Regulation|Principle|Challenge|Clause|Point|Case|Test|Exercise|Project|Pillar|Idea|Sprint)s?\s|[§№]\s?)\Z"
)
VERSIONED = re.compile(
    r"(?:\b(?:[Vv]ersions?|[Rr]elease|[Bb]uild|Python|Node(?:\.js)?|Java|Windows|macOS|iOS|Android|Ubuntu"
    r"|Debian|Chrome|Firefox|PHP|Ruby|Rails|Django|React"
    r"|Vue|Angular|Next(?:\.js)?|Astro|Tailwind(?: CSS)?|Bootstrap|TypeScript|Swift|Kotlin|Go|Rust|GPT"
    r"|Claude|Gemini|Llama|Opus|Sonnet|Haiku|Mistral|Postgres(?:QL)?"
    r"|MySQL|Kubernetes|Terraform|Laravel|Svelte|Nuxt|Vite|HTML|CSS|ES|HTTP|TLS|USB|Wi-?Fi|Bluetooth|PCIe"
    r"|iPhone|iPad|Galaxy|Pixel|PlayStation|Xbox|Web|Industry"
    r"|RFC|ISO|IEEE|PEP|EN|DIN|WCAG|AA|ERC|EIP|CVE|Unicode|OAuth|SOC|Intel Core|Ryzen|\.NET|C#|C\+\+"
    r"|ECMAScript|Elasticsearch|Hugo|Jekyll|WordPress|Drupal)\s?-?)\Z"
)
NAMED = re.compile(r"(?<=[\w,;:)] )(?P<name>[A-Z][A-Za-z+#]*)\s\Z")
NOT_A_NAME = frozenset(
    "A An The In On At By From Since Until Till Of For To Over Under About Around Top Best These Those Our My "
    "Your Their Its With Between Up Only Just Every "
    "All Some Than And Or But If When Nearly Almost Roughly Approximately Most Least More Less Fewer Save "
    "Saves Get Gets Cost Costs Takes Take Is Are Was Were "
    "Has Have Had After Before Within Into Early Late Mid Next Last First Past I We You They He She It Year "
    "Years Minimum Maximum Total Average Pay Earn Make Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
)
YEAR_CUE = re.compile(
    r"\b(?:in|since|by|from|until|till|of|for|during|early|late|mid|through|to|before|after|circa|year|and"
    r"|or|the|©|copyright|summer|spring|fall|autumn|winter|end)[\s-]\Z",
    re.IGNORECASE,
)

STOP = frozenset(
    "and or but in on at for with to by from is are was were be been than per as if when while that which who "
    "more less fewer faster slower higher lower "
    "cheaper better worse the a an of this that these those it its their our your my his her not into over "
    "under between within after before since until "
    "each every have has had will would can could may might should do does did so then because years year ago "
    "about around via plus versus vs said".split()
)
SINGULAR_S = ("ss", "us", "is", "ous", "as", "news")
PLURALS = frozenset("people men women children teeth feet mice staff police data media folks criteria alumni".split())
NOUN_WORD = re.compile(r"[\s-](?P<word>[A-Za-z][A-Za-z'’/-]*)")
OF = re.compile(r"\+?\sof\s(?:all\s|the\s|our\s|their\s|its\s|these\s|those\s|your\s|my\s|U\.?S\.?\s)*")
PLAIN = re.compile(rf"(?P<sign>)(?P<code>)(?P<digits>{DIGITS})", re.VERBOSE)
SECOND_PERCENT = re.compile(
    rf"(?P<join>\s?[-–—‑]\s?|\ to\ |\ and\ )(?P<digits>{DIGITS})\s?(?:%|percent|per\ cent)(?!\w)", re.VERBOSE
)
WORD = re.compile(r"\S\w*")
LIST_START = re.compile(r"\s*\(?\d{1,3}[.)]")
EXPERIENCE = re.compile(r"\s(?:of|ago|old|in|experience)\b")
ARTICLE = re.compile(r"\b(?:[Tt]he|[Oo]ur|[Aa]n?|[Tt]his|[Nn]ew) \Z")
