"""The hooks, run by the real pre-commit: from a tagged clone, and, where that adds nothing, in this environment."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from runs import write
from tagged import ROOT, TAG, clone, in_shell, offline

pytest.importorskip("pre_commit")

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
PASSED = re.compile(r"\.\.\.Passed$", re.MULTILINE)
BAD = "# Title\n\nSee [the other](other.md).\n"


def said(output: str) -> list[str]:
    """What the hooks themselves printed."""
    own = ("contentlint", "- hook id", "- duration", "- exit code", "[", " ", "mode change")
    return [line for line in output.splitlines() if line and not line.startswith(own)]


def blog_with(folder: Path, config: dict[str, object]) -> Path:
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump(config))
    subprocess.run(
        [sys.executable, "-m", "pre_commit", "install"],
        cwd=folder,
        env=offline(folder),
        check=True,
        capture_output=True,
    )
    return folder


def script(folder: Path) -> str:
    """The command, with this tree's code: to be put into a line for a shell."""
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from contentlint.cli import main; main()"
    return f"{Path(sys.executable).as_posix()} {write(folder / 'command.py', code).as_posix()}"


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A blog with all hooks that the project declares, run by this environment's Python."""
    here = script(tmp_path)
    local = [{**hook, "language": "system", "entry": hook["entry"].replace("contentlint", here)} for hook in HOOKS]
    for hook in local:
        hook.pop("minimum_pre_commit_version")
    return blog_with(tmp_path / "blog", {"repos": [{"repo": "local", "hooks": local}]})


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=offline(folder), text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def commit(folder: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Stage files, all when none is named, and commit."""
    assert git(folder, "add", *(files or ("-A",))).returncode == 0
    return git(folder, "commit", "-m", "x")


def saved(folder: Path) -> None:
    """Commit everything without the hooks: what was there before contentlint came."""
    git(folder, "add", "-A")
    assert git(folder, "commit", "-q", "--no-verify", "-m", "before").returncode == 0


def test_from_a_tagged_clone(tmp_path: Path) -> None:
    """The README's lines, with the address of a clone: pre-commit installs it and shows what it finds."""
    cloned = clone(tmp_path / "contentlint")
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (lines,) = re.findall(r"### pre-commit\n.*?```yaml\n(.*?)```", readme, re.DOTALL)
    assert f"rev: {TAG}" in lines
    assert lines.count("<address of this repository>") == 1
    config = yaml.safe_load(lines.replace("<address of this repository>", str(cloned)))
    folder = blog_with(tmp_path / "blog", config)

    write(folder / "README.md", "# A blog\n\n[gone](never-was.md)\n")
    first = commit(folder)
    assert first.returncode == 0, first.stdout
    assert "no files to check" in first.stdout or PASSED.search(first.stdout)
    assert said(first.stdout) == []

    write(folder / "tea.md", "---\ntitle: Tea\n---\n\nSee [the kettle](kettle.md).\n")
    write(folder / "kettle.md", "---\ntitle: Kettle\n---\n\nAbout 43% of all households own a kettle.\n")
    second = commit(folder)
    assert second.returncode == 0, second.stdout
    (warning,) = said(second.stdout)
    assert warning.startswith("kettle.md:5:7: warning: ")
    assert warning.endswith("(claims/unsourced-statistic)")

    (hook,) = config["repos"][0]["hooks"]
    hook["id"] = "contentlint-changed"
    write(folder / ".pre-commit-config.yaml", yaml.safe_dump(config))
    git(folder, "mv", "kettle.md", "water-kettle.md")
    third = commit(folder)
    assert third.returncode == 1
    (broken,) = [line for line in said(third.stdout) if ": error: " in line]
    assert broken.startswith("tea.md:5:")  # not staged
    assert "water-kettle.md" in broken
    assert in_shell(folder, "git log --oneline | wc -l").stdout.strip() == "2"


def test_a_bad_post_stops_the_commit_and_a_good_one_passes(blog: Path) -> None:
    write(blog / "unstaged.md", "[gone](never-was.md)\n")
    write(blog / "post.md", BAD)
    failed = commit(blog, "post.md", ".pre-commit-config.yaml")
    assert failed.returncode == 1
    assert "post.md:3:17: error:" in failed.stdout
    assert "broken-internal-link" in failed.stdout
    assert "unstaged.md" not in failed.stdout

    write(blog / "other.md", "# Other\n\nBack to [the post](post.md).\n")
    passed = commit(blog, "other.md")
    assert passed.returncode == 0, passed.stdout
    assert said(passed.stdout) == []
    assert git(blog, "log", "--oneline").stdout.count("\n") == 1


def test_a_bad_post_of_quarto_stops_the_commit(blog: Path) -> None:
    write(blog / "post.qmd", "# Title\n\nSee [the other](other.qmd).\n")
    failed = commit(blog)
    assert failed.returncode == 1
    assert "post.qmd:3:" in failed.stdout


def test_the_hook_leaves_known_findings_alone(blog: Path) -> None:
    write(blog / "contentlint.toml", 'baseline = "known.jsonl"\n')
    write(blog / "post.md", BAD)
    done = in_shell(blog, f"{script(blog.parent)} check --write-baseline")
    assert done.returncode == 0, done.stdout
    passed = commit(blog)
    assert passed.returncode == 0, passed.stdout
    write(blog / "post.md", "# Title\n\nSee [the other](other.md) and [more](more.md).\n")
    failed = commit(blog)
    assert failed.returncode == 1
    assert "more.md" in failed.stdout
    assert "'other.md'" not in failed.stdout


def test_a_readme_alone_is_green_and_silent(blog: Path) -> None:
    write(blog / "post.md", BAD)
    saved(blog)
    write(blog / "README.md", "# Blog\n\n[gone](never-was.md)\n")
    done = commit(blog)
    assert done.returncode == 0, done.stdout
    assert said(done.stdout) == []


def test_of_a_partially_staged_post_only_what_is_staged_counts(blog: Path) -> None:
    write(blog / "post.md", "# Title\n\nWords.\n")
    saved(blog)
    write(blog / "post.md", "# Title\n\nOther words.\n")
    git(blog, "add", "post.md")
    write(blog / "post.md", BAD)
    passed = git(blog, "commit", "-m", "good")
    assert passed.returncode == 0, passed.stdout
    assert "other.md" not in passed.stdout
    assert (blog / "post.md").read_text(encoding="utf-8") == BAD

    git(blog, "add", "post.md")
    write(blog / "post.md", "# Title\n\nMended, and not staged.\n")
    failed = git(blog, "commit", "-m", "bad")
    assert failed.returncode == 1
    assert "post.md:3:17: error:" in failed.stdout
    assert "Mended" in (blog / "post.md").read_text(encoding="utf-8")


def test_what_is_not_committed_stops_no_commit(blog: Path) -> None:
    write(blog / "post.md", "# Title\n\nWords.\n")
    saved(blog)
    write(blog / "draft.md", "# Draft\n\nSee [the post](post.md) and [that](never-was.md).\n")
    git(blog, "mv", "post.md", "renamed.md")
    done = git(blog, "commit", "-m", "x")
    assert done.returncode == 0, done.stdout
    assert said(done.stdout) == []


@pytest.mark.parametrize("change", ["rm", "route"])
def test_links_that_break_in_posts_that_are_not_staged_stop_the_commit(blog: Path, change: str) -> None:
    write(blog / "hugo.toml", 'baseURL = "https://blog.example/"\n')
    write(blog / "content/posts/a.md", "---\ntitle: A\n---\n\nSee [b](/posts/b/) and [gone](/gone/).\n")
    write(blog / "content/posts/b.md", "---\ntitle: B\n---\n\nWords of b.\n")
    saved(blog)
    if change == "rm":
        git(blog, "rm", "-q", "content/posts/b.md")
    else:
        write(blog / "hugo.toml", 'baseURL = "https://blog.example/"\n[permalinks]\nposts = "/blog/:slug/"\n')
    failed = commit(blog)
    assert failed.returncode == 1, failed.stdout
    (line,) = said(failed.stdout)
    assert line.startswith("content/posts/a.md:5:")
    assert "/posts/b/" in line


def test_in_a_merge_only_what_it_brings_itself(blog: Path) -> None:
    write(blog / "a.md", "# A\n\nWords.\n")
    write(blog / "target.md", "# Target\n\nWords.\n")
    saved(blog)
    git(blog, "checkout", "-q", "-b", "topic")
    git(blog, "mv", "target.md", "moved.md")
    write(blog / "a.md", "# A\n\nOur words.\n\n[Ours](our-old-fault.md).\n")
    saved(blog)
    git(blog, "checkout", "-q", "main")
    write(blog / "a.md", "# A\n\nTheir words.\n")
    write(blog / "theirs.md", "# Theirs\n\n[Theirs](their-old-fault.md), and [the target](target.md).\n")
    saved(blog)
    git(blog, "checkout", "-q", "topic")
    assert git(blog, "merge", "main").returncode == 1  # both changed a.md
    write(blog / "a.md", "# A\n\nOur words, and theirs: [new](new-fault.md).\n\n[Ours](our-old-fault.md).\n")
    git(blog, "add", "-A")
    done = in_shell(blog, "SKIP=contentlint,contentlint-quarto git commit -m merged")
    assert done.returncode == 1, done.stdout
    # A fault that is only in the merge's own text, and a link of theirs to what we had renamed.
    assert [line.partition(": error")[0] for line in said(done.stdout)] == ["a.md:3:30", "theirs.md:3:48"]


def test_four_thousand_old_findings(blog: Path) -> None:
    links = "\n\n".join(f"And [that](gone-{n}.md) of old." for n in range(40))
    for number in range(100):
        write(blog / f"posts/post-{number}.md", f"# Post {number}\n\n{links}\n")
    saved(blog)
    post = blog / "posts/post-7.md"
    write(post, post.read_text(encoding="utf-8") + "\nAnd [one more](new.md) of today.\n")
    failed = commit(blog)
    assert failed.returncode == 1
    staged, changed = failed.stdout.split("- hook id: contentlint-changed")
    lines = said(staged)
    assert "posts/post-7.md:83:" in lines[0]  # what was brought comes first
    assert sum(": error: " in line for line in lines) == 20
    assert lines[20:22] == [
        "… and 21 more errors: `contentlint check posts/post-7.md` lists all",
        "40 of these errors are on lines that this change leaves alone: "
        "`contentlint check --write-baseline` sets aside what is known",
    ]
    (only,) = [line for line in said(changed) if ": error: " in line]
    assert "new.md" in only

    every = in_shell(blog, f"{sys.executable} -m pre_commit run contentlint --all-files")
    assert every.returncode == 1
    assert len(said(every.stdout)) == 22
    assert "3,981 more errors" in every.stdout


def test_the_first_commit_of_all(blog: Path) -> None:
    write(blog / "post.md", BAD)
    done = in_shell(blog, "git add -A; SKIP=contentlint git commit -m first")
    assert done.returncode == 1
    assert "post.md:3:17: error:" in done.stdout
