"""What a site's links to headings say about the rule by which its headings get ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from contentlint.site.anchors import PageAnchors
from contentlint.site.doubts import TARGETS
from contentlint.site.model import Page, Resolution, Routes
from contentlint.site.project import Project

MOST = 200
"""Links to headings that are asked: each is a page to be read, maybe by several rules."""
_RULES = (
    "github", "docusaurus", "astro", "hugo", "hugo-ascii", "hugo-blackfriday", "kramdown-gfm", "kramdown",
    "python-markdown", "python-markdown-unicode", "pymdownx", "eleventy", "markdown-it-anchor",
    "markdown-it-anchor-slugify", "markdown-it-anchor-github", "vitepress", "hexo", "zola",
)  # fmt: skip
"""The rules that may hold instead: those of `ids.ALGORITHMS` that differ from each other in everyday headings."""
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*")
"""A fragment that every rule makes alike of its words."""


class AnchorDoubts:
    """Another rule for heading ids is believed when more of the site's links follow it than contradict it.

    `links` gives every post and target with a fragment, `by_model` what the model alone makes of one.
    """

    def __init__(
        self,
        project: Project,
        routes: Routes,
        pages: Mapping[str, Page],
        links: Callable[[], list[tuple[str, str]]],
        by_model: Callable[[str, str, bool], Resolution],
    ) -> None:
        self._made = project, routes, pages
        self._links, self._by_model = links, by_model
        self._by_rule: dict[str, PageAnchors] = {}

    def of(self, found: Resolution) -> str:
        """Why a link to an id that is not there is not judged, in words; "" when it is broken."""
        if not found.path or not any(self._has(rule, found.path, found.resolved) for rule in _RULES):
            return ""
        if self._rule and self._has(self._rule, found.path, found.resolved):
            return f"more links to headings follow the ids of '{self._rule}' than those that were worked out"
        return ""

    @cached_property
    def _rule(self) -> str:
        """The rule that the links speak for against the model's, or ""."""
        missing: dict[tuple[str, str], None] = {}
        there: dict[tuple[str, str], None] = {}
        telling = sorted(self._links(), key=lambda link: _PLAIN.fullmatch(link[1].partition("#")[2]) is not None)
        for post, target in telling[:MOST]:
            found = self._by_model(post, target, False)
            if found.path and "#" in found.resolved:
                places = missing if found.verdict == "broken-anchor" else there if found.verdict == "ok" else {}
                places[found.path, found.resolved] = None
        for_it = {rule: sum(self._has(rule, *place) for place in missing) for rule in _RULES}
        best = max(for_it, key=lambda rule: for_it[rule])
        if for_it[best] < TARGETS:
            return ""
        against = sum(not self._has(best, *place) for place in there)
        return best if for_it[best] > against else ""

    def _has(self, rule: str, path: str, resolved: str) -> bool:
        if rule not in self._by_rule:
            self._by_rule[rule] = PageAnchors(*self._made, rule)
        fragment = resolved.partition("#")[2]
        return self._by_rule[rule].check(path, fragment, fragment)[0] == "ok"
