"""What a site's own links say about the model of its addresses: evidence about the model, not a pardon.

A link that leads nowhere is broken; but when many of one kind lead nowhere, and another reading of the site would make
them work that its other links do not contradict, then it is the model that is in doubt, and the links of that kind are
not judged. Readings that are tried: the content at other addresses (another prefix, permalink, language), under other
names (another slug rule), files for which the model has no address at all, and pages without the base path.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import NamedTuple

from contentlint.site.addresses import Addresses
from contentlint.site.census import Segments
from contentlint.site.model import Page, Resolution
from contentlint.site.paths import first_segment, host_and_path, take_apart
from contentlint.site.project import CONTENT
from contentlint.site.reading.ids import transliterate
from contentlint.site.reading.meta import is_file_path

TARGETS = 2
"""Distinct targets that another reading must explain before it counts."""
_MOST_NAMESAKES = 8
"""Files of one name that a target may mean; a name that more have says nothing."""
_MOST_ASKED = 200
"""Namesakes of which the nearest is looked for."""
_ANYWHERE = "*"
"""In the place of a folder of content: the reading holds for the whole site."""

_DATE = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}[-_]")
_ENDING = re.compile(r"\.(?:html?|mdx?|markdown)\Z", re.IGNORECASE)
_INDEX = frozenset(("index", "_index", "readme"))
_NOT_A_WORD = re.compile(r"[^a-z0-9\u0080-\uffff]+")
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Doubt:
    """Links that were not judged, for one cause: `links` of them, such as `example`; `why` is the cause in words."""

    why: str
    links: int
    example: str
    path: str
    """The first post that has one of them."""


class Use(NamedTuple):
    """A target as posts have it, the first of them, what the model alone makes of it, and how many posts have it."""

    post: str
    target: str
    found: Resolution
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which the addresses of pages may differ from the model's.

    `kind` is "at" (other folders), "file" (no address in the model), or what the last part of the address is made of:
    "stem", "bare stem", "slug", "title", "other" (only like it). `content` is the folder of the pages, `ours` and
    `theirs` the shapes of the folders in the model and in the links.
    """

    kind: str
    content: str
    ours: str = ""
    theirs: str = ""


@dataclass(slots=True)
class _Evidence:
    targets: set[str] = field(default_factory=set)
    links: int = 0
    path: str = ""


