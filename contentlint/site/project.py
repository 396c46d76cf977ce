"""A site's files as the generators' rules ask for them, and the index that remembers each file's facts."""

from __future__ import annotations

import datetime as dt
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import PurePosixPath
from typing import Any, TypeVar
from zlib import crc32

from contentlint.errors import ConfigError
from contentlint.guard.data import load_json, load_toml, load_yaml
from contentlint.guard.limit import Budget, TooSlow
from contentlint.guard.userdata import not_too_deep, shown, unreadable
from contentlint.site import markers
from contentlint.site.model import SiteSettings
from contentlint.site.reading import ignored, meta
from contentlint.site.reading.meta import Meta
from contentlint.site.reading.shape import WORDS, Shapes, plain
from contentlint.site.tree import Stamp, Tree

CONTENT = (".md", ".mdx", ".markdown", ".mdown", ".mkd", ".mkdn", ".mdoc", ".qmd", ".svx")
"""Endings of Markdown files."""

_MOST_IGNORE_FILES = 50
_TARGETS = (
    ("](", r"\]\(\s*<?(?!\{[{%])((?:[^()\s<>]|\([^()\s]*\))+)"),
    ("]:", r"^[ \t]{0,3}\[[^\[\]^]+\]:[ \t]*<?([^\s>]+)"),
    ("=", r"\b(?:href|src|to)[ \t]*=[ \t]*[\"']([^\"'\s{}]+)[\"']"),
    ("{", r"(\{[{%][<%]?-?[ \t]*(?:relref|ref|post_url|link|post_link)[ \t]+[^%}>\n]{1,500}[%>]?\}\}?)"),
)
"""How a target is written, with what a text that has one must have: most have only the first."""

_KINDS = {".yml": "YAML", ".yaml": "YAML", ".toml": "TOML", ".json": "JSON", ".jsonc": "JSON"}
_DOCUMENT = re.compile(r"^---(?=\s|\Z)", re.MULTILINE)

T = TypeVar("T")

_KEPT = "\0"
"""Stands before the sort and the path in lines of what is kept about a file: no file's name has it."""
_SORT = re.compile("[a-z]*")
OF_IDS = "anchors"
"""The sort of lines that keep the ids of a file's page."""

_HEADER = "contentlint site index 11"
"""What the first line of the stored index begins with, before the checksum of the rest."""


