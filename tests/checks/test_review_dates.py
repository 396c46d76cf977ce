"""Reviews that the front matter promised, and when they are overdue."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint import lint_text
from contentlint.catalog.rule import Context
from contentlint.checks import review_date
from contentlint.finding import Finding
from contentlint.post.post import Post

TODAY = dt.date(2026, 11, 23)


def found(head: str, today: dt.date = TODAY) -> list[Finding]:
    return lint_text(
        f"---\ntitle: The ferry\n{head}\n---\n\nText.\n", path="a.md", select=["review-overdue"], today=today
    )


@pytest.mark.parametrize(
    ("head", "excerpt", "key"),
    [
        ("reviewBy: 2026-11-22", "2026-11-22", ""),
        ("next_review: 2026-10", "2026-10", ""),
        ('review-by: "3 March 2026"', '"3 March 2026"', ""),
        ("stale_after: 2026-01-01", "2026-01-01", ""),
        ("last_reviewed: 2026-05-22\nreview_cycle: 6 months", "2026-05-22", "cycle"),
        ("lastReviewed: 2026-08-22\nreviewCycle: quarterly", "2026-08-22", "cycle"),
        ("lastReviewed: 2026-08-22\nstale_after: 90d", "2026-08-22", "cycle"),
        ("lastReviewed: 2026-08-22\nreview_in: 90", "2026-08-22", "cycle"),
        ("lastReviewed: 2025-11-22\nreviewEvery: P1Y", "2025-11-22", "cycle"),
        ("lastReviewed: 2024-02-29\nreview_cycle: yearly", "2024-02-29", "cycle"),
        ("lastReviewed: 2026-10-01\nreview_in: two weeks", "2026-10-01", "cycle"),
        ("lastReviewed: 2025-11-22", "2025-11-22", "usual"),
    ],
)
def test_overdue(head: str, excerpt: str, key: str) -> None:
    (one,) = found(head)
    assert (one.excerpt, one.kind) == (excerpt, key)
    assert one.severity == ("info" if key == "usual" else "warning")


@pytest.mark.parametrize(
    "head",
    [
        "reviewBy: 2026-11-23",
        "reviewBy: 2026-11",
        "reviewBy: the harbour master",
        "reviewBy:",
        "reviewBy: 2026-03-01\nlastReviewed: 2026-03-02",
        "lastReviewed: 2026-05-23\nreview_cycle: 6 months",
        "lastReviewed: 2026-05-24\nreview_cycle: P6M",
        "lastReviewed: 2025-11-23",
        "lastReviewed: soon",
        "review_cycle: yearly",
        "reviewed: 2020-01-01",
        "date: 2020-01-01",
    ],
)
def test_in_time(head: str) -> None:
    assert not found(head)


def test_the_message_names_the_days() -> None:
    (one,) = found("last_reviewed: 2026-01-31\nreview_cycle: 1 month")
    assert "2026-01-31" in one.message
    assert "2026-02-28" in one.message
    assert "8 months ago" in one.message


@given(st.dates(dt.date(1990, 1, 1), dt.date(2060, 1, 1)), st.integers(1, 400))
def test_a_review_is_overdue_from_the_day_after_its_time(done: dt.date, days: int) -> None:
    post = Post("a.md", f"---\nlastReviewed: {done}\nreview_in: {days} days\n---\n")
    options = review_date.Options(done=("lastReviewed",), cycle=("review_in",))
    due = done + dt.timedelta(days=days)
    assert not list(review_date.check(post, options, Context(due)))
    assert len(list(review_date.check(post, options, Context(due + dt.timedelta(days=1))))) == 1
