"""The configuration of Jekyll: of the files that a build is given, each goes over the one before (`--config a,b`)."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from contentlint.site.paths import join_file
from contentlint.site.project import Project
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
_LONGEST = 200_000
_MOST = 10


def read(project: Project, shapes: Shapes) -> list[dict[str, Any]]:
    """The configurations that the site is built with, the one of the first command first; `_config.yml` by itself where
    no command names any."""
    main = project.marker("jekyll")
    lists = [[main]] if main else []
    for names in _commands(project):
        paths = [join_file(project.root.rstrip("/"), name) for name in names.split(",") if name]
        is_own = all(project.exists(path) and (path == main or not _MAIN.search(path)) for path in paths)
        if paths and is_own and paths not in lists[1:]:
            lists.append(paths)
    found = []
    for paths in lists[1:] or lists:
        config: dict[str, Any] = {}
        for path in paths:
            config = merged(config, project.fitting(path, project.data(path), shapes))
        found.append(config)
    return found or [{}]


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
