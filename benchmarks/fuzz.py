"""Fuzzing for as long as one likes.

    python benchmarks/fuzz.py [--minutes 60] [--seed 0] [--only posts] [--jobs 2]

Each kind of input in turn, in processes of their own, with seeds counted up from `--seed`; prints how many inputs were
tried. What breaks something is printed with its smallest form, to be put into `tests/fuzz/corpus` and mended. Ends with
1 when something broke.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import itertools
import os
import sys
import time
import traceback
from multiprocessing import Process, Queue
from pathlib import Path
from queue import Empty
from typing import Any

from hypothesis import Phase, given, seed, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from fuzz import test_fuzz  # type: ignore[import-not-found]

KINDS = (
    "posts",
    "front_matter",
    "configurations",
    "rules",
    "schemas",
    "pages",
    "answers",
    "messages_to_the_language_server",
)
_ROUND = {
    "posts": 150,
    "front_matter": 1500,
    "configurations": 60,
    "rules": 30,
    "schemas": 80,
    "pages": 400,
    "answers": 60,
}
"""Inputs of a kind in one go."""


def _round(job: tuple[str, int]) -> tuple[str, int, int, str]:
    """The kind, the seed, how many inputs were tried, and what broke."""
    kind, number = job
    test: Any = getattr(test_fuzz, f"test_{kind}")
    inner, tried = test.hypothesis.inner_test, 0
    more: dict[str, Any] = {}
    if kind == "answers":
        more = {"server": test_fuzz.Answering()}

    def counted(*args: Any, **named: Any) -> None:
        nonlocal tried
        tried += 1
        inner(*args, **more, **named)

    given_ = test.hypothesis._given_kwargs
    strategies = dict(given_ or {})
    run = seed(number)(
        settings(
            max_examples=_ROUND.get(kind, 60), deadline=None, database=None, suppress_health_check=test_fuzz.SLOW,
            phases=(Phase.generate, Phase.shrink), report_multiple_bugs=False,
        )(given(**strategies)(counted))
    )  # fmt: skip
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said):
            run()
    except BaseException:
        if more:
            more["server"].close()
        return kind, number, tried, said.getvalue() + traceback.format_exc(limit=-4)
    if more:
        more["server"].close()
    return kind, number, tried, ""


def _work(worker: int, jobs: int, first: int, kinds: list[str], end: float, queue: Any) -> None:
    """One process: its share of the seeds, each kind in turn, until the time is over."""
    for number in itertools.count(first + worker, jobs):
        for kind in kinds:
            if time.monotonic() >= end:
                queue.put(None)
                return
            queue.put(_round((kind, number)))


def main() -> None:
    """Fuzz until the time is over."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", choices=KINDS)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    end = time.monotonic() + arguments.minutes * 60
    kinds = [arguments.only] if arguments.only else list(KINDS)
    queue: Any = Queue()
    share = (arguments.jobs, arguments.seed, kinds, end, queue)
    working = [Process(target=_work, args=(worker, *share), daemon=True) for worker in range(arguments.jobs)]
    for process in working:
        process.start()
    tried = dict.fromkeys(kinds, 0)
    broken, left = 0, len(working)
    while left:
        try:
            done = queue.get(timeout=3600)
        except Empty:
            print("nothing heard for an hour: something hangs", flush=True)
            broken += 1
            break
        if done is None:
            left -= 1
            continue
        kind, number, count, what = done
        tried[kind] += count
        if what:
            broken += 1
            print(f"== {kind}, seed {number}\n{what}", flush=True)
    print(", ".join(f"{count:,} {kind}" for kind, count in tried.items()) + f": {broken} broke something")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
