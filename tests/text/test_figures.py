"""Figures: the forms numbers take, what they are worth, and that every figure cuts the text."""

import math
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.text.figures import CLAIM_KINDS, Figure, find, shifted
from contentlint.text.numbers import read_words


@pytest.mark.parametrize(
    ("marked", "kind", "low", "high", "unit"),
    [
        ("⟦25%⟧ of users", "percent", 25, 25, "%"),
        ("⟦25 percent⟧ of users", "percent", 25, 25, "%"),
        ("⟦12 per cent⟧ fewer", "percent", 12, 12, "%"),
        ("⟦20-30%⟧ off", "percent", 20, 30, "%"),
        ("from ⟦20% to 30%⟧", "percent", 20, 30, "%"),
        ("between ⟦20% and 30%⟧", "percent", 20, 30, "%"),
        ("⟦3,5 %⟧ mehr", "percent", 3.5, 3.5, "%"),
        ("⟦twenty percent⟧ of it", "percent", 20, 20, "%"),
        ("change: ⟦-5%⟧", "percent", -5, -5, "%"),
        ("up ⟦5 percentage points⟧", "points", 5, 5, "points"),
        ("cut by ⟦25 basis points⟧", "points", 25, 25, "bps"),
        ("⟦3x⟧ faster", "multiplier", 3, 3, "x"),
        ("⟦10×⟧ more", "multiplier", 10, 10, "x"),
        ("⟦3-5x⟧ more", "multiplier", 3, 5, "x"),
        ("⟦three times⟧ as fast", "multiplier", 3, 3, "x"),
        ("a ⟦tenfold⟧ rise", "multiplier", 10, 10, "x"),
        ("⟦twice⟧ as big", "multiplier", 2, 2, "x"),
        ("sales ⟦tripled⟧ then", "multiplier", 3, 3, "x"),
        ("costs ⟦doubled⟧", "multiplier", 2, 2, "x"),
        ("⟦three⟧ times a week", "count", 3, 3, ""),
        ("⟦a quarter⟧ of users", "fraction", 0.25, 0.25, ""),
        ("⟦two thirds⟧ of them", "fraction", 2 / 3, 2 / 3, ""),
        ("⟦three-quarters⟧ of them", "fraction", 0.75, 0.75, ""),
        ("⟦half⟧ of them", "fraction", 0.5, 0.5, ""),
        ("⟦one in five⟧ adults", "fraction", 0.2, 0.2, ""),
        ("⟦nine out of ten⟧ say", "fraction", 0.9, 0.9, ""),
        ("⟦1 in 4⟧ fails", "fraction", 0.25, 0.25, ""),
        ("⟦1/3⟧ of a cup", "fraction", 1 / 3, 1 / 3, ""),
        ("⟦$1.5M⟧ raised", "money", 1.5e6, 1.5e6, "USD"),
        ("⟦€39-49⟧/month", "money", 39, 49, "EUR"),
        ("⟦$150K-$300K⟧", "money", 150e3, 300e3, "USD"),
        ("⟦$130-160K⟧", "money", 130e3, 160e3, "USD"),
        ("⟦USD 90k⟧ a year", "money", 90e3, 90e3, "USD"),
        ("⟦90k USD⟧ a year", "money", 90e3, 90e3, "USD"),
        ("⟦20 dollars⟧", "money", 20, 20, "USD"),
        ("⟦twenty dollars⟧", "money", 20, 20, "USD"),
        ("a ⟦six-figure⟧ salary", "money", 100000, 999999, ""),
        ("⟦£1,200⟧ per year", "money", 1200, 1200, "GBP"),
        ("⟦50 cents⟧ each", "money", 0.5, 0.5, "USD"),
        ("⟦₹12 lakh⟧", "money", 1.2e6, 1.2e6, "INR"),
        ("⟦$1,000+⟧", "money", 1000, 1000, "USD"),
        ("⟦$5 to $10⟧", "money", 5, 10, "USD"),
        ("⟦€1.234,50⟧", "money", 1234.5, 1234.5, "EUR"),
        ("⟦$3 billion⟧ market", "money", 3e9, 3e9, "USD"),
        ("⟦20 €⟧ a head", "money", 20, 20, "EUR"),
        ("⟦1.2 million⟧ users", "count", 1.2e6, 1.2e6, ""),
        ("⟦1-2 million⟧ users", "count", 1e6, 2e6, ""),
        ("⟦500+⟧ companies", "count", 500, 500, ""),
        ("⟦10,000⟧ people", "count", 1e4, 1e4, ""),
        ("the ⟦twenty-first⟧ pier", "ordinal", 21, 21, ""),
        ("the ⟦thirteenth⟧ pier", "ordinal", 13, 13, ""),
        ("the ⟦ninetieth⟧ pier", "ordinal", 90, 90, ""),
        ("a ⟦thirty-second⟧ film", "duration", 30, 30, "second"),
        ("⟦10 000⟧ people", "count", 1e4, 1e4, ""),
        ("⟦1 234 567⟧ people", "count", 1234567, 1234567, ""),
        ("⟦12\u202f500⟧ people", "count", 12500, 12500, ""),
        ("⟦12\u2009500⟧ people", "count", 12500, 12500, ""),
        ("⟦12\u200a500⟧ people", "count", 12500, 12500, ""),
        ("⟦12\u205f500⟧ people", "count", 12500, 12500, ""),
        ("⟦10k⟧ people", "count", 1e4, 1e4, ""),
        ("⟦12,34,567⟧ people", "count", 1234567, 1234567, ""),
        ("⟦thousands of⟧ people", "count", 1000, math.inf, ""),
        ("⟦hundreds of thousands of⟧ people", "count", 1e5, math.inf, ""),
        ("⟦dozens of⟧ people", "count", 12, math.inf, ""),
        ("⟦twenty-three⟧ people", "count", 23, 23, ""),
        ("⟦a dozen⟧ eggs", "count", 12, 12, ""),
        ("⟦half a million⟧ users", "count", 5e5, 5e5, ""),
        ("⟦one hundred and five⟧ users", "count", 105, 105, ""),
        ("⟦two to three million⟧ users", "count", 2e6, 3e6, ""),
        ("a run of ⟦5 km⟧", "quantity", 5, 5, "km"),
        ("⟦70kg⟧ of it", "quantity", 70, 70, "kg"),
        ("⟦16 GB⟧ of memory", "quantity", 16, 16, "GB"),
        ("at ⟦30°C⟧", "quantity", 30, 30, "°C"),
        ("at ⟦-10 °C⟧", "quantity", -10, -10, "°C"),
        ("⟦5 out of 5⟧ said so", "fraction", 1, 1, ""),
        ("an ⟦H100⟧ card", "version", 0, 0, ""),
        ("a ⟦4K⟧ video", "version", 4000, 4000, ""),
        ("at ⟦60 mph⟧", "quantity", 60, 60, "mph"),
        ("a ⟦5 MW⟧ plant", "quantity", 5, 5, "MW"),
        ("in ⟦200ms⟧", "duration", 200, 200, "ms"),
        ("⟦six months⟧ later", "duration", 6, 6, "month"),
        ("a ⟦5-year⟧ plan", "duration", 5, 5, "year"),
        ("⟦half an hour⟧", "duration", 0.5, 0.5, "hour"),
        ("⟦2-3 weeks⟧", "duration", 2, 3, "week"),
        ("⟦2–3 business days⟧", "duration", 2, 3, "day"),
        ("the ⟦#1⟧ tool", "ordinal", 1, 1, ""),
        ("the ⟦third⟧ largest", "ordinal", 3, 3, ""),
        ("came ⟦2nd⟧", "ordinal", 2, 2, ""),
        ("In ⟦2021⟧ we moved", "year", 2021, 2021, ""),
        ("from ⟦2019-2023⟧ it grew", "period", 2019, 2023, ""),
        ("⟦2000-2500 kcal⟧ daily", "quantity", 2000, 2500, "kcal"),
        ("in the ⟦1990s⟧", "period", 1990, 1999, ""),
        ("in ⟦Q3 2024⟧", "period", 2024, 2024, ""),
        ("in ⟦2023/24⟧", "period", 2023, 2024, ""),
        ("at ⟦9:30⟧", "time", 9, 9, ""),
        ("at ⟦5 pm⟧", "time", 5, 5, ""),
        ("since ⟦v1.2⟧", "version", 0, 0, ""),
        ("ask ⟦GPT-4⟧", "version", 0, 0, ""),
        ("pass ⟦AI-102⟧", "version", 0, 0, ""),
        ("over ⟦HTTP/2⟧", "version", 0, 0, ""),
        ("on ⟦802.11ac⟧", "version", 0, 0, ""),
        ("Python ⟦3.11⟧ is out", "version", 3.11, 3.11, ""),
        ("see RFC ⟦2119⟧", "version", 2119, 2119, ""),
        ("in Step ⟦3⟧ you", "enumerator", 3, 3, ""),
        ("see Section ⟦2.1⟧", "enumerator", 2.1, 2.1, ""),
        ("take No. ⟦5⟧", "enumerator", 5, 5, ""),
        ("⟦4.⟧ Open it", "enumerator", 4, 4, ""),
        ("won ⟦3-1⟧ there", "score", 3, 1, ""),
        ("a ⟦16:9⟧ screen", "ratio", 16 / 9, 16 / 9, ""),
        ("open ⟦24/7⟧", "ratio", 24 / 7, 24 / 7, ""),
        ("call ⟦+49 30 1234567⟧", "phone", 0, 0, ""),
        ("a ⟦16px⟧ font", "css", 16, 16, "px"),
    ],
)
def test_forms(marked: str, kind: str, low: float, high: float, unit: str) -> None:
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    text = marked.replace("⟦", "").replace("⟧", "")
    (figure,) = find(text)
    assert (figure.kind, figure.low, figure.high, figure.unit) == (kind, pytest.approx(low), pytest.approx(high), unit)
    if kind != "enumerator":
        assert (figure.start, figure.end) == (start, end)


