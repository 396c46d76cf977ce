"""Who a sentence says it has its claim from: a name, nobody in particular, or a source named before."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from contentlint.catalog.lexicon import Lexicon
from contentlint.guard.records import dataclass

_NAME = r"[A-Z][\w&.'-]{0,40}(?:(?:\s+(?:of|for|the|and|on|de|von|in))?\s+[A-Z&][\w&.'-]{0,40}){0,19}"
"""A name of at most 20 words. Without limits, what follows it would be looked for from each of its letters to each."""
_YEAR = re.compile(r"(?<!by )(?<!before )(?<!since )(?<!until )(?<!after )\b(?:19[5-9]\d|20\d\d)\b")
_TITLE = re.compile(r"[\"“][^\"”]{8,}[\"”]|\b(?:titled|entitled|called)\b")
_SAMPLE = re.compile(
    r"\b(?:of|surveyed|polled|analy[sz](?:ed|ing|is of)|across|among|involving|with) (?:over |more than |"
    r"nearly |about )?"
    r"(?:\d[\d,.]*\d{2}|\d[\d,.]* (?:million|billion|thousand))\+? (?!percent|%|and\b|or\b|to\b|per\b|in\b|jobs|"
    r"new\b|dollars)[a-z]",
    re.IGNORECASE,
)
_NOT_VAGUE = re.compile(
    r"\b(?:(?:our|my|this|these|those|that|your|their|its|his|her|same)\s+(?:[\w-]+\s+){0,2}"
    r"|(?:case|what|how|why|where|when|if)\s+(?:the )?)$",
    re.IGNORECASE,
)
_OF_A_SYSTEM = re.compile(r"data (?:points? to\b|(?:on|from|in|of) the \w+ (?:helps|confirms|shows)\b)", re.IGNORECASE)
"""Data that a program works with, to which nobody appeals."""
_WORD = re.compile(r"[\w'-]+")
_FOLLOWING = re.compile(r" ([a-z]+)\b")
_BLANKS, _NO_BLANKS = re.compile(r"\s*"), re.compile(r"\S+")
_LONGEST = 1500
"""Code points of a sentence in which an attribution is looked for; what is longer is no sentence."""
_LONG_NAME = re.compile(
    r"[A-Z]\w+\s+[A-Z]\w+\s+(?:Survey|Report|Index|Census|Study|Barometer|Assessment|Outlook|Atlas|Database|Yearbook|"
    r"Tracker|Monitor|Scorecard)\b"
)
_FINDS = (
    " reports",
    " reported",
    " found",
    " finds",
    " notes",
    " estimates",
    " predicts",
    " warns",
    " reveals",
    " concluded",
)
"""Verbs by which a name is said to have found something out, be it a name that nobody knows."""
_LEAD = re.compile(r"(?:according to|as per|per|based on|citing|going by)\s+(?:the )?", re.IGNORECASE)
_CITATION = re.compile(r"\(([A-Z][\w'-]+(?: et al\.?| (?:and|&) [A-Z][\w'-]+)?,? (?:19|20)\d\d[a-z]?)\)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have it. `start` and `end` lie in the unit's text; `findable` when the work can be found."""

    kind: Literal["named", "vague", "anaphor"]
    words: str
    start: int
    end: int
    findable: bool = False


