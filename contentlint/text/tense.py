"""Whether English words speak of now or of the past: by the verb that is nearest, a known form or one in "ed"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

Tense = Literal["now", "past", ""]

_WORD = re.compile(r"[$€£]?[\w-]+(?:'[a-z]+)?", re.IGNORECASE)

_PAST = frozenset(
    "was were wasn't weren't had hadn't did didn't became underwent overtook undertook arose awoke bent bred "
    "burnt caught clung crept dealt drank drove dug drew fled flew fought forgot froze hid hung laid rang rode "
    "sang sank sat sought shook shone shot shrank slept slid sped spun sprang stole struck swam swept swore "
    "taught threw tore withdrew woke wore wove began went came grew rose fell made took saw got gave wrote bought "
    "sold spent lost ran won said told brought thought knew felt kept held met paid built sent stood chose broke "
    "found heard fallen risen grown gone shown seen done taken would might could stuck been used ago originally "
    "previously coining inventing pioneering founding".split()
)
_NOW = frozenset(
    "is are isn't aren't am there's it's here's you're they're we're has have must should can can't cannot may will "
    "won't do does don't doesn't need needs continue continues remain remains matter matters look looks looking "
    "expect expects mean means make makes work works want wants offer offers sell sells costs pay pays earn earns "
    "accept accepts include includes reaches sits begins come comes goes buys holds keeps become becomes tend tends "
    "rely relies receive receives serve serves getting shaping grow grows demand demands require requires provide "
    "provides start starts range ranges averages get gets give gives take takes let lets help helps allow allows "
    "apply applies use uses choose prefer recommend recommends suggest suggests cap caps charge charges".split()
)
_WEAK = frozenset(
    "work works need needs look looks help helps cap caps charge charges range ranges costs offers demand demands "
    "start starts pay averages matter matters".split()
)
"""Forms that are nouns as often as verbs: another verb before one has the say ("received complaints about work")."""
_OPEN_PAST = frozenset(
    "put set cut hit let read come become run begun known given written driven chosen broken".split()
)
"""What "has" makes the past of besides words in "ed" and those of `_PAST`."""
_IS = frozenset("is are isn't aren't be being get gets getting you're they're we're and".split())
"""After one of these a word in "ed" tells no past: "is required"."""
_PARTICIPLES = frozenset(
    "built made sold told thought brought found held kept paid written driven drawn taken given done shown known sent "
    "spent taught worn woven hidden broken chosen grown".split()
)
"""Past forms that after "is" tell what is so: "it is built on"."""
_BE = frozenset("is are isn't aren't be being gets get".split())
_NO_VERB = frozenset(
    "need needed based speed feed exceed proceed succeed indeed embed hundred shed red limited unlimited advanced "
    "updated combined explained compared ranked simplified required recommended".split()
)
"""Words in "ed" that tell no past by themselves."""
_REVISED = frozenset("revised updated rewritten reworked edited refreshed".split())
"""What "for 2024" follows in the title of a page that is kept up."""
_ARTICLES = frozenset("a an the this these your our its their every each any own".split())
_SUBJECTS = frozenset("i we they he she it that who what how".split())
_LINKS = frozenset("in of for during to under on at by with before after from".split())


def nearest(before: str, after: str) -> Tense:
    """The tense of the last verb before a place, else of the first one after it; "" where none is known."""
    words, weak = _WORD.findall(before.replace("’", "'").lower()), False
    for at in reversed(range(len(words))):
        tense = _tense(words, at)
        if tense and words[at] not in _WEAK:
            return tense
        weak = weak or bool(tense)
    if weak:
        return "now"
    words = _WORD.findall(after.replace("’", "'").lower())
    return next((tense for at in range(len(words)) if (tense := _tense(words, at))), "")


def _tense(words: Sequence[str], at: int) -> Tense:
    word, last = words[at], words[max(0, at - 2) : at]
    if word in _NOW and last[-1:] == ["to"]:
        return ""
    if word == "been" and "never" in last:
        return ""
    if word in ("used", "paid") and not _IS.isdisjoint(last):
        return ""
    if word in _PARTICIPLES and not _BE.isdisjoint(last):
        return ""
    if last[-1:] and last[-1] in _ARTICLES and _is_past_form(word):
        return ""  # "a retired greyhound"
    if word == "cost" and at + 1 < len(words) and words[at + 1].lstrip("$€£").isdigit():
        # "A kettle that cost $20", but "kettles cost $20" and "it may cost $20".
        return "past" if last and not (last[-1].endswith("s") or last[-1] in _NOW or last[-1] == "to") else "now"
    if word in _PAST or (_is_past_form(word) and _IS.isdisjoint(last)):
        return "past"
    if word in _NO_VERB and word.endswith("ed") and not _SUBJECTS.isdisjoint(last) and _IS.isdisjoint(last):
        return "past"  # "pages that ranked", "they recently updated"
    if word in ("has", "have") and _is_perfect(words[at + 1 : at + 4]):
        return ""  # what follows tells: "has been", "have risen"
    return "now" if word in _NOW else ""


def _is_perfect(following: Sequence[str]) -> bool:
    """True when words after "has" hold a past participle: "has since risen", but not "has over 20 shops"."""
    if following[:1] == ["become"]:
        return False  # "has become" tells what is now
    return any(word in _PAST or word in _OPEN_PAST or _is_past_form(word) for word in following)


def _is_past_form(word: str) -> bool:
    return word.endswith("ed") and len(word) > 3 and word.isalpha() and word not in _NO_VERB


def is_told(text: str) -> bool:
    """True for a title or heading that tells of what was: "What we learned in 2022", but not "Automated tests"."""
    words = _WORD.findall(text.replace("’", "'").lower())
    for at, word in enumerate(words):
        follows = words[at + 1] if at + 1 < len(words) else ""
        if word in _REVISED and follows == "for":
            continue
        if word in _PAST and _tense(words, at) == "past":
            return True
        if _is_past_form(word) and (
            (follows in _LINKS and _IS.isdisjoint(words[max(0, at - 1) : at]))
            or not _SUBJECTS.isdisjoint(words[max(0, at - 2) : at])
        ):
            return True
    return False
