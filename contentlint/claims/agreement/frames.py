"""What a sentence says with a figure: the measure, whose it is, and the words that narrow it.

A figure is read only in sentences of a known make ("X has 60 questions", "the fee of X is $200", "founded in 2014, X"):
in any other it may be said of anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from contentlint.claims.agreement.patterns import (
    APPOSED,
    COST,
    EARN,
    END,
    EVENT,
    HAVE,
    HOLDS,
    IN_BRACKETS,
    IS,
    LAST,
    LONG,
    MAIN_VERB,
    OF_HOLDER,
    OF_WHAT,
    OPENS,
    PARTICIPLE,
    PHRASE,
    PREPOSITION,
    PRICED,
    RAISED,
    REACH,
    RELATIVE,
    SCORE,
    SHARE,
    SINCE,
    SIZES,
    STARTS,
    THERE,
    TO_DO,
    TO_PASS,
    TOKEN,
    USERS,
    VALID,
    WEIGH,
    WHOLE,
)
from contentlint.claims.agreement.stretches import (
    NOBODY,
    after_comma,
    clause_of,
    counted,
    ending_at,
    first_phrase,
    owner_of,
    rest_of,
    subject_of,
    without_fill,
)
from contentlint.claims.agreement.words import FIGURES, GENERIC, KINDS, MEASURES, SYNONYMS, WORD, fits, measure_of, stem
from contentlint.text import forms
from contentlint.text.figures import Figure


@dataclass(frozen=True, slots=True)
class Said:
    """What a sentence says with a figure.

    `holder` is the stretch of the text that names whose measure it is, empty (0, 0) where the sentence names nobody.
    `words` narrow the measure, `rest` is the stretch after the figure that may do so too. `bound` stands for the
    figure's own where the sentence says more.
    """

    measure: str
    holder: tuple[int, int] = (0, 0)
    words: tuple[str, ...] = ()
    rest: tuple[int, int] = (0, 0)
    bound: str = ""
    is_label: bool = False
    """True where the holder is a label, which may name a thing or one of its plans."""


def read(text: str, figure: Figure) -> Said | None:
    """What a sentence says with one of its figures; None where that can't be told."""
    lead = without_fill(text, figure.start)
    if figure.kind in ("year", "date"):
        return _event(text, figure, lead)
    if figure.kind not in ("money", "percent", "duration", "count", "quantity", "score", "fraction"):
        return None
    said = _label(text, figure, lead) or _glued(text, figure, lead) or _before_measure(text, figure, lead)
    if said is None:
        make = {"count": _count, "duration": _duration, "money": _money, "percent": _percent}.get(figure.kind, _size)
        said = make(text, figure, lead) or _named_measure(text, figure, lead)
    if said is not None and said.holder == NOBODY:
        return None
    if said is not None and said.rest == (0, 0):
        said = replace(said, rest=rest_of(text, figure.end))
    return said


def _label(text: str, figure: Figure, lead: int) -> Said | None:
    """ "Cost: $200", "Questions - 60": what stands before the colon is what is measured."""
    head = text[:lead]
    mark = re.search(r"(?::|\s[-–—])\s*\Z", head)
    if mark is None or not 0 < mark.start() <= 60:
        return None
    label = head[: mark.start()].strip(" *•-–—")
    if re.search(r"[.!?:,;]", label) or len(label.split()) > 7:
        return None
    return of_label(text, label, figure, (len(head[: mark.start()]) - len(label), mark.start()))


def of_label(text: str, label: str, figure: Figure, place: tuple[int, int] = (0, 0)) -> Said | None:
    """What a figure beside a label says: by the label where it names a measure, else by what the figure counts."""
    known = measure_of(label)
    number = counted(text, figure) if figure.kind == "count" else None
    if known and fits(known[0], figure.kind) and (number is None or known[0] == number[0]):
        return Said(known[0], (0, 0), tuple(known[1]), rest_of(text, figure.end))
    words = [word.lower() for word in WORD.findall(label)]
    if known is None and figure.kind == "money" and figure.per and place != (0, 0) and 0 < len(words) <= 3:
        return Said("price", place, (), rest_of(text, figure.end), is_label=True)  # "Pro: $20/month"
    if known is None and figure.kind == "quantity" and place != (0, 0) and 0 < len(words) <= 3:
        return Said("amount", (0, 0), tuple(words), rest_of(text, figure.end))
    if known is None and figure.kind == "count" and words:
        for lead in (["number", "of"], ["no", "of"], ["total"]):
            if words[: len(lead)] == lead:
                words = words[len(lead) :]
        if not words:
            return None
        noun = stem(words[-1])
        noun = SYNONYMS.get(noun, noun)
        is_many = words[-1] != noun or words[-1] in forms.PLURALS
        if number is not None and number[0] != noun:
            return None
        if is_many and noun not in GENERIC:
            between = number[1] if number else ()
            end = number[2] if number else figure.end
            return Said(noun, (0, 0), (*words[:-1], *between), rest_of(text, end))
    return None


