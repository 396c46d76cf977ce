"""Entry 12: nothing that strangers wrote reaches a terminal or the log of a CI job as it is."""

from __future__ import annotations

import json
import os
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from runs import run

from contentlint.cli.terminal import safe, safe_json, safe_markup

HOSTILE = [
    "::error::a", " ::add-mask::b", "##[error]c", "##vso[task.setvariable]d",
    "\x1b]0;e\x07", "\x1b[2J", "\x9b31m", "\x07",
    "\u202e", "\u2066", "\u200f", "\u2028", "\x85", "\x7f", "\x00", "\x08", "\r", "\n::stop-commands::f", "\t",
    "é", "😀",
]  # fmt: skip
_hostile = st.lists(st.sampled_from([*HOSTILE, "a", " ", "In 2021 we"]), min_size=1, max_size=5).map("".join)

_STEERS = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\r(?!\n)")
_COMMAND = re.compile(r"(?m)^\s*::|##\[|##vso\[")


def is_harmless(text: str, *, github: bool = False, html: bool = False) -> None:
    """No character steers, and no line is a command, but for those of the format that is made of commands. HTML is for
    a browser."""
    assert [ascii(text[max(0, one.start() - 40) : one.end()]) for one in _STEERS.finditer(text)] == []
    if github:
        text = re.sub(r"(?m)^::(error|warning|notice) ", "", text)
    assert html or _COMMAND.findall(text) == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("terminal")


_FORMATS = ["text", "json", "github", "sarif", "gitlab", "junit", "checkstyle", "rdjson", "html"]
_COMMANDS = [
    *(("check", ".", "--format", format_) for format_ in _FORMATS),
    ("check", ".", "--every", "--list-passed"), ("check", ".", "--color"),
    ("claims", "."), ("claims", ".", "--format", "json"), ("claims", ".", "--format", "csv"),
    ("site", ".", "--links"), ("site", ".", "--links", "--format", "json"), ("site", "."), ("rules",), ("test", "my"),
    ("explain", "my-rule"), ("audit", "--offline", "."), ("check", "gone\x1b[2J.md"), ("explain", "\u202ea"),
]  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(title=_hostile, body=_hostile, target=_hostile, name=_hostile, data=st.data())
def test_12_no_output_steers_a_terminal_or_a_log(
    folder: Path, title: str, body: str, target: str, name: str, data: st.DataObject
) -> None:
    name = re.sub(r"[\x00/]", "", name)[:40].strip(" .") or "a"
    blog = folder / "blog"
    for old in blog.rglob("*.md") if blog.exists() else ():
        old.unlink()
    (blog / "my").mkdir(parents=True, exist_ok=True)
    (blog / ".git").mkdir(exist_ok=True)
    quoted = json.dumps(title)
    (blog / "contentlint.toml").write_text(
        f'rule-paths = ["my"]\n[site]\nbase-url = {json.dumps(target)}\n[rules]\nmy-rule = "on"\n', "utf-8"
    )
    rule = {
        "id": "my-rule", "check": "pattern", "severity": "warning", "summary": title, "message": f"'{{words}}' {title}",
        "why": body, "options": {"phrases": ["in 2021"]}, "examples": [{"bad": "⟦In 2021⟧\n"}, {"good": "rye\n"}],
    }  # fmt: skip
    (blog / "my" / "x.yaml").write_text(json.dumps(rule), "utf-8")
    text = (
        f"---\ntitle: {quoted}\n{quoted}: {quoted}\n---\n\n## {body}\n\nStudies show 5% of {body} left in 2021.\n\n"
        f"{body} [{title}](<{target}>) [a](gone-{target}.md)\n\n<!-- contentlint-disable {target} -->\n"
    )
    try:
        (blog / f"{name}.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    except (OSError, ValueError):
        (blog / "a.md").write_bytes(text.encode("utf-8", "surrogateescape"))
    command = data.draw(st.sampled_from(_COMMANDS))
    before = Path.cwd()
    os.chdir(blog)
    try:
        result = run(*command)
    finally:
        os.chdir(before)
    is_colour = "--color" in command
    out = re.sub(r"\x1b\[\d*(?:;\d+)*m", "", result.stdout) if is_colour else result.stdout
    is_harmless(out, github="github" in command, html="html" in command)
    is_harmless(result.stderr)
    assert result.exit_code in (0, 1, 2)
    if "json" in command or "sarif" in command or "gitlab" in command:
        assert result.exit_code == 2 or json.loads(result.stdout)
    if ("junit" in command or "checkstyle" in command) and result.stdout:
        ET.fromstring(result.stdout)


@given(_hostile)
def test_12_what_is_escaped_keeps_its_meaning(text: str) -> None:
    is_harmless(re.sub(r"\r*\x1b\[[0-9;?]*[A-Za-z]", "", safe(text)))
    written = json.dumps([text, {text: text}], ensure_ascii=False, indent=1)
    assert json.loads(safe_json(written)) == json.loads(written)
    is_harmless(safe_json(written))
    assert json.loads(safe(written)) == json.loads(written)
    plain = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\r\ud800-\udfff]", "", text)
    markup = f"<?xml version='1.0'?>\n<a>{plain.replace('&', '&amp;').replace('<', '&lt;')}</a>"
    assert (ET.fromstring(safe_markup(markup)).text or "") == plain
    is_harmless(safe_markup(markup))


def test_12_our_own_colours_are_kept() -> None:
    assert safe("\x1b[1;4ma\x1b[0m\n") == "\x1b[1;4ma\x1b[0m\n"
    assert safe("a::b ##c #[d]\n") == "a::b ##c #[d]\n"
    assert safe("  ::error::a\n") == "  \\u003a:error::a\n"


def test_12_a_file_name_with_a_line_break_is_one_line_of_csv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a\n::error::b.md").write_text("# A\n\nStudies show that 5% of kettles leak.\n", "utf-8")
    result = run("claims", ".", "--format", "csv")
    assert len(result.stdout.splitlines()) == 2
    is_harmless(result.stdout)


def test_12_a_carriage_return_alone_takes_no_terminal_back() -> None:
    assert "\r" not in safe_markup("<!doctype html>\n<li>a\r::error::b.md</li>")
    assert json.loads(safe_json('{"a": "b\\rc"}')) == {"a": "b\rc"}
    assert safe_markup("<p>a\r\nb</p>") == "<p>a\r\nb</p>"
