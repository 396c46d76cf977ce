"""Heading-id algorithms: one function from a document's headings to their ids, per generator and setting.

Each follows its generator's source, named at its function; `docs/site.md` lists where they differ from the real
generator on the probe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import quote

from contentlint.site.reading.inline import Heading

Algorithm = Callable[[Sequence[Heading]], list[str]]


def _words(heading: Heading, smart: Callable[[str], str] | None = None, *, images: bool = True) -> str:
    return "".join(
        smart(p.text) if smart and p.kind == "text" else p.text for p in heading.parts if images or p.kind != "image"
    )


def _smart_dashes(text: str) -> str:
    return text.replace("---", "—").replace("--", "–")


def _number(slug: str, used: dict[str, int]) -> str:
    """github-slugger's way: `dup`, `dup-1`, `dup-2`; a taken `dup-1` becomes `dup-1-1`."""
    found = slug
    while found in used:
        used[slug] += 1
        found = f"{slug}-{used[slug]}"
    used[found] = 0
    return found


def _github_slug(text: str) -> str:
    kept = [
        c
        for c in text.lower()
        if c in "- " or unicodedata.category(c) in _GITHUB_KEEPS or (c.isalpha() and c.isalnum())
    ]
    return "".join(kept).replace(" ", "-")


_GITHUB_KEEPS = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Nl", "Nd", "Mn", "Mc", "Me", "Pc"))


def github(headings: Sequence[Heading]) -> list[str]:
    """github-slugger 2 (Docusaurus, rehype-slug, GitHub): github.com/Flet/github-slugger."""
    used: dict[str, int] = {}
    return [h.custom or _number(_github_slug(_words(h)), used) for h in headings]


def docusaurus(headings: Sequence[Heading]) -> list[str]:
    """github-slugger, explicit ids counted as taken; a heading without words gets none."""
    used: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            used.setdefault(h.custom, 0)
            found.append(h.custom)
            continue
        slug = _github_slug(_words(h))
        found.append(_number(slug, used) if slug else "")
    return found


def astro(headings: Sequence[Heading]) -> list[str]:
    """github-slugger after retext-smartypants, which makes one dash of exactly two (@astrojs/markdown-remark)."""

    def smart(text: str) -> str:
        return re.sub(r"(?<!-)--(?!-)", "—", text)

    used: dict[str, int] = {}
    return [h.custom or _number(_github_slug(_words(h, smart)), used) for h in headings]


def _goldmark(slug: Callable[[str], str]) -> Algorithm:
    def ids(headings: Sequence[Heading]) -> list[str]:
        used: set[str] = set()
        found = []
        for h in headings:
            if h.custom:
                used.add(h.custom)
                found.append(h.custom)
                continue
            base = slug(_words(h, _smart_dashes)) or "heading"
            ident, n = base, 0
            while ident in used:
                n += 1
                ident = f"{base}-{n}"
            used.add(ident)
            found.append(ident)
        return found

    return ids


def _hugo_github(text: str) -> str:
    return "".join(
        "-" if c in "- " else c.lower()
        for c in text.strip()
        if c in "- _" or unicodedata.category(c) in ("Lu", "Ll", "Lt", "Lm", "Lo", "Nd")
    )


