"""The parts of a post by name, for rules that look for words: titles, headings, sentences, link texts, addresses.

Each part is a list of stretches, so that what is found in one leads back to its exact place in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, partial
from itertools import accumulate

from contentlint.guard.records import dataclass
from contentlint.post.document import Block, Link
from contentlint.post.frontmatter import Field
from contentlint.post.markdown.rawhtml import PICTURE_PARAMETERS, SHOWN
from contentlint.post.post import Post
from contentlint.text.spans import Piece, Prose, Span

_RUN = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "\n": " ", "\t": " ", "\r": " ", "\xa0": " ", "\u202f": " ", "\u2011": "-"})
_GAP = "\n"
"""Between two stretches: no phrase and no word goes over it."""
_DESCRIPTIONS = ("description", "metaDescription", "meta_description", "seoDescription", "summary", "excerpt")
_FENCES = ("```", "~~~")
_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]{0,200}@)?(?P<host>[^/?#:]+)", re.IGNORECASE)

_PICTURE = re.compile(
    r"""(?<![^\s"'`=<>{}])(?P<address>[^\s"'`=<>{}]{1,500}\.(?:webp|png|jpe?g|gif|avif|svg))(?=["'`\s%}])""",
    re.IGNORECASE,
)
_IMPORTED = re.compile(r"""\b(?:from|import)\s*\(?["'](?P<address>[^"'\n]{1,500})["']""")
_FRAMES = ("iframe", "embed", "frame")

_CALLOUT = re.compile(
    r"\W*(?:\[!\w+\]|(?:(?:pro|quick|top) )?(?:note|tip|hint|info|warning|important|caution|danger|reminder|update|"
    r"heads[ -]up|disclaimer|key takeaway|tl;?dr)s?\s?[:!–—-])",
    re.IGNORECASE,
)
"""How a block quotation begins that is a box of the author's own words."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a prose, with the way back to the source; `block` is the index of its block in the body, if any."""

    prose: Prose
    start: int
    end: int
    block: int | None = None

    @property
    def text(self) -> str:
        """What a reader reads there."""
        return self.prose.text[self.start : self.end]

    def span(self, start: int, end: int) -> Span:
        """The source of `text[start:end]`. Raises ValueError for an empty stretch."""
        return self.prose.span(self.start + start, self.start + end)


class Scope:
    """Stretches of a post, laid one behind the other to be searched in one go."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self.stretches = tuple(one for one in stretches if one.start < one.end)
        self._starts = list(accumulate((len(one.text) + len(_GAP) for one in self.stretches), initial=0))

    @cached_property
    def text(self) -> str:
        """All the stretches, with apostrophes, hyphens and blanks of one kind, a line feed behind each."""
        return "".join(one.text.translate(_PLAIN) + _GAP for one in self.stretches)

    @cached_property
    def lower(self) -> str:
        """`text` in lower case, of the same length."""
        lower = self.text.lower()
        return lower if len(lower) == len(self.text) else "".join(map(_lower, self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of all the stretches, in lower case."""
        return frozenset(_RUN.findall(self.lower))

    @cached_property
    def is_spaced(self) -> bool:
        """True where two blanks stand side by side."""
        return "  " in self.text

    def bounds(self, number: int) -> tuple[int, int]:
        """Where a stretch begins and ends in `text`."""
        return self._starts[number], self._starts[number + 1] - len(_GAP)

    def number_at(self, offset: int) -> int:
        """Which stretch holds an offset of `text`."""
        return bisect_right(self._starts, offset) - 1


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char  # a few letters have two in lower case; offsets must stay


def scope(post: Post, names: Iterable[str]) -> Scope:
    """The stretches of a post that any of the names stand for, each once.

    Raises ValueError for a name that no part of a post has.
    """
    wanted = frozenset(names)
    return post.fact(("scopes.scope", wanted), lambda post: Scope(_merged(post, sorted(wanted))))


def _merged(post: Post, names: list[str]) -> Iterator[Stretch]:
    seen: set[tuple[int, int, int]] = set()
    for name in names:
        for one in _finder(name)(post):
            place = (id(one.prose), one.start, one.end)
            if place not in seen:
                seen.add(place)
                yield one


def why_wrong(name: str) -> str:
    """What is wrong with the name of a scope, in words; empty for nothing."""
    try:
        _finder(name)
    except ValueError as error:
        return str(error)
    return ""


def _finder(name: str) -> Callable[[Post], Iterable[Stretch]]:
    kind, _, of = name.partition(":")
    if of and kind == "front-matter":
        return partial(_values, key=of)
    if of and kind == "html-attribute":
        return partial(_attributes, name=of.lower())
    if name in SCOPES:
        return SCOPES[name]
    raise ValueError(f"'{name[:60]}' is no part of a post; parts are: {', '.join(SCOPES)}, {', '.join(OF_A_NAME)}")


def _whole(prose: Prose, block: int | None = None) -> Stretch:
    return Stretch(prose, 0, len(prose.text), block)


def _written(post: Post, text: str, span: Span) -> Stretch:
    """Text that stands at a span: character by character where it is written as it reads, else as one piece."""
    if span.cut(post.text) == text:
        return _whole(Prose.verbatim(text, span.start))
    return _whole(Prose(text, (Piece(0, len(text), span.start, span.end),) if text else ()))


def _of_field(post: Post, field: Field) -> Stretch | None:
    if field.prose is not None:
        return _whole(field.prose)
    is_plain = isinstance(field.value, int | float) or not isinstance(field.value, dict | list | type(None))
    return _whole(Prose.verbatim(field.value_span.cut(post.text), field.value_span.start)) if is_plain else None


def _values(post: Post, key: str) -> Iterator[Stretch]:
    """The values of a key of the front matter, keys in keys joined by dots; of a list, each of its values."""
    for field in post.front_matter:
        if ".".join(part for part in field.path if isinstance(part, str)) == key:
            stretch = _of_field(post, field)
            if stretch is not None:
                yield stretch


def _front_matter(post: Post) -> Iterator[Stretch]:
    return (_whole(field.prose) for field in post.front_matter if field.prose is not None)


def _title(post: Post) -> Iterator[Stretch]:
    """The title in the front matter, or else the first top heading."""
    field = post.front_matter.get("title")
    if field is not None and field.prose is not None and field.prose.text.strip():
        yield _whole(field.prose)
        return
    yield from list(_headings(post, level=1))[:1]


def _description(post: Post) -> Iterator[Stretch]:
    for key in _DESCRIPTIONS:
        field = post.front_matter.get(key)
        if field is not None and field.prose is not None:
            yield _whole(field.prose)
            return


def _blocks(post: Post, wanted: Callable[[Block], bool]) -> Iterator[Stretch]:
    for number, block in enumerate(post.document.blocks):
        if block.kind != "code" and wanted(block):
            yield _whole(block.prose, number)


def _is_own(block: Block) -> bool:
    return block.inside("quote") is None


def _is_running(block: Block) -> bool:
    return block.kind == "paragraph" and not any(block.inside(kind) for kind in ("quote", "item", "table", "footnote"))


def _text(post: Post) -> Iterator[Stretch]:
    return _blocks(post, _is_own)


def _body(post: Post) -> Iterator[Stretch]:
    return _blocks(post, lambda block: True)


def _paragraphs(post: Post) -> Iterator[Stretch]:
    return _blocks(post, _is_running)


def _first_paragraph(post: Post) -> Iterator[Stretch]:
    """The first paragraph with words; one that is a picture alone is none."""
    return iter([one for one in _paragraphs(post) if _RUN.search(one.text)][:1])


def _last_paragraph(post: Post) -> Iterator[Stretch]:
    return iter([one for one in _paragraphs(post) if _RUN.search(one.text)][-1:])


def _headings(post: Post, level: int = 0) -> Iterator[Stretch]:
    return _blocks(post, lambda b: b.kind == "heading" and _is_own(b) and level in (0, b.level))


def _items(post: Post) -> Iterator[Stretch]:
    return _blocks(post, lambda block: block.inside("item") is not None and _is_own(block))


def _cells(post: Post) -> Iterator[Stretch]:
    return _blocks(post, lambda block: block.kind == "cell" and _is_own(block))


def _quotations(post: Post) -> Iterator[Stretch]:
    return _blocks(post, lambda block: not _is_own(block))


def _callouts(post: Post) -> Iterator[Stretch]:
    """What stands in block quotations that quote nobody: "> [!NOTE]", "> **Tip:** …"."""
    boxes: set[int] = set()
    last = -1
    for number, block in enumerate(post.document.blocks):
        quote = block.inside("quote")
        if quote is None:
            continue
        if quote.id != last and _CALLOUT.match(block.prose.text):
            boxes.add(quote.id)
        last = quote.id
        if quote.id in boxes and block.kind != "code":
            yield _whole(block.prose, number)


def _sentences(post: Post) -> Iterator[Stretch]:
    blocks = post.document.blocks
    for sentence in post.sentences:
        if _is_own(blocks[sentence.block]):
            yield Stretch(blocks[sentence.block].prose, sentence.start, sentence.end, sentence.block)


def _first_sentence(post: Post) -> Iterator[Stretch]:
    first = next(_first_paragraph(post), None)
    return (one for one in list(_sentences(post)) if first and one.block == first.block and one.start == first.start)


def _link_texts(post: Post) -> Iterator[Stretch]:
    """The words of links; of an address that is a link by itself, the address."""
    blocks = post.document.blocks
    for link in post.document.links:
        if link.kind == "autolink":
            yield _written(post, link.text, link.target_span)
        elif link.kind in ("link", "html") and link.block is not None and _is_own(blocks[link.block]):
            yield Stretch(blocks[link.block].prose, *link.at, link.block)


def _alt_texts(post: Post) -> Iterator[Stretch]:
    for link in post.document.links:
        if link.kind == "image":
            begin = link.span.start + len("![")
            written = Span(begin, begin + len(link.text))
            is_plain = written.end <= len(post.text) and written.cut(post.text) == link.text
            yield _written(post, link.text, written if is_plain else link.span)
    for element in post.document.elements:
        alt = element.get("alt")
        if alt is not None and alt.value:
            yield _written(post, alt.value, alt.span)


def _is_image(link: Link) -> bool:
    """True for what is shown in the page, by a component as well: `<Image src="…" />`."""
    shown = link.attribute in SHOWN or link.attribute in PICTURE_PARAMETERS
    return link.is_image or (link.kind == "component" and shown and link.element.lower() not in _FRAMES)


def _targets(post: Post, *, images: bool) -> Iterator[tuple[Link, Stretch]]:
    seen: set[Span] = set()
    for link in post.document.links:
        if _is_image(link) == images and link.target_span not in seen:
            seen.add(link.target_span)
            yield link, _written(post, link.target, link.target_span)


def _link_addresses(post: Post) -> Iterator[Stretch]:
    return (stretch for _, stretch in _targets(post, images=False))


def _image_addresses(post: Post) -> Iterator[Stretch]:
    yield from (stretch for _, stretch in _targets(post, images=True))
    yield from _inside(post, "shortcode", _PICTURE)


def _import_addresses(post: Post) -> Iterator[Stretch]:
    return _inside(post, "module", _IMPORTED)


def _inside(post: Post, kind: str, wanted: re.Pattern[str]) -> Iterator[Stretch]:
    """The addresses in what is no prose: imports, shortcodes."""
    for opaque in post.document.opaque:
        if opaque.kind == kind:
            for found in wanted.finditer(post.text, opaque.span.start, opaque.span.end):
                yield _whole(Prose.verbatim(found["address"], found.start("address")))


def _link_hosts(post: Post) -> Iterator[Stretch]:
    for _, stretch in _targets(post, images=False):
        found = _HOST.match(stretch.text)
        if found:
            yield Stretch(stretch.prose, *found.span("host"))


def _attributes(post: Post, name: str = "") -> Iterator[Stretch]:
    """The values of attributes in raw HTML and components, or of those of one name."""
    for element in post.document.elements:
        for attribute in element.attributes:
            if attribute.value and name in ("", attribute.name.lower()):
                yield _written(post, attribute.value, attribute.span)


def _code(post: Post) -> Iterator[Stretch]:
    """The lines of code, without the marks around it."""
    spans = {block.span for block in post.document.blocks if block.kind == "code"}
    spans |= {opaque.span for opaque in post.document.opaque if opaque.kind == "code"}
    for span in sorted(spans):
        at = span.start
        for line in span.cut(post.text).splitlines(keepends=True):
            inner = line.strip("\r\n").strip("`")
            if inner and not line.lstrip().startswith(_FENCES):
                yield _whole(Prose.verbatim(inner, at + line.index(inner)))
            at += len(line)


def _source(post: Post) -> Iterator[Stretch]:
    """The lines of the body as they are written, with all marks."""
    first = post.lines.position(post.document.span.start).line
    for line in range(first, post.lines.count + 1):
        span = post.lines.content_span(line)
        if span.start >= post.document.span.start:
            yield _whole(Prose.verbatim(span.cut(post.text), span.start))


SCOPES: dict[str, Callable[[Post], Iterable[Stretch]]] = {
    "text": _text,
    "body": _body,
    "title": _title,
    "description": _description,
    "front-matter": _front_matter,
    "heading": _headings,
    **{f"h{level}": partial(_headings, level=level) for level in range(1, 7)},
    "paragraph": _paragraphs,
    "first-paragraph": _first_paragraph,
    "last-paragraph": _last_paragraph,
    "sentence": _sentences,
    "first-sentence": _first_sentence,
    "list-item": _items,
    "table-cell": _cells,
    "callout": _callouts,
    "quotation": _quotations,
    "link-text": _link_texts,
    "link-address": _link_addresses,
    "link-host": _link_hosts,
    "image-address": _image_addresses,
    "import-address": _import_addresses,
    "alt-text": _alt_texts,
    "html-attribute": _attributes,
    "code": _code,
    "source": _source,
}
"""What each name stands for. `text` is what the writer says: all of the body but code and block quotations."""
OF_A_NAME = ("front-matter:KEY", "html-attribute:NAME")
"""Names that take another."""
