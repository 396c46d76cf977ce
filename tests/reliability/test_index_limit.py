"""Reading a file for the site stands under the limit of a rule: what breaks it is one finding, and the rest goes on."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from runs import write

from contentlint.cli import main
from contentlint.guard.limit import TooSlow, time_limit
from contentlint.site.reading import headings, meta

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no interval timers")


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path / "hostile.md", "# Hostile\n\nText.\n")
    write(tmp_path / "post.md", "# Post\n\nSee [it](gone.md), [that](hostile.md#hostile) and [this](hostile.md).\n")
    write(tmp_path / "contentlint.toml", "rule-timeout = 2\n")
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("CONTENTLINT_CACHE_DIR", str(tmp_path.parent / "cache"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _hang(*_: Any, **__: Any) -> Any:
    while True:
        pass


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _fail(*_: Any, **__: Any) -> Any:
    raise KeyError("why")


@pytest.mark.parametrize(("way", "why"), [(_hang, "took longer than 2 s"), (_fail, "failed: KeyError: 'why'")])
@pytest.mark.parametrize("part", ["facts", "headings"])
@pytest.mark.parametrize("arguments", [["post.md"], ["."], ["post.md", "hostile.md"]])
def test_3_a_file_that_can_not_be_read_for_the_site_is_one_finding(
    blog: Path, monkeypatch: pytest.MonkeyPatch, way: Any, why: str, part: str, arguments: list[str]
) -> None:
    if part == "facts":
        real = meta.read
        monkeypatch.setattr(meta, "read", lambda text, **k: way() if "Hostile" in text else real(text, **k))
    else:
        scanner = headings.Scanner
        monkeypatch.setattr(headings, "Scanner", lambda text: way() if "Hostile" in text else scanner(text))
    for _ in range(2):  # and it is not kept in the cache as read
        result = CliRunner().invoke(main, ["check", "--format", "json", "--no-cache", *arguments])
        found = json.loads(result.stdout)["findings"]
        failed = [f for f in found if f["rule"] == "internal-error"]
        assert [(f["path"], f["message"]) for f in failed] == [("hostile.md", f"reading it for the site {why}")]
        assert [f["excerpt"] for f in found if f["rule"] == "broken-internal-link"] == ["gone.md"]
        assert [f for f in found if f["rule"] == "broken-anchor"] == []
        assert result.exit_code == 2
        assert [line for line in result.stderr.splitlines() if "hostile.md: reading it for the site" in line]


def test_3_the_site_command_tells_it(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = meta.read
    monkeypatch.setattr(meta, "read", lambda text, **k: _fail() if "Hostile" in text else real(text, **k))
    result = CliRunner().invoke(main, ["site", "."])
    assert result.exit_code == 2 and "hostile.md: reading it for the site failed" in result.stderr
    assert "post.md" in result.stdout


def test_3_it_is_told_for_a_post_on_standard_input_too(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = meta.read
    monkeypatch.setattr(meta, "read", lambda text, **k: _fail() if "Hostile" in text else real(text, **k))
    arguments = ["check", "-", "--stdin-filename", "new.md", "--no-cache"]
    result = CliRunner().invoke(main, arguments, input="# New\n\nSee [it](hostile.md).\n")
    assert result.exit_code == 2 and "hostile.md: reading it for the site failed" in result.stderr


# -- the limit itself


def test_a_limit_inside_another_has_its_own_time() -> None:
    start = time.process_time()
    with time_limit(0.4):
        for _ in range(3):
            with pytest.raises(TooSlow), time_limit(0.3):
                _hang()
        assert time.process_time() - start > 0.8  # far over 0.4 s, and none of it was the outer one's
        with pytest.raises(TooSlow), time_limit(10), time_limit(0.1):
            _hang()
    start = time.process_time()
    with pytest.raises(TooSlow), time_limit(0.3):
        with time_limit(5):
            _work(0.1)
        _hang()
    assert 0.35 < time.process_time() - start < 2


def test_a_limit_that_was_left_in_time_has_no_effect_later() -> None:
    with time_limit(0.05):
        pass
    _work(0.1)
    with time_limit(0):
        _work(0.06)


def test_a_limit_set_later_than_the_timer_still_ends_the_work() -> None:
    with time_limit(0.05):
        pass
    start = time.process_time()
    with pytest.raises(TooSlow), time_limit(0.3):  # the timer of the one before ends first, and is set anew
        _hang()
    assert 0.25 < time.process_time() - start < 2
    with pytest.raises(TooSlow), time_limit(5), time_limit(0.1):
        _hang()


def test_a_handler_that_was_there_is_put_back_and_gets_no_signal_of_ours() -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGPROF, lambda number, _: heard.append(number))
    handler = signal.getsignal(signal.SIGPROF)
    try:
        with time_limit(0.05):
            assert signal.getsignal(signal.SIGPROF) is not handler
        assert signal.getsignal(signal.SIGPROF) is handler
        _work(0.1)
        assert not heard
    finally:
        signal.signal(signal.SIGPROF, before if callable(before) else signal.SIG_IGN)


def test_a_run_that_ends_with_a_timer_ends_as_it_says(tmp_path: Path) -> None:
    code = (
        "import time\nfrom contentlint.guard.limit import time_limit\n"
        "with time_limit(0.2): pass\n"
        "class Late:\n    def __del__(self):\n        end = time.process_time() + 0.4\n"
        "        while time.process_time() < end: pass\n"
        "late = Late()\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_busy_machine_makes_no_limit_come_sooner() -> None:
    with time_limit(0.05) as spent:
        time.sleep(0.2)  # as when others have the processor
    assert spent.seconds < 0.05


def test_what_is_spent_is_known_without_what_stood_under_a_limit_of_its_own() -> None:
    with time_limit(5) as spent:
        _work(0.1)
        with time_limit(5) as inner:
            _work(0.3)
    assert 0.08 < spent.seconds < 0.25 < inner.seconds


def _in_thread(work: Callable[[], None]) -> list[BaseException]:
    raised: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)
    assert not thread.is_alive()
    return raised


def test_a_limit_holds_off_the_main_thread_too() -> None:
    def work() -> None:
        for _ in range(3):
            with pytest.raises(TooSlow), time_limit(0.1):
                _hang()
        with pytest.raises(TooSlow), time_limit(0.3):
            with pytest.raises(TooSlow), time_limit(0.1):
                _hang()
            _hang()
        with time_limit(0.05):
            pass
        end = time.monotonic() + 0.3
        while time.monotonic() < end:  # nothing is left over
            pass

    assert _in_thread(work) == []


def test_two_threads_have_two_limits() -> None:
    found: list[list[BaseException]] = []

    def stopped() -> None:
        with time_limit(0.2):
            _hang()

    def undisturbed() -> None:
        with time_limit(60):
            _work(0.8)

    threads = [threading.Thread(target=lambda w=w: found.append(_in_thread(w))) for w in (stopped, undisturbed)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(len(one) for one in found) == [0, 1]


def test_no_handler_on_the_way_stops_the_limit() -> None:
    with pytest.raises(TooSlow), time_limit(0.1):
        for _ in range(100):
            try:
                _hang()
            except Exception:
                continue
