"""The command `site`."""

# ruff: noqa: E501 - the files of small sites stand on one line

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contentlint.cli import main


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {
        "hugo.toml": "baseURL = 'https://tea.example/'",
        "content/posts/green.md": "---\ntitle: Green\n---\n\n## Leaf\n\n[black](/posts/black/), [none](/posts/none/)\n",
        "content/posts/black.md": "---\ntitle: Black\ndraft: true\n---\n\nRead [this\none][g].\n\n[g]: ../green/#leaf\n",
        "content/posts/soon.md": "---\ntitle: Soon\ndate: 2030-01-01\n---\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["site", "--no-cache", *arguments])


@pytest.mark.usefixtures("blog")
def test_overview() -> None:
    told = json.loads(run("--format", "json", "--today", "2026-01-01").output)
    assert told["generator"] == "hugo"
    assert told["recognised by"] == "hugo.toml"
    assert told["posts"] == {"published": 1, "draft": 1, "future": 1}
    assert {"file": "content/posts/green.md", "url": "/posts/green/", "state": "published"} in told["pages"]
    assert "content/posts/black.md  ->  /posts/black/  (draft)" in run().output


@pytest.mark.usefixtures("blog")
def test_links() -> None:
    links = json.loads(run("--links", "--format", "json").output)["links"]
    assert [(x["file"], x["line"], x["target"], x["verdict"], x["resolved"]) for x in links] == [
        ("content/posts/black.md", 6, "../green/#leaf", "ok", "/posts/green/#leaf"),
        ("content/posts/green.md", 7, "/posts/black/", "broken", "/posts/black/"),
        ("content/posts/green.md", 7, "/posts/none/", "broken", "/posts/none/"),
    ]
    assert "1 ok" in run("--links").output


@pytest.mark.usefixtures("blog")
def test_one_address_and_one_file() -> None:
    assert "content/posts/black.md is a draft" in run("--url", "/posts/black").output
    told = run("--file", "content/posts/green.md").output
    assert "address: /posts/green/" in told
    assert "ids: #leaf  Leaf" in told


def test_paths_are_seen_from_the_working_directory(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(blog / "content")
    assert json.loads(run(str(blog), "--links", "--format", "json").output)["links"][0]["file"] == "posts/black.md"


@pytest.mark.usefixtures("blog")
def test_mistakes_are_one_line() -> None:
    result = run("--today", "tomorrow")
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_an_unreadable_post_is_told(blog: Path) -> None:
    (blog / "content/posts/odd.md").write_bytes(b"caf\xe9")
    result = run("--links", "--format", "json")
    assert result.exit_code == 2
    assert "odd.md" in result.output
