"""The slug of a text, as each generator makes it: letters, case and marks. What is numbered is up to `ids`."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from urllib.parse import quote

_GITHUB_KEEPS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd", "Mn", "Mc", "Me", "Pc"))


def github(text: str) -> str:
    """github-slugger 2 (github.com/Flet/github-slugger)."""
    kept = [
        c
        for c in text.lower()
        if c in "- " or unicodedata.category(c) in _GITHUB_KEEPS or (c.isalpha() and c.isalnum())
    ]
    return "".join(kept).replace(" ", "-")


def _lower(text: str) -> str:
    """Go's lower case: one letter for one letter."""
    return "".join(c.lower()[0] for c in text)


def hugo(text: str) -> str:
    """Hugo's default `github` (hugo: markup/goldmark/autoid.go)."""
    return "".join(
        "-" if c in "- " else _lower(c)
        for c in text.strip()
        if c in "- _" or unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")
    )


def hugo_ascii(text: str) -> str:
    """Hugo's `github-ascii`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return "".join(c for c in hugo(plain) if c.isascii())


def blackfriday(text: str) -> str:
    """Hugo's `blackfriday` (blackfriday: SanitizedAnchorName)."""
    marked = "".join(c if unicodedata.category(c)[0] in "LN" else "\0" for c in text)
    return "".join("-" if c == "\0" else _lower(c) for c in re.sub(r"\0+", "\0", marked).strip("\0"))


def toc(text: str) -> str:
    """Python-Markdown's `toc` extension with its default `slugify`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def toc_unicode(text: str) -> str:
    """`markdown.extensions.toc.slugify_unicode`."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def pymdownx_case(text: str) -> str:
    """`pymdownx.slugs.slugify()`, which decodes entities and takes off tags again."""
    return re.sub(r"[^\w\- ]", "", _bare(text)).replace(" ", "-")


def pymdownx(text: str) -> str:
    """`pymdownx.slugs.slugify(case="lower")`."""
    return re.sub(r"[^\w\- ]", "", _bare(text).lower()).replace(" ", "-")


def _bare(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"</?[^>]*>", "", unescape(text)).strip())


def encoded(text: str) -> str:
    """markdown-it-anchor's default: the percent-encoded words."""
    return quote(re.sub(r"\s+", "-", text.strip().lower()), safe="!'()*~-._")


_VUE_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")


def vue(text: str) -> str:
    """VitePress and VuePress: `slugify` of @mdit-vue/shared."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not "\u0300" <= c <= "\u036f")
    slug = re.sub(r"-{2,}", "-", _VUE_SPECIAL.sub("-", re.sub(r"[\x00-\x1f]", "", plain))).strip("-")
    return re.sub(r"^(\d)", r"_\1", slug).lower()


_HEXO_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")
_HEXO_LATIN = dict(
    pair.split("=") for pair in "Æ=AE æ=ae Ø=O ø=o ß=s Đ=D đ=d Ħ=H ħ=h ı=i Ł=L ł=l Œ=OE œ=oe Ŧ=T ŧ=t ſ=l".split()
)


def _latin_base(char: str) -> str:
    """The letter without its accent, for Latin letters alone."""
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if plain.isascii() else _HEXO_LATIN.get(char, char)


def hexo(text: str) -> str:
    """hexo-util's `slugize`, letter case kept."""
    plain = re.sub(r"[\x00-\x1f]", "", "".join(map(_latin_base, text.strip())))
    return re.sub(r"-{2,}", "-", _HEXO_SPECIAL.sub("-", plain)).strip("-")


def free(slug: str, used: set[str]) -> str:
    """The slug, or the first of `slug-1`, `slug-2` … that is not used yet; it is used then."""
    ident, n = slug, 0
    while ident in used:
        n += 1
        ident = f"{slug}-{n}"
    used.add(ident)
    return ident
