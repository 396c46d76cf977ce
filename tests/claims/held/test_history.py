"""Whether an old name is meant as one of today: sentences that were written before the judge, and single signals."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.held import Mention, mentions
from contentlint.ledger import Ledger, read
from contentlint.post.post import Post

TODAY = dt.date(2026, 11, 30)
SENTENCES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "mentions.yaml").read_text("utf-8"))


@cache
def lists() -> Lexicon:
    return Lexicon(catalog.load().vocabulary)


@cache
def ledger() -> Ledger:
    return read({"facts/a.yaml": SENTENCES["ledger"]})


def judged(text: str, path: str = "blog/post.md", front: str = "title: Notes for readers") -> list[Mention]:
    return list(mentions(Post(path, f"---\n{front}\n---\n\n{text}\n"), ledger(), lists(), TODAY))


def is_reported(text: str, **more: str) -> bool:
    if text.startswith("|"):
        text = f"| For | Name | Price |\n|---|---|---|\n{text}"
    return any(not one.judgement.is_history for one in judged(text, **more))


def test_the_ledger_is_right() -> None:
    assert ledger().mistakes == ()


@pytest.mark.parametrize("text", SENTENCES["outdated"])
def test_what_is_meant_as_today_is_found(text: str) -> None:
    assert is_reported(text)


@pytest.mark.parametrize("text", SENTENCES["history"])
def test_history_and_comparisons_are_let_be(text: str) -> None:
    assert judged(text)
    assert not is_reported(text)


def test_what_is_said_of_another_in_the_sentence_is_no_excuse() -> None:
    assert is_reported("You no longer need a designer: Adobe XD does it all.")
    assert is_reported("The old office was closed; ask for Google My Business at the desk.")


def test_quotations_and_code_say_nothing() -> None:
    assert judged('Type "Universal Analytics" into the box.') == []
    assert judged("> Open Bard and paste it.\n") == []
    assert judged("> My notes: open Bard and paste it.\n") == []
    assert judged("> [!NOTE]\n> This is short.\n\n> Open Bard and paste it.\n") == []
    assert judged("Run `Bard --help`, or:\n\n    Bard --help\n") != judged("Run Bard.")


@pytest.mark.parametrize("opening", ["> **Tip:** ", "> [!NOTE]\n> ", "> 💡 Pro tip: ", "> Heads up! "])
def test_a_box_of_the_author_is_no_quotation(opening: str) -> None:
    assert is_reported(f"{opening}Open Bard and paste it.\n")
    assert is_reported(f"{opening}This is short.\n>\n> Open Bard and paste it.\n")


def test_a_heading_about_the_past_speaks_for_what_is_below() -> None:
    assert is_reported("## Which one\n\nBard and its plugins.")
    assert not is_reported("## A short history of assistants\n\nBard and its plugins.")


def test_a_dated_entry_is_excused_while_the_name_was_right() -> None:
    news = {"path": "news/2023/one.md", "front": "title: Release notes for May\ndate: 2023-05-02\ncategory: news"}
    late = {"path": "news/2025/one.md", "front": "title: Release notes for May\ndate: 2025-05-02\ncategory: news"}
    assert not is_reported("Bard in the sidebar.", **news)
    assert is_reported("Bard in the sidebar.", **late)


def test_what_a_picture_is_said_to_show_is_read_too() -> None:
    assert is_reported("![Bard with a letter to the landlord](bard.png)")
    assert is_reported("![Answer from Bard to a letter](bard.png)")
    assert not is_reported("![The old Bard, as it was in 2023](bard.png)")


def test_a_participle_is_no_past() -> None:
    assert is_reported("A help desk for teachers, powered by Bard.")
    assert not is_reported("The help desk was powered by Bard.")


def test_a_plain_word_that_begins_another_name_is_none() -> None:
    assert judged("The Atom Heart Hotel is in Hull.") == []
    assert judged("## How Atom Works") != []


def test_a_renamed_thing_in_a_comparison_is_still_renamed() -> None:
    assert is_reported("Mastodon is calmer than Twitter.")
    assert not is_reported("Mastodon is calmer than Twitter was.")
    assert not is_reported("GPT-5 is calmer than GPT-4.")


def test_reasons_say_what_was_weighed() -> None:
    (one,) = judged("Microsoft changed the name of Azure AD in 2023.")
    assert "it says that the name was changed" in one.judgement.signals
