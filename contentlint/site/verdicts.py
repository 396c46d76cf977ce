"""The last word on a link that leads nowhere by the model alone: broken, or in doubt."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from itertools import islice

from contentlint.site.addresses import Addresses
from contentlint.site.anchor_doubts import AnchorDoubts
from contentlint.site.census import Segments
from contentlint.site.doubts import Doubts, Use
from contentlint.site.elsewhere import folders_of_pages, kept_out
from contentlint.site.model import Resolution
from contentlint.site.named import Named
from contentlint.site.paths import folders, join_file, take_apart
from contentlint.site.project import CONTENT
from contentlint.site.reading.meta import is_file_path

_REPOSITORY = re.compile(r"https?://(?:www\.)?git(?:hub|lab)\.com/[\w.-]{1,100}/([\w.-]{1,100})")

_WORKED_BEFORE = "it worked before the changes"
_MISSPELT = 0.75
"""Likeness of two first segments (`difflib`) from which on one is the other, misspelt."""

_OF_A_FOLDER = 3
"""Missing paths in a folder of which the site has nothing from which on it is the folder that is in question."""

ByModel = Callable[[str, str, bool], Resolution]
"""What a model alone makes of a link: by the post's path, the target, and whether it is shown in the page."""


class Verdicts:
    """Hears the site's other links, and the site before changes, on what the model calls broken."""

    def __init__(
        self,
        addresses: Addresses,
        segments: Segments,
        named: Named,
        by_model: ByModel,
        is_internal: Callable[[str], bool],
    ) -> None:
        self._addresses, self._named, self._by_model, self._is_internal = addresses, named, by_model, is_internal
        self._project, self._routes, self._settings = addresses.project, addresses.routes, addresses.settings
        self.doubts = Doubts(addresses, self._uses, segments)
        self.is_of_owner: Callable[[], bool] = lambda: False
        """Tells whether the repository is `owner.github.io`."""
        self.siblings: tuple[Addresses, ...] = ()
        """The addresses of the repository's other sites: they may lie on the same host."""
        self.look_back: Callable[[str], tuple[ByModel, str] | None] = lambda _path: None
        """Gives the model of the site before changes, and what the file at a path was called then: what worked there
        and does not now is broken, whatever the doubts."""

    @cached_property
    def _anchor_doubts(self) -> AnchorDoubts:
        pages = self._addresses.pages
        return AnchorDoubts(self._project, self._routes, pages, self._links_to_ids, self._by_model)

    def of(self, path: str, target: str, image: bool) -> Resolution:
        """What becomes of a link with that target in the post at `path` (as the tree names it)."""
        found = self._by_model(path, target, image)
        if found.reason == "anchor":
            return self._doubted_anchor(path, target, image, found)
        if self._settings.output or not (
            (found.verdict == "broken" and found.reason in ("missing", "redirect-missing")) or found.reason == "gap"
        ):
            return found
        was = self._worked_before(path, target, image)
        if found.verdict != "broken":
            # A page that code may still make is broken only when the file that it came from is gone.
            if was is not None and was.path and not self._project.exists(was.path):
                return Resolution("broken", "missing", found.resolved, detail=_WORKED_BEFORE, worked_before=True)
            return found
        if was is not None:
            return replace(found, detail=f"{found.detail}; {_WORKED_BEFORE}", worked_before=True)
        if found.reason == "missing" and (why := self._elsewhere(path, target, found.resolved)):
            return Resolution("unknown", "gap", found.resolved, detail=why)
        doubt = self.doubts.of(found)
        if doubt is None:
            return found
        return Resolution("unknown", "doubt", found.resolved, detail=f"not judged: {doubt.why}")

    def _doubted_anchor(self, path: str, target: str, image: bool, found: Resolution) -> Resolution:
        if self._settings.heading_ids or self._settings.output or not (why := self._anchor_doubts.of(found)):
            return found
        if self._worked_before(path, target, image) is not None:
            return found
        return Resolution("unknown", "no-ids", found.resolved, found.path, f"not judged: {why}")

    def _elsewhere(self, path: str, target: str, resolved: str) -> str:
        """Why a target may be there though this site does not make it, in words; "" when nothing says so."""
        wanted = take_apart(resolved).path
        if not target.startswith((".", "#")) and any(addresses.answers(wanted) for addresses in self.siblings):
            return "another site of this repository has it"
        is_named = target.startswith("http") or wanted.lstrip("/").partition("/")[0].lower() in self._repositories
        if is_named and self._shares_host and not self._has_segment(wanted):
            return "it may be another repository's site on the same host (GitHub and GitLab Pages)"
        if file := self._named.by(wanted):
            return f"{file} names it, and may redirect it: it is not read"
        if why := kept_out(self._project, self._addresses.without_base(wanted) or wanted, self._folders_of_pages):
            return why
        written = take_apart(target).path
        if written.endswith((".html", ".htm")) and not target.startswith("http"):
            folder = self._routes.root.rstrip("/") if written.startswith("/") else path.rpartition("/")[0]
            file = join_file(folder, written.lstrip("/"))
            if self._project.exists(file):
                return f"{file} is there, but nothing says whether it is published"
        return ""

    @cached_property
    def _folders_of_pages(self) -> frozenset[str]:
        return folders_of_pages(self._routes.pages)

    @cached_property
    def _shares_host(self) -> bool:
        """Whether the site is that of an owner at GitHub or GitLab: those of their other repositories lie below it,
        under the owner's own domain, too (docs.github.com/en/pages, "Types of GitHub Pages sites")."""
        own = any(host.endswith((".github.io", ".gitlab.io")) for host in self._routes.hosts_named())
        return not self._addresses.base and (own or self.is_of_owner())

    @cached_property
    def _repositories(self) -> frozenset[str]:
        """The names of repositories that posts link to, in lower case: their sites lie below the owner's."""
        found = (_REPOSITORY.match(target) for _path, target in self._targets())
        return frozenset(match[1].lower() for match in found if match)

    def is_uncharted(self, resolved: str) -> bool:
        """True for a missing path below a first segment under which the site has nothing at all, which is no misspelt
        one of its own, and no post that the path may mean."""
        path = self._addresses.without_base(take_apart(resolved).path)
        if path is None or self._has_segment(path):
            return False
        from difflib import get_close_matches  # few links come this far

        first = path.lstrip("/").partition("/")[0]
        return not get_close_matches(first.lower(), self._first_segments, 1, _MISSPELT)

    def is_of_absent_folder(self, resolved: str) -> bool:
        """True for a missing path in a folder, not of the top, in which the site has nothing, when it is one of several
        there: one cause makes them all wrong, or something that can't be seen makes the folder."""
        path = self._addresses.without_base(take_apart(resolved).path)
        folder = "" if path is None else self._absent_folder(path)
        return bool(folder) and len(self._below_absent.get(folder, ())) >= _OF_A_FOLDER

    def _absent_folder(self, path: str) -> str:
        """The uppermost folder of a path in which the site has nothing, below a first segment; "" for none."""
        deeper = islice(folders("/" + path.strip("/")), 1, None)
        return next((folder for folder in deeper if not self._has_any(folder)), "")

    def _has_any(self, begin: str) -> bool:
        """True when the site has a file whose path begins so."""
        outputs = self._sorted_outputs
        at = bisect_left(outputs, begin)
        return at < len(outputs) and outputs[at].startswith(begin)

    @cached_property
    def _sorted_outputs(self) -> list[str]:
        return sorted(self._addresses.outputs)

    @cached_property
    def _below_absent(self) -> dict[str, set[str]]:
        """The missing paths in each folder that is absent."""
        found: dict[str, set[str]] = defaultdict(set)
        for use in self._uses():
            if use.found.verdict == "broken" and use.found.reason == "missing":
                path = self._addresses.without_base(take_apart(use.found.resolved).path)
                if path is not None and (folder := self._absent_folder(path)):
                    found[folder].add(path)
        return found

    @cached_property
    def _first_segments(self) -> list[str]:
        """The first segments of the site's addresses, in lower case, without the endings of files."""
        firsts = {out.lstrip("/").partition("/")[0].lower() for out in self._addresses.outputs}
        return sorted({first.removesuffix(".html") for first in firsts})

    def _has_segment(self, path: str) -> bool:
        """True when the site has anything below the first segment of a path, or a page that the path may mean."""
        first = "/" + path.lstrip("/").partition("/")[0]
        return self._has_any(first + "/") or self._has_any(first + ".") or self.doubts.may_mean(path)

    def _worked_before(self, path: str, target: str, image: bool) -> Resolution | None:
        """What the link led to before the changes, None when it did not work then, or when nothing was changed."""
        before = self.look_back(path)
        if before is None:
            return None
        by_model, was = before
        found = by_model(was, target, image)
        return found if found.verdict == "ok" else None

    def _uses(self) -> Iterator[Use]:
        """Every internal link of the posts, without its fragment, as the model alone judges it.

        An absolute target means the same in every post of a language, so it is judged once. What a template tag names
        (`{% post_url x %}`) is no address: the generator looks it up, and it speaks for none.
        """
        absolute: dict[tuple[str, str], list[str]] = {}
        for path, target in self._targets():
            if target.startswith("{"):
                continue
            bare = target.partition("#")[0]
            if bare.startswith(("/", "http")):
                page = self._addresses.pages.get(path)
                absolute.setdefault((page.lang if page is not None else "", bare), []).append(path)
            elif bare and self._is_internal(bare):
                yield Use(path, bare, self._by_model(path, bare, is_file_path(bare)))
        for (_, bare), posts in absolute.items():
            if self._is_internal(bare):
                yield Use(posts[0], bare, self._by_model(posts[0], bare, is_file_path(bare)), len(posts))

    def _links_to_ids(self) -> list[tuple[str, str]]:
        """Every post and target that has a fragment."""
        return [(path, target) for path, target in self._targets() if "#" in target]

    def _targets(self) -> Iterator[tuple[str, str]]:
        for page in self._routes.pages:
            for target in self._project.targets(page.path) if page.path.lower().endswith(CONTENT) else ():
                yield page.path, target
