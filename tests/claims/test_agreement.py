"""One fact with two values: within a post and across the posts of a site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from runs import contentlint, git, write

from contentlint.catalog import catalog
from contentlint.catalog.lexicon import Lexicon
from contentlint.claims import agreement
from contentlint.claims.agreement import Fact, Value, digest
from contentlint.post.post import Post
from contentlint.text import figures

LEXICON = Lexicon(catalog.load().vocabulary)
CASES = Path(__file__).parent / "agreement"
WITHIN: list[dict[str, Any]] = yaml.safe_load((CASES / "within.yaml").read_text(encoding="utf-8"))
ACROSS: list[dict[str, Any]] = yaml.safe_load((CASES / "across.yaml").read_text(encoding="utf-8"))


def named(text: str) -> str:
    return text.partition("title: ")[2].partition("\n")[0] or text[:30]


def wanted(case: dict[str, Any]) -> list[set[str]]:
    return [set(map(str, case["values"]))] if "values" in case else []


@pytest.mark.parametrize("case", WITHIN, ids=[named(case["text"]) for case in WITHIN])
def test_one_post_that_gives_a_fact_two_values_is_found_and_no_other(case: dict[str, Any]) -> None:
    found = agreement.facts(Post("post.md", case["text"]), LEXICON)
    assert [{a.text, b.text} for a, b in agreement.within(found.all, found.parallel)] == wanted(case)


@pytest.mark.parametrize("case", ACROSS, ids=[named(case["posts"][0]) for case in ACROSS])
def test_posts_that_give_a_fact_different_values_are_found_and_no_others(case: dict[str, Any]) -> None:
    said = [
        (str(number), fact)
        for number, text in enumerate(case["posts"])
        for fact in agreement.facts(Post(f"{number}.md", text), LEXICON).all
    ]
    asked = frozenset(path for path, _ in said)
    assert [{a.text, b.text} for _, a, _, b in agreement.across(said, said, asked)] == wanted(case)


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
    facts = agreement.facts(Post("post.md", POST), LEXICON).all
    assert [(fact.measure, fact.text, fact.source) for fact in facts] == [
        ("question", "60", "https://lumen.example/a"),
        ("price", "$200", "https://lumen.example/a"),
    ]
    line = digest.dump(facts)
    assert "\n" not in line
    assert "\t" not in line
    assert [_bare(fact) for fact in digest.load(line)] == [_bare(fact) for fact in facts]
    assert all(digest.mark(fact) in line for fact in facts)


def _bare(fact: Fact) -> tuple[object, ...]:
    return fact.key, fact.kind, fact.value, fact.text, fact.span, fact.line, fact.source, fact.shown, fact.is_certain


@given(st.text())
def test_a_line_that_somebody_else_wrote_has_no_facts(line: str) -> None:
    assert all(isinstance(fact, Fact) for fact in digest.load(line))


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
    write(blog / "src/content/blog/new.md", "# The Ardle Bridge\n\nThe bridge opened in 1968.\n")
    found = said(blog, ".", "--since", "HEAD")
    assert [(path, other) for path, _, other, _ in found] == [("new.md", "other.md")]


def test_what_a_post_says_is_kept_until_the_post_changes(blog: Path) -> None:
    said(blog, ".")
    index = next((blog.parent / "site-cache").rglob("site-index*"))
    kept = index.read_text(encoding="utf-8")
    assert kept.count('["lumen practitioner","question"') == 2
    # What is kept is believed: nothing is read a second time.
    index.write_text(kept.replace('"60"', '"61"'), encoding="utf-8")
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
