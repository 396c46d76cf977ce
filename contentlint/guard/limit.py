"""A limit of time for work on what strangers wrote: a rule over a post, the reading of a file."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TooSlow(BaseException):
    """The time is up. Not an `Exception`, so that no handler on the way takes it for a failure of its own."""


_deadline: float | None = None
"""When the time of the limit that is in force is up, by the monotonic clock."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Stop what takes too long, a hostile regular expression too: `re` looks for signals while it matches.

    Raises TooSlow. A limit inside another one has its own time, which does not count for that one: a rule does not pay
    for the reading of somebody else's file. Without effect for 0 seconds, off the main thread and where there are no
    interval timers (Windows).
    """
    global _deadline
    if seconds <= 0 or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    start = time.monotonic()
    outer, before = _deadline, signal.signal(signal.SIGALRM, _stop)
    _deadline = start + seconds
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        now = time.monotonic()
        _deadline = None if outer is None else outer + now - start
        signal.setitimer(signal.ITIMER_REAL, 0.0 if _deadline is None else max(_deadline - now, 1e-3))
        signal.signal(signal.SIGALRM, before)


def _stop(*_: Any) -> None:
    if _deadline is not None and _deadline <= time.monotonic():  # else it came late, for a limit left in time
        raise TooSlow
