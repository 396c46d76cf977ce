"""The parts of a post by name: what each holds, and where it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contentlint.catalog import catalog
from contentlint.post.post import Post
from contentlint.post.scopes import OF_A_NAME, SCOPES, scope, why_wrong
from contentlint.run import testing

TEXT = """\
---
title: "Tea & kettles"
summary: Short
description: All of tea
tags: [green, black]
seo:
  title: Kettles
draft: true
rating: 4
---

# Tea at home

![A *red* kettle](kettle.png)

It boils. **It** whistles, [see how](/how).

## The *best* kettle

- Fill it
- Light it

| Part | Price |
| ---- | ----- |
| Lid  | 3     |

> Somebody said so.

```sh
boil --now
```

Run `boil`. <a href="https://www.shop.example/a" rel="nofollow">A shop</a> or <https://tea.example:8080/b>.

### Last

Done[^1].

[^1]: A note.
"""


def texts(*names: str, text: str = TEXT) -> list[str]:
    return [one.text for one in scope(Post("a.md", text), names).stretches]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("title", ["Tea & kettles"]),
        ("description", ["All of tea"]),
        ("front-matter", ["Tea & kettles", "Short", "All of tea", "green", "black", "Kettles"]),
        ("front-matter:tags", ["green", "black"]),
        ("front-matter:seo.title", ["Kettles"]),
        ("front-matter:draft", ["true"]),
        ("front-matter:rating", ["4"]),
        ("front-matter:none", []),
        ("heading", ["Tea at home", "The best kettle", "Last"]),
        ("h2", ["The best kettle"]),
        ("first-paragraph", ["It boils. It whistles, see how."]),
        ("first-sentence", ["It boils."]),
        ("last-paragraph", ["Done."]),
        ("list-item", ["Fill it", "Light it"]),
        ("table-cell", ["Part", "Price", "Lid", "3"]),
        ("quotation", ["Somebody said so."]),
        ("link-text", ["see how", "A shop", "https://tea.example:8080/b"]),
        ("link-address", ["/how", "https://www.shop.example/a", "https://tea.example:8080/b"]),
        ("link-host", ["www.shop.example", "tea.example"]),
        ("image-address", ["kettle.png"]),
        ("alt-text", ["A *red* kettle"]),
        ("html-attribute", ["https://www.shop.example/a", "nofollow"]),
        ("html-attribute:rel", ["nofollow"]),
        ("code", ["boil --now", "boil"]),
    ],
)
def test_each_name_stands_for_its_part(name: str, expected: list[str]) -> None:
    assert texts(name) == expected


def test_text_is_what_the_writer_says_and_body_all_of_it() -> None:
    own, body = texts("text"), texts("body")
    assert "Somebody said so." not in own
    assert "Somebody said so." in body
    assert {"Tea at home", "Fill it", "Lid", "A note."} <= set(own)
    assert not any("boil --now" in one for one in body)
    assert texts("paragraph")[0] == "\ufffc"
    assert "Fill it" not in texts("paragraph")
    assert "It whistles, see how." in texts("sentence")
    assert "## The *best* kettle" in texts("source")
    assert "title: x" not in texts("source")


def test_a_title_is_the_top_heading_where_the_front_matter_has_none() -> None:
    assert texts("title", text="Hello\n\n# One\n\n# Two\n") == ["One"]
    assert texts("title", text="## One\n") == []


def test_a_place_leads_back_to_the_source() -> None:
    post = Post("a.md", TEXT)
    for name in (
        "title",
        "h2",
        "alt-text",
        "code",
        "link-text",
        "link-host",
        "image-address",
        "html-attribute:rel",
        "front-matter:tags",
    ):
        for one in scope(post, [name]).stretches:
            cut = one.span(0, one.end - one.start).cut(TEXT)
            assert cut == one.text or cut.replace("*", "") == one.text
    entity = '<img src="a.png" alt="Tea &amp; kettles">\n'  # not written as it reads: all of it
    (alt,) = scope(Post("a.md", entity), ["alt-text"]).stretches
    assert (alt.text, alt.span(0, 3).cut(entity)) == ("Tea & kettles", "Tea &amp; kettles")


def test_an_unknown_name_is_told_with_those_that_there_are() -> None:
    assert why_wrong("title") == why_wrong("front-matter:x.y") == why_wrong("html-attribute:alt") == ""
    for name in ("titel", "front-matter:", "h7", "", "title:x"):
        assert "is no part of a post; parts are: text, body, title" in why_wrong(name), name
    with pytest.raises(ValueError, match="front-matter:KEY"):
        scope(Post("a.md", ""), ["titel"])
    assert all(name not in SCOPES for name in OF_A_NAME)


def test_parts_that_share_words_have_them_once() -> None:
    assert texts("h2", "heading").count("The best kettle") == 1


MARKDOWN = st.text(alphabet=st.sampled_from("ab İß’\n#*_[]()>-|`<!\"'=:/.1\u00a0"), max_size=120)


@settings(max_examples=150, deadline=None)
@given(MARKDOWN)
def test_every_part_of_any_text_has_its_place(text: str) -> None:
    post = Post("a.md", text)
    for name in (*SCOPES, "front-matter:title", "html-attribute:href"):
        found = scope(post, [name])
        assert len(found.lower) == len(found.text)
        for number, one in enumerate(found.stretches):
            first, last = found.bounds(number)
            assert last - first == len(one.text)
            assert found.number_at(first) == number == found.number_at(last - 1)
            span = one.span(0, len(one.text))
            assert 0 <= span.start < span.end <= len(text)


def test_the_page_names_every_part_and_its_rule_works(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "words.md").read_text(encoding="utf-8")
    table = page.partition("## Parts of a post")[2]
    for name in (*SCOPES, *OF_A_NAME):
        assert f"`{name}`" in table or re.fullmatch("h[2-5]", name), name
    (tmp_path / "no-thingy.yaml").write_text(page.partition("```yaml\n")[2].partition("```")[0], encoding="utf-8")
    loaded = catalog.load([tmp_path], examples=True)
    assert list(testing.run(loaded.rules["no-thingy"], loaded)) == []
