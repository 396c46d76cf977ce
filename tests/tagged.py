"""The project as a user gets it before it is published: a clone with a tag; and what works from one, offline."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from runs import environment, git

from contentlint import __version__

ROOT = Path(__file__).parents[1]
TAG = f"v{__version__}"

_SHIPPED = (
    "contentlint", "rules", "examples", "docs", "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE",
    ".pre-commit-hooks.yaml", "action.yml", "hatch_build.py",
)  # fmt: skip


def clone(folder: Path) -> Path:
    """A repository with this working tree's files as its one commit, tagged as its version is."""
    folder.mkdir(parents=True)
    for name in _SHIPPED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "contentlint")
    git(folder, "tag", TAG)
    return folder


def offline(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which pip asks no index: what it would fetch is taken from where the tests run."""
    return {
        **environment(folder),
        **{f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")},
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(folder.parent / "pre-commit"),
        "PIP_NO_INDEX": "1",
        "PIP_NO_BUILD_ISOLATION": "0",  # no isolation: pip takes the value for that of `build_isolation`
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
        "PYTHONSAFEPATH": "",
        **more,
    }


def in_shell(folder: Path, command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command line as a user types it, offline; both streams are in `stdout`."""
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=offline(folder, **more), text=True, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
