"""Heading-id algorithms of generators of books and reports, as `ids` has those of the others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from contentlint.site.reading import slugs
from contentlint.site.reading.inline import Heading, Syntax


def _smart(text: str) -> str:
    return text.replace("---", "—").replace("--", "–")


def _rust_slug(text: str, *, ascii_only: bool = False) -> str:
    """mdBook's `id_from_content`: letters, numbers, marks that are part of letters, `_`, `-`, and blanks as `-`."""
    kept = []
    for char in text.strip():
        category = unicodedata.category(char)
        is_letter = category[0] in "LN" or (category in ("Mn", "Mc") and _is_alphabetic_mark(char))
        if is_letter or char in "_-":
            kept.append(char if ascii_only and not char.isascii() else char.lower())
        elif char.isspace():
            kept.append("-")
    return "".join(kept)


def _is_alphabetic_mark(char: str) -> bool:
    """Most vowel signs; no accents, viramas, variation selectors (Unicode: Alphabetic)."""
    return not (0xFE00 <= ord(char) <= 0xFE0F) and (unicodedata.combining(char) in (0, *range(10, 36)))


_ATTRIBUTES = re.compile(r"(?<![ \t])[ \t]*\{[^{}]*\}[ \t]*\Z")


def mdbook(headings: Sequence[Heading]) -> list[str]:
    """mdBook 0.5 (mdbook-html, `id_from_content`, `unique_id`), whose smart punctuation is on by default."""
    used: set[str] = set()
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        words = "".join(_smart(p.text) if p.kind == "text" else p.text for p in h.parts if p.kind != "image")
        found.append(slugs.free(_rust_slug(_ATTRIBUTES.sub("", words)), used))
    return found


def mdbook_4(headings: Sequence[Heading]) -> list[str]:
    """mdBook 0.4: letters beyond ASCII keep their case, each slug is counted for itself, dashes stay as written."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        slug = _rust_slug(h.text(images=False), ascii_only=True)
        n = counts[slug] = counts.get(slug, -1) + 1
        found.append(f"{slug}-{n}" if n else slug)
    return found


_HONKIT_DROPS = frozenset("[]!\"'#$%&()*+,./:;<=>?@\\^_`{|}~©∑®†“”‘’∂ƒ™℠…œŒ˚ºª•∆∞♥")


def honkit(headings: Sequence[Heading]) -> list[str]:
    """HonKit and GitBook's command line: github-slugid, which numbers nothing: an id may stand twice."""
    found = []
    for h in headings:
        text = h.text(images=False).replace("\t", "    ")
        slug = "".join(c for c in text if c not in _HONKIT_DROPS).replace(" ", "-").lower()
        found.append(h.custom or slug.removeprefix("-"))
    return found


_INLINE_ATTRIBUTES = re.compile(r"\{(?:-|[.#=][^{}]*|[\w-]+=[^{}]*)\}")
"""Of a span or code: `[words]{.class}`; `{-}` behind a heading."""


def _pandoc_slug(text: str) -> str:
    """pandoc's `inlineListToIdentifier` with auto_identifiers: from the first letter on."""
    kept = "".join(
        char for char in " ".join(text.split()).lower() if char in "_-. " or unicodedata.category(char)[0] in "LNM"
    )
    first = next((at for at, char in enumerate(kept) if char.isalpha()), len(kept))
    return re.sub(r" +", "-", kept[first:].rstrip(" "))


def quarto(headings: Sequence[Heading]) -> list[str]:
    """Quarto: pandoc's auto_identifiers, explicit ids counted as taken."""
    used: set[str] = set()
    found = []
    for h in headings:
        words = "".join(_smart(p.text).replace("...", "…") if p.kind == "text" else p.text for p in h.parts)
        words = _INLINE_ATTRIBUTES.sub("", words)
        base = ident = h.custom or _pandoc_slug(words) or "section"
        n = 0
        while ident in used and not h.custom:
            n += 1
            ident = f"{base}-{n}"
        used.add(ident)
        found.append(ident)
    return found


ALGORITHMS = {"mdbook": mdbook, "mdbook-0.4": mdbook_4, "honkit": honkit, "quarto": quarto}
CUSTOM_IDS: dict[str, Syntax] = {
    "mdbook": "tight list",
    "mdbook-0.4": "attributes",
    "honkit": "tight id",
    "quarto": "attributes",
}
"""What is read in braces after a heading."""
OTHER_VERSIONS = {"mdbook": "mdbook-0.4", "mdbook-0.4": "mdbook", "mdsvex": "github no-images"}
"""Algorithms of other versions or settings of a generator: an id that only they give may be there."""
GIVES_IDS = {
    "mdbook": re.compile(r"^ {0,3}:[ \t]+\S", re.MULTILINE),
    "quarto": re.compile(r"^[#%|/]{1,3}\|[ \t]*(?:label|output|results|child)\b|\basis\b|^filters:", re.MULTILINE),
}
"""What else in a page gets ids that are not worked out: terms of definition lists; what runs and writes."""
