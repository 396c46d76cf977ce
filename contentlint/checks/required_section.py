"""A section that each post should have: questions and answers, a summary, sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from contentlint.catalog.lexicon import Lexicon, WordList
from contentlint.catalog.rule import Context, message
from contentlint.finding import Hit
from contentlint.guard.records import dataclass, field
from contentlint.measure import counts, words
from contentlint.post import outline
from contentlint.post.document import Block
from contentlint.post.fences import broken
from contentlint.post.post import Post
from contentlint.text.spans import OBJECT, Span

_NUMBER = re.compile(r"\A[\W\d_]+")
_MARKS = re.compile(r"\A[\W_]+")
_PARTS = re.compile(r"[^.!?]+[.!?]*")
_SAYS = re.compile(rf"\w|{OBJECT}")
_PART_ENDS = re.compile(r"\s*[:(\[|–—]")
_ASKS = re.compile(
    r"(?:how|what|why|when|where|who|which|can|could|do|does|did|is|are|should|will|would)\b", re.IGNORECASE
)
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
        default=0,
        metadata={"help": "the fewest questions with an answer that the section has, where it is there", "least": 0},
    )
    placeholders: tuple[str, ...] = field(
        default=(),
        metadata={"help": "phrases, or regular expressions between slashes: what begins with one is no answer yet"},
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
    every = list(_sections(post, options))
    if not every:
        if options.required and not _stands_for_it(post, options) and not broken(post):
            values = {"section": _shown(options.sections[0]), "words": f"{words.count(post):,}"}
            yield Hit(words.place(post), values)
        return
    if any(_is_component(post, place, inside, options) for place, inside in every):
        return
    place, inside = max(every, key=lambda found: _answered(post, found[1], options))
    name = " ".join(place.cut(post.text).strip("*_ ").split())
    asked = _answered(post, inside, options)
    if asked < options.questions:
        counted = counts.said(asked, "question with an answer", "questions with an answer")
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


def _sections(post: Post, options: Options) -> Iterator[tuple[Span, list[Block]]]:
    """Each heading that may be the section's, and what stands below it up to the next one of its level or above."""
    blocks, terms = outline.blocks(post), _terms(options.sections)
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
        yield block.span, inside


def _is_named(terms: Lexicon, text: str, *, whole: bool) -> bool:
    """True for a heading that begins or ends with the section's name, or has it before a colon or a bracket; a line
    must be nothing but that."""
    text = _NUMBER.sub("", text).rstrip(_ENDS)
    for found in terms.finditer("", text):
        is_first, is_last = found.start == 0, found.end == len(text)
        if (is_first and is_last) or (not whole and (is_first or is_last or _PART_ENDS.match(text, found.end))):
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


def _is_component(post: Post, place: Span, inside: list[Block], options: Options) -> bool:
    """True for a section that a component fills: what it shows is not in the text."""
    names = {name.lower() for name in options.components}
    last = inside[-1].span.end if inside else place.end
    after = next((h.span.start for h in post.document.headings if h.span.start >= last), len(post.text))
    return any(e.tag.lower() in names and place.end <= e.span.start < after for e in post.document.elements)


def _answered(post: Post, inside: list[Block], options: Options) -> int:
    """How many questions have an answer: behind them, or in what follows up to the next one; below a heading in any of
    what stands under it."""
    answers = [_behind(post, block) for block in inside]
    found = 0
    for number, block in enumerate(inside):
        behind = answers[number]
        if behind is None:
            continue
        level = block.level or 7
        texts = [behind]
        for other, asks in zip(inside[number + 1 :], answers[number + 1 :], strict=True):
            if 0 < other.level <= level or (level == 7 and asks is not None):
                break
            texts += [] if other.level else [other.prose.text if other.kind != "code" else OBJECT]
        found += any(_answers(text, options.placeholders) for text in texts)
    return found


def _answers(text: str, placeholders: tuple[str, ...]) -> bool:
    """True for words that are more than questions and signs that something is still to be written."""
    said = next((part for part in _PARTS.findall(text) if _SAYS.search(part) and not part.endswith("?")), "")
    left = _terms(placeholders).finditer("", _MARKS.sub("", said)) if said and placeholders else ()
    return bool(said) and not any(found.start == 0 for found in left)


def _behind(post: Post, block: Block) -> str | None:
    """What stands behind a question in its own block; None for a block that asks nothing.

    Questions are headings, bold lines, items and cells that ask, and a part that is called so: "Q: …"; of headings also
    those that begin as a question does.
    """
    text = block.prose.text.strip()
    if block.kind == "heading":
        return "" if text.rstrip(_CLOSING).endswith("?") or _ASKS.match(text) else None
    lead = _lead(post, block) if block.kind == "paragraph" else text
    first = text.partition("\n")[0]
    is_open = block.kind in ("cell", "html") or block.inside("item") is not None
    if lead.rstrip(_CLOSING).endswith("?"):
        return text.removeprefix(lead)
    if first.rstrip(_CLOSING).endswith("?") or text[:2].upper() in ("Q:", "Q.") or ("?" in text[:200] and is_open):
        return text.partition("?")[2]
    return None
