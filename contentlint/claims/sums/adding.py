"""Parts and their total, or their average, in running text; shares of one whole and "the remaining 20%"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from math import prod

from contentlint.claims.sums.model import Amount, Mistake, added
from contentlint.claims.sums.passages import Passage, pattern
from contentlint.claims.sums.reading import Reading
from contentlint.claims.sums.words import THE
from contentlint.text.figures import Figure

_SAID = (
    r"(?: (?:of|is|was|came to|comes to|to|at|exactly|just|only|out|a|an|costs?|bill|price|score|spend|"
    r"sum|time|being|up))*:? "
)
_TOTALS = tuple(
    pattern(text)
    for text in (
        rf"\b(?:total(?:s|ling|ing|led|ed)?|adds? up to|adding up to|sums? to|summing to|came to|comes? to|in all|"
        rf"(?:altogether|in total|all told|in all),? (?:we|i|you|they|he|she|it|that|this)(?:'s|'ve| "
        rf"have| has)? (?:paid|spent|costs?|had|have|came to|made|took|is|was|are|were|planted|need|"
        rf"used)?|altogether|all told|all in|combined|together(?: they| that| it| we)?"
        rf"(?: makes?| are| is| holds?| weighs?| have| own| costs?| paid| spent)?|"
        rf"making|which makes|that makes|for a grand total of|i\.e\.){_SAID}<t:MCDQ>",
        r"<t:MCDQ>(?: [a-z'-]+){0,3},? (?:in total|in all|altogether|all told|combined|total|all in)\b",
        r"[^ ] ?= ?<t:MCDQ>",
    )
)
_AVERAGES = tuple(
    pattern(text)
    for text in (
        r"\b(?:averages?|(?:a|the|their|its|whose|arithmetic) mean)"
        r"(?: [a-z]+){0,2}?(?: (?:of|is|was|comes to|works out at|works out to|at|"
        r"out at|exactly|just|be|being|=))*:? <t:MCDQP>",
        r"\b(?:averages|averaged|averaging)(?: out)?(?: (?:at|to|of|exactly|just|a))* <t:MCDQP>",
        r"<t:MCDQP>(?: [a-z'-]+){0,2} on average\b",
    )
)
_UNEQUAL = re.compile(
    r"\b(?:weight\w*|moving|rolling|median|geometric|harmonic|industry|national|usual|long-term|monthly|daily)\b"
)
_LISTED = re.compile(r"(?:,|\band\b|\bplus\b|\+|\bthen\b|\bas well as\b|&|\balong with\b|\banother\b|;)")
_NOT_LISTED = re.compile(
    r"\b(?:from|than|per|each|every|apiece|including|include[sd]?|of which|of them|of those|of whom|"
    r"versus|vs|instead|until|"
    r"minus|less|but|except|while|if|when|after|before|same|equal|times|or|because|since|about|ago|"
    r"out of|between)\b|[×*/÷=‖]"
)
_MEMBER_OF = re.compile(r"\A(?: [a-z'-]+){0,3} of (?!the |these |those |our |my )")


def totals(reading: Reading) -> Iterator[Mistake]:
    """The wrong totals: "$40 on soil, $25 on seed and $15 on tools, for a total of $90"."""
    for passage in reading.passages:
        judged: set[int] = set()
        for form in _TOTALS:
            for match in form.finditer(passage.skeleton):
                (total,) = passage.of(match, "t")
                place = match.start("t") - 1
                written_out = match.group().endswith("= {" + match["t"] + "}") or match.group().endswith(
                    "={" + match["t"] + "}"
                )
                if place in judged or re.search(r"\b(?:sub-?total|average|mean)", match.group()):
                    continue
                if re.match(
                    r"(?: [a-z]+){0,2} (?:each|more|less|fewer|%)\b",
                    passage.skeleton[match.end("t") + 1 :],
                ):
                    continue
                if _BESIDES.match(passage.skeleton, match.end()):
                    continue
                parts = _parts(passage, match.start(), place, total) or _after(passage, match.end(), total)
                if len(parts) >= (3 if written_out else 2):
                    judged.add(place)
                    yield from _total(parts, total)


_BESIDES = re.compile(
    r"(?: [a-z'-]+){0,2},? \(?(?:with|including|incl\.?|plus|after|before|once|if|when|minus|less|excluding|without)\b"
)


def _same_rate(parts: Sequence[Amount], total: Amount) -> bool:
    """Whether prices and their total are for one stretch of time; it may be said of the total alone."""
    per = {part.figure.per for part in parts}
    return len(per) == 1 and per <= {"", total.figure.per}


def _total(parts: Sequence[Amount], total: Amount) -> Iterator[Mistake]:
    low, high = added(parts)
    if total.fits(low, high):
        return
    right = sum(part.value for part in parts)
    times = prod(part.value for part in parts)
    # "3 rows and 5 beds, 15 in all"; and what is far off counts something else
    # and the first part may be of something else, or the last hold the others
    some = [sum(part.value for part in own) for own in (parts[1:], parts[:-1]) if len(own) > 1]
    if any(total.fits(one, one) for one in some):
        return
    if total.fits(times, times) or not right * 0.6 <= total.value <= right * 1.6:
        return
    if total.letter == "C" and not same_things(parts, total):
        return
    yield total.mistake("", right, " + ".join(part.text for part in parts))


_GENERIC = frozenset(
    "people items things pieces entries total altogether in all units members guests visitors "
    "animals plants tools points "
    "responses votes books goods".split()
)


def same_things(parts: Sequence[Amount], total: Amount) -> bool:
    """Whether the total may count what the parts count: of "2 eggs and 3 pears, 10 slices in all" it doesn't."""
    noun = total.figure.noun
    nouns = {part.figure.noun for part in parts}
    return not noun or noun in _GENERIC or noun in nouns or not any(n.endswith("s") for n in nouns)


