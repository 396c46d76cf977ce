"""Posts of a site that are alike: which of two is told, and what the site's index keeps of them."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import front, site
from runs import contentlint, git, rewrite_index, write

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context
from contentlint.checks import duplicate
from contentlint.measure import likeness

LISTS = Lexicon({"title-fillers": WordList(("best", "guide", "the"))})
SENTENCES = [
    " ".join(
        f"{word}{'xyz'[number % 3] * (number // 3 + 1)}"
        for word in "The rope of a spade by an old ferry at sea".split()
    )
    + "."
    for number in range(20)
]
"""Sentences without a word in common."""


def told(files: dict[str, str], asked: frozenset[str] | None = None, **options: object) -> list[tuple[str, str, str]]:
    """Each post that is told, the other one, and the words of the finding."""
    made = site(files)
    given = duplicate.Options(**options)  # type: ignore[arg-type]
    found = duplicate.check_site(made, given, Context(made.project.today, LISTS, made, asked=asked))
    return [(str(h.path), str(h.values["path"]), h.span.cut(files[str(h.path)])) for h in found]


def test_the_younger_of_two_is_told() -> None:
    files = {"a.md": front(title="Kettles", date="2026-02-01"), "b.md": front(title="kettles!", date="2025-02-01")}
    assert told(files) == [("a.md", "b.md", "Kettles")]


def test_of_three_each_but_the_oldest_is_told() -> None:
    files = {f"{name}.md": front(title="Kettles", date=f"2025-01-0{day}") for day, name in enumerate("xyz", 1)}
    assert [(path, other) for path, other, _ in told(files)] == [("y.md", "x.md"), ("z.md", "x.md")]


def test_a_post_that_is_checked_alone_is_told_though_it_is_the_older_one() -> None:
    files = {"a.md": front(title="Kettles", date="2025-02-01"), "b.md": front(title="Kettles", date="2026-02-01")}
    assert told(files, frozenset({"a.md"})) == [("a.md", "b.md", "Kettles")]
    assert told(files, frozenset()) == []


def test_drafts_are_not_compared() -> None:
    files = {"a.md": front(title="Kettles"), "b.md": front(title="Kettles", draft="true")}
    assert told(files) == []


def test_translations_have_the_same_names() -> None:
    files = {f"posts/{folder}a.md": front(title="Kettles") for folder in ("", "de/", "pt-br/")}
    assert told(files) == []
    assert len(told({**files, "posts/de/b.md": front(title="Kettles")})) == 1


@pytest.mark.parametrize(
    ("first", "second", "compete"),
    [
        ("The best steel kettles", "Steel kettle guide", False),
        ("The best steel kettles for tea", "A guide: steel kettle, tea", True),
        ("7 steel kettles for camping", "11 steel kettles for camping in 2026", True),
        ("Steel kettles for camping, part 1", "Steel kettles for camping, part 2", False),
        ("Steel kettles for camping", "Steel kettles for camping, part 2", False),
        ("Steel kettles for camping", "Steel kettles for ferries", False),
        ("Clean steel kettles for camping at sea", "Clean steel kettles for camping", True),
        ("Steel kettles for camping at sea", "Steel kettles for camping", False),
        ("Monthly report of the kettle works, May 2024", "Monthly report of the kettle works, June 2024", False),
    ],
)
def test_titles_that_want_the_same_search(first: str, second: str, compete: bool) -> None:
    files = {
        "a.md": front(title=f"'{first}'", date="2025-01-01"),
        "b.md": front(title=f"'{second}'", date="2026-01-01"),
    }
    assert [path for path, _, _ in told(files, of="search", min_share=0.8)] == (["b.md"] if compete else [])


def test_a_keyword_is_enough() -> None:
    files = {
        "a.md": front(title="One", keyword="steel kettle", date="2025-01-01"),
        "b.md": front(title="Two", keyword="Kettles, of steel", date="2026-01-01"),
        "c.md": front(title="Three", keyword="the kettle of steel", date="2026-02-01"),
    }
    assert [path for path, _, _ in told(files, of="search", min_share=0.8)] == ["c.md"]


def text_of(numbers: list[int]) -> str:
    return front(title="T") + "\n" + "\n\n".join(SENTENCES[number] for number in numbers)


@pytest.mark.parametrize(
    ("numbers", "is_like"),
    [
        (list(range(12)), True),
        (list(range(11, -1, -1)), True),
        ([*range(8), 16, 17], True),
        ([*range(4), *range(12, 20)], False),
        (list(range(12, 20)), False),
    ],
)
def test_how_much_of_a_text_another_post_has(numbers: list[int], is_like: bool) -> None:
    files = {"a.md": text_of(list(range(12))), "b.md": text_of(numbers)}
    assert [path for path, _, _ in told(files, of="text", min_share=0.5)] == (["b.md"] if is_like else [])


def test_a_paragraph_that_many_have_is_let_be() -> None:
    files = {f"{name}.md": front(title=name) + "\n" + SENTENCES[0] for name in "abc"}
    assert told(files, of="paragraph", max_posts=3)[0] == ("b.md", "a.md", SENTENCES[0])
    assert len(told(files, of="paragraph", max_posts=3)) == 2
    assert told(files, of="paragraph", max_posts=2) == []
    assert told(files, of="paragraph", max_posts=3, min_words=99) == []


@given(
    st.lists(st.sampled_from("a b c d e".split()), max_size=60), st.lists(st.sampled_from("a b c".split()), max_size=60)
)
def test_shares_are_shares(first: list[str], second: list[str]) -> None:
    one, two = likeness.runs(first), likeness.runs(second)
    assert 0 <= likeness.share(one, two) <= 1
    assert likeness.share(one, one) == (1 if one else 0)
    assert set(likeness.digest(one)) <= set(one)
    assert set(likeness.digest(one & two)) == set(likeness.digest(one)) & set(likeness.digest(two))


def test_many_posts_of_one_kind_take_no_quadratic_time() -> None:
    def seconds(number: int) -> float:
        files = {
            f"{n}.md": front(title=f"{SENTENCES[n % 20]} {n}") + SENTENCES[n % 20] + f" {n} " * 30
            for n in range(number)
        }
        began = time.process_time()
        for of in ("title", "search", "text", "paragraph"):
            told(files, of=of)
        return time.process_time() - began

    seconds(20)
    few, many = seconds(200), seconds(800)
    assert many < 10 * few + 0.5, (few, many)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    rules = ("duplicate-title", "near-duplicate", "inconsistent-figure")
    write(folder / "contentlint.toml", "".join(f'[rules.{rule}]\nseverity = "info"\n' for rule in rules))
    for name, day in (("a", "2025-01-01"), ("b", "2026-01-01")):
        write(folder / f"posts/{name}.md", front(title="Kettles", date=day) + "\n\n".join(SENTENCES))
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "x")
    return folder


def findings(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    done = contentlint(folder, "check", *arguments, "--select", "duplicate-title,near-duplicate", "--format", "json")
    assert done.stdout, done.stderr
    return sorted((f["path"], f["rule"]) for f in json.loads(done.stdout)["findings"])


def test_the_index_keeps_a_line_for_each_rule(blog: Path) -> None:
    both = [("posts/b.md", "duplicate-title"), ("posts/b.md", "near-duplicate")]
    assert findings(blog, ".") == both
    contentlint(blog, "check", ".", "--format", "json")
    index = next((blog.parent / "site-cache").rglob("site-index*"))
    kept = index.read_text(encoding="utf-8")
    assert {sort: kept.count(f"\0{sort}\0") for sort in ("aliketitle", "aliketext", "said")} == {
        "aliketitle": 2, "aliketext": 2, "said": 2,
    }  # fmt: skip
    # What is kept is believed: nothing is read a second time.
    rewrite_index(index, '"kettles"', '"pots"', 1)
    assert findings(blog, "posts/b.md") == [("posts/b.md", "near-duplicate")]
    write(blog / "posts/a.md", front(title="Kettles") + "Short.")
    assert findings(blog, "posts/b.md") == [("posts/b.md", "duplicate-title")]


def test_since_a_commit_only_new_likenesses_are_told(blog: Path) -> None:
    assert findings(blog, ".", "--since", "HEAD") == []
    write(blog / "posts/c.md", front(title="Kettles", date="2026-02-01") + "Other words.")
    assert findings(blog, ".", "--since", "HEAD") == [("posts/c.md", "duplicate-title")]
