"""Entry 7: no expression of the tool, of its word lists and shipped rules hangs on what it repeats.

How the time grows is measured by `benchmarks/every_pattern.py`. Here a text is so long that what is not linear takes
seconds for it, and what is some milliseconds: a busy machine changes no answer.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from re import _parser as parser  # type: ignore[attr-defined]

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from every_pattern import endless
from patterns_in_use import quickly
from pumps import can_be_slow, endless_text, pumps

from contentlint.guard.patterns import searchable


def test_7_no_expression_hangs() -> None:
    found = quickly()
    assert len(found) > 1_500 and len({used.place for used in found}) > 150
    assert [told for used in found if (told := endless(used))] == []


@pytest.mark.parametrize(
    "source",
    [
        r"(x+)+y",
        r"(?:a|a)*b",
        r"(.*),(.*),(.*);",
        r"(?:ab)*+c",
        r"\[code [^\]]*\](?!\()",
        r"<a\b[^>]*>",
        r"(?:\w+ ){1,40}then",
    ],
)
def test_7_what_hangs_is_told(source: str) -> None:
    assert endless_text(re.compile(source), "search") is not None


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"(x+)+y", "x\x00"), (r"(?:a|a)*b", "a\x00"), (r"(.*),(.*),(.*);", "a,\x00"), (r"(?:ab)*+c", "ab\x00"),
        (r"(?:\w+ ){1,40}then", "a \x00"), (r"\[code [^\]]*\](?!\()", "[code \x00"),
    ],
)  # fmt: skip
def test_7_what_could_be_slow_is_tried_on_what_it_repeats(source: str, text: str) -> None:
    tree = parser.parse(source, 0)
    assert can_be_slow(tree)
    assert text in {piece + end for begin, piece, end in pumps(tree, 0, quick=True) if not begin}


@pytest.mark.parametrize(
    "source",
    [r"# a +\n", r"(?<!\w)(?:\w{1,9} ){1,4}+then", r"(?<!x)x++y", r"[^\s.]+", r"\bword\b", r"a{1,3}b"],
)
def test_7_what_is_linear_is_let_be(source: str) -> None:
    assert endless_text(re.compile(source), "search") is None


@pytest.mark.parametrize("source", [r"\bword\b", r"a{1,3}b", r"[^\s.]"])
def test_7_what_cannot_be_slow_is_not_tried(source: str) -> None:
    assert not can_be_slow(parser.parse(source, 0))


def test_7_terms_of_rules_are_searched_in_parts() -> None:
    assert searchable(r"(?i)\bbest \w{1,20} ever\b").longest >= 250
