"""A run that was made before, with all that it went by unchanged: its outcome, without a look at a single post.

A record names what the run asked the disk for: the files of the tree, the contents of posts and of what else was read,
where configurations were looked for. Nothing of that is understood here; it is only asked for again and compared, by
content. So a run that is recalled loads no parser, no rule and no site. Where anything differs, all is done anew.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contentlint.errors import ContentlintError
from contentlint.guard import digests
from contentlint.guard.boundary import Boundary, top
from contentlint.run import files, keeping, places

if TYPE_CHECKING:
    from contentlint.run.outcome import Outcome
    from contentlint.run.session import Session

_FOLDER = "runs"
_MOST_ALIKE = 12
"""Records of runs with one command line: of other projects, or other states of one."""
_CONFIGS = (places.FILE_NAME, "pyproject.toml")
_WHOLE = 1 << 40
_SELDOM = 16
"""One run in so many looks whether too much is kept of posts."""


class Recall:
    """The question for a run: what was asked for, from which folder.

    `asked` is all of the command line that has a say in what is found, as text; `paths` are those that were given.
    """

    def __init__(self, paths: Sequence[Path], asked: str, *, config: Path | None, trusts: bool) -> None:
        self._paths, self._config, self._trusts = list(paths), config, trusts
        self._here = os.getcwd()  # noqa: PTH109
        self._name = digests.of(digests.of_program(), asked, *map(self._named, paths))
        self._started, self._newest = time.time_ns(), 0
        self._trees: dict[tuple[str, int | None], tuple[str, str]] = {}
        self._walked: set[str] = set()
        """The posts of these trees: what is in them, their trees tell."""

    def known(self) -> Outcome | None:
        """The outcome that the run would have; None when that is not known."""
        for line in keeping.read(_FOLDER, self._name).splitlines():
            try:
                record = json.loads(line)
                if self._holds(record):
                    return keeping.outcome_of(json.loads(keeping.read(_FOLDER, record["outcome"])))
            except (ValueError, KeyError, TypeError, IndexError, OSError, ContentlintError):
                continue  # of another form, or cut off
        return None

    def keep(self, outcome: Outcome, made: list[tuple[Session, list[Path]]], posts: list[Path]) -> None:
        """Keep what a run gave, when it can be recalled: when all could be done, only files had a say, and none of them
        was written meanwhile."""
        if outcome.problems or (record := self._record(made, posts)) is None:
            return
        text = json.dumps(keeping.outcome_as_data(outcome), separators=(",", ":"))
        record["outcome"] = digests.of(text)
        before = keeping.read(_FOLDER, self._name).splitlines()
        line = json.dumps(record, separators=(",", ":"))
        keeping.write(_FOLDER, record["outcome"], text)
        keeping.write(_FOLDER, self._name, "\n".join([line, *(one for one in before if one != line)][:_MOST_ALIKE]))
        keeping.bound(_FOLDER)
        if self._started % _SELDOM == 0:
            keeping.bound("posts")

    # -- asking the disk

    def _named(self, path: Path) -> str:
        """A path as a record has it: from the working directory."""
        return os.path.relpath(path, self._here).replace(os.sep, "/")

    def _at(self, name: str) -> Path:
        return Path(os.path.normpath(os.path.join(self._here, name)))  # noqa: PTH118

    def _project(self, path: Path) -> list[str | None]:
        """Where the configuration of a path is found, where its project begins, and the top of its repository."""
        found = self._config or places.find(path)
        root = places.folder_of(found) if found else places.project_root(path)
        above = top(places.folder_of(path))
        return [self._named(found) if found else None, self._named(root), self._named(above) if above else None]

    def _tree(self, name: str, limit: int | None) -> tuple[str, str]:
        """The digests of the list of files below a folder, with sizes, and of the contents of the posts among them."""
        if (name, limit) not in self._trees:
            root = self._at(name)
            boundary = Boundary(root, is_open=self._trusts)
            listed, contents = digests.new(), digests.new()
            cut = len(str(root).rstrip(os.sep)) + 1
            for path, found in islice(files.walk(root, boundary), limit and limit + 1):
                own = path[cut:]
                self._newest = max(self._newest, found.st_mtime_ns)
                is_post = own.lower().endswith(files.CONTENT)
                listed.update(f"{own}\0{0 if is_post else found.st_size}\n".encode("utf-8", "surrogatepass"))
                if is_post:
                    contents.update(files.digest(path, found).encode())
                    self._walked.add(path)
            for link in boundary.refused:
                listed.update(f"{os.path.relpath(link, root)}\n".encode("utf-8", "surrogatepass"))
            self._trees[name, limit] = str(listed.hexdigest()), str(contents.hexdigest())
        return self._trees[name, limit]

    def _holds(self, record: Any) -> bool:
        return (
            all(self._project(path) == said for path, said in zip(self._paths, record["projects"], strict=True))
            and all(stamp == keeping.stamp(file) for file, stamp in record["libraries"])
            and all(list(self._tree(name, limit)) == said for name, limit, said in record["trees"])
            and all(_digest(self._at(name), most) == said for name, most, said in record["files"])
            and all(_commit(self._at(name)) == said for name, said in record["commits"])
        )

    # -- recording

    def _record(self, made: list[tuple[Session, list[Path]]], posts: list[Path]) -> dict[str, Any] | None:
        """What is to be compared before the run is recalled; None for a run that can't be."""
        trees: dict[tuple[str, int | None], None] = {}
        trees |= {(self._named(path), None): None for path in self._paths if path.is_dir()}
        wanted: dict[str, int] = {}
        commits: dict[str, str] = {}
        for session, _ in made:
            asked, workspace = session.asked, session.workspace
            asked.add(session.take_consulted())
            if asked.owner or workspace.notes or not all(map(_is_ours, session.catalog.rules.values())):
                return None
            trees[self._named(workspace.root), workspace.tree.limit] = None
            for path in {*asked.tree, *asked.index}:
                if not path.lower().endswith(files.CONTENT):
                    wanted[self._named(workspace.root / path)] = asked.tree.get(path, _WHOLE)
            for path in workspace.tree.files():
                if path.rpartition("/")[2] in _CONFIGS:
                    wanted[self._named(workspace.root / path)] = _WHOLE
            for file in (*asked.others, *session.files_of_settings()):
                wanted[self._named(file)] = _WHOLE
            trees |= {(self._named(root), None): None for root in session.config.rule_files if root.is_dir()}
            if asked.history:
                commits[self._named(workspace.root)] = _commit(workspace.root)
        told = [[name, limit, list(self._tree(name, limit))] for name, limit in trees]
        wanted |= {self._named(path): _WHOLE for path in posts if os.path.abspath(path) not in self._walked}  # noqa: PTH100
        record = {
            "projects": [self._project(path) for path in self._paths],
            "libraries": keeping.libraries(),
            "trees": told,
            "files": [[name, most, _digest(self._at(name), most)] for name, most in sorted(wanted.items())],
            "commits": [list(one) for one in commits.items()],
        }
        return record if self._newest < self._started else None


def _digest(path: Path, most: int) -> str:
    """The digest of the first bytes of a file, "" for one that can't be read."""
    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123
            return digests.of(file.read(most) if most < _WHOLE else file.readall())
    except (OSError, ValueError):
        return ""


def _is_ours(rule: Any) -> bool:
    """False for a rule over a check of somebody's package: what that reads, nobody knows."""
    from contentlint.catalog.found import builtin_checks

    return rule.check.replace("_", "-") in builtin_checks()


def _commit(root: Path) -> str:
    """What git's history is told by: the commit that is checked out, and whether its history is whole."""
    from contentlint.run import git

    return git.ask(root, "rev-parse", "--is-shallow-repository", "HEAD")
