"""What tells the reader what to do: instructions, targets, limits and recommendations, whose figures claim nothing.

Each function gives the reason in words, or None.
"""

from __future__ import annotations

import re

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.supposed import OF_WHOM
from contentlint.claims.units import Unit

_AT = re.compile(
    r"\s*(?:at|when|once|above|below|over|under|after|beyond|past|by|for|with|during|without)\b[^,]{1,50},\s+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s+(?:a|an|the|your|my|our|this|that|these|those|all|any|each|every|at|for|with|up|to|in|on|of|it|them|"
    r"yourself|no|only|"
    r"just|about|around|under|over|between|from|as|out|down|into|off|more|less|new|one|two|three|[\d$€£¥₹~<>]|"
    r"\w+ly\b|both|some|several|multiple|and|or|for|getting|using|making|building|saving|doing|being|"
    r"earning)(?!\w)|\s+[\d$€£¥₹~<>]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?:[^ ]* ){3}")
"""Words before a colon that are a sentence of their own, and no label."""
_FORETOLD = re.compile(r"\b(?:expected|projected|forecast|predicted|estimated) to\b")
_DESCRIBES = re.compile(
    r"(?:Complete|Clean|Clear|Open|Dry|Warm|Secure|Live|Slow|Direct|Separate|Express|Short|Share|Review|Test|Process|"
    r"Record|Own) "
    r"(?:[a-z]+ )?[a-z]+s (?:get|gets|have|see|earn|receive|convert|perform|rank|need|cost|tend|generate|take|make|"
    r"sell|are|show)\b"
)
"""A subject that begins with a word which is a verb elsewhere."""
_ACCURACY = re.compile(r"\d[\d.]*\+?(?:%| percent) (?:accuracy|accurate|precision|success rate|uptime)")
_PROMISED = re.compile(r"\b(?:that|which) (?:can|will|could|have|has|already) ")
"""In "Discover tricks that can triple your sales" the figure is said of the tricks."""
_YIELDS = ("save", "earn", "gain", "lose", "get")
"""Verbs after a dash that tell what comes of following the advice before it."""
_THEN_IT = re.compile(
    r",? and (?:it|they|that|the \w+|your \w+) (?:\w+ly )?(?:jumps?|rises?|drops?|falls?|climbs?|goes|grows?|doubles?|"
    r"triples?|soars?|shrinks?|becomes?|will)\b"
)
_ANNOUNCES = re.compile(r"[:;—–]\s+")
_SAYS_PRICE = re.compile(r"(?<!that )(?<!which )(?<!who )\b(?:starts|costs|runs|averages|ranges|goes|sits|stands)\b")
_SET_TO = re.compile(r"Set to (?:exceed|reach|grow|rise|hit|surpass|double|triple|become|fall|drop)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[;:—–]\s+|[.!?]\s+|,\s+(?:then|and|so|but)\s+")
FINITE = re.compile(
    r"^\W*\w+(?:\s+[\w'-]+){0,3}?\s+(?:is|are|was|were|has|have|had|can|will|would|may|might|does|did|report|shows?|"
    r"suggests?|reach(?:es|ed)?|went|rose|fell|grew|cost|costs|averages?|account(?:s|ed)?|dropped|increased|helps|"
    r"affects|causes|kills|"
    r"declined)\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"[^\w$€£¥₹]*")
_CAN_DO = re.compile(
    r"\b(?:can|may|could|might|will|helps?|shown to|proven to)(?: (?:you|also|help|to))*\W*:$", re.IGNORECASE
)
_ASIDE = re.compile(
    r"\((?:e\.g\.,? |say |even |about |around |at least |up to |ideally |usually |typically |roughly |~|<|>|≥|≤|\+|"
    r"just |"
    r"only )*"
    r"[$€£₹]?\d[\d,.]*(?:\s?(?:%|percent|k))?(?:(?:\s?[-–—]\s?| to | or )[$€£₹]?\d[\d,.]*(?:\s?(?:%|percent|k))?)?"
    r"\+?(?:/[a-z]+| [a-z]+)?\)"
)
"""Brackets around an amount and nothing else: "a small discount (2-3%)"."""
_CHOICE = re.compile(r"(?:[^?:]*:)?\W*(?:which|who|whose|is|are|do|does|can)\b[^?]*\?", re.IGNORECASE)
"""A heading that asks what to choose, under which facts stand: "Which mill should you buy?"."""
_NEXT_CLAUSE = re.compile(r", (?:although|though|but|while|whereas|so)\b|[;—]")
_FOR_MOST = re.compile(r"\b[Ff]or (?:most|the average|the typical|many) [a-z]")
"""What is right for most is what most pay: "for most small mills, the sweet spot is $3,000-$6,000"."""
EFFECT = re.compile(
    r"(?:=|→|⇒|-->?|=>) (?:about |roughly |up to |an? )?\d[\d.]*(?:[-–]\d[\d.]*)?\s?(?:%|percent|x\b) (?:\w+ )?"
    r"(?:reductions?|increases?|more|less|fewer|higher|lower|drops?|growth|boost|lift|faster|loss|decreases?|"
    r"improvement|conversions?|of (?:users|visitors|people|customers|shoppers|buyers))\b",
    re.IGNORECASE,
)
"""An effect written with a sign of equality: "1 second of delay = 7% fewer sales"."""


def is_effect(unit: Unit) -> bool:
    """True for what a list says that a thing can do ("Fasting can: - Reduce …"), and for an effect after a sign."""
    return (unit.is_list and _CAN_DO.search(unit.intro) is not None) or EFFECT.search(unit.text) is not None


def instruction(text: str, start: int, lexicon: Lexicon) -> str | None:
    """An instruction: the clause before the figure begins with a verb in the imperative."""
    if lexicon.has("market-advice", text):
        return None
    opened = text.rfind("(", 0, start)
    if opened > 0 and ")" not in text[opened:start] and not _ASIDE.match(text, opened):
        # what stands in brackets is said beside the instruction, unless it only gives its amount
        text = text[opened:]
        start -= opened
    opening = _AT.match(text)
    begins = [0, *([opening.end()] if opening else []), *(m.end() for m in _CLAUSE.finditer(text, 0, start))]
    begins += [led.end() for begin in begins[1:] if (led := _AT.match(text, begin))]
    for begin in begins:
        at = _FIRST_WORD.match(text, begin).end()  # type: ignore[union-attr]  # it matches nothing, too
        if at > start:
            continue
        verb = lexicon.match("imperatives", text, at) or lexicon.match("imperative-nouns", text, at)
        between = text[verb.end : start] if verb else ""
        if verb and re.search(r"[—–;:]| - |, (?:as|since|because)\b", between) and OF_WHOM.match(text, start):
            continue
        if verb and _DESCRIBES.match(text, at):
            continue  # "Complete profiles get …"
        if verb and _ACCURACY.match(text, start):
            continue  # how good a tool is at it
        if verb and (";" in between or _FORETOLD.search(between) or _PROMISED.search(between)):
            continue  # the next clause is no part of it, nor what is "expected to reach"
        if verb and begin and at + len(verb.words) + 1 == start and verb.words.lower() in _YIELDS:
            continue  # "Cancel what you don't use — save $50 a month"
        if verb and _THEN_IT.search(between):
            continue  # "Push that to five seconds and it jumps to 90%."
        if verb and (text[verb.end : verb.end + 1] == "-" or _SET_TO.match(text, at)):
            continue  # "Break-even", "Set to exceed $2 billion"
        if verb and lexicon.fullmatch("imperative-nouns", verb.words) and _SAYS_PRICE.search(between):
            continue  # "Rent for a small flat starts at $900"
        if ": " in between and lexicon.has("market-verbs", between.rpartition(": ")[2]):
            continue  # "Budget for a desk: a decent one costs $300"
        if verb and not FINITE.match(text[at : start + 1]):
            if lexicon.fullmatch("imperative-nouns", verb.words) and not _GOES_ON.match(text, verb.end):
                continue
            return f"an instruction ({verb.words!r})"
    condition = _AT.match(text)
    if (
        condition
        and start < condition.end()
        and lexicon.match("imperatives", text, condition.end())
        and not lexicon.has("public-figures", text)
    ):
        return "an instruction for when a limit is reached"
    return None


def _stated_from(text: str, start: int) -> int:
    """Where the clause with a figure begins when a colon or dash announces it as a fact, else 0.

    "Here is what should worry you: 80% of mills …" recommends nothing.
    """
    told = _SENTENCE.match(text)
    ends = [m.end() for m in _ANNOUNCES.finditer(text, told.end(), start)] if told and told.end() < start else []
    return ends[-1] if ends and OF_WHOM.match(text, start) else 0


def target(unit: Unit, start: int, end: int, lexicon: Lexicon) -> str | None:
    """A target, a limit or a recommendation: said beside the figure or by the words above its list."""
    said = _stated_from(unit.text, start)
    goes_on = _NEXT_CLAUSE.search(unit.text, end, end + 28)
    reach = goes_on.start() if goes_on else end + 28
    found = lexicon.within("targets", unit.text, max(said, start - 48), reach) or lexicon.within(
        "advice-verbs", unit.text, said, start
    )
    if found and not (_FOR_MOST.search(unit.text, 0, start) and unit.text[start] in "$€£₹"):
        return f"a target or recommendation ({found.words!r})"
    if found:
        return None
    if unit.is_list:
        heading = unit.headings[0] if unit.headings else ""
        for place, text in (("introduction", unit.intro), ("heading", heading), ("column", unit.column(start))):
            found = None if _CHOICE.match(text) else lexicon.search("targets", text)
            if found and not text.startswith(" know", found.end):
                return f"a target, by the {place} of its list ({found.words!r})"
    return None
