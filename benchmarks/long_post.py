"""What one long post costs: CPU seconds, and memory for each of its bytes above that of a short one.

    python benchmarks/long_post.py [--size 4.7] [--seed 0] FOLDER …

The post is made of the paragraphs of the posts in the folders, in another order and over again, until it has `--size`
MB; it is checked alone, in a process of its own, without the cache. Ends with 1 above 25 s or 60 bytes a byte.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

MOST_SECONDS, MOST_BYTES = 25.0, 60.0
_SHORT = 20_000
"""Bytes of the short post: what is loaded once is loaded for it."""
_FEWEST = 80
"""Code points of a paragraph that is taken."""
_NO_PROSE = ("|", "<", "import ", "export ", " ", "\t", "```", "~~~", ":::")


def paragraphs(folders: list[Path]) -> list[str]:
    """The paragraphs and lists of the posts, without code, tables and raw HTML."""
    found = []
    for file in sorted(file for folder in folders for file in folder.rglob("*.md") if "node_modules" not in file.parts):
        text = file.read_text(encoding="utf-8", errors="ignore")
        body = text.split("\n---", 1)[-1] if text.startswith("---") else text
        parts = (part.strip("\n") for part in re.split(r"\n\s*\n", body))
        found += [p for p in parts if len(p) > _FEWEST and not p.startswith(_NO_PROSE) and "```" not in p]
    return found


def written(parts: list[str], size: int, chance: random.Random) -> str:
    """A post of `size` bytes."""
    out, length, left = ["---\ntitle: A long post\n---"], 0, list[str]()
    while length < size:
        if not left:
            left = chance.sample(parts, len(parts))
        out.append(left.pop())
        length += len(out[-1].encode()) + 2
    return "\n\n".join(out) + "\n"


def cost(folder: Path, text: str) -> tuple[float, int]:
    """The CPU seconds of a run over a post, and the most bytes of memory that it had."""
    (folder / "post.md").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "contentlint", "check", "--no-cache", "--exit-zero", "-q", "-j", "1", "post.md"]
    code = f"import os, sys; os.execv(sys.executable, {command!r})"
    # Of all children that are done only the largest is told, and so each run has a parent of its own.
    ask = (
        "import resource, subprocess, sys\n"
        f"subprocess.run([sys.executable, '-c', {code!r}], stdout=subprocess.DEVNULL, check=False)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss)"
    )
    done = subprocess.run([sys.executable, "-c", ask], cwd=folder, stdout=subprocess.PIPE, text=True, check=True)
    seconds, most = done.stdout.split()
    return float(seconds), int(most) * (1 if sys.platform == "darwin" else 1024)


def main() -> None:
    """Measure, print, and say by the exit code whether it is within bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--size", type=float, default=4.7, help="MB of the post")
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    os.environ["PYTHONPATH"] = str(Path(__file__).parent.parent)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parts = paragraphs(arguments.folders)
    text = written(parts, int(arguments.size * 1e6), random.Random(arguments.seed))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "contentlint.toml").write_text("max-file-size = 100000000\n", encoding="utf-8")
        (folder / ".git").mkdir()
        _, base = cost(folder, text[:_SHORT])
        seconds, most = cost(folder, text)
    size = len(text.encode())
    print(f"{size / 1e6:.1f} MB: {seconds:.1f} s of CPU, {(most - base) / size:.0f} bytes of memory for each byte "
          f"above {base / 1e6:.0f} MB")  # fmt: skip
    sys.exit(1 if seconds > MOST_SECONDS or (most - base) / size > MOST_BYTES else 0)


if __name__ == "__main__":
    main()
