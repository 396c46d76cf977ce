"""A quotation held against the text of a page: it stands there word for word, altered, or not at all.

1. The quotation is cut at its ellipses and at the words that its writer put in brackets (`_parts`).
2. Whole, or part after part, it is looked for in the page's words (`Words.joined`), where nothing stands between them.
3. What isn't there is looked for by its words: the stretches of the page that have most of them (`_windows`), aligned
   word by word (`align`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal

from contentlint.evidence.passages import Aligned, align, weight
from contentlint.evidence.wording import Words
from contentlint.guard.records import dataclass

Word = Literal["found", "altered", "not-found"]
Change = Literal["", "replaced", "left-out", "added", "order"]

_CUT = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.(?:\s?\.){2,3}")
_BRACKETS = re.compile(r"(?P<head>\w*)\[(?P<inner>[^\[\]]{0,200})\](?P<tail>\w*)")
_EMPHASIS = re.compile(r"\((?:(?:my|our) )?(?:emphasis|italics)(?: \w+){0,3}\)")
_OBJECT = "\ufffc"
_FAR = 400
"""Words that an ellipsis may stand for."""
_FEW = 14
"""Words for which words in brackets may stand, or a piece of code."""
_CHUNK = 120
"""Words of a part that are aligned at once; longer ones are cut, so that time stays linear."""
_OCCURRENCES = 2_000
_NEAR, _BAG = 0.6, 0.85
"""The least share of a part's words that a stretch of the page has in order, and in any order, to be its passage."""
_AROUND = 12
"""Words of the page shown on each side of what differs."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page says of a quotation.

    Of an altered one, `start`..`end` are the words of the quotation that differ (those around, where it leaves some
    out), `given` is what the page has in their place and `passage` the page's text around it. Of one that is not found,
    `start`..`end` is the part that isn't.
    """

    verdict: Word
    change: Change = ""
    start: int = 0
    end: int = 0
    given: str = ""
    passage: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """Words of the quotation without a mark between: `first`..`last` of its words, at most `gap` words of the page
    behind the part before. `is_open` when the last word goes on in brackets ("cook[ed]")."""

    first: int
    last: int
    gap: int
    is_open: bool = False


def verify(quotation: str, page: Words) -> Answer:
    """Hold a quotation, without its marks, against a page."""
    own = Words(quotation)
    if not len(own) or page.occurrences(own.joined, 1):
        return Answer("found")
    own, parts = _parts(quotation)
    places = [page.occurrences("".join(own.words[p.first : p.last]), _OCCURRENCES, is_open=p.is_open) for p in parts]
    if not parts or _in_order(parts, places):
        return Answer("found")
    worst: Answer | None = None
    for part, place in zip(parts, places, strict=True):
        if place:
            continue
        for chunk in _chunks(part):
            answer = _part(own, chunk, page)
            if answer.verdict == "not-found":
                return answer if len(parts) > 1 else Answer("not-found", start=0, end=len(quotation))
            if answer.verdict == "altered" and worst is None:
                worst = answer
    if worst is not None or not all(places):
        return worst or Answer("found")
    first, last = places[0][0]
    return Answer("altered", "order", 0, len(quotation), page.cut(first, last), _around(page, first, last))


def _parts(quotation: str) -> tuple[Words, list[_Part]]:
    """The words of a quotation without what its writer put in, and the parts that are left. Places stay true."""
    gaps: list[tuple[int, int]] = []
    opens: set[int] = set()
    text = quotation.replace(_OBJECT, "…")
    gaps += [(at, _FEW) for at, sign in enumerate(quotation) if sign == _OBJECT]

    def blank(found: re.Match[str]) -> str:
        inner, head, tail = found["inner"], found["head"], found["tail"]
        room = " " * (len(inner) + 2)
        if inner.isdigit() and len(inner) <= 3:  # the mark of a note
            return head + room + tail
        at = found.start() + len(head)
        if head and not tail and inner.isalpha():  # cook[ed]
            opens.add(at)
            gaps.append((at, 1))
            return head + room
        if tail and inner.isalpha():  # [T]he: the letter belongs to the word
            return f"{head}{inner}\u200b\u200b{tail}"
        gaps.append((at, _FEW))
        return head + room + tail

    gaps += [(found.start(), _FAR) for found in _CUT.finditer(quotation)]
    text = _EMPHASIS.sub(lambda found: " " * len(found.group()), text)
    text = _CUT.sub(lambda found: " " * len(found.group()), text).replace("…", " ")
    text = _BRACKETS.sub(blank, text) if "[" in text else text
    own = Words(text)
    parts: list[_Part] = []
    first, gap = 0, 0
    for at, most in sorted(gaps):
        last = bisect_right(own.starts, at - 1) if at else 0
        if last > first:
            parts.append(_Part(first, last, gap, at in opens))
            first, gap = last, most
        else:
            gap = max(gap, most)
    if first < len(own):
        parts.append(_Part(first, len(own), gap))
    return own, parts


