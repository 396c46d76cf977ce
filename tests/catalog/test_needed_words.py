"""The words an expression needs: read off it rightly, and never a match lost by asking for them first."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import compile_terms, is_pattern
from contentlint.catalog.needed_words import needed_words, opening


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("study", {"study"}),
        ("stud(?:y|ies)", {"study", "studies"}),
        ("stud(?:y|ies) of bees", {"study", "studies"}),
        ("organi[sz]es?", {"organise", "organises", "organize", "organizes"}),
        ("the best-selling", {"selling"}),
        ("(?:very )?old", {"old"}),
        ("old(?: man)?", {"old"}),
        ("(?<!not )known(?= to)", {"known"}),
        ("(?:world|country)'s largest", {"largest"}),
        ("(?:bees|no wasps) fly", {"bees", "wasps"}),
        (r"\w+ bees", {"bees"}),
        ("no\\. ?1|number one", {"no", "number"}),
        ("bees|wasps?", {"bees", "wasp", "wasps"}),
        ("[Bb]ees", {"bees"}),
    ],
)
def test_words_are_read_off_an_expression(expression: str, words: set[str]) -> None:
    assert needed_words(expression) == words


@pytest.mark.parametrize(
    "expression",
    [r"\w+", "(?:bees)?", "bees|", r"bees|\d+", "be{1,2}s", "be+s", "be*s", ".ees", r"bee\w*", "(?-i:WHO)", r"\bbee.",
     "[^a]ees", "(?P<a>bees)", "#", "(?:very )?", "b.?(?:ees)"],
)  # fmt: skip
def test_where_nothing_is_known_nothing_is_asked_for(expression: str) -> None:
    assert needed_words(expression) is None


LISTS = catalog.load().vocabulary
EXPRESSIONS = [term for words in LISTS.values() for term in words.terms if is_pattern(term)]
SAID = [word for words in LISTS.values() for example in words.examples for word in example.text.split()]


@given(st.sampled_from(EXPRESSIONS), st.data())
def test_no_match_is_lost(expression: str, data: st.DataObject) -> None:
    needed = needed_words(expression[1:-1])
    own = re.findall(r"[a-zA-Z']+|\d+", re.sub(r"\\.|\(\?<?[:=!]", " ", expression))
    words = st.sampled_from([*own, *own, *SAID, "-", ",", "'s"])
    text = " ".join(data.draw(st.lists(words, max_size=9)))
    if needed is not None and compile_terms((expression,)).search(text):
        assert not needed.isdisjoint(re.findall(r"[^\W_]+", text.lower()))


def test_most_shipped_expressions_tell_their_words() -> None:
    told = sum(needed_words(term[1:-1]) is not None for term in EXPRESSIONS)
    assert told > 0.8 * len(EXPRESSIONS)


@pytest.mark.parametrize(
    ("expression", "words", "signs", "is_whole"),
    [
        (r"\b(?:bees?|wasps)\b", "bee|bees|wasps", "", True),
        (r"\b(?:bee\w*|\w+ed)\b", r"\w+ed|bee\w*", "", True),
        (r"\b(?:bees fly|no (?:wasp|bee))\b", "bees|no", "", False),
        (r"\b(?:old|young)est\b", "oldest|youngest", "", True),
        (r"\bbees?\b of\b|#\s?\d", "bee|bees", "#", False),
        (r"\bbee", r"bee\w*", "", False),
        (r"\byou(?:r|'re)?\b", "you|your", "", False),
        (r"\b\d+(?:st|nd) of\b", r"\d+nd|\d+st", "", False),
    ],
)
def test_what_a_match_begins_with_is_read_off(expression: str, words: str, signs: str, is_whole: bool) -> None:
    found = opening(expression)
    assert found is not None
    assert (found.words.pattern, "".join(found.signs), found.is_whole) == (words, signs, is_whole)


@pytest.mark.parametrize(
    "expression", ["bees", r"^\W*bees", r"\b(?:bees|)\b", r"\b[^a]ees\b", r"\bbe+s\b", r"\b-bees\b"]
)
def test_where_a_match_may_begin_with_anything_it_is_said(expression: str) -> None:
    assert opening(expression) is None