class Doubts:
    """The readings that a site's links speak for against the model.

    `uses` gives every link of the posts.
    """

    def __init__(self, addresses: Addresses, uses: Callable[[], Iterable[Use]], segments: Segments) -> None:
        self._site, self._make_uses, self._segments = addresses, uses, segments
        self._read: dict[str, list[_Reading]] = {}

    @cached_property
    def _uses(self) -> list[Use]:
        return list(self._make_uses())

    def of(self, found: Resolution) -> Doubt | None:
        """The doubt that a link which leads nowhere falls under, or None: then it is broken."""
        path = take_apart(found.resolved).path
        if not path:
            return None
        if self._base is not None and self._site.without_base(path) is None:
            return self._base
        for reading in self._readings_of(self._inside(path)):
            if (doubt := self._standing.get(reading)) is not None:
                return doubt
        inside = self._inside(path)
        head = _shape(_head(inside))
        if not is_file_path(path) and self._fails(head) and (doubt := self._by_head.get(head)) is not None:
            return doubt
        return self._of_segment(first_segment(inside))

    def _of_segment(self, segment: str) -> Doubt | None:
        if not segment or self._is_open or not self._segments.unknown(segment):
            return None
        why = f"nearly every link below {segment} leads nowhere: it may be another deployment, or made by code"
        return Doubt(why, self._segments.links(segment), segment, self._segments.first(segment))

    def may_mean(self, path: str) -> bool:
        """True when a file of the content has a name that the path may mean."""
        inside = self._inside(path)
        return bool(_nearest(inside, self._by_name.get(_key(_parts(inside)[1]), [])))

    @cached_property
    def _is_open(self) -> bool:
        """True where any address may be there: nothing is known, so nothing is in doubt."""
        return any(gap.may_have("/\0/\0") for gap in self._site.routes.gaps)

    @cached_property
    def all(self) -> list[Doubt]:
        """Every doubt, the one with the most links first."""
        told = list(dict.fromkeys(self._standing.values()))
        explained = {first_segment(doubt.example) for doubt in told}
        unknown = [self._of_segment(segment) for segment, _ in self._segments.all_unknown() if segment not in explained]
        found = [*told, *([self._base] if self._base else []), *filter(None, unknown)]
        return sorted(found, key=lambda doubt: (-doubt.links, doubt.why))

    # -- evidence

    @cached_property
    def _census(self) -> tuple[dict[str, _Evidence], Counter[str], list[tuple[Use, str]]]:
        """Missing paths with their links, pages by the links that reach them, links outside the base."""
        missing: dict[str, _Evidence] = {}
        reached: Counter[str] = Counter()
        outside: list[tuple[Use, str]] = []
        for use in self._uses:
            target, found = use.target, use.found
            if target.lower().endswith(CONTENT):
                continue  # it names a file: true whatever the addresses are
            path = take_apart(found.resolved).path
            if found.verdict in ("ok", "broken-anchor") and found.path:
                page = self._site.pages.get(found.path)
                # The generator may read it as the name of a file, too.
                if page is not None and _parts(page.url)[1] == _parts("/" + take_apart(target).path)[1]:
                    reached[found.path] += use.times
            elif path and self._site.without_base(path) is None:
                outside.append((use, path))
            elif found.verdict == "broken" and found.reason == "missing":
                one = missing.setdefault(self._inside(path), _Evidence(path=use.post))
                one.links += use.times
        return missing, reached, outside

    def _inside(self, path: str) -> str:
        inside = self._site.without_base(path)
        return path if inside is None else inside

    @cached_property
    def _inside_base(self) -> int:
        """Links that are written with the base path and work; where it is not written, the generator may add it."""
        inside = 0
        for use in self._uses:
            written = host_and_path(use.target)[1] if use.target.startswith("http") else use.target
            if use.found.verdict == "ok" and written.startswith(self._site.base + "/"):
                inside += use.times
        return inside

    @cached_property
    def _base(self) -> Doubt | None:
        """The doubt about the base path: more links work without it than with it."""
        _, _, outside = self._census
        told = [(use, path) for use, path in outside if self._site.find(path)]
        links = sum(use.times for use, _ in told)
        if not told or links <= self._inside_base:
            return None
        why = f"they would work without {self._site.base}/, with which this site's addresses seem to begin"
        return Doubt(why, links, min(path for _, path in told), told[0][0].post)

    @cached_property
    def _standing(self) -> dict[_Reading, Doubt]:
        """The readings that more links speak for than against."""
        missing, reached, _ = self._census
        evidence: dict[_Reading, _Evidence] = defaultdict(_Evidence)
        for path, one in missing.items():
            for reading in self._readings_of(path):
                own = evidence[reading]
                own.targets.add(path)
                own.links += one.links
                own.path = own.path or one.path
        found: dict[_Reading, Doubt] = {}
        told: list[tuple[set[str], Doubt]] = []

        def first(item: tuple[_Reading, _Evidence]) -> tuple[int, bool, str]:
            return -len(item[1].targets), item[0].content == _ANYWHERE, str(item[0])

        for reading, own in sorted(evidence.items(), key=first):
            if len(own.targets) >= TARGETS and own.links > self._against(reading, reached):
                # Links that several readings explain, such as every language's, are told once.
                same = next((doubt for targets, doubt in told if own.targets <= targets), None)
                found[reading] = same or Doubt(_words(reading), own.links, min(own.targets), own.path)
                told += [] if same else [(own.targets, found[reading])]
        return found

    def _against(self, reading: _Reading, reached: Counter[str]) -> int:
        """Links that reach a page at the model's address which the reading would put elsewhere."""
        if reading.kind == "file":
            return 0
        against = 0
        for path, links in reached.items():
            page = self._site.pages.get(path)
            if page is None or not page.output or reading.content not in (_ANYWHERE, _content(path)):
                continue
            head, last = _parts(page.url)
            if _shape(head) != reading.ours and not (
                reading.content == _ANYWHERE and f"/{reading.ours}/" in f"/{_shape(head)}/".replace("//", "/")
            ):
                continue
            if reading.kind == "at" or self._would_differ(reading.kind, page, last):
                against += links
        return against

    def _would_differ(self, kind: str, page: Page, last: str) -> bool:
        """Whether the rule for names would give a page another address than the model does."""
        if kind == "other":
            return last != _key(last)
        name = self._names(page.path).get(kind)
        return name is not None and name != last

    @cached_property
    def _by_head(self) -> dict[str, Doubt]:
        """Doubts by the shape of the folders that links of theirs have: a group is in doubt as a whole."""
        found: dict[str, Doubt] = {}
        for reading, doubt in self._standing.items():
            if reading.kind == "at" and reading.content != _ANYWHERE and reading.theirs not in ("", "/"):
                found.setdefault(reading.theirs, doubt)
        return found

    def _fails(self, head: str) -> bool:
        """True when more links below folders of this shape lead nowhere than somewhere."""
        return self._failing[head] > 0

    @cached_property
    def _failing(self) -> Counter[str]:
        """By the shape of folders: the links below them that lead nowhere, less those that work."""
        found: Counter[str] = Counter()
        for use in self._uses:
            path = take_apart(use.found.resolved).path
            if path and not use.target.lower().endswith(CONTENT) and not is_file_path(path):
                is_lost = use.found.verdict == "broken" and use.found.reason == "missing"
                sign = 1 if is_lost else -1 if use.found.verdict == "ok" else 0
                found[_shape(_head(self._inside(path)))] += sign * use.times
        return found

    # -- readings

    def _readings_of(self, path: str) -> list[_Reading]:
        """How the addresses of files would have to differ from the model for a path to be there."""
        if path not in self._read:
            self._read[path] = self._readings(path)
        return self._read[path]

    def _readings(self, path: str) -> list[_Reading]:
        head, last = _parts(path)
        files = _nearest(path, self._by_name.get(_key(last), [])) if last else []
        if len(files) > _MOST_NAMESAKES:  # translations, most likely
            files = [file for file in files if (page := self._site.pages.get(file)) and _head(page.url) == head]
        found = []
        for file in files[:_MOST_NAMESAKES]:
            page = self._site.pages.get(file)
            if page is None or not page.output:
                found.append(_Reading("file", _content(file)))
                continue
            own_head, own_last = _parts(page.url)
            if (own_head, own_last) == (head, last):  # only the ending differs
                continue
            if (own_last == last or head != own_head) and self._fails(_shape(head)):
                found.append(_Reading("at", _content(file), _shape(own_head), _shape(head)))
                found.append(_Reading("at", _ANYWHERE, *_difference(_shape(own_head), _shape(head))))
            elif head == own_head:
                kinds = [kind for kind, name in self._names(file).items() if name == last and kind != "model"]
                found += [
                    _Reading(kind, _content(file), _shape(own_head), _shape(head)) for kind in kinds or ("other",)
                ]
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        project = self._site.project
        files = {*project.under(project.root, CONTENT), *self._site.pages}
        for path in sorted(files):
            for key in {_key(name) for name in self._names(path).values()}:
                if key:
                    found.setdefault(key, []).append(path)
        return found

    def _names(self, path: str) -> dict[str, str]:
        """What a file may be called in an address: by its own name, its slug, its title, its address in the model."""
        page: Page | None = self._site.pages.get(path)
        stem = _ENDING.sub("", path.rsplit("/", 1)[-1])
        if stem.lower() in _INDEX:
            stem = path.split("/")[-2] if "/" in path else ""
        names = {"stem": stem, "bare stem": _DATE.sub("", stem)}
        if page is not None and page.output:
            names["model"] = _parts(page.url)[1]
        is_content = path.lower().endswith(CONTENT) and self._site.project.exists(path)
        facts = self._site.project.meta(path) if is_content else {}
        slug = facts.get("slug")
        if isinstance(slug, str) and slug:
            names["slug"] = slug.strip("/").rsplit("/", 1)[-1]
        if isinstance(facts.get("title"), str):
            names["title"] = _key(facts["title"])
        return {kind: name for kind, name in names.items() if name}


