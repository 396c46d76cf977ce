"""A change from one figure to another, in per cent or points, or as "doubled", "halved", "threefold"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from contentlint.claims.sums.model import Amount, Mistake, factor, percent
from contentlint.claims.sums.passages import Passage, pattern
from contentlint.claims.sums.reading import Reading

_UP = re.compile(
    r"\b(?:increas\w+|grow\w*|grew|rise\w*|rising|rose|gain\w*|more|higher|jump\w*|up|boost\w*|improve\w*|surge\w*|"
    r"climb\w*|leap\w*|hike\w*|raise\w*|raising|uplift|bump\w*|rally|rallied|swell\w*|swollen|expan\w+|add\w*)\b|\+"
)
_DOWN = re.compile(
    r"\b(?:decreas\w+|reduc\w+|drop\w*|fall\w*|fell|declin\w+|less|fewer|lower\w*|down|cut\w*|sav\w+|loss\w*|lost|"
    r"shrink\w*|shrank|shrunk|slump\w*|sank|sink\w*|plunge\w*|dip\w*|slash\w*|discount\w*|off|trim\w*|"
    r"slid\w*|lose\w*)\b|[-−–]\s?\Z"
)
_CHANGED = re.compile(r"\b(?:chang\w+|moved?|went|going|goes)\b")
_WHAT = (
    r"(?: (?!to |and |but |or )[a-z][\w'’-]*){0,3}(?:,? (?:back )?(?:in|by|at|on|since) (?:the (?:start|"
    r"end) of )?\{[A-Za-z]\d+\})?"
)
_TO = rf"from <a:CMQDP>{_WHAT}(?:,)? to (?:a |an |just |only )?<b:CMQDP>"
_NO = r"(?:(?!‖ |; )[^{}]){0,60}?"
_YEAR = r"(?:(?:(?!‖ |; )[^{}]){0,40}?\{[YZBDyzbd]\d+\})?"
_FORMS = tuple(
    pattern(text)
    for text in (
        rf"{_TO}{_YEAR}{_NO}<p:POF>",
        rf"<p:POF>{_NO}{_TO}",
        rf"{_TO}{_YEAR}{_NO}‖ (?:that|this|it)(?:'s| is| was| means| makes) (?:a |an )?{_NO}<p:POF>",
        rf"\b(?:to|at) (?:just |only )?<b:CMQDP>{_WHAT},? (?:up |down )?from <a:CMQDP>{_YEAR}{_NO}<p:POF>",
        rf"<p:POF>{_NO}\bto (?:just |only )?<b:CMQDP>{_WHAT},? (?:up |down )?from <a:CMQDP>",
        rf"<b:CMQDP>{_WHAT},? (?:instead of|rather than|down from|up from) <a:CMQDP>{_NO}<p:POF>",
        r"<a:CMQDP> ?(?:→|->|➜|⇒) ?<b:CMQDP> ?\((?:a |an )?[+−-]?<p:POF>",
    )
)
_OTHER = re.compile(
    r"\s?(?:a (?:year|month|week|day|quarter)|per (?:year|annum|month|week|quarter)|annual|annually|yearly|each|cagr|"
    r"compound|on average|of|faster|monthly|year[- ](?:on|over)[- ]year|growth rate|every|in the (?:first|last)|"
    r"confidence|margin|interest|target|goal|(?:\w+ )?(?:points?|pts?)\b(?!))\b"
)
_AVERAGE = re.compile(
    r"\b(?:average|each|every|annual|cagr|compound|per (?:year|month|quarter)|target|of which|thanks|includ\w+)\b"
)


_NEXT = re.compile(r"(?: [a-z]+){0,2} from \{")
_NAMED_PART = 5.0


def in_percent(reading: Reading) -> Iterator[Mistake]:
    """The wrong changes: "from 40 to 60 (70% increase)". Of percentages, either reading may be meant."""
    for passage in reading.passages:
        yield from _two_years(passage)
        if not re.search(r"\bfrom |instead of|rather than|→|->", passage.skeleton):
            continue
        judged: set[int] = set()
        for form in _FORMS:
            for match in form.finditer(passage.skeleton):
                first, second, change = passage.of(match, "a", "b", "p")
                if change.letter == "F" and passage.skeleton.endswith("in {", 0, match.start("p")):
                    continue  # "cut in half" is a multiple
                if match.start("p") > match.end("b") and _NEXT.match(passage.skeleton, match.end("p") + 1):
                    continue  # "by half from 60 to 30, by a third from 30 to 20"
                place = change.figure.start
                if (
                    place in judged
                    or not _belongs(passage.skeleton, match)
                    or not _is_about(passage.skeleton, match, first, second)
                ):
                    continue
                judged.add(place)
                yield from _change(first, second, change)


_ANOTHER = re.compile(
    r"\b(?:while|as|and|but|when|without|existing|unchanged|"
    r"because|since|though|although|with|where|whereas|thanks|of them|of which|among)\b"
)
_APART = re.compile(r"\b(?:and|but|while|as|when|whereas|unchanged)\b")
_SAME = re.compile(
    r"\s?(?:or|which|that|that's|this|it's|it|i\.e|for|an?|up|down|by|the|representing|meaning|"
    r"marking|giving|gaining|gain|growing|"
    r"rising|falling|dropping|more|less|cutting|saving|so|thus|making|nearly|growth|increase|decrease|"
    r"drop|reduction|and thus|in other words|"
    r"equivalent|equal|we (?:saved|cut|grew|gained|lost)|i (?:saved|cut|gained|lost)|[+−-]|\Z)"
)


def _belongs(skeleton: str, match: re.Match[str]) -> bool:
    """Whether a percentage after two figures is theirs, and not that of another subject: ", sales rose 15%"."""
    if match.end("p") < match.start("a"):
        return _APART.search(skeleton, match.end("p"), match.start("a")) is None
    if match.start("p") < max(match.end("a"), match.end("b")):
        return True
    glue = skeleton[max(match.end("a"), match.end("b")) + 1 : match.start("p") - 1]
    if "‖" in glue:
        return True
    first, mark, rest = re.match(r"([^,(—–:;]*)([,(—–:;]?)(.*)", glue, re.DOTALL).groups()  # type: ignore[union-attr]
    if _ANOTHER.search(first):
        return False
    return not mark or _SAME.match(rest) is not None


def _is_about(skeleton: str, match: re.Match[str], first: Amount, second: Amount) -> bool:
    """Whether the percentage is said to be the change, and a change of that direction."""
    start, end = match.span("p")
    before = (
        skeleton[max(0, match.start() - 30) : match.start()].rpartition("‖")[2] + match.group()[: start - match.start()]
    )
    after = re.split(r"[‖;,.{]", skeleton[end + 1 : end + 36])[0]
    near = before.rpartition("}")[2] if match.start("p") > match.start("b") else before[-30:]
    if _OTHER.match(after) or _AVERAGE.search(match.group()) or _AVERAGE.search(after):
        return False
    said = re.sub(r"\{.*?\}", "", near + " " + after)
    right, wrong = (_UP, _DOWN) if second.value > first.value else (_DOWN, _UP)
    if right.search(said):
        return True
    if wrong.search(said) and not _CHANGED.search(said):
        return False
    whole = before + " " + match.group()
    bracket = re.search(r"[(,—–] ?(?:or |a |an |by )?[+−-]?\{\Z", skeleton[max(0, start - 8) : start]) is not None
    return bool(right.search(whole) or _CHANGED.search(whole)) and (
        bracket or near.strip().endswith("by {") or bool(_CHANGED.search(said))
    )


_SLIP = 2.1
"""How many times as large a change may be told as it is."""


def _change(first: Amount, second: Amount, change: Amount) -> Iterator[Mistake]:
    pair = _alike(first, second)
    if pair is None:
        return
    (a, b), (c, d) = pair
    if a <= 0 or first.value == second.value:
        return
    stated = abs(change.value) * (100 if change.letter == "F" else 1)
    if first.letter == second.letter == change.letter == "P" and change.span.start < first.span.start:
        return  # "5% can raise profits from 25% to 95%"
    same = _positive(change, stated)
    ends = [abs(y - x) / x * 100 for x in (a, b) for y in (c, d)]
    in_points = (min(abs(c - b), abs(d - a)), max(abs(c - b), abs(d - a)))
    said = f"from {first.text} to {second.text}"
    is_share = "P" in (first.letter, second.letter)
    if change.letter == "O":
        gap = abs(second.value - first.value)
        if is_share and change.figure.unit == "points" and not same.fits(*in_points) and not same.fits(gap, gap):
            yield Mistake("change", change.span, change.text, f"{gap:.10g} points", said)
        return
    if same.fits(min(ends), max(ends)) or (stated >= 100 and _near(stated, min(ends), max(ends))):
        return
    if is_share and same.fits(*in_points):
        return
    if not min(ends) / _SLIP <= stated <= max(ends) * _SLIP:
        return  # of something else
    if change.letter == "F" and min(ends) - _NAMED_PART <= stated <= max(ends) + _NAMED_PART:
        return  # "a third" is what people say of 30%
    yield Mistake(
        "change", change.span, change.text, percent(abs(second.value - first.value) / first.value * 100), said
    )


_RISE = r"(?P<up>increase|rise|gain|jump|growth|climb)"
_FALL = r"(?P<down>decrease|fall|drop|decline|reduction|cut)"
_BY = pattern(
    rf", (?:which is )?(?:(?:an? |the )(?:[a-z]+ )?(?:{_RISE}|{_FALL}) of|(?P<more>up)|(?P<less>down)) "
    rf"<p:PO>(?!,? from)"
)


def _two_years(passage: Passage) -> Iterator[Mistake]:
    """ "We had 150 guests last year and 180 this year, an increase of 30%"."""
    for match in _BY.finditer(passage.skeleton):
        start = passage.skeleton.rfind("‖", 0, match.start()) + 1
        here = [one for one in passage.between(start, match.start()) if one[0].letter not in "YZB"]
        if (
            len(here) != 2
            or not all(exact for *_, exact in here)
            or re.search(r"\bfrom\b", passage.skeleton[start : match.start()])
        ):
            continue
        first, second = here[0][0], here[1][0]
        if (second.value > first.value) != bool(match["up"] or match["more"]) or second.figure.noun not in (
            "",
            first.figure.noun,
        ):
            continue
        if _TWICE.search(passage.skeleton[start : match.start()]):
            yield from _change(first, second, passage.of(match, "p")[0])


_TWICE = re.compile(
    r"\b(?:last|this|previous|next) (?:year|month|week|season|summer|winter|spring|autumn|quarter)\b|"
    r"\bin \{Y\d+\}.*\{Y\d+\}"
)


def _near(stated: float, low: float, high: float) -> bool:
    return low * 0.98 <= stated <= high * 1.02


def _positive(change: Amount, value: float) -> Amount:
    return replace(change, figure=replace(change.figure, low=value, high=value))


def _alike(first: Amount, second: Amount) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """What two figures can stand for, in one unit; a bare number has the unit of the other: "from 10 to 7 minutes"."""
    one, two = first.worth(measured=True), second.worth(measured=True)
    if first.letter == second.letter == "C" and len({first.figure.noun, second.figure.noun, ""}) > 2:
        return None  # "from 12 boats to 40 crews"
    if first.is_like(second) or (first.letter == "C" and second.letter in "QDP"):
        return one, two
    if first.letter == second.letter == "D":
        times = factor(first.figure.unit, second.figure.unit)
        return ((one[0] * times, one[1] * times), two) if times else None
    return None


_ROUND = 0.07
"""How far "doubled" may be from twice as much."""

_TWO = re.compile(r"\{[Xx]\d+\}[^‖]{0,6}\Z")
_AGAIN = re.compile(r"\b(?:every|each|twice|thrice|times|again|per|annually|daily)\b")
_HEDGED = re.compile(
    r"\b(?:more than|nearly|almost|over|about|roughly|not quite|just over|all but|at least|less than|practically|"
    r"virtually|close to|around|basically|essentially|effectively|easily)(?: has| have| had)? \Z"
)
_VERB = r"(?P<word>(?:doubl|tripl|trebl|quadrupl|quintupl|halv)\w++|in half)"
_TIMES = {"in": 0.5, "do": 2.0, "tr": 3.0, "qu": 4.0, "ha": 0.5}
_MULTIPLES = tuple(
    pattern(text)
    for text in (
        rf"<x:X>(?:(?!‖|; )(?:[^{{}}]|\{{[YZDyzd]\d+\}})){{0,50}}?{_TO}",
        rf"{_VERB}(?:(?!‖|; )(?:[^{{}}]|\{{[YZDyzd]\d+\}})){{0,50}}?{_TO}",
        rf"{_TO}(?:(?!‖|; )[^{{}}]){{0,30}}?[,(—–] ?(?:a |an |more |thus |so |it )?<x:X>",
        rf"{_TO}(?:(?!‖|; )[^{{}}]){{0,30}}?[,(—–] ?(?:a |an |thus |so |it )?{_VERB}",
        r"<x:X>(?:(?!‖|; )[^{}]){0,40}? to <b:CMQDP>(?: [a-z]+){0,3},? from <a:CMQDP>",
    )
)


def in_multiples(reading: Reading) -> Iterator[Mistake]:
    """The wrong multiples: "doubled from 20 to 50". Such words are round: see `_ROUND`."""
    for passage in reading.passages:
        for form in _MULTIPLES:
            for match in form.finditer(passage.skeleton):
                first, second = passage.of(match, "a", "b")
                if "x" in match.groupdict():
                    word, start = passage.of(match, "x")[0].text.lower(), match.start("x") - 1
                    times = passage.of(match, "x")[0].value
                else:
                    word, start = match["word"], match.start("word")
                    times = 5.0 if word.startswith("qui") else _TIMES[word[:2]]
                if _TWO.search(passage.skeleton, max(0, start - 20), start) or _AGAIN.search(
                    match.group() + passage.skeleton[match.end() : match.end() + 12]
                ):
                    continue
                if _HEDGED.search(passage.skeleton, max(0, start - 24), start) or not (pair := _alike(first, second)):
                    continue
                more = {times, times + 1} if re.match(r"[\d.]", word) or "fold" in word or "times" in word else {times}
                (a, b), (c, d) = pair
                if a <= 0 or (times > 1) != (second.value > first.value):
                    continue
                if any(c / b * (1 - _ROUND) <= t <= d / a * (1 + _ROUND) for t in more):
                    continue
                yield second.mistake("", first.value * times, f"{times:g} × {first.text}")