_GOES_ON = re.compile(
    r"\W*(?:so |and |in )?(?:that|this|it|which|together|altogether|total|the total|they|all told|in all)\b"
)
_OF_THAT = re.compile(r"\W*(?:so |and )?(?:that|this|it|which|the|their|its|on) ")
"""How a sentence begins that gives the total, or the average, of what the one before lists."""


def _scope(passage: Passage, place: int, goes_on: Callable[[int], object]) -> list[tuple[Amount, int, int, bool]]:
    """The amounts of the sentence up to a place; those of the sentence before when it has none and goes on with it.

    `goes_on` tells that of a sentence that begins at an offset.
    """
    sentences = list(passage.sentences())
    at = next(n for n, (start, end) in enumerate(sentences) if start <= place <= end)
    here = passage.between(sentences[at][0], place)
    return passage.between(*sentences[at - 1]) if not here and at and goes_on(sentences[at][0]) else here


def _parts(passage: Passage, cue: int, place: int, total: Amount) -> list[Amount]:
    """The parts before a total: those of its sentence, or, when there are none, of the sentence before."""
    here = _scope(passage, place, lambda start: _GOES_ON.match(passage.skeleton[start : cue + 12].strip()))
    return _list(passage, here, total)


def _after(passage: Passage, end: int, total: Amount) -> list[Amount]:
    """The parts after a total and a colon: "40 boats in total: 12 red, 15 blue and 10 green"."""
    stop = passage.skeleton.find("‖", end)
    stop = stop if stop >= 0 else len(passage.skeleton)
    colon = re.compile(r"(?:(?!‖)[^{}:]){0,40}(?::|—|–|, (?:made up of|split into|of which|consisting of))").match(
        passage.skeleton, end
    )
    if colon is None:
        return []
    return _list(passage, passage.between(colon.end(), stop), total, closed=True)


