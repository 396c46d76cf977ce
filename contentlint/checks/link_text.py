"""Links whose words don't say where they lead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


@dataclass(frozen=True, slots=True)
class Options:
    words: tuple[str, ...] = field(
        default=(), metadata={"help": "link texts that say nothing, in lower case and without punctuation"}
    )


MESSAGES = {"": message("text", "target")}


def check(post: Post, options: Options, context: Context) -> Iterable[Hit]:
    """A hit on the words of each link that are one of `words`; links with an image or a label of their own are
    let be."""
    labelled = {
        element.span.start
        for element in post.document.elements
        if element.get("aria-label") or element.get("title") or element.get("aria-labelledby")
    }
    for link in post.document.links:
        if link.kind not in ("link", "html") or link.block is None or link.at[0] >= link.at[1]:
            continue
        if OBJECT in link.text or link.span.start in labelled:
            continue
        words = " ".join(_EDGES.sub("", link.text).casefold().split())
        if words in options.words:
            span = post.document.blocks[link.block].prose.span(*link.at)
            yield Hit(span, {"text": " ".join(link.text.split()), "target": link.target})
