"""What git knows of a folder: all of contentlint's questions to it go through here."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from contentlint.errors import UsageError

_FOR_HOOKS = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
"""Set by git for its hooks: they would make it answer for another folder than the one that is asked about."""
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


def ask(folder: Path, *arguments: str, timeout: float = 5) -> str:
    """What git says, "" when it is not there, says no, or takes too long."""
    try:
        done = _run(folder, *arguments, timeout=timeout)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode(errors="replace").strip() if done.returncode == 0 else ""


def _run(folder: Path, *arguments: str, timeout: float | None = None) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name not in _FOR_HOOKS} | {"LC_ALL": "C"}
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], capture_output=True, env=environment, timeout=timeout, check=False
    )


@dataclass(frozen=True)
class Changes:
    """What differs in a work tree from the commit `base`. Paths are relative to `folder`, with forward slashes.

    `former` has every file that was added, changed or renamed with its path at `base`, None for a new one; `removed`
    the paths at `base` where no file is any more. `lines` are the ranges of lines, 1-based, that were added or
    changed in a file; a file of `former` without an entry counts wholly.
    """

    folder: Path
    base: str
    former: Mapping[str, str | None]
    removed: frozenset[str]
    lines: Mapping[str, tuple[range, ...]]

    def touches(self, path: str, first: int, last: int) -> bool:
        """True when one of the lines `first` to `last` of a file was added or changed."""
        if path not in self.former:
            return False
        return path not in self.lines or any(r.start <= last and first < r.stop for r in self.lines[path])

    @cached_property
    def before(self) -> frozenset[str]:
        """Paths that had another content at `base`: what must be asked of git."""
        return self.removed | {path for path in self.former.values() if path is not None}

    def read(self, path: str) -> bytes:
        """A file as it was at `base`; empty when it can't be told."""
        done = _run(self.folder, "cat-file", "--filters", f"{self.base}:./{path}")
        return done.stdout if done.returncode == 0 else b""


def changes(folder: Path, since: str, suffixes: Collection[str]) -> Changes:
    """What was changed since the merge base of the commit `since` and HEAD, in commits or not yet.

    Lines are told for files with one of the suffixes (".md"); a renamed file is compared with what it was. Files that
    git ignores are left out. Raises UsageError when git is missing, there is no repository, or no such commit.
    """
    try:
        top = _ask(folder, "git can't be asked here", "rev-parse", "--show-toplevel").rstrip(b"\n")
    except FileNotFoundError:
        raise UsageError("--since needs git, and there is no git on this machine") from None
    prefix = os.fsdecode(_ask(folder, "", "rev-parse", "--show-prefix").rstrip(b"\n"))
    root = Path(os.fsdecode(top))
    base = _base(root, since)

    def own(path: bytes) -> str:
        return posixpath.relpath(os.fsdecode(path), prefix or ".")

    diff = ("diff", "--no-ext-diff", "--no-color", "--ignore-submodules", "-M")
    former: dict[str, str | None] = {}
    gone = set()
    rows = iter(_ask(root, "", *diff, "--name-status", "-z", base).split(b"\0")[:-1])
    for status in rows:
        path = own(next(rows))
        if status[:1] == b"R":
            gone.add(path)
            former[own(next(rows))] = path
        elif status[:1] == b"D":
            gone.add(path)
        else:
            former[path] = None if status[:1] == b"A" else path
    for new in _ask(root, "", "ls-files", "--others", "--exclude-standard", "-z").split(b"\0")[:-1]:
        former[own(new)] = own(new) if own(new) in gone else None  # one removed from the index only
    patch = _ask(
        root, "", "-c", "core.quotePath=true", *diff, "--no-textconv", "--text", "--ignore-cr-at-eol", "-U0",
        "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", base, "--",
        *(f":(icase)*{suffix}" for suffix in sorted(suffixes)),
    )  # fmt: skip
    lines = {own(path): ranges for path, ranges in _hunks(patch).items()}
    for path, old in former.items():  # without a hunk: renamed or made executable, no more
        if old is not None and Path(path).suffix.lower() in suffixes:
            lines.setdefault(path, ())
    removed = frozenset(path for path in gone if path not in former)
    return Changes(folder, base, former, removed, {p: r for p, r in lines.items() if former.get(p) is not None})


def _ask(folder: Path, problem: str, *arguments: str) -> bytes:
    done = _run(folder, *arguments)
    if done.returncode:
        told = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        if "not a git repository" in told:
            raise UsageError(f"--since: {folder} is not in a git repository")
        raise UsageError(f"--since: {problem or 'git could not tell what was changed'}: {told}")
    return done.stdout


def _base(root: Path, since: str) -> str:
    """The merge base of a commit and HEAD. Raises UsageError."""
    shallow = ask(root, "rev-parse", "--is-shallow-repository") == "true"
    fetch = (
        ": this clone is shallow; fetch the whole history (in GitHub Actions, `fetch-depth: 0` of actions/checkout; "
        "elsewhere, `git fetch --unshallow`)"
    )
    if not ask(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        raise UsageError("--since: the repository has no commit yet")
    commit = "" if since.startswith("-") else ask(root, "rev-parse", "--verify", "--quiet", f"{since}^{{commit}}")
    if not commit:
        hint = fetch if shallow else ": name a branch, a tag or a commit that `git log` knows, such as origin/main"
        raise UsageError(f"--since: git knows no commit '{since}'{hint}")
    base = ask(root, "merge-base", commit, "HEAD", timeout=60)
    if not base:
        raise UsageError(f"--since: '{since}' and HEAD have no commit in common{fetch if shallow else ''}")
    return base


def _hunks(patch: bytes) -> dict[bytes, tuple[range, ...]]:
    """The lines that a patch without context adds or changes, by the file's new path."""
    found: dict[bytes, list[range]] = {}
    path = b""
    rows = iter(patch.split(b"\n"))
    for row in rows:
        if row.startswith(b"diff --git "):
            path = b""
        elif row.startswith(b"+++ "):
            path = _unquoted(row[4:]).removeprefix(b"b/")
        elif (hunk := _HUNK.match(row)) is not None:
            old, first, new = int(hunk[1] or 1), int(hunk[2]), int(hunk[3] or 1)
            for _ in range(old + new):  # what the lines say must not be taken for a header
                if next(rows, b"").startswith(b"\\"):  # "\ No newline at end of file"
                    next(rows, b"")
            found.setdefault(path, []).append(range(first, first + new))
    return {path: tuple(ranges) for path, ranges in found.items()}


def _unquoted(name: bytes) -> bytes:
    """A path as the header of a patch has it: in quotes with escapes where it has to be, else maybe with a tab."""
    if not name.startswith(b'"'):
        return name.removesuffix(b"\t")
    return _ESCAPE.sub(
        lambda m: bytes([int(m[1], 8)]) if len(m[1]) == 3 else _ESCAPES.get(m[1], m[1]), name.strip(b'\t"')
    )
