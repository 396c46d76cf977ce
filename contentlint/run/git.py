"""What git knows of a folder: all of contentlint's questions to it go through here.

The folder that is asked about may be anybody's: a pull request, an unpacked archive with a `.git` of its own. git runs
programs that a repository's configuration names (monitors, hooks, filters, signature checkers, transports), so each
call gets an environment and settings of our own, which win over those of the repository (git-config(1), "SCOPES"):

- the repository is the nearest folder upwards with a `.git`; a bare repository inside the tree is never taken for one;
- monitor, hooks, external diff, text conversion, filters, signatures, pager and every transport are off;
- the work tree is that folder, whatever `core.worktree` says; nothing is written, no question asked.

`COMMANDS` lists the calls there are; none of them is an alias, and none reaches a network.
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
import re
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from contentlint.errors import UsageError
from contentlint.guard.boundary import top
from contentlint.guard.records import dataclass, field, replace

if TYPE_CHECKING:
    import subprocess

T = TypeVar("T")

COMMANDS = frozenset(
    {
        "cat-file",
        "config",
        "diff",
        "for-each-ref",
        "log",
        "ls-files",
        "merge-base",
        "remote",
        "rev-parse",
        "symbolic-ref",
    }
)
"""The git commands that are called."""

_SETTINGS = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.alternateRefsCommand=",
    "log.showSignature=false",
    "log.mailmap=false",
    "diff.external=",
    "diff.autoRefreshIndex=false",
    "submodule.recurse=false",
    "protocol.allow=never",
    "core.quotePath=true",
)
_KEPT = re.compile(r"GIT_(?:CONFIG_(?:GLOBAL|SYSTEM|NOSYSTEM|COUNT|KEY_\d+|VALUE_\d+)|EXEC_PATH)\Z")
"""Of git's own variables those that say where the user's configuration is. The others are set by git for its hooks,
where they would make it answer for another folder, or name programs."""
_QUIET = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",
    "GIT_PAGER": "cat",
}
_FILTER = re.compile(rb"filter\.(.*)\.(?:clean|smudge|process|required)\Z", re.DOTALL)
_FEW = 5
"""Files that one commit may change and still be about each of them."""
_SLOW = 30.0
"""Seconds that a question of a run that can't go on without its answer may take."""


def renames(folder: Path) -> list[tuple[str, str]]:
    """The renames in the history below a folder, newest first: paths before and after, relative to it."""
    # Maybe thousands of commits: longer than other questions take.
    told = _told(
        folder, "log", "--no-show-signature", "--no-color", "--diff-filter=R", "--name-status", "-z", "--format=",
        "--relative", "-M50%", "-O/dev/null", "-n", "5000", timeout=10,
    )  # fmt: skip
    parts = told.lstrip(b"\n").split(b"\0")
    found, at = [], 0
    while at + 2 < len(parts):
        if parts[at].lstrip(b"\n")[:1] == b"R":
            found.append((os.fsdecode(parts[at + 1]), os.fsdecode(parts[at + 2])))
        at += 3
    return found


def days(folder: Path) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    """The days on which the Markdown files below a folder were first and last changed, by paths relative to it.

    A commit that changes half of them, and more than a few, changes the blog and not its posts: it is left out. Empty
    without a whole history.
    """
    if ask(folder, "rev-parse", "--is-shallow-repository") != "false":
        return {}
    # Newest first; a commit is its day after a byte 1, and then its files.
    told = _told(
        folder, "log", "--no-show-signature", "--no-color", "--no-renames", "--diff-filter=AM", "--name-only", "-z",
        "--format=%x01%as", "--relative", "-O/dev/null", "-n", "20000", "--", ":(icase)*.md", ":(icase)*.mdx",
        ":(icase)*.markdown", timeout=3,
    )  # fmt: skip
    commits = []
    for part in told.split(b"\1")[1:]:
        day, *rest = (os.fsdecode(name.strip(b"\n")) for name in part.split(b"\0"))
        commits.append((day, [name for name in rest if name]))
    whole = len({name for _, names in commits for name in names})
    found: dict[str, tuple[dt.date | None, dt.date | None]] = {}
    for day, names in commits:
        if len(names) > _FEW and len(names) * 2 > whole:
            continue
        try:
            when = dt.date.fromisoformat(day)
        except ValueError:
            continue
        for name in names:
            found[name] = (when, found[name][1] if name in found else when)
    return found


@dataclass(frozen=True, slots=True)
class Checkout:
    """Where a folder's files come from.

    `folder` is the way from the top of the work tree to it ("" for the top), `remote` the address of the current
    branch's remote (else of `origin`) as configured, `commit` the current commit when a remote branch has it, else "".
    """

    folder: str
    remote: str = ""
    commit: str = ""


