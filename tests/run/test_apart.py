"""Where no limit ends a step of this process, a post is checked in one that can be ended. Tried on threads, as on
Windows: there nothing of it was run."""

from __future__ import annotations

import datetime as dt
import os
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from runs import write

from contentlint import api
from contentlint.run import apart, runner
from contentlint.run.session import Options

DAY = dt.date(2026, 1, 1)
CHECK = """
import os
from dataclasses import dataclass
from contentlint.api import Hit, Span

@dataclass(frozen=True)
class Options:
    pass

def check(post, options, context):
    if "hang" in post.path:
        sum(range(10**13))  # one step, which no signal and no other thread can end
    if "leave" in post.path:
        os._exit(3)
    yield Hit(Span(0, 1), {"process": os.getpid()})
"""
RULE = """id: hanging
check: hanging
severity: warning
summary: A check that never comes to its end.
message: "in process {process}"
why: It is a test.
examples: []
"""


def on_a_thread(work: Callable[[], Any]) -> Any:
    """What work gives, or raises, on another thread than the main one."""
    came: list[Any] = []

    def run() -> None:
        try:
            came.append(work())
        except BaseException as error:
            came.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(timeout=120)
    assert came, "it hangs"
    return came[0]


@pytest.fixture
def blog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Posts, and a rule over a check of another package."""
    packages, blog = tmp_path / "packages", tmp_path / "blog"
    write(packages / "hanging_check.py", CHECK)
    write(packages / "hanging-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: hanging\nVersion: 1.0\n")
    write(packages / "hanging-1.0.dist-info/entry_points.txt", "[contentlint.checks]\nhanging = hanging_check\n")
    monkeypatch.syspath_prepend(str(packages))
    monkeypatch.chdir(tmp_path)
    write(blog / "rules/prose/hanging.yaml", RULE)
    write(blog / "contentlint.toml", "rule-paths = ['rules']\nrule-timeout = 0.3\n")
    (blog / ".git").mkdir()
    for name in ("a", "b", "c"):
        write(blog / f"{name}.md", f"# Kettle {name}\n\nThe best kettles of 2021 are [here](gone.md).\n")
    yield blog
    apart._close()


def check(*paths: Path, select: tuple[str, ...] = ()) -> runner.Outcome:
    return runner.check(paths, Options(today=DAY, use_cache=False, select=select))


def told(outcome: runner.Outcome) -> list[tuple[str, str, int]]:
    return [(f.path, f.rule, f.line) for f in outcome.findings]


def test_the_same_is_found_in_a_process_apart(blog: Path) -> None:
    here, there = check(blog), on_a_thread(lambda: check(blog))
    assert told(here) == told(there) and len(told(here)) >= 9
    assert (here.links, here.problems, here.unread) == (there.links, there.problems, there.unread)
    processes = {f.message for f in there.findings if f.rule == "hanging"}
    assert len(processes) == 1 and f"in process {os.getpid()}" not in processes
    assert {f.message for f in here.findings if f.rule == "hanging"} == {f"in process {os.getpid()}"}


def test_a_post_that_hangs_is_one_finding_and_the_run_goes_on(blog: Path) -> None:
    write(blog / "b-hang.md", "# One\n\nWords.\n")
    found = on_a_thread(lambda: check(blog, select=("hanging",)))
    assert told(found) == [
        (f"blog/{name}.md", rule, 1)
        for name, rule in (("a", "hanging"), ("b-hang", "internal-error"), ("b", "hanging"), ("c", "hanging"))
    ]
    (told_of,) = [f for f in found.findings if f.rule == "internal-error"]
    assert told_of.message == "not checked to its end: it took far longer than it may, and was ended"
    assert told_of.fingerprint
    assert found.problems == [f"blog/b-hang.md: {told_of.message}"]


def test_what_was_ended_is_not_remembered(blog: Path) -> None:
    write(blog / "hang.md", "# One\n\nWords.\n")
    options = Options(today=DAY, select=("hanging",))
    for _ in range(2):
        found = on_a_thread(lambda: runner.check([blog / "hang.md"], options))
        assert [f.rule for f in found.findings] == ["internal-error"]


def test_a_process_that_ends_by_itself_loses_its_post_only(blog: Path) -> None:
    write(blog / "b-leave.md", "# One\n\nWords.\n")
    found = on_a_thread(lambda: check(blog, select=("hanging",)))
    assert [path for path, _, _ in told(found)] == ["blog/a.md", "blog/b.md", "blog/c.md"]
    assert len(found.problems) == 1 and found.problems[0].startswith("blog/b-leave.md: not checked: the process")


def test_a_text_that_hangs(blog: Path) -> None:
    error = on_a_thread(lambda: api.lint_text("# One\n", blog / "hang.md", today=DAY))
    assert isinstance(error, api.ContentlintError) and "hang.md: not checked to its end" in str(error)


def test_texts_are_asked_of_one_process(blog: Path) -> None:
    def check() -> list[list[api.Finding]]:
        return [api.lint_text(f"# {n} best of 2021\n", blog / "x.md", today=DAY, select=["hanging"]) for n in range(3)]

    found = [finding.message for findings in on_a_thread(check) for finding in findings]
    assert len(found) == 3 and len(set(found)) == 1 and found[0] != f"in process {os.getpid()}"


@pytest.mark.parametrize("program", ["", "/gone/python", "/bin/true"])
def test_without_another_process_all_is_done_in_this_one(
    blog: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    found = on_a_thread(lambda: check(blog, select=("hanging",)))
    assert {f.message for f in found.findings} == {f"in process {os.getpid()}"} and len(found.findings) == 3


def test_no_other_process_where_a_limit_ends_every_step(blog: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "Apart", lambda: pytest.fail("it was started"))
    assert len(told(check(blog))) >= 9
    assert api.lint_text("# The best of 2021\n", blog / "x.md", today=DAY)


def test_a_mistake_of_the_configuration_is_told_as_ever(blog: Path) -> None:
    write(blog / "contentlint.toml", "rule-timeout = 'x'\n")
    assert str(on_a_thread(lambda: check(blog))) == str(_error(lambda: check(blog))) != ""


def _error(work: Callable[[], Any]) -> Any:
    try:
        return work()
    except api.ContentlintError as error:
        return error


def test_the_environment_can_not_have_it_import_from_the_checked_folder(
    blog: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "pickle", "contentlint"):
        write(tmp_path / f"{name}.py", "import os\nos._exit(7)\n")
    monkeypatch.setenv("PYTHONPATH", os.pathsep)  # the working directory
    found = on_a_thread(lambda: check(blog, select=("hanging",)))
    assert len(found.findings) == 3 and f"in process {os.getpid()}" not in {f.message for f in found.findings}
