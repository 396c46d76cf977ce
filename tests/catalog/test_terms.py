"""What holds of the terms of all word lists and rules that are shipped."""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import is_pattern

LOADED = catalog.load()


def terms() -> Iterator[tuple[str, str]]:
    """Each expression between slashes, with the name of what has it."""
    for name, words in LOADED.vocabulary.items():
        yield from ((name, term) for term in words.terms)
    for rule in LOADED.rules.values():
        for option in ("phrases", "allow", "unless", "replacements"):
            yield from ((f"{rule.id}, {option}", term) for term in rule.options.get(option, ()))


def _is_blank(name: Any, value: Any) -> bool:
    if name is sre.LITERAL:
        return chr(value).isspace()
    return name is sre.IN and all(kind is sre.LITERAL and chr(what).isspace() for kind, what in value)


def _edge(items: Any, *, last: bool) -> set[str]:
    """What the ways through a row begin or end with: a "blank", something "else", or "nothing" where all may be left
    out. A blank that may be left out is none: without it the way is another one."""
    found: set[str] = set()
    for name, value in reversed(list(items)) if last else list(items):
        way = _ways(name, value, last=last)
        found |= way - {"nothing"}
        if "nothing" not in way:
            return found
    return found | {"nothing"}


def _ways(name: Any, value: Any, *, last: bool) -> set[str]:
    if name in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
        return {"nothing"}
    if name is sre.SUBPATTERN:
        return _edge(value[-1], last=last)
    if name is sre.BRANCH:
        return set().union(*(_edge(branch, last=last) for branch in value[1]))
    if name in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        way = _edge(value[2], last=last)
        if value[0] == 0:
            return {"nothing"} if way == {"blank"} else way | {"nothing"}
        return way
    return {"blank"} if _is_blank(name, value) else {"else"}


def _dead(term: str) -> bool:
    """True for a term with a way that has a blank at its edge, where no word can stand: terms are found whole."""
    if not is_pattern(term):
        return term != term.strip()
    tree = parser.parse(term[1:-1])
    return any("blank" in _edge(tree, last=last) for last in (False, True))


@pytest.mark.parametrize(
    ("term", "dead"),
    [
        ("/steel /", True), (" steel", True), ("/(?:steel|glass )/", True), ("/steel (?!pots)/", True),
        ("/ steel/", True),
        ("/steel pots?/", False), ("/steel(?! pots)/", False), ("/steel ?/", False), ("steel", False),
        ("/(?:very )?hot/", False), ("/(?:hot )+/", True), ("/hot(?: and )?/", False),
    ],
)  # fmt: skip
def test_what_a_dead_term_is(term: str, dead: bool) -> None:
    assert _dead(term) == dead


def test_no_term_has_a_blank_at_its_edge() -> None:
    """`/revolutionized (?!war)/` is found nowhere: behind the blank a word must begin, and none may."""
    found = [*terms()]
    assert len(found) > 5000
    assert [(name, term) for name, term in found if _dead(term)] == []


def _stops(items: Any) -> Iterator[bool]:
    """For each repetition in a row of all but some characters, whether a full stop is among those."""
    for name, value in items:
        if name in (sre.MAX_REPEAT, sre.MIN_REPEAT) and len(value[2]) == 1 and value[2][0][0] is sre.IN:
            entries = value[2][0][1]
            yield entries[0][0] is sre.NEGATE and (sre.LITERAL, ord(".")) in entries
        elif name in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            yield from _stops(value[2])
        elif name is sre.SUBPATTERN:
            yield from _stops(value[-1])
        elif name is sre.BRANCH:
            for branch in value[1]:
                yield from _stops(branch)


def test_a_full_stop_ends_a_sentence_where_a_blank_follows_only() -> None:
    r"""`[^.]{0,30}` ends in "Node.js" and "2.5"; `(?:[^.]|\.\b){0,30}` goes on."""
    assert any(_stops(parser.parse("a[^.;]{0,30}b")))
    assert not any(_stops(parser.parse(r"a(?:[^.;]|\.\b){0,30}b")))
    assert [(n, t) for n, t in terms() if is_pattern(t) and any(_stops(parser.parse(t[1:-1])))] == []
