"""Which posts the changes of others can matter to."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from contentlint.run.git import Changes
    from contentlint.site import Site, Sites


class _Every(Container[str]):
    def __contains__(self, _: object) -> bool:
        return True


EVERY: Container[str] = _Every()
"""All posts that there are."""

_ID = re.compile(r"#[^\s#]")
_BREAK = re.compile(r"[\s\"'`<>()\[\]{}|#]")
_LONGEST = 2_000
"""Characters before an id in which its address is looked for."""
_USUAL = 100
"""Characters that an address seldom has more of."""


def in_reach(changes: Changes, sites: Sites, former: Sites, suffixes: Collection[str]) -> Container[str]:
    """The posts, paths as in the changes, that were not changed and in which a link may lead elsewhere than before.

    When only posts were changed, and each is where it was and called what it was, these are the posts with a link to
    an id that hangs on a changed post, and only where one has lost an id. Else they are all.
    """
    if changes.removed or len(sites.all) != len(former.all):
        return EVERY
    for path, was in changes.former.items():
        if was != path or PurePath(path).suffix.lower() not in suffixes:
            return EVERY
    if not all(any(site.page(path) for site in sites.all) for path in changes.former):
        return EVERY  # what is no page may be a part of many
    before = {site.project.root: site for site in former.all}
    if any(_has_moved(site, before.get(site.project.root)) for site in sites.all):
        return EVERY
    found: set[str] = set()
    for site in sites.all:
        own = [path for path in changes.former if site.page(path)]
        if not all(site.keeps_ids(before[site.project.root], path) for path in own):
            found |= _linked_to_ids(site, {site.locate(path) for path in own})
    return found


def _has_moved(site: Site, before: Site | None) -> bool:
    """Whether something has another address than before."""
    return (
        before is None
        or (site.base, site.hosts, site.redirects) != (before.base, before.hosts, before.redirects)
        or site.pages != before.pages
        or site.outputs != before.outputs
    )


def _linked_to_ids(site: Site, changed: Collection[str]) -> set[str]:
    """The posts with a link to an id that hangs on one of the changed files; too many rather than too few."""
    found = set()
    for page in site.routes.pages:
        # What the index has is a cheap reading, without bare addresses and the front matter.
        text = site.project.text(page.path)
        addresses = {*_addresses(text), *_with_id(site.project.targets(page.path))}
        by_template = "{{" in text or "{%" in text  # what it makes of a target can't be told here
        if addresses and (by_template or any(site.hangs_on_ids(page.path, one, changed) for one in addresses)):
            found.add(site.named(page.path))
    return found


def _with_id(targets: Iterable[str]) -> Iterator[str]:
    """The addresses of the targets that have an id; of a template tag the whole, for the generator takes it apart."""
    for target in targets:
        if "#" in target:
            yield target if target.startswith("{") else target.partition("#")[0]


def _addresses(text: str) -> Iterator[str]:
    """Whatever in a text may be the address of a target with an id; most are none."""
    for match in _ID.finditer(text):
        before = text[max(text.rfind("\n", 0, match.start()) + 1, match.start() - _LONGEST) : match.start()]
        word = _BREAK.split(before[-_USUAL:])[-1]
        word = word if len(word) < _USUAL else _BREAK.split(before)[-1]
        yield word
        yield word.partition("=")[2] or word
        if "(<" in before:
            yield before.rpartition("(<")[2]
