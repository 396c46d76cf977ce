"""Which files of the content a path may mean, by their names: whatever rule the site makes its addresses by."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

from contentlint.site.addresses import Addresses
from contentlint.site.model import Page
from contentlint.site.project import CONTENT
from contentlint.site.reading.ids import transliterate

MOST = 8
"""Files of one name that a target may mean; a name that more have says nothing."""
_MOST_ASKED = 200
"""Namesakes of which the nearest is looked for."""
_STATED = ("permalink", "url", "slug", "path", "id")
"""Keys of front matter by which a file says its own address."""

_DATE = re.compile(r"\A\d{4}-\d{1,2}-\d{1,2}[-_]")
_ENDING = re.compile(r"\.(?:html?|mdx?|markdown)\Z", re.IGNORECASE)
_INDEX = frozenset(("index", "_index", "readme"))
_NOT_A_WORD = re.compile(r"[^a-z0-9\u0080-\uffff]+")
_NUMBER = re.compile(r"\d+")
_SIGN = re.compile(r"[^\w]|_")


class Namesakes:
    """The files of the content by what they may be called in an address."""

    def __init__(self, site: Addresses) -> None:
        self._site = site

    def of(self, path: str) -> list[str]:
        """The files that a path may mean, those whose folders are most like its own."""
        head, last = parts(path)
        files = nearest(path, self._by_name.get(key(last), [])) if last else []
        if len(files) > MOST:  # translations, most likely
            there = [file for file in files if (page := self._site.pages.get(file)) and head_of(page.url) == head]
            fewest = min(file.count("/") for file in files)
            files = there or [file for file in files if file.count("/") == fewest]
            files = files if len(files) <= MOST else []
        return files

    def any(self, path: str) -> bool:
        """True when a file has a name that the path may mean."""
        return bool(nearest(path, self._by_name.get(key(parts(path)[1]), [])))

    @cached_property
    def _by_name(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        project = self._site.project
        files = {*project.under(project.root, CONTENT), *self._site.pages}
        for path in sorted(files):
            for name in {key(name) for name in self.names(path).values()}:
                if name:
                    found.setdefault(name, []).append(path)
        return found

    def names(self, path: str) -> dict[str, str]:
        """What a file may be called in an address: by its own name, its slug, its title, its address in the model."""
        page: Page | None = self._site.pages.get(path)
        stem = _place(path)[1]
        names = {"stem": stem, "bare stem": _DATE.sub("", stem)}
        if page is not None and page.output:
            names["model"] = parts(page.url)[1]
        facts = self._facts(path)
        slug = facts.get("slug")
        if isinstance(slug, str) and slug:
            names["slug"] = slug.strip("/").rsplit("/", 1)[-1]
        if isinstance(facts.get("title"), str):
            names["title"] = key(facts["title"])
        return {kind: name for kind, name in names.items() if name}

    def _facts(self, path: str) -> dict[str, object]:
        is_content = path.lower().endswith(CONTENT) and self._site.project.exists(path)
        return self._site.project.meta(path) if is_content else {}

    def states(self, file: str, path: str) -> bool:
        """True when the front matter of a file says that this is its address."""
        facts = self._facts(file)
        said = (facts.get(name) for name in _STATED)
        return any(isinstance(one, str) and one.strip("/") == path.strip("/") for one in said if one)

    def beside(self, path: str) -> str | None:
        """The folder of addresses that most files beside a file have, where the file has another and does not say so
        itself; else None."""
        page = self._site.pages.get(path)
        usual = self._usual.get(_place(path)[0])
        if page is None or usual is None or usual == head_of(page.url):
            return None
        facts = self._facts(path)
        return None if any(facts.get(name) for name in _STATED) else usual

    @cached_property
    def _usual(self) -> dict[str, str]:
        """By folder of content: the folder of addresses that more than half of its files have, and at least two."""
        heads: dict[str, Counter[str]] = {}
        for path, page in self._site.pages.items():
            if page.output:
                heads.setdefault(_place(path)[0], Counter())[head_of(page.url)] += 1
        most = {folder: found.most_common(1)[0] for folder, found in heads.items()}
        return {
            folder: head for folder, (head, count) in most.items() if count > 1 and count * 2 > heads[folder].total()
        }


def _place(path: str) -> tuple[str, str]:
    """The folder and the name of a file; of an index file, those of its folder."""
    folder, _, name = path.rpartition("/")
    stem = _ENDING.sub("", name)
    if stem.lower() in _INDEX:
        folder, _, stem = folder.rpartition("/")
    return folder, stem


def parts(path: str) -> tuple[str, str]:
    """`/blog/2024/tea/` as (`/blog/2024`, `tea`), without an ending."""
    head, _, last = path.rstrip("/").rpartition("/")
    last = _ENDING.sub("", last)
    if last.lower() in _INDEX and head:
        head, _, last = head.rpartition("/")
    return head, last


def head_of(path: str) -> str:
    """The folders of an address."""
    return parts(path)[0]


def shape(head: str) -> str:
    """Folders of an address with their numbers left out: `/blog/2024/03` and `/blog/2025/11` are made alike."""
    return _NUMBER.sub("#", head)


def style(ours: str, theirs: str) -> tuple[str, str]:
    """In which signs two writings of one name differ: what only the first has, what only the second has.

    `A` stands for capital letters; both are "" where the difference is another.
    """
    mine, other = signs(ours), signs(theirs)
    return "".join(sorted(mine - other)), "".join(sorted(other - mine))


def signs(name: str) -> set[str]:
    """What is no letter and no digit in a name, and `A` when it has capital letters."""
    return {*_SIGN.findall(name), *(("A",) if name != name.lower() else ())}


@cache
def key(name: str) -> str:
    """A name without what slug rules differ in."""
    bare = _DATE.sub("", name)
    if bare.isascii():
        return _NOT_A_WORD.sub("-", bare.lower()).strip("-")
    return _NOT_A_WORD.sub("-", transliterate(bare).lower()).strip("-")


@cache
def _from_end(file: str) -> tuple[str, ...]:
    """The parts of a file's path from its end, without what slug rules differ in."""
    parts = tuple(key(_ENDING.sub("", part)) for part in file.split("/"))[::-1]
    return parts[1:] if parts and parts[0] in ("index", "readme") else parts


def nearest(path: str, files: list[str]) -> list[str]:
    """Those of the files whose folders agree with a path in the most parts from the end."""
    wanted = [key(part) for part in (*head_of(path).strip("/").split("/"), parts(path)[1]) if part][::-1]
    best = 0
    found: list[str] = []
    for file in files[:_MOST_ASKED]:
        own = _from_end(file)
        agrees = next(
            (n for n, (a, b) in enumerate(zip(wanted, own, strict=False)) if a != b), min(len(wanted), len(own))
        )
        if agrees > best:
            best, found = agrees, []
        if agrees == best:
            found.append(file)
    return found
