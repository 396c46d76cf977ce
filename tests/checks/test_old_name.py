"""Fixes of old names: where the name of today can stand without a change around it."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.catalog.rule import Context
from contentlint.checks import old_name
from contentlint.finding import Fix
from contentlint.ledger import read
from contentlint.post.post import Post

LEDGER = """
subjects:
  - {subject: K, formerly: [Kettler]}
  - {subject: Brew for Boil Works, formerly: [Duo Tea]}
  - {subject: Kettle Cloud, formerly: [Steamer]}
"""


@cache
def context() -> Context:
    return Context(dt.date(2026, 1, 1), Lexicon(catalog.load().vocabulary), ledger=read({"facts/a.yaml": LEDGER}))


def fixed(text: str) -> tuple[str, str]:
    """A text with the fixes of its old names made, and how safe the first is."""
    post = Post("post.md", text)
    hits = list(old_name.check(post, old_name.Options(), context()))
    assert hits, text
    fixes: list[Fix] = [hit.fix for hit in hits if hit.fix is not None]
    for edit in sorted((edit for fix in fixes for edit in fix.edits), key=lambda one: -one.span.start):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text, fixes[0].safety if fixes else "none"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Open Kettler and choose tea.", "Open K and choose tea."),
        ("We recommend their Kettler/K account.", None),
        ("We recommend their Kettler (K) account.", None),
        ("We recommend their K/Kettler account.", None),
        ("Open Boil Duo Tea and wait.", "Open Brew for Boil Works and wait."),
        ("Open Duo Tea for Boil Works and wait.", "Open Brew for Boil Works and wait."),
        ("Open Duo Tea for Boil Worksheets.", "Open Brew for Boil Works for Boil Worksheets."),
        ("Open Grand Duo Tea and wait.", "Open Grand Brew for Boil Works and wait."),
        ("Open a Steamer tab.", "Open a Kettle Cloud tab."),
        ("Open an Steamer tab.", "Open an Kettle Cloud tab."),
    ],
)
def test_the_name_of_today_in_its_place(text: str, wanted: str | None) -> None:
    assert fixed(text) == ((text, "none") if wanted is None else (wanted, "safe"))


def test_a_heading_has_an_address_that_others_may_link_to() -> None:
    assert fixed("# Open Steamer\n\nText.\n") == ("# Open Kettle Cloud\n\nText.\n", "safe")
    assert fixed("## Open Steamer\n\nText.\n") == ("## Open Kettle Cloud\n\nText.\n", "unsafe")
    linked = "See [below](#open-steamer).\n\n## Open Steamer\n\nText.\n"
    assert fixed(linked) == (linked, "none")


@pytest.mark.parametrize(
    ("name", "since"),
    [
        ("Old Whistle", " on 2024-09-30"),
        ("Steam Lab", " in 2024-09"),
        ("Tea Time", " in 2024"),
        ("Kettle 4", " since 2024-09-30"),
    ],
)
def test_what_ended_did_so_on_a_day(name: str, since: str) -> None:
    text = """
subjects:
  - {subject: Old Whistle, status: retired, day: 2024-09-30}
  - {subject: Steam Lab, status: merged, day: 2024-09, instead: Kettle Lab}
  - {subject: Tea Time, status: retired, day: 2024}
  - {subject: Kettle 5, supersedes: [{name: Kettle 4, until: 2024-09-30}]}
"""
    own = Context(dt.date(2026, 1, 1), context().vocabulary, ledger=read({"facts/a.yaml": text}))
    options = old_name.Options(roles=frozenset(("renamed", "superseded", "merged", "retired")))
    (hit,) = old_name.check(Post("post.md", f"We recommend {name} for tea."), options, own)
    assert hit.values["since"] == since