def _list(
    passage: Passage, here: list[tuple[Amount, int, int, bool]], total: Amount, *, closed: bool = False
) -> list[Amount]:
    """The figures of a list, all exact and of the total's unit, joined by commas and "and"; empty when it is none."""
    here = _trimmed(passage.skeleton, here)
    if total.letter == "M" and not _EACH.search(
        passage.skeleton, here[0][1] if here else 0, here[-1][2] if here else 0
    ):
        here = _prices(passage.skeleton, here)
    if len(here) < 2 or not all(exact and amount.is_like(total) for amount, *_, exact in here):
        return []
    glues = [passage.skeleton[one[2] : two[1]] for one, two in pairwise(here)]
    for glue in glues:
        if not _LISTED.search(glue) or _NOT_LISTED.search(glue) or len(glue.split()) > 9:
            return []
    if any(_MEMBER_OF.match(glue) and total.letter == "C" and "{" in glue for glue in glues):
        return []
    if not any(re.search(r"\band\b|\bplus\b|\+|&|\banother\b", glue) for glue in glues):
        return []
    if total.letter == "M" and not _same_rate([amount for amount, *_ in here], total):
        return []
    last = here[-1][2]
    if (
        re.match(
            r"(?:(?!‖)[^{}]){0,30}?\b(?:each|apiece|per|every|a (?:day|week|month|year))\b", passage.skeleton[last:]
        )
        and not total.figure.per
    ):
        return []
    before = passage.skeleton[max(0, here[0][1] - 20) : here[0][1]]
    if (
        not closed
        and re.search(r"\b(?:of|from|than|out of|minus|less|after|in|every|the first|another|other)\s\Z", before)
        and total.letter == "C"
    ):
        return []
    return [amount for amount, *_ in here]


_EACH = re.compile(r"\b(?:each|apiece|per|at|every)\b|[×x*@] ?\{")
_FOR = re.compile(r"(?:(?! at )[^{},]){0,30}? (?:for|cost|costs|was|were)(?: just| only)? \Z|(?:[^{},]){0,30}\(\Z")


def _prices(skeleton: str, here: list[tuple[Amount, int, int, bool]]) -> list[tuple[Amount, int, int, bool]]:
    """The prices alone of "two pots for $12 and three trays for $9"."""
    counts = {
        n
        for n, (one, two) in enumerate(pairwise(here))
        if one[0].letter == "C" and two[0].letter == "M" and _FOR.fullmatch(skeleton, one[2], two[1])
    }
    return [one for n, one in enumerate(here) if n not in counts]


def _trimmed(skeleton: str, here: list[tuple[Amount, int, int, bool]]) -> list[tuple[Amount, int, int, bool]]:
    """Without what says when, and how many there are: "In 2023 the three boats made 4, 6 and 8 knots"."""
    colon = max((n for n, one in enumerate(here[1:], 1) if ":" in skeleton[here[n - 1][2] : one[1]]), default=0)
    here = here[colon:]
    while here and here[0][0].letter in "YZB":
        here = here[1:]
    if len(here) > 2 and here[0][0].letter == "D" and all(one[0].letter != "D" for one in here[1:]):
        here = here[1:]
    if len(here) > 2 and here[0][0].letter in "CD" and here[0][0].value == len(here) - 1:
        here = here if re.search(r",|\band\b", skeleton[here[0][2] : here[1][1]]) else here[1:]
    return here


_SLIP = 1.5
"""How many times as large an average may be as it should: what is further off is of something else."""


def averages(reading: Reading) -> Iterator[Mistake]:
    """The wrong averages of figures given in the sentence: "4, 6 and 8 knots, an average of 7"."""
    for passage in reading.passages:
        if not re.search(r"\b(?:average|averag|mean\b)", passage.skeleton) or _UNEQUAL.search(passage.skeleton):
            continue
        yield from _average_of(passage)
        for form in _AVERAGES:
            for match in form.finditer(passage.skeleton):
                (mean,) = passage.of(match, "t")
                parts = _mean_parts(passage, match.start(), match.start("t") - 1, mean)
                if len(parts) >= 2:
                    yield from _average(parts, mean)
                    break


