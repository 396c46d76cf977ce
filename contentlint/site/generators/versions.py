"""Which major version of an npm package a site uses, as its lock file or its package.json tells."""

from __future__ import annotations

import re
from typing import Any

from contentlint.site.project import Project
from contentlint.site.reading.shape import table

_LOCKS = ("package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock", "bun.lock")
_LARGEST = 5_000_000
"""Code points of a lock file that is read."""


def majors(project: Project, package: str, known: range) -> frozenset[int]:
    """The major versions that the package may have: one where a lock file or a range of package.json says so, all of
    the `known` where nothing does. One that is not among the known is given, too."""
    asked = _range(_asked(project, package), known)
    locked = _locked(project, package)
    if asked and locked & asked:
        return locked & asked
    return locked or asked or frozenset(known)


def _locked(project: Project, package: str) -> frozenset[int]:
    name = re.escape(package)
    entry = re.compile(
        rf'"(?:[^"\n]{{1,200}}/)?node_modules/{name}":\s*\{{\s*"version":\s*"(?P<npm>\d+)\.'
        rf"|^\s{{0,8}}['\"]?/?{name}[@/](?P<pnpm>\d+)\.[^\n]{{0,2000}}:"
        rf'|^"?{name}@[^\n]{{1,500}}:\n\s+version:? "?(?P<yarn>\d+)\.'
        rf'|"{name}":\s*\["{name}@(?P<bun>\d+)\.',
        re.MULTILINE,
    )
    for folder in dict.fromkeys((project.root, "")):
        for lock in _LOCKS:
            if project.exists(folder + lock) and len(text := project.text(folder + lock)) <= _LARGEST:
                found = frozenset(int(m[m.lastgroup or 0]) for m in entry.finditer(text))
                if found:
                    return found
    return frozenset()


def _asked(project: Project, package: str) -> str:
    """The range that package.json asks for; one of a catalog is looked up there (pnpm.io/catalogs, bun.sh/docs)."""
    asked = project.dependencies.get(package, "")
    if not asked.startswith("catalog:"):
        return asked.rpartition("@")[2] if asked.startswith("npm:") else asked
    chosen = asked.removeprefix("catalog:").strip()
    places: list[dict[str, Any]] = []
    for folder in dict.fromkeys((project.root, "")):
        for name in ("pnpm-workspace.yaml", ".yarnrc.yml", "package.json"):
            data = table(project.data(folder + name)) if project.exists(folder + name) else {}
            places += [data, table(data.get("workspaces"))]
    for data in places:
        catalog = table(table(data.get("catalogs")).get(chosen)) if chosen not in ("", "default") else {}
        found = (catalog or table(data.get("catalog"))).get(package)
        if found is not None and (catalog or chosen in ("", "default")):
            return str(found)
    return ""


def _range(asked: str, known: range) -> frozenset[int]:
    """The majors that a range allows, none for a tag, an address, or what is no range."""
    found: set[int] = set()
    for part in asked.split("||"):
        exact = re.fullmatch(r"\s*[\^~=v]{0,2}\s*(\d+)(?:\.[\w.*+-]*)?\s*", part)
        least = re.match(r"\s*>=?\s*(\d+)[\w.+-]*\s*(?:<(=?)\s*(\d+)((?:\.0)*)(?:\s|\Z|-))?", part)
        between = re.fullmatch(r"\s*(\d+)[\w.+-]*\s+-\s+(\d+)[\w.+-]*\s*", part)
        if exact:
            found.add(int(exact[1]))
        elif least:
            last = int(least[3]) - (0 if least[2] or not _is_whole(part) else 1) if least[3] else known[-1]
            found.update(range(int(least[1]), min(last, known[-1]) + 1))
        elif between:
            found.update(range(int(between[1]), min(int(between[2]), known[-1]) + 1))
        else:
            return frozenset()
    return frozenset(found)


def _is_whole(part: str) -> bool:
    """True where the upper end of a range is the beginning of a major version: `<8`, `<8.0.0`."""
    return re.search(r"<\s*\d+(?:\.0)*(?:-\w+)?\s*\Z", part) is not None
