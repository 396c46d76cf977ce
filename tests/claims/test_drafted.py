"""Drafts of a ledger: what several posts tell of one thing, and what is none of that."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.drafted import Draft, as_ledger, drafts, material
from contentlint.ledger import read
from contentlint.post.post import Post

TODAY = dt.date(2026, 11, 30)


@cache
def lists() -> Lexicon:
    return Lexicon(catalog.load().vocabulary)


def drafted(*texts: str) -> list[Draft]:
    posts = [Post(f"p{number}.md", f"{text}\n") for number, text in enumerate(texts)]
    return drafts(material(post, post.path, lists(), TODAY) for post in posts)


def told(*texts: str) -> dict[tuple[str, str], list[str]]:
    return {(one.subject, one.kind): [text for text, _ in one.values] for one in drafted(*texts)}


def test_a_value_and_the_one_that_disagrees() -> None:
    found = told(
        "The battery of the Kettle Cloud needs 40 minutes to charge.",
        "Mind that the battery of the Kettle Cloud needs 40 minutes to charge.",
        "Once empty, the battery of the Kettle Cloud needs 55 minutes to charge.",
    )
    assert found == {("Kettle Cloud", "duration"): ["40 minutes", "55 minutes"]}


@pytest.mark.parametrize(
    "texts",
    [
        ("The lid of the Kettle Cloud takes 40 minutes.", "We like the Kettle Cloud after 40 minutes of walking."),
        ("Imagine the Kettle Cloud costs $15 per month.", "Imagine the Kettle Cloud costs $15 per month."),
        ("> The Kettle Cloud costs $15 per month.", "> The Kettle Cloud costs $15 per month."),
        ("Chapter 3 of it is long, and Chapter 4.", "See Chapter 3 first.", "In Chapter 4 we brew."),
    ],
)
def test_what_is_told_of_other_things_is_no_fact(texts: tuple[str, ...]) -> None:
    assert told(*texts) == {}


def test_a_plan_is_no_subject() -> None:
    found = drafted(*["With Kettle Cloud you pay for a plan. In Kettle Cloud, Pro costs $20 per month."] * 2)
    assert [(one.subject, one.plan, one.values[0][0]) for one in found] == [("Kettle Cloud", "Pro", "$20 per month")]


def test_a_count_that_grows_is_one_fact_with_the_newest_value_first() -> None:
    posts = [
        f"---\ndate: {year}-05-01\n---\n\nToday the Kettle Cloud serves more than {number} kitchens."
        for year, number in ((2021, 120), (2023, 400), (2025, 900))
    ]
    (one,) = drafted(*posts)
    assert [text for text, _ in one.values] == ["900 kitchens", "400 kitchens", "120 kitchens"]
    assert one.kind == "count" and one.disagrees
    assert "was: [400 kitchens, 120 kitchens]" in as_ledger([one])


def test_versions_of_a_thing() -> None:
    found = told(
        "We use Kettle 4 daily.", "Take the Kettle 4 for this.", "For that, Kettle 5 is fine, and Kettle 5.0 too."
    )
    assert found == {("Kettle 5", "supersedes"): ["Kettle 5", "Kettle 4"]}


def test_versions_of_which_the_ledger_has_one_are_not_drafted() -> None:
    posts = ["We use Kettle 4 daily.", "Take the Kettle 4 for this.", "Kettle 5 is fine.", "Again, Kettle 3 is fine."]
    made = [material(Post(f"p{n}.md", f"{text}\n"), f"p{n}.md", lists(), TODAY) for n, text in enumerate(posts)]
    assert drafts(made, read({"facts/a.yaml": "subjects:\n  - {subject: Teapot, supersedes: [Kettle 9]}\n"}))
    assert drafts(made, read({"facts/a.yaml": "subjects:\n  - {subject: Kettle 4}\n"})) == []


def test_a_version_that_is_only_spoken_of_is_not_the_newest() -> None:
    posts = ["We use Kettle 4 daily."] * 21 + ["Some wait for Kettle 5.", "Once we had Kettle 3."]
    assert told(*posts) == {("Kettle 4", "supersedes"): ["Kettle 4", "Kettle 3"]}


@pytest.mark.parametrize(
    "sentence",
    [
        "Kettle 6 is expected in May.",
        "Some wait for Kettle 6.",
        "By the time Kettle 6 is out, buy it.",
        "Kettle 6 (eventually)",
    ],
)
def test_a_version_that_is_yet_to_come_stands_for_nothing(sentence: str) -> None:
    posts = ["We use Kettle 4 daily.", "Take the Kettle 5 for this.", "For that, Kettle 5 is fine."]
    assert told(*posts, sentence) == {("Kettle 5", "supersedes"): ["Kettle 5", "Kettle 4"]}


def test_the_least_version_of_a_guide_stands_for_no_other() -> None:
    assert (
        told(
            "You need Kettle 4+ for this.", "Kettle 4 or higher is fine.", "Get Kettle 5.x here.", "It needs Kettle 6."
        )
        == {}
    )


def test_a_subject_without_a_fact_or_an_old_name_is_not_written() -> None:
    text = as_ledger(
        drafted(
            *["For us Kettle 4 costs $15 per month. We use Kettle 4 daily."] * 2,
            "For that, Kettle 5 is fine.",
        )
    )
    assert [one.name for one in read({"facts/draft.yaml": text}).subjects] == ["Kettle 4"]


def test_a_measure_that_says_less_is_left_to_the_one_that_says_more() -> None:
    found = drafted(
        *["By now the Kettle Cloud has an input of 200 tokens. The Kettle Cloud holds 900 tokens."] * 2,
    )
    assert [(one.what, one.values[0][0]) for one in found] == [("input tokens", "200 tokens")]


def test_versions_in_entries_of_long_ago_are_history() -> None:
    entries = [
        f"---\ndate: 2015-0{n}-01\ncategories: [news]\n---\n\nWe met and used Kettle {n} there." for n in (1, 2, 3)
    ]
    posts = [Post(f"_posts/2015-0{n}-01-news.md", text) for n, text in enumerate(entries, 1)]
    assert drafts(material(post, post.path, lists(), TODAY) for post in posts) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Write to Kettle Cloud (formerly Boilmaster) for help.",
        "Write to Kettle Cloud, previously known as Boilmaster, for help.",
        "Write to Boilmaster (now Kettle Cloud) for help.",
        "In May, Boilmaster was renamed to Kettle Cloud and moved.",
    ],
)
def test_an_old_name_that_others_have_yet(sentence: str) -> None:
    found = told(sentence, "Open the Kettle Cloud.", "Open the Kettle Cloud.", "First open Boilmaster.")
    assert found == {("Kettle Cloud", "formerly"): ["Kettle Cloud", "Boilmaster"]}


def test_what_is_said_to_be_no_more() -> None:
    found = drafted(
        "It is sad that Boilmaster was discontinued in May.", "Then open Boilmaster.", "First open Boilmaster."
    )
    assert [(one.subject, one.kind, one.values[1][0]) for one in found] == [("Boilmaster", "status", "Boilmaster")]
    assert "status: retired" in as_ledger(found)


def test_what_has_an_apostrophe_is_one_name_where_its_first_word_is_none() -> None:
    texts = [f"Again, we let Let's Steam boil for {words}. By now Let's Steam costs $15 per month." for words in "ab"]
    assert ("Let's Steam", "price") in told(*texts)
    owned = [f"We like Acme a lot, {words}. By now Acme's Kettle Cloud costs $15 per month." for words in "ab"]
    assert ("Kettle Cloud", "price") in told(*owned)


def test_a_draft_is_a_ledger_without_mistakes() -> None:
    """A name that is old in one draft and has values in another stands once."""
    found = drafted(
        "We use Kettle 4 daily. For us Kettle 4 costs $15 per month.",
        "Take the Kettle 4 for this. For you Kettle 4 costs $15 per month.",
        "For that, Kettle 5 is fine.",
        "Again, Kettle 3 is fine.",
    )
    text = as_ledger(found)
    ledger = read({"facts/draft.yaml": text})
    assert not ledger.mistakes
    assert {one.name for one in ledger.subjects} == {"Kettle 4", "Kettle 5"}
    assert "supersedes: [Kettle 3]" in text


def test_the_disagreements_come_first() -> None:
    found = drafted(
        *["We like Kettle Cloud. Kettle Cloud costs $15 per month."] * 3,
        "We like Steam Room. Steam Room costs $9 per month.",
        "We like Steam Room. Steam Room costs $11 per month.",
    )
    assert [(one.subject, one.disagrees) for one in found] == [("Steam Room", True), ("Kettle Cloud", False)]


def test_prices_come_first_of_the_disagreements() -> None:
    found = drafted(
        *["We use Kettle 4 daily."] * 3,
        "For that, Kettle 5 is fine.",
        *["We like Steam Room. Steam Room costs $9 per month."] * 2,
        "We like Steam Room. Steam Room costs $11 per month.",
    )
    assert [one.subject for one in found] == ["Steam Room", "Kettle 5"]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "You need Steam 6 as a score for this.",
            "With a score of Steam 6 you pass.",
            "In the exam, Steam 5 is enough.",
        ),
        ("We file TCL 2 here.", "Again, we file TCL 2 here.", "There, we file TCL 1."),
    ],
)
def test_grades_and_parts_are_no_versions(texts: tuple[str, ...]) -> None:
    assert told(*texts) == {}


def test_of_three_values_most_posts_give_one() -> None:
    texts = [f"By now the Kettle Cloud costs ${price} per month." for price in (15, 15, 20, 30)]
    assert told(*texts) == {("Kettle Cloud", "price"): ["$15 per month", "$20 per month", "$30 per month"]}
    assert told(*texts, "By now the Kettle Cloud costs $25 per month.") == {}


def test_what_nobody_else_tells_comes_after_what_several_do() -> None:
    alone = [f"By now the Kettle Cloud costs ${price} per month." for price in (15, 20)]
    several = [f"By now the Lid House costs ${price} per month." for price in (5, 5, 6)]
    assert [one.subject for one in drafted(*alone, *several)] == ["Lid House", "Kettle Cloud"]
