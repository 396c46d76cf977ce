"""A site with old findings: what is new on a branch (`--since`), and what is known (`--baseline`)."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from runs import write

from contentlint.cli import main
from contentlint.run import baseline, git

SUFFIXES = {".md"}
OLD = "# Tools\n\nThe best tools of 2021 are old.\n\nSome words.\n"


def run_git(folder: Path, *arguments: str) -> str:
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith("GIT_")},
        "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
    }  # fmt: skip
    return subprocess.run(
        ["git", *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def commit(folder: Path) -> None:
    run_git(folder, "add", "-A")
    run_git(folder, "commit", "-q", "-m", "x")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository on a branch that left `main`, with an old finding in a.md, and b.md that links to c.md."""
    folder = tmp_path / "blog"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    run_git(folder, "init", "-q", "-b", "main")
    write("a.md", OLD)
    write("b.md", "# B\n\nSee [the other](c.md#part) and [that](gone.md).\n")
    write("c.md", "# C\n\n## Part\n\nBack to [B](b.md) and [A](a.md).\n")
    commit(folder)
    run_git(folder, "checkout", "-q", "-b", "topic")
    return folder


def check(*arguments: str) -> Any:
    return CliRunner().invoke(main, ["check", "--today", "2026-01-01", *arguments])


