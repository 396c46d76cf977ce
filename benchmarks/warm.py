"""What a run costs that is not the first: `python benchmarks/warm.py [--posts 1000] [--runs 3]`.

Prints CPU seconds (user and system, of the process and its children; the least of the runs) and the largest process for
a generated blog of about 6 KB a post: a first run, one with nothing changed, one after a heading and a link of one post
were changed, `--since` on a branch with three changed posts, and a fresh clone with the cache folder carried over.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from site_index import generate


class Blog:
    """A repository of generated posts and a cache folder."""

    def __init__(self, place: Path, posts: int) -> None:
        self.folder, self.cache = place / "blog", place / "cache"
        generate(self.folder, posts)
        self.edits = 0
        self.git("init", "-q", "-b", "main")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "all")

    def git(self, *arguments: str) -> None:
        names = {
            f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")
        }
        environment = {**os.environ, **names, "GIT_CONFIG_GLOBAL": os.devnull}
        subprocess.run(["git", *arguments], cwd=self.folder, check=True, env=environment)

    def check(self, *arguments: str, folder: Path | None = None) -> float:
        """The CPU seconds of `contentlint check`."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(
            [sys.executable, "-m", "contentlint", "check", "--today", "2026-01-01", *arguments],
            cwd=folder or self.folder, capture_output=True, check=False,
            env={**os.environ, "CONTENTLINT_CACHE_DIR": str(self.cache)},
        )  # fmt: skip
        if done.returncode not in (0, 1):
            raise SystemExit(done.stderr.decode())
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime

    def edit(self, number: int) -> None:
        """Change a heading and a link of a post."""
        self.edits += 1
        path = self.folder / f"src/content/blog/entry-{number}.md"
        text = path.read_text(encoding="utf-8").replace("## Part 5", f"## Part {self.edits} of all", 1)
        head, see, rest = text.partition("[see](")
        path.write_text(f"{head}{see}/blog/post-{self.edits}/{rest[rest.index(')') :]}", encoding="utf-8")


def least(runs: int, run: Callable[[], float]) -> float:
    return min(run() for _ in range(runs))


def main() -> None:
    """Run the benchmark and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        blog = Blog(Path(name), arguments.posts)

        def edited() -> float:
            blog.edit(5)
            return blog.check()

        def moved() -> float:
            clone = Path(name) / "clone"
            subprocess.run(["git", "clone", "-q", str(blog.folder), str(clone)], check=True)
            took = blog.check(folder=clone)
            shutil.rmtree(clone)
            return took

        print(f"{arguments.posts} posts, a first run: {blog.check():.2f} s of CPU")
        print(f"nothing changed: {least(arguments.runs, blog.check):.2f} s")
        print(f"one post edited: {least(arguments.runs, edited):.2f} s")
        blog.git("checkout", "-q", ".")
        print(f"a fresh clone with the cache: {least(arguments.runs, moved):.2f} s")
        for number in (1, 2, 3):
            blog.edit(number)
        blog.git("commit", "-q", "-a", "-m", "three")
        print(f"--since, three posts changed: {least(arguments.runs, lambda: blog.check('--since', 'HEAD~1')):.2f} s")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"largest process: {peak:.0f} MB")


if __name__ == "__main__":
    main()
