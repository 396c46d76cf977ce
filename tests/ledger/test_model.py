"""What facts are called in messages."""

from __future__ import annotations

import pytest

from contentlint.ledger import Fact, Place
from contentlint.ledger.model import Kind


@pytest.mark.parametrize(
    ("kind", "value", "what", "called"),
    [
        ("price", "$20 per month", "", "the price"),
        ("price", "$2 per 1M cups", "input", "the input price"),
        ("price", "$2", "price of the lid", "the price of the lid"),
        ("price", "$2", "entry fee", "the entry fee"),
        ("limit", "200 recipes", "recipe window", "the recipe window"),
        ("limit", "200 recipes", "daily", "the daily limit"),
        ("count", "900 million users", "weekly", "the number of weekly users"),
        ("count", "40 languages", "supported languages", "the number of supported languages"),
        ("date", "2024-05-17", "released", "the release"),
        ("date", "2024-05-17", "launched", "the launch"),
        ("date", "2024-05-17", "force", "the force date"),
        ("date", "2024-05-17", "sales start", "the sales start"),
        ("size", "1.7 litres", "capacity", "the capacity"),
    ],
)
def test_what_a_fact_is_called(kind: Kind, value: str, what: str, called: str) -> None:
    assert Fact("Kettle 5", kind, value, Place("facts/a.yaml", 1), what).called == called
