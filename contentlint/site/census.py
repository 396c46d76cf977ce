"""What many posts together say of what can't be known: whole parts of a site, keys of front matter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import cached_property

from contentlint.site.model import Resolution, Routes
from contentlint.site.paths import folders, take_apart
from contentlint.site.project import CONTENT, Project
from contentlint.site.reading import meta

SEGMENT_LINKS = 20
"""Links under one first segment from which on 'nearly all broken' says more about the segment than the links."""
EMPTY_SEGMENT_LINKS = 10
"""The same for a segment under which no file of the site lies."""
SEGMENT_TARGETS = 5
"""Distinct targets that those links must have."""
SEGMENT_POSTS = 5
"""Posts that must link below a deeper folder for that."""
SEGMENT_SHARE = 0.95
"""Share of a segment's links that must be broken for that."""
KEY_VALUES = 3
"""Values of a front-matter key from which on they say something of the key; so many found ones show that its values are
paths as they stand."""
KEY_SHARE = 0.5
"""Share of fewer values that must be found for a missing one to count."""


class Segments:
    """The links of all posts by first path segment: `/docs/a/b` belongs to `/docs/`. Media files belong to each of
    their folders: those of a year may be kept elsewhere (`/images/2015/`).

    `inside` takes a target to its path on the site (None when it is elsewhere), `works` tells whether a path is there.
    """

    def __init__(
        self, project: Project, routes: Routes, inside: Callable[[str], str | None], works: Callable[[str], bool]
    ) -> None:
        self._project, self._routes, self._inside, self._works = project, routes, inside, works
        self._known: dict[str, bool] = {}
        self._first: dict[str, str] = {}
        self._posts: Counter[str] = Counter()

    @cached_property
    def _targets(self) -> dict[str, Counter[str]]:
        """Absolute paths by segment, with the number of files that link there."""
        found: dict[str, Counter[str]] = {}
        for page in self._routes.pages:
            named = set()
            for target in self._project.targets(page.path):
                path = self._inside(target)
                if not path:
                    continue
                for segment in self.of(path):
                    found.setdefault(segment, Counter())[path] += 1
                    self._first.setdefault(segment, page.path)
                    named.add(segment)
            self._posts.update(named)
        return found

    @staticmethod
    def of(path: str) -> list[str]:
        """The segments that a path belongs to, the first one first."""
        found = list(folders(path))
        return found if meta.is_file_path(path) else found[:1]

    def links(self, segment: str) -> int:
        """How many links lead below a segment."""
        return sum(self._targets.get(segment, Counter()).values())

    def first(self, segment: str) -> str:
        """The first file with a link below a segment."""
        return self._first.get(segment, "")

    def unknown(self, segment: str) -> bool:
        """True when so many links below a segment lead nowhere that it must be another deployment or made by code."""
        if segment not in self._known:
            targets = self._targets.get(segment, Counter())
            total = sum(targets.values())
            empty = not any(out.startswith(segment) for out in self._routes.outputs)
            is_deeper = segment.count("/") > 2
            enough = total >= (EMPTY_SEGMENT_LINKS if empty else SEGMENT_LINKS) and len(targets) >= SEGMENT_TARGETS
            if is_deeper:  # what one post lacks, its author may have forgotten
                enough = enough and empty and self._posts[segment] >= SEGMENT_POSTS
            # Where the site has as many files as the links have targets, it is known how they are made.
            enough = enough and sum(out.startswith(segment) for out in self._routes.outputs) < len(targets)
            broken = sum(n for path, n in targets.items() if not self._works(path)) if enough else 0
            self._known[segment] = enough and broken >= total * SEGMENT_SHARE
        return self._known[segment]

    def all_unknown(self) -> list[tuple[str, int]]:
        """The unknown segments with their number of links."""
        found: list[str] = []
        for segment in sorted(self._targets):
            if self.unknown(segment) and not (found and segment.startswith(found[-1])):
                found.append(segment)
        return [(segment, self.links(segment)) for segment in found]


class FrontMatterPaths:
    """Paths of media files in front matter. What a template makes of them can't be seen.

    So a file of that name beside the post, in the folders of static files or elsewhere in the tree makes a value
    work, and a key most of whose values lead nowhere (the template puts something before them, or nobody uses the
    key) is unknown.
    """

    def __init__(self, project: Project, routes: Routes, resolve: Callable[[str, str], Resolution]) -> None:
        self._project, self._routes, self._resolve = project, routes, resolve
        self._understood: dict[str, bool] = {}

    def resolve(self, path: str, key: str, value: str) -> Resolution:
        """What becomes of the value of a key in the post at `path`."""
        found = self._file(path, value)
        if found.verdict == "broken" and key and not self._is_understood(key):
            detail = f"most values of '{key}' are no paths as they stand"
            return Resolution("unknown", "gap", found.resolved, detail=detail)
        return found

    def file_of(self, path: str) -> str:
        """The media file whose own path ends in a path, or ""."""
        return self._tails.get("/" + path.lstrip("./"), "")

    def _file(self, path: str, value: str) -> Resolution:
        found = self._resolve(path, value)
        if found.verdict == "broken" and found.reason != "case" and self.file_of(take_apart(value).path):
            return Resolution("ok", resolved=value, detail="a file of the tree ends in this path")
        return found

    @cached_property
    def _tails(self) -> dict[str, str]:
        """Every media file by the last one to four parts of its path."""
        found: dict[str, str] = {}
        for path in self._project.paths:
            if meta.is_file_path(path):
                parts = path.split("/")
                found.update(("/" + "/".join(parts[-n:]), path) for n in range(1, min(len(parts), 4) + 1))
        return found

    def _is_understood(self, key: str) -> bool:
        """Whether values of the key are paths as they stand: enough of them, or their larger part, lead to a file."""
        if key not in self._understood:
            values = [
                (page.path, paths[key])
                for page in self._routes.pages
                if page.path.lower().endswith(CONTENT)
                and key in (paths := self._project.meta(page.path).get("paths") or {})
            ]
            good = {value for path, value in values if self._file(path, value).verdict != "broken"}
            wrong = {value for _, value in values} - good
            few = len(values) < KEY_VALUES
            self._understood[key] = few or len(good) >= KEY_VALUES or len(good) >= KEY_SHARE * len(good | wrong)
        return self._understood[key]
