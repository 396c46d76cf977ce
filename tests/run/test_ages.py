"""How old posts are by git, asked once a run; and whether a blog sleeps, by the days that its posts tell."""

from __future__ import annotations

import datetime as dt
import json
import os
from pathlib import Path

import pytest
from runs import contentlint, git, write

from contentlint.guard.boundary import Boundary
from contentlint.post.page_kind import UNKNOWN
from contentlint.run import git as asked
from contentlint.run.ages import Ages

TODAY = dt.date(2026, 11, 23)
GUIDE = "---\ntitle: How to choose a kettle\n---\n\nIn 2023, a kettle costs $40.\n"


def commit(blog: Path, day: str, message: str = "change") -> None:
    git(blog, "add", ".")
    git(blog, "commit", "-qm", message, "--date", f"{day}T12:00:00Z")


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A guide of 2023, one that was changed in 2026, and a commit that touches all posts alike."""
    blog = tmp_path / "blog"
    blog.mkdir()
    git(blog, "init", "-q", "-b", "main")
    for number in range(8):
        write(blog / "more" / f"{number}.md", f"---\ntitle: Kettle {number}\n---\n\nIt is hot.\n")
    commit(blog, "2022-01-01", "the blog moves here")
    write(blog / "old.md", GUIDE)
    commit(blog, "2023-05-01")
    write(blog / "kept é.md", GUIDE)
    commit(blog, "2023-06-01")
    write(blog / "kept é.md", GUIDE + "\nIt boils in two minutes.\n")
    commit(blog, "2026-05-01")
    for file in sorted(blog.rglob("*.md")):
        file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    commit(blog, "2026-10-01", "a formatter")
    return blog


def test_the_days_of_posts_by_git(blog: Path) -> None:
    days = asked.days(blog)
    assert days["old.md"] == (dt.date(2023, 5, 1), dt.date(2023, 5, 1))
    assert days["kept é.md"] == (dt.date(2023, 6, 1), dt.date(2026, 5, 1))
    assert "more/0.md" not in days  # all that ever touched it touched half of the blog
    assert asked.days(blog / "more") == {}


def test_a_shallow_history_tells_nothing(blog: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", blog.as_uri(), "shallow")
    assert asked.days(tmp_path / "shallow") == {}
    assert asked.days(tmp_path) == {}


def test_an_old_page_is_one_of_its_day_and_a_kept_one_is_not(blog: Path) -> None:
    arguments = ("--select", "stale-year", "--today", str(TODAY), "--format", "json", "--no-cache")
    found = json.loads(contentlint(blog, "check", ".", *arguments).stdout)["findings"]
    assert [finding["path"] for finding in found] == ["kept é.md"]
    told = contentlint(
        blog, "check", "-", "--stdin-filename", "old.md", *arguments, input=(blog / "old.md").read_bytes()
    )
    assert len(json.loads(told.stdout)["findings"]) == 1  # a text that need not be what the history has


@pytest.mark.skipif(os.name == "nt", reason="a shell script stands before git")
def test_git_is_asked_once_a_run_and_only_for_a_candidate(blog: Path) -> None:
    for number in range(40):
        write(blog / "guides" / f"{number}.md", GUIDE)
    log = blog.parent / "calls"
    real = asked._program(os.environ["PATH"])
    script = f"#!/bin/sh\nprintf '%s\\n' \"$*\" >> '{log}'\nexec {real} \"$@\"\n"
    write(blog.parent / "bin" / "git", script).chmod(0o755)
    path = f"{blog.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    arguments = ("--today", str(TODAY), "--no-cache", "--format", "json")

    def logs(*more: str) -> int:
        log.write_text("", encoding="utf-8")
        contentlint(blog, "check", *more, *arguments, PATH=path)
        return sum(" log " in line for line in log.read_text(encoding="utf-8").splitlines())

    assert logs(".", "--select", "stale-year", "--jobs", "2") == 1
    assert logs("more", "--select", "stale-year") == 0
    assert logs(".", "--select", "long-sentence") == 0


def ages(folder: Path) -> Ages:
    return Ages(folder, Boundary(folder), TODAY)


def test_a_blog_sleeps_when_its_newest_post_is_of_years_ago(tmp_path: Path) -> None:
    assert not ages(tmp_path).is_asleep()
    for number in range(4):
        write(tmp_path / "_posts" / f"2022-0{number + 1}-02-kettle.md", "# Kettles\n")
    assert not ages(tmp_path).is_asleep()  # too few to tell
    write(tmp_path / "posts" / "a.md", '---\ntitle: Kettles\npubDate: "2023-02-01"\n---\n')
    write(tmp_path / "posts" / "b.md", "+++\ndate = 2047-02-01\n+++\n")  # a slip, or a post for later
    write(tmp_path / "about.md", "# About\n")
    assert ages(tmp_path).is_asleep()
    write(tmp_path / "posts" / "c.mdx", "---\ndate: 2023-02-01\nupdated: 2025-12-01\n---\n")
    assert not ages(tmp_path).is_asleep()


def test_without_git_no_age_is_known(blog: Path) -> None:
    one = ages(blog)
    one.asks_git = False
    assert one.days_of("old.md") == UNKNOWN


def test_the_history_is_shared(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = ages(blog)
    one.share()
    expected = one.days_of("kept é.md")
    monkeypatch.setattr(asked, "days", lambda folder: {})
    one.__dict__.pop("_history")
    assert one.days_of("kept é.md") == expected == (dt.date(2023, 6, 1), dt.date(2026, 5, 1))
