"""Images without words for those who can't see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.post.post import Post


@dataclass(frozen=True, slots=True)
class Options:
    no_words: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "regular expressions; a text that one of them matches as a whole describes nothing",
            "regex": True,
        },
    )


_ALT = re.compile(r"\{:?[^{}\n]{0,500}\b(?:fig-)?alt\s*+=", re.IGNORECASE)
"""Attributes behind an image that say its text: Quarto's `{fig-alt="…"}`, `{alt="…"}`, kramdown's `{: alt="…"}`."""

MESSAGES = {"": message("target"), "no-words": message("target", "text")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each image with no text, or with a text that is a file name or the like.

    HTML's `alt=""` says that an image is decoration, so it is let be; Markdown's `![](…)` is how one forgets it.
    """
    for link in post.document.links:
        if link.kind != "image":
            continue
        words = " ".join(link.text.split())
        if not words and _ALT.match(post.text, link.span.end):
            continue
        if not words:
            yield Hit(link.span, {"target": link.target})
        elif _says_nothing(words, options.no_words):
            yield Hit(link.span, {"target": link.target, "text": words}, "no-words")
    for element in post.document.elements:
        if element.tag not in ("img", "Image", "Picture") or "{..." in element.span.cut(post.text):
            continue
        alt = element.get("alt")
        hidden = element.get("aria-hidden") or element.get("role")
        source = element.get("src")
        target = (source.value or "") if source else ""
        if alt is None and hidden is None:
            yield Hit(element.span, {"target": target})
        elif alt is not None and alt.value and _says_nothing(said := " ".join(alt.value.split()), options.no_words):
            yield Hit(element.span, {"target": target, "text": said}, "no-words")


def _says_nothing(words: str, patterns: tuple[str, ...]) -> bool:
    return any(pattern.fullmatch(words) for pattern in _compiled(patterns))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