def test_a_list_of_numbers_is_no_number_in_groups() -> None:
    assert [f.text for f in find("weights of 400 500 600 kilos")] == ["400", "500", "600 kilos"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("more than 500 users", "more-than"),
        ("over 500 users", "more-than"),
        ("at least 500 users", "at-least"),
        ("500+ users", "at-least"),
        ("500 or more users", "at-least"),
        ("up to 500 users", "at-most"),
        ("fewer than 500 users", "less-than"),
        ("less than 30%", "less-than"),
        ("about 500 users", "approx"),
        ("nearly half of users", "approx"),
        ("~500 users", "approx"),
        (">500 users", "more-than"),
        ("500 users", "exact"),
        ("several hundred users", "at-least"),
    ],
)
def test_bounds(text: str, bound: str) -> None:
    assert [figure.bound for figure in find(text)] == [bound]


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("1.2 million users", 1e5),
        ("45%", 1),
        ("45.5%", 0.1),
        ("$1.25M", 1e4),
        ("10,000 users", 1),
        ("two million", 1e6),
    ],
)
def test_printed_precision(text: str, step: float) -> None:
    assert find(text)[0].decimals == pytest.approx(step)


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("500 developers", "developers"),
        ("500 senior Java developers left", "developers"),
        ("40% of all developers", "developers"),
        ("one in five adults", "adults"),
        ("a 10-person team", "person"),
        ("500 and more", ""),
    ],
)
def test_nouns(text: str, noun: str) -> None:
    assert find(text)[0].noun == noun