def _hugo_ascii(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return "".join(c for c in _hugo_github(plain) if c.isascii())


def _blackfriday(text: str) -> str:
    return "".join(
        "-" if c == "\0" else c.lower()
        for c in re.sub(r"\0+", "\0", "".join(c if unicodedata.category(c)[0] in "LN" else "\0" for c in text)).strip(
            "\0"
        )
    )


hugo = _goldmark(_hugo_github)
"""Hugo's default `github` (hugo: markup/goldmark/autoid.go)."""
hugo_ascii = _goldmark(_hugo_ascii)
"""Hugo's `github-ascii`."""
hugo_blackfriday = _goldmark(_blackfriday)
"""Hugo's `blackfriday` (blackfriday: SanitizedAnchorName)."""


def kramdown_gfm(headings: Sequence[Heading]) -> list[str]:
    """kramdown-parser-gfm's `generate_gfm_header_id`: counts each slug, so a literal `Dup-1` may collide."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        text = _words(h, _smart_dashes).lower()
        slug = re.sub(r"[ \t]", "-", "".join(c for c in text if c in "- \t" or _word(c)))
        n = counts[slug] = counts.get(slug, -1) + 1
        found.append((f"{slug}-{n}" if n else slug) if slug else "")
    return found


def _word(char: str) -> bool:
    category = unicodedata.category(char)
    return category[0] in "LM" or category in ("Nd", "Pc", "Nl")


def kramdown(headings: Sequence[Heading]) -> list[str]:
    """kramdown's own `basic_generate_id`, made from the heading's source."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        slug = re.sub(r"^[^a-zA-Z]+", "", h.source)
        slug = re.sub(r"[^a-zA-Z0-9 -]", "", slug).replace(" ", "-").lower() or "section"
        if slug in counts:
            counts[slug] += 1
            slug = f"{slug}-{counts[slug]}"
        else:
            counts[slug] = 0
        found.append(slug)
    return found


def _python_markdown(slug: Callable[[str], str]) -> Algorithm:
    def ids(headings: Sequence[Heading]) -> list[str]:
        used = {h.custom for h in headings if h.custom}
        found = []
        for h in headings:
            if h.custom:
                found.append(h.custom)
                continue
            ident = slug(" ".join(_words(h, images=True).split()))
            while not ident or ident in used:
                numbered = re.match(r"^(.*)_(\d+)$", ident)
                ident = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{ident}_1"
            used.add(ident)
            found.append(ident)
        return found

    return ids


def _toc_slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _toc_unicode(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())


def _pymdownx(text: str) -> str:
    plain = re.sub(r"</?[^>]*>", "", unicodedata.normalize("NFC", text)).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


python_markdown = _python_markdown(_toc_slug)
"""Python-Markdown's `toc` extension with its default `slugify` (MkDocs, Pelican)."""
python_markdown_unicode = _python_markdown(_toc_unicode)
"""`markdown.extensions.toc.slugify_unicode`."""
pymdownx = _python_markdown(_pymdownx)
"""`pymdownx.slugs.slugify(case="lower")`."""

_TRANSLITERATE = {
    **dict(zip("äöüÄÖÜßæøåÆØÅœŒđĐłŁþð", "ae oe ue AE OE UE ss ae o a AE O A oe OE d D l L th d".split(), strict=True)),
    **dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґ",
            (
                "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch  y  e yu ya i yi ye g".replace(
                    "  ", " \0 "
                ).split(" ")
            ),
            strict=True,
        )
    ),
}


def transliterate(text: str) -> str:
    """Latin letters for Latin with accents, German and Cyrillic; other scripts stay as they are."""
    out = []
    for char in text:
        found = _TRANSLITERATE.get(char)
        if found is None and char.lower() in _TRANSLITERATE:
            found = _TRANSLITERATE[char.lower()].capitalize()
        out.append(char if found is None else found.replace("\0", ""))
    decomposed = unicodedata.normalize("NFD", "".join(out))
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn")


def sindresorhus(text: str) -> str:
    """@sindresorhus/slugify without decamelising (Eleventy's `slugify` filter)."""
    text = re.sub(r"&", " and ", text)
    text = transliterate(text)
    text = re.sub(r"([a-zA-Z\d]+)'([ts])(\s|$)", r"\1\2\3", text.lower())
    return re.sub(r"[^a-z0-9]+", "-", text).strip("-")


def eleventy(headings: Sequence[Heading]) -> list[str]:
    """Eleventy's IdAttributePlugin: `dup`, `dup-2`, `dup-3` (11ty.dev/docs/plugins/id-attribute)."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        slug = sindresorhus(_words(h))
        counts[slug] = counts.get(slug, 0) + 1
        found.append(slug if counts[slug] == 1 else f"{slug}-{counts[slug]}")
    return found


def _anchor_numbering(slug: Callable[[str], str], *, written: bool = False) -> Algorithm:
    """markdown-it-anchor's numbering around a slug function."""

    def ids(headings: Sequence[Heading]) -> list[str]:
        used: set[str] = {h.custom for h in headings if h.custom}
        found = []
        for h in headings:
            if h.custom:
                found.append(h.custom)
                continue
            text = "".join(p.written if written else p.text for p in h.parts if p.kind != "image")
            base = ident = slug(text)
            n = 1
            while ident in used:
                ident = f"{base}-{n}"
                n += 1
            used.add(ident)
            found.append(ident)
        return found

    return ids


