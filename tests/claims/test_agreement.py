"""One fact with two values: within a post and across the posts of a site."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from runs import contentlint, git, rewrite_index, write

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import agreement
from contentlint.claims.agreement import Mention, Value, candidates, digest, odds
from contentlint.post.post import Post
from contentlint.text import figures

LEXICON = Lexicon(catalog.load().vocabulary)
CASES = Path(__file__).parent / "agreement"
WITHIN: list[dict[str, Any]] = yaml.safe_load((CASES / "within.yaml").read_text(encoding="utf-8"))
ACROSS: list[dict[str, Any]] = yaml.safe_load((CASES / "across.yaml").read_text(encoding="utf-8"))
WITHIN_FOUND, ACROSS_FOUND, ACROSS_FALSE = 10, 6, 1
"""Of 20, 22 and 22 cases: what the weights find and tell wrongly. Nobody may find fewer, or tell more."""


def told_within(text: str) -> list[set[str]]:
    found = agreement.of_post(agreement.mentions(Post("post.md", text), LEXICON))
    return [{one.told.text, one.other.text} for one in found]


def told_across(texts: list[str]) -> list[set[str]]:
    posts = [agreement.said(f"{n}.md", agreement.mentions(Post(f"{n}.md", t), LEXICON)) for n, t in enumerate(texts)]
    found = agreement.of_site(posts, posts, {post.path for post in posts})
    return [{one.told.text, one.other.text} for one in found]


def counted(told: list[list[set[str]]], cases: list[dict[str, Any]]) -> tuple[int, int]:
    """How many of the contradictions are told as marked, and of how many posts in order something is."""
    right = sum(
        "values" in case and set(map(str, case["values"])) in found for found, case in zip(told, cases, strict=True)
    )
    return right, sum("values" not in case and bool(found) for found, case in zip(told, cases, strict=True))


def test_of_posts_that_give_a_fact_two_values_most_are_found_and_none_that_is_in_order() -> None:
    found, false = counted([told_within(case["text"]) for case in WITHIN], WITHIN)
    assert found >= WITHIN_FOUND
    assert false == 0


def test_posts_of_a_site_are_told_only_where_they_contradict_each_other() -> None:
    found, false = counted([told_across(case["posts"]) for case in ACROSS], ACROSS)
    assert found >= ACROSS_FOUND
    assert false <= ACROSS_FALSE


GARDEN = (
    "# The walled garden at Pell\n\nThe garden {first}.\n\n## Before you go\n\nAsk at the gate. The garden {second}.\n"
)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("has 40 beds", "has 55 beds", True),
        ("has 40 beds", "has 40 beds", False),
        ("has over 40 beds", "has 55 beds", False),
        ("has 40 beds", "has 900 beds", False),
        ("has 40 beds", "has 55 benches", False),
        ("has 40 beds and a pond", "had 55 beds until 1990, and then 40 beds", False),
        ("has 40 beds", "has 55 or 60 or 70 beds", False),
    ],
)
def test_only_values_that_cannot_both_be_true_are_told(first: str, second: str, told: bool) -> None:
    found = told_within(GARDEN.format(first=first, second=second))
    assert bool(found) is told


def test_of_three_values_none_is_told() -> None:
    text = GARDEN.format(first="has 40 beds", second="has 55 beds")
    assert told_within(text + "\n## In short\n\nThe garden has 70 beds.\n") == []


def test_what_changes_is_not_compared_over_years() -> None:
    posts = [
        f"---\ntitle: The Ardle Bridge club\ndate: {year}-03-01\n---\n\nThe Ardle Bridge club has {members} members.\n"
        for year, members in ((2021, 40), (2021, 55))
    ]
    assert told_across(posts) == [{"40", "55"}]
    assert told_across([posts[0], posts[1].replace("2021", "2024")]) == []


@given(st.lists(st.sampled_from(sorted(odds.weights().weights)), unique=True), st.randoms())
def test_the_odds_do_not_depend_on_the_order_of_signals(names: list[str], chance: random.Random) -> None:
    mixed = names.copy()
    chance.shuffle(mixed)
    for same_post in (True, False):
        assert 0 < odds.weights().probability(names, same_post) < 1
        assert odds.weights().probability(names, same_post) == odds.weights().probability(mixed, same_post)


def test_no_signal_knows_the_values() -> None:
    """A word instead of a number, or another number, changes nothing of what is seen of a pair."""
    pairs = [
        list(candidates.within(agreement.mentions(Post("a.md", GARDEN.format(first=a, second=b)), LEXICON)))
        for a, b in (("has 40 beds", "has 55 beds"), ("has 41 beds", "has 73 beds"))
    ]
    assert len(pairs[0]) == 1
    assert pairs[0][0].signals == pairs[1][0].signals


PIECES = st.sampled_from(
    ["$40 ", "60 questions ", "The Lumen exam ", "costs ", "has ", "in 2014 ", "75% ", "| a | 5 km |\n|---|---|\n",
     "| b | 7 km |\n", "\n\n", "- ", "## Lumen\n\n", "? ", ". ", "at 6 pm ", "14 June ", "three weeks ", "“", "1/3 "]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_what_is_told_stands_in_the_text(text: str) -> None:
    post = Post("post.md", text)
    figures = agreement.mentions(post, LEXICON)
    for one in figures:
        assert post.excerpt(one.span).strip()
    for conflict in agreement.of_post(figures):
        assert conflict.other.span.start < conflict.told.span.start
        assert not conflict.told.value.agrees(conflict.other.value)


def of(text: str) -> Value:
    figure = figures.find(text)[0]
    return Value.of(figure, figure.per)


@pytest.mark.parametrize(
    ("first", "second", "agree"),
    [
        ("90 minutes", "1.5 hours", True),
        ("90 minutes", "2 hours", False),
        ("4 weeks", "1 month", True),
        ("four weeks", "two months", False),
        ("about 4 million users", "4.1 million users", True),
        ("4 million users", "4.8 million users", True),
        ("4 million users", "6 million users", False),
        ("over 60 questions", "75 questions", True),
        ("over 60 questions", "50 questions", False),
        ("up to 48 guests", "up to 60 guests", False),
        ("up to 60 guests", "12 guests", True),
        ("60 questions", "61 questions", False),
        ("$39-49/month", "$45/month", True),
        ("$39-49/month", "$60/month", False),
        ("2.4 kg", "2400 grams", True),
        ("2.4 kg", "3.1 kg", False),
        ("70%", "70.4%", True),
        ("70%", "72%", False),
    ],
)
def test_values_agree_when_both_can_be_true(first: str, second: str, agree: bool) -> None:
    assert of(first).agrees(of(second)) is agree
    assert of(second).agrees(of(first)) is agree


@given(st.lists(st.tuples(st.sampled_from(["", "at-least", "approx", "at-most"]), st.integers(1, 10**7)), min_size=2))
def test_agreement_has_no_direction(given: list[tuple[str, int]]) -> None:
    values = [Value("", float(number), float(number), "", bound or "exact", 1.0) for bound, number in given]
    for one in values:
        assert one.agrees(one)
        assert all(one.agrees(other) == other.agrees(one) for other in values)


POST = "# Lumen Practitioner review\n\nThe Lumen Practitioner exam has 60 questions and costs [$200](https://lumen.example/a).\n"


def test_what_a_post_says_is_read_back_as_it_was_kept() -> None:
    figures = agreement.mentions(Post("post.md", POST), LEXICON)
    assert [(one.what, one.text, one.source) for one in figures] == [
        ("#", "60", "https://lumen.example/a"),
        ("money:USD", "$200", "https://lumen.example/a"),
    ]
    line = digest.dump(figures)
    assert "\n" not in line
    assert "\t" not in line
    assert {"lumen"} <= set(digest.words(line))
    assert [_bare(one) for one in digest.load(line)] == [_bare(one) for one in figures]


def _bare(one: Mention) -> Mention:
    return replace(one, section=0, block=-1)


@given(st.text())
def test_a_line_that_somebody_else_wrote_has_no_figures(line: str) -> None:
    assert all(isinstance(one, Mention) for one in digest.load(line))
    assert all(isinstance(word, str) for word in digest.words(line))


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    write(site / "astro.config.mjs", "export default { site: 'https://blog.example' }")
    write(
        site / "src/pages/blog/[...slug].astro",
        'const posts = await getCollection("blog"); return posts.map((p) => ({ params: { slug: p.id } }))',
    )
    write(site / "src/content/blog/guide.md", POST)
    write(
        site / "src/content/blog/work.md",
        "# Work for gardeners\n\nThe Lumen Practitioner exam has 75 questions.\n\nA spade has one blade.\n",
    )
    write(site / "src/content/blog/other.md", "# A walk\n\nThe Ardle Bridge was opened in 1962.\n")
    git(site, "init", "-q")
    git(site, "add", "-A")
    git(site, "commit", "-qm", "x")
    return site


def said(site: Path, *arguments: str) -> list[tuple[str, str, str, int]]:
    """Path, message, and path and line of the other place of each finding."""
    done = contentlint(site, "check", *arguments, "--select", "inconsistent-figure", "--format", "json")
    return [
        (
            f["path"].rpartition("/")[2],
            f["message"],
            f["related"][0]["path"].rpartition("/")[2],
            f["related"][0]["line"],
        )
        for f in json.loads(done.stdout)["findings"]
    ]


SOURCED = (
    "the number of questions of Lumen Practitioner is '75' here, but '60', with a source, in "
    "src/content/blog/guide.md, line 3: take that, or say how they differ"
)
UNSOURCED = (
    "the number of questions of Lumen Practitioner is '60' here, with a source, but '75' in "
    "src/content/blog/work.md, line 3: correct it there, or say how they differ"
)


def test_two_posts_that_disagree_are_told_once_at_the_one_without_a_source(blog: Path) -> None:
    assert said(blog, ".") == [("work.md", SOURCED, "guide.md", 3)]


def test_a_post_that_is_checked_alone_is_held_against_the_others(blog: Path) -> None:
    assert said(blog, "src/content/blog/work.md") == [("work.md", SOURCED, "guide.md", 3)]
    assert said(blog, "src/content/blog/guide.md") == [("guide.md", UNSOURCED, "work.md", 3)]
    assert said(blog, "src/content/blog/other.md") == []


def test_since_a_commit_only_what_changed_posts_say_is_told(blog: Path) -> None:
    assert said(blog, ".", "--since", "HEAD") == []
    write(blog / "src/content/blog/new.md", "# The Ardle Bridge\n\nThe Ardle Bridge was opened in 1968.\n")
    found = said(blog, ".", "--since", "HEAD")
    assert [(path, other) for path, _, other, _ in found] == [("new.md", "other.md")]


def test_what_a_post_says_is_kept_until_the_post_changes(blog: Path) -> None:
    said(blog, ".")
    index = next((blog.parent / "site-cache").rglob("site-index*"))
    kept = index.read_text(encoding="utf-8")
    assert kept.count('"#"') + kept.count('\\"#\\"') >= 2
    # What is kept is believed: nothing is read a second time.
    rewrite_index(index, '"60"', '"61"')
    assert "'61'" in said(blog, "src/content/blog/work.md")[0][1]
    write(blog / "src/content/blog/guide.md", POST.replace("60", "65"))
    assert "'65'" in said(blog, "src/content/blog/work.md")[0][1]


def test_a_comment_silences_it(blog: Path) -> None:
    path = blog / "src/content/blog/work.md"
    write(
        path,
        path.read_text().replace("\n\nThe", "\n\n<!-- contentlint-disable-next-line inconsistent-figure -->\nThe", 1),
    )
    assert said(blog, "src/content/blog/work.md") == []


@pytest.mark.parametrize(
    "text",
    [
        "The bench has room for the RTX 4070 Ti.",
        "A 7-year-old can do it.",
        "Hawks are among the top 5 enemies.",
        "All of it, 100% of the wool, is from here.",
        "### Publish three chapters",
        "**You need 6 months of feed if:**",
        "---\nreadingTime: 4 min read\n---\n",
        "See [the 11 best hens](/hens/).",
    ],
)
def test_what_is_no_fact_of_a_thing_is_not_compared(text: str) -> None:
    assert agreement.mentions(Post("post.md", f"{text}\n"), LEXICON) == ()


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("mill.md", "old-mills.md", True),
        ("2023-04-grain.md", "2023-05-grain.md", False),
        ("2023/04/index.md", "2023/05/index.md", False),
        ("release-4-1.md", "release-4-2-rc1.md", False),
        ("1.md", "2.md", True),
        ("post-1.md", "post-2.md", True),
    ],
)
def test_posts_of_a_series_are_not_held_against_each_other(first: str, second: str, told: bool) -> None:
    texts = "# Kettleworks\n\nKettleworks employs 85 people.\n", "# The mill\n\nKettleworks employs 120 people.\n"
    posts = [
        agreement.said(path, agreement.mentions(Post(path, text), LEXICON))
        for path, text in zip((first, second), texts, strict=True)
    ]
    assert bool(list(candidates.across(posts, posts))) is told


def test_a_label_says_what_a_figure_is_of() -> None:
    (one,) = agreement.mentions(Post("post.md", "- **Passengers:** 52\n"), LEXICON)
    assert "passengers"[:6] in one.clause.words