class Index:
    """Front-matter facts and link targets by file, kept with each file's stamp.

    `load` and `dump` move it to and from text, so that a later run reads only what changed. A line holds a file's
    path, its stamp, facts and targets (JSON), with tabs between: what is not asked for is not parsed, and unchanged
    lines are written back as they were.
    """

    def __init__(self, stored: str = "", seconds: float = 0.0) -> None:
        """`seconds` is the time of the processor that reading a small file may take, 0 for no limit."""
        self._seconds = seconds
        self.failures: dict[str, str] = {}
        """What could not be read to its end, by path, with the reason in words: little is known of such a file."""
        self._lines: dict[str, str] = {}
        self._known_sorts: set[str] | None = None
        self._read: dict[tuple[str, bool], tuple[str, Meta]] = {}
        self._asked: set[str] = set()
        self.fresh: dict[str, str] = {}
        """What was kept in this process, by sort and path."""
        self.changed: bool
        """True when something was read that the stored index did not have."""
        first, _, rest = stored.partition("\n")
        self.is_damaged = first.startswith(_HEADER) and first != first_line(rest)
        """True when what was stored is not what was written: nothing of it is used."""
        self.changed = self.is_damaged
        if first.startswith(_HEADER) and not self.is_damaged:
            for line in rest.split("\n"):
                path, tab, entry = line.partition("\t")
                if tab:
                    self._lines[path] = entry

    def facts(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> Meta:
        """The front-matter facts of a file."""
        return self._entry(tree, path, stamp, pelican)[1]

    def targets(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> list[str]:
        """The distinct targets of the links of a file, as written."""
        found: list[str] = json.loads(self._entry(tree, path, stamp, pelican)[0])
        return found

    def guarded(self, path: str, make: Callable[[], T], otherwise: T, size: int = 0) -> T:
        """What `make` gives of the file of `size` bytes at a path; `otherwise`, and an entry of `failures`, when it
        fails or takes too long."""
        budget = Budget(self._seconds, size)
        try:
            with budget.step():
                return make()
        except TooSlow:
            why = f"took longer than {budget.of_rule:.3g} s"
        except Exception as error:
            why = f"failed: {type(error).__name__}: {error}"
        self.failures.setdefault(path, f"reading it for the site {why}")
        return otherwise

    def kept(self, path: str, stamp: Stamp, key: str) -> str | None:
        """What was kept of a file by that key; None when nothing was, or the file has changed."""
        line, begin = self._lines.get(_kept(path, key), ""), f"{stamp[0]} {stamp[1]} {key}\t"
        return line[len(begin) :] if line.startswith(begin) else None

    def keep(self, path: str, stamp: Stamp, key: str, text: str) -> None:
        """Keep a line of text about a file as it is now: what its posts say, which is dear to work out.

        There is one line for each sort of key: its letters up to anything else.
        """
        if self.kept(path, stamp, key) == text or "\t" in path or "\n" in path or "\n" in text:
            return
        name = _kept(path, key)
        self._lines[name] = self.fresh[name] = f"{stamp[0]} {stamp[1]} {key}\t{text}"
        self._sorts.add(name.split(_KEPT)[1])
        self.changed = True

    def take_asked(self) -> set[str]:
        """The files whose facts or links were asked for the first time since this was last asked."""
        taken, self._asked = self._asked, set()
        return taken

    def take(self) -> dict[str, str]:
        """What was kept since this was last asked: another process may `add` it to its own index."""
        fresh, self.fresh = self.fresh, {}
        return fresh

    def lines_of(self, path: str) -> dict[str, str]:
        """All that is kept of what a file says, to `add` to another index.

        Its ids are not: nobody asked for them when it was looked at, so they may be those of an earlier version of the
        program, in the place of which newer ones stand by then.
        """
        names = (f"{_KEPT}{sort}{_KEPT}{path}" for sort in sorted(self._sorts - {OF_IDS}))
        return {name: self._lines[name] for name in names if name in self._lines}

    @property
    def _sorts(self) -> set[str]:
        """The sorts of what is kept."""
        if self._known_sorts is None:
            self._known_sorts = {name.split(_KEPT)[1] for name in self._lines if name.startswith(_KEPT)}
        return self._known_sorts

    def add(self, fresh: Mapping[str, str]) -> None:
        """Keep what another process has taken from its index, or what was kept elsewhere."""
        for name, line in fresh.items():
            if self._lines.get(name) != line:
                self._lines[name] = line
                self._sorts.add(name.split(_KEPT)[1])
                self.changed = True

    def _entry(self, tree: Tree, path: str, stamp: Stamp, pelican: bool) -> tuple[str, Meta]:
        known = self._read.get((path, pelican))
        if known is not None:
            return known
        key = f"{stamp[0]} {stamp[1]}{' pelican' if pelican else ''}"
        parts = self._lines.get(path, "").split("\t")
        if len(parts) == 3 and parts[0] == key:
            entry: tuple[str, Meta] = (parts[2], json.loads(parts[1]))
        else:
            nothing: tuple[str, tuple[str, Meta]] = ("", ("[]", {}))
            line, entry = self.guarded(path, lambda: self._read_file(tree.read_text(path), pelican), nothing, stamp[0])
            if line and "\t" not in path and "\n" not in path:
                self._lines[path] = f"{key}\t{line}"
            self.changed = True
        self._read[path, pelican] = entry
        self._asked.add(path)
        return entry

    def _read_file(self, text: str, pelican: bool) -> tuple[str, tuple[str, Meta]]:
        """A file's line of the stored index, without its stamp, and its entry."""
        facts = meta.read(text, pelican=pelican)
        targets = json.dumps(sorted(_targets_in(text)), ensure_ascii=False)
        return f"{json.dumps(facts, ensure_ascii=False)}\t{targets}", (targets, facts)

    def dump(self, keep: Iterable[str]) -> str:
        """The entries of the files in `keep` as text."""
        sorts = sorted(self._sorts)
        names = (name for path in keep for name in (path, *(f"{_KEPT}{sort}{_KEPT}{path}" for sort in sorts)))
        rest = "\n".join(f"{name}\t{self._lines[name]}" for name in names if name in self._lines)
        return f"{first_line(rest)}\n{rest}"


def first_line(rest: str) -> str:
    """The first line of a stored index, with the checksum of the rest."""
    return f"{_HEADER} {crc32(rest.encode('utf-8', 'surrogatepass')):08x}"


def _targets_in(text: str) -> set[str]:
    """The targets of the links in a text, as written; of a template tag, the whole tag."""
    found: set[str] = set()
    if forms := tuple(form for sign, form in _TARGETS if sign in text):
        for match in _any_of(forms).finditer(text):
            found.add(match[match.lastindex or 0])
    return found


@cache
def _any_of(forms: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(forms), re.MULTILINE)


def _kept(path: str, key: str) -> str:
    """The name of the line that is kept of a file by a key."""
    sort = _SORT.match(key)
    return f"{_KEPT}{sort.group() if sort else ''}{_KEPT}{path}"


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
        self.problems: dict[str, ConfigError] = {}
        """What is wrong with the configuration of the site, by file and key."""

    @cached_property
    def stamps(self) -> dict[str, Stamp]:
        """Every file with its stamp."""
        return dict(self.tree.files())

    @cached_property
    def paths(self) -> list[str]:
        """Every file's path, sorted."""
        return sorted(self.stamps)

    def at(self, root: str, settings: SiteSettings | None = None) -> Project:
        """The same files seen from another folder, maybe with other settings."""
        other = Project(self.tree, settings or self.settings, self.today, self.index, root)
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

    def is_ignored(self, path: str) -> bool:
        """True for a file that `.gitignore` keeps out of the repository."""
        return bool(self._ignored) and ignored.is_ignored(path, self._ignored)

    @cached_property
    def _ignored(self) -> list[ignored.Rule]:
        files = [path for path in self.paths if path.rpartition("/")[2] == ".gitignore"]
        return ignored.rules({path.removesuffix(".gitignore"): self.text(path) for path in files[:_MOST_IGNORE_FILES]})

    def text(self, path: str) -> str:
        """A file's text, "" when there is none."""
        return self.tree.read_text(path) if path in self.stamps else ""

    def find(self, *names: str) -> str:
        """The first of the names that exists in the project's folder, as a root-relative path, or ""."""
        return next((self.root + n for n in names if self.root + n in self.stamps), "")

    def markers(self, generator: str) -> list[str]:
        """The files in the project's folder that only that generator has, sorted."""
        return [self.root + name for name in markers.of(generator, self._at_root)]

    def marker(self, generator: str) -> str:
        """The first of the `markers` of a generator, or ""."""
        return next(iter(self.markers(generator)), "")

    @cached_property
    def _at_root(self) -> list[str]:
        start = len(self.root)
        return [name for path in self.under(self.root) if markers.is_at_root(name := path[start:])]

    @property
    def foreign(self) -> str:
        """The generator, not known here, whose configuration is in the project's folder, or ""."""
        return markers.foreign(self._at_root)

    def meta(self, path: str) -> Meta:
        """The front-matter facts of a file."""
        return self.index.facts(self.tree, path, self.stamps[path], self.pelican)

    def targets(self, path: str) -> list[str]:
        """The distinct link targets of a file, as written; of a template tag that names a page, the whole tag."""
        return self.index.targets(self.tree, path, self.stamps[path], self.pelican)

    def guarded(self, path: str, make: Callable[[], T], otherwise: T) -> T:
        """`Index.guarded` of a file, with its size."""
        return self.index.guarded(path, make, otherwise, self.stamps.get(path, (0, 0))[0])

    def kept(self, path: str, key: str) -> str | None:
        """What the index keeps of a file by that key; None when nothing, or of a file that has changed."""
        return self.index.kept(path, self.stamps[path], key) if path in self.stamps else None

    def keep(self, path: str, key: str, text: str) -> None:
        """Keep a line of text about a file in the index."""
        if path in self.stamps:
            self.index.keep(path, self.stamps[path], key, text)

    def data(self, path: str) -> Any:
        """A YAML, TOML, JSON or JavaScript configuration file as Python, with keys that are text; {} when it can't be
        read, which is one of the `problems`."""
        from contentlint.site.reading import js  # for a file that is there

        text = self.text(path).removeprefix("\ufeff")
        kind = _KINDS.get(PurePosixPath(path).suffix.lower(), "")
        try:
            if kind == "YAML":
                found = load_yaml(_first_document(text)) or {}
            elif kind == "TOML":
                found = load_toml(text)
            elif kind == "JSON" and text.strip():
                found = load_json(js.strip_comments(text) if path.lower().endswith("c") else text)
            else:
                return js.config(text) if kind == "" else {}
            return plain(not_too_deep(found))
        except ValueError as error:
            why = unreadable(kind, error, text)
            problem = ConfigError(f"{why.reason}; the site is read as if it were not there", path=path, line=why.line)
            self.problems.setdefault(path, problem)
            return {}

    def fitting(self, path: str, data: Any, shapes: Shapes) -> dict[str, Any]:
        """The configuration in the file `path` without what has another type than it must; each is a problem.

        Keys are looked up as they are written in `data`.
        """
        if not isinstance(data, dict):
            self.problems.setdefault(
                path, ConfigError(f"must have keys and values, not {shown(data)}", path=path, line=1)
            )
            return {}
        kept = {}
        for key, value in data.items():
            wanted = shapes.get(key)
            if wanted is None or value is None or isinstance(value, wanted):
                kept[key] = value
                continue
            words = " or ".join(WORDS[kind] for kind in wanted)
            problem = f"'{key}' must be {words}, not {shown(value)}; the site is read without it"
            line = _line_of(self.text(path), key)
            self.problems.setdefault(f"{path} {key}", ConfigError(problem, path=path, line=line))
        return kept

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


def _first_document(text: str) -> str:
    """The first of the YAML documents in a file, which is all that Hugo and Jekyll read."""
    marks = [match.start() for match in _DOCUMENT.finditer(text)]
    begin = text[: marks[0]] if marks else ""
    if any(line.strip() and not line.lstrip().startswith(("#", "%")) for line in begin.split("\n")):
        return begin
    return text[: marks[1]] if len(marks) > 1 else text


def _line_of(text: str, key: str) -> int:
    found = re.search(rf"^[ \t]*[\[\"'{{]*{re.escape(key)}\b", text, re.MULTILINE | re.IGNORECASE)
    return text.count("\n", 0, found.start()) + 1 if found else 1
