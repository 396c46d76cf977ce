"""Entries 4d, 4f, 10, 11 and 17's rows about streams and paths: how a run ends, whatever happens to its processes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import SCRIPT, contentlint, environment, write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals to processes")

BROKEN = "# Post\n\nSee [it](gone.md).\n"
SLOW_RULE = """id: slow
check: pattern-slow
severity: warning
summary: A check that takes its time.
message: never
why: It is a test.
examples: []
"""


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """Enough posts for several processes."""
    for number in range(40):
        write(tmp_path / "blog" / f"post-{number:02}.md", BROKEN)
    return tmp_path / "blog"


def with_check(blog: Path, body: str) -> list[str]:
    """A command whose rule `stale-year` runs `body` for each post, in whatever process that is."""
    code = (
        "import os, signal, sys, time\n"
        # Whoever runs the tests may ignore them (nohup, a job in the background), and children inherit that.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"
        "from contentlint.checks import year\n"
        "def check(post, options, context):\n"
        f"    {body}\n"
        "    return iter(())\n"
        "year.check = check\n"
        "from contentlint.cli import main\n"
        "main()\n"
    )
    return [sys.executable, "-c", code]


def children(pid: int) -> list[int]:
    done = subprocess.run(["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False)
    return [int(line) for line in done.stdout.split()]


def is_alive(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def wait_for(what: Callable[[], bool], seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.05)
    return False


# -- 4d


@pytest.mark.parametrize("name", [b"a\xff.md", b"\xe9t\xe9.md", b"new\nline.md", "é.md".encode(), b"\xed\xa0\x80.md"])
def test_4d_a_file_name_that_is_no_text(tmp_path: Path, name: bytes) -> None:
    blog = tmp_path / "blog"
    blog.mkdir()
    Path(os.fsdecode(os.fsencode(blog) + b"/" + name)).write_bytes(BROKEN.encode())
    write(blog / "other.md", BROKEN)
    for arguments in (("json", "."), ("text", "."), ("sarif", "."), ("html", "."), ("gitlab", "."), ("github", ".")):
        done = contentlint(blog, "check", "--format", *arguments)
        assert done.returncode == 1, done.stderr
        if arguments[0] == "json":
            found = json.loads(done.stdout)["findings"]
            assert len({f["path"] for f in found if f["rule"] == "broken-internal-link"}) == 2
            assert len({f["fingerprint"] for f in found}) == len(found)
    for command in (
        ["claims", "."],
        ["site", "."],
        ["site", "--links", "."],
        ["check", "--write-baseline", "."],
        ["check", "."],
    ):
        done = contentlint(blog, *command)
        assert done.returncode in (0, 1) and "Traceback" not in done.stderr, done.stderr
    fixable = write(blog / "other.md", "See [x](www.example.com).\n")
    assert contentlint(blog, "check", "--fix", ".").returncode in (0, 1)
    assert "https://www.example.com" in fixable.read_text()


def test_4d_a_project_folder_that_is_no_text(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/bl\xffg"))
    write(folder / "post.md", BROKEN)
    for _ in range(2):  # the second time from the cache
        done = contentlint(folder, "check", ".")
        assert done.returncode == 1 and "gone.md" in done.stdout, done.stderr


def test_4d_names_under_an_ascii_locale(tmp_path: Path) -> None:
    blog = tmp_path / "blog"
    write(blog / "é.md", BROKEN)
    more = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    for format_ in ("text", "json"):
        done = contentlint(blog, "check", "--format", format_, ".", **more)
        assert done.returncode == 1 and "gone.md" in done.stdout, done.stderr


# -- 4f


def test_4f_a_worker_that_is_killed_loses_its_post_only(blog: Path) -> None:
    body = "os.kill(os.getpid(), signal.SIGKILL) if post.path == 'post-07.md' else None"
    done = subprocess.run(
        [*with_check(blog, body), "check", "-j", "2", "--format", "json", "."], cwd=blog, env=environment(blog),
        capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" not in done.stderr
    assert done.stderr.splitlines() == [
        "contentlint: post-07.md: not checked: the process that checked it was ended from outside (out of memory?)"
    ]
    paths = {f["path"] for f in json.loads(done.stdout)["findings"] if f["rule"] == "broken-internal-link"}
    assert paths == {f"post-{n:02}.md" for n in range(40)} - {"post-07.md"}


def test_4f_all_workers_killed_all_the_time_is_told_for_each_post(blog: Path) -> None:
    for extra in range(26, 40):
        (blog / f"post-{extra:02}.md").unlink()
    done = subprocess.run(
        [*with_check(blog, "os.kill(os.getpid(), signal.SIGKILL)"), "check", "-j", "2", "."], cwd=blog,
        env=environment(blog), capture_output=True, text=True, timeout=90, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 26


# -- 10


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("command", ["check", "claims"])
def test_10_ctrl_c_ends_with_130_at_once(blog: Path, jobs: str, command: str) -> None:
    mark = blog.parent / "begun"
    slow = f"open({str(mark)!r}, 'w').close(); time.sleep(30)"
    program = with_check(blog, slow)
    if command == "claims":
        code = program[2].replace("contentlint.checks import year", "contentlint import claims as year")
        program[2] = code.replace("year.check = check", "year.find = lambda post, words: check(post, 0, 0)")
    process = subprocess.Popen(
        [*program, command, "-j", jobs, "."], cwd=blog, env=environment(blog), stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    assert wait_for(mark.exists)
    own = children(process.pid)
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - start < 5
    assert [line for line in err.splitlines() if line.strip()] == ["contentlint: interrupted"]
    assert wait_for(lambda: not any(map(is_alive, own)), 5)


def test_10_no_failure_of_ours_ends_with_1(blog: Path) -> None:
    """The last resort: one line, with how to report it."""
    code = (
        "from contentlint.run import runner\n"
        "def check(*_):\n    raise KeyError('what nobody\\nexpected')\n"
        "runner.check = check\nfrom contentlint.cli import main\nmain()\n"
    )
    for error in ("KeyError('x\\ny')", "RecursionError()", "MemoryError()", "AssertionError()", "OSError(5, 'why')"):
        done = subprocess.run(
            [sys.executable, "-c", code.replace("KeyError('what nobody\\nexpected')", error), "check", "."], cwd=blog,
            env=environment(blog), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 2 and "Traceback" not in done.stderr
        (line,) = done.stderr.splitlines()
        assert line.startswith("contentlint: ")
        if not error.startswith("OSError"):
            assert "Please report it" in line and error.partition("(")[0] in line and "CONTENTLINT_DEBUG=1" in line
    done = subprocess.run(
        [sys.executable, "-c", code, "check", "."], cwd=blog, env=environment(blog, CONTENTLINT_DEBUG="1"),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "Traceback" in done.stderr


# -- 11


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_11_workers_end_with_their_parent(blog: Path, how: signal.Signals) -> None:
    mark = blog.parent / "begun"
    process = subprocess.Popen(
        [*with_check(blog, f"open({str(mark)!r}, 'w').close(); time.sleep(60)"), "check", "-j", "2", "."], cwd=blog,
        env=environment(blog), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    assert wait_for(mark.exists)
    assert wait_for(lambda: len(children(process.pid)) >= 2)
    own = children(process.pid)
    process.send_signal(how)
    process.communicate(timeout=10)  # ends only when nobody holds the pipes open any more
    assert wait_for(lambda: not any(map(is_alive, own)), 5)
    assert process.returncode == (143 if how == signal.SIGTERM else -how)


# -- 17: streams and paths


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done
    (line,) = done.stderr.splitlines()
    assert line.startswith("contentlint: ") or line.startswith("Error: "), line
    return line


def test_17_paths_that_can_not_be(blog: Path) -> None:
    assert "can't be looked at: File name too long" in one_line(contentlint(blog, "check", "x" * 5000))
    assert "can't be looked at: Too many levels of symbolic links" in one_line(_looping(blog))
    assert "there is no file or folder 'nothing.md'" in one_line(contentlint(blog, "check", "nothing.md"))
    assert "there is no file or folder 'post-01.md/x.md'" in one_line(contentlint(blog, "claims", "post-01.md/x.md"))
    assert contentlint(blog, "site", "x" * 5000).returncode == 2


def _looping(blog: Path) -> subprocess.CompletedProcess[str]:
    (blog / "loop").symlink_to("loop")
    return contentlint(blog, "check", "loop")


def test_17_a_working_directory_that_was_deleted(blog: Path) -> None:
    code = "import os, tempfile\nd = tempfile.mkdtemp()\nos.chdir(d)\nos.rmdir(d)\n"
    code += "from contentlint.cli import main\nmain()"
    for arguments in (["check"], ["check", str(blog)], ["site"], ["claims"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments], env=environment(blog), capture_output=True, text=True, check=False
        )
        assert "the working directory is not there any more" in one_line(done)


@pytest.mark.parametrize(
    "command", ["check post-01.md", "check --format json post-01.md", "check --format html post-01.md"]
)
def test_17_a_closed_or_full_standard_output(blog: Path, command: str) -> None:
    script = " ".join(f"'{part}'" for part in SCRIPT)
    for redirect, told in ((">&-", "standard output is closed"), (">/dev/full", "No space left on device")):
        done = subprocess.run(
            ["sh", "-c", f"{script} {command} {redirect}"], cwd=blog, env=environment(blog), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert told in one_line(done)


def test_17_a_closed_standard_input(blog: Path) -> None:
    script = " ".join(f"'{part}'" for part in SCRIPT)
    for command in ("check -", "verify 5% -"):
        done = subprocess.run(
            ["sh", "-c", f"{script} {command} <&-"], cwd=blog, env=environment(blog), capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        assert "standard input is closed" in one_line(done)


def test_17_a_reader_that_goes_away(blog: Path) -> None:
    script = " ".join(f"'{part}'" for part in SCRIPT)
    write(blog / "post-01.md", "\n\n".join(f"[{n}](gone-{n}.md)" for n in range(2000)))
    for select, code in (("links", "1"), ("front-matter", "0")):
        done = subprocess.run(
            ["sh", "-c", f"({script} check --format json --select {select} .; echo $? >code) | head -c 1"], cwd=blog,
            env=environment(blog), capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert ((blog / "code").read_text().strip(), done.stderr) == (code, "")


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "iso8859-15"])
def test_17_an_output_that_has_not_every_character(blog: Path, encoding: str) -> None:
    write(blog / "post-01.md", "# Post 🎉\n\n🎉 See [it 🎉](gone-🎉.md).\n")
    text = contentlint(blog, "check", "post-01.md", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert text.returncode == 1 and "\\U0001f389" in text.stdout
    for format_ in ("json", "sarif", "gitlab", "rdjson"):
        done = contentlint(blog, "check", "--format", format_, "post-01.md", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode == 1 and "🎉" in json.dumps(json.loads(done.stdout), ensure_ascii=False)
    done = contentlint(blog, "claims", "--format", "json", "post-01.md", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0 and json.loads(done.stdout) == {"claims": []}


# -- 17: the language server


def _message(text: str | bytes) -> bytes:
    body = text if isinstance(text, bytes) else text.encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


def _call(method: object, params: object = None, **more: object) -> str:
    return json.dumps({"jsonrpc": "2.0", "method": method, **({} if params is None else {"params": params}), **more})


_OPEN, _CHANGE, _ACTION = "textDocument/didOpen", "textDocument/didChange", "textDocument/codeAction"


@pytest.mark.parametrize(
    "hostile",
    [
        _call(_OPEN, {}),
        _call(_OPEN, {"textDocument": 5}),
        _call(_OPEN, {"textDocument": {"uri": 5, "text": "x"}}),
        _call(_OPEN, {"textDocument": {"uri": "file://[x", "text": ""}}),
        _call(_OPEN, {"textDocument": {"uri": "file:///a%00b.md", "text": ""}}),
        _call(_OPEN, {"textDocument": {"uri": "file:///a.md", "text": "\ud800 [x](y"}}),
        _call(_CHANGE, {"textDocument": {"uri": "x"}, "contentChanges": [3]}),
        _call(_OPEN, [1, 2]),
        _call(_ACTION, {}, id=7),
        _call(_ACTION, {"textDocument": {"uri": "x"}, "range": 3}, id=7),
        _call(_ACTION, {"textDocument": {"uri": "x"}, "range": {"start": 1}}, id=7),
        _call(["x"], {}, id=7),
        _call("no/such", id=7),
        "[" * 100_000,
        "[1]",
        "not json",
        b"\xff\xfe",
    ],
)
def test_17_the_language_server_lives_on(tmp_path: Path, hostile: str | bytes) -> None:
    first = _message('{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}')
    last = _message('{"jsonrpc": "2.0", "id": 2, "method": "shutdown"}') + _message(
        '{"jsonrpc": "2.0", "method": "exit"}'
    )
    done = contentlint(tmp_path, "lsp", input=first + _message(hostile) + last)
    assert done.returncode == 0 and not done.stderr, done.stderr
    assert '"id": 2, "result": null' in done.stdout
    if _ACTION in str(hostile) and '"start"' not in str(hostile):
        assert '"id": 7, "error": {"code": -32602' in done.stdout


def test_17_a_message_that_is_too_long_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    from contentlint import lsp
    from contentlint.lsp import server

    monkeypatch.setattr(server, "_LONGEST", 1000)
    good = _message('{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}')
    sink = io.BytesIO()
    source = io.BytesIO(
        b"Content-Length: 5000\r\n\r\n" + b"x" * 5000 + good + b"Content-Length: 99999999999999999999\r\n\r\n"
    )
    assert lsp.Server(source, sink).serve() == 1
    assert sink.getvalue().count(b"-32700") == 2 and b'"id": 1, "result"' in sink.getvalue()
