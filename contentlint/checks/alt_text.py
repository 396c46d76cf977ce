"""Images without words for those who can't see them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Link
from contentlint.post.post import Post
from contentlint.text.spans import Span


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

_CAPTION = re.compile(
    r"[ \t]*+(?:\{[^{}\n]{0,500}\}[ \t]*+)?(?:<br ?/?>|\\\\)?\s{0,20}"
    r"(?:(?P<mark>\*|_)(?!\s|(?P=mark))[^\n]{3,500}(?<=[*_.])[ \t]*(?:\n|\Z)|<(?:figcaption|em|i|center|small)\b"
    r"|(?:figure|fig|图|図|abb|abbildung)\.?[ \t]*\d)",
    re.IGNORECASE,
)
"""What stands directly below an image and says what it shows: a line in italics, `<figcaption>`, "Figure 3"."""

_FIGURE = re.compile(
    r"\{\{[<%][ \t]*+figure\s(?![^}]{0,2000}\b(?:alt|caption|title|attr)[ \t]*+=)"
    r"(?:[^}]{0,2000}?\bsrc[ \t]*+=[ \t]*+[\"`](?P<target>[^\"`{}]++))?[^}]{0,2000}[%>]\}\}"
)
"""Hugo's `figure` with neither a text for the image nor a caption, which is shown in its place."""

_HOST = re.compile(r"https?://[^/?#]*/?")
_TAGS = ("img", "Image", "Picture")
_WORDS_OF_A_POST = 100
"""Words below an image at the head that make it the picture of a post."""

MESSAGES = {"": message("target"), "no-words": message("target", "text")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on each image with no text, or with a text that is a file name or the like.

    HTML's `alt=""` says that an image is decoration, so it is let be; Markdown's `![](…)` is how one forgets it. A post
    that begins with such an image has it for the look, and one with a caption has its words.
    """
    for link in post.document.links:
        if link.kind != "image":
            continue
        words = " ".join(link.text.split())
        if not words and (_ALT.match(post.text, link.span.end) or _is_for_the_eye(post, link)):
            continue
        if not words:
            yield Hit(link.span, {"target": link.target})
        elif _says_nothing(words, options.no_words):
            yield Hit(link.span, {"target": link.target, "text": words}, "no-words")
    for tag in post.document.opaque:
        if tag.kind == "shortcode" and (found := _FIGURE.match(post.text, tag.span.start, tag.span.end)):
            yield Hit(Span(*found.span()), {"target": found["target"] or ""})
    for element in post.document.elements:
        if element.tag not in _TAGS or "{..." in element.span.cut(post.text):
            continue
        alt = element.get("alt")
        hidden = element.get("aria-hidden") or element.get("role")
        source = element.get("src")
        target = (source.value or "") if source else ""
        if alt is None and hidden is None and not _CAPTION.match(post.text, element.span.end):
            yield Hit(element.span, {"target": target})
        elif alt is not None and alt.value and _says_nothing(said := " ".join(alt.value.split()), options.no_words):
            yield Hit(element.span, {"target": target, "text": said}, "no-words")


def measured(post: Post, options: Options, context: Context) -> Mapping[str, str | int | float] | None:
    """How many images there are."""
    tags = sum(element.tag in _TAGS for element in post.document.elements)
    images = tags + sum(link.kind == "image" for link in post.document.links)
    return {"images": images} if images else None


def _is_for_the_eye(post: Post, link: Link) -> bool:
    """True for an image at the head of a post, and for what is no image's address: there is nothing to describe."""
    if _HOST.fullmatch(link.target) or _has_caption(post, link):
        return True
    blocks = post.document.blocks
    first = next((number for number, block in enumerate(blocks) if block.kind not in ("heading", "html")), None)
    if link.block is None or link.block != first or blocks[link.block].span != link.span:
        return False
    return sum(len(block.prose.text.split()) for block in blocks) >= _WORDS_OF_A_POST


def _has_caption(post: Post, link: Link) -> bool:
    """True for an image whose title, or the line below it, says what it shows to everybody."""
    inside = post.text[link.target_span.end : link.span.end]
    return bool(re.search(r"[\"'(][^\"')]*\w", inside)) or _CAPTION.match(post.text, link.span.end) is not None


def _says_nothing(words: str, patterns: tuple[str, ...]) -> bool:
    return any(pattern.fullmatch(words) for pattern in _compiled(patterns))


@cache
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
