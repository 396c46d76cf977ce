"""Astro's dynamic routes, `src/pages/blog/[slug].astro`: the pages they make, or the paths they may make."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from contentlint.guard.records import dataclass
from contentlint.site.generators.astro.collections import Collection, entries
from contentlint.site.generators.astro.static_paths import OR_ID, Made, StaticPaths
from contentlint.site.generators.coded import infer
from contentlint.site.model import Page, Routes
from contentlint.site.paths import url_of
from contentlint.site.project import Project
from contentlint.site.reading.meta import Meta, title_of

_ENDPOINTS = (".js", ".ts", ".mjs", ".mts", ".cjs")
_VARIANT = re.compile(
    r"(?:\A|/)(?:amp|og|opengraph|print|embeds?|previews?|raw|md|api|rss|feeds?|slides|cards?)(?=/|\Z)"
)
"""Folders of further versions of pages that have their address elsewhere."""
_PARAM = re.compile(r"\[(\.\.\.)?([\w-]+)\]")
_DIGITS = re.compile(r"page|num(?:ber)?|p|pagenum(?:ber)?", re.IGNORECASE)
_MOST_NAMES = 6_000
"""Code points of the names that the pattern of a gap is narrowed to."""


@dataclass(frozen=True, slots=True)
class Route:
    """A dynamic route: its file, its path below `src/pages` without ending, and the outputs of its addresses."""

    path: str
    stem: str
    out: Callable[[str], str]

    @property
    def prefix(self) -> str:
        """The folders before the first parameter."""
        return self.stem.partition("[")[0].rstrip("/")

    @property
    def suffix(self) -> str:
        """What follows the last parameter."""
        return self.stem[self.stem.rindex("]") + 1 :]

    @property
    def params(self) -> list[tuple[str, str]]:
        """Every parameter: `...` for one of several segments, and its name."""
        return _PARAM.findall(self.stem)

    @property
    def is_endpoint(self) -> bool:
        """True for a route that makes files of data."""
        return self.path.endswith(_ENDPOINTS)

    def shape(self, last: str = "") -> str:
        """The pattern of the route's paths; `last` is that of the last parameter, where more is known of it."""
        shape = re.escape("/" + self.stem).replace(r"\[", "[").replace(r"\]", "]").replace(r"\.\.\.", "...")
        head, mark, tail = shape.rpartition("[") if last else (shape, "", "")
        head = re.sub(r"/\[\.\.\.[\w\\-]+\]", "(?:/.*)?", head)
        head = re.sub(r"\[[\w\\-]+\]", "[^/]+", head)
        return head + last + tail.partition("]")[2] if mark else head


def add_routes(project: Project, made: Routes, routes: Iterable[Route], collections: dict[str, Collection]) -> None:
    """The pages of dynamic routes. An entry's address is that of the first route with a page for each; a route in a
    folder such as `amp` or `print` comes after the others, and one in the collection's own folder before them."""
    names = {name.lower() for name in collections}
    for route in sorted(routes, key=lambda r: (_rank(r, names), r.path)):
        _add(project, made, route, collections)


def _rank(route: Route, names: set[str]) -> int:
    if route.is_endpoint:
        return 3
    if route.prefix.rpartition("/")[2].lower() in names:
        return 0
    return 2 if _VARIANT.search(route.prefix) or route.suffix else 1


def _add(project: Project, made: Routes, route: Route, collections: dict[str, Collection]) -> None:
    reason = f"made by {route.path}"
    if not route.params:  # a bracket that is no parameter
        made.gap(re.escape("/" + route.stem.partition("[")[0]), reason)
        return
    code = StaticPaths(project, route.path)
    if code.is_paginated and len(route.params) == 1:
        if route.params[0][0]:
            made.add(route.out(route.prefix), route.path)
        made.gap(rf"{re.escape('/' + route.prefix if route.prefix else '')}/\d+/?(?:index\.html)?\Z", reason)
        return
    origin = code.made_from(route.params[-1][1])
    if origin.written and not code.is_paginated:
        _add_written(made, route, origin.written, reason)
        return
    if code.is_paginated or origin.kind == "other":
        made.gap(rf"{_listed(route)}/?\Z", reason)
        return
    mapped = _mapped(code, origin, route, collections)
    known = bool(mapped) and origin.key != "?" and all(c.known for c in mapped)
    whole = len(route.params) == 1 or (len(route.params) == 2 and route.params[1][0] != "" and code.splits)
    if not known or not whole:
        files = [entry for c in mapped for entry, _ident, _facts in entries(project, c)]
        infers = not route.is_endpoint and len(route.params) == 1
        if not infers or not infer(project, made, files, ["/" + route.prefix if route.prefix else ""], route.out):
            made.gap(rf"{_narrowed(project, route, mapped, origin) if known else route.shape()}/?\Z", reason)
        return
    found = [(entry, ident, facts) for c in mapped for entry, ident, facts in _idents(project, c, origin.key)]
    if not found:
        made.gap(rf"{route.shape()}/?\Z", reason)
        return
    _pages(made, route, found, hides=code.mentions("draft"))
    if set(code.fetched() if not origin.collections else origin.collections) - set(collections):
        made.gap(rf"{route.shape()}/?\Z", reason)