def checkout(folder: Path) -> Checkout | None:
    """The checkout that holds a folder, or None."""
    here = top(Path(os.path.realpath(folder)))
    if here is None or not ask(folder, "rev-parse", "--git-dir"):
        return None
    branch = ask(folder, "symbolic-ref", "--quiet", "--short", "HEAD")
    name = (branch and ask(folder, "config", f"branch.{branch}.remote")) or "origin"
    remote = "" if name.startswith("-") else ask(folder, "remote", "get-url", name)
    commit = ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    if commit and not ask(folder, "for-each-ref", "--count=1", "--contains", commit, "refs/remotes"):
        commit = ""
    return Checkout(_prefix(here, folder), remote, commit)


def ask(folder: Path, *arguments: str, timeout: float = 5) -> str:
    """What git says, "" when it is not there, says no, or takes too long."""
    return _told(folder, *arguments, timeout=timeout).decode(errors="replace").strip()


def _told(folder: Path, *arguments: str, timeout: float) -> bytes:
    if top(Path(os.path.realpath(folder))) is None:  # no repository: nothing needs to be loaded to know that
        return b""
    import subprocess

    try:
        done = _run(folder, *arguments, timeout=timeout)
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""


def _prefix(here: Path, folder: Path) -> str:
    """The way from the top of a work tree to a folder in it, with forward slashes; "" for the top."""
    way = Path(os.path.relpath(os.path.realpath(folder), os.path.realpath(here))).as_posix()
    return "" if way == "." else way


def _run(folder: Path, *arguments: str, timeout: float) -> subprocess.CompletedProcess[bytes]:
    """Raises FileNotFoundError without git or repository, OSError, subprocess.TimeoutExpired."""
    import subprocess

    assert arguments[0] in COMMANDS, arguments
    folder = Path(os.path.realpath(folder))  # as git goes there: a link may lead into another repository
    here, program = top(folder), _program(os.environ.get("PATH", os.defpath))
    if here is None:
        return subprocess.CompletedProcess([], 128, b"", b"fatal: not a git repository")
    if not program:
        raise FileNotFoundError("git")
    more = _filters(program, here) if arguments[0] in ("diff", "cat-file") else ()
    return _call(program, here, folder, arguments, timeout, more)


def _call(
    program: str,
    here: Path,
    folder: Path,
    arguments: Sequence[str],
    timeout: float,
    more: Sequence[tuple[str, str]] = (),
) -> subprocess.CompletedProcess[bytes]:
    import subprocess

    return subprocess.run(
        [program, "--no-pager", *(part for one in _SETTINGS for part in ("-c", one)), "-C", str(folder), *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env=_environment(here, more),
        timeout=timeout,
        check=False,
    )


@cache
def _program(path: str) -> str:
    """The git program of a search path, "" when there is none. Never one that lies in the working directory, which
    an empty part of the path means, and Windows looks in first."""
    names = ("git.exe",) if sys.platform == "win32" else ("git",)
    for folder in path.split(os.pathsep):
        for name in names:
            place = Path(folder, name)
            if folder and place.is_absolute() and place.is_file() and os.access(place, os.X_OK):
                return str(place)
    return ""


def _environment(here: Path, more: Sequence[tuple[str, str]]) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or _KEPT.match(name)}
    # Settings whose names may have any character: `-c` would split them at the first "=".
    given = own.get("GIT_CONFIG_COUNT", "")
    first = int(given) if given.isascii() and given.isdigit() else 0
    for number, (key, value) in enumerate(more, first):
        own |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": value}
    own["GIT_CONFIG_COUNT"] = str(first + len(more))
    return own | _QUIET | {"GIT_WORK_TREE": str(here), "GIT_CEILING_DIRECTORIES": str(here.parent)}


@cache
def _filters(program: str, here: Path) -> tuple[tuple[str, str], ...]:
    """Settings that switch off every filter that some configuration names: an empty command is none."""
    import subprocess

    try:
        done = _call(program, here, here, ("config", "--null", "--name-only", "--get-regexp", r"^filter\."), 5)
    except subprocess.TimeoutExpired:
        raise OSError("git takes too long to read its configuration") from None
    names = {m[1] for name in done.stdout.split(b"\0") if (m := _FILTER.match(name))}
    return tuple(
        (f"filter.{os.fsdecode(name)}.{key}", value)
        for name in sorted(names)
        for key, value in (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))
    )


