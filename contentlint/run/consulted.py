"""What a run has asked of the disk and of git, beside the posts themselves: what its outcome depends on."""

from __future__ import annotations

from pathlib import Path

from contentlint.guard.records import dataclass, field


@dataclass(slots=True)
class Consulted:
    """`tree` are files of the site that were read, with how many bytes at most; `index` those whose facts the site's
    index told; `others` files by their own path, be they there or not. Paths of the first two are the tree's."""

    tree: dict[str, int] = field(default_factory=dict)
    index: set[str] = field(default_factory=set)
    others: set[Path] = field(default_factory=set)
    history: bool = False
    """True when git's history had a say."""
    owner: bool = False
    """True when whose repository it is had one."""

    def add(self, other: Consulted) -> None:
        """Take in what was asked elsewhere."""
        for path, most in other.tree.items():
            self.tree[path] = max(most, self.tree.get(path, 0))
        self.index |= other.index
        self.others |= other.others
        self.history |= other.history
        self.owner |= other.owner