def _glued(text: str, figure: Figure, lead: int) -> Said | None:
    """ "the 60-question exam", "a 30-day free trial": the figure is part of what the noun is called."""
    glued = "-" in figure.text if figure.kind == "duration" else text[figure.end : figure.end + 1] == "-"
    if not glued or figure.kind not in ("count", "duration"):
        return None
    at, noun = figure.end, ""
    if figure.kind == "count":
        found = forms.NOUN_WORD.match(text, figure.end)
        if found is None:
            return None
        noun, at = stem(found["word"].split("-")[0]), found.end()
    words = [(w.group().lower(), w.end()) for w in WORD.finditer(text, at, at + 60)][:3]
    known = [measure_of(" ".join(w for w, _ in words[:size])) for size in (2, 1)]
    if figure.kind == "duration":
        for size, measure in zip((2, 1), known, strict=True):
            if len(words) >= size and measure and measure[0] in ("trial", "warranty") and not measure[1]:
                return Said(measure[0], owner_of(text, lead), (), rest_of(text, words[size - 1][1]))
    if words and words[0][0] in KINDS:
        place = words[0][1] - len(words[0][0])
        measure_name = noun if figure.kind == "count" else "duration"
        if measure_name in GENERIC:
            return None
        return Said(measure_name, (place, words[0][1]), (), rest_of(text, words[0][1]))
    return None


def _before_measure(text: str, figure: Figure, lead: int) -> Said | None:
    """ "A 200K-token context window", "a 5% commission", "the $200 exam": the measure stands after the figure."""
    if figure.kind == "money" and (kind := PRICED.match(text, figure.end)) and kind["kind"] in KINDS:
        return Said("price", kind.span("kind"), (), rest_of(text, kind.end()))
    at = figure.end
    if figure.kind == "count" and (token := TOKEN.match(text, at)):
        at = token.end()
    for size in (2, 1):
        phrase = PHRASE[size].match(text, at)
        measure = MEASURES.get(tuple(phrase.group().lower().replace("-", " ").split())) if phrase else None
        if phrase and measure and figure.kind in FIGURES.get(measure, ()) and measure not in ("price", "duration"):
            verb = ending_at(HAVE, text, lead)
            before = text[:lead].rstrip()
            if verb:
                return Said(measure, subject_of(text, verb.start()), (), rest_of(text, phrase.end()))
            if before.lower().endswith("with"):
                begin, end = clause_of(text, len(before) - 4)
                return Said(measure, (begin, end), (), rest_of(text, phrase.end())) if end > begin else None
    return None


def _count(text: str, figure: Figure, lead: int) -> Said | None:
    number = counted(text, figure)
    if number is None:
        return None
    noun, words, end = number
    rest = rest_of(text, end)
    of = OF_HOLDER.match(text, end)
    if ending_at(THERE, text, lead):
        return Said(noun, (0, 0), words, rest)
    verb = ending_at(HAVE, text, lead)
    if verb:
        said = verb.group().lower()
        if "employ" in said and noun in ("person", "worker", "people", "woman", "man") and not words:
            noun = "employee"
        elif ("carr" in said or "seat" in said) and noun in ("person", "adult"):
            noun = "passenger"
        elif USERS.search(said) and noun == "person":
            noun = "user"
        return Said(noun, subject_of(text, verb.start()), words, rest)
    if WHOLE.search(text, 0, figure.start) and of:
        marks = (pattern.search(text, of.end()) for pattern in (END, MAIN_VERB, PREPOSITION))
        last = min((found.start() for found in marks if found), default=len(text))
        return Said(noun, (of.end(), last), words, (last, last))
    before = text[:lead].rstrip()
    if before.lower().endswith("with"):
        if OPENS.fullmatch(before):
            return Said(noun, after_comma(text, end), words, (end, text.find(",", end)))
        begin, last = clause_of(text, len(before) - 4)
        beside = APPOSED.search(text, 0, begin) if text[begin:last].lower().startswith(("a ", "an ", "the ")) else None
        if beside:  # "Pebblenote, the notebook app with 4 million users"
            return Said(noun, beside.span("name"), words, rest)
        return Said(noun, (begin, last) if last > begin else first_phrase(text, lead), words, rest)
    return None


