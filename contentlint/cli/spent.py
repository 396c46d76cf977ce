"""What `--verbose` and `--profile` say of a run, and its progress at a terminal."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Any, TextIO

from contentlint.cli import options

if TYPE_CHECKING:
    from contentlint.run.runner import Outcome

_MOST_RULES = 5
_PROFILED = 15
"""Rules of contentlint that a profile lists; those of the user it lists all."""
_MOST_FILES = 20


def lines(outcome: Outcome, seconds: float) -> list[str]:
    """Lines for stderr: projects, files that were passed over, the time, and the rules that took most of it."""
    said = list(outcome.projects)
    said += [f"skipped {path}: {why}" for path, why in outcome.skipped[:_MOST_FILES]]
    if (more := len(outcome.skipped) - _MOST_FILES) > 0:
        said.append(f"skipped {more} more files")
    said.append(f"checked {outcome.files} post{'s' * (outcome.files != 1)} in {seconds:.2f} s")
    total = sum(outcome.seconds.values())
    for rule, took in sorted(outcome.seconds.items(), key=lambda one: -one[1])[:_MOST_RULES]:
        said.append(f"{took:6.2f} s  {took / total:4.0%}  {rule}{_most_for(outcome, rule)}" if total else rule)
    if outcome.seconds:
        said.append(f"{total:.2f} s in {len(outcome.seconds)} rules, in all processes together")
    return said


def profile(outcome: Outcome, seconds: float, start: float) -> list[str]:
    """Lines for stderr: the parts of a run of so many seconds, and the rules, the slowest first.

    `start` is how long it took to load the program. Of posts the time is that of all processes together; what several
    rules want to know of a post is counted to the one that asks first.
    """
    from contentlint.report.pages import is_builtin

    phases = [("loading the program", start), *outcome.phases.items(), ("rules", sum(outcome.seconds.values()))]
    said = [f"{start + seconds:8.2f} s  in all, {outcome.files} post{'s' * (outcome.files != 1)}"]
    said += [f"{took:8.2f} s  {name}" for name, took in phases]
    ranked = sorted(outcome.seconds.items(), key=lambda one: -one[1])
    own = {name for name, rule in outcome.rules.items() if not is_builtin(rule)}
    for number, (name, took) in enumerate(ranked):
        if number >= _PROFILED and name not in own:
            continue
        file = f" ({outcome.rules[name].path})" if name in own else ""
        said.append(f"{took:8.2f} s  rule {name}{_most_for(outcome, name)}{file}")
    return said


def _most_for(outcome: Outcome, rule: str) -> str:
    """The post that a rule took longest for, in words; "" where that says nothing."""
    slowest, post = outcome.slowest.get(rule, (0.0, ""))
    return f", of it {slowest:.2f} s for {post}" if post and outcome.files > 1 and slowest >= 0.005 else ""


class Clock:
    """When a command began, and how long it took to load the program; to be made first of all."""

    def __init__(self) -> None:
        self._began, self._start = time.perf_counter(), time.process_time()

    def tell(self, outcome: Outcome, given: dict[str, Any]) -> None:
        """Say on stderr what `--verbose` and `--profile` of the options that were `given` ask for."""
        seconds = time.perf_counter() - self._began
        if given["verbose"]:
            options.tell(lines(outcome, seconds))
        if given["profile"]:
            options.tell(profile(outcome, seconds, self._start))


class Progress:
    """Tells at a terminal how many posts are done, on one line, once a run takes longer than two seconds."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._next, self._is_shown = stream, time.monotonic() + _PATIENCE, False

    def __call__(self, done: int, total: int) -> None:
        """Tell it, when it is time to."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + _PAUSE
        self._write(f"{done} of {total} posts checked")
        self._is_shown = True

    def clear(self) -> None:
        """Take the line away."""
        if self._is_shown:
            self._write("")

    def _write(self, line: str) -> None:
        self._stream.write(f"\r\x1b[2K{line}")
        self._stream.flush()


_PATIENCE, _PAUSE = 2.0, 0.2
"""Seconds before progress is told, and from one time to the next."""


def progress(*, quiet: bool) -> Progress | None:
    """Progress for a person who waits at a terminal; None for nobody."""
    is_watched = not quiet and sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return Progress(sys.stderr) if is_watched else None