_Bare = Literal["always", "never", "verb", "that"]


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to name a source. It is only looked for beside one of `words`.

    Without a figure in the sentence it counts `always`, `never`, only before a verb of reporting (`verb`), or only of a
    known publisher that is said to say something (`that`).
    """

    bare: _Bare
    words: frozenset[str]
    pattern: re.Pattern[str]


@lru_cache(maxsize=8)
def _forms(
    works: str, verbs: str, specs: str, institutions: str, works_words: frozenset[str], verbs_words: frozenset[str]
) -> tuple[_Form, ...]:
    some = r"(?:(?:a|an|the|its|their|one|this) )?(?:(?!your |our |my )[\w'-]+ ){0,4}?"

    def form(bare: _Bare, beside: str, pattern: str) -> _Form:
        return _Form(bare, frozenset(beside.split()) or works_words, re.compile(pattern))

    return (
        form("always", "according as", rf"\b(?i:according to|as per)\s+{some}(?P<name>{_NAME})"
             rf"(?!['\w ]*\b(?i:{specs}))"),
        form("verb", "from reported published source", rf"\b(?i:data from|figures from|numbers from|reported by|"
             rf"published (?:by|in)|source:)\s+{some}(?P<name>{_NAME})"),
        form("verb", "", rf"\b(?i:{works})\s+(?i:by|from|conducted by|published by|published in|released by|out of|"
             rf"commissioned by|at)\s+(?i:the )?(?P<name>{_NAME})"),
        form("always", "", rf"(?P<name>{_NAME})\s+(?:[\w-]+\s+){{0,3}}?(?i:{works})\s+(?:(?:also|now|from|of|for|in|"
             rf"(?:19|20)\d\d)\s+){{0,3}}?(?i:{verbs})\b"),
        _Form("that", verbs_words, re.compile(rf"(?:^|[.;:–—(]\s*|, |\b(?:that|and|as) )(?P<name>{_NAME})"
              rf"(?<!'s)(?:\s\([^()]{{2,60}}\))?\s+(?:also |recently |now |once )?(?i:{verbs}|put)\b")),
        _Form("that", verbs_words, re.compile(rf"(?:^|[.;:–—(]\s*|, |\b(?:that|and|as) )(?P<name>{_NAME}(?:'s|’s) "
              rf"(?:(?:19|20)\d\d )?{_NAME})\s+(?:also |recently |now )?(?i:{verbs})\b")),
        _Form("never", frozenset(), re.compile(rf"\((?:[Ss]ource:? )?(?P<name>{_NAME})(?:,? (?:(?:19|20)\d\d)"
              rf"|\s+(?i:{works}))[^()]{{0,40}}\)")),
        form("always", "conclusion", rf"(?P<name>{_NAME}) (?:has |have )?(?:reach|c[ao]me)(?:es|ed|s)? (?:to )?"
             r"(?:a|the) (?:similar|same|opposite|different) conclusion"),
        form("always", "recommends recommend suggests advises advise warns says found estimates discourages discourage "
             "opposes considers urges", rf"(?P<name>(?:"
             rf"{_NAME} )?(?:{institutions})(?: (?:of|for|on|and|in) {_NAME})?)(?:\s\([^()]{{2,60}}\))?\s+"
             rf"(?:also |now |currently )?(?:recommends?|suggests|advises?|warns|says|found|estimates|discourages?|"
             rf"opposes|considers|urges)\b"),
        form("always", "studied surveyed analyzed analysed examined tracked reviewed", rf"(?P<name>{_NAME})\s+"
             rf"(?:studied|surveyed|analy[sz]ed|examined|tracked|reviewed) (?:[^.;]|\.\b){{3,90}} and "
             rf"(?:found|concluded|discovered)\b"),
        form("always", "as", rf"\b[Aa]s (?:the )?(?P<name>{_NAME})\s+(?:notes|noted|reports|reported|found|"
             rf"points out|estimates|shows)\b"),
        form("always", "", rf"(?P<name>{_NAME})-(?:commissioned|funded|sponsored|led) (?i:{works})"),
        form("always", "per", rf"(?:^|\s)[Pp]er (?:the )?(?P<name>{_NAME})(?:'s)?(?: (?i:{works}))?,"),
        form("never", "", rf"\b(?P<name>{_NAME})'s?\s+(?:[\w-]+\s+){{0,4}}?(?i:{works})\b"),
    )  # fmt: skip


def attribution(
    text: str, lexicon: Lexicon, has_figure: bool, names: frozenset[str] = frozenset()
) -> Attribution | None:
    """The attribution of a sentence, or None. A name counts for more than an appeal to nobody.

    A bare "X says" or "X's data" is an attribution only with a figure beside it. A single ordinary word that begins
    the sentence is a name only when it is a known publisher or one of `names`, the words that the post writes with
    a capital inside a sentence.
    """
    text = text[:_LONGEST]
    works, verbs = lexicon.source("named-source-words"), lexicon.source("reporting-verbs")
    words = lexicon.words_of(text)
    specs, institutions = lexicon.source("specification-words"), lexicon.source("institution-words")
    works_words, verbs_words = lexicon.words("named-source-words"), lexicon.openers("reporting-verbs")
    for form in _forms(works, verbs, specs, institutions, works_words, verbs_words):
        if (form.bare == "never" and not has_figure) or (form.words and form.words.isdisjoint(words)):
            continue
        match = form.pattern.search(text)
        while match:
            start, end = _cleaned(text, *match.span("name"), lexicon)
            name = " ".join(text[start:end].split())
            told = has_figure or form.bare == "always"
            if not told and form.bare == "that":
                told = text.startswith(" that ", match.end()) and (
                    lexicon.has("publishers", name) or match.group().endswith(_FINDS)
                )
            elif not told:
                told = re.search(rf"\b(?:{verbs})", text[match.end() :], re.IGNORECASE) is not None
            is_told_of = text.startswith(" (", match.end("name"))  # "Wiley (the publisher) reported …"
            following = _FOLLOWING.match(text, end)
            if following and following[1] in lexicon.words("idea-words"):
                told = False  # "the Dunning-Kruger effect" is no work
            if name and told and (is_told_of or is_name(name, text, match.start("name"), lexicon, names)):
                return Attribution("named", name, start, end, _findable(text, match, name))
            match = form.pattern.search(text, match.start("name") + 1)
    citation = _CITATION.search(text) if "(" in text else None
    if citation:
        return Attribution("named", citation[1], citation.start(1), citation.end(1), True)
    vague = lexicon.search("vague-sources", text)
    if vague is None and has_figure and " | " not in text:
        vague = lexicon.search("vague-beside-figures", text)
    pointing = lexicon.search("anaphora", text)
    if pointing and (not vague or (pointing.start, -pointing.end) <= (vague.start, -vague.end)):
        return Attribution("anaphor", pointing.words, pointing.start, pointing.end)
    if vague and _OF_A_SYSTEM.match(text, vague.start):
        vague = None
    if vague and not _NOT_VAGUE.search(text[: _with_adjectives(text, vague.start, lexicon)]):
        start = _BLANKS.match(text, vague.start).end()  # type: ignore[union-attr]  # it matches nothing, too
        lead = _LEAD.match(text, start, vague.end)
        start = _with_adjectives(text, lead.end() if lead else start, lexicon)
        appeal = text[start : vague.end].rstrip()
        return Attribution("vague", appeal, start, start + len(appeal))
    return None


def _with_adjectives(text: str, start: int, lexicon: Lexicon) -> int:
    """Where an appeal begins that has its noun at `start`: at the first of the adjectives before it."""
    begin, words = start, list(_WORD.finditer(text, max(0, start - 60), start))[-8:]
    while words and not text[words[-1].end() : begin].strip():
        pair = text[words[-2].start() : words[-1].end()] if len(words) > 1 else ""
        if lexicon.fullmatch("appeal-adjectives", words[-1].group()):
            begin = words.pop().start()
        elif lexicon.fullmatch("appeal-adjectives", pair):  # "dozens of"
            words.pop()
            begin = words.pop().start()
        else:
            break
    return begin


def is_name(name: str, text: str, at: int, lexicon: Lexicon, names: frozenset[str]) -> bool:
    """True unless a word is capitalised only because it begins the sentence."""
    if " " in name or not re.fullmatch(r"[A-Z][a-z-]+", name) or re.search(r"[a-z,'\")] $", text[:at]):
        return True
    return name in names or lexicon.has("publishers", name)


def _cleaned(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """Where a name stands without the ordinary words that a sentence begins with; an empty stretch for none."""
    words = [match.span() for match in _NO_BLANKS.finditer(text, start, end)]
    first, last = 0, len(words)
    while first < last and lexicon.fullmatch("sentence-openers", text[slice(*words[first])].split("'")[0].strip(".")):
        first += 1
    while first < last and text[slice(*words[last - 1])].lower() in ("of", "for", "the", "and", "&", "on", "in"):
        last -= 1
    if first == last:
        return start, start
    start, end = words[first][0], words[last - 1][1]
    end -= 2 if text.endswith("'s", start, end) else text.endswith((".", ","), start, end)
    return (start, end) if end - start > 1 and not text[start:end].isdigit() else (start, start)


def _findable(text: str, match: re.Match[str], name: str) -> bool:
    """Publisher or author and a year, a title or a sample; or a work that goes by its own long name."""
    near = text[max(0, match.start() - 60) : match.end() + 80]
    if _YEAR.search(text, max(0, match.start() - 14), match.end() + 14) or _TITLE.search(near) or _SAMPLE.search(near):
        return True
    return _LONG_NAME.search(name) is not None
