"""What a site's own links say about the model of its addresses: evidence about the model, not a pardon.

A link that leads nowhere is broken; but when many of one kind lead nowhere, and another reading of the site would make
them work that its other links do not contradict, then it is the model that is in doubt, and the links of that kind are
not judged. Readings that are tried: the content at other addresses (another prefix, permalink, language), under other
names (another slug rule), files for which the model has no address at all, and pages without the base path.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import NamedTuple

from contentlint.guard.records import dataclass, field
from contentlint.site.addresses import Addresses
from contentlint.site.census import Segments
from contentlint.site.model import Page, Resolution
from contentlint.site.namesakes import Namesakes, head_of, key, parts, shape, signs, style
from contentlint.site.paths import first_segment, host_and_path, take_apart
from contentlint.site.project import CONTENT
from contentlint.site.reading.meta import is_file_path

TARGETS = 2
"""Distinct targets that another reading must explain before it counts."""
_OF_ONE_PAGE = ("beside", "stated")
"""Readings of one page, for which one target is enough."""
_ANYWHERE = "*"
"""In the place of a folder of content: the reading holds for the whole site."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Links that were not judged, for one cause: `links` of them, such as `example`; `why` is the cause in words."""

    why: str
    links: int
    example: str
    path: str
    """The first post that has one of them."""
    targets: int = TARGETS
    """How many targets they have; one alone does not put its group in doubt."""


class Use(NamedTuple):
    """A target as posts have it, the first of them, what the model alone makes of it, and how many posts have it."""

    post: str
    target: str
    found: Resolution
    times: int = 1


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way in which the addresses of pages may differ from the model's.

    `kind` is "at" (other folders), "ending" (with or without `.html`), "beside" (where the files beside it are),
    "stated" (where it says itself), "file" (no address in the model), or what the last part of the address is made
    of: "stem", "bare stem", "slug", "title", "other" (only like it), "signs" (like it but for signs between words
    and capital letters). `content` is the folder of the pages, or the one page; `ours` and `theirs` are the shapes
    of the folders in the model and in the links, or the signs.
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
        self._namesakes = Namesakes(addresses)
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
        head = shape(head_of(inside))
        if not is_file_path(path) and self._fails(head) and (doubt := self._by_head.get(head)) is not None:
            return doubt
        return next(filter(None, map(self._of_segment, self._segments.of(inside))), None)

    def _of_segment(self, segment: str) -> Doubt | None:
        if not segment or self._is_open or not self._segments.unknown(segment):
            return None
        why = f"nearly every link below {segment} leads nowhere: it may be another deployment, or made by code"
        return Doubt(why, self._segments.links(segment), segment, self._segments.first(segment))

    def may_mean(self, path: str) -> bool:
        """True when a file of the content has a name that the path may mean."""
        return self._namesakes.any(self._inside(path))

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
                if page is not None and parts(page.url)[1] == parts("/" + take_apart(target).path)[1]:
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
            against = self._against(reading, reached)
            if own.links > against and (len(own.targets) >= TARGETS or (not against and _is_telling(reading))):
                # Links that several readings explain, such as every language's, are told once.
                same = next((doubt for targets, doubt in told if own.targets <= targets), None)
                found[reading] = same or Doubt(_words(reading), own.links, min(own.targets), own.path, len(own.targets))
                told += [] if same else [(own.targets, found[reading])]
        return found

    def _against(self, reading: _Reading, reached: Counter[str]) -> int:
        """Links that reach a page at the model's address which the reading would put elsewhere."""
        if reading.kind == "file":
            return 0
        if reading.kind == "ending":
            return sum(links for path, links in reached.items() if _content(path) == reading.content)
        if reading.kind in _OF_ONE_PAGE:
            return reached[reading.content]
        against = 0
        for path, links in reached.items():
            page = self._site.pages.get(path)
            if page is None or not page.output or reading.content not in (_ANYWHERE, _content(path)):
                continue
            head, last = parts(page.url)
            if reading.kind == "signs":
                against += links if self._has_signs(reading.ours, last) else 0
                continue
            if shape(head) != reading.ours and not (
                reading.content == _ANYWHERE and f"/{reading.ours}/" in f"/{shape(head)}/".replace("//", "/")
            ):
                continue
            if reading.kind == "at" or self._would_differ(reading.kind, page, last):
                against += links
        return against

    @staticmethod
    def _has_signs(ours: str, last: str) -> bool:
        """Whether a name has what another rule for names would change in it."""
        return bool(signs(last) & set(ours)) if ours else last != key(last)

    def _would_differ(self, kind: str, page: Page, last: str) -> bool:
        """Whether the rule for names would give a page another address than the model does."""
        if kind == "other":
            return last != key(last)
        name = self._namesakes.names(page.path).get(kind)
        return name is not None and name != last

    @cached_property
    def _by_head(self) -> dict[str, Doubt]:
        """Doubts by the shape of the folders that links of theirs have: a group is in doubt as a whole."""
        found: dict[str, Doubt] = {}
        for reading, doubt in self._standing.items():
            if (
                doubt.targets >= TARGETS
                and reading.kind == "at"
                and reading.content != _ANYWHERE
                and reading.theirs not in ("", "/")
            ):
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
                found[shape(head_of(self._inside(path)))] += sign * use.times
        return found

    # -- readings

    def _readings_of(self, path: str) -> list[_Reading]:
        """How the addresses of files would have to differ from the model for a path to be there."""
        if path not in self._read:
            self._read[path] = self._readings(path)
        return self._read[path]

    def _readings(self, path: str) -> list[_Reading]:
        head, last = parts(path)
        found = []
        for file in self._namesakes.of(path):
            page = self._site.pages.get(file)
            if page is None or not page.output:
                found.append(_Reading("file", _content(file)))
                continue
            own_head, own_last = parts(page.url)
            if (own_head, own_last) == (head, last):
                if path.endswith(".html") is not page.url.endswith(".html"):
                    found.append(_Reading("ending", _content(file), *_endings(page.url, path)))
                continue
            if self._namesakes.states(file, path):
                found.append(_Reading("stated", file, own_head, head))
            elif own_last == last and self._namesakes.beside(file) == head:
                found.append(_Reading("beside", file, own_head, head))
            elif (own_last == last or head != own_head) and self._fails(shape(head)):
                found.append(_Reading("at", _content(file), shape(own_head), shape(head)))
                found.append(_Reading("at", _ANYWHERE, *_difference(shape(own_head), shape(head))))
            elif head == own_head:
                named = self._namesakes.names(file)
                kinds = [kind for kind, name in named.items() if name == last and kind != "model"]
                found += [_Reading(kind, _content(file), shape(own_head), shape(head)) for kind in kinds or ("other",)]
                if key(own_last) == key(last):
                    found.append(_Reading("signs", _ANYWHERE, *style(own_last, last)))
        return found


