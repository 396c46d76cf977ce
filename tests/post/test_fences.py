"""Blocks of code that are not closed where they were meant to be, and what is not judged below them."""

from __future__ import annotations

import datetime as dt
from types import ModuleType
from typing import Any

import pytest

from contentlint import lint_text
from contentlint.catalog.rule import Context
from contentlint.checks import count, heading_order, metric, required_section
from contentlint.finding import Hit
from contentlint.post.fences import broken, first_broken
from contentlint.post.post import Post


def told(text: str) -> list[tuple[str, str | None]]:
    post = Post("post.md", text)
    return [(b.opening.cut(text), b.inner.cut(text) if b.inner else None) for b in broken(post)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str) -> None:
    assert told(end.join(["```sh", "a", "```", "", "~~~", "b", "~~~~", ""])) == []
    assert told(end.join(["```sh", "a", "", "```py", "b", "```", ""])) == [("```sh", "```py")]
    assert told(end.join(["Text", "", "```sh", "a"])) == [("```sh", None)]


@pytest.mark.parametrize(
    "text",
    [
        "    ```sh\n    a\n",  # indented code
        "~~~sh\n```py\n~~~\n",  # other marks
        "````md\n```py\na\n```\n````\n",
        "```\n```\n",
        "- a\n\n  ```sh\n  b\n  ```\n\n- c\n",
        "> ```sh\n> b\n> ```\n",
        "1. ~~~{.sh}\n   a\n   ~~~   \n",
    ],
)
def test_closed_blocks_are_let_be(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "opening"),
    [("```", "```"), ("> ```sh\n> b\n\nc\n", "```sh"), ("- ```\n  a\n- b\n", "```"), ("````\na\n```\n", "````")],
)
def test_what_has_no_end_is_told(text: str, opening: str) -> None:
    assert told(text) == [(opening, None)]


def test_it_is_in_doubt_from_the_first_one_on() -> None:
    text = "## A\n\n```sh\na\n\n```py\nb\n```\n"
    assert first_broken(Post("post.md", text)) == text.index("```sh")
    assert first_broken(Post("post.md", "## A\n")) == 5


BROKEN = "---\ntitle: Kettles\n---\n\n## Flour\n\n```sh\na\n\n```sh\nb\n```\n\n#### Rye\n\n```\n\n## Questions\n"
MENDED = BROKEN.replace("a\n\n", "a\n```\n\n").replace("Rye\n\n```\n", "Rye\n").replace("Questions", "Questions asked")


@pytest.mark.parametrize(
    ("check", "options"),
    [
        (heading_order, {}),
        (required_section, {"sections": ("Sources",)}),
        (count, {"of": "lists", "at_least": 1}),
        (metric, {"value": "lists + tables", "at_least": 1}),
    ],
)
def test_what_stands_below_is_not_judged(check: ModuleType, options: dict[str, Any]) -> None:
    def hits(text: str) -> list[Hit]:
        return list(check.check(Post("post.md", text), check.Options(**options), Context(dt.date(2026, 6, 1))))

    assert hits(MENDED) != []
    assert hits(BROKEN) == []
    assert [f.rule for f in lint_text(BROKEN, select=["unclosed-code-block"])] == ["unclosed-code-block"]
    assert lint_text(MENDED, select=["unclosed-code-block"]) == []
