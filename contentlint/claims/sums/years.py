"""Spans of years and ages: "from 2015 to 2020, seven years"; "founded in 2012, 20 years ago", by the post's date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from contentlint.claims.sums.model import Amount, Mistake
from contentlint.claims.sums.passages import Passage, pattern
from contentlint.claims.sums.reading import Reading

_GLUE = r"(?:(?!‖|; )[^{}]){0,40}?"
_SPANS = tuple(
    pattern(text)
    for text in (
        rf"(?:from|between) (?:[a-z]+ )?<a:Y>,? (?:to|until|till|and|through) (?:[a-z]+ "
        rf")?<b:Y>{_GLUE}(?:,|\(|—|–| for| is| was| over| spann\w+| lasted| a| that's| which is| those|"
        rf" during| all)(?: (?:a|the|total of|span|period|of|full|those|these|all|exactly|whole|which|"
        rf"is|that's|or|just|only|for))*[ (]?<d:D>",
        rf"<d:D>{_GLUE}(?:,|\(|—| ‖)? ?(?:from|between) (?:[a-z]+ )?<a:Y>,? (?:to|until|till|and|"
        rf"through) (?:[a-z]+ )?<b:Y>",
    )
)
_PERIOD = tuple(
    pattern(text)
    for text in (
        r"<b:B>(?:(?!‖|; )[^{},]){0,20}?[,(—–]+ ?(?:a |or |that's |i\.e\. |for |over |just |only |exactly )*<d:D>",
        r"<d:D> ?\(<b:B>\)",
        r"\(<b:B>\)(?:(?!‖)[^{}]){0,30}?\bfor (?:exactly |just |only )?<d:D>",
    )
)
_LIVES = (
    pattern(
        r"\bborn (?:[a-z ]{0,24})?(?:in |on )?<a:Y>(?:(?!‖)[^{}]){0,60}?\bdied (?:[a-z ]{0,24})?(?:in "
        r"|on )?<b:Y>(?:(?!‖)[^{}]){0,30}?"
        r"(?:aged|at the age of|at age|at|was) (?:just |only )?<d:CD>"
    ),
    pattern(
        r"\bborn (?:[a-z ]{0,24})?(?:in |on )?<a:Y>(?:(?!‖)[^{}]){0,60}?\bdied (?:aged|at the age of|"
        r"at age|at) <d:CD>(?: years)?,? in <b:Y>"
    ),
    pattern(
        r"\bborn (?:[a-z ]{0,24})?(?:in |on )?<a:Y>(?:(?!‖)[^{}]){0,60}?\bin <b:Y>,? (?:when|at which "
        r"point) (?:he|she|i|they) (?:was|were) (?:just |only )?<d:CD>"
    ),
    pattern(r"\(<b:B>\)(?:(?!‖)[^{}]){0,30}?(?:died aged|died at|aged|at the age of) <d:CD>"),
)
_CLOSED = pattern(
    r"\b(?:founded|opened|started|began|launched|established|built|joined|bought|moved [a-z]{2,6}|set "
    r"up) (?:[a-z ]{0,24})?(?:in |on )?<a:Y>"
    r"(?:(?!‖|; )[^{}]){0,60}?\b(?:closed|ended|left|shut|sold|retired|folded|demolished|stopped|"
    r"finished|wound up) (?:[a-z ]{0,24})?(?:in |on )?<b:Y>,?"
    r"(?:(?!‖|; )[^{}]){0,20}?(?:after|for|lasted|lasting|,|\() ?(?:exactly |just |only |a total of )?<d:D>"
)
_SINCE = (
    pattern(
        r"\b(?:founded|opened|started|began|launched|established|built|born|set up|dates from|dating "
        r"from|dates back to|"
        r"incorporated|created|released|in business since|joined|bought|moved|married|retired|been|back|since|going|in)"
        r" (?:[a-z ]{0,24}?)(?:in |on |since |to )?<a:Y>(?:,| —| –|\)|;)? ?(?:\(|(?:which|that) (?:is|"
        r"was) |that's |so |or |(?:i|we|it|he|she|they) (?:was|were|is) ?|now |exactly |fully |all of "
        r"|and is (?:now )?|"
        r"(?:so |and )?(?:i'm|i am|he's|she's|we're|it's|they're|that makes (?:it|her|him|them|us|"
        r"me)) (?:now )?|making (?:it|her|him|them|us) (?:now )?|so (?:it is|it's|she is|he is|we are|"
        r"she's|he's|we're) (?:now )?|it is (?:now )?|it's (?:now )?)*<d:D>(?P<how>[- ]old| ago|-old| "
        r"in business| of age)"
    ),
    pattern(
        r"\bsince <a:Y>,? (?:so |or |that is |that's |i\.e\.,? |and )*(?:now )?(?:for )?(?:the "
        r"(?:last|past) )?<d:D>(?P<how> now|,| already| and counting)"
    ),
    pattern(
        r"\bfor (?:the (?:last|past) )?<d:D>(?: now)?,? (?:ever )?since (?:the )?"
        r"(?:[a-z]+ ){0,3}(?:of |in )?<a:Y>(?P<how>)"
    ),
    pattern(
        r"\b(?:founded|opened|started|launched|established|built|born|created) (?:[a-z ]{0,24}?)(?:in |on )<a:Y>,?"
        r"(?: (?:and|which|who|it|he|she|has))* (?:turn(?:ed|s)|celebrates? (?:its|his|her)) "
        r"<d:CD>(?P<how>(?:st|nd|rd|th)? (?:birthday |anniversary )?this year)"
    ),
    pattern(
        r"\b(?:it's been|it has been|it is|it's|that's) <d:D> since (?:the )?(?:[a-z]+ ){0,3}(?:of |in )?<a:Y>(?P<how>)"
    ),
    pattern(
        r"\b(?:founded|opened|started|began|launched|established|set up|joined|moved) (?:[a-z ]{0,24}?)(?:in )<a:Y>,? "
        r"(?:so |and )?(?:it's|that's|it has|we've|i've) been <d:D>(?P<how>)"
    ),
    pattern(r"<d:D> ago,? (?:back )?in <a:Y>(?P<how>)"),
)


def find(reading: Reading) -> Iterator[Mistake]:
    """The wrong spans of years. Either end may be counted, or both."""
    for passage in reading.passages:
        if "{Y" not in passage.skeleton and "{B" not in passage.skeleton:
            continue
        for form in (*_SPANS, _CLOSED):
            for match in form.finditer(passage.skeleton):
                first, last, span = passage.of(match, "a", "b", "d")
                if re.match(
                    r"(?: (?:later|ago|earlier|before|each|per|a|old|periods?|intervals?|steps?|blocks?)\b|[- ]old)",
                    passage.skeleton[match.end("d") + 1 :],
                ):
                    continue
                yield from _span(first, span, first.value, last.value)
        for form in _PERIOD:
            for match in form.finditer(passage.skeleton):
                period, span = passage.of(match, "b", "d")
                if passage.skeleton.startswith(" of ", match.end()):
                    continue
                if period.figure.text[-1:] != "s" and period.figure.high > period.figure.low:
                    yield from _span(period, span, period.figure.low, period.figure.high)
        for form in _LIVES:
            for match in form.finditer(passage.skeleton):
                age = passage.of(match, "d")[0]
                life = passage.of(match, "b")[0].figure
                born = passage.of(match, "a")[0].value if "a" in match.groupdict() else life.low
                yield from _age(age, born, life.high)
        if reading.years:
            yield from _ages(passage, reading.years)


def _span(first: Amount, span: Amount, start: float, end: float) -> Iterator[Mistake]:
    years = end - start
    unit = {"year": 1.0, "decade": 10.0, "century": 100.0}.get(span.figure.unit)
    if unit is None or years <= 0:
        return
    stated = span.value * unit
    if not years - 1 <= stated <= years + 1 and not (unit > 1 and abs(stated - years) < unit / 2):
        yield Mistake("", span.span, span.text, _years(years), f"{start:.0f} to {end:.0f}")


def _age(age: Amount, born: float, died: float) -> Iterator[Mistake]:
    if age.letter == "D" and age.figure.unit != "year":
        return
    years = died - born
    if 0 < years < 130 and age.value not in (years, years - 1):
        yield Mistake("", age.span, age.text, f"{years - 1:.0f} or {years:.0f}", f"{born:.0f} to {died:.0f}")


def _ages(passage: Passage, written: tuple[int, int]) -> Iterator[Mistake]:
    """What is said to be so long ago when the post was written, or last changed."""
    for form in _SINCE:
        for match in form.finditer(passage.skeleton):
            year, span = passage.of(match, "a", "d")
            unit = {"year": 1.0, "decade": 10.0, "century": 100.0}.get(span.figure.unit or "year")
            if unit is None or year.value > written[1]:
                continue
            low, high = written[0] - year.value - 1, written[1] - year.value + 1
            # a round number of years is a round number
            slack = unit / 2 if unit > 1 else 2.0 if span.value >= 20 and span.value % 10 == 0 else 0.0
            if not low - slack <= span.value * unit <= high + slack:
                years = written[1] - year.value
                yield Mistake(
                    "", span.span, span.text, _years(years), f"{year.value:.0f} to {written[1]}, when this was written,"
                )


def _years(number: float) -> str:
    return f"{number:.0f} year{'' if number == 1 else 's'}"
