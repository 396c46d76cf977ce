"""Values of posts held against facts: which are of the fact, and which agree."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.held import said
from contentlint.ledger import Ledger, read
from contentlint.post.post import Post

LEDGER = """
subjects:
  - subject: Kettle Cloud
    formerly: [Boilmaster]
    facts:
      - price: $20 per month
        plan: Pro
        was: [$15 per month]
      - price: $50 per month
        plan: Team
      - limit: 200 recipes
        what: recipe limit
      - price: $2 per 1,000 steams
        what: steam
  - subject: Kettle 5
    supersedes: [Kettle 4]
    status: released
    day: 2024-05-17
    facts:
      - size: 1.7 litres
        what: capacity
        or: [2.5 litres]
      - duration: 3 minutes
        what: boiling time
      - share: 12%
        what: market share
      - price: $99
        country: Norland
"""


@cache
def lists() -> Lexicon:
    return Lexicon(catalog.load().vocabulary)


@cache
def ledger() -> Ledger:
    return read({"facts/a.yaml": LEDGER})


def verdicts(text: str) -> dict[str, str]:
    found = said(Post("blog/post.md", f"{text}\n"), ledger(), lists(), dt.date(2026, 1, 1))
    return {one.text: "agrees" if one.agrees else "was" if one.was else "contradicts" for one in found}


def test_the_ledger_is_right() -> None:
    assert ledger().mistakes == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Kettle Cloud Pro costs $20 per month.", {"$20": "agrees"}),
        ("Kettle Cloud Pro costs $25 per month.", {"$25": "contradicts"}),
        ("Kettle Cloud Pro costs $15 per month.", {"$15": "was"}),
        ("Boilmaster Pro costs $25 a month.", {"$25": "contradicts"}),
        ("The Team plan of Kettle Cloud is $45 per month.", {"$45": "contradicts"}),
        ("## Kettle Cloud\n\nThe recipe limit is 100 recipes.", {"100": "contradicts"}),
        ("The capacity of the Kettle 5 is 4 litres.", {"4 litres": "contradicts"}),
        ("The capacity of the Kettle 5 is 2.5 l.", {"2.5": "agrees"}),
        ("The boiling time of the Kettle 5 is 180 seconds.", {"180 seconds": "agrees"}),
        ("Kettle 5 was released in 2023.", {"2023": "contradicts"}),
        ("Kettle 5 was released in May 2024.", {"May 2024": "agrees"}),
        ("Kettle 5 came out on 16 May 2024.", {"16 May 2024": "contradicts"}),
        ("Kettle 5 has a market share of 20%.", {"20%": "contradicts"}),
        ("In Norland the price of Kettle 5 is $89.", {"$89": "contradicts"}),
        (
            "| | Price per month |\n|---|---|\n| Kettle Cloud Pro | $25 per month |\n| Teapot | $1 per month |",
            {"$25": "contradicts"},
        ),
    ],
)
def test_values_of_a_fact(text: str, wanted: dict[str, str]) -> None:
    assert verdicts(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Kettle Cloud costs $25 per month.",  # of which plan?
        "Kettle Cloud Pro costs $200 per year.",
        "Kettle Cloud Pro used to cost $25 per month.",
        "With the discount Kettle Cloud Pro costs $10 per month.",
        "Suppose Kettle Cloud Pro costs $10 per month.",
        "Teapot Pro costs $25 per month.",
        "The capacity of the Kettle 4 is 4 litres.",
        "Kettle 5 weighs 3 kg.",
        "In Sudland the price of Kettle 5 is $89.",
        "The price of Kettle Cloud Pro went from $15 to $20 per month.",
        "Kettle 5 is sold since 1980 in shops that opened in 1980.",
    ],
)
def test_what_is_of_something_else_is_not_held_against_it(text: str) -> None:
    assert "contradicts" not in verdicts(text).values()
    assert "was" not in verdicts(text).values()
