"""Sums by what their author states: figures with their kinds, what they could make, and the odds from the words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.checks.arithmetic import years_of_writing
from contentlint.claims import units_of
from contentlint.claims.sums import learned, mistakes
from contentlint.claims.sums.reading import read
from contentlint.claims.sums.relation import Relation
from contentlint.claims.sums.relations import relations
from contentlint.claims.sums.signals import signals
from contentlint.claims.sums.stated import standing, weights
from contentlint.claims.sums.terms import Stretch, stretches
from contentlint.post.post import Post

LEXICON = Lexicon(catalog.load().vocabulary)


def stretch(text: str) -> Stretch:
    (one,) = stretches(units_of(Post("post.md", text), LEXICON))
    return one


def sums(text: str) -> list[tuple[str, list[str], bool]]:
    own = stretch(text)
    return [
        (one.op, [own.terms[n].amount.text for n in one.terms], one.holds(own.terms)) for one in relations(own, None)
    ]


def test_figures_say_what_they_are_for() -> None:
    terms = stretch("A berth is $9 a day or $50 weekly, 3 kWh an hour, and rope costs $4 per metre, $2 each.").terms
    assert [(term.letter, term.per) for term in terms] == [
        ("M", "day"), ("M", "week"), ("Q", "hour"), ("M", "metre"), ("M", "each"),
    ]  # fmt: skip


def test_hours_and_minutes_are_one_stretch_of_time() -> None:
    terms = stretch("It took 2 hours 15 minutes, and then one hour and 30 minutes, and 5 minutes.").terms
    assert [(term.amount.text, term.value) for term in terms] == [
        ("2 hours 15 minutes", 2.25), ("one hour and 30 minutes", 1.5), ("5 minutes", 5.0),
    ]  # fmt: skip


def test_numbers_of_a_row_take_the_unit_of_the_last() -> None:
    terms = stretch("The boats made 4, 6 and 8 knots.").terms
    assert [(term.letter, term.unit) for term in terms] == [("Q", "kn")] * 3


def test_both_years_of_a_stretch_of_years_are_figures() -> None:
    terms = stretch("The mill (1890–1950) stood 60 years.").terms
    assert [(term.letter, term.value) for term in terms] == [("Y", 1890.0), ("Y", 1950.0), ("D", 60.0)]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("$30 a month is $360 a year.", ("period", ["$30", "$360"], True)),
        ("$30 a month is $390 a year.", ("period", ["$30", "$390"], False)),
        ("Of 40 boats, 30 (75%) sank.", ("shareP", ["30", "40", "75%"], True)),
        ("Six nights at $70 make $420.", ("product", ["Six nights", "$70", "$420"], True)),
        ("It rose from $40 to $50, by 25%.", ("upP", ["$40", "$50", "25%"], True)),
        ("It fell from $50 to $40, by 25%.", ("downP", ["$50", "$40", "25%"], False)),
        ("We paid $4, $5 and $6, so $15.", ("sum", ["$4", "$5", "$6", "$15"], True)),
        ("We paid $4, $5 and $6, so $5.50 on average.", ("mean", ["$4", "$5", "$6", "$5.50"], False)),
        ("From 2010 to 2020, nine years.", ("years", ["2010", "2020", "nine years"], True)),
        ("From 2010 to 2020, 15 years.", ("years", ["2010", "2020", "15 years"], False)),
        ("Three out of five (65%) rowed.", ("same", ["Three out of five", "65%"], False)),
        ("8 hours a day, 5 days, $20: $800.", ("triple", ["8 hours", "5 days", "$20", "$800"], True)),
    ],
)
def test_what_figures_could_make(text: str, made: tuple[str, list[str], bool]) -> None:
    assert made in sums(text)


def test_a_percentage_given_first_is_no_result_that_was_cut_off() -> None:
    # $45 is 11.25% of $400: nobody rounds that to 12, so what they keep is what is wrong
    assert ("shareP", ["$45", "$400", "12%"], False) in sums("They keep 12%. Of $400 that was $45.")


@given(st.lists(st.integers(2, 900), min_size=2, max_size=6))
def test_a_total_of_any_parts_holds(parts: list[int]) -> None:
    text = "We paid " + ", ".join(f"${part}" for part in parts) + f" and so on, ${sum(parts)} in all."
    assert ("sum", [f"${part}" for part in (*parts, sum(parts))], True) in sums(text)


@given(st.integers(11, 97), st.integers(11, 97))
def test_the_signals_do_not_know_whether_a_sum_comes_out(one: int, two: int) -> None:
    def seen(share: int) -> list[frozenset[str]]:
        own = stretch(f"Of the 48 kettles, 36 ({share}%) boiled dry.")
        return [signals(own, made) for made in relations(own, None) if made.op == "shareP"]

    assert seen(one) == seen(two) != []


def test_the_odds_are_the_same_in_any_order() -> None:
    own = stretch("The berth is $30 a month, which makes $390 a year.")
    made: Relation = next(one for one in relations(own, None) if one.op == "period")
    names = sorted(signals(own, made))
    odds = set()
    for seed in range(20):
        random.Random(seed).shuffle(names)
        odds.add(weights().stated(names))
    assert len(odds) == 1


def test_what_explains_a_result_and_what_is_far_off_speak_against_a_mistake() -> None:
    learnt = weights()

    def chance(off: float, explained: float) -> float:
        return learnt.is_wrong(standing(2.0, off, explained, -6.0))

    assert chance(1.1, -6.0) > chance(1.1, 4.0)
    assert chance(1.1, -6.0) > chance(2.9, -6.0)


def found(text: str) -> list[str]:
    post = Post("post.md", text)
    return [one.stated for one in mistakes(units_of(post, LEXICON), LEXICON, years_of_writing(post))]


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("The berth costs €14 a week, and over a year I hand the harbour €828 for it.", ["€828"]),
        ("The berth costs €14 a week, and over a year I hand the harbour €728 for it.", []),
        ("The berth costs €14 a week minus a discount, and over a year I hand the harbour €628 for it.", []),
        ("We put out 12 chairs, 9 stools and 6 benches, 30 seats altogether.", ["30"]),
        ("We put out 12 chairs, 9 stools and 6 benches, 27 seats altogether.", []),
        ("Rope went from £8 to £10 a coil, which makes it 20% dearer.", ["20%"]),
        ("Rope went from £8 to £10 a coil, which makes it 25% dearer.", []),
        ("Rope went from £8 to £10 a coil, and the glue is 20% dearer than in Hull.", []),
        ("The plan is £8 a month, or £80 if you pay for the year at once.", []),
        ("Half of the 60 lamps burned; two thirds (65%) of the others were new.", []),
    ],
)
def test_what_the_author_states_and_nothing_else_is_redone(text: str, stated: list[str]) -> None:
    assert found(text) == stated


def test_data_is_not_looked_at() -> None:
    assert not list(stretches(units_of(Post("post.md", "7 and 9 or 12, " * 200), LEXICON)))


def test_quoted_sums_and_short_texts_cost_nothing() -> None:
    assert list(learned.find(read(units_of(Post("post.md", "We have 40 boats.\n"), LEXICON), None, LEXICON))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rent takes 45%, food 25%, and the remaining 20% is play.", ("rest", ["45%", "25%", "20%"], False)),
        ("Half of it is lawn, 30% beds and the other 20% nettles.", ("rest", ["Half", "30%", "20%"], True)),
        ("We paid $1,500 for 50 kg of beans, $30 a kilo.", ("product", ["50 kg", "$30", "$1,500"], True)),
        ("He drove 480 km in 6 hours, at 90 km/h.", ("product", ["6 hours", "90 km/h", "480 km"], False)),
        ("Every month they give us €260, in a year €3,220.", ("period", ["€260", "€3,220"], False)),
    ],
)
def test_what_figures_make_is_worked_out(text: str, expected: tuple[str, list[str], bool]) -> None:
    assert expected in sums(text)


def test_the_year_in_which_a_stretch_of_years_ends_may_be_the_wrong_one() -> None:
    own = stretch("They married in 1972. Forty years later, in 2015, they sailed again.")
    (one,) = (one for one in relations(own, None) if one.op == "years")
    assert not one.holds(own.terms)
    assert learned.at_fault(own, one) == (2, (2012.0, 2012.0))


def test_what_a_right_sum_explains_is_not_told_wrong() -> None:
    own = stretch("We caught 12 fish on Monday, 18 on Tuesday and 15 on Wednesday; the average was 15 a day.")
    right = [one for one in relations(own, None) if one.holds(own.terms)]
    wrong = [one for one in relations(own, None) if one.op == "mean" and not one.holds(own.terms)]
    assert any(one.terms[-1] == 3 for one in wrong)
    assert all(learned.is_told_rightly(one, right) for one in wrong if one.terms[-1] == 3)


def test_a_number_beyond_all_bounds_is_no_figure_of_a_sum() -> None:
    assert all(
        len(one.terms) < 3 for one in stretches(units_of(Post("p.md", f"Take 3 of {'9' * 400} and 4."), LEXICON))
    )
