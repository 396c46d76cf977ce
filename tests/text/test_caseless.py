"""In lower case the same is found as without regard to letter case."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.odds.classes import classes, classes_of
from contentlint.text.caseless import folded


def test_each_letter_is_found_where_ignoring_case_finds_it() -> None:
    every = {chr(code) for code in range(sys.maxunicode + 1)}
    odd = {char for char in every if len(char.lower()) > 1} | set(re.findall("[a-z]", "".join(every), re.IGNORECASE))
    for char in odd:
        lower = folded(char)
        assert lower is None or (len(lower) == 1 and "a" <= lower <= "z"), hex(ord(char))
    assert not any("a" <= char.lower() <= "z" for char in every - odd if len(char.lower()) == 1)
    assert folded("a\N{KELVIN SIGN}b") is None


@pytest.mark.parametrize("name", classes())
def test_the_classes_are_written_in_lower_case(name: str) -> None:
    assert not re.search(r"(?<!\\)[A-Z]|[^\x00-\x7f]", classes()[name].pattern)


WORDS = st.sampled_from(
    "Most PEOPLE say the Average price costs MORE likely Highest of 3rd Largest a Month £5 ’s #1".split()
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=4))).map(" ".join))
def test_classes_are_found_at_the_same_places(text: str) -> None:
    lower = folded(text)
    if lower is not None:
        for pattern in classes().values():
            found = re.search(pattern.pattern, lower)
            wanted = pattern.search(text)
            assert (found and found.span()) == (wanted and wanted.span())


@given(st.lists(st.one_of(WORDS, st.text(max_size=4), st.just("_"))).map(" ".join))
def test_no_class_is_missed_by_a_look_at_the_words_first(text: str) -> None:
    wanted = {name for name, pattern in classes().items() if pattern.search(text)}
    assert classes_of(text, Lexicon({}).words_of(text)) == wanted