def _duration(text: str, figure: Figure, lead: int) -> Said | None:
    verb = ending_at(VALID, text, lead) or ending_at(VALID, text, len(text[: figure.start].rstrip()))
    if verb:
        return Said("validity", subject_of(text, verb.start()))
    verb = ending_at(LAST, text, lead)
    if verb:
        holder = subject_of(text, verb.start())
        known = measure_of(text[holder[0] : holder[1]])
        thing = text[holder[0] : holder[1]].lower().rpartition(" ")[2]
        if KINDS.get(thing) == "certification" and figure.unit in ("month", "year"):
            return Said("validity", holder)
        if known and known[0] in ("trial", "warranty", "battery life", "validity"):
            return _of_phrase(text, known[0], holder)
        return Said("duration", holder)
    there = ending_at(THERE, text, lead) or ending_at(re.compile(r"\bhave\Z"), text, lead)
    if there and TO_DO.match(text, figure.end):
        return Said("duration", (0, 0))
    return None


def _money(text: str, figure: Figure, lead: int) -> Said | None:
    if verb := ending_at(STARTS, text, lead):
        return Said("starting price", subject_of(text, verb.start()), bound="exact")
    named = IN_BRACKETS.search(text, max(0, lead - REACH), lead)
    if named and text[rest_of(text, figure.end)[0] :][:1] == ")":
        return Said("price", named.span("name"))
    verb = ending_at(COST, text, lead)
    if verb:
        begin, end = subject_of(text, verb.start())
        known = measure_of(text[begin:end]) if begin >= 0 else None
        if known and known[0] in ("admission", "rent"):
            return _of_phrase(text, known[0], (begin, end))
        return Said("price", (begin, end))
    if (verb := ending_at(EARN, text, lead)) and figure.low >= 1000:
        begin, end = subject_of(text, verb.start())
        return Said("salary", (0, 0), tuple(WORD.findall(text[begin:end])))
    if verb := ending_at(RAISED, text, lead):
        return Said("raised", subject_of(text, verb.start()))
    if OPENS.fullmatch(text[:lead].rstrip()):
        comma = text.find(",", figure.end)
        return (
            Said("price", after_comma(text, figure.end), (), (rest_of(text, figure.end)[0], comma))
            if comma > 0
            else None
        )
    if figure.per and (verb := ending_at(re.compile(r"\s(?:is|are)\Z"), text, lead)):
        begin, end = subject_of(text, verb.start())
        return None if measure_of(text[begin:end]) else Said("price", (begin, end))
    return None


def _percent(text: str, figure: Figure, lead: int) -> Said | None:
    if TO_PASS.match(text, figure.end) or (ending_at(SCORE, text, lead) and "to pass" in text.lower()):
        of = re.search(r"to pass (?=the|this|[A-Z])", text[figure.end :])
        start = figure.end + of.end() if of else 0
        return Said("pass mark", rest_of(text, start) if of else (0, 0), (), (figure.end, figure.end), "exact")
    if figure.low == figure.high and SHARE.match(text, figure.end):
        begin, end = rest_of(text, figure.end)
        words = sorted(
            {stem(w.group()) for w in WORD.finditer(text, begin, end) if w.group().lower() not in forms.STOP}
        )
        if len(words) >= 3 and not any(word[0].isdigit() and len(word) < 4 for word in words):
            return Said(f"share of {' '.join(words)}", (figure.end, figure.end), (), (figure.end, figure.end))
    return None


