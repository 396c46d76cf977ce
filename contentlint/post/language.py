"""The language of a post: its text tells it where it can; else what is declared, else English.

A text that is clearly in a language overrules every declaration: a theme's `lang: en` is often left as it was, and what
was not translated yet lies in the folders of other languages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from contentlint.post.post import Post
from contentlint.text import language
from contentlint.text.spans import OBJECT

_KEYS = ("lang", "language", "locale", "languagecode", "content_language")
"""Front matter that says in which language a post is, in lower case."""
_PUBLISHED = ("title", "description", "summary", "excerpt", "subtitle")
_MOST = 8_000
"""Code points of a post that are looked at: enough to tell, and no book takes long."""
_ENOUGH = 3
"""Code points that a block has at least to be text."""
_ADDRESS = re.compile(r"(?<!\S)\S*[/@]\S*")
"""Addresses, paths, `@names`."""
_IN_NAME = re.compile(r"(?:\A|[._])([a-zA-Z]{2}(?:[-_][a-zA-Z]{2,4})?)\Z")
_FOLDER = re.compile(r"(?:(?:content|docs|posts?|blog|pages|_posts)[._-])?([a-zA-Z]{2}(?:[-_][a-zA-Z]{2,4})?)")
"""A folder of a language: `de`, `pt-BR`, `zh_Hans`, `content.de`."""


def language_of(post: Post, english: Collection[str]) -> str:
    """The code of the language that a post is written in, without region: "en", "de"; "und" for one that is not known.

    `english` are common words that are English and of no other language. Code, links and quotations do not count.
    """
    return post.fact("language", lambda p: _language(p, english))


def _language(post: Post, english: Collection[str]) -> str:
    told = language.evidence(prose_of(post), english)
    own = _own(post)
    around = own or of_path(post.path) or language.code_of(post.dialect.language)
    if clear := told.clear(around):
        return clear
    if own and (language.is_latin(own) or told.may_be(own)):
        return own  # the author's word on this very post
    return around if around != own and told.may_be(around) else language.ENGLISH


def _own(post: Post) -> str:
    """What the front matter declares."""
    for field in post.front_matter.fields:
        if len(field.path) == 1 and str(field.path[0]).lower() in _KEYS and isinstance(field.value, str):
            return language.code_of(field.value)
    return ""


def of_path(path: str) -> str:
    """What a post's path says: `/de/`, `content.de/`, `x.de.md`; the innermost counts."""
    *folders, name = path.replace("\\", "/").split("/")
    stem = name.rpartition(".")[0]
    if "." in stem and (found := _IN_NAME.search(stem)) and (code := language.code_of(found[1])):
        return code
    for folder in reversed(folders):
        if (found := _FOLDER.fullmatch(folder)) and (code := language.code_of(found[1])):
            return code
    return ""


def prose_of(post: Post) -> str:
    """What tells the language: the words of a post without code, links, addresses and quotations."""
    return "\n".join(_pieces(post))


def _pieces(post: Post) -> Iterator[str]:
    left = _MOST
    for field in post.front_matter.fields:
        if field.prose is not None and len(field.path) == 1 and str(field.path[0]).lower() in _PUBLISHED:
            yield field.prose.text[:left]
            left -= len(field.prose.text)
    linked: dict[int, list[tuple[int, int]]] = {}
    for link in post.document.links:
        if link.block is not None and link.at[0] < link.at[1]:
            linked.setdefault(link.block, []).append(link.at)
    for index, block in enumerate(post.document.blocks):
        if left <= 0:
            return
        text = block.prose.text
        if block.kind == "code" or len(text) < _ENOUGH or block.inside("quote"):
            continue
        for start, end in reversed(linked.get(index, ())):
            text = f"{text[:start]} {text[end:]}"
        text = text.replace(OBJECT, " ")
        yield (_ADDRESS.sub(" ", text) if "/" in text or "@" in text else text)[:left]
        left -= len(text)
