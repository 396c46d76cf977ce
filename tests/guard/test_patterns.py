"""Regular expressions of users and sites: read without a traceback, matched within a bound."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.guard.patterns import LONGEST, Bounded, anywhere, bounded, read, searchable


@pytest.mark.parametrize("source", ["(", "a{99999999999}", "(" * 5_000, "(?P<x>a)(?P<x>b)", "[z-a]", "*", "(?<=a+)b"])
def test_what_cannot_be_read_is_one_line(source: str) -> None:
    with pytest.raises(ValueError) as caught:
        read(source)
    assert "\n" not in str(caught.value)


def test_what_only_draws_a_warning_is_read() -> None:
    assert read("[[a]b").match("[b")


@pytest.mark.parametrize(
    ("source", "longest"),
    [
        (r"/blog/(?P<slug>[^/]+)\Z", LONGEST),
        (r"/blog(?:/(?P<slug>.*))?\Z", LONGEST),
        (r"/(?P<a>[^/]+)/(?P<b>[^/]+)/(?P<c>[^/]+)(?:/(?P<d>.*))?\Z", LONGEST),
        (r"/(?P<y>\d{4})/(?P<m>\d\d)/(?P<s>[\w-]+)\.html\Z", LONGEST),
        (r"/(?:en|de|fr)/(.*)\Z", LONGEST),
        (r"/((?!api|_next).*)\Z", LONGEST),
        (r"(?:/[^/]+)*\Z", LONGEST),
        (r"(?:[^/]+/)*x\Z", LONGEST),
        (r"/(.*)-(.*)-(.*)\Z", 1_000),
        (r"/(.*)-(.*)-(.*)\.html\Z", 140),
    ],
)
def test_ordinary_patterns_are_matched_with_texts_of_ordinary_length(source: str, longest: int) -> None:
    assert bounded(source).longest == longest


@pytest.mark.parametrize(
    "source",
    [
        r"(a+)+b", r"(a|a)*b", r"(a|ab)*c", r"(a*)*b", r"(?:a?){30}a", "a?" * 30 + "a" * 30, r"(x+x+)+y", r"(\w+\s?)*!",
        r"((ab)*)*c", r"(?:a{0,1000}){0,1000}b", r"(?=(a+)+b)c", r"(a+)+(?=b)", r"(a+)+[^\s\S]",
        r"(?i)a+A+a+A+a+A+a+A+z",
        ".+" * 12 + r"(?:/.*)?\Z", r"([à-ý]+[à-ý]+)*z", "(" * 80 + "a" + ")*" * 80 + "b", r"(a)?b(?(1)c|d)",
        "x" * 30_000,
    ],
)  # fmt: skip
def test_a_pattern_that_is_slow_for_any_text_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"too slow|longer"):
        bounded(source)


@pytest.mark.parametrize(
    "source", [r"/(.*)-(.*)-(.*).html\Z", r"(.*)a(.*)b\Z", r"(.*)(.*)(.*)b\Z", r"(.*)\1\Z", r"[^/]+[^/]+[^/]+/\Z"]
)
def test_the_longest_text_is_matched_in_time(source: str) -> None:
    pattern = bounded(source)
    started = time.process_time()
    for piece in ("a", "-", "ab", "/a", "/-"):
        pattern.match((piece * pattern.longest)[: pattern.longest - 1] + "!")
    assert time.process_time() - started < 5


def test_a_text_that_is_too_long_is_not_matched_and_that_can_be_asked() -> None:
    pattern = bounded(r"/(.*)-(.*)-(.*).html\Z")
    assert pattern.match("/a-b-c.html")
    assert pattern.reads("x" * pattern.longest)
    assert not pattern.reads("x" * (pattern.longest + 1))
    assert pattern.match("/a-b-" + "c" * pattern.longest + ".html") is None


def test_a_search_keeps_its_flags() -> None:
    assert anywhere(r"(?i)\.TMP$").match("a/b.tmp")
    assert anywhere(r"^a").match("ba") is None
    assert anywhere(r"b|c").match("xc")


@pytest.mark.parametrize("source", [r"(a+)+b", r"(\w+\s?)*!", r"(.*)x(.*)x(.*)y", r"(a|ab)*c", r"(?i)a+A+a+z"])
def test_what_is_slow_on_prose_is_refused_with_advice(source: str) -> None:
    with pytest.raises(ValueError, match=r"too slow: .*say how many there may be"):
        searchable(source)


def test_a_long_text_is_searched_in_parts_that_overlap() -> None:
    expression = Bounded(read(r"\ba\w{0,20} b\w{0,20}c\b"), 500)
    pieces = ["x" * n + " ab bc " for n in (1, 300, 245, 248, 499, 700, 3, 999)]
    text = "".join(pieces)
    assert [m.span() for m in expression.finditer(text)] == [m.span() for m in expression.regex.finditer(text)]
    assert len(list(expression.finditer(text))) == len(pieces)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab ", max_size=900))
def test_parts_find_what_the_whole_finds(text: str) -> None:
    expression = Bounded(read(r"a \w{1,12}b\b"), 100)
    whole = [m.span() for m in expression.regex.finditer(text)]
    assert [m.span() for m in expression.finditer(text)] == whole
