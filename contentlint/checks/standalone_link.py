"""Links that stand alone, with no sentence around them that says why a reader should follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.post.document import Block, Link
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT

_OUTSIDE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_WORDS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Options:
    of: Literal["inside", "outside", "both"] = field(
        default="both", metadata={"help": "which links: those to pages of the site (inside), to others (outside), both"}
    )
    lists: bool = field(default=False, metadata={"help": "report items of lists, too, that are a link alone"})


MESSAGES = {"": message("text", "target"), "item": message("text", "target", when=lambda options: options.lists)}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """Yields a hit on the words of each link that is a whole paragraph.

    An image or a button that is linked, an address by itself, which many sites show as a preview, and what is quoted or
    stands in a component are let be.
    """
    for link in post.document.links:
        if link.kind not in ("link", "html") or link.block is None or link.text.strip() == link.target:
            continue
        is_outside = _OUTSIDE.match(link.target) is not None
        if options.of != "both" and is_outside != (options.of == "outside"):
            continue
        block = post.document.blocks[link.block]
        item = block.inside("item")
        if (item is not None and not options.lists) or not _is_alone(link, block):
            continue
        span = block.prose.span(*link.at)
        yield Hit(
            span, {"text": " ".join(link.text.split()), "target": link.target}, "item" if item is not None else ""
        )


def _is_alone(link: Link, block: Block) -> bool:
    """True when nothing of the paragraph is a word but the link's own."""
    if block.kind != "paragraph" or any(block.inside(kind) for kind in ("quote", "component", "footnote", "table")):
        return False
    text, (start, end) = block.prose.text, link.at
    rest = text[:start] + text[end:]
    return start < end and OBJECT not in text and not _WORDS.search(rest)
