"""The host layer: which hosts are this site, and what its redirect files say."""

from __future__ import annotations

from functools import cached_property

from contentlint.site import redirects
from contentlint.site.model import Redirect, Routes, SiteSettings
from contentlint.site.paths import host_and_path
from contentlint.site.project import Project

_PLACES = frozenset(
    " static public src source docs content content/extra assets docs/public src/public src/static".split(" ")
)
"""Folders, seen from the generator's, whose redirect files a host gets to see."""


class Host:
    """The hosts and redirects of a site."""

    def __init__(self, project: Project, routes: Routes, settings: SiteSettings) -> None:
        self._project, self._routes, self._settings = project, routes, settings

    @cached_property
    def names(self) -> frozenset[str]:
        """The host names that are this site, lower case, with and without `www.`."""
        names = {host_and_path(h)[0] if "//" in h else h.lower() for h in self._routes.hosts}
        names |= {h.lower() for h in self._settings.hosts}
        if self._settings.base_url:
            names.add(host_and_path(self._settings.base_url)[0])
        bare = {n.removeprefix("www.") for n in names}
        for file in self._files:
            for source, target, _status, _conditional in redirects.read(self._project, file):
                alias = redirects.host_alias(source, target)
                if alias and alias[1].removeprefix("www.") in bare:
                    names.add(alias[0])
        bare = {n.removeprefix("www.") for n in names}
        bare = {n for n in bare if n and not n.startswith(("localhost", "127.0.0.1")) and n != "example.com"}
        return frozenset(bare | {"www." + n for n in bare})

    @cached_property
    def redirects(self) -> list[Redirect]:
        """Every redirect rule, the generator's first."""
        found = list(self._routes.redirects)
        for file in self._files:
            for source, target, status, conditional in redirects.read(self._project, file):
                if conditional or redirects.host_alias(source, target):
                    continue
                if "//" in source and host_and_path(source)[0] not in self.names:
                    continue
                made = redirects.rule(source, target, file, status)
                if made:
                    found.append(made)
        return found

    @cached_property
    def _files(self) -> list[str]:
        found = [p for p in self._project.paths if p.rsplit("/", 1)[-1] in redirects.NAMES and self._counts(p)]
        return found + [p for p in self._settings.redirect_files if p not in found]

    def _counts(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        return folder == "" or (folder + "/").removeprefix(self._routes.root).strip("/") in _PLACES