def _add_written(made: Routes, route: Route, names: tuple[str, ...], reason: str) -> None:
    """The pages of a route whose last parameter is one of a list; what the others are is left open."""
    if len(route.params) == 1:
        for name in names:
            address = "/".join(part for part in (route.prefix, name + route.suffix) if part)
            made.add(f"/{address}" if route.is_endpoint else route.out(address), route.path)
        return
    is_small = sum(map(len, names)) < _MOST_NAMES
    last = f"(?:{'|'.join(map(re.escape, dict.fromkeys(names)))})" if is_small else ""
    made.gap(rf"{route.shape(last)}/?\Z", reason)


def _mapped(code: StaticPaths, origin: Made, route: Route, collections: dict[str, Collection]) -> list[Collection]:
    """The collections whose entries a route has pages for."""
    names = dict.fromkeys(origin.collections or code.fetched())
    mapped = [collections[name] for name in names if name in collections]
    if not names and origin.key in ("id", "slug"):
        # A helper fetches the posts: the collection named like the folder, or the only one, when ids make the path.
        guess = route.prefix.rsplit("/", 1)[-1]
        named = [c for c in collections.values() if c.name == guess]
        return named or (list(collections.values()) if len(collections) == 1 else [])
    return mapped


def _listed(route: Route) -> str:
    """The pattern of a route that is made from tags, years or numbers."""
    name = route.params[-1][1]
    if route.params[-1][0]:
        return route.shape()
    return route.shape(r"\d+" if _DIGITS.fullmatch(name) else r"\d{4}" if name.lower() == "year" else "")


def _narrowed(project: Project, route: Route, mapped: list[Collection], origin: Made) -> str:
    """The pattern of a route with more parameters than the entry's name: the name is one of the entries' all the
    same."""
    names = [re.escape(ident) for c in mapped for _entry, ident, _facts in _idents(project, c, origin.key)]
    small = names and sum(map(len, names)) < _MOST_NAMES and route.stem.endswith("]") and not route.params[-1][0]
    return route.shape(f"(?:{'|'.join(dict.fromkeys(names))})") if small else route.shape()


def _idents(project: Project, collection: Collection, key: str) -> list[tuple[str, str, Meta]]:
    """(path, what its parameter is, facts) of the entries that have the key."""
    found = []
    for entry, ident, facts in entries(project, collection):
        if key not in ("id", "slug"):
            value = facts.get(key.removesuffix(OR_ID))
            if isinstance(value, str) and value:
                ident = value.strip("/")
            elif not key.endswith(OR_ID):
                continue
        found.append((entry, ident, facts))
    return found


def _pages(made: Routes, route: Route, found: list[tuple[str, str, Meta]], *, hides: bool) -> None:
    placed = {page.path for page in made.pages if page.output}
    for entry, ident, facts in found:
        address = "/".join(x for x in (route.prefix, ident + route.suffix) if x)
        if len(route.params) == 2:  # `[lang]/blog/[...slug]`: the id's first segment, and the rest
            first, _, rest = ident.partition("/")
            filled = iter((first, rest))
            address = re.sub(r"\[[^\]]*\]", lambda _: next(filled, ""), route.stem).rstrip("/")  # noqa: B023
        draft = hides and facts.get("draft") is True
        if route.is_endpoint:
            if not draft:
                made.outputs["/" + address] = None
            continue
        output = route.out(address)
        if entry not in placed:
            placed.add(entry)
            page = Page(entry, output, url_of(output), title_of(facts), state="draft" if draft else "published")
            made.pages.append(page)
        if not draft:
            made.add(output, entry)
