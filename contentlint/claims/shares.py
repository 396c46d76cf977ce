"""What percentages, amounts of money, fractions, multiples and ratios weigh as claims.

Each function returns (strong, why it could be a claim); why is empty for a figure that can't be one.
"""

from __future__ import annotations

import re
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit
from contentlint.text.figures import Figure

_HALF_DO = re.compile(
    r"\s+(?:have|say|said|are|were|would|report|admit|never|also|still|now|already|use|using|prefer|believe|feel|think|"
    r"want|plan|expect|work|live|rent|own|agree|struggle|fail|rely)\b"
)
_NEARLY = re.compile(r"\b(?:nearly|almost|about|over|more than|roughly|only|just|around|fewer than|less than) $", re.I)
_OF_THAT = re.compile(r"\s+of (?:that|those|these|them|it)\b")
_HALF_THE = re.compile(
    r"\s+(?:the|all|America's|Europe's) (?:world|country|nation|population|planet|market|workforce|internet|web|"
    r"people|adults|"
    r"households|businesses|companies|users|workers|students|patients)\b"
)
"""What "half the world" is half of."""
_HALF_OF_WHAT = re.compile(
    r"\s+the (?:cost|price|size|rate|number|risk|amount|rent|salary|weight|time it takes|energy) (?:of|that)\b"
)
"""A comparison with something else: "half the price of"."""
_CLAUSE_BEGINS = re.compile(r"(?:[—–;,]|\b(?:and|while|but)) $")
_OF_THOSE = re.compile(r"\W*Of (?:those|these|them|the|all)\b[^,]{0,60}, (?:(?:\w+ ){0,2}?)half [a-z]", re.IGNORECASE)
_BARELY = re.compile(
    r"\b(?:barely|nearly|almost|only|just|about|more than|less than|fewer than|over|roughly) $", re.IGNORECASE
)
_ADJECTIVE = re.compile(
    r"(?:triple|double|quadruple)[ -](?!(?:the|its|their|his|her|our|your|that|what|in|to|every|within|as|over|by|from|"
    r"since|each|this|these|those)\b)[a-z]|[\w-]+-?fold\s?:|doubl\w+ (?:up|down|back|as)\b"
)
"""A multiple that only describes a thing: "triple quotes", "the answer is two-fold:"."""
LOOSE = re.compile(
    r"(?:\w+-figure|several |a few |many )?(?:(?:tens|dozens|hundreds|thousands|millions|billions)\b|(?:hundred|"
    r"thousand|"
    r"million|billion)\b)",
    re.IGNORECASE,
)
_RATE_IS = re.compile(
    r"\b(?:rates?|chances?|odds|probability|risk) (?:[\w ]{0,30} )?(?:is|are|of|was|at) "
    r"(?:about |only |around |roughly )?$"
)
_SIDE = re.compile(r"\b(?:upper|lower|other|first|second|latter|bottom|top|back|left|right|better)\s$", re.IGNORECASE)
BEFORE = 90
"""How far before a figure words can bear on it: far enough for a clause, and time stays linear."""
_WORD_NEXT = re.compile(r"\s+(?:of\s+)?[A-Za-z]{3,}")
_PARTS = re.compile(r"\b(?:in|of)\b|/", re.IGNORECASE)
_LAW = re.compile(r"(?:.{0,40}[.:] )?(?:Doubling|Halving|Tripling|Quadrupling) ")
_MULTIPLE_WORD = re.compile(r"doubl|tripl|quadrupl|\w-?fold", re.IGNORECASE)
_SHELL = re.compile(r"\$[A-Z_]{2,}|\$\{")
_BY = re.compile(r"\b(?:by|about|roughly|ratio(?: of)?)\s(?:a |up to |about |roughly |nearly |over |around )?$")
_RETURN = re.compile(
    r"\b(?:ROI|return on investment|odds|ratio) (?:of|is|was|averages) (?:about |roughly |over )?$", re.IGNORECASE
)
_CHANGED_BY = re.compile(
    r"\b(?:jump\w*|soar\w*|climb\w*|surg\w+|plung\w+|slid|fell|falls?|dropp\w+|drops?|declin\w+|shr\w+|cuts?|"
    r"reduc\w+|rose|rises?|grew|grows?|increas\w+|improv\w+|is|are|was|were|bills?|prices?|costs?|sales|rents?)"
    r"\b(?:[^.;]|\.\b){0,40}\b(?:by|up by|down by) (?:about |roughly |nearly |over |almost |more than )?$",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\b(?:(?:jump|climb|dropp|gain|increas|declin)\w*|rose|risen|rises?|fell|fallen|falls?|grew|grown|grows?|shrunk|"
    r"lost|(?<!take )(?<!takes )(?<!taking )(?<!took )(?<!use )(?<!make )(?<!makes )up|down) (?:about |roughly |"
    r"nearly |over |almost |around |by )?$",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"\b(?:fallen|fell|risen|rose|dropped|shrunk|shrank|grown|grew|climbed|increased|declined) to (?:about |around |"
    r"just |only |"
    r"nearly |almost |roughly )?(?:a |one )?$"
)
_COMPARED = re.compile(r"\s+(?:more|less|higher|lower|cheaper|faster|longer|shorter|larger|smaller)\b", re.IGNORECASE)
NONE = (False, "")
"""A figure that claims nothing."""


def percent(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A percentage, unless it says what a product is made of."""
    if lexicon.after("materials", unit.text, figure.end):
        return NONE  # "10% glycolic acid", "80% cotton"
    return True, "a percentage"


def money(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """An amount of money, unless it only describes a thing."""
    if not figure.high or (figure.high < 10 and _SHELL.search(unit.text)):
        return NONE
    if LOOSE.match(figure.text):
        return False, "a quantity without a figure"
    if figure.text.endswith(("-dollar", "-euro", "-pound")) or unit.text.startswith("-dollar", figure.end):
        return NONE  # "a billion-dollar firm"
    return True, "an amount of money"


@lru_cache(maxsize=4)
def _share(wholes: str) -> re.Pattern[str]:
    return re.compile(
        r"\s+of\s+(?:all |the |our |their |its |those |these |U\.?S\.? )*(?:[A-Za-z'-]+ ){0,2}?"
        rf"(?:(?!(?:seems|was|has|does|goes|gets|says|looks|comes)\b)[A-Za-z][A-Za-z-]*s|(?:(?i:{wholes}))(?!-))"
        r"(?![\w'])"
    )


def fraction(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A fraction: a share of people or things, or how much something changed; not "half the battle"."""
    if _PARTS.search(figure.text):
        is_rate = _RATE_IS.search(unit.text, max(0, figure.start - BEFORE), figure.start)
        return (True, "a share of a whole") if is_rate or _WORD_NEXT.match(unit.text, figure.end) else NONE
    if _CHANGED_BY.search(unit.text, max(0, figure.start - BEFORE), figure.start):
        return True, "a change by a share"
    if _MOVED.search(unit.text, max(0, figure.start - 30), figure.start):
        return True, "a change by a share"
    if _MOVED_TO.search(unit.text, max(0, figure.start - 40), figure.start):
        return True, "a change to a share"
    if _COMPARED.match(unit.text, figure.end):
        return True, "a comparison by a share"
    if _HALF_DO.match(unit.text, figure.end) and _NEARLY.search(unit.text, max(0, figure.start - BEFORE), figure.start):
        return True, "a share of people"
    if _OF_THOSE.match(unit.text) or (
        _HALF_DO.match(unit.text, figure.end)
        and _CLAUSE_BEGINS.search(unit.text, max(0, figure.start - 8), figure.start)
    ):
        return True, "a share of people"
    if _HALF_THE.match(unit.text, figure.end) or _HALF_OF_WHAT.match(unit.text, figure.end):
        return True, "a share of a whole"
    if _OF_THAT.match(unit.text, figure.end) and _BARELY.search(unit.text, max(0, figure.start - BEFORE), figure.start):
        return True, "a share of a whole"
    if not _share(lexicon.source("share-wholes")).match(unit.text, figure.end) or _SIDE.search(
        unit.text, max(0, figure.start - BEFORE), figure.start
    ):
        return NONE  # "half the battle", "one third down"
    return True, "a share of a whole"


def multiple(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A multiple that compares or that something grew by; not "a triple espresso"."""
    if _LAW.match(unit.text):
        return NONE  # "Doubling the length quadruples the work": a law, not a finding
    if (
        (
            _MULTIPLE_WORD.search(figure.text)
            and not figure.text[0].isupper()
            and not _ADJECTIVE.match(unit.text, figure.start)
        )
        or lexicon.after("comparison-words", unit.text, figure.end)
        or _MOVED.search(unit.text, max(0, figure.start - 30), figure.start)
        or _BY.search(unit.text, max(0, figure.start - BEFORE), figure.start)
    ):
        return True, "a multiple"
    return NONE


def ratio(unit: Unit, figure: Figure, official: bool, lexicon: Lexicon) -> tuple[bool, str]:
    """A ratio of a return, of odds or of a comparison."""
    if _RETURN.search(unit.text, max(0, figure.start - 40), figure.start):
        return True, "a ratio"
    if _BY.search(unit.text, max(0, figure.start - BEFORE), figure.start) or lexicon.after(
        "comparison-words", unit.text, figure.end
    ):
        return True, "a ratio"
    return NONE
