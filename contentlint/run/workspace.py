"""The repository that a project lies in: its files, what is configured where, and its sites.

The root of the rules (the folder of `contentlint.toml`) and the root of a site are two things: a site may lie below or
beside that folder, and read content from anywhere in the repository.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import posixpath
import re
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from contentlint.errors import ConfigError
from contentlint.guard.boundary import Boundary, top
from contentlint.run import cache, config, files, git

if TYPE_CHECKING:
    from contentlint.run.config import Config
    from contentlint.run.git import Changes
    from contentlint.site import Sites, SiteSettings

INDEX = "site-index"


class Workspace:
    """A repository, or the folder of a project that lies in none.

    `limit` is how many files are looked at, at most; None for all. `only` is the one configuration that holds, for
    one that the user named; else each folder's own does. `read_seconds` is the time for reading a file, 0 for no limit.
    """

    def __init__(
        self,
        folder: Path,
        *,
        today: dt.date,
        use_cache: bool = True,
        trust_config: bool = False,
        only: Config | None = None,
        limit: int | None = None,
        read_seconds: float = 0.0,
    ) -> None:
        self.root = top(folder) or folder
        self.boundary = Boundary(folder, is_open=trust_config)
        """What of the disk may be read."""
        self.around: set[str] = {_slashed(self.home(folder))}
        """Folders that are looked at for their own sake, as the tree names them."""
        self.asked_owner = False
        """True when git was asked whose repository it is."""
        self._today, self._use_cache, self._only, self._seconds = today, use_cache, only, read_seconds
        self.tree = files.DiskTree(self.root, limit, self.boundary)

    def home(self, folder: Path) -> str:
        """A folder as the tree names it, "" for the top."""
        try:
            return "" if folder == self.root else folder.relative_to(self.root).as_posix()
        except ValueError:
            return ""

    @cached_property
    def configs(self) -> dict[str, Path]:
        """The configuration files in the tree by their folders ("", `apps/blog`)."""
        found: dict[str, Path] = {}
        for path in self.tree.files():
            folder, _, name = path.rpartition("/")
            if name == config.FILE_NAME or (name == "pyproject.toml" and folder not in found):
                with contextlib.suppress(ConfigError):  # a pyproject.toml that nobody can read is none of ours
                    own = config.of_folder(self.root / folder)
                    if own is not None:
                        found[folder] = own
        return found

    @cached_property
    def _settings(self) -> dict[str, SiteSettings]:
        from contentlint.site import SiteSettings

        if self.tree.is_cut:
            # A file somewhere in a large folder that is no project: nobody knows what its links are relative to.
            return {"": SiteSettings(assume_exists=("/**",))}
        if self._only is not None:
            home = self.home(self._only.root)
            return {_slashed(home): _rebased(self._only.site, home)} if self._only.site else {}
        found = {}
        for home, path in self.configs.items():
            try:
                own = config.load(path, trusted=self.boundary.is_open).site
            except ConfigError:  # told by a run in its own folder
                continue
            if own is not None:
                found[_slashed(home)] = _rebased(own, home)
        return found

    @cached_property
    def sites(self) -> Sites:
        """The sites, from the cached index where files have not changed."""
        return self._sites(self.tree)

    @property
    def notes(self) -> list[str]:
        """What the user should know of what was kept."""
        is_damaged = "sites" in self.__dict__ and self.sites.index.is_damaged
        return ["what the cache had of this site was damaged: it is made anew"] if is_damaged else []

    def former_sites(self, changes: Changes) -> Sites:
        """The sites as they were before changes, whose paths are seen from the root."""
        return self._sites(files.FormerTree(self.tree, changes))

    def _sites(self, tree: files.DiskTree | files.FormerTree) -> Sites:
        from contentlint.site import Sites

        index = cache.read(self.root, INDEX) if self._use_cache else ""
        return Sites(
            tree,
            self._settings,
            today=self._today,
            index=index,
            read_seconds=self._seconds,
            around=sorted(self.around),
            is_of_owner=self._is_of_owner,
        )

    def _is_of_owner(self) -> bool:
        """True for the repository of an owner's own site, by its remote or the name of its folder."""
        self.asked_owner = True
        here = git.checkout(self.root)
        name = here.remote.rstrip("/").removesuffix(".git") if here is not None else ""
        return any(one.endswith((".github.io", ".gitlab.io")) for one in (name, self.root.name))

    def keep_index(self) -> None:
        """Write the sites' index to the cache, when they were asked for."""
        if self._use_cache and "sites" in self.__dict__ and self.sites.index.changed:
            cache.write(self.root, INDEX, self.sites.dump_index())


def _slashed(home: str) -> str:
    return home + "/" if home else ""


def _rebased(settings: SiteSettings, home: str) -> SiteSettings:
    """Settings whose paths are seen from the folder `home`, with paths as the tree names them."""
    prefix = re.sub(r"([*?\[\]{}])", r"[\1]", home) + "/" if home else ""  # a folder's name is no pattern

    def place(path: str) -> str:
        return posixpath.normpath(posixpath.join(home, path)) if path else ""

    return replace(
        settings,
        root=place(settings.root),
        output=place(settings.output),
        sitemap=place(settings.sitemap),
        redirect_files=tuple(map(place, settings.redirect_files)),
        routes={prefix + glob.removeprefix("./").lstrip("/"): shape for glob, shape in settings.routes.items()},
    )