_LIST_OF = pattern(
    r"\b(?:average|mean) of (?P<parts>\{[MCDQP]\d+\}(?:(?:, and |, | and )(?:[$€£] "
    r"?)?\{[MCDQP]\d+\}){1,9})(?: [a-z]+){0,2}"
    r" (?:is|=|comes to|works out at|works out to|would be|was) <t:MCDQP>"
)


def _average_of(passage: Passage) -> Iterator[Mistake]:
    for match in _LIST_OF.finditer(passage.skeleton):
        (mean,) = passage.of(match, "t")
        parts = [amount for amount, *_ in passage.between(*match.span("parts"))]
        yield from _average([_with_unit(part, mean) for part in parts], mean)


def _average(parts: Sequence[Amount], mean: Amount) -> Iterator[Mistake]:
    if not all(part.is_like(mean) for part in parts):
        return
    from statistics import median  # takes time to load, and few posts need it

    low, high = added(parts)
    right = sum(part.value for part in parts) / len(parts)
    middle = median(part.value for part in parts)
    if mean.fits(low / len(parts), high / len(parts), round_=False) or mean.value == middle:
        return
    is_slip = right and 1 / _SLIP <= mean.value / right <= _SLIP
    if is_slip and min(p.value for p in parts) <= mean.value <= max(p.value for p in parts):
        yield mean.mistake("average", right, ", ".join(part.text for part in parts))


def _with_unit(part: Amount, mean: Amount) -> Amount:
    """A bare number of a list takes the unit that stands behind the last: "4, 6 and 8 knots"."""
    if part.letter != "C" or mean.letter not in "DQPM":
        return part
    return Amount(part.figure, part.unit, mean.letter) if mean.letter != "M" else part


def _mean_parts(passage: Passage, cue: int, place: int, mean: Amount) -> list[Amount]:
    here = _scope(passage, place, lambda start: _OF_THAT.match(passage.skeleton[start:].lstrip()[:8] + " "))
    here = _trimmed(passage.skeleton, here)
    if len(here) < 2 or not all(exact for *_, exact in here):
        return []
    unit = here[-1][0]
    shaped = [
        Amount(_as(amount, unit), amount.unit, unit.letter) if amount.letter == "C" and unit.letter in "DQP" else amount
        for amount, *_ in here
    ]
    if mean.letter == "C" and unit.letter in "DQP":
        return []
    if not all(part.is_like(unit) for part in shaped) or not (mean.is_like(unit)):
        return []
    for one, two in pairwise(here):
        glue = passage.skeleton[one[2] : two[1]]
        if not re.fullmatch(r"(?: [a-z'-]+){0,4}(?:, and |, | and )(?:[a-z'-]+ ){0,4}", glue) or _NOT_LISTED.search(
            glue
        ):
            return []
    before = passage.skeleton[max(0, here[0][1] - 12) : here[0][1]]
    if re.search(r"\b(?:out of|from|in)\s\Z", before):
        return []
    return shaped


def _as(amount: Amount, unit: Amount) -> Figure:
    return replace(amount.figure, unit=unit.figure.unit)


