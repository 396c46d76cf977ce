"""A list of parts and its total: an item called total, the sentence before the list or the one after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from contentlint.claims.sums.adding import same_things
from contentlint.claims.sums.model import Amount, Mistake, added
from contentlint.claims.sums.passages import Passage, pattern
from contentlint.claims.sums.reading import List, Reading

_TOTAL = re.compile(
    r"\W*(?:grand |estimated |overall |the )?(?:total|sum|altogether|all in all|in total|all told)"
    r"(?: (?:costs?|price|time|spend|spent|amount|hours|budget|weight|bill|expenses|sum|so far|length|"
    r"distance|is|was|of|"
    r"comes to|monthly|yearly|annual|for (?:the )?[a-z]+))*\W*"
)
_SUB = re.compile(
    r"\b(?:sub-?totals?|average|mean|per|each|saved|savings?|value|worth|if|without|after|before|"
    r"discount|minus|less|refund|cash ?back|optional)\b"
)
_THIS = pattern(
    r"(?:so |and |in )?(?:that|this|these|it|they|altogether|total|the (?:total|sum|lot|whole "
    r"(?:thing|lot))|all (?:told|in all|in|of it|together)|together|in (?:total|all)|sum|grand "
    r"total)\b"
    r"(?:(?! (?:per|each|average)\b)[^{}‖.]){0,30}?(?:adds? up to|comes? to|came to|makes?|made|"
    r"totals?|is|was|sums? to|:|,|=|amounts? to|cost|costs|total of|that's|'s|spent|paid)"
    r"(?: (?:that's|that is|it's|we|i|you|spent|paid|have|a|total|of|exactly|just|only|the|grand|full|"
    r"us|me))*[ :]*<t:MCDQ>"
    r"(?! (?:for (?!everything|all|the (?:whole|lot|day|week|month|year|trip))|with|including|plus|"
    r"after|before|less|if|per|each|more|when|of)\b)"
)
_BEFORE = pattern(
    r"(?:<t:MCDQ>(?: [a-z'-]+){0,3} (?:in total|in all|altogether|all told)|\btotal(?:s|led|ed|ling|"
    r"ing)?(?: [a-z]+){0,3}?(?: of| was| is| to|:)? <u:MCDQ>|(?:came|comes|adds up|added up) to "
    r"<v:MCDQ>)"
)
_SOME = re.compile(
    r"\b(?:includ\w+|such as|e\.g\.|among|for example|some of|highlights?|biggest|top|largest|main|mostly)\b"
)
_WHOLE = re.compile(
    r"\b(?:breakdown|break(?:s|ing)? down|split(?:s|ting)?\b|allocat\w+|distribut\w+|made up of|"
    r"composed of|composition|divided|shares? of (?:the )?(?:total|budget|time|whole))\b",
    re.IGNORECASE,
)
_MANY = re.compile(r"\b(?:multiple|more than one|select all|several|overlap|add up to more|exceed)", re.IGNORECASE)
_NO_PART = re.compile(
    r"\b(?:more|less|higher|lower|off|growth|increase|rate|discount|faster|optional|or|per|each|every|"
    r"a (?:day|week|month|year))\b|[×*/]|- \{M"
)
_RATE = re.compile(r"\} ?(?:/ ?|per |an? )(?:month|mo|year|yr|week|day)\b")
_CHANGE = re.compile(r"\s+(?:more|less|higher|lower|off)")


def totals(reading: Reading) -> Iterator[Mistake]:
    """The wrong totals of lists."""
    for one in reading.lists:
        place = next((n for n, item in enumerate(one.items) if n >= 2 and _is_total(item)), None)
        if place is not None:
            yield from _judged(one.items[:place], _only(one.items[place], is_total=True))
            continue
        if one.after is not None and (match := _THIS.match(one.after.skeleton.lstrip())):
            skipped = Passage(one.after.skeleton.lstrip(), one.after.amounts)
            yield from _judged(one.items, skipped.of(match, "t")[0])
            continue
        yield from _told_before(one)


def _is_total(item: Passage) -> bool:
    before = item.skeleton.partition("{")[0]
    return _TOTAL.fullmatch(before) is not None and not _SUB.search(item.skeleton)


def _told_before(one: List) -> Iterator[Mistake]:
    """ "The shed cost $480 in total:" and its list."""
    before = one.before
    if before is None or not before.skeleton.endswith(":") or _SOME.search(before.skeleton):
        return
    found = before.between(0, len(before.skeleton))
    match = _BEFORE.search(before.skeleton)
    if match is None or not all(exact for *_, exact in found):
        return
    name = next(name for name in ("t", "u", "v") if match[name])
    yield from _judged(one.items, before.of(match, name)[0])


def _only(item: Passage, *, is_total: bool = False) -> Amount | None:
    """The figure of an item that has one, meant exactly."""
    exact = item.between(0, len(item.skeleton))
    if len(exact) == 2 and not is_total and exact[0][0].letter in "CQ" and exact[1][0].letter == "M":
        exact = exact[1:]  # "2 kg of sugar: €3.20"
    if len(exact) != 1 or not exact[0][3] or exact[0][0].letter not in "MDCQ":
        return None
    if not is_total and (
        _NO_PART.search(_RATE.sub("}", item.skeleton) if exact[0][0].figure.per else item.skeleton)
        or _SUB.search(item.skeleton)
    ):
        return None
    return exact[0][0]


def _judged(items: Sequence[Passage], total: Amount | None) -> Iterator[Mistake]:
    parts = [_only(item) for item in items]
    if total is None or len(parts) < 2 or not all(part is not None and part.is_like(total) for part in parts):
        return
    figures = [part for part in parts if part is not None]
    if total.letter == "C" and not same_things(figures, total):
        return
    per = {part.figure.per for part in figures}
    if len(per) > 1 or not per <= {"", total.figure.per}:
        return
    low, high = added(figures)
    right = sum(part.value for part in figures)
    if not total.fits(low, high, round_=False) and right * 0.5 <= total.value <= right * 2:
        yield total.mistake("", right, " + ".join(part.text for part in figures))


def wholes(reading: Reading) -> Iterator[Mistake]:
    """Shares of one whole in a list, which can't come to more than all of it."""
    for one in reading.lists:
        first = one.units[0]
        said = " ".join((first.intro, *first.headings[:1]))
        if len(one.items) < 3 or not _WHOLE.search(said) or _MANY.search(said):
            continue
        parts = []
        for item in one.items:
            shares = [
                (amount, end) for amount, _, end, _ in item.between(0, len(item.skeleton)) if amount.letter == "P"
            ]
            if (
                len(shares) != 1
                or shares[0][0].figure.low != shares[0][0].figure.high
                or _CHANGE.match(item.skeleton, shares[0][1])
            ):
                break
            parts.append(shares[0][0])
        total = sum(part.value for part in parts)
        if len(parts) == len(one.items) and total > 100 + 0.5 * len(parts):
            yield Mistake("whole", parts[-1].span, f"{total:g}%", "100%", f"{len(parts)} parts")
