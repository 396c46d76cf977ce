"""When a change may break links in posts that it leaves alone, these are judged; what is found is the same."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from runs import git, write

from contentlint.run import elsewhere, runner, session

DAY = dt.date(2026, 6, 1)
OTHER = "---\ntitle: Other\n---\n\nSee [a](/posts/a/), [one](/posts/a/#one), [two](/posts/a/#two) and [no](/no/).\n"
A = "---\ntitle: A\n---\n\n## One\n\nWords.\n\n## Two\n\nMore, with [b](/posts/b/).\n"
PART = "\n## A part\n\nWords.\n"


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    write(folder / "hugo.toml", 'baseURL = "https://blog.example/"\n')
    write(folder / "content/posts/a.md", A)
    write(folder / "content/posts/other.md", OTHER)
    write(folder / "parts/note.md", PART)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "x")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    return folder


CHANGES = {
    "words": ("content/posts/a.md", A.replace("Words", "Other words"), False),
    "a link": ("content/posts/a.md", A.replace("Words", "See [no](/never/)"), False),
    "a heading more": ("content/posts/a.md", A + "\n## Three\n\nWords.\n", False),
    "a heading less": ("content/posts/a.md", A.replace("## Two\n\n", ""), True),
    "a heading renamed": ("content/posts/a.md", A.replace("## Two", "## Zwei"), True),
    "a draft": ("content/posts/a.md", A.replace("title: A", "title: A\ndraft: true"), True),
    "another address": ("content/posts/a.md", A.replace("title: A", "title: A\nslug: b"), True),
    "a new post": ("content/posts/b.md", A, True),
    "the configuration": ("hugo.toml", 'baseURL = "https://blog.example/"\n[permalinks]\nposts = "/p/:slug/"\n', True),
    "a part": ("parts/note.md", PART + "\nMore.\n", True),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_can_matter_elsewhere(blog: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path, text, matters = CHANGES[name]
    write(blog / path, text)
    options = runner.Options(today=DAY, since="HEAD", use_cache=False)
    made = runner.session_beside(blog, options)
    assert bool(made.in_reach) is matters
    found = runner.check([Path()], options).findings
    monkeypatch.setattr(session, "in_reach", lambda *_: elsewhere.EVERY)
    assert runner.check([Path()], options).findings == found
    if name in ("a heading less", "a draft", "another address", "the configuration"):
        assert "content/posts/other.md" in {finding.path for finding in found}


@pytest.mark.parametrize("name", ["a heading less", "another address", "a part"])
@pytest.mark.parametrize("is_checked_before", [True, False])
def test_what_is_kept_of_other_posts_changes_nothing_that_is_told(
    blog: Path, name: str, monkeypatch: pytest.MonkeyPatch, *, is_checked_before: bool
) -> None:
    path, text, _ = CHANGES[name]
    write(blog / "content/posts/third.md", OTHER.replace("Other", "Third").replace("/posts/a/#two", "/posts/third/"))
    git(blog, "add", "-A")
    git(blog, "commit", "-q", "-m", "y")
    if is_checked_before:
        runner.check([Path()], runner.Options(today=DAY))
    write(blog / path, text)
    monkeypatch.setattr(session, "in_reach", lambda *_: elsewhere.EVERY)
    wanted = runner.check([Path()], runner.Options(today=DAY, since="HEAD", use_cache=False))
    linted: list[str] = []
    lint = session.Session.lint_as_named
    monkeypatch.setattr(
        session.Session,
        "lint_as_named",
        lambda self, post, *more: (linted.append(post.path), lint(self, post, *more))[1],
    )
    for _ in range(2):
        linted.clear()
        found = runner.check([Path()], runner.Options(today=DAY, since="HEAD"))
        assert (found.findings, found.unchanged) == (wanted.findings, wanted.unchanged)
    assert ("content/posts/third.md" in linted) is (name == "another address")


LINKS = {
    "inline": ("[x](/posts/a/#two)", True),
    "angle": ("[x](</posts/a/#two> 'a title')", True),
    "definition": ("[x][]\n\n[x]: /posts/a/#two", True),
    "html": ("<a href=/posts/a/#two>x</a>", True),
    "address": ("<https://blog.example/posts/a/#two>", True),
    "bare address": ("https://blog.example/posts/a/?from=b#two is it.", True),
    "shortcode": ('[x]({{< ref "posts/a#two" >}})', True),
    "relative": ("[x](../a/#two)", True),
    "another post": ("[x](/posts/other/#two)", False),
    "no id": ("[x](/posts/a/) and ## no heading, C# or #hashtag", False),
}


@pytest.mark.parametrize("name", LINKS)
def test_what_links_to_an_id_that_is_gone_is_looked_at(blog: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    link, is_reached = LINKS[name]
    write(blog / "content/posts/third.md", f"---\ntitle: Third\n---\n\n{link}\n")
    git(blog, "add", "-A")
    git(blog, "commit", "-q", "-m", "y")
    write(blog / "content/posts/a.md", A.replace("## Two\n\n", ""))
    options = runner.Options(today=DAY, since="HEAD", use_cache=False)
    reach = runner.session_beside(blog, options).in_reach
    assert ("content/posts/third.md" in reach) is is_reached
    assert "content/posts/other.md" in reach
    found = runner.check([Path()], options).findings
    monkeypatch.setattr(session, "in_reach", lambda *_: elsewhere.EVERY)
    assert runner.check([Path()], options).findings == found
