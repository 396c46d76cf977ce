"""What is seen of a sum that figures could make, as names for `stated` to weigh.

Nothing here knows whether the sum comes out: only the words between and around its figures, their order and distance,
what stands between them, and what else it could be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from contentlint.claims.logistic import data_of
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.terms import BLOCK, ITEM, SENTENCE, Stretch, Term

MARKS = frozenset((SENTENCE, ITEM, BLOCK))
"""What ends a sentence among the tokens of a stretch."""
_LONGEST = 16
"""Tokens between two figures from which on the words there no longer count one by one."""
_BESIDE = 3


def signals(stretch: Stretch, relation: Relation) -> frozenset[str]:
    """The names of what is seen of a relation; each stands for its kind of sum and, without it, for all."""
    names = named(stretch, relation)
    own = frozenset(f"{relation.op}|{name}" for name in names)
    return own | frozenset(f"|{name}" for name in names) | {f"{relation.op}|"}


def named(stretch: Stretch, relation: Relation) -> frozenset[str]:
    """The same names without the kind of sum."""
    terms, row = stretch.terms, stretch.tokens
    roles = sorted(zip(relation.terms, relation.names, strict=True), key=lambda one: (terms[one[0]].at, one[0]))
    seen: list[frozenset[str]] = [frozenset(_own(stretch, relation, roles))]
    memo = stretch.memo  # most figures of a stretch stand in many sums
    for (a, one), (b, two) in pairwise(roles):
        gap = (a, b, f"{one}-{two}")
        if gap not in memo:
            memo[gap] = frozenset(_gap(row, terms, *gap))
        seen.append(memo[gap])
    for role in roles:
        if role not in memo:
            memo[role] = frozenset(_beside(row, terms, *role))
        seen.append(memo[role])
    ends = (roles[0][0], roles[-1][0], len(roles))
    if ends not in memo:
        memo[ends] = frozenset(_result(stretch, *ends))
    return frozenset().union(*seen, memo[ends])


def _own(stretch: Stretch, relation: Relation, roles: Sequence[tuple[int, str]]) -> Iterator[str]:
    order = [name for _, name in roles]
    if relation.op in ("sum", "mean", "rest"):
        order = [name for n, name in enumerate(order) if not n or order[n - 1] != name]
        yield f"parts {min(len(relation.terms) - 1, 6)}"
        yield from _edges(stretch, relation)
    shape = " ".join(order)
    yield f"order {shape}"
    if relation.detail:
        yield f"detail {relation.detail}"
    yield f"kinds {''.join(stretch.terms[n].letter for n in dict.fromkeys(_unlike(relation)))}"
    yield from _shared(stretch.terms, relation)


def _unlike(relation: Relation) -> list[int]:
    return [relation.terms[0], relation.terms[-1]] if relation.op in ("sum", "mean", "rest") else list(relation.terms)


def _gap(row: Sequence[str], terms: Sequence[Term], a: int, b: int, name: str) -> Iterator[str]:
    between = row[terms[a].at + 1 : terms[b].at]
    yield f"{name} long {_size(len(between))}"
    figures = [word for word in between if word[0] == "{"]
    yield f"{name} figures {min(len(figures), 4)}"
    letter = terms[b].letter
    like = sum(word[1] == letter for word in figures if len(word) > 2)
    if like:
        yield f"{name} like {min(like, 3)}"
    for mark, word in (("sentence", SENTENCE), ("item", ITEM), ("block", BLOCK)):
        if count := between.count(word):
            yield f"{name} {mark} {min(count, 3)}"
    if len(between) > _LONGEST:
        between = (*between[:5], "…", *between[-6:])
    for word in {*between, *classes_of(between)}:
        yield f"{name}:{word}"
        yield f":{word}"
    for one, two in set(pairwise(between)):
        yield f"{name}:{one} {two}"
        yield f":{one} {two}"
    if len(between) <= 4:
        yield f"{name}= {' '.join(between)}"


def _beside(row: Sequence[str], terms: Sequence[Term], n: int, name: str) -> Iterator[str]:
    """The words right before and after a figure."""
    at = terms[n].at
    before = row[max(0, at - _BESIDE) : at]
    after = row[at + 1 : at + 1 + _BESIDE]
    for side, words in (("<", before[::-1]), (">", after)):
        for one in classes_of(_until(words)):
            yield f"{name}{side}{one}"
        for place, word in enumerate(words):
            if word[0] == "{" or word in MARKS:
                if place == 0:
                    yield f"{name}{side}{word}"
                break
            yield f"{name}{side}{word}"
            if place == 0:
                yield f"{name}{side}1{word}"
        if len(words) > 1:
            pair = words[:2] if side == ">" else words[1::-1]
            yield f"{name}{side}{' '.join(pair)}"
    if not terms[n].exact:
        yield f"{name} loose"


def _result(stretch: Stretch, start: int, end: int, size: int) -> Iterator[str]:
    """What the sentence of the last of `size` figures says, before the figure and after it; what stands before the
    first."""
    row, terms = stretch.tokens, stretch.terms
    last, first = terms[end], terms[start]
    after = []
    for word in row[last.at + 1 : last.at + 10]:
        if word in MARKS:
            break
        after.append(word)
    for word in {*after, *classes_of(after)}:
        yield f"after:{word}"
    before = []
    for word in row[max(0, first.at - 10) : first.at][::-1]:
        if word in MARKS:
            break
        before.append(word)
    for word in {*before, *classes_of(before)}:
        yield f"before:{word}"
    if not after:
        yield "after nothing"
    if not before:
        yield "before nothing"
    sentence = _sentence(row, last.at)
    for name in classes_of(sentence):
        yield f"sentence:{name}"
    figures = sum(word[0] == "{" for word in after)
    yield f"after figures {min(figures, 3)}"
    yield f"before figures {min(sum(word[0] == '{' for word in before), 3)}"
    if last.sentence == first.sentence:
        yield "one sentence"
    inside = sum(first.at <= term.at <= last.at for term in terms) - size
    yield f"others inside {min(inside, 5)}"
    yield f"others {_size(len(terms) - size)}"


def _sentence(row: Sequence[str], at: int) -> Sequence[str]:
    """The sentence around a token, as far as 30 tokens on each side."""
    start = end = at
    while start > max(0, at - 30) and row[start - 1] not in MARKS:
        start -= 1
    while end < min(len(row), at + 30) and row[end] not in MARKS:
        end += 1
    return row[start:end]


def _edges(stretch: Stretch, relation: Relation) -> Iterator[str]:
    """Whether the parts of a total or an average are all of their kind that stand there."""
    terms = stretch.terms
    parts, result = relation.terms[:-1], relation.terms[-1]
    first, last = terms[parts[0]], terms[parts[-1]]
    letter = first.letter
    before = [t for n, t in enumerate(terms) if n < parts[0] and n != result and t.letter == letter]
    after = [t for n, t in enumerate(terms) if n > parts[-1] and n != result and t.letter == letter]
    yield f"more before {_nearness(before[-1], first) if before else 'none'}"
    yield f"more after {_nearness(after[0], last) if after else 'none'}"
    if len({terms[n].sentence for n in parts}) == 1:
        yield "parts in one sentence"
    elif all(terms[n].item for n in parts):
        alone = len({terms[n].block for n in parts}) == len(parts)
        yield f"parts are items{' alone' if alone else ''}"
    each = {bool(terms[n].per) for n in parts}
    yield f"parts per {sorted(each)} total per {bool(terms[result].per)}"
    nouns = {terms[n].noun for n in parts}
    yield f"parts nouns {min(len(nouns), 3)} {terms[result].noun in nouns} {'' in nouns}"


def _nearness(one: Term, two: Term) -> str:
    if one.sentence == two.sentence:
        return f"sentence {_size(abs(one.at - two.at))}"
    return "next" if abs(one.sentence - two.sentence) == 1 else "far"


def _shared(terms: Sequence[Term], relation: Relation) -> Iterator[str]:
    """What the figures have in common, and what each is for."""
    own = [(terms[n], name) for n, name in zip(relation.terms, relation.names, strict=True)]
    if relation.op in ("sum", "mean"):
        own = [own[0], own[-1]]
    for term, name in own:
        per = term.per if term.per in ("", "each", "hour", "day", "week", "month", "year") else "noun"
        yield f"{name} per {per}"
        if term.letter == "C":
            yield f"{name} noun {bool(term.noun)}"
            yield f"{name} of:{term.noun}"
        if term.letter == "D":
            yield f"{name} unit {term.unit}"
        if term.amount.text[:1].isalpha():
            yield f"{name} in words"
        if term.value < 3:
            yield f"{name} tiny"
        if term.value and term.value % 100 == 0:
            yield f"{name} round"
    for n, (one, first) in enumerate(own):
        for two, second in own[n + 1 :]:
            if one.noun and one.noun == two.noun:
                yield f"{first} {second} one noun"
            if one.letter == "C" and two.per and two.per == one.noun:
                yield f"{second} per {first}"
            if one.letter == "D" and two.per == one.unit:
                yield f"{second} per unit of {first}"
            if one.letter == two.letter == "D" and one.unit != two.unit:
                yield f"{first} {second} other unit"
            if one.item and two.item and one.block == two.block:
                yield f"{first} {second} one item"


def _until(words: Sequence[str]) -> Sequence[str]:
    end = next((n for n, word in enumerate(words) if word[0] == "{" or word in MARKS), len(words))
    return words[:end]


@cache
def _classes() -> dict[str, tuple[str, ...]]:
    data = data_of(__package__, "classes.json")
    found: dict[str, list[str]] = {}
    for name, words in data.items():
        for word in words.split():
            found.setdefault(word, []).append(f"@{name}")
    return {word: tuple(dict.fromkeys(names)) for word, names in found.items()}


def classes_of(words: Sequence[str]) -> set[str]:
    """The classes of words that some words are in: words for more, for less, for all together, ….

    Few texts teach much about a word, and many about a class.
    """
    known = _classes()
    return {name for word in words for name in known.get(word, ())}


def _size(number: int) -> str:
    for most in (0, 1, 2, 3, 5, 8, 12, 20, 35):
        if number <= most:
            return str(most)
    return "more"
