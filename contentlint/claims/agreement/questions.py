"""Questions and their answers: "How many questions has the exam?" says what the "75" below it is of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contentlint.claims.agreement.words import GENERIC, SYNONYMS, WORD, measure_of, stem
from contentlint.claims.units import Unit
from contentlint.post.post import Post

_MANY = re.compile(r"\W*how many ((?:[\w-]+ ){0,2}?)([\w-]+)(?= (?:are|is|does|do|can|has|have|will|were)\b|\?)", re.I)
_ABOUT = re.compile(r"(?:\b(?:in|on|of|does|do|has|can|will|is|are)\b\s)", re.I)
_FORMS = (
    ("price", re.compile(r"\W*how much (?:does|do|will|is|are) (?P<of>[^?]*?)(?: cost)?\?", re.I)),
    ("price", re.compile(r"\W*what does (?P<of>[^?]*?) cost\?", re.I)),
    (
        "validity",
        re.compile(
            r"\W*how long (?:is|are|does|do) (?P<of>[^?]*?) (?:stay |remain |last )?(?:valid|good)(?: for)?\?", re.I
        ),
    ),
    ("duration", re.compile(r"\W*how long (?:is|are|does|do) (?P<of>[^?]*?)(?: take| last| run)?\?", re.I)),
    ("founded", re.compile(r"\W*when (?:was|were) (?P<of>[^?]*?) (?:founded|established|set up)\?", re.I)),
    ("launched", re.compile(r"\W*when (?:was|were|did) (?P<of>[^?]*?) (?:launch(?:ed)?|released?|come out)\?", re.I)),
    ("opened", re.compile(r"\W*when (?:was|were|did) (?P<of>[^?]*?) (?:open(?:ed)?)\?", re.I)),
    ("weight", re.compile(r"\W*how (?:heavy (?:is|are)|much (?:does|do)) (?P<of>[^?]*?)(?: weigh)?\?", re.I)),
)
_WHAT = re.compile(r"\W*what(?:'s| is| are) (?P<of>[^?]*)\?", re.I)
_QUESTION_KEYS = frozenset(("question", "q", "name", "title"))


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question asks for: the measure, the words that narrow it, and the stretch that names whose it is."""

    text: str
    measure: str
    is_count: bool
    words: tuple[str, ...]
    holder: tuple[int, int]


def answers(post: Post, units: Sequence[Unit]) -> Mapping[int, Asked]:
    """What was asked of each sentence that begins an answer, by its number."""
    found: dict[int, Asked] = {}
    fields = {id(field.prose): field for field in post.front_matter.fields if field.prose is not None}
    by_path = {field.path: field for field in post.front_matter.fields}
    for number, unit in enumerate(units):
        question = ""
        if unit.kind == "front-matter":
            field = fields.get(id(unit.pieces[0][1]))
            if field is None or field.path[-1] in _QUESTION_KEYS or unit.pieces[0][2]:
                continue
            siblings = (by_path.get((*field.path[:-1], key)) for key in _QUESTION_KEYS)
            question = next((str(s.value) for s in siblings if s is not None and len(field.path) > 1), "")
        elif (number and unit.kind == "sentence" and units[number - 1].kind == "heading") or (
            number and unit.block == units[number - 1].block and units[number - 1].text.endswith("?")
        ):
            question = units[number - 1].text
        if question.endswith("?") and (asked := ask(question)) is not None:
            found[number] = asked
    return found


def ask(question: str) -> Asked | None:
    """What a question asks for; None for no known measure."""
    many = _MANY.match(question)
    if many:
        noun = stem(many[2])
        if noun in GENERIC:
            return None
        place = _ABOUT.search(question, many.end())
        of = place.end() if place and question[place.end() :].strip(" ?").lower() not in ("there", "be") else 0
        there = re.compile(r"there (?:in|on) ").match(question, of) if of else None
        of = there.end() if there else of
        end = len(question.rstrip("? "))
        tail = re.search(
            r"\s(?:have|has|contain|include|carry|hold|employ|cover|support|offer|get|face)\Z", question[:end]
        )
        end = tail.start() if tail else end
        holder = (of, end) if of and of < end else (0, 0)
        return Asked(question, SYNONYMS.get(noun, noun), True, tuple(many[1].split()), holder)
    for measure, form in _FORMS:
        found = form.match(question)
        if found:
            known = measure_of(found["of"])
            if known and measure in ("price", "duration"):  # "How long is the trial?"
                return _measured(question, found, known)
            return Asked(question, measure, False, (), found.span("of"))
    found = _WHAT.match(question)
    known = measure_of(found["of"]) if found else None
    return _measured(question, found, known) if found and known else None


def _measured(question: str, found: re.Match[str], known: tuple[str, list[str]]) -> Asked:
    of = re.search(r"\s(?:of|for)\s", found["of"])
    holder = (found.start("of") + of.end(), found.end("of")) if of else (0, 0)
    held = {w.lower() for w in WORD.findall(question[holder[0] : holder[1]])}
    words = tuple(word for word in known[1] if word not in held)
    if not of and known[1]:
        holder, words = (found.start("of"), found.start("of") + found["of"].lower().rfind(known[0].split()[0])), ()
        if holder[1] <= holder[0]:
            holder, words = (0, 0), tuple(known[1])
    return Asked(question, known[0], known[0] == "employee", words, holder)
