"""Heading-id algorithms: one function from a document's headings to their ids, per generator and setting.

Each follows its generator's source, named at its function; `docs/site.md` lists where they differ from the real
generator on the probe.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from html import escape, unescape

from contentlint.site.reading import ids_of_books as books
from contentlint.site.reading import slugs
from contentlint.site.reading.inline import Heading, Part, Syntax

Algorithm = Callable[[Sequence[Heading]], list[str]]


def words(
    heading: Heading, smart: Callable[[str], str] | None = None, *, images: bool = False, notes: bool = True
) -> str:
    """The words that an id is made of: alternative texts and marks of notes only where they count.

    The end of a line between two lines of a heading falls away: it is no blank to a slug.
    """
    return "".join(
        smart(p.text) if smart and p.kind == "text" else p.text
        for p in heading.parts
        if (images or p.kind != "image") and (notes or p.kind != "note")
    ).replace("\n", "")


def _smart_dashes(text: str) -> str:
    return text.replace("---", "—").replace("--", "–")


def number(slug: str, used: dict[str, int]) -> str:
    """github-slugger's way: `dup`, `dup-1`, `dup-2`; a taken `dup-1` becomes `dup-1-1`."""
    found = slug
    while found in used:
        used[slug] += 1
        found = f"{slug}-{used[slug]}"
    used[found] = 0
    return found


def github(headings: Sequence[Heading]) -> list[str]:
    """github-slugger 2 (Docusaurus, rehype-slug, GitHub): github.com/Flet/github-slugger."""
    used: dict[str, int] = {}
    return [h.custom or number(slugs.github(words(h)), used) for h in headings]


def docusaurus(headings: Sequence[Heading]) -> list[str]:
    """github-slugger with alternative texts; explicit ids are not taken, and a page's title gets no id."""
    used: dict[str, int] = {}
    found = []
    for h in headings:
        ident = h.custom or number(slugs.github(words(h, images=True, notes=False)), used)
        found.append("" if h.level == 1 else ident)
    return found


def _astro(smart: Callable[[str], str] | None, *, shortened: bool = False) -> Algorithm:
    """github-slugger after smart punctuation; `shortened` takes off a hyphen at the end (up to Astro 5)."""

    def ids(headings: Sequence[Heading]) -> list[str]:
        used: dict[str, int] = {}
        found = [h.custom or number(slugs.github(words(h, smart)), used) for h in headings]
        return [
            ident.removesuffix("-") if shortened and not h.custom else ident
            for h, ident in zip(headings, found, strict=True)
        ]

    return ids


def _two_dashes(text: str) -> str:
    """retext-smartypants makes one dash of exactly two."""
    return re.sub(r"(?<!-)--(?!-)", "—", text)


def _many_dashes(text: str) -> str:
    return re.sub(r"-{2,}", "—", text)


def _goldmark(slug: Callable[[str], str], smart: Callable[[str], str] | None = _smart_dashes) -> Algorithm:
    def ids(headings: Sequence[Heading]) -> list[str]:
        used: set[str] = set()
        found = []
        for h in headings:
            if h.custom or not h.source:
                used.add(h.custom)
                found.append(h.custom)
                continue
            found.append(slugs.free(slug(_last_line(h, smart)) or "heading", used))
        return found

    return ids


def _last_line(heading: Heading, smart: Callable[[str], str] | None) -> str:
    """What Goldmark takes of a heading: its last line without addresses, numeric entities as they are written."""
    parts = [
        Part(p.kind, p.written, p.written)
        if p.written.startswith("&#")
        else Part(p.kind, unescape(p.text), p.written)
        if p.kind == "code"
        else p
        for p in heading.parts
        if not p.is_address
    ]
    line = "".join(smart(p.text) if smart and p.kind == "text" else p.text for p in parts if p.kind != "note")
    return line.rpartition("\n")[2]


def kramdown_gfm(headings: Sequence[Heading]) -> list[str]:
    """kramdown-parser-gfm's `generate_gfm_header_id`: counts each slug, so a literal `Dup-1` may collide."""
    counts: dict[str, int] = {}
    found = []
    for h in headings:
        if h.custom:
            found.append(h.custom)
            continue
        text = words(h, _smart_dashes, notes=False).lower()
        slug = re.sub(r"[ \t]", "-", "".join(c for c in text if c in "- \t" or _word(c)))
        n = counts[slug] = counts.get(slug, -1) + 1
        found.append(f"{slug}-{n}" if n else slug)
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
        if not h.source:
            found.append("")
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


def _python_markdown(
    slug: Callable[[str], str], smart: Callable[[str], str] | None = None, *, raw: bool = False
) -> Algorithm:
    """The numbering of Python-Markdown's `toc`; `raw` leaves entities to the slug."""

    def ids(headings: Sequence[Heading]) -> list[str]:
        used = {h.custom for h in headings if h.custom}
        found = []
        for h in headings:
            if h.custom:
                found.append(h.custom)
                continue
            ident = slug(" ".join((_written(h, smart) if raw else words(h, smart)).split()))
            while not ident or ident in used:
                numbered = re.match(r"^(.*)_(\d+)$", ident)
                ident = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{ident}_1"
            used.add(ident)
            found.append(ident)
        return found

    return ids


