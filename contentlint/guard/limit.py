"""A limit of time for work on what strangers wrote: a rule over a post, the reading of a file.

What is counted is the time of the processor, so that a busy machine makes no finding. On the main thread of a POSIX
system an interval timer ends the work, within a regular expression too: `re` looks for signals while it matches.
Elsewhere, on Windows and on other threads, a thread beside it has Python raise the same at its next step. A single
match is one step, which nothing in the process ends: so no expression of a stranger is used there that could take long
(`ends_matches`), and posts are checked in a process that can be ended (`run.apart`).
"""

from __future__ import annotations

import atexit
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any


class TooSlow(BaseException):
    """The time is up. Not an `Exception`, so that no handler on the way takes it for a failure of its own."""


class Spent:
    """The seconds that work under a limit has taken; what stood under a limit of its own inside is not counted."""

    def __init__(self) -> None:
        self.seconds = 0.0


@contextmanager
def time_limit(seconds: float) -> Iterator[Spent]:
    """Stop what takes more seconds of the processor. Raises TooSlow.

    A limit inside another one has its own time, which does not count for that one: a rule does not pay for the reading
    of somebody else's file. Without effect for 0 seconds. Gives what was spent, known when the block is left.
    """
    spent = Spent()
    if seconds <= 0:
        yield spent
        return
    limits = _of_thread()
    clock, outer = limits.clock, limits.deadline
    start = clock()
    limits.set(start + seconds)
    try:
        yield spent
    finally:
        now = clock()
        left = (limits.deadline or now) - now
        spent.seconds = seconds - left
        limits.set(None if outer is None else outer + now - start)


class _Limits:
    """The limits of one thread: how its time is read, when it is up, and what happens then."""

    clock: Callable[[], float]

    def __init__(self) -> None:
        self.deadline: float | None = None
        """When the time of the limit that is in force is up, by `clock`."""

    def set(self, deadline: float | None) -> None:
        """Put another limit in force."""
        raise NotImplementedError


class _Timed(_Limits):
    """The main thread where there are interval timers.

    To set one takes longer than many a rule, so it is left running as long as it ends before the deadline in force, and
    set anew by its own signal.
    """

    clock = staticmethod(time.process_time)

    def __init__(self) -> None:
        super().__init__()
        self._handler = self._stop
        self._before: Any = None
        self._ends: float | None = None
        """When the timer ends, by `clock`; None where none runs."""
        atexit.register(self._clear)  # a signal after the handlers are gone would end the process

    def set(self, deadline: float | None) -> None:
        if self.deadline is None and deadline is not None and signal.getsignal(signal.SIGPROF) is not self._handler:
            self._before = signal.signal(signal.SIGPROF, self._handler)
        self.deadline = deadline
        if deadline is not None and (self._ends is None or deadline < self._ends):
            self._start(deadline)
        # A signal that is still on its way finds a handler: ours stays where there was none.
        if deadline is None and callable(self._before):
            self._clear()
            signal.signal(signal.SIGPROF, self._before)

    def _start(self, deadline: float) -> None:
        self._ends = deadline
        signal.setitimer(signal.ITIMER_PROF, max(deadline - self.clock(), 1e-3))

    def _clear(self) -> None:
        self._ends = None
        signal.setitimer(signal.ITIMER_PROF, 0.0)

    def _stop(self, *_: Any) -> None:
        self._ends = None
        if self.deadline is None:
            return  # for a limit left in time
        if self.deadline <= self.clock():
            raise TooSlow
        self._start(self.deadline)  # that of a limit set later, or the timer counts in other steps than the clock


_TICK = 0.02
"""Seconds between two looks at the clock of a thread that is watched."""


class _Watched(_Limits):
    """Any other thread, and the main one on Windows."""

    def __init__(self) -> None:
        super().__init__()
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._watch: threading.Thread | None = None
        self._raised = False
        self.clock = _thread_clock(self._thread)

    def set(self, deadline: float | None) -> None:
        with self._lock:  # so that nothing is raised for a limit that was left meanwhile
            self.deadline = deadline
            if self._raised:
                self._raised = False
                _raise_in(self._thread, None)
            if deadline is not None and (self._watch is None or not self._watch.is_alive()):
                self._watch = threading.Thread(target=self._look, name="contentlint limit", daemon=True)
                self._watch.start()

    def _look(self) -> None:
        ticks = 0
        while True:
            time.sleep(_TICK)
            with self._lock:
                if self.deadline is None:
                    self._watch = None
                    return
                try:
                    is_up = self.clock() >= self.deadline
                except OSError:  # the thread is gone
                    return
                ticks += 1
                if is_up and (not self._raised or ticks % _AGAIN == 0):
                    self._raised = True
                    _raise_in(self._thread, TooSlow)


_AGAIN = 50
"""Ticks after which it is raised once more, if something on the way has swallowed it."""


def _raise_in(thread: int, error: type[BaseException] | None) -> None:
    """Have a thread raise something at its next step, or take that back."""
    import ctypes

    raised = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), raised)


def _thread_clock(thread: int) -> Callable[[], float]:
    """The seconds that a thread has had of the processor, which another one can ask for; real ones on Windows."""
    if hasattr(time, "pthread_getcpuclockid"):
        number = time.pthread_getcpuclockid(thread)
        return lambda: time.clock_gettime(number)
    return time.monotonic


_local = threading.local()


def _forget() -> None:
    """Know nothing of the limits of threads: in a forked process the one that is left is the main thread."""
    global _local
    _local = threading.local()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _of_thread() -> _Limits:
    limits: _Limits | None = getattr(_local, "limits", None)
    if limits is None:
        is_timed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        limits = _local.limits = _Timed() if is_timed else _Watched()
    return limits


def ends_matches() -> bool:
    """Whether a limit here ends a single match too: on the main thread where there are interval timers.

    Elsewhere a match holds Python until it is done, so only expressions with a bound may be matched
    (`guard.patterns.endless`).
    """
    return isinstance(_of_thread(), _Timed)


SIZE = 200_000
"""Code points for which a post may take as long once more as a small one."""
_RULES = 2.0
"""All that is done with a post may take so many times what one rule may."""


class Budget:
    """The seconds of the processor that one post may take: from reading through parsing to each rule.

    `timeout` is what one rule may take for a small post (0: no limit), `size` the code points of this one.
    """

    def __init__(self, timeout: float, size: int) -> None:
        self.of_rule = timeout * (1 + size / SIZE)
        """Seconds that one rule may take for this post, and its parsing."""
        self.whole = self.of_rule * _RULES
        self.left = self.whole
        """Seconds that are left."""

    @property
    def is_spent(self) -> bool:
        """True when nothing more is to be done with the post."""
        return self.whole > 0 and self.left <= 0

    @contextmanager
    def step(self) -> Iterator[None]:
        """One step of the work. Raises TooSlow, also when nothing is left to begin with."""
        if self.is_spent:
            raise TooSlow
        spent = Spent()
        try:
            with time_limit(min(self.of_rule, self.left)) as spent:
                yield
        finally:
            self.left -= spent.seconds
