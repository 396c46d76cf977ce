"""The configuration of Jekyll: of the files that a build is given, each goes over the one before (`--config a,b`)."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from contentlint.site.paths import join_file
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading.choices import merged
from contentlint.site.reading.shape import Shapes

_SCRIPT = re.compile(
    r"(?:(?:script|scripts|bin|ci|build|tools)/)?(?:[\w.-]+\.(?:sh|bash|mk|rake|rb)|[Mm]akefile|justfile|Rakefile|Dockerfile"
    r"|package\.json|netlify\.toml|vercel\.json|\.travis\.yml|\.gitlab-ci\.yml)\Z"
    r"|(?:script|scripts|bin)/[\w-]+\Z|\.github/workflows/[\w.-]+\.ya?ml\Z"
)
"""Files that say how a site is built, seen from its root or the top of the repository."""
_COMMAND = re.compile(r"\bjekyll[ \t]+(?:build|b)\b[^\n]{0,500}?(?:--config|-c)[ \t=]+[\"']?([\w./,-]{1,300})")
_MAIN = re.compile(r"(?:\A|/)_config\.ya?ml\Z")
"""The configuration of a site: in another folder, of another site, a demonstration mostly."""
_FOLDER = re.compile(r"_?config/")
"""Folders that the configuration lies in where it is no file at the root; a build must name its files."""
_SHARED = re.compile(r"_?(?:config|default|base|common|main|shared|site|jekyll)s?\Z", re.IGNORECASE)
"""Names, without their endings, of what all builds have."""
_ELSEWHERE = re.compile(r"(?:\A|[._-])(?:dev(?:elopment)?|local(?:host)?|test|ci|stag(?:e|ing)|preview)(?:[._-]|\Z)")
"""Names of configurations for builds that no reader sees."""
_LONGEST = 200_000
_MOST = 10


def read(project: Project, shapes: Shapes) -> list[dict[str, Any]]:
    """The configurations that the site is built with, the one of the first command first; `_config.yml` by itself where
    no command names any."""
    main = project.marker("jekyll")
    lists = [[main]] if main else []
    if _FOLDER.match(main.removeprefix(project.root)):
        lists = _of_folder(project)
        main = ""
    named: list[list[str]] = []
    for names in _commands(project):
        paths = [join_file(project.root.rstrip("/"), name) for name in names.split(",") if name]
        is_own = all(project.exists(path) and (path == main or not _MAIN.search(path)) for path in paths)
        if paths and is_own and paths not in named:
            named.append(paths)
    found = []
    for paths in named or lists:
        config: dict[str, Any] = {}
        for path in paths:
            config = merged(config, project.fitting(path, project.data(path), shapes))
        found.append(config)
    return found or [{}]


def _of_folder(project: Project) -> list[list[str]]:
    """Configurations that lie in a folder as they may belong together: what all builds share, and one for each build.

    Of several sites, each with posts of its own, it is the one that has most of them in the repository.
    """
    files = {path: path.rpartition("/")[2].rpartition(".")[0] for path in project.markers("jekyll")}
    shared = [path for path, stem in files.items() if _SHARED.match(stem)]
    own = [path for path, stem in files.items() if path not in shared and not _ELSEWHERE.search(stem)]

    def place(path: str) -> str:
        data = project.data(path)
        named = data.get("collections_dir") if isinstance(data, dict) else None
        return named.strip("/") if isinstance(named, str) else ""

    places = {path: place(path) for path in own}
    posts = {at: sum(1 for _ in project.under(project.root + at, CONTENT)) for at in set(places.values())}
    largest = max(places.values(), key=lambda at: posts[at], default="")
    return [[*shared, path] for path in own if places[path] == largest] or [shared or list(files)]


def _commands(project: Project) -> list[str]:
    """What the build commands of the repository name as configuration."""
    found: list[str] = []
    for path in project.paths:
        inner = path.removeprefix(project.root)
        if not (_SCRIPT.match(inner) or _SCRIPT.match(path)) or project.stamps[path][0] > _LONGEST:
            continue
        text = project.text(path)
        if "jekyll" in text:
            found += [match[1] for match in islice(_COMMAND.finditer(text), _MOST)]
    return list(dict.fromkeys(found))[:_MOST]
