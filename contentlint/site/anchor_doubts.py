"""What a site's links to headings say about the rule by which its headings get ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from contentlint.site.anchors import PageAnchors
from contentlint.site.doubts import TARGETS
from contentlint.site.model import Page, Resolution, Routes
from contentlint.site.project import Project
from contentlint.site.reading.ids import ALGORITHMS

_MOST_MISSING = 60
_MOST_THERE = 120
"""Links to headings that are asked; each is a page to be read, maybe by several rules."""


class AnchorDoubts:
    """Another rule for heading ids is believed when more of the site's links follow it than contradict it.

    `uses` gives every internal link of the posts with its fragment, as the model alone judges it.
    """

    def __init__(
        self,
        project: Project,
        routes: Routes,
        pages: Mapping[str, Page],
        uses: Callable[[], Iterable[tuple[str, str, Resolution]]],
    ) -> None:
        self._made = project, routes, pages
        self._uses = uses
        self._by_rule: dict[str, PageAnchors] = {}

    def of(self, found: Resolution) -> str:
        """Why a link to an id that is not there is not judged, in words; "" when it is broken."""
        if self._rule and found.path and self._has(self._rule, found.path, found.resolved):
            return f"more links to headings follow the ids of '{self._rule}' than those that were worked out"
        return ""

    @cached_property
    def _rule(self) -> str:
        """The rule that the links speak for against the model's, or ""."""
        missing: dict[tuple[str, str], None] = {}
        there: dict[tuple[str, str], None] = {}
        for _, _, found in self._uses():
            if found.path and "#" in found.resolved:
                places = missing if found.verdict == "broken-anchor" else there if found.verdict == "ok" else {}
                places[found.path, found.resolved] = None
            if len(missing) > _MOST_MISSING and len(there) > _MOST_THERE:
                break
        asked = list(missing)[:_MOST_MISSING]
        for_it = {rule: sum(self._has(rule, *place) for place in asked) for rule in ALGORITHMS}
        best = max(for_it, key=lambda rule: for_it[rule])
        if for_it[best] < TARGETS:
            return ""
        against = sum(not self._has(best, *place) for place in list(there)[:_MOST_THERE])
        return best if for_it[best] > against else ""

    def _has(self, rule: str, path: str, resolved: str) -> bool:
        if rule not in self._by_rule:
            self._by_rule[rule] = PageAnchors(*self._made, rule)
        fragment = resolved.partition("#")[2]
        return self._by_rule[rule].check(path, fragment, fragment)[0] == "ok"
