"""Paths of reports that CI reads: from the top of the repository, wherever the command was started."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from runs import git, run, write

from contentlint.cli.repository import from_top

POST = "---\ntitle: Green\n---\n\nSee [red](/posts/red/).\n"
NAME = "website/content/posts/green tea.md"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository without a remote that has a site in a folder."""
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "work" / "tea"
    write(folder / "website/hugo.toml", 'baseURL = "https://tea.example/"\n')
    write(folder / NAME, POST)
    git(folder, "init", "-q")
    return folder


def named(format_: str, *paths: str) -> str:
    """What a report calls the post."""
    out = run("check", "--no-cache", "--select", "broken-internal-link", "--format", format_, *paths).stdout
    match format_:
        case "github":
            return out.partition("file=")[2].partition(",")[0]
        case "gitlab":
            return str(json.loads(out)[0]["location"]["path"])
        case "rdjson":
            return str(json.loads(out)["diagnostics"][0]["location"]["path"])
        case "sarif":
            place = json.loads(out)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
            return str(place["artifactLocation"]["uri"]).replace("%20", " ")
        case "checkstyle":
            return out.partition('name="')[2].partition('"')[0]
        case _:
            return out.partition('file="')[2].partition('"')[0]


@pytest.mark.parametrize("format_", ["github", "gitlab", "rdjson", "sarif", "checkstyle", "junit"])
@pytest.mark.parametrize(
    ("start", "path"),
    [(".", "."), ("website", "."), ("website/content/posts", "green tea.md"), ("..", "tea"), ("..", f"tea/{NAME}")],
)
def test_wherever_it_starts(
    format_: str, start: str, path: str, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(repository / start)
    assert named(format_, path) == NAME


def test_an_absolute_path(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.parent)
    assert named("github", str(repository / NAME)) == NAME


def test_the_repository_of_the_working_directory_comes_first(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A submodule's files are those of the repository that CI checked out."""
    (repository / "website" / ".git").write_text("gitdir: ../.git/modules/website\n")
    assert from_top(repository)("website/content/a.md") == "website/content/a.md"
    assert from_top(repository / "website")("content/a.md") == "content/a.md"


def test_outside_any_repository_paths_stay(tmp_path: Path) -> None:
    assert from_top(tmp_path)("./posts/a.md") == "posts/a.md"
    assert from_top(tmp_path / "posts")("../other/a.md") == "../other/a.md"


@pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")
def test_links_are_named_as_git_does(repository: Path) -> None:
    (repository / "posts").symlink_to("website/content/posts")
    assert from_top(repository)("posts/green.md") == "posts/green.md"


def test_standard_input_stands_for_its_file(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "website")
    out = run("check", "-", "--stdin-filename", "content/posts/new.md", "--format", "github", input=POST).stdout
    assert "file=website/content/posts/new.md" in out


def test_people_read_paths_from_where_they_are(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository / "website")
    assert json.loads(run("check", "--format", "json").stdout)["findings"][0]["path"].startswith("content/posts/")
