"""The commands, as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from runs import run, write

from contentlint import lint_paths, lint_text
from contentlint.errors import ContentlintError

POST = "---\ntitle: The best tools of 2021\n---\n\nSome words, and a [link](#nowhere).\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path.parent / f"{tmp_path.name}-cache"))
    (tmp_path / ".git").mkdir()


def findings(*arguments: str) -> list[dict[str, Any]]:
    result = run("check", "--format", "json", "--today", "2026-01-01", *arguments)
    found: list[dict[str, Any]] = json.loads(result.stdout)["findings"]
    return found


def test_check_reports_places_that_cut_the_excerpt() -> None:
    write("post.md", POST)
    write("contentlint.toml", '[site]\nheading-ids = "github"\n')
    found = {f["rule"]: f for f in findings("post.md")}
    year = found["stale-year"]
    assert (year["line"], year["column"], year["end_column"], year["excerpt"]) == (2, 26, 30, "2021")
    assert found["broken-anchor"]["excerpt"] == "#nowhere"
    assert set(year) == {
        "rule", "category", "severity", "path", "line", "column", "end_line", "end_column", "message", "excerpt",
        "confidence",
        "fix", "reasons", "related", "fingerprint",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--select", "stale-year"), 0),
        (("--select", "stale-year", "--fail-on", "warning"), 1),
        (("--select", "stale-year", "--fail-on", "error"), 0),
        (("--select", "no-such-rule"), 2),
        (("--config", "missing.toml"), 2),
        (("--today", "soon"), 2),
        (("--format", "nothing"), 2),
    ],
)
def test_exit_codes(arguments: tuple[str, ...], code: int) -> None:
    write("post.md", POST)
    result = run("check", "post.md", "--today", "2026-01-01", *arguments)
    assert result.exit_code == code, result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"caf\xe9\n", "is not UTF-8 (byte 0xE9)"),
        (b"\xff\xfea\x00", "is UTF-16"),
        (b"x" * 5_000_001, "max-file-size"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_checked(content: bytes, message: str) -> None:
    write("a.md", content)
    write("b.md", POST)
    result = run("check", ".", "--today", "2026-01-01", "--format", "json")
    assert result.exit_code == 2
    assert message in result.stderr
    assert "a.md" in result.stderr
    assert {f["path"] for f in json.loads(result.stdout)["findings"]} == {"b.md"}


def test_a_missing_path_is_one_clear_line() -> None:
    result = run("check", "nowhere")
    assert result.exit_code == 2
    assert result.stderr.strip() == "contentlint: there is no file or folder 'nowhere'"


def test_a_report_that_cannot_be_written_is_one_clear_line() -> None:
    write("post.md", POST)
    result = run("check", "post.md", "-o", "nowhere/report.txt")
    assert (result.exit_code, result.stderr.startswith("contentlint: nowhere/report.txt: can't be written: ")) == (
        2,
        True,
    )


def test_broken_configuration_is_one_clear_line() -> None:
    write("contentlint.toml", "[rules]\nstale-yaer = 'off'\n")
    write("post.md", POST)
    result = run("check", "post.md")
    assert result.exit_code == 2
    assert "contentlint.toml:2: " in result.stderr
    assert "did you mean 'stale-year'" in result.stderr


def test_standard_input() -> None:
    result = run(
        "check",
        "-",
        "--stdin-filename",
        "posts/new.md",
        "--format",
        "json",
        "--today",
        "2026-01-01",
        input=POST.encode(),
    )
    assert {f["path"] for f in json.loads(result.stdout)["findings"]} == {"posts/new.md"}


def test_links_that_loop_do_not_trap_the_walk() -> None:
    write("posts/a.md", POST)
    Path("posts/again").symlink_to(Path("posts").absolute(), target_is_directory=True)
    assert len(findings(".", "--select", "stale-year")) == 1


def test_excluded_files_are_counted() -> None:
    write("contentlint.toml", "exclude = ['old/**']\n")
    write("old/a.md", POST)
    write("b.md", POST)
    result = run("check", ".", "--today", "2026-01-01", "--select", "stale-year")
    assert "1 file skipped (1: excluded by the configuration)" in result.stdout
    assert "old/a.md" not in result.stdout


def test_text_output_has_carets_below_the_words() -> None:
    write("post.md", "# The best 漢字 of 2021\n")
    lines = run("check", "post.md", "--today", "2026-01-01", "--select", "stale-year").stdout.splitlines()
    at = next(n for n, line in enumerate(lines) if "# The best" in line)
    # Each of the two wide characters takes two columns of a terminal.
    assert lines[at + 1] == " " * (lines[at].index("#") + len("# The best 漢字 of ") + 2) + "^^^^"


def test_no_colour_when_it_is_no_terminal() -> None:
    write("post.md", POST)
    assert "\x1b" not in run("check", "post.md").stdout
    assert "\x1b" in run("check", "post.md", "--color").stdout


def test_a_post_cannot_steer_the_terminal() -> None:
    write("post.md", "The best tools of 2021 \x1b[31m red\x07\n")
    out = run("check", "post.md", "--today", "2026-01-01", "--select", "stale-year").stdout
    assert "2021" in out
    assert "\x1b" not in out
    assert "\x07" not in out


def test_github_commands_are_escaped_and_limited() -> None:
    for number in range(12):
        write(f"a,b:{number:02}%.md", "# The best tools of 2021\n")
    out = run("check", ".", "--format", "github", "--today", "2026-01-01", "--select", "stale-year").stdout.splitlines()
    assert out[0].startswith("::warning file=a%2Cb%3A00%25.md,line=1,endLine=1,col=21,endColumn=24,title=")
    assert len(out) == 11
    assert "2 more warnings" in out[-1]


def test_order_and_processes_change_nothing() -> None:
    for number in range(30):
        write(f"post-{number:02}.md", POST)
    one = run("check", ".", "--format", "json", "--today", "2026-01-01", "--jobs", "1").stdout
    two = run("check", ".", "--format", "json", "--today", "2026-01-01", "--jobs", "2", "--no-cache").stdout
    assert json.loads(one)["findings"]
    assert one == two


def test_fix_writes_the_file_as_it_was_but_for_the_fix() -> None:
    write("a-good-name.md", "# A good name\n")
    post = write("post.md", b"\xef\xbb\xbf# Title\r\n\r\nSee [it](a-good-nam.md).\r\n")
    result = run("check", ".", "--fix", "--select", "broken-internal-link")
    assert post.read_bytes() == b"\xef\xbb\xbf# Title\r\n\r\nSee [it](a-good-name.md).\r\n"
    assert "1 fixed" in result.stdout


def test_the_public_api() -> None:
    found = lint_text(POST, "post.md", select=["stale-year"])
    assert [f.excerpt for f in found] == ["2021"]
    write("post.md", POST)
    assert [f.excerpt for f in lint_paths(["post.md"], select=["stale-year"])] == ["2021"]
    write("bad.md", b"\xe9")
    with pytest.raises(ContentlintError, match="not UTF-8"):
        lint_paths(["bad.md"])


@pytest.mark.parametrize(
    "command",
    ["check", "audit", "claims", "verify", "site", "explain", "rules", "new-rule", "test", "init", "hook", "lsp"],
)
def test_every_command_has_help(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 5


def test_explain_and_rules() -> None:
    assert "stale-year" in run("rules").stdout
    explained = run("explain", "stale-year").stdout
    assert "⟦" in explained
    listed = run("explain", "anecdotes").stdout
    assert "(word list)" in listed and "[vocabulary.anecdotes] with add, remove" in listed
    assert "small-count = 40" in run("explain", "claim-thresholds").stdout
    result = run("explain", "stale-yaer")
    assert (result.exit_code, "did you mean 'stale-year'" in result.stderr) == (2, True)


def test_init_writes_a_configuration_that_works() -> None:
    write("astro.config.mjs", "export default {}")
    write("src/pages/tea.md", "---\ntitle: Tea\n---\n\nGreen.\n")
    result = run("init")
    assert "looks like astro" in result.stdout
    assert run("check", ".").exit_code == 0
    assert run("init").exit_code == 2


def test_the_hook_loads_nothing_that_no_rule_needs() -> None:
    write("post.md", "# Title\n\nWords.\n")
    code = (
        "import sys\n"
        "from contentlint.cli import main\n"
        "try: main(['check', 'post.md', '--select', 'stale-year'])\n"
        "except SystemExit: pass\n"
        "print([m for m in ('httpx', 'jsonschema', 'textstat', 'nltk', 'rich', 'asyncio') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_python_dash_m() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "contentlint", "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("contentlint, version ")
