"""Whether the time for a post grows with its size alone, whatever the post is made of.

    python benchmarks/shapes.py [NAME …] [--size 128] [--all-rules] [--jobs 2] [--seed 0] [--why]

Each shape is a post made of one thing, at `--size` KB, twice and four times as much, checked as a file of a small site:
found, read for the site, parsed, judged by every rule. Printed are the CPU seconds of each size and the exponent `k` of
the growth (time ~ size^k, by least squares), over what the site without the post costs. `--why` names the rules that
took most. Ends with 1 when an exponent is above 1.15 or a run was not done in time.

Each shape runs in a process of its own, so that none leaves caches behind for the next. `--seed` draws the words of the
shapes that are made of words anew.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import math
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from multiprocessing import get_context
from multiprocessing.pool import ThreadPool
from pathlib import Path
from typing import Any

import contentlint.cli  # noqa: F401  (it sets how often garbage is looked for in a run, which is measured here)
from contentlint.run import engine, runner
from contentlint.run.session import Options

sys.path.insert(0, str(Path(__file__).parent))
from shape_texts import SHAPES, Shape

MOST = 1.15
"""The largest exponent that passes."""
_SECONDS = 120
"""CPU seconds after which the process of a shape is ended."""
_TIMES = 3
_NOISE = 0.02
"""CPU seconds that are no growth: below them the clock and the caches decide."""
_TODAY = dt.date(2026, 6, 1)
_NEIGHBOUR = "---\ntitle: How to keep rye starter alive\n---\n\nFeed it daily, as [the list](list.md) says.\n"

_base: dict[str, float] = {}
"""CPU seconds for the site with a post that has nothing but the English."""

Row = tuple[str, list[float], float, str]
"""Name, seconds of each size, exponent, what took most."""


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """The slope of a line through the logarithms. What is below the noise of the clock counts as noise."""
    x, y = [math.log(size) for size in sizes], [math.log(max(s, _NOISE)) for s in seconds]
    middle_x, middle_y = sum(x) / len(x), sum(y) / len(y)
    above = sum((a - middle_x) * (b - middle_y) for a, b in zip(x, y, strict=True))
    return above / sum((a - middle_x) ** 2 for a in x)


def _site(folder: Path, *, all_rules: bool) -> None:
    (folder / ".git").mkdir(parents=True)
    (folder / "list.md").write_text("---\ntitle: A list of flours\n---\n\nRye, wheat, oat.\n", encoding="utf-8")
    (folder / "starter.md").write_text(_NEIGHBOUR, encoding="utf-8")
    lines = ["rule-timeout = 3600", "max-file-size = 100000000"]
    if all_rules:
        from contentlint.catalog import catalog

        lines += ["[rules]", *(f'{name} = "on"' for name in sorted(catalog.load().rules))]
    (folder / "contentlint.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _seconds(folder: Path, path: str) -> float:
    (session, _), *_ = runner.sessions([folder], Options(today=_TODAY, use_cache=False, jobs=1, trust_config=True))
    gc.collect()
    start = time.process_time()
    _ = session.sites.hosts
    result = session.lint_file(path)
    whole = session.lint_site({path})
    took = time.process_time() - start
    failed = [f.message for f in result.findings if f.rule == engine.INTERNAL_ERROR]
    failed += [*result.problems, *whole.problems, *session.unread.values()]
    if failed:
        raise SystemExit(failed[0][:300])
    return took


def measure(shape: Shape, sizes: list[int], *, all_rules: bool, seed: int) -> Row:
    """The row of one shape, in this process. What seems to grow too fast is measured again, and the least counts."""
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name) / "site", f"post{shape.suffix}"
        _site(folder, all_rules=all_rules)
        found = [math.inf] * len(sizes)
        for _ in range(_TIMES):
            for number, size in enumerate(sizes):
                (folder / path).write_text(shape.text(size, random.Random(seed)), encoding="utf-8")
                found[number] = min(found[number], max(0.0, _seconds(folder, path) - _base[shape.suffix]))
            if exponent(sizes, found) <= MOST:
                break
    return shape.name, found, exponent(sizes, found), ""


def warm(*, all_rules: bool) -> None:
    """Load and compile what is loaded and compiled once, and measure what all shapes cost, before processes part."""
    with tempfile.TemporaryDirectory() as name:
        _site(Path(name) / "site", all_rules=all_rules)
        for shape in (SHAPES[0], replace(SHAPES[0], suffix=".mdx")):
            folder, path = Path(name) / "site", f"post{shape.suffix}"
            (folder / path).write_text(shape.text(4_000, random.Random(0)), "utf-8")
            _seconds(folder, path)
            (folder / path).write_text(shape.text(0, random.Random(0)), "utf-8")
            _base[shape.suffix] = min(_seconds(folder, path) for _ in range(5))
            (folder / path).unlink()
    gc.collect()
    gc.freeze()


def slowest(shape: Shape, size: int, *, all_rules: bool, seed: int) -> str:
    """The rules and steps that took most of a shape, with their exponents from half that size on."""
    costs: list[dict[str, float]] = []
    for length in (size // 2, size):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "site"
            _site(folder, all_rules=all_rules)
            (folder / f"post{shape.suffix}").write_text(shape.text(length, random.Random(seed)), encoding="utf-8")
            costs.append(_costs(folder, f"post{shape.suffix}"))
    half, whole = costs
    worst = sorted(whole.items(), key=lambda item: -item[1])[:6]
    return ", ".join(
        f"{step} {took:.2f} (^{exponent([1, 2], [half.get(step, 0), took]):.2f})" for step, took in worst if took > 0.01
    )


def _costs(folder: Path, path: str) -> dict[str, float]:
    (session, _), *_ = runner.sessions([folder], Options(today=_TODAY, use_cache=False, jobs=1, trust_config=True))
    costs: dict[str, float] = {}

    def step(name: str, do: Callable[[], Any]) -> Any:
        start = time.process_time()
        made = do()
        costs[name] = costs.get(name, 0.0) + time.process_time() - start
        return made

    step("index", lambda: session.sites.hosts)
    context = step("context", lambda: session.context_of(path))
    post = step("reading", lambda: session.read(path))
    step("front matter", lambda: post.front_matter)
    step("document", lambda: post.document)
    step("sentences", lambda: post.sentences)
    for active in session.rules.for_post(path):
        step(active.rule.id, lambda active=active: engine.lint(post, [active], context, timeout=0))  # type: ignore[misc]
    step("whole site", lambda: session.lint_site({path}))
    return costs


def _in_child(job: tuple[Shape, list[int], bool, int, bool]) -> Row:
    """`measure` in a forked process that ends when it takes too long."""
    shape, sizes, all_rules, seed, why = job
    context = get_context("fork")
    ours, theirs = context.Pipe(duplex=False)

    def run() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS + 5))
        try:
            row = measure(shape, sizes, all_rules=all_rules, seed=seed)
            if why or row[2] > MOST:
                row = (*row[:3], slowest(shape, sizes[-1], all_rules=all_rules, seed=seed))
        except SystemExit as error:
            row = (shape.name, [], math.inf, str(error))
        theirs.send(row)

    process = context.Process(target=run)
    process.start()
    theirs.close()
    try:
        row: Row = ours.recv()
    except EOFError:
        row = (shape.name, [], math.inf, f"not done in {_SECONDS} s of CPU")
    process.join()
    if process.exitcode == -signal.SIGXCPU:
        return (shape.name, row[1], math.inf, row[3])
    return row


def rows(
    shapes: Iterable[Shape], sizes: list[int], *, all_rules: bool, seed: int, jobs: int, why: bool
) -> Iterable[Row]:
    """The row of each shape, in order."""
    with ThreadPool(jobs) as pool:
        yield from pool.imap(_in_child, [(shape, sizes, all_rules, seed, why) for shape in shapes])


def main() -> None:
    """Run the benchmark, print the table, and say by the exit code whether all is linear."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="shapes, or beginnings of their names; all without any")
    parser.add_argument("--size", type=int, default=128, help="KB of the smallest post")
    parser.add_argument("--all-rules", action="store_true", help="with every rule on, not those that are on by default")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument(
        "--why", action="store_true", help="name what took most, not only where the growth is too large"
    )
    arguments = parser.parse_args()
    chosen = [s for s in SHAPES if not arguments.names or s.name.startswith(tuple(arguments.names))]
    sizes = [arguments.size * 1000 * times for times in (1, 2, 4)]
    print(f"{'shape':<34}" + "".join(f"{size // 1000:>7} KB" for size in sizes) + f"{'k':>7}")
    warm(all_rules=arguments.all_rules)
    failed = 0
    for name, seconds, k, why in rows(
        [replace(s) for s in chosen], sizes, all_rules=arguments.all_rules, seed=arguments.seed,
        jobs=arguments.jobs, why=arguments.why,
    ):  # fmt: skip
        is_bad = k > MOST
        failed += is_bad
        columns = "".join(f"{s:>10.2f}" for s in seconds) or " " * 30
        print(f"{name:<34}{columns}{k:>7.2f}{'  <- above' if is_bad else ''}", flush=True)
        if why:
            print(f"    {why}", flush=True)
    print(f"{len(chosen)} shapes, {failed} above {MOST}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
