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


TOKENS = """
subjects:
  - subject: Steam 4
    facts:
      - {price: $0.80 per 1M cups, what: input}
      - {price: $4 per 1M cups, what: output}
  - subject: Steam 5
    facts:
      - {price: $15 per 1M cups, what: input, was: [$20 per 1M cups]}
  - subject: Kettle Cloud
    facts:
      - price: $20 per month
  - subject: Kettle 5
    facts:
      - price: $1,599
      - {share: 12.4%, what: market share}
  - subject: Kettle Ultra
    facts:
      - price: $249.99
  - subject: Kettle Mini
    facts:
      - price: $1
"""


@cache
def tokens() -> Ledger:
    return read({"facts/a.yaml": TOKENS})


def of_tokens(text: str) -> dict[str, str]:
    found = said(Post("blog/post.md", f"{text}\n"), tokens(), lists(), dt.date(2026, 1, 1))
    return {one.shown: "agrees" if one.agrees else "was" if one.was else f"not {one.fact.value}" for one in found}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Steam 5 costs $0.015 per 1K input cups.", {"$0.015 per 1K input cups": "agrees"}),
        ("Steam 5 costs $0.02 per 1,000 input cups.", {"$0.02 per 1,000 input cups": "was"}),
        ("Steam 5 costs $0.03 per 1K input cups.", {"$0.03 per 1K input cups": "not $15 per 1M cups"}),
        ("Steam 5 costs $0.03/1K for input.", {"$0.03/1K": "not $15 per 1M cups"}),
        ("Steam 5 costs $15/MCups for input.", {}),
        ("Steam 5 costs $15 for the input of a day.", {}),
        ("Steam 5 costs $12/M cups input.", {"$12/M cups": "not $15 per 1M cups"}),
        (
            "Steam 4 costs $0.90 per million input cups and $4 per million output cups.",
            {"$0.90 per million input cups": "not $0.80 per 1M cups", "$4 per million output cups": "agrees"},
        ),
        (
            "With Steam 4 input costs $0.80 per million cups and output $5 per million cups.",
            {"$0.80 per million cups": "agrees", "$5 per million cups": "not $4 per 1M cups"},
        ),
        (
            "Steam 4 is cheap at $0.80/$5 per million cups.",
            {"$0.80 per million cups": "agrees", "$5 per million cups": "not $4 per 1M cups"},
        ),
        (
            "| | Input (per 1M cups) | Cost/1M Output Cups |\n|---|---|---|\n| Steam 4 | $0.80 | $5 |",
            {"$0.80 per 1M cups": "agrees", "$5 per 1M cups": "not $4 per 1M cups"},
        ),
        (
            "## Prices per million cups\n\n| | Input | Output |\n|---|---|---|\n| Steam 4 | $0.70 | $4 |",
            {"$0.70 per 1M cups": "not $0.80 per 1M cups", "$4 per 1M cups": "agrees"},
        ),
        ("| | Input | Output |\n|---|---|---|\n| Steam 4 | $0.70 | $4 |", {}),
        (
            "## Prices per 1M cups\n\n| | Input | Output |\n|---|---|---|\n| Steam 4 (long brews) | $0.90 | $5 |",
            {},
        ),
    ],
)
def test_a_price_for_a_number_of_things(text: str, wanted: dict[str, str]) -> None:
    assert of_tokens(text) == wanted


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("The price of the Kettle 5 is $1,600.", True),
        ("The price of the Kettle 5 is ~$1,600.", True),
        ("The price of the Kettle 5 is $1,599.00.", True),
        ("The price of the Kettle 5 is $1,610.", False),
        ("The price of the Kettle 5 is $1,601.", False),
        ("The price of the Kettle Ultra is $249.", True),
        ("The price of the Kettle Ultra is $250.", True),
        ("The price of the Kettle Ultra is $248.", False),
        ("The price of the Kettle Mini is $0.80.", False),
        ("Kettle Cloud costs $20.49 per month.", False),
        ("Kettle Cloud costs $20.00 per month.", True),
        ("Kettle 5 has a market share of 12%.", True),
        ("Kettle 5 has a market share of 13%.", False),
    ],
)
def test_a_post_may_round_and_the_ledger_is_exact(text: str, agrees: bool) -> None:
    assert [one == "agrees" for one in of_tokens(text).values()] == [agrees]


def test_a_message_has_the_unit_of_the_post() -> None:
    assert list(of_tokens("Kettle Cloud costs $25/month.")) == ["$25/month"]


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
        ("## Kettle 5 Capacity\n\nIts capacity is 4 litres.", {"4 litres": "contradicts"}),
        ("## Kettle 5 Looked At Closely\n\nIts capacity is 4 litres.", {"4 litres": "contradicts"}),
        ("The capacity of the Kettle 5 is 2.5 l.", {"2.5": "agrees"}),
        ("The boiling time of the Kettle 5 is 180 seconds.", {"180 seconds": "agrees"}),
        ("Kettle 5 was released in 2023.", {"2023": "contradicts"}),
        ("Acme released Kettle 5 in March 2025.", {"March 2025": "contradicts"}),
        ("At $25 per month, Kettle Cloud Pro is dear.", {"$25": "contradicts"}),
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
        "Kettle 5 Grand holds much: its capacity is 4 litres.",
        "## Kettle 5 Grand\n\nIts capacity is 4 litres.",
        "| | Capacity |\n|---|---|\n| Kettle 5 Grand | 4 litres |",
        "The capacity of the Kettle 4 is 4 litres.",
        "Kettle 5 weighs 3 kg.",
        "Acme released Kettle 5 support in March 2025.",
        "At $25 per month it is double the price of Kettle Cloud Pro.",
        "| You have | Take |\n|---|---|\n| a capacity of 4 litres | Kettle 5 |",
        "In Sudland the price of Kettle 5 is $89.",
        "The price of Kettle Cloud Pro went from $15 to $20 per month.",
        "Kettle 5 is sold since 1980 in shops that opened in 1980.",
    ],
)
def test_what_is_of_something_else_is_not_held_against_it(text: str) -> None:
    assert "contradicts" not in verdicts(text).values()
    assert "was" not in verdicts(text).values()
