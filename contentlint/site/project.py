"""A site's files as the generators' rules ask for them, and the index that remembers each file's facts."""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from contentlint.site import js, meta
from contentlint.site.meta import Meta
from contentlint.site.model import SiteSettings
from contentlint.site.tree import Stamp, Tree

CONTENT = (".md", ".mdx", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdoc")
"""Endings of Markdown files."""

_TARGET = re.compile(
    r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)|^[ \t]{0,3}\[[^\]^]+\]:[ \t]*<?([^\s>]+)"
    r"|\b(?:href|src|to)[ \t]*=[ \t]*[\"']([^\"'\s{}]+)[\"']|\{[{%][<%]?[ \t]*(?:relref|ref|post_url|link|post_link)"
    r"[ \t]+[\"']?([^\"'\s%}>]+)",
    re.MULTILINE,
)

_HEADER = "contentlint site index 5"
"""First line of the stored index; one with another first line is not used."""


class Index:
    """Front-matter facts and link targets by file, kept with each file's stamp.

    `load` and `dump` move it to and from text, so that a later run reads only what changed. A line holds a file's
    path, its stamp, facts and targets (JSON), with tabs between: what is not asked for is not parsed, and unchanged
    lines are written back as they were.
    """

    def __init__(self, stored: str = "") -> None:
        self._lines: dict[str, str] = {}
        self._read: dict[str, tuple[str, Meta]] = {}
        self.changed = False
        """True when something was read that the stored index did not have."""
        lines = stored.split("\n")
        if lines[0] == _HEADER:
            for line in lines[1:]:
                path, tab, rest = line.partition("\t")
                if tab:
                    self._lines[path] = rest

    def facts(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> Meta:
        """The front-matter facts of a file."""
        return self._entry(tree, path, stamp, pelican)[1]

    def targets(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> list[str]:
        """The distinct targets of the links of a file, as written."""
        found: list[str] = json.loads(self._entry(tree, path, stamp, pelican)[0])
        return found

    def _entry(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> tuple[str, Meta]:
        known = self._read.get(path)
        if known is not None:
            return known
        key = f"{stamp[0]} {stamp[1]}{' pelican' if pelican else ''}"
        parts = self._lines.get(path, "").split("\t")
        if len(parts) == 3 and parts[0] == key:
            entry: tuple[str, Meta] = (parts[2], json.loads(parts[1]))
        else:
            text = tree.read_text(path)
            facts = meta.read(text, pelican=pelican)
            targets = sorted({next(g for g in m if g) for m in _TARGET.findall(text)})
            entry = (json.dumps(targets, ensure_ascii=False), facts)
            if "\t" not in path and "\n" not in path:
                self._lines[path] = f"{key}\t{json.dumps(facts, ensure_ascii=False)}\t{entry[0]}"
            self.changed = True
        self._read[path] = entry
        return entry

    def dump(self, keep: Iterable[str]) -> str:
        """The entries of the files in `keep` as text."""
        kept = [f"{path}\t{self._lines[path]}" for path in keep if path in self._lines]
        return "\n".join([_HEADER, *kept])


class Project:
    """A tree seen from the folder that holds the generator's configuration.

    Paths given and returned are relative to the tree's root, `root` is the folder's path there ("" or `docs/`).
    """

    def __init__(self, tree: Tree, settings: SiteSettings, today: dt.date, index: Index, root: str = "") -> None:
        self.tree = tree
        self.settings = settings
        self.today = today
        self.index = index
        self.root = root
        self.pelican = False

    @cached_property
    def stamps(self) -> dict[str, Stamp]:
        """Every file with its stamp."""
        return dict(self.tree.files())

    @cached_property
    def paths(self) -> list[str]:
        """Every file's path, sorted."""
        return sorted(self.stamps)

    def at(self, root: str) -> Project:
        """The same files seen from another folder."""
        other = Project(self.tree, self.settings, self.today, self.index, root)
        other.__dict__["stamps"] = self.stamps
        other.__dict__["paths"] = self.paths
        return other

    def under(self, folder: str, endings: tuple[str, ...] | None = None) -> Iterator[str]:
        """The files under a folder (a root-relative path; "" for all), with one of the endings."""
        prefix = folder.rstrip("/") + "/" if folder.strip("/") else ""
        start = bisect_left(self.paths, prefix)
        for i in range(start, len(self.paths)):
            path = self.paths[i]
            if not path.startswith(prefix):
                break
            if endings is None or path.lower().endswith(endings):
                yield path

    def exists(self, path: str) -> bool:
        """True for a file."""
        return path in self.stamps

    def has_folder(self, folder: str) -> bool:
        """True for a folder with at least one file."""
        return next(self.under(folder), None) is not None

    def text(self, path: str) -> str:
        """A file's text, "" when there is none."""
        return self.tree.read_text(path) if path in self.stamps else ""

    def find(self, *names: str) -> str:
        """The first of the names that exists in the project's folder, as a root-relative path, or ""."""
        return next((self.root + n for n in names if self.root + n in self.stamps), "")

    def meta(self, path: str) -> Meta:
        """The front-matter facts of a file."""
        return self.index.facts(self.tree, path, self.stamps[path], self.pelican)

    def targets(self, path: str) -> list[str]:
        """The distinct link targets of a file, as written."""
        return self.index.targets(self.tree, path, self.stamps[path], self.pelican)

    def data(self, path: str) -> Any:
        """A YAML, TOML, JSON or JavaScript configuration file as Python; {} when it can't be read."""
        text = self.text(path)
        suffix = PurePosixPath(path).suffix.lower()
        try:
            if suffix in (".yml", ".yaml"):
                return meta.load_yaml(text) or {}
            if suffix == ".toml":
                import tomllib

                return tomllib.loads(text)
            if suffix in (".json", ".jsonc"):
                return json.loads(js.strip_comments(text) if suffix == ".jsonc" else text)
        except ValueError:
            return {}
        return js.config(text)

    @cached_property
    def dependencies(self) -> dict[str, str]:
        """The packages that package.json names, with their versions."""
        found: dict[str, str] = {}
        for folder in {self.root, ""}:
            data = self.data(folder + "package.json") if self.exists(folder + "package.json") else {}
            if isinstance(data, dict):
                for key in ("devDependencies", "dependencies"):
                    if isinstance(data.get(key), dict):
                        found.update({k: str(v) for k, v in data[key].items()})
        return found