@dataclass(frozen=True)
class Changes:
    """What differs in a work tree from the commit `base`. Paths are relative to `folder`, with forward slashes.

    `former` has every file that was added, changed or renamed with its path at `base`, None for a new one; `removed`
    the paths at `base` where no file is any more. `lines` are the ranges of lines, 1-based, that were added or
    changed in a file; a file of `former` without an entry counts wholly. `moved` are those lines of which the same
    words were taken out elsewhere in the file: a paragraph that stands in another place is not new.
    """

    folder: Path
    base: str
    former: Mapping[str, str | None]
    removed: frozenset[str]
    lines: Mapping[str, tuple[range, ...]]
    moved: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def touches(self, path: str, first: int, last: int) -> bool:
        """True when one of the lines `first` to `last` of a file was added or changed, and did not only move."""
        if path not in self.former:
            return False
        moved = self.moved.get(path, frozenset())
        return path not in self.lines or any(line not in moved for line in self._changed(path, first, last))

    def has_moved(self, path: str, first: int, last: int) -> bool:
        """True when of the lines `first` to `last` of a file some moved, and none was changed."""
        moved = self.moved.get(path, frozenset())
        changed = list(self._changed(path, first, last)) if moved else []
        return bool(changed) and all(line in moved for line in changed)

    def _changed(self, path: str, first: int, last: int) -> Iterator[int]:
        for lines in self.lines.get(path, ()):
            yield from range(max(first, lines.start), min(last + 1, lines.stop))

    def with_lines_of(self, earlier: Changes, paths: Collection[str]) -> Changes:
        """The changes, those of some files as they were found earlier."""

        def with_earlier(mine: Mapping[str, T], theirs: Mapping[str, T]) -> dict[str, T]:
            kept = {path: value for path, value in mine.items() if path not in paths}
            return kept | {path: theirs[path] for path in paths if path in theirs}

        return replace(
            self,
            former=with_earlier(self.former, earlier.former),
            lines=with_earlier(self.lines, earlier.lines),
            moved=with_earlier(self.moved, earlier.moved),
        )

    @cached_property
    def before(self) -> frozenset[str]:
        """Paths that had another content at `base`: what must be asked of git."""
        return self.removed | {path for path in self.former.values() if path is not None}

    def read(self, path: str) -> bytes:
        """A file as it was at `base`; empty when it can't be told."""
        return _told(self.folder, "cat-file", "--filters", f"{self.base}:./{path}", timeout=_SLOW)


def changes(folder: Path, since: str, suffixes: Collection[str]) -> Changes:
    """What was changed since the merge base of the commit `since` and HEAD, in commits or not yet.

    Lines are told for files with one of the suffixes (".md"); a renamed file is compared with what it was. Files that
    git ignores are left out. Raises UsageError when git is missing, there is no repository, or no such commit.
    """
    _ask(folder, "git can't be asked here", "rev-parse", "--git-dir")
    root = top(Path(os.path.realpath(folder)))
    assert root is not None
    prefix = _prefix(root, folder)
    base = _base(root, since)

    from contentlint.run.patch import hunks

    def own(path: bytes) -> str:
        return posixpath.relpath(os.fsdecode(path), prefix or ".")

    diff = ("diff", "--no-ext-diff", "--no-textconv", "--no-color", "--ignore-submodules", "-O/dev/null", "-M")
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
        root, "", *diff, "--text", "--ignore-cr-at-eol", "-U0",
        "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", base, "--",
        *(f":(icase)*{suffix}" for suffix in sorted(suffixes)),
    )  # fmt: skip
    changed = hunks(patch)
    lines = {own(path): one.ranges for path, one in changed.items()}
    for path, old in former.items():  # without a hunk: renamed or made executable, no more
        if old is not None and Path(path).suffix.lower() in suffixes:
            lines.setdefault(path, ())
    removed = frozenset(path for path in gone if path not in former)
    return Changes(
        folder, base, former, removed, {p: r for p, r in lines.items() if former.get(p) is not None},
        {own(path): one.moved for path, one in changed.items() if one.moved},
    )  # fmt: skip


def untracked(folder: Path) -> frozenset[str]:
    """The files below a folder that git neither tracks nor ignores, relative to it; none where git can't be asked."""
    told = _told(folder, "ls-files", "--others", "--exclude-standard", "-z", timeout=_SLOW)
    return frozenset(os.fsdecode(name) for name in told.split(b"\0")[:-1])


def _ask(folder: Path, problem: str, *arguments: str) -> bytes:
    import subprocess

    try:
        done = _run(folder, *arguments, timeout=_SLOW)
    except FileNotFoundError:
        raise UsageError("--since needs git, and there is no git on this machine") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"--since: git gave no answer: {error}") from None
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
    # In a merge that is not committed yet the work tree has what the other branch brought: its parents are both.
    merged = ask(root, "rev-parse", "--verify", "--quiet", "MERGE_HEAD^{commit}")
    base = ask(root, "merge-base", commit, "HEAD", *([merged] if merged else []), timeout=60)
    if not base:
        raise UsageError(f"--since: '{since}' and HEAD have no commit in common{fetch if shallow else ''}")
    return base