def _size(text: str, figure: Figure, lead: int) -> Said | None:
    if figure.kind == "fraction":
        return _percent(text, figure, lead)
    if verb := ending_at(WEIGH, text, lead):
        return Said("weight", subject_of(text, verb.start()))
    if figure.kind == "quantity" and (verb := ending_at(HOLDS, text, lead)):
        of = OF_WHAT.match(text, figure.end)
        name = MEASURES.get((of["what"].lower(),), "") if of else ""
        words = (of["what"],) if of and not name else ()
        return Said(
            name or "amount", subject_of(text, verb.start()), words, rest_of(text, of.end() if of else figure.end)
        )
    long = LONG.match(text, figure.end)
    verb = ending_at(re.compile(r"\s(?:is|are)\Z"), text, lead)
    if long and verb:
        return Said(SIZES[long.group().strip()], subject_of(text, verb.start()), (), (long.end(), long.end()))
    return None


def _named_measure(text: str, figure: Figure, lead: int) -> Said | None:
    """ "The pass mark of the test is 70%", "takes a commission of 20%"."""
    found = ending_at(IS, text, lead)
    if found is None:
        return None
    begin, end = clause_of(text, found.start())
    if found.group().strip().lower() in ("of", "at"):
        verb = next((m for m in reversed([*MAIN_VERB.finditer(text, begin, end)])), None)
        if verb is None:
            verb = next((m for m in reversed([*re.finditer(r"\bwith\b", text[begin:end])])), None)
            start = begin + verb.end() if verb else begin
        else:
            start = verb.end()
        known = measure_of(text[start:end])
        if known is None or not fits(known[0], figure.kind):
            return None
        holder = (begin, verb.start() if verb.start() > begin else verb.start() + begin) if verb else (0, 0)
        if holder[1] <= holder[0]:
            holder = first_phrase(text, start)
        words = tuple(known[1])
        return Said(known[0], holder, words) if verb else _of_phrase(text, known[0], (start, end))
    known = measure_of(text[begin:end])
    if known is None or not fits(known[0], figure.kind):
        return None
    return _of_phrase(text, known[0], (begin, end))


def _of_phrase(text: str, measure: str, phrase: tuple[int, int]) -> Said:
    """A measure in a phrase such as "the application fee of the course": whose it is, and what narrows it."""
    begin, end = phrase
    bound = "exact" if measure == "pass mark" else ""
    of = re.search(r"\s(?:of|for)\s", text[begin:end])
    if of:
        holder = (begin + of.end(), end)
        head = text[begin : begin + of.start()]
        words = tuple(w.lower() for w in WORD.findall(head))
        return Said(measure, holder, _unmeasured(words, measure), bound=bound)
    known = measure_of(text[begin:end])
    size = len(WORD.findall(text[begin:end])) - (len(known[1]) if known else 0)
    words_at = list(WORD.finditer(text, begin, end))
    last = words_at[-size - 1].end() if len(words_at) > size else begin
    return Said(measure, (begin, last) if last > begin else (0, 0), bound=bound)


def _unmeasured(words: tuple[str, ...], measure: str) -> tuple[str, ...]:
    known = measure_of(" ".join(words))
    return tuple(known[1]) if known and known[0] == measure else words


def _event(text: str, figure: Figure, lead: int) -> Said | None:
    """ "X was founded in 2014", "Founded in 2014, X", "Since 2014, X has"."""
    end = len(text[: figure.start].rstrip())
    nothing = (figure.end, figure.end)
    for measure, pattern in PARTICIPLE.items():
        found = pattern.search(text, max(0, end - 40), end)
        if found and not text[: found.start()].strip():
            return Said(measure, after_comma(text, figure.end), (), nothing)
        if found and text[: found.start()].rstrip().endswith(","):
            begin, last = clause_of(text, text.rindex(",", 0, found.start()))
            return Said(measure, (begin, last), (), nothing)
    for measure, pattern in EVENT.items():
        if found := ending_at(pattern, text, end):
            if found["object"]:
                return Said(measure, found.span("object"), (), nothing)
            begin, last = clause_of(text, found.start())
            if which := RELATIVE.search(text, 0, found.start()):  # "Tarnwick Boats, which was founded in 2012"
                begin, last = which.span("name") if which["name"] else clause_of(text, which.start())
            elif last <= begin:
                begin, last = first_phrase(text, found.start())
            return Said(measure, (begin, last), (), nothing)
    if SINCE.search(text, 0, end) and figure.kind == "year":
        holder = after_comma(text, figure.end)
        if holder != (0, 0) and not text[: end - 5].strip(" ("):
            return Said("founded", holder, (), nothing, "since")
    return None


__all__ = ["Said", "counted", "first_phrase", "of_label", "read"]
