"""Colour: on a terminal, nowhere else, and as NO_COLOR and FORCE_COLOR say, in every command."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner
from runs import SCRIPT, contentlint, environment, write

from contentlint.cli import colour, main

POST = "# Kettles\n\nThe best kettles of 2021 boil 40% of all tea, studies show.\n"
COMMANDS = {
    "check": ("check", "post.md", "--today", "2026-06-01"),
    "audit": ("audit", "post.md", "--offline", "--quiet"),
    "claims": ("claims", "post.md"),
    "verify": ("verify", "40% of all tea", "source.txt"),
    "rules": ("rules",),
    "explain": ("explain", "stale-year"),
    "explain-list": ("explain", "vague-sources"),
}
"""Those that have something to colour."""
VARIABLES = ("NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "TERM", "CONTENTLINT_DEBUG")


@pytest.fixture(autouse=True)
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "blog"
    write(folder / "post.md", POST)
    write(folder / "source.txt", "Of all tea, 40% is boiled.\n")
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    return folder


def out(*arguments: str, color: bool = False, **variables: str) -> str:
    return CliRunner(env=variables).invoke(main, [*arguments], color=color, catch_exceptions=False).output


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_every_command_obeys(command: tuple[str, ...]) -> None:
    assert "\x1b" not in out(*command)
    assert "\x1b[" in out(*command, FORCE_COLOR="1")
    assert "\x1b" not in out(*command, FORCE_COLOR="0")
    assert "\x1b" not in out(*command, FORCE_COLOR="")
    assert "\x1b" not in out(*command, FORCE_COLOR="1", NO_COLOR="1")
    assert "\x1b" not in out(*command, color=True, NO_COLOR="1")
    assert "\x1b" not in out(*command, CLICOLOR_FORCE="1")  # click does not know it either


def test_the_command_line_wins() -> None:
    assert "\x1b[" in out("check", "post.md", "--color", NO_COLOR="1")
    assert "\x1b" not in out("check", "post.md", "--no-color", FORCE_COLOR="1")


def test_a_report_in_a_file_has_colour_only_when_asked() -> None:
    for command in ("check", "claims"):
        out(command, "post.md", "-o", "report.txt", FORCE_COLOR="1")
        assert "\x1b" not in Path("report.txt").read_text(encoding="utf-8")
    out("check", "post.md", "--color", "-o", "report.txt")
    assert "\x1b[" in Path("report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("format_", ["json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson"])
def test_what_programs_read_has_none(format_: str) -> None:
    assert "\x1b" not in out("check", "post.md", "--format", format_, "--color", FORCE_COLOR="1")


def test_a_process_in_a_pipe(blog: Path) -> None:
    for command in (*COMMANDS.values(), ("check", "no-such.md"), ("chekc",), ("explain", "no-such-rule")):
        plain = contentlint(blog, *command, FORCE_COLOR="", NO_COLOR="", TERM="xterm-256color")
        assert "\x1b" not in plain.stdout + plain.stderr, command


@pytest.mark.skipif(os.name == "nt", reason="needs a terminal of POSIX")
@pytest.mark.parametrize(
    ("variables", "is_coloured"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False), ({"NO_COLOR": ""}, True)],
)
def test_a_process_at_a_terminal(blog: Path, variables: dict[str, str], is_coloured: bool) -> None:
    import pty

    for command in (COMMANDS["check"], COMMANDS["rules"], COMMANDS["claims"]):
        ours, theirs = pty.openpty()
        own = environment(blog, **{"TERM": "xterm-256color", **variables})
        with subprocess.Popen([*SCRIPT, *command], cwd=blog, env=own, stdout=theirs, stderr=subprocess.PIPE) as process:
            os.close(theirs)
            shown = b""
            try:
                while piece := os.read(ours, 65536):
                    shown += piece
            except OSError:  # Linux: the other end is closed
                pass
            told = process.stderr.read() if process.stderr else b""
        os.close(ours)
        assert (b"\x1b[" in shown) is is_coloured, (command, shown[:200])
        assert b"\x1b" not in told


def test_a_post_steers_no_terminal(blog: Path) -> None:
    write("post.md", '---\ntitle: "Tea \\e[31m"\n---\n\nOf kettles \x1b[31m 40% boil, studies show.\n')
    for command in (("claims", "post.md"), ("site", "--file", "post.md"), ("check", "post.md")):
        assert "\x1b[31m" not in out(*command, FORCE_COLOR="1").replace("\x1b[31merror", ""), command


def test_the_words_of_the_environment() -> None:
    assert colour.wanted({}) is None
    assert colour.wanted({"FORCE_COLOR": "false"}) is False
    assert colour.wanted({"FORCE_COLOR": "3", "TERM": "dumb"}) is True
    assert colour.is_shown(None) is False
