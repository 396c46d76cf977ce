"""What a component shows of its attributes, as units: `<Stat value="35%" label="of growers lose a hive" />`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from contentlint.catalog.lexicon import Lexicon
from contentlint.claims.units import Unit
from contentlint.post.document import Element
from contentlint.post.post import Post
from contentlint.text.spans import Prose

_COMPONENT = re.compile(r"[A-Z]|[a-z]+-")
"""How the name of a component begins; other tags are HTML, whose attributes show nothing but tips."""
_HIDDEN = re.compile(
    r"(?:id|key|class(?:name)?|style|href|to|src\w*|url|link|slug|path|icon|img|image|variant|type|kind|size|colou?r|theme|"
    r"lang|language|target|rel|width|height|date|align|position|layout|format|mode|tag|as|client|server|data-.+|on[A-Z].*)",
    re.IGNORECASE,
)
"""Attributes whose values no reader sees."""
_WORDS = re.compile(r"[^\W\d_]{2,}+[^ \n]*+ [^\n]*?[^\W\d_]{2}|[^\n\d]*+\d")
_BETWEEN = " | "
_LONGEST = 1000
"""Code points of a component's texts that are looked at, as of any unit."""


def with_components(post: Post, found: Sequence[Unit], lexicon: Lexicon) -> tuple[Unit, ...]:
    """The units of a post with those of its components, in order: of each with two words or a figure to show."""
    shown = [made for element in post.document.elements if (made := _unit(post, element, lexicon))]
    if not shown:
        return tuple(found)
    units: list[Unit] = []
    left = iter([*shown, None])
    following = next(left)
    for unit in found:
        while following is not None and unit.kind != "front-matter" and _start(following) < _start(unit):
            units.append(_placed(following, units))
            following = next(left)
        units.append(unit)
    while following is not None:
        units.append(_placed(following, units))
        following = next(left)
    return tuple(units)


def _start(unit: Unit) -> int:
    return unit.whole.start


def _unit(post: Post, element: Element, lexicon: Lexicon) -> Unit | None:
    if not _COMPONENT.match(element.tag):
        return None
    text, pieces = "", []
    for attribute in element.attributes:
        value, span = attribute.value or "", attribute.span
        at = post.text.find(value, span.start, span.end) if value else -1
        if at < 0 or "://" in value or _HIDDEN.fullmatch(attribute.name):
            continue
        text += _BETWEEN if text else ""
        value = value[: _LONGEST - len(text)]
        if not value:
            break
        pieces.append((len(text), Prose.verbatim(value, at), 0, len(value)))
        text += value.replace("\n", " ")
    if not _WORDS.match(text):
        return None
    return Unit("component", text, tuple(pieces), words=tuple(lexicon.words_of(text)))


def _placed(unit: Unit, before: Sequence[Unit]) -> Unit:
    """The unit with the section, headings and title of the place where it stands."""
    if before:
        last = before[-1]
        unit.section, unit.title = last.section, last.title
        unit.headings = (last.text, *last.headings) if last.kind == "heading" else last.headings
    return unit
