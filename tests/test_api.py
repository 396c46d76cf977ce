"""What scripts and packages of others build on: `contentlint.api`, and checks behind an entry point."""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from runs import contentlint as run

import contentlint
from contentlint import api
from contentlint.catalog.lexicon import Lexicon
from contentlint.run.session import Session

PYPROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"
[project]
name = "contentlint-shouting"
version = "1.0"
[project.entry-points."contentlint.checks"]
shouting = "contentlint_shouting"
"""
CHECK = """
from __future__ import annotations
from collections.abc import Iterator
from dataclasses import dataclass, field
from contentlint.api import Context, Edit, Fix, Hit, Post, Span

@dataclass(frozen=True)
class Options:
    most: int = field(default=1, metadata={"help": "Exclamation marks in a row that are no shouting."})

def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    for sentence in post.sentences:
        text = post.excerpt(sentence.span)
        marks = len(text) - len(text.rstrip("!"))
        if marks > options.most:
            end = sentence.span.end
            span = Span(end - marks, end)
            yield Hit(span, {"count": marks}, fix=Fix("one mark", (Edit(span, "!"),)))

"""
RULE = """id: shouting
check: shouting
severity: warning
summary: Several exclamation marks in a row.
message: "{count} exclamation marks in a row: one says as much"
why: It reads as an advertisement.
options: {most: 1}
examples:
  - bad: "Buy now⟦!!!⟧"
    fixed: "Buy now!"
  - good: "Buy now!"
"""


def test_a_check_of_another_package(tmp_path: Path) -> None:
    pytest.importorskip("hatchling")
    package, place, blog = tmp_path / "package", tmp_path / "installed", tmp_path / "blog"
    package.mkdir()
    (package / "pyproject.toml").write_text(PYPROJECT, encoding="utf-8")
    (package / "contentlint_shouting.py").write_text(CHECK, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-index", "--no-deps",
         "--no-build-isolation", "--target", str(place), str(package)], check=True,
    )  # fmt: skip
    (blog / "rules" / "prose").mkdir(parents=True)
    (blog / "rules" / "prose" / "shouting.yaml").write_text(RULE, encoding="utf-8")
    (blog / "contentlint.toml").write_text('rule-paths = ["rules"]\n', encoding="utf-8")
    (blog / "post.md").write_text("# Post\n\nBuy now!!! It is good!\n", encoding="utf-8")
    search = os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")])

    done = run(blog, "check", "--format", "json", "post.md", PYTHONPATH=search)
    (found,) = [f for f in json.loads(done.stdout)["findings"] if f["rule"] == "shouting"]
    assert (found["line"], found["column"], found["excerpt"]) == (3, 8, "!!!")
    assert found["message"] == "3 exclamation marks in a row: one says as much"
    assert found["category"] == "prose"
    assert run(blog, "test", "rules", PYTHONPATH=search).returncode == 0
    assert run(blog, "check", "--fix", "post.md", PYTHONPATH=search).returncode == 0
    assert (blog / "post.md").read_text(encoding="utf-8") == "# Post\n\nBuy now! It is good!\n"

    missing = run(blog, "check", "post.md")
    assert missing.returncode == 2 and "there is no check 'shouting'" in missing.stderr


def test_a_script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    post = tmp_path / "post.md"
    post.write_text("# The best tools of 2021\n\nSee [it](gone.md).\n", encoding="utf-8")
    day = dt.date(2026, 1, 1)
    by_path = api.lint_paths([post], today=day, select=["stale-year", "broken-internal-link"])
    by_text = api.lint_text(post.read_text(encoding="utf-8"), post, today=day, select=["stale-year"])
    assert [(f.rule, f.line, f.excerpt) for f in by_path] == [
        ("stale-year", 1, "2021"), ("broken-internal-link", 3, "gone.md"),
    ]  # fmt: skip
    assert [f.span.cut(post.read_text(encoding="utf-8")) for f in by_text] == ["2021"]
    with pytest.raises(api.ContentlintError, match=r"nothing\.md"):
        api.lint_paths(["nothing.md"])


def test_the_package_itself_has_the_two_functions() -> None:
    assert contentlint.lint_text is api.lint_text and contentlint.lint_paths is api.lint_paths
    with pytest.raises(AttributeError):
        _ = contentlint.lint_nothing  # type: ignore[attr-defined]
    for name in api.__all__:
        assert getattr(api, name).__doc__, name


def test_text_by_text_keeps_nothing_of_those_before() -> None:
    def check(number: int) -> int:
        api.lint_text(f"# Kettle {number}\n\n{number}% of kettles boil.\n", path="a.md", today=dt.date(2026, 1, 1))
        gc.collect()
        return sum(isinstance(one, Lexicon | Session) for one in gc.get_objects())

    first = check(1)
    assert [check(number) for number in range(2, 6)] == [first] * 4
