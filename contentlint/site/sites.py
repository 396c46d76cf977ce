"""The sites of one repository: several may lie in it, and each post belongs to the one whose page it is."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from functools import cached_property

from contentlint.errors import ConfigError
from contentlint.site import paths
from contentlint.site.generators import registry
from contentlint.site.model import SiteSettings
from contentlint.site.posts import is_hidden, is_paper, is_template
from contentlint.site.project import Index, Project
from contentlint.site.site import Site
from contentlint.site.tree import Tree


class Sites:
    """Every site in a tree. Reads only what it is asked for."""

    def __init__(
        self,
        tree: Tree,
        settings: Mapping[str, SiteSettings] | None = None,
        *,
        today: dt.date | None = None,
        index: str = "",
        read_seconds: float = 0.0,
        around: Sequence[str] = (),
        is_of_owner: Callable[[], bool] = lambda: False,
    ) -> None:
        """`settings` has what was configured by folder of the tree ("", `apps/blog/`); paths in it are the tree's.

        `index` is what an earlier `dump_index` gave, `read_seconds` the time for reading a file, 0 for no limit.
        `around` are folders that are looked at for their own sake: example sites there count. `is_of_owner` tells
        whether the repository is an owner's, `owner.github.io`.
        """
        self.index = Index(index, read_seconds)
        self._home = ""
        self._project = Project(tree, SiteSettings(), today or dt.date.max, self.index)
        self._is_of_owner = is_of_owner
        self.all = self._introduced(Site(*found) for found in registry.sites(self._project, settings or {}, around))

    def seen_from(self, home: str) -> Sites:
        """The same sites, with the paths of posts seen from the folder `home`: "", `apps/blog`."""
        other = copy(self)
        other._home = home
        other.all = self._introduced(Site(site.project, site.routes, home) for site in self.all)
        return other

    def _introduced(self, made: Iterable[Site]) -> tuple[Site, ...]:
        """Sites that know of each other and of where they lie."""
        found = tuple(made)
        for site in found:
            site.verdicts.siblings = tuple(other.addresses for other in found if other is not site)
            site.verdicts.is_of_owner = self._is_of_owner
        return found

    @property
    def main(self) -> Site:
        """The first of the sites: the one nearest the top."""
        return self.all[0]

    def of(self, path: str) -> Site | None:
        """The site that a post is a page of; None when it is of none.

        Of several that could make a page of a file, the one whose root is the nearest above it. A post that is not on
        the disk yet belongs to the site that the other posts of its folder do.
        """
        return self._of(paths.below(self._home, path))

    def _of(self, path: str) -> Site | None:
        owners = self._owners(path)
        if not owners and not self._project.exists(path):
            return self._of_folder(path.rpartition("/")[0])
        return owners[0] if owners else None

    def _owners(self, path: str) -> list[Site]:
        owners = [site for site in self.all if path in site.pages]
        return sorted(owners, key=lambda site: -len(site.project.root) if path.startswith(site.project.root) else 1)

    def _of_folder(self, folder: str) -> Site | None:
        """The site that most posts of a folder belong to, or of the nearest folder above it that has posts."""
        while True:
            below = folder + "/" if folder else ""
            found = Counter(
                owner
                for site in self.all
                for path in site.pages
                if path.startswith(below) and (owner := self._owners(path)[0]) is site
            )
            if found or not folder:
                return found.most_common(1)[0][0] if found else self.main
            folder = folder.rpartition("/")[0]

    def by_site(self, posts: Iterable[str]) -> list[tuple[Site, set[str]]]:
        """The sites that the posts are pages of, in their order, each with its own."""
        found: dict[int, set[str]] = {}
        for path in posts:
            if (site := self.of(path)) is not None:
                found.setdefault(id(site), set()).add(path)
        return [(site, found[id(site)]) for site in self.all if id(site) in found]

    def why_no_post(self, path: str) -> str | None:
        """Why a Markdown file is no post, in words; None for one that is: papers, templates, content of no site."""
        inside = paths.below(self._home, path)
        facts = self._project.meta(inside) if self._project.exists(inside) else {}
        if is_template(inside, facts):
            return "a template for new posts"
        if self._of(inside) is not None:
            return None
        if is_paper(inside, facts) or is_hidden(inside):
            return "a paper of the repository"
        if len(self.all) > 1:
            return f"not content of any of the {len(self.all)} sites"
        return f"not content of the {self.main.generator} site"

    @property
    def problems(self) -> list[ConfigError]:
        """What is wrong with the configurations of the sites' generators; each is read without that."""
        return [problem for site in self.all for problem in site.problems]

    def named(self, path: str) -> str:
        """A path of the tree as posts are called."""
        return paths.seen_from(self._home, path)

    @cached_property
    def hosts(self) -> frozenset[str]:
        """The host names of all sites."""
        return frozenset[str]().union(*(site.hosts for site in self.all))

    def dump_index(self) -> str:
        """The index as text, to give to the next `Sites` as `index`."""
        return self.index.dump(self._project.paths)


def only(tree: Tree, settings: SiteSettings | None = None, *, today: dt.date | None = None, index: str = "") -> Site:
    """The first site of a tree, with one configuration for all of it: for examples and tests."""
    return Sites(tree, {"": settings} if settings else {}, today=today, index=index).main
