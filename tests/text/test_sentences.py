"""Sentences: where they end, and that nothing of the text is lost between them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.text.sentences import split
from contentlint.text.spans import OBJECT, Piece, Prose


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(Prose.verbatim(text, 0))]


@pytest.mark.parametrize(
    "marked",
    [
        "It works.|Try it!|Does it?|Yes.",
        "Use a linter, e.g. Ruff, i.e. a fast one.|It helps.",
        "Dr. Lee and Mr. Ho met at St. Mary vs. Leeds.|They won.",
        "The U.S. Census counted them.|The U.S.|It is large.",
        "Acme Inc. Berlin sells it.|He works at Acme Inc.|The firm grew.",
        "See No. 5 and Fig. 2 for it.|No.|That is wrong.",
        "It began on Jan. 5 and took approx. 3 days.",
        "Smith et al. 2020 show it.|They did.",
        "It costs $1.5M.|Version v1.2.3 runs Python 3.11.|Pi is 3.14 or so.",
        "Go to example.com.|Node.js is fast.|Open config.yaml first.",
        "He left.|iPhone sales fell.|npm is slow.|eBay too.|example.com is down.",
        'She said "Stop."|Then she left.',
        "(It rained.)|We stayed.",
        '"Really?" he asked.|"Yes!" she said.',
        "J. K. Rowling and George W. Bush met.|Choose plan B.|The rest follows.",
        "Wait... what?|Well… I think so.|Hmm...|Then it broke.",
        "今日は晴れ。明日は雨！本当？|はい。".replace("。明", "。|明").replace("！本", "！|本"),
        f"Run {OBJECT} first.|{OBJECT} comes next.",
        "1. Open the door.|2. Close it.",
        "What?!|No way!!!|Fine.",
        "It rose by 5%.|20 users left.",
        "We met at 5 p.m. on Monday.|It ended at 6 p.m.|The next day it rained.",
        "It was shown.[1]|Others agree.[2][3]",
        "He said so…|“Fine,” she said.|‘Good.’",
        "A plan for teams, tools, etc. and more.|Also prices, terms, etc.|We like it.",
    ],
)
def test_where_sentences_end(marked: str) -> None:
    expected = marked.split("|")
    assert texts(" ".join(expected)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acme\n12 Main Road\nLeeds", ["Acme", "12 Main Road", "Leeds"]),
        ("a line that\ngoes on", ["a line that\ngoes on"]),
        ("One.\ntwo", ["One.", "two"]),
        ("one\n\ntwo", ["one", "two"]),
        ("晴れ。雨。", ["晴れ。", "雨。"]),
        ("", []),
        (" \n ", []),
        ("  no stop  ", ["no stop"]),
    ],
)
def test_line_breaks_and_edges(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_spans_lead_to_the_source() -> None:
    # "A&amp;B. **C.**" reads "A&B. C."
    prose = Prose("A&B. C.", (Piece(0, 1, 10, 11), Piece(1, 1, 11, 16), Piece(2, 3, 16, 19), Piece(5, 2, 21, 23)))
    first, second = split(prose, block=4)
    assert (first.text, first.span.start, first.span.end, first.block) == ("A&B.", 10, 18, 4)
    assert (second.text, second.start, second.end, second.span.start) == ("C.", 5, 7, 21)


PIECES = st.sampled_from(
    [*"aZ1.!?…。\n\t \"')](“”", OBJECT, "e.g. ", "The ", "Dr. ", "iPhone", "\u00a0", "\r\n", "\u2028"]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=80))
def test_sentences_cut_the_text(text: str) -> None:
    at = 0
    for sentence in split(Prose.verbatim(text, 7)):
        assert text[at : sentence.start].strip() == ""
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert (sentence.span.start, sentence.span.end) == (sentence.start + 7, sentence.end + 7)
        at = sentence.end
    assert text[at:].strip() == ""


@pytest.mark.parametrize("unit", [".", ". ", '."', "a.b", "\n", " \t", "e.g. ", "!?", ".[1]", "1. ", "((", "。"])
def test_time_is_linear(unit: str) -> None:
    text = unit * (200_000 // len(unit)) + "x"
    begin = time.process_time()
    list(split(Prose.verbatim(text, 0)))
    assert time.process_time() - begin < 5  # a quadratic scan takes minutes
