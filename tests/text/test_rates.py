"""How many of something an amount of money is for."""

from __future__ import annotations

import pytest

from contentlint.text import figures, rates


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("$2 per 1K input cups", [(1e3, "cup", " per 1K input cups")]),
        ("$2 per 1,000 cups", [(1e3, "cup", " per 1,000 cups")]),
        ("$2/1M input", [(1e6, "", "/1M")]),
        ("$2/1M.", [(1e6, "", "/1M")]),
        ("$2/MTok", [(1e6, "tok", "/MTok")]),
        ("$2/M cups", [(1e6, "cup", "/M cups")]),
        ("$2 / 1.5 million cups", [(1.5e6, "cup", " / 1.5 million cups")]),
        ("0.02 USD per thousand cups", [(1e3, "cup", " per thousand cups")]),
        ("$2/$8 per million cups", [(1e6, "cup", " per million cups")] * 2),
        ("$2 input / $8 output per 1M cups", [(1e6, "cup", " per 1M cups")] * 2),
        ("$2 input, $8 in all", [None, None]),
        ("$2/m", [None]),
        ("$2 per month", [None]),
        ("$2 per 2 months", [None]),
        ("$2 per cup", [None]),
        ("$2/1080p film", [None]),
    ],
)
def test_what_stands_behind_an_amount(text: str, wanted: list[tuple[float, str, str] | None]) -> None:
    found = figures.find(text)
    told = [rates.behind(text, one, found) for one in found if one.kind == "money"]
    assert [one and (one.number, one.noun, text[one.start : one.end]) for one in told] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Input (per 1M cups)", (1e6, "cup")),
        ("Cost/1M Input Cups", (1e6, "cup")),
        ("Prices per million cups", (1e6, "cup")),
        ("Price/month", None),
        ("Cups per day", None),
    ],
)
def test_what_a_heading_names(text: str, wanted: tuple[float, str] | None) -> None:
    found = rates.within(text)
    assert (found and (found.number, found.noun)) == wanted


def test_what_may_count_the_same() -> None:
    short, cups, none = (rates.within(f"per 1M {word}") for word in ("toks", "cups", ""))
    tokens = rates.within("per 1K tokens")
    assert short and cups and none and tokens
    assert tokens.is_of(short) and short.is_of(tokens) and none.is_of(cups)
    assert not cups.is_of(tokens)
