"""Entry 2: no write loses a byte."""

from __future__ import annotations

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from runs import contentlint, write

from contentlint.errors import WriteError
from contentlint.guard import writing
from contentlint.run import baseline, cache, files

POST = "---\ntitle: x\n---\n\nSee [x](www.example.com) here.\n"
FIXED = POST.replace("www.example.com", "https://www.example.com")
ROOT = Path(__file__).parents[2]

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX modes, links and limits")


def rest(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_2_a_fix_is_written_whole(tmp_path: Path) -> None:
    post = write(tmp_path / "a.md", "\ufeff" + POST.replace("\n", "\r\n"))
    done = contentlint(tmp_path, "check", "--fix", "a.md")
    assert (done.returncode, post.read_bytes()) == (0, ("\ufeff" + FIXED.replace("\n", "\r\n")).encode())
    assert rest(tmp_path) == ["a.md"]


@posix
def test_2_mode_owner_attributes_and_link_are_kept(tmp_path: Path) -> None:
    real = write(tmp_path / "real" / "a.md", POST)
    real.chmod(0o640)
    has_attributes = hasattr(os, "setxattr")
    if has_attributes:
        try:
            os.setxattr(real, "user.editor", b"kept")
        except OSError:
            has_attributes = False
    if os.geteuid() == 0:
        os.chown(real, 1234, 2345)
    before = real.stat()
    link = tmp_path / "a.md"
    link.symlink_to("real/a.md")
    files.write_post(link, FIXED, POST.encode())
    after = real.stat()
    assert link.is_symlink() and real.read_text() == FIXED
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    if has_attributes:
        assert os.getxattr(real, "user.editor") == b"kept"


@posix
def test_2_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    writing.write(tmp_path / "new.txt", b"x")
    plain = write(tmp_path / "plain.txt", "x")
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_2_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    post = write(tmp_path / "a.md", "what an editor saved")
    with pytest.raises(WriteError, match=r"a\.md: not written: the file was changed by somebody else"):
        files.write_post(post, FIXED, POST.encode())
    assert post.read_text() == "what an editor saved" and rest(tmp_path) == ["a.md"]
    post.unlink()
    with pytest.raises(WriteError, match="the file is gone"):
        files.write_post(post, FIXED, POST.encode())
    assert rest(tmp_path) == []


def test_2_a_fix_that_meets_another_writer_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The editor saves between the reading and the writing of `--fix`."""
    import datetime as dt

    from contentlint.run import fixing, runner

    post = write(tmp_path / "a.md", POST)
    apply = fixing.apply_fixes

    def slow(text: str, lint: object, *, unsafe: bool) -> tuple[str, int]:
        fixed = apply(text, lint, unsafe=unsafe)  # type: ignore[arg-type]
        post.write_text("saved meanwhile\n")
        return fixed

    monkeypatch.setattr(fixing, "apply_fixes", slow)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    outcome = runner.check([post], runner.Options(today=dt.date(2026, 1, 1), fix=True))
    assert post.read_text() == "saved meanwhile\n"
    assert outcome.fixed == 0
    assert [line for line in outcome.problems if "changed by somebody else" in line and "a.md" in line]


@posix
@pytest.mark.parametrize("step", range(12))
def test_2_a_kill_between_any_two_steps(tmp_path: Path, step: int) -> None:
    """Ends the process without a warning at the n-th call to the system, for each n: old or new, never in between."""
    post = write(tmp_path / "a.md", POST)
    code = f"""
import os, tempfile
from pathlib import Path
from contentlint.guard import writing
left = {step}
def killing(real):
    def call(*a, **k):
        global left
        if left == 0:
            os._exit(77)
        left -= 1
        return real(*a, **k)
    return call
tempfile.mkstemp = killing(tempfile.mkstemp)
for name in ("write", "fsync", "fchmod", "fchown", "close", "replace", "open", "fstat"):
    setattr(os, name, killing(getattr(os, name)))
writing.write(Path({str(post)!r}), {FIXED.encode()!r}, was={POST.encode()!r})
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode in (0, 77), done.stderr
    assert post.read_text() in (POST, FIXED)
    assert not [name for name in rest(tmp_path) if name != "a.md" and not name.endswith(".contentlint")]


SMALL_FILES_ONLY = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (16384, 16384))
from contentlint.cli import main
main()
"""


@posix
@pytest.mark.parametrize("what", ["fix", "baseline", "report"])
def test_2_a_disk_that_is_full(tmp_path: Path, what: str) -> None:
    """A limit of file sizes makes writing fail half-way, as a full disk does."""
    body = POST + "\nA long text of a post that somebody wrote.\n" * 2000
    post = write(tmp_path / "a.md", body)
    known = write(tmp_path / "known.jsonl", "")
    report = write(tmp_path / "report.json", "the old report")
    many = write(tmp_path / "many.md", "\n".join(f"[gone {n}](gone-{n}.md)" for n in range(400)))
    arguments = {
        "fix": ["check", "--no-cache", "--fix", "a.md"],
        "baseline": ["check", "--no-cache", "--baseline", "known.jsonl", "--write-baseline", "many.md"],
        "report": ["check", "--no-cache", "--format", "json", "-o", "report.json", "many.md"],
    }[what]
    before = {path: path.read_bytes() for path in (post, known, report, many)}
    done = subprocess.run(
        [sys.executable, "-c", SMALL_FILES_ONLY, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "CONTENTLINT_CACHE_DIR": str(tmp_path / "c")},
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if "can't be written: File too large" in line]
    assert (done.returncode, len(told)) == (2, 1), done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert rest(tmp_path) == ["a.md", "known.jsonl", "many.md", "report.json"]


@posix
def test_2_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """As root, on a disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("can't mount a small disk here")
    try:
        text = (POST + "Long text of a post that somebody wrote. " * 2000)[:32768]
        post = write(disk / "a.md", text)
        with (disk / "fill").open("wb", buffering=0) as fill, pytest.raises(OSError):
            while True:
                fill.write(b"x" * 1024)
        done = contentlint(disk, "check", "--no-cache", "--fix", "a.md")
        assert (done.returncode, post.read_text()) == (2, text)
        assert "a.md: can't be written: No space left on device; its fixes are not applied" in done.stderr
        assert rest(disk) == ["a.md", "fill"]
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@posix
def test_2_a_folder_that_is_read_only(tmp_path: Path) -> None:
    folder = tmp_path / "blog"
    post = write(folder / "a.md", POST)
    folder.chmod(0o555)
    tmp_path.chmod(0o755)
    code = f"""
import os, sys
from pathlib import Path
from contentlint.run import files
from contentlint.errors import WriteError
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
try:
    files.write_post(Path({str(post)!r}), "x", Path({str(post)!r}).read_bytes())
except WriteError as error:
    print(error)
"""
    for up in (tmp_path.parent, tmp_path.parent.parent):
        if os.geteuid() == 0:
            up.chmod(0o755)
    try:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    finally:
        folder.chmod(0o755)
    if "ModuleNotFoundError" in done.stderr or "PermissionError" in done.stderr:
        pytest.skip("another user can't reach the environment here")
    assert "a.md: can't be written: Permission denied" in done.stdout, done.stderr
    assert post.read_text() == POST


