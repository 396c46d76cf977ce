from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from contentlint.cli.repository import find


def git(folder: Path, *arguments: str) -> str:
    author = ("-c", "user.name=A", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A repository with a pushed commit; `origin` claims to be at GitHub."""
    bare, work = tmp_path / "bare.git", tmp_path / "work"
    subprocess.run(["git", "init", "-q", "--bare", str(bare)], check=True)
    subprocess.run(["git", "init", "-q", "-b", "main", str(work)], check=True)
    (work / "site").mkdir()
    (work / "site" / "a.md").write_text("A.\n", encoding="utf-8")
    git(work, "add", ".")
    git(work, "commit", "-qm", "one")
    git(work, "remote", "add", "origin", str(bare))
    git(work, "push", "-q", "-u", "origin", "main")
    git(work, "remote", "set-url", "origin", "https://someone:secret@github.com/owner/name.git")
    return work


def test_at_a_pushed_commit(clone: Path) -> None:
    commit = git(clone, "rev-parse", "HEAD")
    repository = find(clone / "site", {})
    assert repository
    assert repository.link("a.md", 1) == f"https://github.com/owner/name/blob/{commit}/site/a.md?plain=1#L1"


def test_at_the_head_when_the_commit_is_nowhere_else(clone: Path) -> None:
    (clone / "b.md").write_text("B.\n", encoding="utf-8")
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "two")
    repository = find(clone, {})
    assert repository and (repository.ref, repository.folder) == ("HEAD", "")


def test_in_a_job(clone: Path) -> None:
    environment = {"GITHUB_ACTIONS": "true", "GITHUB_REPOSITORY": "fork/name", "GITHUB_SHA": "1" * 40}
    repository = find(clone / "site", environment)
    assert repository and repository.link("a.md") == f"https://github.com/fork/name/blob/{'1' * 40}/site/a.md"
    environment = {"GITLAB_CI": "true", "CI_PROJECT_URL": "https://code.example/g/n", "CI_COMMIT_SHA": "2" * 40}
    repository = find(clone / "site", environment)
    assert repository and repository.link("a.md") == f"https://code.example/g/n/-/blob/{'2' * 40}/site/a.md"


def test_none_without_git_or_remote(tmp_path: Path, clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    (tmp_path / "plain").mkdir()
    assert find(tmp_path / "plain", {}) is None
    git(clone, "remote", "remove", "origin")
    assert find(clone, {}) is None
    monkeypatch.setenv("PATH", "")
    assert find(clone, {}) is None
