"""Suppressions that do nothing: told where it is known, and no word where it is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from runs import git, run, write

from contentlint.finding import Finding
from contentlint.run.suppress import Mark, Suppression, sort_out
from contentlint.text.spans import Span


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


def unused(*arguments: str) -> list[str]:
    """What `unused-suppression` finds, each with its post and line."""
    result = run("check", "--no-cache", "--today", "2026-06-01", "--format", "json", *arguments)
    assert result.exit_code in (0, 1), result.output
    found = [f for f in json.loads(result.stdout)["findings"] if f["rule"] == "unused-suppression"]
    return [f"{f['path']}:{f['line']}: {f['message'].partition('; delete it')[0]}" for f in found]


def idle(text: str, *arguments: str) -> list[str]:
    """What is said of the suppressions in a post: line and name."""
    write("kettle.md", text)
    return [line.removeprefix("kettle.md:") for line in unused(*arguments)]


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
    assert unused() == []
    write("content/posts/other.md", "---\ntitle: Other\n---\n\nSee [it](/posts/lonely/).\n")
    assert unused() == ["content/posts/lonely.md:4: the suppression of orphan-post suppresses nothing"]


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


def test_one_that_hides_everything_does_not_hide_that_it_does_nothing(blog: Path) -> None:
    assert idle("Nothing. <!-- contentlint-disable-line -->\n") == [
        "1: the suppression of every rule suppresses nothing"
    ]
    whole = "<!-- contentlint-disable -->\n\n<!-- contentlint-disable stale-year -->\n\nNothing.\n"
    assert len(idle(whole)) == 2
    named = "---\ncontentlint: {ignore: [structure/unused-suppression]}\n---\n\n"
    assert idle(f"{named}Nothing. <!-- contentlint-disable-line stale-year -->\n") == []
    write("off.toml", '[rules]\nunused-suppression = "off"\n')
    assert idle(NOTHING, "--config", "off.toml") == []


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (f"Tea.\n\n{NOTHING}", "Tea.\n\nNothing.\n"),
        ("Nothing. <!-- contentlint-disable-line stale-year -- why -->\r\nMore.\r\n", "Nothing.\r\nMore.\r\n"),
        # Without the comment the two would be one paragraph.
        (f"Tea.\n{NOTHING}", f"Tea.\n{NOTHING}"),
        # The `enable` of a `disable` that goes, goes with it.
        (
            "<!-- contentlint-disable stale-year -->\n\nNothing.\n\n<!-- contentlint-enable stale-year -->\n",
            "\nNothing.\n\n",
        ),
        (
            f"{OLD} <!-- contentlint-disable-line stale-year,vague-link-text -- why -->\n",
            f"{OLD} <!-- contentlint-disable-line stale-year -- why -->\n",
        ),
        (
            f"{OLD} <!-- contentlint-disable-line vague-link-text stale-year -->\n",
            f"{OLD} <!-- contentlint-disable-line stale-year -->\n",
        ),
        (f"{OLD} <!-- contentlint-disable-line stale-year -- it stays -->\n", None),
    ],
)
def test_fix_takes_it_out(blog: Path, text: str, fixed: str | None) -> None:
    post = write("kettle.md", text)
    run("check", "--no-cache", "--today", "2026-06-01", "--fix")
    assert post.read_bytes().decode() == (text if fixed is None else fixed)


def test_in_mdx(blog: Path) -> None:
    post = write("kettle.mdx", "Nothing. {/* contentlint-disable-line stale-year, doubled-word */}\n")
    assert len(unused()) == 2
    run("check", "--no-cache", "--fix")
    assert post.read_text(encoding="utf-8") == "Nothing.\n"


def test_reasons_can_be_required(blog: Path) -> None:
    def unexplained(text: str, config: str) -> list[int]:
        write("kettle.md", text)
        write("own.toml", config)
        result = run("check", "--no-cache", "--today", "2026-06-01", "--format", "json", "--config", "own.toml")
        found = json.loads(result.stdout)["findings"]
        return [f["line"] for f in found if f["rule"] == "suppression-without-reason"]

    on = "require-reasons = true\n"
    bare = f"{OLD} <!-- contentlint-disable-line stale-year -->\n"
    assert unexplained(bare, "") == []
    assert unexplained(bare, on) == [1]
    assert unexplained(f"{OLD} <!-- contentlint-disable-line stale-year -- its name -->\n", on) == []
    whole = "---\ncontentlint:\n  ignore: [stale-year]\n{}---\n\n" + OLD
    assert unexplained(whole.format(""), on) == [3]
    assert unexplained(whole.format("  reason: its name\n"), on) == []
    assert unexplained(bare, f'{on}[rules]\nsuppression-without-reason = "off"\n') == []


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
    assert any(line.endswith("others with a ledger only (facts/*.yaml)") for line in told("--select", "facts"))


# -- many suppressions and many findings


def _finding(rule: str, start: int) -> Finding:
    return Finding(rule, "prose", "warning", "a.md", Span(start, start + 1), 1, 1, 1, 1, "m", excerpt="e")


def _of(one: Suppression, finding: Finding) -> list[Mark]:
    """The marks that switch off a finding: a suppression holds where the finding begins."""
    if not one.span.start <= finding.span.start < one.span.end:
        return []
    return [mark for mark in one.marks if mark.rules is None or finding.rule in mark.rules]


_RULE = st.sampled_from(["a", "b", "c"])
_OFF = st.builds(
    lambda number, names, start, length, reason: Suppression(
        tuple(
            Mark("a.md", number, number, name, frozenset((name,)) if name else None, Span(0, 0), Span(0, 0))
            for name in names or ("",)
        ),
        Span(start, start + length),
        reason,
    ),
    st.integers(1, 99),
    st.lists(_RULE, max_size=2, unique=True),
    st.integers(0, 20),
    st.integers(0, 20),
    st.sampled_from(["", "", "why", "because"]),
)


@given(
    st.lists(_OFF, max_size=8),
    st.lists(st.builds(_finding, _RULE, st.integers(0, 30)), max_size=12),
)
def test_what_is_off_is_what_any_suppression_says(off: list[Suppression], findings: list[Finding]) -> None:
    kept, silenced, used = sort_out(findings, off)
    ordered = sorted(findings, key=lambda one: one.span.start)
    by = {id(one): [(other, marks) for other in off if (marks := _of(other, one))] for one in ordered}
    assert [id(one) for one in kept] == [id(one) for one in ordered if not by[id(one)]]
    assert [(id(one.finding), one.reason) for one in silenced] == [
        (id(one), next((other.reason for other, _ in by[id(one)] if other.reason), ""))
        for one in ordered
        if by[id(one)]
    ]
    assert used == {mark for found in by.values() for _, marks in found for mark in marks}
