"""Heading-id algorithms with settings: a name of `ids.ALGORITHMS`, `gatsby`, `vuepress`, and what plugins change.

Each follows the source of what it is named after; `tests/site/probes` has what the real ones made.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from contentlint.site.reading import inline, slugs
from contentlint.site.reading.ids import ALGORITHMS, Algorithm, number, words
from contentlint.site.reading.ids_of_books import OTHER_VERSIONS
from contentlint.site.reading.inline import Heading

_NOT_LATIN_BASE = {
    "Æ": "Ae", "æ": "ae", "Ð": "D", "ð": "d", "Ø": "O", "ø": "o", "Þ": "Th", "þ": "th", "ß": "ss", "Đ": "D", "đ": "d",
    "Ħ": "H", "ħ": "h", "ı": "i", "Ĳ": "IJ", "ĳ": "ij", "ĸ": "k", "Ł": "L", "ł": "l", "Ŀ": "L", "ŀ": "l", "Ŋ": "N",
    "ŋ": "n", "Œ": "Oe", "œ": "oe", "ŉ": "'n", "Ŧ": "T", "ŧ": "t", "ſ": "s",
}  # fmt: skip
_TAG = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)|<(?=/?[a-zA-Z][\w-]*(?:\s[^<>]*)?/?>)")


def deburr(text: str) -> str:
    """lodash's `deburr`: Latin-1 and Latin Extended-A without their accents, and no combining marks."""
    plain = "".join(
        _NOT_LATIN_BASE.get(c) or (unicodedata.normalize("NFD", c)[0] if "À" <= c <= "ſ" and c.isalpha() else c)
        for c in text
    )
    return "".join(c for c in plain if not ("\u0300" <= c <= "\u036f" or "\ufe20" <= c <= "\ufe2f"))


def _gatsby(settings: frozenset[str]) -> Algorithm:
    """gatsby-remark-autolink-headers by its options; levels (`h2`) are those that get ids, without any all do."""
    levels = {int(s[1]) for s in settings if re.fullmatch(r"h[1-6]", s)}

    def ids(headings: Sequence[Heading]) -> list[str]:
        used: dict[str, int] = {}
        found = []
        for h in headings:
            if levels and h.level > 0 and h.level not in levels:
                found.append("")
                continue
            # A tag is words here, but in MDX: the plugin sees it as a node with a value.
            source = h.source if "jsx" in settings else _TAG.sub(lambda m: m[0] if m[1] else "\\<", h.source)
            said = words(
                h if source == h.source else inline.heading(source, h.level, frozenset(), custom=False), images=True
            )
            told = re.fullmatch(r"(.*?)\s*\{#([\w-]+)\}", said, re.ASCII | re.DOTALL) if "custom" in settings else None
            if h.custom or told:
                found.append(h.custom or told[2])  # type: ignore[index]  # one of them
                continue
            kept = "".join("-" if c == " " else c for c in said if slugs.github(c))
            slug = number(kept if "case" in settings else slugs.github(said), used)
            found.append(deburr(slug) if "accents" in settings else slug)
        return found

    return ids


def _vuepress(*, second: bool) -> Algorithm:
    """VuePress: `slugify` around markdown-it-anchor; the first takes dashes away, too, and counts from 2."""

    def ids(headings: Sequence[Heading]) -> list[str]:
        used: set[str] = set()
        found = []
        for h in headings:
            said = words(h)
            base = ident = slugs.vue(said if second else re.sub("[–—]", "-", said))
            n = 1 if second else 2
            while ident in used:
                ident = f"{base}-{n}"
                n += 1
            used.add(ident)
            found.append(h.custom or ident)
        return found

    return ids


_SHORTCODE = re.compile(r":[a-z0-9_+-]+:")


def _without_shortcodes(h: Heading) -> Heading:
    """A heading without its emoji: they are no text for these generators, if they know the name."""
    parts = [replace(p, text=_SHORTCODE.sub("", p.text), written=_SHORTCODE.sub("", p.written)) for p in h.parts]
    return replace(h, parts=tuple(p if p.kind == "code" else new for p, new in zip(h.parts, parts, strict=True)))


def _with_dashes(h: Heading) -> Heading:
    """A heading after gatsby-remark-smartypants: exactly two hyphens are a dash."""
    said = [replace(p, text=re.sub("(?<!-)--(?!-)", "—", p.text)) if p.kind == "text" else p for p in h.parts]
    return replace(h, source=re.sub("(?<!-)--(?!-)", "—", h.source), parts=tuple(said))


def _without_images(h: Heading) -> Heading:
    return replace(h, parts=tuple(p for p in h.parts if p.kind != "image"))


def _without_notes(h: Heading) -> Heading:
    """A heading without the marks of its notes, which are known to be none of its words."""
    return replace(h, parts=tuple(p for p in h.parts if p.kind != "note"))


def _with_symbols(h: Heading) -> Heading:
    """A heading after `pymdownx.smartsymbols`, as far as ids are concerned."""
    parts = [replace(p, text=p.text.replace("(c)", "").replace("(r)", "")) if p.kind == "text" else p for p in h.parts]
    return replace(h, parts=tuple(parts))


def _with_footnotes(h: Heading) -> Heading:
    """A heading in which `[^1]` is text: the generator has no footnotes."""
    source = h.source.replace("[^", "\\[^")
    return (
        h if source == h.source else replace(inline.heading(source, h.level, frozenset(), custom=False), level=h.level)
    )


_ATTRIBUTES = re.compile(r" +\{:?[ ]*[^}\n ][^\n]*\} *\Z")


def _without_attributes(h: Heading) -> Heading:
    """A heading without any braces at its end: Python-Markdown's `attr_list` reads whatever stands there."""
    source = _ATTRIBUTES.sub("", h.source)
    return h if h.custom or source == h.source else inline.heading(source, h.level, frozenset(), custom=False)


_READINGS: dict[str, Callable[[Heading], Heading]] = {
    "emoji": _without_shortcodes,
    "no-images": _without_images,
    "symbols": _with_symbols,
    "dashes": _with_dashes,
    "no-footnotes": _with_footnotes,
    "attributes": _without_attributes,
}
"""What a plugin does to the words of a heading before its id is made, by the setting that stands for it."""


_OF_ONE_GENERATOR = {"vuepress": _vuepress(second=False), "vuepress-2": _vuepress(second=True)}


def algorithm(name: str) -> Algorithm | None:
    """The algorithm that a name with settings behind it stands for, such as `gatsby case`; None for no such name."""
    base, *settings = name.split() or [""]
    make = _gatsby(frozenset(settings)) if base == "gatsby" else _OF_ONE_GENERATOR.get(base) or ALGORITHMS.get(base)
    if make is None or (not settings and make is ALGORITHMS.get(base)):
        return make
    readings = [_without_notes, *(_READINGS[s] for s in settings if s in _READINGS)]

    def ids(headings: Sequence[Heading]) -> list[str]:
        read = list(headings)
        for reading in readings:
            read = [reading(h) for h in read]
        return make(read)

    return ids


def otherwise(name: str) -> str:
    """The same algorithm where a plugin leaves the words as they are, or of another version, "" when that makes no
    difference: what looks like an emoji is none for a plugin that does not know it."""
    if name in OTHER_VERSIONS:
        return OTHER_VERSIONS[name]
    kept = [setting for setting in name.split() if setting != "emoji"]
    return " ".join(kept) if " ".join(kept) != name else ""
