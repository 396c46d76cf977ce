"""How long `contentlint check` takes: one post, cold, and the example blog repeated to many posts.

    python benchmarks/check.py [--posts 200] [--runs 7]

Prints CPU seconds (user and system, of the process and its children) and wall seconds, the median of the runs, and the
largest memory of a process. Each run is a process of its own, without the cache.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BLOG = Path(__file__).parent.parent / "examples" / "blog"
SIZE = 28_000
"""Code points of the single post."""


def measure(paths: list[str], folder: Path, runs: int, *options: str) -> tuple[float, float]:
    """Median CPU and wall seconds of `contentlint check`; the first, uncounted run warms the disk."""
    cpu, wall = [], []
    for _ in range(runs + 1):
        before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        command = [sys.executable, "-m", "contentlint", "check", "--no-cache", *options, *paths]
        run = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        if run.returncode == 2:
            raise SystemExit(run.stderr.decode())
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
        wall.append(time.perf_counter() - started)
    return statistics.median(cpu[1:]), statistics.median(wall[1:])


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--runs", type=int, default=7)
    arguments = parser.parse_args()
    posts = sorted((BLOG / "src" / "content" / "blog").glob("*.md"))
    bodies = [p.read_text(encoding="utf-8").partition("\n---\n")[2] for p in posts]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = folder / "one"
        one.mkdir()
        text = "\n".join(bodies * 10)[:SIZE]
        (one / "post.md").write_text("---\ntitle: One post\n---\n" + text, encoding="utf-8")
        cpu, wall = measure(["post.md"], one, arguments.runs)
        print(f"one post of {SIZE // 1000} KB: {cpu:.2f} s of CPU, {wall:.2f} s")
        site = folder / "site"
        shutil.copytree(BLOG, site)
        for number in range(arguments.posts - len(posts)):
            source = posts[number % len(posts)]
            target = site / "src" / "content" / "blog" / f"{source.stem}-{number}.md"
            target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
        size = sum(p.stat().st_size for p in (site / "src" / "content").rglob("*.md*"))
        cpu, wall = measure(["."], site, max(1, arguments.runs // 3))
        print(f"{arguments.posts} posts, {size / 1e6:.2f} MB: {cpu:.2f} s of CPU, {wall:.2f} s")
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        print(f"largest process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