_MANY = re.compile(
    r"\b(?:multiple|more than one|several|overlap\w*|both|either|select all|all that apply|also|or more|could choose|"
    r"could pick|could name|exceed\w*)\b"
)
_REST = pattern(
    r"\b(?:the |and |with )?(?:remaining|rest|other|last|final)(?: \(?| [a-z'-]+ (?:of|was|were|is|are) )?<t:P>"
)
_REST_AFTER = pattern(r"\b(?:the )?(?:rest|remainder|others)(?: \(| [a-z'-]+ ?\(|, | being | was | is )<t:P>")
_REST_OF = pattern(rf"(?:\bof {THE}|\bsplit {THE}|\bdivided {THE}|\bspent {THE})<m:MC>")
_REST_COUNT = pattern(r"\b(?:the |and )?(?:remaining|other|last|final) <t:MC>")
_WHOLE = re.compile(
    r"\b(?:breakdown|broke[n]? down|breaks down|splits?|splitting|allocat\w+|distribut\w+|made up of|composed of|"
    r"composition|divided?|divides|consists? of|consisted of|comprises?|shares? of (?:the )?(?:total|"
    r"budget|time|whole))\b"
)


def wholes(reading: Reading) -> Iterator[Mistake]:
    """The shares of one whole that are more than all of it, and a rest that is not what is left."""
    for passage in reading.passages:
        if _MANY.search(passage.skeleton):
            continue
        for start, end in passage.sentences():
            sentence = passage.skeleton[start:end]
            here = passage.between(start, end)
            yield from _rest(passage, sentence, start, here)
            yield from _rest_of_count(passage, start, end, here)


def _rest(passage: Passage, sentence: str, start: int, here: list[tuple[Amount, int, int, bool]]) -> Iterator[Mistake]:
    shares = [amount for amount, *_, exact in here if amount.letter == "P" and exact]
    if len(shares) < 2 or len(shares) != sum(a.letter in "PF" for a, *_ in here):
        return
    found = _REST.search(sentence) or _REST_AFTER.search(sentence)
    total = sum(share.value for share in shares)
    slack = sum(share.step for share in shares) / 2
    if found and (last := passage.of(found, "t")[0]) is shares[-1]:
        if re.search(
            r"\b(?:of (?:those|these|them|which|whom|the (?:rest|remaining|remainder|other))|each|first and last)\b",
            sentence,
        ):
            return
        if any(share.value in (last.value, 100) for share in shares[:-1]):
            return  # told twice, or of the whole
        if abs(total - 100) > slack:
            left = 100 - (total - last.value)
            if left >= 0:
                others = " − ".join(share.text for share in shares if share is not last)
                yield last.mistake("", left, f"100% − {others}")
        return
    if len(shares) >= 3 and _WHOLE.search(sentence) and all(a.letter == "P" for a, *_ in here) and total > 100 + slack:
        if len(re.findall(r"\{P\d+\} of (?!the (?:total|whole|budget|time))", sentence)) > 1:
            return  # shares of several things
        if re.search(
            r"\b(?:from|than|more|less|increase|growth|grew|rose|fell|discount|up|down|versus|vs)\b", sentence
        ):
            return
        yield Mistake("whole", shares[-1].span, f"{total:g}%", "100%", f"{len(shares)} parts")


def _rest_of_count(
    passage: Passage, start: int, end: int, here: list[tuple[Amount, int, int, bool]]
) -> Iterator[Mistake]:
    """ "Of the 40 boats, 12 were red, 15 blue and the remaining 10 green"."""
    whole = _REST_OF.search(passage.skeleton, start, end)
    rest = _REST_COUNT.search(passage.skeleton, start, end)
    if whole is None or rest is None:
        return
    total, last = *passage.of(whole, "m"), *passage.of(rest, "t")
    parts = [amount for amount, at, *_ in here if at > whole.end("m") and at < rest.start("t") - 1]
    inner = [(amount, exact) for amount, at, _, exact in here if at > whole.end("m")]
    if not parts or total is last or len(here) != len(inner) + 1 or inner[-1][0] is not last:
        return
    if not all(exact and amount.is_like(total) for amount, exact in inner):
        return
    low, high = added(parts)
    if not last.fits(total.value - high, total.value - low, round_=False) and total.value > high:
        yield last.mistake(
            "", total.value - sum(p.value for p in parts), f"{total.text} − {' − '.join(p.text for p in parts)}"
        )
