"""Places of a page that a link may name: ids, lines, words."""

from __future__ import annotations

import pytest

from contentlint.evidence.visited import from_fields
from contentlint.text.fragments import parse

IDS = ["one", "two", "three", "user-content-install", "é", "L7"]


@pytest.mark.parametrize(
    ("fragment", "has"),
    [
        ("one", True), ("%C3%A9", True), ("install", True), ("top", True), ("Top", True), ("", True), ("One", False),
        ("four", False), ("lines", False), ("L", False), ("note", False), ("diffuse", False), ("comments", False),
        ("posts", False), ("one:~:text=words", True), ("four:~:text=words", False), (":~:text=words", True),
        # Lines of code, at one host or another.
        *((lines, None) for lines in ("L10", "L10-L20", "L10-20", "L10C3-L12C8", "l10", "n12", "120", "120-130", "1",
                                      "lines-10", "lines-10:20", "line-7", "cl-3", "L3,L5-L7")),
        ("L7", True),
        # One of many, which a script loads.
        *((one, None) for one in ("issuecomment-1234567", "discussion_r123", "pullrequestreview-12", "event-99",
                                  "diff-0f3a9b", "diff-0f3a9bR12-R20", "note_123", "comment-4711", "comment4711",
                                  "discussioncomment-12", "post-99", "answer-123", "msg123")),
        ("/route", None), ("!route", None), ("page=3", None), ("t=10", None),
    ],
)  # fmt: skip
def test_has_fragment(fragment: str, has: bool | None) -> None:
    assert from_fields("https://a.example/", {"anchors": IDS}).has_fragment(fragment) is has


TEXT = "Kettles\nKettle | Litres\nTall one | 1.7\nIt boils in four minutes."


@pytest.mark.parametrize(
    ("words", "fields", "has"),
    [
        ("four%20minutes", {}, True),
        ("five%20minutes", {}, False),
        ("tall%20one%201.7", {}, True),  # cells of a row
        ("four", {"content_type": "text/html; charset=utf-8"}, True),
        ("five", {"content_type": "Text/Plain"}, False),
        ("five", {"content_type": "application/xhtml+xml"}, False),
        ("five", {"content_type": "application/pdf"}, None),
        ("five", {"content_type": "application/json"}, None),
        ("five", {"unreadable": "the page writes its text with scripts"}, None),
        ("five", {"text": ""}, None),
    ],
)
def test_has_words(words: str, fields: dict[str, str], has: bool | None) -> None:
    (directive,) = parse(f":~:text={words}")[1]
    page = from_fields("https://a.example/", {"text": TEXT, **fields})
    assert page.has_words(directive) is has
    assert from_fields("https://a.example/", {}).has_words(directive) is None
