"""Quotations held against a page. All pages are made up."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.evidence.quotation import verify
from contentlint.evidence.wording import Words
from contentlint.text.quotes import marked

PAGE = (
    "The kettle, a history\n"
    "In 1911 the first kettle with a whistle was sold in Oxley.\n"
    "“We did not invent it,” says Ida Moll, “we only made it louder.”\n"
    "It weighed 1,250 grams and cost 3.5 crowns. Nobody bought it.2 The second model was cheaper[3] and lighter.\n"
    "Advertisement\n"
    "A pre-\nserved model stands in the museum, where it is boiled every Sunday at noon.\n"
    "Its naïve owner kept it by the fire & the door.\n"
)


@pytest.mark.parametrize(
    "quotation",
    [
        "we did not invent it",
        "We only made it LOUDER!",
        "the first kettle with a whistle",
        "It weighed 1250 grams and cost 3.5 crowns.",
        "Nobody bought it. The second model was cheaper and lighter.",
        "A preserved model stands in the museum",
        "a pre-served model",
        "Its naive owner kept it by the fire and the door",
        # cut, and put in brackets
        "In 1911 … a whistle was sold",
        "In 1911 [...] was sold in Oxley",
        "In 1911 . . . was sold in Oxley.",
        "[T]he first kettle with a whistle",
        "[The company] did not invent it",
        "the first kettle [of all] with a whistle",
        "it is boil[ing] every Sunday",
        "where it is boiled [sic] every Sunday",
        "it weighed 1,250 grams (my emphasis) and cost 3.5 crowns",
        "the museum … at noon",
        # over what stands between
        "We did not invent it, we only made it louder",
        "The second model was cheaper and lighter. A preserved model stands in the museum",
        # in another house's spelling
        "the second model was cheaper",
    ],
)
def test_word_for_word(quotation: str) -> None:
    assert verify(quotation, Words(PAGE)).verdict == "found"


@pytest.mark.parametrize(
    ("quotation", "change", "words", "given"),
    [
        ("We did invent it", "left-out", "did invent", "not"),
        ("It weighed 1,250 grams and cost 35 crowns", "replaced", "35", "3.5"),
        ("It weighed 1,350 grams and cost 3.5 crowns", "replaced", "1,350", "1,250"),
        ("the first good kettle with a whistle", "added", "good", ""),
        ("likely to be boiled every Sunday at noon", "replaced", "likely to be", "where it is"),
        ("the last kettle with a whistle … in Oxley", "replaced", "last", "first"),
        ("was sold in Oxley … In 1911 the first kettle", "order", "was sold in Oxley … In 1911 the first kettle", None),
        ("where it is boiled every Monday [and Sunday] at noon", "replaced", "Monday", "Sunday"),
    ],
)
def test_altered(quotation: str, change: str, words: str, given: str | None) -> None:
    answer = verify(quotation, Words(PAGE))
    assert (answer.verdict, answer.change) == ("altered", change)
    assert quotation[answer.start : answer.end] == words
    assert given is None or answer.given == given
    assert answer.passage


@pytest.mark.parametrize(
    "quotation",
    [
        "a kettle is the voice of the house",
        "we never asked the town whether it wanted one",
        "it is what it is and that is all that it was",
    ],
)
def test_not_there(quotation: str) -> None:
    answer = verify(quotation, Words(PAGE))
    assert (answer.verdict, answer.start, answer.end) == ("not-found", 0, len(quotation))


def test_a_part_that_is_not_there_is_told() -> None:
    quotation = "In 1911 the first kettle … sang like a lark in May"
    answer = verify(quotation, Words(PAGE))
    assert answer.verdict == "not-found"
    assert quotation[answer.start : answer.end] == "sang like a lark in May"


def test_a_word_must_begin_and_end_where_the_quotation_does() -> None:
    page = Words("It is unlikely to rain in the north before noon.\nThe dogs sleep.")
    assert verify("likely to rain in the north", page).verdict == "altered"
    assert verify("to rain in the nor", page).verdict == "altered"


def test_parts_too_far_apart_are_none_of_one_quotation() -> None:
    page = Words("The boat was late. " + "So it went on. " * 300 + "The crew was asleep.")
    assert verify("The boat was late … the crew was asleep", page).change == "order"


WORDS = st.lists(
    st.sampled_from("the a of mill weir cold 14 boat’s never well-known naïve".split()), min_size=5, max_size=40
)


@given(WORDS, st.data())
def test_any_stretch_of_a_page_is_found(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    assert verify(" ".join(words[first:last]).upper(), Words(", ".join(words))).verdict == "found"


@given(WORDS, st.data())
def test_a_word_that_the_page_has_not_is_never_found(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words)))
    quotation = " ".join([*words[:at], "zebra", *words[at:]])
    answer = verify(quotation, Words(" ".join(words)))
    assert answer.verdict != "found"
    assert "zebra" in quotation[answer.start : answer.end]


@given(st.text(max_size=80), st.text(max_size=200))
def test_any_text_has_an_answer(quotation: str, page: str) -> None:
    answer = verify(quotation, Words(page))
    assert 0 <= answer.start <= answer.end <= len(quotation)


@pytest.mark.parametrize(
    ("unit", "quotation"),
    [
        ("a ", "a a a a b " * 60),
        ("the cat of the mill ", "the cat of the hog " * 40),
        ("a ", "a … a … a … b"),
        ("“a” ", "“a” [a] … “a” b"),
        ("x\n", "[" * 300),
        ("it rains in May. ", "it rains in May " * 100 + "and June"),
    ],
)
def test_time_is_linear_in_the_page(unit: str, quotation: str) -> None:
    def took(size: int) -> float:
        page = unit * (size // len(unit))
        start = time.process_time()
        verify(quotation, Words(page))
        return time.process_time() - start

    small, large = took(100_000), took(800_000)
    assert large < 24 * small + 0.3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('He said "so it is" and left.', ["so it is"]),
        ("He said “so ‘it’ is” and left.", ["so ‘it’ is"]),
        ("Er sagte „so ist es“.", ["so ist es"]),
        ("« so it is », he said; »so it was«, I said.", [" so it is ", "so it was"]),
        ("'The dogs' bowls aren't full,' she said.", ["The dogs' bowls aren't full,"]),
        ("‘It isn’t full,’ she said.", ["It isn’t full,"]),
        ("In the '90s it wasn't the dogs' thing.", []),
        ('A 5" pipe and a 6" pipe.', []),
        ('"One" and "two"', ["One", "two"]),
        ('An "open mark and no other', []),
    ],
)
def test_what_stands_in_marks(text: str, found: list[str]) -> None:
    assert [text[one.start : one.end] for one in marked(text)] == found


@given(st.text(alphabet="ab '\"“”‘’„«».\n", max_size=60))
def test_marks_hold_disjoint_stretches(text: str) -> None:
    last = 0
    for one in marked(text):
        assert last <= one.first < one.start <= one.end < one.last <= len(text)
        last = one.last
