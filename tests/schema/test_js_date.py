"""Texts that JavaScript's `Date` reads, and those that it does not: as Node 20 answered."""

from __future__ import annotations

import pytest

from contentlint.schema.js_date import reads

READ = [
    "2026-03-01",
    "2026-02-30",
    "2026-3-1",
    "2026/03/01",
    "Mar 3 2026",
    "3 March 2026",
    "March 2026",
    "2026",
    "01.03.2026",
    "12/31/2026",
    "Spring 2026",
    "2026-03-01T10:00",
    "2026-03-01 10:00",
    "2026-03-01 10:00 PM",
    "2026-03-01 10:00:00 +0200",
    "2026-03-01T10:00:00+02:00",
    "Sun, 01 Mar 2026 10:00:00 GMT",
    "10:00 2026-03-01",
    "2026-03-01 (draft)",
]
REFUSED = [
    "2026-13-01",
    "2026-02-32",
    "March 3rd, 2026",
    "3rd March 2026",
    "20260301",
    "31.12.2026",
    "31/12/2026",
    "soon",
    "tomorrow",
    "",
    "  ",
    "Q1 2026",
    "2026 soon",
    "2026-03-01T25:00",
    "2026-03-01T10",
    "1. März 2026",
    "2026年3月1日",
    "0000-00-00",
    "TBD",
    "n/a",
    "-",
    "yes",
    "12:30",
    "March 32 2026",
    "13/13/2026",
    "2026-W10",
    "1740787200000",
]


@pytest.mark.parametrize("text", READ)
def test_a_date(text: str) -> None:
    assert reads(text)


@pytest.mark.parametrize("text", REFUSED)
def test_no_date(text: str) -> None:
    # Of a text that is not ASCII and has a number, nothing is said.
    assert not reads(text) or (not text.isascii() and any(char.isdigit() for char in text))
