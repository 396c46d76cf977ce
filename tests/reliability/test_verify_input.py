"""`contentlint verify` on input of any kind: an answer, or one line and exit code 2 (entries 13, 17 and 18)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from contentlint.cli import main
from contentlint.cli import verify as command

CLAIM = "The mill ground 4,200 tonnes of rye."
GOOD = json.dumps({"id": 1, "claim": CLAIM, "evidence": "In all 4200 tonnes of rye were ground."}).encode()


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments], input=stdin, catch_exceptions=False)


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2
    assert result.stderr.startswith("contentlint: ") and result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


# 17: JSON lines


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b"[" * 100_000 + b"]" * 100_000,
        b'{"a":' * 100_000,
        b'{"claim": "x", "evidence": "y", "id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"claim": ' + b'{"b": [' * 50_000 + b"]}" * 50_000 + b', "evidence": "y"}',
    ],
    ids=["open", "list", "object", "id", "claim"],
)
def test_17_a_line_that_is_nested_deep(line: bytes) -> None:
    result = run("--format", "json", stdin=GOOD + b"\n" + line + b"\n")
    refused(result, "standard input, line 2")
    assert json.loads(result.stdout)["id"] == 1  # what came before is answered


def test_17_an_id_is_answered_or_refused_at_any_depth() -> None:
    for depth in (10, 300, 900, 950, 970, 980, 990, 995, 1000, 1100, 3000, 30_000):
        nested = b"[" * depth + b"]" * depth
        result = run("--format", "json", stdin=b'{"claim": "x", "evidence": "y", "id": ' + nested + b"}\n")
        if result.exit_code == 0:
            assert nested.decode() in result.stdout
        else:
            refused(result, "standard input, line 1", "deep")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (rb'{"id": "\ud800", "claim": "It took 5 days.", "evidence": "5 days."}', r'"id": "\ud800"'),
        (rb'{"id": {"\udfff": ["\ud800"]}, "claim": "It took 5 days.", "evidence": "5 days."}', r'{"\udfff": ["\ud8'),
        (rb'{"id": 1, "claim": "\ud800 5 days \udc00.", "evidence": "\udfff It took 5 days."}', '"id": 1'),
        (rb'{"id": 1, "claim": "5\ud800 days", "evidence": "5\udc00 days"}', '"id": 1'),
        (b'{"id": "\xed\xa0\x80", "claim": "It took 5 days.", "evidence": "5 days."}', r'"id": "\ud800"'),
        (rb'{"id": "\ud83d\ude00", "claim": "It took 5 days.", "evidence": "5 days."}', '"id": "😀"'),
    ],
)
def test_17_half_a_surrogate_pair(line: bytes, text: str) -> None:
    result = run("--format", "json", stdin=line + b"\n" + GOOD + b"\n")
    assert result.exit_code == 0, result.stderr
    first, second = result.stdout.splitlines()
    assert text in first and json.loads(first)["id"] == json.loads(line)["id"]
    assert json.loads(first)["verdict"] in ("found", "not-found") and json.loads(second)["verdict"] == "found"


@pytest.mark.parametrize(
    "line",
    [b"\xff\xfe{", b"\x00", b'{"claim": "x', b'{"id": ' + b"9" * 5000 + b"}", b'"\\ud800"', b"null", b"5", b'""', b"{}",
     b'{"claim": "\\ud800"}', b'{"claim": null, "evidence": []}'],
)  # fmt: skip
def test_17_a_line_that_is_no_question(line: bytes) -> None:
    refused(run("--format", "json", stdin=b"\n\n" + line + b"\n" + GOOD + b"\n"), "standard input, line 3")


def test_17_a_line_without_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_LARGEST", 10_000)
    refused(run("--format", "json", stdin=GOOD + b"\n" + b'"' + b"x" * 20_000), "line 2", "10,000 bytes")


def test_answers_are_utf8_whatever_the_terminal_has() -> None:
    line = json.dumps({"id": "Grüße 😀", "claim": CLAIM, "evidence": "4200 tonnes"}).encode()
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "contentlint", "verify", "--format", "json"],
        input=line + b"\n", capture_output=True, env=environment, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0 and json.loads(done.stdout.decode())["id"] == "Grüße 😀"


@pytest.mark.skipif(os.name == "nt", reason="needs a shell")
@pytest.mark.parametrize("arguments", ["--format json", "'a claim of 5 days' -"])
def test_17_standard_input_that_is_closed(arguments: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m contentlint verify {arguments} <&-",
        shell=True, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and done.stderr == "contentlint: standard input is closed\n"


# 13, 17: what is named as a file


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
@pytest.mark.parametrize("kind", ["pipe", "zero", "link to zero", "folder", "missing", "nul", "long", "below a file"])
@pytest.mark.parametrize("suffix", ["", ".html", ".json", ".pdf"])
def test_13_what_is_no_file_is_refused(tmp_path: Path, kind: str, suffix: str) -> None:
    path = tmp_path / f"source{suffix}"
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "zero":
            path = Path("/dev/zero")
        case "link to zero":
            path.symlink_to("/dev/zero")
        case "folder":
            path.mkdir()
        case "nul":
            path = tmp_path / f"a\0b{suffix}"
        case "long":
            path = tmp_path / f"{'n' * 5000}{suffix}"
        case "below a file":
            (tmp_path / "file").touch()
            path = tmp_path / "file" / f"x{suffix}"
    start = time.monotonic()
    refused(run(CLAIM, str(path)), "can't be read: ")
    assert time.monotonic() - start < 5


def test_13_a_file_that_is_too_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "_LARGEST", 1000)
    path = tmp_path / "source.txt"
    path.write_text("x" * 1000)
    assert run(CLAIM, str(path)).exit_code == 1
    path.write_text("x" * 1001)
    refused(run(CLAIM, str(path)), "larger than 1,000 bytes")
    refused(run(CLAIM, "-", stdin=b"x" * 1001), "standard input: ", "larger than 1,000 bytes")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_13_standard_input_without_an_end() -> None:
    with Path("/dev/zero").open("rb") as zero:
        for arguments in (["a claim of 5 days", "-"], ["--format", "json"]):
            done = subprocess.run(
                [sys.executable, "-m", "contentlint", "verify", *arguments],
                stdin=zero, capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode == 2 and done.stderr.count("\n") == 1 and "50,000,000 bytes" in done.stderr


# 18: local pages are read in a process with limits


def test_18_a_page_that_takes_for_ever_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.sources import reading

    path = tmp_path / "deep.html"
    path.write_text("<html>" + "<div>" * 1_000_000 + "4,200 tonnes of rye")
    real = reading.Readers
    monkeypatch.setattr(reading, "Readers", lambda count: real(count, seconds=2.0))
    start = time.monotonic()
    refused(run(CLAIM, str(path)), "takes too long")
    assert time.monotonic() - start < 15


def test_18_a_page_is_not_read_in_this_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from contentlint.sources import extract

    def fails(*_: object) -> None:
        raise AssertionError("read here")

    monkeypatch.setattr(extract, "read", fails)
    for name, text in (("a.html", "<p>The mill ground 4200 tonnes of rye."), ("a.json", '{"tonnes of rye": 4200}')):
        (tmp_path / name).write_text(text)
        assert run("The mill ground 4,200 tonnes of rye.", str(tmp_path / name)).exit_code in (0, 1)


def test_18_pages_are_read_as_before(tmp_path: Path) -> None:
    path = tmp_path / "mill.html"
    path.write_text("<!doctype html><title>Mill</title><nav>1%</nav><p>In 2021 the mill ground 4200 tonnes of rye.</p>")
    result = run(CLAIM, str(path), "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["figures"][0]["sentence"] == "In 2021 the mill ground 4200 tonnes of rye."


def test_18_a_page_that_is_not_whole_is_told(tmp_path: Path) -> None:
    path = tmp_path / "app.html"
    path.write_text("<!doctype html><title>Mill</title><script>start()</script><p>It ground 4200 tonnes of rye.</p>")
    result = run(CLAIM, str(path))
    assert result.exit_code == 0 and "scripts" in result.stderr and result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", rb'<html><script type="application/ld+json">{"a": "\ud800 one two three four five six seven 4200 '
                   rb'tonnes of rye ground in the mill"}</script>'),
        ("a.json", rb'{"tonnes of rye ground in the mill \ud800": "\udfff 4200 tonnes of rye"}'),
        ("a.txt", b"\xed\xa0\x80 The mill ground 4200 tonnes of rye."),
    ],
)  # fmt: skip
@pytest.mark.parametrize("format_", ["text", "json"])
def test_17_half_a_surrogate_pair_in_a_file(tmp_path: Path, name: str, data: bytes, format_: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = run(CLAIM, str(tmp_path / name), "--format", format_)
    assert result.exit_code in (0, 1) and result.stdout
    assert "4200 tonnes" in result.stdout


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.4\n", b"%PDF-" + b"\xff" * 999, b"\x89PNG\r\n\x1a\n" + bytes(99), b"[" * 200_000, b"<" * 9999],
)  # fmt: skip
@pytest.mark.parametrize("suffix", [".html", ".pdf", ".json", ""])
def test_18_a_broken_file_is_a_line_or_an_answer(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"broken{suffix}"
    path.write_bytes(data)
    result = run(CLAIM, str(path))
    if result.exit_code == 2:
        refused(result, str(path))
    else:
        assert result.exit_code == 1 and "not-found" in result.stdout


def test_17_a_claim_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text("The mill ground 4200 tonnes of rye.")
    for format_ in ("text", "json"):
        done = subprocess.run(
            [sys.executable, "-m", "contentlint", "verify", b"The m\xffll ground 4,200 tonnes of r\xe9.",
             str(tmp_path / "source.txt"), "--format", format_],
            capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1) and b"tonnes" in done.stdout and b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "url", ["http://[::1", "http://", "http://a:99999/", "http://a℀b/", "https:///x", "http://\udce9/"]
)
def test_an_address_that_is_none(url: str) -> None:
    refused(run(CLAIM, url), "address that can be visited")


def test_12_what_a_source_says_does_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "source.txt"
    path.write_text("The mill \x1b]0;x\x07 ground \u202e 4200 tonnes of rye \x9b31m.")
    result = run(CLAIM, str(path))
    assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(result.stdout)
    assert "4200 tonnes of rye" in result.stdout
