"""Suppressions that do nothing: told where it is known, and no word where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from runs import git, run, write


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    (folder / ".git").mkdir(parents=True)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def told(*arguments: str) -> list[str]:
    """The lines on standard error of a run that nothing fails."""
    result = run("check", "--no-cache", "--today", "2026-06-01", "--fail-on", "info", *arguments)
    assert result.exit_code in (0, 1), result.output
    return [line.removeprefix("contentlint: ") for line in result.stderr.splitlines()]


def idle(text: str, *arguments: str) -> list[str]:
    """What is said of the suppressions in a post: line and name."""
    write("kettle.md", text)
    lines = [line for line in told(*arguments) if "suppress" in line or "ends nothing" in line]
    return [line.partition("; delete it")[0].removeprefix("kettle.md:") for line in lines]


OLD = "The best kettles of 2021 boil in a minute."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"<!-- contentlint-disable-next-line stale-year -- on purpose -->\n{OLD}\n", []),
        ("<!-- contentlint-disable-next-line stale-year -->\nNothing.\n", ["1: the suppression of stale-year"]),
        ("Nothing. <!-- contentlint-disable-line stale-year -->\n", ["1: the suppression of stale-year"]),
        (
            f"{OLD}\n\n<!-- contentlint-disable stale-year -->\n\nNothing.\n\n<!-- contentlint-enable stale-year -->\n",
            ["3: the suppression of stale-year"],
        ),
        ("---\ncontentlint:\n  ignore: [stale-year]\n---\n\nNothing.\n", ["3: the suppression of stale-year"]),
        (f"---\ncontentlint:\n  ignore: [stale-year]\n---\n\n{OLD}\n", []),
        # Of two names the one that does nothing.
        (
            f"<!-- contentlint-disable-next-line stale-year vague-link-text -->\n{OLD}\n",
            ["1: the suppression of vague-link-text"],
        ),
        # A category of which one rule finds something.
        (f"<!-- contentlint-disable-next-line freshness -->\n{OLD}\n", []),
        ("<!-- contentlint-disable-next-line freshness -->\nNothing.\n", ["1: the suppression of freshness"]),
        # Every rule: the audit's have nothing to find where no link leads out.
        ("<!-- contentlint-disable-next-line -->\nNothing.\n", ["1: the suppression of every rule"]),
        ("<!-- contentlint-disable-next-line -->\n[Tea](https://tea.example/).\n", []),
        (
            "<!-- contentlint-enable stale-year -->\n\nNothing.\n",
            ["1: this contentlint-enable ends nothing: no disable of the same is open"],
        ),
    ],
)
def test_a_suppression_of_nothing_is_told(blog: Path, text: str, said: list[str]) -> None:
    assert [line.removesuffix(" suppresses nothing") for line in idle(text)] == said


NOTHING = "<!-- contentlint-disable-next-line stale-year -->\nNothing.\n"


def test_what_a_rule_that_did_not_run_would_find_is_not_known(blog: Path) -> None:
    assert idle(NOTHING, "--select", "links") == []
    assert idle(NOTHING, "--ignore", "freshness") == []
    assert idle("<!-- contentlint-disable-next-line dead-link -->\n[Tea](https://tea.example/).\n") == []
    write("off.toml", '[rules]\nstale-year = "off"\n')  # maybe for a while
    assert idle(NOTHING, "--config", "off.toml") == []


def test_a_rule_of_the_whole_site_is_asked_too(blog: Path) -> None:
    write("hugo.toml", 'baseURL = "https://tea.example/"\n')
    post = "---\ntitle: Lonely\ncontentlint:\n  ignore: [orphan-post]\n---\n\nNothing.\n"
    write("contentlint.toml", '[rules]\norphan-post = "info"\n')
    write("content/posts/lonely.md", post)
    write("content/posts/other.md", "---\ntitle: Other\n---\n\nNothing.\n")
    lines = told()
    assert not [line for line in lines if "suppress" in line], lines
    write("content/posts/other.md", "---\ntitle: Other\n---\n\nSee [it](/posts/lonely/).\n")
    assert [line for line in told() if "orphan-post suppresses nothing" in line]


def test_on_a_branch_only_what_it_touched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "blog"
    folder.mkdir()
    monkeypatch.chdir(folder)
    git(folder, "init", "-q", "-b", "main")
    post = f"Tea.\n\n{NOTHING}\nMore.\n\n<!-- contentlint-disable-next-line stale-year -->\n{OLD}\n"
    write("kettle.md", post)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "one")
    assert idle(post, "--since", "HEAD") == []
    assert idle(post.replace("Tea.", "Green tea."), "--since", "HEAD") == []
    assert idle(post.replace(OLD, "Good kettles."), "--since", "HEAD") == [
        "8: the suppression of stale-year suppresses nothing"
    ]


def test_many_are_counted(blog: Path) -> None:
    lines = idle("\n".join([NOTHING] * 30))
    assert len(lines) == 21
    assert lines[-1] == "10 more suppressions suppress nothing"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("---\ntitle: Tea\ncontentlint: ignore\n---\n", 3, "'contentlint' must be a table, not 'ignore'"),
        ("---\ncontentlint: [stale-year]\n---\n", 2, "must be a table"),
        ("---\ncontentlint: false\n---\n", 2, "must be a table"),
        ("---\ncontentlint:\n  ignore: stale-year\n---\n", 3, "must be a list of rules, not 'stale-year'"),
        ("---\ncontentlint:\n  ignore:\n---\n", 3, "must be a list of rules"),
        ("---\ncontentlint:\n  ingore: [stale-year]\n---\n", 3, "did you mean 'ignore'?"),
        ("---\ncontentlint:\n  rules: {stale-year: off}\n---\n", 3, "unknown key 'contentlint.rules'"),
        ("---\ncontentlint:\n  ignore: [stale-yaer]\n---\n", 3, "did you mean 'stale-year'?"),
        ('+++\n[contentlint]\nignore = "stale-year"\n+++\n', 3, "must be a list of rules"),
        ("<!-- contentlint disable-next-line stale-year -->\n", 1, "did you mean 'contentlint-disable-next-line'?"),
        ("<!-- contentlint: ignore stale-year -->\n", 1, "no comment is called 'contentlint ignore'"),
        ("<!-- contentlint-ignore stale-year -->\n", 1, "no comment is called 'contentlint-ignore'"),
        (
            "Tea.\n\n<!-- contentlint-disable-nextline stale-year -->\n",
            3,
            "'contentlint-disable-next-line'?",
        ),
    ],
)
def test_what_would_silently_do_nothing_is_a_mistake(blog: Path, text: str, line: int, said: str) -> None:
    write("posts/kettle.md", text)
    for folder in (blog, blog / "posts"):  # named as seen from there
        with pytest.MonkeyPatch.context() as here:
            here.chdir(folder)
            result = run("check", "--no-cache")
        assert result.exit_code == 2, result.output
        name = "posts/kettle.md" if folder == blog else "kettle.md"
        assert f"contentlint: {name}:{line}: " in result.stderr
        assert said in result.stderr


@pytest.mark.parametrize("text", ["---\ncontentlint:\n---\n", "---\ncontentlint: {ignore: []}\n---\n"])
def test_an_empty_list_of_rules_is_none(blog: Path, text: str) -> None:
    write("kettle.md", text)
    assert run("check", "--no-cache").exit_code == 0


def test_a_comment_about_the_linter_is_no_command(blog: Path) -> None:
    write("kettle.md", "<!-- contentlint is what we check with; contentlint-disable is in its manual -->\n\nTea.\n")
    assert run("check", "--no-cache").exit_code == 0


def test_a_glob_that_matches_no_post_is_told(blog: Path) -> None:
    write("posts/archive/a.md", OLD)
    write(
        "contentlint.toml",
        "[[overrides]]\npaths = ['posts/archive/**']\nrules = { freshness = 'off' }\n"
        "[[overrides]]\npaths = ['posts/{archive,old}/**']\nrules = { freshness = 'off' }\n"
        "[front-matter.schemas]\n'postes/**' = 'none'\n",
    )
    lines = [line.rpartition("contentlint.toml:")[2] for line in told()]
    assert lines == ["5: no post here matches 'posts/{archive,old}/**'", "8: no post here matches 'postes/**'"]
    assert told("posts") == []  # not all posts are looked at
    assert told("posts/archive/a.md") == []


def test_no_rule_to_run_is_told(blog: Path) -> None:
    write("posts/a.md", OLD)
    assert any("no rule is left to run" in line for line in told("--select", "dead-link"))
    assert any("no rule is left to run" in line for line in told("--select", "freshness", "--ignore", "freshness"))
    assert told("--select", "freshness") == []