def _parts(path: str) -> tuple[str, str]:
    """`/blog/2024/tea/` as (`/blog/2024`, `tea`), without an ending."""
    head, _, last = path.rstrip("/").rpartition("/")
    last = _ENDING.sub("", last)
    if last.lower() in _INDEX and head:
        head, _, last = head.rpartition("/")
    return head, last


def _head(path: str) -> str:
    return _parts(path)[0]


def _shape(head: str) -> str:
    """Folders of an address with their numbers left out: `/blog/2024/03` and `/blog/2025/11` are made alike."""
    return _NUMBER.sub("#", head)


def _difference(ours: str, theirs: str) -> tuple[str, str]:
    """What differs in two paths of folders, without what both begin and end with."""
    mine, other = ours.strip("/").split("/"), theirs.strip("/").split("/")
    while mine and other and mine[0] == other[0]:
        mine, other = mine[1:], other[1:]
    while mine and other and mine[-1] == other[-1]:
        mine, other = mine[:-1], other[:-1]
    return "/".join(mine), "/".join(other)


@cache
def _key(name: str) -> str:
    """A name without what slug rules differ in."""
    bare = _DATE.sub("", name)
    if bare.isascii():
        return _NOT_A_WORD.sub("-", bare.lower()).strip("-")
    return _NOT_A_WORD.sub("-", transliterate(bare).lower()).strip("-")


