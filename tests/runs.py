"""What many tests use: the command, within this process and as one of its own, git, and files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from contentlint.cli import main

SCRIPT = [sys.executable, "-c", "from contentlint.cli import main; main()"]
"""What the installed `contentlint` does: the working directory is not searched for modules."""

CASES = Path(__file__).parent / "reliability" / "cases"


def environment(folder: Path, **more: str) -> dict[str, str]:
    """This process's environment with a cache beside a folder, and no user's git configuration."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "CONTENTLINT_"))}
    cache = folder.parent / f"{folder.name}-cache"
    return {**own, "CONTENTLINT_CACHE_DIR": str(cache), "GIT_CONFIG_GLOBAL": os.devnull, "PYTHONSAFEPATH": "1", **more}


def contentlint(
    folder: Path, *arguments: str, timeout: float = 600, input: bytes | None = None, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    done = subprocess.run(
        [*SCRIPT, *arguments], cwd=folder, env=environment(folder, **more), capture_output=True, timeout=timeout,
        input=input, check=False,
    )  # fmt: skip
    out, err = (stream.decode("utf-8", "replace") for stream in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder, with an author; what it says."""
    who = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**environment(folder), **who}, capture_output=True, text=True, check=True
    )
    return done.stdout


def run(*arguments: str, input: bytes | str | None = None) -> Result:
    """Run the command in this process. What it does not catch is raised."""
    return CliRunner().invoke(main, [*arguments], input=input, catch_exceptions=False)


def rewrite_index(index: Path, old: str, new: str, count: int = -1) -> None:
    """Change what the index of a site has kept, as if it had been kept so."""
    from contentlint.site.project import first_line

    rest = index.read_bytes().decode().partition("\n")[2].replace(old, new, count)
    index.write_bytes(f"{first_line(rest)}\n{rest}".encode())


def write(path: str | Path, text: str | bytes) -> Path:
    """A file with its folders."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file
