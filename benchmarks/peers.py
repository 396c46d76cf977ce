"""What a run costs, beside linters that people know, on the same files in the same minutes.

    python benchmarks/peers.py [FOLDER …] [--posts 1000] [--install DIR] [--runs 3]

Without folders it makes posts from the example blog. `--install` puts proselint and rumdl (from PyPI) and
markdownlint-cli2 (by npm) into a folder; else those are run that are on the PATH. Prints a table in Markdown: CPU
seconds, user and system, of all processes, the least of the runs. Each linter runs with its defaults; they look for
different things, so nothing is said of what they find.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

BLOG = Path(__file__).parent.parent / "examples" / "blog" / "src" / "content" / "blog"
_TO_TELL = {"markdownlint-cli2": "--help", "proselint": "version"}
ENDINGS = (".md", ".mdx", ".markdown")


def cpu_of(command: Sequence[str], folder: Path, **environment: str) -> float:
    """The CPU seconds of a command and all its processes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = {**os.environ, **environment}
    done = subprocess.run(command, cwd=folder, env=own, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command[:3])} …: {done.stderr.decode(errors='replace')[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def said(command: Sequence[str]) -> str:
    """The first number with a dot in what a command prints: its version."""
    out = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    found = re.search(r"\d+(?:\.\d+)+", out)
    return found.group() if found else "?"


def install(folder: Path) -> None:
    """Put the peers into a folder."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "venv")], check=True)
    subprocess.run([str(folder / "venv/bin/pip"), "install", "-q", "proselint", "rumdl"], check=True)
    if npm := shutil.which("npm"):
        command = [npm, "install", "--silent", "--no-fund", "--no-audit", "--prefix", str(folder), "markdownlint-cli2"]
        subprocess.run(command, check=True)


def collect(given: Sequence[Path], posts: int, into: Path) -> tuple[int, int]:
    """Copy the Markdown files of folders, or make posts; how many there are, and their bytes."""
    into.mkdir()
    sources = [file for folder in given for file in sorted(folder.rglob("*")) if file.suffix in ENDINGS]
    texts = [file.read_bytes() for file in sources]
    if not given:
        own = [file.read_bytes() for file in sorted(BLOG.glob("*.md"))]
        texts = [own[n % len(own)] + f"\nThis is post {n} of many.\n".encode() for n in range(posts)]
    for number, text in enumerate(texts):
        (into / f"post-{number:05}.md").write_bytes(text)
    return len(texts), sum(map(len, texts))


def main() -> None:
    """Run all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--posts", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--install", type=Path)
    arguments = parser.parse_args()
    where = os.environ["PATH"]
    if arguments.install:
        if not (arguments.install / "venv").exists():
            install(arguments.install)
        where = f"{arguments.install}/venv/bin:{arguments.install}/node_modules/.bin:{where}"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        count, size = collect([path.resolve() for path in arguments.folders], arguments.posts, folder / "posts")
        rows = []

        def row(what: str, version: str, command: Sequence[str], runs: int, **environment: str) -> None:
            cost = min(cpu_of(command, folder / "posts", PATH=where, **environment) for _ in range(runs))
            rows.append((what, version, cost))
            print(f"{what}: {cost:.2f} s", file=sys.stderr)

        ours = [sys.executable, "-m", "contentlint", "check", "."]
        version = said([sys.executable, "-m", "contentlint", "--version"])
        own = {"CONTENTLINT_CACHE_DIR": str(folder / "cache")}
        row("contentlint, first run", version, [*ours, "--no-cache"], 1)
        cpu_of(ours, folder / "posts", **own)
        row("contentlint, nothing changed", version, ours, arguments.runs, **own)
        first = min((folder / "posts").iterdir())
        first.write_bytes(
            first.read_bytes() + b"\n## One more heading\n\nSee [the next](post-00001.md), of 12% more.\n"
        )
        row("contentlint, one post edited", version, ours, 1, **own)
        for peer, command in (
            ("rumdl", ["rumdl", "check", "--no-cache", "."]),
            ("markdownlint-cli2", ["markdownlint-cli2", "**/*.md"]),
            ("proselint", ["proselint", "check", "."]),
            ("vale", ["vale", "."]),
        ):
            if (program := shutil.which(peer, path=where)) is not None:
                row(peer, said([program, _TO_TELL.get(peer, "--version")]), command, 1)
        bare = min(cpu_of([sys.executable, "-c", "pass"], folder) for _ in range(5))
        rows.append(("`python -c pass`", ".".join(map(str, sys.version_info[:3])), bare))
    print(f"{count:,} posts, {size / 1e6:.1f} MB:\n")
    print("| | version | CPU seconds |\n|---|---|---|")
    for what, version, cost in rows:
        print(f"| {what} | {version} | {cost:.2f} |")


if __name__ == "__main__":
    main()