@pytest.mark.parametrize(
    ("text", "per"),
    [("$5/month", "month"), ("$5 per user per month", "month"), ("$5 a year", "year"), ("$5/hr", "hour"), ("$5", "")],
)
def test_period_of_a_price(text: str, per: str) -> None:
    assert find(text)[0].per == per


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("24 October 1996", (1996, 10, 24)),
        ("March 5, 2024", (2024, 3, 5)),
        ("2024-03-05", (2024, 3, 5)),
        ("24.10.1996", (1996, 10, 24)),
        ("December 2021", (2021, 12, 0)),
        ("on the 4th of July", (0, 7, 4)),
    ],
)
def test_dates(text: str, date: tuple[int, int, int]) -> None:
    (figure,) = find(text)
    assert (figure.kind, figure.date) == ("date", date)


@pytest.mark.parametrize(
    "text",
    ["", "no number here", "one tool", "a third party's tool", "anyone", "the other half", "zero-day bugs", "May we?"],
)
def test_no_claim(text: str) -> None:
    assert not [figure for figure in find(text) if figure.kind in CLAIM_KINDS - {"ordinal"}]


PIECES = st.sampled_from(
    [
        *"1 12 2024 % $ € , . - – / : x k M million percent of in one five half a third and to per month Step".split(),
        *"v # ( ) + ~ °C h March 5th pm GB times dozen hundred thousands twenty ½ ٣ ²".split(),
        *(" ", "\n", "\u00a0"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60))
def test_figures_cut_the_text(text: str) -> None:
    at = 0
    for figure in find(text):
        assert at <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        assert not math.isnan(figure.low)
        at = figure.end


@settings(deadline=None)
@given(st.integers(0, 10**12))
def test_a_formatted_number_is_read_back(number: int) -> None:
    (figure,) = find(f"they sold {number:,} apples")
    assert (figure.low, figure.noun, figure.kind) == (number, "apples", "count") or 1500 <= number < 2100


WORDS = "zero one two three four five six seven eight nine".split()


@settings(deadline=None)
@given(
    st.integers(2, 9), st.integers(1, 9), st.sampled_from([("hundred", 100), ("thousand", 1000), ("million", 10**6)])
)
def test_words_are_read_back(first: int, second: int, scale: tuple[str, int]) -> None:
    read = read_words(f"{WORDS[first]} {scale[0]} and {WORDS[second]}")
    assert read is not None and read[0].value == first * scale[1] + second


def test_shifted() -> None:
    assert shifted(Figure("5%", 2, 4, "percent", 5, 5), 3).start == 5


@pytest.mark.parametrize(
    "unit", ["1", "1,", "1 ", "1.", "one ", "1-", "a1", "$", "1:", "and ", "half a ", "1/", "(1)", "1 000"]
)
def test_time_is_linear(unit: str) -> None:
    begin = time.process_time()
    find(unit * (20_000 // len(unit)))
    assert time.process_time() - begin < 5


@pytest.mark.parametrize("form", ["{}", "{}%", "${}", "5-{}", "{} years", "{}/{}", "{}:{}", "{}th", "v1.{}", "{}k"])
def test_digits_without_end_are_no_figure(form: str) -> None:
    """No float has so many: what they come to would be infinite, and checks count on numbers."""
    text = form.format(*["7" * 400] * 2)
    assert [figure for figure in find(f"They sold {text} boats.") if math.isinf(figure.low + figure.high)] == []
    assert [figure for figure in find(f"They sold {form.format(*['7' * 190] * 2)} million boats.")
            if math.isinf(figure.low + figure.high)] == []  # fmt: skip