@posix
def test_2_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    for name in ("folder", "pipe"):
        with pytest.raises(WriteError, match="it is no regular file"):
            writing.write(tmp_path / name, b"x")
    with pytest.raises(WriteError, match="it is no regular file"):
        writing.write(tmp_path / "folder", b"x", special=True)
    write(tmp_path / "post.md", POST)
    done = contentlint(tmp_path, "check", "--format", "json", "-o", "/dev/stdout", "post.md")
    assert done.stdout.startswith("{") and Path("/dev/stdout").exists()
    assert contentlint(tmp_path, "check", "--format", "json", "-o", "/dev/null", "post.md").returncode == 1
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_2_a_baseline_and_a_post_are_written_the_same_way_and_a_cache_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    real = writing.write
    monkeypatch.setattr(writing, "write", lambda path, *a, **k: (calls.append(Path(path).name), real(path, *a, **k))[1])
    monkeypatch.setattr(baseline, "write_file", writing.write)
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path / "cache"))
    baseline.write(tmp_path / "known.jsonl", [])
    cache.write(tmp_path, "site-index", "text")
    files.write_post(write(tmp_path / "a.md", "x"), "y", b"x")
    assert calls == ["known.jsonl", "a.md"]
    (kept,) = (one for one in (tmp_path / "cache").rglob("*") if one.is_file())
    assert (kept.name, kept.read_text("utf-8")) == ("site-index", "text")


def test_2_nothing_else_in_the_package_writes_files() -> None:
    """No other way of Python's to write a file is used; SQLite writes the evidence store itself, and what is kept for
    later runs is replaced whole, but needs no sync."""
    found = []
    for path in sorted((ROOT / "contentlint").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            modes = [a.value for a in [*node.args, *(k.value for k in node.keywords)] if isinstance(a, ast.Constant)]
            opens = name == "open" and any(isinstance(m, str) and len(m) <= 3 and set(m) & set("wax+") for m in modes)
            if name in ("write_text", "write_bytes", "mkstemp", "NamedTemporaryFile", "copyfile", "move") or opens:
                found.append(f"{path.relative_to(ROOT / 'contentlint')}: {name}")
    assert [one for one in found if not one.startswith(("guard/writing.py", "guard/place.py"))] == []