def _endings(ours: str, theirs: str) -> tuple[str, str]:
    """The endings that two addresses have, as files of HTML have it."""
    return ".html" if ours.endswith(".html") else "", ".html" if theirs.endswith(".html") else ""


def _difference(ours: str, theirs: str) -> tuple[str, str]:
    """What differs in two paths of folders, without what both begin and end with."""
    mine, other = ours.strip("/").split("/"), theirs.strip("/").split("/")
    while mine and other and mine[0] == other[0]:
        mine, other = mine[1:], other[1:]
    while mine and other and mine[-1] == other[-1]:
        mine, other = mine[:-1], other[:-1]
    return "/".join(mine), "/".join(other)


def _is_telling(reading: _Reading) -> bool:
    """Whether one target is enough: of a page that is not where those beside it are, or other folders of dates."""
    if reading.kind in _OF_ONE_PAGE:
        return True
    differs = "".join(_difference(reading.ours, reading.theirs)).replace("/", "")
    return reading.kind == "at" and reading.content != _ANYWHERE and differs != "" and not differs.strip("#")


def _said(signs: str) -> str:
    return " ".join("capital letters" if sign == "A" else f"'{sign}'" for sign in signs) or "nothing"


def _content(path: str) -> str:
    """The folder of content that a file is in, at most two deep: `content/blog`."""
    return "/".join(path.split("/")[:-1][:2])


def _words(reading: _Reading) -> str:
    place = f"{reading.content}/" if reading.content else "the top folder"
    where = "the site" if reading.content == _ANYWHERE else place
    if reading.kind == "stated":
        return f"they are what {reading.content} says of its own address, and it was worked out to be another"
    if reading.kind == "beside":
        return f"they have {reading.content} beside the files of its folder, and not below {reading.ours}/"
    if reading.kind == "ending":
        ours, theirs = (".html" if it else "no ending" for it in (reading.ours, reading.theirs))
        return f"they name the pages of {where} with {theirs} where the addresses that were worked out have {ours}"
    if reading.kind == "signs":
        ours, theirs = map(_said, (reading.ours, reading.theirs))
        return f"they name pages with {theirs} where the addresses that were worked out have {ours}"
    if reading.kind == "file":
        return f"they name files in {where}, for which no address could be worked out"
    if reading.kind != "at":
        return f"they name posts of {where} by another rule than the one the addresses were worked out by"
    theirs, ours = reading.theirs or "nothing", reading.ours or "nothing"
    if reading.content == _ANYWHERE:
        return f"they have '{theirs}' where the addresses that were worked out have '{ours}'"
    return f"they find the posts of {where} below {reading.theirs}/, and not below {reading.ours}/, as was worked out"
