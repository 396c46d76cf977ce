"""Entry 1: no command runs Python code that lies in the checked folder."""

from __future__ import annotations

import http.server
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from runs import SCRIPT, environment, write

PAGE = b"<title>Grain</title><p>In 2019, 45% of users left the service.</p>" + b"<p>Words of a page.</p>" * 20


class _Page(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(PAGE)

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/ok"
    server.shutdown()
    server.server_close()


@pytest.fixture
def blog(tmp_path: Path, address: str) -> Path:
    write(tmp_path / "blog" / "a.md", f"In 2019, 45% of users left, [a study]({address}) says.\n")
    return tmp_path / "blog"


def plant(blog: Path, name: str) -> Path:
    """A module in the checked folder that leaves a mark when it is imported."""
    mark = blog.parent / "ran"
    write(blog / name, f"open({str(mark)!r}, 'a').write({name!r})\nraise SystemExit(99)\n")
    return mark


def audit(blog: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*(command or SCRIPT), "audit", "-q", "--format", "json", "--allow-host", "127.0.0.1", "a.md"], cwd=blog,
        env={**environment(blog), **more}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


MODULES = (
    "struct.py", "selectolax.py", "selectolax/__init__.py", "contentlint/__init__.py", "contentlint.py", "json.py",
    "pypdf/__init__.py", "asyncio/__init__.py", "zlib.py", "sitecustomize.py", "usercustomize.py", "codecs.py",
    "encodings/__init__.py", "protego.py", "httpx.py", "yaml/__init__.py", "h2/__init__.py", "html/__init__.py",
    "resource.py",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_1_the_audit_imports_nothing_from_the_checked_folder(blog: Path, name: str) -> None:
    mark = plant(blog, name)
    done = audit(blog)
    assert not mark.exists(), mark.read_text()
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr


def test_1_the_page_is_really_read_by_the_isolated_reader(blog: Path, address: str) -> None:
    """The tests above prove something only when a reader starts: here the figure of the page contradicts the post's."""
    write(blog / "a.md", f"In 2019, [65% of users left the service]({address}).\n")
    done = audit(blog)
    assert "contradicted-by-source" in {f["rule"] for f in json.loads(done.stdout)["findings"]}, done.stderr


@pytest.mark.parametrize("name", ["struct.py", "selectolax.py", "contentlint/__init__.py", "pypdf.py"])
@pytest.mark.parametrize("variable", ["there", ".", "", "absent"])
def test_1_the_reader_does_not_take_pythonpath_s_word(
    blog: Path, name: str, variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PYTHONPATH that leads to the checked folder has its effect on the command itself, not on the reader process."""
    import asyncio

    from contentlint.sources.reading import Readers

    mark = plant(blog, name)
    monkeypatch.chdir(blog)
    if variable != "absent":
        monkeypatch.setenv("PYTHONPATH", {"there": str(blog)}.get(variable, variable))
    monkeypatch.syspath_prepend(str(blog))
    monkeypatch.setattr(sys, "path", ["", *sys.path])

    async def read() -> str:
        readers = Readers()
        try:
            return (await readers.read(PAGE, "text/html")).text
        finally:
            await readers.close()

    assert "45% of users" in asyncio.run(read())
    assert not mark.exists()


@pytest.mark.parametrize("variable", [os.pathsep, ".", "there"])
@pytest.mark.parametrize("name", ["struct.py", "selectolax.py", "json.py", "yaml.py"])
def test_1_the_working_directory_in_pythonpath_is_dropped_by_the_command(blog: Path, name: str, variable: str) -> None:
    """`PYTHONPATH=$OTHER:` with nothing in OTHER means the working directory, and few who write it know."""
    mark = plant(blog, name)
    done = audit(blog, PYTHONPATH=str(blog) if variable == "there" else variable, PYTHONSAFEPATH="1")
    assert "Traceback" not in done.stderr
    assert not mark.exists(), mark.read_text()


@pytest.mark.parametrize(
    "command", [("check", "."), ("claims", "."), ("site", "."), ("rules",), ("verify", "5%", "a.md")]
)
def test_1_no_other_command_does(blog: Path, command: tuple[str, ...]) -> None:
    marks = [
        plant(blog, name) for name in ("struct.py", "yaml.py", "markdown_it.py", "json.py", "contentlint/__init__.py")
    ]
    done = subprocess.run(
        [*SCRIPT, *command], cwd=blog, env=environment(blog), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode in (0, 1), done.stderr
    assert not marks[0].exists()