def _encoded(text: str) -> str:
    return quote(re.sub(r"\s+", "-", text.strip().lower()), safe="!'()*~-._")


markdown_it_anchor = _anchor_numbering(_encoded)
"""markdown-it-anchor's default slug: the percent-encoded words."""
markdown_it_anchor_slugify = _anchor_numbering(sindresorhus)
"""markdown-it-anchor with @sindresorhus/slugify or Eleventy's `slugify` filter."""
markdown_it_anchor_github = _anchor_numbering(_github_slug)
"""markdown-it-anchor with a GitHub-like slug (markdown-it-github-headings, github-slugger)."""

_VUE_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'“”‘’<>,.?/]+")


def _vue_slug(text: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not "\u0300" <= c <= "\u036f")
    slug = re.sub(r"-{2,}", "-", _VUE_SPECIAL.sub("-", re.sub(r"[\x00-\x1f]", "", plain))).strip("-")
    return re.sub(r"^(\d)", r"_\1", slug).lower()


vitepress = _anchor_numbering(_vue_slug, written=True)
"""VitePress and VuePress: `slugify` of @mdit-vue/shared."""

_HEXO_SPECIAL = re.compile(r"[\s~`!@#$%^&*()\-_+=\[\]{}|\\;:\"'<>,.?/]+")


def _latin_base(char: str) -> str:
    """The letter without its accent, for Latin letters alone (hexo-util's table)."""
    plain = unicodedata.normalize("NFD", char)[0]
    return plain if plain.isascii() else char


def _marked_quotes(text: str) -> str:
    """marked's `smartypants`."""
    text = _smart_dashes(text)
    text = re.sub(r"(^|[-—/(\[{\"\s])'", r"\1‘", text).replace("'", "’")
    text = re.sub(r"(^|[-—/(\[{‘\s])\"", r"\1“", text).replace('"', "”")
    return text.replace("...", "…")


def hexo(headings: Sequence[Heading]) -> list[str]:
    """hexo-renderer-marked: hexo-util's `slugize`, letter case kept (lib/renderer.js)."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        text = "".join(map(_latin_base, _words(h, _marked_quotes).strip()))
        slug = re.sub(r"-{2,}", "-", _HEXO_SPECIAL.sub("-", re.sub(r"[\x00-\x1f]", "", text))).strip("-")
        if slug in counts:
            found.append(f"{slug}-{counts[slug]}")
            counts[slug] += 1
        else:
            counts[slug] = 1
            found.append(slug)
    return found


def _ascii_slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text).lower()).strip("-")


zola = _anchor_numbering(_ascii_slug)
"""Zola: the `slug` crate; scripts that it spells out in Latin letters are not reproduced."""

ALGORITHMS: dict[str, Algorithm] = {
    "github": github,
    "docusaurus": docusaurus,
    "astro": astro,
    "hugo": hugo,
    "hugo-ascii": hugo_ascii,
    "hugo-blackfriday": hugo_blackfriday,
    "kramdown-gfm": kramdown_gfm,
    "kramdown": kramdown,
    "python-markdown": python_markdown,
    "python-markdown-unicode": python_markdown_unicode,
    "pymdownx": pymdownx,
    "eleventy": eleventy,
    "markdown-it-anchor": markdown_it_anchor,
    "markdown-it-anchor-slugify": markdown_it_anchor_slugify,
    "markdown-it-anchor-github": markdown_it_anchor_github,
    "vitepress": vitepress,
    "hexo": hexo,
    "zola": zola,
}
"""Algorithms by the name that `[site] heading_ids` takes; "none" there means that headings get no ids."""

CUSTOM_IDS = frozenset(
    "docusaurus hugo hugo-ascii hugo-blackfriday kramdown-gfm kramdown python-markdown python-markdown-unicode "
    "pymdownx vitepress zola".split()
)
"""Algorithms whose generator reads `{#id}` after a heading (Python-Markdown: with attr_list)."""

github_slug, vue_slug, words, number = _github_slug, _vue_slug, _words, _number
"""What `id_settings` builds on."""
