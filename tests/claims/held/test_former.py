"""Former values of a fact, told as those of today: little beside the subject need stand near them."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.held import mentions, said
from contentlint.ledger import Ledger, read
from contentlint.post.post import Post

LEDGER = """
subjects:
  - subject: Morley Ferry
    formerly:
      - name: Morley Packet
        until: 2025-04-01
    facts:
      - price: £12
        was: [£9]
      - duration: 40 minutes
        was: [55 minutes]
      - date: 2026-05-30
        what: opening day
        was: [2026-05-23]
      - limit: 120 kg
        what: luggage
        was: [90 kg]
  - subject: Plum Card
    facts:
      - limit: €500 per day
        what: cash
        was: [€400 per day]
      - limit: 3 cards
        was: [2 cards]
  - subject: Tally 30
    supersedes:
      - name: Tally 20
        until: 2025-02-01
    facts:
      - price: £12 per month
        was: [£10 per month]
  - subject: Morley Pass
    status: retired
    day: 2025-11-30
"""
TODAY = dt.date(2026, 1, 1)


@cache
def lists() -> Lexicon:
    return Lexicon(catalog.load().vocabulary)


@cache
def ledger() -> Ledger:
    return read({"facts/a.yaml": LEDGER})


def wrong(text: str) -> list[str]:
    found = said(Post("blog/post.md", f"{text}\n"), ledger(), lists(), TODAY)
    return [one.text for one in found if not one.agrees]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("A seat on the Morley Ferry is £9, dogs go free.", ["£9"]),
        ("On the Morley Ferry you have 55 minutes to yourself.", ["55 minutes"]),
        ("Take the Morley Ferry. It's a small boat. It needs 55 minutes.", ["55 minutes"]),
        ("With the Plum Card you get €400 per day from any machine.", ["€400"]),
        ("The Plum Card is plain. You can take out no more than €300 per day in cash with it.", ["€300"]),
        ("Mind the rules of the Plum Card: you may hold up to two cards.", ["two"]),
        ("| Phone | Price |\n| --- | --- |\n| Tally 30 (it replaced Tally 20) | £10 per month |", ["£10"]),
        (
            "We took the Morley Ferry. The sea was calm. Two dogs slept. The luggage limit is 90 kg, bicycle included.",
            ["90 kg"],
        ),
        ("I like the Morley Ferry in May. For your diary:\n\n- opening day is Saturday 23 May 2026", ["23 May 2026"]),
        ("- **The Morley Ferry.** Next year's opening day is 16 May 2026, before Whitsun.", ["16 May 2026"]),
    ],
)
def test_a_former_value_is_told_wherever_its_subject_is_named(text: str, values: list[str]) -> None:
    assert wrong(text) == values


@pytest.mark.parametrize(
    "text",
    [
        "A seat on the Morley Ferry was £9 then.",
        "The fare of the Morley Ferry rose from £9 to £12.",
        "| Year | 2025 | 2026 |\n| --- | --- | --- |\n| Morley Ferry | £9 | £12 |",
        "The Morley Ferry is fine. The bus takes 55 minutes.",
        "The Morley Ferry takes 40 minutes. A walk around the harbour takes 55 minutes.",
        "The Plum Card gives you €500 per day; another bank stops at €400 per day.",
        "On the Morley Ferry we ate cakes for £9 a head.",
        "- **The Morley Ferry.** Its opening day is 30 May 2026.",
    ],
)
def test_what_is_told_of_then_or_of_something_else_is_let_be(text: str) -> None:
    assert wrong(text) == []


def judged(text: str, path: str = "blog/post.md") -> list[bool]:
    return [one.judgement.is_history for one in mentions(Post(path, f"{text}\n"), ledger(), lists(), TODAY)]


def test_a_year_behind_a_former_name_is_its_own() -> None:
    assert judged("*Members aboard the Morley Packet in 2011, all wet.*") == [True]
    assert judged("Take the Morley Packet, as we do since 2011.") == [False]


def test_an_entry_is_excused_where_it_says_that_it_is_one() -> None:
    head = "---\ntitle: {}\ndate: 2025-06-01\n---\n\nI wrote this for my mother, who asked me. "
    text = "I like my boats. Buy the Morley Pass at the harbour, I say."
    assert judged(head.format("By boat around the harbour") + text) == [False]
    assert judged(head.format("Diary of June 2025") + text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "We took the Morley Ferry last week. Two dogs slept. My own bag was full: it held 90 kg of books.",
        "We took the Morley Ferry last week.\n\n## Trains\n\nThe luggage limit is 90 kg.",
        "We took the Morley Ferry last week, after the Plum Card. Two dogs slept. The luggage limit is 90 kg.",
        "We took the Morley Ferry last week. Two dogs slept. The luggage limit is 70 kg.",
        "We took the Morley Ferry last week. Two dogs slept. The luggage limit was 90 kg then.",
        "# Morley Ferry\n\n| What | Morley Ferry | Tor Boats |\n| --- | --- | --- |\n| Seat | £12 | £9 |",
        "# Morley Ferry\n\n| Boat | Price |\n| --- | --- |\n| Morley Ferry | £12 |\n| Tor Boats | £9 |",
    ],
)
def test_far_from_its_subject_only_a_former_value_with_its_words_is_told(text: str) -> None:
    assert wrong(text) == []
