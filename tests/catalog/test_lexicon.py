"""Word lists: phrases, expressions, gates, and the same findings as one plain pattern would give."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon, WordList, compile_terms
from contentlint.errors import RuleError
from contentlint.run import testing


def lexicon(*terms: str, **more: WordList) -> Lexicon:
    return Lexicon({"mine": WordList(terms), **more})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("We let it lie", ["let it"]),
        ("Outlet it is", []),
        ("LET IT be, let it go", ["LET IT", "let it"]),
        ("let  it be", ["let  it"]),
        ("the item is", ["item is"]),
        ("number #1 in line", ["#1"]),
        ("İstanbul and a café", ["café"]),
        ("", []),
    ],
)
def test_phrases_stand_at_word_limits(text: str, words: list[str]) -> None:
    found = list(lexicon("let it", "item is", "item", "#1", "café").finditer("mine", text))
    assert [f.words for f in found] == words
    assert all(text[f.start : f.end] == f.words for f in found)


WORDS = st.sampled_from(["a", "as", "many", "as many", "study", "a study", "study by", "s", "it's", "#1", "Ab"])


@given(
    st.lists(WORDS, min_size=1, max_size=6, unique=True),
    st.lists(st.sampled_from([*"a s-,.#1", " ", "as", "many", "study", "it's", "by", "AB"]), max_size=12),
)
def test_phrases_are_found_where_a_pattern_finds_them(terms: list[str], pieces: list[str]) -> None:
    text = "".join(pieces)
    pattern = compile_terms(tuple(terms))
    found = [(f.start, f.end) for f in lexicon(*terms).finditer("mine", text)]
    assert found == [match.span() for match in pattern.finditer(text)]
    for at in range(len(text)):
        one = lexicon(*terms).match("mine", text, at)
        same = pattern.match(text, at)
        assert (one and (one.start, one.end)) == (same and same.span())


def test_an_expression_and_a_phrase_the_first_one_wins() -> None:
    words = lexicon("/stud(?:y|ies)/", "a study")
    assert [f.words for f in words.finditer("mine", "studies, and a study")] == ["studies", "a study"]
    assert words.fullmatch("mine", "Studies") and not words.fullmatch("mine", "studies show")


def test_a_gate_spares_the_search_but_never_hides_what_the_user_added() -> None:
    gated = WordList(("/\\w+ shows/",), beside="gate", added=("the pundits", "/sa(?:id|ys)/"))
    words = Lexicon({"mine": gated, "gate": WordList(("research",))})
    assert not words.has("mine", "It shows.")
    assert words.has("mine", "New research shows it.")
    assert words.has("mine", "So the pundits think.") and words.has("mine", "He said so.")
    assert words.has_added("mine") and words.gate("mine") is None
    gated_only = Lexicon({"mine": WordList(("a study",), beside="gate"), "gate": WordList(("research",))})
    assert gated_only.has("mine", "A study."), "a phrase opens its own gate"
    assert gated_only.gate("mine") == {"research", "study"} and not gated_only.has_added("mine")


def test_a_gate_may_be_a_phrase() -> None:
    words = Lexicon({"mine": WordList(("/\\w+est/",), beside="gate"), "gate": WordList(("the most",))})
    assert words.has("mine", "the most and the longest") and not words.has("mine", "most of the longest")


def test_before_and_after_a_place() -> None:
    words = lexicon("at least", "pages")
    text = "It has at least 40-pages or 50pages."
    assert words.before("mine", text, text.index("40"))
    assert words.before("mine", text, text.index("or")) and not words.before("mine", text, text.index("50"))
    assert words.after("mine", text, text.index("-pages")) and words.after("mine", text, text.index("pages."))
    assert not words.after("mine", text, text.index("40"))


def test_a_missing_list_is_empty_and_a_missing_number_an_error() -> None:
    words = Lexicon({"mine": WordList(values={"share": 0.5})})
    assert not words.has("other", "anything") and words.terms("other") == ()
    assert words.value("mine", "share") == 0.5
    with pytest.raises(RuleError, match="no value 'shape'"):
        words.value("mine", "shape")
    with pytest.raises(RuleError, match="not a regular expression"):
        lexicon("/(/").has("mine", "x")


def test_every_example_of_every_list_holds() -> None:
    loaded = catalog.load(examples=True)
    assert not [str(failure) for name in loaded.vocabulary for failure in testing.run_list(name, loaded)]


@pytest.mark.parametrize("text", ["most of the bees", "a hive", "Bees hum.", "two  blanks of bees", ""])
def test_a_list_that_has_a_term_is_among_those_that_may(text: str) -> None:
    words = Lexicon(
        {
            "phrases": WordList(("most of", "bees")),
            "pattern": WordList((r"/hives?/",)),
            "any": WordList((r"/\w+s/",)),
            "beside": WordList(("hum",), beside="phrases"),
            "own": WordList(("honey",), added=("a hive",)),
            "empty": WordList(),
        }
    )
    names = ("phrases", "pattern", "any", "beside", "own", "empty")
    may_have = words.among(names, text)
    assert {name for name in names if words.has(name, text)} <= may_have <= set(names)
    assert ("pattern" in may_have) is ("hive" in text)  # its words are not there: it need not be searched


def test_no_list_has_a_term_twice() -> None:
    twice = {
        name: [term for term, count in Counter(given.terms).items() if count > 1]
        for name, given in catalog.load().vocabulary.items()
    }
    assert not {name: terms for name, terms in twice.items() if terms}


def test_every_shipped_phrase_is_found_by_its_list() -> None:
    """A phrase that can't be found, for its marks at the ends or a longer one before it, is dead weight."""
    shipped = catalog.load().vocabulary
    words = Lexicon({name: WordList(given.terms) for name, given in shipped.items()})
    lost = [
        (name, term)
        for name, given in shipped.items()
        for term in given.terms
        if not re.fullmatch("/.+/", term) and not words.has(name, f"x {term} x")
    ]
    assert not lost


_PIECES = st.sampled_from(
    ["a", "bee", "bees", "no bees", "the best", "best", "-", ",", "bee's", "many", "most of", "  "]
)


@given(st.lists(_PIECES, max_size=14).map(" ".join))
def test_one_term_after_the_other_is_what_a_search_from_each_place_finds(text: str) -> None:
    terms = ("bee", "no bees", "the best", "/bees?,? (?:no|many)/", "/best .{0,9}bee/", "/most of (?:a|the)/")
    lists = Lexicon({"own": WordList(terms=terms, added=("many", "/a bees?/"))})
    wanted, start = [], 0
    while (found := lists.search("own", text, start)) is not None:
        wanted.append(found)
        start = max(found.end, found.start + 1)
    assert list(lists.finditer("own", text)) == wanted
