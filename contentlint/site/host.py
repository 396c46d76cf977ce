"""The host layer: which hosts are this site, and what its redirect files say."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from pathlib import PurePosixPath

from contentlint.guard.globs import any_glob
from contentlint.site import redirects
from contentlint.site.model import Redirect, Routes, SiteSettings
from contentlint.site.paths import host_and_path, join_file
from contentlint.site.project import CONTENT, Project

_PLACES = frozenset(
    " static public src source docs content content/extra assets docs/public src/public src/static".split(" ")
)
"""Folders, seen from the generator's, whose redirect files a host gets to see."""


_SCRIPT = re.compile(
    r"(?:\A|/)(?:[^/]+\.(?:sh|bash|mk|[cm]?[jt]s|py|rb)|[Mm]akefile|justfile|Dockerfile|Rakefile|Taskfile\.ya?ml|package\.json"
    r"|netlify\.toml|wrangler\.toml|\.gitlab-ci\.ya?ml)\Z|\A\.github/workflows/[^/]+\.ya?ml\Z"
)
"""Files that say how a site is built."""
_SCRIPT_FOLDERS = frozenset(("", "scripts", "script", "bin", "build", "tools", "ci", "deploy", ".github/workflows"))
_MOVES = re.compile(
    r"\b(?:mv|cp|cat|ln|install|rsync|addPassthroughCopy|cop(?:y|ies)\w*|move\w*|rename\w*|symlink\w*)\b", re.IGNORECASE
)
_WORD = re.compile(r"[\w./@+*-]{1,300}")
_LONGEST_SCRIPT = 200_000
_MOST_SCRIPTS = 200


def _may_be(path: str, name: str) -> bool:
    """Whether a file may be a redirect file of that name, by its own name."""
    own, wanted = PurePosixPath(path), PurePosixPath(name)
    return own.suffix == wanted.suffix or "redirect" in own.name.lower() or (own.suffix == ".txt" and not wanted.suffix)


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
            for source, target, _status, _conditional in redirects.read(self._project, file, self._files[file]):
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
        for file, name in self._files.items():
            for source, target, status, conditional in redirects.read(self._project, file, name):
                if conditional or redirects.host_alias(source, target):
                    continue
                if "//" in source and host_and_path(source)[0] not in self.names:
                    continue
                made = redirects.rule(source, target, file, status)
                if made:
                    # Nothing says that a file with another name is the one that the host gets.
                    found.append(made if name else replace(made, proxy=True))
        return found

    @cached_property
    def _files(self) -> dict[str, str]:
        """The redirect files, with the name that says how to read each; "" where it may be another deployment's."""
        found = {
            p: n for p in self._project.paths if (n := p.rsplit("/", 1)[-1]) in redirects.NAMES and self._counts(p)
        }
        found |= {p: p.rsplit("/", 1)[-1] for p in self._settings.redirect_files if p not in found}
        for path, name in self._moved.items():
            found.setdefault(path, name)
        for path in self._project.paths:
            if redirects.VARIANT.match(path.rsplit("/", 1)[-1]) and self._counts(path):
                found.setdefault(path, "")
        return found

    @cached_property
    def _moved(self) -> dict[str, str]:
        """Files that a build script copies or renames to a redirect file, with the name that they get."""
        found: dict[str, str] = {}
        for script in [path for path in self._project.paths if self._is_script(path)][:_MOST_SCRIPTS]:
            folder = script.rpartition("/")[0]
            text = self._project.text(script)
            for line in text.splitlines() if any(name in text for name in redirects.NAMES) else ():
                words = _WORD.findall(line) if len(line) <= 2000 and _MOVES.search(line) else []
                name = next((n for w in reversed(words) if (n := w.rsplit("/", 1)[-1]) in redirects.NAMES), "")
                for word in words if name else ():
                    places = {join_file(place, word) for place in (folder, self._routes.root.rstrip("/"), "")}
                    for path in self._named(places):
                        if self._project.exists(path) and not self._is_code(path) and _may_be(path, name):
                            found.setdefault(path, name)
        return found

    def _named(self, places: set[str]) -> Iterable[str]:
        """The files at places, of which some may be globs: `redirects/*.txt`."""
        named = [place for place in places if "*" in place and place.strip("*./")]
        globs = any_glob(named)
        return [*places, *(path for path in self._project.paths if globs(path))] if named else places

    def _is_script(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        inside = (folder + "/").removeprefix(self._routes.root).strip("/")
        return (
            (folder in _SCRIPT_FOLDERS or inside in _SCRIPT_FOLDERS)
            and _SCRIPT.search(path) is not None
            and self._project.stamps[path][0] <= _LONGEST_SCRIPT
        )

    def _is_code(self, path: str) -> bool:
        return path.lower().endswith((*CONTENT, ".html")) or self._is_script(path)

    def _counts(self, path: str) -> bool:
        folder = path.rpartition("/")[0]
        return folder == "" or (folder + "/").removeprefix(self._routes.root).strip("/") in _PLACES
