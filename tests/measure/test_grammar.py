"""The grammar of metrics: what it says is what arithmetic says, and nothing that is written there is ever run."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.measure import grammar
from contentlint.measure.grammar import Known, read

KNOWN = Known(frozenset({"words", "links"}), frozenset({"lengths"}), frozenset({"phrases", "has"}))


class Fixed:
    """A post of ten words and three links."""

    def number(self, name: str) -> float:
        return {"words": 10.0, "links": 3.0}[name]

    def series(self, name: str) -> Sequence[float]:
        return (1.0, 2.0, 3.0, 10.0)

    def asked(self, function: str, argument: str) -> float:
        return float(len(argument)) if function == "phrases" else 1.0


def value(source: str) -> float | None:
    return read(source, KNOWN).value(Fixed())


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("1 + 2 * 3", 7),
        ("(1 + 2) × 3", 9),
        ("8 ÷ 2 / 2", 2),
        ("10 − 2 - 3", 5),
        ("-links + --2", -1),
        ("50% * words", 5),
        ("100 * links / words", 30),
        ("min(2, links) + max(words, 4, 5)", 12),
        ("3 <= links <= 7", 1),
        ("3 < links <= 7", 0),
        ("links = 3 and words ≥ 11 or not words < 10", 1),
        ("not links", 0),
        ("links != 3", 0),
        ("links ≠ 4", 1),
        ("mean(lengths)", 4),
        ("median(lengths)", 2.5),
        ("longest(lengths) - shortest(lengths)", 9),
        ("total(lengths) / number(lengths)", 4),
        ("share(lengths, 2, 3)", 0.5),
        ("phrases(first-person) + has(image.src)", 13),
        ("1.5 * 2", 3),
    ],
)
def test_values(source: str, wanted: float) -> None:
    assert value(source) == pytest.approx(wanted)


def test_the_deviation_is_that_of_the_whole() -> None:
    assert value("deviation(lengths)") == pytest.approx(3.5355, abs=1e-4)  # of -3, -2, -1, 6 around the mean of 4


@pytest.mark.parametrize("source", ["1 / 0", "words / (links - 3)"])
def test_what_has_no_value_has_none(source: str) -> None:
    assert value(source) is None


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("", "a number or a name is missing"),
        ("1 +", "a number or a name is missing"),
        ("(1", "a ')' is missing"),
        ("1 2", "'2' can't stand here"),
        ("wrds", "there is nothing called 'wrds'; did you mean 'words'?"),
        ("words.real", "'.' is nothing that an expression has"),
        ("words ** 2", "'*' can't stand here"),
        ("__import__('os')", "there is nothing called '__import__'"),
        ("mean(words)", "there is nothing called 'words'"),
        ("phrases()", "has one name in its brackets"),
        ("phrases(a, b)", "has one name in its brackets"),
        ("min()", "')' can't stand here"),
        ("words[0]", "'[' is nothing that an expression has"),
        ("(" * 50 + "1" + ")" * 50, "nested deeper"),
        ("1+" * 2_000 + "1", "too long"),
    ],
)
def test_what_is_no_expression_is_told(source: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        read(source, KNOWN)


def test_a_mistake_says_where_it_is() -> None:
    with pytest.raises(ValueError, match="at character 9: there is nothing called 'wurds'"):
        read("links + wurds", KNOWN)


NUMBERS = st.integers(0, 99).map(str)
TREES = st.recursive(
    st.one_of(NUMBERS, st.just("words"), st.just("links")),
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})"),
        st.tuples(inner, st.sampled_from(["+", "-", "*"]), NUMBERS).map(lambda t: f"({t[0]}{t[1]}{t[2]})"),
        inner.map(lambda t: f"-{t}"),
        st.tuples(inner, inner).map(lambda t: f"min({t[0]}, {t[1]})"),
    ),
    max_leaves=12,
)


@given(TREES)
def test_it_agrees_with_arithmetic(source: str) -> None:
    names = {"words": 10, "links": 3, "min": min}
    assert value(source) == pytest.approx(eval(source, {"__builtins__": {}}, names))


@given(st.text(alphabet="()+-*/%<>=!, 0123456789.andornotwordslinksminmeanlengthsphrases", max_size=200))
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        found = read(source, KNOWN)
    except ValueError:
        return
    found.value(Fixed())


def test_a_long_expression_takes_no_time() -> None:
    began = time.perf_counter()
    for source in ("not " * 499 + "1", "-" * 1_999 + "1", "1<" * 999 + "1", "(" * 1_999):
        try:
            read(source, KNOWN).value(Fixed())
        except ValueError:
            continue
    assert time.perf_counter() - began < 1
    assert grammar.FUNCTIONS
