"""What is counted of a post."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.errors import RuleError
from contentlint.measure import counts, words
from contentlint.measure.slug import file_name, slug_of
from contentlint.post.post import Post
from contentlint.site import MemoryTree, only

TEXT = """\
---
title: Kettles
tags: [tea, steel]
---

We boil water. Do you? Yes!

# Top

## Steel

See [ours](/pots), [theirs](https://pots.example/a), [below](#steel), [again](https://pots.example/b)
and [mail](mailto:me@example.org).

#### Deep

- one [more](cups.md)
- two

> ## Quoted
>
> Is it? ![no](no.png)

| a | b |
|---|---|
| c | [d](/d) |

```sh
# no heading, [no](/link)
```

![a](a.png) <img src="b.png" alt="b">

1. first
   - inner
"""


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("questions", 1),
        ("exclamations", 1),
        ("top-headings", 1),
        ("sections", 1),
        ("subsections", 0),
        ("deep-headings", 1),
        ("headings", 3),
        ("internal-links", 3),
        ("external-links", 2),
        ("links", 5),
        ("images", 3),
        ("lists", 3),
        ("list-items", 4),
        ("tables", 1),
        ("quotations", 1),
        ("code-blocks", 1),
        ("paragraphs", 2),
    ],
)
def test_numbers(name: str, number: int) -> None:
    for site in (None, only(MemoryTree({"post.md": TEXT}), today=dt.date(2026, 1, 1))):
        found = counts.counted(Post("post.md", TEXT), site, name)
        assert found.number == number, [place.cut(TEXT) for place in found.places]
        assert len(found.places) == number


@pytest.mark.parametrize(
    ("target", "number"),
    [
        ("/blog/pots", 0), ("/blog/pots/#steel", 0), ("https://own.example/blog/pots/?a=1", 0), ("pots.md", 0),
        ("./pots.md#steel", 0), ("/blog/cups", 1), ("https://own.example/blog/pots-and-pans", 1), ("/pots", 1),
        ("/files/pots.pdf", 0), ("/feed.xml", 0), ("#steel", 0),
    ],
)  # fmt: skip
def test_a_link_to_the_post_itself_and_to_a_file_is_none_inside(target: str, number: int) -> None:
    text = f"See [this]({target}) and [](/blog/cups)."
    files = {
        "astro.config.mjs": "export default { site: 'https://own.example' }",
        "src/content/blog/pots.md": text,
        "src/content/blog/cups.md": "x",
    }
    routes = ("", "export const x = getStaticPaths(getCollection('blog'))")
    for page in routes:
        made = {**files, **({"src/pages/blog/[slug].astro": page} if page else {})}
        post = Post("src/content/blog/pots.md", text)
        site = only(MemoryTree(made), today=dt.date(2026, 1, 1))
        assert counts.counted(post, site, "internal-links").number == number


def test_words_before_an_offset() -> None:
    text = "---\ntitle: no word\n---\n## Two words\n\nThree **more** words.\n\nLast.\n"
    post = Post("post.md", text)
    assert [words.before(post, text.index(one)) for one in ("Two", "words", "more", "Last", "\n\nLast")] == [
        0,
        1,
        3,
        5,
        5,
    ]


def test_the_words_of_the_body_are_counted_without_code() -> None:
    post = Post("post.md", "---\ntitle: no word\n---\n## Two words\n\nThree more `words`.\n\n```\nno\n```\n")
    assert words.count(post) == 5


@pytest.mark.parametrize(
    ("text", "number"),
    [("It's well-made.", 2), ("See https://a.example/b-c and x", 4), ("鉄のやかん", 5), ("Kettle 鉄 2.0", 4), ("", 0)],
)
def test_words(text: str, number: int) -> None:
    assert words.number(text) == number


@given(
    st.lists(st.sampled_from(["kettle", "tea.", "a `code`", "a https://a.example/b", "\n\n"]), max_size=60),
    st.integers(1, 40),
)
def test_the_first_words_end_where_they_are(parts: list[str], number: int) -> None:
    text = " ".join(parts)
    post = Post("post.md", text)
    end = words.end_of_first(post, number)
    if words.count(post) < number:
        assert end == len(text)
    else:
        assert words.count(Post("post.md", text[:end])) == number


def test_phrases_are_found_once_and_not_in_quotations_and_code() -> None:
    lists = Lexicon({"a": WordList(("tea", "green tea")), "b": WordList(("/tea[a-z]*/",))})
    text = "Green tea, tea’s best, `tea` and teapots.\n\n> tea\n\n    tea\n"
    found = counts.phrases(Post("post.md", text), lists, ("a", "b"), ("best",))
    assert [place.cut(text) for place in found.places] == ["Green tea", "tea", "best", "teapots"]


def test_what_stands_in_quotation_marks_over_several_sentences_is_said_by_others() -> None:
    lists = Lexicon({"a": WordList(("tea",))})
    text = (
        'My tea. "Tea is good. Tea is hot," said Ann. Our tea.\n\n“Tea again.\n\n“And tea,” said Bo.\n\n'
        '"Tea of mine, he thought, tea.\n'
    )
    found = counts.phrases(Post("post.md", text), lists, ("a",))
    assert [place.start for place in found.places] == [
        3,
        text.index("Our tea") + 4,
        text.index("Tea of"),
        text.rindex("tea"),
    ]


def test_an_apostrophe_is_one_however_it_is_written() -> None:
    lists = Lexicon({"a": WordList(("don't",))})
    assert counts.phrases(Post("post.md", "I don’t and don't."), lists, ("a",)).number == 2


def test_a_list_that_is_not_there_is_told() -> None:
    with pytest.raises(RuleError, match="no word list 'none'"):
        counts.phrases(Post("post.md", "x"), Lexicon({}), ("none",))


@pytest.mark.parametrize(
    ("target", "is_one"),
    [
        ("https://www.cdc.gov/x", True),
        ("https://notgov.example/", False),
        ("https://docs.pots.example/", True),
        ("https://mydocs.example/", False),
        ("//GitHub.com/a", True),
        ("https://raw.github.com/a", True),
        ("https://evilgithub.com/a", False),
        ("/gov", False),
    ],
)
def test_hosts(target: str, is_one: bool) -> None:
    post = Post("post.md", f"[a]({target})")
    assert counts.links_to(post, None, (".gov", "docs.*", "github.com")).number == is_one


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no links"), (1, "1 link"), (1234, "1,234 links"), (0.25, "0.25 links")]
)
def test_numbers_in_words(number: float, said: str) -> None:
    assert counts.said(number, "link", "links") == said


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("posts/kettles.md", "kettles"),
        ("posts/2026-01-02-kettles.md", "kettles"),
        ("posts/kettles/index.md", "kettles"),
        ("posts/kettles.de.md", "kettles"),
        ("kettles.html.mdx", "kettles.html"),
    ],
)
def test_the_name_of_a_file(path: str, name: str) -> None:
    assert file_name(path) == name


def test_a_slug_of_the_front_matter_has_its_place() -> None:
    text = '---\npermalink: "/blog/steel-kettles/"\n---\n'
    slug = slug_of(Post("a.md", text), None)
    assert slug.text == "steel-kettles"
    assert slug.span is not None
    assert slug.span.cut(text) == "steel-kettles"
    assert slug_of(Post("a.md", "---\npermalink: /:year/:title/\n---\n"), None).text == "a"
