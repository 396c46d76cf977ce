"""What stands on a page as far as its content file tells: for links that want words of it shown (`#:~:text=…`)."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property

from contentlint.post.dialect import Dialect
from contentlint.post.post import Post
from contentlint.site.model import Routes
from contentlint.site.project import CONTENT, Project
from contentlint.text.fragments import Directive
from contentlint.text.spans import OBJECT

_MADE = frozenset(("shortcode", "expression", "module", "math"))
"""Parts of a post of which nobody knows what a reader sees."""
_LISTS = frozenset(("index", "_index", "readme"))
"""Names of files whose page may show parts of the posts beside them."""
_DASHES = {"---": "\u2014", "--": "\u2013"}
_LAYOUTS = (".html", ".astro", ".njk", ".liquid", ".hbs", ".ejs", ".tsx", ".jsx", ".vue", ".pug", ".swig")


class Texts:
    """Tells which words a page does not have. What its layout may add is no reason to call words missing."""

    def __init__(self, project: Project, routes: Routes, dialect: Callable[[str], Dialect]) -> None:
        self._project, self._routes, self._dialect = project, routes, dialect
        self._known: dict[str, tuple[str, str] | None] = {}

    def lacking(self, path: str, directives: tuple[Directive, ...]) -> str:
        """The words of the first directive that the page of a content file surely does not have, or ""."""
        for directive in directives:
            if path not in self._known:
                self._known[path] = self._read(path)
            text = self._known[path]
            if text is None:
                return ""
            texts = (*text, *self._around)
            parts = (directive.prefix, directive.start, directive.end, directive.suffix)
            # Marks that Markdown's extensions take away, and what a layout puts between blocks, part no words here.
            if not any(map(directive.is_in, texts)) and not all(
                any(_words(p) in _words(t) for t in texts) for p in parts
            ):
                return directive.words
        return ""

    def _read(self, path: str) -> tuple[str, str] | None:
        """The text of a page as it is written, and with dashes for hyphens; None when a part of it can't be read."""
        if not path.lower().endswith(CONTENT):
            return None
        post = Post(path, self._project.text(path), self._dialect)
        document = post.document
        name, folder = path.rpartition("/")[2].partition(".")[0].lower(), path.rpartition("/")[0]
        if name in _LISTS and any(
            p.path.startswith(folder and folder + "/") and p.path != path for p in self._routes.pages
        ):
            return None
        is_made = any(o.kind in _MADE for o in document.opaque) or any(
            e.tag != e.tag.lower() or "-" in e.tag or e.tag in ("script", "template") for e in document.elements
        )
        if is_made or document.footnote_references:
            return None
        text = "\n".join([*_front_matter(post), *_blocks(post)])
        return text, re.sub("-{2,3}", lambda dashes: _DASHES[dashes[0]], text)

    @cached_property
    def _around(self) -> tuple[str, ...]:
        """What stands around the content on pages: the titles of all posts, and the text of the layouts."""
        layouts = [
            self._project.text(p) for folder in self._routes.templates for p in self._project.under(folder, _LAYOUTS)
        ]
        return "\n".join(page.title for page in self._routes.pages), re.sub("<[^>]*>", " ", "\n".join(layouts))


def _words(text: str) -> str:
    """The words of a text alone, with one blank before and behind each."""
    return " ".join(["", *re.findall(r"\w+", text.casefold()), ""]) if text else ""


def _front_matter(post: Post) -> list[str]:
    return [field.value for field in post.front_matter if isinstance(field.value, str)]


def _blocks(post: Post) -> list[str]:
    """The text of each block, with the words of code and links in the place of their stand-ins."""
    document = post.document
    words = {o.span.start: o.text for o in document.opaque if o.kind == "code"}
    words |= {k.span.start: k.text for k in document.links if k.kind == "autolink"}
    found = []
    for block in document.blocks:
        if block.kind == "code":
            found.append(block.span.cut(post.text))
            continue
        text = block.prose.text
        for piece in reversed(block.prose.pieces if OBJECT in text else ()):
            if text[piece.at : piece.at + piece.length] == OBJECT:
                text = text[: piece.at] + words.get(piece.start, " ") + text[piece.at + 1 :]
        found.append(text)
    return found
