"""A section that each post should have: questions and answers, a summary, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.measure import counts, words
from contentlint.post.document import Block
from contentlint.post.post import Post
from contentlint.text.spans import Span

_NUMBER = re.compile(r"\A[\W\d_]+")
_ENDS = " .:!?*_–—-()[]"
_CLOSING = "\"'”’)]*_»: "


@dataclass(frozen=True, slots=True)
class Options:
    sections: tuple[str, ...] = field(
        default=(),
        metadata={
            "help": "phrases, or regular expressions between slashes: the section's heading begins or ends with one"
        },
    )
    lead_ins: bool = field(
        default=True,
        metadata={"help": "a line in bold that is the phrase, or one that begins with it and a colon, counts, too"},
    )
    keys: tuple[str, ...] = field(
        default=(), metadata={"help": "keys of the front matter that stand for the section: faq"}
    )
    components: tuple[str, ...] = field(
        default=(), metadata={"help": "components and shortcodes that stand for it: FAQ, faq"}
    )
    min_words: int = field(default=0, metadata={"help": "posts with fewer words need none", "least": 0})
    questions: int = field(
        default=0, metadata={"help": "the fewest questions that the section has, where it is there", "least": 0}
    )
    section_words: int = field(
        default=0, metadata={"help": "the fewest words that the section has, where it is there", "least": 0}
    )
    required: bool = field(
        default=True, metadata={"help": "whether a post without the section is reported", "fixed": True}
    )


MESSAGES = {
    "": message("section", "words", when=lambda options: options.required),
    "questions": message("section", "count", "limit", when=lambda options: options.questions > 0),
    "short": message("section", "count", "limit", when=lambda options: options.section_words > 0),
}


def check(post: Post, options: Options, context: Context) -> Iterator[Hit]:
    """At most one hit: on the title of a post without the section, or on the heading of one that has too little."""
    if not options.sections or words.count(post) < options.min_words:
        return
    found = _section(post, options)
    if found is None:
        if options.required and not _stands_for_it(post, options):
            values = {"section": _shown(options.sections[0]), "words": f"{words.count(post):,}"}
            yield Hit(words.place(post), values)
        return
    place, inside = found
    name = " ".join(place.cut(post.text).strip("*_ ").split())
    asked = _questions(post, inside)
    if asked < options.questions:
        counted = counts.said(asked, "question", "questions")
        yield Hit(place, {"section": name, "count": counted, "limit": options.questions}, "questions")
        return
    length = sum(words.number(block.prose.text) for block in inside)
    if length < options.section_words:
        yield Hit(place, {"section": name, "count": length, "limit": options.section_words}, "short")


@lru_cache(maxsize=64)
def _terms(sections: tuple[str, ...]) -> Lexicon:
    return Lexicon({"": WordList(sections)})


def _shown(section: str) -> str:
    return section.strip("/")


def _section(post: Post, options: Options) -> tuple[Span, list[Block]] | None:
    """The heading of the section, and what stands below it up to the next one of its level or above."""
    blocks, terms = post.document.blocks, _terms(options.sections)
    for number, block in enumerate(blocks):
        is_heading = block.kind == "heading"
        if not is_heading and not (options.lead_ins and block.kind == "paragraph"):
            continue
        if not _is_named(terms, block.prose.text if is_heading else _lead(post, block), whole=not is_heading):
            continue
        level = block.level if is_heading else 7
        inside: list[Block] = []
        for other in blocks[number if not is_heading else number + 1 :]:
            if other.kind == "heading" and other.level <= level and (is_heading or inside):
                break
            inside.append(other)
        return block.span, inside
    return None


def _is_named(terms: Lexicon, text: str, *, whole: bool) -> bool:
    """True for a heading that begins or ends with the name of the section; a line must be nothing but that."""
    text = _NUMBER.sub("", text).rstrip(_ENDS)
    for found in terms.finditer("", text):
        if found.start == 0 and found.end == len(text):
            return True
        if not whole and (found.start == 0 or found.end == len(text)):
            return True
    return False


def _lead(post: Post, block: Block) -> str:
    """The words of a paragraph that stand for a heading: all in bold, or before a colon at its very beginning."""
    written = block.span.cut(post.text)
    text = block.prose.text
    if written[:2] in ("**", "__"):
        return text[: max(0, written.find(written[:2], 2) - 2)]
    head, colon, _ = text[:60].partition(":")
    return head if colon else ""


def _stands_for_it(post: Post, options: Options) -> bool:
    if any((entry := post.front_matter.get(key)) is not None and entry.value for key in options.keys):
        return True
    names = {name.lower() for name in options.components}
    if any(element.tag.lower() in names for element in post.document.elements):
        return True
    tags = (opaque.text.strip("<>%/ \t\n") for opaque in post.document.opaque if opaque.kind == "shortcode")
    return any(tag.split(maxsplit=1)[0].lower() in names for tag in tags if tag)


def _questions(post: Post, inside: list[Block]) -> int:
    """Headings, bold lines, items and cells that ask, or a part that is called so: "Q: …"."""
    found = 0
    for block in inside:
        text = block.prose.text.strip()
        lead = _lead(post, block) if block.kind == "paragraph" else text
        ends = [part.rstrip(_CLOSING).endswith("?") for part in (lead, text.split("\n")[0])]
        found += any(ends) or text[:2].upper() in ("Q:", "Q.") or ("?" in text[:200] and block.kind in ("cell", "html"))
    return found