def found(*arguments: str) -> list[tuple[str, str, int]]:
    result = check("--ignore", "orphan-post,readability,seo", "--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    return [(f["path"], f["rule"], f["line"]) for f in json.loads(result.stdout)["findings"]]


def test_without_changes_nothing_is_reported(blog: Path) -> None:
    assert ("a.md", "stale-year", 3) in found()
    assert ("b.md", "broken-internal-link", 3) in found()
    assert found("--since", "main") == []
    assert "0 posts checked: nothing found" in check("--since", "main").stdout


@pytest.mark.parametrize("committed", [True, False])
def test_only_changed_lines_are_reported(blog: Path, committed: bool) -> None:
    write("a.md", OLD + "\nThe best bikes of 2022 are here.\n")
    if committed:
        commit(blog)
    assert found("--since", "main") == [("a.md", "stale-year", 7)]
    assert "1 finding on unchanged lines not shown" in check("--since", "main", "--select", "stale-year").stdout


def test_what_main_did_meanwhile_is_not_ours(blog: Path) -> None:
    commit_on = write("a.md", OLD + "\nThe best bikes of 2022 are here.\n")
    commit(blog)
    run_git(blog, "checkout", "-q", "main")
    write("d.md", "The best boats of 2020.\n")
    commit(blog)
    run_git(blog, "checkout", "-q", "topic")
    assert commit_on.exists()
    assert found("--since", "main") == [("a.md", "stale-year", 7)]


def test_a_new_post_counts_wholly_tracked_or_not(blog: Path) -> None:
    name = 'in a folder/näh "x"\ny.md'
    write(name, "# The best bikes of 2022\n")
    assert found("--since", "main") == [(name, "stale-year", 1)]
    commit(blog)
    assert found("--since", "main") == [(name, "stale-year", 1)]


def test_a_changed_post_with_a_hard_name(blog: Path) -> None:
    names = ["with a blank.md", "näh.md", "tab\there.md", 'quo"te.md', "line\nend.md", "back\\slash.md"]
    for name in names:
        write(name, OLD)
    commit(blog)
    for name in names:
        write(name, OLD + "++ more of 2022\n")
    changed = git.changes(blog, "HEAD", SUFFIXES)
    assert {name: changed.lines[name] for name in names} == dict.fromkeys(names, (range(6, 7),))


def test_a_renamed_post_is_compared_with_what_it_was(blog: Path) -> None:
    run_git(blog, "mv", "a.md", "z.md")
    assert found("--since", "main") == [("c.md", "broken-internal-link", 5)]
    write("z.md", OLD.replace("Some words.", "Some words of today, as of 2022."))
    assert ("z.md", "stale-year", 3) not in found("--since", "main")


def test_links_that_broke_elsewhere_are_reported(blog: Path) -> None:
    Path("c.md").unlink()
    assert found("--since", "main") == [("b.md", "broken-internal-link", 3)]  # c.md, and not gone.md
    assert "c.md" in check("--since", "main").stdout
    write("c.md", "# C\n\n## Another part\n\nBack to [B](b.md) and [A](a.md).\n")
    assert found("--since", "main") == [("b.md", "broken-anchor", 3)]


def test_what_broke_in_the_rest_of_a_changed_post_is_reported(blog: Path) -> None:
    text = "# D\n\nSee [below](#below) and [this](#never).\n\n## Below\n\nWords.\n"
    write("d.md", text)
    commit(blog)
    write("d.md", text.replace("## Below\n\n", ""))
    result = check("--since", "HEAD", "--select", "broken-anchor", "--format", "json")
    assert [f["excerpt"] for f in json.loads(result.stdout)["findings"]] == ["#below"]


def test_line_ends_are_no_change(blog: Path) -> None:
    write("a.md", OLD.replace("\n", "\r\n"))
    assert found("--since", "main") == []
    write("a.md", (OLD + "\nThe best bikes of 2022 are here.\n").replace("\n", "\r\n"))
    assert found("--since", "main") == [("a.md", "stale-year", 7)]


def test_a_subfolder_as_working_directory(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("posts/new.md", "The best bikes of 2022.\n")
    write("a.md", OLD + "\nThe best bikes of 2022 are here.\n")
    monkeypatch.chdir(blog / "posts")
    assert found("--since", "main") == [("new.md", "stale-year", 1)]
    assert found("--since", "main", "../a.md") == [("../a.md", "stale-year", 7)]


def test_a_site_in_a_folder_of_the_repository(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("web/contentlint.toml", "")
    write("web/one.md", OLD + "\nSee [two](two.md).\n")
    write("web/two.md", "# Two\n\nSee [one](one.md).\n")
    commit(blog)
    run_git(blog, "rm", "-q", "web/two.md")
    monkeypatch.chdir(blog / "web")
    assert found("--since", "HEAD") == [("one.md", "broken-internal-link", 7)]
    write("one.md", OLD.replace("Some", "More in 2022,") + "\nSee [two](two.md).\n")
    assert [f for f in found("--since", "HEAD") if f[2] == 3] == []


def test_a_shallow_clone_says_what_to_fetch(blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("new.md", "x\n")
    commit(blog)
    run_git(tmp_path, "clone", "-q", "--depth", "1", blog.as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    result = check("--since", "origin/main")
    assert (result.exit_code, "fetch-depth: 0" in result.stderr) == (2, True)
    run_git(tmp_path / "clone", "fetch", "-q", "--depth", "1", "origin", "main:other")
    result = check("--since", "other")
    assert (result.exit_code, "fetch-depth: 0" in result.stderr) == (2, True)


def test_clear_errors(blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for ref in ("no-such", "--output=x"):
        result = check("--since", ref)
        assert (result.exit_code, f"git knows no commit '{ref}'" in result.stderr) == (2, True)
    assert check("--since", "main", "--write-baseline").exit_code == 2
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    result = check("--since", "main")
    assert (result.exit_code, "there is no git on this machine" in result.stderr) == (2, True)


def test_outside_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.chdir(tmp_path)
    write("a.md", OLD)
    result = check("--since", "main")
    assert (result.exit_code, "is not in a git repository" in result.stderr) == (2, True)


def test_fixes_are_written_on_changed_lines_only(blog: Path) -> None:
    write("d.md", "# D\n\nSee [A](A.md).\n")
    commit(blog)
    write("d.md", "# D\n\nSee [A](A.md).\n\nAnd [A](A.md).\n")
    check("--since", "HEAD", "--fix")
    assert Path("d.md").read_text() == "# D\n\nSee [A](A.md).\n\nAnd [A](a.md).\n"


def test_what_the_branch_broke_elsewhere_is_fixed_too(blog: Path) -> None:
    write("hugo.toml", 'baseURL = "https://tea.example/"\n')
    for name, text in (
        ("green", "How long to brew it."),
        ("red", "See [green](/posts/green/), and [black](/posts/Blue/)."),
        ("blue", "See [green](/posts/green/).\n\nOf [red](/posts/red/)."),
    ):
        write(f"content/posts/{name}.md", f"---\ntitle: {name}\n---\n\n{text}\n")
    commit(blog)
    run_git(blog, "mv", "content/posts/green.md", "content/posts/green-tea.md")
    blue, red = Path("content/posts/blue.md"), Path("content/posts/red.md")
    write(blue, blue.read_text().replace("Of [red]", "And [red]"))  # changed, on another line
    commit(blog)
    before = [f for f in json.loads(check("--since", "HEAD~1", "--format", "json").stdout)["findings"] if f["fix"]]
    assert sorted(f["excerpt"] for f in before) == ["/posts/green/", "/posts/green/"]
    result = json.loads(check("--since", "HEAD~1", "--fix", "--format", "json").stdout)
    assert result["summary"]["fixed"] == 2
    assert [f for f in result["findings"] if f["fix"]] == []
    assert "See [green](/posts/green-tea/).\n\nAnd [red](/posts/red/)." in blue.read_text()
    # What the branch did not bring stays as it is.
    assert "See [green](/posts/green-tea/), and [black](/posts/Blue/)." in red.read_text()


def test_standard_input_can_not_be_fixed(blog: Path) -> None:
    result = CliRunner().invoke(main, ["check", "-", "--fix"], input="# A\n")
    assert (result.exit_code, "--fix does not go with standard input" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    "format_", ["text", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html"]
)
def test_every_format_takes_what_is_left(blog: Path, format_: str) -> None:
    write("b.md", "# B\n\nSee [the other](c.md#part) and [that](gone.md).\n\nMore.\n")
    result = check("--since", "main", "--format", format_, "--select", "links")
    assert (result.exit_code, result.stderr) == (0, "")
    Path("c.md").unlink()
    result = check("--since", "main", "--format", format_, "--select", "links")
    assert (result.exit_code, "broken-internal-link" in result.stdout) == (1, True)


def test_what_cannot_be_read_in_an_old_post_is_no_news(blog: Path) -> None:
    Path("latin.md").write_bytes(b"caf\xe9\n")
    write("odd.md", "<!-- contentlint-disable no-such-rule -->\n\n[gone](gone.md)\n")
    commit(blog)
    assert check("--since", "main").exit_code == 2
    write("new.md", "# New\n")
    assert check("--since", "HEAD").exit_code == 0


# -- the baseline


@pytest.fixture
def known(blog: Path) -> Path:
    """The blog with its findings in a baseline that the configuration names."""
    write("contentlint.toml", f'baseline = "{baseline.DEFAULT}"\nignore = ["orphan-post", "seo", "readability"]\n')
    assert check("--write-baseline").exit_code == 0
    return blog / baseline.DEFAULT


def test_known_findings_are_counted_and_not_shown(known: Path) -> None:
    result = check()
    assert result.exit_code == 0
    assert "nothing found. 2 findings in the baseline not shown" in result.stdout
    assert [json.loads(line)["rule"] for line in known.read_text().splitlines()] == [
        "stale-year", "broken-internal-link",
    ]  # fmt: skip
    assert found("--no-baseline") != []
    text = "# More\n\nWords of another day.\n\n"
    write("a.md", text + OLD)
    assert found() == []
    write("a.md", OLD + "\nThe best of 2021 again.\n")
    assert found() == [("a.md", "stale-year", 7)]


def test_fixed_entries_are_told_and_do_not_fail(known: Path) -> None:
    write("a.md", "# Tools\n\nNothing.\n")
    result = check()
    assert (result.exit_code, "1 entry of the baseline is fixed" in result.stderr) == (0, True)
    assert "fixed" not in check("b.md").stderr
    assert "fixed" not in check("--select", "links").stderr
    assert check("--write-baseline").exit_code == 0
    assert "fixed" not in check().stderr
    Path("b.md").unlink()
    assert "1 entry of the baseline is fixed" in check("--ignore", "freshness").stderr


def test_writing_after_a_partial_run_keeps_the_rest(known: Path) -> None:
    before = known.read_bytes()
    check("b.md", "--write-baseline")
    check("--select", "front-matter", "--write-baseline")
    assert known.read_bytes() == before
    write("b.md", "# B\n")
    check("--select", "freshness", "--write-baseline")
    assert known.read_bytes() == before
    check("b.md", "--write-baseline")
    assert [entry.path for entry in baseline.read(known)] == ["a.md"]


def test_a_renamed_post_keeps_its_entries(known: Path) -> None:
    write("a.md", OLD + OLD)
    check("--write-baseline")
    Path("a.md").rename("z.md")
    write("c.md", "# C\n\n## Part\n")
    result = check()
    assert (result.exit_code, "fixed" in result.stderr) == (0, False)
    assert ("z.md", "stale-year", 3) not in found()
    check("--write-baseline")
    assert {entry.path for entry in baseline.read(known)} == {"b.md", "z.md"}
    write("z.md", OLD + OLD + OLD)
    assert [f[:2] for f in found()].count(("z.md", "stale-year")) == 1


def test_a_broken_or_missing_baseline_is_one_clear_line(known: Path) -> None:
    known.write_text("\n<<<<<<< HEAD\n")
    result = check()
    assert (result.exit_code, result.stderr.startswith("contentlint: ")) == (2, True)
    assert f"{baseline.DEFAULT}:2: is not an entry of a baseline" in result.stderr
    result = check("--baseline", "nowhere.jsonl")
    assert (result.exit_code, "nowhere.jsonl: there is no such baseline" in result.stderr) == (2, True)


def test_no_baseline_is_written_when_a_post_cannot_be_read(known: Path) -> None:
    before = known.read_bytes()
    Path("a.md").write_bytes(b"caf\xe9\n")
    result = check("--write-baseline")
    assert (result.exit_code, "was not written" in result.stderr, known.read_bytes()) == (2, True, before)


def test_since_and_baseline_together(known: Path) -> None:
    commit(known.parent)
    write("a.md", OLD + "\nThe best bikes of 2022 are here.\n")
    assert found("--since", "HEAD") == [("a.md", "stale-year", 7)]


def test_the_audit_knows_the_baseline_and_adds_to_it(known: Path) -> None:
    def audit(*arguments: str) -> Any:
        return CliRunner().invoke(main, ["audit", "--offline", "-q", "--today", "2026-01-01", *arguments])

    before = known.read_bytes()
    assert "2 findings in the baseline not shown" in audit().stdout
    assert audit("--write-baseline").exit_code == 0
    assert known.read_bytes() == before
