"""The hook, run by the real pre-commit in a git repository of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]

pytest.importorskip("pre_commit")


def git(folder: Path, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"), "CONTENTLINT_CACHE_DIR": str(folder.parent / "cache"),
    }  # fmt: skip
    return subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A blog with the hooks installed. They are those that the project declares, in this environment."""
    folder = tmp_path / "blog"
    folder.mkdir()
    git(folder, "init", "-q")
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    local = [{**hook, "language": "system", "entry": f"{sys.executable} -m {hook['entry']}"} for hook in hooks]
    config = {"repos": [{"repo": "local", "hooks": local}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")
    (folder / "unstaged.md").write_text("[gone](never-was.md)\n", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "pre_commit", "install"], cwd=folder, check=True, capture_output=True)
    return folder


def test_a_bad_post_stops_the_commit_and_a_good_one_passes(repository: Path) -> None:
    post = repository / "post.md"
    post.write_text("# Title\n\nSee [the other](other.md).\n", encoding="utf-8")
    git(repository, "add", "post.md", ".pre-commit-config.yaml")
    failed = git(repository, "commit", "-m", "bad")
    assert failed.returncode == 1
    assert "post.md" in failed.stdout + failed.stderr
    assert "broken-internal-link" in failed.stdout + failed.stderr
    assert "unstaged.md" not in failed.stdout + failed.stderr

    (repository / "other.md").write_text("# Other\n\nBack to [the post](post.md).\n", encoding="utf-8")
    git(repository, "add", "other.md")
    passed = git(repository, "commit", "-m", "good")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    assert git(repository, "log", "--oneline").stdout.count("\n") == 1


def test_a_bad_post_of_quarto_stops_the_commit(repository: Path) -> None:
    (repository / "post.qmd").write_text("# Title\n\nSee [the other](other.qmd).\n", encoding="utf-8")
    git(repository, "add", "post.qmd", ".pre-commit-config.yaml")
    failed = git(repository, "commit", "-m", "bad")
    assert failed.returncode == 1
    assert "post.qmd" in failed.stdout + failed.stderr


def test_the_hook_leaves_known_findings_alone(repository: Path) -> None:
    (repository / "contentlint.toml").write_text('baseline = "known.jsonl"\n', encoding="utf-8")
    post = repository / "post.md"
    post.write_text("# Title\n\nSee [the other](other.md).\n", encoding="utf-8")
    command = [sys.executable, "-m", "contentlint", "check", "--write-baseline"]
    environment = {**os.environ, "CONTENTLINT_CACHE_DIR": str(repository.parent / "cache")}
    subprocess.run(command, cwd=repository, env=environment, check=True, capture_output=True)
    git(repository, "add", "post.md", "known.jsonl", "contentlint.toml", ".pre-commit-config.yaml")
    passed = git(repository, "commit", "-m", "known")
    assert passed.returncode == 0, passed.stdout + passed.stderr
    post.write_text("# Title\n\nSee [the other](other.md) and [more](more.md).\n", encoding="utf-8")
    git(repository, "add", "post.md")
    failed = git(repository, "commit", "-m", "new")
    assert failed.returncode == 1
    assert "more.md" in failed.stdout + failed.stderr
    assert "'other.md'" not in failed.stdout + failed.stderr
