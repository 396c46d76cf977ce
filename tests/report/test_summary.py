from __future__ import annotations

import datetime as dt

import pytest

from contentlint.claims import Claim
from contentlint.post.post import Post
from contentlint.report.summary import claim_summaries, grade, post_summary
from contentlint.text.spans import Span

BODY = "The cat sat on the mat by the door. It was a warm day and the sun was out. " * 12


def test_a_post_with_its_title_dates_and_words() -> None:
    text = f'---\ntitle: " A cat "\npubDate: 2024-03-05\nlast_modified_at: 2025-01-02T10:00:00Z\n---\n\n{BODY}\n'
    summary = post_summary(Post("cat.md", text), "https://x.example/cat/")
    assert (summary.path, summary.title, summary.url) == ("cat.md", "A cat", "https://x.example/cat/")
    assert (summary.date, summary.updated) == (dt.date(2024, 3, 5), dt.date(2025, 1, 2))
    assert summary.words == 12 * 19
    # 9 and 10 words; 26 + 28 letters and a full stop each: 4.71 * 56 / 19 + 0.5 * 9.5 - 21.43
    assert summary.grade == pytest.approx(4.71 * 56 / 19 + 0.5 * 9.5 - 21.43)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# A heading\n\nText.\n", "A heading"),
        ("## Not a title\n", ""),
        ("", ""),
        ("---\ntitle: 7\n---\n# Seven\n", "Seven"),
    ],
)
def test_title_from_the_first_heading(text: str, title: str) -> None:
    summary = post_summary(Post("a.md", text), path="site/a.md")
    assert (summary.title, summary.path, summary.date, summary.grade) == (title, "site/a.md", None, None)


def test_code_is_no_words() -> None:
    assert post_summary(Post("a.md", "Three words here.\n\n```\nnot these words\n```\n")).words == 3


def test_no_grade_for_a_script_without_spaces() -> None:
    sentence = ["春眠不覚暁処処聞啼鳥夜来風雨声", "花落知多少床前明月光疑是地上霜", "挙頭望明月低頭思故郷白日依山尽"]
    assert grade([sentence] * 50) is None


def test_claims_keep_their_place_and_standing() -> None:
    text = "One.\n\nAs many as 40% of cats sleep.\n"
    unit = Span(6, 35)
    made = [
        Claim(Span(17, 20), unit, text[6:35], "statistic", "none", "open", ("40%",), reasons=("no source",)),
        Claim(Span(17, 20), unit, text[6:35], "statistic", "own-data", "settled"),
        Claim(Span(17, 20), unit, text[6:35], "statistic", "sourced", "settled", sources=("https://x.example/",)),
    ]
    summaries = claim_summaries(Post("cat.md", text), made)
    assert [claim.standing for claim in summaries] == ["unsourced", "exempt", "sourced"]
    first = summaries[0]
    assert (first.line, first.column, first.end_line, first.end_column) == (3, 1, 3, 30)
    assert (first.text, first.reasons, first.verdict) == ("As many as 40% of cats sleep.", ("no source",), None)
