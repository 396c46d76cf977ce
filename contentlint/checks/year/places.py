"""Past years outside running text: in the header of a table, an address, the name and the text of an image."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from contentlint.checks.year.judge import Judge
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.text import years
from contentlint.text.spans import Prose, Span
from contentlint.text.years import Place

_SLUG_YEAR = re.compile(
    r"(?<=[\w/][-_])(?P<now>(?:in|for)[-_])?(?P<year>20\d\d)(?:[-_]\d\d)?(?=$|[-_](?!\d)|/?$)|(?:^|(?<=/))(?P<first>20\d\d)(?=-[a-z]{2})"
)
_SLUGS = ("slug", "permalink", "url")
_STEM = re.compile(r"([^/]+?)(?:/(?:index|_index|readme))?\.[a-z]+$", re.IGNORECASE)
_IMAGE = re.compile(r"(?:^|/)([\w%+-]+)\.(?:png|jpe?g|webp|avif|gif|svg)$", re.IGNORECASE)
_ALT = re.compile(r"alt|.*(?:[_-]alt|Alt|[_-]alt[_-]text|AltText)")
_BEFORE = re.compile(r"\b(?:old|previous|former|past|last|before|then)\b", re.IGNORECASE)
"""What the header of a column of the past says."""
_LONGEST = 300

Where = Callable[[int, int], Span]
"""The place in the source of a stretch of a text."""


def headers(post: Post, judge: Judge) -> Iterator[Hit]:
    """The year of a table whose header gives one year only, as that of today: "2024 ceiling"."""
    tables: dict[int, list[tuple[Prose, Place]]] = {}
    for block in post.document.blocks:
        row, table = block.inside("row"), block.inside("table")
        if row is not None and table is not None and row.index == 0:
            tables.setdefault(table.id, []).extend((block.prose, place) for place in years.years(block.prose.text))
    for found in tables.values():
        if len({place.year for _, place in found}) != 1:
            continue
        prose, place = found[0]
        cell = prose.text[:_LONGEST]
        if not judge.is_past(place.year) or judge.is_name(place) or judge.current.search(cell) is None:
            continue
        if _BEFORE.search(cell):
            continue
        if judge.in_head(place, cell):
            yield judge.hit(prose.span(place.start, place.end), place.year, "")


def slugs(post: Post, judge: Judge) -> Iterator[Hit]:
    """A past year in the address, by the front matter, else the file's name: a note, as a new one needs a redirect."""
    title, span = _title(post)
    fields = [entry for key in _SLUGS if (entry := post.front_matter.get(key)) is not None and entry.prose is not None]
    for entry in fields:
        if entry.prose is not None and "://" not in entry.prose.text:
            yield from _named(judge, entry.prose.text, entry.prose.span, "address", title)
    stem = _STEM.search(post.path.replace("\\", "/"))
    if fields or stem is None or span is None:
        return
    yield from _named(judge, stem[1], lambda start, end: span, "address", title)


def _title(post: Post) -> tuple[str, Span | None]:
    """The title, and where a hit on a file's name stands: the front matter's, else the first heading."""
    title = post.front_matter.get("title")
    if title is not None:
        return (title.prose.text, title.value_span) if title.prose is not None else ("", None)
    first = next((block.prose for block in post.document.headings if block.level == 1 and block.prose.text), None)
    return (first.text, first.span(0, len(first.text))) if first is not None else ("", None)


def images(post: Post, judge: Judge) -> Iterator[Hit]:
    """A past year in the text or the name of an image, in the front matter or the body."""
    title = _title(post)[0]
    for entry in post.front_matter.fields:
        if entry.prose is None:
            continue
        text, name = entry.prose.text, _IMAGE.search(entry.prose.text)
        if entry.path and _ALT.fullmatch(str(entry.path[-1])):
            yield from _told(judge, text, entry.prose.span)
        elif name and "://" not in text:
            yield from _named(judge, name[1], _moved(entry.prose.span, name.start(1)), "image", title)
    for link in post.document.links:
        if not link.is_image:
            continue
        at = link.span.start + 2
        if link.kind == "image" and post.text.startswith(link.text, at):
            yield from _told(judge, link.text, _moved(Span, at))
        name = _IMAGE.search(link.target)
        if name and "://" not in link.target and link.target_span.cut(post.text) == link.target:
            yield from _named(judge, name[1], _moved(Span, link.target_span.start + name.start(1)), "image", title)
    for element in post.document.elements:
        alt = element.get("alt")
        if alt is not None and alt.value and (at := alt.span.cut(post.text).find(alt.value)) >= 0:
            yield from _told(judge, alt.value, _moved(Span, alt.span.start + at))


def _moved(where: Where, by: int) -> Where:
    return lambda start, end: where(start + by, end + by)


def _named(judge: Judge, name: str, where: Where, key: str, title: str) -> Iterator[Hit]:
    """A hit for a year in a name that is written with hyphens, unless the title has it: one goes with the other."""
    told = years.named(title)
    words = re.sub(r"[-_/]", " ", name)
    for match in _SLUG_YEAR.finditer(name):
        start, end = match.span("year" if match["year"] else "first")
        year = int(name[start:end])
        if year in told or not judge.is_past(year) or not judge.is_found_by(year) or judge.names.search(words[:start]):
            continue
        is_last = key == "address" and match.end() >= len(name.rstrip("/")) and judge.is_firm(year, "")
        if match["now"] or is_last or judge.advises(words):
            yield judge.hit(where(start, end), year, key, "info")


def _told(judge: Judge, text: str, where: Where) -> Iterator[Hit]:
    """A hit for a year in the text of an image: it may show that year, so only beside words of today."""
    for place in years.years(text[:_LONGEST]):
        if not judge.is_past(place.year) or judge.is_of_its_day(place.year) or years.is_held(place):
            continue
        if judge.is_name(place) or not judge.advises(text):
            continue
        if judge.in_head(place, text):
            yield judge.hit(where(place.start, place.end), place.year, "")