def _written(heading: Heading, smart: Callable[[str], str] | None) -> str:
    return "".join(
        smart(p.written) if smart and p.kind == "text" else escape(p.written) if p.kind == "code" else p.written
        for p in heading.parts
        if p.kind != "image"
    )


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
    text = text.replace("&", " and ").replace("€", "e")
    text = re.sub(r"[\^œŒ]", "", text)
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
        slug = sindresorhus("".join(p.text for p in h.parts if p.kind != "image"))
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
            text = "".join(p.written if written else p.text for p in h.parts if p.kind != "image").replace("\n", "")
            found.append(slugs.free(slug(text), used))
        return found

    return ids


def _marked_quotes(text: str) -> str:
    """marked's `smartypants`."""
    text = _smart_dashes(text)
    text = re.sub(r"(^|[-—/(\[{\"\s])'", r"\1‘", text).replace("'", "’")
    text = re.sub(r"(^|[-—/(\[{‘\s])\"", r"\1“", text).replace('"', "”")
    return text.replace("...", "…")


_BASIC = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&#39;": "'"}
"""The entities that hexo-util decodes."""


def _hexo(smart: Callable[[str], str] | None) -> Algorithm:
    """hexo-renderer-marked: `slugize` of the rendered heading without its tags, code's too (lib/renderer.js)."""

    def words(heading: Heading) -> str:
        found = []
        for p in heading.parts:
            if p.kind == "text" and p.written != p.text:
                found.append(_BASIC.get(p.written, p.written))
            elif p.kind != "image":
                found.append(smart(p.text) if smart and p.kind == "text" else p.text)
        return re.sub(r"<(?!\s)[^>]*(?:>|\Z)", "", "".join(found)).replace("\n", "")

    def ids(headings: Sequence[Heading]) -> list[str]:
        counts: dict[str, int] = {}
        found = []
        for h in headings:
            slug = slugs.hexo(words(h))
            if slug in counts:
                found.append(f"{slug}-{counts[slug]}")
                counts[slug] += 1
            else:
                counts[slug] = 1
                found.append(slug)
        return found

    return ids


hexo = _hexo(_marked_quotes)


def _ascii_slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", transliterate(text).lower()).strip("-")


ALGORITHMS: dict[str, Algorithm] = {
    "github": github,
    "docusaurus": docusaurus,
    "docusaurus-md": docusaurus,
    "astro": _astro(_two_dashes, shortened=True),
    "astro-plain": _astro(None, shortened=True),
    "astro-6": _astro(_two_dashes),
    "astro-7": _astro(_many_dashes),
    "hugo": _goldmark(slugs.hugo),
    "hugo-ascii": _goldmark(slugs.hugo_ascii),
    "hugo-blackfriday": _goldmark(slugs.blackfriday),
    "hugo-plain": _goldmark(slugs.hugo, None),
    "kramdown-gfm": kramdown_gfm,
    "kramdown": kramdown,
    "python-markdown": _python_markdown(slugs.toc),
    "python-markdown-unicode": _python_markdown(slugs.toc_unicode),
    "python-markdown-smarty": _python_markdown(slugs.toc, _smart_dashes),
    "pymdownx": _python_markdown(slugs.pymdownx, raw=True),
    "pymdownx-case": _python_markdown(slugs.pymdownx_case, raw=True),
    "pymdownx-smarty": _python_markdown(slugs.pymdownx, _smart_dashes, raw=True),
    "eleventy": eleventy,
    "markdown-it-anchor": _anchor_numbering(slugs.encoded),
    "markdown-it-anchor-slugify": _anchor_numbering(sindresorhus),
    "markdown-it-anchor-github": _anchor_numbering(slugs.github),
    "vitepress": _anchor_numbering(slugs.vue, written=True),
    "hexo": hexo,
    "hexo-plain": _hexo(None),
    "zola": _anchor_numbering(_ascii_slug),
}
"""Algorithms by the name that `[site] heading_ids` takes; "none" there means that headings get no ids. Zola's `slug`
crate spells out scripts in Latin letters that are not reproduced."""

CUSTOM_IDS: dict[str, Syntax] = {
    "docusaurus": "mdx",
    "docusaurus-md": "tight id",
    **dict.fromkeys(("kramdown-gfm", "kramdown"), "id"),
    **dict.fromkeys(("hugo", "hugo-ascii", "hugo-blackfriday", "hugo-plain", "zola"), "attributes"),
    **dict.fromkeys(("python-markdown", "python-markdown-unicode", "python-markdown-smarty"), "list"),
    **dict.fromkeys(("pymdownx", "pymdownx-case", "pymdownx-smarty"), "list"),
    "vitepress": "tight list",
    **books.CUSTOM_IDS,
}
"""What an algorithm's generator reads in braces after a heading (Python-Markdown: with attr_list)."""


def mdsvex(headings: Sequence[Heading]) -> list[str]:
    """rehype-slug after mdsvex's smartypants; pictures have no words there (hast-util-to-string)."""
    used: dict[str, int] = {}
    return [h.custom or number(slugs.github(words(h, _two_dashes)), used) for h in headings]


def nuxt_content(headings: Sequence[Heading]) -> list[str]:
    """Nuxt Content: github-slugger, its number put on before hyphens are joined (@nuxtjs/mdc, compiler)."""
    used: dict[str, int] = {}
    found = []
    for h in headings:
        slug = re.sub(r"^-|-$", "", re.sub(r"-+", "-", number(slugs.github(words(h)), used)))
        found.append(re.sub(r"^(\d)", r"_\1", slug))
    return found


ALGORITHMS |= books.ALGORITHMS | {"mdsvex": mdsvex, "nuxt-content": nuxt_content}
