"""What the rules that editors called noise leave alone now, and what they still say."""

from __future__ import annotations

import datetime as dt

import pytest

from contentlint import lint_text
from contentlint.catalog.rule import Context
from contentlint.checks import link_text
from contentlint.post.post import Post

# ruff: noqa: E501 - a sentence that is too long to read is too long for a line

TODAY = dt.date(2026, 11, 30)
HARD = "The committee that oversees the distribution of administrative responsibilities among departments recommends, after considerable deliberation concerning organisational documentation requirements, that every participating institution establish comprehensive procedures for the systematic verification of information. "
SHORT = "Administrative responsibilities necessitate comprehensive organisational documentation. "


def found(text: str, rule: str) -> list[str]:
    """The excerpts that a rule reports in a text."""
    return [f.excerpt for f in lint_text(text, path="a.md", select=[rule], today=TODAY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![](a.png)\n", 1),
        ("![](a.png)\n*The loaf after an hour*\n", 0),
        ("![](a.png)\n\n_The loaf after an hour._\n", 0),
        ('![](a.png "The loaf after an hour")\n', 0),
        ("![](a.png)\n\nFigure 3: the loaf\n", 0),
        ("![](a.png)\n\nThe loaf after an hour\n", 1),
        ("![](a.png)\n\n* One\n* Two\n", 1),
        ("![](a.png)\n\n**Then** bake it.\n", 1),
        ('<figure><img src="a.png"><figcaption>The loaf</figcaption></figure>\n', 0),
        ("![image](a.png)\n*The loaf*\n", 1),
    ],
)
def test_an_image_with_a_caption_has_its_words(text: str, expected: int) -> None:
    assert len(found(text, "missing-alt-text")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[](){#flour}\n\nText.\n", 0),
        ("[](<>){: #flour }\n\nText.\n", 0),
        ("## [](#flour)Flour\n", 0),
        ("Text with [](#flour) in it.\n", 1),
        ("Read [the guide]().\n", 1),
        ("Read [](https://example.com/a).\n", 1),
    ],
)
def test_a_place_to_jump_to_is_no_empty_link(text: str, expected: int) -> None:
    assert len(found(text, "empty-link")) == expected


def test_a_link_without_words_is_told_once() -> None:
    text = "---\ntitle: A\n---\n\n## Flour\n\nText with [](#water) and [there](#salt).\n"
    assert found(text, "broken-anchor") in ([], ["#salt"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read it [here](a.md).\n", 1),
        ("[Click here](a.md)\n", 1),
        ("[Read more](a.md)\n", 0),
        ("As [this article](https://example.com/) on yeast says.\n", 0),
    ],
)
def test_words_of_buttons_are_let_be(text: str, expected: int) -> None:
    assert len(found(text, "vague-link-text")) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Read it [here](a.md).\n", 0),
        ("Read it [here](a.md) or [here](b.md).\n", 2),
        ("Read it [here](a.md), and again [here](a.md).\n", 0),
        ("Read it [here](a.md).\n\nOr [there](c.md) or [here](b.md).\n", 0),
        ("[Click here](a.md)\n", 1),
    ],
)
def test_one_here_in_a_paragraph_may_be_let_be(text: str, expected: int) -> None:
    words = ("here", "click here")
    options = link_text.Options(words=words, together=("here",))
    assert len(list(link_text.check(Post("a.md", text), options, Context(TODAY)))) == expected


def test_a_heading_that_stands_twice_is_told_where_its_text_does() -> None:
    part = "## Method\n\nMix the flour with the water and leave it alone.\n\n"
    assert len(found(part + part, "duplicate-heading")) == 1
    assert len(found(part + part.replace("flour", "rye"), "duplicate-heading")) == 0
    assert len(found("## Method\n\n## Method\n\nMix.\n", "duplicate-heading")) == 1
    assert len(found("## Method\n\nNone.\n\n## Method\n\nNone.\n", "duplicate-heading")) == 0


def test_a_post_of_short_sentences_is_not_hard_to_read_for_its_words() -> None:
    assert len(found("# A\n\n" + HARD * 12, "hard-to-read")) == 1
    assert len(found("# A\n\n" + SHORT * 60, "hard-to-read")) == 0


BODY = "Mix the flour with the water and leave it alone for an hour. " * 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"![](a.png)\n\n{BODY}\n", 0),
        (f"# A loaf\n\n![](a.png)\n\n{BODY}\n", 0),
        (f"![](a.png)\n\n{BODY[:60]}\n", 1),
        (f"{BODY}\n\n![](a.png)\n", 1),
        (f"![](https://loaf.example/)\n\n{BODY[:60]}\n", 0),
        (f"![image](a.png)\n\n{BODY}\n", 1),
    ],
)
def test_an_image_at_the_head_of_a_post_is_there_for_the_look(text: str, expected: int) -> None:
    assert len(found(text, "missing-alt-text")) == expected