def _in_order(parts: Sequence[_Part], places: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether a chain of places goes from part to part, none farther behind the one before than its gap."""
    ends: list[int] | None = None
    for part, place in zip(parts, places, strict=True):
        reached = [
            (first, last)
            for first, last in place
            if ends is None or ((n := bisect_right(ends, first)) and first - ends[n - 1] <= part.gap)
        ]
        if not reached:
            return False
        ends = sorted(last for _, last in reached)
    return True


def _chunks(part: _Part) -> Iterator[_Part]:
    for first in range(part.first, part.last, _CHUNK):
        yield _Part(first, min(first + _CHUNK, part.last), part.gap, part.is_open)


def _part(own: Words, part: _Part, page: Words) -> Answer:
    """What the page has for one part that does not stand there as it is."""
    words = own.words[part.first : part.last]
    start, end = own.starts[part.first], own.ends[part.last - 1]
    whole = sum(map(weight, words))
    best: Aligned | None = None
    bag = 0.0
    for first, last, share in _windows(words, page):
        aligned = align(words, page, first, last)
        bag = max(bag, share)
        if best is None or aligned.score > best.score:
            best = aligned
    if best is None or (best.matched < _NEAR * whole and bag < _BAG) or best.longest < min(2, (len(words) + 1) // 3):
        return Answer("not-found", start=start, end=end)
    changes = best.changes
    if not changes:
        return Answer("found")
    low, high = min(c.first for c in changes), max(c.last for c in changes)
    from_, to = min(c.page_first for c in changes), max(c.page_last for c in changes)
    change: Change = "left-out" if low >= high else "added" if from_ >= to else "replaced"
    if low >= high:  # the words on both sides of what is missing
        low, high = max(low - 1, 0), min(high + 1, len(words))
    return Answer(
        "altered", change, own.starts[part.first + low], own.ends[part.first + high - 1], page.cut(from_, to),
        _around(page, from_, to),
    )  # fmt: skip


def _around(page: Words, first: int, last: int) -> str:
    """The page's text around some words, within their lines."""
    low, high = max(first - _AROUND, 0), min(last + _AROUND, len(page))
    before = page.text.rfind("\n", 0, page.starts[min(first, len(page) - 1)]) + 1
    after = page.text.find("\n", page.ends[max(last, first + 1, 1) - 1]) if first < len(page) else -1
    after = after if after >= 0 else len(page.text)
    while low < first and page.starts[low] < before:
        low += 1
    while high > last and page.ends[high - 1] > after:
        high -= 1
    is_begun = low > 0 and page.starts[low - 1] >= before
    goes_on = high < len(page) and page.ends[high] <= after
    return f"{'… ' if is_begun else ''}{page.cut(low, high)}{' …' if goes_on else ''}"


def _windows(words: Sequence[str], page: Words) -> Iterator[tuple[int, int, float]]:
    """The few stretches of a page that have most of some words, by weight, with the share that they have.

    One pass over the page's words with a window a little longer than the words are.
    """
    wanted = Counter(words)
    whole = sum(weight(word) * count for word, count in wanted.items())
    width = len(words) + len(words) // 3 + 6
    hits = [(at, word) for at, word in enumerate(page.words) if word in wanted]
    here: Counter[str] = Counter()
    score, left = 0.0, 0
    best: dict[int, tuple[float, int, int]] = {}
    for at, word in hits:
        here[word] += 1
        if here[word] <= wanted[word]:
            score += weight(word)
        while hits[left][0] <= at - width:
            gone = hits[left][1]
            if here[gone] <= wanted[gone]:
                score -= weight(gone)
            here[gone] -= 1
            left += 1
        bucket = at // width
        if score > best.get(bucket, (0.0, 0, 0))[0]:
            best[bucket] = (score, hits[left][0], at + 1)
    reach = len(words) // 4 + 3
    for score, first, last in sorted(best.values(), key=lambda one: (-one[0], one[1]))[:4]:
        if score * 2 >= whole:
            yield max(first - reach, 0), min(last + reach, len(page)), score / whole
