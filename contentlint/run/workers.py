"""Work in several processes: results in order, none left behind, and a killed one loses no more than its post."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

_ENOUGH = 24
"""Posts from which on a second process saves more time than it takes to start."""
_MOST = 8
_CHUNK = 16
_LEFT_BEHIND = 20_000
"""Objects of posts that are done before it is looked which of them can go: fewer save no memory, more no time."""

_work_of: tuple[Any, Callable[[Any, str], Any]] | None = None
"""What a worker process does: made once, and forked with the site already known."""


def each(
    shared: S, paths: Sequence[str], task: Callable[[S, str], T], lost: Callable[[str], T], jobs: int = 0
) -> Iterable[T]:
    """`task(shared, path)` for each path, in order; many in several processes, so what it gives must be picklable.

    `jobs` is how many, 0 for one a core. `lost` makes the result for a path whose process was killed. Where processes
    can't be forked, one does it all.
    """
    jobs = number(len(paths), jobs)
    if jobs == 1:
        return (task(shared, path) for path in paths)
    return _forked(shared, paths, task, lost, jobs)


def number(paths: int, jobs: int = 0) -> int:
    """How many processes are worth while for so many paths, when `jobs` are wanted (0: one a core)."""
    jobs = jobs or min(os.cpu_count() or 1, _MOST)
    return 1 if paths < _ENOUGH or not hasattr(os, "fork") else jobs


def _forked(
    shared: S, paths: Sequence[str], task: Callable[[S, str], T], lost: Callable[[str], T], jobs: int
) -> Iterator[T]:
    from concurrent.futures.process import BrokenProcessPool

    size = max(1, min(_CHUNK, len(paths) // (jobs * 4)))
    chunks = [paths[at : at + size] for at in range(0, len(paths), size)]
    done = 0
    try:
        for results in _pooled(shared, chunks, task, jobs):
            yield from results
            done += 1
    except BrokenProcessPool:
        # One of the posts in work did it. Each of the rest gets a process that it alone can break.
        for path in (path for chunk in chunks[done:] for path in chunk):
            try:
                for results in _pooled(shared, [[path]], task, 1):
                    yield from results
            except BrokenProcessPool:
                yield lost(path)


def _pooled(shared: S, chunks: Sequence[Sequence[str]], task: Callable[[S, str], T], jobs: int) -> Iterator[list[T]]:
    """The results of each chunk, in order. Raises BrokenProcessPool. No process outlives this generator."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    before = set(multiprocessing.active_children())
    context = multiprocessing.get_context("fork")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(shared, task, os.getpid()))
    try:
        yield from pool.map(_work, chunks)
    except BaseException:  # Ctrl-C, SIGTERM: what is in work is not waited for
        for process in set(multiprocessing.active_children()) - before:
            with contextlib.suppress(OSError, ValueError):
                process.kill()
        # They are dead, so this takes no time; left to the end of the interpreter it races with what closes the pipes.
        pool.shutdown(wait=True, cancel_futures=True)
        raise
    pool.shutdown()


def _start(shared: Any, task: Callable[[Any, str], Any], parent: int) -> None:
    global _work_of
    _work_of = shared, task
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a terminal sends it to all: the parent decides
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    # What is there stays; what posts leave behind is small, and goes soon.
    gc.freeze()
    gc.set_threshold(_LEFT_BEHIND, 20, 100)
    _end_with(parent)


def _end_with(parent: int) -> None:
    """See to it that this process ends when its parent does, however that ends."""
    if sys.platform == "linux":
        with contextlib.suppress(Exception):
            import ctypes

            ctypes.CDLL(None).prctl(1, int(signal.SIGKILL))  # PR_SET_PDEATHSIG
            if os.getppid() != parent:
                os._exit(1)
            return

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _work(paths: Sequence[str]) -> list[Any]:
    assert _work_of is not None
    shared, task = _work_of
    return [task(shared, path) for path in paths]