def _content(path: str) -> str:
    """The folder of content that a file is in, at most two deep: `content/blog`."""
    return "/".join(path.split("/")[:-1][:2])


@cache
def _from_end(file: str) -> tuple[str, ...]:
    """The parts of a file's path from its end, without what slug rules differ in."""
    parts = tuple(_key(_ENDING.sub("", part)) for part in file.split("/"))[::-1]
    return parts[1:] if parts and parts[0] in ("index", "readme") else parts


def _nearest(path: str, files: list[str]) -> list[str]:
    """Those of the files whose folders agree with a path in the most parts from the end."""
    wanted = [_key(part) for part in path.strip("/").split("/")][::-1]
    best = 0
    found: list[str] = []
    for file in files[:_MOST_ASKED]:
        parts = _from_end(file)
        agrees = next(
            (n for n, (a, b) in enumerate(zip(wanted, parts, strict=False)) if a != b), min(len(wanted), len(parts))
        )
        if agrees > best:
            best, found = agrees, []
        if agrees == best:
            found.append(file)
    return found


def _words(reading: _Reading) -> str:
    place = f"{reading.content}/" if reading.content else "the top folder"
    where = "the site" if reading.content == _ANYWHERE else place
    if reading.kind == "file":
        return f"they name files in {where}, for which no address could be worked out"
    if reading.kind != "at":
        return f"they name posts of {where} by another rule than the one the addresses were worked out by"
    theirs, ours = reading.theirs or "nothing", reading.ours or "nothing"
    if reading.content == _ANYWHERE:
        return f"they have '{theirs}' where the addresses that were worked out have '{ours}'"
    return f"they find the posts of {where} below {reading.theirs}/, and not below {reading.ours}/, as was worked out"
